/* SPDX-License-Identifier: MIT
 * namespace kb @postgres;   a PostgreSQL schema */
#include "model/kind.h"

const KindInfo namespace_kind = {
    .word = "namespace",
    .plural = "namespaces",
    .size = sizeof(Namespace),
    .dialects = POSTGRES,
    .names = NAMES_OF_NAMESPACES,
};
