/* SPDX-License-Identifier: MIT
 * The query that reads what few databases have, and what few objects have: of these a line of its own,
 * whose path ends in the word of its kind and its name (docs/catalog.md, details). The compiler always
 * asks; a program does if its schema has any, together with the query of owners and privileges. */
#include "dialect/postgres/postgres.h"

#include "dialect/postgres/foreign.h"

/* C promises 4095 characters for a text; the compilers that we build with take what there is. */
#pragma GCC diagnostic ignored "-Woverlength-strings"

/* clang-format off: laid out by hand */

/* The attributes: each is a row of its own at first. */
#define EACH_WORD(with)                                                                            \
    with("access method") with("cluster") with("column order") with("comment") with("constraint")    \
    with("definition") with("extensions") with("from") with("option order") with("with") with("index comment")        \
    with("kept") with("key triggers") with("not null name") with("not null no inherit")        \
    with("of type") with("part comments") with("never in") with("origin in") with("replica in") with("always in")        \
    with("replica identity") with("sequence") with("statistics")                                     \
    with("tablespace") with("told") with("trigger states")
#define NO_WORD(word) ", NULL AS \"" word "\""
#define PUT_WORD(word)                                                                             \
    ", string_agg(value, chr(31)) FILTER (WHERE word = '" word "') AS \"" word "\""

#define ROW(space, owner, name, kind, end, of, word, value, from)                                  \
    "\nUNION ALL SELECT " space ", " owner ", " name ", '" kind "', " end ", " of ", '" word "', "  \
    value " FROM " from
#define DETAIL(label, word, value, from)                                                           \
    ROW("r.space", "r.relname", label, "detail", "''", "NULL", word, value, from)

/* What the engine may have chosen is compared where it is said: `of` is the path. */
#define OPEN(label, word, value, from)                                                             \
    ROW("r.space", "r.relname", label, "name", "''", "coalesce(" NAME("r.space") " || '.', '') || "\
    NAME("r.relname") " || '.' || " NAME("(" label ")"), word, value, from)

#define KIND_OF_INDEX                                                                              \
    "CASE k.contype WHEN 'p' THEN 'primary key ' WHEN 'u' THEN 'unique ' WHEN 'x' THEN 'exclude '" \
    " ELSE 'index ' END || c.relname"

#define OF_INDEX(word, value)                                                                      \
    DETAIL(KIND_OF_INDEX, word, value, RELATIONS("'r', 'p', 'm'")                                  \
    " JOIN pg_index i ON i.indrelid = r.oid JOIN pg_class c ON c.oid = i.indexrelid"               \
    " LEFT JOIN pg_constraint k ON k.conrelid = r.oid AND k.conindid = c.oid"                      \
    " AND k.contype IN ('p', 'u', 'x')")

#define OF_TABLE(word, value)                                                                      \
    DETAIL("CASE r.relkind WHEN 'm' THEN 'view' ELSE 'table' END", word, value,                    \
           RELATIONS("'r', 'p', 'm'"))

#define COLUMNS_OF                                                                                 \
    RELATIONS("'r', 'p'") " JOIN pg_attribute a ON a.attrelid = r.oid AND NOT a.attisdropped"

/* One of a table that is not its parents'. */
#define NOT_NULLS                                                                                  \
    COLUMNS_OF " JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype = 'n'"                   \
    " AND k.conkey = ARRAY[a.attnum] AND k.conislocal"

/* Those of a part that were named before it became one. */
#define PART_NAMES                                                                                 \
    "(SELECT string_agg(" NAME("k.conname") ", ', ' ORDER BY k.conname) FROM pg_constraint k"      \
    " JOIN pg_attribute a ON a.attrelid = r.oid AND k.conkey = ARRAY[a.attnum]"                    \
    " WHERE k.conrelid = r.oid AND k.contype = 'n' AND NOT k.conislocal"                           \
    " AND k.conname !~ '_not_null[0-9]*$' AND NOT EXISTS (SELECT FROM pg_inherits h"               \
    " JOIN pg_constraint o ON o.conrelid = h.inhparent AND o.contype = 'n'"                        \
    " WHERE h.inhrelid = r.oid AND o.conname = k.conname))"

#define OF_NOT_NULL(word, value) DETAIL("'column ' || a.attname", word, value, NOT_NULLS)

#define TYPE_PATH(oid)                                                                             \
    "(SELECT " PATH("n.nspname", "t.typname") " FROM pg_type t JOIN pg_namespace n"                \
    " ON n.oid = t.typnamespace WHERE t.oid = " oid ")"

