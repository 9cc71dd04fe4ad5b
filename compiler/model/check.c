/* SPDX-License-Identifier: MIT
 * check total_is_positive (total > 0) no inherit; */
#include "model/kind.h"

/* On SQLite the expression is the path of the check. */
static const Attr attrs[] = {
    {"expr", VALUE_EXPR, AT(Check, expr),
     ATTR_IDENTITY | ATTR_ENGINE_TEXT | ATTR_UNLISTED_SQLITE, .clause = "(%)"},
    {"no inherit", VALUE_BOOL, AT(Check, no_inherit), .dialects = POSTGRES,
     .clause = "no inherit"},
    {"not valid", VALUE_BOOL, AT(Check, is_not_valid), .dialects = POSTGRES, .clause = "not valid"},
    {"not enforced", VALUE_BOOL, AT(Check, is_not_enforced), .dialects = POSTGRES,
     .clause = "not enforced"},
};

const KindInfo check_kind = {
    .word = "check",
    .plural = "checks",
    .size = sizeof(Check),
    .parents = 1u << KIND_TABLE | 1u << KIND_DOMAIN,
    .dialects = DIALECTS_ALL,
    ROWS(attrs),
};
