/* SPDX-License-Identifier: MIT
 * "Did you mean": the nearest word by edit distance (insert, delete, replace, swap), or none
 * if nothing is near enough (a third of the length, at least 1). */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

typedef struct Suggest {
    const char *wanted;
    const char *best; /* NULL: nothing near */
    size_t distance;
} Suggest;

Suggest suggest_for(const char *wanted);
void suggest_try(Suggest *suggest, const char *candidate); /* ties: the first tried wins */

#endif
