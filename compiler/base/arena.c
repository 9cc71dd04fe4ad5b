/* SPDX-License-Identifier: MIT
 * Blocks come zeroed from calloc and are handed out front to back. Small requests share a block;
 * a request larger than a quarter of a block gets one of its own, so that little is wasted and it
 * can be given back. */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef union Unit { /* what any piece is aligned for; nothing here is a long double */
    void *pointer;
    uint64_t number;
    double real;
} Unit;

typedef struct Block Block;
struct Block {
    Block *next, **link; /* link: what points to it */
    Unit data[];
};

struct Arena {
    Block *blocks;
    char *free; /* within the newest shared block */
    size_t left;
    size_t used;
    Arena *inner;        /* the first of those within it */
    Arena *next, **link; /* among those within its owner; what points to it */
};

enum { ALIGNMENT = _Alignof(Unit), BLOCK_ROOM = 256 * 1024 };

_Noreturn void memory_exhausted(void)
{
    fputs("schemac: out of memory\n", stderr);
    exit(70);
}

Arena *arena_new(void)
{
    Arena *arena = calloc(1, sizeof *arena);
    if (!arena) memory_exhausted();
    return arena;
}

Arena *arena_within(Arena *owner)
{
    Arena *arena = arena_new();
    arena->next = owner->inner;
    arena->link = &owner->inner;
    if (arena->next) arena->next->link = &arena->next;
    owner->inner = arena;
    return arena;
}

void arena_free(Arena *arena)
{
    if (!arena) return;
    while (arena->inner) arena_free(arena->inner);
    if (arena->link) *arena->link = arena->next;
    if (arena->next) arena->next->link = arena->link;
    for (Block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

static Block *add_block(Arena *arena, size_t room)
{
    Block *block = calloc(1, sizeof *block + room);
    if (!block) memory_exhausted();
    block->next = arena->blocks;
    block->link = &arena->blocks;
    if (block->next) block->next->link = &block->next;
    arena->blocks = block;
    return block;
}

static bool has_own_block(size_t size)
{
#ifdef SCHEMAC_ARENA_EACH
    (void)size;
    return true;
#else
    return size > BLOCK_ROOM / 4;
#endif
}

void arena_discard(void *piece, size_t size)
{
    if (!piece || !has_own_block(size)) return;
    Block *block = (Block *)(void *)((char *)piece - offsetof(Block, data));
    *block->link = block->next;
    if (block->next) block->next->link = block->link;
    free(block);
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) memory_exhausted();
    arena->used += size;
    if (has_own_block(size)) return add_block(arena, size ? size : 1)->data;
    size_t rounded = size ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;
    if (rounded > arena->left) {
        arena->free = (char *)add_block(arena, BLOCK_ROOM)->data;
        arena->left = BLOCK_ROOM;
    }
    void *result = arena->free;
    arena->free += rounded;
    arena->left -= rounded;
    return result;
}

char *arena_copy(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (length) memcpy(copy, text, length);
    return copy;
}

char *arena_vprintf(Arena *arena, const char *format, va_list args)
{
    char line[256];
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(line, sizeof line, format, args);
    char *result = arena_alloc(arena, length < 0 ? 1 : (size_t)length + 1);
    if (length >= (int)sizeof line) vsnprintf(result, (size_t)length + 1, format, again);
    else if (length > 0) memcpy(result, line, (size_t)length);
    va_end(again);
    return result;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *result = arena_vprintf(arena, format, args);
    va_end(args);
    return result;
}

size_t arena_used(const Arena *arena)
{
    return arena->used;
}
