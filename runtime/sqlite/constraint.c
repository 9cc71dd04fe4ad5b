/* SPDX-License-Identifier: MIT
 * Reads keys, uniques, checks and foreign keys, those of a column and those of the table. What
 * needs the columns of the table is left as a scanner, to be read when all of them are known. */
#include "definition.h"

#include <string.h>

static constraint *add_constraint(memory *pool, table *into, constraint_kind kind, size_t of,
                                  const char *name)
{
    constraint *items = sql_array_grow(pool, into->constraints, into->constraint_count,
                                   &into->constraint_room, sizeof *items);
    if (!items) return NULL;
    into->constraints = items;
    constraint *added = &items[into->constraint_count++];
    *added = (constraint){.kind = kind, .column = of, .name = name};
    return added;
}

static void read_columns(sql_scanner *at, constraint *into)
{
    into->columns = *at;
    if (sql_is_mark(&at->token, '(')) sql_skip_group(at);
}

/* AUTOINCREMENT of a table constraint stands inside the parentheses. */
static bool holds_autoincrement(sql_scanner at)
{
    sql_scanner end = at;
    sql_skip_group(&end);
    for (; at.token.kind != SQL_END && at.token.text < end.previous; sql_next(&at))
        if (sql_is(&at.token, "autoincrement")) return true;
    return false;
}

static void read_key(sql_scanner *at, constraint *into)
{
    if (into->column == 0) {
        read_columns(at, into);
        into->is_autoincrement = holds_autoincrement(into->columns);
    }
    into->is_descending = sql_take(at, "desc");
    sql_take(at, "asc");
    into->on_conflict = sql_take_conflict(at);
    if (sql_take(at, "autoincrement")) into->is_autoincrement = true;
}

static const char *take_action(sql_scanner *at)
{
    if (sql_take(at, "cascade")) return "cascade";
    if (sql_take(at, "restrict")) return "restrict";
    if (sql_take(at, "set")) return sql_take(at, "null") ? "set null"
                                    : sql_take(at, "default") ? "set default" : NULL;
    if (sql_take(at, "no")) sql_take(at, "action");
    return NULL;
}

/* [NOT] DEFERRABLE [INITIALLY DEFERRED | IMMEDIATE]; false: it is not that. */
static bool read_deferrable(sql_scanner *at, constraint *into)
{
    sql_scanner next = *at;
    bool negated = sql_take(&next, "not");
    if (!sql_take(&next, "deferrable")) return false;
    bool deferred = false;
    if (sql_take(&next, "initially")) {
        deferred = sql_take(&next, "deferred");
        if (!deferred) sql_take(&next, "immediate");
    }
    into->is_deferrable = !negated;
    into->is_initially_deferred = deferred && !negated;
    *at = next;
    return true;
}

/* Behind REFERENCES: the target, then actions in any order. MATCH means nothing to SQLite. */
static void read_reference(memory *pool, sql_scanner *at, constraint *into)
{
    if (!sql_is_name(&at->token)) return;
    into->target = sql_name_unquoted(pool, &at->token);
    sql_next(at);
    into->target_columns = *at;
    if (sql_is_mark(&at->token, '(')) sql_skip_group(at);
    for (;;) {
        sql_scanner next = *at;
        bool is_on = sql_take(&next, "on");
        if (is_on && sql_take(&next, "delete")) into->on_delete = take_action(&next);
        else if (is_on && sql_take(&next, "update")) into->on_update = take_action(&next);
        else if (is_on && sql_take(&next, "insert")) take_action(&next);
        else if (!is_on && sql_take(&next, "match")) sql_next(&next);
        else if (!read_deferrable(&next, into)) return;
        *at = next;
    }
}

/* SQLite reads DEFERRABLE apart from REFERENCES: it belongs to the last foreign key. */
static bool read_late_deferrable(sql_scanner *at, table *into, size_t of)
{
    constraint none = {0}, *last = &none;
    if (into->constraint_count > 0) last = &into->constraints[into->constraint_count - 1];
    if (last->kind != CONSTRAINT_FOREIGN_KEY || last->column != of) last = &none;
    return read_deferrable(at, last);
}

bool sql_read_constraint(memory *pool, sql_scanner *at, table *into, size_t of, const char *name)
{
    static const char *const words[] = {"primary", "unique", "check", "foreign", "references"};
    constraint lost = {0};
    size_t word = 0;
    while (word < 5 && !sql_is(&at->token, words[word])) word++;
    if (word == 5) return read_late_deferrable(at, into, of);
    constraint_kind kind = word < CONSTRAINT_FOREIGN_KEY ? (constraint_kind)word
                                                         : CONSTRAINT_FOREIGN_KEY;
    constraint *added = add_constraint(pool, into, kind, of, name);
    if (!added) added = &lost;
    if (word < 4) {
        sql_next(at);
        sql_take(at, "key");
    }
    if (word < CONSTRAINT_CHECK) read_key(at, added);
    else if (word < 4) read_columns(at, added);
    if (kind == CONSTRAINT_CHECK) sql_take_conflict(at);
    if (kind == CONSTRAINT_FOREIGN_KEY && sql_take(at, "references")) read_reference(pool, at, added);
    return true;
}
