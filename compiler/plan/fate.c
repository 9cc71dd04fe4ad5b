/* SPDX-License-Identifier: MIT
 * What becomes of each object of `from`: kept, dropped, or dropped and made again because it
 * changes or stands in the way of something that does. Only what the changes reach is looked at. */
#include <string.h>

#include "plan/planner.h"

/* Something that changes, whose users are to be asked for. */
typedef struct Cause {
    const Object *object; /* of from */
    const Object *root;   /* the object whose node makes this change: itself, or its type */
    Change change;
    Treatment how;
} Cause;

typedef struct Fates {
    Planner *p;
    VEC(Cause) causes;
} Fates;

const Object *object_owner(const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    if (object->parent) return object->parent;
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_OBJECT && !(info->attrs[i].flags & ATTR_DERIVED))
            return *attr_value(object, &info->attrs[i], const Object *);
    return NULL;
}

const Object *partner_of_from(const Planner *p, const Object *from)
{
    return p->changes->partner_of_from[from->id];
}

Fate fate_of(const Planner *p, const Object *from)
{
    return (Fate)p->fates[from->id];
}

Treatment change_treatment(const Planner *p, const Change *change)
{
    const Dialect *dialect = p->dialect;
    if (change->op == CHANGE_ALTER && !change->attrs && !change->order) return TREAT_NOTHING;
    return dialect->treat(p->cx, p->changes, change);
}

static bool is_within(const Object *object, const Object *above)
{
    for (; object; object = object->parent)
        if (object == above) return true;
    return false;
}

/* ---- who uses what ---- */

typedef struct Collector {
    Planner *p;
    const Object *user;
} Collector;

static void add_user(void *state, const Object *needed)
{
    Collector *collector = state;
    Planner *p = collector->p;
    uint32_t next = p->user_heads[needed->id];
    vec_push(p->arena, &p->users, ((Edge){.user = collector->user->id, .next = next & EDGE_MAX}));
    p->user_heads[needed->id] = (uint32_t)p->users.count;
}

static bool add_needs(void *state, const Object *object)
{
    Collector *collector = state;
    collector->user = object;
    collector->p->objects[object->id] = object;
    object_dependencies(collector->p->from, object, add_user, collector);
    return true;
}

static void find_users(Planner *p)
{
    Collector collector = {.p = p};
    if (p->user_heads) return;
    p->user_heads = arena_array(p->arena, uint32_t, p->from->object_count);
    p->objects = arena_array(p->arena, const Object *, p->from->object_count);
    schema_walk(p->from, add_needs, &collector);
}

/* ---- losing ---- */

static void lose(Fates *fates, const Object *from, Fate fate, const Object *cause)
{
    Planner *p = fates->p;
    if (p->fates[from->id] != FATE_KEPT) return;
    p->fates[from->id] = (uint8_t)fate;
    p->causes[from->id] = cause;
    vec_push(p->arena, &p->lost, from);
    for (size_t i = 0; i < from->members.count; i++)
        lose(fates, from->members.items[i], fate, cause);
}

static void remake(Fates *fates, const Object *from, const Object *cause)
{
    const Object *to = partner_of_from(fates->p, from);
    if (fate_of(fates->p, from) != FATE_KEPT || !to) return;
    lose(fates, from, FATE_REMADE, cause);
    Change change = {.op = CHANGE_ALTER, .from = from, .to = to};
    vec_push(fates->p->arena, &fates->causes, ((Cause){from, from, change, TREAT_RECREATE}));
}

/* What hangs on it and has statements of its own dies with the old one. */
static void rebuild(Fates *fates, const Object *from)
{
    Planner *p = fates->p;
    const Object *to = partner_of_from(p, from);
    if (p->dialect->kinds[from->kind].put_aside) {
        remake(fates, from, NULL);
        return;
    }
    if (p->rebuilt[from->id]) return;
    p->rebuilt[from->id] = true;
    vec_push(p->arena, &p->rebuilds, from);
    for (size_t i = 0; i < from->members.count; i++) {
        const Object *member = from->members.items[i];
        const KindSql *kind = &p->dialect->kinds[member->kind];
        if (kind->create && !kind->is_inline) remake(fates, member, from);
    }
    Change change = {.op = CHANGE_ALTER, .from = from, .to = to};
    vec_push(p->arena, &fates->causes, ((Cause){from, from, change, TREAT_REBUILD}));
}

