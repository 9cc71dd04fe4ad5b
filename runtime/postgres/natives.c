/* SPDX-License-Identifier: MIT
 * Queries of the inspector: the objects whose definition is one text, what SQL has behind their name. It
 * is put together here as CREATE takes it, so that a schema that holds it makes the same object. */
#include "parts.h"

/* clang-format off: the queries are laid out by hand */

/* ---- parts ---- */

#define NEXT_STATEMENT "';' || chr(10) || "
#define STATE(code, subject, what)                                                                 \
    "CASE " code " WHEN 'D' THEN " NEXT_STATEMENT subject " || ' disable" what                     \
    " WHEN 'R' THEN " NEXT_STATEMENT subject " || ' enable replica" what                           \
    " WHEN 'A' THEN " NEXT_STATEMENT subject " || ' enable always" what " ELSE '' END"

#define NATIVE(kind, space, owner, name, end, definition, catalog, oid, from)                      \
    "SELECT " space " AS space, " owner "::text AS owner, " name "::text AS name,"                 \
    " '" kind "' AS kind, " end " AS path, " definition " AS definition, "                         \
    COMMENT(oid, catalog) ", " oid " AS place FROM " from " AND " oid " >= 16384"                  \
    " AND " NOT_OF_EXTENSION(catalog, oid)
#define SIMPLE(kind, name, definition, catalog, from)                                              \
    NATIVE(kind, "NULL", "NULL", name, "''", definition, catalog, "c.oid", from)
#define SPACED(kind, name, end, definition, catalog, from)                                         \
    NATIVE(kind, SPACE, "NULL", name, end, definition, catalog, "c.oid", from)

/* ---- functions and operators ---- */

/* How the final function treats the state; the first word goes without saying. */
#define MODIFY(word, code)                                                                         \
    "CASE WHEN " code " <> CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN '" word " = ' ||"    \
    " CASE " code " WHEN 'r' THEN 'read_only' WHEN 's' THEN 'shareable' ELSE 'read_write' END END"

const char native_aggregates[] =
    "WITH x AS MATERIALIZED " TYPES " "
    SPACED("aggregate", "c.proname", PATH_TYPES("c.proargtypes"),
    "'(' || coalesce(NULLIF(pg_get_function_arguments(c.oid), ''), '*') || ') (' || concat_ws(', ',"
    " 'sfunc = ' || g.aggtransfn::regproc, " TYPE_PART("stype", "g.aggtranstype") ","
    " 'sspace = ' || NULLIF(g.aggtransspace, 0), " FUNCTION_PART("finalfunc", "g.aggfinalfn") ","
    " " WORD_PART("g.aggfinalextra", "finalfunc_extra") ","
    " " MODIFY("finalfunc_modify", "g.aggfinalmodify") ","
    " " FUNCTION_PART("combinefunc", "g.aggcombinefn") ","
    " " FUNCTION_PART("serialfunc", "g.aggserialfn") ","
    " " FUNCTION_PART("deserialfunc", "g.aggdeserialfn") ","
    " 'initcond = ' || quote_literal(g.agginitval), " FUNCTION_PART("msfunc", "g.aggmtransfn") ","
    " " FUNCTION_PART("minvfunc", "g.aggminvtransfn") ", " TYPE_PART("mstype", "g.aggmtranstype") ","
    " 'msspace = ' || NULLIF(g.aggmtransspace, 0), " FUNCTION_PART("mfinalfunc", "g.aggmfinalfn") ","
    " " WORD_PART("g.aggmfinalextra", "mfinalfunc_extra") ","
    " CASE WHEN g.aggmtransfn <> 0 THEN " MODIFY("mfinalfunc_modify", "g.aggmfinalmodify") " END,"
    " 'minitcond = ' || quote_literal(g.aggminitval), " OPERATOR_PART("sortop", "g.aggsortop") ","
    " CASE c.proparallel WHEN 's' THEN 'parallel = safe' WHEN 'r' THEN 'parallel = restricted' END,"
    " " WORD_PART("g.aggkind = 'h'", "hypothetical") ") || ')'", "pg_proc",
    "pg_proc c" IN_SPACE("c.pronamespace") " JOIN pg_aggregate g ON g.aggfnoid = c.oid WHERE true");

