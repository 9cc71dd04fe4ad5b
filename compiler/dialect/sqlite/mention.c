/* SPDX-License-Identifier: MIT
 * Which objects speak of a column. Expressions know what they refer to; text that is SQLite's own,
 * the bodies of views and triggers, is searched for the word. */
#include <string.h>

#include "dialect/sqlite/alter.h"
#include "token.h"

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Names are the same in any case; between quotes a doubled quote is one. */
static bool is_named(const sql_token *token, Name name)
{
    bool is_quoted = token->kind == SQL_QUOTED;
    const char *at = token->text + is_quoted, *end = token->text + token->length - is_quoted;
    const char *wanted = name_text(name);
    char quote = *token->text;
    for (; at < end && *wanted; at++, wanted++) {
        if (folded(*at) != folded(*wanted)) return false;
        if (is_quoted && *at == quote && at + 1 < end) at++;
    }
    return at == end && !*wanted;
}

static bool text_mentions(const char *text, size_t length, Name name)
{
    sql_scanner at = sql_scan(text, length);
    for (; at.token.kind != SQL_END; sql_next(&at))
        if (sql_is_name(&at.token) && is_named(&at.token, name)) return true;
    return false;
}

static bool is_not_mention(void *state, const Expr *expr)
{
    const Object *column = state;
    if (expr->kind == EXPR_RAW) return !text_mentions(expr->text, expr->length, column->name);
    if (expr->kind != EXPR_NAME) return true;
    return expr->ref ? expr->ref != column : !name_is(expr->name, column->name);
}

bool sqlite_expr_mentions(const Expr *expr, const Object *column)
{
    return expr && !expr_walk(expr, is_not_mention, (void *)column);
}

static bool names_mention(const NameList *names, const Object *column)
{
    for (size_t i = 0; i < names->count; i++)
        if (name_is(names->items[i], column->name)) return true;
    return false;
}

static bool elements_mention(const ElementList *elements, const Object *column)
{
    for (size_t i = 0; i < elements->count; i++)
        if (sqlite_expr_mentions(elements->items[i].expr, column)) return true;
    return false;
}

static bool body_mentions(const char *body, const Object *column)
{
    return body && text_mentions(body, strlen(body), column->name);
}

static bool trigger_mentions(const Trigger *trigger, const Object *column)
{
    return names_mention(&trigger->update_of, column) || body_mentions(trigger->body, column) ||
           sqlite_expr_mentions(trigger->when.any, column);
}

static bool index_mentions(const Index *index, const Object *column)
{
    return elements_mention(&index->elements, column) ||
           sqlite_expr_mentions(index->where.any, column);
}

bool sqlite_mentions(const Object *object, const Object *column)
{
    if (object == column) return false;
    switch (object->kind) {
    case KIND_COLUMN: return sqlite_expr_mentions(((const Column *)object)->generated.any, column);
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE: return elements_mention(&((const Key *)object)->columns, column);
    case KIND_CHECK: return sqlite_expr_mentions(((const Check *)object)->expr.any, column);
    case KIND_FOREIGN_KEY: return names_mention(&((const ForeignKey *)object)->columns, column);
    case KIND_INDEX: return index_mentions((const Index *)object, column);
    case KIND_VIEW: return body_mentions(((const View *)object)->body, column);
    case KIND_TRIGGER: return trigger_mentions((const Trigger *)object, column);
    default: return false;
    }
}
