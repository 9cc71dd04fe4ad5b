/* SPDX-License-Identifier: MIT
 * A table becomes a partition, or stands for itself again. Before it is attached it is made to fit:
 * its columns and checks are what those above it are. Of what it has been given by the table above,
 * keys, checks and indexes, it keeps what the schema says, under the names that the schema says. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "model/heritage.h"

static void step(Alter *alter, Text *sql, const Object *table, Phase phase, unsigned effects,
                 const char *words)
{
    alter_step(alter, sql,
               (Step){.on = table,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = phase,
                      .effects = effects,
                      .follows_drops = phase == PHASE_FINISH,
                      .why = postgres_why(alter, table, words)});
}

static const Object *own_column(const Object *table, Name name)
{
    for (size_t i = 0; i < table->members.count; i++)
        if (table->members.items[i]->kind == KIND_COLUMN &&
            name_is(table->members.items[i]->name, name))
            return table->members.items[i];
    return NULL;
}

/* ---- what a table takes along when it stands for itself again ---- */

bool postgres_is_taken_along(const Alter *alter, const Object *to)
{
    const Object *from = to->parent->kind == KIND_TABLE ? alter_partner(alter, to->parent) : NULL;
    return from && table_takes_along(alter->changes->partner_of_from, from, to);
}

static bool is_index(const Object *member)
{
    return member->kind == KIND_INDEX || member->kind == KIND_PRIMARY_KEY ||
           member->kind == KIND_UNIQUE;
}

static void drop_left(Alter *alter, const Object *member, const Object *table, Name name)
{
    Text sql = {0};
    if (member->kind == KIND_INDEX) {
        text_add(&sql, "DROP INDEX ");
        postgres_qualified(&sql, postgres_space(alter->changes->to, table), name);
    } else {
        postgres_alter_table(&sql, alter->changes->to, table);
        text_add(&sql, " DROP CONSTRAINT ");
        postgres_identifier(&sql, name);
    }
    step(alter, &sql, table, PHASE_MAIN, 0, "does not keep what it had of the table above");
    text_free(&sql);
}

static void rename_left(Alter *alter, const Object *member, const Object *to)
{
    Text sql = {0};
    postgres_alter_table(&sql, alter->changes->to, to->parent);
    text_add(&sql, " RENAME CONSTRAINT ");
    postgres_identifier(&sql, member->name);
    text_add(&sql, " TO ");
    postgres_identifier(&sql, to->name);
    step(alter, &sql, to->parent, PHASE_MAIN, 0, "keeps a rule under its own name");
    text_free(&sql);
}

typedef struct Left {
    Alter *alter;
    const Object *above, *from, *to; /* the table that it was part of; it, before and after */
} Left;

/* Under which name is the part dropped once it stands for itself? */
static Name name_to_drop(const Left *left, const Object *member)
{
    const char *base = arena_printf(left->alter->cx->arena, "%s_left", name_text(member->name));
    return is_index(member) ? postgres_free_name(left->alter, left->to, base) : member->name;
}

/* Has the table said what the part is called? */
static bool is_named(const Object *from, const Object *whole, Name name)
{
    for (size_t i = 0; i < from->members.count; i++)
        if (postgres_whole_of(from->members.items[i]) == whole)
            return name_is(from->members.items[i]->name, name);
    return false;
}

/* The part of it that the table had is known by no name but the one that the engine gave it. */
static void name_index(const Left *left, Text *sql, const Object *whole, Name name)
{
    Index part = {.object = {.kind = KIND_INDEX, .name = name, .parent = (Object *)left->to},
                  .partition_of = whole};
    if (is_named(left->from, whole, name)) return;
    if (sql->length) text_add(sql, ";\n");
    postgres_name_part(sql, left->alter->changes->to, &part.object);
}

/* An index or key that is made anew in its own step, after the table has left: the part of the old one
 * is of no use. */
