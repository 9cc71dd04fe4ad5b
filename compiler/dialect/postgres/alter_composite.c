/* SPDX-License-Identifier: MIT
 * Composite types and ranges that are there. An attribute comes and goes in place; one that gets
 * another type does so in place only while no column holds such values: else the type is made anew,
 * as ranges always are (alter_type.c). */
#include <string.h>

#include "dialect/postgres/change.h"

/* ---- who holds values of a type ---- */

static const Type *type_of(const Object *object)
{
    switch (object->kind) {
    case KIND_COLUMN: return marked_type_for(&((const Column *)object)->type, DIALECT_POSTGRES);
    case KIND_ATTRIBUTE: return ((const Attribute *)object)->type;
    case KIND_DOMAIN: return ((const Domain *)object)->type;
    case KIND_RANGE: return ((const Range *)object)->subtype;
    default: return NULL;
    }
}

static bool is_stored(const Schema *schema, const Object *type, int depth)
{
    enum { DEEPEST = 64 };
    if (depth == DEEPEST) return true;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        const Type *own = type_of(object);
        if (own && own->named == type && is_stored(schema, object, depth + 1)) return true;
        for (size_t j = 0; j < object->members.count; j++) {
            own = type_of(object->members.items[j]);
            if (!own || own->named != type) continue;
            if (object->kind != KIND_TYPE || is_stored(schema, object, depth + 1)) return true;
        }
    }
    return false;
}

bool postgres_is_stored(const Schema *schema, const Object *type)
{
    return is_stored(schema, type, 0);
}

static bool is_domain_within(const Schema *schema, const Object *domain, int depth);

/* Does the object hold a domain within another type: in an array, an attribute, a range? */
static bool holds_within(const Schema *schema, const Object *object, const Object *domain, int depth)
{
    const Type *own = type_of(object);
    if (!own || own->named != domain) return false;
    const Object *type = object->kind == KIND_COLUMN      ? NULL
                         : object->kind == KIND_ATTRIBUTE ? object->parent
                                                          : object;
    if (type && object->kind == KIND_DOMAIN && !own->dims) return is_domain_within(schema, type, depth + 1);
    return type ? postgres_is_stored(schema, type) : own->dims > 0;
}

static bool is_domain_within(const Schema *schema, const Object *domain, int depth)
{
    enum { DEEPEST = 64 };
    for (size_t i = 0; depth < DEEPEST && i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (holds_within(schema, object, domain, depth)) return true;
        for (size_t j = 0; j < object->members.count; j++)
            if (holds_within(schema, object->members.items[j], domain, depth)) return true;
    }
    return false;
}

void postgres_refuse_within(Alter *alter, const Object *object, const Object *domain)
{
    const Object *from = alter_partner(alter, domain);
    if (!from || !is_domain_within(alter->changes->from, from, 0)) return;
    if (postgres_is_rebuilt(alter->changes, from, domain)) return;
    diag_error(alter->cx->diag, object->span, "type-in-type",
               "%s takes less than before, and columns hold it within another type, an array say: "
               "PostgreSQL cannot look at these", object_describe(alter->cx, domain));
    diag_hint(alter->cx->diag,
              "make a new domain, and give it to the columns that hold this one ('using EXPR')");
}

/* ---- attributes ---- */

void postgres_refuse_typed(Alter *alter, const Object *type)
{
    const Schema *schema = alter->changes->to;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        const Type *of_type = table->kind == KIND_TABLE ? ((const Table *)table)->of_type : NULL;
        if (!of_type || of_type->named != type || !alter_partner(alter, table)) continue;
        diag_error(alter->cx->diag, type->span, "type-in-type", "%s changes, but %s is of it",
                   object_describe(alter->cx, type), object_describe(alter->cx, table));
        diag_hint(alter->cx->diag, "leave out 'type' of the table in a migration before this one");
        return;
    }
}

void postgres_refuse_rows(Alter *alter, const Object *column)
{
    const Object *from = alter_partner(alter, column->parent);
    if (!from || !postgres_is_stored(alter->changes->from, from)) return;
    diag_error(alter->cx->diag, column->span, "type-in-type",
               "%s changes what the rows of %s are, and these are values of a column, too",
               object_describe(alter->cx, column), object_describe(alter->cx, column->parent));
    diag_hint(alter->cx->diag, "make a composite type, and give it to the column that holds the rows");
}

static void begin(const Alter *alter, Text *sql, const Object *attribute, const char *action)
{
    text_add(sql, "ALTER TYPE ");
    postgres_path(sql, alter->changes->to, attribute->parent);
    text_printf(sql, " %s ATTRIBUTE ", action);
}

void postgres_bring_attribute(Alter *alter, const Object *to)
{
    Text sql = {0};
    postgres_refuse_typed(alter, to->parent);
    postgres_add_attribute(alter->cx, &sql, alter->changes->to, to);
    postgres_step(alter, &sql, NULL, LOCK_NONE, postgres_why(alter, to, "is new"));
    text_free(&sql);
}

void postgres_remove_attribute(Alter *alter, const Object *from)
{
    Text sql = {0};
    bool is_held = postgres_is_stored(alter->changes->from, from->parent);
    const Object *type = alter->changes->partner_of_from[from->parent->id];
    if (type) postgres_refuse_typed(alter, type);
    postgres_drop_attribute(alter->cx, &sql, alter->changes->from, from);
    alter_step(alter, &sql,
               (Step){.phase = PHASE_MAIN,
                      .effects = is_held ? STEP_LOSES : 0,
                      .why = postgres_why(alter, from, "is no longer in the schema")});
    text_free(&sql);
}

static Treatment judge_attribute(const Changes *changes, const Change *change)
{
    return postgres_is_stored(changes->from, change->from->parent) ? TREAT_REBUILD : TREAT_ALTER;
}

static void alter_attribute(Alter *alter, const Change *change)
{
    Text sql = {0};
    postgres_refuse_typed(alter, change->to->parent);
    begin(alter, &sql, change->to, "ALTER");
    postgres_identifier(&sql, change->to->name);
    text_add(&sql, " TYPE ");
    postgres_attribute_type(&sql, alter->changes->to, (const Attribute *)change->to);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, change->to, "is of another type"));
    text_free(&sql);
}

/* ---- answers ---- */

static const Answer attribute_rows[] = {
    {"type", .judge = judge_attribute, .write = alter_attribute},
    {"collate", .judge = judge_attribute, .write = alter_attribute},
};

static const Answer range_rows[] = {
    {"subtype", TREAT_REBUILD, NULL, NULL},
    {"opclass", TREAT_REBUILD, NULL, NULL},
    {"collate", TREAT_REBUILD, NULL, NULL},
    {"canonical", TREAT_REBUILD, NULL, NULL},
    {"subtype_diff", TREAT_REBUILD, NULL, NULL},
    {"multirange", TREAT_REBUILD, NULL, NULL},
    {"part comments", TREAT_ALTER, postgres_alter_remarks, NULL},
};

const Answers postgres_attribute_answers = {attribute_rows,
                                            sizeof attribute_rows / sizeof *attribute_rows};
const Answers postgres_range_answers = {range_rows, sizeof range_rows / sizeof *range_rows};
