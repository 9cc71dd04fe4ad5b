/* SPDX-License-Identifier: MIT
 * PostgreSQL prints an expression with all that it filled in: 'a'::text, = ANY (ARRAY[...]), and a
 * varchar compared as text. Where the short form makes the engine fill in exactly the same again,
 * it is written short; what is not certain stays. */
#include <string.h>

#include "pull/draft.h"

/* ---- literals ---- */

/* A char is called bpchar in expressions; "bit" and "char" stand in quotes there. */
static bool is_called_so(const Type *cast, const Type *type)
{
    if (known_same(cast, type)) return true;
    if (!type || cast->dims || type->dims) return false;
    bool is_own = name_equals(type->space, dialect_word(DIALECT_POSTGRES));
    if (cast->is_quoted) return is_own && name_is(cast->name, type->name);
    return name_equals(cast->name, "bpchar") && known_is(type, SCALAR_CHAR);
}

static bool is_text_literal(const Expr *expr, const Type *type)
{
    return expr->kind == EXPR_CAST && expr->args[0]->kind == EXPR_STRING &&
           is_called_so(expr->type, type);
}

/* Digits, from the left with a sign; 0: no number. */
static size_t digits_of(const Expr *string, bool with_point)
{
    const char *text = string->text + (*string->text == '-');
    size_t count = strspn(text, with_point ? "0123456789." : "0123456789");
    return text[count] ? 0 : count;
}

enum { INT_DIGITS = 9, BIGINT_DIGITS = 18 }; /* so many always fit */

/* (1)::numeric, (-1)::numeric, (0.5)::double precision */
static bool is_plain_number(const Expr *expr, const Type *type)
{
    if (expr->kind != EXPR_CAST || expr->type->args || !known_same(expr->type, type)) return false;
    const Expr *number = expr->args[0];
    if (number->kind == EXPR_UNARY && name_equals(number->name, "-")) number = number->args[0];
    return number->kind == EXPR_NUMBER && number->length <= INT_DIGITS &&
           !strpbrk(number->text, known_is(type, SCALAR_DOUBLE) ? "eExX" : ".eExX");
}

/* '-1'::integer is what -1 becomes, '-1.5'::numeric what -1.5 does, '5000000000'::bigint what a number
 * does that is too large for an integer. */
static const Expr *plain_number(Cx *cx, const Expr *cast)
{
    static const char largest_int[] = "2147483648"; /* below zero */
    const Expr *string = cast->args[0];
    if (string->kind != EXPR_STRING || cast->type->args) return cast;
    bool is_negative = *string->text == '-';
    const char *digits = string->text + is_negative;
    size_t whole = digits_of(string, false), all = digits_of(string, true);
    bool is_int = known_is(cast->type, SCALAR_INT) && is_negative && whole && whole <= INT_DIGITS;
    bool is_decimal = known_is(cast->type, SCALAR_DECIMAL) && is_negative && all && !whole;
    bool is_large = whole > strlen(largest_int) ||
                    (whole == strlen(largest_int) && strcmp(digits, largest_int) > 0);
    bool is_bigint = known_is(cast->type, SCALAR_BIGINT) && is_large && whole <= BIGINT_DIGITS &&
                     *digits != '0';
    if (!is_int && !is_decimal && !is_bigint) return cast;
    const Expr *number = expr_text(cx, EXPR_NUMBER, NO_SPAN, digits, string->length - is_negative);
    return is_negative ? expr_op(cx, EXPR_UNARY, NO_SPAN, "-", 1, &number) : number;
}

/* '30 days'::interval is interval '30 days'. */
static const Expr *typed_literal(Cx *cx, const Expr *cast)
{
    const Expr *string = cast->args[0];
    bool is_typed = string->kind == EXPR_STRING && known_is(cast->type, SCALAR_INTERVAL) &&
                    !cast->type->args && !cast->type->fields;
    if (!is_typed) return cast;
    Expr *typed = expr_text(cx, EXPR_TYPED, NO_SPAN, string->text, string->length);
    typed->type = cast->type;
    return typed;
}

/* ---- comparisons ---- */

