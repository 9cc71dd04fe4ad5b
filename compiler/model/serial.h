/* SPDX-License-Identifier: MIT
 * Columns that are `serial`: an integer that is not null, numbered by a sequence of its own. In the
 * model they are the long form, a sequence that the column owns and a default that calls it, so that
 * nothing else need know of them; where it is all as PostgreSQL makes it, the short word is written. */
#ifndef MODEL_SERIAL_H
#define MODEL_SERIAL_H

#include "model/model.h"

/* The sequence of a column that is written as serial; NULL: it is none. */
const Sequence *serial_sequence(const Schema *schema, const Column *column);
/* Is it the sequence of such a column, which goes without saying? */
bool serial_is_said(const Schema *schema, const Object *object);
/* A sequence that belongs to a column, in whatever words. */
bool serial_is_owned(const Object *object);
/* The column as it is written: of the type whose word is `type`, without its default. */
Column serial_column(const Schema *schema, const Column *column, Type *type);

/* TABLE_COLUMN_seq, as PostgreSQL calls it. */
Name serial_name(Names *names, Name table, Name column);
/* What it was called before table or column were renamed; none: they were not. */
Name serial_former_name(Names *names, const Column *column);
/* The sequence of an unlogged table is not logged either, from PostgreSQL 15 on. */
bool serial_is_unlogged(const Schema *schema, const Table *table);
/* nextval('TABLE_COLUMN_seq'::regclass) */
const Expr *serial_default(Cx *cx, Span span, const Object *sequence);

/* The sequence behind an identity column, as a grant names it: nothing is made of it. */
const Object *serial_of_identity(Cx *cx, Schema *schema, const Column *column);
/* What it is called. */
void serial_identity_name(Names *names, const Column *column, Name *space, Name *name);

#endif
