/* SPDX-License-Identifier: MIT
 * The dialects, by id. */
#include "dialect/dialect.h"

const Dialect *const dialects[DIALECT_COUNT] = {
    [DIALECT_POSTGRES] = &postgres_dialect,
    [DIALECT_SQLITE] = &sqlite_dialect,
};
