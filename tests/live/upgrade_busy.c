/* SPDX-License-Identifier: MIT
 * Migrations on PostgreSQL while others are at work: a deadlock, transactions that cannot be
 * serialized, locks that are never given, writers that go on all the time. Run it under
 * tests/pgtmp. */
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/live/postgres_server.h"
#include "tests/live/upgrade_users.h"
#include "tests/unit/test.h"

static schemac_report report;

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static schemac_status migrate(PGconn *connection, const schemac_schema *schema,
                              const schemac_options *options)
{
    schemac_report_free(&report);
    return schemac_migrate(schemac_postgres(connection), schema, options, &report);
}

static PGconn *at_version_1(void)
{
    PGconn *connection = fresh_database("busy");
    CHECK(migrate(connection, &users_1, NULL) == SCHEMAC_OK);
    CHECK(execute(connection, "INSERT INTO users (id, mail) VALUES (1, 'ann@x'), (2, 'ben@x')"));
    return connection;
}

/* Of the history: rows with that version and status. */
static long count(PGconn *connection, int version, const char *status)
{
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM schemac_history WHERE version = %d AND status = '%s'", version,
             status);
    return ask_number(connection, sql);
}

static void finish(PGconn *connection, const schemac_schema *schema)
{
    CHECK(schemac_verify(schemac_postgres(connection), schema, SCHEMAC_EXACT, NULL) == SCHEMAC_OK);
    CHECK(PQtransactionStatus(connection) == PQTRANS_IDLE);
    schemac_report_free(&report);
    PQfinish(connection);
}

/* Version 2 with another script before what it is about. */
typedef struct Variant {
    schemac_migration made[2];
    schemac_dialect_half half;
    schemac_schema schema;
} Variant;

static const char *const undo_no_age[] = {"+" AGE, NULL};

static void make_variant(Variant *variant, const char *const *script)
{
    memcpy(variant->made, migrations, sizeof variant->made);
    variant->made[1].script = script;
    variant->half = half_2;
    variant->half.migrations = variant->made;
    variant->schema = users_2;
    variant->schema.postgres = &variant->half;
}

/* ---- a deadlock ---- */

typedef struct Rival {
    PGconn *connection, *watcher;
    int attempts;
} Rival;

/* The rival has what we want next, and wants what we have. With the second attempt it is over. */
static bool be_a_rival(void *context, const schemac_progress *now)
{
    static const char waiting[] = "SELECT count(*) FROM pg_locks WHERE NOT granted";
    const struct timespec pause = {.tv_nsec = 2 * 1000000};
    Rival *rival = context;
    if (now->number == 1 && ++rival->attempts == 2) {
        for (PGresult *result; (result = PQgetResult(rival->connection));) PQclear(result);
        CHECK(execute(rival->connection, "COMMIT"));
    }
    if (now->number != 2 || rival->attempts != 1) return true;
    CHECK(PQsendQuery(rival->connection, "LOCK TABLE public.users"));
    for (int i = 0; i < 5000 && ask_number(rival->watcher, waiting) != 1; i++)
        nanosleep(&pause, NULL);
    return true;
}

TEST(the_victim_of_a_deadlock_tries_again)
{
    static const char *const script[] = {"LOCK TABLE public.users;", "LOCK TABLE public.other;",
                                         "ALTER TABLE public.users ADD COLUMN age integer;", NULL};
    if (no_server()) return;
    Variant variant;
    make_variant(&variant, script);
    PGconn *connection = at_version_1();
    Rival rival = {connect_to("busy"), connect_to("busy"), 0};
    CHECK(execute(connection, "CREATE TABLE other (); SET deadlock_timeout = '50ms'"));
    CHECK(execute(rival.connection, "SET deadlock_timeout = '60s'; BEGIN; LOCK TABLE other"));
    schemac_options options = {.progress = be_a_rival, .context = &rival};
    CHECK(migrate(connection, &variant.schema, &options) == SCHEMAC_OK);
    CHECK(rival.attempts == 2);
    CHECK(count(connection, 2, "applied") == 1 && count(connection, 2, "failed") == 0);
    PQfinish(rival.connection);
    PQfinish(rival.watcher);
    finish(connection, &users_2);
}

/* ---- what cannot be serialized ---- */

