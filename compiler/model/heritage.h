/* SPDX-License-Identifier: MIT
 * Rules that a table has of those above it, its parents or the table that it is a part of: which it
 * keeps when it stands for itself again. partners: by the id of an object of the schema before, what
 * it is in the one after. */
#ifndef MODEL_HERITAGE_H
#define MODEL_HERITAGE_H

#include "model/model.h"

/* The key, check, foreign key or index of the table that says what this one of another table says; one
 * of its name is chosen before others. Of an heir only checks count. NULL: none. */
const Object *rule_find_same(const Object *rule, const Object *table, bool is_partition);
/* Is the rule what it was, or does it go with its table alone? */
bool rule_is_kept(const Object *const *partners, const Object *rule);
/* Is the other one above it, at whatever distance? */
bool table_is_made_of(const Object *table, const Object *other);
/* Is `to` no longer made of what `above` has become? */
bool table_lets_go(const Object *const *partners, const Object *above, const Object *to);
/* Does the table keep, as the rule `to`, one that it has had of those above it? Other objects do not. */
bool table_takes_along(const Object *const *partners, const Object *from, const Object *to);
/* Is it divided by something else than before, or only now, or no longer? It is made anew then, with the
 * parts that do not stand for themselves from then on, and takes its rows over. */
bool table_is_divided_anew(const Object *from, const Object *to);
/* A part that goes, or is made anew with it: are its rows among those? */
bool table_gives_rows(const Object *const *partners, const Object *from);
/* Is there a part for every row? */
bool table_takes_all(const Schema *schema, const Object *table);

#endif
