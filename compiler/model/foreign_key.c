/* SPDX-License-Identifier: MIT
 * foreign key (a, b) references orders(x, y) on delete cascade; */
#include "model/kind.h"

/* Columns that the author left to the target's key stay so. */
static void print_target(Text *out, const Object *object, const Attr *attr)
{
    const ForeignKey *key = (const ForeignKey *)object;
    const Object *target = attr_object(object, attr);
    if (!target) return;
    text_add(out, " references ");
    reference_print(out, target);
    if (key->targets_primary) return;
    text_add_char(out, '(');
    names_print(out, &key->target_columns);
    text_add_char(out, ')');
}

static const Attr attrs[] = {
    {"columns", VALUE_NAMES, AT(ForeignKey, columns), ATTR_IDENTITY | ATTR_COLUMNS,
     .clause = "(%)"},
    {"target", VALUE_OBJECT, AT(ForeignKey, target), .flags = ATTR_IDENTITY,
     .print = print_target},
    {"target columns", VALUE_NAMES, AT(ForeignKey, target_columns), ATTR_TARGET_COLUMNS,
     .clause = NULL},
    {"unkeyed", VALUE_BOOL, AT(ForeignKey, is_unkeyed), ATTR_UNLISTED, .dialects = SQLITE,
     .clause = "unkeyed"},
    {"period", VALUE_BOOL, AT(ForeignKey, is_temporal), .dialects = POSTGRES, .clause = "period"},
    {"match", VALUE_WORD, AT(ForeignKey, match), .dialects = POSTGRES, .clause = "match %"},
    {"on delete", VALUE_WORD, AT(ForeignKey, on_delete), .clause = "on delete %",
     .usual = "no action"},
    {"on delete columns", VALUE_NAMES, AT(ForeignKey, on_delete_columns), ATTR_COLUMNS,
     .dialects = POSTGRES, .clause = "(%)"},
    {"on update", VALUE_WORD, AT(ForeignKey, on_update), .clause = "on update %",
     .usual = "no action"},
    {"deferrable", VALUE_BOOL, AT(ForeignKey, is_deferrable), .clause = "deferrable"},
    {"initially deferred", VALUE_BOOL, AT(ForeignKey, is_initially_deferred),
     .clause = "initially deferred"},
    {"not valid", VALUE_BOOL, AT(ForeignKey, is_not_valid), .dialects = POSTGRES,
     .clause = "not valid"},
    {"not enforced", VALUE_BOOL, AT(ForeignKey, is_not_enforced), .dialects = POSTGRES,
     .clause = "not enforced"},
};

const KindInfo foreign_key_kind = {
    .word = "foreign key",
    .plural = "foreign keys",
    .size = sizeof(ForeignKey),
    .parents = 1u << KIND_TABLE,
    .dialects = DIALECTS_ALL,
    ROWS(attrs),
};

bool foreign_key_is_loose(const ForeignKey *key)
{
    return key->is_unkeyed || (key->target && key->target->object.kind == KIND_EXTERNAL);
}
