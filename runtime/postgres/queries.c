/* SPDX-License-Identifier: MIT
 * The queries of the inspector. They are planned with nothing but pg_catalog in sight and run with
 * the default namespace on the search path (see inspect.c), so current_schema() is the default
 * namespace, format_type and pg_get_expr leave it out, and no object of a user can get in between.
 * The build packs the texts to an eighth, the better the more they repeat each other, so a query is
 * written as it reads best: one like another costs a few bytes. They are ASCII.
 * Backslashes are avoided: the texts mean the same whatever standard_conforming_strings says. */
#include "parts.h"
#include "queries.h"

/* C promises 4095 characters for a text; the compilers that we build with take what there is. */
#pragma GCC diagnostic ignored "-Woverlength-strings"

/* clang-format off: the queries are laid out by hand */

#define ACTION(code)                                                                               \
    "CASE " code " WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'"                               \
    " WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END"

#define DEFERRABLE                                                                                 \
    YES("k.condeferrable") " AS deferrable, " YES("k.condeferred") " AS \"initially deferred\""

/* The engine enforces foreign keys and deferrable keys by triggers of its own, which can be
 * disabled. The worst of them is told. */
#define ENABLED                                                                                    \
    "(SELECT CASE min(strpos('DRA', g.tgenabled::text)) WHEN 1 THEN 'never'"                       \
    " WHEN 2 THEN 'replica' WHEN 3 THEN 'always' END FROM pg_trigger g"                            \
    " WHERE g.tgconstraint = k.oid AND g.tgisinternal AND g.tgenabled <> 'O') AS enabled"

/* The index or key of the divided table that an index of a partition is a part of. */
#define PART_OF(index)                                                                             \
    "(SELECT " PATH("n.nspname", "t.relname") " || '.' || " NAME("c.relname") " FROM pg_class c"   \
    " JOIN pg_index w ON w.indexrelid = c.oid JOIN pg_class t ON t.oid = w.indrelid"               \
    " JOIN pg_namespace n ON n.oid = t.relnamespace"                                               \
    " WHERE c.oid = pg_partition_root(" index ") AND c.oid <> " index ") AS \"partition of\""

/* Keys, each of its own kind: k the constraint, i its index, r the table. */
#define KEY(code)                                                                                  \
    "SELECT r.space, r.relname, k.conname,"                                                        \
    " " COLUMNS("k.conrelid", "k.conkey", "") " AS columns,"                                       \
    " " COLUMNS("k.conrelid", "i.indkey", " WHERE n.place > i.indnkeyatts") " AS include,"         \
    " " YES("{nulls not distinct}") " AS \"nulls not distinct\","                                  \
    " " YES("{period}") " AS period,"                                                              \
    " " DEFERRABLE ", " ENABLED ", " PART_OF("k.conindid") ","                                     \
    " " COMMENT("k.oid", "pg_constraint") ", k.oid AS place"                                       \
    " FROM " RELATIONS("'r', 'p'") " JOIN pg_constraint k ON k.conrelid = r.oid"                   \
    " JOIN pg_index i ON i.indexrelid = k.conindid"                                                \
    " WHERE k.contype = '" code "'"

/* ---- where the versions differ ---- */

/* A function in C has two: the library and the symbol. */
#define SOURCE "coalesce(quote_literal(p.probin) || ', ' || quote_literal(p.prosrc), p.prosrc)"

const version_gate version_gates[] = {
    {"nulls not distinct", 150000, "i.indnullsnotdistinct", "false"},
    {"delete columns", 150000, "k.confdelsetcols", "NULL::int2[]"},
    {"body", 140000, "coalesce(pg_get_function_sqlbody(p.oid), " SOURCE ")", SOURCE},
    {"multirange", 140000, "(SELECT m.typname FROM pg_type m WHERE m.oid = g.rngmultitypid)",
     "NULL::name"},
    {"publication part", 150000,
     "coalesce(' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)"
     " FROM pg_attribute a WHERE a.attrelid = q.prrelid AND a.attnum = ANY (q.prattrs)) || ')', '')"
     " || coalesce(' where (' || pg_get_expr(q.prqual, q.prrelid) || ')', '')", "''"},
    {"publication spaces", 150000,
     "(SELECT 'tables in schema ' || string_agg(quote_ident(z.nspname), ', ' ORDER BY z.nspname)"
     " FROM pg_publication_namespace q JOIN pg_namespace z ON z.oid = q.pnnspid"
     " WHERE q.pnpubid = c.oid)", "NULL"},
    {"compression", 140000,
     "CASE a.attcompression WHEN 'p' THEN 'compression=pglz' WHEN 'l' THEN 'compression=lz4' END",
     "NULL"},
    {"no clone", 130000, "t.tgparentid = 0", "NOT t.tgisinternal"},
    {"not enforced", 180000, "NOT k.conenforced", "false"},
    {"period", 180000, "k.conperiod", "false"},
    {"not null not valid", 180000,
     "EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = r.oid AND k.contype = 'n'"
     " AND k.conkey = ARRAY[a.attnum] AND NOT k.convalidated)", "false"},
};
const size_t version_gate_count = sizeof version_gates / sizeof *version_gates;

/* ---- queries ---- */

