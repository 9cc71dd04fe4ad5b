/* SPDX-License-Identifier: MIT
 * Private. What a database holds against what its version says. */
#ifndef SCHEMAC_DRIFT_H
#define SCHEMAC_DRIFT_H

#include "history.h"

/* Puts the texts that were recorded when the database came to its version in the place of the
 * author's, so that they are compared to the letter (PostgreSQL). expected is the catalog of that
 * version. */
schemac_status drift_complete(schemac_call *call, const History *history, const catalog *found,
                              catalog *expected);

#endif
