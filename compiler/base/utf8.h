/* SPDX-License-Identifier: MIT
 * Reads UTF-8, one character at a time. Overlong forms, surrogates and cut sequences are invalid. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define UTF8_INVALID UINT32_MAX

/* The first character of bytes (length > 0) into *character, or UTF8_INVALID. Returns how many
 * bytes it takes; an invalid byte stands alone. */
size_t utf8_next(const char *bytes, size_t length, uint32_t *character);
/* Columns on a terminal: 0 for combining characters, 2 for wide ones, else 1. */
unsigned utf8_width(uint32_t character);

#endif
