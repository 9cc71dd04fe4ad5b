/* SPDX-License-Identifier: MIT
 * Private. catalog_normalize (catalog.h) for a reader that knows how names were declared. */
#ifndef SCHEMAC_NORMALIZE_H
#define SCHEMAC_NORMALIZE_H

#include "memory.h"
#include "token.h"

/* What a name of the text, before a dot or not, comes out as: the declared spelling, of the same
 * letters but for their case, or one of the two below. NULL: not known, as it stands. */
typedef const char *sql_spell(const void *state, const sql_token *name, bool is_dotted);

extern const char sql_spell_text[]; /* in double quotes, and SQLite takes it for a text */
extern const char sql_spell_own[];  /* the table's own name before a dot: both say nothing */

/* As catalog_normalize; names come out as spell knows them, so that ID means the column Id. */
char *sql_normalize(memory *pool, const char *sql, size_t length, sql_spell *spell,
                    const void *state);

#endif
