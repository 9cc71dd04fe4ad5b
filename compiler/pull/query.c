/* SPDX-License-Identifier: MIT
 * What PostgreSQL prints of a query and would read as another one. A cast that a list has from what
 * stands beside it, x = ANY ((ARRAY['a'::varchar])::text[]), goes to the members where it is read
 * again; without it the list has it from there again. A column without a name that was 'x' is printed
 * 'x'::text, which is read as one called "text"; without the cast it has no name again. */
#include <ctype.h>
#include <string.h>

#include "pull/draft.h"

static const char opening[] = "(ARRAY[", values[] = "( VALUES ";

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
        if (strncmp(at, values, strlen(values)) == 0) { /* as it is printed where it has got no name */
            text_add(out, "(");
            at += 2;
        }
        const char *next = *at == '\'' || *at == '"' ? skip_quoted(at) : at + 1;
        text_add_bytes(out, at, (size_t)(next - at));
        at = next;
    }
}

/* ---- columns without a name ---- */

/* Behind the name of a type, as PostgreSQL prints it: words of SQL are in capitals. */
static const char *skip_type(const char *at)
{
    const char *behind = at;
    while (islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at & 0x80 ||
           (*at && strchr("_$. [](\"", *at))) {
        if (*at == '(') at += strcspn(at, ")");
        at = *at == '"' ? skip_quoted(at) : at + (*at != '\0');
        if (at[-1] != ' ') behind = at;
    }
    return behind;
}

/* Is it -1 that was printed '-1'::integer, or a number too large for that? */
static bool is_number(const char *literal, size_t length, const char *type)
{
    static const char *const types[] = {"integer", "bigint", "numeric"};
    static const char largest_int[] = "2147483647";
    enum { INTEGER, BIGINT, NUMERIC };
    const char *digits = literal + (*literal == '-');
    size_t count = (size_t)(literal + length - digits), which = 0;
    size_t whole = strspn(digits, "0123456789"), all = strspn(digits, "0123456789.");
    while (which <= NUMERIC && strncmp(type, types[which], strlen(types[which])) != 0) which++;
    if (which > NUMERIC || count == 0) return false;
    if (which == NUMERIC) return all == count && whole < count;
    size_t most = strlen(largest_int);
    bool is_large = count > most || (count == most && strncmp(digits, largest_int, most) > 0);
    return whole == count && (which == INTEGER || is_large);
}

/* Adds 'x' of 'x'::text and returns what is behind the cast; NULL: it is something else, or has a name. */
static const char *add_nameless(Text *out, const char *at)
{
    static const char null[] = "NULL", cast[] = "::";
    const char *literal = at + (at[0] == 'E' && at[1] == '\'');
    bool is_null = strncmp(at, null, strlen(null)) == 0;
    if (!is_null && *literal != '\'') return NULL;
    const char *end = is_null ? at + strlen(null) : skip_quoted(literal);
    if (strncmp(end, cast, strlen(cast)) != 0) return NULL;
    const char *type = end + strlen(cast), *behind = skip_type(type);
    if (*behind && strncmp(behind, " AS ", strlen(" AS ")) == 0) return NULL;
    if (*behind && !strchr(",);\n ", *behind)) return NULL;
    bool is_bare = !is_null && is_number(literal + 1, (size_t)(end - literal - 2), type);
    if (is_bare) text_add_bytes(out, literal + 1, (size_t)(end - literal - 2));
    else text_add_bytes(out, at, (size_t)(end - at));
    return behind;
}

static bool is_word(const char *word, size_t length, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == length && memcmp(*words, word, length) == 0) return true;
    return false;
}

/* From behind a bracket to behind the one that closes it. */
static const char *add_query(Text *out, const char *at)
{
    static const char *const selects[] = {"SELECT", NULL}, *const before[] = {"DISTINCT", "ALL", NULL};
    static const char *const others[] = {"FROM",  "WHERE", "UNION",  "EXCEPT", "INTERSECT", "GROUP", "ORDER",
                                         "LIMIT", "FETCH", "HAVING", "WINDOW", "OFFSET",    "FOR",   NULL};
    bool is_list = false, is_item = false;
    while (*at) {
        const char *behind = is_item ? add_nameless(out, at) : NULL;
        size_t word = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (behind) at = behind;
        if (behind) is_item = false;
        if (behind) continue;
        bool is_space = *at == ' ' || *at == '\n', is_before = is_word(at, word, before);
        bool is_open = *at == '(' || *at == '[', is_close = *at == ')' || *at == ']';
        const char *next = *at == '\'' || *at == '"' ? skip_quoted(at) : at + (word ? word : 1);
        if (is_word(at, word, selects)) is_list = true;
        if (is_word(at, word, others)) is_list = false;
        is_item = is_word(at, word, selects) || (*at == ',' && is_list) ||
                  (is_item && (is_space || is_before));
        text_add_bytes(out, at, (size_t)(next - at));
        at = is_open ? add_query(out, next) : next;
        if (is_close) break;
    }
    return at;
}

const char *query_settled(Cx *cx, const char *text)
{
    Text settled = {0}, out = {0};
    text = nesting_settled(cx, text);
    bool has_list = strstr(text, opening) != NULL, has_select = strstr(text, "SELECT") != NULL;
    if (!has_list && !has_select) return text;
    add_settled(&settled, text, text + strlen(text));
    for (const char *at = text_string(&settled); *at;) at = add_query(&out, at);
    text_free(&settled);
    return text_keep(&out, cx->arena);
}

/* ---- SQLite ---- */

static bool is_name_byte(char c)
{
    return text_is_word_byte(c) || c == '$';
}

static bool is_word_at(const char *at, const char *word)
{
    size_t length = strlen(word);
    return strncmp(at, word, length) == 0 && !is_name_byte(at[length]);
}

/* What stands behind IS in the language, too. */
static bool is_said_at(const char *at)
{
    static const char *const words[] = {"null", "true", "false", "distinct"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word_at(at, words[i])) return true;
    return false;
}

const char *distinct_said(Cx *cx, const char *text)
{
    static const char is[] = "is ", not[] = "not ";
    Text out = {0};
    for (const char *at = text; *at;) {
        bool is_here = strncmp(at, is, strlen(is)) == 0 && (at == text || !is_name_byte(at[-1]));
        const char *value = at + strlen(is) * is_here;
        bool is_not = is_here && strncmp(value, not, strlen(not)) == 0;
        if (is_not) value += strlen(not);
        if (is_here && !is_said_at(value)) {
            text_add(&out, is_not ? "is distinct from " : "is not distinct from ");
            at = value;
            continue;
        }
        const char *next = *at == '\'' || *at == '"' ? skip_quoted(at) : at + 1;
        text_add_bytes(&out, at, (size_t)(next - at));
        at = next;
    }
    return text_keep(&out, cx->arena);
}
