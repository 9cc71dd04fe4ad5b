/* SPDX-License-Identifier: MIT
 * Reads a live database into a catalog in one round trip: one script that declares a cursor for
 * every query of queries.c, then fetches them all, one result per query.
 *
 * The cursors are planned with only pg_catalog on the search path, so that no function or operator
 * of a user is ever called, and fetched with the default namespace on it, so that types and
 * expressions print without it. All settings are local to a transaction of our own, which reads
 * one snapshot, or to a savepoint of the caller's, which is rolled back: the session is left
 * exactly as it was, on a standby as well. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "texts.h"

/* Text that is measured first (at NULL), then written. */
typedef struct script {
    char *at;
    size_t length;
    const char *settings, *looking, *gates, *queries; /* see texts.h */
    int version;
    const char *const *rights;
} script;

static void add_bytes(script *out, const char *text, size_t length)
{
    if (out->at) memcpy(out->at + out->length, text, length);
    out->length += length;
}

static void add(script *out, const char *text)
{
    add_bytes(out, text, strlen(text));
}

static void add_identifier(script *out, const char *name)
{
    add(out, "\"");
    for (; *name; name++) {
        if (*name == '"') add(out, "\"");
        add_bytes(out, name, 1);
    }
    add(out, "\"");
}

static void add_gate(script *out, const char *word, size_t length)
{
    const char *gate = out->gates;
    while (strncmp(gate, word, length) != 0 || gate[length])
        for (int i = 0; i < 4; i++) gate = texts_next(gate);
    const char *since = texts_next(gate), *then = texts_next(since);
    add(out, out->version >= atoi(since) ? then : texts_next(then));
}

static void add_query(script *out, const char *sql)
{
    const char *word;
    while ((word = strchr(sql, '{')) != NULL) {
        size_t length = strcspn(word, "}");
        add_bytes(out, sql, (size_t)(word - sql));
        add_gate(out, word + 1, length - 1);
        sql = word + length + 1;
    }
    add(out, sql);
}

/* Cursors are named after the place of their query. */
static void add_cursor(script *out, int place)
{
    const char digits[] = {(char)('0' + place / 10), (char)('0' + place % 10)};
    add(out, "schemac_");
    add_bytes(out, digits, sizeof digits);
}