static const char namespaces[] =
    "SELECT NULL, NULL, n.nspname, " COMMENT("n.oid", "pg_namespace") ", n.oid AS place"
    " FROM pg_namespace n WHERE " USER_NAMESPACE " AND n.nspname <> 'public'"
    " AND n.nspname IS DISTINCT FROM current_schema()"
    " AND " NOT_OF_EXTENSION("pg_namespace", "n.oid");

static const char extensions[] =
    "SELECT NULL, NULL, x.extname, " NAME("n.nspname") " AS in, x.extversion AS version,"
    " x.oid AS place"
    " FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace"
    " WHERE x.extname <> 'plpgsql'";

static const char enums[] =
    "SELECT " SPACE ", NULL, t.typname,"
    " (SELECT string_agg(" QUOTED("e.enumlabel::text") ", ', ' ORDER BY e.enumsortorder)"
    " FROM pg_enum e WHERE e.enumtypid = t.oid) AS values, " COMMENT("t.oid", "pg_type")
    ", t.oid AS place"
    " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
    " WHERE t.typtype = 'e' AND " USER_NAMESPACE " AND " NOT_OF_EXTENSION("pg_type", "t.oid");

static const char domains[] =
    "SELECT " SPACE ", NULL, t.typname,"
    " " TYPE("t.typbasetype", "t.typtypmod") " AS type, " YES("t.typnotnull") " AS \"not null\","
    " pg_get_expr(t.typdefaultbin, 0) AS default,"
    " " COLLATION("t.typcollation", "b.typcollation") " AS collate, " COMMENT("t.oid", "pg_type")
    ", t.oid AS place"
    " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
    " JOIN pg_type b ON b.oid = t.typbasetype LEFT JOIN " TYPES " x ON x.oid = b.oid"
    " WHERE t.typtype = 'd' AND " USER_NAMESPACE " AND " NOT_OF_EXTENSION("pg_type", "t.oid");

#define COMPOSITES                                                                                 \
    " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"                                \
    " JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'"

static const char types[] =
    "SELECT " SPACE ", NULL, t.typname, " COMMENT("t.oid", "pg_type") ", t.oid AS place" COMPOSITES
    " WHERE " USER_NAMESPACE " AND " NOT_OF_EXTENSION("pg_type", "t.oid");

static const char attributes[] =
    "SELECT " SPACE ", t.typname, a.attname, " TYPE("a.atttypid", "a.atttypmod") " AS type,"
    " " COLLATION("a.attcollation", "b.typcollation") " AS collate,"
    " col_description(c.oid, a.attnum) AS comment, a.attnum AS place" COMPOSITES
    " JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type b ON b.oid = a.atttypid"
    " LEFT JOIN " TYPES " x ON x.oid = a.atttypid"
    " WHERE a.attnum > 0 AND NOT a.attisdropped AND " USER_NAMESPACE
    " AND " NOT_OF_EXTENSION("pg_type", "t.oid");

/* The name that the engine chooses for a multirange is left out. */
#define CHOSEN_MULTIRANGE                                                                          \
    "CASE WHEN strpos(t.typname, 'range') > 0 THEN regexp_replace(t.typname, 'range', 'multirange')"\
    " ELSE left(t.typname, 52) || '_multirange' END"
#define FUNCTION_PATH(function)                                                                    \
    "(SELECT " PATH("q.nspname", "y.proname") " FROM pg_proc y JOIN pg_namespace q"                \
    " ON q.oid = y.pronamespace WHERE y.oid = " function ")"

static const char ranges[] =
    "SELECT " SPACE ", NULL, t.typname, " TYPE("g.rngsubtype", "NULL") " AS subtype,"
    " (SELECT " PATH("q.nspname", "o.opcname") " FROM pg_opclass o JOIN pg_namespace q"
    " ON q.oid = o.opcnamespace WHERE o.oid = g.rngsubopc AND NOT o.opcdefault) AS opclass,"
    " " COLLATION("g.rngcollation", "b.typcollation") " AS collate,"
    " " FUNCTION_PATH("g.rngcanonical") " AS canonical,"
    " " FUNCTION_PATH("g.rngsubdiff") " AS subtype_diff,"
    " (SELECT " NAME("m.name") " FROM NULLIF({multirange}, " CHOSEN_MULTIRANGE ") m (name)"
    " WHERE m.name IS NOT NULL) AS multirange, " COMMENT("t.oid", "pg_type")
    ", t.oid AS place FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
    " JOIN pg_range g ON g.rngtypid = t.oid JOIN pg_type b ON b.oid = g.rngsubtype"
    " LEFT JOIN " TYPES " x ON x.oid = g.rngsubtype"
    " WHERE " USER_NAMESPACE " AND " NOT_OF_EXTENSION("pg_type", "t.oid");

/* What a sequence s counts in, and the limits of that type. */
#define LIMITS(type)                                                                               \
    "(VALUES ('int2'::regtype, -32768::int8, 32767::int8), ('int4', -2147483648, 2147483647),"     \
    " ('int8', -9223372036854775808, 9223372036854775807)) l (type, low, high) ON l.type = " type

