/* SPDX-License-Identifier: MIT
 * Turns changes into steps: which objects need a statement of their own, in what order, and what
 * the dialect writes for each. */
#include "plan/plan.h"

#include "plan/order.h"

typedef struct Planner {
    Cx *cx;
    const Dialect *dialect;
    const Changes *changes;
    const Change **change_at; /* by object id of the wanted schema: the ADD of that object */
    Plan *plan;
    Text sql;
} Planner;

static bool has_own_statement(const Planner *planner, const Object *object)
{
    const KindSql *kind = &planner->dialect->kinds[object->kind];
    if (!kind->create) return false;
    return !(kind->is_inline && object->parent && planner->change_at[object->parent->id]);
}

static void add_step(Planner *planner, const Object *object)
{
    const char *sql = arena_copy(planner->cx->arena, planner->sql.data, planner->sql.length);
    text_clear(&planner->sql);
    vec_push(planner->cx->arena, &planner->plan->steps,
             ((Step){.sql = sql, .phase = PHASE_MAIN, .on = object}));
}

/* The comments of an object and of the members written within its statement. */
static void add_comments(Planner *planner, const Object *object)
{
    const Dialect *dialect = planner->dialect;
    if (!dialect->comment) return;
    if (object->doc) {
        dialect->comment(planner->cx, &planner->sql, planner->plan->to, object);
        if (planner->sql.length) add_step(planner, object);
    }
    for (size_t i = 0; i < object->members.count; i++) {
        const Object *member = object->members.items[i];
        if (!has_own_statement(planner, member)) add_comments(planner, member);
    }
}

static void create(Planner *planner, const Object *object)
{
    planner->dialect->kinds[object->kind].create(planner->cx, &planner->sql, planner->plan->to,
                                                 object);
    add_step(planner, object);
    add_comments(planner, object);
}

static void report_circle(Planner *planner, const Object **units, size_t count)
{
    diag_error(planner->cx->diag, units[0]->span, "dependency-cycle",
               "%s and what it needs need each other, so none can be created first",
               object_describe(planner->cx, units[0]));
    for (size_t i = 1; i < count && i < 4; i++)
        diag_note(planner->cx->diag, units[i]->span, "%s is part of it",
                  object_describe(planner->cx, units[i]));
    diag_hint(planner->cx->diag, "take the mention of one out of the other");
}

/* Added objects that get a statement of their own, by kind and name as diff sorted them. */
static size_t added_units(Planner *planner, const Object **units)
{
    size_t ends[KIND_COUNT + 1] = {0}, count = planner->changes->items.count;
    const Change *changes = planner->changes->items.items;
    for (size_t i = 0; i < count; i++)
        if (changes[i].op == CHANGE_ADD && has_own_statement(planner, changes[i].to))
            ends[changes[i].to->kind + 1]++;
    for (Kind kind = 0; kind < KIND_COUNT; kind++) ends[kind + 1] += ends[kind];
    for (size_t i = 0; i < count; i++)
        if (changes[i].op == CHANGE_ADD && has_own_statement(planner, changes[i].to))
            units[ends[changes[i].to->kind]++] = changes[i].to;
    return ends[KIND_COUNT];
}

const Plan *plan_changes(Cx *cx, const Dialect *dialect, const Changes *changes,
                         const PlanOptions *options)
{
    (void)options;
    Arena *arena = arena_within(cx->arena);
    Planner planner = {.cx = cx, .dialect = dialect, .changes = changes};
    planner.plan = arena_make(cx->arena, Plan);
    planner.plan->to = changes->to;
    planner.change_at = arena_array(arena, const Change *, changes->to->object_count);
    for (size_t i = 0; i < changes->items.count; i++)
        if (changes->items.items[i].op == CHANGE_ADD)
            planner.change_at[changes->items.items[i].to->id] = &changes->items.items[i];

    const Object **units = arena_array(arena, const Object *, changes->items.count);
    size_t count = added_units(&planner, units);
    size_t placed = order_units(cx, dialect, changes->to, units, count);
    if (placed < count) report_circle(&planner, units + placed, count - placed);
    for (size_t i = 0; i < placed; i++) create(&planner, units[i]);
    text_free(&planner.sql);
    arena_free(arena);
    return planner.plan;
}

void plan_print(Text *out, const Plan *plan)
{
    for (size_t i = 0; i < plan->steps.count; i++) {
        if (i > 0) text_add(out, "\n");
        text_add(out, plan->steps.items[i].sql);
        text_add(out, ";\n");
    }
}
