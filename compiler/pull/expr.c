/* SPDX-License-Identifier: MIT
 * Expressions as the engine tells them: read into a tree, or kept to the letter. */
#include <string.h>

#include "pull/draft.h"
#include "syntax/parse.h"

typedef struct Reading {
    const Drafts *drafts;
    const Object *table; /* whose columns names are, or the domain whose value; NULL: none */
} Reading;

/* Columns are bound, so that the printer knows which check belongs to which column. */
static const Expr *bind_name(Cx *cx, const Reading *reading, const Expr *expr)
{
    bool is_row = name_equals(expr->space, "new") || name_equals(expr->space, "old");
    if (!reading->table || (!name_none(expr->space) && !is_row)) return expr;
    Expr *bound = expr_with_args(cx, expr, expr->arg_count, expr->args);
    bool is_value = reading->table->kind == KIND_DOMAIN && name_equals(expr->name, "value");
    bound->ref = is_value ? reading->table : object_member(reading->table, KIND_COLUMN, expr->name);
    return bound;
}

/* A type that neither the language nor the schema has is PostgreSQL's. */
static const Expr *bind_type(Cx *cx, const Reading *reading, const Expr *expr)
{
    const uint32_t named = 1u << KIND_ENUM | 1u << KIND_DOMAIN | 1u << KIND_TYPE | 1u << KIND_RANGE |
                           1u << KIND_TABLE | 1u << KIND_VIEW;
    const char *word = name_text(expr->type->name);
    bool is_known = !name_none(expr->type->space) || expr->type->is_quoted ||
                    scalar_find(word) != SCALAR_NONE || strncmp(word, "reg", 3) == 0 ||
                    strcmp(word, "bit") == 0 || /* it would be cut to one */
                    draft_find(reading->drafts, named, word, strlen(word)) ||
                    draft_of_native_type(reading->drafts, word, strlen(word));
    if (is_known || reading->drafts->options->dialect != DIALECT_POSTGRES) return expr;
    Type *type = arena_make(cx->arena, Type);
    Expr *copy = expr_with_args(cx, expr, expr->arg_count, expr->args);
    *type = *expr->type;
    type->space = name_from(cx->names, dialect_word(DIALECT_POSTGRES));
    copy->type = type;
    return copy;
}

/* A function or an operator that is called as one of the schema, or stands in a namespace, need not be
 * the engine's: nothing is known of it. */
static const Expr *bind_shared(Cx *cx, const Reading *reading, const Expr *expr)
{
    const Schema *schema = reading->drafts->schema;
    bool is_call = expr->kind == EXPR_CALL, has_name = !name_none(expr->name);
    bool is_own = has_name && ((is_call && schema_find(schema, KIND_FUNCTION, NO_NAME, expr->name)) ||
                               schema_find(schema, KIND_NATIVE, NO_NAME, expr->name));
    if (!is_own && name_none(expr->space)) return expr;
    Expr *shared = expr_with_args(cx, expr, expr->arg_count, expr->args);
    shared->flags |= EXPR_SHARED;
    return shared;
}

static const Expr *bind(Cx *cx, void *state, const Expr *expr)
{
    if (expr->kind == EXPR_NAME) return bind_name(cx, state, expr);
    bool is_called = expr->kind == EXPR_CALL || expr->kind == EXPR_UNARY || expr->kind == EXPR_BINARY ||
                     expr->kind == EXPR_ANY;
    if (is_called) return bind_shared(cx, state, expr);
    bool has_type = expr->kind == EXPR_CAST || expr->kind == EXPR_TYPED;
    return has_type ? bind_type(cx, state, expr) : expr;
}

/* ---- domains ---- */

/* A column of a domain behind the cast to the type below. */
static bool is_below(const Reading *reading, const Expr *cast)
{
    if (cast->kind != EXPR_CAST || cast->args[0]->kind != EXPR_NAME) return false;
    const Type *type = known_type(reading->drafts->cx, cast->args[0]);
    bool is_bare = type && !type->dims && scalar_find(name_text(type->name)) == SCALAR_NONE;
    const Object *domain =
        is_bare ? schema_find(reading->drafts->schema, KIND_DOMAIN, type->space, type->name) : NULL;
    return domain && domain->kind == KIND_DOMAIN && known_same(cast->type, ((const Domain *)domain)->type);
}

