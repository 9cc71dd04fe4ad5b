/* SPDX-License-Identifier: MIT
 * The copy of `from` in which the renames are done: partners bear one name, and what mentions them
 * says it. With it, comparing needs to know nothing of renames. */
#include "diff/pair.h"

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
    p->originals = arena_array(p->arena, const Object *, p->origin->object_count);
    for (uint32_t id = 0; id < p->to->object_count; id++)
        if (p->from_of[id]) p->from_of[id] = copies[p->from_of[id]->id];
    for (uint32_t id = 0; id < p->origin->object_count; id++) {
        p->originals[id] = copies[id]->origin;
        copies[id]->origin = p->originals[id]->origin; /* stands for it in all else */
    }
    for (size_t i = 0; i < changes->unused_marks.count; i++) {
        Mark *mark = &changes->unused_marks.items[i];
        if (mark->former) mark->former = copies[mark->former->id];
    }
}

void renames_do(Pairing *p)
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
void renames_do_late(Pairing *p)
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