const char native_operators[] =
    "WITH x AS MATERIALIZED " TYPES " "
    SPACED("operator", "c.oprname",
    "'(' || CASE c.oprleft WHEN 0 THEN 'none' ELSE " PATH_TYPE("c.oprleft") " END || ', '"
    " || CASE c.oprright WHEN 0 THEN 'none' ELSE " PATH_TYPE("c.oprright") " END || ')'",
    "'(' || concat_ws(', ', 'function = ' || c.oprcode, " TYPE_PART("leftarg", "c.oprleft") ","
    " " TYPE_PART("rightarg", "c.oprright") ", " OPERATOR_PART("commutator", "c.oprcom") ","
    " " OPERATOR_PART("negator", "c.oprnegate") ", " FUNCTION_PART("restrict", "c.oprrest") ","
    " " FUNCTION_PART("join", "c.oprjoin") ", " WORD_PART("c.oprcanhash", "hashes") ","
    " " WORD_PART("c.oprcanmerge", "merges") ") || ')'", "pg_operator",
    "pg_operator c" IN_SPACE("c.oprnamespace") " WHERE c.oprcode <> 0");

/* A family that came with its only class, and has its name, is part of it. */
#define IS_OF_CLASS(family)                                                                        \
    "(SELECT count(*) = 1 AND bool_and(y.opcname = " family ".opfname AND y.opcnamespace = "       \
    family ".opfnamespace) FROM pg_opclass y WHERE y.opcfamily = " family ".oid)"

/* A class holds what depends on it, and what its family holds for its type alone: the engine does not
 * say which of them came with it. The family holds the rest. */
#define CLASS_OF(member, family)                                                                   \
    "(SELECT CASE d.refclassid WHEN 'pg_opclass'::regclass THEN d.refobjid ELSE"                   \
    " (SELECT min(y.oid::int8)::oid FROM pg_opclass y WHERE y.opcfamily = " family ".oid AND ("    \
    IS_OF_CLASS(family) " OR (y.opcintype = " member "lefttype AND y.opcintype = " member          \
    "righttype))) END FROM pg_depend d WHERE d.objid = o.oid AND d.classid = o.tableoid"           \
    " AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass))"
#define MEMBERS(family, owner)                                                                     \
    "(SELECT string_agg('operator ' || o.amopstrategy || ' ' || o.amopopr::regoperator"            \
    " || coalesce(' for order by ' || (SELECT " SQL_NAME("z.nspname", "y.opfname")                 \
    " FROM pg_opfamily y JOIN pg_namespace z ON z.oid = y.opfnamespace"                            \
    " WHERE y.oid = o.amopsortfamily), ''), ', '"                                                  \
    " ORDER BY o.amopstrategy, o.amopopr::regoperator::text COLLATE \"C\")"                        \
    " FROM pg_amop o WHERE o.amopfamily = " family ".oid AND " CLASS_OF("o.amop", family) owner "),"\
    " (SELECT string_agg('function ' || o.amprocnum || ' (' || format_type(o.amproclefttype, NULL)"\
    " || ', ' || format_type(o.amprocrighttype, NULL) || ') ' || o.amproc::regprocedure, ', '"     \
    " ORDER BY o.amprocnum, o.amproc::regprocedure::text COLLATE \"C\")"                           \
    " FROM pg_amproc o WHERE o.amprocfamily = " family ".oid AND " CLASS_OF("o.amproc", family) owner ")"

const char native_operator_families[] =
    SPACED("operator family", "c.opfname", "' using ' || " NAME("m.amname"),
    "NULLIF(concat_ws(', ', " MEMBERS("c", " IS NULL") "), '')", "pg_opfamily",
    "pg_opfamily c" IN_SPACE("c.opfnamespace") " JOIN pg_am m ON m.oid = c.opfmethod"
    " WHERE " IS_OF_CLASS("c") " IS NOT TRUE");

