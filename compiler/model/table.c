/* SPDX-License-Identifier: MIT
 * table orders unlogged with (fillfactor = 70) { ... }   columns, keys and so on are members */
#include "model/kind.h"

static void print_virtual(Text *out, const Object *object, const Attr *attr)
{
    const char *module = *attr_value(object, attr, const char *);
    if (module) text_printf(out, " using %s", module);
}

static const Attr attrs[] = {
    {"unlogged", VALUE_BOOL, AT(Table, is_unlogged), .dialects = POSTGRES, .clause = "unlogged"},
    {"without rowid", VALUE_BOOL, AT(Table, is_without_rowid), .dialects = SQLITE,
     .clause = "without rowid"},
    {"strict off", VALUE_BOOL, AT(Table, is_not_strict), .dialects = SQLITE,
     .clause = "strict off"},
    {"row security", VALUE_BOOL, AT(Table, row_security), .dialects = POSTGRES,
     .clause = "row security"},
    {"force row security", VALUE_BOOL, AT(Table, force_row_security), .dialects = POSTGRES,
     .clause = "force row security"},
    {"with", VALUE_OPTIONS, AT(Table, options), .dialects = POSTGRES, .clause = "with (%)"},
    {"virtual using", VALUE_BODY, AT(Table, virtual_using), .dialects = SQLITE,
     .print = print_virtual},
};

const KindInfo table_kind = {
    .word = "table",
    .plural = "tables",
    .size = sizeof(Table),
    .has_namespace = true,
    .dialects = DIALECTS_ALL,
    .names = NAMES_OF_RELATIONS,
    ROWS(attrs),
};
