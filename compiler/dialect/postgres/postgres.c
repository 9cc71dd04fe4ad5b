/* SPDX-License-Identifier: MIT
 * The dialect: which function writes which kind, and the statements that are the same for all
 * kinds, DROP and COMMENT ON. */
#include <string.h>

#include "dialect/postgres/postgres.h"

/* ---- how a kind is named in DROP and COMMENT ON ---- */

static const char *sql_word(const Object *object)
{
    switch (object->kind) {
    case KIND_NAMESPACE: return "SCHEMA";
    case KIND_EXTENSION: return "EXTENSION";
    case KIND_ENUM: return "TYPE";
    case KIND_DOMAIN: return "DOMAIN";
    case KIND_SEQUENCE: return "SEQUENCE";
    case KIND_FUNCTION: return ((const Function *)object)->is_procedure ? "PROCEDURE" : "FUNCTION";
    case KIND_TABLE: return "TABLE";
    case KIND_COLUMN: return "COLUMN";
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE:
    case KIND_FOREIGN_KEY:
    case KIND_CHECK: return "CONSTRAINT";
    case KIND_INDEX: return "INDEX";
    case KIND_VIEW: return ((const View *)object)->is_materialized ? "MATERIALIZED VIEW" : "VIEW";
    case KIND_TRIGGER: return "TRIGGER";
    case KIND_POLICY: return "POLICY";
    case KIND_ENUM_VALUE:
    case KIND_COUNT: break;
    }
    return NULL;
}

/* What a name without a namespace belongs to: the table of a trigger; NULL: nothing. */
static const Object *base_of(const Object *object)
{
    switch (object->kind) {
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE:
    case KIND_FOREIGN_KEY:
    case KIND_CHECK: return object->parent;
    case KIND_TRIGGER: return ((const Trigger *)object)->on;
    case KIND_POLICY: return &((const Policy *)object)->on->object;
    case KIND_NAMESPACE:
    case KIND_EXTENSION:
    case KIND_ENUM:
    case KIND_ENUM_VALUE:
    case KIND_DOMAIN:
    case KIND_SEQUENCE:
    case KIND_FUNCTION:
    case KIND_TABLE:
    case KIND_COLUMN:
    case KIND_INDEX:
    case KIND_VIEW:
    case KIND_COUNT: break;
    }
    return NULL;
}

/* touch ON public.orders, public.orders.id, public.add(integer, integer) */
static void add_subject(Text *out, const Schema *schema, const Object *object)
{
    const Object *base = base_of(object);
    if (object->kind == KIND_FUNCTION)
        postgres_signature(out, schema, object);
    else if (!base)
        postgres_path(out, schema, object);
    else {
        postgres_identifier(out, object->name);
        text_add(out, base->kind == KIND_DOMAIN ? " ON DOMAIN " : " ON ");
        postgres_path(out, schema, base);
    }
}

static void comment(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    const char *word = sql_word(object);
    if (!word || object->kind == KIND_EXTENSION) return;
    text_printf(out, "COMMENT ON %s ", word);
    add_subject(out, schema, object);
    text_add(out, " IS ");
    if (object->doc && *object->doc)
        postgres_literal(out, object->doc, strlen(object->doc));
    else
        text_add(out, "NULL");
}

static void drop(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    text_printf(out, "DROP %s ", sql_word(object));
    add_subject(out, schema, object);
}

static void drop_member(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    text_add(out, object->parent->kind == KIND_DOMAIN ? "ALTER DOMAIN " : "ALTER TABLE ");
    postgres_path(out, schema, object->parent);
    text_printf(out, " DROP %s ", sql_word(object));
    postgres_identifier(out, object->name);
}

/* The runtime may have made the default one for its history. */
static void create_namespace(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    bool may_exist = name_is(object->name, schema->default_space);
    text_add(out, may_exist ? "CREATE SCHEMA IF NOT EXISTS " : "CREATE SCHEMA ");
    postgres_path(out, schema, object);
}

static void create_extension(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    const Extension *extension = (const Extension *)object;
    text_add(out, "CREATE EXTENSION IF NOT EXISTS ");
    postgres_path(out, schema, object);
    if (!name_none(extension->in)) {
        text_add(out, " WITH SCHEMA ");
        postgres_identifier(out, extension->in);
    }
    if (!extension->version) return;
    text_add(out, " VERSION ");
    postgres_literal(out, extension->version, strlen(extension->version));
}

static const KindSql kinds[KIND_COUNT] = {
    [KIND_NAMESPACE] = {create_namespace, drop, false},
    [KIND_EXTENSION] = {create_extension, drop, false},
    [KIND_ENUM] = {postgres_create_enum, drop, false},
    [KIND_ENUM_VALUE] = {postgres_add_value, NULL, true},
    [KIND_DOMAIN] = {postgres_create_domain, drop, false},
    [KIND_SEQUENCE] = {postgres_create_sequence, drop, false},
    [KIND_FUNCTION] = {postgres_create_function, drop, false},
    [KIND_TABLE] = {postgres_create_table, drop, false},
    [KIND_COLUMN] = {postgres_add_column, drop_member, true},
    [KIND_PRIMARY_KEY] = {postgres_add_constraint, drop_member, true},
    [KIND_UNIQUE] = {postgres_add_constraint, drop_member, true},
    [KIND_FOREIGN_KEY] = {postgres_add_constraint, drop_member, false},
    [KIND_CHECK] = {postgres_add_constraint, drop_member, true},
    [KIND_INDEX] = {postgres_create_index, drop, false},
    [KIND_VIEW] = {postgres_create_view, drop, false},
    [KIND_TRIGGER] = {postgres_create_trigger, drop, false},
    [KIND_POLICY] = {postgres_create_policy, drop, false},
};

/* Bodies may name things of the default namespace, and things that come later. */
static const char *prologue(Cx *cx, const Schema *schema)
{
    Text text = {0};
    text_add(&text, "SET client_encoding = 'UTF8';\n"
                    "SET standard_conforming_strings = on;\n"
                    "SET check_function_bodies = off;\n"
                    "SET search_path = ");
    postgres_identifier(&text, schema->default_space);
    text_add(&text, ";\n");
    return text_keep(&text, cx->arena);
}

static bool knows_function(Name name)
{
    (void)name; /* every portable function is PostgreSQL's own, or called as it is */
    return true;
}

static bool is_reserved(Name name)
{
    return postgres_is_keyword(name_text(name));
}

const Dialect postgres_dialect = {
    .id = DIALECT_POSTGRES,
    .name = "postgres",
    .title = "PostgreSQL",
    .oldest = 12,
    .newest = 18,
    .name_limit = 63,
    .lower = postgres_lower,
    .kinds = kinds,
    .comment = comment,
    .prologue = prologue,
    .expr = postgres_expr,
    .identifier = postgres_identifier,
    .is_reserved = is_reserved,
    .literal = postgres_literal,
    .path = postgres_path,
    .knows_function = knows_function,
};
