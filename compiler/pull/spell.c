/* SPDX-License-Identifier: MIT
 * SQLite's expressions to the letter. Their normal form leaves quotes out wherever SQLite reads a
 * keyword as a name if nothing else fits; but "with" or "cast" at the start of an operand fit, so
 * there a column has its quotes again. */
#include "pull/draft.h"
#include "token.h"

/* May an operand begin behind this token? */
static bool begins_operand(const sql_token *before)
{
    if (before->kind == SQL_MARK) return *before->text != ')';
    return before->kind == SQL_END ||
           (before->kind == SQL_WORD && sql_is_reserved(before->text, before->length));
}

static bool is_column(Cx *cx, const Object *table, const sql_token *token)
{
    return object_member(table, KIND_COLUMN, name_of(cx->names, token->text, token->length));
}

static bool needs_quotes(Cx *cx, const Object *table, const sql_scanner *at,
                         const sql_token *before)
{
    const sql_token *token = &at->token;
    sql_token next = sql_peek(at);
    bool is_either = token->kind == SQL_WORD && sql_is_keyword(token->text, token->length) &&
                     !sql_is_reserved(token->text, token->length);
    return is_either && begins_operand(before) && !sql_is_mark(&next, '(') && is_column(cx, table, token);
}

const Expr *expr_raw(Cx *cx, const Object *table, const char *text, size_t length)
{
    Text out = {0};
    sql_token before = {SQL_END, text, 0};
    const char *copied = text;
    for (sql_scanner at = sql_scan(text, length); at.token.kind != SQL_END; sql_next(&at)) {
        bool is_quoted = table && needs_quotes(cx, table, &at, &before);
        before = at.token;
        if (!is_quoted) continue;
        text_add_bytes(&out, copied, (size_t)(before.text - copied));
        text_add_quoted(&out, before.text, before.length, '"');
        copied = before.text + before.length;
    }
    text_add_bytes(&out, copied, (size_t)(text + length - copied));
    const Expr *raw = expr_text(cx, EXPR_RAW, NO_SPAN, text_string(&out), out.length);
    text_free(&out);
    return raw;
}
