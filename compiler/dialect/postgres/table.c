/* SPDX-License-Identifier: MIT
 * Tables, their columns and constraints. CREATE TABLE and ALTER TABLE share every clause. Foreign
 * keys are statements of their own, so tables may name each other in any order. */
#include <string.h>

#include "dialect/postgres/postgres.h"
#include "model/mention.h"

/* ---- columns ---- */

/* start 10 -> START WITH 10, as CREATE SEQUENCE and identity columns take it. */
void postgres_identity_option(Text *out, const Option *option)
{
    static const char *const words[][2] = {{"start", "START WITH"},
                                           {"increment", "INCREMENT BY"},
                                           {"minimum", "MINVALUE"},
                                           {"maximum", "MAXVALUE"},
                                           {"cache", "CACHE"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equals(option->name, words[i][0]))
            text_printf(out, "%s %s", words[i][1], option->value);
    if (name_equals(option->name, "cycle"))
        text_add(out, strcmp(option->value, "false") == 0 ? "NO CYCLE" : "CYCLE");
}

void postgres_identity(Text *out, const Schema *schema, const Column *column)
{
    if (name_none(column->identity)) return;
    bool is_always = name_equals(column->identity, "always");
    text_printf(out, " GENERATED %s AS IDENTITY", is_always ? "ALWAYS" : "BY DEFAULT");
    const char *before = " (";
    if (!name_none(column->sequence)) {
        Name space = column->sequence_space;
        text_printf(out, "%sSEQUENCE NAME ", before);
        postgres_qualified(out, name_none(space) ? schema->default_space : space, column->sequence);
        before = " ";
    }
    for (size_t i = 0; i < column->identity_options.count; i++) {
        text_add(out, before);
        postgres_identity_option(out, &column->identity_options.items[i]);
        before = " ";
    }
    if (!before[1]) text_add_char(out, ')');
}

/* Before 16 the column of an heir may not say how it is generated, and is as the one above. */
static bool is_generated_above(const Column *column)
{
    const Column *above = column_inherited(column->object.parent, column->object.name);
    const Expr *expr = above ? postgres_value(&above->generated) : NULL;
    return expr && expr_equal(expr, postgres_value(&column->generated));
}

static void add_generated(Cx *cx, Text *out, const Schema *schema, const Column *column)
{
    const Expr *expr = postgres_value(&column->generated);
    if (!expr || is_generated_above(column)) return;
    text_add(out, " GENERATED ALWAYS AS (");
    postgres_expr(cx, out, schema, expr);
    text_add(out, name_equals(column->storage, "virtual") ? ") VIRTUAL" : ") STORED");
}

void postgres_column_type(Text *out, const Schema *schema, const Column *column)
{
    postgres_type(out, schema, marked_type_for(&column->type, DIALECT_POSTGRES));
    if (name_none(column->collation)) return;
    text_add(out, " COLLATE ");
    postgres_qualified(out, column->collation_space, column->collation);
}

void postgres_null_name(Text *out, const Column *column)
{
    if (name_none(column->null_name)) return;
    text_add(out, " CONSTRAINT ");
    postgres_identifier(out, column->null_name);
}

void postgres_column(Cx *cx, Text *out, const Schema *schema, const Column *column,
                     const Expr *initial, bool is_nullable)
{
    postgres_identifier(out, column->object.name);
    text_add_char(out, ' ');
    postgres_column_type(out, schema, column);
    if (initial) {
        text_add(out, " DEFAULT ");
        postgres_default(cx, out, schema, initial);
    } else if (postgres_drops_default(column)) {
        text_add(out, " DEFAULT NULL");
    }
    add_generated(cx, out, schema, column);
    postgres_identity(out, schema, column);
    if (is_nullable) return;
    postgres_null_name(out, column);
    text_add(out, " NOT NULL");
}

static void add_column(Cx *cx, Text *out, const Schema *schema, const Column *column)
{
    postgres_column(cx, out, schema, column, postgres_value(&column->initial),
                    column->is_nullable);
}

/* ---- constraints ---- */

static void add_list(Text *out, const char *before, const NameList *names)
{
    if (!names->count) return;
    text_add(out, before);
    text_add_char(out, '(');
    postgres_names(out, names);
    text_add_char(out, ')');
}

static void add_deferrable(Text *out, bool is_deferrable, bool is_initially_deferred)
{
    if (is_deferrable) text_add(out, " DEFERRABLE");
    if (is_initially_deferred) text_add(out, " INITIALLY DEFERRED");
}

static void add_validity(Text *out, bool is_not_valid, bool is_not_enforced)
{
    if (is_not_enforced) text_add(out, " NOT ENFORCED");
    else if (is_not_valid) text_add(out, " NOT VALID");
}

static void add_key(Text *out, const Key *key)
{
    text_add(out, key->object.kind == KIND_PRIMARY_KEY ? "PRIMARY KEY" : "UNIQUE");
    if (key->nulls_not_distinct) text_add(out, " NULLS NOT DISTINCT");
    text_add(out, " (");
    for (size_t i = 0; i < key->columns.count; i++) {
        if (i) text_add(out, ", ");
        postgres_identifier(out, key->columns.items[i].expr->name);
    }
    if (key->is_temporal) text_add(out, " WITHOUT OVERLAPS");
    text_add_char(out, ')');
    add_list(out, " INCLUDE ", &key->include);
    if (key->options.count) text_add_char(out, ' ');
    postgres_options(out, &key->options);
    add_deferrable(out, key->is_deferrable, key->is_initially_deferred);
}

static void add_action(Text *out, const char *event, Name action)
{
    static const char *const words[][2] = {{"cascade", "CASCADE"},
                                           {"restrict", "RESTRICT"},
                                           {"set null", "SET NULL"},
                                           {"set default", "SET DEFAULT"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equals(action, words[i][0])) text_printf(out, " ON %s %s", event, words[i][1]);
}

/* The period is the last one. */
static void add_columns(Text *out, const char *before, const NameList *names, bool is_temporal)
{
    NameList others = {names->items, names->count - is_temporal};
    text_add(out, before);
    text_add_char(out, '(');
    postgres_names(out, &others);
    if (is_temporal) text_add(out, others.count ? ", PERIOD " : "PERIOD ");
    if (is_temporal) postgres_identifier(out, names->items[others.count]);
    text_add_char(out, ')');
}

static void add_foreign_key(Text *out, const Schema *schema, const ForeignKey *key)
{
    add_columns(out, "FOREIGN KEY ", &key->columns, key->is_temporal);
    text_add(out, " REFERENCES ");
    postgres_path(out, schema, &key->target->object);
    add_columns(out, " ", &key->target_columns, key->is_temporal);
    if (name_equals(key->match, "full")) text_add(out, " MATCH FULL");
    add_action(out, "DELETE", key->on_delete);
    add_list(out, " ", &key->on_delete_columns);
    add_action(out, "UPDATE", key->on_update);
    add_deferrable(out, key->is_deferrable, key->is_initially_deferred);
    add_validity(out, key->is_not_valid, key->is_not_enforced);
}

static void add_check(Cx *cx, Text *out, const Schema *schema, const Check *check)
{
    text_add(out, "CHECK (");
    postgres_expr(cx, out, schema, postgres_value(&check->expr));
    text_add_char(out, ')');
    if (check->no_inherit) text_add(out, " NO INHERIT");
    add_validity(out, check->is_not_valid, check->is_not_enforced);
}

static void add_exclude(Cx *cx, Text *out, const Schema *schema, const Index *exclude)
{
    text_add(out, "EXCLUDE");
    postgres_index_end(cx, out, schema, exclude);
    add_deferrable(out, exclude->is_deferrable, exclude->is_initially_deferred);
}

void postgres_constraint(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    text_add(out, "CONSTRAINT ");
    postgres_identifier(out, object->name);
    text_add_char(out, ' ');
    if (object->kind == KIND_CHECK)
        add_check(cx, out, schema, (const Check *)object);
    else if (object->kind == KIND_FOREIGN_KEY)
        add_foreign_key(out, schema, (const ForeignKey *)object);
    else if (object->kind == KIND_EXCLUDE)
        add_exclude(cx, out, schema, (const Index *)object);
    else
        add_key(out, (const Key *)object);
}

void postgres_add_constraint(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    if (postgres_whole_of(object)) {
        postgres_name_part(out, schema, object);
        return;
    }
    text_add(out, object->parent->kind == KIND_DOMAIN ? "ALTER DOMAIN " : "ALTER TABLE ");
    postgres_path(out, schema, object->parent);
    text_add(out, " ADD ");
    postgres_constraint(cx, out, schema, object);
}

void postgres_add_column(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    if (((const Column *)object)->is_inherited) {
        Column above;
        bool is_disputed, is_there = column_merge(object->parent, object->name, &above, &is_disputed);
        postgres_override(cx, out, schema, (const Column *)object, is_there ? &above : NULL,
                          false);
        return;
    }
    text_add(out, "ALTER TABLE ");
    postgres_path(out, schema, object->parent);
    text_add(out, " ADD COLUMN ");
    add_column(cx, out, schema, (const Column *)object);
    postgres_add_open_null(out, schema, object);
    postgres_column_options(out, schema, (const Column *)object, &(OptionList){0});
}

/* ---- tables ---- */

bool postgres_is_held_open(const Object *check)
{
    return check->kind == KIND_CHECK && ((const Check *)check)->is_not_valid &&
           !((const Check *)check)->is_not_enforced;
}

void postgres_add_open_null(Text *out, const Schema *schema, const Object *object)
{
    if (object->kind != KIND_COLUMN || !((const Column *)object)->is_not_valid) return;
    text_add(out, ";\nALTER TABLE ");
    postgres_path(out, schema, object->parent);
    text_add(out, " ADD");
    postgres_null_name(out, (const Column *)object);
    text_add(out, " NOT NULL ");
    postgres_identifier(out, object->name);
    text_add(out, " NOT VALID");
}

/* Of two of the same elements CREATE TABLE might make one. */
static bool exclude_repeats(const Object *exclude, const Object *other)
{
    const KindInfo *info = kind_info(KIND_EXCLUDE);
    if (other->kind != KIND_EXCLUDE) return false;
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_ELEMENTS) return attr_equal(exclude, other, &info->attrs[i]);
    return false;
}

static bool is_repeated_key(const Object *member)
{
    const Object *table = member->parent;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *other = table->members.items[i];
        bool is_before = other->kind == KIND_PRIMARY_KEY || other->position < member->position;
        if (!is_before) continue;
        if (member->kind == KIND_UNIQUE && key_repeats((const Key *)member, other)) return true;
        if (member->kind == KIND_EXCLUDE && exclude_repeats(member, other)) return true;
    }
    return false;
}

