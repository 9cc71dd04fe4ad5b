/* SPDX-License-Identifier: MIT
 * What a database has given to an object besides its schema, its owner and who may do what with it,
 * while the object is dropped and made again. Before the drop it is read into a setting that lives
 * as long as the transaction, as the statements that give it back; they run at its end. Privileges
 * are given back by the owner, whoever had passed them on. */
#include <string.h>

#include "dialect/postgres/change.h"

/* How a class of objects is called in ALTER .. OWNER TO and GRANT, and where its rights stand. */
typedef struct Class {
    const char *word, *catalog, *prefix, *reg, *code;
} Class;

static const Class relations = {"TABLE", "pg_class", "rel", "regclass", "r"};
static const Class sequences = {"SEQUENCE", "pg_class", "rel", "regclass", "s"};
static const Class routines = {"ROUTINE", "pg_proc", "pro", "regprocedure", "f"};
static const Class types = {"TYPE", "pg_type", "typ", "regtype", "T"};

static const Class *class_of(const Object *object)
{
    bool is_foreign = object->kind == KIND_NATIVE && strcmp(object_word(object), "foreign table") == 0;
    switch (is_foreign ? KIND_TABLE : object->kind) {
    case KIND_ENUM:
    case KIND_TYPE:
    case KIND_RANGE:
    case KIND_DOMAIN: return &types;
    case KIND_SEQUENCE: return &sequences;
    case KIND_FUNCTION: return &routines;
    case KIND_TABLE:
    case KIND_VIEW: return &relations;
    default: return NULL;
    }
}

bool postgres_is_kept(const Object *object)
{
    return object->kind == KIND_COLUMN || class_of(object);
}

static void add_path(Text *out, const Schema *schema, const Object *object)
{
    if (object->kind == KIND_FUNCTION)
        postgres_signature(out, schema, object);
    else
        postgres_path(out, schema, object);
}

static void add_literal_path(Text *out, const Schema *schema, const Object *object,
                             const char *before)
{
    Text path = {0};
    text_add(&path, before);
    add_path(&path, schema, object);
    postgres_literal(out, path.data, path.length);
    text_free(&path);
}

static void add_object(const Alter *alter, Text *out, const Kept *kept)
{
    const Schema *to = alter->changes->to;
    const Class *at = class_of(kept->to);
    if (out->length) text_add(out, "\n    UNION ALL ");
    text_add(out, "SELECT ");
    add_literal_path(out, to, kept->to,
                     arena_printf(alter->cx->arena, "%s ", at->word));
    text_printf(out, ", %sowner, %sacl, acldefault('%s', %sowner)\n        FROM %s WHERE oid = ",
                at->prefix, at->prefix, at->code, at->prefix, at->catalog);
    add_literal_path(out, alter->changes->from, kept->from, "");
    text_printf(out, "::%s", at->reg);
}

/* Of a table or view all columns, under the names that they have; else the one that is made again. */
static void add_columns(const Alter *alter, Text *out, const Kept *kept)
{
    bool is_column = kept->to->kind == KIND_COLUMN;
    const Object *from = is_column ? kept->from->parent : kept->from;
    const Object *to = is_column ? kept->to->parent : kept->to;
    if (out->length) text_add(out, "\n    UNION ALL ");
    text_add(out, "SELECT ");
    add_literal_path(out, alter->changes->to, to, "");
    text_add(out, ", ");
    if (is_column)
        postgres_literal(out, name_text(kept->to->name), name_length(kept->to->name));
    else
        text_add(out, "attname");
    text_add(out, ", attacl FROM pg_attribute WHERE attrelid = ");
    add_literal_path(out, alter->changes->from, from, "");
    text_add(out, "::regclass");
    if (!is_column) return;
    text_add(out, " AND attname = ");
    postgres_literal(out, name_text(kept->from->name), name_length(kept->from->name));
}

