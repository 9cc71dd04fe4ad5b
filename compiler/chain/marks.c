/* SPDX-License-Identifier: MIT
 * A mark has an effect while what it stands at is new or changes. */
#include "chain/marks.h"

#include "model/serial.h"

typedef struct Marker {
    Cx *cx;
    const Schema *now;
    const Changes *changes;
    const Migration *last;
    bool *changes_at; /* by id: it is added, altered or renamed */
    bool *is_told;    /* by id: the mark has been dealt with */
} Marker;

static void tell(Marker *marker, const Object *object, const char *word)
{
    diag_warning(marker->cx->diag, object->span, "mark-done",
                 "`%s` at %s has no effect any more: what it says is sealed", word,
                 object_describe(marker->cx, object));
    diag_hint(marker->cx->diag, "it can go; %04d_%s is the last migration", marker->last->number,
              marker->last->name);
}

static bool visit(void *state, const Object *object)
{
    Marker *marker = state;
    const KindInfo *info = kind_info(object->kind);
    if (marker->changes_at[object->id] || serial_is_said(marker->now, object)) return true;
    if (!name_none(object->was) && !marker->is_told[object->id]) tell(marker, object, "was");
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].flags & ATTR_CHANGE && !attr_is_default(object, &info->attrs[i]))
            tell(marker, object, info->attrs[i].word);
    return true;
}

static void tell_doubt(Marker *marker, const Mark *mark)
{
    const Object *object = mark->object;
    marker->is_told[object->id] = true;
    diag_warning(marker->cx->diag, object->span, "mark-doubtful",
                 "it is not clear whether %s was renamed already: '%s' is in the last migration too",
                 object_describe(marker->cx, object), name_text(object->was));
    diag_hint(marker->cx->diag, "it is taken as done: take the mark out");
}

void marks_check(Cx *cx, const Schema *now, const Changes *changes, const Migration *last)
{
    Arena *arena = arena_within(cx->arena);
    Marker marker = {.cx = cx, .now = now, .changes = changes, .last = last};
    marker.changes_at = arena_array(arena, bool, now->object_count);
    marker.is_told = arena_array(arena, bool, now->object_count);
    for (size_t i = 0; changes && i < changes->items.count; i++)
        if (changes->items.items[i].to) marker.changes_at[changes->items.items[i].to->id] = true;
    for (size_t i = 0; changes && i < changes->unused_marks.count; i++)
        if (changes->unused_marks.items[i].is_doubtful)
            tell_doubt(&marker, &changes->unused_marks.items[i]);
    schema_walk(now, visit, &marker);
    arena_free(arena);
}
