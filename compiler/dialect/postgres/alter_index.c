/* SPDX-License-Identifier: MIT
 * Indexes of tables that hold rows: built and dropped while readers and writers go on. A build that
 * was interrupted leaves an index that is not valid; the runtime drops it before it tries again. */
#include "dialect/postgres/change.h"

static void step(Alter *alter, Text *sql, const Object *index, Lock lock, Phase phase,
                 unsigned effects, const char *words)
{
    alter_step(alter, sql,
               (Step){.on = index->parent,
                      .lock = lock,
                      .phase = phase,
                      .effects = effects,
                      .why = postgres_why(alter, index, words)});
}

static unsigned effects_of(const Object *index)
{
    return ((const Index *)index)->is_unique ? STEP_SCANS | STEP_REJECTS : STEP_SCANS;
}

static void build(Alter *alter, const Object *to, Name name, const char *words)
{
    Text sql = {0};
    bool is_offline = postgres_is_at_once(alter, to);
    const Schema *schema = alter->changes->to;
    if (is_offline)
        postgres_create_index(alter->cx, &sql, schema, to);
    else
        postgres_build_index(alter->cx, &sql, schema, (const Index *)to, name);
    step(alter, &sql, to, is_offline ? LOCK_SHARE : LOCK_SHARE_UPDATE_EXCLUSIVE,
         is_offline ? PHASE_MAIN : PHASE_BUILD, effects_of(to), words);
    text_free(&sql);
}

void postgres_bring_index(Alter *alter, const Object *to)
{
    if (postgres_is_taken_along(alter, to)) return;
    if (postgres_whole_of(to)) postgres_bring_part(alter, to);
    else build(alter, to, to->name, alter_partner(alter, to) ? "is made again" : "is new");
    postgres_bring_choices(alter, to, PHASE_FINISH);
}

/* ---- indexes that go ---- */

typedef struct Ground {
    const Alter *alter;
    bool is_moved;
} Ground;

/* Has a type lost an attribute, or got another? */
static bool has_changed(const Alter *alter, const Object *type)
{
    for (size_t i = 0; i < type->members.count; i++) {
        const Object *now = alter->changes->partner_of_from[type->members.items[i]->id];
        if (!now || !postgres_is_unchanged(alter, now)) return true;
    }
    return false;
}

static void visit_need(void *state, const Object *needed)
{
    Ground *ground = state;
    if (needed->kind != KIND_COLUMN) return;
    const Object *to = ground->alter->changes->partner_of_from[needed->id];
    const Type *type = marked_type_for(&((const Column *)needed)->type, DIALECT_POSTGRES);
    if (type && type->named && has_changed(ground->alter, type->named)) ground->is_moved = true;
    if (to &&
        postgres_is_retyped(ground->alter->changes, (const Column *)needed, (const Column *)to))
        ground->is_moved = true;
}

/* A column of another type would build the index anew, if it could, before it is dropped. */
static bool is_in_the_way(const Alter *alter, const Object *from)
{
    Ground ground = {.alter = alter};
    object_dependencies(alter->changes->from, from, visit_need, &ground);
    return ground.is_moved;
}

static void drop_beside(Alter *alter, const Object *from, const char *words)
{
    Text sql = {0};
    text_add(&sql, "DROP INDEX CONCURRENTLY IF EXISTS ");
    postgres_path(&sql, alter->changes->from, from);
    step(alter, &sql, from, LOCK_SHARE_UPDATE_EXCLUSIVE, PHASE_BUILD, 0, words);
    text_free(&sql);
}

static void drop_at_once(Alter *alter, const Object *from, const char *words)
{
    Text sql = {0};
    postgres_drop(alter->cx, &sql, alter->changes->from, from);
    step(alter, &sql, from, LOCK_ACCESS_EXCLUSIVE, PHASE_MAIN, 0, words);
    text_free(&sql);
}

void postgres_remove_index(Alter *alter, const Object *from)
{
    const char *words = "is no longer in the schema";
    if (postgres_is_adopted(alter->changes, from)) return;
    if (postgres_whole_of(from)) return; /* it goes with the whole */
    postgres_release_choices(alter, from);
    if (postgres_is_at_once(alter, from) || is_in_the_way(alter, from))
        drop_at_once(alter, from, words);
    else
        drop_beside(alter, from, words);
}

/* ---- indexes that change ---- */

/* The new one is there before the old one goes, and gets its name at last. */
static void replace(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Object *to = change->to;
    if (postgres_is_at_once(alter, to)) {
        postgres_release_choices(alter, change->from);
        drop_at_once(alter, change->from, "makes room for what it becomes");
        build(alter, to, to->name, "has changed");
        postgres_bring_choices(alter, to, PHASE_FINISH);
        postgres_comment_again(alter, change);
        return;
    }
    const char *base = arena_printf(alter->cx->arena, "%s_new", name_text(to->name));
    Name name = postgres_free_name(alter, to->parent, base);
    build(alter, to, name, "has changed");
    postgres_release_choices(alter, change->from);
    drop_beside(alter, change->from, "makes room for what it becomes");
    text_add(&sql, "ALTER INDEX ");
    postgres_qualified(&sql, postgres_space(alter->changes->to, to->parent), name);
    text_add(&sql, " RENAME TO ");
    postgres_identifier(&sql, to->name);
    step(alter, &sql, to, LOCK_SHARE_UPDATE_EXCLUSIVE, PHASE_FINISH, 0, "gets its name");
    postgres_bring_choices(alter, to, PHASE_FINISH);
    postgres_comment_again(alter, change);
    text_free(&sql);
}

/* Does it become another index, which is made with all that it has? */
static bool is_replaced(const Change *change)
{
    static const char *const others[] = {"unique", "method", "on", "include", "nulls not distinct",
                                         "where"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (postgres_changes(change, others[i])) return true;
    return false;
}

static void alter_choices(Alter *alter, const Change *change)
{
    if (!is_replaced(change)) postgres_alter_choices(alter, change);
}

static void alter_statistics(Alter *alter, const Change *change)
{
    if (!is_replaced(change)) postgres_alter_statistics(alter, change);
}

static void alter_extensions(Alter *alter, const Change *change)
{
    if (!is_replaced(change)) postgres_alter_extensions(alter, change);
}

static void alter_options(Alter *alter, const Change *change)
{
    if (is_replaced(change)) return;
    if (postgres_is_divided(change->to->parent)) {
        replace(alter, change); /* the engine does not alter those */
        return;
    }
    postgres_set_options(alter, change, &((const Index *)change->from)->options,
                         &((const Index *)change->to)->options, "INDEX", change->to->parent);
}

static const Answer rows[] = {
    {"partition of", .judge = postgres_judge_part},
    {"unique", TREAT_ALTER, replace, NULL},
    {"method", TREAT_ALTER, replace, NULL},
    {"on", TREAT_ALTER, replace, NULL},
    {"include", TREAT_ALTER, replace, NULL},
    {"nulls not distinct", TREAT_ALTER, replace, NULL},
    {"where", TREAT_ALTER, replace, NULL},
    {"with", TREAT_ALTER, alter_options, NULL},
    {"replica identity", TREAT_ALTER, alter_choices, NULL},
    {"cluster", TREAT_ALTER, alter_choices, NULL},
    {"statistics", TREAT_ALTER, alter_statistics, NULL},
    {"extensions", TREAT_ALTER, alter_extensions, NULL},
};

const Answers postgres_index_answers = {rows, sizeof rows / sizeof *rows};
