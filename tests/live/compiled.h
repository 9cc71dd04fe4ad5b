/* SPDX-License-Identifier: MIT
 * A schema of a file as a program would hold it, made in memory: what is there when nothing is
 * sealed. */
#ifndef TESTS_LIVE_COMPILED_H
#define TESTS_LIVE_COMPILED_H

#include "chain/history.h"
#include "chain/pieces.h"
#include "plan/half.h"
#include "resolve/resolve.h"
#include "schemac.h"
#include "syntax/parse.h"

typedef struct LiveSchema {
    const Schema *lowered;
    const Half *half;
    schemac_schema compiled;
} LiveSchema;

/* Its arena is the caller's to free. */
static inline Cx live_cx(void)
{
    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    return cx;
}

/* false: the dialect is no target of it, or there were mistakes (cx->diag). */
static inline bool live_compile(Cx *cx, const char *path, const Dialect *dialect, LiveSchema *live)
{
    Tree *tree = parse_file(cx, path);
    const Schema *logical = tree->has_errors ? NULL : resolve(cx, tree);
    if (!logical || diag_errors(cx->diag) || !logical->targets[dialect->id].is_target) return false;
    live->half = half_make(cx, dialect, logical);
    if (!live->half) return false;
    live->lowered = dialect->lower(cx, logical);
    schemac_dialect_half *half = arena_make(cx->arena, schemac_dialect_half);
    half->baseline = pieces_of_baseline(cx, live->half);
    half->catalog = pieces_of_text(cx, live->half->catalog);
    half->rights = history_rights(cx, NULL, live->half, dialect->id, true);
    half->oldest = logical->targets[dialect->id].version;
    char *fingerprint = arena_array(cx->arena, char, 65);
    schema_fingerprint(cx, logical, fingerprint);
    live->compiled = (schemac_schema){.interface_version = SCHEMAC_INTERFACE,
                                      .name = name_text(logical->name), .version = 1,
                                      .fingerprint = fingerprint,
                                      .default_space = name_text(logical->default_space)};
    if (dialect->id == DIALECT_SQLITE) live->compiled.sqlite = half;
    else live->compiled.postgres = half;
    return true;
}

#endif