/* Limits that the engine would choose itself are left out. */
#define START "NULLIF(s.seqstart, CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END)"
#define MINIMUM "NULLIF(s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1 ELSE l.low END)"
#define MAXIMUM "NULLIF(s.seqmax, CASE WHEN s.seqincrement > 0 THEN l.high ELSE -1 END)"

static const char sequences[] =
    "SELECT r.space, NULL, r.relname,"
    " CASE WHEN s.seqtypid <> 'int8'::regtype THEN format_type(s.seqtypid, NULL) END AS type,"
    " " START " AS start, NULLIF(s.seqincrement, 1) AS increment,"
    " " MINIMUM " AS minimum, " MAXIMUM " AS maximum,"
    " NULLIF(s.seqcache, 1) AS cache, " YES("s.seqcycle") " AS cycle,"
    " " YES("r.relpersistence = 'u'") " AS unlogged,"
    " (SELECT " PATH("n.nspname", "c.relname") " || '.' || " NAME("a.attname")
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_attribute a ON a.attrelid = c.oid"
    " WHERE c.oid = o.refobjid AND a.attnum = o.refobjsubid) AS \"owned by\","
    " " COMMENT("r.oid", "pg_class") ", r.oid AS place"
    " FROM " RELATIONS("'S'") " JOIN pg_sequence s ON s.seqrelid = r.oid"
    " JOIN " LIMITS("s.seqtypid")
    " LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = r.oid"
    " AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i')"
    " WHERE o.deptype IS DISTINCT FROM 'i'";

/* One argument with its mode, name and default, as docs/catalog.md writes it. */
#define ARGUMENT                                                                                   \
    "CASE a.mode WHEN 'o' THEN 'OUT ' WHEN 'b' THEN 'INOUT ' WHEN 'v' THEN 'VARIADIC ' ELSE ''"    \
    " END || CASE WHEN a.name <> '' THEN " NAME("a.name") " || ' ' ELSE '' END || a.type"          \
    " || coalesce(' DEFAULT ' || pg_get_function_arg_default(p.oid, a.place::int), '')"

#define ARGUMENTS(modes)                                                                           \
    "string_agg(" ARGUMENT ", ', ' ORDER BY a.place) FILTER (WHERE a.mode " modes ")"

static const char functions[] =
    "WITH x AS MATERIALIZED " TYPES
    " SELECT " SPACE ", NULL, p.proname, '(' || coalesce(g.types, '') || ')' AS path,"
    " " YES("p.prokind = 'p'") " AS procedure, g.arguments,"
    " CASE WHEN g.results IS NOT NULL THEN 'TABLE(' || g.results || ')' WHEN p.prokind <> 'p'"
    " THEN CASE WHEN p.proretset THEN 'SETOF ' ELSE '' END || " TYPE("p.prorettype", "NULL")
    " END AS returns, l.lanname AS language,"
    " CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END AS volatility,"
    " " YES("p.proisstrict") " AS strict, " YES("p.prosecdef") " AS \"security definer\","
    " " YES("p.proleakproof") " AS leakproof, " YES("p.prokind = 'w'") " AS window,"
    " CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END AS parallel,"
    " NULLIF(p.procost, CASE WHEN l.lanname IN ('internal', 'c') THEN 1 ELSE 100 END) AS cost,"
    " NULLIF(p.prorows, CASE WHEN p.proretset THEN 1000 ELSE 0 END) AS rows,"
    " " FUNCTION_PATH("p.prosupport") " AS support,"
    " " SORTED("p.proconfig") " AS settings,"
    " (SELECT string_agg(" NAME("x.extname") ", ', ' ORDER BY x.extname) FROM pg_depend d"
    " JOIN pg_extension x ON x.oid = d.refobjid WHERE d.classid = 'pg_proc'::regclass"
    " AND d.objid = p.oid AND d.deptype = 'x') AS extensions, {body} AS body, " COMMENT("p.oid", "pg_proc")
    ", p.oid AS place"
    " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
    " JOIN pg_language l ON l.oid = p.prolang LEFT JOIN x ON x.oid = p.prorettype"
    " CROSS JOIN LATERAL (SELECT " ARGUMENTS("<> 't'") " AS arguments,"
    " " ARGUMENTS("= 't'") " AS results,"
    " string_agg(a.type, ', ' ORDER BY a.place) FILTER (WHERE a.mode IN ('i', 'b', 'v')) AS types"
    " FROM (SELECT t.place, coalesce(p.proargmodes[t.place], 'i') AS mode,"
    " p.proargnames[t.place] AS name, " TYPE("t.type", "NULL") " AS type"
    " FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY t (type, place)"
    " LEFT JOIN x ON x.oid = t.type) a) g"
    " WHERE p.prokind <> 'a' AND " USER_NAMESPACE " AND " NOT_OF_EXTENSION("pg_proc", "p.oid")
    " AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass"
    " AND e.objid = p.oid AND e.deptype = 'i')"; /* those that come with a range type */

#define TABLE_OPTIONS                                                                              \
    SORTED("r.reloptions || ARRAY(SELECT 'toast.' || unnest(t.reloptions)"                         \
           " FROM pg_class t WHERE t.oid = r.reltoastrelid)") " AS with"

