/* SPDX-License-Identifier: MIT
 * PostgreSQL as the runtime's core sees it, through libpq. Messages come from session_message. */
#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sha256.h"

static const schemac_dialect_half *half(const schemac_schema *schema)
{
    return schema->postgres;
}

static int version(void *handle)
{
    return PQserverVersion(handle) / 10000;
}

static schemac_status run(void *handle, memory *pool, const char *sql, const char **error)
{
    return session_run(handle, pool, sql, error);
}

static schemac_status ask(void *handle, memory *pool, const char *sql, const char *const *arguments,
                          const char **value, const char **error)
{
    int count = 0;
    while (arguments && arguments[count]) count++;
    PGresult *result = PQexecParams(handle, sql, count, NULL, arguments, NULL, NULL, 0);
    ExecStatusType status = PQresultStatus(result);
    bool is_fine = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
    *value = NULL;
    if (!is_fine)
        *error = session_message(handle, result, pool);
    else if (PQntuples(result) && PQnfields(result) && !PQgetisnull(result, 0, 0))
        *value = memory_copy(pool, PQgetvalue(result, 0, 0), (size_t)PQgetlength(result, 0, 0));
    PQclear(result);
    return is_fine ? SCHEMAC_OK : SCHEMAC_DATABASE;
}

static bool in_transaction(void *handle)
{
    PGTransactionStatusType status = PQtransactionStatus(handle);
    return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
}

/* ---- the lock ---- */

/* The key of the advisory lock: the same for everyone who migrates this schema in this database. */
static int64_t lock_key(const schemac_schema *schema)
{
    char hex[65], half_hex[17];
    schemac_sha256 sum;
    schemac_sha256_init(&sum);
    schemac_sha256_add(&sum, "schemac", strlen("schemac"));
    schemac_sha256_add(&sum, schema->name, strlen(schema->name));
    schemac_sha256_hex(&sum, hex);
    memcpy(half_hex, hex, 16);
    half_hex[16] = '\0';
    uint64_t bits = strtoull(half_hex, NULL, 16);
    int64_t key;
    memcpy(&key, &bits, sizeof key);
    return key;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Between half of most_ms and most_ms; the clock's last digits set waiting processes apart. */
static void sleep_about(int64_t most_ms)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t ms = most_ms / 2 + (now.tv_nsec / 1000) % (most_ms / 2 + 1);
    struct timespec span = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&span, NULL);
}

/* Opens a transaction and tries the lock once. On LOCKED no transaction is open: one that waited
 * open would hold back others, and the work of the holder with them. */
static schemac_status try_lock(PGconn *connection, memory *pool, int64_t key, const char **error)
{
    const char *sql = memory_printf(pool,
                                    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
                                    "SELECT pg_catalog.pg_try_advisory_xact_lock(%lld)",
                                    (long long)key);
    PGresult *result = PQexec(connection, sql ? sql : "");
    schemac_status status = SCHEMAC_DATABASE;
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        *error = session_message(connection, result, pool);
    else
        status = strcmp(PQgetvalue(result, 0, 0), "t") == 0 ? SCHEMAC_OK : SCHEMAC_LOCKED;
    PQclear(result);
    if (status != SCHEMAC_OK) PQclear(PQexec(connection, "ROLLBACK"));
    return status;
}

static const char *describe_holder(PGconn *connection, memory *pool, int64_t key)
{
    const char *sql = memory_printf(
        pool,
        "SELECT 'process ' || l.pid || coalesce(' (' || nullif(a.application_name, '') || ')', '')"
        " || coalesce(' since ' || to_char(a.xact_start, 'YYYY-MM-DD HH24:MI:SS TZ'), '')"
        " FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
        " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
        " AND l.classid = %lu AND l.objid = %lu AND l.database = (SELECT d.oid"
        " FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())",
        (unsigned long)((uint64_t)key >> 32), (unsigned long)((uint64_t)key & 0xffffffffU));
    const char *holder = NULL, *ignored;
    if (sql) ask(connection, pool, sql, NULL, &holder, &ignored);
    return memory_printf(pool, "another process is migrating: %s",
                         holder ? holder : "it has just finished");
}

/* The transaction sees the default namespace first, waits for locks no longer than the caller
 * would, and lets functions name what a later statement makes. */
static schemac_status prepare(PGconn *connection, memory *pool, const schemac_schema *schema,
                              int wait_ms, const char **error)
{
    char *space =
        PQescapeIdentifier(connection, schema->default_space, strlen(schema->default_space));
    const char *sql = space ? memory_printf(pool,
                                            "%sSET LOCAL search_path = %s, pg_temp;"
                                            "SET LOCAL lock_timeout = %d;"
                                            "SET LOCAL statement_timeout = 0;"
                                            "SET LOCAL idle_in_transaction_session_timeout = 0;"
                                            "SET LOCAL check_function_bodies = off",
                                            session_settings, space, wait_ms > 0 ? wait_ms : 1)
                            : NULL;
    PQfreemem(space);
    if (sql) return session_run(connection, pool, sql, error);
    *error = "out of memory";
    return SCHEMAC_DATABASE;
}

static schemac_status begin(void *handle, memory *pool, const schemac_schema *schema, int wait_ms,
                            const char **error)
{
    int64_t key = lock_key(schema), end = now_ms() + wait_ms, pause_ms = 20;
    schemac_status status;
    while ((status = try_lock(handle, pool, key, error)) == SCHEMAC_LOCKED) {
        int64_t left = end - now_ms();
        if (left <= 0) {
            *error = describe_holder(handle, pool, key);
            return status;
        }
        sleep_about(pause_ms < left ? pause_ms : left);
        if (pause_ms < 500) pause_ms *= 2;
    }
    if (status != SCHEMAC_OK) return status;
    status = prepare(handle, pool, schema, wait_ms, error);
    if (status != SCHEMAC_OK) PQclear(PQexec(handle, "ROLLBACK"));
    return status;
}

/* COMMIT of a failed transaction succeeds as a ROLLBACK; only the command tag tells. */
static schemac_status commit(void *handle, memory *pool, const char **error)
{
    PGresult *result = PQexec(handle, "COMMIT");
    bool is_sent = PQresultStatus(result) == PGRES_COMMAND_OK;
    bool is_committed = is_sent && strcmp(PQcmdStatus(result), "COMMIT") == 0;
    if (!is_sent)
        *error = session_message(handle, result, pool);
    else if (!is_committed)
        *error = "the transaction had failed and was rolled back";
    PQclear(result);
    return is_committed ? SCHEMAC_OK : SCHEMAC_DATABASE;
}

static void rollback(void *handle)
{
    PQclear(PQexec(handle, "ROLLBACK"));
}

static int has_history(void *handle, memory *pool, const char *default_space, const char **error)
{
    static const char sql[] =
        "SELECT 'yes' FROM pg_catalog.pg_class c"
        " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = $1 AND c.relname = 'schemac_history' AND c.relkind IN ('r', 'p')";
    const char *const arguments[] = {default_space, NULL};
    const char *value;
    if (ask(handle, pool, sql, arguments, &value, error) != SCHEMAC_OK) return -1;
    return value != NULL;
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
    .has_history = has_history,
    .inspect = postgres_inspect,
    .rows = &row_engine_postgres,
};

schemac_db schemac_postgres(struct pg_conn *connection)
{
    return (schemac_db){&schemac_postgres_engine, connection};
}
