/* SPDX-License-Identifier: MIT
 * Which changes SQLite makes in place, rightly on tables that hold rows, and which need the table
 * to be made anew. What ALTER TABLE refuses only where there are rows is never asked of it. */
#include <string.h>

#include "dialect/sqlite/alter.h"

/* ---- what is there of a table ---- */

static bool is_constraint(const Object *object)
{
    return object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE ||
           object->kind == KIND_CHECK || object->kind == KIND_FOREIGN_KEY;
}

/* The one column that a check or foreign key speaks of; NULL: of more, or nobody can tell. */
static const Object *only_column(const Object *constraint)
{
    const Object *table = constraint->parent, *only = NULL;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (member->kind != KIND_COLUMN || !sqlite_mentions(constraint, member)) continue;
        if (only) return NULL;
        only = member;
    }
    return only;
}

static const Object *partner(const Changes *changes, const Object *to)
{
    return changes->partner_of_to[to->id];
}

/* An UPDATE would fire them. */
static bool has_update_trigger(const Schema *schema, const Object *table)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Trigger *trigger = (const Trigger *)schema->objects.items[i];
        if (trigger->object.kind != KIND_TRIGGER || trigger->on != table) continue;
        for (size_t k = 0; k < trigger->events.count; k++)
            if (name_equals(trigger->events.items[k], "update")) return true;
    }
    return false;
}

/* ---- ADD COLUMN ---- */

static bool is_constant(const Expr *expr)
{
    bool is_signed = expr->kind == EXPR_UNARY && name_equals(expr->name, "-");
    const Expr *value = is_signed ? expr->args[0] : expr;
    return value->kind == EXPR_NUMBER || (!is_signed && (value->kind == EXPR_STRING ||
                                                         value->kind == EXPR_BYTES));
}

/* May the constraint come with the column, as a part of it? */
static bool may_come_along(const Object *constraint, const Column *column)
{
    if (only_column(constraint) != &column->object) return false;
    if (constraint->kind == KIND_CHECK) return !column->backfill.any;
    return constraint->kind == KIND_FOREIGN_KEY && !column->initial.any && !column->backfill.any;
}

static bool is_backfilled_in_place(const Changes *changes, const Column *column)
{
    const Object *table = column->object.parent;
    const Expr *backfill = column->backfill.any;
    if (!backfill) return true;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        bool is_new = member->kind == KIND_COLUMN && !partner(changes, member);
        if (is_new && sqlite_expr_mentions(backfill, member)) return false;
    }
    return !has_update_trigger(changes->to, table) &&
           !has_update_trigger(changes->from, partner(changes, table));
}

static bool is_added_in_place(const Changes *changes, const Column *column)
{
    const Object *table = column->object.parent;
    const Expr *initial = column->initial.any;
    bool is_generated = column->generated.any != NULL;
    bool has_rowid = !((const Table *)table)->is_without_rowid;
    if (is_generated && !name_equals(column->storage, "virtual")) return false;
    if (is_generated && !column->is_nullable && !has_rowid) return false; /* 3.40 finds NULLs */
    if (initial && !is_constant(initial)) return false;
    if (!column->is_nullable && !initial && !is_generated) return false;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (is_constraint(member) && sqlite_mentions(member, &column->object) &&
            !may_come_along(member, column))
            return false;
    }
    return is_backfilled_in_place(changes, column);
}

/* A constraint of a column that is new and added in place comes with it. */
static bool comes_along(const Changes *changes, const Object *constraint)
{
    const Object *column = only_column(constraint);
    return column && !partner(changes, column) &&
           is_added_in_place(changes, (const Column *)column);
}

/* ---- DROP COLUMN ---- */

/* Where a check of one column stands, behind it or behind all, nobody can tell of a table that was
 * made by hand: behind all, DROP COLUMN refuses. */
static bool is_dropped_in_place(const Object *column)
{
    const Object *table = column->parent;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        bool is_fixed = is_constraint(member) || member->kind == KIND_COLUMN;
        if (is_fixed && sqlite_mentions(member, column)) return false;
    }
    return true;
}

/* ---- all changes ---- */

static Treatment treat_added(const Changes *changes, const Object *object)
{
    if (object->kind == KIND_COLUMN)
        return is_added_in_place(changes, (const Column *)object) ? TREAT_ALTER : TREAT_REBUILD;
    if (is_constraint(object))
        return comes_along(changes, object) ? TREAT_NOTHING : TREAT_REBUILD;
    return TREAT_ALTER;
}

