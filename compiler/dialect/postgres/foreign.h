/* SPDX-License-Identifier: MIT
 * What details.c asks of foreign tables: the definition as CREATE takes it, and behind it, in statements
 * of their own, what that has no words for. c is the table, n its namespace, f its row of
 * pg_foreign_table, s its server. */
#ifndef DIALECT_POSTGRES_FOREIGN_H
#define DIALECT_POSTGRES_FOREIGN_H

#include "postgres/parts.h"

/* clang-format off: laid out by hand */

/* What is inherited comes with the table above; a partition is attached, and so has all for itself. */
#define FOREIGN_COLUMN                                                                             \
    "quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)"                        \
    " || coalesce(" OPTION_LIST("a.attfdwoptions") ", '') || coalesce(' collate ' || (SELECT "     \
    SQL_NAME("y.nspname", "l.collname") " FROM pg_collation l JOIN pg_namespace y"                 \
    " ON y.oid = l.collnamespace JOIN pg_type t ON t.oid = a.atttypid WHERE l.oid = a.attcollation"\
    " AND l.oid <> t.typcollation), '') || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END"    \
    " || CASE a.attgenerated WHEN '' THEN coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')"\
    " ELSE ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ')' || CASE a.attgenerated"\
    " WHEN 's' THEN ' stored' ELSE ' virtual' END END"

#define FOREIGN_COLUMNS                                                                            \
    "pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"       \
    " WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"

#define FOREIGN_CHECKS                                                                             \
    "pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND (k.conislocal OR c.relispartition)"
#define CONSTRAINT_TEXT "'constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)"

#define ABOVE                                                                                      \
    "(SELECT string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) FROM pg_inherits h" \
    " WHERE h.inhrelid = c.oid)"

/* ---- statements of their own ---- */

#define FOREIGN_PATH SQL_PATH("n.nspname", "c.relname")
#define ALTER_FOREIGN(order, what, from)                                                           \
    "SELECT " order ", 'alter foreign table ' || " FOREIGN_PATH " || ' ' || " what " FROM " from
#define ALTER_COLUMN(what, condition)                                                              \
    ALTER_FOREIGN("2", "'alter ' || quote_ident(a.attname) || ' set ' || " what,                   \
                  FOREIGN_COLUMNS " AND " condition)
#define COMMENT_ON(subject, catalog, oid, from)                                                    \
    "SELECT 5, 'comment on ' || " subject " || ' is ' || quote_literal(b.description)"             \
    " FROM pg_description b JOIN " from " AND b.classoid = '" catalog "'::regclass AND b.objoid = " oid

#define FOREIGN_STATEMENTS                                                                         \
    ALTER_FOREIGN("1", "'add ' || " CONSTRAINT_TEXT, FOREIGN_CHECKS " AND NOT k.convalidated")     \
    " UNION ALL " ALTER_COLUMN("'default ' || pg_get_expr(d.adbin, d.adrelid)",                    \
                               "NOT a.attislocal AND NOT c.relispartition AND a.attgenerated = ''" \
                               " AND d.oid IS NOT NULL")                                           \
    " UNION ALL " ALTER_COLUMN("'statistics ' || a.attstattarget", "a.attstattarget >= 0")         \
    " UNION ALL " ALTER_COLUMN("'storage ' || CASE a.attstorage WHEN 'p' THEN 'plain'"             \
                               " WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END",\
                               "a.attstorage <> (SELECT typstorage FROM pg_type t WHERE t.oid = a.atttypid)")\
    " UNION ALL " ALTER_COLUMN("'(' || (SELECT string_agg(o, ', ') FROM unnest(a.attoptions) o"    \
                               " WHERE o ~ '^n_') || ')'", "true")                                 \
    " UNION ALL SELECT 3, 'alter table only ' || " ABOVE " || ' attach partition ' || " FOREIGN_PATH\
    " || ' ' || pg_get_expr(c.relpartbound, c.oid)"                                                \
    " UNION ALL SELECT 4, pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN '' ELSE ';' || chr(10)"\
    " || 'alter foreign table ' || " FOREIGN_PATH " || CASE t.tgenabled WHEN 'D' THEN ' disable'"  \
    " WHEN 'R' THEN ' enable replica' ELSE ' enable always' END || ' trigger ' || quote_ident(t.tgname) END"\
    " FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgparentid = 0"       \
    " UNION ALL " COMMENT_ON("'column ' || " FOREIGN_PATH " || '.' || quote_ident(a.attname)", "pg_class",\
                             "c.oid", "pg_attribute a ON a.attrelid = c.oid AND a.attnum = b.objsubid")\
    " UNION ALL " COMMENT_ON("'constraint ' || quote_ident(k.conname) || ' on ' || " FOREIGN_PATH,  \
                             "pg_constraint", "k.oid", "pg_constraint k ON k.conrelid = c.oid AND k.conislocal")\
    " UNION ALL " COMMENT_ON("'trigger ' || quote_ident(t.tgname) || ' on ' || " FOREIGN_PATH,      \
                             "pg_trigger", "t.oid", "pg_trigger t ON t.tgrelid = c.oid AND t.tgparentid = 0")\
    " UNION ALL " COMMENT_ON("'type ' || " FOREIGN_PATH " || CASE b.objoid WHEN t.oid THEN '' ELSE '[]' END",\
                             "pg_type", "b.objoid", "pg_type t ON t.typrelid = c.oid AND b.objoid IN (t.oid, t.typarray)")

#define FOREIGN_TABLE                                                                              \
    "'(' || concat_ws(', ', (SELECT string_agg(" FOREIGN_COLUMN ", ', ' ORDER BY a.attnum) FROM "  \
    FOREIGN_COLUMNS " AND (a.attislocal OR c.relispartition)), (SELECT string_agg(" CONSTRAINT_TEXT\
    ", ', ' ORDER BY k.conname) FROM " FOREIGN_CHECKS " AND k.convalidated)) || ')'"               \
    " || CASE WHEN c.relispartition THEN '' ELSE coalesce(' inherits (' || " ABOVE " || ')', '') END"\
    " || ' server ' || quote_ident(s.srvname) || coalesce(" OPTION_LIST("f.ftoptions") ", '')"     \
    " || coalesce((SELECT string_agg(';' || chr(10) || statement, '' ORDER BY i, statement COLLATE \"C\")"\
    " FROM (" FOREIGN_STATEMENTS ") x (i, statement)), '')"

#endif
