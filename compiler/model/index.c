/* SPDX-License-Identifier: MIT
 * unique index by_mail using btree (lower(mail) desc) include (name) where is_active;
 * exclude no_overlap using gist (room with =, during with &&) where (not is_cancelled); */
#include "model/kind.h"

/* "2=100, 3=50" -> statistics (2 = 100, 3 = 50) */
static void print_statistics(Text *out, const Object *object, const Attr *attr)
{
    const char *text = *attr_value(object, attr, const char *);
    if (!text) return;
    text_add(out, " statistics (");
    for (; *text; text++) {
        if (*text == '=') text_add(out, " = ");
        else text_add_char(out, *text);
    }
    text_add_char(out, ')');
}

static const Attr attrs[] = {
    {"unique", VALUE_BOOL, AT(Index, is_unique), .flags = ATTR_PREFIX},
    {"method", VALUE_NAME, AT(Index, method), .dialects = POSTGRES, .clause = "using %",
     .usual = "btree"},
    {"on", VALUE_ELEMENTS, AT(Index, elements), .flags = ATTR_IDENTITY, .clause = "(%)"},
    {"include", VALUE_NAMES, AT(Index, include), ATTR_COLUMNS, .dialects = POSTGRES,
     .clause = "include (%)"},
    {"nulls not distinct", VALUE_BOOL, AT(Index, nulls_not_distinct), .dialects = POSTGRES,
     .clause = "nulls not distinct"},
    {"with", VALUE_OPTIONS, AT(Index, options), .dialects = POSTGRES, .clause = "with (%)"},
    {"partition of", VALUE_OBJECT, AT(Index, partition_of), .dialects = POSTGRES,
     .print = part_print},
    {"replica identity", VALUE_BOOL, AT(Index, is_replica_identity), ATTR_DETAIL,
     .dialects = POSTGRES, .clause = "replica identity"},
    {"cluster", VALUE_BOOL, AT(Index, is_clustered), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "cluster"},
    {"statistics", VALUE_TEXT, AT(Index, statistics), ATTR_DETAIL, .dialects = POSTGRES,
     .print = print_statistics},
    {"extensions", VALUE_NAMES, AT(Index, extensions), ATTR_DETAIL, .dialects = POSTGRES,
     .print = extensions_print},
    {"where", VALUE_EXPR, AT(Index, where), ATTR_ENGINE_TEXT, .clause = "where %"},
};

const KindInfo index_kind = {
    .word = "index",
    .plural = "indexes",
    .size = sizeof(Index),
    .parents = 1u << KIND_TABLE | 1u << KIND_VIEW,
    .dialects = DIALECTS_ALL,
    .names = NAMES_OF_RELATIONS,
    ROWS(attrs),
};

static const Attr exclude_attrs[] = {
    {"method", VALUE_NAME, AT(Index, method), .clause = "using %", .usual = "btree"},
    {"on", VALUE_ELEMENTS, AT(Index, elements), .flags = ATTR_IDENTITY, .clause = "(%)"},
    {"include", VALUE_NAMES, AT(Index, include), ATTR_COLUMNS, .clause = "include (%)"},
    {"with", VALUE_OPTIONS, AT(Index, options), .clause = "with (%)"},
    {"deferrable", VALUE_BOOL, AT(Index, is_deferrable), .clause = "deferrable"},
    {"index comment", VALUE_TEXT, AT(Index, index_comment), ATTR_DETAIL, .dialects = POSTGRES,
     .print = index_comment_print},
    {"cluster", VALUE_BOOL, AT(Index, is_clustered), ATTR_DETAIL, .clause = "cluster"},
    {"initially deferred", VALUE_BOOL, AT(Index, is_initially_deferred),
     .clause = "initially deferred"},
    {"statistics", VALUE_TEXT, AT(Index, statistics), ATTR_DETAIL, .dialects = POSTGRES,
     .print = print_statistics},
    {"extensions", VALUE_NAMES, AT(Index, extensions), ATTR_DETAIL, .dialects = POSTGRES,
     .print = extensions_print},
    {"where", VALUE_EXPR, AT(Index, where), ATTR_ENGINE_TEXT, .clause = "where %"},
};

const KindInfo exclude_kind = {
    .word = "exclude",
    .plural = "exclusion constraints",
    .size = sizeof(Index),
    .parents = 1u << KIND_TABLE,
    .dialects = POSTGRES,
    .names = NAMES_OF_RELATIONS,
    .attrs = exclude_attrs,
    .attr_count = sizeof exclude_attrs / sizeof *exclude_attrs,
};
