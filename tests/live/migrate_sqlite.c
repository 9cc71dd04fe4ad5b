/* SPDX-License-Identifier: MIT
 * schemac_migrate and schemac_verify on real SQLite files: fresh, up to date, drifted, locked,
 * read-only, damaged, killed half way, without memory. */
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The library's own memory comes through here, so that it can be made to run out. The definitions
 * below take the place of those in the library. */
static long calloc_left = -1; /* negative: no limit */

static void *limited_calloc(size_t count, size_t size)
{
    if (calloc_left == 0) return NULL;
    if (calloc_left > 0) calloc_left--;
    return calloc(count, size);
}
#define calloc limited_calloc
#include "runtime/memory.c"
#undef calloc

#include "runtime/engine.h"
#include "tests/live/sqlite_session.h"

/* ---- a schema ---- */

static const char *const shop_baseline[] = {
    "-- shop\n\nCREATE TABLE customers (\n    id INTEGER PRIMARY KEY,\n    name TEXT NOT NULL\n)",
    " STRICT;",
    "CREATE TABLE orders (\n"
    "    id INTEGER PRIMARY KEY,\n"
    "    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,\n"
    "    status TEXT NOT NULL DEFAULT 'a',\n"
    "    total INTEGER NOT NULL CHECK (total >= 0),\n"
    "    note TEXT,\n"
    "    UNIQUE (customer_id, status)\n"
    ") STRICT;",
    "CREATE INDEX by_status ON orders (status) WHERE total > 0;",
    "CREATE VIEW open_orders AS SELECT id FROM orders WHERE status = 'a';",
    NULL};

static const char *const shop_catalog[] = {
    "check\torders: total >= 0\n"
    "column\tcustomers.id\ttype=INTEGER\n"
    "column\tcustomers.name\ttype=TEXT\n"
    "column\torders.customer_id\ttype=INTEGER\n"
    "column\torders.id\ttype=INTEGER\n"
    "column\torders.note\tnull=yes\ttype=TEXT\n"
    "column\torders.status\tdefault='a'\ttype=TEXT\n"
    "column\torders.total\ttype=INTEGER\n",
    "foreign key\torders(customer_id) -> customers\tcolumns=customer_id\ton delete=cascade\t"
    "target=customers\ttarget columns=id\n"
    "index\torders.by_status\ton=status\twhere=total > 0\n"
    "primary key\tcustomers\tcolumns=id\n"
    "primary key\torders\tcolumns=id\n"
    "table\tcustomers\n"
    "table\torders\n",
    "unique\torders(customer_id, status)\tcolumns=customer_id, status\n"
    "view\topen_orders\tbody=select id from orders where status = 'a'\n",
    NULL};

static const schemac_dialect_half shop_sqlite = {shop_baseline, shop_catalog, 0, NULL, 0, NULL};

#define FINGERPRINT "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER_FINGERPRINT "ffff456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const schemac_schema shop = {.interface_version = SCHEMAC_INTERFACE,
                                    .name = "shop",
                                    .version = 3,
                                    .fingerprint = FINGERPRINT,
                                    .default_space = "public",
                                    .sqlite = &shop_sqlite};

/* ---- files and connections ---- */

static char path[256];

static void remove_file(void)
{
    static const char *const suffixes[] = {"", "-journal", "-wal", "-shm"};
    char name[300];
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
}

static void new_file(void)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/schemac_migrate_%ld.db", folder ? folder : "/tmp",
             (long)getpid());
    remove_file();
}

static sqlite3 *open_file(int flags)
{
    sqlite3 *connection = NULL;
    CHECK(sqlite3_open_v2(path, &connection, flags, NULL) == SQLITE_OK);
    return connection;
}

static sqlite3 *open_memory(void)
{
    sqlite3 *connection = NULL;
    CHECK(sqlite3_open(":memory:", &connection) == SQLITE_OK);
    return connection;
}

enum { WRITE = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE };

