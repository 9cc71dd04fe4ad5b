/* SPDX-License-Identifier: MIT
 * Rules of foreign keys: as many columns on both sides, of types that compare, a key on the other
 * side, actions that can be carried out, an index on this side. */
#include "model/list.h"
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

static Span target_span(const Item *item)
{
    return item->target ? item->target->name.span : item->object->span;
}

/* ---- the key on the other side ---- */

/* The same columns, in whatever order. */
static bool covers(const ElementList *elements, const NameList *names)
{
    if (elements->count != names->count) return false;
    for (size_t i = 0; i < elements->count; i++) {
        const Expr *expr = elements->items[i].expr;
        if (expr->kind != EXPR_NAME || !names_have(names, expr->name)) return false;
    }
    return true;
}

static bool is_unique_on(const Object *object, const NameList *names)
{
    const Index *index = (const Index *)object;
    const Key *key = (const Key *)object;
    if (object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE)
        return !key->is_deferrable && covers(&key->columns, names);
    return object->kind == KIND_INDEX && index->is_unique && marked_none(&index->where) &&
           covers(&index->elements, names);
}

static void check_target_key(Resolver *r, const Item *item)
{
    const ForeignKey *foreign = (const ForeignKey *)item->object;
    const Object *target = &foreign->target->object;
    uint8_t lacking = foreign->object.dialects & r->targets & target->dialects;
    for (size_t i = 0; i < target->members.count; i++)
        if (is_unique_on(target->members.items[i], &foreign->target_columns))
            lacking = (uint8_t)(lacking & ~target->members.items[i]->dialects);
    if (!lacking) return;
    Text names = {0};
    for (size_t i = 0; i < foreign->target_columns.count; i++)
        text_printf(&names, "%s%s", i ? ", " : "", name_text(foreign->target_columns.items[i]));
    report(r, target_span(item), "no-key-on-target", "%s has no key on (%s)", describe(r, target),
           text_string(&names));
    report_note(r, target->span, "declared here");
    report_hint(r, "add there: unique (%s);", text_string(&names));
    text_free(&names);
}

/* ---- columns ---- */

/* SQLite compares what it holds, and a table that is not strict may hold anything. */
static bool may_hold_anything(const Resolver *r, const Object *key)
{
    bool is_elsewhere = key->dialects & r->targets & ~(1u << DIALECT_SQLITE);
    return !is_elsewhere && ((const Table *)key->parent)->is_not_strict;
}

static void check_pair(Resolver *r, const Item *item, const Column *own, const Column *other)
{
    Value a = value_of_type(own->type.any), b = value_of_type(other->type.any);
    if (!a.is_known || !b.is_known || may_hold_anything(r, item->object)) return;
    if (!values_meet(&a, &b)) {
        report(r, target_span(item), "foreign-key-type", "%s is %s, %s is %s",
               describe(r, &own->object), value_word(r, &a), describe(r, &other->object),
               value_word(r, &b));
    } else if (a.scalar != b.scalar && a.class != CLASS_TEXT) {
        report(r, target_span(item), "foreign-key-width", "%s is %s, %s is %s",
               describe(r, &own->object), value_word(r, &a), describe(r, &other->object),
               value_word(r, &b));
    } else
        return;
    report_note(r, other->object.span, "the other side");
}

static const Column *column_named(const Resolver *r, const Object *table, Name name, uint8_t mask)
{
    const Object *object = member_find(r, table, name, mask);
    return object && object->kind == KIND_COLUMN ? (const Column *)object : NULL;
}

static void check_pairs(Resolver *r, const Item *item)
{
    const ForeignKey *foreign = (const ForeignKey *)item->object;
    if (foreign->columns.count != foreign->target_columns.count) {
        report(r, target_span(item), "foreign-key-count", "%zu columns refer to %zu",
               foreign->columns.count, foreign->target_columns.count);
        return;
    }
    for (size_t i = 0; i < foreign->columns.count; i++) {
        const Column *own = column_named(r, foreign->object.parent, foreign->columns.items[i],
                                         foreign->object.dialects);
        const Column *other =
            column_named(r, &foreign->target->object, foreign->target_columns.items[i],
                         foreign->object.dialects);
        if (own && other) check_pair(r, item, own, other);
    }
}

/* ---- actions ---- */

static Span action_span(const Item *item, const char *word)
{
    const Clause *clause = item_clause(item, word);
    return clause ? clause->span : target_span(item);
}