const char native_operator_classes[] =
    SPACED("operator class", "c.opcname", "' using ' || " NAME("m.amname"),
    "CASE WHEN c.opcdefault THEN 'default ' ELSE '' END || 'for type ' || format_type(c.opcintype, NULL)"
    " || ' using ' || quote_ident(m.amname) || CASE WHEN " IS_OF_CLASS("f") " THEN '' ELSE"
    " ' family ' || " SQL_NAME("q.nspname", "f.opfname") " END || ' as ' ||"
    " coalesce(NULLIF(concat_ws(', ', " MEMBERS("f", " = c.oid") ","
    " 'storage ' || format_type(NULLIF(c.opckeytype, 0), NULL)), ''),"
    " 'storage ' || format_type(c.opcintype, NULL)) || CASE WHEN " IS_OF_CLASS("f") " THEN coalesce("
    NEXT_STATEMENT "'comment on operator family ' || " SQL_PATH("q.nspname", "f.opfname")
    " || ' using ' || quote_ident(m.amname) || ' is ' || quote_literal(obj_description(f.oid, 'pg_opfamily')), '')"
    " ELSE '' END", "pg_opclass",
    "pg_opclass c" IN_SPACE("c.opcnamespace") " JOIN pg_am m ON m.oid = c.opcmethod"
    " JOIN pg_opfamily f ON f.oid = c.opcfamily JOIN pg_namespace q ON q.oid = f.opfnamespace"
    " WHERE true");

/* Those that come with a range type are its own. */
const char native_casts[] =
    "WITH x AS MATERIALIZED " TYPES " "
    NATIVE("cast", "NULL", "NULL", "'cast'",
    "'(' || " PATH_TYPE("c.castsource") " || ', ' || " PATH_TYPE("c.casttarget") " || ')'",
    "CASE c.castmethod WHEN 'f' THEN 'with function ' || c.castfunc::regprocedure"
    " WHEN 'i' THEN 'with inout' ELSE 'without function' END"
    " || CASE c.castcontext WHEN 'a' THEN ' as assignment' WHEN 'i' THEN ' as implicit' ELSE '' END",
    "pg_cast", "c.oid",
    "pg_cast c WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass"
    " AND d.objid = c.oid AND d.deptype = 'i')");

const char native_transforms[] =
    "WITH x AS MATERIALIZED " TYPES " "
    NATIVE("transform", "NULL", "NULL", "l.lanname", "'(' || " PATH_TYPE("c.trftype") " || ')'",
    "'(' || concat_ws(', ', 'from sql with function ' || NULLIF(c.trffromsql::oid, 0)::regprocedure,"
    " 'to sql with function ' || NULLIF(c.trftosql::oid, 0)::regprocedure) || ')'", "pg_transform",
    "c.oid", "pg_transform c JOIN pg_language l ON l.oid = c.trflang WHERE true");

/* ---- texts ---- */

#define TS_FUNCTION(word, function) FUNCTION_PART(word, "c." function)

/* Servers keep the locale in one column or another. */
const char native_collations[] =
    SPACED("collation", "c.collname", "''",
    "'(' || concat_ws(', ', CASE c.collprovider WHEN 'i' THEN 'provider = icu'"
    " WHEN 'b' THEN 'provider = builtin' ELSE 'provider = libc' END,"
    " 'locale = ' || quote_literal(coalesce(j.row ->> 'colllocale', j.row ->> 'colliculocale',"
    " CASE WHEN c.collcollate = c.collctype THEN c.collcollate::text END)),"
    " 'lc_collate = ' || CASE WHEN c.collcollate <> c.collctype THEN"
    " quote_literal(c.collcollate) END, 'lc_ctype = ' || CASE WHEN c.collcollate <> c.collctype"
    " THEN quote_literal(c.collctype) END, " WORD_PART("NOT c.collisdeterministic",
                                                      "deterministic = false") ","
    " 'rules = ' || quote_literal(j.row ->> 'collicurules')) || ')'", "pg_collation",
    "pg_collation c" IN_SPACE("c.collnamespace") " CROSS JOIN LATERAL to_jsonb(c) j (row) WHERE true")
    " UNION ALL "
    SPACED("conversion", "c.conname", "''",
    "CASE WHEN c.condefault THEN 'default ' ELSE '' END || 'for '"
    " || quote_literal(pg_encoding_to_char(c.conforencoding)) || ' to '"
    " || quote_literal(pg_encoding_to_char(c.contoencoding)) || ' from ' || c.conproc",
    "pg_conversion", "pg_conversion c" IN_SPACE("c.connamespace") " WHERE true");

