/* SPDX-License-Identifier: MIT
 * Random well-typed expressions over the columns b bool, i int, t text, z timestamptz, a int[],
 * j jsonb, r (a row type with the field f int); and a second printer, independent of expr/print.c,
 * that puts every operand in parentheses. What reads both texts must see the same expression. */
#ifndef TESTS_UNIT_EXPR_RANDOM_H
#define TESTS_UNIT_EXPR_RANDOM_H

#include <stdlib.h>
#include <string.h>

#include "expr/expr.h"

typedef enum Reader { READER_LANGUAGE, READER_POSTGRES, READER_SQLITE } Reader;

typedef struct Random {
    Cx cx;
    Reader reader;
    uint64_t state;
} Random;

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define ARGS(...)                                                                                  \
    COUNT_OF(((const Expr *[]){__VA_ARGS__})), (const Expr *const[]) { __VA_ARGS__ }
#define PICK(random, ...)                                                                          \
    ((const char *const[]){__VA_ARGS__}[below(random, COUNT_OF(((const char *[]){__VA_ARGS__})))])

static inline unsigned below(Random *random, size_t limit)
{
    random->state = random->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((random->state >> 33) % limit);
}

static inline Expr *make(Random *random, ExprKind kind, const char *name, size_t count,
                         const Expr *const *args)
{
    return expr_op(&random->cx, kind, NO_SPAN, name, count, args);
}

static inline Expr *literal(Random *random, ExprKind kind, const char *text)
{
    return expr_text(&random->cx, kind, NO_SPAN, text, strlen(text));
}

static inline Expr *typed(Random *random, Expr *expr, const char *name)
{
    Type *type = arena_make(random->cx.arena, Type);
    *type = (Type){.name = name_from(random->cx.names, name), .arg = {-1, -1}};
    expr->type = type;
    return expr;
}

static inline Expr *binary(Random *random, const char *op, const Expr *left, const Expr *right)
{
    return make(random, EXPR_BINARY, op, ARGS(left, right));
}

static inline Expr *unary(Random *random, const char *op, const Expr *operand)
{
    return make(random, EXPR_UNARY, op, ARGS(operand));
}

static inline Expr *cast(Random *random, const Expr *operand, const char *type)
{
    return typed(random, make(random, EXPR_CAST, NULL, ARGS(operand)), type);
}

static inline Expr *array_cast(Random *random, const Expr *operand)
{
    Expr *expr = cast(random, operand, "int");
    Type *type = arena_make(random->cx.arena, Type);
    *type = *expr->type;
    type->dims = 1;
    expr->type = type;
    return expr;
}

/* Half of the time with the flag. */
static inline Expr *maybe(Random *random, Expr *expr, uint8_t flag)
{
    if (below(random, 2)) expr->flags |= flag;
    return expr;
}

static const Expr *bool_expr(Random *random, unsigned depth);
static const Expr *int_expr(Random *random, unsigned depth);
static const Expr *text_expr(Random *random, unsigned depth);

/* case when b then x else y end, or with an operand */
static inline const Expr *case_expr(Random *random, unsigned depth, const Expr *x, const Expr *y)
{
    if (below(random, 2))
        return make(random, EXPR_CASE, NULL, ARGS(NULL, bool_expr(random, depth), x, y));
    return make(random, EXPR_CASE, NULL, ARGS(int_expr(random, depth), int_expr(random, depth), x,
                                              int_expr(random, depth), y, NULL));
}

static inline const Expr *json_expr(Random *random, unsigned depth)
{
    if (!depth || below(random, 2)) return make(random, EXPR_NAME, "j", 0, NULL);
    return binary(random, "->", json_expr(random, depth - 1), text_expr(random, depth - 1));
}

static const Expr *array_expr(Random *random, unsigned depth);

static inline const Expr *slice_expr(Random *random, unsigned depth)
{
    const Expr *low = below(random, 3) ? int_expr(random, depth) : NULL;
    const Expr *high = below(random, 3) ? int_expr(random, depth) : NULL;
    const Expr *array = array_expr(random, depth);
    /* x[1:2][3] is one access in PostgreSQL and not the third of a part */
    if (array->kind == EXPR_SUBSCRIPT) array = array_cast(random, array);
    Expr *slice = make(random, EXPR_SUBSCRIPT, NULL, ARGS(array, low, high));
    slice->flags = EXPR_SLICE;
    return slice;
}

