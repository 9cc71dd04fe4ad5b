/* SPDX-License-Identifier: MIT
 * start SCHEMA FOLDER: what a program pays at its start, in milliseconds, the median of many: making
 * the database of the schema, and verifying it, each beside the least that anybody would pay. On
 * SQLite in a file in FOLDER; on PostgreSQL, where PGHOST names a server, in a database `start`. */
#include <sqlite3.h>
#include <time.h>
#include <unistd.h>

#include "tests/live/compiled.h"
#include "tests/live/postgres_server.h"

enum { ROUNDS = 7 };

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int compare_doubles(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

typedef void Work(void *state);

static double median_of(Work *work, void *state)
{
    double times[ROUNDS];
    work(state); /* to warm up */
    for (int i = 0; i < ROUNDS; i++) {
        double start = now_ms();
        work(state);
        times[i] = now_ms() - start;
    }
    qsort(times, ROUNDS, sizeof *times, compare_doubles);
    return times[ROUNDS / 2];
}

typedef struct Start {
    const LiveSchema *live;
    const char *path, *script; /* the database file; the engine's baseline */
    sqlite3 *sqlite;
    PGconn *postgres;
    schemac_policy policy;
} Start;

static void print_pair(const char *what, double own, const char *floor, double least)
{
    printf("  %-44s %9.3f ms   %-30s %9.3f ms   ratio %.1f\n", what, own, floor, least, own / least);
}

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static void verify(schemac_db db, const Start *start)
{
    schemac_report report = {0};
    if (schemac_verify(db, &start->live->compiled, start->policy, &report) != SCHEMAC_OK)
        fail("verify", schemac_report_text(&report));
    schemac_report_free(&report);
}

static void migrate(schemac_db db, const Start *start)
{
    schemac_report report = {0};
    if (schemac_migrate(db, &start->live->compiled, NULL, &report) != SCHEMAC_OK)
        fail("migrate", schemac_report_text(&report));
    schemac_report_free(&report);
}

static double time_of(void (*work)(Start *), Start *start)
{
    double begin = now_ms();
    work(start);
    return now_ms() - begin;
}

/* In turns, the best of three each; what takes seconds, once. */
static void print_baseline(const char *name, void (*own)(Start *), const char *peer_name,
                           void (*peer)(Start *), void (*fresh)(Start *), Start *start)
{
    double best = 1e9, peer_best = 1e9;
    for (int i = 0; i < 3 && (!i || peer_best < 3000); i++) {
        if (fresh) fresh(start);
        double now = time_of(own, start);
        if (now < best) best = now;
        now = time_of(peer, start);
        if (now < peer_best) peer_best = now;
    }
    print_pair(name, best, peer_name, peer_best);
}

/* ---- SQLite ---- */

static void step_all(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail(sql, sqlite3_errmsg(db));
    while (sqlite3_step(statement) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(statement); i++) sqlite3_column_text(statement, i);
    sqlite3_finalize(statement);
}

static void open_file(Start *start)
{
    if (sqlite3_open(start->path, &start->sqlite) != SQLITE_OK) fail(start->path, "cannot be opened");
}

static void open_and_look(void *state)
{
    Start *start = state;
    open_file(start);
    step_all(start->sqlite, "PRAGMA schema_version");
    sqlite3_close(start->sqlite);
}

static void open_and_read(void *state)
{
    Start *start = state;
    open_file(start);
    step_all(start->sqlite, "SELECT type, name, tbl_name, sql FROM sqlite_schema");
    sqlite3_close(start->sqlite);
}

static void open_and_verify(void *state)
{
    Start *start = state;
    open_file(start);
    verify(schemac_sqlite(start->sqlite), start);
    sqlite3_close(start->sqlite);
}

/* The program makes it in a file; sqlite3 reads the same statements from one. */
static void apply_sqlite(Start *start)
{
    unlink(start->path);
    open_file(start);
    migrate(schemac_sqlite(start->sqlite), start);
    sqlite3_close(start->sqlite);
}

static void script_sqlite(Start *start)
{
    char command[1500];
    snprintf(command, sizeof command, "rm -f '%s.peer'; sqlite3 -bail '%s.peer' <'%s'", start->path,
             start->path, start->script);
    if (system(command) != 0) fail(command, "failed");
}

static void on_sqlite(Start *start)
{
    print_baseline("SQLite: the baseline, verified", apply_sqlite, "sqlite3 FILE <baseline.sql",
                   script_sqlite, NULL, start);
    double look = median_of(open_and_look, start);
    print_pair("SQLite: open and verify, unchanged since", median_of(open_and_verify, start),
               "open, PRAGMA schema_version", look);
    open_file(start);
    step_all(start->sqlite, "CREATE TABLE others (id int)"); /* now it has to be read */
    sqlite3_close(start->sqlite);
    print_pair("SQLite: open and verify, changed since", median_of(open_and_verify, start),
               "open, read sqlite_schema", median_of(open_and_read, start));
}

/* ---- PostgreSQL ---- */

static void ask(PGconn *connection, const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) fail(sql, PQresultErrorMessage(result));
    PQclear(result);
}

