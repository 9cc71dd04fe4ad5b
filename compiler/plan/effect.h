/* SPDX-License-Identifier: MIT
 * Private to plan: what a step does to a database in use, in words. */
#ifndef PLAN_EFFECT_H
#define PLAN_EFFECT_H

#include "dialect/dialect.h"

/* ACCESS EXCLUSIVE on orders, reads all rows: the parts, each with `before` in front of it. */
void effects_print(Text *out, const Dialect *dialect, const Step *step, const char *before);
const char *lock_name(Lock lock);  /* "ACCESS EXCLUSIVE"; "" of none */
const char *lock_words(Lock lock); /* "readers and writers wait" */
const char *effect_words(unsigned effect); /* one of STEP_...: "reads every row" */

#endif
