/* SPDX-License-Identifier: MIT
 * schemac_sqlite_engine: what the core asks of an SQLite connection. It keeps no state of its own
 * and leaves none behind: no busy handler, no pragma of the caller's connection is changed. */
#include "engine.h"
#include "inspect.h"

#include <stdlib.h>
#include <time.h>

enum {
    COMMIT_WAIT_MS = 30000, /* for readers to finish, where the journal is not a WAL */
    LONGEST_PAUSE_MS = 100
};

static const schemac_dialect_half *half(const schemac_schema *schema)
{
    return schema->sqlite;
}

static int version(void *handle)
{
    (void)handle;
    return sqlite3_libversion_number();
}

static schemac_status failed(sqlite3 *connection, int code, memory *pool, const char **error)
{
    *error = memory_printf(pool, "%s", sqlite3_errmsg(connection));
    return (code & 0xff) == SQLITE_BUSY ? SCHEMAC_LOCKED : SCHEMAC_DATABASE;
}

static schemac_status run(void *handle, memory *pool, const char *sql, const char **error)
{
    int code = sqlite3_exec(handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? SCHEMAC_OK : failed(handle, code, pool, error);
}

/* $1 is a name to SQLite, numbered where it is first met: the digits say which argument it is. */
static int bind_all(sqlite3_stmt *statement, const char *const *arguments)
{
    int code = SQLITE_OK, count = sqlite3_bind_parameter_count(statement);
    for (int i = 1; arguments && i <= count && code == SQLITE_OK; i++) {
        const char *name = sqlite3_bind_parameter_name(statement, i);
        int number = name ? atoi(name + 1) : i;
        if (number < 1 || number > count) return SQLITE_RANGE;
        code = sqlite3_bind_text(statement, i, arguments[number - 1], -1, SQLITE_TRANSIENT);
    }
    return code;
}

static schemac_status ask(void *handle, memory *pool, const char *sql,
                          const char *const *arguments, const char **value, const char **error)
{
    sqlite3_stmt *row = NULL;
    *value = NULL;
    int code = sqlite3_prepare_v2(handle, sql, -1, &row, NULL);
    if (code == SQLITE_OK) code = bind_all(row, arguments);
    if (code == SQLITE_OK) code = sqlite3_step(row);
    if (code == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(row, 0);
        if (text) *value = memory_copy(pool, text, (size_t)sqlite3_column_bytes(row, 0));
        code = SQLITE_DONE;
    }
    sqlite3_finalize(row);
    if (code != SQLITE_DONE) return failed(handle, code, pool, error);
    return SCHEMAC_OK;
}

static bool in_transaction(void *handle)
{
    return !sqlite3_get_autocommit(handle);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Runs sql again and again while the database is busy. The caller's own busy handler, if there is
 * one, has its turn within each attempt. */
static int run_patiently(sqlite3 *connection, const char *sql, int wait_ms)
{
    int64_t end = now_ms() + wait_ms;
    int pause = 1;
    for (;;) {
        int code = sqlite3_exec(connection, sql, NULL, NULL, NULL);
        if ((code & 0xff) != SQLITE_BUSY || now_ms() >= end) return code;
        sqlite3_sleep(pause);
        pause = pause * 2 < LONGEST_PAUSE_MS ? pause * 2 : LONGEST_PAUSE_MS;
    }
}

static schemac_status begin(void *handle, memory *pool, const schemac_schema *schema, int wait_ms,
                            const char **error)
{
    (void)schema; /* the lock is the file's, not the schema's */
    int code = run_patiently(handle, "BEGIN IMMEDIATE", wait_ms);
    return code == SQLITE_OK ? SCHEMAC_OK : failed(handle, code, pool, error);
}

static schemac_status commit(void *handle, memory *pool, const char **error)
{
    int code = run_patiently(handle, "COMMIT", COMMIT_WAIT_MS);
    return code == SQLITE_OK ? SCHEMAC_OK : failed(handle, code, pool, error);
}

static void rollback(void *handle)
{
    if (!sqlite3_get_autocommit(handle)) sqlite3_exec(handle, "ROLLBACK", NULL, NULL, NULL);
}

static int has_history(void *handle, memory *pool, const char *default_space, const char **error)
{
    static const char sql[] = "SELECT 1 FROM main.sqlite_schema "
                              "WHERE type = 'table' AND name = 'schemac_history'";
    const char *found = NULL;
    (void)default_space;
    if (ask(handle, pool, sql, NULL, &found, error) != SCHEMAC_OK) return -1;
    return found != NULL;
}

static schemac_status inspect(void *handle, const char *default_space, catalog *into,
                              const char **error)
{
    (void)default_space;
    return sqlite_inspect(handle, into, error);
}

const schemac_engine schemac_sqlite_engine = {
    .name = "sqlite",
    .half = half,
    .version = version,
    .run = run,
    .ask = ask,
    .in_transaction = in_transaction,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .has_history = has_history,
    .inspect = inspect,
    .rows = &row_engine_sqlite,
};

schemac_db schemac_sqlite(struct sqlite3 *connection)
{
    return (schemac_db){&schemac_sqlite_engine, connection};
}
