/* SPDX-License-Identifier: MIT
 * Migrations on real SQLite files: from every version, drifted, refused by the data, cut off, by
 * several processes, on a newer database, and what is left of the caller's settings. */
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "runtime/engine.h"
#include "tests/live/upgrade_crowd.h"
#include "tests/live/upgrade_pets.h"
#include "tests/live/sqlite_session.h"

/* The newest version with another last migration. */
typedef struct Variant {
    schemac_migration migrations[3];
    schemac_dialect_half half;
    schemac_schema schema;
} Variant;

static Variant variant(const char *const *script)
{
    Variant made = {.half = half_3, .schema = pets_3};
    memcpy(made.migrations, migrations, sizeof migrations);
    made.migrations[2].script = script;
    return made;
}

static const schemac_schema *schema_of(Variant *made)
{
    made->half.migrations = made->migrations;
    made->schema.sqlite = &made->half;
    return &made->schema;
}

/* ---- connections ---- */

static char path[256];

static void new_file(void)
{
    static const char *const suffixes[] = {"", "-journal", "-wal", "-shm"};
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/schemac_upgrade_%ld.db", folder ? folder : "/tmp",
             (long)getpid());
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        char name[300];
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
}

static sqlite3 *at_version(const schemac_schema *schema, const char *name)
{
    sqlite3 *connection = open_database(name);
    CHECK(migrate(connection, schema) == SCHEMAC_OK);
    must(connection, rows);
    return connection;
}

/* ---- the way on ---- */

TEST(from_each_version_to_the_newest)
{
    static const schemac_schema *const from[] = {&pets_1, &pets_2};
    for (int i = 0; i < 2; i++) {
        sqlite3 *connection = at_version(from[i], ":memory:");
        must(connection, "PRAGMA foreign_keys = ON");
        CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
        CHECK(report.version_before == i + 1 && report.version_after == 3);
        CHECK_STRING(report.message,
                     i ? "the database was brought from version 2 to 3 of schema pets by 1 migration"
                       : "the database was brought from version 1 to 3 of schema pets by 2 "
                         "migrations");
        CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
        CHECK_STRING(answer(connection, "PRAGMA foreign_keys"), "1");
        CHECK_STRING(answer(connection, "PRAGMA legacy_alter_table"), "0");
        CHECK(verify(connection, &pets_3, SCHEMAC_EXACT) == SCHEMAC_OK);
        CHECK(report.difference_count == 0);
        CHECK(verify(connection, &pets_3, SCHEMAC_REPORT) == SCHEMAC_OK && !report.error_count);
        CHECK_STRING(answer(connection, "SELECT group_concat(version || name || kind || status ||"
                                        " oldest_version) FROM schemac_history WHERE version > 2"),
                     "3check_namesmigrationapplied3");
        CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
        CHECK_STRING(report.message,
                     "the database is at version 3 of schema pets: nothing to do");
        finish(connection);
    }
}

/* The caller's habit is not the script's: where a table is renamed, views follow. */
#define LATE "column\tlate.id\ttype=INTEGER\nprimary key\tlate\tcolumns=id\ntable\tlate\n"
#define LATE_VIEW "view\tnames\tbody=select id from late\n"

TEST(a_session_that_renames_in_the_old_way)
{
    static const char *const script[] = {
        "CREATE TABLE early (id INTEGER PRIMARY KEY) STRICT;",
        "CREATE VIEW names AS SELECT id FROM early;", "ALTER TABLE early RENAME TO late;", NULL};
    static const char *const lines[] = {OWNER_COLUMNS PET_COLUMNS KIND REST LATE LATE_VIEW, NULL};
    static const char *const undo[] = {"-column\tlate.id\ttype=INTEGER\n"
                                       "-primary key\tlate\tcolumns=id\n-table\tlate\n"
                                       "-" LATE_VIEW, NULL};
    Variant made = variant(script);
    made.migrations[2].undo = undo;
    made.half.catalog = lines;
    sqlite3 *connection = at_version(&pets_2, ":memory:");
    must(connection, "PRAGMA legacy_alter_table = ON");
    CHECK(migrate(connection, schema_of(&made)) == SCHEMAC_OK);
    CHECK_STRING(report.message,
                 "the database was brought from version 2 to 3 of schema pets by 1 migration");
    CHECK_STRING(answer(connection, "PRAGMA legacy_alter_table"), "1");
    finish(connection);
}

