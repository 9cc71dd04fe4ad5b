/* SPDX-License-Identifier: MIT
 * The checks that types bring along on SQLite: of the values of an enum, of the length of a text. */
#include <stdlib.h>
#include <string.h>

#include "pull/like.h"

static bool find_column(void *state, const Expr *expr)
{
    const Object **column = state;
    if (expr->kind == EXPR_NAME && expr->ref && expr->ref->kind == KIND_COLUMN) *column = expr->ref;
    return !*column;
}

/* The column of the logical schema that a check of a lowered one came with; NULL: it was written. */
const Object *checked_column(const Object *check)
{
    const Object *column = NULL;
    if (check->origin || check->kind != KIND_CHECK) return NULL;
    expr_walk(((const Check *)check)->expr.any, find_column, &column);
    return column ? column->origin : NULL;
}

/* `kind in ('a', 'b')` as it was pulled; NULL: none of the column. */
const Object *check_of_values(const Object *table, Name column)
{
    for (size_t i = 0; table && i < table->members.count; i++) {
        const Object *check = table->members.items[i];
        const Expr *expr = check->kind == KIND_CHECK
                               ? marked_for(&((const Check *)check)->expr, DIALECT_SQLITE) : NULL;
        bool is_list = expr && expr->kind == EXPR_IN && !(expr->flags & EXPR_NEGATED) &&
                       expr->args[0]->kind == EXPR_NAME && name_is(expr->args[0]->name, column);
        for (size_t j = 1; is_list && j < expr->arg_count; j++)
            is_list = expr->args[j]->kind == EXPR_STRING;
        if (is_list) return check;
    }
    return NULL;
}

/* `length(name) <= 80` as it was pulled; NULL: none of the column. */
const Object *check_of_limit(const Object *table, Name column)
{
    for (size_t i = 0; table && i < table->members.count; i++) {
        const Object *check = table->members.items[i];
        const Expr *expr = check->kind == KIND_CHECK
                               ? marked_for(&((const Check *)check)->expr, DIALECT_SQLITE) : NULL;
        bool is_limit = expr && expr->kind == EXPR_BINARY && name_equals(expr->name, "<=") &&
                        expr->args[0]->kind == EXPR_CALL && expr->args[1]->kind == EXPR_NUMBER &&
                        name_equals(expr->args[0]->name, "length") &&
                        expr->args[0]->arg_count == 1;
        const Expr *name = is_limit ? expr->args[0]->args[0] : NULL;
        if (name && name->kind == EXPR_NAME && name_is(name->name, column)) return check;
    }
    return NULL;
}

const Type *type_with_limit(Cx *cx, const Type *type, const Object *check)
{
    Type *copy = arena_make(cx->arena, Type);
    *copy = *type;
    copy->args = marked_for(&((const Check *)check)->expr, DIALECT_SQLITE)->args[1]->text;
    copy->arg[0] = (int32_t)strtol(copy->args, NULL, 10);
    return copy;
}

bool check_values_same(const Object *a, const Object *b)
{
    const Expr *left = marked_for(&((const Check *)a)->expr, DIALECT_SQLITE);
    const Expr *right = marked_for(&((const Check *)b)->expr, DIALECT_SQLITE);
    if (left->arg_count != right->arg_count) return false;
    for (size_t i = 1; i < left->arg_count; i++)
        if (strcmp(left->args[i]->text, right->args[i]->text) != 0) return false;
    return true;
}
