/* SPDX-License-Identifier: MIT
 * Lowers columns: type, default, generated value, and what enums, domains, booleans and identity
 * turn into. */
#include <string.h>

#include "dialect/sqlite/lower.h"
#include "model/serial.h"

static Marked lower_value(const Lowering *self, const Column *column, const Marked *from,
                          const Type *type, bool may_vary)
{
    const Expr *written = marked_for(from, DIALECT_SQLITE);
    if (!written) return (Marked){0};
    Translation in = lowering_translation(self, &column->object, from);
    in.may_vary = may_vary;
    return (Marked){.any = sqlite_translate_value(&in, written, type)};
}

/* What the column has from its domain, unless it says otherwise itself. */
static void inherit_domain(Column *column, const Type *type)
{
    for (int i = 0; i < 64 && type && type->scalar == SCALAR_DOMAIN && type->named; i++) {
        const Domain *domain = (const Domain *)type->named;
        if (domain->is_not_null) column->is_nullable = false;
        if (!marked_for(&column->initial, DIALECT_SQLITE)) column->initial = domain->initial;
        if (name_none(column->collation)) column->collation = domain->collation;
        type = domain->type;
    }
}

static bool is_strict(const Column *column)
{
    const Table *table = (const Table *)column->object.parent;
    return !table->is_not_strict && !table->virtual_using;
}

/* What is stored alike but says something else: a text that is a date, say. */
static Name meaning_of(const Lowering *self, const Type *type)
{
    const Type *base = sqlite_base_type(type);
    if (!base || base->dims > 0) return NO_NAME;
    Scalar scalar = base->scalar == SCALAR_JSONB ? SCALAR_JSON : base->scalar;
    TypeClass class = scalar_class(scalar);
    bool is_told = scalar == SCALAR_DECIMAL || class == CLASS_UUID || class == CLASS_TIME ||
                   class == CLASS_JSON;
    return is_told ? name_from(self->cx->names, scalar_word(scalar)) : NO_NAME;
}

static const char serial[] = "serial";

/* SQLite numbers it as it does an identity. */
static void lower_serial(const Lowering *self, Column *column)
{
    if (!serial_sequence(self->logical, (const Column *)column->object.origin)) return;
    column->identity = name_from(self->cx->names, serial);
    column->initial = (Marked){0};
}

void lower_column(const Lowering *self, Column *column)
{
    lower_serial(self, column);
    const Type *type = marked_type_for(&column->type, DIALECT_SQLITE);
    Translation in = lowering_translation(self, &column->object, NULL);
    inherit_domain(column, type);
    column->meaning = meaning_of(self, type);
    column->type = (MarkedType){.any = sqlite_lower_type(&in, type, is_strict(column))};
    column->initial = lower_value(self, column, &column->initial, type, true);
    column->states_null = column->initial.any && column->initial.any->kind == EXPR_NULL;
    if (column->states_null) column->initial = (Marked){0};
    column->generated = lower_value(self, column, &column->generated, type, false);
    column->generated.any = lower_own(self->cx, column->object.parent, column->generated.any);
    column->backfill = lower_value(self, column, &column->backfill, type, true);
    column->conversion = lower_value(self, column, &column->conversion, type, true);
    lower_collation(self, &column->object, &column->collation_space, &column->collation);
    if (name_equals(column->collation, "binary")) column->collation = NO_NAME;
}

/* ---- keys and identity ---- */

static const Key *primary_key(const Table *table)
{
    return (const Key *)object_member(&table->object, KIND_PRIMARY_KEY, NO_NAME);
}

static Column *key_column(const Table *table, const IndexElement *element)
{
    if (element->expr->kind != EXPR_NAME) return NULL;
    return (Column *)object_member(&table->object, KIND_COLUMN, element->expr->name);
}

static void lower_identity(const Lowering *self, Column *column, bool is_key)
{
    if (name_none(column->identity) && column->identity_options.count == 0) return;
    Translation in = lowering_translation(self, &column->object, NULL);
    if (!name_none(column->identity) && !is_key)
        sqlite_refuse(&in, column->object.span, "%s but of a column that is the primary key",
                      name_equals(column->identity, serial) ? serial : "identity");
    if (column->identity_options.count > 0)
        sqlite_refuse(&in, column->object.span, "options of identity");
    column->identity = NO_NAME;
    column->identity_options = (OptionList){0};
}

static void refuse_generated(const Lowering *self, const Key *key)
{
    Translation in = lowering_translation(self, &key->object, NULL);
    sqlite_refuse(&in, key->object.span, "generated columns in a primary key");
}

