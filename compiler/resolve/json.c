/* SPDX-License-Identifier: MIT
 * Is a text JSON (RFC 8259)? A scanner without recursion: nesting is a bit per level. */
#include <ctype.h>

#include "resolve/resolver.h"

enum { MAX_DEPTH = 512 };

typedef struct Scan {
    const char *at, *end;
    bool is_object[MAX_DEPTH];
    size_t depth;
} Scan;

static void skip_space(Scan *scan)
{
    while (scan->at < scan->end && strchr(" \t\r\n", *scan->at) && *scan->at) scan->at++;
}

static bool take(Scan *scan, char c)
{
    skip_space(scan);
    if (scan->at == scan->end || *scan->at != c) return false;
    scan->at++;
    return true;
}

static bool take_escape(Scan *scan)
{
    if (scan->at == scan->end || !*scan->at || !strchr("\"\\/bfnrtu", *scan->at)) return false;
    if (*scan->at++ != 'u') return true;
    for (int i = 0; i < 4; i++, scan->at++)
        if (scan->at == scan->end || !isxdigit((unsigned char)*scan->at)) return false;
    return true;
}

static bool take_string(Scan *scan)
{
    if (!take(scan, '"')) return false;
    while (scan->at < scan->end) {
        unsigned char c = (unsigned char)*scan->at++;
        if (c == '"') return true;
        if (c < 0x20 || (c == '\\' && !take_escape(scan))) return false;
    }
    return false;
}

static bool take_digits(Scan *scan)
{
    const char *start = scan->at;
    while (scan->at < scan->end && isdigit((unsigned char)*scan->at)) scan->at++;
    return scan->at > start;
}

static bool take_number(Scan *scan)
{
    if (scan->at < scan->end && *scan->at == '-') scan->at++;
    bool zero = scan->at < scan->end && *scan->at == '0';
    const char *start = scan->at;
    if (!take_digits(scan) || (zero && scan->at > start + 1)) return false;
    if (scan->at < scan->end && *scan->at == '.') {
        scan->at++;
        if (!take_digits(scan)) return false;
    }
    if (scan->at == scan->end || (*scan->at != 'e' && *scan->at != 'E')) return true;
    scan->at++;
    if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-')) scan->at++;
    return take_digits(scan);
}

static bool take_word(Scan *scan)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < 3; i++) {
        size_t length = strlen(words[i]);
        if ((size_t)(scan->end - scan->at) < length) continue;
        if (memcmp(scan->at, words[i], length) != 0) continue;
        scan->at += length;
        return true;
    }
    return false;
}

static bool take_key(Scan *scan)
{
    return !scan->is_object[scan->depth - 1] || (take_string(scan) && take(scan, ':'));
}

/* A scalar, or an opening bracket whose content follows. *opened: a value is still to come. */
static bool take_start(Scan *scan, bool *opened)
{
    *opened = false;
    skip_space(scan);
    if (scan->at == scan->end) return false;
    if (*scan->at == '"') return take_string(scan);
    if (*scan->at != '{' && *scan->at != '[') return take_word(scan) || take_number(scan);
    if (scan->depth == MAX_DEPTH) return false;
    bool is_object = *scan->at++ == '{';
    if (take(scan, is_object ? '}' : ']')) return true;
    scan->is_object[scan->depth++] = is_object;
    *opened = true;
    return take_key(scan);
}

/* After a value: closes what ends here. *more: another value follows. */
static bool take_rest(Scan *scan, bool *more)
{
    *more = false;
    while (scan->depth > 0) {
        if (take(scan, ',')) {
            *more = true;
            return take_key(scan);
        }
        if (!take(scan, scan->is_object[scan->depth - 1] ? '}' : ']')) return false;
        scan->depth--;
    }
    return true;
}

const char *json_problem(const char *text, size_t length)
{
    Scan scan = {.at = text, .end = text + length};
    const char *problem = "it is not valid JSON";
    for (bool more = true; more;) {
        if (!take_start(&scan, &more)) return problem;
        if (!more && !take_rest(&scan, &more)) return problem;
    }
    skip_space(&scan);
    return scan.at == scan.end ? NULL : problem;
}