#define INDEX_STATISTICS                                                                           \
    "(SELECT string_agg(p.attnum || '=' || p.attstattarget, ', ' ORDER BY p.attnum)"               \
    " FROM pg_attribute p WHERE p.attrelid = c.oid AND p.attstattarget >= 0)"

/* What takes it along when it is dropped. */
#define EXTENSIONS(catalog, oid)                                                                   \
    "(SELECT string_agg(" NAME("x.extname") ", ', ' ORDER BY x.extname) FROM pg_depend o"          \
    " JOIN pg_extension x ON x.oid = o.refobjid WHERE o.refclassid = 'pg_extension'::regclass"     \
    " AND o.deptype = 'x' AND o.classid = '" catalog "'::regclass AND o.objid = " oid ")"

#define TABLESPACE(oid) "(SELECT spcname FROM pg_tablespace s WHERE s.oid = " oid ")"

/* Names in the order in which they were given, where that is not the one in which they are told. */
#define OPTION_ORDER                                                                               \
    "(SELECT CASE WHEN array_agg(o ORDER BY i) <> array_agg(o ORDER BY o COLLATE \"C\")"           \
    " THEN string_agg(split_part(o, '=', 1), ', ' ORDER BY i) END FROM (SELECT o, i"               \
    " FROM unnest(r.reloptions) WITH ORDINALITY x (o, i) UNION ALL SELECT 'toast.' || o, 1000 + i" \
    " FROM pg_class t, unnest(t.reloptions) WITH ORDINALITY x (o, i)"                              \
    " WHERE t.oid = r.reltoastrelid) x)"

/* What the triggers of keys are: all the same, or those of parts of keys where they are not on. Of other
 * keys it is told with them (queries.c). */
#define STATE_OF(state)                                                                            \
    "CASE " state " WHEN 'D' THEN 'never' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END"
#define OF_KEYS                                                                                    \
    " FROM pg_trigger t JOIN pg_constraint k ON k.oid = t.tgconstraint"                            \
    " WHERE t.tgrelid = r.oid AND t.tgisinternal AND k.contype <> 't'"
#define KEY_TRIGGERS                                                                               \
    "(SELECT CASE WHEN min(t.tgenabled) = max(t.tgenabled) THEN " STATE_OF("min(t.tgenabled)") " END" OF_KEYS ")"
#define TRIGGER_STATES                                                                             \
    "(SELECT string_agg(DISTINCT " NAME("k.conname") " || '=' || " STATE_OF("t.tgenabled") ", ', ')"\
    " FILTER (WHERE k.conparentid <> 0 AND t.tgenabled <> 'O') || CASE WHEN min(t.tgenabled)"        \
    " = max(t.tgenabled) THEN NULL ELSE '' END" OF_KEYS ")"

/* Partitions where a trigger, t, is in this state, and is not on the whole. */
#define STATE_IN(word, state)                                                                      \
    DETAIL("'trigger ' || t.tgname", word " in",                                                   \
           "(WITH RECURSIVE x (oid, relid, enabled) AS (SELECT t.oid, t.tgrelid, t.tgenabled UNION ALL"\
           " SELECT c.oid, c.tgrelid, c.tgenabled FROM x JOIN pg_trigger c ON c.tgparentid = x.oid)" \
           " SELECT string_agg(v.path, ', ' ORDER BY v.path COLLATE \"C\") FROM x"                 \
           " JOIN pg_class c ON c.oid = x.relid JOIN pg_namespace n ON n.oid = c.relnamespace,"    \
           " LATERAL (SELECT " PATH("n.nspname", "c.relname") ") v (path)"                         \
           " WHERE x.enabled = '" state "' AND t.tgenabled <> '" state "')",                       \
           RELATIONS("'p'") " JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal"       \
           " AND t.tgparentid = 0 AND t.tgtype & 1 = 1")

#define COLUMN_LIST(relation)                                                                      \
    "(SELECT string_agg(" NAME("a.attname") ", ', ' ORDER BY a.attnum) FROM pg_attribute a"        \
    " WHERE a.attrelid = " relation " AND a.attnum > 0 AND NOT a.attisdropped)"

#define COLUMN_ORDER                                                                               \
    "(SELECT NULLIF(" COLUMN_LIST("r.oid") ", " COLUMN_LIST("h.inhparent") ")"                     \
    " FROM pg_inherits h WHERE h.inhrelid = r.oid AND r.relispartition)"

