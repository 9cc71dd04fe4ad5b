/* SPDX-License-Identifier: MIT
 * The order of the phases. Each is a loop over the items; a later one may rely on what an earlier
 * one has filled in, and goes on past what it could not. */
#include "resolve/resolver.h"

static bool has_extensions(const Resolver *r)
{
    for (size_t i = 0; i < r->schema->objects.count; i++)
        if (r->schema->objects.items[i]->kind == KIND_EXTENSION) return true;
    return false;
}

const Schema *resolve(Cx *cx, const Tree *tree)
{
    Resolver resolver = {.cx = cx, .tree = tree, .schema = schema_new(cx, NO_NAME)};
    Resolver *r = &resolver;
    r->arena = arena_within(cx->arena);
    r->mixins = map_new(r->arena);
    header_read(r);
    declare_all(r);
    r->has_extensions = has_extensions(r);

    members_index(r);
    types_bind(r);
    references_bind(r);
    expressions_bind(r);
    uses_bind(r);
    names_choose(r);

    check_duplicates(r);
    check_names(r);
    check_tables(r);
    check_keys(r);
    check_sequences(r);
    check_functions(r);
    check_triggers(r);
    check_options(r);
    check_foreign_keys(r);
    check_expressions(r);
    check_calls(r);
    check_dialects(r);
    check_renames(r);
    check_versions(r);
    arena_free(r->arena);
    return r->schema;
}