/* Each migration adds a column; every catalog between comes of the newest. */
TEST(a_long_chain)
{
    enum { COUNT = 200 };
    static char prints[COUNT + 1][65], scripts[COUNT + 1][64], undos[COUNT + 1][64];
    static char list[COUNT * 64], created[COUNT * 32];
    static const char *script_pieces[COUNT + 1][2], *undo_pieces[COUNT + 1][2];
    static schemac_migration chain[COUNT];
    size_t length = 0, made = (size_t)sprintf(created, "CREATE TABLE t (c001 TEXT");
    for (int i = 1; i <= COUNT; i++) {
        sprintf(prints[i], "%064d", i);
        sprintf(scripts[i], "ALTER TABLE t ADD COLUMN c%03d TEXT;", i);
        sprintf(undos[i], "-column\tt.c%03d\tnull=yes\ttype=TEXT\n", i);
        length += (size_t)sprintf(list + length, "%s", undos[i] + 1);
        if (i > 1) made += (size_t)sprintf(created + made, ", c%03d TEXT", i);
        script_pieces[i][0] = scripts[i];
        undo_pieces[i][0] = undos[i];
        chain[i - 1] = (schemac_migration){i, "more", i > 1 ? prints[i - 1] : "", prints[i],
                                           script_pieces[i], undo_pieces[i], 1, 0};
    }
    sprintf(created + made, ") STRICT;");
    strcpy(list + length, "table\tt\n");
    const char *const baseline[] = {created, NULL}, *const held[] = {list, NULL};
    static const char *const old_baseline[] = {"CREATE TABLE t (c001 TEXT) STRICT;", NULL};
    static const char *const old_catalog[] = {"column\tt.c001\tnull=yes\ttype=TEXT\ntable\tt\n",
                                              NULL};
    schemac_dialect_half old_half = {old_baseline, old_catalog, 0, chain, 1, NULL};
    schemac_dialect_half new_half = {baseline, held, 0, chain, COUNT, NULL};
    schemac_schema old = SCHEMA(1, prints[1], &old_half);
    schemac_schema new = SCHEMA(COUNT, prints[COUNT], &new_half);
    sqlite3 *connection = open_database(":memory:");
    CHECK(migrate(connection, &old) == SCHEMAC_OK);
    CHECK(migrate(connection, &new) == SCHEMAC_OK && report.version_after == COUNT);
    CHECK(verify(connection, &new, SCHEMAC_REPORT) == SCHEMAC_OK && !report.error_count);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM schemac_history"), "200");
    finish(connection);
}

TEST(a_database_that_was_made_before_anything_was_sealed)
{
    schemac_schema unsealed = pets_1;
    schemac_dialect_half half = half_1;
    unsealed.version = 0;
    half.migration_count = 0;
    unsealed.sqlite = &half;
    sqlite3 *connection = at_version(&unsealed, ":memory:");
    CHECK(migrate(connection, &pets_1) == SCHEMAC_OK);
    CHECK_STRING(report.message, "the database is at version 1 of schema pets: nothing to do");
    CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
    CHECK(verify(connection, &pets_3, SCHEMAC_EXACT) == SCHEMAC_OK);
    finish(connection);
}

TEST(no_further_than_asked)
{
    schemac_options options = {.to_version = 2};
    sqlite3 *connection = at_version(&pets_1, ":memory:");
    CHECK(migrate_with(connection, &pets_3, &options) == SCHEMAC_OK && report.version_after == 2);
    CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(migrate_with(connection, &pets_3, &options) == SCHEMAC_OK);
    options.to_version = 4;
    CHECK(migrate_with(connection, &pets_3, &options) == SCHEMAC_INVALID);
    finish(connection);
    connection = open_database(":memory:");
    options.to_version = 2;
    CHECK(migrate_with(connection, &pets_3, &options) == SCHEMAC_INVALID);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM sqlite_schema"), "0");
    finish(connection);
}

TEST(a_dry_run_writes_nothing)
{
    schemac_options options = {.dry_run = true};
    sqlite3 *connection = open_database(":memory:");
    CHECK(migrate_with(connection, &pets_3, &options) == SCHEMAC_OK);
    CHECK_STRING(report.message, "the database would be made from the baseline of schema pets");
    CHECK_STRING(answer(connection, "SELECT count(*) FROM sqlite_schema"), "0");
    CHECK(migrate(connection, &pets_1) == SCHEMAC_OK);
    CHECK(migrate_with(connection, &pets_3, &options) == SCHEMAC_OK);
    CHECK_STRING(report.message, "the database is at version 1 of schema pets; to be applied: "
                                 "0002 add_kind, 0003 check_names");
    CHECK(verify(connection, &pets_1, SCHEMAC_EXACT) == SCHEMAC_OK);
    finish(connection);
}

