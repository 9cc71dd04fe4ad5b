/* SPDX-License-Identifier: MIT
 * Makes in memory the constants that build writes as C, so that the commands call the same runtime
 * functions as an application does. */
#include "command/command.h"

static const char *const *baseline_pieces(Cx *cx, const Half *half)
{
    const char **pieces = arena_array(cx->arena, const char *, half->statement_count + 1);
    for (size_t i = 0; i < half->statement_count; i++)
        pieces[i] = arena_printf(cx->arena, "%s;", half->statements[i]);
    return pieces;
}

static const char *const *catalog_pieces(Cx *cx, const Half *half)
{
    const char **pieces = arena_array(cx->arena, const char *, 2);
    pieces[0] = half->catalog;
    return pieces;
}

static const char *const *script_pieces(Cx *cx, const Script *script)
{
    const char **pieces = arena_array(cx->arena, const char *, script->statements.count + 1);
    for (size_t i = 0; i < script->statements.count; i++)
        pieces[i] = arena_printf(cx->arena, "%s;", script->statements.items[i].sql);
    return pieces;
}

static const char *const *undo_pieces(Cx *cx, const Link *link)
{
    const char **pieces = arena_array(cx->arena, const char *, 2);
    if (link->undo_length) pieces[0] = link->undo;
    return pieces;
}

static void compile_migrations(Cx *cx, const History *history, DialectId id,
                               schemac_dialect_half *made)
{
    size_t count = history->links[id].count;
    schemac_migration *migrations = arena_array(cx->arena, schemac_migration, count);
    for (size_t i = 0; i < count; i++) {
        const Link *link = &history->links[id].items[i];
        migrations[i].version = link->migration->number;
        migrations[i].name = link->migration->name;
        migrations[i].parent = link->parent;
        migrations[i].fingerprint = link->migration->fingerprint;
        migrations[i].script = script_pieces(cx, link->script);
        migrations[i].undo = undo_pieces(cx, link);
        migrations[i].oldest = link->oldest;
        migrations[i].loses_data = link->script->allowed.count > 0;
    }
    made->migrations = count ? migrations : NULL;
    made->migration_count = count;
}

static const schemac_dialect_half *compiled_half(Cx *cx, const Loaded *loaded, DialectId id)
{
    const Half *half = loaded->halves[id];
    if (!half) return NULL;
    schemac_dialect_half *made = arena_make(cx->arena, schemac_dialect_half);
    made->baseline = baseline_pieces(cx, half);
    made->catalog = catalog_pieces(cx, half);
    compile_migrations(cx, loaded->history, id, made);
    made->oldest = loaded->schema->targets[id].version;
    return made;
}

const schemac_schema *compiled_schema(Cx *cx, const Loaded *loaded)
{
    schemac_schema *made = arena_make(cx->arena, schemac_schema);
    made->interface_version = SCHEMAC_INTERFACE;
    made->name = name_text(loaded->schema->name);
    made->version = loaded->history->version;
    made->fingerprint = loaded->fingerprint;
    made->default_space = name_text(loaded->schema->default_space);
    made->sqlite = compiled_half(cx, loaded, DIALECT_SQLITE);
    made->postgres = compiled_half(cx, loaded, DIALECT_POSTGRES);
    return made;
}
