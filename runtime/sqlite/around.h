/* SPDX-License-Identifier: MIT
 * Private to runtime/sqlite: before, is_stale and after of schemac_engine. */
#ifndef SCHEMAC_SQLITE_AROUND_H
#define SCHEMAC_SQLITE_AROUND_H

#include "step.h"

schemac_status sqlite_before(Work *work, const Step *step);
bool sqlite_is_stale(Work *work);
schemac_status sqlite_after(schemac_call *call, const catalog *expected);

#endif
