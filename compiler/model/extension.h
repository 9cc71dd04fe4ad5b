/* SPDX-License-Identifier: MIT
 * DEPENDS ON EXTENSION of an object: who drops one of these drops it, too. */
#ifndef MODEL_EXTENSION_H
#define MODEL_EXTENSION_H

#include "model/model.h"

const NameList *object_extensions(const Object *object); /* in order; empty: none */
void object_set_extensions(Object *object, NameList extensions); /* of a kind that may have some */

#endif
