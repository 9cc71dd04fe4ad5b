/* SPDX-License-Identifier: MIT
 * Bump allocation: one arena per run, freed as a whole; what a stage needs for itself alone goes to
 * an arena within it, which ends with the stage. Memory comes zeroed,
 * aligned for pointers, 64-bit numbers and doubles.
 * Out of memory prints one line and exits 70, so no caller checks for NULL.
 * Built with -DSCHEMAC_ARENA_EACH each allocation is its own malloc, for memory checkers. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);
Arena *arena_within(Arena *owner); /* ends with its owner, if arena_free does not end it before */
void arena_free(Arena *arena);
void *arena_alloc(Arena *arena, size_t size);
char *arena_copy(Arena *arena, const char *text, size_t length); /* NUL added */
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* Gives a piece of that size back before the end, where it is large; a small one stays. */
void arena_discard(void *piece, size_t size);
size_t arena_used(const Arena *arena); /* bytes handed out, for --stats and tests */
_Noreturn void memory_exhausted(void); /* the one line, exit 70 */

#define arena_make(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define arena_array(arena, T, count) ((T *)arena_alloc((arena), sizeof(T) * (count)))

#endif