static inline const Expr *array_expr(Random *random, unsigned depth)
{
    if (!depth) return make(random, EXPR_NAME, "a", 0, NULL);
    depth--;
    switch (below(random, 4)) {
    case 0:
        return make(random, EXPR_ARRAY, NULL, ARGS(int_expr(random, depth),
                                                   int_expr(random, depth)));
    case 1: return binary(random, "||", array_expr(random, depth), int_expr(random, depth));
    case 2: return slice_expr(random, depth);
    default: return make(random, EXPR_NAME, "a", 0, NULL);
    }
}

static const Expr *zoned_expr(Random *random, unsigned depth);

/* timestamp without time zone */
static inline const Expr *local_expr(Random *random, unsigned depth)
{
    return make(random, EXPR_AT_ZONE, NULL, ARGS(zoned_expr(random, depth),
                                                 text_expr(random, depth)));
}

static inline const Expr *zoned_expr(Random *random, unsigned depth)
{
    if (!depth) return make(random, EXPR_NAME, "z", 0, NULL);
    depth--;
    switch (below(random, 4)) {
    case 0:
        return make(random, EXPR_AT_ZONE, NULL, ARGS(local_expr(random, depth),
                                                     text_expr(random, depth)));
    case 1:
        return binary(random, PICK(random, "+", "-"), zoned_expr(random, depth),
                      typed(random, literal(random, EXPR_TYPED, "1 day"), "interval"));
    case 2: {
        Expr *now = make(random, EXPR_CALL, "current_timestamp", 0, NULL);
        now->flags = EXPR_BARE;
        return now;
    }
    default: return make(random, EXPR_NAME, "z", 0, NULL);
    }
}

static inline const Expr *text_leaf(Random *random)
{
    if (below(random, 2)) return make(random, EXPR_NAME, "t", 0, NULL);
    return literal(random, EXPR_STRING, PICK(random, "", "it's", "a\\b", "UTC", "%--%", "/*"));
}

static inline const Expr *text_expr(Random *random, unsigned depth)
{
    if (!depth) return text_leaf(random);
    depth--;
    const char *collation = random->reader == READER_SQLITE ? "nocase" : "C";
    switch (below(random, 7)) {
    case 0:
    case 1: return binary(random, "||", text_expr(random, depth), text_expr(random, depth));
    case 2: return make(random, EXPR_COLLATE, collation, ARGS(text_expr(random, depth)));
    case 3: return cast(random, int_expr(random, depth), "text");
    case 4: return make(random, EXPR_CALL, "lower", ARGS(text_expr(random, depth)));
    case 5: return binary(random, "->>", json_expr(random, depth), text_expr(random, depth));
    default:
        return case_expr(random, depth, text_expr(random, depth), text_expr(random, depth));
    }
}

static inline const Expr *int_leaf(Random *random)
{
    if (below(random, 2)) return make(random, EXPR_NAME, "i", 0, NULL);
    return literal(random, EXPR_NUMBER, PICK(random, "0", "1", "42"));
}

/* What only PostgreSQL has. */
static inline const Expr *rich_int_expr(Random *random, unsigned depth)
{
    switch (below(random, 5)) {
    case 0: {
        const Expr *array = array_expr(random, depth);
        if (array->kind == EXPR_SUBSCRIPT) array = array_cast(random, array);
        return make(random, EXPR_SUBSCRIPT, NULL, ARGS(array, int_expr(random, depth)));
    }
    case 1:
        return make(random, EXPR_FIELD, "f", ARGS(make(random, EXPR_NAME, "r", 0, NULL)));
    case 2:
        return cast(random, make(random, EXPR_EXTRACT, "year", ARGS(zoned_expr(random, depth))),
                    "int");
    case 3:
        return cast(random, binary(random, "^", binary(random, "^", int_expr(random, depth),
                                                       int_expr(random, depth)),
                                   unary(random, "-", int_expr(random, depth))), "int");
    default: return binary(random, "#", int_expr(random, depth), int_expr(random, depth));
    }
}

static inline const Expr *int_expr(Random *random, unsigned depth)
{
    if (!depth) return int_leaf(random);
    depth--;
    switch (below(random, 7)) {
    case 0:
    case 1:
        return binary(random, PICK(random, "+", "-", "*", "/", "%"), int_expr(random, depth),
                      int_expr(random, depth));
    case 2:
        return binary(random, PICK(random, "&", "|", "<<", ">>"), int_expr(random, depth),
                      int_expr(random, depth));
    case 3: return unary(random, PICK(random, "-", "-", "+", "~"), int_expr(random, depth));
    case 4:
        return make(random, EXPR_CALL, "coalesce", ARGS(int_expr(random, depth),
                                                        int_expr(random, depth)));
    case 5:
        return case_expr(random, depth, int_expr(random, depth), int_expr(random, depth));
    default:
        if (random->reader != READER_SQLITE) return rich_int_expr(random, depth);
        return cast(random, text_expr(random, depth), "int");
    }
}

