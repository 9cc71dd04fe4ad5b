/* SPDX-License-Identifier: MIT
 * The line of a schema that keeps the data which a change would lose, or gives rows that are there
 * what they lack, with the names it is about. */
#ifndef MODEL_REMEDY_H
#define MODEL_REMEDY_H

#include "base/cx.h"
#include "model/model.h"

/* risk: an id as in risk.h. object: of a logical schema; alike: what is new and may be the same
 * under another name, or NULL. NULL: no line does. */
const char *remedy_of(Cx *cx, const char *risk, const Object *object, const Object *alike);

#endif
