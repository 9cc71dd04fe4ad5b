/* SPDX-License-Identifier: MIT
 * What speaks of the columns of one table only. Checks and computed columns may name it: orders.total
 * > 0; a table that is made anew bears another name for a while, so the qualifier is left out, it
 * says nothing. A name in double quotes that is no column is a text for SQLite: it is written as
 * one. */
#include <string.h>

#include "dialect/sqlite/lower.h"
#include "token.h"

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* As SQLite compares: ASCII in any case. */
static bool is_called(const sql_token *token, const char *wanted)
{
    const char quote = token->kind == SQL_QUOTED ? *token->text : '\0';
    const char *at = token->text, *end = at + token->length;
    if (!sql_is_name(token)) return false;
    if (quote) at++, end--;
    for (; at < end && *wanted && folded(*at) == folded(*wanted); at++, wanted++)
        if (*at == quote) at++; /* one of two */
    return at >= end && !*wanted;
}

static bool is_column(const Object *table, const sql_token *token)
{
    for (size_t i = 0; i < table->members.count; i++)
        if (table->members.items[i]->kind == KIND_COLUMN &&
            is_called(token, name_text(table->members.items[i]->name)))
            return true;
    return is_called(token, "rowid") || is_called(token, "oid") || is_called(token, "_rowid_");
}

/* What may stand in quotes and is no column: a function, a collation, the type of a cast. */
static bool is_text(const Object *table, const sql_token *left, const sql_token *token,
                    const sql_token *next)
{
    bool is_other = sql_is(left, "collate") || sql_is(left, "as") || sql_is_mark(left, '.') ||
                    sql_is_mark(next, '(') || sql_is_mark(next, '.');
    return token->kind == SQL_QUOTED && *token->text == '"' && !is_other && !is_column(table, token);
}

static void add_text(Text *out, const sql_token *token)
{
    text_add_char(out, '\'');
    for (size_t i = 1; i + 1 < token->length; i++) {
        if (token->text[i] == '\'') text_add_char(out, '\'');
        if (token->text[i] == '"') i++;
        text_add_char(out, token->text[i]);
    }
    text_add_char(out, '\'');
}

/* "a".n < 9 becomes n < 9, n = "b" becomes n = 'b'; all else stays to the letter. */
static const Expr *spelt_out(Cx *cx, const Object *table, const Expr *raw)
{
    Text out = {0};
    const char *kept = raw->text; /* everything before it is in out, or left out */
    sql_token left = {SQL_END, raw->text, 0};
    for (sql_scanner at = sql_scan(raw->text, raw->length); at.token.kind != SQL_END; sql_next(&at)) {
        const sql_token token = at.token, next = sql_peek(&at);
        bool is_own = sql_is_mark(&next, '.') && !sql_is_mark(&left, '.') && is_called(&token, name_text(table->name));
        if (is_own || is_text(table, &left, &token, &next)) {
            text_add_bytes(&out, kept, (size_t)(token.text - kept));
            kept = is_own ? next.text + next.length : token.text + token.length;
            if (!is_own) add_text(&out, &token);
        }
        if (is_own) sql_next(&at);
        left = at.token;
        if (is_own) sql_next(&at); /* the column, which may be called like the table */
    }
    if (kept == raw->text) return raw;
    text_add_bytes(&out, kept, (size_t)(raw->text + raw->length - kept));
    size_t length = out.length;
    return expr_text(cx, EXPR_RAW, raw->span, text_keep(&out, cx->arena), length);
}

static const Expr *unqualify(Cx *cx, void *state, const Expr *expr)
{
    const Object *table = state;
    if (expr->kind == EXPR_RAW) return spelt_out(cx, table, expr);
    bool is_own = expr->kind == EXPR_NAME && name_none(expr->outer) &&
                  name_is(expr->space, table->name);
    if (!is_own) return expr;
    Expr *bare = expr_op(cx, EXPR_NAME, expr->span, name_text(expr->name), 0, NULL);
    bare->ref = expr->ref;
    return bare;
}

bool sqlite_selects(const Expr *raw)
{
    sql_scanner at = sql_scan(raw->text, raw->length);
    while (at.token.kind != SQL_END && !sql_is(&at.token, "select")) sql_next(&at);
    return at.token.kind != SQL_END;
}

const Expr *lower_own(Cx *cx, const Object *table, const Expr *expr)
{
    return expr_map(cx, expr, unqualify, (void *)table);
}
