/* SPDX-License-Identifier: MIT
 * A table becomes a partition or an heir of another one, or stands for itself again. Its columns
 * stay what they are meanwhile: they are counted as its own or as its parent's. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "model/heritage.h"
#include "model/list.h"

bool postgres_is_divided(const Object *table)
{
    return table->kind == KIND_TABLE && !name_none(((const Table *)table)->partition_by);
}

bool postgres_is_at_once(const Alter *alter, const Object *member)
{
    return alter->options->is_offline || postgres_is_divided(member->parent);
}

/* Is it of other tables than before, with its rows? */
static bool is_moved(const Alter *alter, const Object *table)
{
    const Object *from = alter_partner(alter, table);
    ObjectList parents = table_parents(table), before = {0};
    if (from) before = table_parents(from);
    for (size_t i = 0; before.count && i < parents.count; i++) {
        const Object *parent = alter_partner(alter, parents.items[i]);
        bool is_new = true;
        for (size_t j = 0; j < before.count; j++) is_new &= before.items[j] != parent;
        if (is_new) return true;
    }
    return false;
}

bool postgres_is_awaited(const Alter *alter, const Object *table)
{
    const Schema *schema = alter->changes->to;
    if (alter->options->is_offline) return true;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *part = schema->objects.items[i];
        bool is_it = part == table || table_is_made_of(part, table) || table_is_made_of(table, part);
        const Object *from = is_it ? alter_partner(alter, part) : NULL;
        if (from && (is_moved(alter, part) || alter_is_lost(alter, from))) return true;
    }
    return false;
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

static bool loses_column(const Alter *alter, const Object *from)
{
    for (size_t i = 0; from && i < from->members.count; i++)
        if (from->members.items[i]->kind == KIND_COLUMN &&
            !alter->changes->partner_of_from[from->members.items[i]->id] &&
            !alter_is_dropped(alter, from->members.items[i]))
            return true;
    return false;
}

/* Does a column take no NULL any more? Until the end a check stands in for that. */
static bool gets_stricter(const Alter *alter, const Object *table)
{
    const Object *from = alter_partner(alter, table);
    for (size_t i = 0; from && i < table->members.count; i++) {
        const Object *column = table->members.items[i], *before = alter_partner(alter, column);
        if (column->kind != KIND_COLUMN || ((const Column *)column)->is_nullable) continue;
        if (!before || ((const Column *)before)->is_nullable) return true;
    }
    return false;
}

/* What it begins to inherit from drops a column or a check at the end: until then it would have to have
 * that. */