/* ---- refused ---- */

TEST(drift_is_named_and_nothing_is_done)
{
    sqlite3 *connection = at_version(&pets_1, ":memory:");
    must(connection, "CREATE INDEX mine ON pets (name); ALTER TABLE owners ADD COLUMN x TEXT");
    CHECK(migrate(connection, &pets_3) == SCHEMAC_DIFFERENT && report.error_count == 2);
    CHECK_STRING(report.message, "the database differs from version 1 of schema pets, at which it "
                                 "stands, in 2 places; nothing was done");
    CHECK_STRING(report.differences[0].path, "owners.x");
    CHECK_STRING(report.differences[1].path, "pets.mine");
    CHECK_STRING(answer(connection, "SELECT count(*) FROM schemac_history"), "1");
    must(connection, "DROP INDEX mine; ALTER TABLE owners DROP COLUMN x");
    CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
    finish(connection);
}

TEST(the_data_forbid_it)
{
    sqlite3 *connection = at_version(&pets_2, ":memory:");
    must(connection, "PRAGMA foreign_keys = ON");
    must(connection, "INSERT INTO owners (id, name) VALUES (7, '')");
    CHECK(migrate(connection, &pets_3) == SCHEMAC_REFUSED);
    CHECK_STRING(report.message, "the migration 0003 check_names of schema pets stopped at 'SELECT "
                                 "'owner ' || id || ' has no name' AS violation FROM owners WHERE "
                                 "n...': owner 7 has no name");
    CHECK_STRING(answer(connection, "PRAGMA foreign_keys"), "1");
    CHECK_STRING(answer(connection, "PRAGMA legacy_alter_table"), "0");
    CHECK_STRING(answer(connection, "SELECT status || (error LIKE '%owner 7 has no name') FROM "
                                    "schemac_history ORDER BY id DESC"),
                 "failed1");
    CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK);
    must(connection, "DELETE FROM owners WHERE id = 7");
    CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
    finish(connection);
}

TEST(a_row_whose_parent_is_not_there)
{
    sqlite3 *connection = at_version(&pets_2, ":memory:");
    must(connection, "INSERT INTO pets (id, owner_id, name) VALUES (11, 99, 'stray')");
    CHECK(migrate(connection, &pets_3) == SCHEMAC_REFUSED);
    CHECK_STRING(report.message,
                 "the migration 0003 check_names of schema pets stopped at 'PRAGMA "
                 "foreign_key_check': row 11 of table pets refers to a row of table owners that is "
                 "not there");
    CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK);
    finish(connection);
}

TEST(a_migration_that_makes_something_else_is_taken_back)
{
    static const char *const script[] = {"ALTER TABLE owners ADD COLUMN age INTEGER;", NULL};
    Variant made = variant(script);
    sqlite3 *connection = at_version(&pets_1, ":memory:");
    CHECK(migrate(connection, schema_of(&made)) == SCHEMAC_BUG && report.error_count == 2);
    CHECK(report.version_before == 1 && report.version_after == 2);
    CHECK(strstr(report.message, "was taken back: the database came out different in 2 places"));
    CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
    finish(connection);
}

TEST(a_script_cannot_reach_beyond_its_transaction)
{
    static const char *const forbidden[] = {
        "COMMIT;",        "ROLLBACK;",         "END;",
        "SAVEPOINT a;",   "RELEASE a;",        "ATTACH ':memory:' AS other;",
        "DETACH other;",  "/* x */ commit;",   "PRAGMA journal_mode = WAL;",
        "BEGIN;",         "PRAGMA writable_schema = ON;", "PRAGMA foreign_keys = OFF;",
        "SELECT 1; COMMIT;", "SELECT 1; DROP TABLE pets;",
    };
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        const char *const script[] = {"BEGIN;", "DELETE FROM pets;", forbidden[i], "COMMIT;", NULL};
        Variant made = variant(script);
        sqlite3 *connection = at_version(&pets_2, ":memory:");
        CHECK(migrate(connection, schema_of(&made)) == SCHEMAC_INVALID);
        CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
        CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK);
        finish(connection);
    }
}

