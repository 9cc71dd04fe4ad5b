/* SPDX-License-Identifier: MIT
 * Rules of tables and of what stands in them: keys, columns, indexes; enums and sequences too. */
#include <stdlib.h>

#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

static const Column *column_of(const IndexElement *element)
{
    const Object *object = element->expr->ref;
    return object && object->kind == KIND_COLUMN ? (const Column *)object : NULL;
}

/* ---- columns ---- */

static bool is_integer(const Type *type)
{
    Value value = value_of_type(type);
    return !value.is_known || (value.class == CLASS_INTEGER && !value.dims);
}

static void check_identity(Resolver *r, const Column *column)
{
    if (name_none(column->identity)) return;
    const Object *object = &column->object;
    if (!is_integer(column->type.any))
        report(r, object->span, "identity-type", "%s has an identity, so it must be an integer",
               describe(r, object));
    if (!marked_none(&column->initial))
        report(r, object->span, "contradiction", "%s has both an identity and a default",
               describe(r, object));
    if (!marked_none(&column->generated))
        report(r, object->span, "contradiction", "%s has both an identity and an expression",
               describe(r, object));
    if (column->is_nullable)
        report(r, object->span, "contradiction", "%s has an identity, so it cannot be null",
               describe(r, object));
}

static void check_generated(Resolver *r, const Column *column)
{
    if (marked_none(&column->generated)) return;
    const Object *object = &column->object;
    if (!marked_none(&column->initial))
        report(r, object->span, "contradiction", "%s is generated, it cannot have a default",
               describe(r, object));
    if (!marked_none(&column->backfill))
        report(r, object->span, "contradiction", "%s is generated, there is nothing to backfill",
               describe(r, object));
}

/* Money in binary fractions does not add up. */
static void check_money(Resolver *r, const Column *column)
{
    static const char *const words[] = {"price", "amount", "cost", "balance", "salary", "fee"};
    const Type *type = column->type.any;
    if (!type || (type->scalar != SCALAR_REAL && type->scalar != SCALAR_DOUBLE)) return;
    for (size_t i = 0; i < rule_count(words); i++) {
        const char *found = strstr(name_text(column->object.name), words[i]);
        size_t length = strlen(words[i]);
        if (!found || (found[length] != '\0' && found[length] != '_')) continue;
        report(r, type->span, "float-money", "%s looks like money and is a binary fraction",
               describe(r, &column->object));
        report_hint(r, "use decimal(p,s), or whole cents in a bigint");
        return;
    }
}

static void check_type_habits(Resolver *r, const Column *column)
{
    const Type *type = column->type.any;
    if (!type) return;
    if (type->scalar == SCALAR_TIMESTAMP && column->object.dialects & r->targets & POSTGRES) {
        report(r, type->span, "timestamp-without-zone", "%s does not say which zone it is in",
               describe(r, &column->object));
        report_hint(r, "timestamptz is a point in time everywhere");
    }
    if (type->scalar == SCALAR_CHAR && type->arg[0] != 1) {
        report(r, type->span, "padded-char", "char(n) is filled up with spaces");
        report_hint(r, "varchar(n) or text with a check keeps what was stored");
    }
    check_money(r, column);
}

static void check_column(Resolver *r, const Item *item)
{
    const Column *column = (const Column *)item->object;
    check_identity(r, column);
    check_generated(r, column);
    check_type_habits(r, column);
}

/* ---- keys and indexes ---- */

static void check_repeated(Resolver *r, const Item *item, const ElementList *elements)
{
    for (size_t i = 1; i < elements->count; i++)
        for (size_t k = 0; k < i && i < 64; k++) {
            if (!expr_equal(elements->items[i].expr, elements->items[k].expr)) continue;
            bool differs = !name_is(elements->items[i].opclass, elements->items[k].opclass) ||
                           !name_is(elements->items[i].collation, elements->items[k].collation);
            if (differs) continue;
            report(r, elements->items[i].expr->span, "repeated-column",
                   "one column stands twice in the %s", kind_info(item->object->kind)->word);
            return;
        }
}

