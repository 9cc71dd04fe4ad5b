/* SPDX-License-Identifier: MIT
 * What tables are made of: domains, enums and sequences. */
#include "dialect/postgres/postgres.h"
#include "model/mention.h"

void postgres_create_domain(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const Domain *domain = (const Domain *)object;
    text_add(out, "CREATE DOMAIN ");
    postgres_path(out, schema, object);
    text_add(out, " AS ");
    postgres_type(out, schema, domain->type);
    if (!name_none(domain->collation)) {
        text_add(out, " COLLATE ");
        postgres_qualified(out, domain->collation_space, domain->collation);
    }
    if (postgres_value(&domain->initial)) {
        text_add(out, " DEFAULT ");
        postgres_default(cx, out, schema, postgres_value(&domain->initial));
    }
    if (domain->is_not_null) text_add(out, " NOT NULL");
    for (size_t i = 0; i < object->members.count; i++) {
        if (postgres_is_held_open(object->members.items[i])) continue;
        text_add(out, "\n    ");
        postgres_constraint(cx, out, schema, object->members.items[i]);
    }
    postgres_add_held_back(cx, out, schema, object);
}

static void add_label(Text *out, const Object *value)
{
    postgres_literal(out, name_text(value->name), name_length(value->name));
}

void postgres_create_enum(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    text_add(out, "CREATE TYPE ");
    postgres_path(out, schema, object);
    text_add(out, " AS ENUM (");
    for (size_t i = 0; i < object->members.count; i++) {
        text_add(out, i ? ",\n    " : "\n    ");
        add_label(out, object->members.items[i]);
    }
    text_add(out, object->members.count ? "\n)" : ")");
}

/* Behind the value that stands before it in the schema, so that the order is the declared one. */
void postgres_add_value(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    const Object *parent = object->parent;
    text_add(out, "ALTER TYPE ");
    postgres_path(out, schema, parent);
    text_add(out, " ADD VALUE ");
    add_label(out, object);
    if (object->position) {
        text_add(out, " AFTER ");
        add_label(out, parent->members.items[object->position - 1]);
    } else if (parent->members.count > 1) {
        text_add(out, " BEFORE ");
        add_label(out, parent->members.items[1]);
    }
}

static void add_number(Text *out, const char *words, const char *number)
{
    if (number) text_printf(out, " %s %s", words, number);
}

void postgres_create_sequence(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    const Sequence *sequence = (const Sequence *)object;
    text_add(out, sequence->is_unlogged ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ");
    postgres_path(out, schema, object);
    if (sequence->type) text_add(out, " AS ");
    if (sequence->type) postgres_type(out, schema, sequence->type);
    add_number(out, "INCREMENT BY", sequence->increment);
    add_number(out, "MINVALUE", sequence->minimum);
    add_number(out, "MAXVALUE", sequence->maximum);
    add_number(out, "START WITH", sequence->start);
    add_number(out, "CACHE", sequence->cache);
    if (sequence->cycle) text_add(out, " CYCLE");
    if (!sequence->owned_by || sequence_is_owned_later(schema, sequence)) return;
    text_add(out, " OWNED BY ");
    postgres_path(out, schema, &sequence->owned_by->object);
}
