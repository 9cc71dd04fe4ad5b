/* SPDX-License-Identifier: MIT
 * Pairs the objects of two schemas, by name or by declared former name, and compares each pair
 * through the attribute table of its kind. Changes come out sorted: top-level objects by kind and
 * name, each followed by its members, columns in their order and the rest by kind and name. */
#include "diff/diff.h"

#include <stdlib.h>

typedef struct Differ {
    Cx *cx;
    Arena *arena; /* ends with the comparison */
    Changes *changes;
    Name kind_names[KIND_COUNT]; /* the kinds' words as names, for map keys */
} Differ;

typedef struct Siblings {
    Object *const *items;
    size_t count;
} Siblings;

static int compare_objects(const void *left, const void *right)
{
    const Object *a = *(Object *const *)left, *b = *(Object *const *)right;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->kind == KIND_COLUMN || a->kind == KIND_ENUM_VALUE)
        return a->position < b->position ? -1 : a->position > b->position;
    int order = name_compare(a->space, b->space);
    if (order == 0) order = name_compare(a->name, b->name);
    if (order == 0 && a->position != b->position) order = a->position < b->position ? -1 : 1;
    return order;
}

static Siblings sorted(Differ *differ, Object *const *items, size_t count)
{
    Object **copy = arena_array(differ->arena, Object *, count);
    if (count) memcpy(copy, items, count * sizeof *copy);
    qsort(copy, count, sizeof *copy, compare_objects);
    return (Siblings){copy, count};
}

static Siblings members_of(Differ *differ, const Object *object)
{
    if (!object) return (Siblings){NULL, 0};
    return sorted(differ, object->members.items, object->members.count);
}

static void add_change(Differ *differ, Change change)
{
    vec_push(differ->cx->arena, &differ->changes->items, change);
}

static void add_all(Differ *differ, ChangeOp op, const Object *object)
{
    bool is_add = op == CHANGE_ADD;
    add_change(differ, (Change){.op = op, .from = is_add ? NULL : object, .to = is_add ? object : NULL});
    if (object->members.count == 0) return;
    Siblings members = members_of(differ, object);
    for (size_t i = 0; i < members.count; i++) add_all(differ, op, members.items[i]);
}

static bool same_doc(const Object *a, const Object *b)
{
    return strcmp(a->doc ? a->doc : "", b->doc ? b->doc : "") == 0;
}

static void compare_pair(Differ *differ, const Object *from, const Object *to)
{
    const KindInfo *info = kind_info(to->kind);
    Change change = {.op = CHANGE_ALTER, .from = from, .to = to, .doc = !same_doc(from, to)};
    for (size_t i = 0; i < info->attr_count; i++)
        if (!(info->attrs[i].flags & ATTR_CHANGE) && !attr_equal(from, to, &info->attrs[i]))
            change.attrs |= (uint64_t)1 << i;
    if (!name_is(from->name, to->name) || !name_is(from->space, to->space))
        add_change(differ, (Change){.op = CHANGE_RENAME,
                                    .from = from,
                                    .to = to,
                                    .was = from->name,
                                    .was_space = from->space});
    if (change.attrs || change.doc) add_change(differ, change);
}

static Object *take(Differ *differ, Map *pool, Kind kind, Name space, Name name)
{
    Object *found = map_get(pool, differ->kind_names[kind], space, name);
    if (found) map_set(pool, differ->kind_names[kind], space, name, NULL);
    return found;
}

/* The partner of each object of `to`, in their order; what stays in the pool has none. */
static Object **pair_up(Differ *differ, Map *pool, Siblings to)
{
    Object **partners = arena_array(differ->arena, Object *, to.count);
    for (size_t i = 0; i < to.count; i++)
        partners[i] = take(differ, pool, to.items[i]->kind, to.items[i]->space, to.items[i]->name);
    for (size_t i = 0; i < to.count; i++) {
        const Object *object = to.items[i];
        if (!partners[i] && !name_none(object->was))
            partners[i] = take(differ, pool, object->kind, object->was_space, object->was);
    }
    return partners;
}

static void compare_siblings(Differ *differ, Siblings from, Siblings to)
{
    Map *pool = map_new(differ->arena);
    for (size_t i = 0; i < from.count; i++)
        map_set(pool, differ->kind_names[from.items[i]->kind], from.items[i]->space,
                from.items[i]->name, from.items[i]);
    Object **partners = pair_up(differ, pool, to);
    for (size_t i = 0; i < from.count; i++)
        if (take(differ, pool, from.items[i]->kind, from.items[i]->space, from.items[i]->name))
            add_all(differ, CHANGE_DROP, from.items[i]);
    for (size_t i = 0; i < to.count; i++) {
        if (!partners[i]) {
            add_all(differ, CHANGE_ADD, to.items[i]);
            continue;
        }
        differ->changes->partner_of_from[partners[i]->id] = to.items[i];
        differ->changes->partner_of_to[to.items[i]->id] = partners[i];
        compare_pair(differ, partners[i], to.items[i]);
        compare_siblings(differ, members_of(differ, partners[i]), members_of(differ, to.items[i]));
    }
}

const Changes *diff(Cx *cx, const Schema *from, const Schema *to)
{
    if (from && (from->is_lowered != to->is_lowered || from->dialect != to->dialect))
        bug("diff of two schemas in different states");
    Differ differ = {.cx = cx, .arena = arena_within(cx->arena)};
    differ.changes = arena_make(cx->arena, Changes);
    differ.changes->from = from;
    differ.changes->to = to;
    differ.changes->partner_of_to = arena_array(cx->arena, const Object *, to->object_count);
    if (from)
        differ.changes->partner_of_from = arena_array(cx->arena, const Object *, from->object_count);
    for (Kind kind = 0; kind < KIND_COUNT; kind++)
        differ.kind_names[kind] = name_from(cx->names, kind_info(kind)->word);
    Siblings before = {NULL, 0};
    if (!from) vec_reserve(cx->arena, &differ.changes->items, to->object_count);
    if (from) before = sorted(&differ, from->objects.items, from->objects.count);
    compare_siblings(&differ, before, sorted(&differ, to->objects.items, to->objects.count));
    arena_free(differ.arena);
    return differ.changes;
}
