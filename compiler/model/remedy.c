/* SPDX-License-Identifier: MIT
 * One writer per remedy: `was`, `backfill`, `using`. What stands behind them is an example: the
 * author knows what is meant. */
#include "model/remedy.h"

#include <string.h>

#include "model/kind.h"

typedef void RemedyWriter(Text *out, const Object *object, const Object *alike);

static void add_type(Text *out, const Column *column)
{
    const Type *type = NULL;
    for (DialectId id = 0; id < DIALECT_COUNT && !type; id++)
        type = marked_type_for(&column->type, id);
    text_add_char(out, ' ');
    if (type) type_print(out, type);
    if (column->is_nullable) text_add_char(out, '?');
}

/* ---- it has another name now ---- */

static void add_new_name(Text *out, const Object *alike)
{
    if (alike) name_print(out, alike->name);
    else text_add(out, "NEW_NAME");
}

static void add_space(Text *out, Name space)
{
    if (name_none(space)) return;
    name_print(out, space);
    text_add_char(out, '.');
}

static void was_table(Text *out, const Object *object, const Object *alike)
{
    text_add(out, "table ");
    add_space(out, alike ? alike->space : object->space);
    add_new_name(out, alike);
    text_add(out, " was ");
    add_space(out, object->space);
    name_print(out, object->name);
    text_add(out, " {");
}

static void was_column(Text *out, const Object *object, const Object *alike)
{
    add_new_name(out, alike);
    add_type(out, (const Column *)(alike ? alike : object));
    text_add(out, " was ");
    name_print(out, object->name);
    text_add_char(out, ';');
}

static void was_value(Text *out, const Object *object, const Object *alike)
{
    add_new_name(out, alike);
    text_add(out, " was ");
    name_print(out, object->name);
}

/* ---- what rows that are there get ---- */

static const char *example_of(const Type *type)
{
    static const char *const words[] = {
        [SCALAR_BOOL] = "false", [SCALAR_SMALLINT] = "0", [SCALAR_INT] = "0", [SCALAR_BIGINT] = "0",
        [SCALAR_REAL] = "0", [SCALAR_DOUBLE] = "0", [SCALAR_DECIMAL] = "0", [SCALAR_TEXT] = "''",
        [SCALAR_VARCHAR] = "''", [SCALAR_CHAR] = "''", [SCALAR_BYTES] = "x''",
        [SCALAR_UUID] = "gen_random_uuid()", [SCALAR_DATE] = "'2000-01-01'",
        [SCALAR_TIME] = "'00:00'", [SCALAR_TIMESTAMP] = "'2000-01-01 00:00:00'",
        [SCALAR_TIMESTAMPTZ] = "now()", [SCALAR_INTERVAL] = "'0 days'", [SCALAR_JSON] = "'{}'",
        [SCALAR_JSONB] = "'{}'", [SCALAR_NATIVE] = NULL};
    return type && !type->dims ? words[type->scalar] : NULL;
}

static void add_first_value(Text *out, const Object *type)
{
    if (!type->members.count) {
        text_add(out, "EXPR");
        return;
    }
    text_add_char(out, '\'');
    for (const char *at = name_text(type->members.items[0]->name); *at; at++)
        text_printf(out, *at == '\'' ? "''" : "%c", *at);
    text_add_char(out, '\'');
}

static void backfill(Text *out, const Object *object, const Object *alike)
{
    const Column *column = (const Column *)object;
    const Type *type = column->type.any;
    (void)alike;
    name_print(out, object->name);
    add_type(out, column);
    text_add(out, " backfill ");
    if (type && type->scalar == SCALAR_ENUM && type->named) add_first_value(out, type->named);
    else text_add(out, example_of(type) ? example_of(type) : "EXPR");
    text_add_char(out, ';');
}

/* ---- how the old value becomes the new one ---- */

static void using_value(Text *out, const Object *object, const Object *alike)
{
    const Column *column = (const Column *)object;
    const Type *type = column->type.any;
    (void)alike;
    name_print(out, object->name);
    add_type(out, column);
    bool is_limited = type && scalar_class(type->scalar) == CLASS_TEXT && type->args;
    text_add(out, " using ");
    if (!is_limited) text_add(out, "EXPR;");
    if (!is_limited) return;
    text_add(out, "substr(");
    name_print(out, object->name);
    text_printf(out, ", 1, %s);", type->args);
}

static const struct {
    const char *risk;
    Kind kind;
    RemedyWriter *write;
    bool needs_alike;
} remedies[] = {
    {"drop-table", KIND_TABLE, was_table, false},
    {"drop-column", KIND_COLUMN, was_column, false},
    {"drop-enum-value", KIND_ENUM_VALUE, was_value, true},
    {"add-not-null", KIND_COLUMN, backfill, false},
    {"set-not-null", KIND_COLUMN, backfill, false},
    {"narrow-type", KIND_COLUMN, using_value, false},
};

const char *remedy_of(Cx *cx, const char *risk, const Object *object, const Object *alike)
{
    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++) {
        if (strcmp(remedies[i].risk, risk) != 0 || remedies[i].kind != object->kind) continue;
        if (remedies[i].needs_alike && !alike) return NULL;
        Text line = {0};
        remedies[i].write(&line, object, alike);
        return text_keep(&line, cx->arena);
    }
    return NULL;
}
