/* SPDX-License-Identifier: MIT
 * Keys, foreign keys and checks of tables that hold rows. */
#include <string.h>

#include "dialect/postgres/change.h"

static void begin(const Alter *alter, Text *sql, const Object *member, const char *action)
{
    if (sql->length) text_add(sql, ";\n");
    bool is_of_domain = member->parent->kind == KIND_DOMAIN;
    text_add(sql, is_of_domain ? "ALTER DOMAIN " : "ALTER TABLE ");
    postgres_path(sql, alter->changes->to, member->parent);
    text_printf(sql, " %s ", action);
}

/* "is new", "has changed", "is made again" */
static const char *why_added(const Alter *alter, const Object *to)
{
    bool is_new = !alter_partner(alter, to), is_same = postgres_is_unchanged(alter, to);
    return postgres_why(alter, to, is_new ? "is new" : is_same ? "is made again" : "has changed");
}

static void add_at_once(Alter *alter, const Object *to, Lock lock, unsigned effects)
{
    Text sql = {0};
    postgres_add_constraint(alter->cx, &sql, alter->changes->to, to);
    alter_step(alter, &sql,
               (Step){.on = to->parent,
                      .lock = lock,
                      .phase = PHASE_MAIN,
                      .effects = effects,
                      .why = why_added(alter, to)});
    text_free(&sql);
}

/* ---- keys ---- */

/* CREATE UNIQUE INDEX CONCURRENTLY, as the key would have it. */
static void build_key(Alter *alter, const Key *key, Name name)
{
    Text sql = {0};
    Index index = {.object = key->object,
                   .is_unique = true,
                   .elements = key->columns,
                   .include = key->include,
                   .nulls_not_distinct = key->nulls_not_distinct,
                   .options = key->options};
    index.object.kind = KIND_INDEX;
    postgres_build_index(alter->cx, &sql, alter->changes->to, &index, name);
    alter_step(alter, &sql,
               (Step){.on = key->object.parent,
                      .lock = LOCK_SHARE_UPDATE_EXCLUSIVE,
                      .phase = PHASE_BUILD,
                      .effects = STEP_SCANS | STEP_REJECTS,
                      .why = why_added(alter, &key->object)});
    text_free(&sql);
}

static void use_index(Alter *alter, const Key *key, Name index)
{
    Text sql = {0};
    begin(alter, &sql, &key->object, "ADD CONSTRAINT");
    postgres_identifier(&sql, key->object.name);
    text_add(&sql, key->object.kind == KIND_PRIMARY_KEY ? " PRIMARY KEY" : " UNIQUE");
    text_add(&sql, " USING INDEX ");
    postgres_identifier(&sql, index);
    if (key->is_deferrable) text_add(&sql, " DEFERRABLE");
    if (key->is_initially_deferred) text_add(&sql, " INITIALLY DEFERRED");
    alter_step(alter, &sql,
               (Step){.on = key->object.parent,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_FINISH,
                      .why = why_added(alter, &key->object)});
    text_free(&sql);
}

void postgres_bring_key(Alter *alter, const Object *to)
{
    if (postgres_is_taken_along(alter, to)) return;
    if (postgres_whole_of(to)) {
        postgres_bring_part(alter, to);
    } else if (postgres_is_at_once(alter, to) || ((const Key *)to)->is_temporal) {
        add_at_once(alter, to, LOCK_ACCESS_EXCLUSIVE, STEP_SCANS | STEP_REJECTS);
    } else {
        build_key(alter, (const Key *)to, to->name);
        use_index(alter, (const Key *)to, to->name);
    }
    postgres_bring_choices(alter, to, PHASE_FINISH);
    if (key_has_triggers(to)) postgres_key_triggers_again(alter, to, PHASE_FINISH);
}

static void drop(Alter *alter, const Object *from, Phase phase)
{
    Text sql = {0};
    bool is_of_domain = from->parent->kind == KIND_DOMAIN;
    bool stays = alter->changes->partner_of_from[from->id];
    postgres_drop(alter->cx, &sql, alter->changes->from, from);
    alter_step(alter, &sql,
               (Step){.on = is_of_domain ? NULL : from->parent,
                      .lock = is_of_domain ? LOCK_NONE : LOCK_ACCESS_EXCLUSIVE,
                      .phase = phase,
                      .why = stays ? postgres_why(alter, from, "makes room for what it becomes")
                                   : postgres_why(alter, from, "is no longer in the schema")});
    text_free(&sql);
}

