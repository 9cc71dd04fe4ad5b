/* SPDX-License-Identifier: MIT
 * A growing text buffer (malloc'd, doubling). Errors are sticky: nothing to check per call.
 * text_free releases it; text_keep copies it into an arena and releases it. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stddef.h>

#include "base/arena.h"

typedef struct Text {
    char *data; /* NUL-terminated once anything was added */
    size_t length;
    size_t room;
} Text;

void text_add(Text *text, const char *string);
void text_add_bytes(Text *text, const char *bytes, size_t length);
void text_add_char(Text *text, char c);
void text_printf(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_clear(Text *text); /* length 0, memory kept */
void text_free(Text *text);
char *text_keep(Text *text, Arena *arena);
const char *text_string(const Text *text); /* never NULL */

#endif
