/* SPDX-License-Identifier: MIT
 * Does one condition follow from another? Only what can be read off their form: a list that grows,
 * a bound that moves outwards, a part of an AND, a side of an OR. */
#include <stdlib.h>
#include <string.h>

#include "expr/expr.h"

static bool is_operator(const Expr *expr, const char *name)
{
    return expr->kind == EXPR_BINARY && name_equals(expr->name, name);
}

/* Each of a's list stands in b's. */
static bool has_longer_list(const Expr *a, const Expr *b)
{
    bool same_kind = a->kind == EXPR_IN && b->kind == EXPR_IN;
    if (!same_kind || (a->flags | b->flags) & EXPR_NEGATED) return false;
    if (!expr_equal(a->args[0], b->args[0])) return false;
    for (size_t i = 1; i < a->arg_count; i++) {
        bool is_there = false;
        for (size_t j = 1; j < b->arg_count && !is_there; j++)
            is_there = expr_equal(a->args[i], b->args[j]);
        if (!is_there) return false;
    }
    return true;
}

static bool number_of(const Expr *expr, double *number)
{
    bool is_negative = expr->kind == EXPR_UNARY && name_equals(expr->name, "-");
    if (is_negative) expr = expr->args[0];
    if (expr->kind != EXPR_NUMBER) return false;
    *number = strtod(expr->text, NULL);
    if (is_negative) *number = -*number;
    return true;
}

/* x <= 10 and x <= 20; the same operator, so that a bound that stays is equal anyway. */
static bool has_wider_bound(const Expr *a, const Expr *b)
{
    double before, after;
    if (a->kind != EXPR_BINARY || b->kind != EXPR_BINARY || !name_is(a->name, b->name)) return false;
    if (!expr_equal(a->args[0], b->args[0])) return false;
    if (!number_of(a->args[1], &before) || !number_of(b->args[1], &after)) return false;
    if (is_operator(a, "<") || is_operator(a, "<=")) return after >= before;
    return (is_operator(a, ">") || is_operator(a, ">=")) && after <= before;
}

static bool has_wider_range(const Expr *a, const Expr *b)
{
    double low, high, lower, higher;
    bool same_kind = a->kind == EXPR_BETWEEN && b->kind == EXPR_BETWEEN;
    if (!same_kind || (a->flags | b->flags) & EXPR_NEGATED) return false;
    if (!expr_equal(a->args[0], b->args[0])) return false;
    if (!number_of(a->args[1], &low) || !number_of(b->args[1], &lower)) return false;
    if (!number_of(a->args[2], &high) || !number_of(b->args[2], &higher)) return false;
    return lower <= low && higher >= high;
}

bool expr_implies(const Expr *a, const Expr *b)
{
    if (expr_equal(a, b)) return true;
    if (is_operator(b, "and")) return expr_implies(a, b->args[0]) && expr_implies(a, b->args[1]);
    if (is_operator(a, "or")) return expr_implies(a->args[0], b) && expr_implies(a->args[1], b);
    if (is_operator(a, "and") && (expr_implies(a->args[0], b) || expr_implies(a->args[1], b)))
        return true;
    if (is_operator(b, "or") && (expr_implies(a, b->args[0]) || expr_implies(a, b->args[1])))
        return true;
    return has_longer_list(a, b) || has_wider_bound(a, b) || has_wider_range(a, b);
}
