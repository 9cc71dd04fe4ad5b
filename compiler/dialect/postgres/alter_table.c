/* SPDX-License-Identifier: MIT
 * Tables as a whole, and what the steps of all kinds share. */
#include <string.h>

#include "dialect/postgres/change.h"

/* ---- what all steps share ---- */

int postgres_version(const Schema *schema)
{
    int version = schema->targets[DIALECT_POSTGRES].version;
    return version ? version : postgres_dialect.oldest;
}

bool postgres_changes(const Change *change, const char *word)
{
    const KindInfo *info = kind_info(change->to->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (change->attrs & (uint64_t)1 << i && strcmp(info->attrs[i].word, word) == 0) return true;
    return false;
}

const char *postgres_why(const Alter *alter, const Object *object, const char *words)
{
    Text path = {0};
    object_path(&path, NULL, object);
    const char *word = object_word(object);
    const char *why = arena_printf(alter->cx->arena, "%s %s %s", word, path.data, words);
    text_free(&path);
    return why;
}

void postgres_step(Alter *alter, Text *sql, const Object *on, Lock lock, const char *why)
{
    alter_step(alter, sql, (Step){.on = on, .lock = lock, .phase = PHASE_MAIN, .why = why});
}

void postgres_find(Alter *alter, const char *id, const Object *object, const char *message,
                   const char *hint)
{
    Text path = {0};
    object_path(&path, alter->changes->to, object);
    alter_finding(alter, (Finding){.id = id,
                                   .path = text_keep(&path, alter->cx->arena),
                                   .span = object->span,
                                   .object = object,
                                   .message = message,
                                   .hint = hint,
                                   .must_be_allowed = true});
}

void postgres_alter_table(Text *out, const Schema *schema, const Object *table)
{
    text_add(out, "ALTER TABLE ");
    postgres_path(out, schema, table);
}

void postgres_alter_column(Text *out, const Schema *schema, const Object *column)
{
    if (out->length) text_add(out, ";\n");
    postgres_alter_table(out, schema, column->parent);
    text_add(out, " ALTER COLUMN ");
    postgres_identifier(out, column->name);
}

void postgres_column_step(Alter *alter, Text *sql, const Object *column, const char *words)
{
    postgres_step(alter, sql, column->parent, LOCK_ACCESS_EXCLUSIVE,
                  postgres_why(alter, column, words));
}

static bool has_member(const Object *table, Name name)
{
    for (size_t i = 0; table && i < table->members.count; i++)
        if (name_is(table->members.items[i]->name, name)) return true;
    return false;
}

/* A name of PostgreSQL has at most 63 bytes; UTF-8 is not cut within a character. */
Name postgres_cut_name(Cx *cx, const char *base, const char *end)
{
    size_t room = postgres_dialect.name_limit - strlen(end), length = strlen(base);
    if (length > room) length = room;
    while (length && length < strlen(base) && ((unsigned char)base[length] & 0xc0) == 0x80)
        length--;
    return name_from(cx->names, arena_printf(cx->arena, "%.*s%s", (int)length, base, end));
}

Name postgres_free_name(const Alter *alter, const Object *table, const char *base)
{
    const Object *before = alter_partner(alter, table);
    Name name = postgres_cut_name(alter->cx, base, "");
    for (int i = 1;; i++) {
        Name space = table->space;
        bool is_taken = has_member(table, name) || has_member(before, name) ||
                        schema_find(alter->changes->to, KIND_INDEX, space, name) ||
                        schema_find(alter->changes->from, KIND_INDEX, space, name);
        if (!is_taken) return name;
        name = postgres_cut_name(alter->cx, base, arena_printf(alter->cx->arena, "_%d", i));
    }
}

bool postgres_is_unchanged(const Alter *alter, const Object *to)
{
    const KindInfo *info = kind_info(to->kind);
    const Object *from = alter_partner(alter, to);
    if (!from) return false;
    for (size_t i = 0; i < info->attr_count; i++)
        if (!(info->attrs[i].flags & ATTR_CHANGE) && !attr_equal(from, to, &info->attrs[i]))
            return false;
    return true;
}

void postgres_comment_again(Alter *alter, const Change *change)
{
    Text sql = {0};
    if (!change->to->doc || change->doc) return;
    alter->dialect->comment(alter->cx, &sql, alter->changes->to, change->to);
    alter_step(alter, &sql,
               (Step){.on = change->to->parent,
                      .lock = change->to->parent ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_NONE,
                      .phase = PHASE_FINISH,
                      .why = postgres_why(alter, change->to, "has its comment again")});
    text_free(&sql);
}

/* ---- options ---- */

static const char *option_value(const OptionList *options, Name name)
{
    for (size_t i = 0; i < options->count; i++)
        if (name_is(options->items[i].name, name)) return options->items[i].value;
    return NULL;
}

static bool is_set_already(const OptionList *before, const Option *option)
{
    const char *value = option_value(before, option->name);
    return value && strcmp(value, option->value) == 0;
}

/* What `to` has and `from` has not, or has otherwise. */
static OptionList set_options(Cx *cx, const OptionList *from, const OptionList *to)
{
    Option *items = arena_array(cx->arena, Option, to->count);
    size_t count = 0;
    for (size_t i = 0; i < to->count; i++)
        if (!is_set_already(from, &to->items[i])) items[count++] = to->items[i];
    return (OptionList){items, count};
}

static OptionList reset_options(Cx *cx, const OptionList *from, const OptionList *to)
{
    Option *items = arena_array(cx->arena, Option, from->count);
    size_t count = 0;
    for (size_t i = 0; i < from->count; i++)
        if (!option_value(to, from->items[i].name))
            items[count++] = (Option){from->items[i].name, NULL};
    return (OptionList){items, count};
}

void postgres_set_options(Alter *alter, const Change *change, const OptionList *from,
                          const OptionList *to, const char *subject, const Object *on)
{
    OptionList set = set_options(alter->cx, from, to), reset = reset_options(alter->cx, from, to);
    Text sql = {0};
    for (int pass = 0; pass < 2; pass++) {
        const OptionList *list = pass ? &reset : &set;
        if (!list->count) continue;
        if (sql.length) text_add(&sql, ";\n");
        text_printf(&sql, "ALTER %s ", subject);
        postgres_path(&sql, alter->changes->to, change->to);
        text_add(&sql, pass ? " RESET " : " SET ");
        postgres_option_list(&sql, list);
    }
    bool is_view = on->kind == KIND_VIEW && change->to == on;
    postgres_step(alter, &sql, on, is_view ? LOCK_ACCESS_EXCLUSIVE : LOCK_SHARE_UPDATE_EXCLUSIVE,
                  postgres_why(alter, change->to, "has other options"));
    text_free(&sql);
}

/* ---- tables ---- */

static bool is_referred_to(const Schema *schema, const Object *table)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *other = schema->objects.items[i];
        for (size_t j = 0; j < other->members.count; j++)
            if (other->members.items[j]->kind == KIND_FOREIGN_KEY &&
                &((const ForeignKey *)other->members.items[j])->target->object == table)
                return true;
    }
    return false;
}

