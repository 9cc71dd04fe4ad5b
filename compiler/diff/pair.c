/* SPDX-License-Identifier: MIT
 * Finds the pairs: namespaces first, since all else stands in them, then what is told by its name,
 * what is told by its signature or its table, columns and values, and last the members that are
 * told by what they say. If anything is renamed, a copy of `from` in which the renames are done comes
 * before these. Large schemas are mostly equal, so the way through what is equal is a short one. */
#include "diff/pair.h"

/* ---- names ---- */

const Object *pair_origin(const Pairing *p, const Object *from)
{
    return p->from == p->origin ? from : p->originals[from->id];
}

bool pair_has_one_name(const Pairing *p, const Object *from, const Object *to)
{
    from = pair_origin(p, from);
    bool may_be_unnamed = to->parent && !kind_info(to->kind)->is_bare;
    if (object_is_told_by_parts(p->to, to))
        return name_is(from->is_named ? from->name : NO_NAME, to->is_named ? to->name : NO_NAME);
    if (!p->to->is_lowered && may_be_unnamed && !from->is_named && !to->is_named) return true;
    if (!name_is(from->name, to->name)) return false;
    return !kind_info(to->kind)->has_namespace || name_is(space_now(p, from->space), to->space);
}

void pair_two(Pairing *p, const Object *from, const Object *to)
{
    p->to_of[from->id] = to;
    p->from_of[to->id] = from;
    if (!p->is_renamed && !pair_has_one_name(p, from, to)) p->is_renamed = true;
}

bool pair_has_one_sound(const Pairing *p, const Object *from, const Object *to)
{
    return p->has_one_case && name_is(name_folded(p->cx->names, pair_origin(p, from)->name),
                                      name_folded(p->cx->names, to->name));
}

/* ---- siblings told by their names ---- */

static void collect_marked(Pairing *p, ObjectVec *marked, const Object *object)
{
    bool is_same = name_is(object->was, object->name) && name_is(object->was_space, object->space);
    if (!name_none(object->was) && !is_same) vec_push(p->arena, marked, object);
}

/* Most objects stand in the same order on both sides, so what follows the last pair is tried first:
 * it is what the search would find, unless namespaces have other names or there is a signature. */
static bool pair_next(Pairing *p, const Object *to, size_t *next)
{
    if (*next >= p->origin->objects.count) return false;
    const Object *from = p->origin->objects.items[*next];
    bool fits = from->kind == to->kind && name_is(from->name, to->name) &&
                name_is(from->space, to->space) && from->dialects == to->dialects;
    if (!fits || p->to_of[from->id]) return false;
    pair_two(p, from, to);
    ++*next;
    return true;
}

static void pair_named(Pairing *p, const Object *to, size_t *next)
{
    Name space = to->space;
    if (!find_space(p, to, &space)) return;
    const Object *from = find_named(p, to, space, to->name, true);
    if (!from) return;
    pair_two(p, from, to);
    *next = from->position + 1;
}

/* Columns mostly stand in one order on both sides, so what follows the last pair is tried first. */
static void pair_bare(Pairing *p, const Object *from, const Object *to)
{
    size_t next = 0;
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *member = to->members.items[i], *found = NULL;
        if (!kind_info(member->kind)->is_bare || p->from_of[member->id]) continue;
        if (next < from->members.count) found = from->members.items[next];
        bool fits = found && found->kind == member->kind && name_is(found->name, member->name) &&
                    found->dialects == member->dialects && !p->to_of[found->id];
        if (!fits) found = find_named(p, member, NO_NAME, member->name, true);
        if (!found) continue;
        pair_two(p, found, member);
        next = found->position + 1;
    }
}

/* What would take the name of another is that other: there is no such mark, and need not be. */
static void pair_bare_by_sound(Pairing *p, const Object *from, const Object *to)
{
    for (size_t i = 0; p->has_one_case && i < to->members.count; i++) {
        const Object *member = to->members.items[i];
        for (size_t j = 0; j < from->members.count && !p->from_of[member->id]; j++) {
            const Object *other = from->members.items[j];
            bool is_free = kind_info(other->kind)->is_bare && !p->to_of[other->id];
            if (is_free && other->kind == member->kind && pair_has_one_sound(p, other, member))
                pair_two(p, other, member);
        }
    }
}

/* The marks of one table concern nothing else. */
static void pair_columns(Pairing *p, const Object *from, const Object *to)
{
    ObjectVec marked = {0};
    for (size_t i = 0; i < to->members.count; i++)
        if (kind_info(to->members.items[i]->kind)->is_bare)
            collect_marked(p, &marked, to->members.items[i]);
    pair_marked(p, &marked);
    pair_bare(p, from, to);
    pair_bare_by_sound(p, from, to);
}

/* ---- the top level ---- */

typedef bool Choose(const KindInfo *info);

static bool is_namespace(const KindInfo *info)
{
    return info->names == NAMES_OF_NAMESPACES;
}

/* Told apart by more than the name: a signature, what it is on. */
static bool has_identity(const KindInfo *info)
{
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].flags & ATTR_IDENTITY) return true;
    return false;
}

static bool is_plain(const KindInfo *info)
{
    return !is_namespace(info) && !has_identity(info);
}