static void select_one(void *state)
{
    ask(((Start *)state)->postgres, "SELECT 1");
}

/* Each object and column by name, and no more. */
static void read_catalog(void *state)
{
    ask(((Start *)state)->postgres,
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
        " pg_get_expr(d.adbin, d.adrelid) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
        " WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0");
}

static void verify_postgres(void *state)
{
    Start *start = state;
    verify(schemac_postgres(start->postgres), start);
}

static void apply_postgres(Start *start)
{
    migrate(schemac_postgres(start->postgres), start);
}

static void script_postgres(Start *start)
{
    char command[1500];
    snprintf(command, sizeof command, "psql -qX1 -v ON_ERROR_STOP=1 -d start_peer -f '%s' >/dev/null",
             start->script);
    if (system(command) != 0) fail(command, "failed");
}

static void fresh_postgres(Start *start)
{
    if (start->postgres) PQfinish(start->postgres);
    start->postgres = fresh_database("start");
    PQfinish(fresh_database("start_peer"));
}

static void on_postgres(Start *start)
{
    print_baseline("PostgreSQL: the baseline, verified", apply_postgres, "psql -1 -f baseline.sql",
                   script_postgres, fresh_postgres, start);
    double one = median_of(select_one, start), bare = median_of(read_catalog, start);
    double own = median_of(verify_postgres, start);
    print_pair("PostgreSQL: verify, unchanged since", own, "SELECT 1", one);
    print_pair("", own, "names and types of columns", bare);
    PQclear(PQexec(start->postgres, "CREATE TABLE others (id int)"));
    print_pair("PostgreSQL: verify, changed since", median_of(verify_postgres, start),
               "names and types of columns", bare);
    PQfinish(start->postgres);
}

int main(int count, char **arguments)
{
    char path[600], script[700];
    if (count < 3) return 2;
    Cx cx = live_cx();
    LiveSchema live = {0};
    Start start = {.live = &live, .path = path, .script = script, .policy = SCHEMAC_EXACT};
    snprintf(path, sizeof path, "%s/start.db", arguments[2]);
    for (DialectId id = DIALECT_COUNT; id-- > 0;) {
        bool is_sqlite = id == DIALECT_SQLITE;
        if (!is_sqlite && !getenv("PGHOST")) continue;
        if (!live_compile(&cx, arguments[1], dialects[id], &live)) fail(arguments[1], "cannot be compiled");
        snprintf(script, sizeof script, "%s/baseline.%s.sql", arguments[2], dialects[id]->name);
        if (is_sqlite) on_sqlite(&start);
        else on_postgres(&start);
        live.compiled = (schemac_schema){0};
    }
    arena_free(cx.arena);
    return 0;
}
