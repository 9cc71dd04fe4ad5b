/* SPDX-License-Identifier: MIT
 * Are two schemas the same? Objects are paired by name, so the order of declaration does not
 * matter, except where KindInfo.is_ordered says that it means something. What speaks of change
 * is not compared. */
#include "model/kind.h"

uint8_t schema_dialects(const Schema *schema)
{
    uint8_t dialects = 0;
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (schema->targets[id].is_target) dialects |= (uint8_t)(1u << id);
    return dialects ? dialects : DIALECTS_ALL;
}

uint8_t object_dialects(const Schema *schema, const Object *object)
{
    return object->dialects & schema_dialects(schema);
}

/* The types of the input arguments are what a call tells overloads apart by. */
static bool signature_equal(const ParameterList *a, const ParameterList *b)
{
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < a->count && !parameter_is_input(&a->items[i])) i++;
        while (j < b->count && !parameter_is_input(&b->items[j])) j++;
        if (i == a->count || j == b->count) return i == a->count && j == b->count;
        if (!type_same(a->items[i].type, b->items[j].type)) return false;
    }
}

bool words_same(const Object *a, const Object *b)
{
    const KindInfo *info = kind_info(a->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        bool is_word = attr->type == VALUE_WORD || attr->type == VALUE_NAME;
        if (is_word && attr->flags & ATTR_IDENTITY && !attr_equal(a, b, attr)) return false;
    }
    return true;
}

bool signature_same(const Object *a, const Object *b)
{
    if (!words_same(a, b)) return false;
    const ParameterList *left = object_arguments(a), *right = object_arguments(b);
    return !left || !right || signature_equal(left, right);
}

bool object_same(const Object *a, const Object *b)
{
    if (a == b) return true;
    if (a->kind != b->kind || !name_is(a->name, b->name) || !name_is(a->space, b->space))
        return false;
    const Object *above_a = a->parent ? a->parent : object_base(a);
    const Object *above_b = b->parent ? b->parent : object_base(b);
    if (!above_a != !above_b) return false;
    if (above_a && !object_same(above_a, above_b)) return false;
    return signature_same(a, b);
}

/* ---- comparison ---- */

typedef struct Pair {
    const Schema *a, *b;
} Pair;

static bool doc_equal(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool may_pair(const Pair *pair, const Object *a, const Object *b)
{
    if (a->kind != b->kind || !name_is(a->name, b->name)) return false;
    if (object_dialects(pair->a, a) != object_dialects(pair->b, b)) return false;
    return a->parent || object_same(a, b);
}

static bool attrs_equal(const Object *a, const Object *b)
{
    const KindInfo *info = kind_info(a->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (!(info->attrs[i].flags & ATTR_CHANGE) && !attr_equal(a, b, &info->attrs[i]))
            return false;
    return true;
}

/* Members usually stand at the same place on both sides, so that is tried first. */
static const Object *partner(const Pair *pair, const Object *a, const Object *parent)
{
    bool is_ordered = kind_info(a->kind)->is_ordered;
    size_t count = parent->members.count;
    if (a->position < count && may_pair(pair, a, parent->members.items[a->position]))
        return parent->members.items[a->position];
    for (size_t i = 0; !is_ordered && i < count; i++)
        if (may_pair(pair, a, parent->members.items[i])) return parent->members.items[i];
    return NULL;
}

static bool object_equal(const Pair *pair, const Object *a, const Object *b)
{
    if (a->is_named != b->is_named || !doc_equal(a->doc, b->doc) || !attrs_equal(a, b)) return false;
    if (a->members.count != b->members.count) return false;
    for (size_t i = 0; i < a->members.count; i++) {
        const Object *member = a->members.items[i], *other = partner(pair, member, b);
        if (!other || !object_equal(pair, member, other)) return false;
    }
    return true;
}

static bool headers_equal(const Schema *a, const Schema *b)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        const Target *left = &a->targets[id], *right = &b->targets[id];
        if (left->is_target != right->is_target || left->version != right->version) return false;
    }
    return name_is(a->name, b->name) && doc_equal(a->doc, b->doc) &&
           name_is(a->default_space, b->default_space) && a->is_lowered == b->is_lowered &&
           (!a->is_lowered || a->dialect == b->dialect);
}

bool schema_equal(const Schema *a, const Schema *b)
{
    Pair pair = {a, b};
    if (!headers_equal(a, b) || a->object_count != b->object_count) return false;
    if (a->objects.count != b->objects.count) return false;
    for (size_t i = 0; i < a->objects.count; i++) {
        const Object *object = a->objects.items[i];
        const Object *other = schema_find(b, object->kind, object->space, object->name);
        while (other && !may_pair(&pair, object, other)) other = other->namesake;
        if (!other || !object_equal(&pair, object, other)) return false;
    }
    return true;
}
