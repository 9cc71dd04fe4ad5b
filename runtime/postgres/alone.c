/* SPDX-License-Identifier: MIT
 * Around the transactions of a run: the lock that is held all along, the settings that are given
 * back at its end, and the statements that cannot stand in a transaction. Such a statement may have
 * been cut off before: what is there decides what is left to do. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "texts.h"
#include "token.h"

/* ---- settings ---- */

typedef struct engine_setting {
    const char *name, *value;
    struct engine_setting *next;
} engine_setting;

/* Remembers what a setting is, before it is changed for the first time. */
static bool keep(PGconn *connection, memory *pool, engine_session *session, const char *name)
{
    for (engine_setting *kept = session->settings; kept; kept = kept->next)
        if (!strcmp(kept->name, name)) return true;
    const char *value =
        session_ask(connection, pool, "SELECT pg_catalog.current_setting($1, true)", name);
    engine_setting *kept = memory_take(pool, sizeof *kept);
    if (!kept) return false;
    *kept = (engine_setting){name, value, session->settings};
    if (value) session->settings = kept;
    return true;
}

static void give_back(PGconn *connection, const engine_setting *kept)
{
    const char *const arguments[] = {kept->name, kept->value};
    PQclear(PQexecParams(connection, "SELECT pg_catalog.set_config($1, $2, false)", 2, NULL,
                         arguments, NULL, NULL, 0));
}

/* As in a transaction of ours, but for the whole session. A wait for a lock here holds back nobody
 * else, so it may last. */
static schemac_status prepare(PGconn *connection, memory *pool, const schemac_schema *schema,
                              int wait_ms, engine_session *session, const char **error)
{
    static const char *const names[] = {"search_path", "lock_timeout", "statement_timeout",
                                        "client_min_messages", "default_transaction_read_only"};
    *error = "out of memory";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!keep(connection, pool, session, names[i])) return SCHEMAC_DATABASE;
    char *space =
        PQescapeIdentifier(connection, schema->default_space, strlen(schema->default_space));
    const char *sql = space ? memory_printf(pool,
                                            "%sSET search_path = %s, pg_temp;SET lock_timeout = %d",
                                            texts_find(pool, TEXT_SESSION), space,
                                            wait_ms > 0 ? wait_ms : 1)
                            : NULL;
    PQfreemem(space);
    schemac_status status = sql ? session_run(connection, pool, sql, error) : SCHEMAC_DATABASE;
    session->is_prepared = status == SCHEMAC_OK;
    return status;
}

static char *name_of(memory *pool, const sql_token *token)
{
    bool is_quoted = token->kind == SQL_QUOTED;
    return memory_copy(pool, token->text + is_quoted, token->length - 2 * is_quoted);
}

/* SET or RESET of the script: its own until the end. */
static bool keep_named(PGconn *connection, memory *pool, engine_session *session, sql_scanner at)
{
    sql_next(&at);
    sql_take(&at, "session");
    const char *name = name_of(pool, &at.token);
    return name && keep(connection, pool, session, name);
}

/* ---- indexes ---- */

/* "[space.]name" as it stands in the script. */
static const char *take_path(memory *pool, sql_scanner *at)
{
    const char *start = at->token.text;
    sql_next(at);
    while (sql_is_mark(&at->token, '.')) {
        sql_next(at);
        sql_next(at);
    }
    return memory_copy(pool, start, (size_t)(at->previous - start));
}

/* Of CREATE INDEX the name stands alone: an index is where its table is. */
static const char *index_path(PGconn *connection, memory *pool, sql_scanner at)
{
    bool is_create = sql_take(&at, "create");
    if (!is_create && !sql_take(&at, "drop")) return NULL;
    sql_take(&at, "unique");
    if (!sql_take(&at, "index") || !sql_take(&at, "concurrently")) return NULL;
    while (sql_is(&at.token, "if") || sql_is(&at.token, "not") || sql_is(&at.token, "exists"))
        sql_next(&at);
    const char *name = take_path(pool, &at);
    if (!is_create || !sql_take(&at, "on")) return name;
    sql_take(&at, "only");
    const char *table = take_path(pool, &at);
    const char *space = session_ask(connection, pool, texts_find(pool, TEXT_PLACE), table);
    return space && name ? memory_printf(pool, "%s.%s", space, name) : NULL;
}

