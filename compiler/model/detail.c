/* SPDX-License-Identifier: MIT
 * What few objects have stands in the catalog text on a line of its own, so that few programs need to
 * ask for it. */
#include "model/kind.h"

/* orders.table, orders."unique orders_key" */
void detail_path(Text *out, const Schema *schema, const Object *object)
{
    Text label = {0};
    text_add(&label, object_word(object));
    if (object->parent) text_printf(&label, " %s", name_text(object->name));
    object_path(out, schema, object->parent ? object->parent : object);
    text_add_char(out, '.');
    path_name(out, name_of(schema->names, label.data, label.length));
    text_free(&label);
}
