/* SPDX-License-Identifier: MIT
 * The part of two neighbouring schemas that a migration touches, with what it stands on and what
 * stands on it. SQLite reads its whole schema anew for each statement that changes it, so a proof on
 * all of a large schema would take minutes. */
#ifndef CHAIN_SUBSET_H
#define CHAIN_SUBSET_H

#include "diff/diff.h"

typedef struct Subset {
    const Schema *from, *to;
    size_t kept, left_out; /* objects of the top level of `to` */
} Subset;

/* Both are logical; marks of change in `to` are kept. */
Subset subset_of(Cx *cx, const Schema *from, const Schema *to);

#endif
