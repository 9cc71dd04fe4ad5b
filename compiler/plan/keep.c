/* SPDX-License-Identifier: MIT
 * What is dropped and made again keeps what the database has given it besides its schema (its owner,
 * privileges): one step at the beginning of the transaction, one at its end. */
#include "plan/planner.h"

void alter_keep(Alter *alter, const Object *from, const Object *to)
{
    Planner *p = (Planner *)alter;
    Keep keep = {.kept = {from, to}, .step = p->plan->steps.count};
    if (p->dialect->is_kept && p->dialect->is_kept(to)) vec_push(p->arena, &p->keeps, keep);
}

static void put(Planner *p, size_t at, uint32_t stage, Text *sql, const char *why)
{
    Phase phase = stage > PHASE_FINISH ? PHASE_FINISH : (Phase)stage;
    Step step = {.sql = text_keep(sql, p->cx->arena), .why = why, .phase = phase};
    vec_push(p->cx->arena, &p->plan->steps, step);
    vec_push(p->arena, &p->stages, stage);
    vec_push(p->arena, &p->lasts, false);
    for (size_t i = p->stages.count - 1; i > at; i--) {
        p->plan->steps.items[i] = p->plan->steps.items[i - 1];
        p->stages.items[i] = p->stages.items[i - 1];
        p->lasts.items[i] = p->lasts.items[i - 1];
    }
    p->plan->steps.items[at] = step;
    p->stages.items[at] = stage;
    p->lasts.items[at] = false;
}

static void put_around(Planner *p, uint32_t stage, const Kept *kept, size_t count)
{
    Text before = {0}, after = {0};
    p->dialect->keep(&p->alter, kept, count, &before, &after);
    put(p, p->rename_steps, stage, &before, "owners and privileges of what is made again are kept");
    put(p, p->stages.count, stage, &after, "owners and privileges are what they were");
}

/* The steps in the order in which they were written; steps_arrange sorts them by stage. */
void keeps_write(Planner *p)
{
    VEC(Kept) kept = {0};
    uint32_t *stages = arena_array(p->arena, uint32_t, p->keeps.count);
    uint32_t last = 0;
    for (size_t i = 0; i < p->keeps.count; i++) {
        stages[i] = p->stages.items[p->keeps.items[i].step];
        if (stages[i] > last) last = stages[i];
    }
    for (uint32_t stage = 1; stage <= last; stage += 2) {
        kept.count = 0;
        for (size_t i = 0; i < p->keeps.count; i++)
            if (stages[i] == stage) vec_push(p->arena, &kept, p->keeps.items[i].kept);
        if (kept.count) put_around(p, stage, kept.items, kept.count);
    }
}
