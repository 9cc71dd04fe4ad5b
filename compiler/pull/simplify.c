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

static const Type *type_of(Cx *cx, const Expr *expr);

static const Type *text_type(Cx *cx)
{
    Type *type = arena_make(cx->arena, Type);
    type->name = name_from(cx->names, "text");
    return type;
}

static bool is_text(Cx *cx, const Expr *expr)
{
    return is_scalar(type_of(cx, expr), SCALAR_TEXT);
}

static const Type *type_of_binary(Cx *cx, const Expr *expr)
{
    bool is_joined = name_equals(expr->name, "||") && is_text(cx, expr->args[0]) &&
                     is_text(cx, expr->args[1]);
    return is_joined || name_equals(expr->name, "->>") ? text_type(cx) : NULL;
}

/* Functions that give a text whatever they are given. */
static const Type *type_of_call(Cx *cx, const Expr *call)
{
    static const char *const texts[] = {"btrim", "concat",  "current_setting", "initcap", "left",
                                        "ltrim", "md5",     "replace",         "right",   "rtrim",
                                        "to_char"};
    if (!name_none(call->space)) return NULL;
    bool is_choice = name_equals(call->name, "coalesce") && call->arg_count;
    if (is_choice) return type_of(cx, call->args[0]);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (name_equals(call->name, texts[i])) return text_type(cx);
    bool is_case = name_equals(call->name, "lower") || name_equals(call->name, "upper");
    return is_case && call->arg_count == 1 && is_text(cx, call->args[0]) ? text_type(cx) : NULL;
}

/* The type that the engine gives it; NULL: not told. */
static const Type *type_of(Cx *cx, const Expr *expr)
{
    bool is_column = expr->kind == EXPR_NAME && expr->ref && expr->ref->kind == KIND_COLUMN;
    if (is_column) return ((const Column *)expr->ref)->type.any;
    if (expr->kind == EXPR_CAST) return expr->type;
    if (expr->kind == EXPR_CALL) return type_of_call(cx, expr);
    return expr->kind == EXPR_BINARY ? type_of_binary(cx, expr) : NULL;
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
                    !cast->type->args && !cast->type->fields;
    if (!is_typed) return cast;
    Expr *typed = expr_text(cx, EXPR_TYPED, NO_SPAN, string->text, string->length);
    typed->type = cast->type;
    return typed;
}

/* ---- comparisons ---- */

/* A varchar is compared as text: the column behind the cast that says so. */
static const Expr *behind_text(Cx *cx, const Expr *expr)
{
    bool is_text = expr->kind == EXPR_CAST && is_scalar(expr->type, SCALAR_TEXT);
    bool is_column = is_text && expr->args[0]->kind == EXPR_NAME;
    const Type *inner = is_column ? type_of(cx, expr->args[0]) : NULL;
    return is_scalar(inner, SCALAR_VARCHAR) ? expr->args[0] : NULL;
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
    if (expr->kind == EXPR_LIKE || expr->kind == EXPR_IS) return expr->arg_count == 2;
    if (expr->kind != EXPR_BINARY) return false;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (name_equals(expr->name, operators[i])) return true;
    return false;
}