TEST(states_that_no_migration_leads_from)
{
    schemac_schema changed = pets_3;
    changed.fingerprint = "4444444444444444444444444444444444444444444444444444444444444444";
    sqlite3 *connection = at_version(&pets_2, ":memory:");
    CHECK(migrate(connection, &changed) == SCHEMAC_DIFFERENT);
    CHECK(strstr(report.message, "has changed since without a migration: seal one") != NULL);
    must(connection, "UPDATE schemac_history SET fingerprint = 'x'");
    CHECK(migrate(connection, &pets_3) == SCHEMAC_DIFFERENT);
    CHECK(strstr(report.message, "from which no migration leads on") != NULL);
    schemac_dialect_half squashed = half_3;
    schemac_schema later = pets_3;
    squashed.migrations++;
    squashed.migrations++;
    squashed.migration_count = 1;
    later.sqlite = &squashed;
    must(connection, "UPDATE schemac_history SET version = 1, fingerprint = '" F1 "'");
    CHECK(migrate(connection, &later) == SCHEMAC_DIFFERENT);
    CHECK(strstr(report.message, "and this program begins at 3: bring it there"));
    finish(connection);
}

/* ---- newer databases ---- */

TEST(the_floor_is_honoured)
{
    sqlite3 *connection = at_version(&pets_2, ":memory:");
    CHECK(migrate(connection, &pets_1) == SCHEMAC_OK);
    CHECK_STRING(report.message, "the database is at version 2 of schema pets, newer than version "
                                 "1 of this program, and allows programs from version 1 on");
    CHECK(verify(connection, &pets_1, SCHEMAC_COMPATIBLE) == SCHEMAC_OK);
    CHECK(verify(connection, &pets_1, SCHEMAC_EXACT) == SCHEMAC_NEWER);
    must(connection, "DROP TABLE pets");
    CHECK(verify(connection, &pets_1, SCHEMAC_COMPATIBLE) == SCHEMAC_NEWER);
    finish(connection);
    connection = at_version(&pets_3, ":memory:");
    CHECK(migrate(connection, &pets_2) == SCHEMAC_NEWER);
    CHECK_STRING(report.message,
                 "the database is at version 3 of schema pets, newer than version 2 of this "
                 "program: deploy the program that was built for version 3 or a later one");
    CHECK(verify(connection, &pets_2, SCHEMAC_COMPATIBLE) == SCHEMAC_NEWER);
    CHECK(verify(connection, &pets_2, SCHEMAC_REPORT) == SCHEMAC_OK && report.error_count > 0);
    finish(connection);
}

/* Between two versions an older program goes on only if the newer one allows it. */
TEST(a_newer_migration_that_is_half_done)
{
    static const char begun[] =
        "INSERT INTO schemac_history (schema_name, version, name, kind, status, fingerprint,"
        " engine_version, tool_version, duration_us, format_version, oldest_version, blocks)"
        " VALUES ('pets', 3, 'check_names', 'migration', 'started', '" F3 "', '3', '0', 0, 2,"
        " %d, 1)";
    static const int floors[] = {3, 2, 1};
    for (size_t i = 0; i < sizeof floors / sizeof *floors; i++) {
        char sql[600];
        sqlite3 *connection = at_version(&pets_2, ":memory:");
        snprintf(sql, sizeof sql, begun, floors[i]);
        must(connection, sql);
        CHECK(migrate(connection, &pets_2) == (floors[i] <= 2 ? SCHEMAC_OK : SCHEMAC_NEWER));
        CHECK(strstr(report.message, "a migration to version 3 of schema pets is half done") != NULL);
        CHECK(strstr(report.message, floors[i] <= 2 ? ", and allows this program"
                                                    : ": deploy the program that began it") != NULL);
        CHECK(migrate(connection, &pets_1) == (floors[i] <= 1 ? SCHEMAC_OK : SCHEMAC_NEWER));
        CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK && report.difference_count);
        finish(connection);
    }
}

/* ---- called off, cut off ---- */

static bool stop_at(void *context, const schemac_progress *now)
{
    int *left = context;
    CHECK(now->number >= 1 && now->number <= now->count && *now->step && *now->statement);
    return (*left)-- > 0;
}

