/* SPDX-License-Identifier: MIT
 * Attributes by descriptor: is a value there, are two the same. Words that mean the same as none
 * (Attr.usual) count as none everywhere. */
#include <string.h>

#include "model/kind.h"
#include "model/writer.h"

const Object *attr_object(const Object *object, const Attr *attr)
{
    const Object *referred; /* the field may be declared as a pointer to the struct of its kind */
    memcpy(&referred, attr_value(object, attr, char), sizeof referred);
    return referred;
}

const uint8_t value_sizes[] = {
    [VALUE_BOOL] = sizeof(bool),
    [VALUE_NAME] = sizeof(Name),
    [VALUE_WORD] = sizeof(Name),
    [VALUE_TEXT] = sizeof(char *),
    [VALUE_BODY] = sizeof(char *),
    [VALUE_TYPE] = sizeof(Type *),
    [VALUE_MARKED_TYPE] = sizeof(MarkedType),
    [VALUE_EXPR] = sizeof(Marked),
    [VALUE_NAMES] = sizeof(NameList),
    [VALUE_STRINGS] = sizeof(NameList),
    [VALUE_QUALIFIED] = 2 * sizeof(Name),
    [VALUE_ELEMENTS] = sizeof(ElementList),
    [VALUE_OPTIONS] = sizeof(OptionList),
    [VALUE_PARAMETERS] = sizeof(ParameterList),
    [VALUE_OBJECT] = sizeof(Object *),
    [VALUE_OBJECTS] = sizeof(ObjectList),
    [VALUE_USES] = sizeof(ObjectList),
};

bool attr_is_listed(const Attr *attr, DialectId dialect)
{
    static const uint16_t unlisted[DIALECT_COUNT] = {
        [DIALECT_POSTGRES] = ATTR_UNLISTED_POSTGRES,
        [DIALECT_SQLITE] = ATTR_UNLISTED_SQLITE,
    };
    if (attr->flags & (ATTR_CHANGE | ATTR_LOGICAL | ATTR_DERIVED | ATTR_UNLISTED)) return false;
    if (attr->flags & unlisted[dialect]) return false;
    return attr->dialects == 0 || attr->dialects & 1u << dialect;
}

bool parameter_is_input(const Parameter *parameter)
{
    return !name_equals(parameter->mode, "out") && !name_equals(parameter->mode, "table");
}

/* ---- marked values ---- */

const Expr *marked_for(const Marked *marked, DialectId dialect)
{
    return marked->only[dialect] ? marked->only[dialect] : marked->any;
}

bool marked_none(const Marked *marked)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (marked->only[id]) return false;
    return !marked->any;
}

const Type *marked_type_for(const MarkedType *type, DialectId dialect)
{
    return type->only[dialect] ? type->only[dialect] : type->any;
}

/* ---- default ---- */

static bool word_is_usual(Name word, const Attr *attr)
{
    return name_none(word) || (attr->usual && name_equals(word, attr->usual));
}

static bool type_is_usual(const Type *type, const Attr *attr)
{
    return !type || (attr->usual && name_equals(type->name, attr->usual));
}

static bool marked_type_none(const MarkedType *type)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (type->only[id]) return false;
    return !type->any;
}

bool attr_is_default(const Object *object, const Attr *attr)
{
    if (attr->flags & ATTR_DERIVED) return true;
    switch (attr->type) {
    case VALUE_BOOL: return !*attr_value(object, attr, bool);
    case VALUE_NAME:
    case VALUE_WORD: return word_is_usual(*attr_value(object, attr, Name), attr);
    case VALUE_QUALIFIED: return name_none(attr_value(object, attr, Name)[1]);
    case VALUE_TEXT:
    case VALUE_BODY: return !*attr_value(object, attr, const char *);
    case VALUE_TYPE: return type_is_usual(*attr_value(object, attr, const Type *), attr);
    case VALUE_MARKED_TYPE: return marked_type_none(attr_value(object, attr, MarkedType));
    case VALUE_EXPR: return marked_none(attr_value(object, attr, Marked));
    case VALUE_NAMES:
    case VALUE_STRINGS: return attr_value(object, attr, NameList)->count == 0;
    case VALUE_ELEMENTS: return attr_value(object, attr, ElementList)->count == 0;
    case VALUE_OPTIONS: return attr_value(object, attr, OptionList)->count == 0;
    case VALUE_PARAMETERS: return attr_value(object, attr, ParameterList)->count == 0;
    case VALUE_OBJECT: return !attr_object(object, attr);
    case VALUE_OBJECTS: return attr_value(object, attr, ObjectList)->count == 0;
    case VALUE_USES: return true;
    }
    return true;
}

/* Does PostgreSQL cast a null to it, and keep the cast? To a domain, and to a length; an interval takes its
 * own at once. type: lowered, so a length may be in the middle of its name. */
static bool owns_null(const Type *type)
{
    static const char at_once[] = "interval";
    if (!type) return false;
    if (type->named) return type->named->kind == KIND_DOMAIN && !type->dims;
    bool has_length = type->args || strchr(name_text(type->name), '(');
    return has_length && strncmp(name_text(type->name), at_once, strlen(at_once)) != 0;
}

/* A default of null is none to both engines, but for that. */
bool value_is_none(DialectId dialect, const Object *object, const Expr *expr)
{
    const Type *type = NULL;
    if (!expr) return true;
    if (expr->kind != EXPR_NULL || object->kind == KIND_CHECK) return false;
    if (object->kind == KIND_COLUMN)
        type = marked_type_for(&((const Column *)object)->type, dialect);
    else if (object->kind == KIND_DOMAIN) type = ((const Domain *)object)->type;
    return dialect != DIALECT_POSTGRES || !owns_null(type);
}

