/* SPDX-License-Identifier: MIT
 * A plan for people, and the same as JSON: each step in words, with what its lock means for those who
 * read and write meanwhile, and what it does to the rows; then what must be allowed. */
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
    text_printf(out, "%zu. %s%s\n", number, step->why ? step->why : "", is_alone(step) ? " (alone, outside a transaction)" : "");
    explain_lock(out, dialect, step);
    for (unsigned bit = STEP_SCANS; bit <= STEP_REJECTS; bit <<= 1)
        if (step->effects & bit) text_printf(out, "   %s\n", effect_words(bit));
}

static void explain_finding(Text *out, const Finding *finding)
{
    const char *state = finding->is_allowed        ? "allowed"
                        : finding->must_be_allowed ? "must be allowed"
                                                   : "warning";
    text_printf(out, "%s: %s [%s]\n", state, finding->message, finding->id);
    if (!finding->is_allowed && finding->hint) text_printf(out, "   %s\n", finding->hint);
}

void plan_explain(Text *out, const Dialect *dialect, const Plan *plan)
{
    text_printf(out, "%s: ", dialect->title);
    if (!plan->steps.count) text_add(out, "nothing to do\n");
    else text_printf(out, "%zu step%s\n", plan->steps.count, plan->steps.count == 1 ? "" : "s");
    if (plan->steps.count && dialect->least_lock)
        text_printf(out, "   lock: %s: %s\n", lock_name(dialect->least_lock),
                    lock_words(dialect->least_lock));
    for (size_t i = 0; i < plan->steps.count; i++)
        explain_step(out, dialect, &plan->steps.items[i], i + 1);
    for (size_t i = 0; i < plan->findings.count; i++)
        explain_finding(out, &plan->findings.items[i]);
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

static void finding_json(Json *json, const Finding *finding)
{
    json_open(json, NULL, '{');
    json_string(json, "id", finding->id);
    json_string(json, "path", finding->path);
    json_string(json, "message", finding->message);
    json_string(json, "hint", finding->hint);
    json_bool(json, "must_be_allowed", finding->must_be_allowed);
    json_bool(json, "allowed", finding->is_allowed);
    json_close(json, '}');
}

void plan_json(Text *out, const Dialect *dialect, const Plan *plan)
{
    Json json = {.out = out};
    json_open(&json, NULL, '{');
    json_string(&json, "dialect", dialect->name);
    json_open(&json, "steps", '[');
    for (size_t i = 0; i < plan->steps.count; i++) step_json(&json, &plan->steps.items[i]);
    json_close(&json, ']');
    json_open(&json, "findings", '[');
    for (size_t i = 0; i < plan->findings.count; i++)
        finding_json(&json, &plan->findings.items[i]);
    json_close(&json, ']');
    json_close(&json, '}');
}
