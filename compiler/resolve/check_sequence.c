/* SPDX-License-Identifier: MIT
 * Rules of sequences, and of those within identity columns: type, bounds, start, step. */
#include <stdlib.h>

#include "resolve/resolver.h"

typedef struct Bounds {
    const char *start, *increment, *minimum, *maximum, *cache; /* NULL: not said */
    const Type *type;
} Bounds;

static long long number(const char *text, long long otherwise)
{
    return text ? strtoll(text, NULL, 10) : otherwise;
}

static long long largest(const Type *type)
{
    Scalar scalar = type ? value_of_type(type).scalar : SCALAR_BIGINT;
    if (scalar == SCALAR_SMALLINT) return INT16_MAX;
    return scalar == SCALAR_INT ? INT32_MAX : INT64_MAX;
}

static const char *bounds_problem(const Bounds *bounds)
{
    long long limit = largest(bounds->type), step = number(bounds->increment, 1);
    long long low = number(bounds->minimum, step > 0 ? 1 : -limit - 1);
    long long high = number(bounds->maximum, step > 0 ? limit : -1);
    long long start = number(bounds->start, step > 0 ? low : high);
    if (step == 0) return "it cannot stand still";
    if (low >= high) return "the minimum is not below the maximum";
    if (high > limit || low < -limit - 1) return "the bounds do not fit its type";
    if (start < low || start > high) return "the start is not within the bounds";
    if (number(bounds->cache, 1) < 1) return "the cache holds at least one number";
    return NULL;
}

static void check_bounds(Resolver *r, const Item *item, const Bounds *bounds)
{
    const char *problem = bounds_problem(bounds);
    if (problem)
        report(r, item->object->span, "sequence-bounds", "%s: %s", describe(r, item->object),
               problem);
}

static void check_sequence(Resolver *r, const Item *item)
{
    const Sequence *sequence = (const Sequence *)item->object;
    const Column *owner = sequence->owned_by;
    if (!type_is_integer(sequence->type))
        report(r, item->object->span, "sequence-type", "a sequence counts in integers");
    else
        check_bounds(r, item,
                     &(Bounds){sequence->start, sequence->increment, sequence->minimum,
                               sequence->maximum, sequence->cache, sequence->type});
    if (owner && !name_is(owner->object.parent->space, item->object->space))
        report(r, item->object->span, "owner-malformed",
               "%s and the table that owns it must be in one namespace", describe(r, item->object));
}

static const char *option(const OptionList *options, const char *word)
{
    for (size_t i = 0; i < options->count; i++)
        if (name_equals(options->items[i].name, word)) return options->items[i].value;
    return NULL;
}

static void check_identity(Resolver *r, const Item *item)
{
    const Column *column = (const Column *)item->object;
    const OptionList *options = &column->identity_options;
    if (!name_none(column->identity) && type_is_integer(column->type.any))
        check_bounds(r, item,
                     &(Bounds){option(options, "start"), option(options, "increment"),
                               option(options, "minimum"), option(options, "maximum"),
                               option(options, "cache"), column->type.any});
}

void check_sequences(Resolver *r, Item *item)
{
    if (item->object->kind == KIND_SEQUENCE) check_sequence(r, item);
    if (item->object->kind == KIND_COLUMN) check_identity(r, item);
}
