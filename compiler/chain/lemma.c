/* SPDX-License-Identifier: MIT
 * Compiles two neighbours of the chain and the migration between them as a program would hold them.
 */
#include "chain/history.h"
#include "chain/pieces.h"
#include "chain/prove.h"

static schemac_schema *side_of(Cx *cx, const Schema *schema, const char *fingerprint, int version,
                               DialectId dialect, const Half *half)
{
    schemac_schema *side = arena_make(cx->arena, schemac_schema);
    schemac_dialect_half *made = arena_make(cx->arena, schemac_dialect_half);
    *made = (schemac_dialect_half){.baseline = pieces_of_baseline(cx, half),
                                   .catalog = pieces_of_text(cx, half->catalog),
                                   .oldest = schema->targets[dialect].version};
    made->rights = history_rights(cx, NULL, half, dialect, false);
    *side = (schemac_schema){.interface_version = SCHEMAC_INTERFACE,
                             .name = name_text(schema->name),
                             .version = version,
                             .fingerprint = fingerprint,
                             .default_space = name_text(schema->default_space)};
    if (dialect == DIALECT_SQLITE)
        side->sqlite = made;
    else
        side->postgres = made;
    return side;
}

static const schemac_dialect_half *half_of(const schemac_schema *side, DialectId dialect)
{
    return dialect == DIALECT_SQLITE ? side->sqlite : side->postgres;
}

/* The side after, with the migration in it. */
static void add_migration(Cx *cx, const Migration *migration, DialectId dialect, const Half *before,
                          const Half *after, schemac_schema *side)
{
    Text undo = {0};
    schemac_dialect_half *half = arena_make(cx->arena, schemac_dialect_half);
    schemac_migration *step = arena_make(cx->arena, schemac_migration);
    catalog_undo(&undo, after->catalog, before->catalog);
    *step = (schemac_migration){.version = migration->number,
                                .name = migration->name,
                                .parent = migration->parent,
                                .fingerprint = migration->fingerprint,
                                .script = pieces_of_script(cx, migration->scripts[dialect]),
                                .undo = pieces_of_text(cx, text_keep(&undo, cx->arena)),
                                .oldest = migration->number,
                                .loses_data = migration->scripts[dialect]->allowed.count > 0};
    *half = *half_of(side, dialect);
    half->migrations = step;
    half->migration_count = 1;
    if (!half->rights) half->rights = history_rights(cx, NULL, before, dialect, false);
    if (dialect == DIALECT_SQLITE)
        side->sqlite = half;
    else
        side->postgres = half;
}

/* Warnings were given where the schema was read; errors are told. */
static const Half *make_half(Cx *cx, const Dialect *dialect, const Schema *schema)
{
    Cx quiet = *cx;
    quiet.diag = diag_new(cx->arena, cx->sources);
    const Half *half = half_make(&quiet, dialect, schema);
    return half ? half : half_make(cx, dialect, schema);
}

Lemma *lemma_make(Cx *cx, const Migration *migration, const Schema *from, const Schema *to,
                  DialectId dialect)
{
    const Half *before = make_half(cx, dialects[dialect], from);
    const Half *after = make_half(cx, dialects[dialect], to);
    if (!before || !after) return NULL;
    schemac_schema *new_side =
        side_of(cx, to, migration->fingerprint, migration->number, dialect, after);
    add_migration(cx, migration, dialect, before, after, new_side);
    Lemma *lemma = arena_make(cx->arena, Lemma);
    *lemma = (Lemma){.migration = migration, .from = from, .to = to, .after = new_side};
    lemma->before = side_of(cx, from, migration->parent, migration->number - 1, dialect, before);
    return lemma;
}
