/* SPDX-License-Identifier: MIT
 * Plans for every target, and the head of a script. */
#include "chain/evolve.h"

#include <string.h>

#include "chain/broken.h"
#include "chain/subset.h"
#include "syntax/parse.h"

static bool has_target(const Schema *schema, DialectId id)
{
    return schema && schema->targets[id].is_target;
}

/* Of large schemas only the part that the changes touch is planned. */
static Subset planned_part(Cx *cx, const Schema *from, const Schema *to, const Changes **changes)
{
    if (!from || to->objects.count <= SUBSET_FROM) return (Subset){.from = from, .to = to};
    Subset subset = subset_of(cx, from, *changes, NULL, DIALECT_SQLITE);
    *changes = diff(cx, subset.from, subset.to);
    return subset;
}

/* An enum or domain of the same name may be another one by now. */
static bool keeps_type(const Column *from, const Column *to, DialectId id)
{
    const Type *before = marked_type_for(&from->type, id), *after = marked_type_for(&to->type, id);
    return before && after && !after->named && type_equal(before, after);
}

/* Who writes `using` counts on it. */
static void check_using(Cx *cx, const Changes *changes)
{
    for (size_t i = 0; i < changes->items.count; i++) {
        const Object *object = changes->items.items[i].to;
        const Object *from = object ? changes->partner_of_to[object->id] : NULL;
        if (!from || object->kind != KIND_COLUMN || from->kind != KIND_COLUMN) continue;
        const Column *before = (const Column *)from, *after = (const Column *)object;
        bool is_kept = !marked_none(&after->conversion);
        for (DialectId id = 0; id < DIALECT_COUNT && is_kept; id++)
            if (has_target(changes->to, id)) is_kept = keeps_type(before, after, id);
        if (!is_kept || changes->items.items[i].op == CHANGE_ADD) continue;
        diag_error(cx->diag, object->span, "using-without-effect",
                   "`using` at %s has no effect: its type stays", object_describe(cx, object));
        diag_hint(cx->diag, "values change in a migration of their own: schemac new ENTRY NAME");
        return;
    }
}

/* ---- bodies that SQLite cannot read ---- */

static void report_broken(Cx *cx, const BrokenBody *body, bool is_new)
{
    static const char format[] = "SQLite cannot read %s: %s";
    const Object *object = body->object;
    const char *what = object_describe(cx, object);
    if (is_new) diag_warning(cx->diag, object->span, "broken-body", format, what, body->why);
    else diag_error(cx->diag, object->span, "broken-body", format, what, body->why);
    diag_hint(cx->diag, is_new ? "correct it, or leave it out" : "it is sound before this change: "
                                                                 "change it as well, or drop it");
}

/* What was broken before stays so; what becomes so by this change is a mistake. */
static void check_bodies(Cx *cx, const Evolution *evolution, const Broken *before, bool is_told)
{
    const Broken after = broken_find(cx, evolution->to);
    const Changes *changes = evolution->changes;
    for (size_t i = 0; i < after.items.count && after.is_whole; i++) {
        const BrokenBody *body = &after.items.items[i];
        const Object *from = changes ? changes->partner_of_to[body->object->id] : NULL;
        bool was_sound = from && before->is_whole && !broken_get(before, from->id);
        if (!from || was_sound) report_broken(cx, body, !was_sound || is_told);
    }
}

/* Of both sides; what is broken of `from` goes into the options. */
static void look_at_bodies(Cx *cx, const Evolution *evolution, PlanOptions *options)
{
    bool is_wanted = !options->dialects || options->dialects & 1u << DIALECT_SQLITE;
    bool is_same = evolution->changes && !evolution->changes->items.count;
    if (!is_wanted || is_same || !has_target(evolution->to, DIALECT_SQLITE)) return;
    Broken before = {.is_whole = true};
    if (evolution->from) before = broken_find(cx, evolution->from);
    for (size_t i = 0; i < before.items.count; i++)
        vec_push(cx->arena, &options->broken, before.items.items[i].object);
    check_bodies(cx, evolution, &before, options->is_told);
}

