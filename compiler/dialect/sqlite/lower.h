/* SPDX-License-Identifier: MIT
 * Private to lowering: its state, and what lower.c and column.c offer each other. */
#ifndef DIALECT_SQLITE_LOWER_H
#define DIALECT_SQLITE_LOWER_H

#include "dialect/sqlite/sqlite.h"

typedef struct Lowering {
    Cx *cx;
    const Schema *logical;
    Schema *out;
    int version; /* the oldest SQLite it must run on */
    Map *types;  /* of Translation */
} Lowering;

/* marked: the value to be translated; NULL: the object says whose words it uses. */
Translation lowering_translation(const Lowering *self, const Object *object, const Marked *marked);
void lower_collation(const Lowering *self, const Object *object, Name *space, Name *name);
/* The same without the name of the table before its own columns, and with texts as texts that stand
 * in double quotes in SQLite's own words: for what can only speak of this table. */
const Expr *lower_own(Cx *cx, const Object *table, const Expr *expr);
bool sqlite_selects(const Expr *raw); /* other rows may be spoken of */
void lower_column(const Lowering *self, Column *column);
/* When all members are there: which columns cannot be null, what identity became. */
void lower_keys_of_table(const Lowering *self, Table *table);
/* Checks that types and domains bring along, behind the table's own members. */
void add_type_checks(const Lowering *self, Table *table, const Object *logical);

#endif