/* A sequence counts on when a transaction is taken back. */
static const char fails_often[] =
    "CREATE SEQUENCE tries; CREATE FUNCTION fail_until(last bigint) RETURNS bigint LANGUAGE plpgsql"
    " AS $$ BEGIN IF nextval('tries') < last THEN RAISE 'too early' USING ERRCODE = '40001';"
    " END IF; RETURN 0; END $$";

TEST(what_cannot_be_serialized_is_tried_again)
{
    static const char *const script[] = {"UPDATE public.users SET mail = mail || '.org';",
                                         "SELECT public.fail_until(3);",
                                         "ALTER TABLE public.users ADD COLUMN age integer;", NULL};
    if (no_server()) return;
    Variant variant;
    make_variant(&variant, script);
    PGconn *connection = at_version_1();
    CHECK(execute(connection, fails_often));
    CHECK(migrate(connection, &variant.schema, NULL) == SCHEMAC_OK);
    CHECK(ask_number(connection, "SELECT last_value FROM tries") == 3);
    CHECK(ask_number(connection, "SELECT count(*) FROM users WHERE mail LIKE '___@x.org'") == 2);
    CHECK(count(connection, 2, "applied") == 1 && count(connection, 2, "failed") == 0);
    finish(connection, &users_2);
}

/* The time allowed is that of all attempts together. */
TEST(the_attempts_have_an_end)
{
    static const char *const script[] = {"SELECT public.fail_until(1000000);",
                                         "ALTER TABLE public.users ADD COLUMN age integer;", NULL};
    if (no_server()) return;
    Variant variant;
    make_variant(&variant, script);
    PGconn *connection = at_version_1();
    CHECK(execute(connection, fails_often));
    long start = now_ms();
    schemac_options options = {.lock_wait_ms = 700};
    CHECK(migrate(connection, &variant.schema, &options) == SCHEMAC_LOCKED);
    CHECK(now_ms() - start < 5000); /* of a machine that has other things to do, too */
    CHECK(ask_number(connection, "SELECT last_value FROM tries") > 2);
    CHECK(report.message && strstr(report.message, "too early (40001)"));
    CHECK(count(connection, 2, "failed") == 1);
    finish(connection, &users_1);
}

/* Each of two migrations waits less than is allowed, both together more. */
TEST(the_wait_is_that_of_the_whole_run)
{
    static const char *const first[] = {"SELECT public.fail_until(4);",
                                        "ALTER TABLE public.users ADD COLUMN age integer;", NULL};
    static const char *const then[] = {"SELECT public.fail_until(8);",
                                       "ALTER TABLE public.users DROP COLUMN age;", NULL};
    if (no_server()) return;
    Variant variant;
    make_variant(&variant, first);
    schemac_migration made[] = {variant.made[0], variant.made[1],
                                {3, "no_age", F2, F3, then, undo_no_age, 1, 0}};
    variant.half = half_1;
    variant.half.migrations = made;
    variant.half.migration_count = 3;
    variant.schema = users_3;
    variant.schema.postgres = &variant.half;
    PGconn *connection = at_version_1();
    CHECK(execute(connection, fails_often));
    schemac_options options = {.lock_wait_ms = 500};
    CHECK(migrate(connection, &variant.schema, &options) == SCHEMAC_LOCKED);
    CHECK(ask_number(connection, "SELECT last_value FROM tries") < 8);
    CHECK(migrate(connection, &variant.schema, NULL) == SCHEMAC_OK);
    CHECK(count(connection, 3, "applied") == 1);
    finish(connection, &variant.schema);
}

/* ---- another one waits ---- */

static pid_t start_another(void)
{
    fflush(NULL);
    pid_t other = fork();
    if (other) return other;
    PGconn *connection = connect_to("busy");
    bool is_fine = migrate(connection, &users_3, NULL) == SCHEMAC_OK;
    if (!is_fine) fprintf(stderr, "the other: %s", report.message);
    PQfinish(connection);
    _exit(is_fine ? 0 : 1);
}

typedef struct Waiter {
    PGconn *watcher;
    pid_t process;
} Waiter;

/* It sees a migration that is half done, and then tries to get the lock until it is done. */
static bool let_another_wait(void *context, const schemac_progress *now)
{
    static const char tries[] = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'busy'"
                                " AND query LIKE 'SELECT pg_catalog.pg_try_advisory_lock(%'";
    const struct timespec pause = {.tv_nsec = 2 * 1000000};
    Waiter *waiter = context;
    if (!strstr(now->statement, "VALIDATE CONSTRAINT mail_set") || waiter->process) return true;
    waiter->process = start_another();
    for (int i = 0; i < 5000 && ask_number(waiter->watcher, tries) != 1; i++)
        nanosleep(&pause, NULL);
    return true;
}

