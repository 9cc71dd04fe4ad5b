/* SPDX-License-Identifier: MIT
 * Finds the pairs: namespaces first, since all else stands in them, then what is told by its name,
 * its columns and values, what is told by its signature or its table, and last the members that are
 * told by what they say. In between a copy of `from` is made in which the renames are done, if there
 * are any, so that comparing needs to know nothing of them. */
#include "diff/pair.h"

/* ---- attributes ---- */

static bool is_compared(const Pairing *p, const Attr *attr)
{
    if (attr->flags & (ATTR_CHANGE | ATTR_DERIVED)) return false;
    if (!p->to->is_lowered) return true;
    if (attr->flags & ATTR_LOGICAL) return false;
    return attr->dialects == 0 || attr->dialects & 1u << p->to->dialect;
}

uint64_t pair_attrs(const Pairing *p, const Object *from, const Object *to, uint64_t mask)
{
    const KindInfo *info = kind_info(to->kind);
    uint64_t differing = 0;
    mask &= p->compared[to->kind];
    for (size_t i = 0; i < info->attr_count; i++) {
        uint64_t bit = (uint64_t)1 << i;
        if (mask & bit && !attr_equal(from, to, &info->attrs[i])) differing |= bit;
    }
    return differing;
}

/* ---- names ---- */

const Object *pair_origin(const Pairing *p, const Object *from)
{
    return p->from == p->origin ? from : from->origin;
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

/* ---- siblings told by their names ---- */

static void collect_marked(Pairing *p, ObjectVec *marked, const Object *object)
{
    bool is_same = name_is(object->was, object->name) && name_is(object->was_space, object->space);
    if (!name_none(object->was) && !is_same) vec_push(p->arena, marked, object);
}

static void pair_named(Pairing *p, const Object *to)
{
    Name space = to->space;
    if (p->from_of[to->id] || !find_space(p, to, &space)) return;
    const Object *from = find_named(p, to, space, to->name, true);
    if (from) pair_two(p, from, to);
}

/* Columns mostly stand in the same order on both sides, so what follows the last pair is tried first. */
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

static void pair_columns(Pairing *p)
{
    ObjectVec marked = {0};
    for (size_t i = 0; i < p->to->objects.count; i++) {
        const Object *object = p->to->objects.items[i];
        if (!p->from_of[object->id]) continue;
        for (size_t j = 0; j < object->members.count; j++)
            if (kind_info(object->members.items[j]->kind)->is_bare)
                collect_marked(p, &marked, object->members.items[j]);
    }
    pair_marked(p, &marked);
    for (size_t i = 0; i < p->to->objects.count; i++) {
        const Object *object = p->to->objects.items[i], *from = p->from_of[object->id];
        if (from) pair_bare(p, from, object);
    }
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

static void pair_chosen(Pairing *p, Choose *choose)
{
    ObjectVec marked = {0};
    bool is_chosen[KIND_COUNT];
    for (Kind kind = 0; kind < KIND_COUNT; kind++) is_chosen[kind] = choose(kind_info(kind));
    for (size_t i = 0; i < p->to->objects.count; i++)
        if (is_chosen[p->to->objects.items[i]->kind])
            collect_marked(p, &marked, p->to->objects.items[i]);
    pair_marked(p, &marked);
    for (size_t i = 0; i < p->to->objects.count; i++)
        if (is_chosen[p->to->objects.items[i]->kind]) pair_named(p, p->to->objects.items[i]);
}

/* ---- the copy in which the renames are done ---- */

static void set_name(const Pairing *p, Object *copy, const Object *from)
{
    const Object *to = p->to_of[from->id];
    if (to) copy->name = to->name;
    if (to) copy->space = to->space;
    else if (kind_info(from->kind)->has_namespace) copy->space = space_now(p, from->space);
}

static void copy_object(Pairing *p, Schema *copy, Object **copies, Object *parent,
                        const Object *from)
{
    Object *object = object_copy(p->cx, copy, parent, from);
    object->id = from->id;
    copies[from->id] = object;
    set_name(p, object, from);
    for (size_t i = 0; i < from->members.count; i++)
        copy_object(p, copy, copies, object, from->members.items[i]);
}

static void turn_to(Pairing *p, Object *const *copies)
{
    Changes *changes = p->changes;
    for (uint32_t id = 0; id < p->to->object_count; id++)
        if (p->from_of[id]) p->from_of[id] = copies[p->from_of[id]->id];
    for (size_t i = 0; i < changes->unused_marks.count; i++) {
        Mark *mark = &changes->unused_marks.items[i];
        if (mark->former) mark->former = copies[mark->former->id];
    }
}

static void make_copy(Pairing *p)
{
    const Schema *from = p->origin;
    Object **copies = arena_array(p->arena, Object *, from->object_count);
    Schema *copy = schema_new(p->cx, from->name);
    copy->span = from->span;
    copy->doc = from->doc;
    copy->is_lowered = from->is_lowered;
    copy->dialect = from->dialect;
    copy->default_space = p->has_spaces ? p->to->default_space : from->default_space;
    memcpy(copy->targets, from->targets, sizeof copy->targets);
    for (size_t i = 0; i < from->objects.count; i++)
        copy_object(p, copy, copies, NULL, from->objects.items[i]);
    schema_rebind(p->cx, copy);
    schema_follow_names(p->cx, from, copy);
    turn_to(p, copies);
    p->from = copy;
}

/* Names of keys and checks were found after the copy was made; nothing mentions them. */
static void set_late_names(Pairing *p)
{
    bool is_changed = false;
    for (uint32_t id = 0; id < p->to->object_count; id++) {
        Object *from = (Object *)p->from_of[id]; /* of the copy */
        if (!from || name_is(from->name, p->to_of[from->id]->name)) continue;
        from->name = p->to_of[from->id]->name;
        is_changed = true;
    }
    if (is_changed) schema_index(p->cx, (Schema *)p->from);
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
    for (Kind kind = 0; kind < KIND_COUNT; kind++) {
        const KindInfo *info = kind_info(kind);
        for (size_t i = 0; i < info->attr_count; i++)
            if (is_compared(p, &info->attrs[i])) p->compared[kind] |= (uint64_t)1 << i;
        if (is_namespace(info) && p->to->is_lowered)
            p->has_spaces = info->dialects & 1u << p->to->dialect;
    }
    p->is_renamed = p->has_spaces && !name_is(p->from->default_space, p->to->default_space);
    find_prepare(p);
}

void pair_all(Pairing *p)
{
    prepare(p);
    pair_chosen(p, is_namespace);
    pair_chosen(p, is_plain);
    pair_columns(p);
    pair_chosen(p, has_identity);
    if (p->is_renamed) make_copy(p);
    for (size_t i = 0; i < p->to->objects.count; i++) {
        const Object *to = p->to->objects.items[i], *from = p->from_of[to->id];
        if (from && to->members.count) pair_members(p, from, to);
    }
    if (p->from != p->origin) set_late_names(p);
    else if (p->is_renamed) make_copy(p);
    marks_judge(p);
}
