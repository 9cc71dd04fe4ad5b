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
    if (table) expr = expr_map(cx, expr, bind, table);
    bool is_short = draft->plainness < PLAIN_NATIVE &&
                    drafts->options->dialect == DIALECT_POSTGRES;
    return is_short ? expr_simplify(cx, expr) : expr;
}

/* The type that a default is for; NULL: the expression is no default. */
static const Type *type_for(const Draft *draft, const Attr *attr)
{
    if (strcmp(attr->word, "default") != 0) return NULL;
    if (draft->kind == KIND_COLUMN) return ((const Column *)draft->object)->type.any;
    return draft->kind == KIND_DOMAIN ? ((const Domain *)draft->object)->type : NULL;
}

/* A mark says that the words are SQLite's; a schema of PostgreSQL alone has no others. */
Marked marked_read(const Drafts *drafts, const Draft *draft, const Attr *attr, const char *text)
{
    Marked marked = {0};
    const DialectId dialect = drafts->options->dialect;
    const Expr *expr = expr_read(drafts, draft, text, strlen(text));
    if (dialect == DIALECT_POSTGRES && draft->plainness < PLAIN_NATIVE)
        expr = initial_simplify(expr, type_for(draft, attr));
    bool is_own = dialect == DIALECT_SQLITE && draft->plainness == PLAIN_NATIVE;
    if (is_own) marked.only[dialect] = expr;
    else marked.any = expr;
    return marked;
}