const Evolution *evolve(Cx *cx, const Schema *from, const Schema *to, const PlanOptions *options)
{
    static const PlanOptions usual = {0};
    Evolution *evolution = arena_make(cx->arena, Evolution);
    size_t errors = diag_errors(cx->diag);
    PlanOptions own = options ? *options : usual;
    options = &own;
    evolution->from = from;
    evolution->to = to;
    if (from) evolution->changes = diff(cx, from, to);
    if (from && !options->is_live) check_using(cx, evolution->changes);
    look_at_bodies(cx, evolution, &own);
    const Changes *changes = evolution->changes;
    Subset part = {.from = from, .to = to};
    if (!own.broken.count) part = planned_part(cx, from, to, &changes);
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        bool is_wanted = !options->dialects || options->dialects & 1u << id;
        if (!has_target(to, id) || !is_wanted) continue;
        const Schema *before = has_target(from, id) ? part.from : NULL;
        const Schema *after = before ? part.to : to;
        evolution->plans[id] = plan_compared(cx, dialects[id], before, after, changes, options);
        if (before) evolution->verdicts[id] = verdict_of(cx, evolution->changes, id);
    }
    return diag_errors(cx->diag) == errors ? evolution : NULL;
}

static bool same_targets(const Schema *a, const Schema *b)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (has_target(a, id) != has_target(b, id)) return false;
    return true;
}

bool evolution_is_empty(const Evolution *evolution)
{
    if (!same_targets(evolution->from, evolution->to)) return false;
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (evolution->plans[id] && evolution->plans[id]->steps.count) return false;
    return true;
}

size_t evolution_refusals(const Evolution *evolution)
{
    size_t count = 0;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        const Plan *plan = evolution->plans[id];
        for (size_t i = 0; plan && i < plan->findings.count; i++)
            count += plan->findings.items[i].must_be_allowed && !plan->findings.items[i].is_allowed;
    }
    return count;
}

static void add_head(Text *out, const Evolution *evolution, DialectId dialect, int number,
                     const char *name)
{
    const Plan *plan = evolution->plans[dialect];
    const Verdict *verdict = evolution->verdicts[dialect];
    text_printf(out, "-- %04d %s of schema ", number, name);
    text_add_line(out, name_text(evolution->to->name));
    text_printf(out, ", for %s\n", dialects[dialect]->title);
    if (verdict)
        text_printf(out, "-- old programs: %s\n-- new programs: %s\n",
                    ability_word(verdict->old_programs), ability_word(verdict->new_programs));
    for (size_t i = 0; i < plan->findings.count; i++) {
        const Finding *finding = &plan->findings.items[i];
        if (!finding->must_be_allowed || !finding->is_allowed) continue;
        text_printf(out, "-- allow: %s ", finding->id);
        text_add_line(out, finding->path);
        if (finding->reason) text_printf(out, "\n--   why: %s", finding->reason);
        text_add_char(out, '\n');
    }
}

static void add_frame(Cx *cx, Text *out, const Dialect *dialect, const Plan *plan, int place)
{
    const char *lines = dialect->frame ? dialect->frame(cx, plan, place) : NULL;
    if (lines) text_add(out, lines);
}

/* All of it is new: no step needs a reason. */
static void add_baseline(Cx *cx, Text *out, const Dialect *dialect, const Plan *plan)
{
    add_frame(cx, out, dialect, plan, FRAME_BEFORE);
    text_add(out, "BEGIN;\n");
    add_frame(cx, out, dialect, plan, FRAME_BEGIN);
    if (plan->steps.count) text_add(out, "\n");
    plan_print(out, plan);
    if (plan->steps.count) text_add(out, "\n");
    add_frame(cx, out, dialect, plan, FRAME_END);
    text_add(out, "COMMIT;\n");
    add_frame(cx, out, dialect, plan, FRAME_AFTER);
}

void evolution_script(Cx *cx, Text *out, const Evolution *evolution, DialectId dialect, int number,
                      const char *name)
{
    add_head(out, evolution, dialect, number, name);
    text_add(out, "\n");
    if (evolution->plans[dialect]->from) plan_script(cx, out, dialects[dialect], evolution->plans[dialect]);
    else add_baseline(cx, out, dialects[dialect], evolution->plans[dialect]);
}

static bool same_script(Cx *cx, const Evolution *evolution, const Migration *migration, DialectId id)
{
    Text text = {0};
    const Script *there = migration->scripts[id];
    if (!evolution->plans[id] || !there) return !evolution->plans[id] && !there;
    evolution_script(cx, &text, evolution, id, migration->number, migration->name);
    size_t length = text.length;
    const Script *planned = script_parse(cx, id, there->path, text_keep(&text, cx->arena), length);
    return planned && strcmp(planned->hash, there->hash) == 0;
}

bool evolution_is_script(Cx *cx, const Evolution *evolution, const Migration *migration)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (!same_script(cx, evolution, migration, id)) return false;
    return true;
}

void evolution_snapshot(Cx *cx, Text *out, const Schema *schema)
{
    Text printed = {0};
    schema_print(&printed, schema);
    if (!format_text(cx, "snapshot.schema", text_string(&printed), printed.length, out))
        bug("the snapshot of a schema does not parse");
    text_free(&printed);
}
