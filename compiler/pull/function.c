/* SPDX-License-Identifier: MIT
 * Functions: their parameters and results, which the catalog tells as PostgreSQL prints them:
 * "OUT total integer, b integer DEFAULT 1". A type may be of several words, so the types of what
 * goes in are known from the path. */
#include <ctype.h>
#include <string.h>

#include "pull/draft.h"

typedef VEC(Parameter) Parameters;

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static Name take_mode(Cx *cx, const char **text)
{
    static const struct {
        const char *found, *word;
    } modes[] = {{"OUT ", "out"}, {"INOUT ", "inout"}, {"VARIADIC ", "variadic"}};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        if (!begins(*text, modes[i].found)) continue;
        *text += strlen(modes[i].found);
        return name_from(cx->names, modes[i].word);
    }
    return NO_NAME;
}

/* The types of the input parameters, one after the other, between the parentheses of the path. */
static const char *signature(const char *path)
{
    bool is_in_quotes = false;
    for (; *path; path++) {
        if (*path == '"') is_in_quotes = !is_in_quotes;
        if (*path == '(' && !is_in_quotes) return path + 1;
    }
    return path;
}

static const char *take_input_type(Cx *cx, const char **at)
{
    size_t length = strlen(*at);
    if (length) length = piece_length(*at, length - 1); /* without the last parenthesis */
    const char *type = arena_copy(cx->arena, *at, length);
    *at += length;
    if (**at == ',') *at += strlen(", ");
    return type;
}

static const char *find_default(const char *text)
{
    const char *found = strstr(text, " DEFAULT ");
    return found ? found : text + strlen(text);
}

static bool is_type_here(const char *text, const char *type)
{
    size_t length = strlen(type);
    return begins(text, type) && (!text[length] || begins(text + length, " DEFAULT "));
}

/* wanted: the type, if it is known; else the first of two words is the name. */
static void read_parameter(const Drafts *drafts, const Draft *draft, Parameters *parameters,
                           const char *text, const char **inputs, bool is_result)
{
    Cx *cx = drafts->cx;
    Parameter parameter = {.mode = is_result ? name_from(cx->names, "table") : take_mode(cx, &text)};
    bool goes_in = !is_result && !name_equals(parameter.mode, "out");
    const char *wanted = goes_in ? take_input_type(cx, inputs) : NULL, *after = text;
    bool is_named = wanted ? !is_type_here(text, wanted) : strchr(text, ' ') != NULL;
    if (is_named) parameter.name = name_take(cx, &after, text + strlen(text));
    if (is_named) text = *after ? after + 1 : after;
    const char *end = wanted ? text + strlen(wanted) : find_default(text);
    parameter.type = type_read(drafts, draft, text, (size_t)(end - text));
    if (begins(end, " DEFAULT ")) {
        end += strlen(" DEFAULT ");
        parameter.initial = initial_read(drafts, draft, end, parameter.type);
    }
    vec_push(cx->arena, parameters, parameter);
}

static void read_parameters(const Drafts *drafts, const Draft *draft, Parameters *parameters,
                            const char *text, size_t length, bool is_result)
{
    const char *inputs = signature(draft->found->path);
    for (const char *end = text + length; text < end;) {
        size_t piece = piece_length(text, (size_t)(end - text));
        read_parameter(drafts, draft, parameters, arena_copy(drafts->cx->arena, text, piece),
                       &inputs, is_result);
        text += piece;
        if (text < end) text += strlen(", ");
    }
}

static bool sends(const Parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (name_equals(parameters->items[i].mode, "out") ||
            name_equals(parameters->items[i].mode, "inout"))
            return true;
    return false;
}

/* ---- native objects ---- */

void native_fill(const Drafts *drafts, const Draft *draft)
{
    static const char using[] = " using ";
    Native *native = (Native *)draft->object;
    const char *path = draft->found->path, *at = signature(path), *method = strstr(path, using);
    VEC(Parameter) arguments = {0};
    while (*at) {
        const char *type = take_input_type(drafts->cx, &at);
        if (!*type) break;
        Parameter argument = {.type = type_read(drafts, draft, type, strlen(type))};
        vec_push(drafts->cx->arena, &arguments, argument);
        if (*at == ')' && !at[1]) break;
    }
    native->what = name_from(drafts->cx->names, draft->found->kind);
    native->arguments = (ParameterList){arguments.items, arguments.count};
    if (!method || object_arguments(&native->object)) return;
    method += strlen(using);
    native->method = name_take(drafts->cx, &method, method + strlen(method));
}

void function_fill(const Drafts *drafts, const Draft *draft)
{
    Function *function = (Function *)draft->object;
    Parameters parameters = {0};
    const char *arguments = catalog_value(draft->found, "arguments");
    const char *returns = catalog_value(draft->found, "returns");
    if (arguments)
        read_parameters(drafts, draft, &parameters, arguments, strlen(arguments), false);
    function->returns = NULL;
    if (returns && begins(returns, "TABLE(")) {
        returns += strlen("TABLE(");
        read_parameters(drafts, draft, &parameters, returns, strlen(returns) - 1, true);
    } else if (returns) {
        function->returns_set = begins(returns, "SETOF ");
        if (function->returns_set) returns += strlen("SETOF ");
        bool is_said = !sends(&parameters) || function->returns_set;
        if (is_said) function->returns = type_read(drafts, draft, returns, strlen(returns));
    }
    function->parameters = (ParameterList){parameters.items, parameters.count};
}

/* A setting of PostgreSQL's own is the same in small letters (DateStyle); with a dot it is not. */
static Name setting_lower(Cx *cx, Name setting)
{
    char *name = arena_copy(cx->arena, name_text(setting), name_length(setting));
    if (strchr(name, '.')) return setting;
    for (char *at = name; *at; at++) *at = (char)tolower((unsigned char)*at);
    return name_from(cx->names, name);
}

OptionList settings_lower(Cx *cx, const OptionList *settings)
{
    Option *items = arena_array(cx->arena, Option, settings->count);
    for (size_t i = 0; i < settings->count; i++)
        items[i] = (Option){setting_lower(cx, settings->items[i].name), settings->items[i].value};
    return (OptionList){items, settings->count};
}
