/* SPDX-License-Identifier: MIT
 * Open addressing, at most half full; a name is compared by its pointer. Names are hashed by their
 * numbers, so that keys which were made one after the other stand beside each other: most walks
 * over a schema meet them in that order, and a large table is read front to back. Where that place
 * is taken the search jumps, for neighbours are likely to be taken too. */
#include "base/map.h"

typedef struct Slot {
    Name a, b, c;
    void *value; /* NULL: free; &nothing: it is set to NULL */
} Slot;

struct Map {
    Arena *arena;
    Slot *slots;
    size_t room; /* a power of two */
    size_t count;
};

static char nothing;

static uint32_t hash_key(Name a, Name b, Name c)
{
    return name_number(b) + name_number(a) * 0x9e3779b1u + name_number(c) * 0x85ebca6bu;
}

Map *map_new(Arena *arena)
{
    Map *map = arena_make(arena, Map);
    map->arena = arena;
    map->room = 8;
    map->slots = arena_array(arena, Slot, map->room);
    return map;
}

/* The slot that holds the key, or the free one where it belongs. An odd step meets every slot. */
static Slot *find_slot(const Map *map, Name a, Name b, Name c)
{
    uint32_t hash = hash_key(a, b, c);
    size_t i = hash & (map->room - 1), step = 0;
    for (;; i = (i + step) & (map->room - 1)) {
        Slot *slot = &map->slots[i];
        if (!slot->value) return slot;
        if (name_is(slot->b, b) && name_is(slot->a, a) && name_is(slot->c, c)) return slot;
        if (!step) step = (hash * 0xc2b2ae35u >> 7) | 1;
    }
}

static void grow(Map *map)
{
    Map old = *map;
    map->room *= 2;
    map->slots = arena_array(map->arena, Slot, map->room);
    for (size_t i = 0; i < old.room; i++) {
        const Slot *slot = &old.slots[i];
        if (slot->value) *find_slot(map, slot->a, slot->b, slot->c) = *slot;
    }
    arena_discard(old.slots, old.room * sizeof *old.slots);
}

static void *value_of(const Slot *slot)
{
    return slot->value == &nothing ? NULL : slot->value;
}

static void fill(Map *map, Slot *slot, Slot with)
{
    bool is_new = !slot->value;
    if (!with.value) with.value = &nothing;
    *slot = with;
    if (is_new && ++map->count * 2 > map->room) grow(map);
}

void *map_set(Map *map, Name a, Name b, Name c, void *value)
{
    Slot *slot = find_slot(map, a, b, c);
    void *before = value_of(slot);
    fill(map, slot, (Slot){a, b, c, value});
    return before;
}

void *map_add(Map *map, Name a, Name b, Name c, void *value)
{
    Slot *slot = find_slot(map, a, b, c);
    if (slot->value) return value_of(slot);
    fill(map, slot, (Slot){a, b, c, value});
    return NULL;
}

void *map_get(const Map *map, Name a, Name b, Name c)
{
    return value_of(find_slot(map, a, b, c));
}

size_t map_count(const Map *map)
{
    return map->count;
}