/* The tables whose columns it has. */
#define PARENTS                                                                                    \
    "(SELECT string_agg(" PATH("n.nspname", "c.relname") ", ', ' ORDER BY h.inhseqno)"             \
    " FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhparent"                                   \
    " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE h.inhrelid = r.oid)"

/* Those of extensions stand by name, wherever the extension was installed. */
#define OPERATOR_CLASS                                                                             \
    "CASE WHEN " NOT_OF_EXTENSION("pg_opclass", "o.oid") " THEN " PATH("y.nspname", "o.opcname")   \
    " ELSE " NAME("o.opcname") " END"

/* With an expression among them as the engine writes it, else name by name. */
#define PARTITION_KEY                                                                              \
    "CASE WHEN p.partexprs IS NOT NULL THEN replace(substring(pg_get_partkeydef(r.oid)"            \
    " from '[(](.*)[)]$'), ' COLLATE ', ' collate ') ELSE (SELECT string_agg(" NAME("a.attname")   \
    " || coalesce(' collate ' || " COLLATION("k.sorted", "a.attcollation") ", '')"              \
    " || CASE WHEN o.opcdefault THEN '' ELSE ' ' || " OPERATOR_CLASS " END, ', ' ORDER BY place)"       \
    " FROM unnest(p.partattrs::int2[], p.partcollation::oid[], p.partclass::oid[])"                \
    " WITH ORDINALITY k (number, sorted, class, place)"                                         \
    " JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.number"                           \
    " JOIN pg_opclass o ON o.oid = k.class"                                                        \
    " JOIN pg_namespace y ON y.oid = o.opcnamespace) END AS \"partition key\""

static const char tables[] =
    "SELECT r.space, NULL, r.relname, " YES("r.relpersistence = 'u'") " AS unlogged,"
    " " YES("r.relrowsecurity") " AS \"row security\","
    " " YES("r.relforcerowsecurity") " AS \"force row security\", " TABLE_OPTIONS ","
    " CASE p.partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list' WHEN 'h' THEN 'hash' END"
    " AS \"partition by\", " PARTITION_KEY ","
    " CASE WHEN r.relispartition THEN " PARENTS " END AS \"partition of\","
    " CASE WHEN NOT r.relispartition THEN " PARENTS " END AS inherits,"
    " pg_get_expr(r.relpartbound, r.oid) AS \"for values\","
    " " COMMENT("r.oid", "pg_class") ", r.oid AS place"
    " FROM " RELATIONS("'r', 'p'") " LEFT JOIN pg_partitioned_table p ON p.partrelid = r.oid";

/* The options of the sequence behind an identity column, as those of a free one are told; the type
 * must be the column's, so its limits are, too. */
#define IDENTITY_OPTIONS                                                                           \
    "CASE WHEN a.attidentity <> '' THEN (SELECT NULLIF(concat_ws(', ',"                            \
    " 'cache=' || NULLIF(s.seqcache, 1), CASE WHEN s.seqcycle THEN 'cycle=true' END,"              \
    " 'increment=' || NULLIF(s.seqincrement, 1), 'maximum=' || " MAXIMUM ","                       \
    " 'minimum=' || " MINIMUM ", 'start=' || " START "), '')"                                      \
    " FROM pg_depend o JOIN pg_sequence s ON s.seqrelid = o.objid"                                 \
    " JOIN " LIMITS("a.atttypid")                                                                  \
    " WHERE o.refclassid = 'pg_class'::regclass AND o.refobjid = r.oid"                            \
    " AND o.refobjsubid = a.attnum AND o.classid = 'pg_class'::regclass AND o.deptype = 'i') END"

/* Is an inherited column another one than the parents' make together, or have they several defaults?
 * Then it is told, else it is not. */
#define DIFFERS                                                                                    \
    "c.description IS NOT NULL OR (SELECT bool_or(b.attnotnull) <> a.attnotnull"                   \
    " OR min(pg_get_expr(e.adbin, e.adrelid)) IS DISTINCT FROM pg_get_expr(d.adbin, d.adrelid)"    \
    " OR count(DISTINCT pg_get_expr(e.adbin, e.adrelid)) > 1 FROM pg_inherits h"                   \
    " JOIN pg_attribute b ON b.attrelid = h.inhparent AND b.attname = a.attname"                   \
    " LEFT JOIN pg_attrdef e ON e.adrelid = b.attrelid AND e.adnum = b.attnum"                     \
    " WHERE h.inhrelid = r.oid)"

/* Those of an inherited column are not told. */
#define COLUMN_OPTIONS                                                                             \
    "CASE WHEN a.attislocal THEN NULLIF(concat_ws(', ', {compression},"                            \
    " (SELECT string_agg(o, ', ' ORDER BY o COLLATE \"C\") FROM unnest(a.attoptions) o"                  \
    " WHERE o ~ '^n_'), 'statistics=' || NULLIF(a.attstattarget, -1),"                   \
    " CASE WHEN a.attstorage <> t.typstorage THEN 'storage=' || CASE a.attstorage WHEN 'p'"        \
    " THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END END), '') END"

