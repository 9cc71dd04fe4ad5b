/* SPDX-License-Identifier: MIT
 * What the rows of a database hold, taken before and after a migration: what must survive did. */
#ifndef CHAIN_SURVEY_H
#define CHAIN_SURVEY_H

#include "chain/script.h"
#include "dialect/dialect.h"
#include "schemac.h"

typedef struct Survey Survey;

/* Of the tables that are on both sides, the columns whose values no change touches. changes are of
 * two schemas lowered to the database's dialect, from is what they were made from. */
Survey *survey_new(Cx *cx, const Dialect *dialect, const Schema *from, const Changes *changes);
/* false: the database failed; *error tells. */
bool survey_before(Survey *survey, schemac_db db, const char **error);
/* The rows must be the same. Answers the first table whose rows are not: its path, and in *why
 * what became of them; NULL: all survived, or *why tells why nobody knows. */
const char *survey_after(Survey *survey, schemac_db db, const char **why);
/* What a script of somebody's own names counts as changed: it may put rows there. */
void survey_mark_named(Survey *survey, const Script *script);
/* Takes the rows of every table that changes away, for a migration that rightly refuses them. */
bool survey_empty_changed(Survey *survey, schemac_db db, const char **error);
size_t survey_tables(const Survey *survey); /* how many are compared */

#endif
