/* SPDX-License-Identifier: MIT
 * Compares two schemas given as texts and writes the changes as short lines:
 * "alter column t.a: type, default; add table b; rename index t.i was j". */
#ifndef TESTS_UNIT_DIFF_RUN_H
#define TESTS_UNIT_DIFF_RUN_H

#include "dialect/dialect.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"

enum { LOGICAL = -1 };

static inline Cx diff_cx(void)
{
    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    return cx;
}

/* In the state of a dialect, or as written. */
static inline const Schema *diff_read(Cx *cx, const char *text, int dialect)
{
    const Schema *schema = resolve(cx, parse_text(cx, "test.schema", text, strlen(text)));
    if (dialect != LOGICAL && diag_errors(cx->diag) == 0)
        schema = dialects[dialect]->lower(cx, schema);
    if (diag_errors(cx->diag) > 0) diag_print(cx->diag, stderr, DIAG_TEXT, 0);
    return schema;
}

static inline void diff_add_path(Text *out, const Schema *schema, const Object *object)
{
    text_printf(out, "%s ", kind_info(object->kind)->word);
    object_path(out, schema, object);
}

static inline void diff_add_attrs(Text *out, const Change *change)
{
    const KindInfo *info = kind_info(change->to->kind);
    const char *comma = ": ";
    for (size_t i = 0; i < info->attr_count; i++) {
        if (!(change->attrs & (uint64_t)1 << i)) continue;
        text_printf(out, "%s%s", comma, info->attrs[i].word);
        comma = ", ";
    }
    if (change->doc) text_printf(out, "%sdoc", comma);
    if (change->order) text_printf(out, "%sorder", comma);
    if (change->dialects) text_printf(out, "%sdialects", comma);
}

static inline void diff_add_change(Text *out, const Changes *changes, const Change *change)
{
    static const char *const words[] = {"add", "drop", "alter", "rename"};
    text_printf(out, "%s%s ", out->length ? "; " : "", words[change->op]);
    if (change->to) diff_add_path(out, changes->to, change->to);
    else diff_add_path(out, changes->from, change->from);
    if (change->op == CHANGE_ALTER) diff_add_attrs(out, change);
    if (change->op != CHANGE_RENAME) return;
    text_add(out, " was ");
    if (!name_none(change->was_space)) text_printf(out, "%s.", name_text(change->was_space));
    text_add(out, name_text(change->was));
}

static inline const char *diff_text(Cx *cx, const Changes *changes)
{
    Text out = {0};
    for (size_t i = 0; i < changes->items.count; i++)
        diff_add_change(&out, changes, &changes->items.items[i]);
    for (size_t i = 0; i < changes->unused_marks.count; i++) {
        const Mark *mark = &changes->unused_marks.items[i];
        text_add(&out, out.length ? "; " : "");
        text_add(&out, mark->is_doubtful ? "doubtful " : "unused ");
        diff_add_path(&out, changes->to, mark->object);
    }
    for (size_t i = 0; i < changes->lookalikes.count; i++) {
        const Lookalike *pair = &changes->lookalikes.items[i];
        text_add(&out, out.length ? "; " : "");
        text_printf(&out, "like ");
        diff_add_path(&out, changes->from, pair->from);
        text_printf(&out, " -> %s", name_text(pair->to->name));
    }
    return text_keep(&out, cx->arena);
}

#endif
