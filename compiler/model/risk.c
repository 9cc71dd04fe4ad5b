/* SPDX-License-Identifier: MIT
 * Which changes take data away, and which may not fit the rows that are there. */
#include "model/risk.h"

#include "model/kind.h"

const char *risk_of_drop(const Object *from)
{
    if (from->kind == KIND_TABLE) return "drop-table";
    if (from->kind == KIND_COLUMN) return "drop-column";
    return from->kind == KIND_ENUM_VALUE ? "drop-enum-value" : NULL;
}
