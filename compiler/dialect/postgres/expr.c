/* SPDX-License-Identifier: MIT
 * Expressions. The language is PostgreSQL's own but for a few words, so lowering changes little:
 * calls of the schema's functions get their namespace, types are spelt as the engine spells them,
 * and what SQLite and PostgreSQL call differently is called as here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialect/postgres/postgres.h"

/* ---- lowering ---- */

/* Portable functions under another name. */
static const struct {
    const char *portable, *name;
} renamed[] = {
    {"json_array", "json_build_array"},
    {"json_object", "json_build_object"},
};

static Name function_name(const Lowering *in, const Expr *call)
{
    if (name_equals(call->name, "trim")) return name_from(in->cx->names, "btrim"); /* a keyword */
    for (size_t i = 0; !in->is_own && i < sizeof renamed / sizeof *renamed; i++)
        if (name_equals(call->name, renamed[i].portable))
            return name_from(in->cx->names, renamed[i].name);
    return call->name;
}

static const Expr *with_name(Cx *cx, const Expr *expr, Name space, Name name)
{
    if (name_is(expr->space, space) && name_is(expr->name, name)) return expr;
    Expr *copy = arena_make(cx->arena, Expr);
    *copy = *expr;
    copy->space = space;
    copy->name = name;
    return copy;
}

static void check_uuid(const Lowering *in, const Expr *call)
{
    Name pgcrypto = name_from(in->cx->names, "pgcrypto");
    if (schema_find(in->logical, KIND_EXTENSION, NO_NAME, pgcrypto)) return;
    diag_error(in->cx->diag, call->span, "version-too-low",
               "gen_random_uuid() needs PostgreSQL 13, the target is %d", in->version);
    diag_hint(in->cx->diag, "declare 'extension pgcrypto @postgres;', which has it, or write "
                            "'target postgres 13'");
}

static const Expr *lower_call(const Lowering *in, const Expr *call)
{
    const Object *ref = call->ref;
    if (in->version < 13 && name_equals(call->name, "gen_random_uuid")) check_uuid(in, call);
    if (call->flags & EXPR_SHARED) return call;
    if (ref && ref->kind == KIND_FUNCTION) {
        Name space = name_none(ref->space) ? in->logical->default_space : ref->space;
        return with_name(in->cx, call, space, call->name);
    }
    if (!name_none(call->space)) return call;
    return with_name(in->cx, call, NO_NAME, function_name(in, call));
}

/* Only PostgreSQL 16 reads 0xff. */
static const Expr *lower_number(const Lowering *in, const Expr *number)
{
    bool is_hexadecimal =
        number->length > 2 && number->text[0] == '0' && (number->text[1] | 32) == 'x';
    if (!is_hexadecimal) return number;
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%llu", strtoull(number->text, NULL, 16));
    return expr_text(in->cx, EXPR_NUMBER, number->span, digits, (size_t)length);
}

static const Expr *lower_collation(const Lowering *in, const Expr *expr)
{
    if (in->is_own || !name_none(expr->space)) return expr;
    return with_name(in->cx, expr, NO_NAME, postgres_collation(in, expr->span, NO_NAME, expr->name));
}

static const Expr *lower_text(const Lowering *in, const Expr *text)
{
    if (text->text && memchr(text->text, '\0', text->length))
        diag_error(in->cx->diag, text->span, "not-in-dialect",
                   "a text of PostgreSQL cannot hold the character NUL");
    return text;
}

static const Expr *lower_node(Cx *cx, void *state, const Expr *expr)
{
    const Lowering *in = state;
    if (expr->type) {
        Expr *copy = arena_make(cx->arena, Expr);
        *copy = *expr;
        copy->type = postgres_lower_cast(in, expr->type);
        expr = copy;
    }
    if (expr->kind == EXPR_CALL) return lower_call(in, expr);
    if (expr->kind == EXPR_NUMBER) return lower_number(in, expr);
    if (expr->kind == EXPR_COLLATE) return lower_collation(in, expr);
    if (expr->kind == EXPR_STRING || expr->kind == EXPR_TYPED) return lower_text(in, expr);
    return expr;
}

