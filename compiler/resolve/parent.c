/* SPDX-License-Identifier: MIT
 * Tables that are made of others: partitions and heirs. Their columns are those of their parents,
 * so the parents are found before any other name is. */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES };

static const Object *bind_parent(Resolver *r, Item *item, QName name)
{
    const Object *parent = relation_find(r, name, item->object->dialects);
    if (!parent) report_unknown_relation(r, name);
    if (parent && parent->kind != KIND_TABLE) {
        report(r, name.span, "not-a-table", "%s is not a table", describe(r, parent));
        parent = NULL;
    }
    item->is_broken |= !parent;
    return parent;
}

/* Is the other table among those that this one is made of? */
static bool is_made_of(const Object *table, const Object *other)
{
    ObjectList parents = table_parents(table);
    if (table == other) return true;
    for (size_t i = 0; i < parents.count; i++)
        if (is_made_of(parents.items[i], other)) return true;
    return false;
}

static bool is_circle(Resolver *r, Item *item, const Object *parent, Span span)
{
    if (!is_made_of(parent, item->object)) return false;
    report(r, span, "dependency-cycle", "%s would be made of itself", describe(r, item->object));
    item->is_broken = true;
    return true;
}

static void bind_partition(Resolver *r, Item *item)
{
    const Clause *clause = item_clause(item, "partition of");
    const Object *parent = clause ? bind_parent(r, item, clause->name) : NULL;
    if (parent && !is_circle(r, item, parent, clause->name.span))
        ((Table *)item->object)->partition_of = (const Table *)parent;
}

static void bind_inherits(Resolver *r, Item *item)
{
    const Clause *clause = item_clause(item, "inherits");
    if (!clause) return;
    Table *table = (Table *)item->object;
    const Object **items = arena_array(r->cx->arena, const Object *, clause->element_count);
    size_t count = 0;
    for (size_t i = 0; i < clause->element_count; i++) {
        const Expr *expr = clause->elements[i].expr;
        if (expr->kind != EXPR_NAME) {
            report(r, expr->span, "name-expected", "a table name is expected here");
            continue;
        }
        const Object *parent = bind_parent(r, item, (QName){expr->space, expr->name, expr->span});
        if (parent && !is_circle(r, item, parent, expr->span)) items[count++] = parent;
    }
    table->inherits = (ObjectList){items, count};
}

void parents_bind(Resolver *r, Item *item)
{
    if (item->object->kind != KIND_TABLE) return;
    bind_partition(r, item);
    bind_inherits(r, item);
}

/* ---- indexes and keys of partitions ---- */

static const Object **part_field(Object *object)
{
    if (object->kind == KIND_INDEX) return &((Index *)object)->partition_of;
    bool is_key = object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE;
    return is_key ? &((Key *)object)->partition_of : NULL;
}

void parts_bind(Resolver *r, Item *item)
{
    const Object **field = part_field(item->object);
    const Clause *clause = field ? item_clause(item, "partition of") : NULL;
    if (!clause) return;
    const Object *root = table_root(item->object->parent);
    Object *whole = schema_find(r->schema, KIND_INDEX, clause->name.space, clause->name.name);
    while (whole && (whole->kind != item->object->kind || whole->parent != root))
        whole = whole->namesake;
    *field = whole;
    if (whole) return;
    item->is_broken = true;
    report(r, clause->name.span, "unknown-index", "%s has no %s '%s'", describe(r, root),
           kind_info(item->object->kind)->word, qname_text(r, clause->name));
    report_hint(r, "the index of a partition is a part of one of the table that is divided");
}

/* ---- rules ---- */

static void check_partition(Resolver *r, const Item *item)
{
    const Table *table = (const Table *)item->object;
    const Table *parent = table->partition_of;
    Span span = item->object->span;
    if (!parent && !name_none(table->bounds))
        report(r, span, "partition-form", "values are for a 'partition of' a table");
    if (!parent) return;
    if (name_none(parent->partition_by)) {
        report(r, span, "partition-form", "%s is not divided", describe(r, &parent->object));
        report_note(r, parent->object.span, "declared here");
        report_hint(r, "say by what: partition by range (day)");
    } else if (name_none(table->bounds)) {
        report(r, span, "partition-form", "%s does not say which rows it has",
               describe(r, item->object));
        report_hint(r, "for values from (..) to (..), in (..), with (modulus 4, remainder 0), or "
                       "default");
    }
    if (table->inherits.count)
        report(r, span, "partition-form", "a partition inherits from no other table");
}

static void check_column(Resolver *r, const Item *item)
{
    const Column *column = (const Column *)item->object;
    const Object *table = item->object->parent;
    const Column *above = column_inherited(table, item->object->name);
    if (column->is_inherited && !above) {
        report(r, item->object->span, "not-inherited", "no table above %s has the column '%s'",
               describe(r, table), name_text(item->object->name));
    } else if (((const Table *)table)->partition_of && !column->is_inherited) {
        report(r, item->object->span, "partition-form",
               "a partition has the columns of its table, and no others");
        report_hint(r, "where one differs here: %s TYPE default ... inherited",
                    name_text(item->object->name));
    }
}

void check_parents(Resolver *r, Item *item)
{
    if (!(item->object->dialects & r->targets & POSTGRES) || item->is_broken) return;
    if (item->object->kind == KIND_TABLE) check_partition(r, item);
    if (item->object->kind == KIND_COLUMN) check_column(r, item);
}
