/* SPDX-License-Identifier: MIT
 * domain sha256_hex text not null check (value ~ '^[0-9a-f]{64}$');   checks are members */
#include "model/kind.h"

/* collate before default: behind it, it would belong to the expression. */
static const Attr attrs[] = {
    {"type", VALUE_TYPE, AT(Domain, type), .clause = "%"},
    {"not null", VALUE_BOOL, AT(Domain, is_not_null), .clause = "not null"},
    {"collate", VALUE_QUALIFIED, AT(Domain, collation_space), .clause = "collate %"},
    {"default", VALUE_EXPR, AT(Domain, initial), ATTR_ENGINE_TEXT, .clause = "default %"},
    PART_COMMENTS(Domain),
};

const KindInfo domain_kind = {
    .word = "domain",
    .plural = "domains",
    .size = sizeof(Domain),
    .has_namespace = true,
    .dialects = DIALECTS_ALL,
    .names = NAMES_OF_TYPES,
    ROWS(attrs),
};
