/* SPDX-License-Identifier: MIT
 * Partitions and heirs: what a table has of others, and what it has otherwise than they. */
#include <string.h>

#include "dialect/postgres/postgres.h"

void postgres_partition_of(Text *out, const Schema *schema, const Table *table)
{
    if (!table->partition_of) return;
    text_add(out, " PARTITION OF ");
    postgres_path(out, schema, &table->partition_of->object);
}

/* Words of the language in capitals, as SQL is written here; what stands in quotes stays. */
void postgres_words(Text *out, const char *text)
{
    char quote = '\0';
    for (; *text; text++) {
        if (quote) quote = *text == quote ? '\0' : quote;
        else if (*text == '\'' || *text == '"') quote = *text;
        bool is_small = !quote && *text >= 'a' && *text <= 'z';
        text_add_char(out, is_small ? (char)(*text - 'a' + 'A') : *text);
    }
}

void postgres_bounds(Text *out, const Table *table)
{
    bool is_default = name_equals(table->bounds, "default");
    text_add(out, is_default ? "" : "FOR VALUES ");
    postgres_words(out, name_text(table->bounds));
}

static void add_inherits(Text *out, const Schema *schema, const ObjectList *parents)
{
    for (size_t i = 0; i < parents->count; i++) {
        text_add(out, i ? ", " : "\nINHERITS (");
        postgres_path(out, schema, parents->items[i]);
    }
    if (parents->count) text_add_char(out, ')');
}

static void add_partition_by(Cx *cx, Text *out, const Schema *schema, const Table *table)
{
    if (name_none(table->partition_by)) return;
    text_add(out, "\nPARTITION BY ");
    postgres_words(out, name_text(table->partition_by));
    postgres_elements(cx, out, schema, &table->partition_key);
}

void postgres_table_parts(Cx *cx, Text *out, const Schema *schema, const Table *table)
{
    if (table->partition_of) {
        if (out->length && out->data[out->length - 1] != ' ') text_add_char(out, '\n');
        postgres_bounds(out, table);
    }
    add_inherits(out, schema, &table->inherits);
    add_partition_by(cx, out, schema, table);
}

/* ---- columns that differ from the one above ---- */

static void begin_table(Text *out, const Schema *schema, const Column *column, bool is_alone)
{
    if (out->length) text_add(out, ";\n");
    text_add(out, is_alone ? "ALTER TABLE ONLY " : "ALTER TABLE ");
    postgres_path(out, schema, column->object.parent);
}

static void begin(Text *out, const Schema *schema, const Column *column, bool is_alone,
                  const char *action)
{
    begin_table(out, schema, column, is_alone);
    text_add(out, " ALTER COLUMN ");
    postgres_identifier(out, column->object.name);
    text_add(out, action);
}

/* From 18 on it has a name. */
static void add_not_null(Text *out, const Schema *schema, const Column *column, bool is_alone)
{
    begin_table(out, schema, column, is_alone);
    text_add(out, " ADD");
    postgres_null_name(out, column);
    text_add(out, " NOT NULL ");
    postgres_identifier(out, column->object.name);
}

static bool is_same(const Expr *a, const Expr *b)
{
    return a && b ? expr_equal(a, b) : a == b;
}

void postgres_override(Cx *cx, Text *out, const Schema *schema, const Column *column,
                       const Column *above, bool is_for_heirs)
{
    const Expr *initial = postgres_value(&column->initial);
    if (!above) return;
    if (!is_same(initial, postgres_value(&above->initial))) {
        begin(out, schema, column, true, initial ? " SET DEFAULT " : " DROP DEFAULT");
        if (initial) postgres_default(cx, out, schema, initial);
    }
    bool is_whole = !name_none(((const Table *)column->object.parent)->partition_by); /* with its parts */
    bool is_called = !column->is_nullable && !name_none(column->null_name);
    bool is_alone = !is_whole && !is_for_heirs;
    if (above->is_nullable && is_called) add_not_null(out, schema, column, is_alone);
    else if (column->is_nullable != above->is_nullable)
        begin(out, schema, column, is_alone, column->is_nullable ? " DROP NOT NULL" : " SET NOT NULL");
}

static bool merge(const Column *column, Column *above)
{
    bool is_disputed;
    return column_merge(column->object.parent, column->object.name, above, &is_disputed);
}

bool postgres_drops_default(const Column *column)
{
    Column above;
    bool is_made = postgres_value(&column->generated) || !name_none(column->identity);
    if (is_made || postgres_value(&column->initial)) return false;
    return merge(column, &above) && postgres_value(&above.initial);
}

static bool is_domain(const Column *column)
{
    const Type *type = marked_type_for(&column->type, DIALECT_POSTGRES);
    return type->named && type->named->kind == KIND_DOMAIN && !type->dims;
}

/* One that is declared again has said of itself what it is, but that it takes null. Of a domain,
 * DEFAULT NULL stays a default. */
static void add_override(Cx *cx, Text *out, const Schema *schema, const Column *column)
{
    Column above;
    if (!merge(column, &above)) return;
    if (!column->is_inherited) {
        above.is_nullable = above.is_nullable && column->is_nullable;
        if (!postgres_drops_default(column) || !is_domain(column)) above.initial = column->initial;
    }
    postgres_override(cx, out, schema, column, &above, false);
}