static bool is_replaced(const Left *left, const Object *member)
{
    const Changes *changes = left->alter->changes;
    const KindInfo *info = kind_info(member->kind);
    Change change = {.op = CHANGE_ALTER, .from = member, .to = changes->partner_of_from[member->id]};
    if (!is_index(member) || !change.to || rule_is_kept(changes->partner_of_from, member)) return false;
    for (size_t i = 0; i < info->attr_count; i++)
        if (!attr_equal(member, change.to, &info->attrs[i])) change.attrs |= (uint64_t)1 << i;
    return postgres_treat(left->alter->cx, changes, &change) == TREAT_ALTER;
}

/* What it keeps of the rule; NULL: nothing. */
static const Object *find_same(const Left *left, const Object *member, bool is_partition)
{
    return is_replaced(left, member) ? NULL : rule_find_same(member, left->to, is_partition);
}

static bool is_given(const Left *left, const Object *member)
{
    bool is_partition = ((const Table *)left->from)->partition_of;
    bool is_rule = member->kind == KIND_CHECK && !((const Check *)member)->no_inherit;
    bool is_of_partition = is_index(member) || member->kind == KIND_FOREIGN_KEY;
    bool is_there = rule_is_kept(left->alter->changes->partner_of_from, member) ||
                    is_replaced(left, member) || alter_is_lost(left->alter, left->above);
    return is_there && (is_rule || (is_partition && is_of_partition));
}

/* While they are still parts of it; else they could not be told from others. */
static void name_indexes(const Left *left)
{
    Text sql = {0};
    for (size_t i = 0; i < left->above->members.count; i++) {
        const Object *member = left->above->members.items[i];
        if (!is_index(member) || !is_given(left, member)) continue;
        const Object *same = find_same(left, member, true);
        name_index(left, &sql, member, same ? same->name : name_to_drop(left, member));
    }
    if (sql.length)
        step(left->alter, &sql, left->to, PHASE_MAIN, 0, "keeps indexes under names of its own");
    text_free(&sql);
}

static void settle_members(const Left *left)
{
    bool is_partition = ((const Table *)left->from)->partition_of;
    for (size_t i = 0; i < left->above->members.count; i++) {
        const Object *member = left->above->members.items[i];
        if (!is_given(left, member)) continue;
        const Object *same = find_same(left, member, is_partition);
        if (!same)
            drop_left(left->alter, member, left->to, name_to_drop(left, member));
        else if (!is_index(member) && !name_is(same->name, member->name))
            rename_left(left->alter, member, same);
    }
}

static void drop_column(Alter *alter, const Object *column, const Object *table)
{
    Text sql = {0};
    Column *gone = arena_make(alter->cx->arena, Column);
    *gone = *(const Column *)column;
    gone->object.parent = (Object *)table;
    postgres_find(alter, "drop-column", &gone->object,
                  arena_printf(alter->cx->arena, "%s is not in the schema once %s stands alone: "
                               "its values are lost", object_describe(alter->cx, &gone->object),
                               object_describe(alter->cx, table)),
                  NULL);
    postgres_drop(alter->cx, &sql, alter->changes->to, &gone->object);
    step(alter, &sql, table, PHASE_MAIN, STEP_LOSES, "has columns of its own alone");
    text_free(&sql);
}

/* They have become the table's own. */
static void drop_columns(const Left *left)
{
    for (size_t i = 0; i < left->above->members.count; i++) {
        const Object *column = left->above->members.items[i];
        bool is_had = column->kind == KIND_COLUMN && !((const Column *)column)->is_inherited;
        if (is_had && !own_column(left->from, column->name) &&
            !object_member(left->to, KIND_COLUMN, column->name))
            drop_column(left->alter, column, left->to);
    }
}

void postgres_release_members(Alter *alter, const Object *above, const Object *from,
                              const Object *to)
{
    for (; above; above = &((const Table *)above)->partition_of->object) {
        Left left = {alter, above, from, to};
        if (table_lets_go(alter->changes->partner_of_from, above, to)) {
            settle_members(&left);
            drop_columns(&left);
        }
        if (!((const Table *)above)->partition_of) break;
    }
}