const char native_text_searches[] =
    SPACED("text search parser", "c.prsname", "''",
    "'(' || concat_ws(', ', " TS_FUNCTION("start", "prsstart") ", "
    TS_FUNCTION("gettoken", "prstoken") ", " TS_FUNCTION("end", "prsend") ", "
    TS_FUNCTION("headline", "prsheadline") ", " TS_FUNCTION("lextypes", "prslextype") ") || ')'",
    "pg_ts_parser", "pg_ts_parser c" IN_SPACE("c.prsnamespace") " WHERE true")
    " UNION ALL "
    SPACED("text search template", "c.tmplname", "''",
    "'(' || concat_ws(', ', " TS_FUNCTION("init", "tmplinit") ", "
    TS_FUNCTION("lexize", "tmpllexize") ") || ')'",
    "pg_ts_template", "pg_ts_template c" IN_SPACE("c.tmplnamespace") " WHERE true")
    " UNION ALL "
    SPACED("text search dictionary", "c.dictname", "''",
    "'(' || concat_ws(', ', 'template = ' || " SQL_NAME("q.nspname", "t.tmplname") ","
    " c.dictinitoption) || ')'", "pg_ts_dict",
    "pg_ts_dict c" IN_SPACE("c.dictnamespace") " JOIN pg_ts_template t ON t.oid = c.dicttemplate"
    " JOIN pg_namespace q ON q.oid = t.tmplnamespace WHERE true")
    " UNION ALL "
    SPACED("text search configuration", "c.cfgname", "''",
    "'(parser = ' || " SQL_NAME("q.nspname", "t.prsname") " || ')' || coalesce((SELECT string_agg("
    NEXT_STATEMENT "'alter text search configuration ' || " SQL_PATH("n.nspname", "c.cfgname")
    " || ' add mapping for ' || m.tokens || ' with ' || m.names, '' ORDER BY m.number) FROM"
    " (SELECT min(p.number) AS number, string_agg(k.alias, ', ' ORDER BY p.number) AS tokens, p.names"
    " FROM (SELECT p.maptokentype AS number, string_agg(p.mapdict::regdictionary::text, ', '"
    " ORDER BY p.mapseqno) AS names FROM pg_ts_config_map p WHERE p.mapcfg = c.oid"
    " GROUP BY p.maptokentype) p JOIN ts_token_type(t.oid) k ON k.tokid = p.number"
    " GROUP BY p.names) m), '')",
    "pg_ts_config", "pg_ts_config c" IN_SPACE("c.cfgnamespace")
    " JOIN pg_ts_parser t ON t.oid = c.cfgparser JOIN pg_namespace q ON q.oid = t.prsnamespace"
    " WHERE true");

/* ---- on tables ---- */

/* The rule that makes a view one is in its body. */
const char native_rules[] =
    NATIVE("rule", SPACE, "r.relname", "c.rulename", "''",
    "btrim(substr(pg_get_ruledef(c.oid), length('CREATE RULE  AS' || quote_ident(c.rulename)) + 1),"
    " ' ;' || chr(10)) || " STATE("c.ev_enabled", "'alter table ' || c.ev_class::regclass",
    " rule ' || quote_ident(c.rulename)"), "pg_rewrite", "c.oid",
    "pg_rewrite c JOIN pg_class r ON r.oid = c.ev_class" IN_SPACE("r.relnamespace")
    " WHERE c.rulename <> '_RETURN' AND " NOT_OF_EXTENSION("pg_class", "r.oid"));

const char native_statistics[] =
    SPACED("statistics", "c.stxname", "''",
    "substr(pg_get_statisticsobjdef(c.oid), length('CREATE STATISTICS ' || "
    SQL_PATH("n.nspname", "c.stxname") ") + 2) || coalesce(" NEXT_STATEMENT "'alter statistics ' || "
    SQL_PATH("n.nspname", "c.stxname") " || ' set statistics ' || NULLIF(j.row ->> 'stxstattarget',"
    " '-1'), '')", "pg_statistic_ext",
    "pg_statistic_ext c" IN_SPACE("c.stxnamespace") " CROSS JOIN LATERAL to_jsonb(c) j (row)"
    " WHERE true");

