/* SPDX-License-Identifier: MIT
 * What a string says: '' undoubled, and in e'...' the backslash escapes of PostgreSQL. */
#include <string.h>

#include "base/utf8.h"
#include "syntax/token.h"

typedef struct Reader {
    Lexer *lexer;
    size_t at, end; /* offsets in the source */
    char *out;
    size_t length;
} Reader;

static void bad_escape(Reader *reader, size_t start, const char *message)
{
    lexer_error(reader->lexer, start, reader->at, "bad-escape", message, NULL);
}

static void put(Reader *reader, char c)
{
    reader->out[reader->length++] = c;
}

static void put_utf8(Reader *reader, uint32_t c)
{
    if (c < 0x80) {
        put(reader, (char)c);
        return;
    }
    if (c < 0x800)
        put(reader, (char)(0xC0 | (c >> 6)));
    else if (c < 0x10000)
        put(reader, (char)(0xE0 | (c >> 12)));
    else
        put(reader, (char)(0xF0 | (c >> 18)));
    if (c >= 0x10000) put(reader, (char)(0x80 | ((c >> 12) & 0x3F)));
    if (c >= 0x800) put(reader, (char)(0x80 | ((c >> 6) & 0x3F)));
    put(reader, (char)(0x80 | (c & 0x3F)));
}

/* Up to `most` digits of a base; how many were there. */
static size_t digits(Reader *reader, uint32_t base, size_t most, uint32_t *value)
{
    size_t count = 0;
    for (*value = 0; count < most && reader->at < reader->end; count++, reader->at++) {
        char c = reader->lexer->text[reader->at];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : base;
        if (digit >= base) break;
        *value = *value * base + digit;
    }
    return count;
}

/* \u0061 and \U0001F600. The second half of a surrogate pair follows as its own \u. */
static void unicode(Reader *reader, size_t start, size_t width)
{
    uint32_t value, low;
    bool is_whole = digits(reader, 16, width, &value) == width;
    if (is_whole && value >= 0xD800 && value < 0xDC00 && reader->at + 6 <= reader->end &&
        memcmp(reader->lexer->text + reader->at, "\\u", 2) == 0) {
        reader->at += 2;
        is_whole = digits(reader, 16, 4, &low) == 4 && low >= 0xDC00 && low < 0xE000;
        if (is_whole) value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
    }
    if (!is_whole || value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        bad_escape(reader, start, "this escape is not a Unicode character");
    else
        put_utf8(reader, value);
}

/* \x41 and \101 give one byte. */
static void byte(Reader *reader, size_t start, uint32_t base, size_t most)
{
    uint32_t value;
    if (digits(reader, base, most, &value) == 0)
        put(reader, base == 16 ? 'x' : '0');
    else if (value == 0 || value > 255)
        bad_escape(reader, start, "this escape is not a byte");
    else
        put(reader, (char)(unsigned char)value);
}

static void backslash(Reader *reader)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    size_t start = reader->at++;
    char c = reader->lexer->text[reader->at];
    const char *simple = c ? strchr(from, c) : NULL;
    if (c >= '0' && c <= '7') {
        byte(reader, start, 8, 3);
        return;
    }
    reader->at++;
    if (simple)
        put(reader, to[simple - from]);
    else if (c == 'x')
        byte(reader, start, 16, 2);
    else if (c == 'u' || c == 'U')
        unicode(reader, start, c == 'u' ? 4 : 8);
    else
        put(reader, c);
}

static bool is_utf8(const char *text, size_t length)
{
    uint32_t character;
    for (size_t i = 0; i < length;) {
        i += utf8_next(text + i, length - i, &character);
        if (character == UTF8_INVALID) return false;
    }
    return true;
}

char *string_unescape(Lexer *lexer, size_t start, size_t end, bool backslashes, size_t *length)
{
    Reader reader = {lexer, start, end, arena_alloc(lexer->cx->arena, end - start + 1), 0};
    while (reader.at < end) {
        char c = lexer->text[reader.at];
        if (c == '\\' && backslashes) {
            backslash(&reader);
            continue;
        }
        put(&reader, c);
        reader.at += c == '\'' ? 2 : 1;
    }
    reader.out[reader.length] = '\0';
    if (backslashes && !is_utf8(reader.out, reader.length))
        lexer_error(lexer, start, end, "bad-escape", "the escapes do not give UTF-8", NULL);
    *length = reader.length;
    return reader.out;
}
