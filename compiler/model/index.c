/* SPDX-License-Identifier: MIT
 * unique index by_mail using btree (lower(mail) desc) include (name) where is_active; */
#include "model/kind.h"

static const Attr attrs[] = {
    {"unique", VALUE_BOOL, AT(Index, is_unique), .flags = ATTR_PREFIX},
    {"method", VALUE_NAME, AT(Index, method), .dialects = POSTGRES, .clause = "using %",
     .usual = "btree"},
    {"on", VALUE_ELEMENTS, AT(Index, elements), .flags = ATTR_IDENTITY, .clause = "(%)"},
    {"include", VALUE_NAMES, AT(Index, include), ATTR_COLUMNS, .dialects = POSTGRES,
     .clause = "include (%)"},
    {"nulls not distinct", VALUE_BOOL, AT(Index, nulls_not_distinct), .dialects = POSTGRES,
     .clause = "nulls not distinct"},
    {"with", VALUE_OPTIONS, AT(Index, options), .dialects = POSTGRES, .clause = "with (%)"},
    {"where", VALUE_EXPR, AT(Index, where), ATTR_ENGINE_TEXT, .clause = "where %"},
};

const KindInfo index_kind = {
    .word = "index",
    .plural = "indexes",
    .size = sizeof(Index),
    .parents = 1u << KIND_TABLE | 1u << KIND_VIEW,
    .dialects = DIALECTS_ALL,
    .names = NAMES_OF_RELATIONS,
    ROWS(attrs),
};
