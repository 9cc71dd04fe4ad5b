/* SPDX-License-Identifier: MIT
 * The renames, before all else. Who holds a name that another is to get is renamed first; where
 * names are swapped, or the holder is dropped later, it bears a temporary name for a while. What
 * cannot be renamed but is dropped anyway is dropped at once. */
#include "plan/planner.h"

typedef struct Rename {
    const Change *change;
    Name space, name;       /* what it is called now */
    const Object *from;     /* bears the new name */
    bool is_done, is_begun; /* begun: it waits for the holder of its new name */
} Rename;

typedef struct Renames {
    Planner *p;
    VEC(Rename) items;
    Map *holders;   /* (space, class or parent, name) -> Rename, or what is dropped */
    Map *droppeds;
    uint8_t *renamed; /* by id in from */
    unsigned temporary;
} Renames;

/* The object as it is called now. */
static const Object *called(Planner *p, const Object *from, Name space, Name name)
{
    Object *copy = arena_alloc(p->cx->arena, kind_info(from->kind)->size);
    memcpy(copy, from, kind_info(from->kind)->size);
    copy->space = space;
    copy->name = name;
    return copy;
}

typedef struct NameKey {
    Name space, place, name;
} NameKey;

static NameKey key_of(const Planner *p, const Object *object, Name space, Name name)
{
    const Object *owner = object_owner(object);
    NameClass class = kind_info(object->kind)->names;
    if (owner && !class) return (NameKey){owner->space, owner->name, name};
    if (class == NAMES_OF_TYPES) class = NAMES_OF_RELATIONS;
    const char *const words[] = {"parent", "namespaces", "extensions", "relations", "relations",
                                 "functions", "triggers", "policies", "natives", "owners",
                                 "grants",     "futures"};
    return (NameKey){object->parent ? object->parent->space : space,
                     name_from(p->cx->names, words[class]), name};
}

static void *find(const Planner *p, const Map *map, const Object *object, Name space, Name name)
{
    NameKey key = key_of(p, object, space, name);
    return map_get(map, key.space, key.place, key.name);
}

static void enter(const Planner *p, Map *map, const Object *object, Name space, Name name,
                  const void *value)
{
    NameKey key = key_of(p, object, space, name);
    map_set(map, key.space, key.place, key.name, (void *)value);
}

static void write_rename(Renames *renames, const Object *from, Name space, Name name,
                         const char *why)
{
    Planner *p = renames->p;
    const KindSql *kind = &p->dialect->kinds[from->kind];
    kind->rename(p->cx, &p->sql, p->from, from, space, name);
    if (!p->sql.length) return; /* it is renamed with another */
    alter_step(&p->alter, &p->sql, (Step){.why = why, .on = from, .phase = PHASE_MAIN,
                                          .lock = LOCK_ACCESS_EXCLUSIVE});
}

static Name temporary_name(Renames *renames, const Object *object)
{
    Planner *p = renames->p;
    for (;;) {
        char *text = arena_printf(p->arena, "schemac_%u", ++renames->temporary);
        Name name = name_from(p->cx->names, text);
        if (object->parent || !schema_find(p->from, object->kind, object->space, name)) return name;
    }
}

/* What is dropped gives its name up now. */
static void free_name(Renames *renames, const Object *from)
{
    Planner *p = renames->p;
    const Object *now = p->named[from->id] ? p->named[from->id] : from;
    const KindSql *kind = &p->dialect->kinds[from->kind];
    if (!kind->rename) {
        if (p->cover[from->id]) node_write(p, p->cover[from->id] - 1);
        return;
    }
    Name name = temporary_name(renames, now);
    write_rename(renames, now, now->space, name,
                 arena_printf(p->arena, "%s gives up its name, it is dropped later",
                              words_of(p, now)));
    p->named[from->id] = called(p, from, now->space, name);
}

static void rename_one(Renames *renames, Rename *rename);