static const Expr *without_cast(Cx *cx, const Expr *expr, size_t place)
{
    const Expr **args = arena_array(cx->arena, const Expr *, expr->arg_count);
    memcpy(args, expr->args, expr->arg_count * sizeof *args);
    args[place] = args[place]->args[0];
    return expr_with_args(cx, expr, expr->arg_count, args);
}

/* A varchar is taken for a text: the column behind the cast that says so. */
static const Expr *behind_text(Cx *cx, const Expr *expr)
{
    bool is_text = expr->kind == EXPR_CAST && known_is(expr->type, SCALAR_TEXT);
    bool is_column = is_text && expr->args[0]->kind == EXPR_NAME;
    const Type *inner = is_column ? known_type(cx, expr->args[0]) : NULL;
    return known_is(inner, SCALAR_VARCHAR) ? expr->args[0] : NULL;
}

/* A literal beside a value becomes a value of its type. Numbers do only where the engine has no
 * operator of the two types. */
static bool is_filled_in(const Expr *literal, const Type *beside)
{
    bool is_wide = known_is(beside, SCALAR_DECIMAL) || known_is(beside, SCALAR_DOUBLE);
    return is_text_literal(literal, beside) || (is_wide && is_plain_number(literal, beside));
}

/* Both sides are of one type, which has just one operator of this name. */
static bool is_containment(Cx *cx, const Expr *expr)
{
    static const char *const types[] = {"jsonb", "hstore", "inet", "cidr"};
    static const char *const operators[] = {"@>", "<@", "<<", "<<=", ">>", ">>=", "&&"};
    const Type *type = expr->kind == EXPR_BINARY ? known_type(cx, expr->args[0]) : NULL;
    bool is_type = false, is_operator = false;
    if (!type || type->dims) return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        is_type |= name_equals(type->name, types[i]);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        is_operator |= name_equals(expr->name, operators[i]);
    return is_type && is_operator;
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
    const Expr *left = expr->args[0], *right = expr->args[1];
    const Expr *column = behind_text(cx, left), *other = behind_text(cx, right);
    if (is_filled_in(left, known_type(cx, right))) return without_cast(cx, expr, 0);
    bool is_short = is_filled_in(right, known_type(cx, left));
    bool are_texts = known_is_text(cx, left) && known_is_text(cx, right);
    const Expr *args[] = {column && (is_short || are_texts) ? column : left,
                          is_short ? right->args[0] : other && are_texts ? other : right};
    return expr_with_args(cx, expr, 2, args);
}

static const Expr *simplify_between(Cx *cx, const Expr *expr)
{
    const Type *type = known_type(cx, expr->args[0]);
    const Expr *column = behind_text(cx, expr->args[0]);
    if (!is_filled_in(expr->args[1], type) || !is_filled_in(expr->args[2], type)) return expr;
    const Expr *args[] = {column ? column : expr->args[0], expr->args[1]->args[0],
                          expr->args[2]->args[0]};
    return expr_with_args(cx, expr, 3, args);
}

/* ---- in (...) ---- */