/* A part goes with the whole. */
void postgres_remove_member(Alter *alter, const Object *from)
{
    if (postgres_whole_of(from) || postgres_is_adopted(alter->changes, from)) return;
    postgres_release_choices(alter, from);
    drop(alter, from, PHASE_MAIN);
}

/* ---- a key that changes ---- */

static bool has_column(const Object *key, const Object *column)
{
    const ElementList *columns = &((const Key *)key)->columns;
    for (size_t i = 0; i < columns->count; i++)
        if (name_is(columns->items[i].expr->name, column->name)) return true;
    return false;
}

bool postgres_is_held(const Alter *alter, const Object *from)
{
    const Object *key = object_member(from->parent, KIND_PRIMARY_KEY, NO_NAME);
    const Object *to = key ? alter->changes->partner_of_from[key->id] : NULL;
    return to && has_column(key, from) && !has_column(to, from) &&
           !postgres_is_unchanged(alter, to);
}

/* The columns that leave a primary key may be NULL only now. */
static void release_columns(Alter *alter, const Object *from)
{
    Text sql = {0};
    for (size_t i = 0; i < from->parent->members.count; i++) {
        const Object *before = from->parent->members.items[i];
        const Object *column = alter->changes->partner_of_from[before->id];
        if (before->kind != KIND_COLUMN || !column || !((const Column *)column)->is_nullable)
            continue;
        if (from->kind != KIND_PRIMARY_KEY || !postgres_is_held(alter, before)) continue;
        postgres_alter_column(&sql, alter->changes->to, column);
        text_add(&sql, " DROP NOT NULL");
        alter_step(alter, &sql,
                   (Step){.on = column->parent,
                          .lock = LOCK_ACCESS_EXCLUSIVE,
                          .phase = PHASE_FINISH,
                          .why = postgres_why(alter, column, "takes NULL")});
    }
    text_free(&sql);
}

/* The new index is there before the old one goes, so that no two rows are ever equal. */
static void alter_key(Alter *alter, const Change *change)
{
    const Key *to = (const Key *)change->to;
    postgres_release_choices(alter, change->from);
    if (postgres_is_at_once(alter, change->to) || to->is_temporal) {
        drop(alter, change->from, PHASE_MAIN);
        add_at_once(alter, change->to, LOCK_ACCESS_EXCLUSIVE, STEP_SCANS | STEP_REJECTS);
    } else {
        const char *base = arena_printf(alter->cx->arena, "%s_new", name_text(to->object.name));
        Name index = postgres_free_name(alter, to->object.parent, base);
        build_key(alter, to, index);
        drop(alter, change->from, PHASE_FINISH);
        use_index(alter, to, index);
    }
    release_columns(alter, change->from);
    postgres_bring_choices(alter, change->to, PHASE_FINISH);
    if (to->is_deferrable) postgres_key_triggers_again(alter, change->to, PHASE_FINISH);
    postgres_comment_again(alter, change);
}

