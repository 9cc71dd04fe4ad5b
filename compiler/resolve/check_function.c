/* SPDX-License-Identifier: MIT
 * Rules of functions and procedures: parameters, language, what only one of the two can have. */
#include <stdlib.h>

#include "model/native.h"
#include "resolve/resolver.h"

/* ---- parameters ---- */

static Span span_of(const Item *item, size_t parameter)
{
    return parameter < item->decl->members.count ? item->decl->members.items[parameter]->span
                                                 : item->object->span;
}

static bool is_output(const Parameter *parameter)
{
    return name_is_one_of(parameter->mode, "out table");
}

/* What only goes in and what only comes out may have one name. */
static void check_parameter_names(Resolver *r, const Item *item, const ParameterList *list)
{
    Map *in = map_new(r->arena), *out = map_new(r->arena);
    for (size_t i = 0; i < list->count; i++) {
        const Parameter *parameter = &list->items[i];
        bool is_both = name_equals(parameter->mode, "inout"), is_twice = false;
        if (name_none(parameter->name)) continue;
        if (is_both || !is_output(parameter))
            is_twice |= map_set(in, parameter->name, NO_NAME, NO_NAME, r) != NULL;
        if (is_both || is_output(parameter))
            is_twice |= map_set(out, parameter->name, NO_NAME, NO_NAME, r) != NULL;
        if (is_twice)
            report(r, span_of(item, i), "duplicate-name", "parameter '%s' is declared twice",
                   name_text(parameter->name));
    }
}

static void check_defaults(Resolver *r, const Item *item, const ParameterList *list)
{
    bool has_default = false;
    for (size_t i = 0; i < list->count; i++) {
        const Parameter *parameter = &list->items[i];
        if (is_output(parameter)) continue;
        if (parameter->initial) check_value(r, item, parameter->type, parameter->initial);
        if (has_default && !parameter->initial)
            report(r, span_of(item, i), "parameter-form",
                   "parameters behind one with a default need one too");
        has_default |= parameter->initial != NULL;
    }
}

static void check_variadic(Resolver *r, const Item *item, const ParameterList *list)
{
    bool is_last = true;
    for (size_t i = list->count; i-- > 0;) {
        const Parameter *parameter = &list->items[i];
        if (is_output(parameter)) continue;
        bool is_variadic = name_equals(parameter->mode, "variadic");
        if (is_variadic && !is_last)
            report(r, span_of(item, i), "parameter-form", "'variadic' is for the last parameter");
        if (is_variadic && value_of_type(parameter->type).is_known && !parameter->type->dims)
            report(r, span_of(item, i), "parameter-form", "a variadic parameter is an array");
        is_last = false;
    }
}

/* ---- the rest ---- */

static void check_language(Resolver *r, const Item *item)
{
    static const char *const known[] = {"plpgsql", "sql", "c", "internal"};
    const Function *function = (const Function *)item->object;
    if (name_none(function->language) && item->is_broken) return; /* it may be misspelt */
    if (name_none(function->language)) {
        report(r, item->object->span, "missing-language", "%s does not say its language",
               describe(r, item->object));
        report_hint(r, "add: language plpgsql, or language sql");
        return;
    }
    Suggest suggest = suggest_for(name_text(function->language));
    for (size_t i = 0; i < rule_count(known); i++) {
        if (name_equals(function->language, known[i])) return;
        suggest_try(&suggest, known[i]);
    }
    if (r->has_extensions) return; /* which bring languages */
    if (native_find(r->schema, "language", NO_NAME, function->language)) return;
    report(r, item->object->span, "unknown-language", "unknown language '%s'",
           name_text(function->language));
    if (suggest.best)
        report_nearest(r, &suggest);
    else
        report_hint(r, "declare the extension that brings it");
}

/* A procedure is called for what it does: it has no result, and nothing plans with it. */
static void check_procedure(Resolver *r, const Item *item)
{
    const Function *function = (const Function *)item->object;
    const char *word = NULL;
    if (function->returns) word = "returns";
    if (!name_none(function->volatility)) word = name_text(function->volatility);
    if (function->is_strict) word = "strict";
    if (function->is_leakproof) word = "leakproof";
    if (function->is_window) word = "window";
    if (!name_none(function->parallel)) word = "parallel";
    if (function->cost) word = "cost";
    if (function->rows) word = "rows";
    if (word)
        report(r, item->object->span, "clause-not-here",
               "'%s' is a clause of a function, not of a procedure", word);
}

static bool returns_table(const Function *function)
{
    for (size_t i = 0; i < function->parameters.count; i++)
        if (name_equals(function->parameters.items[i].mode, "table")) return true;
    return function->returns_set;
}

static void check_numbers(Resolver *r, const Item *item)
{
    const Function *function = (const Function *)item->object;
    if (function->rows && !returns_table(function))
        report(r, item->object->span, "clause-not-here",
               "'rows' is for functions that return many");
    if ((function->cost && strtod(function->cost, NULL) <= 0) ||
        (function->rows && strtod(function->rows, NULL) <= 0))
        report(r, item->object->span, "unknown-clause-value", "'cost' and 'rows' are above 0");
}

static void check_function(Resolver *r, const Item *item)
{
    const Function *function = (const Function *)item->object;
    if (!function->body)
        report(r, item->object->span, "missing-body", "%s has no body", describe(r, item->object));
    check_parameter_names(r, item, &function->parameters);
    check_defaults(r, item, &function->parameters);
    check_variadic(r, item, &function->parameters);
    check_language(r, item);
    if (function->is_procedure)
        check_procedure(r, item);
    else
        check_numbers(r, item);
}

void check_functions(Resolver *r, Item *item)
{
    if (item->object->kind == KIND_FUNCTION) check_function(r, item);
}
