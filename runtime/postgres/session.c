/* SPDX-License-Identifier: MIT
 * Statements and messages of a libpq connection. A connection belongs to the application: nothing
 * is left in its session, and what it might not want to see in a log is not repeated. */
#include "session.h"

#include <string.h>

static const char no_memory[] = "out of memory";

/* Before a connection stands, libpq's message may repeat pieces of the connection string. What the
 * server told of itself is known also when it is lost. */
static const char *connection_message(PGconn *connection, memory *pool)
{
    if (!PQparameterStatus(connection, "server_version")) return "not connected to a server";
    const char *words = PQerrorMessage(connection);
    size_t length = strcspn(words, "\n");
    if (!length) return "the connection failed";
    const char *message = memory_copy(pool, words, length);
    return message ? message : no_memory;
}

const char *session_message(PGconn *connection, const PGresult *result, memory *pool)
{
    const char *primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (!primary) return connection_message(connection, pool);
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    /* The server's table of locks is too small, and it says which setting that is. */
    bool is_full = state && !strcmp(state, "53200");
    if (is_full) detail = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
    const char *message = memory_printf(pool, "%s (%s)%s%s", primary, state ? state : "no code",
                                        detail ? ": " : "", detail ? detail : "");
    return message ? message : no_memory;
}

/* Others were in the way: nothing is wrong with the statement itself. Or values were, or the rules on
 * them (classes 22, 23; 22021 speaks of bytes that are no text). */
static schemac_status failed(const PGresult *result)
{
    static const char *const states[] = {"55P03", "40P01", "40001"};
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    for (size_t i = 0; state && i < sizeof states / sizeof *states; i++)
        if (!strcmp(state, states[i])) return SCHEMAC_LOCKED;
    bool is_of_rows = state && *state == '2' && (state[1] | 1) == '3';
    return is_of_rows && strcmp(state, "22021") ? SCHEMAC_REFUSED : SCHEMAC_DATABASE;
}

schemac_status session_status(PGconn *connection, const PGresult *result, memory *pool,
                              const char **error)
{
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return SCHEMAC_OK;
    *error = session_message(connection, result, pool);
    return failed(result);
}

schemac_status session_run(PGconn *connection, memory *pool, const char *sql, const char **error)
{
    PGresult *result = PQexec(connection, sql);
    schemac_status status = session_status(connection, result, pool, error);
    PQclear(result);
    return status;
}

const char *session_ask(PGconn *connection, memory *pool, const char *sql, const char *argument)
{
    const char *const arguments[] = {argument};
    PGresult *result = PQexecParams(connection, sql, argument != NULL, NULL, arguments, NULL, NULL,
                                    0);
    const char *value = NULL;
    if (PQntuples(result) && !PQgetisnull(result, 0, 0))
        value = memory_copy(pool, PQgetvalue(result, 0, 0), (size_t)PQgetlength(result, 0, 0));
    PQclear(result);
    return value;
}