static const char columns[] =
    "SELECT r.space, r.relname, a.attname, " TYPE("a.atttypid", "a.atttypmod") " AS type,"
    " " YES("NOT a.attislocal") " AS inherited,"
    " " YES("NOT a.attnotnull OR {not null not valid}") " AS null, " YES("{not null not valid}") " AS \"not valid\","
    " CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default,"
    " CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,"
    " " IDENTITY_OPTIONS " AS \"identity options\","
    " CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS generated,"
    " CASE WHEN a.attgenerated = 'v' THEN 'virtual' END AS storage,"
    " " COLLATION("a.attcollation", "t.typcollation") " AS collate, " COLUMN_OPTIONS " AS with, c.description AS comment,"
    " a.attnum AS place"
    " FROM " RELATIONS("'r', 'p'") " JOIN pg_attribute a ON a.attrelid = r.oid"
    " JOIN pg_type t ON t.oid = a.atttypid"
    " LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum"
    " LEFT JOIN pg_description c ON c.objoid = r.oid AND c.objsubid = a.attnum"
    " AND c.classoid = 'pg_class'::regclass"
    " LEFT JOIN " TYPES " x ON x.oid = a.atttypid"
    " WHERE a.attnum > 0 AND NOT a.attisdropped AND (a.attislocal OR " DIFFERS ")";

static const char foreign_keys[] =
    "SELECT r.space, r.relname, k.conname, " COLUMNS("k.conrelid", "k.conkey", "") " AS columns,"
    " " PATH("n.nspname", "c.relname") " AS target,"
    " " COLUMNS("k.confrelid", "k.confkey", "") " AS \"target columns\","
    " " ACTION("k.confdeltype") " AS \"on delete\", " ACTION("k.confupdtype") " AS \"on update\","
    " " COLUMNS("k.conrelid", "{delete columns}", "") " AS \"on delete columns\","
    " CASE k.confmatchtype WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' END AS match,"
    " " DEFERRABLE ", " YES("NOT k.convalidated AND NOT ({not enforced})") " AS \"not valid\","
    " " YES("{not enforced}") " AS \"not enforced\", " ENABLED ", " YES("{period}") " AS period,"
    " " COMMENT("k.oid", "pg_constraint") ", k.oid AS place"
    " FROM " RELATIONS("'r', 'p'") " JOIN pg_constraint k ON k.conrelid = r.oid"
    " JOIN pg_class c ON c.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE k.contype = 'f' AND k.conparentid = 0";

#define CHECK                                                                                      \
    "pg_get_expr(k.conbin, k.conrelid) AS expr, " YES("k.connoinherit") " AS \"no inherit\","      \
    " " YES("NOT k.convalidated AND NOT ({not enforced})") " AS \"not valid\", " YES("{not enforced}")                      \
    " AS \"not enforced\", " COMMENT("k.oid", "pg_constraint") ", k.oid AS place"

static const char checks[] =
    "SELECT r.space, r.relname, k.conname, " CHECK
    " FROM " RELATIONS("'r', 'p'") " JOIN pg_constraint k ON k.conrelid = r.oid"
    " WHERE k.contype = 'c' AND k.conislocal";

static const char domain_checks[] =
    "SELECT " SPACE ", t.typname, k.conname, " CHECK
    " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
    " JOIN pg_constraint k ON k.contypid = t.oid"
    " WHERE k.contype = 'c' AND " USER_NAMESPACE " AND " NOT_OF_EXTENSION("pg_type", "t.oid");

/* One element of an index: a name or an expression, then what is not the default. The arrays of
 * pg_index count from 0; of the bits of indoption 1 is DESC, 2 is NULLS FIRST. */
#define ELEMENTS                                                                                   \
    "(SELECT string_agg(CASE WHEN i.indkey[n - 1] = 0 THEN pg_get_indexdef(i.indexrelid, n, false)"\
    " ELSE " NAME("a.attname") " END"                                                              \
    " || coalesce(' collate ' || " COLLATION("i.indcollation[n - 1]",                              \
                                             "coalesce(a.attcollation, 100)") ", '')"              \
    " || CASE WHEN o.opcdefault AND p.attoptions IS NULL THEN '' ELSE ' '"\
    " || " OPERATOR_CLASS   \
    " || coalesce('(' || array_to_string(p.attoptions, ',') || ')', '') END"                      \
    " || CASE i.indoption[n - 1] WHEN 1 THEN ' desc nulls last' WHEN 2 THEN ' nulls first'"        \
    " WHEN 3 THEN ' desc' ELSE '' END || coalesce(' with ' || substring("                           \
    "k.conexclop[n]::regoperator::text from '(.*)[(]'), ''), ', ' ORDER BY n)"                     \
    " FROM generate_series(1, i.indnkeyatts::int) n"                                               \
    " JOIN pg_attribute p ON p.attrelid = i.indexrelid AND p.attnum = n"                           \
    " LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n - 1]"          \
    " AND a.attnum > 0"                                                                            \
    " LEFT JOIN pg_opclass o ON o.oid = i.indclass[n - 1]"                                         \
    " LEFT JOIN pg_namespace y ON y.oid = o.opcnamespace) AS \"on\""

