/* SPDX-License-Identifier: MIT
 * The dialect: which function writes which kind, and the statements that are the same for all
 * kinds, DROP and COMMENT ON. */
#include <string.h>

#include "dialect/postgres/change.h"

/* ---- how a kind is named in DROP and COMMENT ON ---- */

const char *postgres_word(const Object *object)
{
    switch (object->kind) {
    case KIND_NAMESPACE: return "SCHEMA";
    case KIND_EXTENSION: return "EXTENSION";
    case KIND_ENUM: return "TYPE";
    case KIND_DOMAIN: return "DOMAIN";
    case KIND_TYPE:
    case KIND_RANGE: return "TYPE";
    case KIND_NATIVE: return postgres_native_word(object);
    case KIND_SEQUENCE: return "SEQUENCE";
    case KIND_FUNCTION: return ((const Function *)object)->is_procedure ? "PROCEDURE" : "FUNCTION";
    case KIND_TABLE: return "TABLE";
    case KIND_COLUMN:
    case KIND_ATTRIBUTE: return "COLUMN";
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE:
    case KIND_FOREIGN_KEY:
    case KIND_EXCLUDE:
    case KIND_CHECK: return "CONSTRAINT";
    case KIND_INDEX: return "INDEX";
    case KIND_VIEW: return ((const View *)object)->is_materialized ? "MATERIALIZED VIEW" : "VIEW";
    case KIND_TRIGGER: return "TRIGGER";
    case KIND_POLICY: return "POLICY";
    case KIND_FUTURE:
    case KIND_OWNER:
    case KIND_GRANT:
    case KIND_ENUM_VALUE:
    case KIND_EXTERNAL:
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
    case KIND_EXCLUDE:
    case KIND_CHECK: return object->parent;
    case KIND_TRIGGER: return ((const Trigger *)object)->on;
    case KIND_POLICY: return &((const Policy *)object)->on->object;
    case KIND_NAMESPACE:
    case KIND_EXTENSION:
    case KIND_EXTERNAL:
    case KIND_ENUM:
    case KIND_ENUM_VALUE:
    case KIND_DOMAIN:
    case KIND_TYPE:
    case KIND_ATTRIBUTE:
    case KIND_RANGE:
    case KIND_SEQUENCE:
    case KIND_FUNCTION:
    case KIND_NATIVE:
    case KIND_TABLE:
    case KIND_COLUMN:
    case KIND_INDEX:
    case KIND_VIEW:
    case KIND_FUTURE:
    case KIND_OWNER:
    case KIND_GRANT:
    case KIND_COUNT: break;
    }
    return NULL;
}

void postgres_subject(Text *out, const Schema *schema, const Object *object)
{
    const Object *base = base_of(object);
    if (object->kind == KIND_FUNCTION)
        postgres_signature(out, schema, object);
    else if (object->kind == KIND_NATIVE)
        postgres_native_subject(out, schema, object);
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
    const char *word = postgres_word(object);
    bool has_own = object->kind == KIND_EXTENSION || object_is_public(object);
    if (!word || (has_own && !object->doc)) return; /* it has the one that it comes with */
    text_printf(out, "COMMENT ON %s ", word);
    postgres_subject(out, schema, object);
    text_add(out, " IS ");
    if (object->doc && *object->doc)
        postgres_literal(out, object->doc, strlen(object->doc));
    else
        text_add(out, "NULL");
}

static void drop_member(Text *out, const Schema *schema, const Object *object)
{
    text_add(out, object->parent->kind == KIND_DOMAIN ? "ALTER DOMAIN " : "ALTER TABLE ");
    postgres_path(out, schema, object->parent);
    text_printf(out, " DROP %s ", postgres_word(object));
    postgres_identifier(out, object->name);
}

void postgres_drop(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    if (postgres_whole_of(object)) return; /* it goes with the whole */
    if (object->parent && object->kind != KIND_INDEX) {
        drop_member(out, schema, object);
        return;
    }
    text_printf(out, "DROP %s ", postgres_word(object));
    postgres_subject(out, schema, object);
}

