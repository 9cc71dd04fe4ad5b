/* SPDX-License-Identifier: MIT
 * Composite types. */
#include "dialect/postgres/postgres.h"

static void add_attribute(Text *out, const Schema *schema, const Object *object)
{
    const Attribute *attribute = (const Attribute *)object;
    postgres_identifier(out, object->name);
    text_add_char(out, ' ');
    postgres_attribute_type(out, schema, attribute);
}

void postgres_attribute_type(Text *out, const Schema *schema, const Attribute *attribute)
{
    postgres_type(out, schema, attribute->type);
    if (name_none(attribute->collation)) return;
    text_add(out, " COLLATE ");
    postgres_qualified(out, attribute->collation_space, attribute->collation);
}

void postgres_create_type(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    text_add(out, "CREATE TYPE ");
    postgres_path(out, schema, object);
    text_add(out, " AS (");
    for (size_t i = 0; i < object->members.count; i++) {
        text_add(out, i ? ",\n    " : "\n    ");
        add_attribute(out, schema, object->members.items[i]);
    }
    text_add(out, object->members.count ? "\n)" : ")");
}

static void alter_type(Text *out, const Schema *schema, const Object *attribute, const char *action)
{
    text_add(out, "ALTER TYPE ");
    postgres_path(out, schema, attribute->parent);
    text_printf(out, " %s ATTRIBUTE ", action);
}

void postgres_add_attribute(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    alter_type(out, schema, object, "ADD");
    add_attribute(out, schema, object);
}

void postgres_drop_attribute(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    alter_type(out, schema, object, "DROP");
    postgres_identifier(out, object->name);
}
