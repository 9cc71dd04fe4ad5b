/* SPDX-License-Identifier: MIT
 * Functions and procedures. */
#include <string.h>

#include "dialect/postgres/postgres.h"
#include "model/native.h"

static bool has_mode(const Parameter *parameter, const char *mode)
{
    return name_equals(parameter->mode, mode);
}

static bool is_input(const Parameter *parameter)
{
    return !has_mode(parameter, "out") && !has_mode(parameter, "table");
}

static void add_mode(Text *out, const Parameter *parameter)
{
    if (has_mode(parameter, "out")) text_add(out, "OUT ");
    if (has_mode(parameter, "inout")) text_add(out, "INOUT ");
    if (has_mode(parameter, "variadic")) text_add(out, "VARIADIC ");
}

static void add_parameter(Cx *cx, Text *out, const Schema *schema, const Parameter *parameter)
{
    add_mode(out, parameter);
    if (!name_none(parameter->name)) {
        postgres_identifier(out, parameter->name);
        text_add_char(out, ' ');
    }
    postgres_type(out, schema, parameter->type);
    if (!parameter->initial) return;
    text_add(out, " DEFAULT ");
    postgres_expr(cx, out, schema, parameter->initial);
}

/* The columns of the table that it returns, or all others; answers how many there are. */
static size_t add_parameters(Cx *cx, Text *out, const Schema *schema, const Function *function,
                             bool is_table)
{
    size_t count = 0;
    text_add_char(out, '(');
    for (size_t i = 0; i < function->parameters.count; i++) {
        const Parameter *parameter = &function->parameters.items[i];
        if (has_mode(parameter, "table") != is_table) continue;
        if (count++) text_add(out, ", ");
        add_parameter(cx, out, schema, parameter);
    }
    text_add_char(out, ')');
    return count;
}

static bool has_parameter(const Function *function, const char *mode)
{
    for (size_t i = 0; i < function->parameters.count; i++)
        if (has_mode(&function->parameters.items[i], mode)) return true;
    return false;
}

/* Parameters that go out say by themselves what comes back. */
static void add_result(Cx *cx, Text *out, const Schema *schema, const Function *function)
{
    if (function->is_procedure) return;
    if (has_parameter(function, "table")) {
        text_add(out, "\n    RETURNS TABLE ");
        add_parameters(cx, out, schema, function, true);
        return;
    }
    if (!function->returns) {
        bool is_sent = has_parameter(function, "out") || has_parameter(function, "inout");
        if (!is_sent) text_add(out, "\n    RETURNS void");
        return;
    }
    text_add(out, function->returns_set ? "\n    RETURNS SETOF " : "\n    RETURNS ");
    postgres_type(out, schema, function->returns);
}

static void add_word(Text *out, bool is_meant, const char *words)
{
    if (is_meant) text_printf(out, "\n    %s", words);
}

static void add_properties(Text *out, const Function *function)
{
    add_word(out, name_equals(function->volatility, "immutable"), "IMMUTABLE");
    add_word(out, name_equals(function->volatility, "stable"), "STABLE");
    add_word(out, function->is_strict, "STRICT");
    add_word(out, function->is_security_definer, "SECURITY DEFINER");
    add_word(out, function->is_leakproof, "LEAKPROOF");
    add_word(out, function->is_window, "WINDOW");
    add_word(out, name_equals(function->parallel, "safe"), "PARALLEL SAFE");
    add_word(out, name_equals(function->parallel, "restricted"), "PARALLEL RESTRICTED");
    if (function->cost) text_printf(out, "\n    COST %s", function->cost);
    if (function->rows) text_printf(out, "\n    ROWS %s", function->rows);
    if (name_none(function->support)) return;
    text_add(out, "\n    SUPPORT ");
    postgres_qualified(out, function->support_space, function->support);
}

/* Settings that hold a list of names are written as one: in quotes it would be a single name. */
static bool is_list(Name setting)
{
    static const char *const lists[] = {"local_preload_libraries", "search_path",
                                        "session_preload_libraries", "temp_tablespaces"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (name_equals(setting, lists[i])) return true;
    return false;
}

/* Adds the name in quotes at AT and returns where it ends. One that is no identifier, for it is
 * empty or too long, is read as a text only. */
static const char *add_quoted_name(Text *out, const char *at)
{
    Text name = {0};
    const char *end = at + 1;
    for (; *end && (*end != '"' || end[1] == '"'); end++) {
        if (*end == '"') end++;
        text_add_char(&name, *end);
    }
    if (*end) end++;
    if (name.length && name.length <= 63)
        text_add_bytes(out, at, (size_t)(end - at));
    else
        postgres_literal(out, name.length ? name.data : "", name.length);
    text_free(&name);
    return end;
}

static void add_list_of_names(Text *out, const char *value)
{
    while (*value) {
        if (*value == '"')
            value = add_quoted_name(out, value);
        else
            text_add_char(out, *value++);
    }
}

static void add_settings(Text *out, const OptionList *settings)
{
    for (size_t i = 0; i < settings->count; i++) {
        const Option *setting = &settings->items[i];
        text_add(out, "\n    SET ");
        postgres_identifier(out, setting->name);
        text_add(out, " TO ");
        if (is_list(setting->name))
            add_list_of_names(out, setting->value);
        else if (strcmp(setting->value, "\"\"") == 0)
            text_add(out, "''");
        else
            postgres_literal(out, setting->value, strlen(setting->value));
    }
}

/* 'library', 'symbol': as it is read from the catalog. */
static bool is_of_library(const Function *function)
{
    return name_equals(function->language, "c") && function->body[0] == '\'';
}

static void add_body(Text *out, const Function *function)
{
    if (function_is_read(function)) {
        text_printf(out, "\n    %s", function->body);
        return;
    }
    text_add(out, "\n    AS ");
    if (is_of_library(function)) text_add(out, function->body);
    else dollar_print(out, function->body, strlen(function->body));
}

void postgres_create_function(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const Function *function = (const Function *)object;
    const Object *type = native_opened(schema, object);
    if (type && native_opener(type, object) == object) {
        text_add(out, "CREATE TYPE ");
        postgres_path(out, schema, type);
        text_add(out, ";\n");
    }
    text_add(out, function->is_procedure ? "CREATE PROCEDURE " : "CREATE FUNCTION ");
    postgres_path(out, schema, object);
    add_parameters(cx, out, schema, function, false);
    add_result(cx, out, schema, function);
    text_add(out, "\n    LANGUAGE ");
    postgres_identifier(out, function->language);
    add_properties(out, function);
    add_settings(out, &function->settings);
    add_body(out, function);
    postgres_add_extensions(out, schema, object);
}

void postgres_signature(Text *out, const Schema *schema, const Object *object)
{
    const Function *function = (const Function *)object;
    const char *comma = "";
    postgres_path(out, schema, object);
    text_add_char(out, '(');
    for (size_t i = 0; i < function->parameters.count; i++) {
        if (!is_input(&function->parameters.items[i])) continue;
        text_add(out, comma);
        postgres_type(out, schema, function->parameters.items[i].type);
        comma = ", ";
    }
    text_add_char(out, ')');
}
