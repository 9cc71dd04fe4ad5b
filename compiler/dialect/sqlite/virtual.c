/* SPDX-License-Identifier: MIT
 * A virtual table with another module or other arguments. No module is asked to change them: the
 * table is made anew. What its rows are depends on the module:
 *
 *   FTS with `content='table'` is filled from that table again;
 *   FTS and R-Tree that keep their rows themselves are made under another name, filled from the old
 *   one column by column, and given its name, as in rebuild.c;
 *   of any other nobody knows what the rows are: they are lost, and the author has to allow it. */
#include <string.h>

#include "dialect/sqlite/alter.h"
#include "token.h"

/* ---- arguments ---- */

typedef struct Module {
    const char *name, *family; /* rows go over within a family */
    bool has_rowid;            /* beside its columns */
} Module;

static const Module modules[] = {
    {"fts3", "fts", true}, {"fts4", "fts", true}, {"fts5", "fts", true},
    {"rtree", "rtree", false}, {"rtree_i32", "rtree_i32", false}};

typedef struct Virtual {
    const Module *module; /* NULL: another one */
    NameList columns;
    Name content;   /* content='notes': its rows are those of another table */
    bool is_opaque; /* its rows, or what belongs to them, are not its own or cannot be read */
} Virtual;

static const Module *module_of(const sql_token *token)
{
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        if (sql_is(token, modules[i].name)) return &modules[i];
    return NULL;
}

/* Of a word or of what stands in any quotes, where a doubled quote is one. */
static Name name_of_token(Cx *cx, const sql_token *token)
{
    bool is_quoted = token->kind == SQL_QUOTED || token->kind == SQL_STRING;
    const char *at = token->text + is_quoted, *end = token->text + token->length - is_quoted;
    Text name = {0};
    for (; at < end; at++) {
        text_add_char(&name, *at);
        if (is_quoted && *at == *token->text && at + 1 < end) at++;
    }
    Name found = name_of(cx->names, name.data ? name.data : "", name.length);
    text_free(&name);
    return found;
}

/* name = value, or "tokenize porter" of the old ones */
static bool is_option(const sql_scanner *at, const Module *module)
{
    sql_token next = sql_peek(at);
    if (sql_is_mark(&next, '=')) return true;
    return strcmp(module->name, "fts5") != 0 && sql_is(&at->token, "tokenize");
}

/* content='' keeps no rows at all; a languageid is no column that SELECT * tells. */
static void read_option(Cx *cx, Virtual *into, sql_scanner at)
{
    bool is_content = sql_is(&at.token, "content");
    into->is_opaque |= is_content || sql_is(&at.token, "languageid");
    if (!is_content || strcmp(into->module->name, "fts3") == 0) return; /* it has no such option */
    sql_next(&at);
    sql_next(&at);
    into->content = name_of_token(cx, &at.token);
}

static Virtual read_virtual(Cx *cx, const char *arguments)
{
    Virtual found = {0};
    VEC(Name) columns = {0};
    sql_scanner at = sql_scan(arguments ? arguments : "", arguments ? strlen(arguments) : 0);
    found.module = module_of(&at.token);
    sql_next(&at);
    if (!found.module || !sql_is_mark(&at.token, '(')) return (Virtual){0};
    for (sql_next(&at); at.token.kind != SQL_END && !sql_is_mark(&at.token, ')');) {
        if (sql_is_mark(&at.token, '+')) sql_next(&at); /* of R-Tree: beside the coordinates */
        if (is_option(&at, found.module)) read_option(cx, &found, at);
        else vec_push(cx->arena, &columns, name_of_token(cx, &at.token));
        while (at.token.kind != SQL_END && !sql_is_mark(&at.token, ',') && !sql_is_mark(&at.token, ')'))
            sql_skip_group(&at);
        if (sql_is_mark(&at.token, ',')) sql_next(&at);
    }
    found.columns = (NameList){columns.items, columns.count};
    return found;
}

/* As SQLite compares; no name: there is no such column. */
static Name column_like(Cx *cx, const NameList *columns, Name name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (name_is(name_folded(cx->names, columns->items[i]), name_folded(cx->names, name)))
            return columns->items[i];
    return NO_NAME;
}

/* ---- rows ---- */

/* Which values have no place in the new table, and how many have; NULL: each has one. */
static const char *lost_of(Cx *cx, const Virtual *from, const Virtual *to, size_t *kept)
{
    Text words = {0};
    *kept = 0;
    for (size_t i = 0; i < from->columns.count; i++) {
        if (!name_none(column_like(cx, &to->columns, from->columns.items[i]))) (*kept)++;
        else text_printf(&words, "%s%s", words.length ? ", " : "", name_text(from->columns.items[i]));
    }
    const char *lost = words.length ? text_keep(&words, cx->arena) : NULL;
    text_free(&words);
    return lost;
}

