/* SPDX-License-Identifier: MIT
 * What PostgreSQL prints of a query and would read as another one. A cast that a list has from what
 * stands beside it, x = ANY ((ARRAY['a'::varchar])::text[]), goes to the members where it is read
 * again; without it the list has it from there again. */
#include <ctype.h>
#include <string.h>

#include "pull/draft.h"

static const char opening[] = "(ARRAY[";

/* Behind the text in quotes that begins here. */
static const char *skip_quoted(const char *at)
{
    char quote = *at++;
    for (; *at && (*at != quote || at[1] == quote); at++)
        if (*at == quote) at++;
    return *at ? at + 1 : at;
}

/* Behind the bracket that closes the one which is open here; NULL: none does. */
static const char *skip_list(const char *at)
{
    for (int depth = 1; *at;) {
        if (*at == '\'' || *at == '"') {
            at = skip_quoted(at);
            continue;
        }
        if (*at == '[') depth++;
        if (*at++ == ']' && --depth == 0) return at;
    }
    return NULL;
}

/* Behind )::character varying[]; NULL: it is something else. */
static const char *skip_cast(const char *at)
{
    static const char cast[] = ")::";
    if (!at || strncmp(at, cast, strlen(cast)) != 0) return NULL;
    for (at += strlen(cast); isalnum((unsigned char)*at) || (*at && strchr("_. \"(),", *at));) at++;
    return strncmp(at, "[]", 2) == 0 ? at + 2 : NULL;
}

static void add_settled(Text *out, const char *at, const char *end)
{
    while (at < end) {
        bool is_opening = strncmp(at, opening, strlen(opening)) == 0;
        const char *close = is_opening ? skip_list(at + strlen(opening)) : NULL;
        const char *behind = skip_cast(close);
        if (behind && behind <= end) {
            text_add(out, opening + 1);
            add_settled(out, at + strlen(opening), close);
            at = behind;
            continue;
        }
        const char *next = *at == '\'' || *at == '"' ? skip_quoted(at) : at + 1;
        text_add_bytes(out, at, (size_t)(next - at));
        at = next;
    }
}

const char *query_settled(Cx *cx, const char *text)
{
    Text out = {0};
    if (!strstr(text, opening)) return text;
    add_settled(&out, text, text + strlen(text));
    return text_keep(&out, cx->arena);
}
