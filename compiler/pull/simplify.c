/* SPDX-License-Identifier: MIT
 * PostgreSQL prints an expression with all that it filled in: 'a'::text, = ANY (ARRAY[...]), and a
 * varchar compared as text. Where the short form makes the engine fill in exactly the same again,
 * it is written short; what is not certain stays. */
#include <string.h>

#include "pull/draft.h"

/* ---- types ---- */

static bool same_type(const Type *a, const Type *b)
{
    if (!a || !b) return false;
    Type left = *a, right = *b;
    left.args = right.args = NULL;
    return type_equal(&left, &right);
}

static bool is_scalar(const Type *type, Scalar scalar)
{
    return type && type->dims == 0 && name_none(type->space) && !type->is_quoted &&
           scalar_find(name_text(type->name)) == scalar;
}

/* The type of what needs no knowledge of functions; NULL: not told. */
static const Type *type_of(const Expr *expr)
{
    if (expr->kind == EXPR_CAST) return expr->type;
    bool is_column = expr->kind == EXPR_NAME && expr->ref && expr->ref->kind == KIND_COLUMN;
    return is_column ? ((const Column *)expr->ref)->type.any : NULL;
}

/* ---- literals ---- */

static bool is_text_literal(const Expr *expr, const Type *type)
{
    return expr->kind == EXPR_CAST && expr->args[0]->kind == EXPR_STRING &&
           same_type(expr->type, type);
}

static bool is_negative(const Expr *string, bool with_point)
{
    const char *text = string->text;
    if (*text != '-' || !text[1]) return false;
    return !text[1 + strspn(text + 1, with_point ? "0123456789." : "0123456789")];
}

enum { INT_DIGITS = 9 }; /* so many always fit */

/* (1)::numeric */
static bool is_whole_number(const Expr *expr, const Type *type)
{
    if (expr->kind != EXPR_CAST || expr->args[0]->kind != EXPR_NUMBER || expr->type->args)
        return false;
    return same_type(expr->type, type) && expr->args[0]->length <= INT_DIGITS &&
           !strpbrk(expr->args[0]->text, ".eExX");
}

/* '-1'::integer is what -1 becomes, '-1.5'::numeric what -1.5 does. */
static const Expr *negative_number(Cx *cx, const Expr *cast)
{
    const Expr *string = cast->args[0];
    if (string->kind != EXPR_STRING) return cast;
    bool is_int = is_scalar(cast->type, SCALAR_INT) && is_negative(string, false) &&
                  string->length <= INT_DIGITS + 1;
    bool is_decimal = is_scalar(cast->type, SCALAR_DECIMAL) && is_negative(string, true) &&
                      strchr(string->text, '.') && !cast->type->args;
    if (!is_int && !is_decimal) return cast;
    const Expr *number =
        expr_text(cx, EXPR_NUMBER, NO_SPAN, string->text + 1, string->length - 1);
    return expr_op(cx, EXPR_UNARY, NO_SPAN, "-", 1, &number);
}

/* '30 days'::interval is interval '30 days'. */
static const Expr *typed_literal(Cx *cx, const Expr *cast)
{
    const Expr *string = cast->args[0];
    bool is_typed = string->kind == EXPR_STRING && is_scalar(cast->type, SCALAR_INTERVAL) &&
                    !cast->type->args;
    if (!is_typed) return cast;
    Expr *typed = expr_text(cx, EXPR_TYPED, NO_SPAN, string->text, string->length);
    typed->type = cast->type;
    return typed;
}

/* ---- comparisons ---- */

/* A varchar is compared as text: the column behind the cast that says so. */
static const Expr *behind_text(const Expr *expr)
{
    bool is_text = expr->kind == EXPR_CAST && is_scalar(expr->type, SCALAR_TEXT);
    const Type *inner = is_text ? type_of(expr->args[0]) : NULL;
    bool is_column = inner && expr->args[0]->kind == EXPR_NAME;
    return is_column && is_scalar(inner, SCALAR_VARCHAR) ? expr->args[0] : NULL;
}

