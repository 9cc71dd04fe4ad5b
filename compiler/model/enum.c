/* SPDX-License-Identifier: MIT
 * enum member_role { member, moderator, admin }   values are members, in their order */
#include "model/kind.h"

static const Attr attrs[] = {PART_COMMENTS(Enum)};

const KindInfo enum_kind = {
    .word = "enum",
    .plural = "enums",
    .size = sizeof(Enum),
    .has_namespace = true,
    .dialects = DIALECTS_ALL,
    .names = NAMES_OF_TYPES,
    ROWS(attrs),
};

const KindInfo enum_value_kind = {
    .word = "value",
    .plural = "values",
    .size = sizeof(EnumValue),
    .parents = 1u << KIND_ENUM,
    .dialects = DIALECTS_ALL,
    .is_ordered = true,
    .is_bare = true,
};