/* ---- equal ---- */

static bool text_equal(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool type_same(const Type *a, const Type *b)
{
    if (a == b) return true;
    if (!a || !b || a->scalar != b->scalar || a->dims != b->dims) return false;
    if (!text_equal(a->args, b->args) || !text_equal(a->fields, b->fields)) return false;
    if (a->named && b->named)
        return object_same(a->named, b->named) && a->is_multirange == b->is_multirange;
    if (a->scalar == SCALAR_NONE || a->scalar == SCALAR_NATIVE)
        return name_is(a->space, b->space) && name_is(a->name, b->name);
    return true;
}

static bool marked_equal(const Marked *a, const Marked *b, uint8_t dialects)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (dialects & 1u << id && !expr_same(marked_for(a, id), marked_for(b, id))) return false;
    return true;
}

static bool marked_type_equal(const MarkedType *a, const MarkedType *b, uint8_t dialects)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (dialects & 1u << id && !type_same(marked_type_for(a, id), marked_type_for(b, id))) return false;
    return true;
}

static bool names_equal(const NameList *a, const NameList *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!name_is(a->items[i], b->items[i])) return false;
    return true;
}

static bool element_equal(const IndexElement *a, const IndexElement *b)
{
    return expr_same(a->expr, b->expr) && name_is(a->collation_space, b->collation_space) &&
           name_is(a->collation, b->collation) && name_is(a->opclass_space, b->opclass_space) &&
           name_is(a->opclass, b->opclass) && text_equal(a->opclass_args, b->opclass_args) &&
           a->is_descending == b->is_descending && a->nulls == b->nulls &&
           name_is(a->with_space, b->with_space) && name_is(a->with, b->with);
}

static bool elements_equal(const ElementList *a, const ElementList *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!element_equal(&a->items[i], &b->items[i])) return false;
    return true;
}

/* Options are a set: an engine lists them in the order in which they were set last. */
static bool options_equal(const OptionList *a, const OptionList *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) {
        size_t j = 0;
        while (j < b->count && !name_is(a->items[i].name, b->items[j].name)) j++;
        if (j == b->count || !text_equal(a->items[i].value, b->items[j].value)) return false;
    }
    return true;
}

static bool mode_equal(Name a, Name b)
{
    if (name_equals(a, "in")) a = NO_NAME;
    if (name_equals(b, "in")) b = NO_NAME;
    return name_is(a, b);
}

static bool parameters_equal(const ParameterList *a, const ParameterList *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) {
        const Parameter *left = &a->items[i], *right = &b->items[i];
        if (!mode_equal(left->mode, right->mode) || !name_is(left->name, right->name)) return false;
        if (!type_same(left->type, right->type)) return false;
        if (!expr_same(left->initial, right->initial)) return false;
    }
    return true;
}

static bool objects_same(const Object *a, const Object *b)
{
    return a && b ? object_same(a, b) : a == b;
}

static bool lists_same(const ObjectList *a, const ObjectList *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!object_same(a->items[i], b->items[i])) return false;
    return true;
}

bool attr_equal(const Object *a, const Object *b, const Attr *attr)
{
#define BOTH(equal, T) equal(attr_value(a, attr, T), attr_value(b, attr, T))
    if (attr->flags & ATTR_DERIVED) return true;
    uint8_t dialects = a->dialects & b->dialects;
    switch (attr->type) {
    case VALUE_BOOL: return *attr_value(a, attr, bool) == *attr_value(b, attr, bool);
    case VALUE_NAME:
    case VALUE_WORD:
        if (attr_is_default(a, attr)) return attr_is_default(b, attr);
        return name_is(*attr_value(a, attr, Name), *attr_value(b, attr, Name));
    case VALUE_QUALIFIED:
        return name_is(attr_value(a, attr, Name)[0], attr_value(b, attr, Name)[0]) &&
               name_is(attr_value(a, attr, Name)[1], attr_value(b, attr, Name)[1]);
    case VALUE_TEXT:
    case VALUE_BODY:
        return text_equal(*attr_value(a, attr, const char *), *attr_value(b, attr, const char *));
    case VALUE_TYPE:
        if (attr_is_default(a, attr)) return attr_is_default(b, attr);
        return type_same(*attr_value(a, attr, const Type *), *attr_value(b, attr, const Type *));
    case VALUE_MARKED_TYPE:
        return marked_type_equal(attr_value(a, attr, MarkedType), attr_value(b, attr, MarkedType),
                                 dialects);
    case VALUE_EXPR:
        return marked_equal(attr_value(a, attr, Marked), attr_value(b, attr, Marked), dialects);
    case VALUE_NAMES:
    case VALUE_STRINGS: return BOTH(names_equal, NameList);
    case VALUE_ELEMENTS: return BOTH(elements_equal, ElementList);
    case VALUE_OPTIONS: return BOTH(options_equal, OptionList);
    case VALUE_PARAMETERS: return BOTH(parameters_equal, ParameterList);
    case VALUE_OBJECTS: return BOTH(lists_same, ObjectList);
    case VALUE_OBJECT: return objects_same(attr_object(a, attr), attr_object(b, attr));
    case VALUE_USES: return true;
    }
#undef BOTH
    return true;
}
