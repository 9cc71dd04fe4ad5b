/* SPDX-License-Identifier: MIT
 * Asks the database itself which tables and columns there are: between two versions no schema
 * tells. One query per table gives its rows as one text, whatever their order. */
#include "torture/look.h"

#include <string.h>

#include "base/text.h"
#include "base/vec.h"
#include "engine.h"
#include "memory.h"
#include "sha256.h"

typedef struct Looker {
    Arena *arena;
    schemac_db db;
    bool is_postgres;
    memory memory;
    const char *error;
} Looker;

static Looker begin(Arena *arena, schemac_db db)
{
    return (Looker){.arena = arena, .db = db, .is_postgres = !strcmp(db.engine->name, "postgres")};
}

/* The first value; "": none, or it failed. */
static const char *ask(Looker *looker, const char *sql, const char *argument)
{
    const char *value = NULL, *error = NULL, *arguments[] = {argument, NULL};
    if (looker->error) return "";
    schemac_status status =
        looker->db.engine->ask(looker->db.handle, &looker->memory, sql, arguments, &value, &error);
    if (status != SCHEMAC_OK) looker->error = arena_printf(looker->arena, "%s", error);
    return value ? value : "";
}

/* ---- catalog and history ---- */

static bool is_invalid(const catalog_object *object)
{
    return !strcmp(object->kind, "index") && catalog_value(object, "invalid");
}

static const char *catalog_seen(Looker *looker, const char *space)
{
    catalog found, valid;
    const char *error = NULL;
    catalog_init(&found, &looker->memory);
    if (looker->db.engine->inspect(looker->db.handle, space, &found, &error) != SCHEMAC_OK) {
        looker->error = arena_printf(looker->arena, "%s", error);
        return "";
    }
    valid = found;
    valid.count = 0;
    for (size_t i = 0; i < found.count; i++)
        if (!is_invalid(&found.objects[i])) valid.objects[valid.count++] = found.objects[i];
    const char *text = catalog_text(&valid, &looker->memory, NULL);
    return arena_printf(looker->arena, "%s", text ? text : "");
}

static const char *history_seen(Looker *looker, const schemac_schema *schema)
{
    static const char entry[] =
        "version || ' ' || status || coalesce(' ' || blocks, '') AS e FROM %sschemac_history"
        " WHERE schema_name = $1 AND status <> 'failed' ORDER BY id) h";
    const char *error = NULL;
    Text sql = {0}, table = {0};
    int format = looker->db.engine->history_format(looker->db.handle, &looker->memory,
                                                   schema->default_space, &error);
    if (format < 0) looker->error = arena_printf(looker->arena, "%s", error);
    if (format <= 0) return "";
    if (looker->is_postgres) {
        text_add_quoted(&table, schema->default_space, strlen(schema->default_space), '"');
        text_add(&table, ".");
    }
    text_add(&sql, looker->is_postgres ? "SELECT string_agg(e, ', ') FROM (SELECT "
                                       : "SELECT group_concat(e, ', ') FROM (SELECT ");
    text_printf(&sql, entry, text_string(&table));
    const char *seen = ask(looker, text_string(&sql), schema->name);
    seen = arena_printf(looker->arena, "%s", seen);
    text_free(&sql);
    text_free(&table);
    return seen;
}

/* ---- rows ---- */

/* Names in quotes, as they stand in SQL. */
typedef struct Seen {
    const char *table;
    VEC(const char *) columns;
} Seen;
typedef VEC(Seen) AllSeen;

/* Bytes that stand in no name: 2 is between table and column, 1 between these pairs. */
static const char list_postgres[] =
    "SELECT string_agg(t || chr(2) || quote_ident(a.attname), chr(1) ORDER BY t COLLATE \"C\","
    " a.attnum) FROM (SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS t"
    " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
    " AND c.relname <> 'schemac_history') c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid"
    " AND a.attnum > 0 AND NOT a.attisdropped";
static const char list_sqlite[] =
    "SELECT group_concat(e, char(1)) FROM (SELECT '\"' || replace(t.name, '\"', '\"\"') || '\"' ||"
    " char(2) || '\"' || replace(c.name, '\"', '\"\"') || '\"' AS e FROM pragma_table_list t"
    " JOIN pragma_table_xinfo(t.name) c WHERE t.schema = 'main' AND t.type = 'table'"
    " AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name <> 'schemac_history'"
    " AND c.hidden <> 1 ORDER BY t.name, c.cid)";

static void list_columns(Looker *looker, AllSeen *all)
{
    const char *at = ask(looker, looker->is_postgres ? list_postgres : list_sqlite, NULL);
    while (*at) {
        size_t length = strcspn(at, "\1"), name = strcspn(at, "\2");
        const char *table = arena_copy(looker->arena, at, name);
        const char *column = arena_copy(looker->arena, at + name + 1, length - name - 1);
        Seen *last = all->count ? &all->items[all->count - 1] : NULL;
        if (!last || strcmp(last->table, table) != 0) {
            vec_push(looker->arena, all, ((Seen){.table = table}));
            last = &all->items[all->count - 1];
        }
        vec_push(looker->arena, &last->columns, column);
        at += length + (at[length] == '\1');
    }
}

