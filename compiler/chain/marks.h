/* SPDX-License-Identifier: MIT
 * Warns of what speaks of change (was, backfill, using) and has no effect any more. */
#ifndef CHAIN_MARKS_H
#define CHAIN_MARKS_H

#include "chain/chain.h"
#include "diff/diff.h"

/* changes: from the schema of `last` to that of now; NULL: there are none. */
void marks_check(Cx *cx, const Schema *now, const Changes *changes, const Migration *last);

#endif