static bool is_made_anew(const Change *change)
{
    static const char *const words[] = {"columns", "nulls not distinct", "include", "deferrable",
                                        "initially deferred", "period"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (postgres_changes(change, words[i])) return true;
    return false;
}

/* A key that is made anew gets them with it, as it does its options. */
static void alter_choices(Alter *alter, const Change *change)
{
    if (!is_made_anew(change)) postgres_alter_choices(alter, change);
}

static void alter_extensions(Alter *alter, const Change *change)
{
    if (!is_made_anew(change)) postgres_alter_extensions(alter, change);
}

/* Several attributes, one writer: the first row that applies does it. */
static Treatment judge_key(const Changes *changes, const Change *change)
{
    const Object *from = change->from;
    for (size_t i = 0; i < from->parent->members.count; i++) {
        const Object *member = from->parent->members.items[i];
        if (member->kind != KIND_COLUMN || !has_column(from, member)) continue;
        const Object *to = changes->partner_of_from[member->id];
        bool is_computed = postgres_value(&((const Column *)member)->generated) ||
                           (to && postgres_value(&((const Column *)to)->generated));
        if (is_computed) return TREAT_RECREATE; /* as the column may be */
    }
    return TREAT_ALTER;
}

/* ---- foreign keys ---- */

static void validate(Alter *alter, const Object *to, const Object *on, Lock lock,
                     unsigned effects)
{
    Text sql = {0};
    begin(alter, &sql, to, "VALIDATE CONSTRAINT");
    postgres_identifier(&sql, to->name);
    alter_step(alter, &sql,
               (Step){.on = on,
                      .lock = lock,
                      .phase = alter->options->is_offline ? PHASE_MAIN : PHASE_BUILD,
                      .effects = effects,
                      .why = postgres_why(alter, to, "holds for the rows that are there")});
    text_free(&sql);
}

/* What is not to be valid is added so, and stays so. */
static void add_open(Alter *alter, const Object *to, Lock lock)
{
    add_at_once(alter, to, lock, 0);
}

static void add_not_valid(Alter *alter, const Object *to, const Object *on, Lock lock)
{
    Text sql = {0};
    postgres_add_constraint(alter->cx, &sql, alter->changes->to, to);
    text_add(&sql, " NOT VALID");
    postgres_step(alter, &sql, on, lock, why_added(alter, to));
    text_free(&sql);
}

/* Of a new table: the one that it refers to is what others wait for. */
static void bring_with_table(Alter *alter, const Object *to)
{
    Text sql = {0};
    const Object *target = &((const ForeignKey *)to)->target->object;
    bool is_alone = alter_is_new(alter, target);
    postgres_add_constraint(alter->cx, &sql, alter->changes->to, to);
    postgres_step(alter, &sql, is_alone ? NULL : target,
                  is_alone ? LOCK_NONE : LOCK_SHARE_ROW_EXCLUSIVE, why_added(alter, to));
    text_free(&sql);
}

static void bring_foreign_key(Alter *alter, const Object *to)
{
    const unsigned effects = STEP_SCANS | STEP_REJECTS;
    if (alter_is_new(alter, to->parent)) {
        bring_with_table(alter, to);
        return;
    }
    if (postgres_is_taken_along(alter, to)) return;
    if (((const ForeignKey *)to)->is_not_valid || ((const ForeignKey *)to)->is_not_enforced) {
        add_open(alter, to, LOCK_SHARE_ROW_EXCLUSIVE);
        return;
    }
    if (postgres_is_at_once(alter, to)) {
        add_at_once(alter, to, LOCK_SHARE_ROW_EXCLUSIVE, effects);
        return;
    }
    add_not_valid(alter, to, to->parent, LOCK_SHARE_ROW_EXCLUSIVE);
    validate(alter, to, to->parent, LOCK_SHARE_UPDATE_EXCLUSIVE, effects);
}

void postgres_bring_foreign_key(Alter *alter, const Object *to)
{
    bring_foreign_key(alter, to);
    postgres_key_triggers_again(alter, to, PHASE_MAIN);
}

static void alter_deferrable(Alter *alter, const Change *change)
{
    Text sql = {0};
    const ForeignKey *key = (const ForeignKey *)change->to;
    begin(alter, &sql, change->to, "ALTER CONSTRAINT");
    postgres_identifier(&sql, change->to->name);
    text_add(&sql, !key->is_deferrable          ? " NOT DEFERRABLE"
                   : key->is_initially_deferred ? " DEFERRABLE INITIALLY DEFERRED"
                                                : " DEFERRABLE INITIALLY IMMEDIATE");
    postgres_step(alter, &sql, change->to->parent, LOCK_ACCESS_EXCLUSIVE,
                  postgres_why(alter, change->to, "is checked at another time"));
    text_free(&sql);
}

/* ---- checks ---- */

/* The first table that has a column of the domain: there may be more. */
const Object *postgres_table_with(const Schema *schema, const Object *domain)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        if (table->kind != KIND_TABLE) continue;
        for (size_t j = 0; j < table->members.count; j++) {
            const Object *column = table->members.items[j];
            const Type *type =
                column->kind == KIND_COLUMN
                    ? marked_type_for(&((const Column *)column)->type, DIALECT_POSTGRES)
                    : NULL;
            if (type && type->named == domain) return table;
        }
    }
    return NULL;
}