/* The runtime may have made the default one for its history. */
static void create_namespace(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    bool may_exist = name_is(object->name, schema->default_space) || object_is_public(object);
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

/* create, drop, is_inline, add, remove, alter, rename */
static const KindSql kinds[KIND_COUNT] = {
    [KIND_NAMESPACE] = {.create = create_namespace, .drop = postgres_drop,
                        .remove = postgres_remove_object, .rename = postgres_rename},
    [KIND_EXTENSION] = {.create = create_extension, .drop = postgres_drop,
                        .remove = postgres_remove_last, .alter = postgres_alter},
    [KIND_ENUM] = {.create = postgres_create_enum, .drop = postgres_drop,
                   .remove = postgres_remove_last, .alter = postgres_alter, .rename = postgres_rename, .bury = postgres_bury},
    [KIND_ENUM_VALUE] = {.create = postgres_add_value, .is_inline = true,
                         .add = postgres_bring_value, .rename = postgres_rename},
    [KIND_DOMAIN] = {.create = postgres_create_domain, .drop = postgres_drop,
                     .remove = postgres_remove_last, .alter = postgres_alter,
                     .rename = postgres_rename, .bury = postgres_bury},
    [KIND_TYPE] = {.create = postgres_create_type, .drop = postgres_drop,
                   .remove = postgres_remove_last, .alter = postgres_alter, .rename = postgres_rename, .bury = postgres_bury},
    [KIND_ATTRIBUTE] = {.create = postgres_add_attribute, .drop = postgres_drop_attribute,
                        .is_inline = true, .add = postgres_bring_attribute,
                        .remove = postgres_remove_attribute, .alter = postgres_alter,
                        .rename = postgres_rename},
    [KIND_RANGE] = {.create = postgres_create_range, .drop = postgres_drop,
                    .remove = postgres_remove_last, .alter = postgres_alter, .rename = postgres_rename, .bury = postgres_bury},
    [KIND_NATIVE] = {.create = postgres_create_native, .drop = postgres_drop_native,
                     .add = postgres_bring_native, .remove = postgres_remove_object,
                     .alter = postgres_alter, .rename = postgres_rename, .make_room = postgres_make_room,
                     .bury = postgres_bury_collation},
    [KIND_SEQUENCE] = {.create = postgres_create_sequence, .drop = postgres_drop,
                       .add = postgres_bring_sequence, .remove = postgres_remove_sequence,
                       .alter = postgres_alter, .rename = postgres_rename},
    [KIND_FUNCTION] = {.create = postgres_create_function, .drop = postgres_drop,
                       .remove = postgres_remove_function, .alter = postgres_alter,
                       .rename = postgres_rename, .restore = postgres_restore_function},
    [KIND_TABLE] = {.create = postgres_create_table, .drop = postgres_drop,
                    .add = postgres_bring_table, .remove = postgres_remove_table, .alter = postgres_alter,
                    .leave = postgres_leave, .rename = postgres_rename,
                    .put_aside = postgres_put_aside, .bury = postgres_bury_table},
    [KIND_COLUMN] = {.create = postgres_add_column, .drop = postgres_drop, .is_inline = true,
                     .add = postgres_bring_column, .remove = postgres_remove_column,
                     .alter = postgres_alter, .rename = postgres_rename},
    [KIND_PRIMARY_KEY] = {.create = postgres_add_constraint, .drop = postgres_drop,
                          .is_inline = true, .add = postgres_bring_key,
                          .remove = postgres_remove_member, .alter = postgres_alter,
                          .rename = postgres_rename},
    [KIND_UNIQUE] = {.create = postgres_add_constraint, .drop = postgres_drop, .is_inline = true,
                     .add = postgres_bring_key, .remove = postgres_remove_member,
                     .alter = postgres_alter, .rename = postgres_rename},
    [KIND_FOREIGN_KEY] = {.create = postgres_create_foreign_key, .drop = postgres_drop,
                          .add = postgres_bring_foreign_key, .remove = postgres_remove_member,
                          .alter = postgres_alter, .rename = postgres_rename},
    [KIND_CHECK] = {.create = postgres_add_constraint, .drop = postgres_drop, .is_inline = true,
                    .add = postgres_bring_check, .remove = postgres_remove_member,
                    .alter = postgres_alter, .rename = postgres_rename},
    [KIND_EXCLUDE] = {.create = postgres_add_constraint, .drop = postgres_drop, .is_inline = true,
                      .add = postgres_bring_exclude, .remove = postgres_remove_member,
                      .alter = postgres_alter, .rename = postgres_rename},
    [KIND_INDEX] = {.create = postgres_make_index, .drop = postgres_drop,
                    .add = postgres_bring_index, .remove = postgres_remove_index,
                    .alter = postgres_alter, .rename = postgres_rename},
    [KIND_VIEW] = {.create = postgres_create_view, .drop = postgres_drop,
                   .remove = postgres_remove_object, .alter = postgres_alter,
                   .rename = postgres_rename},
    [KIND_TRIGGER] = {.create = postgres_create_trigger, .drop = postgres_drop,
                      .add = postgres_bring_trigger, .remove = postgres_remove_object,
                      .alter = postgres_alter, .rename = postgres_rename},
    [KIND_POLICY] = {.create = postgres_create_policy, .drop = postgres_drop,
                     .add = postgres_bring_policy, .remove = postgres_remove_object,
                     .alter = postgres_alter, .rename = postgres_rename},
    [KIND_OWNER] = {.create = postgres_create_owner, .add = postgres_bring_owner,
                    .remove = postgres_remove_owner, .is_right = true},
    [KIND_GRANT] = {.create = postgres_create_grant, .remove = postgres_remove_grant,
                    .alter = postgres_alter, .is_right = true},
};

/* Bodies may name things of the default namespace, and things that come later. */
static const char *prologue(Cx *cx, const Schema *schema)
{
    Text text = {0};
    text_add(&text, "SET client_encoding = 'UTF8';\n"
                    "SET standard_conforming_strings = on;\n"
                    "SET check_function_bodies = off;\n"
                    "SET search_path = ");
    postgres_scope(&text, schema);
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
    .treat = postgres_treat,
    .blocks = postgres_blocks,
    .rebuild = postgres_rebuild,
    .is_kept = postgres_is_kept,
    .keep = postgres_keep,
    .rights = postgres_rights,
    .details = postgres_details,
    .told = postgres_told,
    .frame = postgres_frame,
    .comment = comment,
    .remarks = postgres_remarks,
    .remarks_below = postgres_remarks_below,
    .prologue = prologue,
    .scope = postgres_scope,
    .expr = postgres_expr,
    .identifier = postgres_identifier,
    .has_type = postgres_is_own_type,
    .is_reserved = is_reserved,
    .literal = postgres_literal,
    .path = postgres_path,
    .knows_function = knows_function,
};
