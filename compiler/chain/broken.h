/* SPDX-License-Identifier: MIT
 * Views and triggers of a schema that name what is not there. SQLite takes them, says so at the
 * first use, and at each RENAME and DROP COLUMN, which read the whole schema, of whatever table. */
#ifndef CHAIN_BROKEN_H
#define CHAIN_BROKEN_H

#include "base/cx.h"
#include "model/model.h"

typedef struct BrokenBody {
    const Object *object; /* of the schema */
    const char *why;      /* in SQLite's words: "no such table: main.gone" */
} BrokenBody;

typedef struct Broken {
    VEC(BrokenBody) items;
    bool is_whole; /* all of the schema could be made, so nothing else is the reason */
} Broken;

/* The schema is made in memory and SQLite asked. Nothing is reported. */
Broken broken_find(Cx *cx, const Schema *schema);
const BrokenBody *broken_get(const Broken *broken, uint32_t id); /* NULL: it is sound */

#endif