static bool has_difference(const char *kind, const char *object, const char *attribute)
{
    for (size_t i = 0; i < report.difference_count; i++) {
        const schemac_difference *each = &report.differences[i];
        bool same =
            attribute ? each->attribute && !strcmp(each->attribute, attribute) : !each->attribute;
        if (same && !strcmp(each->kind, kind) && !strcmp(each->path, object)) return true;
    }
    return false;
}

/* ---- migrate ---- */

TEST(fresh_database_is_made_and_fits)
{
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK(report.version_before == -1 && report.version_after == 3);
    CHECK_STRING(report.message, "the database was made from the baseline of schema shop");
    CHECK(sqlite3_get_autocommit(connection));
    CHECK_STRING(answer(connection, "SELECT group_concat(name) FROM sqlite_schema "
                                    "WHERE type = 'table'"),
                 "customers,orders,schemac_history");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK_STRING(report.message, "the database fits schema shop");
    CHECK(report.difference_count == 0 && report.version_after == 3);
    finish(connection);
}

TEST(history_says_what_was_done)
{
    sqlite3 *connection = open_memory();
    schemac_options options = {.program = "cash register 7"};
    CHECK(schemac_migrate(schemac_sqlite(connection), &shop, &options, NULL) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, "SELECT schema_name || version || name || kind || status ||"
                                    " program || tool_version || format_version"
                                    " FROM schemac_history"),
                 "shop3baselinebaselineappliedcash register 7" SCHEMAC_VERSION "2");
    CHECK_STRING(answer(connection, "SELECT fingerprint FROM schemac_history"), FINGERPRINT);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM schemac_history WHERE catalog IS NULL "
                                    "AND error IS NULL AND length(catalog_digest) = 64 "
                                    "AND engine_version = sqlite_version() AND duration_us > 0 "
                                    "AND abs(julianday(recorded_at) - julianday('now')) < 0.001"),
                 "1");
    finish(connection);
}

TEST(second_start_writes_nothing)
{
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    int changes = sqlite3_total_changes(connection);
    char version[1024];
    snprintf(version, sizeof version, "%s", answer(connection, "PRAGMA schema_version"));
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK(report.version_before == 3 && report.version_after == 3);
    CHECK(sqlite3_total_changes(connection) == changes);
    CHECK_STRING(answer(connection, "PRAGMA schema_version"), version);
    finish(connection);
}

