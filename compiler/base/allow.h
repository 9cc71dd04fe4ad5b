/* SPDX-License-Identifier: MIT
 * "// allow ID: why" - what the author has read and accepts. */
#ifndef BASE_ALLOW_H
#define BASE_ALLOW_H

#include <stdbool.h>

#include "base/source.h"

/* In the line of the place, or in a comment of its own in the line above. */
bool allowed_at(const Sources *sources, Span span, const char *id);

/* The text behind "allow ", up to the end of the source. */
typedef void AllowVisit(void *state, const char *text, Span span);
/* Every such comment, in the order of the sources. */
void comments_that_allow(const Sources *sources, AllowVisit *visit, void *state);

#endif
