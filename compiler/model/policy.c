/* SPDX-License-Identifier: MIT
 * policy own on orders as restrictive for select to app_role using (owner = current_user); */
#include "model/kind.h"

static const Attr attrs[] = {
    {"on", VALUE_OBJECT, AT(Policy, on), ATTR_IDENTITY | ATTR_UNLISTED, .clause = "on %"},
    {"restrictive", VALUE_BOOL, AT(Policy, is_restrictive), .clause = "as restrictive"},
    {"command", VALUE_WORD, AT(Policy, command), .clause = "for %", .usual = "all"},
    {"roles", VALUE_NAMES, AT(Policy, roles), .clause = "to %"},
    {"using", VALUE_EXPR, AT(Policy, using_), ATTR_ENGINE_TEXT, .clause = "using (%)"},
    {"check", VALUE_EXPR, AT(Policy, with_check), ATTR_ENGINE_TEXT, .clause = "with check (%)"},
    {"uses", VALUE_USES, AT(Policy, uses), .flags = ATTR_DERIVED},
};

const KindInfo policy_kind = {
    .word = "policy",
    .plural = "policies",
    .size = sizeof(Policy),
    .dialects = POSTGRES,
    .names = NAMES_OF_POLICIES,
    ROWS(attrs),
};
