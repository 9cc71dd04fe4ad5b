/* SPDX-License-Identifier: MIT
 * Marks of former names: `b was a`. A mark stays in the schema after the rename was done, so it is
 * only believed where nothing bears the new name yet, or what bears it is itself renamed away. */
#include "diff/pair.h"

#include <stdlib.h>

static const Object *former_of(Pairing *p, const Object *to)
{
    bool is_in_one = p->has_spaces && kind_info(to->kind)->has_namespace;
    Name space = to->was_space, full = space;
    if (is_in_one && name_none(space)) full = p->to->default_space;
    const Object *found = find_named(p, to, full, to->was, false);
    if (!found && find_space(p, to, &space)) found = find_named(p, to, space, to->was, false);
    return found;
}

static const Object *own_name_of(Pairing *p, const Object *to)
{
    Name space = to->space;
    return find_space(p, to, &space) ? find_named(p, to, space, to->name, false) : NULL;
}

/* Pairs, and then whoever has waited for the name that is free now. */
static void take(Pairing *p, const Object *to)
{
    while (to) {
        const Object *former = former_of(p, to);
        if (!former || p->to_of[former->id] || p->from_of[to->id]) return;
        pair_two(p, former, to);
        to = p->waiting[former->id];
    }
}

void pair_marked(Pairing *p, const ObjectVec *marked)
{
    if (marked->count == 0) return;
    if (!p->waiting)
        p->waiting = arena_array(p->arena, const Object *, p->origin->object_count);
    for (size_t i = 0; i < marked->count; i++) {
        const Object *to = marked->items[i], *own = own_name_of(p, to);
        if (!own || p->to_of[own->id]) take(p, to);
        else p->waiting[own->id] = to;
    }
    for (size_t i = 0; i < marked->count; i++) {
        const Object *to = marked->items[i];
        if (p->from_of[to->id]) continue;
        Mark mark = {.object = to, .former = former_of(p, to)};
        vec_push(p->cx->arena, &p->changes->unused_marks, mark);
    }
}

/* ---- which of them are doubtful ---- */

static int compare_marks(const void *left, const void *right)
{
    const Object *a = ((const Mark *)left)->object, *b = ((const Mark *)right)->object;
    if (a->parent && b->parent && a->parent != b->parent)
        return object_compare(a->parent, b->parent);
    if (a->parent != b->parent) {
        int order = object_compare(a->parent ? a->parent : a, b->parent ? b->parent : b);
        return order ? order : a->parent ? 1 : -1;
    }
    return object_compare(a, b);
}

static Mark *mark_of(Changes *changes, const Object *to)
{
    for (size_t i = 0; i < changes->unused_marks.count; i++)
        if (changes->unused_marks.items[i].object == to) return &changes->unused_marks.items[i];
    return NULL;
}

/* b was a: if a is b's own former name still, was it done? It was if, going from each to what bears
 * its former name now, one comes to a name that nothing bears or that bears no mark. */
static bool is_doubtful(Changes *changes, const Mark *mark)
{
    for (size_t i = 0; i <= changes->unused_marks.count; i++) {
        if (!mark || !mark->former) return false;
        const Object *now = changes->partner_of_from[mark->former->id];
        if (!now) return true;
        mark = mark_of(changes, now);
    }
    return true; /* a circle */
}

void marks_judge(Pairing *p)
{
    Mark *marks = p->changes->unused_marks.items;
    size_t count = p->changes->unused_marks.count;
    if (count) qsort(marks, count, sizeof *marks, compare_marks);
    for (size_t i = 0; i < count; i++) marks[i].is_doubtful = is_doubtful(p->changes, &marks[i]);
}
