/* SPDX-License-Identifier: MIT
 * Marks top-level objects on both sides until nothing is missing that a marked one needs. A table
 * that is only needed loses its foreign keys to tables that are not marked. */
#include "chain/subset.h"

typedef struct Side {
    const Schema *schema;
    bool *is_kept;    /* by id, of the top level */
    bool *is_touched; /* by id: it changes, or needs something that does */
} Side;

typedef struct Marking {
    Arena *arena;
    const Changes *changes;
    Side from, to;
    Side *side; /* the one in hand */
    bool has_new;
    bool needs_touched;
} Marking;

static const Object *top_of(const Object *object)
{
    while (object->parent) object = object->parent;
    return object;
}

/* Nothing says what of an extension is used, so all of them stay. */
static Side side_of(Arena *arena, const Schema *schema)
{
    Side side = {schema, arena_array(arena, bool, schema->object_count),
                 arena_array(arena, bool, schema->object_count)};
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (object->kind == KIND_EXTENSION) side.is_kept[object->id] = true;
    }
    return side;
}

static void mark(Marking *marking, bool *flag)
{
    if (*flag) return;
    *flag = true;
    marking->has_new = true;
}

static void touch(Marking *marking, Side *side, const Object *object)
{
    if (!object) return;
    mark(marking, &side->is_touched[top_of(object)->id]);
    mark(marking, &side->is_kept[top_of(object)->id]);
}

static void see_need(void *state, const Object *needed)
{
    Marking *marking = state;
    if (marking->side->is_touched[top_of(needed)->id]) marking->needs_touched = true;
}

static void keep_need(void *state, const Object *needed)
{
    Marking *marking = state;
    mark(marking, &marking->side->is_kept[top_of(needed)->id]);
}

static bool is_reference(const Object *object)
{
    return object->kind == KIND_FOREIGN_KEY;
}

/* All that an object and its members need; the foreign keys of what is not touched do not count. */
static void visit_needs(Marking *marking, const Object *object, bool with_references,
                        DependencyVisit *visit)
{
    if (is_reference(object) && !with_references) return;
    object_dependencies(marking->side->schema, object, visit, marking);
    for (size_t i = 0; i < object->members.count; i++)
        visit_needs(marking, object->members.items[i], with_references, visit);
}

/* A key that changes may take the foreign keys to it along. */
static bool refers_to_touched(const Side *side, const Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (is_reference(member) &&
            side->is_touched[((const ForeignKey *)member)->target->object.id])
            return true;
    }
    return false;
}

static void spread(Marking *marking, Side *side)
{
    marking->side = side;
    for (size_t i = 0; i < side->schema->objects.count; i++) {
        const Object *object = side->schema->objects.items[i];
        marking->needs_touched = false;
        if (!side->is_touched[object->id]) visit_needs(marking, object, false, see_need);
        if (marking->needs_touched) touch(marking, side, object);
        if (refers_to_touched(side, object)) mark(marking, &side->is_kept[object->id]);
        if (side->is_kept[object->id])
            visit_needs(marking, object, side->is_touched[object->id], keep_need);
    }
}

/* What is marked on one side is so on the other. */
static void agree(Marking *marking)
{
    const Schema *to = marking->to.schema;
    for (size_t i = 0; i < to->objects.count; i++) {
        const Object *object = to->objects.items[i];
        const Object *partner = marking->changes->partner_of_to[object->id];
        if (!partner) continue;
        bool is_kept = marking->to.is_kept[object->id] || marking->from.is_kept[partner->id];
        bool is_touched =
            marking->to.is_touched[object->id] || marking->from.is_touched[partner->id];
        if (is_kept) mark(marking, &marking->to.is_kept[object->id]);
        if (is_kept) mark(marking, &marking->from.is_kept[partner->id]);
        if (is_touched) mark(marking, &marking->to.is_touched[object->id]);
        if (is_touched) mark(marking, &marking->from.is_touched[partner->id]);
    }
}

/* ---- the copy ---- */

static bool is_left_out(const Side *side, const Object *object)
{
    return is_reference(object) && !side->is_kept[((const ForeignKey *)object)->target->object.id];
}

static void copy_members(Cx *cx, Schema *copy, const Side *side, Object *parent,
                         const Object *object)
{
    for (size_t i = 0; i < object->members.count; i++) {
        const Object *member = object->members.items[i];
        if (is_left_out(side, member)) continue;
        Object *made = object_copy(cx, copy, parent, member);
        copy_members(cx, copy, side, made, member);
    }
}

static const Schema *copy_kept(Cx *cx, const Side *side)
{
    Schema *copy = schema_new(cx, side->schema->name);
    memcpy(copy->targets, side->schema->targets, sizeof copy->targets);
    copy->default_space = side->schema->default_space;
    copy->span = side->schema->span;
    for (size_t i = 0; i < side->schema->objects.count; i++) {
        const Object *object = side->schema->objects.items[i];
        if (!side->is_kept[object->id]) continue;
        copy_members(cx, copy, side, object_copy(cx, copy, NULL, object), object);
    }
    schema_rebind(cx, copy);
    return copy;
}

static void touch_changes(Marking *marking)
{
    for (size_t i = 0; i < marking->changes->items.count; i++) {
        touch(marking, &marking->from, marking->changes->items.items[i].from);
        touch(marking, &marking->to, marking->changes->items.items[i].to);
    }
}

static void touch_named(Marking *marking, Side *side, const Script *script, DialectId dialect)
{
    for (size_t i = 0; i < side->schema->objects.count; i++)
        if (script_names(script, dialect, side->schema->objects.items[i]))
            touch(marking, side, side->schema->objects.items[i]);
}

Subset subset_of(Cx *cx, const Schema *from, const Changes *changes, const Script *by_hand,
                 DialectId dialect)
{
    const Schema *to = changes->to;
    Marking marking = {.arena = arena_within(cx->arena), .changes = changes};
    marking.from = side_of(marking.arena, from);
    marking.to = side_of(marking.arena, to);
    touch_changes(&marking);
    if (by_hand) touch_named(&marking, &marking.from, by_hand, dialect);
    if (by_hand) touch_named(&marking, &marking.to, by_hand, dialect);
    do {
        marking.has_new = false;
        spread(&marking, &marking.from);
        spread(&marking, &marking.to);
        agree(&marking);
    } while (marking.has_new);
    Subset subset = {.from = copy_kept(cx, &marking.from), .to = copy_kept(cx, &marking.to)};
    subset.kept = subset.to->objects.count;
    subset.left_out = to->objects.count - subset.kept;
    arena_free(marking.arena);
    return subset;
}