static void check_primary_key(Resolver *r, Item *item)
{
    const Key *key = (const Key *)item->object;
    const Object *table = item->object->parent;
    const Object *other = item_of(r, table)->primary;
    item_of(r, table)->primary = item->object;
    if (other && other->dialects & item->object->dialects) {
        report(r, item->object->span, "two-primary-keys", "%s has two primary keys",
               describe(r, table));
        report_note(r, other->span, "the first one");
    }
    for (size_t i = 0; i < key->columns.count; i++) {
        const Column *column = column_of(&key->columns.items[i]);
        if (!column || !column->is_nullable) continue;
        report(r, item->object->span, "nullable-primary-key",
               "%s is part of the primary key, it cannot be null", describe(r, &column->object));
        report_note(r, column->object.span, "'?' allows null here");
    }
}

/* SQLite gives AUTOINCREMENT to INTEGER PRIMARY KEY only. */
static void check_autoincrement(Resolver *r, const Item *item)
{
    const Key *key = (const Key *)item->object;
    if (!key->is_autoincrement || key->columns.count == 0) return;
    const Column *column = column_of(&key->columns.items[0]);
    if (column && (key->columns.count > 1 || !is_integer(column->type.any)))
        report(r, item->object->span, "autoincrement-type",
               "autoincrement needs a primary key of one integer column");
}

/* An index is of no use where another begins with the same columns in the same way. */
static bool is_prefix(const Index *shorter, const ElementList *longer)
{
    if (shorter->elements.count > longer->count) return false;
    for (size_t i = 0; i < shorter->elements.count; i++) {
        const IndexElement *a = &shorter->elements.items[i], *b = &longer->items[i];
        if (!expr_equal(a->expr, b->expr) || a->is_descending != b->is_descending) return false;
        if (!name_is(a->collation, b->collation) || !name_is(a->opclass, b->opclass)) return false;
        if (a->nulls != b->nulls) return false;
    }
    return true;
}

static bool is_simple(const Index *index)
{
    bool is_btree = name_none(index->method) || name_equals(index->method, "btree");
    return is_btree && !index->is_unique && marked_none(&index->where) &&
           index->include.count == 0 && index->elements.count > 0;
}

static const ElementList *elements_of(const Object *object)
{
    const Index *index = (const Index *)object;
    if (object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE)
        return &((const Key *)object)->columns;
    if (object->kind != KIND_INDEX || !marked_none(&index->where)) return NULL;
    bool is_btree = name_none(index->method) || name_equals(index->method, "btree");
    return is_btree ? &index->elements : NULL;
}

enum { MANY_MEMBERS = 500 }; /* beyond it, comparing each with each is not worth the time */

static void check_redundant(Resolver *r, const Item *item)
{
    const Index *index = (const Index *)item->object;
    const Object *table = item->object->parent;
    if (!is_simple(index) || table->members.count > MANY_MEMBERS) return;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *other = table->members.items[i];
        const ElementList *elements = elements_of(other);
        if (!elements || other == item->object || !is_prefix(index, elements)) continue;
        if ((other->dialects & item->object->dialects) != item->object->dialects) continue;
        bool is_same = elements->count == index->elements.count && other->kind == KIND_INDEX;
        if (is_same && other->position > item->object->position) continue;
        report(r, item->object->span, "redundant-index", "%s already serves what this index does",
               describe(r, other));
        report_note(r, other->span, "declared here");
        return;
    }
}

static void check_index(Resolver *r, const Item *item)
{
    const Index *index = (const Index *)item->object;
    check_repeated(r, item, &index->elements);
    check_redundant(r, item);
}

/* ---- whole tables ---- */

static void check_table(Resolver *r, const Item *item)
{
    const Object *object = item->object;
    const Table *table = (const Table *)object;
    const Object *primary = object_member(object, KIND_PRIMARY_KEY, NO_NAME);
    if (table->virtual_using) {
        if (object->members.count > 0)
            report(r, object->members.items[0]->span, "virtual-members",
                   "a virtual table's columns come from its module");
        return;
    }
    if (!object_member(object, KIND_COLUMN, NO_NAME))
        report(r, object->span, "empty-table", "%s has no columns", describe(r, object));
    else if (!primary && table->is_without_rowid)
        report(r, object->span, "without-rowid-key", "'without rowid' needs a primary key");
    else if (!primary)
        report(r, object->span, "no-key", "%s has no primary key: its rows cannot be told apart",
               describe(r, object));
    if (table->force_row_security && !table->row_security)
        report(r, object->span, "contradiction", "'force row security' needs 'row security'");
}

