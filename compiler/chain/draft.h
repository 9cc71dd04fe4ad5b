/* SPDX-License-Identifier: MIT
 * The draft: the folder of the next migration while no line of the lock names it. */
#ifndef CHAIN_DRAFT_H
#define CHAIN_DRAFT_H

#include "chain/chain.h"

const Migration *draft_of(const Chain *chain); /* NULL: none */

/* What a draft leads to. It must be the schema of now, or, for one that only moves data, the schema
 * before it; and each target has its script. */
typedef struct Draft {
    const Migration *migration;
    const Schema *schema; /* of its snapshot */
    char fingerprint[HASH_SIZE];
} Draft;

/* false after reporting: as errors where it is to be sealed, else as warnings. */
bool draft_read(Cx *cx, const Chain *chain, const char *now, bool is_to_be_sealed, Draft *draft);

#endif
