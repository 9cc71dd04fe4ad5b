/* SPDX-License-Identifier: MIT
 * Findings: changes that take data away or that rows may forbid, and which of them the author has
 * allowed by name, in a comment of the schema or on the command line. */
#include "plan/planner.h"

void alter_finding(Alter *alter, Finding finding)
{
    vec_push(alter->cx->arena, &alter->plan->findings, finding);
}
