/* SPDX-License-Identifier: MIT
 * Roles named by grants, owners, policies and user mappings, and which of them the server lacks. */
#include "command/roles.h"

#include <stdio.h>
#include <string.h>

#include "dialect/postgres/postgres.h"

typedef struct Roles {
    Cx *cx;
    Map *seen;
    VEC(Name) items; /* in the order of the schema */
} Roles;

/* Words of the language that are no roles. */
static bool is_word(Name name)
{
    static const char *const words[] = {"public", "user", "current_user", "current_role", "session_user"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equals(name, words[i])) return true;
    return false;
}

static void add(Roles *roles, Name name)
{
    if (is_word(name) || map_set(roles->seen, name, NO_NAME, NO_NAME, roles)) return;
    vec_push(roles->cx->arena, &roles->items, name);
}

static void add_named(Roles *roles, const Object *object)
{
    NameClass names = kind_info(object->kind)->names;
    if (names == NAMES_OF_GRANTS || names == NAMES_OF_OWNERS) add(roles, object->name);
    if (strcmp(object_word(object), "user mapping") == 0) add(roles, object->name);
    if (names == NAMES_OF_FUTURES) add(roles, ((const Future *)object)->role);
    if (names != NAMES_OF_POLICIES) return;
    const NameList *of_policy = &((const Policy *)object)->roles;
    for (size_t i = 0; i < of_policy->count; i++) add(roles, of_policy->items[i]);
}

static PGresult *ask(PGconn *connection, const Roles *roles)
{
    Text sql = {0};
    text_add(&sql, "SELECT quote_ident(r) FROM unnest(ARRAY[");
    for (size_t i = 0; i < roles->items.count; i++) {
        Name name = roles->items.items[i];
        if (i) text_add(&sql, ", ");
        postgres_literal(&sql, name_text(name), name_length(name));
    }
    text_add(&sql, "]::text[]) r WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = r)");
    PGresult *result = PQexec(connection, text_string(&sql));
    text_free(&sql);
    return result;
}

static const char *tell(Cx *cx, const Schema *schema, const PGresult *missing)
{
    Text out = {0};
    int count = PQntuples(missing);
    text_printf(&out, "schema %s names %s that %s not on the server, so nothing was done; to make %s:",
                name_text(schema->name), count == 1 ? "a role" : "roles", count == 1 ? "is" : "are",
                count == 1 ? "it" : "them");
    for (int i = 0; i < count; i++) text_printf(&out, "\nCREATE ROLE %s;", PQgetvalue(missing, i, 0));
    return text_keep(&out, cx->arena);
}

int roles_refuse(Cx *cx, const Options *options, PGconn *connection, const Schema *schema)
{
    Roles roles = {.cx = cx, .seen = map_new(cx->arena)};
    for (size_t i = 0; i < schema->objects.count; i++)
        if (schema->objects.items[i]->dialects & 1u << DIALECT_POSTGRES)
            add_named(&roles, schema->objects.items[i]);
    if (!roles.items.count) return EXIT_FINE;
    PGresult *missing = ask(connection, &roles);
    const char *told = PQresultStatus(missing) == PGRES_TUPLES_OK && PQntuples(missing) > 0
                           ? tell(cx, schema, missing) : NULL;
    PQclear(missing);
    if (!told) return EXIT_FINE;
    schemac_report report = {.status = SCHEMAC_DATABASE, .message = told};
    if (options->json) return print_report(options, &report);
    fprintf(stderr, "schemac: %s\n", told);
    return EXIT_DATABASE;
}

int roles_refuse_on(Cx *cx, const Options *options, const Database *database, const Schema *schema)
{
    bool has_roles = schema && database->dialect == DIALECT_POSTGRES;
    return has_roles ? roles_refuse(cx, options, database->db.handle, schema) : EXIT_FINE;
}
