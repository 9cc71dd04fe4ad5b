/* SPDX-License-Identifier: MIT
 * A table becomes a partition or an heir of another one, or stands for itself again. Its columns
 * stay what they are meanwhile: they are counted as its own or as its parent's. */
#include <string.h>

#include "dialect/postgres/change.h"

bool postgres_is_divided(const Object *table)
{
    return table->kind == KIND_TABLE && !name_none(((const Table *)table)->partition_by);
}

bool postgres_is_at_once(const Alter *alter, const Object *member)
{
    return alter->options->is_offline || postgres_is_divided(member->parent);
}

void postgres_bring_part(Alter *alter, const Object *to)
{
    Text sql = {0};
    postgres_name_part(&sql, alter->changes->to, to);
    postgres_step(alter, &sql, to->parent, LOCK_SHARE_UPDATE_EXCLUSIVE,
                  postgres_why(alter, to, "gets its name"));
    text_free(&sql);
}

static void step(Alter *alter, Text *sql, const Object *table, Phase phase, const char *words)
{
    alter_step(alter, sql,
               (Step){.on = table,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = phase,
                      .follows_drops = phase == PHASE_FINISH,
                      .why = postgres_why(alter, table, words)});
}

static bool has(const ObjectList *list, const Object *object)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == object) return true;
    return false;
}

static bool loses_column(const Alter *alter, const Object *from)
{
    for (size_t i = 0; from && i < from->members.count; i++)
        if (from->members.items[i]->kind == KIND_COLUMN &&
            !alter->changes->partner_of_from[from->members.items[i]->id])
            return true;
    return false;
}

/* What it begins to inherit from drops a column at the end: until then it would have to have that. */
static bool is_late(const Alter *alter, const Object *parent)
{
    ObjectList above = table_parents(parent);
    for (size_t i = 0; i < above.count; i++)
        if (is_late(alter, above.items[i])) return true;
    return loses_column(alter, alter_partner(alter, parent));
}

static void inherit(Alter *alter, const Object *table, const Object *parent, bool is_new)
{
    Text sql = {0};
    Phase phase = is_new && is_late(alter, parent) ? PHASE_FINISH : PHASE_MAIN;
    postgres_alter_table(&sql, alter->changes->to, table);
    text_add(&sql, is_new ? " INHERIT " : " NO INHERIT ");
    postgres_path(&sql, is_new ? alter->changes->to : alter->changes->from, parent);
    step(alter, &sql, table, phase, is_new ? "inherits from another table" : "inherits from one less");
    text_free(&sql);
}

static bool is_new_parent(const Alter *alter, const Object *table, const Object *parent)
{
    const Object *from = alter_partner(alter, table), *before = alter_partner(alter, parent);
    return from && (!before || !has(&((const Table *)from)->inherits, before));
}

/* Does the table get the column because a new parent has it? */
static bool is_for_parent(const Alter *alter, const Object *column)
{
    const ObjectList *parents = &((const Table *)column->parent)->inherits;
    if (column->kind != KIND_COLUMN || alter_partner(alter, column)) return false;
    for (size_t i = 0; i < parents->count; i++)
        if (is_new_parent(alter, column->parent, parents->items[i]) &&
            object_member(parents->items[i], KIND_COLUMN, column->name))
            return !((const Column *)column)->is_inherited;
    return false;
}

/* A table that begins to inherit must have the columns already. */
static void add_columns(Alter *alter, const Object *table)
{
    Text sql = {0};
    for (size_t i = 0; i < table->members.count; i++) {
        if (!is_for_parent(alter, table->members.items[i])) continue;
        postgres_add_column(alter->cx, &sql, alter->changes->to, table->members.items[i]);
        step(alter, &sql, table, PHASE_MAIN, "gets a column of what it inherits");
    }
    text_free(&sql);
}

static bool is_own(const Object *table, const Object *member)
{
    bool is_here = member && member->kind == KIND_COLUMN && member->parent == table;
    return is_here && !((const Column *)member)->is_inherited;
}

