/* SPDX-License-Identifier: MIT
 * Only for generate.c: names, texts, types and expressions by chance. */
#ifndef TESTS_PROPERTY_GENERATE_VALUE_H
#define TESTS_PROPERTY_GENERATE_VALUE_H

#include "tests/property/generate.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

typedef struct Generator {
    Cx *cx;
    GenerateOptions options;
    Schema *schema;
    uint64_t state;
    unsigned serial; /* part of every name, so that none comes twice */
} Generator;

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define PICK(g, ...)                                                                               \
    ((const char *const[]){__VA_ARGS__}[below(g, COUNT_OF(((const char *[]){__VA_ARGS__})))])

/* ---- chance ---- */

static unsigned below(Generator *g, size_t limit)
{
    g->state = g->state * 6364136223846793005u + 1442695040888963407u;
    uint64_t mixed = (g->state >> 33) ^ (g->state >> 20);
    return (unsigned)(mixed % limit);
}

static bool chance(Generator *g, unsigned percent) { return below(g, 100) < percent; }

/* ---- names and texts ---- */

static Name word(Generator *g, const char *text)
{
    return text ? name_from(g->cx->names, text) : NO_NAME;
}

/* A name that no other object has, not even when all but letters and digits are one to C. */
static Name fresh_name(Generator *g, const char *stem)
{
    static const char *const words[] = {
        "index", "primary", "check",   "use",   "unique", "foreign", "select", "end",   "default",
        "table", "order",   "user",    "group", "null",   "was",     "using",  "where", "references",
        "value", "with",    "on",      "as",    "type",   "text",    "in",     "desc",  "nulls",
        "row",   "interval", "limit",  "key",   "set",    "returns", "for",    "each",  "trigger",
    };
    unsigned serial = g->serial++;
    if (g->options.is_plain || chance(g, 50))
        return word(g, arena_printf(g->cx->arena, "%s%u", stem, serial));
    if (serial < COUNT_OF(words) && chance(g, 60)) return word(g, words[serial]);
    const char *format = PICK(g, "say \"hi\" %u", "new\nline%u", "Capital%u", "\xf0\x9f\x98\x80%u",
                              "Gr\xc3\xb6\xc3\x9f" "e%u", "it's%u", "tab\t%u", "a.b%u", "$%u", "@%u",
                              "%u", "-- %u", "/* %u", " %u ", "x;%u", "{%u}", "\\%u",
                              "%063u" /* as long as a name may be */);
    char text[80];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, format, serial);
#pragma GCC diagnostic pop
    return word(g, text);
}

static const char *any_text(Generator *g)
{
    if (g->options.is_plain) return PICK(g, "some text", "a", "hello");
    return PICK(g, "", "it's", "a\nb", "tab\t", "back\\slash", "\xf0\x9f\x98\x80", "$$", "$a$", "--",
                "/*", "*/", "\"", "%", "'", "x';", "\r\n", "@postgres", "///");
}

static const char *any_doc(Generator *g)
{
    if (chance(g, 80)) return NULL;
    if (g->options.is_plain) return "What it is.";
    return PICK(g, "What it is.", "two\nlines", "a gap\n\nbetween", "ends */ nothing", "/* nor this",
                "  indented", "\xc3\xa4\xf0\x9f\x98\x80", "'quoted' \"twice\"", "$$", "/// more",
                "\nbegins empty", "a\ttab", "back\\slash");
}

/* ---- types ---- */

static Type *new_type(Generator *g, const char *name)
{
    Type *type = arena_make(g->cx->arena, Type);
    type->name = word(g, name);
    type->scalar = scalar_find(name);
    return type;
}

static const Type *named_type(Generator *g, const Object *object)
{
    Type *type = arena_make(g->cx->arena, Type);
    *type = (Type){.space = object->space, .name = object->name, .is_quoted = true, .named = object};
    type->scalar = object->kind == KIND_ENUM     ? SCALAR_ENUM
                   : object->kind == KIND_DOMAIN ? SCALAR_DOMAIN
                                                 : SCALAR_NATIVE;
    return type;
}

static const Type *native_type(Generator *g, DialectId dialect)
{
    Type *type = arena_make(g->cx->arena, Type);
    bool is_postgres = dialect == DIALECT_POSTGRES;
    type->space = word(g, dialect_word(dialect));
    type->name = word(g, is_postgres ? PICK(g, "inet", "cidr", "macaddr", "bit", "tsvector")
                                     : PICK(g, "integer", "text", "blob", "any"));
    if (name_equals(type->name, "bit")) type->args = "7";
    type->scalar = SCALAR_NATIVE;
    return type;
}

