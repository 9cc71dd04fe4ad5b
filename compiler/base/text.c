/* SPDX-License-Identifier: MIT
 * The growing buffer. room counts the byte of the final NUL, so length < room once anything was
 * added. */
#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_reserve(Text *text, size_t more)
{
    if (more < text->room - text->length && text->room) return;
    if (more > SIZE_MAX / 4 - text->length) memory_exhausted();
    size_t room = text->room ? text->room : 64;
    while (room - text->length <= more) room *= 2;
    char *data = realloc(text->data, room);
    if (!data) memory_exhausted();
    text->data = data;
    text->room = room;
}

void text_vprintf(Text *text, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    text_reserve(text, 64);
    size_t left = text->room - text->length;
    int length = vsnprintf(text->data + text->length, left, format, args);
    if (length >= 0 && (size_t)length >= left) {
        text_reserve(text, (size_t)length);
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
    }
    if (length > 0) text->length += (size_t)length;
    va_end(again);
}

void text_printf(Text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_vprintf(text, format, args);
    va_end(args);
}

void text_add_line(Text *text, const char *string)
{
    for (; *string; string++) {
        int is_control = (unsigned char)*string < 0x20 || *string == 0x7f;
        text_add_char(text, is_control ? ' ' : *string);
    }
}

void text_add_quoted(Text *text, const char *bytes, size_t length, char quote)
{
    text_add_char(text, quote);
    for (const char *at; length && (at = memchr(bytes, quote, length));) {
        size_t part = (size_t)(at + 1 - bytes);
        text_add_bytes(text, bytes, part);
        text_add_char(text, quote);
        bytes += part;
        length -= part;
    }
    text_add_bytes(text, bytes, length);
    text_add_char(text, quote);
}

void text_clear(Text *text)
{
    text->length = 0;
    if (text->data) text->data[0] = '\0';
}

void text_free(Text *text)
{
    free(text->data);
    *text = (Text){0};
}

char *text_keep(Text *text, Arena *arena)
{
    char *copy = arena_copy(arena, text->data, text->length);
    text_free(text);
    return copy;
}

const char *text_string(const Text *text)
{
    return text->data ? text->data : "";
}

/* ---- words ---- */

bool text_is_word_byte(char c)
{
    return c == '_' || (c & 0x80) || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

const char *text_find_word(const char *text, const char *word, size_t length)
{
    for (const char *at = text; *at; at++) {
        size_t same = 0;
        while (same < length && lower(at[same]) == lower(word[same])) same++;
        bool is_whole = same == length && !text_is_word_byte(at[length]);
        if (is_whole && (at == text || !text_is_word_byte(at[-1]))) return at;
    }
    return NULL;
}

bool text_has_word(const char *text, const char *word)
{
    return text_find_word(text, word, strlen(word));
}
