/* SPDX-License-Identifier: MIT
 * What few objects have stands in the catalog text on lines of its own, so that few programs need to
 * ask for it. */
#include "model/kind.h"
#include "model/writer.h"

static void add_path(Text *out, const Schema *schema, const Object *object, const char *word)
{
    Text label = {0};
    text_add(&label, word);
    if (object->parent) text_printf(&label, " %s", name_text(object->name));
    object_path(out, schema, object->parent ? object->parent : object);
    text_add_char(out, '.');
    path_name(out, name_of(schema->names, label.data, label.length));
    text_free(&label);
}

/* orders.table, orders."unique orders_key" */
void detail_path(Text *out, const Schema *schema, const Object *object)
{
    add_path(out, schema, object, object_word(object));
}

/* orders."sequence id" */
void open_path(Text *out, const Schema *schema, const Object *object, const Attr *attr)
{
    add_path(out, schema, object, attr->word);
}

static void put_opens(Writer *writer, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (const Attr *attr = info->attrs; attr < info->attrs + info->attr_count; attr++) {
        if (!(attr->flags & ATTR_OPEN) || writer_leaves_out(writer, object, attr)) continue;
        writer_add_value(writer, &writer->value, object, attr);
        lines_add_open(writer->lines, writer->schema, object, attr, &writer->value);
        text_clear(&writer->value);
    }
}

void details_put(Writer *writer, const Object *object)
{
    size_t count = 0;
    const KindInfo *info = kind_info(object->kind);
    for (const Attr *attr = info->attrs; attr < info->attrs + info->attr_count; attr++) {
        if (!(attr->flags & ATTR_DETAIL) || writer_leaves_out(writer, object, attr)) continue;
        if (!count++) lines_begin_detail(writer->lines, writer->schema, object);
        writer_put_attr(writer, object, attr);
    }
    if (count) lines_end(writer->lines);
    put_opens(writer, object);
}
