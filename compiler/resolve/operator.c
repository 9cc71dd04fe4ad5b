/* SPDX-License-Identifier: MIT
 * Operators: which values meet, and what comes out. */
#include "resolve/infer.h"

/* ---- comparison ---- */

/* A string literal takes the type of what it is compared with, if it can. */
static void check_literal(Infer *in, const Expr *literal, const Value *other)
{
    if (!other->type || other->dims) return;
    const char *problem = literal_problem(in->r, other->type, literal->text, literal->length);
    if (!problem || other->scalar == SCALAR_VARCHAR || other->scalar == SCALAR_CHAR) return;
    const char *text = shortened(in->r, literal->text);
    if (other->enumeration)
        report(in->r, literal->span, "unknown-enum-value", "enum '%s' has no value '%s'",
               name_text(other->enumeration->object.name), text);
    else
        report(in->r, literal->span, "invalid-literal", "'%s' is no %s", text,
               value_word(in->r, other));
    report_hint(in->r, "%s", problem);
}

static bool is_json(const Value *value)
{
    return value->scalar == SCALAR_JSON && !value->dims;
}

static void incomparable(Infer *in, const Expr *whole, const Value *a, const Value *b)
{
    if (!in->is_strict) return;
    report(in->r, whole->span, "incomparable", "%s cannot be compared with %s",
           value_word(in->r, a), value_word(in->r, b));
    if (is_json(a) || is_json(b))
        report_hint(in->r, "json is a text; jsonb can be compared");
    else if (a->class == CLASS_BOOL || b->class == CLASS_BOOL)
        report_hint(in->r, "a bool is compared with true or false, or not at all");
}

Operand infer_operand(Infer *in, const Expr *expr)
{
    return (Operand){expr, infer_in(in, expr)};
}

void infer_compare(Infer *in, const Expr *whole, const Operand *left, const Operand *right)
{
    const Value *a = &left->value, *b = &right->value;
    bool left_text = left->expr->kind == EXPR_STRING, right_text = right->expr->kind == EXPR_STRING;
    if (a->is_null || b->is_null || (left_text && right_text)) return;
    if (is_json(a) || is_json(b))
        incomparable(in, whole, a, b);
    else if (right_text)
        check_literal(in, right->expr, a);
    else if (left_text)
        check_literal(in, left->expr, b);
    else if (!values_meet(a, b))
        incomparable(in, whole, a, b);
}

Value infer_list(Infer *in, const Expr *expr)
{
    Operand first = infer_operand(in, expr->args[0]);
    for (size_t i = 1; i < expr->arg_count; i++) {
        Operand other = infer_operand(in, expr->args[i]);
        infer_compare(in, expr->args[i], &first, &other);
    }
    return value_of_scalar(SCALAR_BOOL);
}

/* x = any (array): x meets an element. */
Value infer_any(Infer *in, const Expr *expr)
{
    Operand left = infer_operand(in, expr->args[0]), right = infer_operand(in, expr->args[1]);
    Value *array = &right.value;
    if (!array->is_known || array->is_literal) return value_of_scalar(SCALAR_BOOL);
    if (array->dims == 0) {
        report(in->r, right.expr->span, "bad-operand", "an array is expected, this is %s",
               value_word(in->r, array));
        return value_of_scalar(SCALAR_BOOL);
    }
    array->dims--;
    array->type = NULL; /* that was the array's */
    infer_compare(in, expr, &left, &right);
    return value_of_scalar(SCALAR_BOOL);
}

/* ---- arithmetic ---- */

static void bad_operands(Infer *in, const Expr *expr, const Value *a, const Value *b)
{
    report(in->r, expr->span, "bad-operand", "'%s' cannot be applied to %s and %s",
           name_text(expr->name), value_word(in->r, a), value_word(in->r, b));
}

static bool counts(const Value *value)
{
    return value_is_number(value) || value->class == CLASS_TIME || !value->is_known ||
           value->is_literal || value->dims || value->class == CLASS_JSON;
}

/* date + 1 is the next day; for the others it would have to be said one of what. */
static bool is_time_with_number(const Value *a, const Value *b)
{
    bool is_moment = value_is(a, CLASS_TIME) && a->scalar != SCALAR_DATE &&
                     a->scalar != SCALAR_INTERVAL && a->scalar != SCALAR_NONE;
    return is_moment && !b->dims && b->is_known && value_is_number(b);
}

