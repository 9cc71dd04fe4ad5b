/* SPDX-License-Identifier: MIT
 * type address { street text collate "C"; city text; }   attributes are members, in their order */
#include "model/kind.h"

static const Attr type_attrs[] = {PART_COMMENTS(Composite)};

const KindInfo type_kind = {
    .word = "type",
    .plural = "types",
    .size = sizeof(Composite),
    .has_namespace = true,
    .dialects = POSTGRES,
    .names = NAMES_OF_TYPES,
    .attrs = type_attrs,
    .attr_count = sizeof type_attrs / sizeof *type_attrs,
};

static const Attr attrs[] = {
    {"type", VALUE_TYPE, AT(Attribute, type), .clause = "%"},
    {"collate", VALUE_QUALIFIED, AT(Attribute, collation_space), .clause = "collate %"},
};

const KindInfo attribute_kind = {
    .word = "attribute",
    .plural = "attributes",
    .size = sizeof(Attribute),
    .parents = 1u << KIND_TYPE,
    .dialects = POSTGRES,
    .is_bare = true,
    ROWS(attrs),
};
