/* SPDX-License-Identifier: MIT
 * The query that reads owners and privileges, as the inspector of the runtime wants it: most schemas
 * say nothing of them, so it is part of those programs only whose schema does. What it tells of
 * others (extensions, the history) is left out by who asks: only what the schema speaks of counts. The
 * empty piece is where the columns of details go, where both are asked for. */
#include "dialect/postgres/postgres.h"

#include "postgres/parts.h"

/* clang-format off: laid out by hand */

/* How a schema calls it, where it is, its owner, and what it is given, if only by being new. */
#define RIGHTS(word, space, name, arguments, owner, acl, code, from)                               \
    "SELECT '" word " ', " space ", " name ", " arguments ", '', " owner ", coalesce(" acl         \
    ", acldefault('" code "', " owner ")) FROM " from
#define RELATION(word, code, kinds)                                                                \
    RIGHTS(word, "n.nspname", "c.relname", "''", "c.relowner", "c.relacl", code,                   \
           "pg_class c" IN_SPACE("c.relnamespace") " WHERE c.relkind IN (" kinds ")")
#define GLOBAL(word, prefix, code, catalog)                                                        \
    RIGHTS(word, "'pg_catalog'", prefix "name", "''", prefix "owner", prefix "acl", code, catalog)

/* What only its owner has a say in. */
#define OWNED(word, prefix, end, from)                                                             \
    "\nUNION ALL SELECT '" word " ', n.nspname, c." prefix "name, " end ", '', c." prefix "owner,"    \
    " NULL::aclitem[] FROM " from IN_SPACE("c." prefix "namespace")
#define OWNED_BY_ALL(word, prefix, catalog)                                                        \
    "\nUNION ALL SELECT '" word " ', 'pg_catalog', c." prefix "name, '', '', c." prefix "owner,"      \
    " NULL::aclitem[] FROM " catalog " c"
#define METHOD(prefix) "' using ' || (SELECT " NAME("m.amname") " FROM pg_am m WHERE m.oid = c." prefix "method)"
#define OPERAND(type) "CASE " type " WHEN 0 THEN 'none' ELSE " PATH_TYPE(type) " END"

const char *const postgres_rights[] = {
    "WITH x AS MATERIALIZED " TYPES ",\n"
    "o (word, space, name, arguments, part, owner, acl) AS ("
    RIGHTS("namespace", "'pg_catalog'", "n.nspname", "''", "n.nspowner", "n.nspacl", "n",
           "pg_namespace n WHERE " USER_NAMESPACE)
    "\nUNION ALL " RELATION("table", "r", "'r', 'p', 'v', 'm', 'f'")
    "\nUNION ALL " RELATION("sequence", "s", "'S'")
    "\nUNION ALL " GLOBAL("server", "srv", "S", "pg_foreign_server")
    "\nUNION ALL " GLOBAL("foreign data wrapper", "fdw", "F", "pg_foreign_data_wrapper")
    "\nUNION ALL "
    RIGHTS("type", "n.nspname", "t.typname", "''", "t.typowner", "t.typacl", "T",
           "pg_type t" IN_SPACE("t.typnamespace") " WHERE t.typtype IN ('c', 'd', 'e', 'r', 'b', 'p')")
    "\nUNION ALL " RIGHTS("language", "'pg_catalog'", "l.lanname", "''", "l.lanowner", "l.lanacl", "l",
                          "pg_language l WHERE l.lanispl"),
    OWNED("operator", "opr", "'(' || " OPERAND("c.oprleft") " || ', ' || " OPERAND("c.oprright") " || ')'",
          "pg_operator c")
    OWNED("operator class", "opc", METHOD("opc"), "pg_opclass c")
    OWNED("operator family", "opf", METHOD("opf"), "pg_opfamily c")
    OWNED("collation", "coll", "''", "pg_collation c"),
    OWNED("conversion", "con", "''", "pg_conversion c")
    OWNED("statistics", "stx", "''", "pg_statistic_ext c")
    OWNED("text search configuration", "cfg", "''", "pg_ts_config c")
    OWNED("text search dictionary", "dict", "''", "pg_ts_dict c")
    OWNED_BY_ALL("event trigger", "evt", "pg_event_trigger")
    OWNED_BY_ALL("publication", "pub", "pg_publication"),
    "\nUNION ALL "
    RIGHTS("function", "n.nspname", "p.proname", "'(' || coalesce((SELECT string_agg("
           TYPE("a.type", "NULL") ", ', ' ORDER BY a.place)"
           " FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a (type, place)"
           " LEFT JOIN x ON x.oid = a.type), '') || ')'", "p.proowner", "p.proacl", "f",
           "pg_proc p" IN_SPACE("p.pronamespace"))
    "\nUNION ALL SELECT 'table ', n.nspname, c.relname, '', ' (' || " NAME("a.attname") " || ')',"
    " c.relowner, a.attacl FROM pg_attribute a"
    " JOIN pg_class c ON c.oid = a.attrelid" IN_SPACE("c.relnamespace")
    " WHERE a.attacl IS NOT NULL AND NOT a.attisdropped),\n",
    "k AS (SELECT word || " PATH("space", "name") " || arguments AS path, part, owner, acl FROM o\n"
    "UNION ALL SELECT 'new ' || CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences'"
    " WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'L' THEN 'large_objects'"
    " ELSE 'namespaces' END"
    " || ' of ' || " NAME("pg_get_userbyid(d.defaclrole)") " || coalesce(' in ' || " NAME("n.nspname") ", ''),"
    " '', d.defaclrole, d.defaclacl FROM pg_default_acl d"
    " LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace)\n"
    "SELECT NULL, NULL, CASE role WHEN 0 THEN 'public' ELSE pg_get_userbyid(role) END, kind,"
    " ' on ' || path || part AS path, path AS of,"
    " string_agg(word, ', ' ORDER BY word) AS privileges", "", "\n"
    /* several may have given the same */
    "FROM k, LATERAL (SELECT grantee, 'grant',"
    " privilege_type || CASE WHEN bool_or(is_grantable) THEN '*' ELSE '' END"
    " FROM aclexplode(acl) WHERE grantee <> owner OR part <> '' GROUP BY grantee, privilege_type\n"
    /* of functions and types it is told as well that everyone has nothing */
    "UNION ALL SELECT 0, 'grant', NULL WHERE path ~ '^(function|type|language) |^namespace public$"
    "|^new (functions|types) of (\"([^\"]|\"\")*\"|[^ \"]*)$'\n"
    "UNION ALL SELECT owner, 'owner', NULL WHERE part = '' AND path !~ '^new ') g (role, kind, word)\n"
    /* nobody has what a role has that is gone */
    "WHERE role = 0 OR EXISTS (SELECT FROM pg_roles WHERE oid = role)\n"
    "GROUP BY k.path, part, role, kind",
    NULL};