/* Indexes of their own and those of exclusions: the constraint then says the rest. */
static const char indexes[] =
    "SELECT r.space, r.relname, c.relname, CASE WHEN k.oid IS NULL THEN 'index' ELSE 'exclude' END"
    " AS kind, " YES("i.indisunique") " AS unique,"
    " CASE WHEN m.amname <> 'btree' THEN " NAME("m.amname") " END AS method, " ELEMENTS ","
    " " COLUMNS("i.indrelid", "i.indkey", " WHERE n.place > i.indnkeyatts") " AS include,"
    " pg_get_expr(i.indpred, i.indrelid) AS where,"
    " " YES("{nulls not distinct}") " AS \"nulls not distinct\","
    " " SORTED("c.reloptions") " AS with, " YES("NOT i.indisvalid") " AS invalid,"
    " " DEFERRABLE ", " ENABLED ", " PART_OF("i.indexrelid") ","
    " CASE WHEN k.oid IS NULL THEN obj_description(c.oid, 'pg_class')"
    " ELSE obj_description(k.oid, 'pg_constraint') END AS comment, c.oid AS place"
    " FROM " RELATIONS("'r', 'p', 'm'") " JOIN pg_index i ON i.indrelid = r.oid"
    " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam"
    " LEFT JOIN pg_constraint k ON k.conrelid = r.oid AND k.conindid = i.indexrelid"
    " AND k.contype IN ('p', 'u', 'x') WHERE k.contype IS NULL"
    " OR k.contype = 'x' AND k.conparentid = 0";

static const char views[] =
    "SELECT r.space, NULL, r.relname, " YES("r.relkind = 'm'") " AS materialized,"
    " " SORTED("r.reloptions") " AS with,"
    " btrim(pg_get_viewdef(r.oid), ' ;') AS body,"
    " (SELECT string_agg(a.attname || '=' || pg_get_expr(d.adbin, d.adrelid), ', '"
    " ORDER BY a.attname) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid"
    " AND a.attnum = d.adnum WHERE d.adrelid = r.oid) AS defaults,"
    " (SELECT string_agg(" NAME("a.attname") " || ' ' || " QUOTED("d.description") ", ', '"
    " ORDER BY a.attname) FROM pg_description d JOIN pg_attribute a ON a.attrelid = d.objoid"
    " AND a.attnum = d.objsubid WHERE d.objoid = r.oid AND d.classoid = 'pg_class'::regclass)"
    " AS comments, " COMMENT("r.oid", "pg_class")
    ", r.oid AS place"
    " FROM " RELATIONS("'v', 'm'");

/* A trigger's condition speaks of two rows, which pg_get_expr cannot print, so it is taken from
 * the whole statement. Bits of tgtype: 1 row, 2 before, 4 insert, 8 delete, 16 update,
 * 32 truncate, 64 instead. Arguments are stored one after another, each ended by a zero byte. */
static const char triggers[] =
    "SELECT r.space, r.relname, t.tgname,"
    " CASE t.tgtype & 66 WHEN 2 THEN 'before' WHEN 64 THEN 'instead of' ELSE 'after' END AS timing,"
    " concat_ws(', ', CASE WHEN t.tgtype & 4 > 0 THEN 'insert' END,"
    " CASE WHEN t.tgtype & 16 > 0 THEN 'update' END,"
    " CASE WHEN t.tgtype & 8 > 0 THEN 'delete' END,"
    " CASE WHEN t.tgtype & 32 > 0 THEN 'truncate' END) AS events,"
    " " COLUMNS("t.tgrelid", "t.tgattr", "") " AS \"update of\","
    " " YES("t.tgtype & 1 = 0") " AS statement, " YES("t.tgconstraint <> 0") " AS constraint,"
    " " YES("t.tgdeferrable") " AS deferrable, " YES("t.tginitdeferred")
    " AS \"initially deferred\","
    " " NAME("t.tgoldtable") " AS \"old table\", " NAME("t.tgnewtable") " AS \"new table\","
    " CASE WHEN t.tgqual IS NOT NULL THEN substring(pg_get_triggerdef(t.oid)"
    " from ' WHEN [(](.*)[)] EXECUTE (?:FUNCTION|PROCEDURE) ') END AS when,"
    " " PATH("n.nspname", "p.proname") " AS function,"
    " (SELECT string_agg(" QUOTED("convert_from(decode(m[1], 'hex'), getdatabaseencoding())")
    ", ', ' ORDER BY place) FROM regexp_matches(encode(t.tgargs, 'hex'),"
    " '((?:0[1-9a-f]|[1-9a-f].)*)00', 'g') WITH ORDINALITY x (m, place)) AS arguments,"
    " CASE t.tgenabled WHEN 'D' THEN 'never' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END"
    " AS enabled, " COMMENT("t.oid", "pg_trigger") ", t.oid AS place"
    " FROM " RELATIONS("'r', 'p', 'v'") " JOIN pg_trigger t ON t.tgrelid = r.oid"
    " JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace"
    " WHERE NOT t.tgisinternal AND {no clone}";

