/* SPDX-License-Identifier: MIT
 * A live database read and pulled, for the commands that compare it with something. */
#include "command/inspected.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#include "chain/pieces.h"
#include "engine.h"

static const schemac_engine *engine_of(const Inspected *inspected)
{
    return inspected->database.db.engine;
}

void inspected_ignore(catalog *found, const char *const *patterns)
{
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++) {
        size_t length;
        const char *path = catalog_owner(&found->objects[i], &length);
        if (!path) path = found->objects[i].path, length = strlen(path);
        const char *called = catalog_value(&found->objects[i], "function");
        bool is_hook = called && catalog_is_ignored(patterns, called, strlen(called));
        if (!is_hook && !catalog_is_ignored(patterns, path, length)) found->objects[kept++] = found->objects[i];
    }
    found->count = kept;
}

/* A number that is another when anything was altered, behind *told; false: the connection is gone.
 * The server may tell none. */
static bool ask_mark(const Database *database, memory *pool, char told[static 32], const char **why)
{
    PGconn *connection = database->db.handle;
    const char *sql = memory_printf(pool, "SELECT (%s)",
                                    database->db.engine->mark(pool));
    PGresult *result = sql ? PQexec(connection, sql) : NULL;
    bool is_told = PQresultStatus(result) == PGRES_TUPLES_OK && !PQgetisnull(result, 0, 0);
    snprintf(told, 32, "%s", is_told ? PQgetvalue(result, 0, 0) : "");
    if (!is_told) *why = memory_copy(pool, PQerrorMessage(connection), strcspn(PQerrorMessage(connection), "\n"));
    PQclear(result);
    return PQstatus(connection) == CONNECTION_OK;
}

/* Whoever may not use the default namespace gets all that is in it printed with its name, as if it were
 * of another one. */
static bool may_use(const Database *database, const char *space, memory *pool, const char **why)
{
    static const char sql[] = "SELECT FROM pg_catalog.pg_namespace WHERE nspname OPERATOR(pg_catalog.=) $1"
                              " AND NOT pg_catalog.has_schema_privilege(oid, 'USAGE')";
    PGresult *result = PQexecParams(database->db.handle, sql, 1, NULL, &space, NULL, NULL, 0);
    bool is_closed = PQntuples(result) > 0;
    PQclear(result);
    if (is_closed) *why = memory_printf(pool, "this role needs GRANT USAGE ON SCHEMA \"%s\"", space);
    return !is_closed;
}

/* What asks for details, and behind it a setting: a database of no encoding is read byte by byte, so
 * that what is no UTF-8 can be left out by name. */
static const char *const *in_bytes(const Database *database, memory *pool, const char *const *rights)
{
    static const char setting[] = ";SET LOCAL client_encoding = SQL_ASCII";
    size_t count = 0;
    if (!rights || !database_has_bytes(database)) return rights;
    while (rights[count]) count++;
    const char **made = memory_take(pool, (count + 2) * sizeof *made);
    if (!made) return rights;
    memcpy(made, rights, count * sizeof *made);
    made[count] = setting;
    made[count + 1] = NULL;
    return made;
}

static schemac_status read_once(const Database *database, const char *space,
                                const char *const *rights, memory *pool, catalog *found,
                                const char **why)
{
    catalog_init(found, pool);
    found->rights = in_bytes(database, pool, rights);
    return database->db.engine->inspect(database->db.handle, space, found, why);
}

/* Definitions are printed as they are at the moment, whatever the snapshot: what was altered in
 * between is read again. */
schemac_status inspected_catalog(const Database *database, const char *space,
                                 const char *const *rights, memory *pool, catalog *found,
                                 const char **why)
{
    enum { TRIES = 20 };
    char before[32], after[32];
    if (database->dialect != DIALECT_POSTGRES)
        return read_once(database, space, rights, pool, found, why);
    if (!may_use(database, space, pool, why) || !ask_mark(database, pool, after, why)) return SCHEMAC_DATABASE;
    for (int i = 0; i < TRIES; i++) {
        memcpy(before, after, sizeof before);
        schemac_status status = read_once(database, space, rights, pool, found, why);
        if (status != SCHEMAC_OK && PQstatus(database->db.handle) != CONNECTION_OK) return status;
        if (!*before) return status;
        if (!ask_mark(database, pool, after, why)) return SCHEMAC_DATABASE;
        if (strcmp(after, before) == 0) return status;
    }
    *why = "it was altered each time while it was read: try again when that rests";
    return SCHEMAC_DATABASE;
}

