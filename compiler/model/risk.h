/* SPDX-License-Identifier: MIT
 * What a change may cost in a database that holds rows: the facts of each kind. A risk is the id of
 * the finding that names it; plan/finding.c makes findings of them. NULL: there is none. */
#ifndef MODEL_RISK_H
#define MODEL_RISK_H

#include "model/model.h"

/* "drop-table": data goes with it. */
const char *risk_of_drop(const Object *from);
/* In words: why the data goes where `to` takes the place of what it was. */
const char *risk_of_remake(const Object *to);
/* A new member of what stays: "add-unique", if rows that are there may not fit. partners: of each
 * object of its schema what it was before, by id; NULL: it is new. */
const char *risk_of_add(const Object *to, DialectId dialect, const Object *const *partners);
/* One attribute of a pair that differs, by what it is now. */
const char *risk_of_change(const Object *to, const Attr *attr, DialectId dialect,
                           const Object *const *partners);
/* A check that takes whatever one of the table before took: it forbids no row that is there. */
bool check_is_implied(const Object *check, DialectId dialect, const Object *const *partners);
/* Has `rest` had the rows that are for the part, both of one divided table? */
bool part_takes_from(const Object *part, const Object *rest);
/* Keys and unique indexes: while one is away, rows may come that it will not take. */
bool keeps_rows_apart(const Object *object);

#endif
