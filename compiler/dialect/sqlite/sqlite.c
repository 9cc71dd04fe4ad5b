/* SPDX-License-Identifier: MIT
 * The SQLite dialect, as the rest of the compiler sees it. */
#include "dialect/sqlite/sqlite.h"

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
    [KIND_TABLE] = {sqlite_create_table, drop_table, false},
    [KIND_COLUMN] = {create_column, drop_column, true},
    [KIND_PRIMARY_KEY] = {NULL, NULL, true},
    [KIND_UNIQUE] = {NULL, NULL, true},
    [KIND_CHECK] = {NULL, NULL, true},
    [KIND_FOREIGN_KEY] = {NULL, NULL, true},
    [KIND_INDEX] = {sqlite_create_index, drop_index, false},
    [KIND_VIEW] = {sqlite_create_view, drop_view, false},
    [KIND_TRIGGER] = {sqlite_create_trigger, drop_trigger, false},
};

const Dialect sqlite_dialect = {
    .id = DIALECT_SQLITE,
    .name = "sqlite",
    .title = "SQLite",
    .oldest = 3037000, /* STRICT */
    .newest = 3999999,
    .lower = sqlite_lower,
    .kinds = kinds,
    .expr = sqlite_expr,
    .identifier = sqlite_identifier,
    .literal = sqlite_literal,
    .path = sqlite_path,
    .knows_function = sqlite_translates,
};
