/* SPDX-License-Identifier: MIT
 * Turns bytes of a line into columns of a terminal. */
#include "base/excerpt.h"

#include <string.h>

#include "base/utf8.h"

enum {
    INDENT = 4,
    TAB_STOP = 4,
    WIDEST = 96, /* columns of a line shown whole */
    LEAD = 32    /* columns kept before the span of a line that is cut */
};

static const char ellipsis[] = "...";

/* Controls, and the marks that reorder text, would let a file draw its own diagnostics. */
static bool is_visible(uint32_t character)
{
    if (character == UTF8_INVALID || character < 0x20) return false;
    if (character >= 0x7f && character < 0xa0) return false;
    if (character >= 0x2028 && character <= 0x202e) return false;
    return !(character >= 0x2066 && character <= 0x2069) && character != 0xfeff;
}

/* Adds the first character of bytes (out may be NULL) and moves *column; returns its bytes. */
static size_t add_character(Text *out, const char *bytes, size_t length, size_t *column)
{
    uint32_t character;
    size_t size = utf8_next(bytes, length, &character);
    if (character == '\t') {
        do {
            if (out) text_add_char(out, ' ');
        } while (++*column % TAB_STOP);
        return size;
    }
    bool visible = is_visible(character);
    if (out) text_add_bytes(out, visible ? bytes : "\xef\xbf\xbd", visible ? size : 3);
    *column += visible ? utf8_width(character) : 1;
    return size;
}

void excerpt_clean(Text *out, const char *text, size_t length)
{
    size_t column = 0;
    for (size_t i = 0; i < length;) {
        size_t size = add_character(out, text + i, length - i, &column);
        i += size;
    }
}

/* Does the line fit from its beginning up to WIDEST columns? Looks no further than needed. */
static bool fits(const Place *place)
{
    size_t column = 0;
    for (size_t i = 0; i < place->line_length && column <= WIDEST;)
        i += add_character(NULL, place->line_text + i, place->line_length - i, &column);
    return column <= WIDEST;
}

/* Where the shown part of a long line begins: LEAD characters before the span. */
static size_t cut_start(const Place *place, size_t at)
{
    size_t from = at;
    for (size_t steps = 0; from && steps < LEAD; steps++) {
        from--;
        for (size_t back = 0; from && back < 3; back++, from--)
            if (((unsigned char)place->line_text[from] & 0xc0) != 0x80) break;
    }
    return from;
}

static void add_many(Text *out, char c, size_t count)
{
    while (count--) text_add_char(out, c);
}

void excerpt_add(Text *out, const Source *source, const Place *place, Span span,
                 const char *before, const char *after)
{
    size_t length = place->line_length;
    size_t line_start = (size_t)(place->line_text - source->text);
    size_t at = span.start > line_start ? span.start - line_start : 0;
    size_t until = span.end > line_start ? span.end - line_start : 0;
    if (at > length) at = length;
    bool is_cut = !fits(place);
    size_t from = is_cut ? cut_start(place, at) : 0;
    size_t column = 0, first = 0, last = 0;

    add_many(out, ' ', INDENT);
    if (from) text_add(out, ellipsis);
    size_t i = from;
    while (i < length && !(is_cut && column >= WIDEST)) {
        size_t size = add_character(out, place->line_text + i, length - i, &column);
        i += size;
        if (i <= at) first = column;
        if (i <= until) last = column;
    }
    if (i < length) text_add(out, ellipsis);
    text_add_char(out, '\n');
    add_many(out, ' ', INDENT + first + (from ? strlen(ellipsis) : 0));
    text_add(out, before);
    text_add_char(out, '^');
    if (last > first + 1) add_many(out, '~', last - first - 1);
    text_add(out, after);
    text_add_char(out, '\n');
}
