/* SPDX-License-Identifier: MIT
 * Rules of expressions: a condition is a bool, a default is a value of its column, what an index or
 * a generated column computes stays the same. */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

static void condition(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    (void)item;
    infer_condition(r, expr, dialects);
}

static void any_value(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    (void)item;
    infer(r, expr, dialects);
}

/* ---- immutability ---- */

static void stays_same(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    const Expr *culprit = mutable_part(r, expr, dialects);
    if (!culprit) return;
    Text text = {0};
    expr_print(&text, culprit);
    report(r, culprit->span, "not-immutable", "%s cannot use '%s': its value changes",
           item->object->kind == KIND_COLUMN ? "a generated column" : "an index",
           text_string(&text));
    text_free(&text);
    if (culprit->kind == EXPR_CALL && culprit->ref)
        report_hint(r, "if it does, declare the function immutable");
    else if (culprit->kind != EXPR_CALL)
        report_hint(r, "it depends on the session's time zone; say which: at time zone 'UTC'");
}

static bool find_clock(void *state, const Expr *expr)
{
    const Expr **found = state;
    static const char *const clocks =
        "now current_timestamp current_date current_time localtimestamp localtime";
    if (expr->kind == EXPR_CALL && name_is_one_of(expr->name, clocks)) *found = expr;
    return !*found;
}

/* SQLite takes a check with a clock in it and then fails at every insert. */
static void no_clock(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    const Expr *clock = NULL;
    (void)item;
    if (!(dialects & r->targets & SQLITE)) return;
    expr_walk(expr, find_clock, &clock);
    if (!clock) return;
    report(r, clock->span, "clock-in-check", "SQLite cannot ask for the time in a check");
    report_hint(r, "mark the check @postgres, or keep the rule in a trigger");
}

/* ---- values for a column ---- */

/* A literal as its text, a number with its sign; NULL: no literal. */
static const char *literal_text(Resolver *r, const Expr *expr)
{
    return expr->kind == EXPR_STRING ? expr->text : expr_number(r, expr);
}

static void literal_for(Resolver *r, const Item *item, const Type *type, const Expr *expr)
{
    const char *text = literal_text(r, expr), *quote = expr->kind == EXPR_STRING ? "'" : "";
    size_t length = expr->kind == EXPR_STRING ? expr->length : strlen(text);
    const char *problem = literal_problem(r, type, text, length);
    if (!problem) return;
    Value value = value_of_type(type);
    if (value.enumeration)
        report(r, expr->span, "unknown-enum-value", "enum '%s' has no value '%s'",
               name_text(value.enumeration->object.name), shortened(r, text));
    else
        report(r, expr->span, "invalid-literal", "%s%s%s is no value of %s", quote,
               shortened(r, text), quote, describe(r, item->object));
    bool is_call = length > 2 && strcmp(text + length - 2, "()") == 0;
    report_hint(r, is_call ? "without quotes it is a call: %s" : "%s", is_call ? text : problem);
}

/* What PostgreSQL would cast when it assigns. */
static bool is_assignable(const Value *to, const Value *from)
{
    if (!to->is_known || !from->is_known || values_meet(to, from)) return true;
    if (to->dims || from->dims || to->enumeration) return false;
    return to->class == CLASS_TEXT;
}

static void value_for(Resolver *r, const Item *item, const Type *type, const Expr *expr,
                      uint8_t dialects)
{
    Value to = value_of_type(type), from = infer(r, expr, dialects);
    const char *number = expr_number(r, expr);
    bool counts = !to.dims && (to.class == CLASS_INTEGER || to.class == CLASS_NUMBER);
    if (expr->kind == EXPR_STRING || (number && counts)) {
        literal_for(r, item, type, expr);
    } else if (!from.is_null && !is_assignable(&to, &from)) {
        report(r, expr->span, "value-type", "%s is %s, the value is %s", describe(r, item->object),
               value_word(r, &to), value_word(r, &from));
        if (to.class == CLASS_BOOL && number)
            report_hint(r, "write %s", strcmp(number, "0") == 0 ? "false" : "true");
    }
}

static const Type *type_for(const Column *column, uint8_t dialects)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (dialects == 1u << id && column->type.only[id]) return column->type.only[id];
    return column->type.any;
}

static bool is_frozen_clock(const Type *type, const Expr *expr)
{
    return expr->kind == EXPR_STRING && scalar_class(type->scalar) == CLASS_TIME &&
           (strcmp(expr->text, "now") == 0 || strcmp(expr->text, "today") == 0);
}

