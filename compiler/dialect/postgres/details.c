/* SPDX-License-Identifier: MIT
 * The query that reads what few tables have, one row per object: its path ends in the word of its kind
 * and its name, the attributes follow (docs/catalog.md, details). The compiler always asks; a program
 * does if its schema has any, together with the query of owners and privileges. */
#include "dialect/postgres/postgres.h"

#include "postgres/parts.h"

/* clang-format off: laid out by hand */

/* Both queries give these, and owners and privileges have none of them. */
#define WORDS(identity, cluster, method, of, statistics, heirs, note, sequence, name, space)  \
    identity " AS \"replica identity\", " cluster " AS cluster, " method " AS \"access method\","  \
    " " of " AS \"of type\", " statistics " AS statistics, " heirs " AS \"not null no inherit\","     \
    " " note " AS \"not null comment\", " sequence " AS sequence, " name " AS \"constraint\","      \
    " " space " AS tablespace"

#define DETAIL(label, words, from)                                                                 \
    "SELECT r.space, r.relname, " label ", 'detail' AS kind, '' AS path, NULL AS of,"              \
    " NULL AS privileges, " words " FROM " from

/* What the engine may have chosen is compared where it is said: `of` is the path. */
#define OPEN(label, words, from)                                                                   \
    "SELECT r.space, r.relname, " label ", 'name', '', coalesce(" NAME("r.space") " || '.', '') || "\
    NAME("r.relname") " || '.' || " NAME("(" label ")") ", NULL, " words " FROM " from

#define KIND_OF_INDEX                                                                              \
    "CASE k.contype WHEN 'p' THEN 'primary key ' WHEN 'u' THEN 'unique ' WHEN 'x' THEN 'exclude '" \
    " ELSE 'index ' END || c.relname"

#define COLUMNS_OF                                                                                 \
    RELATIONS("'r', 'p'") " JOIN pg_attribute a ON a.attrelid = r.oid AND NOT a.attisdropped"

/* One of a table that is not its parents'. */
#define NOT_NULLS                                                                                  \
    COLUMNS_OF " JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype = 'n'"                   \
    " AND k.conkey = ARRAY[a.attnum] AND k.conislocal"

#define TYPE_PATH(oid)                                                                             \
    "(SELECT " PATH("n.nspname", "t.typname") " FROM pg_type t JOIN pg_namespace n"                \
    " ON n.oid = t.typnamespace WHERE t.oid = " oid ")"

#define INDEX_STATISTICS                                                                           \
    "(SELECT string_agg(p.attnum || '=' || p.attstattarget, ', ' ORDER BY p.attnum)"               \
    " FROM pg_attribute p WHERE p.attrelid = c.oid AND p.attstattarget >= 0)"

#define TABLESPACE(oid) "(SELECT spcname FROM pg_tablespace s WHERE s.oid = " oid ")"

const char *const postgres_details[] = {
    ", " WORDS("NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL"),

    "SELECT * FROM (\n"
    DETAIL("CASE r.relkind WHEN 'm' THEN 'view' ELSE 'table' END",
           WORDS("CASE r.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' END", "NULL",
                 "(SELECT amname FROM pg_am m WHERE m.oid = r.relam AND m.amname <> 'heap')",
                 TYPE_PATH("r.reloftype"), "NULL", "NULL", "NULL", "NULL", "NULL", "NULL"),
           RELATIONS("'r', 'p', 'm'"))
    "\nUNION ALL "
    DETAIL(KIND_OF_INDEX,
           WORDS(YES("i.indisreplident"), YES("i.indisclustered"), "NULL", "NULL", INDEX_STATISTICS,
                 "NULL", "NULL", "NULL", "NULL", "NULL"),
           RELATIONS("'r', 'p', 'm'") " JOIN pg_index i ON i.indrelid = r.oid"
           " JOIN pg_class c ON c.oid = i.indexrelid LEFT JOIN pg_constraint k"
           " ON k.conrelid = r.oid AND k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')"),
    "\nUNION ALL "
    DETAIL("'column ' || a.attname",
           WORDS("NULL", "NULL", "NULL", "NULL", "NULL", YES("k.connoinherit"),
                 "obj_description(k.oid, 'pg_constraint')", "NULL", "NULL", "NULL"), NOT_NULLS),
    "\nUNION ALL "
    OPEN("'sequence ' || a.attname",
         WORDS("NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", PATH("n.nspname", "c.relname"), "NULL", "NULL"),
         COLUMNS_OF " AND a.attidentity <> '' JOIN pg_depend o ON o.refclassid = 'pg_class'::regclass"
         " AND o.refobjid = r.oid AND o.refobjsubid = a.attnum AND o.classid = 'pg_class'::regclass"
         " AND o.deptype = 'i' JOIN pg_class c ON c.oid = o.objid"
         " JOIN pg_namespace n ON n.oid = c.relnamespace"
         " WHERE c.relname <> r.relname || '_' || a.attname || '_seq'"
         " AND (octet_length(r.relname || a.attname) < 59 OR c.relname !~ '_seq$')"),
    "\nUNION ALL "
    OPEN("'constraint ' || a.attname",
         WORDS("NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", NAME("k.conname"), "NULL"),
         NOT_NULLS " WHERE k.conname <> r.relname || '_' || a.attname || '_not_null'"
         " AND (octet_length(r.relname || a.attname) < 54 OR k.conname !~ '_not_null$')"),
    "\nUNION ALL "
    OPEN("'tablespace'",
         WORDS("NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", TABLESPACE("r.reltablespace")),
         RELATIONS("'r', 'p', 'm', 'i', 'I'"))
    ") d\nWHERE num_nonnulls(\"replica identity\", cluster, \"access method\", \"of type\", statistics,"
    " \"not null no inherit\", \"not null comment\", sequence, \"constraint\", tablespace) > 0",
    NULL};
