/* SPDX-License-Identifier: MIT
 * After a schema was copied object by object, its references still name objects of the schema it
 * was made from. schema_rebind moves all of them over, by the tables; expressions and types are
 * made anew only where something in them changes. */
#include "model/kind.h"

typedef struct Rebinder {
    Cx *cx;
    Schema *copy;
    bool is_last;  /* what was not copied by now never will be */
    bool is_whole; /* all that was referred to is there */
} Rebinder;

static const Object *copy_of(const Rebinder *rebinder, const Object *object)
{
    bool is_known = object->id < rebinder->copy->copies.count;
    const Object *copy = is_known ? rebinder->copy->copies.items[object->id] : NULL;
    return copy && copy->origin == object ? copy : NULL;
}

/* Of the copy itself, perhaps made for it alone: then the copy's list holds it. */
static bool is_own(const Rebinder *rebinder, const Object *object)
{
    if (object->origin && copy_of(rebinder, object->origin) == object) return true;
    const Object *top = object->parent ? object->parent : object;
    const Schema *copy = rebinder->copy;
    if (top->position >= copy->objects.count || copy->objects.items[top->position] != top)
        return false;
    return top == object || (object->position < top->members.count &&
                             top->members.items[object->position] == object);
}

static const Object *rebound(Rebinder *rebinder, const Object *object)
{
    if (!object) return NULL;
    const Object *copy = copy_of(rebinder, object);
    if (copy) return copy;
    if (is_own(rebinder, object)) return object;
    rebinder->is_whole = false;
    return rebinder->is_last ? NULL : object;
}

static const Type *rebind_type(Rebinder *rebinder, const Type *type)
{
    if (!type || rebound(rebinder, type->named) == type->named) return type;
    Type *copy = arena_make(rebinder->cx->arena, Type);
    *copy = *type;
    copy->named = rebound(rebinder, type->named);
    return copy;
}

static const Expr *rebind_node(Cx *cx, void *state, const Expr *expr)
{
    Rebinder *rebinder = state;
    const Object *ref = rebound(rebinder, expr->ref);
    const Type *type = rebind_type(rebinder, expr->type);
    if (ref == expr->ref && type == expr->type) return expr;
    Expr *copy = arena_make(cx->arena, Expr);
    *copy = *expr;
    copy->ref = ref;
    copy->type = type;
    return copy;
}

static const Expr *rebind_expr(Rebinder *rebinder, const Expr *expr)
{
    return expr ? expr_map(rebinder->cx, expr, rebind_node, rebinder) : NULL;
}

static void rebind_marked(Rebinder *rebinder, Marked *marked)
{
    marked->any = rebind_expr(rebinder, marked->any);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        marked->only[id] = rebind_expr(rebinder, marked->only[id]);
}

static void rebind_marked_type(Rebinder *rebinder, MarkedType *type)
{
    type->any = rebind_type(rebinder, type->any);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        type->only[id] = rebind_type(rebinder, type->only[id]);
}

static void rebind_elements(Rebinder *rebinder, ElementList *list)
{
    IndexElement *items = arena_array(rebinder->cx->arena, IndexElement, list->count);
    for (size_t i = 0; i < list->count; i++) {
        items[i] = list->items[i];
        items[i].expr = rebind_expr(rebinder, items[i].expr);
    }
    list->items = items;
}

static void rebind_parameters(Rebinder *rebinder, ParameterList *list)
{
    Parameter *items = arena_array(rebinder->cx->arena, Parameter, list->count);
    for (size_t i = 0; i < list->count; i++) {
        items[i] = list->items[i];
        items[i].type = rebind_type(rebinder, items[i].type);
        items[i].initial = rebind_expr(rebinder, items[i].initial);
    }
    list->items = items;
}

static void rebind_uses(Rebinder *rebinder, ObjectList *list)
{
    const Object **items = arena_array(rebinder->cx->arena, const Object *, list->count);
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const Object *object = rebound(rebinder, list->items[i]);
        if (object) items[count++] = object;
    }
    *list = (ObjectList){items, count};
}

static void rebind_attr(Rebinder *rebinder, Object *object, const Attr *attr)
{
    switch (attr->type) {
    case VALUE_BOOL:
    case VALUE_NAME:
    case VALUE_WORD:
    case VALUE_TEXT:
    case VALUE_BODY:
    case VALUE_NAMES:
    case VALUE_STRINGS:
    case VALUE_QUALIFIED:
    case VALUE_OPTIONS: break;
    case VALUE_TYPE: {
        const Type **type = attr_field(object, attr, const Type *);
        *type = rebind_type(rebinder, *type);
        break;
    }
    case VALUE_MARKED_TYPE:
        rebind_marked_type(rebinder, attr_field(object, attr, MarkedType));
        break;
    case VALUE_EXPR: rebind_marked(rebinder, attr_field(object, attr, Marked)); break;
    case VALUE_ELEMENTS: rebind_elements(rebinder, attr_field(object, attr, ElementList)); break;
    case VALUE_PARAMETERS:
        rebind_parameters(rebinder, attr_field(object, attr, ParameterList));
        break;
    case VALUE_OBJECT: {
        const Object *referred = rebound(rebinder, attr_object(object, attr));
        memcpy(attr_field(object, attr, char), &referred, sizeof referred);
        break;
    }
    case VALUE_OBJECTS:
    case VALUE_USES: rebind_uses(rebinder, attr_field(object, attr, ObjectList)); break;
    }
}

static void rebind_all(Rebinder *rebinder, Object *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const KindInfo *info = kind_info(items[i]->kind);
        for (size_t j = 0; j < info->attr_count; j++)
            rebind_attr(rebinder, items[i], &info->attrs[j]);
        rebind_all(rebinder, items[i]->members.items, items[i]->members.count);
    }
}

static bool rebind(Rebinder *rebinder, Object *object)
{
    rebinder->is_whole = true;
    rebind_all(rebinder, &object, 1);
    return rebinder->is_whole;
}

void schema_settle(Cx *cx, Schema *copy, Object *object)
{
    object->is_settled = rebind(&(Rebinder){.cx = cx, .copy = copy}, object);
}

void schema_rebind(Cx *cx, Schema *copy)
{
    Rebinder rebinder = {.cx = cx, .copy = copy, .is_last = true};
    for (size_t i = 0; i < copy->objects.count; i++)
        if (!copy->objects.items[i]->is_settled) rebind(&rebinder, copy->objects.items[i]);
}
