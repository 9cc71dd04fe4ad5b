/* SPDX-License-Identifier: MIT
 * CREATE TABLE: one column per line, then the constraints. What has no name and speaks of one
 * column stands behind that column. */
#include <string.h>

#include "dialect/sqlite/sqlite.h"

/* ---- which column does a constraint stand behind? ---- */

typedef struct Mention {
    const Object *table;
    const Object *column; /* the one that all names mean */
    bool is_one;
} Mention;

static bool find_mention(void *state, const Expr *expr)
{
    Mention *mention = state;
    if (expr->kind == EXPR_RAW) mention->is_one = false;
    if (expr->kind != EXPR_NAME) return mention->is_one;
    bool is_column = expr->ref && expr->ref->kind == KIND_COLUMN;
    if (!is_column || (mention->column && mention->column != expr->ref)) mention->is_one = false;
    mention->column = expr->ref;
    return mention->is_one;
}

static const Object *only_mentioned(const Check *check)
{
    Mention mention = {.is_one = true};
    expr_walk(check->expr.any, find_mention, &mention);
    return mention.is_one ? mention.column : NULL;
}

static const Object *only_element(const Object *table, const Key *key)
{
    const IndexElement *element = key->columns.items;
    if (key->columns.count != 1 || element->expr->kind != EXPR_NAME) return NULL;
    if (element->is_descending || !name_none(element->collation)) return NULL;
    return object_member(table, KIND_COLUMN, element->expr->name);
}

/* NULL: it has to stand by itself. */
static const Object *column_of(const Object *member)
{
    if (member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE)
        return only_element(member->parent, (const Key *)member);
    if (member->kind == KIND_CHECK) return only_mentioned((const Check *)member);
    if (member->kind != KIND_FOREIGN_KEY) return NULL;
    const ForeignKey *key = (const ForeignKey *)member;
    return key->columns.count == 1
               ? object_member(member->parent, KIND_COLUMN, key->columns.items[0]) : NULL;
}

/* ---- constraints ---- */

static void add_word(Text *out, const char *before, Name word)
{
    if (name_none(word)) return;
    text_add(out, before);
    for (const char *c = name_text(word); *c; c++)
        text_add_char(out, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
}

static void add_key(Cx *cx, Text *out, const Schema *schema, const Key *key, bool is_placed)
{
    text_add(out, key->object.kind == KIND_PRIMARY_KEY ? "PRIMARY KEY" : "UNIQUE");
    if (!is_placed) {
        text_add(out, " (");
        sqlite_elements(cx, out, schema, &key->columns);
        text_add(out, key->is_autoincrement ? " AUTOINCREMENT)" : ")");
    }
    if (key->is_descending) text_add(out, " DESC");
    add_word(out, " ON CONFLICT ", key->on_conflict);
    if (is_placed && key->is_autoincrement) text_add(out, " AUTOINCREMENT");
}

static void add_foreign_key(Text *out, const Schema *schema, const ForeignKey *key, bool is_placed)
{
    if (!is_placed) {
        text_add(out, "FOREIGN KEY (");
        sqlite_names(out, &key->columns);
        text_add(out, ") ");
    }
    text_add(out, "REFERENCES ");
    sqlite_path(out, schema, &key->target->object);
    if (!key->targets_primary) {
        text_add(out, " (");
        sqlite_names(out, &key->target_columns);
        text_add_char(out, ')');
    }
    if (!name_equals(key->on_delete, "no action")) add_word(out, " ON DELETE ", key->on_delete);
    if (!name_equals(key->on_update, "no action")) add_word(out, " ON UPDATE ", key->on_update);
    if (key->is_deferrable) text_add(out, " DEFERRABLE");
    if (key->is_initially_deferred) text_add(out, " INITIALLY DEFERRED");
}

static void add_constraint(Cx *cx, Text *out, const Schema *schema, const Object *member,
                           bool is_placed)
{
    if (member->is_named) {
        text_add(out, "CONSTRAINT ");
        sqlite_identifier(out, member->name);
        text_add_char(out, ' ');
    }
    if (member->kind == KIND_CHECK) {
        text_add(out, "CHECK (");
        sqlite_expr(cx, out, schema, ((const Check *)member)->expr.any);
        text_add_char(out, ')');
    } else if (member->kind == KIND_FOREIGN_KEY) {
        add_foreign_key(out, schema, (const ForeignKey *)member, is_placed);
    } else {
        add_key(cx, out, schema, (const Key *)member, is_placed);
    }
}

static bool is_constraint(const Object *member)
{
    return member->kind == KIND_CHECK || member->kind == KIND_FOREIGN_KEY ||
           member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE;
}

/* ---- columns ---- */

/* A literal stands as it is; everything else needs parentheses, once. */
static bool stands_alone(const Expr *expr)
{
    if (expr->kind == EXPR_UNARY && name_equals(expr->name, "-"))
        return expr->args[0]->kind == EXPR_NUMBER;
    if (expr->kind == EXPR_CALL) return expr->flags & EXPR_BARE;
    if (expr->kind == EXPR_RAW) return sqlite_is_enclosed(expr->text, expr->length);
    return expr->kind == EXPR_STRING || expr->kind == EXPR_NUMBER || expr->kind == EXPR_BYTES;
}

static void add_value(Cx *cx, Text *out, const Schema *schema, const Expr *expr)
{
    bool needs_parentheses = !stands_alone(expr);
    if (needs_parentheses) text_add_char(out, '(');
    sqlite_expr(cx, out, schema, expr);
    if (needs_parentheses) text_add_char(out, ')');
}

/* INTEGER PRIMARY KEY is never null without saying so. */
static bool is_rowid(const Column *column)
{
    return sqlite_rowid_column((const Table *)column->object.parent) == column;
}

static void add_not_null(Text *out, const Column *column)
{
    Name conflict = column->null_conflict;
    if (column->is_nullable || (is_rowid(column) && name_none(conflict))) return;
    text_add(out, " NOT NULL");
    if (!name_equals(conflict, "abort")) add_word(out, " ON CONFLICT ", conflict);
}

static void add_column(Cx *cx, Text *out, const Schema *schema, const Column *column,
                       const Object *const *constraints, size_t count)
{
    sqlite_identifier(out, column->object.name);
    const Type *type = column->type.any;
    if (type && name_length(type->name) > 0) {
        text_add_char(out, ' ');
        sqlite_write_type(out, type);
    }
    add_not_null(out, column);
    if (column->states_null) text_add(out, " DEFAULT NULL");
    if (column->initial.any) {
        text_add(out, " DEFAULT ");
        add_value(cx, out, schema, column->initial.any);
    }
    if (!name_none(column->collation)) sqlite_collation(out, column->collation);
    if (column->generated.any) {
        text_add(out, " GENERATED ALWAYS AS (");
        sqlite_expr(cx, out, schema, column->generated.any);
        text_add(out, name_equals(column->storage, "virtual") ? ") VIRTUAL" : ") STORED");
    }
    for (size_t i = 0; i < count; i++) {
        text_add_char(out, ' ');
        add_constraint(cx, out, schema, constraints[i], true);
    }
}

/* ---- tables ---- */

/* The constraints of a table, sorted to the columns they stand behind. */
typedef struct Placed {
    const Object *column; /* NULL: of the table */
    const Object *constraint;
} Placed;

/* Keys and uniques are numbered in one order, checks asked in another. */
static Kind order_of(Kind kind)
{
    return kind == KIND_UNIQUE ? KIND_PRIMARY_KEY : kind;
}

/* What is named stands by itself, and so does what would come before one that is declared before
 * it: SQLite numbers the indexes of keys and asks checks in the order in which they are written.
 * Where a column is added, all of it comes along. The check of a type belongs to its column. */
static const Object *place_of(const Object *member, const Placed *placed, size_t count)
{
    bool is_behind = member->kind == KIND_PRIMARY_KEY && ((const Key *)member)->is_descending;
    const Object *column = member->is_named && !is_behind ? NULL : column_of(member);
    if (!column || !member->origin || is_behind) return column;
    for (size_t i = count; i-- > 0;) {
        const Object *before = placed[i].constraint, *other = placed[i].column;
        if (order_of(before->kind) != order_of(member->kind)) continue;
        return other && other->position <= column->position ? column : NULL;
    }
    return column;
}

/* Constraints in the order of declaration; each column's are found by one pass over them. */
static size_t place_all(Cx *cx, const Object *table, bool is_added, Placed **placed)
{
    size_t count = 0;
    *placed = arena_array(cx->arena, Placed, table->members.count);
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (!is_constraint(member)) continue;
        const Object *column = is_added ? column_of(member) : place_of(member, *placed, count);
        (*placed)[count++] = (Placed){column, member};
    }
    return count;
}

