/* SPDX-License-Identifier: MIT
 * Native objects that change are dropped and made again. A collation that columns have is made anew
 * beside the old one, and they move over. */
#include <string.h>

#include "dialect/postgres/change.h"

typedef struct Wearer {
    const Changes *changes;
    const Object *collation, *found;
    bool is_column; /* what is looked for: a column, or what else can have a collation */
} Wearer;

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

static bool find_wearer(void *state, const Object *object)
{
    Wearer *wearer = state;
    const Object *before = wearer->changes->partner_of_to[object->id];
    bool is_there = before && has_collation(before, wearer->collation) &&
                    has_collation(object, wearer->collation) &&
                    (object->kind == KIND_COLUMN) == wearer->is_column;
    if (is_there) wearer->found = object;
    return !is_there;
}

static const Object *wearer_of(const Changes *changes, const Object *native, bool is_column)
{
    Wearer wearer = {changes, native, NULL, is_column};
    if (strcmp(native_word(native)->word, "collation") == 0)
        schema_walk(changes->to, find_wearer, &wearer);
    return wearer.found;
}

/* What has a collation does not let go of it, and a type has it for good. */
static Treatment judge_definition(const Changes *changes, const Change *change)
{
    if (wearer_of(changes, change->to, false)) return TREAT_ALTER;
    return wearer_of(changes, change->to, true) ? TREAT_REBUILD : TREAT_RECREATE;
}

static void refuse_definition(Alter *alter, const Change *change)
{
    const Object *to = change->to, *wearer = wearer_of(alter->changes, to, false);
    diag_error(alter->cx->diag, to->span, "collation-in-use",
               "%s cannot become another one while it is that of %s", object_describe(alter->cx, to),
               object_describe(alter->cx, wearer));
    diag_hint(alter->cx->diag, "make one of another name, and give it to those that are to have it");
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
    postgres_refuse_key_column(alter, column);
    postgres_alter_table(&sql, alter->changes->to, column->parent);
    text_add(&sql, " ALTER COLUMN ");
    postgres_identifier(&sql, column->name);
    text_add(&sql, " TYPE ");
    postgres_column_type(&sql, alter->changes->to, (const Column *)column);
    postgres_step(alter, &sql, column->parent, LOCK_ACCESS_EXCLUSIVE,
                  postgres_why(alter, column, "moves over to the new collation"));
    text_free(&sql);
}

/* false: one that is dropped later, or gets another one, has the old collation until then. */
static bool move_columns(Alter *alter, const Object *from, const Object *to)
{
    const Schema *schema = alter->changes->from;
    bool are_moved = true;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        for (size_t j = 0; j < table->members.count; j++) {
            const Object *column = table->members.items[j];
            const Object *now = alter->changes->partner_of_from[column->id];
            if (column->kind != KIND_COLUMN || !has_collation(column, from)) continue;
            if (postgres_value(&((const Column *)column)->generated)) continue;
            if (now && has_collation(now, to)) move_column(alter, now);
            else are_moved = false;
        }
    }
    return are_moved;
}

void postgres_rebuild_collation(Alter *alter, const Object *from, const Object *to)
{
    Text sql = {0};
    Name old = old_name(alter, from);
    Native before = *(const Native *)from;
    postgres_rename(alter->cx, &sql, alter->changes->from, from, from->space, old);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, from, "gives up its name to what it becomes"));
    postgres_create_native(alter->cx, &sql, alter->changes->to, to);
    postgres_step(alter, &sql, NULL, LOCK_NONE, postgres_why(alter, to, "is made anew"));
    bool are_moved = move_columns(alter, from, to);
    before.object.name = old;
    postgres_drop_native(alter->cx, &sql, alter->changes->from, &before.object);
    alter_step(alter, &sql,
               (Step){.phase = are_moved ? PHASE_MAIN : PHASE_FINISH,
                      .why = postgres_why(alter, from, "is no longer what it was")});
    text_free(&sql);
}

static const Answer rows[] = {
    {"what", TREAT_RECREATE, NULL, NULL},
    {"arguments", TREAT_RECREATE, NULL, NULL},
    {"on", TREAT_RECREATE, NULL, NULL},
    {"using", TREAT_RECREATE, NULL, NULL},
    {"definition", .judge = judge_definition, .write = refuse_definition},
};

const Answers postgres_native_answers = {rows, sizeof rows / sizeof *rows};