/* ---- changes ---- */

/* A column is counted as another table's from now on, or as its own: what speaks of it there finds that. */
static void begin_turn(Fates *fates, const Object *object, const Object *from, const Object *to)
{
    const KindInfo *info = kind_info(to->kind);
    Change turn = {.op = CHANGE_ALTER, .from = from, .to = to};
    for (size_t i = 0; i < info->attr_count; i++)
        if (!(info->attrs[i].flags & ATTR_CHANGE) && !attr_equal(from, to, &info->attrs[i]))
            turn.attrs |= (uint64_t)1 << i;
    vec_push(fates->p->arena, &fates->causes, ((Cause){object, object, turn, TREAT_ALTER}));
}

/* The column that the table has of those above it; NULL: none. */
static const Object *column_above(const Object *table, const Object *object)
{
    bool is_column = kind_info(object->kind)->is_bare && table && table->kind == object->parent->kind;
    const Column *above = is_column ? column_inherited(table, object->name) : NULL;
    return above ? &above->object : NULL;
}

static const Object *column_before(const Planner *p, const Object *to)
{
    return to->parent ? column_above(p->changes->partner_of_to[to->parent->id], to) : NULL;
}

/* A drop of its own or with its parent, or the parent is made without it. */
static void begin_drop(Fates *fates, const Change *change)
{
    const Object *from = change->from, *parent = from->parent;
    if (fate_of(fates->p, from) != FATE_KEPT) return;
    Treatment how = parent ? change_treatment(fates->p, change) : TREAT_ALTER;
    if (how == TREAT_REBUILD) rebuild(fates, parent);
    if (how == TREAT_RECREATE) remake(fates, parent, NULL);
    const Object *above = how == TREAT_NOTHING ? column_above(partner_of_from(fates->p, parent), from) : NULL;
    if (above) begin_turn(fates, from, from, above);
    if (how != TREAT_ALTER) return;
    lose(fates, from, FATE_DROPPED, NULL);
    vec_push(fates->p->arena, &fates->causes, ((Cause){from, from, *change, how}));
}

static void begin_add(Fates *fates, const Change *change)
{
    const Object *parent = change->to->parent, *before = column_before(fates->p, change->to);
    const Object *from = parent ? fates->p->changes->partner_of_to[parent->id] : NULL;
    if (!from) return;
    if (before) begin_turn(fates, from, before, change->to);
    Treatment how = change_treatment(fates->p, change);
    if (how == TREAT_REBUILD) rebuild(fates, from);
    if (how == TREAT_RECREATE) remake(fates, from, NULL);
    if (how == TREAT_ALTER)
        vec_push(fates->p->arena, &fates->causes, ((Cause){from, from, *change, how}));
}

static void begin_alter(Fates *fates, const Change *change)
{
    const Object *from = change->from;
    Treatment how = change_treatment(fates->p, change);
    if (how == TREAT_REBUILD) rebuild(fates, from->parent ? from->parent : from);
    if (how == TREAT_RECREATE) remake(fates, from, NULL);
    if (how == TREAT_ALTER && change->op == CHANGE_ALTER)
        vec_push(fates->p->arena, &fates->causes, ((Cause){from, from, *change, how}));
}

static void begin(Fates *fates)
{
    const Changes *changes = fates->p->changes;
    for (size_t i = 0; i < changes->items.count; i++)
        if (changes->items.items[i].op == CHANGE_DROP) begin_drop(fates, &changes->items.items[i]);
    for (size_t i = 0; i < changes->items.count; i++) {
        const Change *change = &changes->items.items[i];
        if (change->op == CHANGE_ADD) begin_add(fates, change);
        else if (change->op != CHANGE_DROP) begin_alter(fates, change);
    }
}

/* ---- what is in the way ---- */

