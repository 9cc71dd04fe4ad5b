/* SPDX-License-Identifier: MIT
 * Words that PostgreSQL knows: the keywords of versions 12 to 18 that are more than names
 * (pg_get_keywords, without the unreserved ones), the operator classes that an index gets
 * unasked, and the types. Sorted by bytes. */
#include <stdlib.h>
#include <string.h>

#include "dialect/postgres/postgres.h"

/* clang-format off */
static const char *const keywords[] = {
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric",
    "authorization", "between", "bigint", "binary", "bit", "boolean", "both", "case", "cast",
    "char", "character", "check", "coalesce", "collate", "collation", "column", "concurrently",
    "constraint", "create", "cross", "current_catalog", "current_date", "current_role",
    "current_schema", "current_time", "current_timestamp", "current_user", "dec", "decimal",
    "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "exists",
    "extract", "false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant",
    "greatest", "group", "grouping", "having", "ilike", "in", "initially", "inner", "inout", "int",
    "integer", "intersect", "interval", "into", "is", "isnull", "join", "json", "json_array",
    "json_arrayagg", "json_exists", "json_object", "json_objectagg", "json_query", "json_scalar",
    "json_serialize", "json_table", "json_value", "lateral", "leading", "least", "left", "like",
    "limit", "localtime", "localtimestamp", "merge_action", "national", "natural", "nchar",
    "none", "normalize", "not", "notnull", "null", "nullif", "numeric", "offset", "on", "only",
    "or", "order", "out", "outer", "overlaps", "overlay", "placing", "position", "precision",
    "primary", "real", "references", "returning", "right", "row", "select", "session_user",
    "setof", "similar", "smallint", "some", "substring", "symmetric", "system_user", "table",
    "tablesample", "then", "time", "timestamp", "to", "trailing", "treat", "trim", "true",
    "union", "unique", "user", "using", "values", "varchar", "variadic", "verbose", "when",
    "where", "window", "with", "xmlattributes", "xmlconcat", "xmlelement", "xmlexists",
    "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable",
};

/* Of every access method that has a class of this name it is the default one. */
static const char *const usual_opclasses[] = {
    "aclitem_ops", "array_ops", "bit_minmax_ops", "bit_ops", "bool_ops", "box_inclusion_ops",
    "box_ops", "bpchar_minmax_ops", "bpchar_ops", "bytea_minmax_ops", "bytea_ops",
    "char_minmax_ops", "char_ops", "cid_ops", "circle_ops", "date_minmax_ops", "date_ops",
    "enum_ops", "float4_minmax_ops", "float4_ops", "float8_minmax_ops", "float8_ops",
    "inet_inclusion_ops", "int2_minmax_ops", "int2_ops", "int4_minmax_ops", "int4_ops",
    "int8_minmax_ops", "int8_ops", "interval_minmax_ops", "interval_ops", "jsonb_ops",
    "macaddr8_minmax_ops", "macaddr8_ops", "macaddr_minmax_ops", "macaddr_ops", "money_ops",
    "multirange_ops", "name_minmax_ops", "name_ops", "numeric_minmax_ops", "numeric_ops",
    "oid_minmax_ops", "oid_ops", "oidvector_ops", "pg_lsn_minmax_ops", "pg_lsn_ops",
    "point_ops", "poly_ops", "quad_point_ops", "range_inclusion_ops", "range_ops", "record_ops",
    "text_minmax_ops", "text_ops", "tid_minmax_ops", "tid_ops", "time_minmax_ops", "time_ops",
    "timestamp_minmax_ops", "timestamp_ops", "timestamptz_minmax_ops", "timestamptz_ops",
    "timetz_minmax_ops", "timetz_ops", "tsquery_ops", "tsvector_ops", "uuid_minmax_ops",
    "uuid_ops", "varbit_minmax_ops", "varbit_ops", "xid8_ops", "xid_ops",
};
/* The types in pg_catalog. */
static const char *const own_types[] = {
    "aclitem", "any", "anyarray", "anycompatible", "anycompatiblearray",
    "anycompatiblemultirange", "anycompatiblenonarray", "anycompatiblerange", "anyelement",
    "anyenum", "anymultirange", "anynonarray", "anyrange", "bit", "bool", "box", "bpchar",
    "bytea", "char", "cid", "cidr", "circle", "cstring", "date", "datemultirange", "daterange",
    "event_trigger", "fdw_handler", "float4", "float8", "gtsvector", "index_am_handler", "inet",
    "int2", "int2vector", "int4", "int4multirange", "int4range", "int8", "int8multirange",
    "int8range", "internal", "interval", "json", "jsonb", "jsonpath", "language_handler", "line",
    "lseg", "macaddr", "macaddr8", "money", "name", "numeric", "nummultirange", "numrange", "oid",
    "oidvector", "path", "pg_lsn", "pg_snapshot", "point", "polygon", "record", "refcursor",
    "regclass", "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper",
    "regoperator", "regproc", "regprocedure", "regrole", "regtype", "table_am_handler", "text",
    "tid", "time", "timestamp", "timestamptz", "timetz", "trigger", "tsm_handler", "tsmultirange",
    "tsquery", "tsrange", "tstzmultirange", "tstzrange", "tsvector", "txid_snapshot", "unknown",
    "uuid", "varbit", "varchar", "void", "xid", "xid8", "xml",
};
/* clang-format on */

static int compare(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

#define IS_AMONG(word, list)                                                                       \
    (bsearch(word, list, sizeof(list) / sizeof *(list), sizeof *(list), compare) != NULL)

bool postgres_is_keyword(const char *word)
{
    return IS_AMONG(word, keywords);
}

bool postgres_is_usual_opclass(const char *name)
{
    return IS_AMONG(name, usual_opclasses);
}

bool postgres_is_own_type(const char *name)
{
    return IS_AMONG(name, own_types);
}