/* It would have to have the column for itself before, and would keep it so. */
static void refuse_missing(Alter *alter, const Object *from, const Object *table, const Object *parent)
{
    ObjectList above = table_parents(parent);
    for (size_t i = 0; i < parent->members.count; i++) {
        const Object *column = parent->members.items[i];
        const Object *before = object_member(from, KIND_COLUMN, column->name);
        const Object *now = object_member(table, KIND_COLUMN, column->name);
        bool is_there = column->kind != KIND_COLUMN || is_own(table, now) || is_own(from, before) ||
                        column_inherited(from, column->name) || ((const Column *)column)->is_inherited;
        if (is_there) continue;
        diag_error(alter->cx->diag, table->span, "own-column",
                   "%s begins to inherit from %s and has no column '%s' of its own",
                   object_describe(alter->cx, table), object_describe(alter->cx, parent),
                   name_text(column->name));
        diag_hint(alter->cx->diag, "write '%s' in it, too: the two are one", name_text(column->name));
    }
    for (size_t i = 0; i < above.count; i++) refuse_missing(alter, from, table, above.items[i]);
}

/* Once its own, a column stays so: there is no statement that leaves it to the parent alone. */
static void refuse_own(Alter *alter, const Object *from, const Object *table, const Object *parent)
{
    refuse_missing(alter, from, table, parent);
    for (size_t i = 0; i < from->members.count; i++) {
        const Object *column = from->members.items[i];
        const Object *now = object_member(table, KIND_COLUMN, column->name);
        bool is_meant = !is_own(from, column) || is_own(table, now);
        if (is_meant || !object_member(parent, KIND_COLUMN, column->name)) continue;
        diag_error(alter->cx->diag, table->span, "own-column",
                   "%s is the table's own and cannot be left to %s",
                   object_describe(alter->cx, column), object_describe(alter->cx, parent));
        diag_hint(alter->cx->diag, "write '%s' in it, too: the two are one", name_text(column->name));
    }
}

void postgres_leave_parents(Alter *alter, const Change *change)
{
    const ObjectList *from = &((const Table *)change->from)->inherits;
    const ObjectList *to = &((const Table *)change->to)->inherits;
    for (size_t i = 0; i < from->count; i++) {
        const Object *now = alter->changes->partner_of_from[from->items[i]->id];
        if (now && has(to, now)) continue;
        inherit(alter, change->to, from->items[i], false);
        postgres_release_members(alter, from->items[i], change->from, change->to);
    }
}

void postgres_alter_inherits(Alter *alter, const Change *change)
{
    const ObjectList *to = &((const Table *)change->to)->inherits;
    add_columns(alter, change->to);
    for (size_t i = 0; i < to->count; i++) {
        if (!is_new_parent(alter, change->to, to->items[i])) continue;
        refuse_own(alter, change->from, change->to, to->items[i]);
        inherit(alter, change->to, to->items[i], true);
    }
}

/* Is the table still an heir of one that has that column, and if had_it had it before? */
static bool is_heir_throughout(const Changes *changes, const Object *from, const Object *to, Name name,
                               bool had_it)
{
    ObjectList parents = table_parents(from), after = table_parents(to);
    for (size_t i = 0; i < parents.count; i++) {
        const Object *parent = parents.items[i], *now = changes->partner_of_from[parent->id];
        if (!now || !has(&after, now) || !object_member(now, KIND_COLUMN, name)) continue;
        if (!had_it || object_member(parent, KIND_COLUMN, name)) return true;
    }
    return false;
}

/* There is no statement for it. */
static void refuse_own_column(Alter *alter, const Object *column, const Object *table, bool is_own)
{
    diag_error(alter->cx->diag, table->span, "own-column",
               is_own ? "%s is a parent's and cannot become the table's own while that is its parent"
                      : "%s is the table's own and cannot be left to its parent",
               object_describe(alter->cx, column));
    diag_hint(alter->cx->diag,
              is_own ? "write 'inherited' behind '%s': it may differ from the one above"
                     : "write '%s' in it, too: the two are one",
              name_text(column->name));
}

Treatment postgres_judge_inherited(const Changes *changes, const Change *change)
{
    const Object *from = change->from, *to = change->to;
    return is_heir_throughout(changes, from->parent, to->parent, to->name, true) ? TREAT_ALTER
                                                                           : TREAT_NOTHING;
}

void postgres_refuse_inherited(Alter *alter, const Change *change)
{
    refuse_own_column(alter, change->to, change->to->parent,
                      !((const Column *)change->to)->is_inherited);
}

/* Who takes NULL no longer is looked through. */
static void override(Alter *alter, const Object *table, const Column *column, const Column *above,
                     const char *why)
{
    Text sql = {0};
    bool is_stricter = above && above->is_nullable && !column->is_nullable;
    postgres_override(alter->cx, &sql, alter->changes->to, column, above);
    if (sql.length)
        alter_step(alter, &sql,
                   (Step){.on = table,
                          .lock = LOCK_ACCESS_EXCLUSIVE,
                          .phase = PHASE_MAIN,
                          .effects = is_stricter ? STEP_SCANS | STEP_REJECTS : 0,
                          .why = why});
    text_free(&sql);
}