static inline const Expr *like_expr(Random *random, unsigned depth)
{
    const char *word = random->reader == READER_SQLITE ? "like"
                       : PICK(random, "like", "ilike", "similar to");
    const Expr *args[] = {text_expr(random, depth), text_expr(random, depth),
                          literal(random, EXPR_STRING, "!")};
    Expr *like = make(random, EXPR_LIKE, word, 2 + below(random, 2), args);
    return maybe(random, like, EXPR_NEGATED);
}

static inline const Expr *is_expr(Random *random, unsigned depth)
{
    if (random->reader == READER_SQLITE)
        return maybe(random, make(random, EXPR_IS, PICK(random, "null", "true", "false"),
                                  ARGS(bool_expr(random, depth))), EXPR_NEGATED);
    if (below(random, 2))
        return maybe(random, make(random, EXPR_IS, PICK(random, "null", "true", "false", "unknown"),
                                  ARGS(bool_expr(random, depth))), EXPR_NEGATED);
    return maybe(random, make(random, EXPR_IS, "distinct from", ARGS(bool_expr(random, depth),
                                                                     bool_expr(random, depth))),
                 EXPR_NEGATED);
}

static inline const Expr *between_expr(Random *random, unsigned depth)
{
    const Expr *(*const part)(Random *, unsigned) = below(random, 2) ? int_expr : text_expr;
    return maybe(random, make(random, EXPR_BETWEEN, NULL, ARGS(part(random, depth),
                                                               part(random, depth),
                                                               part(random, depth))), EXPR_NEGATED);
}

static inline const Expr *rich_bool_expr(Random *random, unsigned depth)
{
    switch (below(random, 3)) {
    case 0:
        return maybe(random, make(random, EXPR_ANY, PICK(random, "=", "<>", "<"),
                                  ARGS(int_expr(random, depth), array_expr(random, depth))),
                     EXPR_ALL);
    case 1: return binary(random, "~", text_expr(random, depth), text_expr(random, depth));
    default:
        return binary(random, "=", make(random, EXPR_ROW, NULL, ARGS(int_expr(random, depth),
                                                                     text_expr(random, depth))),
                      make(random, EXPR_ROW, NULL, ARGS(int_expr(random, depth),
                                                        text_expr(random, depth))));
    }
}

static inline const Expr *bool_expr(Random *random, unsigned depth)
{
    if (!depth)
        return below(random, 4) ? make(random, EXPR_NAME, "b", 0, NULL)
                                : make(random, EXPR_TRUE, NULL, 0, NULL);
    depth--;
    const char *compare = PICK(random, "=", "<>", "<", ">", "<=", ">=");
    switch (below(random, 11)) {
    case 0: return unary(random, "not", bool_expr(random, depth));
    case 1:
    case 2:
        return binary(random, PICK(random, "and", "or"), bool_expr(random, depth),
                      bool_expr(random, depth));
    case 3: return binary(random, compare, int_expr(random, depth), int_expr(random, depth));
    case 4: return binary(random, compare, text_expr(random, depth), text_expr(random, depth));
    case 5: return binary(random, compare, bool_expr(random, depth), bool_expr(random, depth));
    case 6: return is_expr(random, depth);
    case 7: return like_expr(random, depth);
    case 8: return between_expr(random, depth);
    case 9:
        return maybe(random, make(random, EXPR_IN, NULL, ARGS(int_expr(random, depth),
                                                              int_expr(random, depth),
                                                              int_expr(random, depth))),
                     EXPR_NEGATED);
    default:
        if (random->reader != READER_SQLITE) return rich_bool_expr(random, depth);
        return case_expr(random, depth, bool_expr(random, depth), bool_expr(random, depth));
    }
}

/* ---- the second printer ---- */

static void write_full(Text *out, const Expr *expr, Reader reader);

static inline void write_arg(Text *out, const char *before, const Expr *arg, const char *after,
                             Reader reader)
{
    text_add(out, before);
    text_add_char(out, '(');
    write_full(out, arg, reader);
    text_add_char(out, ')');
    text_add(out, after);
}