/* What a step has done so far, and for how long. */
static bool see_progress(void *context, const schemac_progress *now)
{
    schemac_progress *last = context;
    bool is_first = now->number == 1;
    CHECK(now->elapsed_us >= (is_first ? 0 : last->elapsed_us));
    CHECK(is_first ? now->rows == 0 : now->rows >= last->rows);
    *last = *now;
    return true;
}

TEST(progress_tells_rows_and_time)
{
    schemac_progress last = {0};
    schemac_options options = {.progress = see_progress, .context = &last};
    sqlite3 *connection = at_version(&pets_1, ":memory:");
    CHECK(migrate_with(connection, &pets_3, &options) == SCHEMAC_OK);
    CHECK(last.rows == 2);
    finish(connection);
}

TEST(called_off_by_the_program)
{
    int statements = 0;
    for (int stop = 0; stop < 12; stop++) {
        int left = stop;
        schemac_options options = {.progress = stop_at, .context = &left};
        sqlite3 *connection = at_version(&pets_1, ":memory:");
        schemac_status status = migrate_with(connection, &pets_3, &options);
        CHECK(status == (left < 0 ? SCHEMAC_REFUSED : SCHEMAC_OK));
        statements += left < 0;
        CHECK(verify(connection, report.version_after == 1 ? &pets_1
                                 : report.version_after == 2 ? &pets_2 : &pets_3,
                     SCHEMAC_EXACT) == SCHEMAC_OK);
        CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
        CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
        finish(connection);
    }
    CHECK(statements == 11);
}

static bool die_at(void *context, const schemac_progress *now)
{
    int *left = context;
    (void)now;
    if ((*left)-- == 0) kill(getpid(), SIGKILL);
    return true;
}

TEST(killed_before_every_statement)
{
    static const char *const modes[] = {"PRAGMA journal_mode = delete", "PRAGMA journal_mode = wal"};
    for (int mode = 0; mode < 2; mode++) {
        for (int at = 0; at < 11; at++) {
            new_file();
            sqlite3 *connection = at_version(&pets_1, path);
            must(connection, modes[mode]);
            finish(connection);
            pid_t child = fork();
            if (!child) {
                int left = at;
                schemac_options options = {.progress = die_at, .context = &left};
                connection = open_database(path);
                must(connection, "PRAGMA cache_size = 1");
                schemac_migrate(schemac_sqlite(connection), &pets_3, &options, NULL);
                _exit(0);
            }
            int status;
            waitpid(child, &status, 0);
            CHECK(WIFSIGNALED(status));
            connection = open_database(path);
            CHECK(verify(connection, at ? &pets_2 : &pets_1, SCHEMAC_EXACT) == SCHEMAC_OK);
            CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
            CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
            CHECK_STRING(answer(connection, "PRAGMA integrity_check"), "ok");
            finish(connection);
        }
    }
    new_file();
}

