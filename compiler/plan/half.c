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

/* A program looks for names in the default namespace alone; a statement says so where that is not all. */
static const char *opening_of(HalfMaker *maker)
{
    Text scope = {0};
    if (!maker->dialect->scope) return NULL;
    maker->dialect->scope(&scope, maker->lowered);
    const char *found = strchr(text_string(&scope), ',');
    const char *opening = found ? arena_printf(maker->cx->arena, "SET LOCAL search_path = %s",
                                               text_string(&scope)) : NULL;
    text_free(&scope);
    return opening;
}

static void make_baseline(HalfMaker *maker)
{
    Cx cx = maker->within;
    cx.arena = arena_within(cx.arena);
    const Dialect *dialect = maker->dialect;
    keep_statements(maker, plan_changes(&cx, dialect, diff(&cx, NULL, maker->lowered), NULL));
    if (dialect->prologue) maker->half->prologue = dialect->prologue(maker->cx, maker->lowered);
    maker->half->opening = opening_of(maker);
    arena_free(cx.arena);
}

static void keep_type(HalfMaker *maker, const Type *type, uint32_t id)
{
    text_clear(&maker->text);
    if (type->named) object_path(&maker->text, maker->lowered, type->named);
    else text_add(&maker->text, name_text(type->name));
    if (type->args) text_printf(&maker->text, "(%s)", type->args);
    for (unsigned i = 0; i < type->dims; i++) text_add(&maker->text, "[]");
    maker->types[id] = name_of(maker->cx->names, maker->text.data, maker->text.length);
}

/* What has a type that may differ by dialect: a column. */
static bool visit(void *state, const Object *object)
{
    HalfMaker *maker = state;
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; object->origin && i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        if (attr->type != VALUE_MARKED_TYPE) continue;
        const MarkedType *marked = attr_value(object, attr, MarkedType);
        const Type *type = marked_type_for(marked, maker->dialect->id);
        if (type) keep_type(maker, type, object->origin->id);
    }
    return true;
}

static void make_types(HalfMaker *maker)
{
    maker->types = arena_array(maker->cx->arena, Name, maker->logical->object_count);
    schema_walk(maker->lowered, visit, maker);
    maker->half->types = maker->types;
    text_clear(&maker->text);
}

const Half *half_make(Cx *cx, const Dialect *dialect, const Schema *logical)
{
    HalfMaker maker = {.cx = cx, .within = *cx, .dialect = dialect, .logical = logical};
    maker.within.arena = arena_within(cx->arena);
    maker.half = arena_make(cx->arena, Half);
    maker.lowered = dialect->lower(&maker.within, logical);
    dialect_check_names(&maker.within, dialect, maker.lowered);
    if (diag_errors(cx->diag) == 0) make_baseline(&maker);
    bool is_fine = diag_errors(cx->diag) == 0;
    if (is_fine) {
        make_types(&maker);
        catalog_print(&maker.within, &maker.text, maker.lowered, dialect->expr);
    }
    arena_free(maker.within.arena);
    if (!is_fine) return NULL;
    maker.half->catalog_length = maker.text.length;
    maker.half->catalog = text_keep(&maker.text, cx->arena);
    return maker.half;
}