static const char policies[] =
    "SELECT r.space, r.relname, p.polname,"
    " CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'"
    " WHEN 'd' THEN 'delete' END AS command, " YES("NOT p.polpermissive") " AS restrictive,"
    " (SELECT string_agg(" NAME("pg_get_userbyid(n.role)") ", ', ' ORDER BY n.place)"
    " FROM unnest(p.polroles) WITH ORDINALITY n (role, place) WHERE n.role <> 0) AS roles,"
    " pg_get_expr(p.polqual, p.polrelid) AS using,"
    " pg_get_expr(p.polwithcheck, p.polrelid) AS check, " COMMENT("p.oid", "pg_policy")
    ", p.oid AS place"
    " FROM " RELATIONS("'r', 'p'") " JOIN pg_policy p ON p.polrelid = r.oid";

/* ---- the mark ---- */

/* It is asked as it stands, on the caller's search path, so each name is in full. Sums do not depend
 * on the order of rows. Tables that come and go with a session are left out, and so is what a
 * TRUNCATE or a VACUUM FULL writes into pg_class. */
#define LASTS                                                                                      \
    " WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND c.relname <> 'schemac_history'"         \
    " AND c.relkind "
#define SUM(values, from)                                                                          \
    "(SELECT pg_catalog.sum(pg_catalog.hashtextextended(pg_catalog.concat_ws(' ', " values "), 0))"\
    " FROM pg_catalog." from ")"
/* Objects that stand by themselves. What comes with the server has lower numbers. */
#define OBJECTS(catalog) SUM("c.oid, c.xmin", catalog " c WHERE c.oid >= 16384") ", "
/* What belongs to a relation that counts. */
#define PARTS(catalog, relation, number)                                                           \
    SUM("c." relation ", " number ", c.xmin", catalog " c WHERE c." relation " IN (TABLE r)") ", "

const char *const catalog_mark[] = {
    "WITH r AS MATERIALIZED (SELECT c.oid FROM pg_catalog.pg_class c" LASTS
    "NOT IN ('i', 'I', 't'))"
    " SELECT pg_catalog.hashtextextended(pg_catalog.concat_ws(' ',"
    " pg_catalog.current_setting('server_version_num')::int / 10000, "
    SUM("c.oid, c.relname, c.relnamespace, c.relkind, c.relpersistence, c.relispartition,"
        " c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relam,"
        " c.reloptions, c.relpartbound, t.reloptions",
        "pg_class c LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid" LASTS "<> 't'") ", "
    SUM("c.attrelid, c.attnum, c.xmin",
        "pg_attribute c WHERE c.attrelid IN (TABLE r) AND c.attnum > 0") ", "
    PARTS("pg_attrdef", "adrelid", "c.oid")
    PARTS("pg_index", "indrelid", "c.indexrelid")
    PARTS("pg_inherits", "inhrelid", "c.inhparent")
    PARTS("pg_partitioned_table", "partrelid", "0")
    PARTS("pg_policy", "polrelid", "c.oid")
    PARTS("pg_rewrite", "ev_class", "c.oid")
    PARTS("pg_trigger", "tgrelid", "c.oid"),
    SUM("c.oid, c.xmin", "pg_constraint c WHERE c.conrelid IN (TABLE r) OR c.contypid >= 16384") ", "
    SUM("c.oid, c.xmin", "pg_namespace c WHERE c.oid >= 16384 AND c.nspname !~ '^pg_'") ", "
    SUM("c.oid, c.xmin", "pg_type c WHERE c.oid >= 16384 AND c.typrelid = 0"
        " AND (c.typtype <> 'b' OR c.typelem = 0)") ", "
    SUM("c.rngtypid, c.xmin", "pg_range c WHERE c.rngtypid >= 16384") ", "
    SUM("c.objoid, c.classoid, c.objsubid, c.xmin", "pg_description c WHERE c.objoid >= 16384") ", ",
    /* members of extensions, and the columns that sequences belong to */
    SUM("c.classid, c.objid, c.refobjid, c.refobjsubid, c.xmin", "pg_depend c WHERE c.deptype IN ('e', 'x')"
        " OR c.refobjsubid > 0 AND c.objid IN (TABLE r)") ", "
    SUM("c", "pg_sequence c WHERE c.seqrelid IN (TABLE r)") ", "
    /* roles are shared by all databases: those that a policy here names */
    SUM("c.oid, c.rolname", "pg_roles c WHERE c.oid < 16384 OR c.oid IN (SELECT d.refobjid"
        " FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_database b ON b.oid = d.dbid"
        " WHERE b.datname = pg_catalog.current_database() AND d.deptype = 'r')") ", ",
    OBJECTS("pg_am") OBJECTS("pg_amop") OBJECTS("pg_amproc") OBJECTS("pg_cast")
    OBJECTS("pg_collation") OBJECTS("pg_conversion") OBJECTS("pg_enum") OBJECTS("pg_event_trigger")
    OBJECTS("pg_extension") OBJECTS("pg_foreign_data_wrapper") OBJECTS("pg_foreign_server")
    OBJECTS("pg_language") OBJECTS("pg_opclass") OBJECTS("pg_operator") OBJECTS("pg_opfamily")
    OBJECTS("pg_proc") OBJECTS("pg_publication") OBJECTS("pg_publication_rel")
    OBJECTS("pg_statistic_ext") OBJECTS("pg_transform") OBJECTS("pg_ts_config")
    OBJECTS("pg_ts_dict"),
    OBJECTS("pg_ts_parser") OBJECTS("pg_ts_template")
    SUM("c.mapcfg, c.maptokentype, c.mapdict, c.mapseqno",
        "pg_ts_config_map c WHERE c.mapcfg >= 16384") ", "
    SUM("c.aggfnoid, c.xmin", "pg_aggregate c WHERE c.aggfnoid >= 16384") ", "
    SUM("c.ftrelid, c.xmin", "pg_foreign_table c") ", "
    SUM("c.umid, c.usename, c.umoptions", "pg_user_mappings c") ", "
    "0), 0)"
};
const size_t catalog_mark_count = sizeof catalog_mark / sizeof *catalog_mark;

