/* SPDX-License-Identifier: MIT
 * Reads CREATE TABLE as a whole: columns, constraints of the table, and the words behind them. */
#include "definition.h"

/* At the start of a definition: is it a constraint of the table? These words are reserved. */
static bool begins_table_constraint(const sql_token *token)
{
    static const char *const words[] = {"constraint", "primary", "unique", "check", "foreign"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sql_is(token, words[i])) return true;
    return false;
}

static void read_member(memory *pool, sql_scanner *at, table *into)
{
    if (sql_is_name(&at->token) && !begins_table_constraint(&at->token)) {
        sql_read_column(pool, at, into);
        return;
    }
    const char *start = at->token.text;
    const char *name = sql_take_constraint_name(pool, at);
    if (sql_read_constraint(pool, at, into, 0, name) || name) return; /* a name of nothing */
    sql_skip_group(at);
    sql_keep_unread(pool, &into->unread, start, at->previous);
}

/* WITHOUT ROWID and STRICT, in any order. */
static void read_options(memory *pool, sql_scanner *at, table *into)
{
    while (at->token.kind != SQL_END) {
        sql_token next = sql_peek(at);
        const char *start = at->token.text;
        if (sql_take(at, "strict")) {
            into->is_strict = true;
        } else if (sql_is(&at->token, "without") && sql_is(&next, "rowid")) {
            into->is_without_rowid = true;
            sql_next(at);
            sql_next(at);
        } else {
            bool is_noise = sql_is_mark(&at->token, ',') || sql_is_mark(&at->token, ';');
            sql_next(at);
            if (!is_noise) sql_keep_unread(pool, &into->unread, start, at->previous);
        }
    }
}

static void mark_key(memory *pool, sql_scanner at, table *in)
{
    sql_scanner end = at;
    sql_skip_group(&end);
    bool expects_name = false;
    for (; at.token.kind != SQL_END && at.token.text < end.previous; sql_next(&at)) {
        if (expects_name) {
            column *of = sql_table_column(in, sql_name_unquoted(pool, &at.token));
            in->key_count++;
            if (of) of->is_in_key = true;
        }
        expects_name = sql_is_mark(&at.token, '(') || sql_is_mark(&at.token, ',');
    }
}

/* Which columns make up the primary key, and its names for keys that refer to it. */
static void find_key(memory *pool, table *in)
{
    for (size_t i = 0; i < in->constraint_count; i++) {
        const constraint *key = &in->constraints[i];
        if (key->kind != CONSTRAINT_PRIMARY_KEY) continue;
        sql_scanner at = key->columns;
        if (key->column) {
            column *of = &in->columns[key->column - 1];
            of->is_in_key = true;
            in->key_count = 1;
            in->is_key_descending = key->is_descending;
            in->key_columns = catalog_path(pool, of->name, NULL, NULL);
        } else if (sql_is_mark(&at.token, '(')) {
            mark_key(pool, at, in);
            in->key_columns = sql_read_names(pool, &at, in);
        }
        return;
    }
}

void sql_read_table(memory *pool, sql_scanner *at, table *into)
{
    while (at->token.kind != SQL_END && !sql_is_mark(&at->token, '(')) sql_next(at);
    if (at->token.kind != SQL_END) sql_next(at);
    while (at->token.kind != SQL_END && !sql_is_mark(&at->token, ')')) {
        if (sql_is_mark(&at->token, ',')) sql_next(at);
        else read_member(pool, at, into);
    }
    if (at->token.kind != SQL_END) sql_next(at);
    read_options(pool, at, into);
    find_key(pool, into);
}
