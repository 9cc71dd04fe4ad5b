/* SPDX-License-Identifier: MIT
 * Private to runtime/postgres. What is asked of pg_catalog: one query per kind of object, and the
 * places where the catalogs of PostgreSQL 12 to 18 differ. Data only, and none of it is in the
 * library as it stands here: the build packs it (runtime/pack/pack.c), texts.h gives it back. */
#ifndef SCHEMAC_POSTGRES_QUERIES_H
#define SCHEMAC_POSTGRES_QUERIES_H

#include <stddef.h>

/* The first three columns are the parts of the path (NULLs are left out), a column called "path"
 * is put behind it as it is, one called "place" says in which order they were made, and every other
 * column is the attribute it is named after. */
typedef struct catalog_query {
    const char *kind; /* of docs/catalog.md; a column called "kind" says more */
    const char *sql;  /* with {words} that the gates replace */
} catalog_query;

/* {word} in a query stands for `then` on servers from version `since` on, else for `before`. */
typedef struct version_gate {
    const char *word;
    int since; /* as PQserverVersion: 150000 */
    const char *then, *before;
} version_gate;

/* A number that stays the same while none of the queries has another answer, as an expression. It is
 * made of what each row of the catalogs was last written by, not of its text, so that it costs a
 * tenth of the queries. It may change where nothing else does: when an index was built anew beside
 * the old one, or all was restored from a dump. */
extern const char *const catalog_mark[]; /* in pieces */
extern const size_t catalog_mark_count;
extern const char *const engine_texts[]; /* from TEXT_SETTINGS on, see texts.h */
extern const size_t engine_text_count;
extern const catalog_query catalog_queries[];
extern const size_t catalog_query_count;
extern const version_gate version_gates[];
extern const size_t version_gate_count;

#endif
