/* SPDX-License-Identifier: MIT
 * Lists of names and of objects. */
#include "model/list.h"

bool names_have(const NameList *list, Name name)
{
    for (size_t i = 0; i < list->count; i++)
        if (name_is(list->items[i], name)) return true;
    return false;
}

bool objects_have(const ObjectList *list, const Object *object)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == object) return true;
    return false;
}
