/* SPDX-License-Identifier: MIT
 * Private to runtime/sqlite: before and is_stale of schemac_engine. */
#ifndef SCHEMAC_SQLITE_AROUND_H
#define SCHEMAC_SQLITE_AROUND_H

#include "step.h"

schemac_status sqlite_before(Work *work, const Step *step);
bool sqlite_is_stale(Work *work);

#endif