TEST(who_waited_takes_no_step_again)
{
    if (no_server()) return;
    PGconn *connection = at_version_1();
    Waiter waiter = {connect_to("busy"), 0};
    schemac_options options = {.progress = let_another_wait, .context = &waiter};
    CHECK(migrate(connection, &users_3, &options) == SCHEMAC_OK);
    int status = -1;
    CHECK(waitpid(waiter.process, &status, 0) == waiter.process);
    CHECK(status == 0);
    CHECK(count(connection, 3, "applied") == 1 && count(connection, 3, "failed") == 0);
    PQfinish(waiter.watcher);
    finish(connection, &users_3);
}

/* ---- writers ---- */

enum { WRITERS = 4, ROWS_EACH = 1000000 };

/* What the server has said to be written, for all processes to see. */
typedef struct Written {
    volatile long rows[WRITERS], values[WRITERS];
    volatile long refused;
    volatile bool is_over;
} Written;

static bool is_written(PGconn *connection, const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    bool is_fine = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return is_fine;
}

/* One row after the other, each with its own number, and the first again and again. */
static void write_on(int writer, Written *written)
{
    PGconn *connection = connect_to("busy");
    char sql[200];
    long id = writer * ROWS_EACH + 10;
    while (!written->is_over) {
        snprintf(sql, sizeof sql, "INSERT INTO users (id, mail) VALUES (%ld, 'w%d')",
                 id + written->rows[writer], writer);
        if (is_written(connection, sql)) written->rows[writer]++;
        else written->refused++;
        snprintf(sql, sizeof sql, "UPDATE users SET mail = '%ld' WHERE id = %ld",
                 written->values[writer] + 1, id);
        if (is_written(connection, sql)) written->values[writer]++;
        else written->refused++;
    }
    PQfinish(connection);
    _exit(0);
}

static void check_written(PGconn *connection, const Written *written)
{
    char sql[300];
    for (int writer = 0; writer < WRITERS; writer++) {
        long id = writer * ROWS_EACH + 10;
        snprintf(sql, sizeof sql, "SELECT count(*) FROM users WHERE id BETWEEN %ld AND %ld", id,
                 id + ROWS_EACH - 100);
        CHECK(ask_number(connection, sql) == written->rows[writer]);
        snprintf(sql, sizeof sql, "SELECT mail::bigint FROM users WHERE id = %ld", id);
        CHECK(ask_number(connection, sql) == written->values[writer]);
        CHECK(written->rows[writer] > 0);
    }
}

TEST(writers_lose_nothing)
{
    if (no_server()) return;
    PGconn *connection = at_version_1();
    FILE *shared = tmpfile();
    CHECK(shared && ftruncate(fileno(shared), sizeof(Written)) == 0);
    Written *written = mmap(NULL, sizeof *written, PROT_READ | PROT_WRITE, MAP_SHARED,
                            fileno(shared), 0);
    pid_t writers[WRITERS];
    const struct timespec pause = {.tv_nsec = 5 * 1000000};
    fflush(NULL);
    for (int i = 0; i < WRITERS; i++)
        if ((writers[i] = fork()) == 0) write_on(i, written);
    for (int i = 0; i < 4000 && ask_number(connection, "SELECT count(*) FROM users") < 100; i++)
        nanosleep(&pause, NULL);
    long before = written->rows[0];
    CHECK(migrate(connection, &users_3, NULL) == SCHEMAC_OK);
    for (int i = 0; i < 4000 && written->rows[0] < before + 20; i++) nanosleep(&pause, NULL);
    written->is_over = true;
    for (int i = 0; i < WRITERS; i++) waitpid(writers[i], NULL, 0);
    check_written(connection, written);
    CHECK(written->refused == 0);
    fprintf(stderr, "%ld rows by the first of %d writers, %ld of them before the migration\n",
            written->rows[0], WRITERS, before);
    munmap(written, sizeof *written);
    fclose(shared);
    CHECK(count(connection, 3, "applied") == 1);
    finish(connection, &users_3);
}
