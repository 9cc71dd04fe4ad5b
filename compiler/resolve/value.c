/* SPDX-License-Identifier: MIT
 * What is known of a value: its class, maybe its scalar type, its enum. */
#include "resolve/infer.h"

const Value anything = {0};

Value value_of_class(TypeClass class)
{
    return (Value){.is_known = class != CLASS_OTHER, .class = class};
}

Value value_of_scalar(Scalar scalar)
{
    return (Value){.is_known = true, .class = scalar_class(scalar), .scalar = scalar};
}

Value value_of_type(const Type *type)
{
    if (!type || type->scalar == SCALAR_NONE || type->scalar == SCALAR_NATIVE) return anything;
    if (type->scalar == SCALAR_DOMAIN) {
        Value value = value_of_type(((const Domain *)type->named)->type);
        value.dims = (uint8_t)(value.dims + type->dims);
        return value;
    }
    Value value = {.is_known = true, .scalar = type->scalar, .dims = type->dims, .type = type};
    if (type->scalar == SCALAR_ENUM)
        value.enumeration = (const Enum *)type->named;
    else
        value.class = scalar_class(type->scalar);
    return value;
}

const char *value_word(Resolver *r, const Value *value)
{
    static const char *const classes[] = {
        [CLASS_OTHER] = "something else", [CLASS_BOOL] = "bool", [CLASS_INTEGER] = "int",
        [CLASS_NUMBER] = "a number",      [CLASS_TEXT] = "text", [CLASS_BYTES] = "bytes",
        [CLASS_TIME] = "a time",          [CLASS_JSON] = "json", [CLASS_UUID] = "uuid"};
    const char *word = classes[value->class];
    if (value->enumeration)
        word = name_text(value->enumeration->object.name);
    else if (value->scalar != SCALAR_NONE)
        word = scalar_word(value->scalar);
    return value->dims ? arena_printf(r->cx->arena, "%s[]", word) : word;
}

bool value_is_number(const Value *value)
{
    return value->class == CLASS_INTEGER || value->class == CLASS_NUMBER;
}

bool value_is(const Value *value, TypeClass class)
{
    return value->is_known && !value->is_literal && !value->dims && !value->enumeration &&
           value->class == class;
}

/* Points in time compare with each other; times of day and intervals only with their like. */
static bool times_meet(Scalar a, Scalar b)
{
    bool a_apart = a == SCALAR_TIME || a == SCALAR_INTERVAL;
    bool b_apart = b == SCALAR_TIME || b == SCALAR_INTERVAL;
    if (a == SCALAR_NONE || b == SCALAR_NONE) return true;
    return a == b || (!a_apart && !b_apart);
}

bool values_meet(const Value *a, const Value *b)
{
    if (!a->is_known || !b->is_known) return true;
    if (a->dims != b->dims) return false;
    if (a->enumeration || b->enumeration) return a->enumeration == b->enumeration;
    if (value_is_number(a) && value_is_number(b)) return true;
    if (a->class == CLASS_TIME && b->class == CLASS_TIME) return times_meet(a->scalar, b->scalar);
    return a->class == b->class;
}

void value_merge(Value *result, const Value *branch)
{
    bool is_better = result->is_literal && branch->is_known && !branch->is_literal;
    if (branch->is_null || (result->is_known && !is_better)) return;
    *result = *branch;
}

bool name_is_one_of(Name name, const char *words)
{
    size_t length = name_length(name);
    if (length == 0) return false;
    for (const char *at = words; (at = strstr(at, name_text(name))); at++) {
        bool is_start = at == words || at[-1] == ' ';
        if (is_start && (at[length] == ' ' || at[length] == '\0')) return true;
    }
    return false;
}
