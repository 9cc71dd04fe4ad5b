/* SPDX-License-Identifier: MIT
 * Tokens by a table of what each language knows of quotes and comments. */
#include "chain/scan.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

struct ScanRules {
    const char *line_comment;
    const char *kept_comment; /* begins as a line comment does, but means something; NULL: none */
    const char *quotes;       /* that end with themselves, doubled inside */
    bool nests;               /* block comments nest */
    bool has_dollar_quotes;
    bool has_escapes; /* E'...\'...' */
    bool has_brackets; /* [name] */
};

static const ScanRules postgres = {"--", NULL, "'\"", true, true, true, false};
static const ScanRules sqlite = {"--", NULL, "'\"`", false, false, false, true};
static const ScanRules schema = {"//", "///", "'\"", true, true, false, false};

const ScanRules *const scan_sql[DIALECT_COUNT] = {[DIALECT_POSTGRES] = &postgres,
                                                  [DIALECT_SQLITE] = &sqlite};
const ScanRules *const scan_schema = &schema;

Scan scan_begin(const ScanRules *rules, const char *text, size_t length)
{
    Scan scan = {.text = text, .length = length, .rules = rules};
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) scan.end = 3; /* of some editors */
    return scan;
}

static bool stands(const Scan *scan, size_t at, const char *what)
{
    if (scan->text[at] != what[0]) return false;
    size_t length = strlen(what);
    return scan->length - at >= length && memcmp(scan->text + at, what, length) == 0;
}

enum { IS_SPACE = 1, IS_LETTER = 2, IS_DIGIT = 4, IS_DOLLAR = 8, IS_SIGN = 16 };

/* Of the bytes below 0x80; those above are letters. */
static const uint8_t classes[0x80] = {
    ['\t'] = IS_SPACE, ['\n'] = IS_SPACE, ['\v'] = IS_SPACE, ['\f'] = IS_SPACE,
    ['\r'] = IS_SPACE, [' '] = IS_SPACE, ['$'] = IS_DOLLAR, ['_'] = IS_LETTER,
    ['A'] = 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    ['a'] = 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    ['0'] = 4, 4, 4, 4, 4, 4, 4, 4, 4, 4,
    ['+'] = 16, ['-'] = 16, ['*'] = 16, ['/'] = 16, ['<'] = 16, ['>'] = 16, ['='] = 16, ['~'] = 16,
    ['!'] = 16, ['@'] = 16, ['#'] = 16, ['%'] = 16, ['^'] = 16, ['&'] = 16, ['|'] = 16, ['?'] = 16,
    [':'] = 16,
};

static bool is_of(char c, unsigned mask)
{
    unsigned char byte = (unsigned char)c;
    return (byte < 0x80 ? classes[byte] : IS_LETTER) & mask;
}

static bool continues_word(char c)
{
    return is_of(c, IS_LETTER | IS_DIGIT | IS_DOLLAR);
}

static bool fail(Scan *scan, const char *wrong)
{
    scan->kind = SCAN_BAD;
    scan->wrong = wrong;
    return false;
}

/* ---- what is skipped ---- */

static bool skip_block_comment(Scan *scan)
{
    size_t at = scan->start + 2, depth = 1;
    for (; at < scan->length; at++) {
        bool opens = scan->rules->nests && stands(scan, at, "/*");
        bool closes = stands(scan, at, "*/");
        if (!opens && !closes) continue;
        depth += opens ? 1 : (size_t)-1;
        at++;
        if (depth == 0) break;
    }
    if (at >= scan->length) return fail(scan, "a comment that does not end");
    scan->start = at + 1;
    return true;
}

static void skip_line(Scan *scan)
{
    const char *end = memchr(scan->text + scan->start, '\n', scan->length - scan->start);
    scan->start = end ? (size_t)(end - scan->text) : scan->length;
}

/* Moves start to the next token. */
static bool skip(Scan *scan)
{
    const ScanRules *rules = scan->rules;
    for (scan->start = scan->end; scan->start < scan->length;) {
        size_t at = scan->start;
        bool is_kept = rules->kept_comment && stands(scan, at, rules->kept_comment);
        if (is_of(scan->text[at], IS_SPACE)) scan->start++;
        else if (!is_kept && stands(scan, at, rules->line_comment)) skip_line(scan);
        else if (!stands(scan, at, "/*")) break;
        else if (!skip_block_comment(scan)) return false;
    }
    return true;
}

/* ---- tokens ---- */

static bool end_token(Scan *scan, ScanKind kind, size_t end)
{
    scan->kind = kind;
    scan->end = end;
    return true;
}

static bool read_quoted(Scan *scan, size_t at, ScanKind kind, bool has_escapes)
{
    char quote = scan->text[at] == '[' ? ']' : scan->text[at];
    for (at++; at < scan->length; at++) {
        if (has_escapes && scan->text[at] == '\\') at++;
        else if (scan->text[at] != quote) continue;
        else if (quote != ']' && at + 1 < scan->length && scan->text[at + 1] == quote) at++;
        else return end_token(scan, kind, at + 1);
    }
    return fail(scan, quote == '\'' ? "a string that does not end" : "a name that does not end");
}

static bool read_kept_comment(Scan *scan)
{
    size_t end = scan->start;
    while (end < scan->length && scan->text[end] != '\n') end++;
    return end_token(scan, SCAN_QUOTED, end);
}