static void check_enum(Resolver *r, const Item *item)
{
    if (item->object->members.count == 0)
        report(r, item->object->span, "empty-enum", "%s has no values", describe(r, item->object));
}

static void check_sequence(Resolver *r, const Item *item)
{
    const Sequence *sequence = (const Sequence *)item->object;
    if (!is_integer(sequence->type))
        report(r, item->object->span, "sequence-type", "a sequence counts in integers");
    if (sequence->increment && strspn(sequence->increment, "-0") == strlen(sequence->increment))
        report(r, item->object->span, "sequence-bounds", "a sequence cannot stand still");
    long long low = sequence->minimum ? strtoll(sequence->minimum, NULL, 10) : 1;
    long long high = sequence->maximum ? strtoll(sequence->maximum, NULL, 10) : low + 1;
    if (low >= high)
        report(r, item->object->span, "sequence-bounds", "the minimum is not below the maximum");
}

/* ---- triggers, views, functions ---- */

static void check_trigger(Resolver *r, const Item *item)
{
    const Trigger *trigger = (const Trigger *)item->object;
    Span span = item->object->span;
    bool is_instead = name_equals(trigger->timing, "instead of");
    if (name_none(trigger->timing))
        report(r, span, "missing-timing", "a trigger fires before, after or instead of something");
    if (!trigger->body && name_none(trigger->function))
        report(r, span, "missing-body", "a trigger needs 'execute f()' or 'as $$ ... $$'");
    if (trigger->body && !name_none(trigger->function))
        report(r, span, "contradiction", "the trigger has both a body and a function");
    if (!trigger->on) return;
    bool is_view = trigger->on->kind == KIND_VIEW;
    if (is_instead && !is_view)
        report(r, span, "trigger-timing", "'instead of' is for views, %s is none",
               describe(r, trigger->on));
    if (is_view && !is_instead && !trigger->for_each_statement)
        report(r, span, "trigger-timing", "a trigger on a view fires 'instead of'");
}

static void check_function(Resolver *r, const Item *item)
{
    const Function *function = (const Function *)item->object;
    Span span = item->object->span;
    if (!function->body)
        report(r, span, "missing-body", "%s has no body", describe(r, item->object));
    if (name_none(function->language)) {
        report(r, span, "missing-language", "%s does not say its language",
               describe(r, item->object));
        report_hint(r, "add: language plpgsql, or language sql");
    }
}

static void check_item(Resolver *r, Item *item)
{
    switch (item->object->kind) {
    case KIND_TABLE: check_table(r, item); return;
    case KIND_COLUMN: check_column(r, item); return;
    case KIND_PRIMARY_KEY:
        check_primary_key(r, item);
        check_autoincrement(r, item);
        check_repeated(r, item, &((const Key *)item->object)->columns);
        return;
    case KIND_UNIQUE: check_repeated(r, item, &((const Key *)item->object)->columns); return;
    case KIND_INDEX: check_index(r, item); return;
    case KIND_ENUM: check_enum(r, item); return;
    case KIND_SEQUENCE: check_sequence(r, item); return;
    case KIND_TRIGGER: check_trigger(r, item); return;
    case KIND_FUNCTION: check_function(r, item); return;
    case KIND_VIEW:
        if (!((const View *)item->object)->body)
            report(r, item->object->span, "missing-body", "%s has no body",
                   describe(r, item->object));
        return;
    case KIND_NAMESPACE:
    case KIND_EXTENSION:
    case KIND_ENUM_VALUE:
    case KIND_DOMAIN:
    case KIND_FOREIGN_KEY:
    case KIND_CHECK:
    case KIND_POLICY:
    case KIND_COUNT: return;
    }
}

void check_tables(Resolver *r)
{
    for (size_t i = 0; i < r->items.count; i++) {
        r->current = r->items.items[i];
        check_item(r, r->items.items[i]);
    }
    r->current = NULL;
}
