/* SPDX-License-Identifier: MIT
 * Reads CREATE INDEX, CREATE VIEW and CREATE TRIGGER into the catalog. */
#include "definition.h"

static char *rest(memory *pool, const sql_scanner *at, const table *in)
{
    return sql_normalize(pool, at->token.text, (size_t)(at->end - at->token.text),
                         in ? sql_table_spell : NULL, in);
}

static void add(catalog *into, const char *kind, const char *on, const char *name)
{
    sql_put_object(into, kind, catalog_path(into->memory, on ? on : name, on ? name : NULL, NULL));
}

/* Steps over [IF NOT EXISTS] [schema .] name. */
static void skip_name(sql_scanner *at)
{
    sql_token next = sql_peek(at);
    if (sql_is(&at->token, "if") && sql_is(&next, "not")) {
        sql_next(at);
        sql_next(at);
        sql_take(at, "exists");
    }
    sql_skip_path(at);
}

void sql_put_index(catalog *into, const char *name, sql_scanner *at, const char *on,
                   const table *in)
{
    sql_take(at, "create");
    bool is_unique = sql_take(at, "unique");
    sql_take(at, "index");
    skip_name(at);
    sql_take(at, "on");
    sql_skip_path(at);
    add(into, "index", in ? in->name : on, name);
    catalog_set(into, "unique", is_unique ? "yes" : NULL);
    if (sql_is_mark(&at->token, '('))
        catalog_set(into, "on", sql_read_elements(into->memory, at, in));
    if (sql_take(at, "where")) catalog_set(into, "where", rest(into->memory, at, in));
    else if (at->token.kind != SQL_END) catalog_set(into, "unread", rest(into->memory, at, NULL));
}

/* To the end of the definition. */
static void put_body(catalog *into, const sql_scanner *at, const char *source)
{
    catalog_set(into, "body", rest(into->memory, at, NULL));
    catalog_set_source(into, source);
}

void sql_put_view(catalog *into, const char *name, sql_scanner *at)
{
    sql_take(at, "create");
    sql_take(at, "view");
    skip_name(at);
    add(into, "view", NULL, name);
    if (sql_is_mark(&at->token, '('))
        catalog_set(into, "columns", sql_read_names(into->memory, at, NULL));
    if (sql_take(at, "as")) put_body(into, at, at->previous); /* with a comment before it */
    else catalog_set(into, "unread", rest(into->memory, at, NULL));
}

/* ---- triggers ---- */

static const char *take_timing(sql_scanner *at)
{
    if (sql_take(at, "after")) return "after";
    if (sql_take(at, "instead")) {
        sql_take(at, "of");
        return "instead of";
    }
    sql_take(at, "before");
    return "before";
}

static const char *take_event(sql_scanner *at)
{
    static const char *const words[] = {"delete", "insert", "update"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sql_take(at, words[i])) return words[i];
    return NULL;
}

/* UPDATE OF a, b ON: the names up to ON. */
static char *take_update_of(memory *pool, sql_scanner *at, const table *in)
{
    list names = {.pool = pool};
    if (!sql_take(at, "of")) return NULL;
    while (at->token.kind != SQL_END && !sql_is(&at->token, "on")) {
        const char *name = sql_is_name(&at->token) ? sql_name_unquoted(pool, &at->token) : NULL;
        const column *known = in ? sql_table_column(in, name) : NULL;
        if (known) name = known->name;
        if (name) sql_list_add(&names, ", ", catalog_path(pool, name, NULL, NULL));
        sql_next(at);
    }
    return names.text;
}

/* The body: BEGIN before a statement. BEGIN may also be a column that WHEN speaks of. */
static bool begins_body(const sql_scanner *at)
{
    static const char *const words[] = {"select", "insert", "update", "delete", "replace", "with"};
    sql_token next = sql_peek(at);
    if (!sql_is(&at->token, "begin")) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sql_is(&next, words[i])) return true;
    return false;
}

static char *take_when(memory *pool, sql_scanner *at, const table *in)
{
    if (!sql_take(at, "when")) return NULL;
    const char *start = at->token.text;
    sql_spell *spell = in ? sql_table_spell : NULL; /* columns stand behind new. and old. */
    for (; at->token.kind != SQL_END && !begins_body(at); sql_next(at))
        if (spell && sql_is(&at->token, "select")) spell = sql_row_spell;
    return sql_normalize(pool, start, at->previous > start ? (size_t)(at->previous - start) : 0, spell,
                         in);
}

void sql_put_trigger(catalog *into, const char *name, sql_scanner *at, const char *on,
                     const table *in)
{
    memory *pool = into->memory;
    sql_take(at, "create");
    sql_take(at, "trigger");
    skip_name(at);
    add(into, "trigger", in ? in->name : on, name);
    catalog_set(into, "timing", take_timing(at));
    catalog_set(into, "events", take_event(at));
    catalog_set(into, "update of", take_update_of(pool, at, in));
    sql_take(at, "on");
    sql_skip_path(at);
    if (sql_take(at, "for")) {
        sql_take(at, "each");
        sql_take(at, "row");
    }
    catalog_set(into, "when", take_when(pool, at, in));
    put_body(into, at, at->token.text);
}
