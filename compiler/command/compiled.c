/* SPDX-License-Identifier: MIT
 * Makes in memory the constants that build writes as C, so that the commands call the same runtime
 * functions as an application does. */
#include "command/command.h"

static const char *const *baseline_pieces(Cx *cx, const Plan *plan)
{
    const char **pieces = arena_array(cx->arena, const char *, plan->steps.count + 1);
    for (size_t i = 0; i < plan->steps.count; i++)
        pieces[i] = arena_printf(cx->arena, "%s;", plan->steps.items[i].sql);
    return pieces;
}

static const char *const *catalog_pieces(Cx *cx, const Schema *lowered)
{
    Text text = {0};
    catalog_print(cx, &text, lowered, dialects[lowered->dialect]->expr);
    const char **pieces = arena_array(cx->arena, const char *, 2);
    pieces[0] = text_keep(&text, cx->arena);
    return pieces;
}

static const schemac_dialect_half *half(Cx *cx, const Loaded *loaded, DialectId id)
{
    if (!loaded->lowered[id]) return NULL;
    schemac_dialect_half *made = arena_make(cx->arena, schemac_dialect_half);
    made->baseline = baseline_pieces(cx, loaded->baseline[id]);
    made->catalog = catalog_pieces(cx, loaded->lowered[id]);
    made->oldest = loaded->schema->targets[id].version;
    return made;
}

const schemac_schema *compiled_schema(Cx *cx, const Loaded *loaded)
{
    schemac_schema *made = arena_make(cx->arena, schemac_schema);
    made->interface_version = SCHEMAC_INTERFACE;
    made->name = name_text(loaded->schema->name);
    made->fingerprint = loaded->fingerprint;
    made->default_space = name_text(loaded->schema->default_space);
    made->sqlite = half(cx, loaded, DIALECT_SQLITE);
    made->postgres = half(cx, loaded, DIALECT_POSTGRES);
    return made;
}