static Value of_times(const Expr *expr, const Value *a, const Value *b)
{
    bool is_sum = name_equals(expr->name, "+");
    if (is_sum && (b->class == CLASS_TIME || b->is_literal)) {
        bool is_span = b->scalar == SCALAR_INTERVAL && a->scalar != SCALAR_DATE;
        return is_span ? value_of_scalar(a->scalar) : value_of_class(CLASS_TIME);
    }
    if (b->scalar == SCALAR_INTERVAL && a->scalar != SCALAR_NONE)
        return value_of_scalar(a->scalar == SCALAR_DATE ? SCALAR_TIMESTAMP : a->scalar);
    return anything;
}

static Value infer_arithmetic(Infer *in, const Expr *expr, const Value *a, const Value *b)
{
    bool is_known = counts(a) && counts(b) && !(a->is_literal && b->is_literal);
    if (in->is_strict && !is_known) {
        bad_operands(in, expr, a, b);
        bool both_text = a->class == CLASS_TEXT && b->class == CLASS_TEXT;
        if (both_text && name_equals(expr->name, "+"))
            report_hint(in->r, "texts are joined with ||");
        return anything;
    }
    if (in->is_strict && name_is_one_of(expr->name, "+ -") && is_time_with_number(a, b)) {
        bad_operands(in, expr, a, b);
        report_hint(in->r, "say one of what: interval '1 day'");
        return anything;
    }
    if (a->dims || b->dims) return anything;
    if (value_is_number(a) && value_is_number(b))
        return value_of_class(
            a->class == CLASS_INTEGER && b->class == CLASS_INTEGER ? CLASS_INTEGER : CLASS_NUMBER);
    return a->class == CLASS_TIME ? of_times(expr, a, b) : anything;
}

Value infer_unary(Infer *in, const Expr *expr)
{
    if (name_equals(expr->name, "not")) {
        infer_bool(in, expr->args[0]);
        return value_of_scalar(SCALAR_BOOL);
    }
    Value value = infer_in(in, expr->args[0]);
    if (name_equals(expr->name, "!")) {
        report(in->r, expr->span, "bad-operand", "there is no '!'");
        report_hint(in->r, "write: not");
    }
    bool is_wrong = value_is(&value, CLASS_TEXT) || value_is(&value, CLASS_BOOL);
    if (in->is_strict && is_wrong && name_is_one_of(expr->name, "- +"))
        report(in->r, expr->span, "bad-operand", "'%s' cannot be applied to %s",
               name_text(expr->name), value_word(in->r, &value));
    value.is_literal = false;
    return value;
}

/* ---- text, json, arrays ---- */

static Value infer_joined(Infer *in, const Expr *expr, const Value *a, const Value *b)
{
    if (value_is(a, CLASS_BOOL) && value_is(b, CLASS_BOOL)) {
        bad_operands(in, expr, a, b);
        report_hint(in->r, "conditions are joined with or");
        return value_of_scalar(SCALAR_BOOL);
    }
    if (a->dims || b->dims) return anything;
    if (a->class == CLASS_JSON || b->class == CLASS_JSON) return value_of_scalar(SCALAR_JSONB);
    if (a->class == CLASS_BYTES || b->class == CLASS_BYTES) return value_of_scalar(SCALAR_BYTES);
    if (a->class == CLASS_TEXT || b->class == CLASS_TEXT) return value_of_scalar(SCALAR_TEXT);
    return anything;
}

static void need_text(Infer *in, const Expr *expr, const Expr *operand, const Value *value)
{
    bool is_text = !value->is_known || (value->class == CLASS_TEXT && !value->dims);
    if (is_text || !in->is_strict) return;
    report(in->r, operand->span, "bad-operand", "'%s' needs text, this is %s",
           name_text(expr->name), value_word(in->r, value));
    report_hint(in->r, "cast it: ...::text");
}

static void need_json(Infer *in, const Expr *expr, const Value *value)
{
    if (!value->is_known || (value->class == CLASS_JSON && !value->dims) || value->is_literal)
        return;
    if (!in->is_strict) return;
    report(in->r, expr->args[0]->span, "bad-operand", "'%s' needs json, this is %s",
           name_text(expr->name), value_word(in->r, value));
}

