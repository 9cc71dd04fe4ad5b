/* SPDX-License-Identifier: MIT
 * Memory of one call: small pieces are cut from blocks, large ones get a block of their own, all
 * of them are freed together. */
#include "memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, SMALL_LIMIT = 1024, BLOCK_SIZE = 16 * 1024 };

typedef struct memory_block {
    struct memory_block *next;
    size_t used, size; /* of the bytes behind this head */
} memory_block;

/* The head takes a whole multiple of the alignment, so that what follows it is aligned. */
enum { HEAD_SIZE = (sizeof(memory_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT };

static memory_block *add_block(memory *pool, size_t size)
{
    memory_block *block = size <= SIZE_MAX - HEAD_SIZE ? calloc(1, HEAD_SIZE + size) : NULL;
    if (!block) {
        pool->failed = true;
        return NULL;
    }
    block->size = size;
    block->next = pool->blocks;
    pool->blocks = block;
    return block;
}

/* A large piece goes behind the block in use, which keeps serving small ones. */
static memory_block *add_large(memory *pool, size_t size)
{
    memory_block *current = pool->blocks;
    memory_block *block = add_block(pool, size);
    if (block && current) {
        block->next = current->next;
        current->next = block;
        pool->blocks = current;
    }
    return block;
}

void *memory_take(memory *pool, size_t size)
{
    if (size > SIZE_MAX / 2) {
        pool->failed = true;
        return NULL;
    }
    size = (size + !size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    memory_block *block = pool->blocks;
    if (size > SMALL_LIMIT)
        block = add_large(pool, size);
    else if (!block || block->size - block->used < size)
        block = add_block(pool, BLOCK_SIZE);
    if (!block) return NULL;
    char *piece = (char *)block + HEAD_SIZE + block->used;
    block->used += size;
    return piece;
}

char *memory_copy(memory *pool, const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? memory_take(pool, length + 1) : NULL;
    if (copy && length) memcpy(copy, text, length);
    return copy;
}

char *memory_format(memory *pool, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length >= 0 ? memory_take(pool, (size_t)length + 1) : NULL;
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    else
        pool->failed = true;
    va_end(again);
    return text;
}

char *memory_printf(memory *pool, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = memory_format(pool, format, arguments);
    va_end(arguments);
    return text;
}

void memory_free(memory *pool)
{
    memory_block *block = pool->blocks;
    while (block) {
        memory_block *next = block->next;
        free(block);
        block = next;
    }
    pool->blocks = NULL;
    pool->failed = false;
}
