/* SPDX-License-Identifier: MIT
 * A plan as the SQL of a migration: transactions and the statements between them, each step with
 * why it is there, the lock it takes and what it does to the rows. */
#include "plan/plan.h"

#include "plan/effect.h"

static bool is_in_transaction(const Step *step)
{
    return step->phase == PHASE_MAIN || step->phase == PHASE_FINISH;
}

static void add_frame(Cx *cx, Text *out, const Dialect *dialect, const Plan *plan, int place)
{
    const char *lines = dialect->frame ? dialect->frame(cx, plan, place) : NULL;
    if (lines) text_add(out, lines);
}

static void add_step(Text *out, const Dialect *dialect, const Step *step, size_t number)
{
    text_printf(out, "\n-- %zu. ", number);
    text_add_line(out, step->why ? step->why : "");
    effects_print(out, dialect, step, "; ");
    text_printf(out, "\n%s;\n", step->sql);
}

void plan_script(Cx *cx, Text *out, const Dialect *dialect, const Plan *plan)
{
    bool is_open = false;
    add_frame(cx, out, dialect, plan, FRAME_BEFORE);
    for (size_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        if (is_open && !is_in_transaction(step)) {
            add_frame(cx, out, dialect, plan, FRAME_END);
            text_add(out, "COMMIT;\n");
            is_open = false;
        }
        if (!is_open && is_in_transaction(step)) {
            text_add(out, "BEGIN;\n");
            add_frame(cx, out, dialect, plan, FRAME_BEGIN);
            is_open = true;
        }
        if (!is_in_transaction(step)) add_frame(cx, out, dialect, plan, FRAME_ALONE);
        add_step(out, dialect, step, i + 1);
    }
    if (is_open) add_frame(cx, out, dialect, plan, FRAME_END);
    if (is_open) text_add(out, "COMMIT;\n");
    add_frame(cx, out, dialect, plan, FRAME_AFTER);
}