/* What belongs to a primary key alone. */
static void refuse_of_unique(const Lowering *self, const Table *table)
{
    for (size_t i = 0; i < table->object.members.count; i++) {
        const Key *key = (const Key *)table->object.members.items[i];
        if (key->object.kind != KIND_UNIQUE) continue;
        Translation in = lowering_translation(self, &key->object, NULL);
        if (key->is_descending) sqlite_refuse(&in, key->object.span, "desc behind a unique");
        if (key->is_autoincrement) sqlite_refuse(&in, key->object.span, "autoincrement of a unique");
    }
}

void lower_keys_of_table(const Lowering *self, Table *table)
{
    const Key *key = primary_key(table);
    const Column *rowid = sqlite_rowid_column(table);
    bool is_enforced = !table->is_not_strict || table->is_without_rowid;
    for (size_t i = 0; key && i < key->columns.count; i++) {
        Column *column = key_column(table, &key->columns.items[i]);
        if (!column) continue;
        if (column->generated.any) refuse_generated(self, key);
        if (is_enforced || rowid == column) column->is_nullable = false;
    }
    for (size_t i = 0; i < table->object.members.count; i++) {
        Column *member = (Column *)table->object.members.items[i];
        if (member->object.kind != KIND_COLUMN) continue;
        lower_identity(self, member, member == rowid);
        bool is_usual = member != rowid && name_equals(member->null_conflict, "abort");
        if (is_usual) member->null_conflict = NO_NAME; /* NOT NULL is written anyway */
    }
    Translation in = lowering_translation(self, &table->object, NULL);
    if (table->is_without_rowid && !key)
        sqlite_refuse(&in, table->object.span, "tables without rowid and without primary key");
    refuse_of_unique(self, table);
    bool is_plain = key && key->columns.count == 1 && !key->columns.items[0].is_descending &&
                    name_none(key->columns.items[0].collation);
    if (key && key->is_descending && !is_plain)
        sqlite_refuse(&in, key->object.span, "desc behind a primary key but of one column");
    if (key && key->is_autoincrement && !rowid)
        sqlite_refuse(&in, key->object.span,
                      "autoincrement but of one column of type integer, in a table with rowid");
}

/* ---- checks ---- */

static const Expr *column_name(Cx *cx, const Object *column)
{
    Expr *name = expr_new(cx, EXPR_NAME, column->span);
    name->name = column->name;
    name->ref = column;
    return name;
}

static void add_check(const Lowering *self, Table *table, const Object *column, const char *what,
                      const Expr *expr)
{
    Cx *cx = self->cx;
    if (!expr) return;
    const char *name = arena_printf(cx->arena, "%s %s", name_text(column->name), what);
    Object *check = schema_add(cx, self->out, &table->object, KIND_CHECK, NO_NAME,
                               name_from(cx->names, name));
    check->span = column->span;
    ((Check *)check)->expr = (Marked){.any = expr};
}

static void add_domain_checks(const Lowering *self, Table *table, const Object *column,
                              const Domain *domain)
{
    for (size_t i = 0; i < domain->object.members.count; i++) {
        const Object *member = domain->object.members.items[i];
        bool is_there = member->dialects & 1u << DIALECT_SQLITE;
        if (member->kind != KIND_CHECK || !is_there) continue;
        const Marked *expr = &((const Check *)member)->expr;
        Translation in = lowering_translation(self, member, expr);
        in.value = column_name(self->cx, column);
        add_check(self, table, column, name_text(member->name),
                  sqlite_translate(&in, marked_for(expr, DIALECT_SQLITE)));
    }
}

static void add_column_checks(const Lowering *self, Table *table, const Object *column)
{
    const Type *type = marked_type_for(&((const Column *)column)->type, DIALECT_SQLITE);
    Translation in = lowering_translation(self, column, NULL);
    if (sqlite_is_checked(type))
        add_check(self, table, column, "type",
                  sqlite_type_check(&in, type, column_name(self->cx, column)));
    for (int i = 0; i < 64 && type && type->scalar == SCALAR_DOMAIN && type->named; i++) {
        const Domain *domain = (const Domain *)type->named;
        add_domain_checks(self, table, column, domain);
        type = domain->type;
    }
}

void add_type_checks(const Lowering *self, Table *table, const Object *logical)
{
    for (size_t i = 0; i < logical->members.count; i++) {
        const Object *member = logical->members.items[i];
        if (member->kind == KIND_COLUMN && member->dialects & 1u << DIALECT_SQLITE)
            add_column_checks(self, table, member);
    }
}
