/* SPDX-License-Identifier: MIT
 * One SQL file of a migration: its statements and the lines of its head that mean something. */
#ifndef CHAIN_SCRIPT_H
#define CHAIN_SCRIPT_H

#include "base/cx.h"
#include "base/vec.h"
#include "model/model.h"
#include "plan/verdict.h"

typedef struct Statement {
    const char *sql; /* without comments before it and without the final ';' */
    Span span;
} Statement;

typedef struct HeadLine {
    const char *text; /* "0001_initial", "drop-column orders.note" */
    Span span;
} HeadLine;

typedef struct Script {
    const char *path;
    VEC(Statement) statements; /* BEGIN and COMMIT are among them */
    VEC(HeadLine) depends; /* "-- depends: 0001_initial" */
    VEC(HeadLine) allowed; /* "-- allow: drop-column orders.note" */
    Ability old_programs; /* "-- old programs: write": built for the schema before, on the new database */
    Ability new_programs; /* "-- new programs: none": built for this schema, on the old database */
    char hash[65];        /* over the tokens and the lines of the head that mean something */
    uint32_t file;        /* among the sources */
} Script;

/* Splits and hashes; understands quotes, dollar quotes, comments and BEGIN ... END of triggers.
 * NULL after reporting a file that cannot be read or does not end. */
const Script *script_read(Cx *cx, DialectId dialect, const char *path);
/* text ends with a NUL behind length and is kept, without the CR of its CR LF. */
const Script *script_parse(Cx *cx, DialectId dialect, const char *path, char *text, size_t length);

/* Does the name of that object stand in one of its statements, for whatever it stands? */
bool script_names(const Script *script, DialectId dialect, const Object *object);

#endif
