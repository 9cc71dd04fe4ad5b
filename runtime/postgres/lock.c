/* SPDX-License-Identifier: MIT
 * The advisory lock. It is tried, never waited for: a backend that waits holds a snapshot, and an
 * index that is built concurrently would wait for it in turn. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "sha256.h"
#include "texts.h"

/* The same for everyone who migrates this schema in this database. */
static int64_t lock_key(const schemac_schema *schema)
{
    char hex[65];
    schemac_sha256 sum;
    schemac_sha256_init(&sum);
    schemac_sha256_add(&sum, "schemac", strlen("schemac"));
    schemac_sha256_add(&sum, schema->name, strlen(schema->name));
    schemac_sha256_hex(&sum, hex);
    hex[16] = '\0';
    uint64_t bits = strtoull(hex, NULL, 16);
    int64_t key;
    memcpy(&key, &bits, sizeof key);
    return key;
}

/* On LOCKED no transaction is open: one that waited open would hold back others, and the work of
 * the holder with them. */
static schemac_status try_lock(PGconn *connection, memory *pool, int64_t key, LockKind kind,
                               const char **error)
{
    bool is_session = kind == lock_session;
    const char *sql = memory_printf(pool, "%sSELECT pg_catalog.pg_try_advisory_%slock(%lld)",
                                    is_session ? ""
                                               : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;",
                                    is_session ? "" : "xact_", (long long)key);
    PGresult *result = PQexec(connection, sql ? sql : "");
    schemac_status status = session_status(connection, result, pool, error);
    if (status == SCHEMAC_OK && (!PQntuples(result) || strcmp(PQgetvalue(result, 0, 0), "t") != 0))
        status = SCHEMAC_LOCKED;
    PQclear(result);
    if (PQtransactionStatus(connection) != PQTRANS_IDLE && status != SCHEMAC_OK)
        PQclear(PQexec(connection, "ROLLBACK"));
    return status;
}

static const char *describe_holder(PGconn *connection, memory *pool, int64_t key)
{
    const char *holder = session_ask(connection, pool, texts_find(pool, TEXT_HOLDER),
                                     memory_printf(pool, "%lld", (long long)key));
    return memory_printf(pool, "another process is migrating: %s",
                         holder ? holder : "it has just finished");
}

/* A standby has no transactions that write. */
static void explain(PGconn *connection, memory *pool, const char **error)
{
    const char *is_standby =
        session_ask(connection, pool, "SELECT pg_catalog.pg_is_in_recovery()", NULL);
    if (is_standby && *is_standby == 't')
        *error = "this is a standby, which only reads: migrate on the server that it follows";
}

schemac_status lock_wait(PGconn *connection, memory *pool, const schemac_schema *schema,
                         int wait_ms, LockKind kind, const char **error)
{
    int64_t key = lock_key(schema), end = clock_ms() + wait_ms, pause_ms = 20;
    schemac_status status;
    while ((status = try_lock(connection, pool, key, kind, error)) == SCHEMAC_LOCKED) {
        int64_t left = end - clock_ms();
        if (left <= 0) {
            *error = describe_holder(connection, pool, key);
            return status;
        }
        clock_pause(pause_ms < left ? pause_ms : left);
        if (pause_ms < 500) pause_ms *= 2;
    }
    if (status != SCHEMAC_OK) explain(connection, pool, error);
    return status;
}

void lock_release(PGconn *connection, memory *pool, const schemac_schema *schema)
{
    const char *sql = memory_printf(pool, "SELECT pg_catalog.pg_advisory_unlock(%lld)",
                                    (long long)lock_key(schema));
    if (sql) PQclear(PQexec(connection, sql));
}
