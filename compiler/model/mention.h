/* SPDX-License-Identifier: MIT
 * Objects that are mentioned within a text: the sequence of a default, the table behind a full-text
 * one. And what comes later for that. */
#ifndef MODEL_MENTION_H
#define MODEL_MENTION_H

#include "model/model.h"

/* The default of the column that owns the sequence calls it: so it is created before the table,
 * without OWNED BY, and given to the column afterwards. */
bool sequence_is_owned_later(const Schema *schema, const Sequence *sequence);
/* A check of a table that is added to it behind a function that needs the table. */
bool check_is_late(const Schema *schema, const Object *check);
/* The sequence that nextval('name') calls; NULL: expr is no such call, or it is of no sequence of
 * the schema. */
const Sequence *sequence_called(const Schema *schema, const Expr *expr);

/* The table behind content= among the arguments of a virtual table's module; none: there is none. */
Name table_content(Names *names, const char *module);

/* never, origin, replica, always */
extern const char *const trigger_states[TRIGGER_STATES];

/* title.compression: the column and, in *word, the option. NO_NAME: it is of no column. */
Name option_column(Names *names, Name option, const char **word);
Name option_of_column(Names *names, Name column, const char *word);
/* Bytes of NAME if a catalog text goes on with "NAME="; else 0. */
size_t option_name_length(const char *text);

/* remark.c: what an object says of what comes along with it; most say nothing. */
const OptionList *object_part_comments(const Object *object);

#endif
