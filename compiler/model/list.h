/* SPDX-License-Identifier: MIT
 * Is it in the list? */
#ifndef MODEL_LIST_H
#define MODEL_LIST_H

#include "model/model.h"

bool names_have(const NameList *list, Name name);
bool objects_have(const ObjectList *list, const Object *object); /* itself, not one like it */

#endif