static void bring_check_of_domain(Alter *alter, const Object *to)
{
    Text sql = {0};
    bool is_open = postgres_is_held_open(to);
    const Object *table = is_open ? NULL : postgres_table_with(alter->changes->to, to->parent);
    bool is_slow = !alter->options->is_offline && table;
    unsigned effects = table ? STEP_SCANS | STEP_REJECTS : 0;
    postgres_add_constraint(alter->cx, &sql, alter->changes->to, to);
    if (is_slow) text_add(&sql, " NOT VALID");
    alter_step(alter, &sql,
               (Step){.on = is_slow ? NULL : table,
                      .lock = is_slow || !table ? LOCK_NONE : LOCK_SHARE,
                      .phase = PHASE_MAIN,
                      .effects = is_slow ? 0 : effects,
                      .why = why_added(alter, to)});
    text_free(&sql);
    if (is_slow) validate(alter, to, table, LOCK_SHARE, effects);
}

void postgres_bring_check(Alter *alter, const Object *to)
{
    const unsigned effects = STEP_SCANS | STEP_REJECTS;
    if (to->parent->kind == KIND_DOMAIN) {
        if (!((const Check *)to)->is_not_valid) postgres_refuse_within(alter, to, to->parent);
        bring_check_of_domain(alter, to);
        return;
    }
    if (postgres_is_taken_along(alter, to)) return;
    if (((const Check *)to)->is_not_valid || ((const Check *)to)->is_not_enforced) {
        add_open(alter, to, LOCK_ACCESS_EXCLUSIVE);
        return;
    }
    if (postgres_is_awaited(alter, to->parent)) {
        add_at_once(alter, to, LOCK_ACCESS_EXCLUSIVE, effects);
        return;
    }
    add_not_valid(alter, to, to->parent, LOCK_ACCESS_EXCLUSIVE);
    validate(alter, to, to->parent, LOCK_SHARE_UPDATE_EXCLUSIVE, effects);
}

/* ---- rules that were not valid ---- */

static bool is_open(const Object *object)
{
    return object->kind == KIND_CHECK ? ((const Check *)object)->is_not_valid
                                      : ((const ForeignKey *)object)->is_not_valid;
}

/* What was valid cannot be taken back. */
static Treatment judge_validity(const Changes *changes, const Change *change)
{
    (void)changes;
    return is_open(change->to) ? TREAT_RECREATE : TREAT_ALTER;
}

static void alter_validity(Alter *alter, const Change *change)
{
    const Object *to = change->to;
    bool is_of_domain = to->parent->kind == KIND_DOMAIN;
    const Object *table =
        is_of_domain ? postgres_table_with(alter->changes->to, to->parent) : to->parent;
    validate(alter, to, table,
             !table         ? LOCK_NONE
             : is_of_domain ? LOCK_SHARE
                            : LOCK_SHARE_UPDATE_EXCLUSIVE,
             table ? STEP_SCANS | STEP_REJECTS : 0);
}

/* Where the column takes no NULL at all, that is written with "null". */
void postgres_alter_open_null(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Column *to = (const Column *)change->to;
    if (!to->is_nullable) return;
    postgres_alter_table(&sql, alter->changes->to, change->to->parent);
    text_printf(&sql, to->is_not_valid ? " ADD NOT NULL " : " ALTER COLUMN ");
    postgres_identifier(&sql, change->to->name);
    text_add(&sql, to->is_not_valid ? " NOT VALID" : " DROP NOT NULL");
    postgres_step(alter, &sql, change->to->parent, LOCK_ACCESS_EXCLUSIVE,
                  postgres_why(alter, change->to,
                               to->is_not_valid ? "takes no new NULL" : "takes NULL"));
    text_free(&sql);
}

/* ---- exclusions ---- */

