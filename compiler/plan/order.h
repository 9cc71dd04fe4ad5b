/* SPDX-License-Identifier: MIT
 * Private to plan: puts objects in an order in which they can be created. */
#ifndef PLAN_ORDER_H
#define PLAN_ORDER_H

#include "dialect/dialect.h"

/* Reorders units so that each comes after everything it needs; otherwise the given order stays as
 * far as it can (the smallest ready unit goes first). What a unit's members need counts as its own,
 * except members that are units themselves. Where units need each other in a circle, the needs of
 * what may precede them in this dialect give way. Returns the number of units placed; fewer than
 * count: the rest, left at the end in the given order, need each other all the same. */
size_t order_units(Cx *cx, const Dialect *dialect, const Schema *schema, const Object **units,
                   size_t count);

#endif