static void add_script(script *out, const char *default_space, bool is_nested)
{
    const char *query = texts_next(out->queries);
    const char *const *rights = out->rights;
    int count = 0;
    add(out, is_nested ? "SAVEPOINT schemac_inspect;"
                       : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;");
    add(out, out->settings);
    add(out, out->looking);
    for (; *query; query = texts_next(texts_next(query))) {
        add(out, "DECLARE ");
        add_cursor(out, count++);
        add(out, " NO SCROLL CURSOR FOR ");
        add_query(out, query);
        add(out, ";");
    }
    if (rights) {
        add(out, "DECLARE ");
        add_cursor(out, count++);
        add(out, " NO SCROLL CURSOR FOR ");
        while (*rights) add(out, *rights++);
        add(out, ";");
    }
    add(out, "SET LOCAL search_path = ");
    add_identifier(out, default_space);
    add(out, ", pg_temp;");
    for (int each = 0; each < count; each++) {
        add(out, "FETCH ALL FROM ");
        add_cursor(out, each);
        add(out, ";");
    }
    add(out, is_nested ? "ROLLBACK TO SAVEPOINT schemac_inspect;RELEASE SAVEPOINT schemac_inspect"
                       : "COMMIT");
}

/* *kinds: of the first query. */
static char *make_script(int version, const char *default_space, bool is_nested, const catalog *into,
                         const char **kinds)
{
    memory *pool = into->memory;
    script out = {.settings = texts_find(pool, TEXT_SETTINGS),
                  .looking = texts_find(pool, TEXT_LOOKING),
                  .gates = texts_find(pool, TEXT_GATES),
                  .version = version,
                  .rights = into->rights};
    if (pool->failed) return NULL;
    for (out.queries = out.gates; *out.queries;)
        for (int i = 0; i < 4; i++) out.queries = texts_next(out.queries);
    *kinds = ++out.queries;
    add_script(&out, default_space, is_nested);
    char *text = out.at = memory_take(pool, out.length + 1);
    out.length = 0;
    if (text) add_script(&out, default_space, is_nested);
    return text;
}

static const char *value_at(const PGresult *result, int row, int column)
{
    return PQgetisnull(result, row, column) ? NULL : PQgetvalue(result, row, column);
}

/* Columns: three parts of the path, then attributes, among them the end of the path and the
 * place and the kind; see queries.h. */
static void add_row(catalog *into, const char *kind, const PGresult *result, int row)
{
    const char *path = catalog_path(into->memory, value_at(result, row, 0),
                                    value_at(result, row, 1), value_at(result, row, 2));
    int end = PQfnumber(result, "path"), place = PQfnumber(result, "place");
    int own = PQfnumber(result, "kind");
    if (path && end >= 0)
        path = memory_printf(into->memory, "%s%s", path, PQgetvalue(result, row, end));
    if (!path) return; /* memory->failed */
    catalog_add(into, own < 0 ? kind : PQgetvalue(result, row, own), path);
    for (int column = 3; column < PQnfields(result); column++)
        if (column != end && column != place && column != own)
            catalog_set(into, PQfname(result, column), value_at(result, row, column));
    if (place >= 0 && into->count)
        into->objects[into->count - 1].place = strtoul(PQgetvalue(result, row, place), NULL, 10);
}

/* Takes every result of the script, also after a failure: libpq wants them all. */
static schemac_status read_results(PGconn *connection, const char *kind_of, catalog *into,
                                   const char **error)
{
    schemac_status status = SCHEMAC_OK;
    PGresult *result;
    while ((result = PQgetResult(connection)) != NULL) {
        ExecStatusType kind = PQresultStatus(result);
        if (kind == PGRES_TUPLES_OK) {
            for (int row = 0; row < PQntuples(result); row++)
                add_row(into, kind_of, result, row);
            kind_of = texts_next(texts_next(kind_of));
        } else if (kind != PGRES_COMMAND_OK && status == SCHEMAC_OK) {
            *error = session_message(connection, result, into->memory);
            status = SCHEMAC_DATABASE;
        }
        PQclear(result);
        if (PQstatus(connection) == CONNECTION_BAD) break;
    }
    return status;
}

/* After a failure within the script the caller's transaction, or none, goes on as before. */
static void recover(PGconn *connection, bool is_nested)
{
    PQclear(PQexec(connection, is_nested ? "ROLLBACK TO SAVEPOINT schemac_inspect;"
                                           "RELEASE SAVEPOINT schemac_inspect"
                                         : "ROLLBACK"));
}

schemac_status postgres_inspect(void *handle, const char *default_space, catalog *into,
                                const char **error)
{
    PGconn *connection = handle;
    PGTransactionStatusType state = PQtransactionStatus(connection);
    if (state == PQTRANS_INERROR || state == PQTRANS_ACTIVE) {
        *error = "the connection is in a failed transaction or busy with another statement";
        return SCHEMAC_REFUSED;
    }
    if (PQserverVersion(connection) && PQserverVersion(connection) < 120000) {
        *error = "PostgreSQL 12 or newer is needed";
        return SCHEMAC_DATABASE;
    }
    bool is_nested = state == PQTRANS_INTRANS;
    const char *kinds;
    const char *sql = make_script(PQserverVersion(connection), default_space, is_nested,
                                  into, &kinds);
    if (!sql) {
        *error = "out of memory";
        return SCHEMAC_DATABASE;
    }
    schemac_status status = SCHEMAC_DATABASE;
    if (PQsendQuery(connection, sql))
        status = read_results(connection, kinds, into, error);
    else
        *error = session_message(connection, NULL, into->memory);
    if (status != SCHEMAC_OK) recover(connection, is_nested);
    catalog_finish(into);
    if (status == SCHEMAC_OK && (into->error || into->memory->failed)) {
        *error = into->error ? into->error : "out of memory";
        status = SCHEMAC_DATABASE;
    }
    return status;
}
