/* SPDX-License-Identifier: MIT
 * What is said of what comes along with an object and has no declaration of its own: the type of a table's
 * rows, the array type of an enum, the sequence of an identity, the rules that a partition has from the whole.
 *
 *   comments (row_type = 'A line', lines_day_check.constraint = 'As above') */
#include <string.h>

#include "model/kind.h"
#include "model/mention.h"

const OptionList *object_part_comments(const Object *object)
{
    static const OptionList none = {0};
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (strcmp(info->attrs[i].word, "part comments") == 0)
            return attr_value(object, &info->attrs[i], OptionList);
    return &none;
}