const Expr *postgres_lower_expr(const Lowering *in, const Expr *expr)
{
    Lowering state = *in;
    return expr ? expr_map(in->cx, expr, lower_node, &state) : NULL;
}

/* ---- writing ---- */

/* Calls that the engine's grammar reads itself: in quotes they would be unknown functions. */
static bool is_syntax(Name name)
{
    static const char *const words[] = {
        "grouping",       "json",       "json_array", "json_exists", "json_query", "json_scalar",
        "json_serialize", "json_value", "left",       "right",       "xmlconcat",  "xmlexists"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equals(name, words[i])) return true;
    return false;
}

static void write_identifier(Text *out, const void *state, Name name)
{
    (void)state;
    if (is_syntax(name))
        text_add(out, name_text(name));
    else
        postgres_identifier(out, name);
}

/* Columns named like such a call (json) are never in its place. */
static void write_name(Text *out, const void *state, const Expr *expr)
{
    const Name path[] = {expr->outer, expr->space};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        if (name_none(path[i])) continue;
        postgres_identifier(out, path[i]);
        text_add_char(out, '.');
    }
    postgres_identifier(out, expr->name);
}

static void write_bytes(Text *out, const void *state, const Expr *bytes)
{
    (void)state;
    text_printf(out, "'\\x%.*s'::bytea", (int)bytes->length, bytes->text);
}

static void write_type(Text *out, const void *state, const Type *type)
{
    postgres_type(out, state, type);
}

/* interval year to month '1 year' has its fields behind the text in SQL. */
static bool write_interval(Text *out, const Schema *schema, const Expr *typed)
{
    static const char begin[] = "interval ";
    bool has_fields = typed->kind == EXPR_TYPED &&
                      strncmp(name_text(typed->type->name), begin, strlen(begin)) == 0;
    if (!has_fields) return false;
    text_add(out, "CAST(");
    postgres_literal(out, typed->text, typed->length);
    text_add(out, " AS ");
    postgres_type(out, schema, typed->type);
    text_add_char(out, ')');
    return true;
}

static bool write_custom(Text *out, const void *state, const Expr *expr)
{
    if (expr->kind != EXPR_RAW) return write_interval(out, state, expr);
    text_add_char(out, '(');
    postgres_body(out, expr->text, expr->length);
    text_add_char(out, ')');
    return true;
}

void postgres_expr(Cx *cx, Text *out, const Schema *schema, const Expr *expr)
{
    (void)cx;
    const ExprStyle style = {
        .name = write_name,
        .identifier = write_identifier,
        .bytes = write_bytes,
        .type = write_type,
        .custom = write_custom,
        .upper_case = true,
        .state = schema,
    };
    expr_write(out, expr, &style);
}

static bool is_simple(const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_NULL:
    case EXPR_TRUE:
    case EXPR_FALSE:
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_BYTES:
    case EXPR_TYPED:
    case EXPR_CALL:
    case EXPR_ARRAY:
    case EXPR_RAW: return true;
    case EXPR_CAST: return is_simple(expr->args[0]);
    case EXPR_UNARY: return name_equals(expr->name, "-") && expr->args[0]->kind == EXPR_NUMBER;
    case EXPR_ERROR:
    case EXPR_NAME:
    case EXPR_BINARY:
    case EXPR_IS:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE:
    case EXPR_CASE:
    case EXPR_COLLATE:
    case EXPR_AT_ZONE:
    case EXPR_ROW:
    case EXPR_SUBSCRIPT:
    case EXPR_FIELD:
    case EXPR_ANY:
    case EXPR_EXTRACT:
    case EXPR_NAMED_ARG: return false;
    }
    return false;
}

void postgres_default(Cx *cx, Text *out, const Schema *schema, const Expr *expr)
{
    bool is_bare = is_simple(expr);
    if (!is_bare) text_add_char(out, '(');
    postgres_expr(cx, out, schema, expr);
    if (!is_bare) text_add_char(out, ')');
}

const Expr *postgres_value(const Marked *marked)
{
    return marked_for(marked, DIALECT_POSTGRES);
}