void postgres_add_overrides(Cx *cx, Text *out, const Schema *schema, const Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        bool is_column = member->kind == KIND_COLUMN;
        if (is_column)
            add_override(cx, out, schema, (const Column *)member);
        else if (member->kind != KIND_INDEX && postgres_whole_of(member)) {
            text_add(out, ";\n");
            postgres_name_part(out, schema, member);
        }
    }
}

/* Where parents have several defaults PostgreSQL makes no heir that says nothing of its own, and what
 * it says makes the column its own as well. So for this moment the first default is the only one. */
void postgres_settle_defaults(Cx *cx, Text *out, const Schema *schema, const Object *table,
                              bool is_before)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Column *column = (const Column *)table->members.items[i];
        bool is_disputed = false;
        Column first;
        if (column->object.kind != KIND_COLUMN || !column->is_inherited) continue;
        column_merge(table, column->object.name, &first, &is_disputed);
        if (!is_disputed) continue;
        ObjectList parents = table_parents(table);
        for (size_t j = 0; j < parents.count; j++) {
            const Column *above =
                (const Column *)object_member(parents.items[j], KIND_COLUMN, column->object.name);
            const Expr *initial = above ? postgres_value(&above->initial) : NULL;
            if (!initial || is_same(initial, postgres_value(&first.initial))) continue;
            Column there = *above;
            there.object.parent = (Object *)parents.items[j];
            begin(out, schema, &there, true, is_before ? " DROP DEFAULT" : " SET DEFAULT ");
            if (!is_before) postgres_default(cx, out, schema, initial);
        }
    }
}

/* ---- parts of indexes and keys ---- */

const Object *postgres_whole_of(const Object *object)
{
    bool is_key = object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE;
    if (object->kind == KIND_INDEX) return ((const Index *)object)->partition_of;
    return is_key ? ((const Key *)object)->partition_of : NULL;
}

static void add_regclass(Text *out, const Schema *schema, const Object *table, Name name)
{
    Text path = {0};
    postgres_qualified(&path, postgres_space(schema, table), name);
    postgres_literal(out, path.data, path.length);
    text_add(out, "::regclass");
    text_free(&path);
}

static const OptionList *own_options(const Object *part)
{
    return part->kind == KIND_INDEX ? &((const Index *)part)->options : &((const Key *)part)->options;
}

const OptionList *postgres_part_options(const Object *part)
{
    const Object *whole = postgres_whole_of(part);
    const OptionList *own = own_options(part);
    return whole && part->kind != KIND_INDEX && !own->count ? own_options(whole) : own;
}

static bool has_option(const OptionList *list, const Option *wanted, bool is_as_well)
{
    for (size_t i = 0; i < list->count; i++)
        if (name_is(list->items[i].name, wanted->name))
            return !is_as_well || strcmp(list->items[i].value, wanted->value) == 0;
    return false;
}

static void add_part_option(Text *out, const Schema *schema, const Object *part, Option *option)
{
    text_add(out, ";\nALTER INDEX ");
    postgres_qualified(out, postgres_space(schema, part->parent), part->name);
    text_add(out, option->value ? " SET " : " RESET ");
    postgres_option_list(out, &(OptionList){option, 1});
}

/* It came with those of the whole. */
static void add_part_options(Text *out, const Schema *schema, const Object *part)
{
    const OptionList *had = own_options(postgres_whole_of(part)), *own = postgres_part_options(part);
    for (size_t i = 0; i < had->count; i++)
        if (!has_option(own, &had->items[i], false))
            add_part_option(out, schema, part, &(Option){had->items[i].name, NULL});
    for (size_t i = 0; i < own->count; i++)
        if (!has_option(had, &own->items[i], true))
            add_part_option(out, schema, part, &(Option){own->items[i].name, own->items[i].value});
}

/* The server has chosen a name; another index of the partition may have got the wanted one, and gets
 * this one's in its place. */
void postgres_name_part(Text *out, const Schema *schema, const Object *part)
{
    const Object *whole = postgres_whole_of(part);
    Text wanted = {0}, end = {0};
    text_add(&end, " RENAME TO ");
    postgres_identifier(&end, part->name);
    postgres_literal(&wanted, name_text(part->name), name_length(part->name));
    text_add(out, "DO $part$ DECLARE rename text; BEGIN\n"
                  "    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',\n"
                  "            'ALTER INDEX ' || c.oid::regclass || ");
    postgres_literal(out, end.data, end.length);
    text_printf(out, ",\n            '; ALTER INDEX ' || o.relnamespace::regnamespace"
                     " || '.schemac_aside RENAME TO ' || quote_ident(c.relname))\n"
                     "        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid\n"
                     "        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)\n"
                     "        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = %s\n"
                     "        WHERE i.indrelid = ", wanted.data);
    add_regclass(out, schema, part->parent, part->parent->name);
    text_printf(out, " AND c.relname <> %s\n        AND pg_partition_root(i.indexrelid) = ", wanted.data);
    add_regclass(out, schema, whole->parent, whole->name);
    text_add(out, "\n    LOOP EXECUTE rename; END LOOP;\nEND $part$");
    text_free(&wanted);
    text_free(&end);
    add_part_options(out, schema, part);
}
