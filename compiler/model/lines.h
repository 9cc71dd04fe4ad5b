/* SPDX-License-Identifier: MIT
 * Private to this room: the lines of a catalog text (docs/catalog.md), given in any order of objects
 * and attributes and printed in theirs: by kind, then by path, in byte order. */
#ifndef MODEL_LINES_H
#define MODEL_LINES_H

#include "model/model.h"

typedef struct Lines Lines;

Lines *lines_new(Arena *arena);
/* Begins the line of an object; its attributes follow. The words are kept, the others copied. */
void lines_begin(Lines *lines, const Object *object, const Text *path);
/* The same of what few objects have, on a line of its own: "detail". */
void lines_begin_detail(Lines *lines, const Text *path);
/* The whole line of what is open: "name". */
void lines_add_open(Lines *lines, const Text *path, const char *word, const Text *value);
void lines_set(Lines *lines, const char *word, const char *value, size_t length);
void lines_end(Lines *lines);
/* Adds the lines so far to out as they came, and forgets them. */
void lines_take(Lines *lines, Text *out);
/* Adds all lines to out and frees what they took outside of the arena. */
void lines_print(Lines *lines, Text *out);

#endif
