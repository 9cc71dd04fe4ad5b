/* SPDX-License-Identifier: MIT
 * Private. What the database should hold against what it holds: a merge of two sorted catalogs,
 * whose differences go to the call, sorted: errors first, then by table. */
#ifndef SCHEMAC_COMPARE_H
#define SCHEMAC_COMPARE_H

#include "call.h"
#include "catalog.h"

typedef struct Comparison {
    const catalog *expected, *found;
    bool has_author_words; /* values beginning with '~' match whatever is there */
    schemac_policy policy; /* REPORT judges as EXACT does */
    const char *advice;    /* for every error, where one reason explains them all; NULL: none */
} Comparison;

void compare_catalogs(schemac_call *call, const Comparison *comparison);

/* Puts what the engine made of the author's words, as recorded, in the place of those words. */
void compare_complete(catalog *expected, const catalog *recorded);

#endif
