/* SPDX-License-Identifier: MIT
 * Inspects an SQLite database: reads sqlite_schema once and hands each definition to its reader.
 * Pragmas do not know of checks, collations, names of constraints and generated expressions, so
 * the stored SQL is the only source. */
#include "inspect.h"
#include "definition.h"

#include <stdlib.h>
#include <string.h>

/* A row of sqlite_schema. */
typedef struct entry {
    const char *type, *name, *on;
    sql_scanner at; /* over its SQL */
    bool is_virtual;
    table table; /* read, where it is one */
} entry;

typedef struct inspection {
    sqlite3 *connection;
    memory *pool;
    entry *entries;
    size_t count, room;
    table **tables; /* sorted by name, for lookup */
    size_t table_count;
} inspection;

static bool is_internal(const char *name)
{
    return sql_name_begins(name, "sqlite_") || sql_name_same(name, "schemac_history");
}

static char *copy_field(memory *pool, sqlite3_stmt *row, int field)
{
    const char *text = (const char *)sqlite3_column_text(row, field);
    return memory_copy(pool, text ? text : "", text ? (size_t)sqlite3_column_bytes(row, field) : 0);
}

static bool begins_virtual(sql_scanner at)
{
    return sql_take(&at, "create") && sql_is(&at.token, "virtual");
}

/* An index without SQL belongs to a key or unique, which the table tells of itself. */
static void add_entry(inspection *self, sqlite3_stmt *row)
{
    entry *entries = sql_array_grow(self->pool, self->entries, self->count, &self->room,
                                    sizeof *entries);
    const char *fields[4];
    for (int i = 0; i < 4; i++) fields[i] = copy_field(self->pool, row, i);
    if (!entries || self->pool->failed) return;
    self->entries = entries;
    if (!*fields[3] || is_internal(fields[1]) || is_internal(fields[2])) return;
    entry *added = &entries[self->count++];
    *added = (entry){.type = fields[0], .name = fields[1], .on = fields[2]};
    added->at = sql_scan(fields[3], strlen(fields[3]));
    added->is_virtual = begins_virtual(added->at);
}

static int compare_tables(const void *a, const void *b)
{
    const table *const *left = a, *const *right = b;
    return sqlite3_stricmp((*left)->name, (*right)->name);
}

static const table *find_table(const void *state, const char *name)
{
    const inspection *self = state;
    const table wanted = {.name = name}, *key = &wanted;
    table **found = self->table_count == 0 ? NULL
        : bsearch(&key, self->tables, self->table_count, sizeof *self->tables, compare_tables);
    return found ? *found : NULL;
}

static bool is_table(const entry *each)
{
    return strcmp(each->type, "table") == 0;
}

static void read_tables(inspection *self)
{
    self->tables = memory_take(self->pool, (self->count + 1) * sizeof *self->tables);
    for (size_t i = 0; self->tables && i < self->count; i++) {
        entry *each = &self->entries[i];
        if (!is_table(each) || each->is_virtual) continue;
        each->table.name = each->name;
        sql_read_table(self->pool, &each->at, &each->table);
        self->tables[self->table_count++] = &each->table;
    }
    if (self->table_count > 0)
        qsort(self->tables, self->table_count, sizeof *self->tables, compare_tables);
}

static void put_entry(inspection *self, catalog *into, entry *each)
{
    if (each->is_virtual) sql_put_virtual_table(into, each->name, &each->at);
    else if (is_table(each)) sql_put_table(into, &each->table);
    else if (strcmp(each->type, "index") == 0)
        sql_put_index(into, each->name, &each->at, each->on, find_table(self, each->on));
    else if (strcmp(each->type, "view") == 0) sql_put_view(into, each->name, &each->at);
    else if (strcmp(each->type, "trigger") == 0)
        sql_put_trigger(into, each->name, &each->at, each->on, find_table(self, each->on));
}

static void put_entries(inspection *self, catalog *into)
{
    for (size_t i = 0; i < self->count; i++) put_entry(self, into, &self->entries[i]);
    for (size_t i = 0; i < self->count; i++)
        sql_put_foreign_keys(into, &self->entries[i].table, find_table, self);
}

/* Without the tables in which a virtual table keeps its own data. Where none is virtual (they have
 * no page) the list is not asked for: SQLite looks into every view for it. */
static int read_entries(inspection *self)
{
    static const char sql[] =
        "SELECT type,name,tbl_name,sql FROM main.sqlite_schema WHERE"
        " 0 NOT IN(SELECT rootpage FROM main.sqlite_schema WHERE type='table')OR tbl_name NOT IN"
        "(SELECT name FROM pragma_table_list WHERE schema='main'AND type='shadow')";
    sqlite3_stmt *rows = NULL;
    int code = sqlite3_prepare_v2(self->connection, sql, -1, &rows, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(rows)) == SQLITE_ROW) {
        add_entry(self, rows);
        code = SQLITE_OK;
    }
    sqlite3_finalize(rows);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

schemac_status sqlite_inspect(sqlite3 *connection, catalog *into, const char **error)
{
    inspection self = {.connection = connection, .pool = into->memory};
    int code = read_entries(&self);
    if (code != SQLITE_OK) {
        *error = memory_printf(self.pool, "%s", sqlite3_errmsg(connection));
        return (code & 0xff) == SQLITE_BUSY ? SCHEMAC_LOCKED : SCHEMAC_DATABASE;
    }
    read_tables(&self);
    put_entries(&self, into);
    if (self.pool->failed && !into->error) into->error = "out of memory";
    catalog_finish(into);
    *error = into->error;
    return into->error ? SCHEMAC_DATABASE : SCHEMAC_OK;
}