TEST(tables_of_others_are_left_alone)
{
    sqlite3 *connection = open_memory();
    must(connection, "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, "SELECT a FROM theirs"), "1");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(report.difference_count == 1 && report.error_count == 0);
    CHECK_STRING(schemac_report_text(&report),
                 "the database fits schema shop, with 1 note\n"
                 "notes:\n"
                 "  table theirs: not part of the schema\n"
                 "      the schema does not own it; it is left alone\n");
    finish(connection);
}

TEST(two_schemas_share_a_database)
{
    static const char *const baseline[] = {"CREATE TABLE staff (id INTEGER PRIMARY KEY) STRICT;",
                                           NULL};
    static const char *const list[] = {
        "column\tstaff.id\ttype=INTEGER\nprimary key\tstaff\tcolumns=id\ntable\tstaff\n", NULL};
    static const schemac_dialect_half half = {baseline, list, 0, NULL, 0, NULL};
    schemac_schema crew = shop;
    crew.name = "crew";
    crew.version = 0;
    crew.sqlite = &half;
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK(migrate(connection, &crew) == SCHEMAC_OK);
    CHECK(report.version_before == -1 && report.version_after == 0);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(verify(connection, &crew, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM schemac_history"), "2");
    finish(connection);
}

TEST(unmanaged_tables_are_not_touched)
{
    sqlite3 *connection = open_memory();
    must(connection, "CREATE TABLE orders (a); CREATE TABLE customers (b)");
    CHECK(migrate(connection, &shop) == SCHEMAC_DIFFERENT);
    CHECK_STRING(schemac_report_text(&report),
                 "the database is not under schemac's management, but holds 2 objects with names "
                 "of schema shop\n  table customers: unexpected\n"
                 "      take it under management with `schemac adopt`, or give schemac an empty "
                 "database\n");
    CHECK_STRING(answer(connection, "SELECT group_concat(name) FROM sqlite_schema"),
                 "orders,customers");
    CHECK(sqlite3_get_autocommit(connection));
    finish(connection);
}

TEST(open_transaction_is_refused)
{
    sqlite3 *connection = open_memory();
    must(connection, "BEGIN; CREATE TABLE mine (a)");
    CHECK(migrate(connection, &shop) == SCHEMAC_REFUSED);
    CHECK(!sqlite3_get_autocommit(connection));
    must(connection, "COMMIT");
    CHECK_STRING(answer(connection, "SELECT group_concat(name) FROM sqlite_schema"), "mine");
    finish(connection);
}

TEST(an_engine_that_is_too_old_is_refused)
{
    static const schemac_dialect_half half = {shop_baseline, shop_catalog, 99001000, NULL, 0, NULL};
    schemac_schema future = shop;
    future.sqlite = &half;
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &future) == SCHEMAC_DATABASE);
    CHECK(strstr(report.message, "is for SQLite 99.1.0 and newer") != NULL);
    finish(connection);
}

TEST(failing_statement_takes_everything_back)
{
    static const char *const baseline[] = {"CREATE TABLE a (b TEXT) STRICT;",
                                           "-- the view\n\nCREATE VIEW v AS\n", "SELECT 1 FROM\n;",
                                           NULL};
    const schemac_dialect_half half = {baseline, shop_catalog, 0, NULL, 0, NULL};
    schemac_schema broken = shop;
    broken.sqlite = &half;
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &broken) == SCHEMAC_DATABASE);
    CHECK_STRING(report.message, "the baseline of schema shop failed at 'CREATE VIEW v AS': near "
                                 "\";\": syntax error");
    CHECK_STRING(answer(connection, "SELECT count(*) FROM sqlite_schema"), "0");
    CHECK(sqlite3_get_autocommit(connection));
    finish(connection);
}

TEST(failure_is_kept_in_a_history_that_is_there)
{
    static const char *const baseline[] = {"CREATE TABLE a (b TEXT) STRICT;", "NONSENSE;", NULL};
    static const char *const list[] = {"column\ta.b\ttype=TEXT\ntable\ta\n", NULL};
    const schemac_dialect_half half = {baseline, list, 0, NULL, 0, NULL};
    schemac_schema broken = shop;
    broken.name = "other";
    broken.sqlite = &half;
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK(migrate(connection, &broken) == SCHEMAC_DATABASE);
    CHECK(strstr(report.message, "NONSENSE") != NULL);
    CHECK_STRING(answer(connection, "SELECT schema_name || status || error FROM schemac_history "
                                    "ORDER BY id DESC"),
                 "otherfailedthe baseline of schema other failed at 'NONSENSE': near \"NONSENSE\": "
                 "syntax error");
    CHECK(migrate(connection, &broken) == SCHEMAC_DATABASE);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    finish(connection);
}

TEST(baseline_that_makes_something_else_is_a_bug)
{
    static const char *const list[] = {
        "column\tcustomers.name\tdefault='x'\ttype=TEXT\ntable\tcustomers\ntable\tghost\n", NULL};
    const schemac_dialect_half half = {shop_baseline, list, 0, NULL, 0, NULL};
    schemac_schema wrong = shop;
    wrong.sqlite = &half;
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &wrong) == SCHEMAC_BUG);
    CHECK(has_difference("column", "customers.name", "default"));
    CHECK(has_difference("table", "ghost", NULL));
    CHECK_STRING(answer(connection, "SELECT count(*) FROM sqlite_schema"), "0");
    finish(connection);
}

static int refuse_commit(void *state)
{
    (void)state;
    return 1;
}

TEST(commit_that_fails)
{
    sqlite3 *connection = open_memory();
    sqlite3_commit_hook(connection, refuse_commit, NULL);
    CHECK(migrate(connection, &shop) == SCHEMAC_REFUSED);
    CHECK(strstr(report.message, "cannot commit") && report.version_after == -1);
    sqlite3_commit_hook(connection, NULL, NULL);
    CHECK(sqlite3_get_autocommit(connection));
    CHECK_STRING(answer(connection, "SELECT count(*) FROM sqlite_schema"), "0");
    finish(connection);
}

