/* SPDX-License-Identifier: MIT
 * Expressions as the engine tells them: read into a tree, or kept to the letter. */
#include <string.h>

#include "pull/draft.h"
#include "syntax/parse.h"

/* Columns are bound, so that the printer knows which check belongs to which column. */
static const Expr *bind(Cx *cx, void *state, const Expr *expr)
{
    const Object *table = state;
    if (expr->kind != EXPR_NAME || !name_none(expr->space)) return expr;
    Expr *bound = expr_with_args(cx, expr, expr->arg_count, expr->args);
    bound->ref = object_member(table, KIND_COLUMN, expr->name);
    return bound;
}

static const Expr *raw(Cx *cx, const char *text, size_t length)
{
    return expr_text(cx, EXPR_RAW, NO_SPAN, text, length);
}

const Expr *expr_read(const Drafts *drafts, const Draft *draft, const char *text, size_t length)
{
    Cx *cx = drafts->cx;
    if (draft->plainness >= PLAIN_RAW) return raw(cx, text, length);
    const Expr *expr = parse_expr(cx, text, length);
    if (!expr) return raw(cx, text, length);
    Object *table = draft->kind == KIND_COLUMN ? draft->object->parent
                    : draft->owner             ? draft->owner->object
                                               : NULL;
    return table ? expr_map(cx, expr, bind, table) : expr;
}

Marked marked_read(const Drafts *drafts, const Draft *draft, const Attr *attr, const char *text)
{
    Marked marked = {0};
    (void)attr;
    const Expr *expr = expr_read(drafts, draft, text, strlen(text));
    bool is_own = draft->plainness >= PLAIN_NATIVE || expr->kind == EXPR_RAW;
    if (is_own) marked.only[drafts->options->dialect] = expr;
    else marked.any = expr;
    return marked;
}
