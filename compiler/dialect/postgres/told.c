/* SPDX-License-Identifier: MIT
 * What a database may have and no schema can say: `pull` asks for it together with details, and tells
 * each by name (docs/pull.md). Nobody else asks: it is no difference. Each is told by the catalog, the
 * numbers of the object, what of it is not said (none: all of it) and how that is. What begins with
 * TOLD_NOTE is no part of a schema, or comes back in another way that means the same. */
#include "dialect/postgres/postgres.h"

#include "postgres/parts.h"

/* C promises 4095 characters for a text; the compilers that we build with take what there is. */
#pragma GCC diagnostic ignored "-Woverlength-strings"

/* clang-format off: laid out by hand */

#define EACH(catalog, oid, part, what, value, from)                                                \
    "\nUNION ALL SELECT '" catalog "'::regclass, " oid ", " part ", '" what "', " value " FROM " from
#define FIRST(catalog, oid, part, what, value, from)                                               \
    "SELECT '" catalog "'::regclass::oid, " oid ", " part ", '" what "', " value " FROM " from

/* As paths have it: the default namespace goes without saying. The name of a type is one text. */
#define ADDRESS                                                                                    \
    "(SELECT string_agg(CASE d.type WHEN 'type' THEN n ELSE " NAME("n") " END, '.' ORDER BY i)"    \
    " FROM unnest(d.object_names) WITH ORDINALITY x (n, i)"                                        \
    " WHERE i > 1 OR d.type IN ('schema', 'database') OR n <> current_schema()) || CASE WHEN d.type IN ('function',"          \
    " 'procedure', 'aggregate') THEN '(' || array_to_string(d.object_args, ', ') || ')' ELSE '' END"

/* The sequence of an identity column, q, is logged as its table, r, if nothing is said. */
#define IDENTITIES                                                                                 \
    RELATIONS("'r', 'p'") " JOIN pg_depend o ON o.refclassid = 'pg_class'::regclass"               \
    " AND o.refobjid = r.oid AND o.classid = 'pg_class'::regclass AND o.deptype = 'i'"             \
    " AND o.refobjsubid > 0 JOIN pg_class q ON q.oid = o.objid"

/* Comments of what comes along with something else, and is not spoken of. */
#define COMMENTS(catalog, from, condition)                                                         \
    EACH(catalog, "c.oid", "0", "comment", "d.description", catalog " c JOIN pg_description d"     \
         " ON d.objoid = c.oid AND d.classoid = '" catalog "'::regclass AND d.objsubid = 0 " from  \
         " WHERE c.oid >= 16384 AND (" condition ") AND " NOT_OF_EXTENSION(catalog, "c.oid"))

/* What somebody made where only the engine should. */
#define ASTRAY(catalog, space, condition)                                                          \
    EACH(catalog, "c.oid", "0", "", "'it is in a namespace of the engine'", catalog " c JOIN pg_namespace n ON n.oid = c."\
         space " AND n.nspname IN ('pg_catalog', 'information_schema') WHERE c.oid >= 16384 AND "  \
         condition " AND " NOT_OF_EXTENSION(catalog, "c.oid"))

/* What the owner of something new may do, and of this may not; what others than the owner gave away; and
 * privileges on what a server or an extension brought, where they are no longer those that it came with. */
#define PRIVILEGES(catalog, code, owner, acl, from)                                                \
    EACH(catalog, "c.oid", "0", "privileges revoked from its owner",                               \
         "(SELECT string_agg(privilege_type, ', ' ORDER BY privilege_type) FROM (SELECT privilege_type FROM aclexplode("   \
         "acldefault('" code "', " owner ")) WHERE grantee = " owner " EXCEPT SELECT privilege_type"\
         " FROM aclexplode(" acl ") WHERE grantee = " owner ") x)",                                 \
         from " AND c.oid >= 16384 AND " acl " IS NOT NULL AND " NOT_OF_EXTENSION(catalog, "c.oid"))\
    EACH(catalog, "c.oid", "0", TOLD_NOTE "privileges granted by another than its owner",          \
         "(SELECT string_agg(DISTINCT pg_get_userbyid(grantor)::text, ', ') FROM aclexplode(" acl ")"\
         " WHERE grantor <> " owner ")", from " AND " NOT_OF_EXTENSION(catalog, "c.oid"))          \
    EACH(catalog, "c.oid", "0", "privileges", acl "::text",                                        \
         from " AND (c.oid < 12000 OR NOT " NOT_OF_EXTENSION(catalog, "c.oid") ") AND " acl        \
         " IS DISTINCT FROM (SELECT i.initprivs FROM pg_init_privs i WHERE i.objoid = c.oid"       \
         " AND i.classoid = '" catalog "'::regclass AND i.objsubid = 0)")