static bool is_collated(const Object *object, const Attr *attr, const Object *collation)
{
    const Name *path = attr_value(object, attr, Name); /* namespace, name */
    return attr->type == VALUE_QUALIFIED && strcmp(attr->word, "collate") == 0 &&
           name_is(path[1], collation->name) && name_is(path[0], collation->space);
}

/* The attribute in which an object has that type or collation, as a bit; 0: none. */
static uint64_t type_attr(const Planner *p, const Object *object, const Object *type)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Type *own = NULL;
        const Attr *attr = &info->attrs[i];
        if (attr->type == VALUE_TYPE) own = *attr_value(object, attr, const Type *);
        if (attr->type == VALUE_MARKED_TYPE)
            own = marked_type_for(attr_value(object, attr, MarkedType), p->dialect->id);
        if ((own && own->named == type) || is_collated(object, attr, type)) return (uint64_t)1 << i;
    }
    return 0;
}

/* A column whose type is made anew is as one whose type is altered; a type that is made of it is made
 * anew, too. */
static void pass_on(Fates *fates, const Cause *cause, const Object *user)
{
    const Object *to = partner_of_from(fates->p, user);
    bool is_passed = cause->how == TREAT_REBUILD || cause->root != cause->object;
    uint64_t attr = is_passed && to ? type_attr(fates->p, user, cause->object) : 0;
    if (!attr || fate_of(fates->p, user) != FATE_KEPT) return;
    const Object *type = user->parent ? user->parent : user;
    const KindSql *kind = &fates->p->dialect->kinds[type->kind];
    if (kind->bury && !kind->put_aside) {
        rebuild(fates, type);
        return;
    }
    Change change = {.op = CHANGE_ALTER, .from = user, .to = to, .attrs = attr};
    if (change_treatment(fates->p, &change) == TREAT_REBUILD) rebuild(fates, type);
    else vec_push(fates->p->arena, &fates->causes, ((Cause){user, cause->root, change, TREAT_ALTER}));
}

/* A rule that goes anyway goes with the column it speaks of, unless the dialect objects; if it speaks
 * of two that go, it is dropped by itself: then it is its own cause. */
static void go_along(Planner *p, const Cause *cause, const Object *user)
{
    const Object *object = cause->object, *other = p->causes[user->id];
    bool is_sibling = user->parent && user->parent == object->parent;
    if (cause->change.op != CHANGE_DROP || !is_sibling || kind_info(user->kind)->is_bare) return;
    if (fate_of(p, user) != FATE_DROPPED || other == object) return;
    p->causes[user->id] = other ? user : object;
}

/* A grant on a view that is made again: it is given back with it. */
bool is_right_kept(const Planner *p, const Object *from)
{
    const Object *owner = object_owner(from);
    if (!p->dialect->kinds[from->kind].is_right || !owner) return false;
    return fate_of(p, owner) == FATE_KEPT || (fate_of(p, owner) == FATE_REMADE && p->dialect->is_kept(owner));
}

/* Does it stand without what it was made of, or is it made of another? Then it only lets go. */
static bool is_leaving(const Planner *p, const Object *user, const Object *owner)
{
    const Object *to = partner_of_from(p, user);
    if (!p->dialect->kinds[user->kind].leave || !to) return false;
    return !object_owner(to) || object_owner(to) != partner_of_from(p, owner);
}

static void ask(Fates *fates, const Cause *cause, const Object *used, const Object *user)
{
    Planner *p = fates->p;
    const Object *object = cause->object;
    if (is_within(user, object)) return;
    bool is_gone = fate_of(p, object) != FATE_KEPT || p->rebuilt[object->id];
    if (is_right_kept(p, user)) return;
    if (is_gone && object_owner(user) == object && !is_leaving(p, user, object)) {
        remake(fates, user, object);
        return;
    }
    if (!p->dialect->blocks(p->changes, &cause->change, cause->how, user)) {
        if (used == object) go_along(p, cause, user);
        pass_on(fates, cause, user);
        return;
    }
    vec_push(p->arena, &p->blockings, ((Blocking){cause->root, user}));
    remake(fates, user, cause->root);
}