static size_t constraints_of(const Object *column, const Placed *placed, size_t count,
                             const Object **into)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        if (placed[i].column == column) into[found++] = placed[i].constraint;
    return found;
}

void sqlite_column(Cx *cx, Text *out, const Schema *schema, const Column *column)
{
    Placed *placed;
    size_t count = place_all(cx, column->object.parent, true, &placed);
    const Object **own = arena_array(cx->arena, const Object *, count);
    add_column(cx, out, schema, column, own, constraints_of(&column->object, placed, count, own));
}

static void begin_line(Text *out, bool *is_first)
{
    text_add(out, *is_first ? "\n    " : ",\n    ");
    *is_first = false;
}

static void add_members(Cx *cx, Text *out, const Schema *schema, const Object *table)
{
    Placed *placed;
    bool is_first = true;
    size_t count = place_all(cx, table, false, &placed);
    const Object **own = arena_array(cx->arena, const Object *, count);
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (member->kind != KIND_COLUMN) continue;
        begin_line(out, &is_first);
        add_column(cx, out, schema, (const Column *)member, own,
                   constraints_of(member, placed, count, own));
    }
    for (size_t i = 0; i < count; i++) {
        if (placed[i].column) continue;
        begin_line(out, &is_first);
        add_constraint(cx, out, schema, placed[i].constraint, false);
    }
}

void sqlite_create_table(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    sqlite_create_table_as(cx, out, schema, object, object->name);
}

void sqlite_create_table_as(Cx *cx, Text *out, const Schema *schema, const Object *object,
                            Name name)
{
    const Table *table = (const Table *)object;
    text_add(out, table->virtual_using ? "CREATE VIRTUAL TABLE " : "CREATE TABLE ");
    sqlite_identifier(out, name);
    if (table->virtual_using) {
        text_add(out, " USING ");
        sqlite_trimmed(out, table->virtual_using, strlen(table->virtual_using));
        return;
    }
    text_add(out, " (");
    add_members(cx, out, schema, object);
    text_add(out, "\n)");
    if (table->is_without_rowid) text_add(out, " WITHOUT ROWID");
    if (!table->is_not_strict) text_add(out, table->is_without_rowid ? ", STRICT" : " STRICT");
}
