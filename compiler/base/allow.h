/* SPDX-License-Identifier: MIT
 * "// allow ID: why" - what the author has read and accepts. */
#ifndef BASE_ALLOW_H
#define BASE_ALLOW_H

#include <stdbool.h>

#include "base/source.h"

/* In the line of the place, or in a comment of its own in the line above. */
bool allowed_at(const Sources *sources, Span span, const char *id);

#endif
