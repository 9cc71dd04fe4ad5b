/* SPDX-License-Identifier: MIT
 * What the readers of stored SQL share: names without their quotes, lists, and the elements of
 * keys and indexes. */
#include "definition.h"

#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

void sql_list_add(list *to, const char *separator, const char *item)
{
    if (!item) return;
    if (!to->text) separator = "";
    size_t gap = strlen(separator), length = strlen(item), need = to->length + gap + length + 1;
    if (need > to->room) {
        size_t room = need < 48 ? 48 : 2 * need;
        char *text = memory_take(to->pool, room);
        if (!text) return;
        if (to->text) memcpy(text, to->text, to->length);
        to->text = text;
        to->room = room;
    }
    memcpy(to->text + to->length, separator, gap);
    memcpy(to->text + to->length + gap, item, length + 1);
    to->length += gap + length;
}

void sql_keep_unread(memory *pool, const char **unread, const char *start, const char *end)
{
    list words = {.pool = pool};
    sql_list_add(&words, "", *unread);
    sql_list_add(&words, " ", catalog_normalize(pool, start, (size_t)(end - start)));
    *unread = words.text;
}

void *sql_array_grow(memory *pool, void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room) return items;
    size_t larger = *room ? 2 * *room : 8;
    void *grown = memory_take(pool, larger * size);
    if (!grown) return NULL;
    if (count) memcpy(grown, items, count * size);
    *room = larger;
    return grown;
}

char *sql_name_unquoted(memory *pool, const sql_token *token)
{
    if (token->kind != SQL_QUOTED && token->kind != SQL_STRING)
        return memory_copy(pool, token->text, token->length);
    char open = *token->text, close = open == '[' ? ']' : open;
    const char *from = token->text + 1, *end = token->text + token->length;
    if (end > from && end[-1] == close) end--;
    char *name = memory_take(pool, token->length), *to = name;
    for (; name && from < end; from++) {
        *to++ = *from;
        if (*from == close && open != '[' && from + 1 < end && from[1] == close) from++;
    }
    return name;
}

char *sql_name_lowered(memory *pool, const sql_token *token)
{
    char *name = sql_name_unquoted(pool, token);
    for (char *c = name; c && *c; c++) *c = lower(*c);
    return name;
}

bool sql_name_same(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) a++, b++;
    return *a == *b;
}

bool sql_name_begins(const char *name, const char *with)
{
    while (*with && lower(*name) == *with) name++, with++;
    return *with == '\0';
}

void sql_skip_path(sql_scanner *at)
{
    sql_next(at);
    if (!sql_is_mark(&at->token, '.')) return;
    sql_next(at);
    if (at->token.kind != SQL_END) sql_next(at);
}

const char *sql_take_conflict(sql_scanner *at)
{
    static const char *const words[] = {"rollback", "fail", "ignore", "replace"};
    sql_token next = sql_peek(at);
    if (!sql_is(&at->token, "on") || !sql_is(&next, "conflict")) return NULL;
    sql_next(at);
    sql_next(at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sql_take(at, words[i])) return words[i];
    sql_take(at, "abort");
    return NULL;
}

const char *sql_take_constraint_name(memory *pool, sql_scanner *at)
{
    if (!sql_take(at, "constraint") || !sql_is_name(&at->token)) return NULL;
    const char *name = sql_name_unquoted(pool, &at->token);
    sql_next(at);
    return name;
}

column *sql_table_column(const table *in, const char *name)
{
    for (size_t i = 0; name && i < in->column_count; i++)
        if (sql_name_same(in->columns[i].name, name)) return &in->columns[i];
    return NULL;
}

/* The same without making a name of the token: it is asked for every word of an expression. */
static bool token_same(const sql_token *token, const char *name)
{
    const char quote = token->kind == SQL_QUOTED ? *token->text : '\0';
    const char *at = token->text, *end = at + token->length;
    if (quote) at++, end--;
    for (; at < end && *name && lower(*at) == lower(*name); at++, name++)
        if (*at == quote) at++; /* one of two */
    return at >= end && !*name;
}

