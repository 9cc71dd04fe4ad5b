/* SPDX-License-Identifier: MIT
 * The SQLite dialect, as the rest of the compiler sees it. */
#include "dialect/sqlite/alter.h"
#include "token.h"

static void drop(Text *out, const char *words, const Schema *schema, const Object *object)
{
    text_add(out, words);
    sqlite_path(out, schema, object);
}

static void drop_table(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    drop(out, "DROP TABLE ", schema, object);
}

static void drop_index(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    drop(out, "DROP INDEX ", schema, object);
}

static void drop_view(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    drop(out, "DROP VIEW ", schema, object);
}

static void drop_trigger(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    drop(out, "DROP TRIGGER ", schema, object);
}

static void create_column(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    drop(out, "ALTER TABLE ", schema, object->parent);
    text_add(out, " ADD COLUMN ");
    sqlite_column(cx, out, schema, (const Column *)object);
}

static void drop_column(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    drop(out, "ALTER TABLE ", schema, object->parent);
    drop(out, " DROP COLUMN ", schema, object);
}

static const KindSql kinds[KIND_COUNT] = {
    [KIND_TABLE] = {.create = sqlite_create_table, .drop = drop_table,
                    .remove = sqlite_remove_table, .alter = sqlite_alter_table,
                    .rename = sqlite_rename_table},
    [KIND_COLUMN] = {.create = create_column, .drop = drop_column, .is_inline = true,
                     .add = sqlite_add_column, .remove = sqlite_remove_column,
                     .alter = sqlite_alter_column,
                     .rename = sqlite_rename_column},
    [KIND_PRIMARY_KEY] = {.is_inline = true},
    [KIND_UNIQUE] = {.is_inline = true},
    [KIND_CHECK] = {.is_inline = true},
    [KIND_FOREIGN_KEY] = {.is_inline = true},
    [KIND_INDEX] = {.create = sqlite_create_index, .drop = drop_index, .add = sqlite_add_index,
                    .alter = sqlite_alter_index},
    [KIND_VIEW] = {.create = sqlite_create_view, .drop = drop_view},
    [KIND_TRIGGER] = {.create = sqlite_create_trigger, .drop = drop_trigger},
};

static bool is_reserved(Name name)
{
    return sql_is_reserved(name_text(name), name_length(name));
}

const Dialect sqlite_dialect = {
    .id = DIALECT_SQLITE,
    .name = "sqlite",
    .title = "SQLite",
    .least_lock = LOCK_DATABASE,
    .oldest = 3037000, /* STRICT */
    .newest = 3999999,
    .lower = sqlite_lower,
    .kinds = kinds,
    .may_precede_needs = 1u << KIND_FOREIGN_KEY | 1u << KIND_VIEW,
    .treat = sqlite_treat,
    .blocks = sqlite_blocks,
    .rebuild = sqlite_rebuild,
    .frame = sqlite_frame,
    .expr = sqlite_expr,
    .identifier = sqlite_identifier,
    .is_reserved = is_reserved,
    .literal = sqlite_literal,
    .path = sqlite_path,
    .knows_function = sqlite_translates,
};
