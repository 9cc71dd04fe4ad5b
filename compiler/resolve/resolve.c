/* SPDX-License-Identifier: MIT
 * The order of the phases. Each is a loop over the items; a later one may rely on what an earlier
 * one has filled in, and goes on past what it could not. The loops are few: a large schema is read
 * from memory once for each. */
#include "resolve/resolver.h"

static bool has_extensions(const Resolver *r)
{
    for (size_t i = 0; i < r->schema->objects.count; i++)
        if (r->schema->objects.items[i]->kind == KIND_EXTENSION) return true;
    return false;
}

typedef void Phase(Resolver *r, Item *item);

static void for_each(Resolver *r, Phase *phase)
{
    for (size_t i = 0; i < r->items.count; i++) {
        r->current = r->items.items[i];
        phase(r, r->items.items[i]);
    }
    r->current = NULL;
}

/* What the names in an item mean, and a name for what has none. */
static void bind_item(Resolver *r, Item *item)
{
    types_bind(r, item);
    references_bind(r, item);
    expressions_bind(r, item);
    uses_bind(r, item);
    names_choose(r, item);
}

static void check_item(Resolver *r, Item *item)
{
    check_duplicates(r, item);
    check_names(r, item);
    check_parents(r, item);
    check_tables(r, item);
    check_keys(r, item);
    check_apart(r, item);
    check_choices(r, item);
    check_sequences(r, item);
    check_functions(r, item);
    check_triggers(r, item);
    check_grants(r, item);
    check_options(r, item);
    check_foreign_keys(r, item);
    check_expressions(r, item);
    check_calls(r, item);
    check_dialects(r, item);
    check_renames(r, item);
    check_versions(r, item);
}

static Resolver resolver_new(Cx *cx, const Tree *tree)
{
    Arena *arena = arena_within(cx->arena);
    return (Resolver){.cx = cx,
                      .arena = arena,
                      .schema = schema_new(cx, NO_NAME),
                      .tree = tree,
                      .mixins = map_new(arena),
                      .members = map_new(arena),
                      .attached = map_new(arena),
                      .constraints = map_new(arena),
                      .folded = map_new(arena),
                      .spelt = map_new(arena),
                      .heirs = map_new(arena),
                      .taken = map_new(arena),
                      .passes = map_new(arena)};
}

const Schema *resolve(Cx *cx, const Tree *tree)
{
    Resolver resolver = resolver_new(cx, tree), *r = &resolver;
    header_read(r);
    declare_all(r);
    r->has_extensions = has_extensions(r);
    members_index(r);
    for_each(r, parents_bind);
    for_each(r, bind_item);
    for_each(r, parts_bind);
    domains_check(r);
    for_each(r, check_item);
    arena_free(r->arena);
    return r->schema;
}
