/* SPDX-License-Identifier: MIT
 * A dropped and an added object that may be one object under two names. Only pointed out: the
 * author says `was`, or that rows are to go. */
#include "base/suggest.h"
#include "diff/pair.h"

enum { MANY = 64 }; /* so many of one kind at once are no renames */

typedef struct Search {
    Pairing *p;
    const ObjectVec *added;
    bool *is_used; /* by index in added */
    size_t drops[KIND_COUNT], adds[KIND_COUNT];
} Search;

static size_t count_bare(const Object *object)
{
    size_t count = 0;
    for (size_t i = 0; i < object->members.count; i++)
        count += kind_info(object->members.items[i]->kind)->is_bare;
    return count;
}

static uint64_t type_attrs(Kind kind)
{
    const KindInfo *info = kind_info(kind);
    uint64_t mask = 0;
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_TYPE || info->attrs[i].type == VALUE_MARKED_TYPE)
            mask |= (uint64_t)1 << i;
    return mask;
}

static bool same_type(const Pairing *p, const Object *from, const Object *to)
{
    return !pair_attrs(p, from, to, type_attrs(to->kind));
}

/* More than half of the columns, or values, are on both sides. */
static bool same_members(const Pairing *p, const Object *from, const Object *to)
{
    size_t common = 0, most = count_bare(from), count = count_bare(to);
    if (count > most) most = count;
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *member = to->members.items[i];
        const Object *other = object_member(from, member->kind, member->name);
        common += kind_info(member->kind)->is_bare && other && same_type(p, other, member);
    }
    return 2 * common > most;
}

static bool same_all(const Pairing *p, const Object *from, const Object *to)
{
    if (count_bare(from) || count_bare(to)) return same_members(p, from, to);
    return !pair_attrs(p, from, to, UINT64_MAX);
}

/* Is it enough to be of that shape, or must the names be similar, too? */
static bool same_shape(const Pairing *p, const Object *from, const Object *to)
{
    return kind_info(to->kind)->is_bare ? same_type(p, from, to) : same_all(p, from, to);
}

static bool is_part(const char *part, const char *whole)
{
    return strlen(part) > 2 && strstr(whole, part);
}

/* 0: not similar; else more is nearer. */
static size_t similarity(const Object *from, const Object *to)
{
    enum { SAME = 1000, PART = 1 };
    const char *old = name_text(from->name), *new = name_text(to->name);
    Suggest suggest = suggest_for(old);
    suggest_try(&suggest, new);
    if (suggest.best) return SAME - suggest.distance;
    return is_part(old, new) || is_part(new, old) ? PART : 0;
}

static void point_out(Search *search, const Object *from, size_t index)
{
    Lookalike pair = {from, search->added->items[index]};
    search->is_used[index] = true;
    vec_push(search->p->cx->arena, &search->p->changes->lookalikes, pair);
}

/* Extensions are what they are called. */
static bool may_be_renamed(Kind kind)
{
    return kind_info(kind)->names != NAMES_OF_EXTENSIONS;
}

static void find_for(Search *search, const Object *from)
{
    size_t best = 0, nearest = 0;
    bool is_only = search->drops[from->kind] == 1 && search->adds[from->kind] == 1;
    for (size_t i = 0; i < search->added->count; i++) {
        const Object *to = search->added->items[i];
        if (to->kind != from->kind || search->is_used[i]) continue;
        size_t near = same_shape(search->p, from, to) ? similarity(from, to) : 0;
        bool has_columns = count_bare(from) > 0;
        if (!near && (is_only || has_columns) && same_all(search->p, from, to)) near = 1;
        if (near <= nearest) continue;
        nearest = near;
        best = i;
    }
    if (nearest) point_out(search, from, best);
}

void lookalikes_find(Pairing *p, const ObjectVec *dropped, const ObjectVec *added)
{
    Search search = {.p = p, .added = added};
    search.is_used = arena_array(p->arena, bool, added->count);
    for (size_t i = 0; i < dropped->count; i++) search.drops[dropped->items[i]->kind]++;
    for (size_t i = 0; i < added->count; i++) search.adds[added->items[i]->kind]++;
    for (size_t i = 0; i < dropped->count; i++) {
        Kind kind = dropped->items[i]->kind;
        if (search.drops[kind] <= MANY && search.adds[kind] <= MANY && may_be_renamed(kind))
            find_for(&search, dropped->items[i]);
    }
}
