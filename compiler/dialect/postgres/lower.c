/* SPDX-License-Identifier: MIT
 * Lowering: every object that exists on PostgreSQL is copied, and its attributes are turned into
 * the engine's terms through the kinds' tables; what only SQLite has is cleared. normalize.c then
 * brings the few things into form that the engine stores otherwise than they may be written. */
#include <string.h>

#include "dialect/postgres/postgres.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

/* One value for this engine; whether the author wrote it for this engine alone decides how its
 * words are understood. */
static void lower_marked(Lowering *in, Marked *marked, const Object *object)
{
    uint8_t targets = 0;
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (in->logical->targets[id].is_target) targets |= (uint8_t)(1 << id);
    in->is_own = marked->only[DIALECT_POSTGRES] || !(object->dialects & targets & SQLITE);
    const Expr *expr = postgres_lower_expr(in, marked_for(marked, DIALECT_POSTGRES));
    *marked = (Marked){.any = expr};
}

static void lower_elements(Lowering *in, ElementList *elements)
{
    IndexElement *items = NULL;
    for (size_t i = 0; i < elements->count; i++) {
        const Expr *expr = postgres_lower_expr(in, elements->items[i].expr);
        if (expr == elements->items[i].expr) continue;
        if (!items) items = postgres_own_elements(in, elements);
        items[i].expr = expr;
    }
}

static void lower_parameters(Lowering *in, ParameterList *parameters)
{
    Parameter *items = arena_array(in->cx->arena, Parameter, parameters->count);
    in->is_own = true;
    for (size_t i = 0; i < parameters->count; i++) {
        items[i] = parameters->items[i];
        items[i].type = postgres_lower_argument(in, items[i].type);
        items[i].initial = postgres_lower_expr(in, items[i].initial);
    }
    parameters->items = items;
}

static void lower_type(Lowering *in, MarkedType *type)
{
    *type = (MarkedType){.any = postgres_lower_type(in, marked_type_for(type, DIALECT_POSTGRES))};
}

/* An attribute that this engine does not have. */
static void clear(Object *object, const Attr *attr)
{
    switch (attr->type) {
    case VALUE_BOOL: *attr_field(object, attr, bool) = false; break;
    case VALUE_NAME:
    case VALUE_WORD: *attr_field(object, attr, Name) = NO_NAME; break;
    case VALUE_TEXT:
    case VALUE_BODY: *attr_field(object, attr, const char *) = NULL; break;
    case VALUE_TYPE:
    case VALUE_MARKED_TYPE:
    case VALUE_EXPR:
    case VALUE_NAMES:
    case VALUE_STRINGS:
    case VALUE_QUALIFIED:
    case VALUE_ELEMENTS:
    case VALUE_OPTIONS:
    case VALUE_PARAMETERS:
    case VALUE_OBJECT:
    case VALUE_OBJECTS:
    case VALUE_USES: break;
    }
}

static void lower_attr(Lowering *in, Object *object, const Attr *attr)
{
    in->is_own = false;
    if (attr->dialects && !(attr->dialects & POSTGRES)) {
        clear(object, attr);
        return;
    }
    switch (attr->type) {
    case VALUE_TYPE: {
        const Type **type = attr_field(object, attr, const Type *);
        bool is_result = object->kind == KIND_FUNCTION;
        *type = is_result ? postgres_lower_argument(in, *type) : postgres_lower_type(in, *type);
        break;
    }
    case VALUE_MARKED_TYPE: lower_type(in, attr_field(object, attr, MarkedType)); break;
    case VALUE_EXPR: lower_marked(in, attr_field(object, attr, Marked), object); break;
    case VALUE_ELEMENTS: lower_elements(in, attr_field(object, attr, ElementList)); break;
    case VALUE_PARAMETERS: lower_parameters(in, attr_field(object, attr, ParameterList)); break;
    case VALUE_BOOL:
    case VALUE_NAME:
    case VALUE_WORD:
    case VALUE_TEXT:
    case VALUE_BODY:
    case VALUE_NAMES:
    case VALUE_STRINGS:
    case VALUE_QUALIFIED:
    case VALUE_OPTIONS:
    case VALUE_OBJECT:
    case VALUE_OBJECTS:
    case VALUE_USES: break;
    }
}

/* NULL: PostgreSQL does not have it. */
static Object *lower_object(Lowering *in, Object *parent, const Object *object)
{
    if (!(object->dialects & POSTGRES)) return NULL;
    const KindInfo *info = kind_info(object->kind);
    Object *copy = object_copy(in->cx, in->schema, parent, object);
    for (size_t i = 0; i < info->attr_count; i++) lower_attr(in, copy, &info->attrs[i]);
    for (size_t i = 0; i < object->members.count; i++)
        lower_object(in, copy, object->members.items[i]);
    postgres_normalize(in, copy);
    return copy;
}

const Schema *postgres_lower(Cx *cx, const Schema *logical)
{
    const Target *target = &logical->targets[DIALECT_POSTGRES];
    Lowering in = {.cx = cx, .schema = schema_new(cx, logical->name), .logical = logical};
    in.plain = arena_array(cx->arena, const Type *, SCALAR_ENUM);
    in.version = target->version ? target->version : postgres_dialect.oldest;
    in.schema->span = logical->span;
    in.schema->doc = logical->doc;
    in.schema->default_space = logical->default_space;
    in.schema->is_lowered = true;
    in.schema->dialect = DIALECT_POSTGRES;
    memcpy(in.schema->targets, logical->targets, sizeof in.schema->targets);
    for (size_t i = 0; i < logical->objects.count; i++) {
        Object *made = lower_object(&in, NULL, logical->objects.items[i]);
        if (made) schema_settle(cx, in.schema, made);
    }
    schema_rebind(cx, in.schema);
    return in.schema;
}