TEST(other_versions)
{
    sqlite3 *connection = open_memory();
    schemac_schema changed = shop, newer = shop, older = shop, sealed = shop;
    changed.fingerprint = newer.fingerprint = older.fingerprint = OTHER_FINGERPRINT;
    newer.version = 4;
    older.version = 2;
    sealed.version = 4;
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK(migrate(connection, &changed) == SCHEMAC_DIFFERENT && strstr(report.message, "no migration"));
    CHECK(migrate(connection, &newer) == SCHEMAC_DIFFERENT);
    CHECK(report.version_before == 3 && report.version_after == 3);
    CHECK(migrate(connection, &older) == SCHEMAC_NEWER);
    CHECK(migrate(connection, &sealed) == SCHEMAC_OK);
    CHECK(verify(connection, &changed, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    CHECK(has_difference("schema", "shop", "version") && report.difference_count == 1);
    CHECK_STRING(report.differences[0].expected, "3 (fingerprint ffff456789ab)");
    CHECK_STRING(report.differences[0].found, "3 (fingerprint 0123456789ab)");
    CHECK(verify(connection, &newer, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    CHECK_STRING(report.message,
                 "the database is at version 3 of schema shop, older than version 4 "
                 "of this program");
    CHECK(verify(connection, &older, SCHEMAC_EXACT) == SCHEMAC_NEWER);
    CHECK_STRING(report.message,
                 "the database is at version 3 of schema shop, newer than version 2 "
                 "of this program");
    CHECK(verify(connection, &older, SCHEMAC_COMPATIBLE) == SCHEMAC_NEWER);
    CHECK(verify(connection, &older, SCHEMAC_REPORT) == SCHEMAC_OK && report.error_count == 1);
    must(connection, "DROP INDEX by_status");
    CHECK(verify(connection, &older, SCHEMAC_COMPATIBLE) == SCHEMAC_NEWER);
    CHECK(verify(connection, &newer, SCHEMAC_COMPATIBLE) == SCHEMAC_DIFFERENT);
    finish(connection);
}

TEST(history_of_a_newer_library)
{
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "UPDATE schemac_history SET format_version = 3");
    CHECK(migrate(connection, &shop) == SCHEMAC_NEWER);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_NEWER);
    finish(connection);
}

TEST(wrong_arguments)
{
    sqlite3 *connection = open_memory();
    schemac_schema wrong = shop;
    CHECK(migrate(NULL, &shop) == SCHEMAC_INVALID);
    CHECK(migrate(connection, NULL) == SCHEMAC_INVALID);
    CHECK(verify(connection, NULL, SCHEMAC_EXACT) == SCHEMAC_INVALID);
    CHECK(schemac_verify((schemac_db){0}, &shop, SCHEMAC_EXACT, NULL) == SCHEMAC_INVALID);
    wrong.interface_version++;
    CHECK(migrate(connection, &wrong) == SCHEMAC_INVALID && strstr(report.message, "interface"));
    wrong = shop;
    wrong.sqlite = NULL;
    CHECK(migrate(connection, &wrong) == SCHEMAC_INVALID && strstr(report.message, "target"));
    const char *const damaged[] = {"table", NULL};
    const schemac_dialect_half half = {shop_baseline, damaged, 0, NULL, 0, NULL};
    wrong.sqlite = &half;
    CHECK(migrate(connection, &wrong) == SCHEMAC_INVALID);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM sqlite_schema"), "0");
    finish(connection);
}

/* ---- verify ---- */

TEST(changes_behind_the_back_are_named)
{
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "DROP INDEX by_status; PRAGMA writable_schema = on;"
                     "UPDATE sqlite_schema SET sql = replace(sql, '''a''', '''b''') "
                     "WHERE name = 'orders'; PRAGMA writable_schema = reset;");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    CHECK(report.error_count == 2 && report.difference_count == 2);
    CHECK_STRING(schemac_report_text(&report),
                 "the database differs from schema shop in 2 places\n"
                 "  column orders.status: default is 'b', expected 'a'\n"
                 "      breaks inserts; change it back to what the baseline says\n"
                 "  index orders.by_status: missing\n"
                 "      breaks speed; make it again as the baseline does\n");
    CHECK(verify(connection, &shop, SCHEMAC_REPORT) == SCHEMAC_OK && report.error_count == 2);
    finish(connection);
}

TEST(additions_are_errors_or_notes_by_policy)
{
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "ALTER TABLE orders ADD COLUMN extra TEXT;"
                     "CREATE INDEX more ON orders (note)");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    CHECK(report.error_count == 2);
    CHECK(verify(connection, &shop, SCHEMAC_COMPATIBLE) == SCHEMAC_OK);
    CHECK(report.error_count == 0 && report.difference_count == 2);
    must(connection, "CREATE UNIQUE INDEX unique_note ON orders (note)");
    CHECK(verify(connection, &shop, SCHEMAC_COMPATIBLE) == SCHEMAC_DIFFERENT);
    CHECK(report.error_count == 1 && has_difference("index", "orders.unique_note", NULL));
    finish(connection);
}

