/* SPDX-License-Identifier: MIT
 * The index that a table is told to go by: there is one for replication and one for CLUSTER at most. */
#include "model/extension.h"
#include "resolve/resolver.h"

static const bool *identity_of(const Object *member)
{
    bool is_key = member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE;
    if (is_key) return &((const Key *)member)->is_replica_identity;
    return member->kind == KIND_INDEX ? &((const Index *)member)->is_replica_identity : NULL;
}

static const bool *cluster_of(const Object *member)
{
    bool is_key = member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE;
    if (is_key) return &((const Key *)member)->is_clustered;
    bool is_index = member->kind == KIND_INDEX || member->kind == KIND_EXCLUDE;
    return is_index ? &((const Index *)member)->is_clustered : NULL;
}

typedef const bool *Choice(const Object *member);

static void check_one(Resolver *r, const Object *owner, Choice *choice, const char *words,
                      const Object *first)
{
    for (size_t i = 0; i < owner->members.count; i++) {
        const Object *member = owner->members.items[i];
        const bool *is_chosen = choice(member);
        if (!is_chosen || !*is_chosen) continue;
        if (first) {
            report(r, member->span, "repeated-choice", "%s has two %s", describe(r, owner), words);
            report_note(r, first->span, "the first one");
        }
        first = member;
    }
}

/* What of the elements is no column that every row has; NULL: all are. */
static const Expr *loose_element(const Object *member, const ElementList *elements)
{
    for (size_t i = 0; member->kind != KIND_PRIMARY_KEY && i < elements->count; i++) {
        const Expr *expr = elements->items[i].expr;
        const Object *column = expr->kind == EXPR_NAME
                                   ? object_member(member->parent, KIND_COLUMN, expr->name) : NULL;
        bool is_unknown = expr->kind == EXPR_ERROR || (expr->kind == EXPR_NAME && !column);
        if (!is_unknown && (!column || ((const Column *)column)->is_nullable)) return expr;
    }
    return NULL;
}

/* Rows are told apart by what each has, and has alone. */
static void check_identity(Resolver *r, const Object *member)
{
    bool is_index = member->kind == KIND_INDEX;
    const Index *index = is_index ? (const Index *)member : NULL;
    const Key *key = is_index ? NULL : (const Key *)member;
    bool is_partial = is_index ? !marked_none(&index->where) || !index->is_unique : key->is_deferrable;
    const Expr *loose = loose_element(member, is_index ? &index->elements : &key->columns);
    if (!is_partial && !loose) return;
    report(r, member->span, "replica-identity", "%s does not tell all rows apart at once",
           describe(r, member));
    if (is_partial) return;
    if (loose->kind == EXPR_NAME)
        report_hint(r, "'%s' takes null: write its type without '?'", name_text(loose->name));
    else report_hint(r, "replication goes by columns, not by what is computed of them");
}

static bool is_referred_to(const Resolver *r, const Object *table)
{
    for (size_t i = 0; i < r->items.count; i++) {
        const Object *object = r->items.items[i]->object;
        bool is_it = object->kind == KIND_FOREIGN_KEY && key_has_triggers(object);
        if (is_it && &((const ForeignKey *)object)->target->object == table) return true;
    }
    return false;
}

/* Of its own, of one that refers to it, or of the whole that it is a part of. */
static void check_key_triggers(Resolver *r, const Object *object)
{
    const Table *table = (const Table *)object;
    if (name_none(table->key_triggers)) return;
    for (; table; table = table->partition_of) {
        if (is_referred_to(r, &table->object)) return;
        for (size_t i = 0; i < table->object.members.count; i++)
            if (key_has_triggers(table->object.members.items[i])) return;
    }
    report(r, object->span, "no-key-triggers", "no key of %s has triggers", describe(r, object));
    report_hint(r, "leave 'key_triggers' out");
}

/* It depends on what the schema makes, or on what each database has. */
static void check_extensions(Resolver *r, const Object *object)
{
    const NameList *names = object_extensions(object);
    bool is_view = object->kind == KIND_VIEW && !((const View *)object)->is_materialized;
    if (names->count && is_view) {
        report(r, object->span, "clause-not-here", "no view depends on an extension, but a materialized one");
        return;
    }
    for (size_t i = 0; i < names->count; i++) {
        Name name = names->items[i];
        bool is_there = name_equals(name, "plpgsql") || schema_find(r->schema, KIND_EXTENSION, NO_NAME, name);
        if (!is_there)
            report(r, object->span, "unknown-extension", "%s depends on extension '%s', which the schema has not",
                   describe(r, object), name_text(name));
        if (i && name_is(name, names->items[i - 1]))
            report(r, object->span, "duplicate-clause", "'depends on extension %s' is said twice", name_text(name));
    }
}

void check_choices(Resolver *r, Item *item)
{
    const Object *object = item->object;
    check_extensions(r, object);
    const bool *is_identity = identity_of(object);
    if (is_identity && *is_identity) check_identity(r, object);
    if (object->kind != KIND_TABLE && object->kind != KIND_VIEW) return;
    if (object->kind == KIND_TABLE) check_key_triggers(r, object);
    bool has_own = object->kind == KIND_TABLE && !name_none(((const Table *)object)->replica_identity);
    check_one(r, object, identity_of, "replica identities", has_own ? object : NULL);
    check_one(r, object, cluster_of, "orders of its rows", NULL);
}
