/* SPDX-License-Identifier: MIT
 * Private. catalog_normalize (catalog.h) for a reader that knows how names were declared. */
#ifndef SCHEMAC_NORMALIZE_H
#define SCHEMAC_NORMALIZE_H

#include "memory.h"
#include "token.h"

/* The declared spelling of a name of the text, of the same letters but for their case; NULL: not
 * known. */
typedef const char *sql_spell(const void *state, const sql_token *name);

/* As catalog_normalize; names come out as spell knows them, so that ID means the column Id. */
char *sql_normalize(memory *pool, const char *sql, size_t length, sql_spell *spell,
                    const void *state);

#endif
