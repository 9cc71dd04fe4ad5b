/* SPDX-License-Identifier: MIT
 * Reads one column of CREATE TABLE: its name, its type of any words, and its constraints in any
 * order. */
#include "definition.h"

#include <string.h>

/* Does the type end here? GENERATED is a word of the type unless ALWAYS follows. */
static bool begins_constraint(const sql_scanner *at)
{
    static const char *const words[] = {"constraint", "primary", "not", "null", "unique", "check",
                                        "default", "collate", "references", "as", "deferrable",
                                        "initially", "on"};
    sql_token next = sql_peek(at);
    if (sql_is(&at->token, "generated")) return sql_is(&next, "always");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sql_is(&at->token, words[i])) return true;
    return false;
}

/* A quoted word counts without its quotes, as in SQLite. */
static void add_upper(memory *pool, list *to, const char *separator, const sql_token *token)
{
    char *text = sql_name_unquoted(pool, token);
    for (char *c = text; c && *c; c++)
        if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
    sql_list_add(to, separator, text);
}

/* The arguments stand without blanks: DECIMAL(10,2). */
static void add_arguments(memory *pool, list *to, sql_scanner *at)
{
    sql_scanner end = *at;
    sql_skip_group(&end);
    for (; at->token.kind != SQL_END && at->token.text < end.previous; sql_next(at))
        add_upper(pool, to, "", &at->token);
}

/* What SQLite takes for the rest of GENERATED ALWAYS it forgets, but in a short type. */
static void forget_always(char *type, const char *start, const char *end)
{
    enum { ALWAYS = 6, LONG = 16 };
    size_t length = strlen(type);
    if (end - start < LONG || (end[-1] | ' ') != 's' || length <= ALWAYS) return;
    char *word = type + length - ALWAYS;
    if (!strcmp(word, "ALWAYS")) word[word[-1] == ' ' ? -1 : 0] = '\0';
}

static char *read_type(memory *pool, sql_scanner *at)
{
    list type = {.pool = pool};
    const char *start = at->token.text;
    while (sql_is_name(&at->token) && !begins_constraint(at)) {
        add_upper(pool, &type, " ", &at->token);
        sql_next(at);
    }
    if (type.text && sql_is_mark(&at->token, '(')) add_arguments(pool, &type, at);
    if (!type.text || !*type.text) return NULL; /* "" is none */
    forget_always(type.text, start, at->previous);
    return type.text;
}

static char *normalized(memory *pool, const table *in, const char *start, const char *end)
{
    return sql_normalize(pool, start, (size_t)(end - start), sql_table_spell, in);
}

/* A bare or double-quoted word is a text for SQLite, unless it names a constant. */
static char *read_word_default(memory *pool, const sql_token *token)
{
    static const char *const constants[] = {"true", "false", "null", "current_time",
                                            "current_date", "current_timestamp"};
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (sql_is(token, constants[i])) return memory_printf(pool, "%s", constants[i]);
    const char *name = sql_name_unquoted(pool, token);
    char *text = name ? memory_take(pool, 2 * strlen(name) + 3) : NULL, *to = text;
    if (!text) return NULL;
    *to++ = '\'';
    for (; *name; name++) {
        if (*name == '\'') *to++ = '\'';
        *to++ = *name;
    }
    *to = '\'';
    return text;
}

static bool is_name_not_string(const sql_token *token)
{
    return token->kind == SQL_WORD || token->kind == SQL_QUOTED;
}

/* Behind DEFAULT: an expression in parentheses, a literal with or without sign, or a word. */
static char *read_default(memory *pool, sql_scanner *at, const table *in)
{
    const char *start = at->token.text;
    if (is_name_not_string(&at->token)) {
        char *word = read_word_default(pool, &at->token);
        sql_next(at);
        return word;
    }
    while (sql_is_mark(&at->token, '-') || sql_is_mark(&at->token, '+')) sql_next(at);
    if (at->token.kind != SQL_END) sql_skip_group(at);
    char *value = normalized(pool, in, start, at->previous > start ? at->previous : start);
    return value && *value ? value : NULL;
}

static void read_generated(sql_scanner *at, column *into)
{
    into->generated = *at;
    into->is_generated = true;
    sql_skip_group(at);
    into->is_stored = sql_take(at, "stored");
    sql_take(at, "virtual");
}

static void read_collation(memory *pool, sql_scanner *at, column *into)
{
    char *name = sql_is_name(&at->token) ? sql_name_lowered(pool, &at->token) : NULL;
    if (!name) return;
    into->collation = strcmp(name, "binary") == 0 ? NULL : name;
    sql_next(at);
}

/* What belongs to the column itself. False: something else stands here. */
static bool read_property(memory *pool, sql_scanner *at, const table *in, column *into)
{
    if (sql_is(&at->token, "not")) {
        sql_scanner next = *at;
        sql_next(&next);
        if (!sql_take(&next, "null")) return false;
        into->is_not_null = true;
        *at = next;
        into->null_conflict = sql_take_conflict(at);
    } else if (sql_take(at, "null")) {
        sql_take_conflict(at);
    } else if (sql_take(at, "default")) {
        into->initial = read_default(pool, at, in);
    } else if (sql_take(at, "collate")) {
        read_collation(pool, at, into);
    } else if (sql_is(&at->token, "generated") || sql_is(&at->token, "as")) {
        while (at->token.kind == SQL_WORD) sql_next(at);
        read_generated(at, into);
    } else {
        return false;
    }
    return true;
}

void sql_read_column(memory *pool, sql_scanner *at, table *into)
{
    column *columns = sql_array_grow(pool, into->columns, into->column_count, &into->column_room,
                                 sizeof *columns);
    const char *name = sql_name_unquoted(pool, &at->token);
    sql_next(at);
    if (!columns || !name) return;
    into->columns = columns;
    column *self = &columns[into->column_count++];
    *self = (column){.name = name};
    const char *type = at->token.text;
    self->type = read_type(pool, at);
    if (self->type) self->declared = memory_copy(pool, type, (size_t)(at->previous - type));
    while (at->token.kind != SQL_END && !sql_is_mark(&at->token, ',') &&
           !sql_is_mark(&at->token, ')')) {
        const char *named = sql_take_constraint_name(pool, at);
        if (read_property(pool, at, into, self)) continue;
        if (sql_read_constraint(pool, at, into, into->column_count, named) || named) continue;
        if (sql_is_mark(&at->token, ',') || sql_is_mark(&at->token, ')')) break;
        if (at->token.kind == SQL_END) break;
        const char *start = at->token.text;
        sql_skip_group(at);
        sql_keep_unread(pool, &self->unread, start, at->previous);
    }
}