#define ORDER_OF(word, value)                                                                      \
    OPEN("CASE WHEN r.relkind IN ('m', 'v') THEN 'view' ELSE 'table' END", word, value,            \
         RELATIONS("'r', 'p', 'm', 'v'"))

#define SETTING_ORDER                                                                              \
    "(SELECT CASE WHEN array_agg(o ORDER BY i) <> array_agg(o ORDER BY o COLLATE \"C\")"           \
    " THEN string_agg(split_part(o, '=', 1), ', ' ORDER BY i) END"                                 \
    " FROM unnest(p.proconfig) WITH ORDINALITY x (o, i))"

/* Of an index it is told as that of its table. */
#define INDEX_TABLES                                                                               \
    "(SELECT r.space, t.relname, r.reloptions, r.reltoastrelid, " KIND_OF_INDEX " AS label FROM "  \
    RELATIONS("'i', 'I'") " JOIN pg_class c ON c.oid = r.oid JOIN pg_index i ON i.indexrelid = r.oid" \
    " JOIN pg_class t ON t.oid = i.indrelid LEFT JOIN pg_constraint k ON k.conrelid = t.oid"       \
    " AND k.conindid = r.oid AND k.contype IN ('p', 'u', 'x')) r"

/* Those of indexes and exclusions are told with them, those of a part where the whole has others. */
#define KEY_OPTIONS                                                                                \
    "CASE WHEN k.contype IN ('p', 'u') THEN NULLIF(" SORTED("c.reloptions") ", CASE WHEN"    \
    " c.relispartition THEN (SELECT " SORTED("w.reloptions") " FROM pg_class w"                     \
    " WHERE w.oid = pg_partition_root(c.oid)) END) END"

/* As the path of a function ends, see queries.c. */
#define ARGUMENT_TYPES                                                                             \
    "(SELECT '(' || coalesce(string_agg(" TYPE("a.type", "NULL") ", ', ' ORDER BY a.place), '')"   \
    " || ')' FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a (type, place)"                    \
    " LEFT JOIN " TYPES " x ON x.oid = a.type)"

/* Kinds that few databases have. */
#define APART(space, name, kind, definition, catalog, oid, from)                                   \
    ROW(space, "NULL", name, kind, "''", "NULL", "definition", definition, from)                     \
    ROW(space, "NULL", name, kind, "''", "NULL", "comment", "obj_description(" oid ", '" catalog "')", \
        from)
#define IN_DEFAULT "NULLIF(n.nspname, current_schema())"

#define BASE_TYPE                                                                                  \
    "'(' || concat_ws(', ', " FUNCTION_PART("input", "t.typinput") ", "                            \
    FUNCTION_PART("output", "t.typoutput") ", " FUNCTION_PART("receive", "t.typreceive") ", "      \
    FUNCTION_PART("send", "t.typsend") ", " FUNCTION_PART("typmod_in", "t.typmodin") ", "          \
    FUNCTION_PART("typmod_out", "t.typmodout") ", " FUNCTION_PART("analyze", "t.typanalyze") ","   \
    " 'subscript = ' || NULLIF(to_jsonb(t) ->> 'typsubscript', '-'),"                              \
    " 'internallength = ' || CASE t.typlen WHEN -1 THEN 'variable' ELSE t.typlen::text END, "      \
    WORD_PART("t.typbyval", "passedbyvalue") ", 'alignment = ' || CASE t.typalign WHEN 'c' THEN"   \
    " 'char' WHEN 's' THEN 'int2' WHEN 'd' THEN 'double' END, 'storage = ' || CASE t.typstorage"   \
    " WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END,"                 \
    " 'category = ' || quote_literal(NULLIF(t.typcategory, 'U')::text), "                                \
    WORD_PART("t.typispreferred", "preferred = true") ","                                          \
    " 'default = ' || quote_literal(t.typdefault), " TYPE_PART("element", "t.typelem") ","         \
    " 'delimiter = ' || quote_literal(NULLIF(t.typdelim, ',')::text), "                                  \
    WORD_PART("t.typcollation <> 0", "collatable = true") ") || ')'"

#define NEW_TYPES(condition)                                                                       \
    "pg_type t" IN_SPACE("t.typnamespace") " WHERE " condition " AND NOT EXISTS (SELECT"           \
    " FROM pg_type e WHERE e.typarray = t.oid) AND " NOT_OF_EXTENSION("pg_type", "t.oid")
