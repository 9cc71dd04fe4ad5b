/* SPDX-License-Identifier: MIT
 * Casts that PostgreSQL has not, and literals with a type before them. */
#include "resolve/infer.h"

/* The classes that a class can be cast to, besides itself and text. */
static bool has_cast(const Value *from, const Value *to)
{
    if (from->class == to->class || to->class == CLASS_TEXT || from->class == CLASS_TEXT)
        return true;
    switch (from->class) {
    case CLASS_OTHER: return true;
    case CLASS_BOOL: return to->scalar == SCALAR_INT;
    case CLASS_INTEGER:
        return to->class == CLASS_NUMBER ||
               (to->class == CLASS_BOOL && from->scalar != SCALAR_BIGINT &&
                from->scalar != SCALAR_SMALLINT);
    case CLASS_NUMBER: return to->class == CLASS_INTEGER;
    case CLASS_JSON: return to->class == CLASS_BOOL || value_is_number(to);
    case CLASS_BYTES:
    case CLASS_TIME:
    case CLASS_UUID: return false;
    case CLASS_TEXT: return true;
    }
    return true;
}

static bool is_castable(const Value *from, const Value *to)
{
    if (!from->is_known || !to->is_known || from->is_literal) return true;
    if (from->dims != to->dims) return from->class == CLASS_TEXT || to->class == CLASS_TEXT;
    if (from->enumeration || to->enumeration)
        return from->enumeration == to->enumeration || from->class == CLASS_TEXT ||
               to->class == CLASS_TEXT;
    return has_cast(from, to);
}

static Value check_text(Infer *in, const Expr *expr, const char *text, size_t length)
{
    Value value = value_of_type(expr->type);
    const char *problem = value.is_known ? literal_problem(in->r, expr->type, text, length) : NULL;
    bool is_cut = value.scalar == SCALAR_VARCHAR || value.scalar == SCALAR_CHAR; /* not refused */
    if (!problem || is_cut) return value;
    report(in->r, expr->span, value.enumeration ? "unknown-enum-value" : "invalid-literal",
           "'%s' is no %s", shortened(in->r, text), value_word(in->r, &value));
    report_hint(in->r, "%s", problem);
    return value;
}

Value infer_typed(Infer *in, const Expr *expr)
{
    return check_text(in, expr, expr->text, expr->length);
}

Value infer_cast(Infer *in, const Expr *expr)
{
    const Expr *inner = expr->args[0];
    if (inner->kind == EXPR_STRING) return check_text(in, expr, inner->text, inner->length);
    Value from = infer_in(in, inner), to = value_of_type(expr->type);
    if (!in->is_strict || is_castable(&from, &to)) return to;
    report(in->r, expr->span, "impossible-cast", "%s cannot be cast to %s",
           value_word(in->r, &from), value_word(in->r, &to));
    if (value_is(&from, CLASS_INTEGER) && to.class == CLASS_TIME)
        report_hint(in->r, "seconds since 1970 become a time with to_timestamp(...)");
    return to;
}
