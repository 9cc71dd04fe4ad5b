/* SPDX-License-Identifier: MIT
 * strerror, worded for the middle of a sentence. */
#include "base/reason.h"

#include <ctype.h>
#include <string.h>

const char *reason_of(Arena *arena, int error_number)
{
    const char *text = strerror(error_number);
    char *reason = arena_copy(arena, text, strlen(text));
    /* "RPC struct is bad" keeps its capitals */
    if (!isupper((unsigned char)reason[1])) reason[0] = (char)tolower((unsigned char)reason[0]);
    return reason;
}