static bool is_inline(const Schema *schema, const Object *member)
{
    bool is_override = member->kind == KIND_COLUMN && ((const Column *)member)->is_inherited;
    if (postgres_is_held_open(member) || is_override || postgres_whole_of(member)) return false;
    if (is_repeated_key(member) || check_is_late(schema, member)) return false;
    return member->kind == KIND_COLUMN || member->kind == KIND_PRIMARY_KEY ||
           member->kind == KIND_UNIQUE || member->kind == KIND_EXCLUDE ||
           member->kind == KIND_CHECK;
}

/* Columns first: PostgreSQL takes constraints in any place, people look for them at the end. A
 * partition without any of its own has no parentheses. */
static void add_members(Cx *cx, Text *out, const Schema *schema, const Object *table)
{
    const char *separator = "(\n    ";
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < table->members.count; i++) {
            const Object *member = table->members.items[i];
            bool is_column = member->kind == KIND_COLUMN;
            if (!is_inline(schema, member) || is_column != (pass == 0)) continue;
            text_add(out, separator);
            if (is_column)
                add_column(cx, out, schema, (const Column *)member);
            else
                postgres_constraint(cx, out, schema, member);
            separator = ",\n    ";
        }
    bool is_partition = ((const Table *)table)->partition_of;
    if (separator[0] == ',') text_add(out, "\n)");
    else if (!is_partition) text_add(out, "()");
}