static void pair_by_sound(Pairing *p, const bool *is_chosen)
{
    Map *sounds = map_new(p->arena);
    for (size_t i = 0; i < p->origin->objects.count; i++) {
        Object *from = p->origin->objects.items[i];
        if (is_chosen[from->kind] && !p->to_of[from->id])
            map_set(sounds, name_folded(p->cx->names, from->name), NO_NAME, NO_NAME, from);
    }
    for (size_t i = 0; i < p->to->objects.count; i++) {
        const Object *to = p->to->objects.items[i];
        if (!is_chosen[to->kind] || p->from_of[to->id]) continue;
        Name sound = name_folded(p->cx->names, to->name);
        const Object *from = map_get(sounds, sound, NO_NAME, NO_NAME);
        if (from && from->kind == to->kind && !p->to_of[from->id]) pair_two(p, from, to);
    }
}

static void pair_chosen(Pairing *p, Choose *choose)
{
    ObjectVec marked = {0};
    bool is_chosen[KIND_COUNT];
    for (Kind kind = 0; kind < KIND_COUNT; kind++) is_chosen[kind] = choose(kind_info(kind));
    for (size_t i = 0; i < p->to->objects.count; i++)
        if (is_chosen[p->to->objects.items[i]->kind])
            collect_marked(p, &marked, p->to->objects.items[i]);
    pair_marked(p, &marked);
    size_t next = 0;
    for (size_t i = 0; i < p->to->objects.count; i++) {
        const Object *to = p->to->objects.items[i];
        if (!is_chosen[to->kind] || p->from_of[to->id]) continue;
        if (p->is_renamed || choose != is_plain || !pair_next(p, to, &next))
            pair_named(p, to, &next);
    }
    if (p->has_one_case) pair_by_sound(p, is_chosen);
}

/* ---- all ---- */

static void prepare(Pairing *p)
{
    uint8_t targets[2] = {0, 0};
    p->has_spaces = true;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        targets[0] |= (uint8_t)(p->from->targets[id].is_target << id);
        targets[1] |= (uint8_t)(p->to->targets[id].is_target << id);
    }
    p->dialects = targets[0] & targets[1] ? targets[0] & targets[1] : DIALECTS_ALL;
    p->has_one_case = p->dialects == 1u << DIALECT_SQLITE;
    for (Kind kind = 0; kind < KIND_COUNT; kind++) {
        const KindInfo *info = kind_info(kind);
        if (is_namespace(info) && p->to->is_lowered)
            p->has_spaces = info->dialects & 1u << p->to->dialect;
    }
    p->is_renamed = p->has_spaces && !name_is(p->from->default_space, p->to->default_space);
    p->is_equal = arena_array(p->arena, bool, p->to->object_count);
    p->differs = arena_array(p->arena, bool, p->to->object_count);
    compare_prepare(p);
    find_prepare(p);
}

/* ---- tables and what is in them ---- */

/* A name that differs is found late if all mentions were compared before: keys' and checks' own. */
static void finish(Pairing *p, const Object *from, const Object *to)
{
    bool is_renamed = p->is_renamed;
    p->is_renamed = false;
    if (to->members.count) pair_members(p, from, to);
    p->differs[to->id] = pair_differs(p, from, to);
    p->is_renamed_late |= p->is_renamed;
    p->is_renamed = is_renamed;
}

/* Columns first, then what they are in, while both are at hand: true as long as no rename is found,
 * which may be one of a later table that this one mentions. */
static void pair_below(Pairing *p)
{
    for (size_t i = 0; i < p->to->objects.count; i++) {
        const Object *to = p->to->objects.items[i], *from = p->from_of[to->id];
        if (!from) continue;
        if (to->members.count) pair_columns(p, from, to);
        if (!p->is_renamed) finish(p, from, to);
    }
}

/* Takes back what was paired by what it says, before there was a copy to compare. */
static void part_members(Pairing *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->to->objects.count; i++) {
        const Object *object = p->to->objects.items[i];
        for (size_t j = 0; j < object->members.count; j++) {
            const Object *member = object->members.items[j], *from = p->from_of[member->id];
            if (!from || kind_info(member->kind)->is_bare) continue;
            p->to_of[from->id] = p->from_of[member->id] = NULL;
            p->is_equal[member->id] = false;
        }
    }
    for (size_t i = 0; i < p->changes->unused_marks.count; i++) {
        Mark mark = p->changes->unused_marks.items[i];
        if (!mark.object->parent || kind_info(mark.object->kind)->is_bare)
            p->changes->unused_marks.items[kept++] = mark;
    }
    p->changes->unused_marks.count = kept;
}

void pair_all(Pairing *p)
{
    prepare(p);
    pair_chosen(p, is_namespace);
    pair_chosen(p, is_plain);
    pair_chosen(p, has_identity);
    pair_below(p);
    if (p->is_renamed) {
        part_members(p);
        renames_do(p);
        for (size_t i = 0; i < p->to->objects.count; i++) {
            const Object *to = p->to->objects.items[i];
            if (p->from_of[to->id]) finish(p, p->from_of[to->id], to);
        }
        renames_do_late(p);
    } else if (p->is_renamed_late) {
        renames_do(p);
    }
    marks_judge(p);
}