static void default_value(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    const Column *column = (const Column *)item->object;
    const Type *type = type_for(column, dialects);
    if (!type) return;
    bool is_lax = (dialects & r->targets) == SQLITE &&
                  ((const Table *)column->object.parent)->is_not_strict;
    if (expr->kind == EXPR_NULL && !column->is_nullable && !is_lax) {
        report(r, expr->span, "null-default", "%s is not null, its default is null",
               describe(r, item->object));
        report_hint(r, "allow null with '?' behind the type, or leave the default out");
    }
    if (is_frozen_clock(type, expr)) {
        report(r, expr->span, "frozen-default", "'%s' is the moment when the table is created",
               expr->text);
        bool is_date = value_of_type(type).scalar == SCALAR_DATE;
        report_hint(r, is_date ? "write current_date" : "write now()");
    } else
        value_for(r, item, type, expr, dialects);
}

static void backfill_value(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    const Type *type = type_for((const Column *)item->object, dialects);
    if (type) value_for(r, item, type, expr, dialects);
}

static void domain_default(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    const Domain *domain = (const Domain *)item->object;
    if (domain->type) value_for(r, item, domain->type, expr, dialects);
}

/* ---- generated columns ---- */

static bool find_generated(void *state, const Expr *expr)
{
    const Expr **found = state;
    const Column *column = (const Column *)expr->ref;
    bool is_column = expr->kind == EXPR_NAME && expr->ref && expr->ref->kind == KIND_COLUMN;
    if (is_column && !marked_none(&column->generated)) *found = expr;
    return !*found;
}

/* A search for the column that it began with, among all that its value needs. */
typedef struct Loop {
    const Object *start;
    Map *seen;
    bool is_closed;
} Loop;

static bool find_loop(void *state, const Expr *expr)
{
    Loop *loop = state;
    const Column *column = (const Column *)expr->ref;
    if (expr->kind != EXPR_NAME || !expr->ref || expr->ref->kind != KIND_COLUMN) return true;
    if (expr->ref == loop->start) loop->is_closed = true;
    const Expr *value = marked_for(&column->generated, DIALECT_SQLITE);
    if (value && !map_set(loop->seen, expr->ref->name, NO_NAME, NO_NAME, loop))
        expr_walk(value, find_loop, loop);
    return !loop->is_closed;
}

/* SQLite makes such a table, and refuses to use it. */
static void check_loop(Resolver *r, const Item *item, const Expr *expr)
{
    Loop loop = {.start = item->object, .seen = map_new(r->cx->arena)};
    expr_walk(expr, find_loop, &loop);
    if (loop.is_closed)
        report(r, expr->span, "dependency-cycle", "the value of '%s' needs itself",
               name_text(item->object->name));
}

static void generated_value(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    const Expr *other = NULL;
    stays_same(r, item, expr, dialects);
    backfill_value(r, item, expr, dialects);
    expr_walk(expr, find_generated, &other);
    if (!other) return;
    if (!(dialects & r->targets & POSTGRES)) {
        check_loop(r, item, expr);
        return;
    }
    report(r, other->span, "generated-from-generated",
           "a generated column cannot use the generated column '%s'", name_text(other->name));
    report_note(r, other->ref->span, "it is generated here");
    report_hint(r, "write its expression out instead of its name");
}

static void check_column(Resolver *r, const Item *item)
{
    const Column *column = (const Column *)item->object;
    marked_each(r, item, &column->initial, default_value);
    marked_each(r, item, &column->generated, generated_value);
    marked_each(r, item, &column->backfill, backfill_value);
    marked_each(r, item, &column->conversion, any_value);
}

static void check_index(Resolver *r, const Item *item)
{
    const Index *index = (const Index *)item->object;
    for (size_t i = 0; i < index->elements.count; i++) {
        const Expr *expr = index->elements.items[i].expr;
        any_value(r, item, expr, index->object.dialects);
        stays_same(r, item, expr, index->object.dialects);
    }
    marked_each(r, item, &index->where, condition);
    marked_each(r, item, &index->where, stays_same);
}

void check_value(Resolver *r, const Item *item, const Type *type, const Expr *expr)
{
    if (type) value_for(r, item, type, expr, item->object->dialects);
}

void check_expressions(Resolver *r, Item *item)
{
    const Object *object = item->object;
    const Policy *policy = (const Policy *)object;
    const Domain *domain = (const Domain *)object;
    if (object->kind == KIND_COLUMN) check_column(r, item);
    if (object->kind == KIND_INDEX || object->kind == KIND_EXCLUDE) check_index(r, item);
    if (object->kind == KIND_DOMAIN) marked_each(r, item, &domain->initial, domain_default);
    if (object->kind == KIND_CHECK) {
        marked_each(r, item, &((const Check *)object)->expr, condition);
        marked_each(r, item, &((const Check *)object)->expr, no_clock);
    }
    if (object->kind == KIND_TRIGGER)
        marked_each(r, item, &((const Trigger *)object)->when, condition);
    if (object->kind == KIND_POLICY) {
        marked_each(r, item, &policy->using_, condition);
        marked_each(r, item, &policy->with_check, condition);
    }
}
