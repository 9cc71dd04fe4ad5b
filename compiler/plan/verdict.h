/* SPDX-License-Identifier: MIT
 * What a change means for programs: may one that was built for the schema before go on while the
 * database is already new, and may one built for the new schema start while it is still old? */
#ifndef PLAN_VERDICT_H
#define PLAN_VERDICT_H

#include "diff/diff.h"
#include "model/impact.h"

const char *ability_word(Ability ability); /* "none", "read", "write" */

typedef struct Reason {
    const char *words; /* "column orders.total takes NULL: a struct of before cannot tell" */
    Ability old_programs, new_programs; /* what this change alone leaves them */
} Reason;

typedef struct Verdict {
    Ability old_programs; /* built for the schema before, on the new database */
    Ability new_programs; /* built for this schema, on the database of before */
    VEC(Reason) reasons;  /* of everything below WRITE */
} Verdict;

/* changes: between two logical schemas. dialect: for which database. */
const Verdict *verdict_of(Cx *cx, const Changes *changes, DialectId dialect);

#endif