static void add_safe(Text *line, const char *before, const char *text, const char *after)
{
    text_add(line, before);
    text_add_line(line, text);
    text_add(line, after);
}

void inspected_add_loss(Text *line, const PullLoss *loss)
{
    text_printf(line, "%s '", loss->kind);
    add_safe(line, "", loss->path, "'");
    if (loss->attribute) add_safe(line, ", its '", loss->attribute, "'");
    if (loss->value) add_safe(line, " that is ", loss->value, "");
}

/* What a schema speaks of counts; of two databases what the flags say. */
static bool has_rights(const Schema *schema)
{
    for (size_t i = 0; schema && i < schema->objects.count; i++) {
        NameClass names = kind_info(schema->objects.items[i]->kind)->names;
        if (names == NAMES_OF_GRANTS || names == NAMES_OF_OWNERS) return true;
    }
    return false;
}

static void choose_rights(Cx *cx, const Schema *like, Inspected *inspected)
{
    int version = engine_of(inspected)->version(inspected->database.db.handle);
    if (!like) pull_rights(cx, &inspected->rights, &inspected->found, version);
    else pull_rights_like(cx, inspected->database.dialect, &inspected->found, like);
}

int inspected_read(Cx *cx, const Schema *like, Inspected *inspected)
{
    const char *why = NULL, *space = like ? name_text(like->default_space) : "public";
    void *handle = inspected->database.db.handle;
    bool is_wanted = like ? has_rights(like) : inspected->rights.privileges || inspected->rights.owners;
    const char *const *rights =
        dialect_extras(cx, dialects[inspected->database.dialect], is_wanted, true);
    schemac_status status = inspected_catalog(&inspected->database, space, rights,
                                              &inspected->memory, &inspected->found, &why);
    if (status != SCHEMAC_OK) return database_unread(&inspected->database, status, why);
    catalog_digest(&inspected->found, inspected->digest);
    details_fold(&inspected->found);
    if (like)
        inspected_ignore(&inspected->found,
                         pieces_of_names(cx, like->ignored.items, like->ignored.count));
    if (is_wanted) choose_rights(cx, like, inspected);
    const PullOptions options = {.dialect = inspected->database.dialect,
                                 .name = "database",
                                 .default_space = space,
                                 .version = engine_of(inspected)->version(handle)};
    inspected->pulled = pull(cx, &options, &inspected->found);
    if (inspected->pulled->schema) return EXIT_FINE;
    return database_unread(&inspected->database, SCHEMAC_DATABASE, "it holds what cannot be written down");
}

int inspected_open(Cx *cx, const char *name, const Schema *like, const PullRights *rights,
                   Inspected *inspected)
{
    *inspected = (Inspected){.rights = *rights};
    int status = database_open(cx, name, OPEN_READ, &inspected->database);
    return status == EXIT_FINE ? inspected_read(cx, like, inspected) : status;
}

void inspected_forget(Inspected *inspected)
{
    memory_free(&inspected->memory);
    inspected->pulled = NULL;
}

void inspected_close(Inspected *inspected)
{
    inspected_forget(inspected);
    database_close(&inspected->database);
}

const Schema *inspected_like(Cx *cx, const Inspected *inspected, const Schema *model)
{
    const char *why = NULL;
    const PullModel in = {.schema = model, .is_authors = true,
                          .is_whole = inspected->is_whole, .db = inspected->database.db,
                          .why = &why};
    const Schema *schema = pull_like(cx, inspected->database.dialect, &inspected->found,
                                     inspected->pulled, &in);
    if (why)
        fprintf(stderr, "schemac: note: the server could not be asked in what form it keeps "
                        "expressions and views, so more of them may seem to differ: %s\n", why);
    return schema;
}
