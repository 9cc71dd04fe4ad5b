/* SPDX-License-Identifier: MIT
 * What can be seen of a database from outside: its catalog, how far its history has come, its rows. */
#ifndef TORTURE_LOOK_H
#define TORTURE_LOOK_H

#include "base/arena.h"
#include "schemac.h"

typedef struct Look {
    const char *catalog; /* as text; without indexes that are not valid, which the next start makes anew */
    const char *history; /* of the schema, without attempts that failed: "1 applied, 2 started 0" */
    const char *rows;    /* a line for each table: its name, how many, what is in them; and on SQLite
                            what PRAGMA integrity_check says */
} Look;

typedef struct Lens {
    const schemac_schema *schema;
    const char *hidden; /* columns that are left out, as look_differing names them; NULL: none */
} Lens;

/* NULL, or why it cannot be looked at. No transaction may be open. */
const char *look_take(Arena *arena, const Lens *lens, schemac_db db, Look *look);
/* The columns whose values are not the same in both, in lines; NULL after *why. */
const char *look_differing(Arena *arena, schemac_db a, schemac_db b, const char **why);
/* The first line that one text has and the other has not. */
const char *look_first_line(Arena *arena, const char *found, const char *expected);

#endif
