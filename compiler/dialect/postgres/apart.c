/* SPDX-License-Identifier: MIT
 * Tables that are made of others, and whose columns have an order of their own: a partition that says
 * all its columns again, an heir that has all for itself as well. Such a table is made by itself, and
 * then given to the one above, for CREATE TABLE would put the columns in the order of that. */
#include <string.h>

#include "dialect/postgres/postgres.h"

typedef VEC(Name) NameVec;

static bool has_name(const NameVec *names, Name name)
{
    for (size_t i = 0; i < names->count; i++)
        if (name_is(names->items[i], name)) return true;
    return false;
}

static void add_own(Cx *cx, NameVec *into, const Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (member->kind == KIND_COLUMN && !has_name(into, member->name))
            vec_push(cx->arena, into, member->name);
    }
}

/* The columns of the table in their order. */
static void list_columns(Cx *cx, NameVec *into, const Object *table)
{
    ObjectList parents = table_parents(table);
    bool is_apart = postgres_is_made_apart(cx, table);
    for (size_t i = 0; i < parents.count && !is_apart; i++)
        list_columns(cx, into, parents.items[i]);
    add_own(cx, into, table);
}

/* A check that it would have to have for itself. */
static bool lacks_check(const Object *table, const Object *above)
{
    ObjectList parents = table_parents(above);
    for (size_t i = 0; i < parents.count; i++)
        if (lacks_check(table, parents.items[i])) return true;
    for (size_t i = 0; i < above->members.count; i++) {
        const Object *check = above->members.items[i];
        bool is_given = check->kind == KIND_CHECK && !((const Check *)check)->no_inherit;
        if (is_given && !object_member(table, KIND_CHECK, check->name)) return true;
    }
    return false;
}

static bool says_all_columns(const Object *table, const NameVec *usual)
{
    bool is_partition = ((const Table *)table)->partition_of;
    size_t count = 0;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (member->kind != KIND_COLUMN) continue;
        if (((const Column *)member)->is_inherited != is_partition) return false;
        count += has_name(usual, member->name);
    }
    return count == usual->count;
}

bool postgres_is_made_apart(Cx *cx, const Object *table)
{
    NameVec usual = {0}, own = {0};
    ObjectList parents = table_parents(table);
    bool is_partition = ((const Table *)table)->partition_of;
    for (size_t i = 0; i < parents.count; i++) list_columns(cx, &usual, parents.items[i]);
    if (!parents.count || !says_all_columns(table, &usual)) return false;
    for (size_t i = 0; i < parents.count && !is_partition; i++)
        if (lacks_check(table, parents.items[i])) return false;
    add_own(cx, &own, table);
    for (size_t i = 0; i < usual.count; i++)
        if (!name_is(own.items[i], usual.items[i])) return true;
    return false;
}

/* ---- the table by itself ---- */

static Column *alone_column(Cx *cx, const Object *table, const Column *column)
{
    Column *alone = arena_make(cx->arena, Column);
    const Column *above = column_inherited(table, column->object.name);
    *alone = *column;
    if (!column->is_inherited) return alone;
    alone->type = above->type;
    alone->collation_space = above->collation_space;
    alone->collation = above->collation;
    alone->generated = above->generated;
    alone->storage = above->storage;
    alone->identity = NO_NAME;
    alone->is_inherited = false;
    alone->options = postgres_kept_options(cx, table, column->object.name);
    return alone;
}

static void add_member(Cx *cx, Table *alone, Object *member)
{
    member->parent = &alone->object;
    vec_push(cx->arena, &alone->object.members, member);
}

/* They must be there when it is attached. */
static void add_checks(Cx *cx, Table *alone, const Table *above)
{
    for (; above; above = above->partition_of)
        for (size_t i = 0; i < above->object.members.count; i++) {
            const Object *member = above->object.members.items[i];
            bool is_given = member->kind == KIND_CHECK && !((const Check *)member)->no_inherit;
            if (!is_given || object_member(&alone->object, KIND_CHECK, member->name)) continue;
            Check *check = arena_make(cx->arena, Check);
            *check = *(const Check *)member;
            add_member(cx, alone, &check->object);
        }
}

const Table *postgres_table_alone(Cx *cx, const Table *table)
{
    Table *alone = arena_make(cx->arena, Table);
    *alone = *table;
    alone->partition_of = NULL;
    alone->inherits = (ObjectList){NULL, 0};
    alone->kept = (OptionList){NULL, 0};
    memset(&alone->object.members, 0, sizeof alone->object.members);
    for (size_t i = 0; i < table->object.members.count; i++) {
        const Object *member = table->object.members.items[i];
        if (postgres_whole_of(member)) continue;
        if (member->kind == KIND_COLUMN)
            add_member(cx, alone, &alone_column(cx, &table->object, (const Column *)member)->object);
        else
            vec_push(cx->arena, &alone->object.members, (Object *)member);
    }
    if (table->partition_of) add_checks(cx, alone, table->partition_of);
    return alone;
}