typedef enum IndexState { MISSING, VALID, INVALID, UNDERWAY } IndexState;

/* question: TEXT_INDEX. */
static IndexState index_state(PGconn *connection, memory *pool, const char *question,
                              const char *path)
{
    const char *state = session_ask(connection, pool, question, path);
    return state ? (IndexState)atoi(state) : MISSING;
}

/* What is left of a build that was cut off is of no use. One that a backend without a client is
 * still at is waited for. */
static schemac_status clear_index(PGconn *connection, memory *pool, const char *question,
                                  const char *path, int wait_ms, const char **error)
{
    int64_t end = clock_ms() + wait_ms;
    IndexState state;
    while ((state = index_state(connection, pool, question, path)) == UNDERWAY && clock_ms() < end)
        clock_pause(200);
    *error = "another process is building it";
    if (state == UNDERWAY) return SCHEMAC_LOCKED;
    if (state != INVALID) return SCHEMAC_OK;
    const char *sql = memory_printf(pool, "DROP INDEX CONCURRENTLY IF EXISTS %s", path);
    return sql ? session_run(connection, pool, sql, error) : SCHEMAC_DATABASE;
}

/* Whether a valid index is the one that the script means, the check before the last COMMIT tells. */
static bool is_done(PGconn *connection, memory *pool, const char *question, const char *path,
                    const char *sql)
{
    sql_scanner at = sql_scan(sql, strlen(sql));
    IndexState state = index_state(connection, pool, question, path);
    return sql_is(&at.token, "create") ? state == VALID : state == MISSING;
}

/* ---- the engine ---- */

/* Whose client was killed would go on and keep the lock until its statement is over. Not every
 * system can tell; then it is so. */
static void notice_death(PGconn *connection, memory *pool, engine_session *session)
{
    static const char name[] = "client_connection_check_interval";
    if (PQserverVersion(connection) < 140000 || !keep(connection, pool, session, name)) return;
    PQclear(PQexec(connection, "SET client_connection_check_interval = '500ms'"));
}

schemac_status session_open(void *handle, memory *pool, const schemac_schema *schema, int wait_ms,
                            engine_session *session, const char **error)
{
    const char *backend = session_ask(handle, pool, "SELECT pg_catalog.pg_backend_pid()", NULL);
    /* A pooler tells a number of its own. A lock of the session would then outlive us. */
    session->is_pooled = backend && atoi(backend) != PQbackendPID(handle);
    if (session->is_pooled) return SCHEMAC_OK;
    schemac_status status = lock_wait(handle, pool, schema, wait_ms, lock_session, error);
    session->is_open = status == SCHEMAC_OK;
    if (session->is_open) notice_death(handle, pool, session);
    return status;
}

void session_close(void *handle, memory *pool, const schemac_schema *schema,
                   engine_session *session)
{
    for (engine_setting *kept = session->settings; kept; kept = kept->next)
        give_back(handle, kept);
    if (session->is_open) lock_release(handle, pool, schema);
}

schemac_status session_alone(void *handle, memory *pool, const schemac_schema *schema, int wait_ms,
                             engine_session *session, const char *sql, int64_t *rows,
                             const char **error)
{
    if (!session->is_open) {
        *error = "this statement cannot run in a transaction, and behind a connection pooler nothing "
                 "else is safe: connect to the server itself";
        return SCHEMAC_REFUSED;
    }
    sql_scanner at = sql_scan(sql, strlen(sql));
    bool is_setting = sql_is(&at.token, "set") || sql_is(&at.token, "reset");
    schemac_status status = SCHEMAC_OK;
    if (!session->is_prepared) status = prepare(handle, pool, schema, wait_ms, session, error);
    if (is_setting && !keep_named(handle, pool, session, at)) status = SCHEMAC_DATABASE;
    const char *path = status == SCHEMAC_OK ? index_path(handle, pool, at) : NULL;
    const char *question = path ? texts_find(pool, TEXT_INDEX) : NULL;
    if (path) status = clear_index(handle, pool, question, path, wait_ms, error);
    if (status != SCHEMAC_OK || (path && is_done(handle, pool, question, path, sql))) return status;
    return schemac_postgres_engine.run(handle, pool, sql, rows, error);
}