static void detach(Alter *alter, const Object *from, const Object *to)
{
    Text sql = {0};
    const Object *parent = &((const Table *)from)->partition_of->object;
    const Object *now = alter->changes->partner_of_from[parent->id];
    bool is_left = table_lets_go(alter->changes->partner_of_from, parent, to);
    for (const Object *above = parent; is_left; above = &((const Table *)above)->partition_of->object) {
        name_indexes(&(Left){alter, above, from, to});
        if (!((const Table *)above)->partition_of) break;
    }
    postgres_alter_table(&sql, now ? alter->changes->to : alter->changes->from, now ? now : parent);
    text_add(&sql, " DETACH PARTITION ");
    postgres_path(&sql, alter->changes->to, to);
    step(alter, &sql, to, PHASE_MAIN, 0, "is a partition no more");
    if (is_left) postgres_release_members(alter, parent, from, to);
    text_free(&sql);
}

/* ---- what a table must be to be attached ---- */

bool postgres_is_adopted(const Changes *changes, const Object *from)
{
    const Object *table = from->parent, *to = changes->partner_of_from[table->id];
    if (!to || to->kind != KIND_TABLE || ((const Table *)table)->partition_of) return false;
    for (const Table *above = ((const Table *)to)->partition_of; above; above = above->partition_of) {
        const Object *same = rule_find_same(from, &above->object, true);
        if (same && (from->kind != KIND_CHECK || name_is(same->name, from->name))) return true;
    }
    return false;
}

Treatment postgres_judge_part(const Changes *changes, const Change *change)
{
    const Object *from = change->from;
    bool is_same = postgres_whole_of(from) ? table_takes_along(changes->partner_of_from, from->parent,
                                                               change->to)
                                           : postgres_is_adopted(changes, from);
    return is_same ? TREAT_NOTHING : TREAT_RECREATE;
}

/* A column of the root as the table is to have it. */
static Column *column_for(Alter *alter, const Object *table, const Object *of_root)
{
    Column *column = arena_make(alter->cx->arena, Column);
    *column = *column_inherited(table, of_root->name);
    column->object.parent = (Object *)table;
    column->is_inherited = false;
    column->options = postgres_kept_options(alter->cx, table, of_root->name);
    return column;
}

/* Of what it says differently from the one above, a step of its own speaks. */
static void fit_column(Alter *alter, const Object *before, const Column *column)
{
    static const char *const words[] = {"type", "collate", "default", "null"};
    const KindInfo *info = kind_info(KIND_COLUMN);
    const Object *table = column->object.parent;
    size_t count = own_column(table, column->object.name) ? 2 : 4;
    Change change = {.op = CHANGE_ALTER, .from = before, .to = &column->object};
    for (size_t i = 0; i < info->attr_count; i++)
        for (size_t j = 0; j < count; j++)
            if (strcmp(info->attrs[i].word, words[j]) == 0 &&
                !attr_equal(before, &column->object, &info->attrs[i]))
                change.attrs |= (uint64_t)1 << i;
    if (change.attrs) postgres_alter(alter, &change);
    if (!before->doc || own_column(table, column->object.name)) return;
    Text sql = {0};
    Column silent = *column;
    silent.object.doc = NULL;
    postgres_dialect.comment(alter->cx, &sql, alter->changes->to, &silent.object);
    postgres_step(alter, &sql, table, LOCK_SHARE_UPDATE_EXCLUSIVE,
                  postgres_why(alter, &silent.object, "has another comment"));
    text_free(&sql);
}

static void fit_columns(Alter *alter, const Object *from, const Object *to)
{
    const Object *root = table_root(to);
    for (size_t i = 0; i < root->members.count; i++) {
        if (root->members.items[i]->kind != KIND_COLUMN) continue;
        const Column *column = column_for(alter, to, root->members.items[i]);
        const Object *before = object_member(from, KIND_COLUMN, column->object.name);
        if (before) fit_column(alter, before, column);
        else postgres_bring_own_column(alter, column);
    }
}

