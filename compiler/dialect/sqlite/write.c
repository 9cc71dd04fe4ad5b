/* SPDX-License-Identifier: MIT
 * The small pieces of SQL: names, literals, expressions, lists. */
#include <string.h>

#include "dialect/sqlite/sqlite.h"
#include "token.h"

static bool is_bare(Name name)
{
    return name_is_plain(name) && !sql_is_keyword(name_text(name), name_length(name));
}

void sqlite_identifier(Text *out, Name name)
{
    if (name_fact(name, NAME_IS_BARE_IN_SQLITE, is_bare))
        text_add_bytes(out, name_text(name), name_length(name));
    else text_add_quoted(out, name_text(name), name_length(name), '"');
}

/* SQLite's own collations in the letters of its documentation: PRAGMA index_xinfo shows them. */
void sqlite_collation(Text *out, Name name)
{
    static const char *const known[][2] = {
        {"nocase", "NOCASE"}, {"rtrim", "RTRIM"}, {"binary", "BINARY"}};
    text_add(out, " COLLATE ");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (name_equals(name, known[i][0])) {
            text_add(out, known[i][1]);
            return;
        }
    sqlite_identifier(out, name);
}

void sqlite_literal(Text *out, const char *text, size_t length)
{
    text_add_quoted(out, text, length, '\'');
}

void sqlite_path(Text *out, const Schema *schema, const Object *object)
{
    (void)schema; /* no namespaces */
    sqlite_identifier(out, object->name);
}

void sqlite_names(Text *out, const NameList *names)
{
    for (size_t i = 0; i < names->count; i++) {
        if (i > 0) text_add(out, ", ");
        sqlite_identifier(out, names->items[i]);
    }
}

void sqlite_trimmed(Text *out, const char *text, size_t length)
{
    sql_scanner at = sql_scan(text, length);
    const char *start = at.token.text, *end = start;
    for (; at.token.kind != SQL_END; sql_next(&at))
        if (!sql_is_mark(&at.token, ';')) end = at.token.text + at.token.length;
    text_add_bytes(out, start, (size_t)(end - start));
}

bool sqlite_is_enclosed(const char *text, size_t length)
{
    sql_scanner at = sql_scan(text, length);
    if (!sql_is_mark(&at.token, '(')) return false;
    sql_skip_group(&at);
    return at.token.kind == SQL_END && at.previous[-1] == ')';
}

/* ---- expressions ---- */

static void write_identifier(Text *out, const void *state, Name name)
{
    (void)state;
    sqlite_identifier(out, name);
}

static void write_string(Text *out, const void *state, const Expr *string)
{
    (void)state;
    sqlite_literal(out, string->text, string->length);
}

static void write_type(Text *out, const void *state, const Type *type)
{
    (void)state;
    sqlite_write_type(out, type);
    if (type->args) text_printf(out, "(%s)", type->args);
}

static const ExprStyle style;

/* a IS NOT b is understood by every version, IS DISTINCT FROM by new ones. */
static void write_distinct(Text *out, const Expr *expr)
{
    expr_write_operand(out, expr->args[0], &style);
    text_add(out, expr->flags & EXPR_NEGATED ? " IS " : " IS NOT ");
    expr_write_operand(out, expr->args[1], &style);
}

static bool write_custom(Text *out, const void *state, const Expr *expr)
{
    (void)state;
    if (expr->kind == EXPR_RAW) {
        text_add_char(out, '(');
        sqlite_trimmed(out, expr->text, expr->length);
        text_add_char(out, ')');
        return true;
    }
    if (expr->kind == EXPR_COLLATE) {
        expr_write_operand(out, expr->args[0], &style);
        sqlite_collation(out, expr->name);
        return true;
    }
    if (expr->kind != EXPR_IS || !name_equals(expr->name, "distinct from")) return false;
    write_distinct(out, expr);
    return true;
}

static const ExprStyle style = {
    .identifier = write_identifier,
    .string = write_string,
    .type = write_type,
    .custom = write_custom,
    .upper_case = true,
    .precedence = PRECEDENCE_SQLITE,
};

void sqlite_expr(Cx *cx, Text *out, const Schema *schema, const Expr *expr)
{
    (void)cx;
    (void)schema;
    if (expr->kind == EXPR_RAW) sqlite_trimmed(out, expr->text, expr->length);
    else expr_write(out, expr, &style);
}

void sqlite_elements(Cx *cx, Text *out, const Schema *schema, const ElementList *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        const IndexElement *element = &elements->items[i];
        if (i > 0) text_add(out, ", ");
        /* 'a' would be the column a there; "a" is a text if there is no such column */
        if (element->expr->kind == EXPR_STRING)
            text_add_quoted(out, element->expr->text, element->expr->length, '"');
        else sqlite_expr(cx, out, schema, element->expr);
        if (!name_none(element->collation)) sqlite_collation(out, element->collation);
        if (element->is_descending) text_add(out, " DESC");
    }
}
