/* SPDX-License-Identifier: MIT
 * Open addressing, at most half full; a name is compared by its pointer. */
#include "base/map.h"

typedef struct Slot {
    Name a, b, c;
    void *value;
    bool is_used;
} Slot;

struct Map {
    Arena *arena;
    Slot *slots;
    size_t room; /* a power of two */
    size_t count;
};

static size_t hash_key(Name a, Name b, Name c)
{
    uint32_t hash = name_hash(a);
    hash = (hash ^ name_hash(b) ^ 0x9e3779b9u) * 0x85ebca6bu;
    hash = ((hash ^ hash >> 15) + name_hash(c)) * 0xc2b2ae35u;
    return hash ^ hash >> 16;
}

Map *map_new(Arena *arena)
{
    Map *map = arena_make(arena, Map);
    map->arena = arena;
    map->room = 8;
    map->slots = arena_array(arena, Slot, map->room);
    return map;
}

/* The slot that holds the key, or the free one where it belongs. */
static Slot *find_slot(const Map *map, Name a, Name b, Name c)
{
    size_t i = hash_key(a, b, c) & (map->room - 1);
    for (;; i = (i + 1) & (map->room - 1)) {
        Slot *slot = &map->slots[i];
        if (!slot->is_used) return slot;
        if (name_is(slot->a, a) && name_is(slot->b, b) && name_is(slot->c, c)) return slot;
    }
}

static void grow(Map *map)
{
    Map old = *map;
    map->room *= 2;
    map->slots = arena_array(map->arena, Slot, map->room);
    for (size_t i = 0; i < old.room; i++) {
        const Slot *slot = &old.slots[i];
        if (slot->is_used) *find_slot(map, slot->a, slot->b, slot->c) = *slot;
    }
    arena_discard(old.slots, old.room * sizeof *old.slots);
}

void *map_set(Map *map, Name a, Name b, Name c, void *value)
{
    Slot *slot = find_slot(map, a, b, c);
    void *before = slot->value;
    bool is_new = !slot->is_used;
    *slot = (Slot){a, b, c, value, true};
    if (is_new && ++map->count * 2 > map->room) grow(map);
    return before;
}

void *map_get(const Map *map, Name a, Name b, Name c)
{
    return find_slot(map, a, b, c)->value;
}

size_t map_count(const Map *map)
{
    return map->count;
}
