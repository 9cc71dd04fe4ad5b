/* SPDX-License-Identifier: MIT
 * Compares pairs through the attribute tables of their kinds. The renames are done already, so what
 * is compared is what is written. */
#include "diff/pair.h"
#include "model/list.h"

/* ---- attributes ---- */

static bool is_compared(const Pairing *p, const Attr *attr)
{
    if (attr->flags & (ATTR_CHANGE | ATTR_DERIVED)) return false;
    if (!p->to->is_lowered) return true;
    if (attr->flags & ATTR_LOGICAL) return false;
    return attr->dialects == 0 || attr->dialects & 1u << p->to->dialect;
}

void compare_prepare(Pairing *p)
{
    for (Kind kind = 0; kind < KIND_COUNT; kind++) {
        const KindInfo *info = kind_info(kind);
        if (info->is_ordered) p->has_order |= info->parents;
        for (size_t i = 0; i < info->attr_count; i++)
            if (is_compared(p, &info->attrs[i])) p->compared[kind] |= (uint64_t)1 << i;
    }
}

/* Most values are absent on both sides, which their bytes tell at once. */
static bool same_bytes(const Object *a, const Object *b, const Attr *attr)
{
    const char *left = attr_value(a, attr, char), *right = attr_value(b, attr, char);
    if (attr->type == VALUE_BOOL) return *left == *right;
    for (size_t i = 0; i < value_sizes[attr->type]; i += sizeof(uintptr_t)) {
        uintptr_t one, other;
        memcpy(&one, left + i, sizeof one);
        memcpy(&other, right + i, sizeof other);
        if (one != other) return false;
    }
    return true;
}

uint64_t pair_attrs(const Pairing *p, const Object *from, const Object *to, uint64_t mask)
{
    const KindInfo *info = kind_info(to->kind);
    uint64_t differing = 0;
    mask &= p->compared[to->kind];
    for (size_t i = 0; i < info->attr_count; i++) {
        uint64_t bit = (uint64_t)1 << i;
        if (!(mask & bit) || same_bytes(from, to, &info->attrs[i])) continue;
        if (!attr_equal(from, to, &info->attrs[i])) differing |= bit;
    }
    return differing;
}

/* ---- one pair ---- */

static bool same_doc(const Object *a, const Object *b)
{
    if (a->doc == b->doc) return true;
    return strcmp(a->doc ? a->doc : "", b->doc ? b->doc : "") == 0;
}

/* Do the members whose order means something, those on both sides, come in another one? */
static bool has_other_order(const Pairing *p, const Object *to)
{
    uint32_t last = 0;
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *member = to->members.items[i], *from = p->from_of[member->id];
        if (!from || !kind_info(member->kind)->is_ordered) continue;
        if (from->position < last) return true;
        last = from->position;
    }
    return false;
}

/* Does what it uses mean another object, because one of the name has come and the other is called
 * otherwise now? */
static bool uses_others(const Pairing *p, const ObjectList *before, const ObjectList *after)
{
    bool is_lost = false, is_won = false;
    for (size_t i = 0; i < before->count; i++)
        is_lost |= !objects_have(after, p->to_of[before->items[i]->id]);
    for (size_t i = 0; is_lost && i < after->count; i++)
        is_won |= !objects_have(before, p->from_of[after->items[i]->id]);
    return is_won;
}

/* A text that is the same and says something else: the engine knows what it meant by more than names. */
static uint64_t rebound_attrs(const Pairing *p, const Object *from, const Object *to)
{
    const KindInfo *info = kind_info(to->kind);
    uint64_t texts = 0;
    bool is_rebound = false;
    for (size_t i = 0; p->originals && i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        if (attr->type == VALUE_USES)
            is_rebound |= uses_others(p, attr_value(from, attr, ObjectList), attr_value(to, attr, ObjectList));
        bool is_text = attr->type == VALUE_BODY && *attr_value(to, attr, const char *);
        if (is_text || (attr->type == VALUE_EXPR && !marked_none(attr_value(to, attr, Marked))))
            texts |= (uint64_t)1 << i;
    }
    return is_rebound ? texts & p->compared[to->kind] : 0;
}

Change pair_compare(const Pairing *p, const Object *from, const Object *to)
{
    Change change = {.op = CHANGE_ALTER, .from = from, .to = to};
    if (!p->is_equal[to->id]) change.attrs = pair_attrs(p, from, to, UINT64_MAX);
    if (!change.attrs) change.attrs = rebound_attrs(p, from, to);
    change.doc = !same_doc(from, to);
    change.order = p->has_order & 1u << to->kind && has_other_order(p, to);
    change.dialects = !p->to->is_lowered && (from->dialects ^ to->dialects) & p->dialects;
    return change;
}

bool change_is_any(const Change *change)
{
    return change->attrs || change->doc || change->order || change->dialects;
}

/* Partners of members are members of the partner: so many on both sides, all of to's paired. */
bool pair_differs(const Pairing *p, const Object *from, const Object *to)
{
    Change change = pair_compare(p, from, to);
    if (change_is_any(&change) || !pair_has_one_name(p, from, to)) return true;
    if (from->members.count != to->members.count) return true;
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *member = to->members.items[i], *partner = p->from_of[member->id];
        if (!partner || pair_differs(p, partner, member)) return true;
    }
    return false;
}
