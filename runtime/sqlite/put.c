/* SPDX-License-Identifier: MIT
 * Puts a table that was read into the catalog: the table, its columns, its constraints. */
#include "definition.h"

#include <string.h>

static const char *printed(catalog *into, const char *name)
{
    const char *path = catalog_path(into->memory, name, NULL, NULL);
    return path ? path : "";
}

void sql_put_object(catalog *into, const char *kind, const char *path)
{
    catalog_add(into, kind, path ? path : "");
}

static const char *yes(bool is_so)
{
    return is_so ? "yes" : NULL;
}

static char *expression(catalog *into, const table *in, sql_scanner at)
{
    const char *start = at.token.text;
    sql_skip_group(&at);
    return sql_normalize(into->memory, start, (size_t)(at.previous - start),
                         sql_table_spell, in);
}

/* ---- columns ---- */

/* INTEGER PRIMARY KEY is the rowid; PRIMARY KEY DESC of the column, an old mistake, is not. */
static bool is_rowid(const table *in, const column *of)
{
    return in->key_count == 1 && !in->is_key_descending && !in->is_without_rowid && of->type &&
           strcmp(of->type, "INTEGER") == 0;
}

static bool takes_null(const table *in, const column *of)
{
    if (of->is_not_null) return false;
    return !of->is_in_key || !(in->is_strict || in->is_without_rowid || is_rowid(in, of));
}

static void put_column(catalog *into, const table *in, const column *from)
{
    sql_put_object(into, "column", catalog_path(into->memory, in->name, from->name, NULL));
    catalog_set(into, "type", from->type);
    catalog_set_source(into, from->declared);
    catalog_set(into, "null", yes(takes_null(in, from)));
    catalog_set(into, "default", from->initial);
    if (from->is_generated) {
        catalog_set(into, "generated", expression(into, in, from->generated));
        catalog_set(into, "storage", from->is_stored ? "stored" : "virtual");
    }
    catalog_set(into, "collate", from->collation);
    bool is_moot = from->is_not_null && from->is_in_key && is_rowid(in, from);
    catalog_set(into, "on conflict", is_moot && !from->null_conflict ? "abort" : from->null_conflict);
    catalog_set(into, "unread", from->unread);
}

/* ---- constraints ---- */

static const char *own_column(catalog *into, const constraint *from, const table *in)
{
    return printed(into, in->columns[from->column - 1].name);
}

static const char *elements(catalog *into, const constraint *from, const table *in)
{
    sql_scanner at = from->columns;
    return from->column ? own_column(into, from, in) : sql_read_elements(into->memory, &at, in);
}

/* An object whose path is the table's and something more. */
static void add_behind(catalog *into, const char *kind, const table *in, const char *between,
                       const char *more, const char *after)
{
    const char *path = memory_printf(into->memory, "%s%s%s%s", printed(into, in->name), between,
                                     more ? more : "", after);
    sql_put_object(into, kind, path);
}

static void put_key(catalog *into, const constraint *from, const table *in)
{
    const char *columns = elements(into, from, in);
    if (from->kind == CONSTRAINT_UNIQUE) add_behind(into, "unique", in, "(", columns, ")");
    else catalog_add(into, "primary key", printed(into, in->name));
    catalog_set(into, "columns", columns);
    catalog_set(into, "autoincrement", yes(from->is_autoincrement));
    catalog_set(into, "desc", yes(from->is_descending));
    catalog_set(into, "on conflict", from->on_conflict);
    catalog_set(into, "name", from->name);
}

static void put_constraints(catalog *into, const table *from)
{
    for (size_t i = 0; i < from->constraint_count; i++) {
        const constraint *each = &from->constraints[i];
        switch (each->kind) {
        case CONSTRAINT_PRIMARY_KEY:
        case CONSTRAINT_UNIQUE: put_key(into, each, from); break;
        case CONSTRAINT_CHECK:
            add_behind(into, "check", from, ": ", expression(into, from, each->columns), "");
            catalog_set(into, "name", each->name);
            break;
        case CONSTRAINT_FOREIGN_KEY: break;
        }
    }
}

static void put_foreign_key(catalog *into, const constraint *from, const table *in,
                            const table *target)
{
    sql_scanner at = from->columns, behind = from->target_columns;
    const char *name = printed(into, target ? target->name : from->target);
    const char *columns = from->column ? own_column(into, from, in)
                                       : sql_read_names(into->memory, &at, in);
    const char *target_columns = target ? target->key_columns : NULL;
    bool is_named = sql_is_mark(&behind.token, '(');
    if (is_named)
        target_columns = sql_read_names(into->memory, &behind, target);
    char *arrow = memory_printf(into->memory, ") -> %s", name);
    add_behind(into, "foreign key", in, "(", columns, arrow ? arrow : "");
    catalog_set(into, "columns", columns);
    catalog_set(into, "target", name);
    catalog_set(into, "implied", yes(!is_named));
    catalog_set(into, "target columns", target_columns);
    catalog_set(into, "on delete", from->on_delete);
    catalog_set(into, "on update", from->on_update);
    catalog_set(into, "deferrable", yes(from->is_deferrable));
    catalog_set(into, "initially deferred", yes(from->is_initially_deferred));
    catalog_set(into, "name", from->name);
}

void sql_put_foreign_keys(catalog *into, const table *from, table_find *find, const void *state)
{
    for (size_t i = 0; i < from->constraint_count; i++) {
        const constraint *each = &from->constraints[i];
        if (each->kind == CONSTRAINT_FOREIGN_KEY && each->target)
            put_foreign_key(into, each, from, find(state, each->target));
    }
}

/* ---- tables ---- */

void sql_put_table(catalog *into, const table *from)
{
    catalog_add(into, "table", printed(into, from->name));
    catalog_set(into, "strict off", yes(!from->is_strict));
    catalog_set(into, "without rowid", yes(from->is_without_rowid));
    catalog_set(into, "unread", from->unread);
    for (size_t i = 0; i < from->column_count; i++) put_column(into, from, &from->columns[i]);
    put_constraints(into, from);
}

/* The module and its arguments as they were written: not every module minds blanks as SQL does. */
static char *module_text(memory *pool, sql_scanner at)
{
    list text = {.pool = pool};
    const char *comma = "(";
    sql_list_add(&text, "", memory_copy(pool, at.token.text, at.token.length));
    sql_next(&at);
    while (sql_is_mark(&at.token, '(') || sql_is_mark(&at.token, ',')) {
        sql_next(&at);
        const char *start = at.token.text;
        while (at.token.kind != SQL_END && !sql_is_mark(&at.token, ',') &&
               !sql_is_mark(&at.token, ')'))
            sql_skip_group(&at);
        const char *end = at.previous > start ? at.previous : start;
        sql_list_add(&text, comma, memory_copy(pool, start, (size_t)(end - start)));
        comma = ", ";
    }
    if (text.text && *comma == ',') sql_list_add(&text, "", ")");
    return text.text;
}

void sql_put_virtual_table(catalog *into, const char *name, sql_scanner *at)
{
    while (at->token.kind != SQL_END && !sql_take(at, "using")) sql_next(at);
    catalog_add(into, "table", printed(into, name));
    const char *module = at->token.text;
    catalog_set(into, "virtual using",
                catalog_normalize(into->memory, module, (size_t)(at->end - module)));
    catalog_set_source(into, module_text(into->memory, *at));
}
