/* SPDX-License-Identifier: MIT
 * Objects that are mentioned within a text: the sequence of a default, the table behind a full-text
 * one. */
#ifndef MODEL_MENTION_H
#define MODEL_MENTION_H

#include "model/model.h"

/* The default of the column that owns the sequence calls it: so it is created before the table,
 * without OWNED BY, and given to the column afterwards. */
bool sequence_is_owned_later(const Schema *schema, const Sequence *sequence);
/* The sequence that nextval('name') calls; NULL: expr is no such call, or it is of no sequence of
 * the schema. */
const Sequence *sequence_called(const Schema *schema, const Expr *expr);

/* The table behind content= among the arguments of a virtual table's module; none: there is none. */
Name table_content(Names *names, const char *module);

#endif
