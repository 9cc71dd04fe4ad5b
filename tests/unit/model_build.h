/* SPDX-License-Identifier: MIT
 * Schemas made by hand for the tests of the model: short words for what resolve does. */
#ifndef TESTS_UNIT_MODEL_BUILD_H
#define TESTS_UNIT_MODEL_BUILD_H

#include "model/model.h"

static Cx make_cx(void)
{
    Cx cx = {.arena = arena_new()};
    cx.names = names_new(cx.arena);
    cx.sources = sources_new(cx.arena);
    cx.diag = diag_new(cx.arena, cx.sources);
    return cx;
}

static inline Name named(Cx *cx, const char *text)
{
    return text ? name_from(cx->names, text) : NO_NAME;
}

static inline Schema *make_schema(Cx *cx)
{
    Schema *schema = schema_new(cx, named(cx, "shop"));
    for (DialectId id = 0; id < DIALECT_COUNT; id++) schema->targets[id].is_target = true;
    return schema;
}

/* An empty schema in the lowered state. */
static inline Schema *make_lowered(Cx *cx, DialectId dialect)
{
    Schema *schema = schema_new(cx, named(cx, "shop"));
    schema->is_lowered = true;
    schema->dialect = dialect;
    schema->targets[dialect].is_target = true;
    return schema;
}

static inline Object *add(Cx *cx, Schema *schema, Object *parent, Kind kind, const char *name)
{
    Object *object = schema_add(cx, schema, parent, kind, NO_NAME, named(cx, name));
    object->is_named = true;
    if (schema->is_lowered) object->dialects = (uint8_t)(1u << schema->dialect);
    return object;
}

static inline const Type *make_type(Cx *cx, const char *word)
{
    Type *type = arena_make(cx->arena, Type);
    type->name = named(cx, word);
    type->scalar = scalar_find(word);
    if (type->scalar == SCALAR_NONE) type->scalar = SCALAR_NATIVE;
    return type;
}

static inline Column *add_column(Cx *cx, Schema *schema, Object *table, const char *name,
                                 const char *type)
{
    Column *column = (Column *)add(cx, schema, table, KIND_COLUMN, name);
    column->type.any = make_type(cx, type);
    return column;
}

static inline const Expr *make_text(Cx *cx, ExprKind kind, const char *text)
{
    return expr_text(cx, kind, NO_SPAN, text, strlen(text));
}

static inline const Expr *make_name(Cx *cx, const Object *column)
{
    Expr *expr = expr_new(cx, EXPR_NAME, NO_SPAN);
    expr->name = column->name;
    expr->ref = column;
    return expr;
}

static inline const Expr *make_operator(Cx *cx, const Expr *left, const char *operator,
                                        const Expr *right)
{
    return expr_op(cx, EXPR_BINARY, NO_SPAN, operator, 2, (const Expr *const[]){left, right});
}

static inline ElementList make_elements(Cx *cx, size_t count, Column *const *columns)
{
    IndexElement *items = arena_array(cx->arena, IndexElement, count);
    for (size_t i = 0; i < count; i++) items[i].expr = make_name(cx, &columns[i]->object);
    return (ElementList){items, count};
}

static inline NameList make_names(Cx *cx, size_t count, const char *const *words)
{
    Name *items = arena_array(cx->arena, Name, count);
    for (size_t i = 0; i < count; i++) items[i] = named(cx, words[i]);
    return (NameList){items, count};
}

static inline OptionList make_options(Cx *cx, size_t count, const char *const *pairs)
{
    Option *items = arena_array(cx->arena, Option, count);
    for (size_t i = 0; i < count; i++)
        items[i] = (Option){named(cx, pairs[2 * i]), pairs[2 * i + 1]};
    return (OptionList){items, count};
}

static inline Key *add_key(Cx *cx, Schema *schema, Kind kind, Object *table, const char *name,
                           size_t count, Column *const *columns)
{
    Key *key = (Key *)add(cx, schema, table, kind, name);
    key->object.is_named = false;
    key->columns = make_elements(cx, count, columns);
    return key;
}

#endif