const char *sql_row_spell(const void *state, const sql_token *name, bool is_dotted)
{
    const table *in = state;
    for (size_t i = 0; i < in->column_count && !is_dotted; i++)
        if (token_same(name, in->columns[i].name)) return in->columns[i].name;
    return NULL;
}

const char *sql_table_spell(const void *state, const sql_token *name, bool is_dotted)
{
    const table *in = state;
    const char *known = sql_row_spell(in, name, is_dotted);
    if (is_dotted) return token_same(name, in->name) ? sql_spell_own : NULL;
    bool is_name = known || *name->text != '"' || token_same(name, "rowid") ||
                   token_same(name, "oid") || token_same(name, "_rowid_");
    return is_name ? known : sql_spell_text;
}

static const char *printed(memory *pool, const char *name)
{
    return name ? catalog_path(pool, name, NULL, NULL) : NULL;
}

char *sql_read_names(memory *pool, sql_scanner *at, const table *in)
{
    list names = {.pool = pool};
    sql_scanner end = *at;
    sql_skip_group(&end);
    sql_next(at);
    while (at->token.kind != SQL_END && at->token.text < end.previous) {
        const char *name = sql_is_name(&at->token) ? sql_name_unquoted(pool, &at->token) : NULL;
        const column *known = in ? sql_table_column(in, name) : NULL;
        sql_list_add(&names, ", ", printed(pool, known ? known->name : name));
        while (at->token.text < end.previous && !sql_is_mark(&at->token, ',')) sql_next(at);
        if (at->token.text < end.previous) sql_next(at);
    }
    *at = end;
    return names.text;
}

/* One element while it is cut up: where the expression ends, and what follows it. */
typedef struct element {
    const char *start, *end;
    sql_token collation; /* SQL_END: none */
    bool is_descending;
} element;

/* Stops at the comma or parenthesis behind the element. */
static element cut_element(sql_scanner *at)
{
    element cut = {.start = at->token.text, .end = at->token.text};
    while (at->token.kind != SQL_END && !sql_is_mark(&at->token, ',') &&
           !sql_is_mark(&at->token, ')')) {
        if (sql_take(at, "desc")) {
            cut.is_descending = true;
        } else if (sql_take(at, "asc")) {
            cut.is_descending = false;
        } else if (sql_take(at, "autoincrement")) {
            continue;
        } else if (cut.end > cut.start && sql_take(at, "collate")) {
            cut.collation = at->token;
            if (at->token.kind != SQL_END) sql_next(at);
        } else {
            sql_skip_group(at);
            cut.end = at->previous;
            cut.collation.kind = SQL_END;
        }
    }
    return cut;
}

/* The column that an expression of one single name means. */
static const column *sole_column(memory *pool, const char *expression, const table *in)
{
    sql_scanner at = sql_scan(expression, strlen(expression));
    sql_token next = sql_peek(&at);
    if (!in || !sql_is_name(&at.token) || next.kind != SQL_END) return NULL;
    return sql_table_column(in, sql_name_unquoted(pool, &at.token));
}

static void add_element(memory *pool, list *to, const element *cut, const table *in)
{
    const char *expression = sql_normalize(pool, cut->start, (size_t)(cut->end - cut->start),
                                           in ? sql_table_spell : NULL, in);
    if (!expression) return;
    const column *of = sole_column(pool, expression, in);
    const char *own = of && of->collation ? of->collation : "binary";
    sql_list_add(to, ", ", of ? printed(pool, of->name) : expression);
    if (cut->collation.kind != SQL_END) {
        const char *collation = sql_name_lowered(pool, &cut->collation);
        if (collation && (!of || strcmp(collation, own) != 0))
            sql_list_add(to, " collate ", printed(pool, collation));
    }
    if (cut->is_descending) sql_list_add(to, " ", "desc");
}

char *sql_read_elements(memory *pool, sql_scanner *at, const table *in)
{
    list elements = {.pool = pool};
    do {
        sql_next(at);
        element cut = cut_element(at);
        if (cut.end > cut.start) add_element(pool, &elements, &cut, in);
    } while (sql_is_mark(&at->token, ','));
    if (at->token.kind != SQL_END) sql_next(at);
    return elements.text;
}
