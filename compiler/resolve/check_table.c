/* SPDX-License-Identifier: MIT
 * Rules of tables, columns, views and enums. */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES };

/* ---- columns ---- */

static void check_identity(Resolver *r, const Column *column)
{
    if (name_none(column->identity)) return;
    const Object *object = &column->object;
    if (!type_is_integer(column->type.any))
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

/* C has numbers, texts, bytes and times. Whatever else a server holds is there what it prints. */
static void check_opaque(Resolver *r, const Column *column)
{
    const Type *type = marked_type_for(&column->type, DIALECT_POSTGRES);
    bool is_there = column->object.dialects & r->targets & POSTGRES;
    if (!type || !is_there || (!type->dims && type->scalar != SCALAR_NATIVE)) return;
    Text words = {0};
    type_print(&words, type);
    report(r, type->span, "opaque-type", "%s is %s: a program gets the text that PostgreSQL makes of it",
           describe(r, &column->object), text_string(&words));
    report_hint(r, type->dims ? "in a table of its own, a row for each value, it keeps its type"
                              : "a type of the language keeps its type in C");
    text_free(&words);
}

static void check_type_habits(Resolver *r, const Column *column)
{
    const Type *type = column->type.any;
    check_opaque(r, column);
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

static void check_collation(Resolver *r, const Object *object, Name collation, const Type *type)
{
    if (name_none(collation) || !(object->dialects & r->targets & POSTGRES)) return;
    Value value = value_of_type(type);
    if (!value.is_known || value.class == CLASS_TEXT) return;
    report(r, object->span, "collation-type", "%s is %s: only text has a collation",
           describe(r, object), value_word(r, &value));
}

static void check_domain(Resolver *r, const Item *item)
{
    const Domain *domain = (const Domain *)item->object;
    check_collation(r, item->object, domain->collation, domain->type);
}

static void check_column(Resolver *r, const Item *item)
{
    const Column *column = (const Column *)item->object;
    check_collation(r, item->object, column->collation, column->type.any);
    check_identity(r, column);
    check_generated(r, column);
    if (column->is_nullable && !name_none(column->null_conflict))
        report(r, item->object->span, "contradiction",
               "'?' allows null, 'not null on conflict %s' does not", name_text(column->null_conflict));
    if (!column->is_nullable && column->is_not_valid)
        report(r, item->object->span, "contradiction",
               "rows that are there may be null with 'not null not valid', which takes '?'");
    if (column->is_inherited && column->options.count)
        report(r, item->object->span, "contradiction",
               "an inherited column has the options of the one above");
    check_type_habits(r, column);
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
    if (item->decl->has_mistake || item->is_broken) return; /* what lacks may be what is wrong */
    bool is_empty = !object_member(object, KIND_COLUMN, NO_NAME);
    if (is_empty && object->dialects & r->targets & 1u << DIALECT_SQLITE)
        report(r, object->span, "empty-table", "%s has no columns", describe(r, object));
    else if (!primary && table->is_without_rowid)
        report(r, object->span, "without-rowid-key", "'without rowid' needs a primary key");
    else if (!primary && !table_parents(object).count)
        report(r, object->span, "no-key", "%s has no primary key: its rows cannot be told apart",
               describe(r, object));
}

/* PostgreSQL takes it; SQLite has no check that says so. */
static void check_enum(Resolver *r, const Item *item)
{
    bool is_elsewhere = item->object->dialects & r->targets & ~(unsigned)POSTGRES;
    if (item->object->members.count > 0 || item->decl->has_mistake || !is_elsewhere) return;
    report(r, item->object->span, "empty-enum", "%s has no values", describe(r, item->object));
    report_hint(r, "of PostgreSQL alone (@postgres) it may have none");
}

static void check_view(Resolver *r, const Item *item)
{
    const View *view = (const View *)item->object;
    Span span = item->object->span;
    if (!view->body) report(r, span, "missing-body", "%s has no body", describe(r, item->object));
    if (!view->is_materialized && view->kept.count > 0)
        report(r, span, "clause-not-here", "'kept' is for materialized views, which keep rows");
    if (view->is_materialized && view->defaults.count > 0)
        report(r, span, "clause-not-here", "'defaults' is for views that take rows");
    if (view->is_materialized) return;
    if (!name_none(view->access_method))
        report(r, span, "clause-not-here", "'using' is for materialized views");
    if (view->with_no_data)
        report(r, span, "clause-not-here", "'with no data' is for materialized views");
    if (item->object->members.count > 0)
        report(r, item->object->members.items[0]->span, "member-not-here",
               "only a materialized view has indexes");
}

static void check_check(Resolver *r, const Item *item)
{
    const Check *check = (const Check *)item->object;
    if (check->no_inherit && check->object.parent->kind == KIND_DOMAIN)
        report(r, item->object->span, "clause-not-here",
               "'no inherit' is for checks of tables, nothing inherits from a domain");
}

void check_tables(Resolver *r, Item *item)
{
    if (item->object->kind == KIND_TABLE) check_table(r, item);
    if (item->object->kind == KIND_COLUMN) check_column(r, item);
    if (item->object->kind == KIND_ENUM) check_enum(r, item);
    if (item->object->kind == KIND_DOMAIN) check_domain(r, item);
    if (item->object->kind == KIND_VIEW) check_view(r, item);
    if (item->object->kind == KIND_CHECK) check_check(r, item);
}
