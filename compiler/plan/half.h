/* SPDX-License-Identifier: MIT
 * What a schema comes to in one dialect, as texts: all that the outputs need of it. The lowered
 * schema and its plan end once the texts are there, so that only one is in memory at a time. */
#ifndef PLAN_HALF_H
#define PLAN_HALF_H

#include "dialect/dialect.h"

typedef struct Half {
    const char *prologue;           /* lines before the baseline as a script; NULL: none */
    const char *opening;            /* what a program runs before it; NULL: nothing */
    const char *const *statements;  /* of the baseline, in order, without the final ';' */
    size_t statement_count;
    const char *catalog;
    size_t catalog_length;
    const Name *types; /* of each column as the engine has it, by its id in the logical schema */
} Half;

/* NULL: the dialect cannot say all of it, as cx->diag tells; nor if mistakes were found before. */
const Half *half_make(Cx *cx, const Dialect *dialect, const Schema *logical);

#endif
