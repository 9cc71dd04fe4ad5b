/* SPDX-License-Identifier: MIT
 * What few objects have stands in the catalog text on lines of its own, so that few programs need to
 * ask for it. */
#include "model/kind.h"
#include "model/writer.h"

static const Object *owner_of(const Object *object)
{
    return object->kind == KIND_TRIGGER ? ((const Trigger *)object)->on : object->parent;
}

/* orders.table, orders."unique orders_key", orders."sequence id", orders."trigger t",
 * "f(integer)".function: what is told apart by arguments is one name. */
static void add_path(const Writer *writer, Text *out, const Object *object, const char *word)
{
    const Object *owner = owner_of(object);
    Text label = {0};
    text_add(&label, word);
    if (owner) text_printf(&label, " %s", name_text(object->name));
    if (object_arguments(object))
        path_name(out, name_of(writer->schema->names, writer->path.data, writer->path.length));
    else object_path(out, writer->schema, owner ? owner : object);
    text_add_char(out, '.');
    path_name(out, name_of(writer->schema->names, label.data, label.length));
    text_free(&label);
}

static void put_opens(Writer *writer, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (const Attr *attr = info->attrs; attr < info->attrs + info->attr_count; attr++) {
        Text path = {0};
        if (!(attr->flags & ATTR_OPEN) || writer_leaves_out(writer, object, attr)) continue;
        add_path(writer, &path, object, attr->word);
        writer_add_value(writer, &writer->value, object, attr);
        lines_add_open(writer->lines, &path, attr->word, &writer->value);
        text_clear(&writer->value);
        text_free(&path);
    }
}

/* An extension comes with a comment, and so does the namespace public. */
static void put_comment(Writer *writer, const Object *object)
{
    bool is_open = object->kind == KIND_EXTENSION || object_is_public(object);
    if (!is_open || !object->doc || !*object->doc) return;
    Text path = {0}, words = {0};
    add_path(writer, &path, object, "comment");
    text_add(&words, object->doc);
    lines_add_open(writer->lines, &path, "comment", &words);
    text_free(&words);
    text_free(&path);
}

static void begin(Writer *writer, const Object *object)
{
    Text path = {0};
    add_path(writer, &path, object, object_word(object));
    lines_begin_detail(writer->lines, &path);
    text_free(&path);
}

void details_put(Writer *writer, const Object *object)
{
    size_t count = 0;
    const KindInfo *info = kind_info(object->kind);
    for (const Attr *attr = info->attrs; attr < info->attrs + info->attr_count; attr++) {
        if (!(attr->flags & ATTR_DETAIL) || writer_leaves_out(writer, object, attr)) continue;
        if (!count++) begin(writer, object);
        writer_put_attr(writer, object, attr);
    }
    if (count) lines_end(writer->lines);
    put_opens(writer, object);
    put_comment(writer, object);
}
