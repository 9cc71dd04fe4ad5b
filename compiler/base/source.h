/* SPDX-License-Identifier: MIT
 * Input files, and spans of bytes in them. A Span is a file number and a byte range; the line
 * map is made on first use. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct Span {
    uint32_t start, end; /* byte offsets, end is exclusive */
    uint32_t file;       /* index into Sources plus one; 0: no place */
} Span;

#define NO_SPAN ((Span){0, 0, 0})

typedef struct Source {
    const char *path;  /* as the user wrote it, or as the include resolved; for messages */
    const char *text;  /* NUL-terminated copy of the file */
    size_t length;
    uint32_t *lines;   /* offsets of line starts, made lazily */
    size_t line_count;
} Source;

typedef struct Sources {
    Arena *arena;
    Source *files;
    size_t count, room;
} Sources;

typedef struct Place {
    const char *path;
    unsigned line;   /* from 1 */
    unsigned column; /* from 1, counted in UTF-8 characters */
    const char *line_text; /* not NUL-terminated */
    size_t line_length;
} Place;

Sources *sources_new(Arena *arena);
/* Adds text under a path; returns its file number (from 1). Takes no copy of text. */
uint32_t source_add(Sources *sources, const char *path, const char *text, size_t length);
/* Forgets those behind the first `count`: their text is about to be freed. */
void sources_forget(Sources *sources, size_t count);
const Source *source_get(const Sources *sources, uint32_t file);
bool source_place(Sources *sources, Span span, Place *place); /* false: NO_SPAN */
Span span_join(Span first, Span last);
/* Reads a whole file into the arena. On failure returns NULL and a reason in *why (a directory,
 * no permission, too large: the limit is 256 MiB). Path "-" reads standard input. */
char *source_read(Arena *arena, const char *path, size_t *length, const char **why);
/* The same of what must be a plain file: a pipe, for which somebody would have to write, is none. */
char *source_read_file(Arena *arena, const char *path, size_t *length, const char **why);

#endif
