/* SPDX-License-Identifier: MIT
 * Rules of triggers and policies: which of their parts go together. */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

static bool fires_on(const Trigger *trigger, const char *event)
{
    for (size_t i = 0; i < trigger->events.count; i++)
        if (name_equals(trigger->events.items[i], event)) return true;
    return false;
}

/* ---- parts that must be there ---- */

static void check_parts(Resolver *r, const Item *item)
{
    const Trigger *trigger = (const Trigger *)item->object;
    Span span = item->object->span;
    if (name_none(trigger->timing))
        report(r, span, "missing-timing", "a trigger fires before, after or instead of something");
    if (!trigger->body && name_none(trigger->function))
        report(r, span, "missing-body", "a trigger needs 'execute f()' or 'as $$ ... $$'");
    if (trigger->body && !name_none(trigger->function))
        report(r, span, "contradiction", "the trigger has both a body and a function");
}

static void check_place(Resolver *r, const Item *item)
{
    const Trigger *trigger = (const Trigger *)item->object;
    if (!trigger->on) return;
    bool is_instead = name_equals(trigger->timing, "instead of");
    bool is_view = trigger->on->kind == KIND_VIEW;
    if (is_instead && !is_view)
        report(r, item->object->span, "trigger-timing", "'instead of' is for views, %s is none",
               describe(r, trigger->on));
    if (is_view && !is_instead && !trigger->for_each_statement)
        report(r, item->object->span, "trigger-timing", "a trigger on a view fires 'instead of'");
}

/* ---- parts that exclude each other ---- */

static const char *statement_problem(const Trigger *trigger)
{
    bool is_instead = name_equals(trigger->timing, "instead of");
    if (is_instead && trigger->for_each_statement) return "'instead of' is for each row";
    if (is_instead && trigger->update_of.count > 0) return "'instead of' knows no columns";
    if (is_instead && !marked_none(&trigger->when)) return "'instead of' has no condition";
    if (is_instead && !name_none(trigger->enabled)) return "'instead of' is always enabled";
    if (fires_on(trigger, "truncate") && !trigger->for_each_statement)
        return "'truncate' is for each statement";
    return NULL;
}

static const char *constraint_problem(const Trigger *trigger)
{
    bool is_after = name_equals(trigger->timing, "after");
    if (!trigger->is_constraint && trigger->from) return "only a constraint trigger has 'from'";
    if (!trigger->is_constraint)
        return trigger->is_deferrable ? "only a constraint trigger is deferrable" : NULL;
    return is_after && !trigger->for_each_statement ? NULL
                                                    : "a constraint trigger fires after each row";
}

static const char *transition_problem(const Trigger *trigger)
{
    bool has_old = !name_none(trigger->old_table), has_new = !name_none(trigger->new_table);
    if (!has_old && !has_new) return NULL;
    if (!name_equals(trigger->timing, "after")) return "tables of rows are there 'after' only";
    if (trigger->events.count > 1) return "tables of rows are for one event";
    if (trigger->update_of.count > 0) return "tables of rows are for all columns";
    if (has_old && fires_on(trigger, "insert")) return "an insert has no old table";
    if (has_new && fires_on(trigger, "delete")) return "a delete has no new table";
    return NULL;
}

static void check_form(Resolver *r, const Item *item)
{
    const Trigger *trigger = (const Trigger *)item->object;
    const char *problem = statement_problem(trigger);
    if (!problem) problem = constraint_problem(trigger);
    if (!problem) problem = transition_problem(trigger);
    if (problem) report(r, item->object->span, "trigger-form", "%s", problem);
}

static bool names_row(void *state, const Expr *expr)
{
    const Expr **found = state;
    if (expr->kind == EXPR_NAME && expr->ref) *found = expr;
    return !*found;
}

static void check_when(Resolver *r, const Item *item)
{
    const Trigger *trigger = (const Trigger *)item->object;
    const Expr *when = marked_for(&trigger->when, DIALECT_POSTGRES), *name = NULL;
    if (!when || !trigger->for_each_statement) return;
    expr_walk(when, names_row, &name);
    if (name)
        report(r, name->span, "no-such-row", "a trigger for each statement has no row to look at");
}

/* ---- the function ---- */

static size_t input_count(const Function *function)
{
    size_t count = 0;
    for (size_t i = 0; i < function->parameters.count; i++)
        count += !name_is_one_of(function->parameters.items[i].mode, "out table");
    return count;
}

static void check_function(Resolver *r, const Item *item)
{
    const Function *function = ((const Trigger *)item->object)->function_ref;
    if (!function) return;
    const char *problem = NULL;
    if (!function->returns || !name_equals(function->returns->name, "trigger"))
        problem = "does not return trigger";
    else if (input_count(function) > 0)
        problem = "has parameters, a trigger's function has none";
    else if (name_equals(function->language, "sql"))
        problem = "is in SQL, which has no triggers";
    if (!problem) return;
    report(r, item->object->span, "trigger-function", "%s %s", describe(r, &function->object),
           problem);
    report_note(r, function->object.span, "declared here");
}

static void check_body(Resolver *r, const Item *item)
{
    const char *body = ((const Trigger *)item->object)->body;
    if (!body) return;
    body += strspn(body, " \t\r\n");
    bool is_block = (body[0] | 32) == 'b' && (body[1] | 32) == 'e' && (body[2] | 32) == 'g';
    if (is_block || *body == '-' || *body == '/') return; /* a comment may stand before it */
    report(r, item->object->span, "trigger-form", "the body of a trigger is 'begin ... end'");
}

static void check_trigger(Resolver *r, const Item *item)
{
    check_parts(r, item);
    check_place(r, item);
    check_body(r, item);
    if (!(item->object->dialects & r->targets & POSTGRES)) return;
    check_form(r, item);
    check_when(r, item);
    check_function(r, item);
}

/* ---- policies ---- */

static void check_policy(Resolver *r, const Item *item)
{
    const Policy *policy = (const Policy *)item->object;
    if (name_equals(policy->command, "insert") && !marked_none(&policy->using_))
        report(r, item->object->span, "policy-form",
               "an insert sees no rows: its policy has 'with check', not 'using'");
    if (name_is_one_of(policy->command, "select delete") && !marked_none(&policy->with_check))
        report(r, item->object->span, "policy-form",
               "a %s makes no rows: its policy has 'using', not 'with check'",
               name_text(policy->command));
    bool can_have = policy->on && !(policy->on->object.dialects & r->targets & SQLITE);
    if (can_have && !policy->on->row_security) {
        report(r, item->object->span, "policy-without-security",
               "%s does not have 'row security': the policy has no effect",
               describe(r, &policy->on->object));
        report_note(r, policy->on->object.span, "declared here");
    }
}

void check_triggers(Resolver *r, Item *item)
{
    if (item->object->kind == KIND_TRIGGER) check_trigger(r, item);
    if (item->object->kind == KIND_POLICY) check_policy(r, item);
}