static void make_room(Renames *renames, Rename *rename)
{
    Planner *p = renames->p;
    const Object *from = rename->from;
    Rename *holder = find(p, renames->holders, from, from->space, from->name);
    const Object *dropped = find(p, renames->droppeds, from, from->space, from->name);
    if (dropped) free_name(renames, dropped);
    if (!holder || holder->is_done || holder == rename) return;
    if (!holder->is_begun) {
        rename_one(renames, holder);
        return;
    }
    const Object *now = called(p, holder->from, holder->space, holder->name);
    Name name = temporary_name(renames, now);
    write_rename(renames, now, holder->space, name,
                 arena_printf(p->arena, "%s gives up its name for another", words_of(p, now)));
    holder->name = name;
}

static void rename_one(Renames *renames, Rename *rename)
{
    Planner *p = renames->p;
    if (rename->is_done) return;
    rename->is_begun = true;
    make_room(renames, rename);
    const Object *from = rename->from;
    const Object *was = called(p, from, rename->change->was_space, rename->change->was);
    const Object *now = called(p, from, rename->space, rename->name);
    write_rename(renames, now, from->space, from->name,
                 arena_printf(p->arena, "%s is called %s now", words_of(p, was),
                              name_text(from->name)));
    rename->is_done = true;
}

static bool is_rename(const Planner *p, const Change *change)
{
    return change->op == CHANGE_RENAME && change_treatment(p, change) == TREAT_ALTER;
}

void names_find(Planner *p)
{
    p->named = arena_array(p->arena, const Object *, p->from->object_count);
    for (size_t i = 0; i < p->changes->items.count; i++) {
        const Change *change = &p->changes->items.items[i];
        if (change->op != CHANGE_RENAME || is_rename(p, change)) continue;
        p->named[change->from->id] = called(p, change->from, change->was_space, change->was);
    }
}

static void mark_renamed(Planner *p, const Object *from)
{
    while (from->parent) from = from->parent;
    map_set(p->renamed, from->space, from->name, NO_NAME, p);
}

static void find_renames(Renames *renames)
{
    Planner *p = renames->p;
    p->renamed = map_new(p->arena);
    for (size_t i = 0; i < p->changes->items.count; i++) {
        const Change *change = &p->changes->items.items[i];
        if (!is_rename(p, change)) continue;
        vec_push(p->arena, &renames->items,
                 ((Rename){.change = change, .space = change->was_space, .name = change->was,
                           .from = change->from}));
        mark_renamed(p, change->from);
    }
    for (size_t i = 0; i < renames->items.count; i++) {
        Rename *rename = &renames->items.items[i];
        enter(p, renames->holders, rename->from, rename->space, rename->name, rename);
    }
}

static void enter_dropped(Renames *renames, const Object *from)
{
    Planner *p = renames->p;
    const Object *now = p->named[from->id] ? p->named[from->id] : from;
    if (!renames->renamed[from->id]) enter(p, renames->droppeds, now, now->space, now->name, from);
}

static void find_droppeds(Renames *renames)
{
    const Planner *p = renames->p;
    renames->renamed = arena_array(p->arena, uint8_t, p->from->object_count);
    for (size_t i = 0; i < renames->items.count; i++)
        renames->renamed[renames->items.items[i].from->id] = true;
    for (size_t i = 0; i < p->lost.count; i++) enter_dropped(renames, p->lost.items[i]);
    for (size_t i = 0; i < p->changes->items.count; i++)
        if (p->changes->items.items[i].op == CHANGE_DROP)
            enter_dropped(renames, p->changes->items.items[i].from);
}

static void drop_broken(Planner *p)
{
    for (size_t i = 0; i < p->lost.count; i++) {
        uint32_t node = p->cover[p->lost.items[i]->id];
        if (node && is_broken(p, p->lost.items[i])) node_write(p, node - 1);
    }
}

void renames_write(Planner *p)
{
    Renames renames = {.p = p, .holders = map_new(p->arena), .droppeds = map_new(p->arena)};
    find_renames(&renames);
    if (renames.items.count) find_droppeds(&renames);
    if (renames.items.count && p->alter.options->broken.count) drop_broken(p);
    for (size_t i = 0; i < renames.items.count; i++) rename_one(&renames, &renames.items.items[i]);
    p->rename_steps = p->plan->steps.count;
}
