/* SPDX-License-Identifier: MIT
 * Pairs keys, checks, indexes and the like within a table. A name that the author gave says which
 * is which; a name that was made up follows the columns and the order, so what the object says goes
 * before it. Columns are paired already, and the renames done. */
#include "diff/pair.h"

#include <stdlib.h>

typedef struct Candidates {
    Pairing *p;
    ObjectVec from, to; /* those without a partner, sorted */
} Candidates;

typedef bool Fits(const Pairing *p, const Object *from, const Object *to);

static bool is_free_to_fit(const Pairing *p, const Object *from, const Object *to)
{
    return object_is_told_by_parts(p->to, to) || !from->is_named || !to->is_named;
}

static bool is_of_one_name(const Pairing *p, const Object *from, const Object *to)
{
    return name_is(pair_origin(p, from)->name, to->name);
}

static uint64_t identity_of(Kind kind)
{
    const KindInfo *info = kind_info(kind);
    uint64_t mask = 0;
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].flags & ATTR_IDENTITY) mask |= (uint64_t)1 << i;
    return mask;
}

static bool fits_by_given_name(const Pairing *p, const Object *from, const Object *to)
{
    return from->is_named && to->is_named && is_of_one_name(p, from, to);
}

static bool fits_by_sound(const Pairing *p, const Object *from, const Object *to)
{
    return from->is_named && to->is_named && pair_has_one_sound(p, from, to);
}

static bool fits_by_all(const Pairing *p, const Object *from, const Object *to)
{
    return is_free_to_fit(p, from, to) && !pair_attrs(p, from, to, UINT64_MAX);
}

static bool fits_by_identity(const Pairing *p, const Object *from, const Object *to)
{
    return is_free_to_fit(p, from, to) && !pair_attrs(p, from, to, identity_of(to->kind));
}

static bool fits_at_sight(const Pairing *p, const Object *from, const Object *to)
{
    if (!is_of_one_name(p, from, to)) return false;
    if (from->is_named && to->is_named) return true;
    return p->is_equal[to->id] = fits_by_all(p, from, to);
}

static bool may_pair(const Pairing *p, const Object *from, const Object *to)
{
    uint8_t mine = from->dialects & p->dialects, wanted = to->dialects & p->dialects;
    return from->kind == to->kind && (mine & wanted || mine == wanted);
}

/* ---- the same on both sides: most of them, without sorting ---- */

static bool is_candidate(const Object *object)
{
    return !kind_info(object->kind)->is_bare;
}

static void pair_at_sight(Pairing *p, const Object *from, const Object *to)
{
    size_t next = 0;
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *member = to->members.items[i];
        if (!is_candidate(member) || p->from_of[member->id]) continue;
        for (size_t j = 0; j < from->members.count; j++, next++) {
            if (next >= from->members.count) next = 0;
            const Object *other = from->members.items[next];
            if (p->to_of[other->id] || !may_pair(p, other, member)) continue;
            if (!fits_at_sight(p, other, member)) continue;
            pair_two(p, other, member);
            next++;
            break;
        }
    }
}

/* ---- the rest ---- */

static int compare(const void *left, const void *right)
{
    return object_compare(*(const Object *const *)left, *(const Object *const *)right);
}

static void collect(Pairing *p, ObjectVec *vec, const Object *parent, const Object **partners)
{
    for (size_t i = 0; i < parent->members.count; i++)
        if (is_candidate(parent->members.items[i]) && !partners[parent->members.items[i]->id])
            vec_push(p->arena, vec, parent->members.items[i]);
    if (vec->count) qsort(vec->items, vec->count, sizeof *vec->items, compare);
}

static void pair_by(Candidates *c, Fits *fits)
{
    Pairing *p = c->p;
    for (size_t i = 0; i < c->to.count; i++) {
        const Object *to = c->to.items[i];
        for (size_t j = 0; j < c->from.count && !p->from_of[to->id]; j++) {
            const Object *from = c->from.items[j];
            if (p->to_of[from->id] || !may_pair(p, from, to)) continue;
            if (fits(p, from, to)) pair_two(p, from, to);
        }
    }
}

static void pair_rest(Pairing *p, const Object *from, const Object *to)
{
    static Fits *const ways[] = {fits_by_given_name, fits_by_sound, fits_by_all, fits_by_identity, is_of_one_name};
    Candidates c = {.p = p};
    collect(p, &c.to, to, p->from_of);
    if (c.to.count) collect(p, &c.from, from, p->to_of);
    for (size_t i = 0; c.from.count && i < sizeof ways / sizeof *ways; i++) pair_by(&c, ways[i]);
}

void pair_members(Pairing *p, const Object *from, const Object *to)
{
    ObjectVec marked = {0};
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *member = to->members.items[i];
        if (is_candidate(member) && !name_none(member->was) && !name_is(member->was, member->name))
            vec_push(p->arena, &marked, member);
    }
    pair_marked(p, &marked);
    pair_at_sight(p, from, to);
    pair_rest(p, from, to);
}
