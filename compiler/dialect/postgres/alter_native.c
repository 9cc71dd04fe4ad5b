/* SPDX-License-Identifier: MIT
 * Native objects that change are dropped and made again. A collation that columns have is made anew
 * beside the old one, and they move over. */
#include <string.h>

#include "dialect/postgres/change.h"

static bool has_collation(const Object *object, const Object *collation)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Name *path = attr_value(object, &info->attrs[i], Name); /* namespace, name */
        bool is_it = strcmp(info->attrs[i].word, "collate") == 0 &&
                     info->attrs[i].type == VALUE_QUALIFIED;
        if (is_it && name_is(path[1], collation->name) && name_is(path[0], collation->space))
            return true;
    }
    return false;
}

typedef struct Wearer {
    const Changes *changes;
    const Object *collation;
} Wearer;

static bool is_other(void *state, const Object *object)
{
    const Wearer *wearer = state;
    const Object *before = wearer->changes->partner_of_to[object->id];
    return !before || !has_collation(before, wearer->collation) ||
           !has_collation(object, wearer->collation);
}

static bool is(const Object *object, const char *word)
{
    return strcmp(native_word(object)->word, word) == 0;
}

/* What has a collation does not let go of it, nor do the functions of a base type of that. */
static Treatment judge_definition(const Changes *changes, const Change *change)
{
    Wearer wearer = {changes, change->to};
    if (is(change->to, "base type")) return TREAT_ALTER;
    bool is_worn = is(change->to, "collation") &&
                   !schema_walk(changes->to, is_other, &wearer);
    return is_worn ? TREAT_REBUILD : TREAT_RECREATE;
}

/* ---- a collation made anew ---- */

static Name old_name(const Alter *alter, const Object *collation)
{
    const char *text = name_text(collation->name);
    for (int i = 0;; i++) {
        const char *base = i ? arena_printf(alter->cx->arena, "%.50s_old_%d", text, i)
                             : arena_printf(alter->cx->arena, "%.50s_old", text);
        Name name = name_from(alter->cx->names, base);
        if (!schema_find(alter->changes->from, KIND_NATIVE, collation->space, name) &&
            !schema_find(alter->changes->to, KIND_NATIVE, collation->space, name))
            return name;
    }
}

static void move_column(Alter *alter, const Object *column)
{
    Text sql = {0};
    postgres_refuse_rows(alter, column);
    postgres_alter_column(&sql, alter->changes->to, column);
    text_add(&sql, " TYPE ");
    postgres_column_type(&sql, alter->changes->to, (const Column *)column);
    postgres_statistics_again(alter, &sql, column->parent);
    postgres_step(alter, &sql, column->parent, LOCK_ACCESS_EXCLUSIVE,
                  postgres_why(alter, column, "moves over to the new collation"));
    text_free(&sql);
}

static void move_columns(Alter *alter, const Object *from, const Object *to)
{
    const Schema *schema = alter->changes->from;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        for (size_t j = 0; j < table->members.count && !alter_is_lost(alter, table); j++) {
            const Object *column = table->members.items[j];
            const Object *now = alter->changes->partner_of_from[column->id];
            bool is_moved = now && column->kind == KIND_COLUMN && has_collation(column, from) &&
                            has_collation(now, to) && !((const Column *)column)->is_inherited &&
                            !postgres_value(&((const Column *)column)->generated);
            if (is_moved) move_column(alter, now);
        }
    }
}

void postgres_rebuild_collation(Alter *alter, const Object *from, const Object *to)
{
    Text sql = {0};
    postgres_rename(alter->cx, &sql, alter->changes->from, from, from->space, old_name(alter, from));
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, from, "gives up its name to what it becomes"));
    postgres_create_native(alter->cx, &sql, alter->changes->to, to);
    postgres_step(alter, &sql, NULL, LOCK_NONE, postgres_why(alter, to, "is made anew"));
    move_columns(alter, from, to);
    text_free(&sql);
}

void postgres_bury_collation(Alter *alter, const Object *from)
{
    Text sql = {0};
    Native before = *(const Native *)from;
    before.object.name = old_name(alter, from);
    postgres_drop_native(alter->cx, &sql, alter->changes->from, &before.object);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, from, "is no longer what it was"));
    text_free(&sql);
}

static void refuse_base_type(Alter *alter, const Change *change)
{
    diag_error(alter->cx->diag, change->to->span, "type-in-type",
               "%s changes, which PostgreSQL cannot do: its functions and columns have it",
               object_describe(alter->cx, change->to));
    diag_hint(alter->cx->diag, "make a type of another name, and give the columns to it ('using EXPR')");
}

static const Answer rows[] = {
    {"what", TREAT_RECREATE, NULL, NULL},
    {"arguments", TREAT_RECREATE, NULL, NULL},
    {"on", TREAT_RECREATE, NULL, NULL},
    {"using", TREAT_RECREATE, NULL, NULL},
    {"definition", .judge = judge_definition, .write = refuse_base_type},
};

const Answers postgres_native_answers = {rows, sizeof rows / sizeof *rows};
