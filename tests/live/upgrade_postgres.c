/* SPDX-License-Identifier: MIT
 * Migrations on a real PostgreSQL, one of several blocks: from every version, drifted, refused by
 * the data, cut off at every statement, in the way of others, by several processes, behind a
 * pooler. Run it under tests/pgtmp; each test has a database of its own. */
#include <libpq-fe.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "runtime/engine.h"
#include "tests/live/upgrade_crowd.h"
#include "tests/live/upgrade_users.h"
#include "tests/live/postgres_session.h"

/* ---- connections ---- */

static PGconn *at_version(const schemac_schema *schema, const char *database)
{
    PGconn *connection = fresh_database(database);
    CHECK(migrate(connection, schema) == SCHEMAC_OK);
    must(connection, "INSERT INTO users (id, mail) VALUES (1, 'ann@x'), (2, 'ben@x')");
    return connection;
}

static const char all_rows[] = "SELECT string_agg(id || mail, ',' ORDER BY id) FROM users";
#define ALL_ROWS "1ann@x,2ben@x"
static const char history[] =
    "SELECT string_agg(version || status || coalesce(blocks::text, ''), ',' ORDER BY id)"
    " FROM schemac_history";

/* ---- the way on ---- */

TEST(from_each_version_to_the_newest)
{
    static const char settings[] =
        "SELECT current_setting('search_path') || current_setting('lock_timeout') ||"
        " current_setting('statement_timeout') || current_setting('client_min_messages') ||"
        " current_setting('default_transaction_read_only')";
    static const schemac_schema *const from[] = {&users_1, &users_2};
    for (int i = 0; i < 2; i++) {
        PGconn *connection = at_version(from[i], "upgrade");
        char before[1024];
        must(connection, "CREATE SCHEMA elsewhere; SET search_path = elsewhere, public;"
                         "SET lock_timeout = '77s'; SET statement_timeout = '99s';"
                         "SET default_transaction_read_only = on");
        snprintf(before, sizeof before, "%s", answer(connection, settings));
        CHECK(migrate(connection, &users_3) == SCHEMAC_OK);
        CHECK(report.version_before == i + 1 && report.version_after == 3);
        CHECK_STRING(answer(connection, settings), before);
        CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
        CHECK(verify(connection, &users_3, SCHEMAC_EXACT) == SCHEMAC_OK);
        CHECK(report.error_count == 0);
        CHECK_STRING(answer(connection, history),
                     i ? "2applied,3started0,3started1,3applied"
                       : "1applied,2applied,3started0,3started1,3applied");
        CHECK_STRING(answer(connection, "SELECT name || kind || oldest_version FROM "
                                        "schemac_history ORDER BY id DESC LIMIT 1"),
                     "mail_for_allmigration3");
        CHECK(migrate(connection, &users_3) == SCHEMAC_OK && report.version_before == 3);
        finish(connection);
    }
}

/* ---- refused ---- */

TEST(drift_is_named_and_nothing_is_done)
{
    PGconn *connection = at_version(&users_2, "upgrade");
    must(connection, "CREATE INDEX by_mail ON users (id); ALTER TYPE state ADD VALUE 'z'");
    CHECK(migrate(connection, &users_3) == SCHEMAC_DIFFERENT && report.error_count == 2);
    CHECK_STRING(report.differences[0].path, "state");
    CHECK_STRING(report.differences[1].path, "users.by_mail");
    CHECK_STRING(answer(connection, history), "2applied");
    finish(connection);
}