/* Rows by the thousand and a cache that cannot hold them: the journal is at work when it ends. */
TEST(killed_at_any_moment_of_a_rebuild)
{
    enum { ROUNDS = 24 };
    int old = 0;
    for (int i = 0; i < ROUNDS; i++) {
        new_file();
        sqlite3 *connection = at_version(&pets_2, path);
        must(connection, i % 2 ? "PRAGMA journal_mode = wal" : "PRAGMA journal_mode = delete");
        must(connection, "WITH RECURSIVE n (i) AS (VALUES (100) UNION ALL SELECT i + 1 FROM n "
                         "WHERE i < 20100) INSERT INTO owners SELECT i, 'owner ' || i FROM n");
        finish(connection);
        pid_t child = fork();
        if (!child) {
            connection = open_database(path);
            must(connection, "PRAGMA cache_size = 10");
            schemac_migrate(schemac_sqlite(connection), &pets_3, NULL, NULL);
            _exit(0);
        }
        struct timespec pause = {.tv_nsec = i * 3000000};
        nanosleep(&pause, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        connection = open_database(path);
        old += verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK;
        CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
        CHECK(verify(connection, &pets_3, SCHEMAC_EXACT) == SCHEMAC_OK);
        CHECK_STRING(answer(connection, "SELECT count(*) || sum(id) FROM owners"), "20003202010103");
        CHECK_STRING(answer(connection, "PRAGMA integrity_check"), "ok");
        finish(connection);
    }
    new_file();
    fprintf(stderr, "killed %d times, %d of them before the migration was in\n", ROUNDS, old);
    CHECK(old > 0);
}

static schemac_db open_in_crowd(void)
{
    return schemac_sqlite(open_database(path));
}

static void check_crowd(const schemac_schema *from, const char *mode, const char *history)
{
    new_file();
    sqlite3 *connection = from ? at_version(from, path) : open_database(path);
    must(connection, mode);
    finish(connection);
    CHECK(crowd(open_in_crowd, &pets_3) == 0);
    connection = open_database(path);
    CHECK(verify(connection, &pets_3, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, "SELECT group_concat(version || status) FROM schemac_history"),
                 history);
    if (from) CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
    finish(connection);
}

TEST(processes_that_start_at_once)
{
    static const char *const modes[] = {"PRAGMA journal_mode = delete", "PRAGMA journal_mode = wal"};
    for (long round = 0; round < crowd_rounds() && test_ok; round++)
        for (int i = 0; i < 2; i++) {
            check_crowd(NULL, modes[i], "3applied");
            check_crowd(&pets_1, modes[i], "1applied,2applied,3applied");
        }
    fprintf(stderr, "%d processes at once: %ld rounds on fresh files, and on old ones\n", CROWD,
            2 * crowd_rounds());
}

/* ---- the copy before a loss ---- */

static Variant losing(void)
{
    Variant made = variant(script_3);
    made.migrations[2].loses_data = 1;
    return made;
}

static const char *copy_path(void)
{
    static char name[300];
    snprintf(name, sizeof name, "%s.before-0003", path);
    return name;
}

TEST(what_may_be_lost_is_copied_before)
{
    Variant made = losing();
    new_file();
    unlink(copy_path());
    sqlite3 *connection = at_version(&pets_1, path);
    CHECK(chmod(path, 0600) == 0);
    CHECK(migrate(connection, schema_of(&made)) == SCHEMAC_OK);
    CHECK(strstr(report.message, "; as it was before it is in ") != NULL);
    CHECK(strstr(report.message, copy_path()) != NULL);
    finish(connection);
    struct stat like;
    CHECK(stat(copy_path(), &like) == 0 && (like.st_mode & 0777) == 0600);
    connection = open_database(copy_path());
    CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
    finish(connection);
    unlink(copy_path());
    new_file();
}

TEST(no_copy_where_none_is_wanted_or_possible)
{
    Variant made = losing();
    schemac_options options = {.no_backup = true};
    new_file();
    sqlite3 *connection = at_version(&pets_2, path);
    CHECK(migrate_with(connection, schema_of(&made), &options) == SCHEMAC_OK);
    CHECK(access(copy_path(), F_OK) != 0);
    finish(connection);
    connection = at_version(&pets_2, ":memory:");
    CHECK(migrate(connection, schema_of(&made)) == SCHEMAC_OK);
    finish(connection);
    new_file();
    connection = at_version(&pets_2, path);
    CHECK(mkdir(copy_path(), 0700) == 0); /* in the way of the copy */
    CHECK(migrate(connection, schema_of(&made)) == SCHEMAC_DATABASE);
    CHECK(strstr(report.message, "cannot be copied before: Is a directory") != NULL);
    CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK);
    rmdir(copy_path());
    /* what is in the way of writing it, old and not to be taken away, is not waited for */
    char part[320], command[400];
    snprintf(part, sizeof part, "%s.part", copy_path());
    snprintf(command, sizeof command, "touch -d '1 hour ago' '%s'", part);
    CHECK(mkdir(part, 0700) == 0 && system(command) == 0);
    CHECK(migrate(connection, schema_of(&made)) == SCHEMAC_LOCKED);
    CHECK(strstr(report.message, "cannot be copied before") != NULL);
    rmdir(part);
    finish(connection);
    new_file();
}

/* Somebody writes between the copy and the lock: it is made once more. */
static sqlite3 *disturber;
static int disturbances;

static schemac_status late_begin(void *handle, memory *pool, const schemac_schema *schema,
                                 int wait_ms, const char **error)
{
    if (disturbances-- > 0) must(disturber, "INSERT INTO owners (name) VALUES ('late')");
    return schemac_sqlite_engine.begin(handle, pool, schema, wait_ms, error);
}