/* The column was the parent's when the plan begins, and its type with it. */
static void take_over(Alter *alter, const Object *column, const Column *above)
{
    static const char *const words[] = {"type", "collate", "default", "null"};
    const KindInfo *info = kind_info(KIND_COLUMN);
    Column *before = arena_make(alter->cx->arena, Column);
    *before = *above;
    before->object.parent = (Object *)alter_partner(alter, column->parent);
    before->is_inherited = false;
    Change change = {.op = CHANGE_ALTER, .from = &before->object, .to = column};
    for (size_t i = 0; i < info->attr_count; i++)
        for (size_t j = 0; j < sizeof words / sizeof *words; j++)
            if (strcmp(info->attrs[i].word, words[j]) == 0 &&
                !attr_equal(change.from, change.to, &info->attrs[i]))
                change.attrs |= (uint64_t)1 << i;
    if (change.attrs) postgres_alter(alter, &change);
}

bool postgres_bring_inherited(Alter *alter, const Object *to)
{
    const Object *table = alter_partner(alter, to->parent);
    if (is_for_parent(alter, to)) return true;
    if (table && !((const Column *)to)->is_inherited &&
        is_heir_throughout(alter->changes, table, to->parent, to->name, true))
        refuse_own_column(alter, to, to->parent, true);
    bool is_override = ((const Column *)to)->is_inherited;
    const Object *under = is_override ? to->parent : table;
    bool is_disputed;
    Column above;
    if (!under || !column_merge(under, to->name, &above, &is_disputed)) return false;
    if (is_override)
        override(alter, to->parent, (const Column *)to, &above,
                 postgres_why(alter, to, "differs from the one above"));
    else
        take_over(alter, to, &above);
    return true;
}

static bool is_heir_of(const Object *object, const Object *table)
{
    return object->kind == KIND_TABLE && has(&((const Table *)object)->inherits, table);
}

/* Has an heir, or one of its heirs, the column as its own from now on? */
static bool is_kept_below(const Alter *alter, const Object *table, Name name)
{
    const Schema *from = alter->changes->from;
    for (size_t i = 0; i < from->objects.count; i++) {
        const Object *heir = from->objects.items[i];
        if (!is_heir_of(heir, table)) continue;
        const Object *now = alter->changes->partner_of_from[heir->id];
        if (now && is_own(now, object_member(now, KIND_COLUMN, name))) return true;
        if (is_kept_below(alter, heir, name)) return true;
    }
    return false;
}

/* With ONLY each heir keeps the column as its own; those that should not are next. */
static void drop_from(Alter *alter, Text *sql, const Object *table, Name name)
{
    const Schema *from = alter->changes->from;
    bool is_kept = is_kept_below(alter, table, name);
    if (sql->length) text_add(sql, ";\n");
    text_add(sql, is_kept ? "ALTER TABLE ONLY " : "ALTER TABLE ");
    postgres_path(sql, from, table);
    text_add(sql, " DROP COLUMN ");
    postgres_identifier(sql, name);
    for (size_t i = 0; i < from->objects.count && is_kept; i++) {
        const Object *heir = from->objects.items[i];
        const Object *now = alter->changes->partner_of_from[heir->id];
        if (!is_heir_of(heir, table) || !now || object_member(now, KIND_COLUMN, name)) continue;
        if (!column_inherited(now, name)) drop_from(alter, sql, heir, name);
    }
}

void postgres_drop_column(Alter *alter, Text *sql, const Object *column)
{
    drop_from(alter, sql, column->parent, column->name);
}

bool postgres_remove_inherited(Alter *alter, const Object *from)
{
    const Object *table = alter->changes->partner_of_from[from->parent->id];
    bool is_disputed;
    Column now;
    if (!table || !column_merge(table, from->name, &now, &is_disputed))
        return ((const Column *)from)->is_inherited;
    if (!((const Column *)from)->is_inherited &&
        is_heir_throughout(alter->changes, from->parent, table, from->name, false))
        refuse_own_column(alter, from, table, false);
    now.object.parent = (Object *)table;
    override(alter, table, &now, (const Column *)from, postgres_why(alter, from, "is what it is above"));
    return true;
}