#define SHELLS NEW_TYPES("t.typtype = 'p' AND NOT t.typisdefined")

#define LANGUAGES                                                                                  \
    "pg_language l WHERE l.lanispl AND " NOT_OF_EXTENSION("pg_language", "l.oid")

/* Of the columns of a materialized view, as of a table's (queries.c); of those that a table has from
 * others, where they are not kept as there: b is the one above. */
#define KEPT                                                                                       \
    "(SELECT string_agg(" NAME("a.attname") " || '.' || o, ', ' ORDER BY " NAME("a.attname")         \
    " || '.' || o"                                                                                 \
    " COLLATE \"C\") FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"                     \
    " LEFT JOIN LATERAL (SELECT p.* FROM pg_inherits h JOIN pg_attribute p"                        \
    " ON p.attrelid = h.inhparent AND p.attname = a.attname WHERE h.inhrelid = r.oid"              \
    " ORDER BY h.inhseqno LIMIT 1) b ON true,"                                                     \
    " LATERAL (SELECT unnest(a.attoptions) UNION ALL"                                              \
    " SELECT 'statistics=' || a.attstattarget WHERE a.attstattarget >= 0 UNION ALL"                \
    " SELECT 'compression=' || CASE to_jsonb(a) ->> 'attcompression' WHEN 'p' THEN 'pglz'"         \
    " WHEN 'l' THEN 'lz4' ELSE 'default' END WHERE to_jsonb(a) ->> 'attcompression'"               \
    " <> coalesce(to_jsonb(b) ->> 'attcompression', '') UNION ALL"                                 \
    " SELECT 'storage=' || CASE a.attstorage WHEN 'p' THEN"                                        \
    " 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END"                   \
    " WHERE a.attstorage <> coalesce(b.attstorage, t.typstorage)) k (o) WHERE a.attrelid = r.oid"  \
    " AND a.attnum > 0 AND NOT a.attisdropped AND o !~ '^pg_attver='"                              \
    " AND (r.relkind = 'm' OR NOT a.attislocal))"

/* What is said of what comes along with an object, as options, see model/remark.c; d its row. */
#define REMARK(space, owner, label, option, from)                                                  \
    "SELECT " space " AS space, " owner " AS owner, " label " AS label, " option " AS option,"     \
    " d.description AS words FROM pg_description d JOIN " from
#define REMARK_OF(catalog, number, label, option, from)                                            \
    " UNION ALL " REMARK("r.space", "r.relname", label, option, catalog " k ON d.classoid = '"     \
                         catalog "'::regclass AND d.objoid = k.oid JOIN " RELATIONS("'r', 'p', 'v', 'm'")\
                         " ON r.oid = " number " " from)
