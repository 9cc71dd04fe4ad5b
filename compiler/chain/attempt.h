/* SPDX-License-Identifier: MIT
 * Private. Runs a migration on rows and tells whether it may refuse them. */
#ifndef CHAIN_ATTEMPT_H
#define CHAIN_ATTEMPT_H

#include "chain/prove.h"

typedef struct Attempt {
    bool is_done;
    bool is_rightful; /* it is not done, and rows may be the reason */
} Attempt;

/* Through the runtime, from the version before. */
Attempt attempt_migrate(const Lemma *lemma, DialectId dialect, schemac_db db);
bool attempt_may_be_refused(const Lemma *lemma);

#endif