TEST(database_without_history_is_compared)
{
    sqlite3 *connection = open_memory();
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    CHECK(has_difference("table", "orders", NULL));
    CHECK(has_difference("history", "schemac_history", NULL));
    CHECK(verify(connection, &shop, SCHEMAC_REPORT) == SCHEMAC_OK && report.error_count == 9);
    for (const char *const *piece = shop_baseline + 2; *piece; piece++) must(connection, *piece);
    must(connection, "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL) "
                     "STRICT");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK_STRING(schemac_report_text(&report),
                 "the database fits schema shop, with 1 note\nnotes:\n"
                 "  history schemac_history: missing\n"
                 "      schemac did not make this database\n");
    CHECK(report.version_after == -1 && report.difference_count == 1);
    CHECK(verify(connection, &shop, SCHEMAC_COMPATIBLE) == SCHEMAC_OK && report.error_count == 0);
    must(connection, "DROP TABLE customers");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    finish(connection);
}

TEST(verify_works_inside_a_transaction)
{
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "BEGIN; INSERT INTO customers VALUES (1, 'x')");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(!sqlite3_get_autocommit(connection));
    must(connection, "ROLLBACK");
    finish(connection);
}

/* An engine in which someone else migrates between the two looks of verify. */
static schemac_status inspect_late(void *handle, const char *space, catalog *into,
                                   const char **error)
{
    must(handle, "INSERT INTO schemac_history SELECT NULL, schema_name, 3, name, kind, status,"
                 " '" FINGERPRINT "', catalog_digest, catalog, engine_version, tool_version,"
                 " program, recorded_at, duration_us, error, format_version,"
                 " oldest_version, blocks, change_counter"
                 " FROM schemac_history WHERE (SELECT count(*) FROM schemac_history) = 1");
    return schemac_sqlite_engine.inspect(handle, space, into, error);
}

TEST(migration_while_verifying)
{
    sqlite3 *connection = open_memory();
    schemac_engine engine = schemac_sqlite_engine;
    schemac_schema before = shop;
    before.version = 2;
    before.fingerprint = OTHER_FINGERPRINT;
    engine.inspect = inspect_late;
    CHECK(migrate(connection, &before) == SCHEMAC_OK);
    schemac_report_free(&report);
    CHECK(schemac_verify((schemac_db){&engine, connection}, &shop, SCHEMAC_EXACT, &report) ==
          SCHEMAC_OK);
    CHECK(report.version_after == 3 && report.difference_count == 0);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM schemac_history"), "2");
    finish(connection);
}

/* ---- files ---- */

