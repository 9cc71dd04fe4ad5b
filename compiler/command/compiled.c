/* SPDX-License-Identifier: MIT
 * Makes in memory the constants that build writes as C, so that the commands call the same runtime
 * functions as an application does. */
#include "chain/pieces.h"
#include "command/command.h"

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
        migrations[i].script = pieces_of_script(cx, link->script);
        migrations[i].undo = pieces_of_text(cx, link->undo);
        migrations[i].oldest = link->oldest;
        migrations[i].loses_data = link->script->allowed.count > 0;
    }
    made->migrations = count ? migrations : NULL;
    made->migration_count = count;
}

static const schemac_dialect_half *compiled_half(Cx *cx, const Loaded *loaded, DialectId id,
                                                 bool is_thorough)
{
    const Half *half = loaded->halves[id];
    if (!half) return NULL;
    schemac_dialect_half *made = arena_make(cx->arena, schemac_dialect_half);
    made->baseline = pieces_of_baseline(cx, half);
    made->catalog = pieces_of_text(cx, half->catalog);
    compile_migrations(cx, loaded->history, id, made);
    made->rights = history_rights(cx, loaded->history, half, id, is_thorough);
    made->oldest = loaded->schema->targets[id].version;
    return made;
}

const schemac_schema *compiled_schema(Cx *cx, const Loaded *loaded, bool is_thorough)
{
    schemac_schema *made = arena_make(cx->arena, schemac_schema);
    made->interface_version = SCHEMAC_INTERFACE;
    made->name = name_text(loaded->schema->name);
    made->version = loaded->history->version;
    made->fingerprint = loaded->fingerprint;
    made->default_space = name_text(loaded->schema->default_space);
    made->ignored = pieces_of_names(cx, loaded->schema->ignored.items, loaded->schema->ignored.count);
    made->sqlite = compiled_half(cx, loaded, DIALECT_SQLITE, is_thorough);
    made->postgres = compiled_half(cx, loaded, DIALECT_POSTGRES, is_thorough);
    return made;
}