/* With its arguments, where it takes some. */
static const Type *scalar_type(Generator *g)
{
    Scalar scalar = SCALAR_NONE + 1 + below(g, SCALAR_ENUM - 1);
    Type *type = new_type(g, scalar_word(scalar));
    if (scalar == SCALAR_VARCHAR || scalar == SCALAR_CHAR) type->args = PICK(g, "10", "80");
    if (scalar == SCALAR_INTERVAL && chance(g, 30)) type->fields = PICK(g, "year", "day to second");
    if (scalar == SCALAR_DECIMAL && chance(g, 50)) type->args = PICK(g, "10,2", "5", "12,0");
    return type;
}

static const Object *any_object(Generator *g, uint32_t kinds, uint8_t dialects)
{
    const Object *chosen = NULL;
    for (size_t i = 0, seen = 0; i < g->schema->objects.count; i++) {
        const Object *object = g->schema->objects.items[i];
        if (!(kinds & 1u << object->kind) || (object->dialects & dialects) != dialects) continue;
        if (below(g, ++seen) == 0) chosen = object;
    }
    return chosen;
}

static const Type *any_type(Generator *g, uint8_t dialects)
{
    const Object *named = any_object(g, 1u << KIND_ENUM | 1u << KIND_DOMAIN, dialects);
    if (named && chance(g, 25)) return named_type(g, named);
    if (dialects == POSTGRES && chance(g, 10)) return native_type(g, DIALECT_POSTGRES);
    if (dialects == SQLITE && chance(g, 10)) return native_type(g, DIALECT_SQLITE);
    const Type *type = scalar_type(g);
    if (dialects != POSTGRES || !chance(g, 10) || type->args) return type;
    Type *array = arena_make(g->cx->arena, Type);
    *array = *type;
    array->dims = 1;
    return array;
}

/* A composite type or a range, if there is one. */
static const Type *made_type(Generator *g, uint8_t dialects)
{
    const Object *made = any_object(g, 1u << KIND_TYPE | 1u << KIND_RANGE, POSTGRES);
    return made && dialects == POSTGRES && chance(g, 20) ? named_type(g, made) : NULL;
}

static TypeClass class_of(const Type *type)
{
    if (!type || type->dims) return CLASS_OTHER;
    if (type->scalar == SCALAR_ENUM || type->scalar == SCALAR_DOMAIN) return CLASS_OTHER;
    return scalar_class(type->scalar);
}

/* ---- expressions ---- */

static const Expr *leaf(Generator *g, ExprKind kind, const char *text)
{
    return expr_text(g->cx, kind, NO_SPAN, text, strlen(text));
}

static const Expr *operation(Generator *g, ExprKind kind, const char *name, const Expr *left,
                             const Expr *right)
{
    return expr_op(g->cx, kind, NO_SPAN, name, right ? 2 : 1, (const Expr *const[]){left, right});
}

static const Expr *call(Generator *g, const char *name, const Expr *arg)
{
    return expr_call(g->cx, NO_SPAN, name, arg ? 1 : 0, &arg);
}

static const Expr *name_expr(Generator *g, const Object *column, Name row)
{
    Expr *expr = expr_new(g->cx, EXPR_NAME, NO_SPAN);
    expr->space = row;
    expr->name = column->name;
    expr->ref = column;
    return expr;
}

/* Columns that an expression may use, as those of one row ("new" in a trigger). */
typedef struct Row {
    const Object *table;
    uint8_t dialects;
    Name prefix;
    const Object *but; /* not this one, nor generated ones */
} Row;

static const Column *any_column(Generator *g, const Row *row, uint32_t classes)
{
    const Column *chosen = NULL;
    for (size_t i = 0, seen = 0; row->table && i < row->table->members.count; i++) {
        const Column *column = (const Column *)row->table->members.items[i];
        if (column->object.kind != KIND_COLUMN || &column->object == row->but) continue;
        bool is_early = row->but || !name_none(row->prefix); /* before they are computed */
        if (is_early && !marked_none(&column->generated)) continue;
        if ((column->object.dialects & row->dialects) != row->dialects) continue;
        if (!(classes & 1u << class_of(column->type.any))) continue;
        if (column->type.only[DIALECT_SQLITE]) continue;
        if (below(g, ++seen) == 0) chosen = column;
    }
    return chosen;
}

static const Expr *column_expr(Generator *g, const Row *row, uint32_t classes)
{
    const Column *column = any_column(g, row, classes);
    return column ? name_expr(g, &column->object, row->prefix) : NULL;
}

