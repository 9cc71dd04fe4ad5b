/* SPDX-License-Identifier: MIT
 * PostgreSQL as the runtime's core sees it, through libpq. Messages come from session_message. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "texts.h"

static const schemac_dialect_half *half(const schemac_schema *schema)
{
    return schema->postgres;
}

static int version(void *handle)
{
    return PQserverVersion(handle) / 10000;
}

/* A row of a query whose only column is called violation; NULL: there is none. */
static const char *complaint(const PGresult *result, memory *pool)
{
    bool is_question = PQnfields(result) == 1 && !strcmp(PQfname(result, 0), "violation");
    if (!is_question || !PQntuples(result)) return NULL;
    return memory_copy(pool, PQgetvalue(result, 0, 0), (size_t)PQgetlength(result, 0, 0));
}

static schemac_status run(void *handle, memory *pool, const char *sql, int64_t *rows,
                          const char **error)
{
    PGresult *result = PQexec(handle, sql);
    schemac_status status = session_status(handle, result, pool, error);
    if (status == SCHEMAC_OK && (*error = complaint(result, pool))) status = SCHEMAC_REFUSED;
    if (rows && PQresultStatus(result) == PGRES_COMMAND_OK) *rows += atol(PQcmdTuples(result));
    PQclear(result);
    return status;
}

static schemac_status ask(void *handle, memory *pool, const char *sql, const char *const *arguments,
                          const char **value, const char **error)
{
    int count = 0;
    while (arguments && arguments[count]) count++;
    PGresult *result = PQexecParams(handle, sql, count, NULL, arguments, NULL, NULL, 0);
    schemac_status status = session_status(handle, result, pool, error);
    *value = NULL;
    if (PQntuples(result) && PQnfields(result) && !PQgetisnull(result, 0, 0))
        *value = memory_copy(pool, PQgetvalue(result, 0, 0), (size_t)PQgetlength(result, 0, 0));
    PQclear(result);
    return status;
}

static bool in_transaction(void *handle)
{
    PGTransactionStatusType status = PQtransactionStatus(handle);
    return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
}

/* While a statement waits for a lock on a table, everybody behind it waits as well: so it waits for
 * a part of the time and is tried again, and others have their turn between. */
static int lock_timeout(int wait_ms)
{
    enum { LONGEST_MS = 3000 };
    int part = wait_ms / 4;
    return part < 1 ? 1 : part < LONGEST_MS ? part : LONGEST_MS;
}

/* The transaction sees the default namespace first and lets functions name what a later statement
 * makes. OK is said of what outlives a crash, even where the server may put that off. */
static schemac_status prepare(PGconn *connection, memory *pool, const schemac_schema *schema,
                              int wait_ms, const char **error)
{
    char *space =
        PQescapeIdentifier(connection, schema->default_space, strlen(schema->default_space));
    const char *sql = space ? memory_printf(pool,
                                            "%s%sSET LOCAL search_path = %s, pg_temp;"
                                            "SET LOCAL lock_timeout = %d",
                                            texts_find(pool, TEXT_SETTINGS),
                                            texts_find(pool, TEXT_WRITING), space,
                                            lock_timeout(wait_ms))
                            : NULL;
    PQfreemem(space);
    if (sql) return session_run(connection, pool, sql, error);
    *error = "out of memory";
    return SCHEMAC_DATABASE;
}

/* Where there is none, the server would warn of it. */
static void rollback(void *handle)
{
    if (in_transaction(handle)) PQclear(PQexec(handle, "ROLLBACK"));
}

static schemac_status begin(void *handle, memory *pool, const schemac_schema *schema, int wait_ms,
                            const char **error)
{
    schemac_status status = lock_wait(handle, pool, schema, wait_ms, lock_transaction, error);
    if (status != SCHEMAC_OK) return status;
    status = prepare(handle, pool, schema, wait_ms, error);
    if (status != SCHEMAC_OK) rollback(handle);
    return status;
}

/* COMMIT of a failed transaction succeeds as a ROLLBACK; only the command tag tells. When the
 * connection is lost instead of an answer, the server may have committed or not. */
static schemac_status commit(void *handle, memory *pool, const char **error)
{
    PGresult *result = PQexec(handle, "COMMIT");
    schemac_status status = session_status(handle, result, pool, error);
    if (status == SCHEMAC_OK && strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        *error = "the transaction had failed and was rolled back";
        status = SCHEMAC_DATABASE;
    }
    PQclear(result);
    if (PQstatus(handle) == CONNECTION_BAD)
        *error = memory_printf(pool,
                               "%s; whether the server had committed is not known: the next start "
                               "looks and goes on from there",
                               *error);
    return status;
}

static int history_format(void *handle, memory *pool, const char *default_space, const char **error)
{
    const char *const arguments[] = {default_space, NULL};
    const char *value;
    schemac_status status = ask(handle, pool, texts_find(pool, TEXT_FORMAT), arguments, &value, error);
    return status != SCHEMAC_OK ? -(int)status : value ? atoi(value) : 0;
}

static const char *mark(memory *pool)
{
    return texts_find(pool, TEXT_MARK);
}

static const char *const *history(memory *pool, int format)
{
    const char **pieces = memory_take(pool, 2 * sizeof *pieces);
    if (pieces) *pieces = texts_find(pool, format ? TEXT_UPGRADE : TEXT_HISTORY);
    return pieces;
}

const schemac_engine schemac_postgres_engine = {
    .name = "postgres",
    .half = half,
    .version = version,
    .run = run,
    .ask = ask,
    .in_transaction = in_transaction,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .open = session_open,
    .close = session_close,
    .alone = session_alone,
    .fits = session_fits,
    .history_format = history_format,
    .mark = mark,
    .inspect = postgres_inspect,
    .rows = &row_engine_postgres,
    .history = history,
};

schemac_db schemac_postgres(struct pg_conn *connection)
{
    return (schemac_db){&schemac_postgres_engine, connection};
}