/* Who refers to the whole refers to the part, which can only go when it is one no more. */
static void let_go(const Alter *alter, Text *sql, const Table *table)
{
    const Table *whole = table->partition_of;
    const Object *now = whole ? alter->changes->partner_of_from[whole->object.id] : NULL;
    bool is_held = false;
    for (const Table *above = whole; above && now && !is_held; above = above->partition_of) {
        const Object *stays = alter->changes->partner_of_from[above->object.id];
        is_held = is_referred_to(alter->changes->from, &above->object) ||
                  (stays && is_referred_to(alter->changes->to, stays));
    }
    if (!is_held) return;
    postgres_alter_table(sql, alter->changes->to, now);
    text_add(sql, " DETACH PARTITION ");
    postgres_path(sql, alter->changes->from, &table->object);
    text_add(sql, ";\n");
}

void postgres_remove_table(Alter *alter, const Object *from)
{
    Text sql = {0};
    let_go(alter, &sql, (const Table *)from);
    postgres_drop(alter->cx, &sql, alter->changes->from, from);
    alter_step(alter, &sql,
               (Step){.on = from,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .effects = STEP_LOSES,
                      .why = postgres_why(alter, from, "is no longer in the schema")});
    text_free(&sql);
}

static void alter_table(Alter *alter, const Change *change, const char *action, unsigned effects,
                        const char *why)
{
    Text sql = {0};
    postgres_alter_table(&sql, alter->changes->to, change->to);
    text_add_char(&sql, ' ');
    text_add(&sql, action);
    alter_step(alter, &sql,
               (Step){.on = change->to,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .effects = effects,
                      .why = postgres_why(alter, change->to, why)});
    text_free(&sql);
}