static const Expr *int_expr(Generator *g, const Row *row, unsigned depth)
{
    const Expr *column = column_expr(g, row, 1u << CLASS_INTEGER);
    if (column && chance(g, 60)) return column;
    if (depth == 0 || chance(g, 40)) return leaf(g, EXPR_NUMBER, PICK(g, "0", "1", "42"));
    if (chance(g, 20)) return operation(g, EXPR_UNARY, "-", int_expr(g, row, depth - 1), NULL);
    return operation(g, EXPR_BINARY, PICK(g, "+", "-", "*"), int_expr(g, row, depth - 1),
                     int_expr(g, row, depth - 1));
}

static const Expr *text_expr(Generator *g, const Row *row, unsigned depth)
{
    const Expr *column = column_expr(g, row, 1u << CLASS_TEXT);
    if (column && chance(g, 60)) return column;
    if (depth == 0 || chance(g, 40)) return leaf(g, EXPR_STRING, any_text(g));
    bool is_certain = column || !g->options.is_live; /* of a constant PostgreSQL asks its collation */
    if (is_certain && chance(g, 40))
        return call(g, PICK(g, "lower", "upper"), column ? column : text_expr(g, row, depth - 1));
    return operation(g, EXPR_BINARY, "||", text_expr(g, row, depth - 1),
                     text_expr(g, row, depth - 1));
}

static const Expr *negated(Generator *g, const Expr *expr)
{
    Expr *copy = arena_make(g->cx->arena, Expr);
    *copy = *expr;
    if (chance(g, 40)) copy->flags |= EXPR_NEGATED;
    return copy;
}

static const Expr *bool_expr(Generator *g, const Row *row, unsigned depth);

static const Expr *bool_leaf(Generator *g, const Row *row)
{
    const Expr *flag = column_expr(g, row, 1u << CLASS_BOOL);
    const Expr *any = column_expr(g, row, ~0u);
    if (flag && chance(g, 30)) return flag;
    if (any && chance(g, 30)) return negated(g, operation(g, EXPR_IS, "null", any, NULL));
    if (chance(g, 50))
        return operation(g, EXPR_BINARY, PICK(g, "=", "<>", "<", ">", "<=", ">="),
                         int_expr(g, row, 1), int_expr(g, row, 1));
    const Expr *args[] = {text_expr(g, row, 1), leaf(g, EXPR_STRING, "a%"), NULL};
    if (chance(g, 40))
        return negated(g, expr_op(g->cx, EXPR_LIKE, NO_SPAN, "like", 2, args));
    args[2] = leaf(g, EXPR_STRING, any_text(g));
    return negated(g, expr_op(g->cx, EXPR_IN, NO_SPAN, NULL, 3, args));
}

static const Expr *bool_expr(Generator *g, const Row *row, unsigned depth)
{
    if (depth == 0 || chance(g, 40)) return bool_leaf(g, row);
    const Expr *left = bool_expr(g, row, depth - 1);
    if (chance(g, 20)) return operation(g, EXPR_UNARY, "not", left, NULL);
    return operation(g, EXPR_BINARY, PICK(g, "and", "or"), left, bool_expr(g, row, depth - 1));
}

/* A value that a column of the type takes; NULL: none comes to mind. */
static const Expr *value_of(Generator *g, const Type *type)
{
    const Row nowhere = {0};
    if (!type || type->dims) return NULL;
    if (type->scalar == SCALAR_ENUM)
        return leaf(g, EXPR_STRING, name_text(type->named->members.items[0]->name));
    switch (class_of(type)) {
    case CLASS_BOOL: return expr_new(g->cx, chance(g, 50) ? EXPR_TRUE : EXPR_FALSE, NO_SPAN);
    case CLASS_INTEGER:
    case CLASS_NUMBER: {
        const Expr *number = leaf(g, EXPR_NUMBER, PICK(g, "0", "1", "7"));
        return chance(g, 20) ? operation(g, EXPR_UNARY, "-", number, NULL) : number;
    }
    case CLASS_TEXT:
        if (type->scalar != SCALAR_TEXT) return leaf(g, EXPR_STRING, PICK(g, "a", "it's"));
        return text_expr(g, &nowhere, 1);
    case CLASS_BYTES: return leaf(g, EXPR_BYTES, PICK(g, "", "00ff", "0a"));
    case CLASS_JSON: return leaf(g, EXPR_STRING, PICK(g, "{}", "[]", "{\"it's\": 1}"));
    case CLASS_UUID: return call(g, "gen_random_uuid", NULL);
    case CLASS_TIME:
        return type->scalar == SCALAR_TIMESTAMPTZ ? call(g, "now", NULL) : NULL;
    case CLASS_OTHER: break;
    }
    return NULL;
}

#endif
