/* SPDX-License-Identifier: MIT
 * The words of triggers and policies. */
#include "resolve/resolver.h"

/* ---- triggers ---- */

static void trigger_timing(ClauseRun *run, const Clause *clause)
{
    Trigger *trigger = (Trigger *)run->item->object;
    if (name_none(trigger->timing))
        trigger->timing = clause->word;
    else
        report(run->r, clause->span, "contradiction", "the trigger fires '%s' already",
               name_text(trigger->timing));
}

/* Events are kept in one order, whatever the order they were written in. */
static const char *const events[] = {"insert", "update", "delete", "truncate"};

static size_t event_rank(Name event)
{
    size_t rank = 0;
    while (!name_equals(event, events[rank])) rank++;
    return rank;
}

static void trigger_event(ClauseRun *run, const Clause *clause)
{
    Trigger *trigger = (Trigger *)run->item->object;
    size_t count = trigger->events.count, at = 0;
    Name *items = arena_array(run->r->cx->arena, Name, count + 1);
    while (at < count && event_rank(trigger->events.items[at]) < event_rank(clause->word)) at++;
    for (size_t i = 0; i < count; i++) items[i + (i >= at)] = trigger->events.items[i];
    items[at] = clause->word;
    trigger->events = (NameList){items, count + 1};
    if (clause->has_elements || clause->element_count)
        clause_names(run->r, clause, &trigger->update_of);
}

static void trigger_execute(ClauseRun *run, const Clause *clause)
{
    Trigger *trigger = (Trigger *)run->item->object;
    trigger->function = clause->name.name;
    trigger->function_space = space_of(run->r, clause->name.space);
    Name *items = arena_array(run->r->cx->arena, Name, clause->element_count);
    for (size_t i = 0; i < clause->element_count; i++) {
        const Expr *expr = clause->elements[i].expr;
        const char *number = expr_number(run->r, expr);
        if (number)
            items[i] = name_from(run->r->cx->names, number);
        else if (expr->kind == EXPR_STRING)
            items[i] = name_of(run->r->cx->names, expr->text, expr->length);
        else if (expr->kind == EXPR_NAME)
            items[i] = expr->name;
        else
            report(run->r, expr->span, "trigger-argument", "a trigger argument is a text");
    }
    trigger->arguments = (NameList){items, clause->element_count};
}

static void trigger_statement(ClauseRun *run, const Clause *clause)
{
    (void)clause;
    ((Trigger *)run->item->object)->for_each_statement = true;
}

static void trigger_deferred(ClauseRun *run, const Clause *clause)
{
    (void)clause;
    Trigger *trigger = (Trigger *)run->item->object;
    trigger->is_deferrable = trigger->is_initially_deferred = true;
}

static const char *const states[] = {"never", "origin", "replica", "always", NULL};

/* "enabled never"; "enabled never in (orders_2024)" is bound later. */
static void trigger_enabled(ClauseRun *run, const Clause *clause)
{
    Trigger *trigger = (Trigger *)run->item->object;
    if (clause->has_elements) return;
    if (!name_none(trigger->enabled))
        report(run->r, clause->span, "duplicate-clause", "'enabled' is said twice");
    trigger->enabled = name_equals(clause->value, "origin") ? NO_NAME : clause->value;
}

static const ClauseRule trigger_rules[] = {
    {HANDLE("before", trigger_timing)},
    {HANDLE("after", trigger_timing)},
    {HANDLE("instead of", trigger_timing)},
    {HANDLE("insert", trigger_event)},
    {HANDLE("update", trigger_event)},
    {HANDLE("delete", trigger_event)},
    {HANDLE("truncate", trigger_event)},
    {HANDLE("on", clause_on)},
    {HANDLE("from", clause_ignored)}, /* bound later */
    {HANDLE("for each row", clause_ignored)},
    {HANDLE("for each statement", trigger_statement)},
    {STORE("old table", NAME, Trigger, old_table)},
    {STORE("new table", NAME, Trigger, new_table)},
    {STORE("when", EXPR, Trigger, when)},
    {HANDLE("execute", trigger_execute)},
    {HANDLE("depends on extension", clause_extensions)},
    {STORE("comments", OPTIONS, Trigger, part_comments)},
    {STORE("as", BODY, Trigger, body)},
    {STORE("deferrable", FLAG, Trigger, is_deferrable)},
    {HANDLE("initially deferred", trigger_deferred)},
    {HANDLE("enabled", trigger_enabled), .values = states, .repeats = true},
    {HANDLE("not deferrable", clause_ignored)},
    {HANDLE("initially immediate", clause_ignored)},
    {HANDLE("was", clause_was)},
};
const ClauseTable trigger_clauses = {trigger_rules, rule_count(trigger_rules)};

/* ---- policies ---- */

static const char *const commands[] = {"all", "select", "insert", "update", "delete", NULL};

static void policy_as(ClauseRun *run, const Clause *clause)
{
    Policy *policy = (Policy *)run->item->object;
    policy->is_restrictive = name_equals(clause->value, "restrictive");
    if (!policy->is_restrictive && !name_equals(clause->value, "permissive"))
        report(run->r, clause->span, "unknown-clause-value",
               "a policy is 'as permissive' or 'as restrictive'");
}

/* "public" is everyone, which is what no role means. */
static void policy_to(ClauseRun *run, const Clause *clause)
{
    Policy *policy = (Policy *)run->item->object;
    if (!clause_names(run->r, clause, &policy->roles)) return;
    for (size_t i = 0; i < policy->roles.count; i++)
        if (name_equals(policy->roles.items[i], "public")) policy->roles = (NameList){0};
}

static const ClauseRule policy_rules[] = {
    {HANDLE("on", clause_on)},
    {HANDLE("as", policy_as)},
    {STORE("for", WORD, Policy, command), .values = commands},
    {HANDLE("to", policy_to)},
    {STORE("using", EXPR, Policy, using_)},
    {STORE("with check", EXPR, Policy, with_check)},
    {HANDLE("was", clause_was)},
};
const ClauseTable policy_clauses = {policy_rules, rule_count(policy_rules)};

/* What stands in a grant is read by grant.c. */
const ClauseTable grant_clauses = {NULL, 0};