static void ask_users(Fates *fates, const Cause *cause, const Object *used)
{
    Planner *p = fates->p;
    for (uint32_t edge = p->user_heads[used->id]; edge; edge = p->users.items[edge - 1].next)
        ask(fates, cause, used, p->objects[p->users.items[edge - 1].user]);
}

static void ask_users_of_members(Fates *fates, const Cause *cause, const Object *object)
{
    for (size_t i = 0; i < object->members.count; i++) {
        ask_users(fates, cause, object->members.items[i]);
        ask_users_of_members(fates, cause, object->members.items[i]);
    }
}

/* Who refers to a whole misses the rows of a part that lets go of it for a while. */
static void ask_users_of_wholes(Fates *fates, const Cause *cause, const Object *table)
{
    ObjectList parents = table_parents(table);
    for (size_t i = 0; i < parents.count; i++) {
        ask_users(fates, cause, parents.items[i]);
        ask_users_of_wholes(fates, cause, parents.items[i]);
    }
}

/* A column is that of all tables that are made of its own, too. */
static void ask_users_of_heirs(Fates *fates, const Cause *cause, const Object *table)
{
    Planner *p = fates->p;
    for (uint32_t edge = p->user_heads[table->id]; edge; edge = p->users.items[edge - 1].next) {
        const Object *heir = p->objects[p->users.items[edge - 1].user];
        ObjectList parents = table_parents(heir);
        bool is_heir = false;
        for (size_t i = 0; i < parents.count; i++) is_heir |= parents.items[i] == table;
        if (!is_heir) continue;
        ask_users(fates, cause, heir);
        ask_users_of_heirs(fates, cause, heir);
    }
}

/* ---- what is broken ---- */

bool is_broken(const Planner *p, const Object *from)
{
    const PlanOptions *options = p->alter.options;
    for (size_t i = 0; i < options->broken.count; i++)
        if (options->broken.items[i] == from->origin) return true;
    return false;
}

/* A RENAME and a DROP COLUMN fail where anything is broken. */
static bool reads_all(const Planner *p, const Change *change)
{
    bool is_drop = change->op == CHANGE_DROP && kind_info(change->from->kind)->is_bare;
    return (is_drop || change->op == CHANGE_RENAME) && change_treatment(p, change) == TREAT_ALTER;
}

static void put_aside(Fates *fates, const Change *change)
{
    Planner *p = fates->p;
    for (size_t i = 0; i < p->from->objects.count; i++) {
        const Object *object = p->from->objects.items[i];
        if (!is_broken(p, object)) continue;
        remake(fates, object, change->from);
        if (change->op == CHANGE_DROP)
            vec_push(p->arena, &p->blockings, ((Blocking){change->from, object}));
    }
}

static void put_broken_aside(Fates *fates)
{
    const Planner *p = fates->p;
    for (size_t i = 0; p->alter.options->broken.count && i < p->changes->items.count; i++)
        if (reads_all(p, &p->changes->items.items[i]))
            put_aside(fates, &p->changes->items.items[i]);
}

void fates_find(Planner *p)
{
    Fates fates = {.p = p};
    p->fates = arena_array(p->arena, uint8_t, p->from->object_count);
    p->rebuilt = arena_array(p->arena, uint8_t, p->from->object_count);
    p->causes = arena_array(p->arena, const Object *, p->from->object_count);
    begin(&fates);
    put_broken_aside(&fates);
    for (size_t i = 0; i < fates.causes.count; i++) {
        Cause cause = fates.causes.items[i];
        find_users(p);
        ask_users(&fates, &cause, cause.object);
        if (cause.object->parent) ask_users(&fates, &cause, cause.object->parent);
        else ask_users_of_wholes(&fates, &cause, cause.object);
        if (cause.object->parent) ask_users_of_heirs(&fates, &cause, cause.object->parent);
        if (cause.how != TREAT_ALTER || cause.change.op == CHANGE_DROP)
            ask_users_of_members(&fates, &cause, cause.object);
    }
}