/* A literal beside a value becomes a value of its type. Numbers do only where the engine has no
 * operator of the two types. */
static bool is_filled_in(const Expr *literal, const Type *beside)
{
    bool is_wide = is_scalar(beside, SCALAR_DECIMAL) || is_scalar(beside, SCALAR_DOUBLE);
    return is_text_literal(literal, beside) || (is_wide && is_whole_number(literal, beside));
}

static bool is_comparison(const Expr *expr)
{
    static const char *const operators[] = {"=", "<>", "<",  ">",  "<=",
                                            ">=", "~", "~*", "!~", "!~*"};
    if (expr->kind == EXPR_LIKE) return expr->arg_count == 2;
    if (expr->kind != EXPR_BINARY) return false;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (name_equals(expr->name, operators[i])) return true;
    return false;
}

static const Expr *simplify_comparison(Cx *cx, const Expr *expr)
{
    const Expr *left = expr->args[0], *right = expr->args[1], *column = behind_text(left);
    if (!is_filled_in(right, type_of(left))) return expr;
    const Expr *args[] = {column ? column : left, right->args[0]};
    return expr_with_args(cx, expr, 2, args);
}

/* ---- in (...) ---- */

static bool are_literals(const Expr *array, const Type *type)
{
    for (size_t i = 0; i < array->arg_count; i++) {
        const Expr *item = array->args[i];
        bool is_small = is_scalar(type, SCALAR_INT) || is_scalar(type, SCALAR_SMALLINT);
        bool is_int = item->kind == EXPR_NUMBER && is_small && item->length <= INT_DIGITS;
        bool is_cast = !is_small && is_whole_number(item, type);
        if (!is_int && !is_cast && !is_text_literal(item, type)) return false;
    }
    return array->arg_count >= 2;
}

static const Expr *make_in(Cx *cx, const Expr *any, const Expr *value, const Expr *array)
{
    const Expr **args = arena_array(cx->arena, const Expr *, array->arg_count + 1);
    args[0] = value;
    for (size_t i = 0; i < array->arg_count; i++) {
        const Expr *item = array->args[i];
        args[i + 1] = item->kind == EXPR_CAST ? item->args[0] : item;
    }
    Expr *in = expr_op(cx, EXPR_IN, any->span, NULL, array->arg_count + 1, args);
    if (any->flags & EXPR_ALL) in->flags |= EXPR_NEGATED;
    return in;
}

/* x = ANY (ARRAY['a'::text, 'b'::text]) is x in ('a', 'b'), and for a varchar
 * (x)::text = ANY ((ARRAY['a'::varchar, ...])::text[]). */
static const Expr *simplify_any(Cx *cx, const Expr *any)
{
    bool is_in = name_equals(any->name, any->flags & EXPR_ALL ? "<>" : "=");
    const Expr *value = any->args[0], *array = any->args[1], *column = behind_text(value);
    bool is_text_array = array->kind == EXPR_CAST && array->type->dims == 1 &&
                         array->args[0]->kind == EXPR_ARRAY;
    if (column && is_text_array) {
        value = column;
        array = array->args[0];
    }
    if (!is_in || array->kind != EXPR_ARRAY || value->kind != EXPR_NAME) return any;
    return are_literals(array, type_of(value)) ? make_in(cx, any, value, array) : any;
}

/* ---- all ---- */

static const Expr *simplify_node(Cx *cx, void *state, const Expr *expr)
{
    (void)state;
    if (is_comparison(expr)) return simplify_comparison(cx, expr);
    if (expr->kind == EXPR_ANY) return simplify_any(cx, expr);
    if (expr->kind != EXPR_CAST) return expr;
    const Expr *number = negative_number(cx, expr);
    return number != expr ? number : typed_literal(cx, expr);
}

const Expr *expr_simplify(Cx *cx, const Expr *expr)
{
    return expr_map(cx, expr, simplify_node, NULL);
}

const Expr *initial_simplify(const Expr *expr, const Type *type)
{
    return is_text_literal(expr, type) ? expr->args[0] : expr;
}