#define REMARKS                                                                                    \
    "(SELECT space, owner AS relname, label, string_agg(option || '=' || regexp_replace(words,"    \
    " ', (?= *(?:\"(?:[^\"]|\"\")*\"[.][^ ,=]*|[^ ,=]+)=)', ',  ', 'g'), ', '"                        \
    " ORDER BY option || '=' COLLATE \"C\") AS options FROM ("                                     \
    REMARK(SPACE, "b.typname", "CASE b.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range'"\
           " WHEN 'c' THEN CASE c.relkind WHEN 'c' THEN 'type' WHEN 'v' THEN 'view' WHEN 'm' THEN 'view'"\
           " ELSE 'table' END END", "CASE d.objoid WHEN b.typarray THEN 'array_type' ELSE 'row_type' END",\
           "pg_type b ON d.objoid IN (b.oid, b.typarray) AND d.classoid = 'pg_type'::regclass"     \
           IN_SPACE("b.typnamespace") " LEFT JOIN pg_class c ON c.oid = b.typrelid WHERE b.typtype IN ('e', 'd', 'r', 'c')"\
           " AND coalesce(c.relkind <> 'f', true) AND (d.objoid = b.typarray OR c.relkind <> 'c')" \
           " AND " NOT_OF_EXTENSION("pg_type", "b.oid") " AND (c.oid IS NULL OR " NOT_OF_EXTENSION("pg_class", "c.oid") ")")\
    " UNION ALL " REMARK(SPACE, "b.typname", "'range'", "'multirange_type'",                       \
           "pg_range m ON d.objoid::text = to_jsonb(m) ->> 'rngmultitypid' AND d.classoid = 'pg_type'::regclass"\
           " JOIN pg_type b ON b.oid = m.rngtypid" IN_SPACE("b.typnamespace")                      \
           " WHERE " NOT_OF_EXTENSION("pg_type", "b.oid"))                                         \
    " UNION ALL " REMARK(SPACE, "b.typname", "'domain'", "'not_null'",                             \
           "pg_constraint m ON d.objoid = m.oid AND d.classoid = 'pg_constraint'::regclass AND m.contype = 'n'"\
           " JOIN pg_type b ON b.oid = m.contypid" IN_SPACE("b.typnamespace")                      \
           " WHERE " NOT_OF_EXTENSION("pg_type", "b.oid"))                                         \
    REMARK_OF("pg_rewrite", "k.ev_class", "'view'", "'rule'", "WHERE k.rulename = '_RETURN'")      \
    REMARK_OF("pg_constraint", "k.conrelid", "'table'", NAME("k.conname") " || '.constraint'",     \
              "WHERE k.contype = 'c' AND NOT k.conislocal OR k.contype = 'f' AND k.conparentid <> 0")\
    REMARK_OF("pg_constraint", "k.conrelid", "CASE t.tgparentid WHEN 0 THEN 'trigger ' || t.tgname ELSE 'table' END",\
              "CASE t.tgparentid WHEN 0 THEN '' ELSE " NAME("k.conname") " || '.' END || 'constraint'",\
              "JOIN pg_trigger t ON t.tgconstraint = k.oid WHERE k.contype = 't'")                 \
    REMARK_OF("pg_constraint", "k.conrelid", "'column ' || a.attname", "'not_null'",               \
              "JOIN pg_attribute a ON a.attrelid = r.oid AND k.conkey = ARRAY[a.attnum]"           \
              " WHERE k.contype = 'n' AND k.conislocal")                                           \
    REMARK_OF("pg_trigger", "k.tgrelid", "'table'", NAME("k.tgname") " || '.trigger'", "WHERE k.tgparentid <> 0")\
    REMARK_OF("pg_class", "(SELECT o.refobjid FROM pg_depend o WHERE o.objid = k.oid AND o.classid ="\
              " 'pg_class'::regclass AND o.deptype = 'i' AND k.relkind = 'S')", "'column ' || a.attname", "'sequence'",\
              "JOIN pg_depend o ON o.objid = k.oid AND o.classid = 'pg_class'::regclass AND o.deptype = 'i'"\
              " JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = o.refobjsubid WHERE d.objsubid = 0")\
    ") x GROUP BY space, owner, label) r"