static void check_set_null(Resolver *r, const Item *item, Name action, const char *word,
                           const NameList *names)
{
    const ForeignKey *foreign = (const ForeignKey *)item->object;
    if (!name_equals(action, "set null")) return;
    for (size_t i = 0; i < names->count; i++) {
        const Column *column =
            column_named(r, foreign->object.parent, names->items[i], foreign->object.dialects);
        if (!column || column->is_nullable) continue;
        report(r, action_span(item, word), "set-null-on-not-null",
               "'%s set null' on %s, which cannot be null: the other row could never go", word,
               describe(r, &column->object));
        report_note(r, column->object.span, "declared here");
        report_hint(r, "allow null with '?' behind the type, or choose cascade or restrict");
        return;
    }
}

static void check_set_default(Resolver *r, const Item *item, Name action, const char *word)
{
    const ForeignKey *foreign = (const ForeignKey *)item->object;
    if (!name_equals(action, "set default")) return;
    for (size_t i = 0; i < foreign->columns.count; i++) {
        const Column *column = column_named(r, foreign->object.parent, foreign->columns.items[i],
                                            foreign->object.dialects);
        if (!column || column->is_nullable || !marked_none(&column->initial)) continue;
        report(r, action_span(item, word), "set-default-without-default",
               "'%s set default' on %s, which has none", word, describe(r, &column->object));
        return;
    }
}

static void check_actions(Resolver *r, const Item *item)
{
    const ForeignKey *foreign = (const ForeignKey *)item->object;
    const NameList *cleared =
        foreign->on_delete_columns.count ? &foreign->on_delete_columns : &foreign->columns;
    check_set_null(r, item, foreign->on_delete, "on delete", cleared);
    check_set_null(r, item, foreign->on_update, "on update", &foreign->columns);
    check_set_default(r, item, foreign->on_delete, "on delete");
    check_set_default(r, item, foreign->on_update, "on update");
}

/* ---- the index on this side ---- */

/* Are the first elements exactly these columns, in whatever order? */
static bool begins_with(const ElementList *elements, const NameList *names)
{
    if (elements->count < names->count) return false;
    for (size_t i = 0; i < names->count; i++) {
        const Expr *expr = elements->items[i].expr;
        if (expr->kind != EXPR_NAME || !names_have(names, expr->name)) return false;
    }
    return true;
}

/* A partial index "where column is not null" serves as well. */
static bool serves(const Object *object, const NameList *names)
{
    const Index *index = (const Index *)object;
    if (object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE)
        return begins_with(&((const Key *)object)->columns, names);
    if (object->kind != KIND_INDEX || !begins_with(&index->elements, names)) return false;
    const Expr *where = index->where.any;
    if (marked_none(&index->where)) return true;
    return where && where->kind == EXPR_IS && name_equals(where->name, "null") &&
           where->flags & EXPR_NEGATED;
}

static void check_own_index(Resolver *r, const Item *item)
{
    const ForeignKey *foreign = (const ForeignKey *)item->object;
    const Object *table = foreign->object.parent;
    for (size_t i = 0; i < table->members.count; i++)
        if (serves(table->members.items[i], &foreign->columns)) return;
    report(r, item->object->span, "unindexed-foreign-key",
           "no index begins with the columns of this foreign key");
    Text columns = {0};
    names_print(&columns, &foreign->columns);
    report_hint(r, "each delete or update of '%s' looks for its rows here: index (%s);",
                name_text(foreign->target->object.name), text_keep(&columns, r->cx->arena));
}

static void check_unlogged(Resolver *r, const Item *item)
{
    const ForeignKey *foreign = (const ForeignKey *)item->object;
    const Table *table = (const Table *)foreign->object.parent;
    if (!foreign->target->is_unlogged || table->is_unlogged) return;
    report(r, target_span(item), "references-unlogged",
           "%s is unlogged: only another unlogged table can refer to it",
           describe(r, &foreign->target->object));
}

void check_foreign_keys(Resolver *r, Item *item)
{
    const ForeignKey *foreign = (const ForeignKey *)item->object;
    if (item->object->kind != KIND_FOREIGN_KEY || item->is_broken) return;
    if (!foreign->target || foreign->columns.count == 0) return;
    if (foreign_key_is_loose(foreign)) return;
    check_pairs(r, item);
    if (!foreign->targets_primary) check_target_key(r, item);
    check_actions(r, item);
    check_own_index(r, item);
    check_unlogged(r, item);
}
