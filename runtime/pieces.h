/* SPDX-License-Identifier: MIT
 * Private. Embedded SQL comes as an array of pieces ended by NULL; a statement ends with the piece
 * whose last byte is ';'. */
#ifndef SCHEMAC_PIECES_H
#define SCHEMAC_PIECES_H

#include "memory.h"

/* The next statement, whole; *pieces moves behind it. NULL: no more, or out of memory. */
const char *pieces_next(const char *const **pieces, memory *pool);
/* What a person knows a statement by: its first line that says something, cut to be short. */
const char *pieces_title(const char *statement, memory *pool);

#endif