static void add_alter(Text *out, const Schema *schema, const Object *table, const char *action)
{
    text_add(out, ";\nALTER TABLE ");
    postgres_path(out, schema, table);
    text_printf(out, " %s ROW LEVEL SECURITY", action);
}

void postgres_add_held_back(Cx *cx, Text *out, const Schema *schema, const Object *parent)
{
    for (size_t i = 0; i < parent->members.count; i++) {
        const Object *member = parent->members.items[i];
        postgres_add_open_null(out, schema, member);
        if (!postgres_is_held_open(member) && !is_repeated_key(member)) continue;
        if (check_is_late(schema, member)) continue;
        text_add(out, ";\n");
        postgres_add_constraint(cx, out, schema, member);
    }
}

static void add_column_options(Cx *cx, Text *out, const Schema *schema, const Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Column *column = (const Column *)table->members.items[i];
        if (column->object.kind != KIND_COLUMN) continue;
        OptionList above = postgres_kept_above(cx, table, column->object.name);
        postgres_column_options(out, schema, column, &above);
    }
}

static void add_choices(Text *out, const Schema *schema, const Table *table)
{
    for (size_t i = 0; i < table->object.members.count; i++)
        if (table->object.members.items[i]->kind != KIND_INDEX)
            postgres_add_choices(out, schema, table->object.members.items[i]);
    postgres_add_replica_identity(out, schema, table);
    postgres_add_key_triggers(out, schema, table);
}

