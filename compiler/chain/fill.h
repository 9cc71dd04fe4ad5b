/* SPDX-License-Identifier: MIT
 * Puts rows into the tables of a database, so that a migration is tried on data and not only on
 * shapes: values that fit the types, taken from what checks, enums and foreign keys ask for. */
#ifndef CHAIN_FILL_H
#define CHAIN_FILL_H

#include "dialect/dialect.h"
#include "schemac.h"

typedef struct Filling {
    size_t tables, filled; /* of those that can hold rows; that got at least one */
    size_t rows;
} Filling;

enum { FILL_ROWS = 4 }; /* of each table */

/* The database was made from this lowered schema. Rows that the database refuses are left out: a
 * table stays empty if no guess fits what its checks ask for. The same schema gets the same rows. */
Filling fill_rows(Cx *cx, const Dialect *dialect, const Schema *lowered, schemac_db db);
/* The same with only one row in each table, that of this number below FILL_ROWS: no two are alike. */
Filling fill_single(Cx *cx, const Dialect *dialect, const Schema *lowered, schemac_db db,
                    unsigned number);

#endif
