/* SPDX-License-Identifier: MIT
 * The part of two neighbouring schemas that a change touches, with what it stands on and what stands
 * on it. A plan asks for no more, and is made of it where schemas are large; so is a proof: SQLite
 * reads its whole schema anew for each statement that changes it, all of it would take minutes. */
#ifndef CHAIN_SUBSET_H
#define CHAIN_SUBSET_H

#include "chain/script.h"
#include "diff/diff.h"

typedef struct Subset {
    const Schema *from, *to;
    size_t kept, left_out; /* objects of the top level of `to` */
} Subset;

enum { SUBSET_FROM = 40 }; /* objects of the top level: from there on a schema is large */

/* changes: diff(from, to) of logical schemas. Marks of change in `to` are kept. by_hand: what this
 * script names is touched as well; NULL: none. */
Subset subset_of(Cx *cx, const Schema *from, const Changes *changes, const Script *by_hand,
                 DialectId dialect);

#endif