const char native_publications[] =
    SIMPLE("publication", "c.pubname",
    "concat_ws(' ', CASE WHEN c.puballtables THEN 'for all tables' ELSE 'for ' || NULLIF(concat_ws("
    "', ', (SELECT 'table ' || string_agg(concat((SELECT DISTINCT 'only ' FROM pg_inherits JOIN"
    " pg_class ON oid = inhparent AND relkind = 'r' WHERE inhparent = q.prrelid),"
    " q.prrelid::regclass, {publication part}), ', '"
    " ORDER BY q.prrelid::regclass::text COLLATE \"C\") FROM pg_publication_rel q"
    " WHERE q.prpubid = c.oid), {publication spaces}), '') END, 'with (' || NULLIF(concat_ws(', ',"
    " CASE WHEN NOT (c.pubinsert AND c.pubupdate AND c.pubdelete AND c.pubtruncate) THEN"
    " 'publish = ' || quote_literal(concat_ws(', ', " WORD_PART("c.pubinsert", "insert") ", "
    WORD_PART("c.pubupdate", "update") ", " WORD_PART("c.pubdelete", "delete") ", "
    WORD_PART("c.pubtruncate", "truncate") ")) END, CASE WHEN j.row ->> 'pubviaroot' = 'true' THEN"
    " 'publish_via_partition_root = true' END, CASE WHEN j.row ->> 'pubgencols' = 's' THEN"
    " 'publish_generated_columns = stored' END), '') || ')')", "pg_publication",
    "pg_publication c CROSS JOIN LATERAL to_jsonb(c) j (row) WHERE true");

const char native_event_triggers[] =
    SIMPLE("event trigger", "c.evtname",
    "'on ' || c.evtevent || coalesce(' when tag in (' || (SELECT string_agg(quote_literal(o), ', ')"
    " FROM unnest(c.evttags) o) || ')', '') || ' execute function ' || c.evtfoid::regproc || '()'"
    " || " STATE("c.evtenabled", "'alter event trigger ' || quote_ident(c.evtname)", "'"),
    "pg_event_trigger", "pg_event_trigger c WHERE true");

/* ---- foreign data ---- */

const char native_foreigners[] =
    SIMPLE("access method", "c.amname",
    "'type ' || CASE c.amtype WHEN 'i' THEN 'index' ELSE 'table' END || ' handler ' || c.amhandler",
    "pg_am", "pg_am c WHERE true")
    " UNION ALL "
    SIMPLE("foreign data wrapper", "c.fdwname",
    "concat('handler ' || NULLIF(c.fdwhandler, 0)::regproc || ' ', 'validator ' ||"
    " NULLIF(c.fdwvalidator, 0)::regproc, " OPTION_LIST("c.fdwoptions") ")",
    "pg_foreign_data_wrapper", "pg_foreign_data_wrapper c WHERE true")
    " UNION ALL "
    SIMPLE("server", "c.srvname",
    "concat('type ' || quote_literal(c.srvtype) || ' ', 'version ' || quote_literal(c.srvversion)"
    " || ' ', 'foreign data wrapper ' || quote_ident(f.fdwname), " OPTION_LIST("c.srvoptions") ")",
    "pg_foreign_server", "pg_foreign_server c JOIN pg_foreign_data_wrapper f ON f.oid = c.srvfdw"
    " WHERE true");

/* Who may not see the options sees none; of whom that is not so, none are none. */
const char native_user_mappings[] =
    "SELECT NULL, c.srvname, coalesce(c.usename, 'public'), coalesce(btrim(" OPTION_LIST("c.umoptions") "),"
    " CASE current_setting('is_superuser') WHEN 'on' THEN '' END) AS definition, c.umid AS place FROM pg_user_mappings c WHERE "
    NOT_OF_EXTENSION("pg_foreign_server", "c.srvid");