static inline void write_args(Text *out, const Expr *expr, size_t from, Reader reader)
{
    for (size_t i = from; i < expr->arg_count; i++)
        write_arg(out, i > from ? ", " : "", expr->args[i], "", reader);
}

static inline void write_full_case(Text *out, const Expr *expr, Reader reader)
{
    text_add(out, "case");
    if (expr->args[0]) write_arg(out, " ", expr->args[0], "", reader);
    for (size_t i = 1; i + 2 < expr->arg_count; i += 2) {
        write_arg(out, " when ", expr->args[i], " then ", reader);
        write_arg(out, "", expr->args[i + 1], "", reader);
    }
    const Expr *otherwise = expr->args[expr->arg_count - 1];
    if (otherwise) write_arg(out, " else ", otherwise, "", reader);
    text_add(out, " end");
}

static inline void write_full_subscript(Text *out, const Expr *expr, Reader reader)
{
    write_arg(out, "", expr->args[0], "[", reader);
    if (expr->args[1]) write_arg(out, "", expr->args[1], "", reader);
    if (expr->flags & EXPR_SLICE) text_add_char(out, ':');
    if (expr->flags & EXPR_SLICE && expr->args[2]) write_arg(out, "", expr->args[2], "", reader);
    text_add_char(out, ']');
}

static inline void write_full(Text *out, const Expr *expr, Reader reader)
{
    const char *name = name_text(expr->name), *not = expr->flags & EXPR_NEGATED ? " not " : " ";
    switch (expr->kind) {
    case EXPR_UNARY:
        text_printf(out, "%s ", name);
        write_arg(out, "", expr->args[0], "", reader);
        break;
    case EXPR_BINARY:
        write_arg(out, "", expr->args[0], " ", reader);
        write_arg(out, name, expr->args[1], "", reader);
        break;
    case EXPR_ANY:
        write_arg(out, "", expr->args[0], " ", reader);
        text_printf(out, "%s %s ", name, expr->flags & EXPR_ALL ? "all" : "any");
        write_arg(out, "", expr->args[1], "", reader);
        break;
    case EXPR_IS:
        write_arg(out, "", expr->args[0], " is", reader);
        text_printf(out, "%s%s ", not, name);
        if (expr->arg_count > 1) write_arg(out, "", expr->args[1], "", reader);
        break;
    case EXPR_IN:
        write_arg(out, "", expr->args[0], not, reader);
        text_add(out, "in (");
        write_args(out, expr, 1, reader);
        text_add(out, ")");
        break;
    case EXPR_BETWEEN:
        write_arg(out, "", expr->args[0], not, reader);
        write_arg(out, "between ", expr->args[1], " and ", reader);
        write_arg(out, "", expr->args[2], "", reader);
        break;
    case EXPR_LIKE:
        write_arg(out, "", expr->args[0], not, reader);
        write_arg(out, name, expr->args[1], "", reader);
        if (expr->arg_count > 2) write_arg(out, " escape ", expr->args[2], "", reader);
        break;
    case EXPR_COLLATE:
        write_arg(out, "", expr->args[0], " collate ", reader);
        text_printf(out, "\"%s\"", name);
        break;
    case EXPR_AT_ZONE:
        write_arg(out, "", expr->args[0], " at time zone ", reader);
        write_arg(out, "", expr->args[1], "", reader);
        break;
    case EXPR_CAST:
        write_arg(out, "cast(", expr->args[0], " as ", reader);
        type_print(out, expr->type);
        text_add(out, ")");
        break;
    case EXPR_CALL:
        text_add(out, name);
        if (expr->flags & EXPR_BARE) break;
        text_add_char(out, '(');
        write_args(out, expr, 0, reader);
        text_add_char(out, ')');
        break;
    case EXPR_ARRAY:
        text_add(out, "array[");
        write_args(out, expr, 0, reader);
        text_add_char(out, ']');
        break;
    case EXPR_ROW:
        text_add(out, "row(");
        write_args(out, expr, 0, reader);
        text_add_char(out, ')');
        break;
    case EXPR_EXTRACT:
        text_printf(out, "extract(%s from ", name);
        write_arg(out, "", expr->args[0], ")", reader);
        break;
    case EXPR_FIELD: write_arg(out, "", expr->args[0], ".f", reader); break;
    case EXPR_SUBSCRIPT: write_full_subscript(out, expr, reader); break;
    case EXPR_CASE: write_full_case(out, expr, reader); break;
    default: expr_print(out, expr); /* leaves */
    }
}

#endif
