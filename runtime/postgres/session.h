/* SPDX-License-Identifier: MIT
 * Private to runtime/postgres. What engine.c and inspect.c share about a libpq connection. */
#ifndef SCHEMAC_POSTGRES_SESSION_H
#define SCHEMAC_POSTGRES_SESSION_H

#include <libpq-fe.h>

#include "engine.h"

/* Settings that the meaning and the form of SQL text depend on, as one script of SET LOCAL. */
extern const char session_settings[];

/* The server's words for a failure: no connection string, no password, no source positions.
 * result may be NULL. Never NULL itself. */
const char *session_message(PGconn *connection, const PGresult *result, memory *pool);

/* Runs a script; its last result tells. */
schemac_status session_run(PGconn *connection, memory *pool, const char *sql, const char **error);

schemac_status postgres_inspect(void *handle, const char *default_space, catalog *into,
                                const char **error);

#endif