TEST(an_expression_that_was_changed_is_drift)
{
    schemac_migration made[] = {{1, "initial", "", F3, baseline_3, catalog_3, 1, 0},
                                {2, "age", F3, F2, script_2, undo_2, 1, 0}};
    static const char *const script[] = {"ALTER TABLE users ADD COLUMN x integer;", NULL};
    static const char *const undo[] = {"-column\tusers.x\tnull=yes\ttype=integer\n", NULL};
    static const char *const list[] = {
        ID MAIL_3 AGE STATE ENUM_3 INDEX GROWN REST "column\tusers.x\tnull=yes\ttype=integer\n",
        NULL};
    made[1].script = script;
    made[1].undo = undo;
    schemac_dialect_half first = {baseline_3, catalog_3, 0, made, 1, NULL};
    schemac_dialect_half second = {baseline_3, list, 0, made, 2, NULL};
    schemac_schema one = SCHEMA(1, F3, &first), two = SCHEMA(2, F2, &second);
    PGconn *connection = at_version(&one, "upgrade");
    must(connection, "ALTER TABLE users DROP CONSTRAINT grown; ALTER TABLE users ADD CONSTRAINT "
                     "grown CHECK (age BETWEEN 0 AND 300)");
    CHECK(migrate(connection, &two) == SCHEMAC_DIFFERENT && report.error_count == 1);
    CHECK_STRING(report.differences[0].path, "users.grown");
    must(connection, "ALTER TABLE users DROP CONSTRAINT grown; ALTER TABLE users ADD CONSTRAINT "
                     "grown CHECK (age BETWEEN 0 AND 200)");
    CHECK(migrate(connection, &two) == SCHEMAC_OK);
    CHECK(verify(connection, &two, SCHEMAC_EXACT) == SCHEMAC_OK);
    finish(connection);
}