static bool are_literals(const Expr *array, const Type *type)
{
    for (size_t i = 0; i < array->arg_count; i++) {
        const Expr *item = array->args[i];
        bool is_small = known_is(type, SCALAR_INT) || known_is(type, SCALAR_SMALLINT);
        bool is_int = item->kind == EXPR_NUMBER && is_small && item->length <= INT_DIGITS;
        bool is_cast = !is_small && is_plain_number(item, type);
        bool is_short = item->kind == EXPR_STRING && known_is(type, SCALAR_TEXT);
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

/* 'a'::text = ANY (names) */
static bool is_member(const Expr *value, const Type *array)
{
    if (!array || array->dims != 1) return false;
    Type member = *array;
    member.dims = 0;
    return is_text_literal(value, &member);
}

static bool are_strings(const Expr *array)
{
    for (size_t i = 0; i < array->arg_count; i++)
        if (array->args[i]->kind != EXPR_STRING) return false;
    return array->arg_count > 0;
}

/* x = ANY (ARRAY['a'::text, 'b'::text]) is x in ('a', 'b'), and for a varchar
 * (x)::text = ANY (ARRAY['a'::varchar, ...]); with texts in the list it is an array. */
static const Expr *simplify_any(Cx *cx, const Expr *any)
{
    bool is_in = name_equals(any->name, any->flags & EXPR_ALL ? "<>" : "=");
    const Expr *value = any->args[0], *array = any->args[1], *column = behind_text(cx, value);
    if (is_member(value, known_type(cx, array))) return without_cast(cx, any, 0);
    if (column && array->kind == EXPR_ARRAY && are_literals(array, known_type(cx, column)))
        value = column;
    else if (column && array->kind == EXPR_ARRAY && are_strings(array))
        return without_cast(cx, any, 0);
    if (!is_in || array->kind != EXPR_ARRAY || value->kind != EXPR_NAME) return any;
    return are_literals(array, known_type(cx, value)) ? make_in(cx, any, value, array) : any;
}

/* ---- where a text is meant anyway ---- */

static bool is_literal_text(Cx *cx, const Expr *expr)
{
    return is_text_literal(expr, known_text(cx));
}

static const Expr *simplify_join(Cx *cx, const Expr *expr)
{
    for (size_t i = 0; i < 2; i++) {
        const Expr *beside = expr->args[!i];
        bool is_short = is_literal_text(cx, expr->args[i]) || behind_text(cx, expr->args[i]);
        if (is_short && known_is_textual(cx, beside)) expr = without_cast(cx, expr, i);
    }
    return expr;
}

/* There is no operator of a decimal or double and an integer. */
static const Expr *simplify_sum(Cx *cx, const Expr *expr)
{
    for (size_t i = 0; i < 2; i++) {
        const Type *beside = known_type(cx, expr->args[!i]);
        bool is_wide = known_is(beside, SCALAR_DECIMAL) || known_is(beside, SCALAR_DOUBLE);
        bool is_left = expr->args[!i]->kind == EXPR_CAST && is_plain_number(expr->args[!i], beside);
        if (is_wide && !is_left && is_plain_number(expr->args[i], beside))
            return without_cast(cx, expr, i);
    }
    return expr;
}

static bool is_path(const Expr *expr)
{
    return expr->kind == EXPR_CAST && expr->args[0]->kind == EXPR_STRING && expr->type->dims == 1 &&
           name_equals(expr->type->name, "text") && name_none(expr->type->space);
}

/* j ->> 'a'::text, j #>> '{a}'::text[], a || 'x'::text, n * (2)::numeric */
static const Expr *simplify_operand(Cx *cx, const Expr *expr)
{
    const Type *left = known_type(cx, expr->args[0]);
    const Expr *right = expr->args[1];
    bool is_jsonb = known_is(left, SCALAR_JSONB), is_json = is_jsonb || known_is(left, SCALAR_JSON);
    bool is_key = name_equals(expr->name, "->") || name_equals(expr->name, "->>");
    bool is_deep = name_equals(expr->name, "#>") || name_equals(expr->name, "#>>");
    bool is_asked = is_jsonb && name_equals(expr->name, "?");
    if (name_equals(expr->name, "||")) return simplify_join(cx, expr);
    if (((is_json && is_key) || is_asked) && is_literal_text(cx, right)) return without_cast(cx, expr, 1);
    if (is_json && is_deep && is_path(right)) return without_cast(cx, expr, 1);
    static const char *const sums[] = {"+", "-", "*", "/"};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (name_equals(expr->name, sums[i])) return simplify_sum(cx, expr);
    return expr;
}

/* coalesce(a, 'x'::text): all of one type */
static const Expr *simplify_choice(Cx *cx, const Expr *call)
{
    const Type *type = known_type(cx, call->args[0]);
    bool is_known = type && !is_text_literal(call->args[0], type);
    for (size_t i = 1; is_known && i < call->arg_count; i++)
        if (is_text_literal(call->args[i], type)) call = without_cast(cx, call, i);
    return call;
}

/* date_trunc('day'::text, a) */
static const Expr *simplify_call(Cx *cx, const Expr *call)
{
    if (call->arg_count && known_keeps_type(call)) return simplify_choice(cx, call);
    for (size_t i = 0; i < call->arg_count; i++)
        if (known_argument(cx, call, i) || (known_takes_text(call) && behind_text(cx, call->args[i])))
            call = without_cast(cx, call, i);
    return call;
}

/* ---- case ---- */

static bool is_result(const Expr *expr, size_t place)
{
    return place == expr->arg_count - 1 || (place && place % 2 == 0);
}

/* Where all that may come of it is a text, what has no type becomes one. */
static bool gives_text(Cx *cx, const Expr *expr)
{
    for (size_t i = 0; i < expr->arg_count; i++)
        if (is_result(expr, i) && expr->args[i] && !known_is_text(cx, expr->args[i])) return false;
    return true;
}

/* case when a then 'x'::text else null::text end, case a when 'x'::text then ... */
static const Expr *simplify_case(Cx *cx, const Expr *expr)
{
    const Expr *last = expr->args[expr->arg_count - 1];
    const Type *asked = expr->args[0] ? known_type(cx, expr->args[0]) : NULL;
    const Expr **args = arena_array(cx->arena, const Expr *, expr->arg_count);
    bool is_text = gives_text(cx, expr);
    memcpy(args, expr->args, expr->arg_count * sizeof *args);
    for (size_t i = 1; i < expr->arg_count; i++) {
        bool is_short = args[i] && (is_result(expr, i) ? is_text && is_literal_text(cx, args[i])
                                                       : is_text_literal(args[i], asked));
        if (is_short) args[i] = args[i]->args[0];
    }
    bool is_empty = last && last->kind == EXPR_CAST && last->args[0]->kind == EXPR_NULL;
    if (is_empty) args[expr->arg_count - 1] = NULL;
    return expr_with_args(cx, expr, expr->arg_count, args);
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
    if (expr->flags & EXPR_SHARED) return expr;
    if (is_comparison(expr) || is_containment(cx, expr)) return simplify_comparison(cx, expr);
    if (expr->kind == EXPR_BETWEEN) return simplify_between(cx, expr);
    if (expr->kind == EXPR_CASE) return simplify_case(cx, expr);
    if (expr->kind == EXPR_BINARY) return simplify_operand(cx, expr);
    if (expr->kind == EXPR_CALL) return simplify_call(cx, expr);
    if (expr->kind == EXPR_AT_ZONE && is_literal_text(cx, expr->args[1]))
        return without_cast(cx, expr, 1);
    if (expr->kind == EXPR_ARRAY) return simplify_array(cx, expr);
    if (expr->kind == EXPR_ANY) return simplify_any(cx, expr);
    if (expr->kind != EXPR_CAST) return expr;
    if (is_settled(expr)) return expr->args[0];
    const Expr *number = plain_number(cx, expr);
    return number != expr ? number : typed_literal(cx, expr);
}

const Expr *expr_simplify(Cx *cx, const Expr *expr)
{
    return expr_map(cx, expr, simplify_node, NULL);
}

/* A null that a column's type has made its own; of a domain it is one of the type below. */
static bool is_own_null(const Expr *expr, const Type *type)
{
    bool is_null = expr->kind == EXPR_CAST && expr->args[0]->kind == EXPR_NULL && type;
    bool is_of_schema = is_null && scalar_find(name_text(type->name)) == SCALAR_NONE &&
                        !name_equals(type->space, dialect_word(DIALECT_POSTGRES));
    return is_null && (is_of_schema || is_called_so(expr->type, type));
}

const Expr *initial_simplify(Cx *cx, const Expr *expr, const Type *type)
{
    bool is_typed = expr->kind == EXPR_TYPED && known_same(expr->type, type);
    if (is_typed) return expr_text(cx, EXPR_STRING, expr->span, expr->text, expr->length);
    return is_text_literal(expr, type) || is_own_null(expr, type) ? expr->args[0] : expr;
}

/* nextval('numbers'::regclass) */
static const Expr *simplify_number(Cx *cx, void *state, const Expr *expr)
{
    (void)state;
    const Expr *arg = expr->kind == EXPR_CALL && expr->arg_count == 1 ? expr->args[0] : NULL;
    bool is_relation = arg && arg->kind == EXPR_CAST && arg->args[0]->kind == EXPR_STRING &&
                       name_none(expr->space) && name_equals(arg->type->name, "regclass");
    return is_relation && name_equals(expr->name, "nextval") ? without_cast(cx, expr, 0) : expr;
}

const Expr *number_simplify(Cx *cx, const Expr *expr)
{
    return expr_map(cx, expr, simplify_number, NULL);
}
