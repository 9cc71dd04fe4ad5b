/* SPDX-License-Identifier: MIT
 * function add(a int, b int default 1) returns int language sql immutable as $$ select a + b $$; */
#include <string.h>

#include "model/kind.h"

/* No statement of SQL begins so. */
bool function_is_read(const Function *function)
{
    static const char *const begins[] = {"BEGIN ATOMIC", "RETURN "};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (strncmp(function->body, begins[i], strlen(begins[i])) == 0)
            return name_equals(function->language, "sql");
    return false;
}

static void print_parameters(Text *out, const Object *object, const Attr *attr)
{
    text_add_char(out, '(');
    parameters_print(out, attr_value(object, attr, ParameterList), false);
    text_add_char(out, ')');
}

static void print_returns(Text *out, const Object *object, const Attr *attr)
{
    const Function *function = (const Function *)object;
    const Type *type = *attr_value(object, attr, const Type *);
    Text columns = {0};
    parameters_print(&columns, &function->parameters, true);
    if (columns.length) text_printf(out, " returns table (%s)", columns.data);
    text_free(&columns);
    if (!type) return;
    text_add(out, function->returns_set ? " returns setof " : " returns ");
    type_print(out, type);
}

static void print_settings(Text *out, const Object *object, const Attr *attr)
{
    const OptionList *settings = attr_value(object, attr, OptionList);
    for (size_t i = 0; i < settings->count; i++) {
        text_add(out, " set ");
        option_name_print(out, settings->items[i].name);
        text_add(out, " = ");
        option_value_print(out, settings->items[i].value);
    }
}

static const Attr attrs[] = {
    {"procedure", VALUE_BOOL, AT(Function, is_procedure), .flags = ATTR_KIND},
    {"arguments", VALUE_PARAMETERS, AT(Function, parameters), .flags = ATTR_IDENTITY,
     .print = print_parameters},
    {"returns", VALUE_TYPE, AT(Function, returns), .print = print_returns},
    {"returns set", VALUE_BOOL, AT(Function, returns_set), .flags = ATTR_UNLISTED},
    {"language", VALUE_NAME, AT(Function, language), .clause = "language %"},
    {"volatility", VALUE_WORD, AT(Function, volatility), .clause = "%", .usual = "volatile"},
    {"strict", VALUE_BOOL, AT(Function, is_strict), .clause = "strict"},
    {"security definer", VALUE_BOOL, AT(Function, is_security_definer),
     .clause = "security definer"},
    {"leakproof", VALUE_BOOL, AT(Function, is_leakproof), .clause = "leakproof"},
    {"window", VALUE_BOOL, AT(Function, is_window), .clause = "window"},
    {"parallel", VALUE_WORD, AT(Function, parallel), .clause = "parallel %", .usual = "unsafe"},
    {"cost", VALUE_TEXT, AT(Function, cost), .clause = "cost %"},
    {"rows", VALUE_TEXT, AT(Function, rows), .clause = "rows %"},
    {"support", VALUE_QUALIFIED, AT(Function, support_space), .clause = "support %"},
    {"settings", VALUE_OPTIONS, AT(Function, settings), .print = print_settings},
    {"extensions", VALUE_NAMES, AT(Function, extensions), .print = extensions_print},
    {"body", VALUE_BODY, AT(Function, body), .clause = "as %"},
    {"uses", VALUE_USES, AT(Function, uses), .flags = ATTR_DERIVED},
};

const KindInfo function_kind = {
    .word = "function",
    .plural = "functions",
    .size = sizeof(Function),
    .has_namespace = true,
    .dialects = POSTGRES,
    .names = NAMES_OF_FUNCTIONS,
    ROWS(attrs),
};
