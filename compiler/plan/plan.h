/* SPDX-License-Identifier: MIT
 * Changes x Dialect -> ordered Steps. A baseline is the plan from the empty schema. */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "dialect/dialect.h"

/* Steps in an order that runs, and what they may lose. options NULL: the usual. Never NULL. */
const Plan *plan_changes(Cx *cx, const Dialect *dialect, const Changes *changes,
                         const PlanOptions *options);
/* Lowers both, compares and plans. from NULL: from nothing. NULL if mistakes were reported. */
const Plan *plan_evolve(Cx *cx, const Dialect *dialect, const Schema *from, const Schema *to,
                        const PlanOptions *options);
/* The same of two that are compared already, for several dialects; from: as diff was given it. */
const Plan *plan_compared(Cx *cx, const Dialect *dialect, const Schema *from, const Schema *to,
                          const Changes *changes, const PlanOptions *options);
/* The SQL of a baseline as one script; statements end in ";\n". */
void plan_print(Text *out, const Plan *plan);
/* The SQL of a migration: blocks and statements as docs/migrations.md has them, each with why. */
void plan_script(Cx *cx, Text *out, const Dialect *dialect, const Plan *plan);
/* The same for a client such as psql: it has no need of a transaction that holds nothing. */
void plan_script_to_read(Cx *cx, Text *out, const Dialect *dialect, const Plan *plan);
/* For people and as JSON: every step with its lock, what it scans, rewrites and loses. The findings
 * are printed by command, once for all targets. */
void plan_explain(Text *out, const Dialect *dialect, const Plan *plan);
void plan_json(Text *out, const Dialect *dialect, const Plan *plan);

/* Does it take something away? Others only say that rows may refuse the change. */
bool finding_is_loss(const Finding *finding);
/* What is behind "ID PATH" of the finding in text: nothing, or a colon and a reason. NULL: it names
 * another. */
const char *finding_allowance(const char *text, const Finding *finding);

#endif
