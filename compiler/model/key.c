/* SPDX-License-Identifier: MIT
 * primary key (a, b);   unique convo_seq (convo_id, seq) nulls not distinct; */
#include "model/kind.h"

void index_comment_print(Text *out, const Object *object, const Attr *attr)
{
    const char *comment = *attr_value(object, attr, const char *);
    if (!comment) return;
    text_add(out, " index_comment ");
    string_print(out, comment);
}

static const Attr attrs[] = {
    {"columns", VALUE_ELEMENTS, AT(Key, columns), .flags = ATTR_IDENTITY, .clause = "(%)"},
    {"autoincrement", VALUE_BOOL, AT(Key, is_autoincrement), .dialects = SQLITE,
     .clause = "autoincrement"},
    {"desc", VALUE_BOOL, AT(Key, is_descending), .dialects = SQLITE, .clause = "desc"},
    {"nulls not distinct", VALUE_BOOL, AT(Key, nulls_not_distinct), .dialects = POSTGRES,
     .clause = "nulls not distinct"},
    {"period", VALUE_BOOL, AT(Key, is_temporal), .dialects = POSTGRES,
     .clause = "without overlaps"},
    {"include", VALUE_NAMES, AT(Key, include), ATTR_COLUMNS, .dialects = POSTGRES,
     .clause = "include (%)"},
    {"deferrable", VALUE_BOOL, AT(Key, is_deferrable), .dialects = POSTGRES,
     .clause = "deferrable"},
    {"initially deferred", VALUE_BOOL, AT(Key, is_initially_deferred), .dialects = POSTGRES,
     .clause = "initially deferred"},
    {"replica identity", VALUE_BOOL, AT(Key, is_replica_identity), ATTR_DETAIL,
     .dialects = POSTGRES, .clause = "replica identity"},
    {"index comment", VALUE_TEXT, AT(Key, index_comment), ATTR_DETAIL, .dialects = POSTGRES,
     .print = index_comment_print},
    {"cluster", VALUE_BOOL, AT(Key, is_clustered), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "cluster"},
    {"with", VALUE_OPTIONS, AT(Key, options), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "with (%)"},
    {"partition of", VALUE_OBJECT, AT(Key, partition_of), .dialects = POSTGRES,
     .print = part_print},
    {"extensions", VALUE_NAMES, AT(Key, extensions), ATTR_DETAIL, .dialects = POSTGRES,
     .print = extensions_print},
    {"on conflict", VALUE_WORD, AT(Key, on_conflict), .dialects = SQLITE,
     .clause = "on conflict %", .usual = "abort"},
};

bool key_repeats(const Key *a, const Object *other)
{
    if (other->kind != KIND_UNIQUE && other->kind != KIND_PRIMARY_KEY) return false;
    const Key *b = (const Key *)other;
    if (a->columns.count != b->columns.count || a->include.count != b->include.count) return false;
    for (size_t i = 0; i < a->columns.count; i++)
        if (!expr_equal(a->columns.items[i].expr, b->columns.items[i].expr)) return false;
    for (size_t i = 0; i < a->include.count; i++)
        if (!name_is(a->include.items[i], b->include.items[i])) return false;
    return a->nulls_not_distinct == b->nulls_not_distinct && a->is_deferrable == b->is_deferrable &&
           a->is_initially_deferred == b->is_initially_deferred;
}

const KindInfo primary_key_kind = {
    .word = "primary key",
    .plural = "primary keys",
    .size = sizeof(Key),
    .parents = 1u << KIND_TABLE,
    .is_single = true,
    .dialects = DIALECTS_ALL,
    .names = NAMES_OF_RELATIONS,
    ROWS(attrs),
};

const KindInfo unique_kind = {
    .word = "unique",
    .plural = "uniques",
    .size = sizeof(Key),
    .parents = 1u << KIND_TABLE,
    .dialects = DIALECTS_ALL,
    .names = NAMES_OF_RELATIONS,
    ROWS(attrs),
};