/* Sequences that the defaults of this table call are there already; now they get their owner. */
static void add_owners(Text *out, const Schema *schema, const Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *column = table->members.items[i];
        if (column->kind != KIND_COLUMN) continue;
        const Expr *initial = postgres_value(&((const Column *)column)->initial);
        const Sequence *sequence = initial ? sequence_called(schema, initial) : NULL;
        if (!sequence || !sequence->owned_by || &sequence->owned_by->object != column) continue;
        text_add(out, ";\nALTER SEQUENCE ");
        postgres_path(out, schema, &sequence->object);
        text_add(out, " OWNED BY ");
        postgres_path(out, schema, column);
    }
}

static void create(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const Table *table = (const Table *)object;
    postgres_settle_defaults(cx, out, schema, object, true);
    postgres_settle_kept(cx, out, schema, object, true);
    if (out->length) text_add(out, ";\n");
    text_add(out, table->is_unlogged ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ");
    postgres_path(out, schema, object);
    postgres_partition_of(out, schema, table);
    text_add_char(out, ' ');
    add_members(cx, out, schema, object);
    postgres_table_parts(cx, out, schema, table);
    if (!name_none(table->access_method)) {
        text_add(out, "\nUSING ");
        postgres_identifier(out, table->access_method);
    }
    if (table->options.count) text_add_char(out, '\n');
    postgres_options(out, &table->options);
    if (table->of_type) {
        text_add(out, ";\nALTER TABLE ");
        postgres_path(out, schema, object);
        text_add(out, " OF ");
        postgres_type(out, schema, table->of_type);
    }
    add_column_options(cx, out, schema, object);
    postgres_add_kept(cx, out, schema, table);
    postgres_add_held_back(cx, out, schema, object);
    postgres_settle_defaults(cx, out, schema, object, false);
    postgres_settle_kept(cx, out, schema, object, false);
    postgres_add_overrides(cx, out, schema, object);
    add_choices(out, schema, table);
    if (table->row_security) add_alter(out, schema, object, "ENABLE");
    if (table->force_row_security) add_alter(out, schema, object, "FORCE");
    add_owners(out, schema, object);
}

/* To the table that it is a part of, or to those that it inherits from. */
static void give_to_parents(Text *out, const Schema *schema, const Table *table)
{
    ObjectList parents = table_parents(&table->object);
    for (size_t i = 0; i < parents.count; i++) {
        bool is_part = table->partition_of;
        const Object *one = is_part ? parents.items[i] : &table->object;
        text_add(out, ";\nALTER TABLE ");
        postgres_path(out, schema, one);
        text_add(out, is_part ? " ATTACH PARTITION " : " INHERIT ");
        postgres_path(out, schema, is_part ? &table->object : parents.items[i]);
        if (!is_part) continue;
        text_add_char(out, ' ');
        postgres_bounds(out, table);
    }
}

static void add_parts(Text *out, const Schema *schema, const Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (member->kind == KIND_INDEX || !postgres_whole_of(member)) continue;
        text_add(out, ";\n");
        postgres_name_part(out, schema, member);
        postgres_add_choices(out, schema, member);
    }
}

void postgres_create_table(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const Table *table = (const Table *)object;
    if (!postgres_is_made_apart(cx, object)) {
        create(cx, out, schema, object);
        return;
    }
    create(cx, out, schema, &postgres_table_alone(cx, table)->object);
    give_to_parents(out, schema, table);
    add_parts(out, schema, object);
}