Value infer_like(Infer *in, const Expr *expr)
{
    for (size_t i = 0; i < 2; i++) {
        Value value = infer_in(in, expr->args[i]);
        need_text(in, expr, expr->args[i], &value);
    }
    return value_of_scalar(SCALAR_BOOL);
}

/* @> and && are for two of a kind: arrays, json, ranges. */
static void check_containment(Infer *in, const Expr *expr, const Value *a, const Value *b)
{
    bool is_open = !a->is_known || !b->is_known || a->is_literal || b->is_literal;
    bool is_pair = a->dims && b->dims;
    bool is_json_pair = a->class == CLASS_JSON && b->class == CLASS_JSON;
    if (!in->is_strict || is_open || is_pair || is_json_pair) return;
    bad_operands(in, expr, a, b);
    if (value_is(a, CLASS_BOOL) && name_equals(expr->name, "&&"))
        report_hint(in->r, "conditions are joined with and");
}

static Value infer_special(Infer *in, const Expr *expr, const Value *a, const Value *b)
{
    if (name_is_one_of(expr->name, "~ ~* !~ !~*")) {
        need_text(in, expr, expr->args[0], a);
        need_text(in, expr, expr->args[1], b);
        return value_of_scalar(SCALAR_BOOL);
    }
    if (name_is_one_of(expr->name, "@> <@ &&")) {
        check_containment(in, expr, a, b);
        return value_of_scalar(SCALAR_BOOL);
    }
    if (name_is_one_of(expr->name, "-> ->> #> #>> ? ?| ?& @? @@") && !name_equals(expr->name, "@@"))
        need_json(in, expr, a);
    if (name_is_one_of(expr->name, "? ?| ?& @? @@ ~~ !~~ ~~* !~~*"))
        return value_of_scalar(SCALAR_BOOL);
    if (name_is_one_of(expr->name, "->> #>>")) return value_of_scalar(SCALAR_TEXT);
    if (name_is_one_of(expr->name, "-> #>")) return value_of_class(CLASS_JSON);
    return anything;
}

static void check_null(Infer *in, const Expr *expr)
{
    bool is_null = expr->args[0]->kind == EXPR_NULL || expr->args[1]->kind == EXPR_NULL;
    if (!is_null) return;
    report(in->r, expr->span, "null-comparison",
           "a comparison with null is neither true nor false");
    report_hint(in->r, name_equals(expr->name, "=") ? "write: is null" : "write: is not null");
}

Value infer_binary(Infer *in, const Expr *expr)
{
    if (name_is_one_of(expr->name, "and or")) {
        infer_bool(in, expr->args[0]);
        infer_bool(in, expr->args[1]);
        return value_of_scalar(SCALAR_BOOL);
    }
    Operand left = infer_operand(in, expr->args[0]), right = infer_operand(in, expr->args[1]);
    const Value *a = &left.value, *b = &right.value;
    if (name_is_one_of(expr->name, "= <> != < > <= >=")) {
        check_null(in, expr);
        infer_compare(in, expr, &left, &right);
        return value_of_scalar(SCALAR_BOOL);
    }
    if (name_is_one_of(expr->name, "== =! =< ><") && in->is_strict) {
        bool is_less = name_equals(expr->name, "=<");
        report(in->r, expr->span, "bad-operand", "PostgreSQL has no '%s'", name_text(expr->name));
        report_hint(in->r, "write: %s",
                    name_equals(expr->name, "==") ? "=" : (is_less ? "<=" : "<>"));
        return value_of_scalar(SCALAR_BOOL);
    }
    if (name_is_one_of(expr->name, "+ - * / % ^")) return infer_arithmetic(in, expr, a, b);
    if (name_equals(expr->name, "||")) return infer_joined(in, expr, a, b);
    return infer_special(in, expr, a, b);
}

/* "is true" asks a bool, "is distinct from" compares, "is null" asks anything. */
Value infer_is(Infer *in, const Expr *expr)
{
    if (name_is_one_of(expr->name, "true false unknown")) {
        infer_bool(in, expr->args[0]);
        return value_of_scalar(SCALAR_BOOL);
    }
    Operand left = infer_operand(in, expr->args[0]);
    if (expr->arg_count < 2 || !expr->args[1]) return value_of_scalar(SCALAR_BOOL);
    Operand right = infer_operand(in, expr->args[1]);
    infer_compare(in, expr, &left, &right);
    return value_of_scalar(SCALAR_BOOL);
}
