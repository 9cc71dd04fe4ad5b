/* SPDX-License-Identifier: MIT
 * Two changes of one schema, made apart: does it matter which comes first? */
#ifndef CHAIN_COMMUTE_H
#define CHAIN_COMMUTE_H

#include "model/model.h"

/* base: before both, NULL: nothing; one, other: after either alone; both: after the two. They
 * commute if each does after the other exactly what it does alone. NULL: they do; else the first
 * thing that each has a say in, in words. */
const char *commute_clash(Cx *cx, const Schema *base, const Schema *one, const Schema *other,
                          const Schema *both);

#endif
