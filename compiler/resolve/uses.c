/* SPDX-License-Identifier: MIT
 * What a body needs to exist before it: the tables, views and functions that its words name. A
 * word may be a column that happens to be called as a table; that only costs an order that was not
 * needed. */
#include <string.h>

#include "resolve/resolver.h"
#include "syntax/parse.h"

typedef struct Found {
    Resolver *r;
    const Object *self;
    Map *seen;
    VEC(const Object *) objects;
    bool is_behind_as;
} Found;

static void add_one(Found *found, const Object *object)
{
    if (object == found->self || !(object->dialects & found->self->dialects)) return;
    if (object->parent) return; /* an index or key */
    Name kind = name_from(found->r->cx->names, object_word(object));
    if (map_set(found->seen, object->space, object->name, kind, (void *)object) != object)
        vec_push(found->r->cx->arena, &found->objects, object);
}

static void add(Found *found, const Object *object)
{
    for (; object; object = object->namesake) {
        const NativeWord *word = native_word(object);
        if (!word || word->is_needed) add_one(found, object);
    }
}

/* Behind AS a query gives a name, or names a type: else two views whose columns are called as the
 * other one would need each other. */
static bool is_alias(const Found *found, const Object *object)
{
    return found->is_behind_as && found->self->kind == KIND_VIEW && object &&
           (object->kind == KIND_TABLE || object->kind == KIND_VIEW);
}

static void use_word(void *state, Name space, Name name)
{
    Found *found = state;
    static const Kind kinds[] = {KIND_TABLE, KIND_FUNCTION, KIND_ENUM, KIND_NATIVE};
    for (size_t i = 0; i < rule_count(kinds); i++) {
        const Object *object = schema_find(found->r->schema, kinds[i], space, name);
        if (!is_alias(found, object)) add(found, object);
    }
    found->is_behind_as = name_none(space) && name_equals(name, "as");
}

static ObjectList find_uses(Resolver *r, const Object *self, const char *body)
{
    Found found = {.r = r, .self = self, .seen = map_new(r->arena)};
    body_words(r->cx, body, strlen(body), use_word, &found);
    return (ObjectList){found.objects.items, found.objects.count};
}

/* ---- native objects and ranges ---- */

/* Those of a word, or all; what is itself made after all others is left out. */
static void use_all_of(Found *found, const char *word)
{
    for (size_t i = 0; i < found->r->schema->objects.count; i++) {
        const Object *object = found->r->schema->objects.items[i];
        const NativeWord *other = native_word(object);
        const Object *base = object_base(object); /* of an owner */
        const NativeWord *late = base ? native_word(base) : other;
        bool is_last = late && late->after && !*late->after;
        if (!is_last && (!*word || (other && strcmp(other->word, word) == 0))) add_one(found, object);
    }
}

static ObjectList native_uses(Resolver *r, const Native *native)
{
    Found found = {.r = r, .self = &native->object, .seen = map_new(r->arena)};
    const NativeWord *word = native_word(&native->object);
    if (native->body)
        body_words(r->cx, native->body, strlen(native->body), use_word, &found);
    if (word->after) use_all_of(&found, word->after);
    return (ObjectList){found.objects.items, found.objects.count};
}

static ObjectList range_uses(Resolver *r, const Range *range)
{
    Found found = {.r = r, .self = &range->object, .seen = map_new(r->arena)};
    if (!name_none(range->difference))
        add(&found, schema_find(r->schema, KIND_FUNCTION, range->difference_space,
                                range->difference));
    return (ObjectList){found.objects.items, found.objects.count};
}

static bool use_raw(void *state, const Expr *expr)
{
    Found *found = state;
    if (expr->kind == EXPR_RAW)
        body_words(found->r->cx, expr->text, expr->length, use_word, found);
    return true;
}

static void use_marked(Found *found, const Marked *marked)
{
    if (marked->any) expr_walk(marked->any, use_raw, found);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (marked->only[id]) expr_walk(marked->only[id], use_raw, found);
}

/* Of a policy in the engine's own words: a subquery names tables. */
static ObjectList policy_uses(Resolver *r, const Policy *policy)
{
    Found found = {.r = r, .self = &policy->object, .seen = map_new(r->arena)};
    use_marked(&found, &policy->using_);
    use_marked(&found, &policy->with_check);
    return (ObjectList){found.objects.items, found.objects.count};
}

void uses_bind(Resolver *r, Item *item)
{
    Object *object = item->object;
    View *view = (View *)object;
    Trigger *trigger = (Trigger *)object;
    Function *function = (Function *)object;
    Native *native = (Native *)object;
    Range *range = (Range *)object;
    if (object->kind == KIND_VIEW && view->body) view->uses = find_uses(r, object, view->body);
    if (object->kind == KIND_TRIGGER && trigger->body)
        trigger->uses = find_uses(r, object, trigger->body);
    if (object->kind == KIND_FUNCTION && function->body && function_is_read(function))
        function->uses = find_uses(r, object, function->body);
    if (object->kind == KIND_NATIVE) native->uses = native_uses(r, native);
    if (object->kind == KIND_POLICY) ((Policy *)object)->uses = policy_uses(r, (Policy *)object);
    if (object->kind == KIND_RANGE) range->uses = range_uses(r, range);
}
