/* SPDX-License-Identifier: MIT
 * Checks that come after their table: a function that they call takes or gives rows of it, or needs
 * something that does, so the table is there first. */
#include "model/mention.h"

typedef struct Search {
    const Schema *schema;
    const Object *table;
    uint8_t *seen; /* by id */
    bool is_found;
} Search;

static void look_into(Search *search, const Object *object);

static void look(void *state, const Object *needed)
{
    look_into(state, needed);
}

static void look_into(Search *search, const Object *object)
{
    const Object *top = object->parent ? object->parent : object;
    if (search->is_found || search->seen[object->id]) return;
    search->seen[object->id] = 1;
    search->is_found = top == search->table;
    if (search->is_found) return;
    object_dependencies(search->schema, object, look, search);
    if (object->parent) look_into(search, object->parent);
    for (size_t i = 0; i < object->members.count; i++) {
        const Object *member = object->members.items[i];
        if (member->kind == KIND_COLUMN || member->kind == KIND_ATTRIBUTE) look_into(search, member);
    }
}

/* What the check names of its own table is there anyway. */
static void look_beyond(void *state, const Object *needed)
{
    Search *search = state;
    if (needed != search->table && needed->parent != search->table) look_into(search, needed);
}

static bool calls_function(void *state, const Expr *expr)
{
    (void)state;
    bool calls = expr->kind == EXPR_RAW || (expr->ref && expr->ref->kind == KIND_FUNCTION);
    return !calls;
}

bool check_is_late(const Schema *schema, const Object *check)
{
    const Object *table = check->parent;
    if (check->kind != KIND_CHECK || !table || table->kind != KIND_TABLE) return false;
    const Expr *expr = marked_for(&((const Check *)check)->expr, DIALECT_POSTGRES);
    if (!expr || expr_walk(expr, calls_function, NULL)) return false;
    Search search = {.schema = schema, .table = table};
    Arena *arena = arena_new();
    search.seen = arena_array(arena, uint8_t, schema->object_count);
    object_dependencies(schema, check, look_beyond, &search);
    arena_free(arena);
    return search.is_found;
}
