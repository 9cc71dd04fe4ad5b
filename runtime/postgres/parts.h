/* SPDX-License-Identifier: MIT
 * Parts of the inspector's queries, and what natives.c offers queries.c. */
#ifndef SCHEMAC_POSTGRES_PARTS_H
#define SCHEMAC_POSTGRES_PARTS_H

/* Objects whose definition is one text (natives.c). */
extern const char native_aggregates[], native_operators[], native_operator_families[],
    native_operator_classes[], native_casts[], native_transforms[], native_collations[],
    native_text_searches[], native_rules[], native_statistics[], native_publications[],
    native_event_triggers[], native_foreigners[], native_user_mappings[];

/* clang-format off: laid out by hand */

#define YES(condition) "CASE WHEN " condition " THEN 'yes' END"

#define QUOTED(text) "'''' || replace(" text ", '''', '''''') || ''''"

/* A name as docs/catalog.md writes it: bare if plain, else in double quotes. */
#define NAME(name)                                                                                 \
    "CASE WHEN " name " ~ '^[a-z_][a-z0-9_]*$' THEN " name "::text"                                \
    " ELSE '\"' || replace(" name "::text, '\"', '\"\"') || '\"' END"

#define PATH(space, name)                                                                          \
    "CASE WHEN " space " IN ('pg_catalog', current_schema()) THEN ''"                              \
    " ELSE " NAME(space) " || '.' END || " NAME(name)

/* The names of the columns of a relation that an array of numbers lists, in its order. */
#define COLUMNS(relation, numbers, condition)                                                      \
    "(SELECT string_agg(" NAME("a.attname") ", ', ' ORDER BY n.place)"                             \
    " FROM unnest(" numbers ") WITH ORDINALITY n (number, place)"                                  \
    " JOIN pg_attribute a ON a.attrelid = " relation " AND a.attnum = n.number" condition ")"

#define COLLATION(collation, usual)                                                                \
    "(SELECT " PATH("s.nspname", "l.collname")                                                     \
    " FROM pg_collation l JOIN pg_namespace s ON s.oid = l.collnamespace"                          \
    " WHERE l.oid = " collation " AND l.oid <> " usual ")"

/* Options, but what servers since November 2026 note at each column for themselves. Where a value
 * holds what looks like another option, its comma gets one more blank. */
#define SORTED(texts)                                                                              \
    "(SELECT string_agg(regexp_replace(o, ', (?= *[^ ,=]+=)', ',  ', 'g'), ', '"                   \
    " ORDER BY o COLLATE \"C\") FROM unnest(" texts ") o"                                          \
    " WHERE o !~ '^pg_attver=')"

#define COMMENT(object, catalog) "obj_description(" object ", '" catalog "') AS comment"

#define NOT_OF_EXTENSION(catalog, object)                                                          \
    "NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '" catalog "'::regclass"                \
    " AND e.objid = " object " AND e.deptype = 'e')"

#define USER_NAMESPACE "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"

#define IN_SPACE(column) " JOIN pg_namespace n ON n.oid = " column " AND " USER_NAMESPACE

#define SPACE "NULLIF(n.nspname, current_schema())"

/* Relations of the user, of some kinds. */
#define RELATIONS(kinds)                                                                           \
    "(SELECT c.*, " SPACE " AS space FROM pg_class c"                                              \
    " JOIN pg_namespace n ON n.oid = c.relnamespace"                                               \
    " WHERE c.relkind IN (" kinds ") AND " USER_NAMESPACE                                          \
    " AND c.relname <> 'schemac_history' AND " NOT_OF_EXTENSION("pg_class", "c.oid") ") r"

/* The types of the user, those of extensions, and arrays of all. Those of the user are written as
 * paths are, but what is called as one of the engine's types always with its namespace, and so are the
 * rows of tables, for a table may be called as a type is; those of extensions without one, wherever the
 * extension was installed. An array comes with its members' type, not for itself (as of 18 extensions own both). */
#define TYPES                                                                                      \
    "(SELECT k.oid, CASE WHEN e.objid IS NULL THEN"                                                \
    " CASE WHEN pg_type_is_visible(t.oid) AND (t.typtype <> 'c' OR c.relkind = 'c') THEN ''"       \
    " ELSE " NAME("n.nspname") " || '.' END || " NAME("t.typname")                                 \
    " || k.suffix END AS path, quote_ident(n.nspname) || '.' AS prefix"                            \
    " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"                                \
    " LEFT JOIN pg_class c ON c.oid = t.typrelid"                                                  \
    " LEFT JOIN pg_depend e ON e.classid = 'pg_type'::regclass AND e.objid = t.oid"                \
    " AND e.deptype = 'e' CROSS JOIN LATERAL"                                                      \
    " (VALUES (t.oid, ''), (t.typarray, '[]')) k (oid, suffix)"                                    \
    " WHERE k.oid <> 0 AND t.typcategory <> 'A' AND " USER_NAMESPACE                               \
    " AND (e.objid IS NOT NULL OR t.typtype IN ('e', 'd', 'r', 'm', 'c')))"

#define TYPE(type, modifier)                                                                       \
    "CASE WHEN x.path IS NOT NULL THEN x.path"                                                     \
    " WHEN starts_with(format_type(" type ", " modifier "), x.prefix)"                             \
    " THEN substr(format_type(" type ", " modifier "), length(x.prefix) + 1)"                      \
    " ELSE format_type(" type ", " modifier ") END"

/* In the form of SQL, whose words are in quotes, too. */
#define SQL_NAME(space, name)                                                                      \
    "CASE WHEN " space " IN ('pg_catalog', current_schema()) THEN '' ELSE quote_ident(" space      \
    ") || '.' END || quote_ident(" name ")"

#define SQL_PATH(space, name) "quote_ident(" space ") || '.' || quote_ident(" name ")"

#define FUNCTION_PART(word, function) "'" word " = ' || NULLIF(" function "::oid, 0)::regproc"
#define TYPE_PART(word, type) "'" word " = ' || format_type(NULLIF(" type ", 0), NULL)"
#define WORD_PART(condition, word) "CASE WHEN " condition " THEN '" word "' END"
#define OPERATOR_PART(word, number)                                                                \
    "(SELECT '" word " = operator(' || quote_ident(z.nspname) || '.' || y.oprname || ')'"          \
    " FROM pg_operator y JOIN pg_namespace z ON z.oid = y.oprnamespace WHERE y.oid = " number ")"

#define OPTION_LIST(options)                                                                       \
    "(SELECT ' options (' || string_agg(quote_ident(option_name) || ' ' ||"                        \
    " quote_literal(option_value), ', ') || ')' FROM LATERAL pg_options_to_table(" options "))"

/* As paths have it, see TYPES. */
#define PATH_TYPE(type)                                                                            \
    "(SELECT " TYPE(type, "NULL") " FROM (SELECT) one LEFT JOIN x ON x.oid = " type ")"
#define PATH_TYPES(types)                                                                          \
    "(SELECT '(' || coalesce(string_agg(" PATH_TYPE("a.type") ", ', ' ORDER BY a.place), '')"      \
    " || ')' FROM unnest(" types ") WITH ORDINALITY a (type, place))"

#endif