static bool is_late(const Alter *alter, const Object *parent)
{
    ObjectList above = table_parents(parent);
    for (size_t i = 0; i < above.count; i++)
        if (is_late(alter, above.items[i])) return true;
    return loses_column(alter, alter_partner(alter, parent)) || gets_stricter(alter, parent);
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
    return from && (!before || !objects_have(&((const Table *)from)->inherits, before));
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

static bool is_column_of(const Object *table, const Object *member)
{
    return member && member->kind == KIND_COLUMN && member->parent == table;
}

static bool is_own(const Object *table, const Object *member)
{
    return is_column_of(table, member) && !((const Column *)member)->is_inherited;
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

/* Is the table still an heir of one that has that column, and if had_it had it before? */
static bool is_heir_throughout(const Changes *changes, const Object *from, const Object *to, Name name,
                               bool had_it)
{
    ObjectList parents = table_parents(from), after = table_parents(to);
    for (size_t i = 0; i < parents.count; i++) {
        const Object *parent = parents.items[i], *now = changes->partner_of_from[parent->id];
        if (!now || !objects_have(&after, now) || !object_member(now, KIND_COLUMN, name)) continue;
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

static bool is_still_heir(const Alter *alter, const Object *now, const Object *table)
{
    const Object *before = alter_partner(alter, now);
    ObjectList parents = table_parents(now), old = before ? table_parents(before) : (ObjectList){0};
    return objects_have(&parents, table) && objects_have(&old, alter_partner(alter, table));
}

/* Its heirs follow, but those that have something else. */
static void spread(Alter *alter, Text *sql, const Column *column, const Column *above)
{
    const Schema *schema = alter->changes->to;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *now = schema->objects.items[i];
        if (!is_still_heir(alter, now, column->object.parent)) continue;
        if (is_column_of(now, object_member(now, KIND_COLUMN, column->object.name))) continue;
        Column copy = *column;
        copy.object.parent = (Object *)now;
        postgres_override(alter->cx, sql, schema, &copy, above, false);
        spread(alter, sql, &copy, above);
    }
}

/* Does an heir say that it takes NULL all the same? */
static bool is_null_below(const Alter *alter, const Object *table, Name name)
{
    const Schema *schema = alter->changes->to;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *now = schema->objects.items[i];
        if (!is_still_heir(alter, now, table)) continue;
        const Object *own = object_member(now, KIND_COLUMN, name);
        if (is_column_of(now, own) && ((const Column *)own)->is_nullable) return true;
        if (is_null_below(alter, now, name)) return true;
    }
    return false;
}

/* Said of the table alone, NOT NULL would be for no heir from 18 on. */
static bool is_for_heirs(const Alter *alter, const Column *column, const Column *above)
{
    bool is_stricter = above->is_nullable && !column->is_nullable;
    return is_stricter && !is_null_below(alter, column->object.parent, column->object.name);
}

static void say_below(Alter *alter, Text *sql, const Column *column, const Column *above)
{
    Column rest = *above;
    bool is_whole = is_for_heirs(alter, column, above);
    postgres_override(alter->cx, sql, alter->changes->to, column, above, is_whole);
    if (is_whole) rest.is_nullable = false;
    spread(alter, sql, column, &rest);
}

/* Who takes NULL no longer is looked through. */
static void override(Alter *alter, const Object *table, const Column *column, const Column *above,
                     const char *why)
{
    Text sql = {0};
    bool is_stricter = above->is_nullable && !column->is_nullable;
    say_below(alter, &sql, column, above);
    if (sql.length)
        alter_step(alter, &sql,
                   (Step){.on = table,
                          .lock = LOCK_ACCESS_EXCLUSIVE,
                          .phase = PHASE_MAIN,
                          .effects = is_stricter ? STEP_SCANS | STEP_REJECTS : 0,
                          .why = why});
    text_free(&sql);
}

/* ---- it leaves parents and comes to others ---- */

/* A column that it has had of another parent: what that has said of it is still there. NOT NULL goes
 * last: from 18 on it is the parent's, too, until the table leaves it. */
static void fit_columns(Alter *alter, const Object *from, const Object *table, const Object *parent, bool is_last)
{
    Text sql = {0};
    ObjectList above = table_parents(parent);
    for (size_t i = 0; i < parent->members.count; i++) {
        const Object *member = parent->members.items[i];
        const Column *before = member->kind == KIND_COLUMN ? column_inherited(from, member->name) : NULL;
        if (!before || object_member(table, KIND_COLUMN, member->name) != member) continue;
        Column was = *before, now = *(const Column *)member;
        now.object.parent = (Object *)table;
        bool is_looser = !was.is_nullable && now.is_nullable;
        if (is_last && !is_looser) continue;
        if (is_last) was.initial = now.initial;
        else if (is_looser) now.is_nullable = false;
        say_below(alter, &sql, &now, &was);
    }
    const char *why = is_last ? "takes NULL where what it inherits does"
                              : "gets what it inherits in the place of what it had";
    if (sql.length) step(alter, &sql, table, PHASE_MAIN, why);
    text_free(&sql);
    for (size_t i = 0; i < above.count; i++) fit_columns(alter, from, table, above.items[i], is_last);
}

static void join(Alter *alter, const Change *change)
{
    const ObjectList *to = &((const Table *)change->to)->inherits;
    add_columns(alter, change->to);
    for (size_t i = 0; i < to->count; i++) {
        if (!is_new_parent(alter, change->to, to->items[i])) continue;
        refuse_own(alter, change->from, change->to, to->items[i]);
        fit_columns(alter, change->from, change->to, to->items[i], false);
        inherit(alter, change->to, to->items[i], true);
    }
}

static void loosen(Alter *alter, const Change *change)
{
    const ObjectList *to = &((const Table *)change->to)->inherits;
    for (size_t i = 0; i < to->count; i++)
        if (is_new_parent(alter, change->to, to->items[i]))
            fit_columns(alter, change->from, change->to, to->items[i], true);
}

/* From all its parents to others that have a column of the same name? */
static bool goes_over(const Alter *alter, const Change *change)
{
    const ObjectList *from = &((const Table *)change->from)->inherits;
    const ObjectList *to = &((const Table *)change->to)->inherits;
    for (size_t i = 0; i < from->count; i++) {
        const Object *now = alter->changes->partner_of_from[from->items[i]->id];
        if (now && objects_have(to, now)) return false;
    }
    return is_column_passed_on(change->from, change->to);
}

/* Without a parent a column is the table's own, and stays so: another one takes it over before. */
static bool comes_before_it_leaves(Alter *alter, const Change *change)
{
    const ObjectList *to = &((const Table *)change->to)->inherits;
    if (!goes_over(alter, change)) return false;
    for (size_t i = 0; i < to->count; i++) {
        if (!is_new_parent(alter, change->to, to->items[i]) || !is_late(alter, to->items[i])) continue;
        diag_error(alter->cx->diag, change->to->span, "own-column",
                   "%s goes over to %s, which changes at the same time",
                   object_describe(alter->cx, change->to), object_describe(alter->cx, to->items[i]));
        diag_hint(alter->cx->diag, "change %s before, in a change of its own", name_text(to->items[i]->name));
    }
    return true;
}

void postgres_leave_parents(Alter *alter, const Change *change)
{
    if (comes_before_it_leaves(alter, change)) join(alter, change);
    const ObjectList *from = &((const Table *)change->from)->inherits;
    const ObjectList *to = &((const Table *)change->to)->inherits;
    for (size_t i = 0; i < from->count; i++) {
        const Object *now = alter->changes->partner_of_from[from->items[i]->id];
        if (now && objects_have(to, now)) continue;
        inherit(alter, change->to, from->items[i], false);
        postgres_release_members(alter, from->items[i], change->from, change->to);
    }
    if (goes_over(alter, change)) loosen(alter, change);
}

void postgres_alter_inherits(Alter *alter, const Change *change)
{
    if (goes_over(alter, change)) return;
    join(alter, change);
    loosen(alter, change);
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

/* ---- what heirs have otherwise ---- */

typedef struct Again {
    Alter *alter;
    Text *sql;
    Name name;
    bool is_null;         /* NOT NULL is said again, else the default */
    const Object *called; /* a function of from: not where it is called; or NULL */
} Again;

static bool is_same_value(const Marked *a, const Marked *b)
{
    const Expr *x = postgres_value(a), *y = postgres_value(b);
    return x && y ? expr_equal(x, y) : x == y;
}

/* What it has otherwise than its parent, before and after; what changes has a step of its own. */
static const Column *kept_override(const Again *again, const Object *before, const Object *now)
{
    const Object *was = object_member(before, KIND_COLUMN, again->name);
    const Object *is = object_member(now, KIND_COLUMN, again->name);
    if (!was || !is || was->parent != before || is->parent != now) return NULL;
    const Column *old = (const Column *)was, *new = (const Column *)is;
    bool is_kept = old->is_inherited && new->is_inherited && old->is_nullable == new->is_nullable &&
                   is_same_value(&old->initial, &new->initial);
    bool is_gone = again->called && postgres_calls(was, again->called);
    return is_kept && !is_gone ? new : NULL;
}

static void say(const Again *again, const Object *table, const Column *said, const Column *above)
{
    Column column = *said;
    column.object.parent = (Object *)table;
    if (again->is_null) column.initial = above->initial;
    else column.is_nullable = above->is_nullable;
    postgres_override(again->alter->cx, again->sql, again->alter->changes->to, &column, above,
                      is_for_heirs(again->alter, &column, above));
}

/* `said`: what the nearest above has otherwise; NULL: nothing, as what was altered has it. */
static void say_again(const Again *again, const Object *table, const Object *top, const Column *said)
{
    const Schema *schema = again->alter->changes->to;
    const Column *above = (const Column *)object_member(top, KIND_COLUMN, again->name);
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *now = schema->objects.items[i];
        if (!is_still_heir(again->alter, now, table)) continue;
        const Column *own = kept_override(again, alter_partner(again->alter, now), now);
        if (!own) own = said;
        if (own) say(again, now, own, above);
        say_again(again, now, top, own);
    }
}

static void begin_again(Alter *alter, Text *sql, const Object *column, bool is_null, const Object *called)
{
    Again again = {alter, sql, column->name, is_null, called};
    if (column->parent->kind == KIND_TABLE) say_again(&again, column->parent, column->parent, NULL);
}

void postgres_defaults_again(Alter *alter, Text *sql, const Object *column, const Object *called)
{
    begin_again(alter, sql, column, false, called);
}

void postgres_nulls_again(Alter *alter, Text *sql, const Object *column)
{
    begin_again(alter, sql, column, true, NULL);
}

static bool is_heir_of(const Object *object, const Object *table)
{
    return object->kind == KIND_TABLE && objects_have(&((const Table *)object)->inherits, table);
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