TEST(the_data_forbid_it)
{
    PGconn *connection = at_version(&users_2, "upgrade");
    must(connection, "INSERT INTO users (id) VALUES (7)");
    CHECK(migrate(connection, &users_3) == SCHEMAC_REFUSED);
    CHECK(strstr(report.message, "migration 0003 mail_for_all of schema users stopped at 'SELECT"));
    CHECK(strstr(report.message, ": user 7 has no mail") != NULL);
    CHECK_STRING(answer(connection, history), "2applied,3started0,3failed");
    CHECK(verify(connection, &users_2, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    CHECK_STRING(report.differences[0].found, "the one to version 3 is half done");
    CHECK_STRING(report.differences[1].advice, "a program of that version goes on with it");
    must(connection, "DELETE FROM users WHERE id = 7");
    CHECK(migrate(connection, &users_3) == SCHEMAC_OK);
    CHECK(verify(connection, &users_3, SCHEMAC_EXACT) == SCHEMAC_OK);
    finish(connection);
}

TEST(a_migration_that_makes_something_else_is_taken_back)
{
    static const char *const script[] = {"BEGIN;", "ALTER TABLE users ADD st text;", "COMMIT;",
                                         "CREATE INDEX CONCURRENTLY by_mail ON users (mail);", NULL};
    schemac_migration wrong[3];
    memcpy(wrong, migrations, sizeof wrong);
    wrong[2].script = script;
    schemac_dialect_half half = half_3;
    schemac_schema schema = users_3;
    half.migrations = wrong;
    schema.postgres = &half;
    PGconn *connection = at_version(&users_1, "upgrade");
    CHECK(migrate(connection, &schema) == SCHEMAC_BUG && report.error_count > 2);
    CHECK(report.version_after == 2);
    CHECK_STRING(answer(connection, history), "1applied,2applied,3started1,3failed");
    finish(connection);
}

TEST(begun_by_another_program)
{
    PGconn *connection = at_version(&users_2, "upgrade");
    must(connection, "INSERT INTO users (id) VALUES (7)");
    CHECK(migrate(connection, &users_3) == SCHEMAC_REFUSED);
    must(connection, "UPDATE schemac_history SET fingerprint = 'other' WHERE version = 3");
    CHECK(migrate(connection, &users_3) == SCHEMAC_DIFFERENT);
    CHECK(strstr(report.message, "half done that this program does not have") != NULL);
    finish(connection);
}

/* ---- newer databases ---- */

TEST(the_floor_is_honoured)
{
    PGconn *connection = at_version(&users_2, "upgrade");
    must(connection, "SET default_transaction_read_only = on");
    CHECK(migrate(connection, &users_1) == SCHEMAC_OK);
    CHECK(strstr(report.message, "allows programs from version 1 on") != NULL);
    CHECK(verify(connection, &users_1, SCHEMAC_COMPATIBLE) == SCHEMAC_OK);
    CHECK(verify(connection, &users_1, SCHEMAC_EXACT) == SCHEMAC_NEWER);
    finish(connection);
    connection = at_version(&users_3, "upgrade");
    CHECK(migrate(connection, &users_2) == SCHEMAC_NEWER);
    CHECK(verify(connection, &users_2, SCHEMAC_COMPATIBLE) == SCHEMAC_NEWER);
    finish(connection);
}

/* ---- cut off ---- */

static bool die_at(void *context, const schemac_progress *now)
{
    int *left = context;
    (void)now;
    if ((*left)-- == 0) kill(getpid(), SIGKILL);
    return true;
}

static pid_t start_migrating(const char *database, const schemac_schema *schema, int die)
{
    fflush(NULL);
    pid_t child = fork();
    if (child) return child;
    PGconn *connection = connect_to(database);
    schemac_options options = {.progress = die_at, .context = &die};
    schemac_status status =
        schemac_migrate(schemac_postgres(connection), schema, &options, &report);
    if (status != SCHEMAC_OK) fprintf(stderr, "child: %s\n", report.message);
    _exit((int)status);
}

TEST(killed_before_every_statement)
{
    for (int at = 0; at <= STATEMENTS_3; at++) {
        PGconn *connection = at_version(&users_1, "upgrade");
        int status;
        waitpid(start_migrating("upgrade", &users_3, at), &status, 0);
        CHECK(WIFSIGNALED(status));
        CHECK(migrate(connection, &users_3) == SCHEMAC_OK);
        CHECK(verify(connection, &users_3, SCHEMAC_EXACT) == SCHEMAC_OK && !report.error_count);
        CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
        CHECK_STRING(answer(connection, history),
                     "1applied,2applied,3started0,3started1,3applied");
        finish(connection);
    }
}

/* Ends all that are connected to the test's database, and waits until they are gone. */
static void end_backends(void)
{
    static const char others[] = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                                 "WHERE datname = 'upgrade'";
    struct timespec pause = {.tv_nsec = 2 * 1000000};
    PGconn *other = connect_to("postgres");
    for (int i = 0; i < 2500 && strcmp(answer(other, others), "0") != 0; i++)
        nanosleep(&pause, NULL);
    PQfinish(other);
}

static bool kill_backend_at(void *context, const schemac_progress *now)
{
    int *left = context;
    (void)now;
    if ((*left)-- == 0) end_backends();
    return true;
}

TEST(connection_lost_before_every_statement)
{
    for (int at = 0; at <= STATEMENTS_3; at++) {
        PGconn *connection = at_version(&users_1, "upgrade");
        int left = at;
        schemac_options options = {.progress = kill_backend_at, .context = &left};
        CHECK(migrate_with(connection, &users_3, &options) == SCHEMAC_DATABASE);
        CHECK(report.version_after == (at ? 2 : 1));
        PQreset(connection);
        CHECK(migrate(connection, &users_3) == SCHEMAC_OK);
        CHECK(verify(connection, &users_3, SCHEMAC_EXACT) == SCHEMAC_OK && !report.error_count);
        CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
        finish(connection);
    }
}

/* An index whose build was cut off is there and of no use. */
TEST(an_invalid_index_is_built_again)
{
    PGconn *connection = at_version(&users_2, "upgrade");
    must(connection, "INSERT INTO users (id) VALUES (7)");
    CHECK(migrate(connection, &users_3) == SCHEMAC_REFUSED);
    must(connection, "DELETE FROM users WHERE id = 7; INSERT INTO users VALUES (8, 'ann@x')");
    PGresult *result = PQexec(connection, "CREATE UNIQUE INDEX CONCURRENTLY by_mail ON users (mail)");
    CHECK(PQresultStatus(result) == PGRES_FATAL_ERROR);
    PQclear(result);
    static const char valid[] = "SELECT indisvalid::text || indisunique::text FROM pg_index WHERE "
                                "indexrelid = 'by_mail'::regclass";
    CHECK_STRING(answer(connection, valid), "falsetrue");
    CHECK(migrate(connection, &users_3) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, valid), "truefalse");
    finish(connection);
}

/* One that is whole but another one stays, and is named. */
TEST(another_index_of_that_name)
{
    PGconn *connection = at_version(&users_2, "upgrade");
    must(connection, "INSERT INTO users (id) VALUES (7)");
    CHECK(migrate(connection, &users_3) == SCHEMAC_REFUSED);
    must(connection, "DELETE FROM users WHERE id = 7; CREATE INDEX by_mail ON users (id)");
    CHECK(migrate(connection, &users_3) == SCHEMAC_BUG && report.error_count == 1);
    CHECK_STRING(report.differences[0].path, "users.by_mail");
    must(connection, "DROP INDEX by_mail");
    CHECK(migrate(connection, &users_3) == SCHEMAC_OK);
    finish(connection);
}

/* Whether the answer to COMMIT or the question was lost: the next start sees which. */
static bool is_answer_lost;

static schemac_status lost_commit(void *handle, memory *pool, const char **error)
{
    if (is_answer_lost) schemac_postgres_engine.commit(handle, pool, error);
    end_backends();
    return schemac_postgres_engine.commit(handle, pool, error);
}

TEST(connection_lost_at_commit)
{
    schemac_engine engine = schemac_postgres_engine;
    engine.commit = lost_commit;
    for (int i = 0; i < 2; i++) {
        PGconn *connection = at_version(&users_1, "upgrade");
        is_answer_lost = i;
        schemac_report_free(&report);
        CHECK(schemac_migrate((schemac_db){&engine, connection}, &users_2, NULL, &report) ==
              SCHEMAC_DATABASE);
        CHECK(strstr(report.message, "whether the server had committed is not known") != NULL);
        PQreset(connection);
        CHECK_STRING(answer(connection, history), i ? "1applied,2applied" : "1applied");
        CHECK(migrate(connection, &users_2) == SCHEMAC_OK);
        CHECK_STRING(answer(connection, history), "1applied,2applied");
        CHECK(verify(connection, &users_2, SCHEMAC_EXACT) == SCHEMAC_OK);
        finish(connection);
    }
}

static bool wait_before_index(void *context, const schemac_progress *now)
{
    struct timespec pause = {.tv_nsec = 700 * 1000000};
    (void)context;
    if (strstr(now->statement, "CREATE INDEX")) nanosleep(&pause, NULL);
    return true;
}

/* Killed while the server builds an index, which waits for a transaction to end: the backend
 * notices, lets the lock go and leaves an index that is of no use. */
TEST(killed_while_an_index_is_built)
{
    PGconn *connection = at_version(&users_2, "upgrade"), *writer = connect_to("upgrade");
    fflush(NULL);
    pid_t child = fork();
    if (!child) {
        schemac_options options = {.progress = wait_before_index};
        connection = connect_to("upgrade");
        _exit((int)schemac_migrate(schemac_postgres(connection), &users_3, &options, NULL));
    }
    struct timespec pause = {.tv_nsec = 2 * 1000000};
    static const char begun[] = "2applied,3started0,3started1";
    for (int i = 0; i < 5000 && strcmp(answer(connection, history), begun) != 0; i++)
        nanosleep(&pause, NULL);
    must(writer, "BEGIN; INSERT INTO users (id, mail) VALUES (9, 'eve@x')");
    static const char invalid[] = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
    for (int i = 0; i < 2000 && strcmp(answer(connection, invalid), "1") != 0; i++)
        nanosleep(&pause, NULL);
    bool is_caught = !strcmp(answer(connection, invalid), "1");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    must(writer, "COMMIT");
    PQfinish(writer);
    CHECK(is_caught);
    CHECK(migrate(connection, &users_3) == SCHEMAC_OK);
    CHECK(verify(connection, &users_3, SCHEMAC_EXACT) == SCHEMAC_OK && !report.error_count);
    CHECK_STRING(answer(connection, invalid), "0");
    finish(connection);
}

/* ---- others ---- */

static schemac_status pooled_open(void *handle, memory *pool, const schemac_schema *schema,
                                  int wait_ms, engine_session *session, const char **error)
{
    (void)handle, (void)pool, (void)schema, (void)wait_ms, (void)error;
    session->is_pooled = true;
    return SCHEMAC_OK;
}

TEST(behind_a_pooler)
{
    static const char *const script[] = {"SET lock_timeout = 0;", "BEGIN;",
                                         "ALTER TABLE public.users ADD COLUMN age integer;",
                                         "COMMIT;", "RESET lock_timeout;", NULL};
    schemac_engine engine = schemac_postgres_engine;
    schemac_migration made[3];
    schemac_dialect_half half = half_3;
    schemac_schema schema = users_3;
    memcpy(made, migrations, sizeof made);
    made[1].script = script;
    half.migrations = made;
    schema.postgres = &half;
    engine.open = pooled_open;
    PGconn *connection = at_version(&users_1, "upgrade");
    schemac_report_free(&report);
    CHECK(schemac_migrate((schemac_db){&engine, connection}, &schema, NULL, &report) ==
          SCHEMAC_REFUSED);
    CHECK(strstr(report.message, "connect to the server itself") != NULL);
    CHECK(report.version_after == 2);
    CHECK(migrate(connection, &users_3) == SCHEMAC_OK);
    CHECK(verify(connection, &users_3, SCHEMAC_EXACT) == SCHEMAC_OK);
    finish(connection);
}

static schemac_db open_in_crowd(void)
{
    return schemac_postgres(connect_to("upgrade"));
}

static void check_crowd(const schemac_schema *from, const char *wanted)
{
    PGconn *connection = from ? at_version(from, "upgrade") : fresh_database("upgrade");
    CHECK(crowd(open_in_crowd, &users_3) == 0);
    CHECK(verify(connection, &users_3, SCHEMAC_EXACT) == SCHEMAC_OK && !report.error_count);
    CHECK_STRING(answer(connection, history), wanted);
    if (from) CHECK_STRING(answer(connection, all_rows), ALL_ROWS);
    finish(connection);
}

TEST(processes_that_start_at_once)
{
    for (long round = 0; round < crowd_rounds() && test_ok; round++) {
        check_crowd(NULL, "3applied");
        check_crowd(&users_1, "1applied,2applied,3started0,3started1,3applied");
    }
    fprintf(stderr, "%d processes at once: %ld rounds on fresh databases, and on old ones\n", CROWD,
            crowd_rounds());
}

/* A table that someone reads for a while: the migration steps aside, others go on meanwhile. */
TEST(a_table_in_use_is_waited_for_in_turns)
{
    PGconn *connection = at_version(&users_1, "upgrade"), *reader = connect_to("upgrade");
    must(reader, "BEGIN; SELECT * FROM users");
    schemac_options options = {.lock_wait_ms = 400};
    CHECK(migrate_with(connection, &users_2, &options) == SCHEMAC_LOCKED);
    CHECK(strstr(report.message, "failed at 'ALTER TABLE") && strstr(report.message, "55P03"));
    CHECK_STRING(answer(connection, history), "1applied,2failed");
    pid_t child = start_migrating("upgrade", &users_2, -1);
    struct timespec pause = {.tv_nsec = 300 * 1000000};
    nanosleep(&pause, NULL);
    must(reader, "COMMIT");
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    PQfinish(reader);
    CHECK(verify(connection, &users_2, SCHEMAC_EXACT) == SCHEMAC_OK);
    finish(connection);
}

TEST(a_history_of_the_first_format_is_read_and_upgraded)
{
    PGconn *connection = at_version(&users_1, "upgrade");
    must(connection, "ALTER TABLE schemac_history DROP oldest_version, DROP blocks,"
                     " DROP change_counter, DROP CONSTRAINT schemac_history_status,"
                     " ADD CONSTRAINT schemac_history_status CHECK (status IN ('applied', "
                     "'failed')); UPDATE schemac_history SET format_version = 1");
    CHECK(migrate(connection, &users_1) == SCHEMAC_OK);
    CHECK(verify(connection, &users_1, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(migrate(connection, &users_3) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, history), "1applied,2applied,3started0,3started1,3applied");
    finish(connection);
}