static const char *name_of(Looker *looker, const Seen *table, const char *column)
{
    return arena_printf(looker->arena, "\n%s.%s\n", table->table, column);
}

/* Some at a time in parentheses: an expression may not be too deep. */
static void add_columns(Looker *looker, Text *sql, const Seen *table, const char *hidden)
{
    enum { AT_A_TIME = 50 };
    size_t added = 0;
    for (size_t i = 0; i < table->columns.count; i++) {
        const char *column = table->columns.items[i];
        if (hidden && strstr(hidden, name_of(looker, table, column))) continue;
        const char *before = !added ? "" : added % AT_A_TIME ? " || ',' || " : ") || (',' || ";
        if (looker->is_postgres) text_printf(sql, "%s%s", added ? ", " : "", column);
        else text_printf(sql, "%squote(%s)", before, column);
        added++;
    }
    if (!added && !looker->is_postgres) text_add(sql, "''");
}

/* Their count and the hash of all. */
static const char *values_of(Looker *looker, const Seen *table, const char *hidden)
{
    Text sql = {0};
    char hex[65];
    schemac_sha256 sum;
    text_add(&sql, looker->is_postgres
                       ? "SELECT count(*) || ' rows' || coalesce(string_agg(chr(10) || r, ''"
                         " ORDER BY r COLLATE \"C\"), '') FROM (SELECT ROW("
                       : "SELECT count(*) || ' rows' || coalesce(group_concat(char(10) || r, ''),"
                         " '') FROM (SELECT (");
    add_columns(looker, &sql, table, hidden);
    text_printf(&sql, looker->is_postgres ? ")::text AS r FROM %s) q" : ") AS r FROM %s ORDER BY 1)",
                table->table);
    const char *values = ask(looker, text_string(&sql), NULL);
    text_free(&sql);
    schemac_sha256_init(&sum);
    schemac_sha256_add(&sum, values, strlen(values));
    schemac_sha256_hex(&sum, hex);
    return arena_printf(looker->arena, "%.*s %.16s", (int)strcspn(values, "\n"), values, hex);
}

static const char *rows_seen(Looker *looker, const char *hidden)
{
    Text out = {0};
    AllSeen all = {0};
    list_columns(looker, &all);
    for (size_t i = 0; i < all.count && !looker->error; i++)
        text_printf(&out, "table %s: %s\n", all.items[i].table,
                    values_of(looker, &all.items[i], hidden));
    if (!looker->is_postgres)
        text_printf(&out, "integrity: %s\n", ask(looker, "PRAGMA integrity_check", NULL));
    return text_keep(&out, looker->arena);
}

/* ---- door ---- */

const char *look_take(Arena *arena, const Lens *lens, schemac_db db, Look *look)
{
    Looker looker = begin(arena, db);
    look->catalog = catalog_seen(&looker, lens->schema->default_space);
    look->history = history_seen(&looker, lens->schema);
    look->rows = rows_seen(&looker, lens->hidden);
    memory_free(&looker.memory);
    return looker.error;
}

const char *look_differing(Arena *arena, schemac_db a, schemac_db b, const char **why)
{
    Looker first = begin(arena, a), second = begin(arena, b);
    AllSeen all = {0};
    Text out = {0};
    list_columns(&first, &all);
    for (size_t i = 0; i < all.count; i++)
        for (size_t c = 0; c < all.items[i].columns.count; c++) {
            Seen one = {.table = all.items[i].table};
            vec_push(arena, &one.columns, all.items[i].columns.items[c]);
            if (strcmp(values_of(&first, &one, NULL), values_of(&second, &one, NULL)) != 0)
                text_add(&out, name_of(&first, &one, one.columns.items[0]));
        }
    *why = first.error ? first.error : second.error;
    memory_free(&first.memory);
    memory_free(&second.memory);
    return text_keep(&out, arena);
}

static bool has_line(const char *text, const char *line, size_t length)
{
    for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
        if (strcspn(text, "\n") == length && !strncmp(text, line, length)) return true;
    return false;
}

static const char *line_missing(Arena *arena, const char *text, const char *in, const char *words)
{
    for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
        size_t length = strcspn(text, "\n");
        if (!has_line(in, text, length))
            return arena_printf(arena, "%s '%.*s'", words, (int)length, text);
    }
    return NULL;
}

const char *look_first_line(Arena *arena, const char *found, const char *expected)
{
    const char *more = line_missing(arena, found, expected, "it has");
    return more ? more : line_missing(arena, expected, found, "it lacks");
}
