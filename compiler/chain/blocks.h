/* SPDX-License-Identifier: MIT
 * Private. The transactions of a script: where they begin and end, and what may stand between them. */
#ifndef CHAIN_BLOCKS_H
#define CHAIN_BLOCKS_H

#include "chain/script.h"

/* The first statement that stands where it must not, and why in *why; NULL: none. */
const Statement *blocks_wrong(DialectId dialect, const Script *script, const char **why);
/* The one that the runtime gives that number, from 1: BEGIN and COMMIT do not count. NULL: none. */
const Statement *blocks_statement(DialectId dialect, const Script *script, int number);

#endif
