/* SPDX-License-Identifier: MIT
 * A plan as the SQL of a migration: transactions and the statements between them, each step with
 * why it is there, the lock it takes and what it does to the rows. */
#include "plan/plan.h"

#include "plan/effect.h"

static bool is_in_transaction(const Step *step)
{
    return step->phase == PHASE_MAIN || step->phase == PHASE_FINISH;
}

/* Names may hold line ends; a comment may not. */
static void add_step(Text *out, const Dialect *dialect, const Step *step, size_t number)
{
    Text words = {0};
    if (step->why) text_add(&words, step->why);
    effects_print(&words, dialect, step, "; ");
    text_printf(out, "\n-- %zu. ", number);
    text_add_line(out, text_string(&words));
    text_printf(out, "\n%s;\n", step->sql);
    text_free(&words);
}

typedef struct Script {
    Cx *cx;
    Text *out;
    const Dialect *dialect;
    const Plan *plan;
    bool is_open, has_block; /* in a transaction; one was written */
} Script;

static void add_frame(const Script *script, int place)
{
    const Dialect *dialect = script->dialect;
    const char *lines = dialect->frame ? dialect->frame(script->cx, script->plan, place) : NULL;
    if (lines && place == FRAME_AFTER) text_add(script->out, "\n");
    if (lines) text_add(script->out, lines);
}

/* One empty line before what follows. */
static void add_gap(Text *out)
{
    bool is_there = out->length > 1 && out->data[out->length - 2] == '\n';
    if (out->length && !is_there) text_add(out, "\n");
}

static void open_block(Script *script)
{
    add_gap(script->out);
    text_add(script->out, "BEGIN;\n");
    add_frame(script, FRAME_BEGIN);
    script->is_open = script->has_block = true;
}

static void close_block(Script *script)
{
    if (!script->is_open) return;
    text_add(script->out, "\n");
    add_frame(script, FRAME_END);
    text_add(script->out, "COMMIT;\n");
    script->is_open = false;
}

static void write_script(Cx *cx, Text *out, const Dialect *dialect, const Plan *plan, bool is_run)
{
    Script script = {cx, out, dialect, plan, false, false};
    add_frame(&script, FRAME_BEFORE);
    for (size_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        bool is_inside = is_in_transaction(step);
        if (!is_inside) close_block(&script);
        if (!is_inside) add_frame(&script, FRAME_ALONE);
        if (is_inside && !script.is_open) open_block(&script);
        add_step(out, dialect, step, i + 1);
    }
    close_block(&script);
    if (is_run && !script.has_block && plan->steps.count)
        text_add(out, "\nBEGIN;\nCOMMIT;\n"); /* or all would be one */
    add_frame(&script, FRAME_AFTER);
}

void plan_script(Cx *cx, Text *out, const Dialect *dialect, const Plan *plan)
{
    write_script(cx, out, dialect, plan, true);
}

void plan_script_to_read(Cx *cx, Text *out, const Dialect *dialect, const Plan *plan)
{
    write_script(cx, out, dialect, plan, false);
}
