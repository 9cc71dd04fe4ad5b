/* SPDX-License-Identifier: MIT
 * The query that reads what few tables have, one row per object: its path ends in the word of its kind
 * and its name, the attributes follow (docs/catalog.md, details). The compiler always asks; a program
 * does if its schema has any, together with the query of owners and privileges. */
#include "dialect/postgres/postgres.h"

#include "postgres/parts.h"

/* clang-format off: laid out by hand */

/* Both queries give these, and owners and privileges have none of them. */
#define WORDS(identity, cluster) identity " AS \"replica identity\", " cluster " AS cluster"

#define DETAIL(label, words, from)                                                                 \
    "SELECT r.space, r.relname, " label ", 'detail' AS kind, '' AS path, NULL AS of,"              \
    " NULL AS privileges, " words " FROM " from

const char *const postgres_details[] = {
    ", " WORDS("NULL", "NULL"),

    "SELECT * FROM (\n"
    DETAIL("CASE r.relkind WHEN 'm' THEN 'view' ELSE 'table' END",
           WORDS("CASE r.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' END", "NULL"),
           RELATIONS("'r', 'p', 'm'"))
    "\nUNION ALL "
    DETAIL("CASE k.contype WHEN 'p' THEN 'primary key ' WHEN 'u' THEN 'unique ' WHEN 'x' THEN 'exclude '"
           " ELSE 'index ' END || c.relname",
           WORDS(YES("i.indisreplident"), YES("i.indisclustered")),
           RELATIONS("'r', 'p', 'm'") " JOIN pg_index i ON i.indrelid = r.oid"
           " JOIN pg_class c ON c.oid = i.indexrelid LEFT JOIN pg_constraint k"
           " ON k.conrelid = r.oid AND k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')")
    ") d\nWHERE num_nonnulls(\"replica identity\", cluster) > 0",
    NULL};