static const char object_rights[] =
    ", usual (acl) AS (\n"
    "    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user\n"
    "), rights (what, owner, acl) AS (\n"
    "    SELECT what, owner, coalesce(acl, first_acl) FROM made\n"
    "    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)\n)";

/* A new object begins with what is usual, and with the default privileges of who makes it. */
static const char object_statements[] =
    "    SELECT 1, NULL, NULL, format('ALTER %s OWNER TO %I', what, pg_get_userbyid(owner))\n"
    "    FROM made WHERE pg_get_userbyid(owner) <> current_user\n"
    "    UNION ALL SELECT 2, NULL, NULL, format('REVOKE ALL ON %s FROM %s', what,\n"
    "        string_agg(DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC'\n"
    "            ELSE quote_ident(pg_get_userbyid(grantee)) END, ', '))\n"
    "    FROM rights, LATERAL (VALUES (0::oid), (owner) UNION ALL SELECT grantee\n"
    "        FROM usual, aclexplode(usual.acl)) had (grantee) GROUP BY what\n"
    "    UNION ALL SELECT 3, NULL, NULL, format('GRANT %s ON %s TO %s%s',\n"
    "        string_agg(privilege_type, ', ' ORDER BY privilege_type), what,\n"
    "        CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,\n"
    "        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)\n"
    "    FROM rights, aclexplode(acl) GROUP BY what, grantee, is_grantable";

static const char column_statements[] =
    "SELECT 4, path, name, format('GRANT %s ON TABLE %s TO %s%s',\n"
    "        string_agg(format('%s (%I)', privilege_type, name), ', ' ORDER BY privilege_type), path,\n"
    "        CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,\n"
    "        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)\n"
    "    FROM parts, aclexplode(acl) GROUP BY path, name, grantee, is_grantable";

static void add_save(Text *out, const Text *objects, const Text *columns)
{
    text_add(out, "WITH ");
    if (objects->length)
        text_printf(out, "made (what, owner, acl, first_acl) AS (\n    %s\n)%s", objects->data,
                    object_rights);
    if (objects->length && columns->length) text_add(out, ", ");
    if (columns->length) text_printf(out, "parts (path, name, acl) AS (\n    %s\n)", columns->data);
    text_add(out, ", again (place, path, name, statement) AS (\n");
    if (objects->length) text_add(out, object_statements);
    if (columns->length) text_add(out, objects->length ? "\n    UNION ALL " : "    ");
    if (columns->length) text_add(out, column_statements);
    text_add(out, "\n)\nSELECT set_config('schemac.kept',\n"
                  "    coalesce(json_agg(again ORDER BY place, statement), '[]')::text, true) FROM again");
}

/* A column that it has lost has no privileges either. */
static const char give_back[] =
    "DO $kept$\nDECLARE\n    again text;\nBEGIN\n"
    "    FOR again IN SELECT statement\n"
    "        FROM json_to_recordset(current_setting('schemac.kept')::json)\n"
    "            AS kept (place integer, path text, name text, statement text)\n"
    "        WHERE path IS NULL OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = path::regclass\n"
    "            AND attname = name AND NOT attisdropped)\n"
    "        ORDER BY place, statement\n"
    "    LOOP\n        EXECUTE again;\n    END LOOP;\nEND $kept$";

void postgres_keep(const Alter *alter, const Kept *kept, size_t count, Text *before, Text *after)
{
    Text objects = {0}, columns = {0};
    for (size_t i = 0; i < count; i++) {
        Kind kind = kept[i].to->kind;
        if (kind != KIND_COLUMN) add_object(alter, &objects, &kept[i]);
        bool has_columns = kind == KIND_COLUMN || kind == KIND_TABLE || kind == KIND_VIEW ||
                           kind == KIND_NATIVE;
        if (has_columns) add_columns(alter, &columns, &kept[i]);
    }
    add_save(before, &objects, &columns);
    text_add(after, give_back);
    text_free(&objects);
    text_free(&columns);
}
