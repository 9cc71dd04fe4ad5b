/* SPDX-License-Identifier: MIT
 * Changes x Dialect -> ordered Steps. A baseline is the plan from the empty schema. */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "dialect/dialect.h"

/* Steps in an order that runs. Never NULL. */
const Plan *plan_changes(Cx *cx, const Dialect *dialect, const Changes *changes);
/* The SQL of a plan as one script; statements end in ";\n", in transaction order. */
void plan_print(Text *out, const Plan *plan);

#endif
