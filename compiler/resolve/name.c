/* SPDX-License-Identifier: MIT
 * Names for what the author left unnamed, as PostgreSQL's CREATE TABLE and CREATE INDEX would
 * choose them: TABLE_COLUMNS_label, at most 63 bytes, a number behind the label on collision.
 * Relations (tables, views, sequences, indexes) avoid each other within their namespace, and so do
 * constraints; an index of a key avoids both. */
#include "resolve/resolver.h"

static bool is_relation(Kind kind)
{
    return kind == KIND_INDEX || kind == KIND_PRIMARY_KEY || kind == KIND_UNIQUE ||
           kind == KIND_EXCLUDE;
}

/* A key is a relation and a constraint. */
static bool is_taken(const Resolver *r, Kind kind, Name space, Name name)
{
    const Object *relation = schema_find(r->schema, KIND_TABLE, space, name);
    if (is_relation(kind) && relation) return true;
    for (; relation; relation = relation->namesake)
        if (is_relation(relation->kind) && relation->kind != KIND_INDEX) return true;
    return kind != KIND_INDEX && map_get(r->taken, space, name, NO_NAME);
}

void name_reserve(Resolver *r, Object *object)
{
    if (object->kind == KIND_CHECK || object->kind == KIND_FOREIGN_KEY)
        map_set(r->taken, object->parent->space, object->name, NO_NAME, object);
}

static unsigned *pass_of(Resolver *r, Name space, Name name)
{
    unsigned *pass = map_get(r->passes, space, name, NO_NAME);
    if (pass) return pass;
    pass = arena_make(r->cx->arena, unsigned);
    map_set(r->passes, space, name, NO_NAME, pass);
    return pass;
}

/* ChooseRelationName and ChooseConstraintName: label, label1, label2, ... The number last tried is
 * kept, so that ten thousand unnamed checks of one table do not try each other's names. */
static void choose(Resolver *r, Object *object, const char *second, const char *label)
{
    const Object *owner = object->parent;
    const char *first = name_text(owner->name);
    Name name = name_joined(r->cx->names, first, second, label);
    if (is_taken(r, object->kind, owner->space, name)) {
        unsigned *pass = pass_of(r, owner->space, name);
        while (is_taken(r, object->kind, owner->space, name))
            name = name_joined(r->cx->names, first, second,
                               arena_printf(r->cx->arena, "%s%u", label, ++*pass));
    }
    schema_name(r->schema, object, name);
    name_reserve(r, object);
}

/* ---- the middle part ---- */

/* FigureIndexColname: what PostgreSQL calls the value of an expression. strength 2: a real name,
 * 1: a cast or CASE that a name inside wins over; 0: none. */
static int figure_name(const Expr *expr, const char **name);

static const char *internal_type_word(const Type *type)
{
    static const struct {
        Scalar scalar;
        const char *word;
    } words[] = {
        {SCALAR_SMALLINT, "int2"}, {SCALAR_INT, "int4"},      {SCALAR_BIGINT, "int8"},
        {SCALAR_REAL, "float4"},   {SCALAR_DOUBLE, "float8"}, {SCALAR_DECIMAL, "numeric"},
        {SCALAR_CHAR, "bpchar"},   {SCALAR_BYTES, "bytea"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i].scalar == type->scalar) return words[i].word;
    return name_text(type->name);
}

static int figure_or(const Expr *inner, const char *fallback, const char **name)
{
    int strength = inner ? figure_name(inner, name) : 0;
    if (strength == 2) return strength;
    *name = fallback;
    return 1;
}

/* "trim" is a word of SQL's grammar, the function behind it is called so. */
static const char *called_function(const Expr *call)
{
    return name_equals(call->name, "trim") ? "btrim" : name_text(call->name);
}

static int figure_name(const Expr *expr, const char **name)
{
    switch (expr->kind) {
    case EXPR_NAME:
    case EXPR_FIELD: *name = name_text(expr->name); return 2;
    case EXPR_CALL: *name = called_function(expr); return 2;
    case EXPR_CAST: return figure_or(expr->args[0], internal_type_word(expr->type), name);
    case EXPR_TYPED: return figure_or(NULL, internal_type_word(expr->type), name);
    case EXPR_TRUE:
    case EXPR_FALSE: *name = "bool"; return 1;
    case EXPR_COLLATE:
    case EXPR_SUBSCRIPT: return figure_name(expr->args[0], name);
    case EXPR_CASE: return figure_or(expr->args[expr->arg_count - 1], "case", name);
    case EXPR_AT_ZONE: *name = "timezone"; return 2;
    case EXPR_EXTRACT: *name = "extract"; return 2;
    case EXPR_ARRAY: *name = "array"; return 2;
    case EXPR_ROW: *name = "row"; return 2;
    case EXPR_ERROR:
    case EXPR_NULL:
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_BYTES:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_IS:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE:
    case EXPR_ANY:
    case EXPR_NAMED_ARG:
    case EXPR_RAW: return 0;
    }
    return 0;
}