TEST(what_is_written_meanwhile_is_in_the_copy)
{
    Variant made = losing();
    schemac_engine engine = schemac_sqlite_engine;
    engine.begin = late_begin;
    for (int times = 2; times < 30; times += 20) {
        new_file();
        sqlite3 *connection = at_version(&pets_2, path);
        disturber = open_database(path);
        disturbances = times;
        schemac_report_free(&report);
        schemac_status status =
            schemac_migrate((schemac_db){&engine, connection}, schema_of(&made), NULL, &report);
        CHECK(status == (times == 2 ? SCHEMAC_OK : SCHEMAC_LOCKED));
        sqlite3_close(disturber);
        finish(connection);
        connection = open_database(copy_path());
        CHECK_STRING(answer(connection, "SELECT count(*) FROM owners"), times == 2 ? "4" : "9");
        finish(connection);
        unlink(copy_path());
        new_file();
    }
}

/* ---- the history itself ---- */

/* The table as the first release made it. */
static void make_first_format(sqlite3 *connection)
{
    must(connection,
         "CREATE TABLE schemac_history (id INTEGER PRIMARY KEY, schema_name TEXT NOT NULL,"
         " version INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT "
         "NULL, fingerprint TEXT NOT NULL, catalog_digest TEXT, catalog TEXT, engine_version "
         "TEXT NOT NULL, tool_version TEXT NOT NULL, program TEXT, recorded_at TEXT NOT NULL "
         "DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')), duration_us INTEGER NOT NULL, "
         "error TEXT, format_version INTEGER NOT NULL, CONSTRAINT schemac_history_status CHECK "
         "(status IN ('applied', 'failed'))) STRICT;"
         "INSERT INTO schemac_history (schema_name, version, name, kind, status, fingerprint,"
         " engine_version, tool_version, duration_us, format_version) VALUES ('pets', 1, "
         "'baseline', 'baseline', 'applied', '" F1 "', '3.40.1', '0.1.0', 1, 1)");
}

TEST(a_history_of_the_first_format_is_read_and_upgraded)
{
    sqlite3 *connection = open_database(":memory:");
    for (const char *const *piece = baseline_1; *piece; piece++) must(connection, *piece);
    make_first_format(connection);
    must(connection, rows);
    CHECK(migrate(connection, &pets_1) == SCHEMAC_OK);
    CHECK(verify(connection, &pets_1, SCHEMAC_EXACT) == SCHEMAC_OK && !report.difference_count);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM pragma_table_info('schemac_history')"),
                 "16");
    CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
    CHECK(verify(connection, &pets_3, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, "SELECT group_concat(id || version || status || format_version)"
                                    " FROM schemac_history"),
                 "11applied1,22applied2,33applied2");
    CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
    finish(connection);
}

TEST(nothing_is_read_where_nothing_has_changed)
{
    sqlite3 *connection = at_version(&pets_1, ":memory:");
    CHECK(migrate(connection, &pets_2) == SCHEMAC_OK);
    must(connection, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
                     "replace(sql, 'kind TEXT', 'kind REAL')");
    CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK);
    must(connection, "PRAGMA writable_schema = OFF; CREATE TABLE x (y)");
    CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    finish(connection);
}

/* ---- a transaction that ends unseen ---- */

static int inspections; /* until it happens */

/* As after a read that failed within SQLite, of which it says nothing. */
static schemac_status inspect_and_roll_back(void *handle, const char *space, catalog *into,
                                            const char **error)
{
    schemac_status status = schemac_sqlite_engine.inspect(handle, space, into, error);
    if (inspections-- == 0) must(handle, "ROLLBACK");
    return status;
}

