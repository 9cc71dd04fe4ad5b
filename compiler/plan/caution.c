/* SPDX-License-Identifier: MIT
 * Cautions: what a plan does to those who use the database meanwhile. Nothing is lost by it and
 * nobody has to allow it; who runs it should know. They speak of engines on which a statement locks
 * a table and not the whole database, and of plans for databases in use. */
#include "model/risk.h"
#include "plan/planner.h"

enum { HEAVY = STEP_SCANS | STEP_REWRITES };

typedef struct Caution {
    Cx *cx;
    const PlanOptions *options;
    Plan *plan;
    Allowances allowances;
} Caution;

/* ---- which steps ---- */

static bool is_in_transaction(const Step *step)
{
    return step->phase == PHASE_MAIN || step->phase == PHASE_FINISH;
}

/* A table with rows; types and views have no rows to wait for. */
static bool locks_rows(const Step *step, Lock least)
{
    return step->on && step->lock >= least && risk_of_drop(step->on);
}

static bool is_same(const Step *a, const Step *b)
{
    return name_is(a->on->name, b->on->name) && name_is(a->on->space, b->on->space);
}

static const char *path_of(Cx *cx, const Step *step)
{
    Text path = {0};
    object_path(&path, NULL, step->on);
    return text_keep(&path, cx->arena);
}

static void add(Caution *caution, const char *id, const Step *step, const char *message,
                const char *hint)
{
    const Schema *to = caution->plan->to;
    const Object *now = schema_find(to, step->on->kind, step->on->space, step->on->name);
    finding_add(caution->cx, caution->plan, caution->options, &caution->allowances,
                (Finding){.id = id,
                          .path = path_of(caution->cx, step),
                          .span = now ? now->span : to->span,
                          .message = message,
                          .hint = hint});
}

/* ---- one step ---- */

static void judge_step(Caution *caution, const Step *step)
{
    const char *what = object_describe(caution->cx, step->on);
    bool keeps_readers = step->lock < LOCK_ACCESS_EXCLUSIVE;
    if (step->effects & STEP_REWRITES)
        add(caution, "table-rewrite", step,
            arena_printf(caution->cx->arena, "all rows of %s are written anew while nobody else %s: %s",
                         what, keeps_readers ? "writes them" : "reads or writes them", step->why),
            "a new column that programs fill, and a later migration that drops the old one, hold "
            "nobody up");
    else if (!keeps_readers)
        add(caution, "long-lock", step,
            arena_printf(caution->cx->arena, "all rows of %s are read while nobody else reads or "
                         "writes them: %s", what, step->why),
            "run it when few use the table");
    else
        add(caution, "table-scan", step,
            arena_printf(caution->cx->arena, "all rows of %s are read while nobody else writes "
                         "them: %s", what, step->why),
            "run it when few write to the table");
}

/* ---- one transaction: steps of first to last ---- */

/* What is locked early stays locked while rows of another table are worked on. */
static void judge_holds(Caution *caution, const Step *first, const Step *last)
{
    const Step *heavy = NULL;
    for (const Step *step = last; step >= first; step--) {
        if (!locks_rows(step, LOCK_SHARE)) continue;
        if (heavy && step->lock == LOCK_ACCESS_EXCLUSIVE && !is_same(step, heavy))
            add(caution, "long-lock", step,
                arena_printf(caution->cx->arena, "%s stays locked to all others while the rows of "
                             "%s are gone through", object_describe(caution->cx, step->on),
                             object_describe(caution->cx, heavy->on)),
                "make two migrations of it: seal one change, then the other");
        if (step->effects & HEAVY) heavy = step;
    }
}

typedef struct Order {
    Map *seen;
    Text words;         /* "table 'a', then table 'b'" */
    const Step *begin;  /* the first that locks */
    size_t count;
} Order;

static void add_to_order(Caution *caution, Order *order, const Step *step)
{
    enum { SHOWN = 8 };
    if (!locks_rows(step, LOCK_SHARE_ROW_EXCLUSIVE)) return;
    if (map_add(order->seen, step->on->space, step->on->name, NO_NAME, order)) return;
    if (!order->begin) order->begin = step;
    if (order->count++ >= SHOWN) return;
    text_printf(&order->words, "%s%s", order->count > 1 ? ", then " : "",
                object_describe(caution->cx, step->on));
}

static void judge_order(Caution *caution, const Step *first, const Step *last)
{
    Order order = {.seen = map_new(caution->cx->arena)};
    for (const Step *step = first; step <= last; step++) add_to_order(caution, &order, step);
    if (order.count > 1)
        add(caution, "lock-order", order.begin,
            arena_printf(caution->cx->arena, "one transaction locks %zu tables: %s", order.count,
                         text_string(&order.words)),
            "a program that locks them in another order and the migration may wait for each other: "
            "the server ends one of the two, which may try again");
    text_free(&order.words);
}

void plan_cautions(Cx *cx, const Dialect *dialect, const PlanOptions *options, Plan *plan)
{
    Caution caution = {.cx = cx, .options = options, .plan = plan};
    const Step *steps = plan->steps.items;
    size_t count = plan->steps.count;
    if (dialect->least_lock || options->is_offline) return;
    for (size_t i = 0; i < count; i++)
        if (steps[i].effects & HEAVY && locks_rows(&steps[i], LOCK_SHARE))
            judge_step(&caution, &steps[i]);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && is_in_transaction(&steps[end]);) end++;
        if (!is_in_transaction(&steps[i])) end = i + 1;
        else judge_holds(&caution, &steps[i], &steps[end - 1]);
        if (is_in_transaction(&steps[i])) judge_order(&caution, &steps[i], &steps[end - 1]);
    }
}
