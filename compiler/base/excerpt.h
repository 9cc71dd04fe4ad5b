/* SPDX-License-Identifier: MIT
 * The source line under a diagnostic, and the caret line below it. Tabs become spaces, what a
 * terminal cannot show becomes U+FFFD, a very long line is cut around the span. */
#ifndef BASE_EXCERPT_H
#define BASE_EXCERPT_H

#include "base/source.h"
#include "base/text.h"

/* Adds two lines without colour around the first, `before` and `after` around the caret. */
void excerpt_add(Text *out, const Source *source, const Place *place, Span span,
                 const char *before, const char *after);
/* Adds text that may hold anything, safe for a terminal and on one line. */
void excerpt_clean(Text *out, const char *text, size_t length);

#endif
