/* SPDX-License-Identifier: MIT
 * One way from a schema to the next, for every target: the plans, what they leave to programs, and
 * the script that a migration of it has. */
#ifndef CHAIN_EVOLVE_H
#define CHAIN_EVOLVE_H

#include "chain/chain.h"
#include "plan/plan.h"
#include "plan/verdict.h"

typedef struct Evolution {
    const Schema *from, *to; /* from NULL: from nothing */
    const Changes *changes;  /* between the two as they were written; NULL: from nothing */
    const Plan *plans[DIALECT_COUNT]; /* NULL: not a target of `to` */
    const Verdict *verdicts[DIALECT_COUNT]; /* NULL where there was no schema before */
} Evolution;

/* NULL after reporting. A target that `from` did not have is made from nothing. */
const Evolution *evolve(Cx *cx, const Schema *from, const Schema *to, const PlanOptions *options);
/* Is there nothing to do, in no target? Comments that no engine keeps count for nothing. */
bool evolution_is_empty(const Evolution *evolution);
/* How many findings of all targets still must be allowed. */
size_t evolution_refusals(const Evolution *evolution);
/* Warns of what is allowed, in comments of the schema or in options, and nothing asks for. */
void evolution_unused(Cx *cx, const Evolution *evolution, const PlanOptions *options);
/* The SQL file of a migration. */
void evolution_script(Cx *cx, Text *out, const Evolution *evolution, DialectId dialect, int number,
                      const char *name);
/* Is the SQL of a migration what its evolution gives, in every target? */
bool evolution_is_script(Cx *cx, const Evolution *evolution, const Migration *migration);
/* The snapshot as it stands in a migration. */
void evolution_snapshot(Cx *cx, Text *out, const Schema *schema);

#endif