const char *const postgres_details[] = {
    EACH_WORD(NO_WORD),

    "SELECT space, owner, name, kind, path, of, NULL AS privileges" EACH_WORD(PUT_WORD)
    " FROM (SELECT NULL::name, NULL::text, NULL, NULL, NULL, NULL, NULL, NULL"
    OF_TABLE("replica identity", "CASE r.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' END")
    OF_TABLE("access method",
             "(SELECT " NAME("m.amname") " FROM pg_am m WHERE m.oid = r.relam"
             " AND (m.amname <> 'heap' OR r.relkind = 'p'))")
    OF_TABLE("of type", TYPE_PATH("r.reloftype")),
    OF_TABLE("key triggers", KEY_TRIGGERS)
    OF_TABLE("trigger states", TRIGGER_STATES),
    OF_TABLE("kept", KEPT)
    STATE_IN("never", "D") STATE_IN("origin", "O") STATE_IN("replica", "R") STATE_IN("always", "A")
    DETAIL("'trigger ' || t.tgname", "from", PATH("n.nspname", "c.relname"),
           RELATIONS("'r', 'p', 'v'") " JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal"
           " JOIN pg_class c ON c.oid = t.tgconstrrelid JOIN pg_namespace n ON n.oid = c.relnamespace"),
    OF_TABLE("extensions", EXTENSIONS("pg_class", "r.oid"))
    OF_INDEX("extensions", EXTENSIONS("pg_class", "c.oid"))
    DETAIL("'trigger ' || t.tgname", "extensions", EXTENSIONS("pg_trigger", "t.oid"),
           RELATIONS("'r', 'p', 'v'") " JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal"
           " AND t.tgparentid = 0")
    OF_INDEX("replica identity", YES("i.indisreplident"))
    OF_INDEX("cluster", YES("i.indisclustered")),
    OF_INDEX("statistics", INDEX_STATISTICS)
    OF_INDEX("with", KEY_OPTIONS)
    OF_INDEX("index comment",
             "CASE WHEN k.oid IS NOT NULL THEN obj_description(c.oid, 'pg_class') END"),
    OF_NOT_NULL("not null no inherit", YES("k.connoinherit"))
    DETAIL("r.label", "part comments", "r.options", REMARKS)
    OPEN("'table'", "not null name", PART_NAMES, RELATIONS("'r', 'p'")),
    ROW(SPACE, "t.typname", "'domain'", "name", "''",
        PATH("n.nspname", "t.typname") " || '.domain'", "not null name", "k.conname",
        "pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
        " JOIN pg_constraint k ON k.contypid = t.oid AND k.contype = 'n'"
        " WHERE k.conname !~ '_not_null[0-9]*$' AND " USER_NAMESPACE
        " AND " NOT_OF_EXTENSION("pg_type", "t.oid")),
    OPEN("'sequence ' || a.attname", "sequence", PATH("n.nspname", "c.relname"),
         COLUMNS_OF " AND a.attidentity <> '' JOIN pg_depend o ON o.refclassid = 'pg_class'::regclass"
         " AND o.refobjid = r.oid AND o.refobjsubid = a.attnum AND o.classid = 'pg_class'::regclass"
         " AND o.deptype = 'i' JOIN pg_class c ON c.oid = o.objid"
         " JOIN pg_namespace n ON n.oid = c.relnamespace"
         " WHERE c.relname <> r.relname || '_' || a.attname || '_seq'"
         " AND (octet_length(r.relname || a.attname) < 59 OR c.relname !~ '_seq$')"),
    OPEN("'constraint ' || a.attname", "constraint", NAME("k.conname"),
         NOT_NULLS " WHERE k.conname <> r.relname || '_' || a.attname || '_not_null'"
         " AND (octet_length(r.relname || a.attname) < 54 OR k.conname !~ '_not_null$')"),
    OPEN("'tablespace'", "tablespace", TABLESPACE("r.reltablespace"),
         RELATIONS("'r', 'p', 'm', 'i', 'I'")),
    ORDER_OF("column order", COLUMN_ORDER),
    ORDER_OF("option order", OPTION_ORDER),
    OPEN("r.label", "option order", OPTION_ORDER, INDEX_TABLES),
    ROW("NULL", PATH("n.nspname", "p.proname") " || " ARGUMENT_TYPES, "'function'", "name", "''",
        "NULL", "option order", SETTING_ORDER,
        "pg_proc p" IN_SPACE("p.pronamespace") " WHERE p.proconfig IS NOT NULL AND "
        NOT_OF_EXTENSION("pg_proc", "p.oid")),
    APART(IN_DEFAULT, "t.typname", "base type", BASE_TYPE, "pg_type", "t.oid",
          NEW_TYPES("t.typtype = 'b'"))
    ROW(IN_DEFAULT, "NULL", "t.typname", "shell type", "''", "NULL", "", "''", SHELLS)
    ROW(IN_DEFAULT, "NULL", "t.typname", "shell type", "''", "NULL", "comment",
        "obj_description(t.oid, 'pg_type')", SHELLS),
    APART(IN_DEFAULT, "c.relname", "foreign table", FOREIGN_TABLE, "pg_class", "c.oid",
          "pg_class c" IN_SPACE("c.relnamespace") " JOIN pg_foreign_table f ON f.ftrelid = c.oid"
          " JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE " NOT_OF_EXTENSION("pg_class", "c.oid")),
    APART("NULL", "l.lanname", "language",
          "CASE WHEN l.lanpltrusted THEN 'trusted ' ELSE '' END || concat_ws(' ', 'handler ' ||"
          " l.lanplcallfoid::regproc, 'inline ' || NULLIF(l.laninline, 0)::regproc,"
          " 'validator ' || NULLIF(l.lanvalidator, 0)::regproc)", "pg_language", "l.oid", LANGUAGES)
    ROW("NULL", "x.extname", "'comment'", "name", "''", NAME("x.extname") " || '.comment'", "comment",
        "NULLIF(obj_description(x.oid, 'pg_extension'), v.comment)",
        "pg_extension x LEFT JOIN pg_available_extensions() v ON v.name = x.extname")
    ROW("NULL", "'public'", "'comment'", "name", "''", "'public.comment'", "comment",
        "NULLIF(obj_description(n.oid, 'pg_namespace'), 'standard public schema')",
        "pg_namespace n WHERE n.nspname = 'public'"),
    ") d (space, owner, name, kind, path, of, word, value)\nWHERE value IS NOT NULL"
    " GROUP BY space, owner, name, kind, path, of",
    NULL};