static void alter_logging(Alter *alter, const Change *change)
{
    bool is_unlogged = ((const Table *)change->to)->is_unlogged;
    alter_table(alter, change, is_unlogged ? "SET UNLOGGED" : "SET LOGGED",
                STEP_SCANS | STEP_REWRITES,
                is_unlogged ? "need not survive a crash" : "survives a crash");
}

static void alter_row_security(Alter *alter, const Change *change)
{
    bool is_on = ((const Table *)change->to)->row_security;
    alter_table(alter, change, is_on ? "ENABLE ROW LEVEL SECURITY" : "DISABLE ROW LEVEL SECURITY",
                0, is_on ? "shows only the rows that its policies let through" : "shows all rows");
}

static void alter_force(Alter *alter, const Change *change)
{
    bool is_on = ((const Table *)change->to)->force_row_security;
    alter_table(alter, change, is_on ? "FORCE ROW LEVEL SECURITY" : "NO FORCE ROW LEVEL SECURITY",
                0, is_on ? "holds its owner to its policies" : "shows its owner all rows");
}

static void alter_table_options(Alter *alter, const Change *change)
{
    postgres_set_options(alter, change, &((const Table *)change->from)->options,
                         &((const Table *)change->to)->options, "TABLE", change->to);
}

/* The columns must be those of the type when it is given one. */
static void alter_of_type(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Type *type = ((const Table *)change->to)->of_type;
    postgres_alter_table(&sql, alter->changes->to, change->to);
    text_add(&sql, type ? " OF " : " NOT OF");
    if (type) postgres_type(&sql, alter->changes->to, type);
    alter_step(alter, &sql,
               (Step){.on = change->to,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = type ? PHASE_FINISH : PHASE_MAIN,
                      .why = postgres_why(alter, change->to,
                                          type ? "is of a type" : "is of no type any more")});
    text_free(&sql);
}

static void alter_access_method(Alter *alter, const Change *change)
{
    Text action = {0};
    Name method = ((const Table *)change->to)->access_method;
    text_add(&action, "SET ACCESS METHOD ");
    if (name_none(method)) text_add(&action, "heap");
    else postgres_identifier(&action, method);
    alter_table(alter, change, action.data, STEP_SCANS | STEP_REWRITES, "is kept in another way");
    text_free(&action);
}

static const Answer rows[] = {
    {"of type", TREAT_ALTER, alter_of_type, NULL},
    {"access method", TREAT_ALTER, alter_access_method, NULL},
    {"partition of", TREAT_ALTER, postgres_alter_partition, NULL},
    {"for values", TREAT_ALTER, postgres_alter_partition, NULL},
    {"inherits", TREAT_ALTER, postgres_alter_inherits, NULL},
    {"partition by", TREAT_REBUILD, NULL, NULL},
    {"partition key", TREAT_REBUILD, NULL, NULL},
    {"unlogged", TREAT_ALTER, alter_logging, NULL},
    {"row security", TREAT_ALTER, alter_row_security, NULL},
    {"force row security", TREAT_ALTER, alter_force, NULL},
    {"replica identity", TREAT_ALTER, postgres_alter_replica_identity, NULL},
    {"key triggers", TREAT_ALTER, postgres_alter_key_triggers, NULL},
    {"with", TREAT_ALTER, alter_table_options, NULL},
    {"partition of", TREAT_ALTER, postgres_alter_kept, NULL},
    {"inherits", TREAT_ALTER, postgres_alter_kept, NULL},
    {"kept", TREAT_ALTER, postgres_alter_kept, NULL},
    {"part comments", TREAT_ALTER, postgres_alter_remarks, NULL},
};

const Answers postgres_table_answers = {rows, sizeof rows / sizeof *rows};
