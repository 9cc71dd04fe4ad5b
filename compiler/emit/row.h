/* SPDX-License-Identifier: MIT
 * Private. What a table is in C: the members of its row, their types, and what the runtime must
 * know of each. Header, source and documentation are written from it. */
#ifndef EMIT_ROW_H
#define EMIT_ROW_H

#include "emit/c_name.h"
#include "emit/emit.h"

enum { /* RowColumn.flags and RowTable.flags; the names that C has for them are in row_flags */
    ROW_KEY = 1,
    ROW_NULLABLE = 2,
    ROW_OPTIONAL = 4,
    ROW_READ_ONLY = 8,
    ROW_AS_TEXT = 16,
    ROW_STORED_INTEGER = 32,
    ROW_STORED_BLOB = 64,
    ROW_NOT_IN_SQLITE = 128,
    ROW_NOT_IN_POSTGRES = 256
};

typedef struct RowColumn {
    const Column *column;
    const char *member;   /* "sender_did" */
    const char *sql;      /* as SQL spells the name: quoted if any target needs it */
    const char *type;     /* "schemac_text", "shop_order_status" */
    const char *maybe;    /* "schemac_maybe_text", "shop_maybe_order_status" */
    const char *constant; /* "SCHEMAC_TEXT" */
    const char *labels;   /* of an enum: "shop_order_status"; else NULL */
    unsigned flags;
} RowColumn;

typedef struct RowTable {
    const Table *table;
    const char *lower, *upper; /* "shop_orders", "SHOP_ORDERS" */
    const char *sql, *space;   /* its name and its namespace, quoted if any target needs it */
    const char *path;          /* the name as a statement for all its dialects writes it */
    RowColumn *columns;
    size_t count;
    const size_t *key; /* columns of the primary key, in its order */
    size_t key_count;
    unsigned flags;
    bool can_update; /* there is something to write beside the key */
} RowTable;

typedef struct Rows Rows;

Rows *rows_new(Cx *cx, const EmitInput *input);
CNames *rows_names(const Rows *rows);
bool rows_exists(const Rows *rows, const Object *object); /* in any target */
/* Holds until the next call. A table without columns in C (a virtual one) has count 0. */
const RowTable *rows_table(Rows *rows, const Table *table);
/* "shop_maybe_order_status" */
const char *rows_maybe(const Rows *rows, const Object *enum_);

/* Writes flags as C does: "SCHEMAC_KEY | SCHEMAC_OPTIONAL", "0". */
void row_flags(Text *out, unsigned flags);
/* The flag of what this dialect does not have. */
unsigned row_absent(DialectId dialect);

#endif