const catalog_query catalog_queries[] = {
    {"namespace", namespaces},
    {"extension", extensions},
    {"enum", enums},
    {"domain", domains},
    {"type", types},
    {"attribute", attributes},
    {"range", ranges},
    {"sequence", sequences},
    {"function", functions},
    {"table", tables},
    {"column", columns},
    {"primary key", KEY("p")},
    {"unique", KEY("u")},
    {"foreign key", foreign_keys},
    {"check", checks},
    {"check", domain_checks},
    {NULL, indexes},
    {"view", views},
    {"trigger", triggers},
    {"policy", policies},
    {NULL, native_aggregates},
    {NULL, native_operators},
    {NULL, native_operator_families},
    {NULL, native_operator_classes},
    {NULL, native_casts},
    {NULL, native_transforms},
    {NULL, native_collations},
    {NULL, native_text_searches},
    {NULL, native_rules},
    {NULL, native_statistics},
    {NULL, native_publications},
    {NULL, native_event_triggers},
    {NULL, native_foreigners},
    {"user mapping", native_user_mappings},
};
const size_t catalog_query_count = sizeof catalog_queries / sizeof *catalog_queries;

/* ---- what the engine asks besides ---- */

const char *const engine_texts[] = {
    /* extra_float_digits and the like decide how constants in stored expressions are printed, the
     * encoding how names arrive; notices would be printed by libpq itself */
    "SET LOCAL client_min_messages = error;"
    "SET LOCAL client_encoding = 'UTF8';"
    "SET LOCAL standard_conforming_strings = on;"
    "SET LOCAL quote_all_identifiers = off;"
    "SET LOCAL TimeZone = 'UTC';"
    "SET LOCAL DateStyle = 'ISO, MDY';"
    "SET LOCAL IntervalStyle = 'postgres';"
    "SET LOCAL bytea_output = 'hex';"
    "SET LOCAL extra_float_digits = 1;",

    "SET LOCAL jit = off;"
    "SET LOCAL cursor_tuple_fraction = 1;"
    "SET LOCAL search_path = pg_catalog, pg_temp;",

    "SELECT 1 + (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute a"
    " WHERE a.attrelid = c.oid AND a.attname = 'oldest_version') FROM pg_catalog.pg_class c"
    " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = $1 AND c.relname = 'schemac_history' AND c.relkind IN ('r', 'p')",

    "SELECT 'process ' || l.pid || coalesce(' (' || nullif(a.application_name, '') || ')', '')"
    " || coalesce(' since ' || pg_catalog.to_char(coalesce(a.xact_start, a.query_start),"
    " 'YYYY-MM-DD HH24:MI:SS TZ'), '')"
    " FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
    " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
    " AND l.classid = (($1::bigint >> 32) & 4294967295)::oid"
    " AND l.objid = ($1::bigint & 4294967295)::oid AND l.database = (SELECT d.oid"
    " FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())",

    "SELECT pg_catalog.current_setting('max_locks_per_transaction') || ' '"
    " || (SELECT pg_catalog.sum(s.setting::int) FROM pg_catalog.pg_settings s"
    " WHERE s.name IN ('max_connections', 'max_prepared_transactions', 'max_wal_senders',"
    " 'max_worker_processes', 'autovacuum_max_workers'))",

    "ALTER TABLE public.schemac_history ADD oldest_version integer, ADD blocks integer,"
    " ADD change_counter bigint, DROP CONSTRAINT schemac_history_status,"
    " ADD CONSTRAINT schemac_history_status"
    " CHECK (status IN ('applied', 'failed', 'started'));",

    "SELECT CASE WHEN i.indisvalid THEN 1 WHEN EXISTS (SELECT FROM"
    " pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid) THEN 3"
    " ELSE 2 END FROM pg_catalog.pg_index i WHERE i.indexrelid = pg_catalog.to_regclass($1)",

    "SELECT pg_catalog.quote_ident(n.nspname)"
    " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.oid = pg_catalog.to_regclass($1)",

    "SET LOCAL statement_timeout = 0;"
    "SET LOCAL idle_in_transaction_session_timeout = 0;"
    "SET LOCAL check_function_bodies = off;"
    "SELECT pg_catalog.set_config('synchronous_commit', 'on', true)"
    " WHERE pg_catalog.current_setting('synchronous_commit') = 'off';",

    "SET statement_timeout = 0;"
    "SET default_transaction_read_only = off;"
    "SET client_min_messages = error;",
};
const size_t engine_text_count = sizeof engine_texts / sizeof *engine_texts;
