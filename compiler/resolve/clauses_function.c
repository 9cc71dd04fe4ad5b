/* SPDX-License-Identifier: MIT
 * The words of functions, procedures and their parameters. */
#include "resolve/resolver.h"

static const char *const parallels[] = {"safe", "restricted", "unsafe", NULL};

static void function_returns(ClauseRun *run, const Clause *clause)
{
    Function *function = (Function *)run->item->object;
    function->returns = clause->type;
    function->returns_set = name_equals(clause->value, "setof");
}

static void set_volatility(ClauseRun *run, const Clause *clause)
{
    Function *function = (Function *)run->item->object;
    if (name_none(function->volatility)) {
        function->volatility = clause->word;
        return;
    }
    report(run->r, clause->span, "contradiction", "the function is '%s' already",
           name_text(function->volatility));
}

/* set search_path = 'kb', set app.tenant = '7': settings add up. */
static void function_set(ClauseRun *run, const Clause *clause)
{
    Function *function = (Function *)run->item->object;
    size_t count = function->settings.count;
    Option *items = arena_array(run->r->cx->arena, Option, count + 1);
    if (count) memcpy(items, function->settings.items, count * sizeof *items);
    Name name = clause->name.name;
    if (!name_none(clause->name.space))
        name = name_from(run->r->cx->names, qname_text(run->r, clause->name));
    items[count] = (Option){name, name_text(clause->value)};
    function->settings = (OptionList){items, count + 1};
}

static const ClauseRule function_rules[] = {
    {HANDLE("returns", function_returns)},
    {STORE("language", WORD, Function, language)},
    {HANDLE("immutable", set_volatility)},
    {HANDLE("stable", set_volatility)},
    {HANDLE("volatile", set_volatility)},
    {STORE("strict", FLAG, Function, is_strict)},
    {STORE("security definer", FLAG, Function, is_security_definer)},
    {STORE("leakproof", FLAG, Function, is_leakproof)},
    {STORE("window", FLAG, Function, is_window)},
    {STORE("parallel", WORD, Function, parallel), .values = parallels},
    {STORE("cost", NUMBER, Function, cost)},
    {STORE("rows", NUMBER, Function, rows)},
    {STORE("support", QUALIFIED, Function, support_space)},
    {HANDLE("set", function_set), .repeats = true},
    {HANDLE("depends on extension", clause_extensions)},
    {STORE("as", BODY, Function, body)},
    {HANDLE("was", clause_was)},
};
const ClauseTable function_clauses = {function_rules, rule_count(function_rules)};

/* ---- parameters: members of kind "parameter", kept as a list of values ---- */

static Parameter parameter_of(Resolver *r, const Decl *decl)
{
    Parameter parameter = {.name = decl->name.name, .type = decl->type};
    for (size_t i = 0; i < decl->clauses.count; i++) {
        const Clause *clause = &decl->clauses.items[i];
        if (name_is_one_of(clause->word, "in out inout variadic table")) {
            if (!name_equals(clause->word, "in")) parameter.mode = clause->word;
        } else if (name_equals(clause->word, "default")) {
            parameter.initial = clause->expr;
        } else {
            report(r, clause->span, "unknown-clause", "unknown clause '%s' of a parameter",
                   name_text(clause->word));
        }
    }
    return parameter;
}

void parameters_declare(Resolver *r, const Item *item, ParameterList *parameters)
{
    const Decl *decl = item->decl;
    Parameter *items = arena_array(r->cx->arena, Parameter, decl->members.count);
    size_t count = 0;
    for (size_t i = 0; i < decl->members.count; i++) {
        const Decl *member = decl->members.items[i];
        if (name_equals(member->kind, "parameter") && member->type)
            items[count++] = parameter_of(r, member);
        else
            report(r, member->span, "member-not-here", "%s %s has no members",
                   article(object_word(item->object)), object_word(item->object));
    }
    *parameters = (ParameterList){items, count};
}