static const Expr *simplify_comparison(Cx *cx, const Expr *expr)
{
    const Expr *left = expr->args[0], *right = expr->args[1], *column = behind_text(cx, left);
    if (!is_filled_in(right, type_of(cx, left))) return expr;
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
        bool is_short = item->kind == EXPR_STRING && is_scalar(type, SCALAR_TEXT);
        if (!is_int && !is_cast && !is_short && !is_text_literal(item, type)) return false;
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

/* (ARRAY[...])::text[]: a cast that it has from what stands beside it. Of one that an author wrote
 * PostgreSQL keeps nothing but the casts of the members. */
static bool is_settled(const Expr *cast)
{
    return cast->type->dims > 0 && cast->args[0]->kind == EXPR_ARRAY && cast->args[0]->arg_count > 0;
}

/* x = ANY (ARRAY['a'::text, 'b'::text]) is x in ('a', 'b'), and for a varchar
 * (x)::text = ANY (ARRAY['a'::varchar, ...]). */
static const Expr *simplify_any(Cx *cx, const Expr *any)
{
    bool is_in = name_equals(any->name, any->flags & EXPR_ALL ? "<>" : "=");
    const Expr *value = any->args[0], *array = any->args[1], *column = behind_text(cx, value);
    if (column && array->kind == EXPR_ARRAY && are_literals(array, type_of(cx, column)))
        value = column;
    if (!is_in || array->kind != EXPR_ARRAY || value->kind != EXPR_NAME) return any;
    return are_literals(array, type_of(cx, value)) ? make_in(cx, any, value, array) : any;
}

/* ---- where a text is meant anyway ---- */

static const Expr *without_cast(Cx *cx, const Expr *expr, size_t place)
{
    const Expr **args = arena_array(cx->arena, const Expr *, expr->arg_count);
    memcpy(args, expr->args, expr->arg_count * sizeof *args);
    args[place] = args[place]->args[0];
    return expr_with_args(cx, expr, expr->arg_count, args);
}

static bool is_literal_text(Cx *cx, const Expr *expr)
{
    return is_text_literal(expr, text_type(cx));
}

/* j ->> 'a'::text, a || 'x'::text */
static const Expr *simplify_operand(Cx *cx, const Expr *expr)
{
    const Type *left = type_of(cx, expr->args[0]);
    bool is_json = is_scalar(left, SCALAR_JSON) || is_scalar(left, SCALAR_JSONB);
    bool is_path = is_json && (name_equals(expr->name, "->") || name_equals(expr->name, "->>"));
    bool is_joined = name_equals(expr->name, "||") && is_scalar(left, SCALAR_TEXT);
    bool is_short = (is_path || is_joined) && is_literal_text(cx, expr->args[1]);
    return is_short ? without_cast(cx, expr, 1) : expr;
}

/* coalesce(a, 'x'::text), current_setting('x'::text) */
static const Expr *simplify_call(Cx *cx, const Expr *call)
{
    bool is_choice = name_equals(call->name, "coalesce");
    bool is_setting = name_equals(call->name, "current_setting");
    if (!name_none(call->space) || call->arg_count == 0) return call;
    if (is_setting) return is_literal_text(cx, call->args[0]) ? without_cast(cx, call, 0) : call;
    const Type *type = is_choice ? type_of(cx, call->args[0]) : NULL;
    bool is_known = type && !is_text_literal(call->args[0], type);
    for (size_t i = 1; is_known && i < call->arg_count; i++)
        if (is_text_literal(call->args[i], type)) call = without_cast(cx, call, i);
    return call;
}

/* array['a'::text, 'b'::text] */
static const Expr *simplify_array(Cx *cx, const Expr *array)
{
    for (size_t i = 0; i < array->arg_count; i++)
        if (!is_literal_text(cx, array->args[i])) return array;
    for (size_t i = 0; i < array->arg_count; i++) array = without_cast(cx, array, i);
    return array;
}

/* ---- all ---- */

static const Expr *simplify_node(Cx *cx, void *state, const Expr *expr)
{
    (void)state;
    if (is_comparison(expr)) return simplify_comparison(cx, expr);
    if (expr->kind == EXPR_BINARY) return simplify_operand(cx, expr);
    if (expr->kind == EXPR_CALL) return simplify_call(cx, expr);
    if (expr->kind == EXPR_AT_ZONE && is_literal_text(cx, expr->args[1]))
        return without_cast(cx, expr, 1);
    if (expr->kind == EXPR_ARRAY) return simplify_array(cx, expr);
    if (expr->kind == EXPR_ANY) return simplify_any(cx, expr);
    if (expr->kind != EXPR_CAST) return expr;
    if (is_settled(expr)) return expr->args[0];
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
