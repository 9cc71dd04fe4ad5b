/* SPDX-License-Identifier: MIT
 * Builds expressions in SQLite's words, for the translations. */
#include <stdio.h>
#include <string.h>

#include "dialect/sqlite/sqlite.h"

const Expr *sqlite_call(Cx *cx, Span span, const char *name, size_t count, const Expr *const *args)
{
    return expr_call(cx, span, name, count, args);
}

const Expr *sqlite_binary(Cx *cx, const char *operator, const Expr *left, const Expr *right)
{
    const Expr *args[] = {left, right};
    return expr_op(cx, EXPR_BINARY, left->span, operator, 2, args);
}

const Expr *sqlite_string(Cx *cx, Span span, const char *text)
{
    return expr_text(cx, EXPR_STRING, span, text, strlen(text));
}

const Expr *sqlite_number(Cx *cx, Span span, long number)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%ld", number);
    return expr_text(cx, EXPR_NUMBER, span, digits, (size_t)length);
}

const Expr *sqlite_cast(const Translation *in, const Expr *expr, const char *type)
{
    Expr *cast = expr_op(in->cx, EXPR_CAST, expr->span, NULL, 1, &expr);
    cast->type = sqlite_type(in, type);
    return cast;
}
