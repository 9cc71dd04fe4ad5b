/* SPDX-License-Identifier: MIT
 * A plan done to a live database as one step of the runtime: under its lock, checked before it
 * commits, written into the history. In terms of the runtime, whose names are not the compiler's. */
#ifndef COMMAND_APPLY_H
#define COMMAND_APPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "schemac.h"

typedef struct Application {
    const char *const *pieces; /* as of a migration */
    const char *const *details; /* what asks for them, as it was planned from */
    const char *digest;        /* of the catalog that the plan begins with */
    bool is_fresh;             /* that catalog was empty */
    size_t count;              /* of its steps, for the message */
    bool is_stale;             /* after it: the catalog was another one under the lock */
} Application;

/* *is_current: the history of the database says that it was brought to this very schema. */
schemac_status apply_check(schemac_db db, const schemac_schema *schema, bool *is_current,
                           schemac_report *report);
schemac_status apply_plan(schemac_db db, const schemac_schema *schema, Application *application,
                          schemac_report *report);

#endif
