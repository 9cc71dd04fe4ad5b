/* SPDX-License-Identifier: MIT
 * Blocks come zeroed and are handed out front to back. Small requests share a block; a request
 * larger than a quarter of a block gets one of its own, so that little is wasted and it can be
 * given back. The blocks of an arena that has grown are huge pages where the system has them, and
 * those of an arena that has ended serve the others of its family: for a schema of thousands of
 * tables page faults were a third of the time. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, madvise */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

typedef union Unit { /* what any piece is aligned for; nothing here is a long double */
    void *pointer;
    uint64_t number;
    double real;
} Unit;

typedef struct Block Block;
struct Block {
    Block *next, **link; /* link: what points to it */
    size_t mapped;       /* bytes, of a block that is mapped; 0: it is from calloc */
    Unit data[];
};

struct Arena {
    Block *blocks;
    char *free; /* within the newest shared block */
    size_t left;
    bool is_worn; /* what is free was in use before: it is zeroed piece by piece */
    size_t used;
    Arena *root;         /* the one that is within no other */
    Block *spare;        /* of the root: mapped blocks of arenas that have ended */
    Arena *inner;        /* the first of those within it */
    Arena *next, **link; /* among those within its owner; what points to it */
};

enum {
    ALIGNMENT = _Alignof(Unit),
    BLOCK_ROOM = 256 * 1024,
    PAGE = 64 * 1024, /* at least as large as the system's */
    HUGE_PAGE = 2 * 1024 * 1024,
    GROWN = 4 * 1024 * 1024 /* bytes used from which an arena takes huge pages */
};

_Noreturn void memory_exhausted(void)
{
    fputs("schemac: out of memory\n", stderr);
    exit(70);
}

Arena *arena_new(void)
{
    Arena *arena = calloc(1, sizeof *arena);
    if (!arena) memory_exhausted();
    arena->root = arena;
    return arena;
}

Arena *arena_within(Arena *owner)
{
    Arena *arena = arena_new();
    arena->root = owner->root;
    arena->next = owner->inner;
    arena->link = &owner->inner;
    if (arena->next) arena->next->link = &arena->next;
    owner->inner = arena;
    return arena;
}

static void free_block(Block *block)
{
    if (block->mapped) munmap(block, block->mapped);
    else free(block);
}

/* Shared blocks of an arena within another are kept for the family. */
static void release_block(Arena *arena, Block *block)
{
    if (arena == arena->root || block->mapped != HUGE_PAGE) {
        free_block(block);
        return;
    }
    block->next = arena->root->spare;
    arena->root->spare = block;
}

static void release_blocks(Arena *arena, Block *first)
{
    for (Block *block = first, *next; block; block = next) {
        next = block->next;
        release_block(arena, block);
    }
}

void arena_free(Arena *arena)
{
    if (!arena) return;
    while (arena->inner) arena_free(arena->inner);
    if (arena->link) *arena->link = arena->next;
    if (arena->next) arena->next->link = arena->link;
    release_blocks(arena, arena->blocks);
    release_blocks(arena, arena->spare);
    free(arena);
}

static void unmap(char *start, size_t size)
{
    if (size) munmap(start, size);
}

/* Aligned to huge pages, of which one more is mapped: the ends are given back. */
static Block *map_block(size_t size)
{
    char *start = mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) memory_exhausted();
    size_t before = (HUGE_PAGE - (uintptr_t)start % HUGE_PAGE) % HUGE_PAGE;
    unmap(start, before);
    unmap(start + before + size, HUGE_PAGE - before);
    Block *block = (Block *)(void *)(start + before);
#ifdef MADV_HUGEPAGE
    madvise(block, size, MADV_HUGEPAGE); /* a wish; without it all works the same */
#endif
    block->mapped = size;
    return block;
}

static Block *plain_block(size_t room)
{
    Block *block = calloc(1, sizeof *block + room);
    if (!block) memory_exhausted();
    return block;
}

/* For one piece alone. */
static Block *own_block(size_t room)
{
    size_t size = sizeof(Block) + room;
    if (size < HUGE_PAGE) return plain_block(room);
    return map_block((size + PAGE - 1) / PAGE * PAGE);
}

static char *add_block(Arena *arena, Block *block)
{
    block->next = arena->blocks;
    block->link = &arena->blocks;
    if (block->next) block->next->link = &block->next;
    arena->blocks = block;
    return (char *)block->data;
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
    free_block(block);
}

/* The next block that pieces share. */
static void next_block(Arena *arena)
{
    bool is_grown = arena->used > GROWN;
    Block *block = is_grown ? arena->root->spare : NULL;
    arena->is_worn = block != NULL;
    if (block) arena->root->spare = block->next;
    else block = is_grown ? map_block(HUGE_PAGE) : plain_block(BLOCK_ROOM);
    arena->free = add_block(arena, block);
    arena->left = is_grown ? HUGE_PAGE - sizeof(Block) : BLOCK_ROOM;
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) memory_exhausted();
    arena->used += size;
    if (has_own_block(size)) return add_block(arena, own_block(size ? size : 1));
    size_t rounded = size ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;
    if (rounded > arena->left) next_block(arena);
    void *result = arena->free;
    arena->free += rounded;
    arena->left -= rounded;
    if (arena->is_worn) memset(result, 0, rounded);
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
