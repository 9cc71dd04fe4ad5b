/* SPDX-License-Identifier: MIT
 * A plan for people, and the same as JSON: each step in words, with what its lock means for those
 * who read and write meanwhile, and what it does to the rows. */
#include "base/json.h"
#include "plan/effect.h"
#include "plan/plan.h"

static bool is_alone(const Step *step)
{
    return step->phase == PHASE_FIRST || step->phase == PHASE_BUILD;
}

static void add_path(Text *out, const Object *object)
{
    object_path(out, NULL, object);
}

/* lock SHARE on orders: writers wait, readers go on */
static void explain_lock(Text *out, const Dialect *dialect, const Step *step)
{
    if (step->lock <= dialect->least_lock) return;
    text_printf(out, "   lock: %s", lock_name(step->lock));
    if (step->on) text_add(out, " on ");
    if (step->on) add_path(out, step->on);
    text_printf(out, ": %s\n", lock_words(step->lock));
}

static void explain_step(Text *out, const Dialect *dialect, const Step *step, size_t number)
{
    text_printf(out, "%zu. %s\n", number, step->why ? step->why : "is new");
    explain_lock(out, dialect, step);
    for (unsigned bit = STEP_SCANS; bit <= STEP_REJECTS; bit <<= 1)
        if (step->effects & bit) text_printf(out, "   %s\n", effect_words(bit));
}

/* What stands together: all of it is done, or nothing; or each is done and stays done. */
static void explain_block(Text *out, const Step *step, bool is_first)
{
    const char *then = is_first ? "In" : "Then, in";
    if (is_alone(step))
        text_printf(out, "%s, each by itself, with programs at work:\n", is_first ? "First" : "Then");
    else text_printf(out, "%s one transaction:\n", then);
}

void plan_explain(Text *out, const Dialect *dialect, const Plan *plan)
{
    const Step *steps = plan->steps.items;
    size_t count = plan->steps.count;
    text_printf(out, "%s, %zu step%s:\n", dialect->title, count, count == 1 ? "" : "s");
    if (count && dialect->least_lock)
        text_printf(out, "All of it holds the lock of %s: %s.\n", lock_name(dialect->least_lock),
                    lock_words(dialect->least_lock));
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || is_alone(&steps[i]) != is_alone(&steps[i - 1]))
            explain_block(out, &steps[i], i == 0);
        explain_step(out, dialect, &steps[i], i + 1);
    }
}

/* ---- JSON ---- */

static void step_json(Json *json, const Step *step)
{
    static const struct {
        unsigned bit;
        const char *key;
    } keys[] = {{STEP_SCANS, "scans"}, {STEP_REWRITES, "rewrites"}, {STEP_LOSES, "loses"},
                {STEP_REJECTS, "rejects"}};
    Text path = {0};
    if (step->on) add_path(&path, step->on);
    json_open(json, NULL, '{');
    json_string(json, "why", step->why);
    json_string(json, "sql", step->sql);
    json_string(json, "on", step->on ? text_string(&path) : NULL);
    json_string(json, "lock", step->lock ? lock_name(step->lock) : NULL);
    json_bool(json, "alone", is_alone(step));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        json_bool(json, keys[i].key, step->effects & keys[i].bit);
    json_close(json, '}');
    text_free(&path);
}

void plan_json(Text *out, const Dialect *dialect, const Plan *plan)
{
    Json json = {.out = out};
    json_open(&json, NULL, '{');
    json_string(&json, "target", dialect->name);
    json_open(&json, "steps", '[');
    for (size_t i = 0; i < plan->steps.count; i++) step_json(&json, &plan->steps.items[i]);
    json_close(&json, ']');
    json_close(&json, '}');
}
