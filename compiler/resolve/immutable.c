/* SPDX-License-Identifier: MIT
 * Does an expression give the same value for the same row for ever? Indexes, their predicates and
 * generated columns must; both engines refuse them otherwise, in their own words and too late. */
#include "resolve/resolver.h"

typedef struct Search {
    Resolver *r;
    uint8_t dialects;
    const Expr *culprit;
} Search;

static bool is_zoned(const Search *search, const Expr *expr)
{
    return infer(search->r, expr, 0).scalar == SCALAR_TIMESTAMPTZ;
}

static bool is_now(const Expr *expr)
{
    return expr->kind == EXPR_STRING && strcmp(expr->text, "now") == 0;
}

static bool call_is_immutable(const Search *search, const Expr *expr)
{
    if (expr->ref && expr->ref->kind == KIND_FUNCTION) {
        const Function *function = (const Function *)expr->ref; /* PostgreSQL looks into SQL */
        return name_equals(function->volatility, "immutable") ||
               name_equals(function->language, "sql");
    }
    if (!name_none(expr->space)) return true;
    const FunctionFact *fact = function_fact(search->r, expr->name);
    if (!fact || !(fact->dialects & search->dialects)) return true;
    if (fact->volatility == IMMUTABLE) return true;
    if (fact->volatility == BY_ARGUMENT) {
        for (size_t i = 0; i < expr->arg_count; i++)
            if (is_now(expr->args[i]) || is_zoned(search, expr->args[i])) return false;
        return expr->arg_count > 0;
    }
    /* SQLite's datetime(column) is fixed, datetime('now') and datetime() are not */
    bool of_column = fact->dialects == 1u << DIALECT_SQLITE && fact->volatility == STABLE &&
                     expr->arg_count > 0 && !is_now(expr->args[expr->arg_count - 1]) &&
                     !is_now(expr->args[0]);
    return of_column;
}

static bool is_calendar(Scalar scalar)
{
    return scalar == SCALAR_DATE || scalar == SCALAR_TIME || scalar == SCALAR_TIMESTAMP ||
           scalar == SCALAR_TIMESTAMPTZ;
}

/* A cast between a point in time and a calendar or a text goes through the session's zone. */
static bool cast_is_immutable(const Search *search, const Expr *expr)
{
    Value from = infer(search->r, expr->args[0], 0), to = value_of_type(expr->type);
    if (from.is_literal || !from.is_known || !to.is_known || from.scalar == to.scalar) return true;
    if (!(search->dialects & 1u << DIALECT_POSTGRES)) return true;
    if (from.scalar == SCALAR_TIMESTAMPTZ) return !is_calendar(to.scalar) && to.class != CLASS_TEXT;
    if (to.scalar == SCALAR_TIMESTAMPTZ) return false;
    return from.class != CLASS_TEXT || !is_calendar(to.scalar);
}

static bool visit(void *state, const Expr *expr)
{
    Search *search = state;
    bool is_fixed = true;
    if (expr->kind == EXPR_CALL) is_fixed = call_is_immutable(search, expr);
    if (expr->kind == EXPR_CAST) is_fixed = cast_is_immutable(search, expr);
    if (expr->kind == EXPR_EXTRACT) is_fixed = !is_zoned(search, expr->args[0]);
    if (!is_fixed) search->culprit = expr;
    return is_fixed;
}

const Expr *mutable_part(Resolver *r, const Expr *expr, uint8_t dialects)
{
    Search search = {.r = r, .dialects = dialects & r->targets};
    expr_walk(expr, visit, &search);
    return search.culprit;
}
