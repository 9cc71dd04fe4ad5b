/* SPDX-License-Identifier: MIT
 * Lists what differs: top-level objects by kind and name, dropped ones first, each followed by its
 * members in the same way. What is equal on both sides is never sorted. */
#include <stdlib.h>

#include "diff/pair.h"

/* ---- the order of listing ---- */

/* The same path in two dialects is that of two objects. */
static int compare_paths(const Object *a, const Object *b)
{
    int order = object_compare_paths(a, b);
    return order ? order : (a->dialects > b->dialects) - (a->dialects < b->dialects);
}

int object_compare(const Object *a, const Object *b)
{
    if (a == b) return 0;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (kind_info(a->kind)->is_bare && a->position != b->position)
        return a->position < b->position ? -1 : 1;
    int order = name_compare(a->space, b->space);
    if (order == 0) order = name_compare(a->name, b->name);
    if (order == 0) order = compare_paths(a, b);
    return order ? order : a->position < b->position ? -1 : a->position > b->position;
}

static int compare(const void *left, const void *right)
{
    return object_compare(*(const Object *const *)left, *(const Object *const *)right);
}

static void sort(ObjectVec *vec)
{
    if (vec->count > 1) qsort(vec->items, vec->count, sizeof *vec->items, compare);
}

/* ---- the list ---- */

static void add_change(Pairing *p, Change change)
{
    vec_push(p->cx->arena, &p->changes->items, change);
}

static void add_all(Pairing *p, ChangeOp op, const Object *object)
{
    bool is_add = op == CHANGE_ADD;
    bool is_given = object_is_given(object) || (!is_add && object_is_public(object));
    if (is_given) return; /* nothing is made of it */
    ObjectVec members = {0};
    add_change(p, (Change){.op = op, .from = is_add ? NULL : object, .to = is_add ? object : NULL});
    if (object->members.count == 0) return;
    vec_reserve(p->arena, &members, object->members.count);
    for (size_t i = 0; i < object->members.count; i++)
        vec_push(p->arena, &members, object->members.items[i]);
    sort(&members);
    for (size_t i = 0; i < members.count; i++) add_all(p, op, members.items[i]);
}

static void add_pair(Pairing *p, const Object *from, const Object *to)
{
    const Object *origin = pair_origin(p, from);
    Change change = pair_compare(p, from, to);
    if (!pair_has_one_name(p, from, to))
        add_change(p, (Change){.op = CHANGE_RENAME, .from = from, .to = to, .was = origin->name,
                               .was_space = kind_info(to->kind)->has_namespace
                                                ? space_now(p, origin->space) : NO_NAME});
    if (change_is_any(&change)) add_change(p, change);
}

typedef struct Siblings {
    Object *const *items;
    size_t count;
} Siblings;

static Siblings members_of(const Object *object)
{
    return (Siblings){object->members.items, object->members.count};
}

static bool is_different(const Pairing *p, const Object *from, const Object *to)
{
    return to->parent ? pair_differs(p, from, to) : p->differs[to->id];
}

static void compare_siblings(Pairing *p, Siblings from, Siblings to)
{
    ObjectVec dropped = {0}, added = {0}, listed = {0};
    for (size_t i = 0; i < from.count; i++)
        if (!p->to_of[from.items[i]->id]) vec_push(p->arena, &dropped, from.items[i]);
    for (size_t i = 0; i < to.count; i++) {
        const Object *object = to.items[i], *partner = p->from_of[object->id];
        if (partner && !is_different(p, partner, object)) continue;
        vec_push(p->arena, &listed, object);
    }
    sort(&dropped);
    sort(&listed);
    for (size_t i = 0; i < dropped.count; i++) add_all(p, CHANGE_DROP, dropped.items[i]);
    for (size_t i = 0; i < listed.count; i++) {
        const Object *object = listed.items[i], *partner = p->from_of[object->id];
        if (!partner) {
            vec_push(p->arena, &added, object);
            add_all(p, CHANGE_ADD, object);
            continue;
        }
        add_pair(p, partner, object);
        compare_siblings(p, members_of(partner), members_of(object));
    }
    if (dropped.count && added.count) lookalikes_find(p, &dropped, &added);
}

/* ---- all ---- */

static void add_baseline(Pairing *p)
{
    ObjectVec listed = {0};
    vec_reserve(p->cx->arena, &p->changes->items, p->to->object_count);
    vec_reserve(p->arena, &listed, p->to->objects.count);
    for (size_t i = 0; i < p->to->objects.count; i++)
        vec_push(p->arena, &listed, p->to->objects.items[i]);
    sort(&listed);
    for (size_t i = 0; i < listed.count; i++) add_all(p, CHANGE_ADD, listed.items[i]);
}

const Changes *diff(Cx *cx, const Schema *from, const Schema *to)
{
    if (from && (from->is_lowered != to->is_lowered || from->dialect != to->dialect))
        bug("diff of two schemas in different states");
    Changes *changes = arena_make(cx->arena, Changes);
    Pairing p = {.cx = cx, .arena = arena_within(cx->arena), .changes = changes};
    p.origin = p.from = from;
    changes->to = p.to = to;
    changes->partner_of_to = p.from_of = arena_array(cx->arena, const Object *, to->object_count);
    if (from) {
        changes->partner_of_from = p.to_of =
            arena_array(cx->arena, const Object *, from->object_count);
        pair_all(&p);
        compare_siblings(&p, (Siblings){p.from->objects.items, p.from->objects.count},
                         (Siblings){to->objects.items, to->objects.count});
    } else {
        add_baseline(&p);
    }
    changes->from = p.from;
    arena_free(p.arena);
    return changes;
}
