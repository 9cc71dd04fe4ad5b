/* SPDX-License-Identifier: MIT
 * A modest type inference: the class of every expression whose class is plain to see, so that a
 * mistake is reported here and not by the first database that reads the SQL. Where something is
 * not known (a native type, an extension's function), nothing is said. */
#include "resolve/infer.h"

void infer_bool(Infer *in, const Expr *expr)
{
    Value value = infer_in(in, expr);
    bool is_fine = !value.is_known || value.is_null || value.is_literal ||
                   (value.class == CLASS_BOOL && !value.dims);
    if (is_fine || !in->is_strict) return;
    report(in->r, expr->span, "bool-expected", "a condition is expected, this is %s",
           value_word(in->r, &value));
}

static void check_branch(Infer *in, const Expr *expr, Value *result)
{
    Value branch = infer_in(in, expr);
    if (in->is_strict && !branch.is_null && !branch.is_literal && !result->is_literal &&
        !values_meet(result, &branch))
        report(in->r, expr->span, "incomparable", "'case' of %s and %s", value_word(in->r, result),
               value_word(in->r, &branch));
    value_merge(result, &branch);
}

/* args: subject or NULL, when/then pairs, else or NULL */
static Value infer_case(Infer *in, const Expr *expr)
{
    Value result = anything;
    Operand subject = {0};
    size_t last = expr->arg_count - 1;
    if (expr->args[0]) subject = infer_operand(in, expr->args[0]);
    for (size_t i = 1; i + 1 <= last; i += 2) {
        if (subject.expr) {
            Operand when = infer_operand(in, expr->args[i]);
            infer_compare(in, expr->args[i], &subject, &when);
        } else {
            infer_bool(in, expr->args[i]);
        }
        check_branch(in, expr->args[i + 1], &result);
    }
    if (expr->args[last]) check_branch(in, expr->args[last], &result);
    return result;
}

static Value infer_array(Infer *in, const Expr *expr)
{
    Value element = anything;
    for (size_t i = 0; i < expr->arg_count; i++) {
        Value value = infer_in(in, expr->args[i]);
        value_merge(&element, &value);
    }
    if (element.is_literal) return anything;
    if (element.is_known) element.dims++;
    return element;
}

static Value infer_subscript(Infer *in, const Expr *expr)
{
    Value value = infer_in(in, expr->args[0]);
    for (size_t i = 1; i < expr->arg_count; i++)
        if (expr->args[i]) infer_in(in, expr->args[i]);
    if (expr->flags & EXPR_SLICE || value.class == CLASS_JSON) return value;
    if (value.dims == 0) return anything;
    value.dims--;
    value.type = NULL; /* that was the array's */
    return value;
}

static Value infer_name(const Expr *expr)
{
    if (!expr->ref) return anything;
    if (expr->ref->kind == KIND_DOMAIN) return value_of_type(((const Domain *)expr->ref)->type);
    if (expr->ref->kind != KIND_COLUMN) return anything;
    return value_of_type(((const Column *)expr->ref)->type.any);
}

static Value infer_number(const Expr *expr)
{
    bool is_hex = expr->text[0] == '0' && (expr->text[1] == 'x' || expr->text[1] == 'X');
    bool is_whole = is_hex || !strpbrk(expr->text, ".eE");
    return value_of_class(is_whole ? CLASS_INTEGER : CLASS_NUMBER);
}

static Value infer_operands(Infer *in, const Expr *expr, Value result)
{
    for (size_t i = 0; i < expr->arg_count; i++)
        if (expr->args[i]) infer_in(in, expr->args[i]);
    return result;
}

Value infer_in(Infer *in, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_ERROR:
    case EXPR_RAW: return anything;
    case EXPR_NULL: return (Value){.is_null = true};
    case EXPR_TRUE:
    case EXPR_FALSE: return value_of_scalar(SCALAR_BOOL);
    case EXPR_NUMBER: return infer_number(expr);
    case EXPR_STRING: return (Value){.is_known = true, .is_literal = true, .class = CLASS_TEXT};
    case EXPR_BYTES: return value_of_scalar(SCALAR_BYTES);
    case EXPR_TYPED: return infer_typed(in, expr);
    case EXPR_NAME: return infer_name(expr);
    case EXPR_CALL: return infer_call(in, expr);
    case EXPR_UNARY: return infer_unary(in, expr);
    case EXPR_BINARY: return infer_binary(in, expr);
    case EXPR_IS: return infer_is(in, expr);
    case EXPR_IN:
    case EXPR_BETWEEN: return infer_list(in, expr);
    case EXPR_LIKE: return infer_like(in, expr);
    case EXPR_CASE: return infer_case(in, expr);
    case EXPR_CAST: return infer_cast(in, expr);
    case EXPR_COLLATE: return infer_in(in, expr->args[0]);
    case EXPR_AT_ZONE: return infer_zone(in, expr);
    case EXPR_ARRAY: return infer_array(in, expr);
    case EXPR_ROW:
    case EXPR_FIELD:
    case EXPR_NAMED_ARG: return infer_operands(in, expr, anything);
    case EXPR_SUBSCRIPT: return infer_subscript(in, expr);
    case EXPR_ANY: return infer_any(in, expr);
    case EXPR_EXTRACT: return infer_extract(in, expr);
    }
    return anything;
}

static Infer infer_for(Resolver *r, uint8_t dialects)
{
    return (Infer){r, dialects, dialects & r->targets & 1u << DIALECT_POSTGRES};
}

Value infer(Resolver *r, const Expr *expr, uint8_t dialects)
{
    Infer in = infer_for(r, dialects);
    return infer_in(&in, expr);
}

void infer_condition(Resolver *r, const Expr *expr, uint8_t dialects)
{
    Infer in = infer_for(r, dialects);
    infer_bool(&in, expr);
}
