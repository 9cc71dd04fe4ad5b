/* SPDX-License-Identifier: MIT
 * Making, walking, rebuilding and comparing expressions. An argument may be NULL where the syntax
 * leaves something out: the operand and the else of a case, the ends of a slice. */
#include "expr/expr.h"

#include <string.h>

Expr *expr_new(Cx *cx, ExprKind kind, Span span)
{
    Expr *expr = arena_make(cx->arena, Expr);
    expr->kind = kind;
    expr->span = span;
    return expr;
}

Expr *expr_text(Cx *cx, ExprKind kind, Span span, const char *text, size_t length)
{
    Expr *expr = expr_new(cx, kind, span);
    expr->text = arena_copy(cx->arena, text, length);
    expr->length = length;
    return expr;
}

static void set_args(Cx *cx, Expr *expr, size_t count, const Expr *const *args)
{
    const Expr **copy = count ? arena_array(cx->arena, const Expr *, count) : NULL;
    if (count) memcpy(copy, args, count * sizeof *copy);
    expr->args = copy;
    expr->arg_count = count;
}

Expr *expr_op(Cx *cx, ExprKind kind, Span span, const char *name, size_t count,
              const Expr *const *args)
{
    Expr *expr = expr_new(cx, kind, span);
    if (name) expr->name = name_from(cx->names, name);
    set_args(cx, expr, count, args);
    return expr;
}

Expr *expr_call(Cx *cx, Span span, const char *name, size_t count, const Expr *const *args)
{
    return expr_op(cx, EXPR_CALL, span, name, count, args);
}

Expr *expr_with_args(Cx *cx, const Expr *expr, size_t count, const Expr *const *args)
{
    Expr *copy = arena_make(cx->arena, Expr);
    *copy = *expr;
    set_args(cx, copy, count, args);
    return copy;
}

bool expr_walk(const Expr *expr, ExprVisit *visit, void *state)
{
    if (!expr) return true;
    if (!visit(state, expr)) return false;
    for (size_t i = 0; i < expr->arg_count; i++)
        if (!expr_walk(expr->args[i], visit, state)) return false;
    return true;
}

/* The mapped arguments, or NULL if none of them has changed. */
static const Expr **map_args(Cx *cx, const Expr *expr, ExprMap *map, void *state)
{
    const Expr **changed = NULL;
    for (size_t i = 0; i < expr->arg_count; i++) {
        const Expr *arg = expr_map(cx, expr->args[i], map, state);
        if (!changed && arg != expr->args[i]) {
            changed = arena_array(cx->arena, const Expr *, expr->arg_count);
            memcpy(changed, expr->args, i * sizeof *changed);
        }
        if (changed) changed[i] = arg;
    }
    return changed;
}

const Expr *expr_map(Cx *cx, const Expr *expr, ExprMap *map, void *state)
{
    if (!expr) return NULL;
    const Expr **args = map_args(cx, expr, map, state);
    if (!args) return map(cx, state, expr);
    Expr *copy = arena_make(cx->arena, Expr);
    *copy = *expr;
    copy->args = args;
    return map(cx, state, copy);
}

static bool text_equal(const Expr *a, const Expr *b)
{
    if (a->length != b->length) return false;
    return a->length == 0 || memcmp(a->text, b->text, a->length) == 0;
}

bool expr_equal(const Expr *a, const Expr *b)
{
    if (a == b) return true;
    if (!a || !b || a->kind != b->kind) return false;
    if ((a->flags | EXPR_WORDS | EXPR_SHARED) != (b->flags | EXPR_WORDS | EXPR_SHARED)) return false;
    if (!name_is(a->name, b->name) || !name_is(a->space, b->space)) return false;
    if (!name_is(a->outer, b->outer) || !text_equal(a, b)) return false;
    if (!type_equal(a->type, b->type) || a->arg_count != b->arg_count) return false;
    for (size_t i = 0; i < a->arg_count; i++)
        if (!expr_equal(a->args[i], b->args[i])) return false;
    return true;
}

static bool has_parens(void *state, const Expr *expr)
{
    bool *has = state;
    *has |= expr->parens > 0;
    return !*has;
}

/* Those that are needed are printed in any case, so the text tells. */
bool expr_same(const Expr *a, const Expr *b)
{
    bool has = false;
    if (!expr_equal(a, b)) return false;
    expr_walk(a, has_parens, &has);
    expr_walk(b, has_parens, &has);
    if (!has || a == b) return true;
    Text left = {0}, right = {0};
    expr_print(&left, a);
    expr_print(&right, b);
    bool is_same = left.length == right.length && memcmp(left.data, right.data, left.length) == 0;
    text_free(&left);
    text_free(&right);
    return is_same;
}

static const Expr *without_parens(Cx *cx, void *state, const Expr *expr)
{
    (void)state;
    if (!expr->parens) return expr;
    Expr *copy = arena_make(cx->arena, Expr);
    *copy = *expr;
    copy->parens = 0;
    return copy;
}

const Expr *expr_open(Cx *cx, const Expr *expr, bool all)
{
    if (!expr) return NULL;
    return all ? expr_map(cx, expr, without_parens, NULL) : without_parens(cx, NULL, expr);
}
