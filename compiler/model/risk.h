/* SPDX-License-Identifier: MIT
 * What a change may cost in a database that holds rows: the facts of each kind. A risk is the id of
 * the finding that names it; plan/finding.c makes findings of them. */
#ifndef MODEL_RISK_H
#define MODEL_RISK_H

#include "model/model.h"

const char *risk_of_drop(const Object *from); /* "drop-table"; NULL: no data goes with it */

#endif