static void add_columns(Cx *cx, Text *out, const NameList *names, const Virtual *from,
                        const Virtual *to)
{
    bool is_first = true;
    if (from->module->has_rowid) {
        text_add(out, "rowid");
        is_first = false;
    }
    for (size_t i = 0; i < from->columns.count; i++) {
        if (name_none(column_like(cx, &to->columns, from->columns.items[i]))) continue;
        text_add(out, is_first ? "" : ", ");
        is_first = false;
        sqlite_identifier(out, column_like(cx, names, from->columns.items[i]));
    }
}

static void copy_rows(const Copy *copy, Name name, const Virtual *from, const Virtual *to)
{
    Cx *cx = copy->alter->cx;
    Text sql = {0};
    text_add(&sql, "INSERT INTO ");
    sqlite_identifier(&sql, name);
    text_add(&sql, " (");
    add_columns(cx, &sql, &to->columns, from, to);
    text_add(&sql, ")\nSELECT ");
    add_columns(cx, &sql, &from->columns, from, to);
    text_add(&sql, "\nFROM ");
    sqlite_path(&sql, copy->alter->plan->to, &copy->to->object);
    sqlite_step(copy, &sql, "its rows are copied", STEP_REWRITES);
    text_free(&sql);
}

static void find_loss(Alter *alter, const Object *table, const char *what)
{
    const char *message = arena_printf(alter->cx->arena, "%s of virtual table %s are lost: it is "
                                       "made anew with its new arguments", what,
                                       sqlite_called(alter, table));
    sqlite_find(alter, "recreate-virtual", table, message, NULL);
}

static void copy_table(Alter *alter, const Copy *copy, const Virtual *from, const Virtual *to,
                       const char *why, const char *lost)
{
    const Object *table = &copy->to->object;
    Name name = sqlite_spare_name(alter, table);
    Text sql = {0};
    alter->plan->rebuilds = true;
    if (lost) find_loss(alter, table, arena_printf(alter->cx->arena, "values (%s)", lost));
    sqlite_create_table_as(alter->cx, &sql, alter->plan->to, table, name);
    sqlite_step(copy, &sql, why, lost ? STEP_LOSES : 0);
    copy_rows(copy, name, from, to);
    sqlite_take_place(copy, name);
    text_free(&sql);
}

/* ---- without them ---- */

static void fill_again(const Copy *copy)
{
    const Schema *schema = copy->alter->plan->to;
    Text sql = {0};
    text_add(&sql, "INSERT INTO ");
    sqlite_path(&sql, schema, &copy->to->object);
    text_add(&sql, " (");
    sqlite_path(&sql, schema, &copy->to->object);
    text_add(&sql, ") VALUES ('rebuild')");
    sqlite_step(copy, &sql, "it is filled from the table that has its contents", STEP_REWRITES);
    text_free(&sql);
}

static void make_anew(Alter *alter, const Copy *copy, const char *why, bool is_filled)
{
    const Object *table = &copy->to->object;
    const KindSql *kind = &alter->dialect->kinds[table->kind];
    Text sql = {0};
    kind->drop(alter->cx, &sql, alter->plan->to, table);
    text_add(&sql, ";\n");
    kind->create(alter->cx, &sql, alter->plan->to, table);
    sqlite_step(copy, &sql, why, is_filled ? 0 : STEP_LOSES);
    if (is_filled) fill_again(copy);
    else find_loss(alter, table, "the rows");
    text_free(&sql);
}

/* A table that has not all of its columns cannot fill it. */
static bool can_fill(const Alter *alter, const Virtual *to)
{
    if (name_none(to->content) || !*name_text(to->content)) return false;
    const Object *table = schema_find(alter->plan->to, KIND_TABLE, NO_NAME, to->content);
    if (!table || table->kind != KIND_TABLE) return true; /* a view: nobody knows its columns */
    VEC(Name) names = {0};
    for (size_t i = 0; i < table->members.count; i++)
        if (table->members.items[i]->kind == KIND_COLUMN)
            vec_push(alter->cx->arena, &names, table->members.items[i]->name);
    const NameList columns = {names.items, names.count};
    for (size_t i = 0; i < to->columns.count; i++)
        if (name_none(column_like(alter->cx, &columns, to->columns.items[i]))) return false;
    return true;
}

void sqlite_alter_table(Alter *alter, const Change *change)
{
    Copy copy = {.alter = alter, .from = (const Table *)change->from, .to = (const Table *)change->to};
    Virtual from = read_virtual(alter->cx, copy.from->virtual_using);
    Virtual to = read_virtual(alter->cx, copy.to->virtual_using);
    const char *why = arena_printf(alter->cx->arena, "table %s is of another module, or has other "
                                   "arguments", sqlite_called(alter, change->to));
    size_t kept;
    const char *lost = lost_of(alter->cx, &from, &to, &kept);
    bool can_copy = from.module && to.module && strcmp(from.module->family, to.module->family) == 0 &&
                    !from.is_opaque && !to.is_opaque && (from.module->has_rowid ? kept > 0 : !lost);
    if (can_copy) copy_table(alter, &copy, &from, &to, why, lost);
    else make_anew(alter, &copy, why, can_fill(alter, &to));
}
