/* SPDX-License-Identifier: MIT
 * Private to this room: what a schema says of each object of a catalog, line by line, and how it
 * would have said it before what it renames. */
#ifndef PULL_LIKE_H
#define PULL_LIKE_H

#include "dialect/dialect.h"
#include "pull/pull.h"

/* ---- said.c ---- */

typedef struct SaidLine {
    const Object *object; /* lowered; its origin is what the author wrote, none: it came with a type */
    const catalog_object *line;
    const catalog_object *found; /* the database's of the same kind and path; NULL: it has none */
} SaidLine;

typedef struct Said {
    const Schema *logical;
    Schema *lowered;
    VEC(SaidLine) lines; /* in the order of declaration */
    Map *index;          /* (path, kind) -> SaidLine */
    Names *names;
} Said;

/* NULL: the dialect cannot say all of it, as cx->diag tells. The lines last as long as pool. found
 * NULL: there is no database. */
const Said *said_make(Cx *cx, const Schema *logical, DialectId dialect, const catalog *found,
                      memory *pool);
const SaidLine *said_find(const Said *said, const char *kind, const char *path, size_t length);

/* ---- brought.c: checks that come with a type ---- */

/* The column of the logical schema that a check of a lowered one came with; NULL: it was written. */
const Object *checked_column(const Object *check);
/* As they were pulled: `kind in ('a', 'b')`, `length(name) <= 80`. NULL: none of the column. */
const Object *check_of_values(const Object *table, Name column);
const Object *check_of_limit(const Object *table, Name column);
bool check_values_same(const Object *a, const Object *b);
const Type *type_with_limit(Cx *cx, const Type *type, const Object *check);

/* ---- former.c ---- */

/* The model with the former names of whatever the database still has under them; the model itself
 * where there is nothing of that kind. */
const Schema *former_make(Cx *cx, const Schema *model, DialectId dialect, const catalog *found);

/* ---- trial.c ---- */

typedef VEC(const SaidLine *) SaidLines;

/* What PostgreSQL makes of the words of these objects, each with the kind and path of its line:
 * they are made beside the database's own, read back and taken back. What cannot be made is left
 * out; *why (if nothing can): the server's words. */
void trial_ask(Cx *cx, schemac_db db, const Said *said, const SaidLines *lines, catalog *words,
               const char **why);

#endif
