/* SPDX-License-Identifier: MIT
 * Turns changes into steps: what becomes of each object, in what order, and what the dialect writes
 * for it. */
#include "plan/plan.h"

#include "plan/planner.h"

static void report_circle(Planner *p, const uint32_t *nodes, size_t count)
{
    const Node *first = &p->nodes.items[nodes[0]];
    const Object *object = first->to ? first->to : first->from;
    diag_error(p->cx->diag, object->span, "dependency-cycle",
               "%s and what it needs need each other, so none can be created first",
               object_describe(p->cx, object));
    for (size_t i = 1; i < count && i < 4; i++) {
        const Node *node = &p->nodes.items[nodes[i]];
        object = node->to ? node->to : node->from;
        diag_note(p->cx->diag, object->span, "%s is part of it", object_describe(p->cx, object));
    }
    diag_hint(p->cx->diag, "take the mention of one out of the other");
}

static void write_nodes(Planner *p)
{
    uint32_t count = (uint32_t)p->nodes.count, *order = arena_array(p->arena, uint32_t, count);
    uint32_t placed = graph_order(&p->graph, order);
    if (placed < count && nodes_break_circle(p, order + placed, count - placed)) {
        edges_make(p);
        order = arena_array(p->arena, uint32_t, p->nodes.count);
        placed = graph_order(&p->graph, order);
    }
    if (placed < p->nodes.count) report_circle(p, order + placed, p->nodes.count - placed);
    for (uint32_t i = 0; i < placed; i++) node_write(p, order[i]);
}

static const PlanOptions usual = {0};

static Plan *make_plan(Cx *cx, const Dialect *dialect, const Changes *changes,
                       const PlanOptions *options)
{
    Planner p = {.cx = cx, .arena = arena_within(cx->arena), .dialect = dialect,
                 .changes = changes, .from = changes->from, .to = changes->to};
    p.plan = arena_make(cx->arena, Plan);
    p.plan->from = p.from;
    p.plan->to = p.to;
    p.alter = (Alter){cx, dialect, changes, options, p.plan};
    if (p.from) fates_find(&p);
    nodes_make(&p);
    if (p.from) names_find(&p);
    edges_make(&p);
    if (p.from) renames_write(&p);
    write_nodes(&p);
    if (p.keeps.count) keeps_write(&p);
    if (p.from) steps_arrange(&p);
    text_free(&p.sql);
    arena_free(p.arena);
    return p.plan;
}

const Plan *plan_changes(Cx *cx, const Dialect *dialect, const Changes *changes,
                         const PlanOptions *options)
{
    return make_plan(cx, dialect, changes, options ? options : &usual);
}

/* The history of a database stands in its default namespace: programs that look for it elsewhere
 * find none, and would make all anew. */
static void check_default_space(Cx *cx, const Dialect *dialect, const Schema *from,
                                const Schema *to)
{
    bool has_spaces = dialect->id == DIALECT_POSTGRES;
    if (!has_spaces || name_is(from->default_space, to->default_space)) return;
    diag_error(cx->diag, to->span, "default-namespace-change",
               "the default namespace is '%s' and was '%s': it holds the history of each database, "
               "which cannot move",
               name_text(to->default_space), name_text(from->default_space));
    diag_hint(cx->diag, "leave it the default; other namespaces can come and go");
}

const Plan *plan_compared(Cx *cx, const Dialect *dialect, const Schema *from, const Schema *to,
                          const Changes *changes, const PlanOptions *options)
{
    if (!options) options = &usual;
    if (from) check_default_space(cx, dialect, from, to);
    const Schema *before = from ? dialect->lower(cx, from) : NULL;
    const Schema *after = dialect->lower(cx, to);
    if (diag_errors(cx->diag)) return NULL;
    Plan *plan = make_plan(cx, dialect, diff(cx, before, after), options);
    if (from) plan_findings(cx, dialect, changes, options, plan);
    if (from) plan_cautions(cx, dialect, options, plan);
    return diag_errors(cx->diag) ? NULL : plan;
}

const Plan *plan_evolve(Cx *cx, const Dialect *dialect, const Schema *from, const Schema *to,
                        const PlanOptions *options)
{
    if (from && !from->targets[dialect->id].is_target) from = NULL;
    const Changes *changes = from ? diff(cx, from, to) : NULL;
    return plan_compared(cx, dialect, from, to, changes, options);
}

void plan_print(Text *out, const Plan *plan)
{
    for (size_t i = 0; i < plan->steps.count; i++) {
        if (i > 0) text_add(out, "\n");
        text_add(out, plan->steps.items[i].sql);
        text_add(out, ";\n");
    }
}