TEST(read_only_file)
{
    new_file();
    sqlite3 *connection = open_file(WRITE);
    must(connection, "CREATE TABLE theirs (a)");
    sqlite3 *reader = open_file(SQLITE_OPEN_READONLY);
    CHECK(migrate(reader, &shop) == SCHEMAC_DATABASE && strstr(report.message, "readonly"));
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK(migrate(reader, &shop) == SCHEMAC_OK);
    CHECK(verify(reader, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    finish(reader);
    finish(connection);
    remove_file();
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

TEST(locked_by_another)
{
    new_file();
    sqlite3 *connection = open_file(WRITE), *other = open_file(WRITE);
    schemac_options options = {.lock_wait_ms = -1};
    must(other, "BEGIN IMMEDIATE; CREATE TABLE theirs (a)");
    CHECK(schemac_migrate(schemac_sqlite(connection), &shop, &options, &report) == SCHEMAC_LOCKED);
    CHECK(strstr(report.message, "locked") != NULL);
    schemac_report_free(&report);
    options.lock_wait_ms = 300;
    double start = seconds();
    CHECK(schemac_migrate(schemac_sqlite(connection), &shop, &options, NULL) == SCHEMAC_LOCKED);
    CHECK(seconds() - start >= 0.25 && seconds() - start < 5);
    CHECK(sqlite3_get_autocommit(connection));
    sqlite3_busy_timeout(connection, 1000); /* the caller's own patience counts as time, too */
    start = seconds();
    CHECK(schemac_migrate(schemac_sqlite(connection), &shop, &options, NULL) == SCHEMAC_LOCKED);
    CHECK(seconds() - start < 5);
    must(other, "COMMIT");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    sqlite3_busy_timeout(connection, 0); /* held against readers, too */
    must(other, "BEGIN EXCLUSIVE; DROP TABLE theirs");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_LOCKED);
    catalog found;
    memory pool = {0};
    const char *error = NULL;
    catalog_init(&found, &pool);
    CHECK(schemac_sqlite_engine.inspect(connection, "", &found, &error) == SCHEMAC_LOCKED);
    memory_free(&pool);
    must(other, "COMMIT");
    finish(other);
    finish(connection);
    remove_file();
}

TEST(damaged_file)
{
    new_file();
    sqlite3 *connection = open_file(WRITE);
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    finish(connection);
    int file = open(path, O_WRONLY);
    for (int at = 100; at < 4096; at += 4) CHECK(pwrite(file, "junk", 4, at) == 4);
    close(file);
    connection = open_file(WRITE);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DATABASE);
    CHECK(strstr(report.message, "malformed") != NULL);
    CHECK(migrate(connection, &shop) == SCHEMAC_DATABASE);
    finish(connection);
    file = open(path, O_WRONLY | O_TRUNC);
    CHECK(write(file, "this is no database, but a text that is long enough", 51) == 51);
    close(file);
    connection = open_file(WRITE);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DATABASE);
    CHECK(migrate(connection, &shop) == SCHEMAC_DATABASE);
    CHECK(strstr(report.message, "not a database") != NULL);
    finish(connection);
    remove_file();
}

/* Bytes of a file changed at random: whatever it says, the answer is a status. */
TEST(randomly_damaged_files)
{
    static unsigned char whole[65536];
    unsigned seed = 3;
    new_file();
    sqlite3 *connection = open_file(WRITE);
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    finish(connection);
    int file = open(path, O_RDWR);
    ssize_t size = read(file, whole, sizeof whole);
    CHECK(size > 4096);
    for (int i = 0; i < 400; i++) {
        CHECK(pwrite(file, whole, (size_t)size, 0) == size);
        for (int k = 0; k < 1 + i % 8; k++) {
            seed = seed * 1664525u + 1013904223u;
            unsigned char byte = (unsigned char)(seed >> 24);
            CHECK(pwrite(file, &byte, 1, (off_t)((seed >> 4) % (i % 2 ? 4096u : 16384u))) == 1);
        }
        connection = open_file(WRITE);
        schemac_status status = verify(connection, &shop, SCHEMAC_EXACT);
        CHECK(status == SCHEMAC_OK || status == SCHEMAC_DIFFERENT || status == SCHEMAC_DATABASE ||
              status == SCHEMAC_NEWER);
        CHECK(*schemac_report_text(&report));
        finish(connection);
    }
    close(file);
    remove_file();
}