/* What an operator or a function of PostgreSQL is given of a domain is a value of the type below. */
static const Expr *behind_domain(Cx *cx, void *state, const Expr *expr)
{
    const Reading *reading = state;
    bool is_call = expr->kind == EXPR_CALL && !known_keeps_type(expr);
    bool is_operator = expr->kind == EXPR_BINARY || expr->kind == EXPR_UNARY || expr->kind == EXPR_LIKE;
    if (expr->flags & EXPR_SHARED) return expr;
    for (size_t i = 0; (is_call || is_operator) && i < expr->arg_count; i++) {
        if (!is_below(reading, expr->args[i])) continue;
        const Expr **args = arena_array(cx->arena, const Expr *, expr->arg_count);
        memcpy(args, expr->args, expr->arg_count * sizeof *args);
        args[i] = args[i]->args[0];
        expr = expr_with_args(cx, expr, expr->arg_count, args);
    }
    return expr;
}

static const Expr *raw(const Reading *reading, const char *text, size_t length)
{
    const Drafts *drafts = reading->drafts;
    if (drafts->options->dialect == DIALECT_SQLITE)
        return expr_raw(drafts->cx, reading->table, text, length);
    text = query_settled(drafts->cx, arena_copy(drafts->cx->arena, text, length));
    return expr_raw(drafts->cx, NULL, text, strlen(text));
}

const Expr *expr_read(const Drafts *drafts, const Draft *draft, const char *text, size_t length)
{
    Cx *cx = drafts->cx;
    Reading reading = {.drafts = drafts, .table = draft->object->parent};
    if (draft->owner) reading.table = draft->owner->object;
    if (draft->plainness >= PLAIN_RAW) return raw(&reading, text, length);
    const char *said = arena_copy(cx->arena, text, length);
    bool is_sqlite = drafts->options->dialect == DIALECT_SQLITE;
    said = is_sqlite ? distinct_said(cx, said) : nesting_settled(cx, said);
    const Expr *expr = parse_expr(cx, said, strlen(said));
    if (!expr) return raw(&reading, text, length);
    bool is_own = is_sqlite && draft->plainness >= PLAIN_MARKED;
    expr = expr_open(cx, expr, !is_own);
    expr = expr_map(cx, expr, bind, &reading);
    bool is_short = draft->plainness < PLAIN_MARKED && !is_sqlite;
    return is_short ? expr_map(cx, expr_simplify(cx, expr), behind_domain, &reading) : expr;
}

/* The type that a default is for; NULL: the expression is no default. */
static const Type *type_for(const Draft *draft, const Attr *attr)
{
    if (strcmp(attr->word, "default") != 0) return NULL;
    if (draft->kind == KIND_COLUMN) return ((const Column *)draft->object)->type.any;
    return draft->kind == KIND_DOMAIN ? ((const Domain *)draft->object)->type : NULL;
}

const Expr *initial_read(const Drafts *drafts, const Draft *draft, const char *text, const Type *type)
{
    const Expr *expr = expr_read(drafts, draft, text, strlen(text));
    bool is_short = drafts->options->dialect == DIALECT_POSTGRES && draft->plainness < PLAIN_MARKED;
    return is_short ? initial_simplify(drafts->cx, expr, type) : expr;
}

/* A mark says that the words are SQLite's; a schema of PostgreSQL alone has no others. */
Marked marked_read(const Drafts *drafts, const Draft *draft, const Attr *attr, const char *text)
{
    Marked marked = {0};
    const DialectId dialect = drafts->options->dialect;
    const Expr *expr = initial_read(drafts, draft, text, type_for(draft, attr));
    bool is_own = dialect == DIALECT_SQLITE && draft->plainness >= PLAIN_MARKED &&
                  draft->plainness < PLAIN_RAW;
    if (is_own) marked.only[dialect] = expr;
    else marked.any = expr;
    return marked;
}
