/* SPDX-License-Identifier: MIT
 * What a body needs to exist before it: the tables, views and functions that its words name. A
 * word may be a column or an alias that happens to be called as a table; that only costs an order
 * that was not needed. */
#include "resolve/resolver.h"
#include "syntax/parse.h"

typedef struct Found {
    Resolver *r;
    const Object *self;
    Map *seen;
    VEC(const Object *) objects;
} Found;

static void add(Found *found, const Object *object)
{
    for (; object; object = object->namesake) {
        if (object == found->self || !(object->dialects & found->self->dialects)) continue;
        if (object->parent) continue; /* an index or key */
        Name kind = name_from(found->r->cx->names, kind_info(object->kind)->word);
        if (map_set(found->seen, object->space, object->name, kind, (void *)object) == object)
            continue;
        vec_push(found->r->cx->arena, &found->objects, object);
    }
}

static void use_word(void *state, Name space, Name name)
{
    Found *found = state;
    static const Kind kinds[] = {KIND_TABLE, KIND_FUNCTION, KIND_ENUM};
    for (size_t i = 0; i < rule_count(kinds); i++)
        add(found, schema_find(found->r->schema, kinds[i], space, name));
}

static ObjectList find_uses(Resolver *r, const Object *self, const char *body)
{
    Found found = {.r = r, .self = self, .seen = map_new(r->arena)};
    body_words(r->cx, body, strlen(body), use_word, &found);
    return (ObjectList){found.objects.items, found.objects.count};
}

/* Bodies of functions are not looked at when they are made (check_function_bodies is off), but the
 * row types of their parameters and results must be there. */
static ObjectList function_uses(Resolver *r, const Function *function)
{
    Found found = {.r = r, .self = &function->object, .seen = map_new(r->arena)};
    const Type *result = function->returns;
    if (result && result->scalar == SCALAR_NATIVE)
        add(&found, schema_find(r->schema, KIND_TABLE, result->space, result->name));
    for (size_t i = 0; i < function->parameters.count; i++) {
        const Type *type = function->parameters.items[i].type;
        if (type && type->scalar == SCALAR_NATIVE)
            add(&found, schema_find(r->schema, KIND_TABLE, type->space, type->name));
    }
    return (ObjectList){found.objects.items, found.objects.count};
}

void uses_bind(Resolver *r, Item *item)
{
    Object *object = item->object;
    View *view = (View *)object;
    Trigger *trigger = (Trigger *)object;
    Function *function = (Function *)object;
    if (object->kind == KIND_VIEW && view->body) view->uses = find_uses(r, object, view->body);
    if (object->kind == KIND_TRIGGER && trigger->body)
        trigger->uses = find_uses(r, object, trigger->body);
    if (object->kind == KIND_FUNCTION) function->uses = function_uses(r, function);
}
