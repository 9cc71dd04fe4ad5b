/* SPDX-License-Identifier: MIT
 * materialized view revision_counts (day, n) as $$ select ... $$ with no data; */
#include "model/kind.h"

/* The block behind the clauses has them (print.c). */
static void print_nothing(Text *out, const Object *object, const Attr *attr)
{
    (void)out, (void)object, (void)attr;
}

/* PostgreSQL folds the column list into the stored query. */
static const Attr attrs[] = {
    {"materialized", VALUE_BOOL, AT(View, is_materialized), ATTR_PREFIX, .dialects = POSTGRES},
    {"columns", VALUE_NAMES, AT(View, columns), .flags = ATTR_UNLISTED_POSTGRES, .clause = "(%)"},
    {"access method", VALUE_NAME, AT(View, access_method), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "using %"},
    {"with", VALUE_OPTIONS, AT(View, options), .dialects = POSTGRES, .clause = "with (%)"},
    {"defaults", VALUE_OPTIONS, AT(View, defaults), ATTR_ENGINE_TEXT, .dialects = POSTGRES,
     .clause = "defaults (%)"},
    {"kept", VALUE_OPTIONS, AT(View, kept), ATTR_DETAIL, .dialects = POSTGRES, .clause = "kept (%)"},
    PART_COMMENTS(View),
    {"extensions", VALUE_NAMES, AT(View, extensions), ATTR_DETAIL, .dialects = POSTGRES,
     .print = extensions_print},
    {"body", VALUE_BODY, AT(View, body), ATTR_ENGINE_TEXT, .clause = "as %"},
    {"comments", VALUE_OPTIONS, AT(View, comments), ATTR_UNLISTED, .print = print_nothing},
    {"with no data", VALUE_BOOL, AT(View, with_no_data), ATTR_UNLISTED, .dialects = POSTGRES,
     .clause = "with no data"},
    {"uses", VALUE_USES, AT(View, uses), .flags = ATTR_DERIVED},
};

const KindInfo view_kind = {
    .word = "view",
    .plural = "views",
    .size = sizeof(View),
    .has_namespace = true,
    .dialects = DIALECTS_ALL,
    .names = NAMES_OF_RELATIONS,
    ROWS(attrs),
};
