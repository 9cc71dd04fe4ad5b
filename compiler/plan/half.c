/* SPDX-License-Identifier: MIT
 * Lowers a schema, plans it from nothing, and keeps the texts that come of it. */
#include "plan/half.h"

#include "plan/plan.h"

typedef struct HalfMaker {
    Cx *cx;    /* of the run */
    Cx within; /* the same, with memory that ends with the making */
    const Dialect *dialect;
    const Schema *logical, *lowered;
    Half *half;
    Name *types;
    Text text;
} HalfMaker;

static void keep_statements(HalfMaker *maker, const Plan *plan)
{
    Arena *arena = maker->cx->arena;
    const char **statements = arena_array(arena, const char *, plan->steps.count);
    for (size_t i = 0; i < plan->steps.count; i++) {
        const char *sql = plan->steps.items[i].sql;
        statements[i] = arena_copy(arena, sql, strlen(sql));
    }
    maker->half->statements = statements;
    maker->half->statement_count = plan->steps.count;
}

static void make_baseline(HalfMaker *maker)
{
    Cx cx = maker->within;
    cx.arena = arena_within(cx.arena);
    const Dialect *dialect = maker->dialect;
    keep_statements(maker, plan_changes(&cx, dialect, diff(&cx, NULL, maker->lowered)));
    if (dialect->prologue) maker->half->prologue = dialect->prologue(maker->cx, maker->lowered);
    arena_free(cx.arena);
}

static void make_catalog(HalfMaker *maker)
{
    catalog_print(&maker->within, &maker->text, maker->lowered, maker->dialect->expr);
    maker->half->catalog_length = maker->text.length;
    maker->half->catalog = text_keep(&maker->text, maker->cx->arena);
}

static bool keep_type(void *state, const Object *object)
{
    HalfMaker *maker = state;
    if (object->kind != KIND_COLUMN || !object->origin) return true;
    const Type *type = marked_type_for(&((const Column *)object)->type, maker->dialect->id);
    if (!type) return true;
    text_clear(&maker->text);
    if (type->named) object_path(&maker->text, maker->lowered, type->named);
    else text_add(&maker->text, name_text(type->name));
    if (type->args) text_printf(&maker->text, "(%s)", type->args);
    for (unsigned i = 0; i < type->dims; i++) text_add(&maker->text, "[]");
    maker->types[object->origin->id] =
        name_of(maker->cx->names, text_string(&maker->text), maker->text.length);
    return true;
}

static void make_types(HalfMaker *maker)
{
    maker->types = arena_array(maker->cx->arena, Name, maker->logical->object_count);
    schema_walk(maker->lowered, keep_type, maker);
    maker->half->types = maker->types;
    text_free(&maker->text);
}

const Half *half_make(Cx *cx, const Dialect *dialect, const Schema *logical)
{
    HalfMaker maker = {.cx = cx, .within = *cx, .dialect = dialect, .logical = logical};
    maker.within.arena = arena_within(cx->arena);
    maker.half = arena_make(cx->arena, Half);
    maker.lowered = dialect->lower(&maker.within, logical);
    if (diag_errors(cx->diag) == 0) make_baseline(&maker);
    bool is_fine = diag_errors(cx->diag) == 0;
    if (is_fine) {
        make_types(&maker);
        make_catalog(&maker);
    }
    arena_free(maker.within.arena);
    return is_fine ? maker.half : NULL;
}
