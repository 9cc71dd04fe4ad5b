/* SPDX-License-Identifier: MIT
 * Reads the text of a SQL body (view, function, trigger) just far enough to find the names in it:
 * comments, strings and numbers are skipped, dotted names stay together; or token by token. */
#include <string.h>

#include "syntax/parse.h"

typedef struct Scan {
    Cx *cx;
    const char *at, *end;
} Scan;

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts(const Scan *scan, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(scan->end - scan->at) >= length && memcmp(scan->at, text, length) == 0;
}

static void skip_line(Scan *scan)
{
    while (scan->at < scan->end && *scan->at != '\n') scan->at++;
}

static void skip_comment(Scan *scan)
{
    size_t depth = 0;
    do {
        bool opens = starts(scan, "/*"), closes = starts(scan, "*/");
        depth += opens;
        depth -= closes;
        scan->at += opens || closes ? 2 : 1;
    } while (depth && scan->at < scan->end);
}

/* Behind the closing quote; a doubled one does not close. */
static void skip_quoted(Scan *scan, char quote, bool has_backslashes)
{
    for (scan->at++; scan->at < scan->end; scan->at++) {
        if (has_backslashes && *scan->at == '\\' && scan->at + 1 < scan->end)
            scan->at++;
        else if (*scan->at == quote && scan->at + 1 < scan->end && scan->at[1] == quote)
            scan->at++;
        else if (*scan->at == quote)
            break;
    }
    if (scan->at < scan->end) scan->at++;
}

/* A string between dollar quotes, or a parameter: $1. */
static void skip_dollar(Scan *scan)
{
    const char *tag = scan->at++;
    while (scan->at < scan->end && (is_letter(*scan->at) || is_digit(*scan->at))) scan->at++;
    if (scan->at == scan->end || *scan->at != '$' || (tag + 1 < scan->at && is_digit(tag[1])))
        return;
    size_t length = (size_t)(++scan->at - tag);
    for (; (size_t)(scan->end - scan->at) >= length; scan->at++) {
        if (memcmp(scan->at, tag, length) != 0) continue;
        scan->at += length;
        return;
    }
    scan->at = scan->end;
}

static Name read_quoted(Scan *scan)
{
    const char *text = scan->at + 1;
    skip_quoted(scan, '"', false);
    bool is_closed = scan->at > text && scan->at[-1] == '"';
    const char *end = is_closed ? scan->at - 1 : scan->at;
    char *name = arena_alloc(scan->cx->arena, (size_t)(end - text) + 1);
    size_t length = 0;
    for (; text < end; text++) {
        name[length++] = *text;
        if (*text == '"') text++;
    }
    return name_of(scan->cx->names, name, length);
}

static void skip_plain(Scan *scan)
{
    while (scan->at < scan->end &&
           (is_letter(*scan->at) || is_digit(*scan->at) || *scan->at == '$'))
        scan->at++;
}

static Name read_plain(Scan *scan)
{
    const char *start = scan->at;
    skip_plain(scan);
    size_t length = (size_t)(scan->at - start);
    char *folded = arena_copy(scan->cx->arena, start, length);
    for (size_t i = 0; i < length; i++)
        if (folded[i] >= 'A' && folded[i] <= 'Z') folded[i] = (char)(folded[i] - 'A' + 'a');
    return name_of(scan->cx->names, folded, length);
}

static void skip_blanks(Scan *scan)
{
    while (scan->at < scan->end && strchr(" \t\r\n", *scan->at) && *scan->at) scan->at++;
}

static bool at_name(const Scan *scan)
{
    return scan->at < scan->end && (is_letter(*scan->at) || *scan->at == '"');
}

static Name read_part(Scan *scan)
{
    return *scan->at == '"' ? read_quoted(scan) : read_plain(scan);
}

/* a, a.b, a.b.c: of three parts the first two are told, a table and its namespace. */
static void read_name(Scan *scan, BodyWord *use, void *state)
{
    Name parts[2] = {read_part(scan), NO_NAME};
    for (;;) {
        const char *behind = scan->at;
        skip_blanks(scan);
        bool is_dot = scan->at < scan->end && *scan->at == '.';
        if (is_dot) scan->at++, skip_blanks(scan);
        if (!is_dot || !at_name(scan)) {
            scan->at = is_dot ? scan->at : behind;
            break;
        }
        Name part = read_part(scan);
        if (name_none(parts[1])) parts[1] = part;
    }
    bool is_qualified = !name_none(parts[1]);
    use(state, is_qualified ? parts[0] : NO_NAME, is_qualified ? parts[1] : parts[0]);
}

/* 'kb.notes'::regclass names what stands between the quotes. */
static void read_string(Scan *scan, bool has_backslashes, BodyWord *use, void *state)
{
    Scan inner = {scan->cx, scan->at + 1, scan->at};
    skip_quoted(scan, '\'', has_backslashes);
    inner.end = scan->at > inner.at ? scan->at - 1 : inner.at;
    if (starts(scan, "::reg") && at_name(&inner)) read_name(&inner, use, state);
}

static void skip_number(Scan *scan)
{
    while (scan->at < scan->end &&
           (is_letter(*scan->at) || is_digit(*scan->at) || *scan->at == '.'))
        scan->at++;
}

void body_words(Cx *cx, const char *body, size_t length, BodyWord *use, void *state)
{
    Scan scan = {cx, body, body + length};
    while (scan.at < scan.end) {
        bool is_string = starts(&scan, "'");
        bool is_escaped = starts(&scan, "e'") || starts(&scan, "E'");
        if (is_escaped) scan.at++;
        if (starts(&scan, "--"))
            skip_line(&scan);
        else if (starts(&scan, "/*"))
            skip_comment(&scan);
        else if (is_string || is_escaped)
            read_string(&scan, is_escaped, use, state);
        else if (*scan.at == '$')
            skip_dollar(&scan);
        else if (at_name(&scan))
            read_name(&scan, use, state);
        else if (is_digit(*scan.at))
            skip_number(&scan);
        else
            scan.at++;
    }
}

/* ---- token by token ---- */

/* "->>" is one, "(" is one. */
static void skip_sign(Scan *scan)
{
    static const char signs[] = "<>-=|!~@#&^%*/+?:";
    const char *start = scan->at++;
    if (!strchr(signs, *start)) return;
    while (scan->at < scan->end && *scan->at && strchr(signs, *scan->at)) scan->at++;
}

static void skip_token(Scan *scan)
{
    bool is_escaped = starts(scan, "e'") || starts(scan, "E'");
    if (is_escaped) scan->at++;
    if (*scan->at == '\'' || *scan->at == '"')
        skip_quoted(scan, *scan->at, is_escaped);
    else if (*scan->at == '$')
        skip_dollar(scan);
    else if (is_letter(*scan->at))
        skip_plain(scan);
    else if (is_digit(*scan->at))
        skip_number(scan);
    else
        skip_sign(scan);
}

void body_tokens(const char *body, size_t length, BodyToken *use, void *state)
{
    Scan scan = {NULL, body, body + length};
    while (scan.at < scan.end) {
        const char *start = scan.at;
        skip_blanks(&scan);
        if (starts(&scan, "--"))
            skip_line(&scan);
        else if (starts(&scan, "/*"))
            skip_comment(&scan);
        if (scan.at > start || scan.at == scan.end) continue;
        skip_token(&scan);
        use(state, start, (size_t)(scan.at - start));
    }
}