/* What a child does: its exit status is that of the call. */
static pid_t start_migrating(void)
{
    fflush(NULL);
    pid_t child = fork();
    if (child) return child;
    sqlite3 *connection = NULL;
    if (sqlite3_open(path, &connection) != SQLITE_OK) _exit(99);
    schemac_status status = schemac_migrate(schemac_sqlite(connection), &shop, NULL, &report);
    /* Reading may meet the last of the others as it closes its WAL; that wait is the caller's. */
    sqlite3_busy_timeout(connection, 10000);
    if (status == SCHEMAC_OK)
        status = schemac_verify(schemac_sqlite(connection), &shop, SCHEMAC_EXACT, NULL);
    else
        fprintf(stderr, "child: %s\n", report.message);
    schemac_report_free(&report);
    sqlite3_close(connection);
    _exit((int)status);
}

static void start_together(const char *mode)
{
    enum { CHILDREN = 8 };
    pid_t children[CHILDREN];
    new_file();
    sqlite3 *connection = open_file(WRITE);
    must(connection, mode);
    for (int i = 0; i < CHILDREN; i++) children[i] = start_migrating();
    for (int i = 0; i < CHILDREN; i++) {
        int status = 0;
        CHECK(waitpid(children[i], &status, 0) == children[i]);
        CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM schemac_history"), "1");
    finish(connection);
    remove_file();
}

TEST(processes_that_start_at_once)
{
    for (int i = 0; i < 5; i++) {
        start_together("PRAGMA journal_mode = delete");
        start_together("PRAGMA journal_mode = wal");
    }
}

/* Wherever the process is killed: nothing is there, or everything. The next start ends it. */
TEST(killed_at_any_moment)
{
    int whole = 0, none = 0;
    for (long i = 0; i < 60; i++) {
        new_file();
        pid_t child = start_migrating();
        struct timespec pause = {.tv_nsec = i * 150000};
        nanosleep(&pause, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        sqlite3 *connection = open_file(WRITE);
        const char *count = answer(connection, "SELECT count(*) FROM sqlite_schema");
        bool empty = !strcmp(count, "0");
        none += empty;
        whole += !empty;
        CHECK(empty || verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
        CHECK(migrate(connection, &shop) == SCHEMAC_OK);
        CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
        CHECK_STRING(answer(connection, "PRAGMA integrity_check"), "ok");
        finish(connection);
    }
    remove_file();
    CHECK(whole + none == 60);
}

/* ---- without memory ---- */

/* One block more each time, until it is enough. Each try on a fresh database: no half of one may
 * be left, and no status but failure may come without the work done. */
TEST(running_out_of_memory)
{
    bool done = false;
    long limit = 0;
    for (; limit < 200 && !done; limit++) {
        sqlite3 *connection = open_memory();
        calloc_left = limit;
        schemac_status status = schemac_migrate(schemac_sqlite(connection), &shop, NULL, &report);
        calloc_left = -1;
        done = status == SCHEMAC_OK;
        CHECK(done || status == SCHEMAC_DATABASE);
        CHECK(report.message && (done || !strcmp(report.message, "out of memory")));
        CHECK(sqlite3_get_autocommit(connection));
        bool empty = !strcmp(answer(connection, "SELECT count(*) FROM sqlite_schema"), "0");
        CHECK(empty || verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
        finish(connection);
    }
    CHECK(done && limit > 4);
}

TEST(verifying_without_memory)
{
    bool done = false;
    sqlite3 *connection = open_memory();
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "DROP TABLE orders");
    schemac_report_free(&report);
    for (long limit = 0; limit < 200 && !done; limit++) {
        calloc_left = limit;
        schemac_status status =
            schemac_verify(schemac_sqlite(connection), &shop, SCHEMAC_EXACT, &report);
        const char *text = schemac_report_text(&report);
        calloc_left = -1;
        done = status == SCHEMAC_DIFFERENT && strstr(text, "table orders: missing");
        CHECK(done || status == SCHEMAC_DATABASE || !strcmp(text, report.message));
        schemac_report_free(&report);
    }
    CHECK(done);
    finish(connection);
}
