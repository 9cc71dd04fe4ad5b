/* SPDX-License-Identifier: MIT
 * Checks and computed columns may name their own table: orders.total > 0. A table that is made anew
 * bears another name for a while, so the qualifier is left out; it says nothing. */
#include <string.h>

#include "dialect/sqlite/lower.h"
#include "token.h"

typedef struct Owner {
    Name name;
} Owner;

static bool is_owner(const sql_token *token, Name name)
{
    bool is_quoted = token->kind == SQL_QUOTED;
    size_t length = token->length - (is_quoted ? 2 : 0);
    const char *text = token->text + is_quoted, *wanted = name_text(name);
    if (!sql_is_name(token) || length != name_length(name)) return false;
    for (size_t i = 0; i < length; i++) {
        char a = text[i], b = wanted[i];
        if (a >= 'A' && a <= 'Z') a = (char)(a - 'A' + 'a');
        if (b >= 'A' && b <= 'Z') b = (char)(b - 'A' + 'a');
        if (a != b) return false;
    }
    return true;
}

/* "a".n < 9 becomes n < 9; all else stays to the letter. */
static const Expr *without_owner(Cx *cx, const Owner *owner, const Expr *raw)
{
    Text out = {0};
    const char *kept = raw->text; /* everything before it is in out, or left out */
    sql_scanner at = sql_scan(raw->text, raw->length);
    while (at.token.kind != SQL_END) {
        sql_token token = at.token, dot = sql_peek(&at);
        sql_next(&at);
        if (!sql_is_mark(&dot, '.') || !is_owner(&token, owner->name)) continue;
        text_add_bytes(&out, kept, (size_t)(token.text - kept));
        kept = dot.text + dot.length;
        sql_next(&at);
        sql_next(&at); /* the column, which may be called like the table */
    }
    if (kept == raw->text) return raw;
    text_add_bytes(&out, kept, (size_t)(raw->text + raw->length - kept));
    size_t length = out.length;
    return expr_text(cx, EXPR_RAW, raw->span, text_keep(&out, cx->arena), length);
}

static const Expr *unqualify(Cx *cx, void *state, const Expr *expr)
{
    const Owner *owner = state;
    if (expr->kind == EXPR_RAW) return without_owner(cx, owner, expr);
    bool is_own = expr->kind == EXPR_NAME && name_none(expr->outer) &&
                  name_is(expr->space, owner->name);
    if (!is_own) return expr;
    Expr *bare = expr_op(cx, EXPR_NAME, expr->span, name_text(expr->name), 0, NULL);
    bare->ref = expr->ref;
    return bare;
}

const Expr *lower_qualifiers(Cx *cx, const Object *table, const Expr *expr)
{
    Owner owner = {table->name};
    return expr_map(cx, expr, unqualify, &owner);
}
