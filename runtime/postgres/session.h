/* SPDX-License-Identifier: MIT
 * Private to runtime/postgres. What its files share about a libpq connection. */
#ifndef SCHEMAC_POSTGRES_SESSION_H
#define SCHEMAC_POSTGRES_SESSION_H

#include <libpq-fe.h>

#include "engine.h"

/* The server's words for a failure: no connection string, no password, no source positions.
 * result may be NULL. Never NULL itself. */
const char *session_message(PGconn *connection, const PGresult *result, memory *pool);

/* What a result came to: OK, LOCKED where others were in the way, else DATABASE. */
schemac_status session_status(PGconn *connection, const PGresult *result, memory *pool,
                              const char **error);
/* First column of the first row; NULL: none, or a failure. argument may be NULL. */
const char *session_ask(PGconn *connection, memory *pool, const char *sql, const char *argument);
/* Runs a script; its last result tells. */
schemac_status session_run(PGconn *connection, memory *pool, const char *sql, const char **error);

/* lock.c: one lock for all who migrate this schema in this database. */
typedef enum LockKind {
    lock_transaction, /* opens a transaction and holds the lock in it */
    lock_session      /* holds it until it is given back */
} LockKind;
schemac_status lock_wait(PGconn *connection, memory *pool, const schemac_schema *schema,
                         int wait_ms, LockKind kind, const char **error);
void lock_release(PGconn *connection, memory *pool, const schemac_schema *schema);

/* alone.c: the functions of the engine around transactions. */
schemac_status session_open(void *handle, memory *pool, const schemac_schema *schema, int wait_ms,
                            engine_session *session, const char **error);
void session_close(void *handle, memory *pool, const schemac_schema *schema,
                   engine_session *session);
schemac_status session_alone(void *handle, memory *pool, const schemac_schema *schema, int wait_ms,
                             engine_session *session, const char *sql, int64_t *rows,
                             const char **error);

/* room.c */
schemac_status session_fits(void *handle, memory *pool, const char *const *pieces,
                            const char **error);

schemac_status postgres_inspect(void *handle, const char *default_space, catalog *into,
                                const char **error);

#endif