static Treatment treat_dropped(const Object *object)
{
    if (object->kind == KIND_COLUMN)
        return is_dropped_in_place(object) ? TREAT_ALTER : TREAT_REBUILD;
    return is_constraint(object) ? TREAT_REBUILD : TREAT_ALTER;
}

static Treatment treat_renamed(const Change *change)
{
    const Object *object = change->to;
    if (object->kind == KIND_TABLE || object->kind == KIND_COLUMN) return TREAT_ALTER;
    if (!is_constraint(object)) return TREAT_RECREATE;
    return object->is_named || change->from->is_named ? TREAT_REBUILD : TREAT_NOTHING;
}

static bool is_virtual(const Object *table)
{
    return ((const Table *)table)->virtual_using != NULL;
}

/* What is stored stays: the values only have to be what they are said to be from now on. */
static Treatment treat_meaning(const Change *change)
{
    const Column *from = (const Column *)change->from, *to = (const Column *)change->to;
    const KindInfo *info = kind_info(to->object.kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        bool is_other = change->attrs & (uint64_t)1 << i;
        if (is_other && strcmp(info->attrs[i].word, "meaning") != 0) return TREAT_REBUILD;
    }
    const Conversion *conversion = sqlite_conversion(sqlite_form(from), sqlite_form(to));
    if (to->conversion.any || !conversion || strcmp(conversion->value, "$") != 0)
        return TREAT_REBUILD;
    return conversion->valid ? TREAT_ALTER : TREAT_NOTHING;
}

static Treatment treat_altered(const Change *change)
{
    const Object *object = change->to;
    if (!change->attrs) return TREAT_NOTHING;
    if (object->kind == KIND_COLUMN) return treat_meaning(change);
    if (object->kind == KIND_TABLE)
        return is_virtual(object) || is_virtual(change->from) ? TREAT_ALTER : TREAT_REBUILD;
    if (object->kind == KIND_INDEX) return TREAT_ALTER;
    return is_constraint(object) ? TREAT_REBUILD : TREAT_RECREATE;
}

/* What a virtual table has, its module knows; one that becomes virtual is made without rows. */
static bool is_of_virtual(const Changes *changes, const Change *change)
{
    const Object *object = change->to ? change->to : change->from, *table = object->parent;
    bool is_apart = change->op == CHANGE_ADD && object->kind == KIND_INDEX;
    if (!table || is_apart) return false;
    const Object *other = change->to ? changes->partner_of_to[table->id]
                                     : changes->partner_of_from[table->id];
    return is_virtual(table) || (other && is_virtual(other));
}

Treatment sqlite_treat(Cx *cx, const Changes *changes, const Change *change)
{
    (void)cx;
    if (is_of_virtual(changes, change)) return TREAT_NOTHING;
    switch (change->op) {
    case CHANGE_ADD: return treat_added(changes, change->to);
    case CHANGE_DROP: return treat_dropped(change->from);
    case CHANGE_RENAME: return treat_renamed(change);
    case CHANGE_ALTER: return treat_altered(change);
    }
    return TREAT_NOTHING;
}

/* ---- what is in the way ---- */

static bool stands_on(const Object *dependent, const Object *object)
{
    if (dependent->kind == KIND_TRIGGER) return ((const Trigger *)dependent)->on == object;
    return dependent->kind == KIND_INDEX && dependent->parent == object;
}

/* What stands on a table dies with it. DROP COLUMN reads all views and triggers and fails if one
 * of them is broken, be it of another table: so what mentions the column goes before, and what
 * uses a view that is dropped goes with it. The others live on by the name alone. An index that
 * stays does not mention the column any more: its own change comes first. */
bool sqlite_blocks(const Changes *changes, const Change *change, Treatment how,
                   const Object *dependent)
{
    const Object *object = change->from ? change->from : change->to;
    const Object *table = object->kind == KIND_TABLE ? object : object->parent;
    if (how == TREAT_REBUILD) return table && stands_on(dependent, table);
    if (how == TREAT_RECREATE) return object->kind == KIND_VIEW;
    if (how != TREAT_ALTER) return false;
    if (change->op == CHANGE_DROP && object->kind == KIND_COLUMN) {
        bool is_changed = dependent->kind == KIND_INDEX && changes->partner_of_from[dependent->id];
        return !is_changed && sqlite_mentions(dependent, object);
    }
    return change->op == CHANGE_ALTER && object == table && stands_on(dependent, table);
}
