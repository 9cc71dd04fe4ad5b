/* SPDX-License-Identifier: MIT
 * A growing text buffer (malloc'd, doubling). Out of memory ends the run as it does for arenas:
 * nothing to check per call. A Text begins as {0}.
 * text_free releases it; text_keep copies it into an arena and releases it. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"

typedef struct Text {
    char *data; /* NUL-terminated once anything was added */
    size_t length;
    size_t room;
} Text;

void text_reserve(Text *text, size_t more); /* room for more bytes and a NUL behind the text */

/* Inline: most of what a build does is to add short strings. */
static inline void text_add_bytes(Text *text, const char *bytes, size_t length)
{
    if (length >= text->room - text->length) text_reserve(text, length);
    if (length) memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

static inline void text_add(Text *text, const char *string)
{
    text_add_bytes(text, string, strlen(string));
}

static inline void text_add_char(Text *text, char c)
{
    text_add_bytes(text, &c, 1);
}

void text_printf(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vprintf(Text *text, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* 'it''s': the bytes between two quotes, a quote among them doubled. */
void text_add_quoted(Text *text, const char *bytes, size_t length, char quote);
/* For a comment of one line: a control character, such as the end of a line in a name, becomes a
 * blank. */
void text_add_line(Text *text, const char *string);
void text_clear(Text *text); /* length 0, memory kept */
void text_free(Text *text);
char *text_keep(Text *text, Arena *arena);
const char *text_string(const Text *text); /* never NULL */
bool text_is_word_byte(char c);            /* a letter, digit, '_', or part of a UTF-8 character */
/* Where it begins; NULL: nowhere. The word is length bytes long. */
const char *text_find_word(const char *text, const char *word, size_t length);
bool text_has_word(const char *text, const char *word); /* by itself; small or large letters */

#endif