/* No index that is there can become one, so it is built under the lock. */
void postgres_bring_exclude(Alter *alter, const Object *to)
{
    add_at_once(alter, to, LOCK_ACCESS_EXCLUSIVE, STEP_SCANS | STEP_REJECTS);
    postgres_bring_choices(alter, to, PHASE_MAIN);
    if (key_has_triggers(to)) postgres_key_triggers_again(alter, to, PHASE_MAIN);
}

/* The engine does not alter the index of a divided table. */
static void alter_key_options(Alter *alter, const Change *change)
{
    if (is_made_anew(change)) return;
    if (postgres_is_divided(change->to->parent)) {
        alter_key(alter, change);
        return;
    }
    Index index = {.object = *change->to};
    index.object.kind = KIND_INDEX;
    Change now = {.op = CHANGE_ALTER, .from = change->from, .to = &index.object};
    postgres_set_options(alter, &now, postgres_part_options(change->from),
                         postgres_part_options(change->to), "INDEX", change->to->parent);
}

/* ---- answers ---- */

static const Answer key_rows[] = {
    {"partition of", .judge = postgres_judge_part},
    {"columns", .judge = judge_key, .write = alter_key},
    {"nulls not distinct", .judge = judge_key, .write = alter_key},
    {"period", .judge = judge_key, .write = alter_key},
    {"include", .judge = judge_key, .write = alter_key},
    {"deferrable", .judge = judge_key, .write = alter_key},
    {"initially deferred", .judge = judge_key, .write = alter_key},
    {"with", TREAT_ALTER, alter_key_options, NULL},
    {"replica identity", TREAT_ALTER, alter_choices, NULL},
    {"cluster", TREAT_ALTER, alter_choices, NULL},
    {"index comment", TREAT_ALTER, postgres_alter_index_comment, NULL},
    {"extensions", TREAT_ALTER, alter_extensions, NULL},
};

static const Answer foreign_key_rows[] = {
    {"columns", TREAT_RECREATE, NULL, NULL},
    {"target", TREAT_RECREATE, NULL, NULL},
    {"target columns", TREAT_RECREATE, NULL, NULL},
    {"match", TREAT_RECREATE, NULL, NULL},
    {"period", TREAT_RECREATE, NULL, NULL},
    {"on delete", TREAT_RECREATE, NULL, NULL},
    {"on delete columns", TREAT_RECREATE, NULL, NULL},
    {"on update", TREAT_RECREATE, NULL, NULL},
    {"deferrable", TREAT_ALTER, alter_deferrable, NULL},
    {"initially deferred", TREAT_ALTER, alter_deferrable, NULL},
    {"not valid", .judge = judge_validity, .write = alter_validity},
    {"not enforced", TREAT_RECREATE, NULL, NULL},
};

static const Answer check_rows[] = {
    {"expr", TREAT_RECREATE, NULL, NULL},
    {"no inherit", TREAT_RECREATE, NULL, NULL},
    {"not valid", .judge = judge_validity, .write = alter_validity},
    {"not enforced", TREAT_RECREATE, NULL, NULL},
};

static const Answer exclude_rows[] = {
    {"method", TREAT_RECREATE, NULL, NULL},
    {"on", TREAT_RECREATE, NULL, NULL},
    {"include", TREAT_RECREATE, NULL, NULL},
    {"with", TREAT_RECREATE, NULL, NULL},
    {"where", TREAT_RECREATE, NULL, NULL},
    {"deferrable", TREAT_RECREATE, NULL, NULL},
    {"initially deferred", TREAT_RECREATE, NULL, NULL},
    {"cluster", TREAT_ALTER, postgres_alter_choices, NULL},
    {"index comment", TREAT_ALTER, postgres_alter_index_comment, NULL},
    {"extensions", TREAT_ALTER, postgres_alter_extensions, NULL},
    {"statistics", TREAT_ALTER, postgres_alter_statistics, NULL},
};

const Answers postgres_exclude_answers = {exclude_rows,
                                          sizeof exclude_rows / sizeof *exclude_rows};
const Answers postgres_key_answers = {key_rows, sizeof key_rows / sizeof *key_rows};
const Answers postgres_foreign_key_answers = {foreign_key_rows,
                                              sizeof foreign_key_rows / sizeof *foreign_key_rows};
const Answers postgres_check_answers = {check_rows, sizeof check_rows / sizeof *check_rows};