/* What somebody put on a table of an extension: indexes, triggers, rules, policies, constraints. The
 * extension's own were made in the same transaction as the table, m its line; after pg_upgrade, which makes
 * each by itself, nobody knows. */
#define ON_EXTENSIONS                                                                              \
    "pg_depend m JOIN pg_extension x ON x.oid = m.refobjid"                                        \
    " AND m.refclassid = 'pg_extension'::regclass AND m.classid = 'pg_class'::regclass"            \
    " AND EXISTS (SELECT FROM pg_depend o WHERE o.refclassid = m.refclassid"                       \
    " AND o.refobjid = m.refobjid AND o.objid <> m.objid AND o.xmin = m.xmin)"
#define OF_EXTENSION(what, condition)                                                              \
    EACH("pg_class", "m.objid", "0", TOLD_NOTE, ON_EXTENSION " || ', its " what "'", ON_EXTENSIONS \
         " JOIN pg_class c ON c.oid = m.objid AND " condition)
#define ON_EXTENSION "'it stands on what extension ' || x.extname || ' brought'"

const char *const postgres_told[] = {
    "\nUNION ALL SELECT NULL, NULL, NULL, 'name', " ADDRESS ", regexp_replace(d.type, '^(foreign )?table c', 'c'), 'told', t.what || '=' || t.value"
    " FROM (",
    FIRST("pg_subscription", "s.oid", "0", "", "'a subscription is no part of a schema'",
          "pg_subscription s WHERE s.subdbid = (SELECT oid FROM pg_database"
          " WHERE datname = current_database())")
    "\nUNION ALL SELECT classoid, objoid, objsubid, 'security label', provider || ': ' || label FROM pg_seclabel"
    EACH("pg_database", "s.setdatabase", "0", TOLD_NOTE "settings", "array_to_string(s.setconfig, ', ')",
         "pg_db_role_setting s JOIN pg_database b ON b.oid = s.setdatabase AND b.datname = current_database()")
    EACH("pg_database", "b.oid", "0", TOLD_NOTE "namespace public", "'dropped'", "pg_database b WHERE b.datname ="
         " current_database() AND NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public')")
    "\nUNION ALL SELECT o.classid, o.objid, o.objsubid, 'depends on extension', x.extname FROM pg_depend o"
    " JOIN pg_extension x ON x.oid = o.refobjid WHERE o.deptype = 'x'"
    " AND o.refclassid = 'pg_extension'::regclass AND (EXISTS (SELECT FROM pg_proc p WHERE p.oid = o.objid"
    " AND o.classid = 'pg_proc'::regclass AND p.prokind = 'a') OR EXISTS (SELECT FROM pg_trigger t"
    " JOIN pg_class c ON c.oid = t.tgrelid WHERE t.oid = o.objid AND o.classid = 'pg_trigger'::regclass"
    " AND (t.tgparentid <> 0 OR c.relkind = 'f')))",
    EACH("pg_class", "r.oid", "o.refobjsubid", "sequence",
         "CASE q.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'logged' END",
         IDENTITIES " WHERE q.relpersistence <> r.relpersistence AND current_setting('server_version_num')::int >= 150000"),
    EACH("pg_class", "a.attrelid", "a.attnum", "identity", "CASE a.attidentity WHEN 'a' THEN 'always' ELSE 'by default' END",
         RELATIONS("'f'") " JOIN pg_attribute a ON a.attrelid = r.oid AND a.attidentity <> ''")
    EACH("pg_proc", "p.oid", "0", "transform",
         "(SELECT string_agg(format_type(t, NULL), ', ') FROM unnest(p.protrftypes) t)",
         "pg_proc p" IN_SPACE("p.pronamespace") " WHERE p.protrftypes IS NOT NULL AND "
         NOT_OF_EXTENSION("pg_proc", "p.oid")),
    EACH("pg_class", "c.oid", "0", "with", "'nothing, where the whole says something'",
         "pg_constraint k JOIN pg_class c ON c.oid = k.conindid AND c.relispartition AND c.reloptions IS NULL"
         " JOIN pg_class w ON w.oid = pg_partition_root(c.oid) AND w.reloptions IS NOT NULL"
         " WHERE k.contype IN ('p', 'u')")
    EACH("pg_constraint", "k.oid", "0", "", "'it is one with an index of the table above, which has no such key'",
         "pg_constraint k JOIN pg_inherits h ON h.inhrelid = k.conindid WHERE k.contype IN ('p', 'u') AND k.conparentid = 0")
    COMMENTS("pg_constraint", "", "c.contype = 'n' AND c.conrelid <> 0 AND NOT c.conislocal")
    COMMENTS("pg_type", "JOIN pg_type e ON e.typarray = c.oid", "e.typtype IN ('b', 'm')")
    PRIVILEGES("pg_class", "r", "c.relowner", "c.relacl", "pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')")
    PRIVILEGES("pg_class", "s", "c.relowner", "c.relacl", "pg_class c WHERE c.relkind = 'S'")
    PRIVILEGES("pg_proc", "f", "c.proowner", "c.proacl", "pg_proc c WHERE true"),
    PRIVILEGES("pg_type", "T", "c.typowner", "c.typacl", "pg_type c WHERE true")
    PRIVILEGES("pg_namespace", "n", "c.nspowner", "c.nspacl", "pg_namespace c WHERE c.nspname <> 'public'"),
    EACH("pg_default_acl", "a.oid", "0", "privileges revoked from its owner",
         "(SELECT string_agg(privilege_type, ', ' ORDER BY privilege_type) || ' of a new ' ||"
         " CASE a.defaclobjtype WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'function'"
         " WHEN 'T' THEN 'type' ELSE 'namespace' END FROM (SELECT privilege_type FROM aclexplode("
         "acldefault(replace(a.defaclobjtype::text, 'S', 's')::\"char\", a.defaclrole)) WHERE grantee = a.defaclrole EXCEPT SELECT"
         " privilege_type FROM aclexplode(a.defaclacl) WHERE grantee = a.defaclrole) x)",
         "(SELECT oid, defaclobjtype, defaclrole, defaclacl FROM pg_default_acl WHERE defaclnamespace = 0) a"),
    "\nUNION ALL SELECT DISTINCT o.classid, o.objid, 0, '" TOLD_NOTE "', " ON_EXTENSION " FROM " ON_EXTENSIONS
    " JOIN pg_depend o ON o.refclassid = m.classid AND o.refobjid = m.objid AND o.deptype = 'a' AND o.xmin <> m.xmin"
    " AND o.classid <> 'pg_attrdef'::regclass AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = o.classid"
    " AND e.objid = o.objid AND e.deptype = 'e')"
    EACH("pg_class", "d.objoid", "d.objsubid", TOLD_NOTE, ON_EXTENSION " || ', its comment'", ON_EXTENSIONS
         " JOIN pg_description d ON d.classoid = m.classid AND d.objoid = m.objid AND d.xmin <> m.xmin")
    OF_EXTENSION("owner", "c.relowner <> x.extowner")
    OF_EXTENSION("row security", "(c.relrowsecurity OR c.relforcerowsecurity)")
    OF_EXTENSION("replica identity", "c.relreplident NOT IN ('d', CASE c.relkind WHEN 'r' THEN 'd' ELSE 'n' END)")
    OF_EXTENSION("new columns", "EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0"
                 " AND a.attnum > (SELECT min(b.attnum) FROM pg_attribute b WHERE b.attrelid = c.oid AND b.xmin = m.xmin)"
                 " AND NOT a.attisdropped AND a.xmin <> m.xmin)"),
    ASTRAY("pg_class", "relnamespace", "c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')")
    ASTRAY("pg_proc", "pronamespace", "true")
    ASTRAY("pg_type", "typnamespace", "c.typrelid = 0 AND c.typcategory <> 'A' AND c.typtype <> 'm'")
    ASTRAY("pg_operator", "oprnamespace", "true"),
    ") t (class, object, part, what, value), LATERAL pg_identify_object_as_address(class, object, part) d",
    NULL};
