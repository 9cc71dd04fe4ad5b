/* SPDX-License-Identifier: MIT
 * What grants and owners are of, and what they give (grant.c). */
#ifndef MODEL_GRANT_H
#define MODEL_GRANT_H

#include "base/text.h"
#include "model/model.h"

Name grant_column(const Grant *grant); /* none: it is of all */
/* What a grant or owner is of, as the catalog text has it, of a column its table: "table kb.notes". */
void grant_subject(Text *out, const Schema *schema, const Object *on);
/* The one of that name, which is added where it is not there; in none: of any namespace. */
const Object *future_of(Cx *cx, Schema *schema, Name what, Name role, Name in);
/* INSERT, SELECT*: the second one with grant option */
void grant_privileges(Text *out, const NameList *privileges, const NameList *grantable);
void grant_word_upper(Text *out, const char *word);
/* What the engine lets everyone do with a new one: "execute", "usage"; NULL: nothing. */
const char *grant_usual(const Object *on);

#endif