static void fit_checks(Alter *alter, const Object *from, const Object *to)
{
    for (const Table *above = ((const Table *)to)->partition_of; above; above = above->partition_of)
        for (size_t i = 0; i < above->object.members.count; i++) {
            const Object *member = above->object.members.items[i];
            bool is_wanted = member->kind == KIND_CHECK && !((const Check *)member)->no_inherit;
            const Object *own = is_wanted ? rule_find_same(member, from, true) : NULL;
            if (!is_wanted || (own && name_is(own->name, member->name))) continue;
            Check *check = arena_make(alter->cx->arena, Check);
            *check = *(const Check *)member;
            check->object.parent = (Object *)to;
            postgres_bring_check(alter, &check->object);
        }
}

static bool loses_column(const Alter *alter, const Object *from, const Object *to)
{
    for (size_t i = 0; from && i < from->members.count; i++) {
        const Object *member = from->members.items[i];
        if (member->kind == KIND_COLUMN && !alter->changes->partner_of_from[member->id] &&
            !column_inherited(to, member->name) && !((const Column *)member)->is_inherited &&
            !alter_is_dropped(alter, member))
            return true;
    }
    return false;
}

/* Columns are dropped last: it waits for those that only one of both has, and for what makes it fit. */
static Phase phase_of_fit(const Alter *alter, const Object *from, const Object *to, size_t first)
{
    const Object *root = alter_partner(alter, table_root(to));
    bool is_late = loses_column(alter, from, to);
    for (size_t i = first; i < alter->plan->steps.count; i++)
        is_late |= alter->plan->steps.items[i].phase > PHASE_MAIN;
    for (size_t i = 0; root && i < root->members.count; i++)
        is_late |= root->members.items[i]->kind == KIND_COLUMN &&
                   !alter->changes->partner_of_from[root->members.items[i]->id] &&
                   !alter_is_dropped(alter, root->members.items[i]);
    return is_late ? PHASE_FINISH : PHASE_MAIN;
}

static bool is_of_same_table(const Alter *alter, const Table *from, const Table *to)
{
    return from->partition_of &&
           alter->changes->partner_of_from[from->partition_of->object.id] == &to->partition_of->object;
}

static void attach(Alter *alter, const Object *from, const Object *to)
{
    Text sql = {0};
    const Table *table = (const Table *)to;
    Phase phase = PHASE_MAIN;
    if (!is_of_same_table(alter, (const Table *)from, table)) {
        size_t first = alter->plan->steps.count;
        fit_columns(alter, from, to);
        fit_checks(alter, from, to);
        phase = phase_of_fit(alter, from, to, first);
    }
    postgres_alter_table(&sql, alter->changes->to, &table->partition_of->object);
    text_add(&sql, " ATTACH PARTITION ");
    postgres_path(&sql, alter->changes->to, to);
    text_add_char(&sql, ' ');
    postgres_bounds(&sql, table);
    postgres_add_key_triggers(&sql, alter->changes->to, table);
    step(alter, &sql, to, phase, STEP_SCANS | STEP_REJECTS, "is a partition");
    text_free(&sql);
}

void postgres_leave(Alter *alter, const Change *change)
{
    bool is_other = postgres_changes(change, "partition of") || postgres_changes(change, "for values");
    if (is_other && ((const Table *)change->from)->partition_of)
        detach(alter, change->from, change->to);
    if (postgres_changes(change, "inherits")) postgres_leave_parents(alter, change);
}

void postgres_alter_partition(Alter *alter, const Change *change)
{
    if (((const Table *)change->to)->partition_of) attach(alter, change->from, change->to);
}

bool postgres_is_left_above(const Changes *changes, const Object *from)
{
    const Object *table = from->parent ? changes->partner_of_from[from->parent->id] : NULL;
    if (from->kind != KIND_COLUMN || ((const Column *)from)->is_inherited || !table) return false;
    return ((const Table *)table)->partition_of && column_inherited(table, from->name);
}
