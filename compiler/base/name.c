/* SPDX-License-Identifier: MIT
 * The table of names: open addressing, at most half full. Length, hash and facts stand right before
 * the bytes of each name, so a Name alone answers for them. The hashes stand in the table as well:
 * a search looks at no name but the one it wants. */
#include "base/name.h"

#include <string.h>

typedef struct Entry {
    uint32_t hash, length, number;
    uint16_t code;
    uint8_t known, facts; /* a bit per NameFact */
    char text[];
} Entry;

typedef struct Slot {
    const Entry *entry; /* NULL: free */
    uint32_t hash;
} Slot;

struct Names {
    Arena *arena;
    Slot *slots;
    size_t room; /* a power of two */
    uint32_t count;
};

static const Entry *entry_of(Name name)
{
    return (const Entry *)(const void *)(name.text - offsetof(Entry, text));
}

static uint64_t bytes_at(const char *text, size_t count)
{
    uint64_t bytes = 0;
    memcpy(&bytes, text, count);
    return bytes;
}

static uint64_t mix(uint64_t hash, uint64_t bytes)
{
    hash = (hash ^ bytes) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

/* Eight bytes at once; at the end the last eight, or what there is. */
static uint32_t hash_bytes(const char *text, size_t length)
{
    uint64_t hash = length;
    size_t at = 0;
    for (; at + 8 < length; at += 8) hash = mix(hash, bytes_at(text + at, 8));
    if (length >= 8) hash = mix(hash, bytes_at(text + length - 8, 8));
    else if (length >= 4)
        hash = mix(hash, bytes_at(text, 4) << 32 | bytes_at(text + length - 4, 4));
    else
        for (; at < length; at++) hash = mix(hash, (unsigned char)text[at]);
    hash *= 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash >> 32);
}

Names *names_new(Arena *arena)
{
    Names *names = arena_make(arena, Names);
    names->arena = arena;
    names->room = 1024;
    names->slots = arena_array(arena, Slot, names->room);
    return names;
}

static Slot *find_slot(const Names *names, uint32_t hash, const char *text, size_t length)
{
    size_t i = hash & (names->room - 1);
    for (const Entry *entry; (entry = names->slots[i].entry); i = (i + 1) & (names->room - 1))
        if (names->slots[i].hash == hash && entry->length == length &&
            !memcmp(entry->text, text, length))
            break;
    return &names->slots[i];
}

static void grow(Names *names)
{
    const Slot *old = names->slots;
    size_t old_room = names->room;
    names->room *= 2;
    names->slots = arena_array(names->arena, Slot, names->room);
    for (size_t i = 0; i < old_room; i++) {
        if (!old[i].entry) continue;
        size_t to = old[i].hash & (names->room - 1);
        while (names->slots[to].entry) to = (to + 1) & (names->room - 1);
        names->slots[to] = old[i];
    }
    arena_discard((void *)(uintptr_t)old, old_room * sizeof *old);
}

Name name_of(Names *names, const char *text, size_t length)
{
    uint32_t hash = hash_bytes(text, length);
    Slot *slot = find_slot(names, hash, text, length);
    if (slot->entry) return (Name){slot->entry->text};
    Entry *entry = arena_alloc(names->arena, offsetof(Entry, text) + length + 1);
    entry->hash = hash;
    entry->length = (uint32_t)length;
    entry->number = ++names->count;
    memcpy(entry->text, text, length);
    *slot = (Slot){entry, hash};
    if ((size_t)names->count * 2 > names->room) grow(names);
    return (Name){entry->text};
}

Name name_from(Names *names, const char *text)
{
    return name_of(names, text, strlen(text));
}

size_t name_length(Name name)
{
    return name.text ? entry_of(name)->length : 0;
}

uint32_t name_hash(Name name)
{
    return name.text ? entry_of(name)->hash : 0;
}

uint32_t name_number(Name name)
{
    return name.text ? entry_of(name)->number : 0;
}

int name_code(Name name)
{
    return name.text ? entry_of(name)->code : 0;
}

void name_set_code(Name name, int code)
{
    ((Entry *)(uintptr_t)entry_of(name))->code = (uint16_t)code;
}

int name_compare(Name a, Name b)
{
    if (a.text == b.text) return 0;
    if (!a.text || !b.text) return a.text ? 1 : -1;
    size_t a_length = name_length(a), b_length = name_length(b);
    int order = memcmp(a.text, b.text, a_length < b_length ? a_length : b_length);
    return order ? order : a_length < b_length ? -1 : 1;
}

bool name_fact(Name name, NameFact fact, NameTest *find_out)
{
    uint8_t bit = (uint8_t)(1u << fact);
    if (!name.text) return find_out(name);
    Entry *entry = (Entry *)(uintptr_t)entry_of(name); /* names are const to all but this room */
    if (!(entry->known & bit)) {
        entry->known |= bit;
        if (find_out(name)) entry->facts |= bit;
    }
    return entry->facts & bit;
}

static bool has_plain_bytes(Name name)
{
    const char *c = name_text(name);
    if (!(*c >= 'a' && *c <= 'z') && *c != '_') return false;
    while ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_') c++;
    return c == name.text + name_length(name);
}

Name name_folded(Names *names, Name name)
{
    if (name_is_plain(name)) return name;
    char *text = arena_copy(names->arena, name_text(name), name_length(name));
    for (char *c = text; *c; c++)
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
    return name_from(names, text);
}

bool name_is_plain(Name name)
{
    return name_fact(name, NAME_IS_PLAIN, has_plain_bytes);
}

/* ---- names made of others ---- */

size_t name_clip(const char *text, size_t length, size_t limit)
{
    if (length <= limit) return length;
    while (limit > 0 && ((unsigned char)text[limit] & 0xC0) == 0x80) limit--;
    return limit;
}

static char *put(char *to, const char *from, size_t length)
{
    memcpy(to, from, length);
    return to + length;
}

Name name_joined(Names *names, const char *first, const char *second, const char *label)
{
    size_t first_length = strlen(first), second_length = second ? strlen(second) : 0;
    size_t overhead = strlen(label) + 1 + (second ? 1 : 0);
    size_t room = NAME_BYTES - overhead;
    size_t first_room = first_length, second_room = second_length;
    while (first_room + second_room > room) {
        if (first_room > second_room) first_room--;
        else second_room--;
    }
    first_room = name_clip(first, first_length, first_room);
    second_room = second ? name_clip(second, second_length, second_room) : 0;
    char name[NAME_BYTES + 1], *end = name;
    end = put(end, first, first_room);
    if (second) end = put(put(end, "_", 1), second, second_room);
    end = put(put(end, "_", 1), label, strlen(label));
    return name_of(names, name, (size_t)(end - name));
}
