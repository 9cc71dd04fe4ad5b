/* SPDX-License-Identifier: MIT
 * Private. Memory of one call: blocks that are freed together. No call exits on failure: a NULL
 * comes back, and pool->failed stays set so that one check at the end suffices. */
#ifndef SCHEMAC_MEMORY_H
#define SCHEMAC_MEMORY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct memory {
    struct memory_block *blocks;
    bool failed;
} memory;

void *memory_take(memory *pool, size_t size);                     /* zeroed; NULL: failed */
char *memory_copy(memory *pool, const char *text, size_t length); /* NUL added */
char *memory_printf(memory *pool, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *memory_format(memory *pool, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
void memory_free(memory *pool);

#endif