static Name element_name(Resolver *r, const Expr *expr)
{
    const char *name = NULL;
    if (figure_name(expr, &name) == 0) name = "expr";
    return name_from(r->cx->names, name);
}

/* ChooseIndexNameAddition: names joined by "_", no further than two names long. */
static void add_column(Text *text, Name name)
{
    if (text->length >= NAME_BYTES + 1) return;
    if (text->length > 0) text_add_char(text, '_');
    size_t length = name_length(name);
    text_add_bytes(text, name_text(name), length > NAME_BYTES ? NAME_BYTES : length);
}

typedef struct Seen {
    Name *names;
    size_t count;
} Seen;

static bool is_seen(const Seen *seen, Name name)
{
    for (size_t i = 0; i < seen->count; i++)
        if (name_is(seen->names[i], name)) return true;
    return false;
}

/* ChooseIndexColumnNames: a name that was there before gets a number. */
static void add_element(Resolver *r, Seen *seen, Text *text, Name name)
{
    Name original = name;
    for (unsigned i = 1; is_seen(seen, name); i++) {
        const char *number = arena_printf(r->cx->arena, "%u", i);
        size_t length = name_length(original), limit = NAME_BYTES - strlen(number);
        size_t room = name_clip(name_text(original), length, limit);
        name = name_from(r->cx->names, arena_printf(r->cx->arena, "%.*s%s", (int)room,
                                                    name_text(original), number));
    }
    seen->names[seen->count++] = name;
    add_column(text, name);
}

static const char *elements_part(Resolver *r, const ElementList *elements, const NameList *include)
{
    if (elements->count == 1 && include->count == 0)
        return name_text(element_name(r, elements->items[0].expr));
    Text text = {0};
    Seen seen = {arena_array(r->arena, Name, elements->count + include->count), 0};
    for (size_t i = 0; i < elements->count; i++)
        add_element(r, &seen, &text, element_name(r, elements->items[i].expr));
    for (size_t i = 0; i < include->count; i++) add_element(r, &seen, &text, include->items[i]);
    return text_keep(&text, r->cx->arena);
}

static const char *names_part(Resolver *r, const NameList *names)
{
    if (names->count == 1) return name_text(names->items[0]);
    Text text = {0};
    for (size_t i = 0; i < names->count; i++) add_column(&text, names->items[i]);
    return text_keep(&text, r->cx->arena);
}

typedef struct OnlyColumn {
    Name name;
    bool is_many;
} OnlyColumn;

static bool visit_column(void *state, const Expr *expr)
{
    OnlyColumn *only = state;
    if (expr->kind != EXPR_NAME) return true;
    if (!name_none(only->name) && !name_is(only->name, expr->name)) only->is_many = true;
    only->name = expr->name;
    return true;
}

/* A check of exactly one column is named after it. */
static const char *check_part(const Check *check)
{
    OnlyColumn only = {0};
    const Expr *expr = check->expr.any ? check->expr.any : check->expr.only[DIALECT_POSTGRES];
    if (check->object.parent->kind == KIND_DOMAIN || !expr) return NULL;
    expr_walk(expr, visit_column, &only);
    return only.is_many || name_none(only.name) ? NULL : name_text(only.name);
}

/* ---- all of them ---- */

void names_choose(Resolver *r, Item *item)
{
    Object *object = item->object;
    const Key *key = (const Key *)object;
    const Index *index = (const Index *)object;
    const ForeignKey *foreign = (const ForeignKey *)object;
    if (!name_none(object->name) || !object->parent) return;
    if (object->kind == KIND_PRIMARY_KEY)
        choose(r, object, NULL, "pkey");
    else if (object->kind == KIND_UNIQUE)
        choose(r, object, elements_part(r, &key->columns, &key->include), "key");
    else if (object->kind == KIND_FOREIGN_KEY)
        choose(r, object, names_part(r, &foreign->columns), "fkey");
    else if (object->kind == KIND_CHECK)
        choose(r, object, check_part((const Check *)object), "check");
    else if (object->kind == KIND_INDEX)
        choose(r, object, elements_part(r, &index->elements, &index->include), "idx");
    else if (object->kind == KIND_EXCLUDE)
        choose(r, object, elements_part(r, &index->elements, &index->include), "excl");
}
