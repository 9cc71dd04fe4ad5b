/* SPDX-License-Identifier: MIT
 * "// allow ID: why" - what the author has read and accepts: at a place, or above `schema NAME;` in
 * all of a schema. */
#ifndef BASE_ALLOW_H
#define BASE_ALLOW_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/source.h"

/* In the line of the place, or in a comment of its own in the line above. */
bool allowed_at(const Sources *sources, Span span, const char *id);

/* A copy of the comment lines directly above a place, "" if there are none. */
const char *comments_above(Arena *arena, const Sources *sources, Span span);
bool allowed_in(const char *comments, const char *id); /* by one of these lines */

/* The text behind "allow ", up to the end of the source. */
typedef void AllowVisit(void *state, const char *text, Span span);
/* Every such comment, in the order of the sources. */
void comments_that_allow(const Sources *sources, AllowVisit *visit, void *state);

#endif