/* With the look before the statements, or with the one behind them. */
static void lose_transaction(int at)
{
    schemac_engine engine = schemac_sqlite_engine;
    engine.inspect = inspect_and_roll_back;
    inspections = at;
    new_file();
    sqlite3 *connection = at_version(&pets_2, path);
    schemac_report_free(&report);
    CHECK(schemac_migrate((schemac_db){&engine, connection}, &pets_3, NULL, &report) ==
          SCHEMAC_DATABASE);
    CHECK_STRING(answer(connection, "SELECT group_concat(version || status) FROM schemac_history "
                                    "WHERE status = 'applied'"),
                 "2applied");
    CHECK(verify(connection, &pets_2, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
    CHECK(verify(connection, &pets_3, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
    finish(connection);
    new_file();
}

TEST(when_the_transaction_is_lost_nothing_more_is_done)
{
    lose_transaction(0);
    lose_transaction(1);
}

/* ---- writers ---- */

enum { WRITERS = 3, ROWS_EACH = 1000000 };

/* What SQLite has said to be written, for all processes to see. */
typedef struct Written {
    volatile long rows[WRITERS], refused;
    volatile bool is_over;
} Written;

static void write_on(int writer, Written *written)
{
    sqlite3 *connection = open_database(path);
    const struct timespec pause = {.tv_nsec = 2 * 1000000}; /* SQLite has no queue: room for others */
    sqlite3_busy_timeout(connection, 60000);
    while (!written->is_over) {
        nanosleep(&pause, NULL);
        char sql[300];
        long id = writer * ROWS_EACH + 100 + written->rows[writer];
        snprintf(sql, sizeof sql,
                 "BEGIN IMMEDIATE; INSERT INTO owners (id, name) VALUES (%ld, 'w');"
                 "INSERT INTO pets (id, owner_id, name) VALUES (%ld, %ld, 'p'); COMMIT", id, id, id);
        if (sqlite3_exec(connection, sql, NULL, NULL, NULL) == SQLITE_OK) written->rows[writer]++;
        else written->refused++;
        if (!sqlite3_get_autocommit(connection))
            sqlite3_exec(connection, "ROLLBACK", NULL, NULL, NULL);
    }
    sqlite3_close(connection);
    _exit(0);
}

static void check_written(sqlite3 *connection, const Written *written)
{
    static const char *const tables[] = {"owners", "pets"};
    for (int writer = 0; writer < WRITERS; writer++)
        for (int i = 0; i < 2; i++) {
            char sql[200], wanted[24];
            long id = writer * ROWS_EACH + 100;
            snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE id BETWEEN %ld AND %ld",
                     tables[i], id, id + ROWS_EACH - 1000);
            snprintf(wanted, sizeof wanted, "%ld", written->rows[writer]);
            CHECK_STRING(answer(connection, sql), wanted);
        }
}

/* SQLite is not fair: one of them may wait long. */
static long total(const Written *written)
{
    long all = 0;
    for (int writer = 0; writer < WRITERS; writer++) all += written->rows[writer];
    return all;
}

static void write_meanwhile(const char *mode, Written *written)
{
    const struct timespec pause = {.tv_nsec = 5 * 1000000};
    pid_t writers[WRITERS];
    new_file();
    sqlite3 *connection = at_version(&pets_1, path);
    must(connection, mode);
    fflush(NULL);
    for (int i = 0; i < WRITERS; i++)
        if ((writers[i] = fork()) == 0) write_on(i, written);
    for (int i = 0; i < 2000 && total(written) < 20; i++) nanosleep(&pause, NULL);
    long before = total(written);
    schemac_options options = {.lock_wait_ms = 60000};
    bool is_done = migrate_with(connection, &pets_3, &options) == SCHEMAC_OK;
    CHECK(is_done);
    if (!is_done) fprintf(stderr, "%s\n", report.message);
    for (int i = 0; i < 2000 && total(written) < before + 5; i++) nanosleep(&pause, NULL);
    written->is_over = true;
    for (int i = 0; i < WRITERS; i++) waitpid(writers[i], NULL, 0);
    CHECK(before >= 20 && total(written) >= before + 5 && !written->refused);
    check_written(connection, written);
    bool fits = verify(connection, &pets_3, SCHEMAC_EXACT) == SCHEMAC_OK;
    CHECK(fits);
    if (!fits) fprintf(stderr, "%s\n", schemac_report_text(&report));
    CHECK_STRING(answer(connection, "PRAGMA integrity_check"), "ok");
    finish(connection);
    fprintf(stderr, "%ld rows by %d writers, %ld of them before the migration\n",
            total(written), WRITERS, before);
}

TEST(writers_lose_nothing)
{
    static const char *const modes[] = {"PRAGMA journal_mode = delete", "PRAGMA journal_mode = wal"};
    for (int i = 0; i < 2; i++) {
        FILE *shared = tmpfile();
        CHECK(shared && ftruncate(fileno(shared), sizeof(Written)) == 0);
        Written *written = mmap(NULL, sizeof *written, PROT_READ | PROT_WRITE, MAP_SHARED,
                                fileno(shared), 0);
        write_meanwhile(modes[i], written);
        munmap(written, sizeof *written);
        fclose(shared);
    }
    new_file();
}