/* The length of $tag$ with both its signs; 0: something else begins there. */
static size_t dollar_tag(const Scan *scan)
{
    size_t at = scan->start + 1;
    if (!scan->rules->has_dollar_quotes) return 0;
    if (at < scan->length && is_of(scan->text[at], IS_DIGIT)) return 0;
    while (at < scan->length && is_of(scan->text[at], IS_LETTER | IS_DIGIT))
        at++;
    return at < scan->length && scan->text[at] == '$' ? at + 1 - scan->start : 0;
}

static bool read_dollar_quoted(Scan *scan, size_t tag)
{
    const char *start = scan->text + scan->start;
    for (size_t at = scan->start + tag; at + tag <= scan->length; at++)
        if (scan->text[at] == '$' && memcmp(scan->text + at, start, tag) == 0)
            return end_token(scan, SCAN_QUOTED, at + tag);
    return fail(scan, "a text between dollar signs that does not end");
}

static bool read_word(Scan *scan)
{
    size_t at = scan->start;
    while (at < scan->length && continues_word(scan->text[at])) at++;
    bool is_string = at < scan->length && scan->text[at] == '\'';
    if (!is_string || at - scan->start > 2) return end_token(scan, SCAN_WORD, at);
    bool is_escape = at - scan->start == 1 && tolower((unsigned char)scan->text[scan->start]) == 'e';
    return read_quoted(scan, at, SCAN_WORD, is_escape && scan->rules->has_escapes);
}

static bool read_number(Scan *scan)
{
    size_t at = scan->start;
    while (at < scan->length && (is_of(scan->text[at], IS_LETTER | IS_DIGIT) || scan->text[at] == '.'))
        at++;
    return end_token(scan, SCAN_WORD, at);
}

/* A comment ends a row of signs. */
static bool read_signs(Scan *scan)
{
    size_t at = scan->start + 1;
    while (at < scan->length && is_of(scan->text[at], IS_SIGN) && !stands(scan, at, "/*") &&
           !stands(scan, at, scan->rules->line_comment))
        at++;
    return end_token(scan, SCAN_SIGNS, at);
}

bool scan_next(Scan *scan)
{
    if (!skip(scan)) return false;
    size_t tag;
    if (scan->start >= scan->length) {
        scan->end = scan->start;
        scan->kind = SCAN_END;
        return false;
    }
    char c = scan->text[scan->start];
    if (is_of(c, IS_LETTER)) return read_word(scan);
    if (is_of(c, IS_DIGIT)) return read_number(scan);
    if (c == '\0') return fail(scan, "a NUL byte");
    if (scan->rules->kept_comment && stands(scan, scan->start, scan->rules->kept_comment))
        return read_kept_comment(scan);
    if (strchr(scan->rules->quotes, c) || (c == '[' && scan->rules->has_brackets))
        return read_quoted(scan, scan->start, SCAN_QUOTED, false);
    if (c == '$' && (tag = dollar_tag(scan)) != 0) return read_dollar_quoted(scan, tag);
    if (is_of(c, IS_SIGN)) return read_signs(scan);
    return end_token(scan, SCAN_MARK, scan->start + 1);
}

bool scan_is_word(const Scan *scan, const char *lower)
{
    size_t length = strlen(lower);
    if (scan->kind != SCAN_WORD || scan->end - scan->start != length) return false;
    for (size_t i = 0; i < length; i++)
        if (tolower((unsigned char)scan->text[scan->start + i]) != lower[i]) return false;
    return true;
}

bool scan_is_mark(const Scan *scan, char mark)
{
    return scan->kind == SCAN_MARK && scan->text[scan->start] == mark;
}

/* Gathered, since most tokens are short. */
void scan_sum(const Scan *scan, ScanSum *sum)
{
    size_t length = scan->end - scan->start;
    if (sum->used + length + 1 > sizeof sum->bytes) scan_sum_bytes(sum, "", 0);
    if (length + 1 > sizeof sum->bytes) {
        scan_sum_bytes(sum, scan->text + scan->start, length);
        length = 0;
    } else {
        memcpy(sum->bytes + sum->used, scan->text + scan->start, length);
    }
    sum->used += length;
    sum->bytes[sum->used++] = '\0';
}

void scan_sum_bytes(ScanSum *sum, const char *bytes, size_t length)
{
    schemac_sha256_add(&sum->sum, sum->bytes, sum->used);
    schemac_sha256_add(&sum->sum, bytes, length);
    sum->used = 0;
}

void scan_sum_end(ScanSum *sum, char out[65])
{
    scan_sum_bytes(sum, "", 0);
    schemac_sha256_hex(&sum->sum, out);
}

/* Every line ends so: then a checkout did it. Else what is there belongs to a literal. */
static bool has_other_line_ends(const char *text, size_t length)
{
    if (!memchr(text, '\r', length)) return false;
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) return false;
    return true;
}

size_t scan_unify_lines(char *text, size_t length)
{
    size_t kept = 0;
    if (!has_other_line_ends(text, length)) return length;
    for (size_t i = 0; i < length; i++)
        if (text[i] != '\r' || i + 1 == length || text[i + 1] != '\n') text[kept++] = text[i];
    text[kept] = '\0';
    return kept;
}
