/* SPDX-License-Identifier: MIT
 * Unique rules of tables that are divided: PostgreSQL keeps rows apart part by part, so such a rule
 * holds all columns that tell which part a row is in. */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES };

static const ElementList *unique_elements(const Object *rule)
{
    bool is_key = rule->kind == KIND_PRIMARY_KEY || rule->kind == KIND_UNIQUE;
    if (is_key) return &((const Key *)rule)->columns;
    bool is_unique = rule->kind == KIND_INDEX && ((const Index *)rule)->is_unique;
    return is_unique ? &((const Index *)rule)->elements : NULL;
}

static bool has_column(const ElementList *elements, Name name)
{
    for (size_t i = 0; i < elements->count; i++)
        if (elements->items[i].expr->kind == EXPR_NAME && name_is(elements->items[i].expr->name, name))
            return true;
    return false;
}

static void report_column(Resolver *r, const Object *rule, const Table *table, const Expr *expr)
{
    bool is_column = expr->kind == EXPR_NAME;
    if (is_column)
        report(r, rule->span, "partition-unique", "%s does not hold '%s', by which %s is divided",
               describe(r, rule), name_text(expr->name), describe(r, &table->object));
    else
        report(r, rule->span, "partition-unique", "%s cannot hold the expression by which %s is divided",
               describe(r, rule), describe(r, &table->object));
    report_note(r, expr->span, "divided here");
    if (is_column)
        report_hint(r, "add '%s' to it, or say it of each part for itself", name_text(expr->name));
    else
        report_hint(r, "say it of each part for itself, or divide the table by columns");
}

static void check_table(Resolver *r, const Object *rule, const ElementList *elements, const Table *table)
{
    for (size_t i = 0; i < table->partition_key.count; i++) {
        const Expr *expr = table->partition_key.items[i].expr;
        bool is_held = expr->kind == EXPR_NAME && has_column(elements, expr->name);
        if (is_held || expr->kind == EXPR_ERROR) continue;
        report_column(r, rule, table, expr);
        return;
    }
}

static bool is_part_of(const Object *object, const Object *table)
{
    if (object->kind != KIND_TABLE) return false;
    for (const Table *part = (const Table *)object; part; part = part->partition_of)
        if (&part->object == table) return true;
    return false;
}

/* Those of the table, and of the parts of it that are divided themselves. */
void check_apart(Resolver *r, Item *item)
{
    const Object *rule = item->object, *table = rule->parent;
    const ElementList *elements = unique_elements(rule);
    if (!elements || !(rule->dialects & r->targets & POSTGRES) || item->is_broken) return;
    if (table->kind != KIND_TABLE || name_none(((const Table *)table)->partition_by)) return;
    for (size_t i = 0; i < r->schema->objects.count; i++)
        if (is_part_of(r->schema->objects.items[i], table))
            check_table(r, rule, elements, (const Table *)r->schema->objects.items[i]);
}
