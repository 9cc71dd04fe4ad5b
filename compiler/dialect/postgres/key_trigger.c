/* SPDX-License-Identifier: MIT
 * The triggers by which PostgreSQL enforces the foreign keys and deferrable keys of a table, where they
 * are not on. They have no names that a schema could say, and a new key brings new ones: what is said of
 * the table is said again behind each key that is made on it, or that refers to it. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "expr/expr.h"

static const char *verb_of(Name state)
{
    if (name_none(state)) return "ENABLE";
    if (name_equals(state, "never")) return "DISABLE";
    return name_equals(state, "always") ? "ENABLE ALWAYS" : "ENABLE REPLICA";
}

/* A partition of such a table is told by itself. */
static void write(Text *out, const Schema *schema, const Table *table)
{
    Text path = {0}, body = {0};
    postgres_path(&path, schema, &table->object);
    text_add(&body, "\nDECLARE\n    one name;\nBEGIN\n    FOR one IN SELECT tgname FROM pg_trigger"
                    " JOIN pg_constraint k ON k.oid = tgconstraint\n        WHERE tgrelid = ");
    postgres_literal(&body, path.data, path.length);
    text_printf(&body, "::regclass AND tgisinternal AND contype <> 't'\n    LOOP\n"
                       "        EXECUTE format('ALTER TABLE ONLY %%s %s TRIGGER %%I', ",
                verb_of(table->key_triggers));
    postgres_literal(&body, path.data, path.length);
    text_add(&body, ", one);\n    END LOOP;\nEND ");
    text_add(out, out->length ? ";\nDO " : "DO ");
    dollar_print(out, body.data, body.length);
    text_free(&path);
    text_free(&body);
}

void postgres_add_key_triggers(Text *out, const Schema *schema, const Table *table)
{
    if (!name_none(table->key_triggers)) write(out, schema, table);
}

/* Both tables of a key have triggers, and so has each part of them. */
static bool is_of_key(const Object *table, const Object *one, const Object *other)
{
    for (; table; table = (const Object *)((const Table *)table)->partition_of)
        if (table == one || table == other) return true;
    return false;
}

static const Object *target_of(const Object *key)
{
    return key->kind == KIND_FOREIGN_KEY ? (const Object *)((const ForeignKey *)key)->target : NULL;
}

static bool has_triggers(const Schema *schema, const Object *table)
{
    for (size_t i = 0; i < schema->objects.count; i++)
        for (size_t j = 0; j < schema->objects.items[i]->members.count; j++) {
            const Object *key = schema->objects.items[i]->members.items[j];
            if (key_has_triggers(key) && is_of_key(table, key->parent, target_of(key))) return true;
        }
    return false;
}

/* Where no key has any yet, those that come are told with them. */
void postgres_alter_key_triggers(Alter *alter, const Change *change)
{
    Text sql = {0};
    if (!has_triggers(alter->changes->from, change->from)) return;
    write(&sql, alter->changes->to, (const Table *)change->to);
    postgres_step(alter, &sql, change->to, LOCK_SHARE_ROW_EXCLUSIVE,
                  postgres_why(alter, change->to, "has its keys enforced at other times"));
    text_free(&sql);
}

static void add_tables(Text *out, const Schema *schema, const Object *key)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        if (table->kind != KIND_TABLE || !is_of_key(table, key->parent, target_of(key))) continue;
        postgres_add_key_triggers(out, schema, (const Table *)table);
    }
}

void postgres_create_foreign_key(Cx *cx, Text *out, const Schema *schema, const Object *key)
{
    postgres_add_constraint(cx, out, schema, key);
    add_tables(out, schema, key);
}

void postgres_key_triggers_again(Alter *alter, const Object *key, Phase phase)
{
    Text sql = {0};
    add_tables(&sql, alter->changes->to, key);
    if (sql.length)
        alter_step(alter, &sql,
                   (Step){.on = key->parent,
                          .lock = LOCK_SHARE_ROW_EXCLUSIVE,
                          .phase = phase,
                          .why = postgres_why(alter, key, "has triggers as the others of its tables")});
    text_free(&sql);
}
