/* SPDX-License-Identifier: MIT
 * schemac_sqlite_engine: what the core asks of an SQLite connection. It keeps no state of its own
 * and leaves none behind: no busy handler is changed, and pragmas are given back. */
#include "engine.h"
#include "around.h"
#include "backup.h"
#include "clock.h"
#include "inspect.h"
#include "token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    code &= 0xff;
    *error = memory_printf(pool, "%s", sqlite3_errmsg(connection));
    return code == SQLITE_BUSY         ? SCHEMAC_LOCKED
           : code == SQLITE_CONSTRAINT ? SCHEMAC_REFUSED
                                       : SCHEMAC_DATABASE;
}

/* ---- one statement ---- */

static const char *text_at(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? text : "";
}

static bool is_named(sqlite3_stmt *row, int column, const char *name)
{
    const char *is = column < sqlite3_column_count(row) ? sqlite3_column_name(row, column) : NULL;
    return is && !strcmp(is, name);
}

/* A row of a query called violation, or of PRAGMA foreign_key_check; NULL: it is any other. */
static const char *complaint(sqlite3_stmt *row, memory *pool)
{
    if (sqlite3_column_count(row) == 1 && is_named(row, 0, "violation"))
        return memory_printf(pool, "%s", text_at(row, 0));
    if (is_named(row, 2, "parent") && is_named(row, 3, "fkid"))
        return memory_printf(pool, "row %s of table %s refers to a row of table %s that is not there",
                             text_at(row, 1), text_at(row, 0), text_at(row, 2));
    return NULL;
}

static schemac_status step_all(sqlite3 *connection, sqlite3_stmt *statement, memory *pool,
                               const char **error)
{
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        if ((*error = complaint(statement, pool))) return SCHEMAC_REFUSED;
    return code == SQLITE_DONE ? SCHEMAC_OK : failed(connection, code, pool, error);
}

static schemac_status run(void *handle, memory *pool, const char *sql, int64_t *rows,
                          const char **error)
{
    sqlite3_stmt *statement = NULL;
    int before = sqlite3_total_changes(handle);
    const char *rest = "";
    int code = sqlite3_prepare_v2(handle, sql, -1, &statement, &rest);
    if (code != SQLITE_OK) return failed(handle, code, pool, error);
    schemac_status status = statement ? step_all(handle, statement, pool, error) : SCHEMAC_OK;
    sqlite3_finalize(statement);
    if (rows) *rows += sqlite3_total_changes(handle) - before;
    if (status != SCHEMAC_OK || sql_scan(rest, strlen(rest)).token.kind == SQL_END) return status;
    *error = "a second statement is behind it";
    return SCHEMAC_INVALID;
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

/* Runs sql again and again while the database is busy. The caller's own busy handler, if there is
 * one, has its turn within each attempt. */
static int run_patiently(sqlite3 *connection, const char *sql, int wait_ms)
{
    int64_t end = clock_ms() + wait_ms;
    int pause = 1;
    for (;;) {
        int code = sqlite3_exec(connection, sql, NULL, NULL, NULL);
        if ((code & 0xff) != SQLITE_BUSY || clock_ms() >= end) return code;
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

/* ---- around the transactions ---- */

static void set_pragma(sqlite3 *connection, const char *pragma, bool is_on)
{
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA %s = %d", pragma, is_on);
    sqlite3_exec(connection, sql, NULL, NULL, NULL);
}

/* What a migration renames, the views and triggers that name it follow, unless its script says
 * otherwise. */
static schemac_status open_session(void *handle, memory *pool, const schemac_schema *schema,
                                   int wait_ms, engine_session *session, const char **error)
{
    (void)pool, (void)schema, (void)wait_ms, (void)error; /* the lock is that of each transaction */
    session->foreign_keys = sqlite_ask_number(handle, "PRAGMA foreign_keys") > 0;
    session->legacy_alter_table = sqlite_ask_number(handle, "PRAGMA legacy_alter_table") > 0;
    session->is_open = true;
    set_pragma(handle, "legacy_alter_table", false);
    return SCHEMAC_OK;
}

static void close_session(void *handle, memory *pool, const schemac_schema *schema,
                          engine_session *session)
{
    (void)pool, (void)schema;
    if (!session->is_open) return;
    set_pragma(handle, "foreign_keys", session->foreign_keys);
    set_pragma(handle, "legacy_alter_table", session->legacy_alter_table);
}

/* PRAGMA foreign_keys = OFF must have worked, or a rebuild would delete what refers to the table;
 * ON means as the caller had it. */
static schemac_status alone(void *handle, memory *pool, const schemac_schema *schema, int wait_ms,
                            engine_session *session, const char *sql, int64_t *rows,
                            const char **error)
{
    (void)schema, (void)wait_ms;
    sql_scanner at = sql_scan(sql, strlen(sql));
    bool is_known = sql_take(&at, "pragma") && sql_take(&at, "foreign_keys");
    if (is_known) sql_next(&at); /* = */
    bool is_off = is_known && sql_is(&at.token, "off");
    if (!is_off && !(is_known && sql_is(&at.token, "on"))) {
        *error = "on SQLite only PRAGMA foreign_keys stands outside a transaction";
        return SCHEMAC_INVALID;
    }
    if (!is_off) return set_pragma(handle, "foreign_keys", session->foreign_keys), SCHEMAC_OK;
    schemac_status status = run(handle, pool, sql, rows, error);
    if (status != SCHEMAC_OK || !sqlite_ask_number(handle, "PRAGMA foreign_keys")) return status;
    *error = "foreign keys stay on";
    return SCHEMAC_DATABASE;
}

static int history_format(void *handle, memory *pool, const char *default_space, const char **error)
{
    static const char sql[] =
        "SELECT 1+EXISTS(SELECT 1 FROM pragma_table_info('schemac_history','main')"
        " WHERE name='oldest_version') FROM main.sqlite_schema"
        " WHERE type='table' AND name='schemac_history'";
    const char *found = NULL;
    (void)default_space;
    schemac_status status = ask(handle, pool, sql, NULL, &found, error);
    return status != SCHEMAC_OK ? -(int)status : found ? atoi(found) : 0;
}

static schemac_status inspect(void *handle, const char *default_space, catalog *into,
                              const char **error)
{
    (void)default_space;
    return sqlite_inspect(handle, into, error);
}

static const char *mark(memory *pool)
{
    (void)pool;
    return "SELECT schema_version FROM pragma_schema_version";
}

/* To the second format there are three columns more, behind the others. A check cannot be altered: the
 * rows are put aside, where nobody else sees them, until the new table is made. */
static const char *const *history(memory *pool, int format)
{
    static const char *const made[] = {
#include "history_sqlite.h"
        NULL};
    static const char *const upgraded[] = {
        "CREATE TEMP TABLE schemac_history_1 AS SELECT*FROM main.schemac_history;",
        "DROP TABLE main.schemac_history;",
#include "history_sqlite.h"
        "INSERT INTO main.schemac_history SELECT *,NULL,NULL,NULL FROM temp.schemac_history_1;",
        "DROP TABLE temp.schemac_history_1;", NULL};
    (void)pool;
    return format ? upgraded : made;
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
    .open = open_session,
    .close = close_session,
    .alone = alone,
    .before = sqlite_before,
    .is_stale = sqlite_is_stale,
    .history_format = history_format,
    .mark = mark,
    .inspect = inspect,
    .rows = &row_engine_sqlite,
    .history = history,
};

schemac_db schemac_sqlite(struct sqlite3 *connection)
{
    return (schemac_db){&schemac_sqlite_engine, connection};
}
