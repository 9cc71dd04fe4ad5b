/* SPDX-License-Identifier: MIT
 * Columns of tables that hold rows: they come, change and go. */
#include <stdlib.h>
#include <string.h>

#include "dialect/postgres/change.h"

static const Type *type_of(const Column *column)
{
    return marked_type_for(&column->type, DIALECT_POSTGRES);
}

static const Object *table_before(const Alter *alter, const Object *column)
{
    return alter_partner(alter, column->parent);
}

/* ---- a value for every row ---- */

static bool fires_on_update(const Object *object, const Object *table)
{
    const Trigger *trigger = (const Trigger *)object;
    if (object->kind != KIND_TRIGGER || trigger->on != table) return false;
    for (size_t i = 0; i < trigger->events.count; i++)
        if (name_equals(trigger->events.items[i], "update")) return true;
    return false;
}

static bool has_update_trigger(const Schema *from, const Object *table)
{
    for (size_t i = 0; i < from->objects.count; i++)
        if (fires_on_update(from->objects.items[i], table)) return true;
    return false;
}

/* Events that wait for the end of the transaction would forbid every ALTER TABLE behind them. */
bool postgres_has_deferred(const Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        bool is_key = member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE;
        if (is_key && ((const Key *)member)->is_initially_deferred) return true;
        if (member->kind == KIND_FOREIGN_KEY && ((const ForeignKey *)member)->is_initially_deferred)
            return true;
    }
    return false;
}

static void add_table_action(const Alter *alter, Text *sql, const Object *table, const char *action)
{
    if (sql->length) text_add(sql, ";\n");
    postgres_alter_table(sql, alter->changes->to, table);
    text_add_char(sql, ' ');
    text_add(sql, action);
}

/* No trigger fires: it is no event of the application, and "changed at" stays what it was. The
 * policies of the table hold for its owner if they are forced. */
static void fill(Alter *alter, const Object *column, const Expr *value)
{
    Text sql = {0};
    const Object *table = column->parent, *before = table_before(alter, column);
    bool has_trigger = has_update_trigger(alter->changes->from, before);
    bool is_forced = ((const Table *)before)->force_row_security;
    if (has_trigger) add_table_action(alter, &sql, table, "DISABLE TRIGGER USER");
    if (is_forced) add_table_action(alter, &sql, table, "NO FORCE ROW LEVEL SECURITY");
    if (sql.length) text_add(&sql, ";\n");
    text_add(&sql, "UPDATE ");
    postgres_path(&sql, alter->changes->to, table);
    text_add(&sql, " SET ");
    postgres_identifier(&sql, column->name);
    text_add(&sql, " = ");
    postgres_default(alter->cx, &sql, alter->changes->to, value);
    text_add(&sql, " WHERE ");
    postgres_identifier(&sql, column->name);
    text_add(&sql, " IS NULL");
    if (postgres_has_deferred(before)) text_add(&sql, ";\nSET CONSTRAINTS ALL IMMEDIATE");
    if (has_trigger) postgres_enable_triggers(alter, &sql, table);
    if (is_forced && ((const Table *)table)->force_row_security)
        add_table_action(alter, &sql, table, "FORCE ROW LEVEL SECURITY");
    alter_step(
        alter, &sql,
        (Step){.on = table,
               .lock = is_forced     ? LOCK_ACCESS_EXCLUSIVE
                       : has_trigger ? LOCK_SHARE_ROW_EXCLUSIVE
                                     : LOCK_SHARE_UPDATE_EXCLUSIVE,
               .phase = PHASE_MAIN,
               .effects = STEP_SCANS | STEP_REWRITES,
               .why = postgres_why(alter, column, "gets its value in the rows that are there")});
    text_free(&sql);
}

/* ---- NOT NULL ---- */

static void add_constraint_action(const Alter *alter, Text *sql, const Object *column,
                                  const char *action, Name name)
{
    if (sql->length) text_add(sql, ";\n");
    postgres_alter_table(sql, alter->changes->to, column->parent);
    text_printf(sql, " %s CONSTRAINT ", action);
    postgres_identifier(sql, name);
}

static void forbid_null_at_once(Alter *alter, const Object *column)
{
    Text sql = {0};
    postgres_alter_column(&sql, alter->changes->to, column);
    text_add(&sql, " SET NOT NULL");
    alter_step(alter, &sql,
               (Step){.on = column->parent,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .effects = STEP_SCANS | STEP_REJECTS,
                      .why = postgres_why(alter, column, "takes no NULL any more")});
    text_free(&sql);
}

/* A check that was looked at while others went on proves to SET NOT NULL that no row is NULL. */
static void forbid_null(Alter *alter, const Object *column)
{
    Text sql = {0};
    if (postgres_is_awaited(alter, column->parent)) {
        forbid_null_at_once(alter, column);
        return;
    }
    const char *why = postgres_why(alter, column, "takes no NULL any more");
    const char *base = arena_printf(alter->cx->arena, "%s_is_not_null", name_text(column->name));
    Name name = postgres_free_name(alter, column->parent, base);
    add_constraint_action(alter, &sql, column, "ADD", name);
    text_add(&sql, " CHECK (");
    postgres_identifier(&sql, column->name);
    text_add(&sql, " IS NOT NULL) NOT VALID");
    postgres_step(alter, &sql, column->parent, LOCK_ACCESS_EXCLUSIVE, why);
    add_constraint_action(alter, &sql, column, "VALIDATE", name);
    alter_step(
        alter, &sql,
        (Step){.on = column->parent,
               .lock = LOCK_SHARE_UPDATE_EXCLUSIVE,
               .phase = PHASE_BUILD,
               .effects = STEP_SCANS | STEP_REJECTS,
               .why = postgres_why(alter, column, "has no NULL in the rows that are there")});
    postgres_alter_column(&sql, alter->changes->to, column);
    text_add(&sql, " SET NOT NULL");
    add_constraint_action(alter, &sql, column, "DROP", name);
    alter_step(alter, &sql,
               (Step){.on = column->parent,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_FINISH,
                      .why = why});
    text_free(&sql);
}

/* A column that leaves a primary key waits for that: alter_key.c. */
static void allow_null(Alter *alter, const Change *change)
{
    Text sql = {0};
    if (postgres_is_held(alter, change->from)) return;
    postgres_alter_column(&sql, alter->changes->to, change->to);
    text_add(&sql, " DROP NOT NULL");
    size_t own = sql.length;
    postgres_nulls_again(alter, &sql, change->to);
    alter_step(alter, &sql,
               (Step){.on = change->to->parent,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .effects = sql.length > own ? STEP_SCANS : 0,
                      .why = postgres_why(alter, change->to, "takes NULL")});
    text_free(&sql);
}

static void alter_null(Alter *alter, const Change *change)
{
    const Column *column = (const Column *)change->to;
    const Expr *backfill = postgres_value(&column->backfill);
    if (column->is_nullable) {
        allow_null(alter, change);
        return;
    }
    if (postgres_value(&column->generated)) backfill = NULL;
    if (backfill) fill(alter, change->to, backfill);
    forbid_null(alter, change->to);
}

/* ---- new columns ---- */

static void add_default(Alter *alter, Text *sql, const Column *column)
{
    const Expr *initial = postgres_value(&column->initial);
    postgres_alter_column(sql, alter->changes->to, &column->object);
    text_add(sql, initial ? " SET DEFAULT " : " DROP DEFAULT");
    if (initial) postgres_default(alter->cx, sql, alter->changes->to, initial);
}

static void add_column(Alter *alter, Text *sql, const Column *column, const Expr *initial,
                       bool is_nullable)
{
    postgres_alter_table(sql, alter->changes->to, column->object.parent);
    text_add(sql, " ADD COLUMN ");
    postgres_column(alter->cx, sql, alter->changes->to, column, initial, is_nullable);
    postgres_add_open_null(sql, alter->changes->to, &column->object);
}

static bool was_there(const Alter *alter, const Object *column)
{
    const Object *before = alter_partner(alter, column);
    return before && before->parent == table_before(alter, column);
}

static void bring(Alter *alter, Text *sql, const Object *column, unsigned effects)
{
    if (effects & STEP_REWRITES) postgres_refuse_rows(alter, column);
    alter_step(
        alter, sql,
        (Step){.on = column->parent,
               .lock = LOCK_ACCESS_EXCLUSIVE,
               .phase = PHASE_MAIN,
               .effects = effects,
               .why = postgres_why(alter, column, was_there(alter, column) ? "is made again" : "is new")});
}

/* Made of what is there by operators that give a value for values; a function may give NULL. */
static bool is_never_null(const Expr *expr)
{
    enum {
        VALUES = 1 << EXPR_NUMBER | 1 << EXPR_STRING | 1 << EXPR_BYTES | 1 << EXPR_TRUE |
                 1 << EXPR_FALSE | 1 << EXPR_TYPED,
        STRICT = 1 << EXPR_UNARY | 1 << EXPR_BINARY | 1 << EXPR_CAST | 1 << EXPR_COLLATE |
                 1 << EXPR_LIKE | 1 << EXPR_BETWEEN
    };
    if (expr->kind == EXPR_NAME)
        return expr->ref && expr->ref->kind == KIND_COLUMN &&
               !((const Column *)expr->ref)->is_nullable;
    if (1u << expr->kind & VALUES) return true;
    const char *name = name_text(expr->name);
    bool is_path = strchr("-#", *name) && strchr(name, '>'); /* -> ->> #> #>> */
    if (!(1u << expr->kind & STRICT) || (*name && is_path)) return false;
    for (size_t i = 0; i < expr->arg_count; i++)
        if (expr->args[i] && !is_never_null(expr->args[i])) return false;
    return true;
}

/* Numbered or computed by the engine for every row; or NULL everywhere. */
static void bring_plain(Alter *alter, const Column *column)
{
    Text sql = {0};
    unsigned effects = 0;
    const Expr *computed = postgres_value(&column->generated);
    bool is_generated = computed;
    bool is_virtual = is_generated && name_equals(column->storage, "virtual");
    if ((is_generated && !is_virtual) || !name_none(column->identity)) effects |= STEP_REWRITES;
    if (postgres_has_constraints(type_of(column))) effects |= STEP_REWRITES | STEP_REJECTS;
    bool is_filled = !name_none(column->identity) || (computed && is_never_null(computed));
    if (!is_filled && !column->is_nullable) effects |= STEP_SCANS | STEP_REJECTS;
    add_column(alter, &sql, column, NULL, column->is_nullable);
    bring(alter, &sql, &column->object, effects);
    text_free(&sql);
}

/* One value for all rows is kept beside the table: nothing is written. */
static void bring_fixed(Alter *alter, const Column *column, const Expr *value)
{
    Text sql = {0};
    bool is_refusing = postgres_has_constraints(type_of(column));
    add_column(alter, &sql, column, value, column->is_nullable);
    if (value != postgres_value(&column->initial)) add_default(alter, &sql, column);
    bring(alter, &sql, &column->object, is_refusing ? STEP_REWRITES | STEP_REJECTS : 0);
    text_free(&sql);
}

/* A value for each row: the column comes empty and is filled. */
static void bring_filled(Alter *alter, const Column *column, const Expr *value)
{
    Text sql = {0};
    bool is_refusing = postgres_has_constraints(type_of(column));
    add_column(alter, &sql, column, NULL, true);
    if (postgres_value(&column->initial)) add_default(alter, &sql, column);
    bring(alter, &sql, &column->object, is_refusing ? STEP_REWRITES | STEP_REJECTS : 0);
    fill(alter, &column->object, value);
    if (!column->is_nullable) forbid_null(alter, &column->object);
    text_free(&sql);
}

/* Are rows of the table values of a column, too? Then no column comes with a value. */
static bool are_values(const Alter *alter, const Object *table)
{
    const Object *from = alter_partner(alter, table);
    return from && postgres_is_stored(alter->changes->from, from);
}

void postgres_bring_column(Alter *alter, const Object *to)
{
    if (postgres_bring_inherited(alter, to)) return;
    postgres_bring_own_column(alter, (const Column *)to);
}

void postgres_bring_own_column(Alter *alter, const Column *column)
{
    const Expr *value = postgres_value(&column->backfill);
    if (!value) value = postgres_value(&column->initial);
    if (!value || postgres_value(&column->generated))
        bring_plain(alter, column);
    else if (postgres_is_fixed(value) && !are_values(alter, column->object.parent))
        bring_fixed(alter, column, value);
    else
        bring_filled(alter, column, value);
    postgres_keep_column(alter, column, &(OptionList){0}, true);
    postgres_alter_owner(alter, &column->object);
}

/* ---- columns that go ---- */

void postgres_remove_column(Alter *alter, const Object *from)
{
    Text sql = {0};
    bool is_computed = postgres_value(&((const Column *)from)->generated);
    if (postgres_remove_inherited(alter, from)) return;
    postgres_drop_column(alter, &sql, from);
    alter_step(alter, &sql,
               (Step){.on = from->parent,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .effects = is_computed ? 0 : STEP_LOSES,
                      .why = postgres_why(alter, from, "is no longer in the schema")});
    text_free(&sql);
}

/* ---- type and collation ---- */

static bool is_moment(const Type *type)
{
    return strncmp(name_text(type->name), "timestamp", strlen("timestamp")) == 0;
}

/* What an author would write to say how the old value becomes the new one. */
static const char *suggest_using(const Alter *alter, const Column *from, const Column *to)
{
    Text text = {0}, type = {0};
    const Type *before = type_of(from), *after = type_of(to);
    const Column *logical = (const Column *)to->object.origin;
    type_print(&type, logical ? marked_type_for(&logical->type, DIALECT_POSTGRES) : after);
    text_add(&text, "using ");
    name_print(&text, to->object.name);
    if (is_moment(before) && is_moment(after))
        text_add(&text, " at time zone 'UTC'");
    else if (before->named && after->named)
        text_printf(&text, "::text::%s", type.data);
    else
        text_printf(&text, "::%s", type.data);
    text_free(&type);
    return text_keep(&text, alter->cx->arena);
}

static void ask_for_using(Alter *alter, const Column *from, const Column *to)
{
    Text before = {0}, after = {0};
    postgres_type(&before, alter->changes->from, type_of(from));
    postgres_type(&after, alter->changes->to, type_of(to));
    diag_error(alter->cx->diag, to->object.span, "no-cast",
               "%s becomes %s: PostgreSQL has no cast from %s that could be meant",
               object_describe(alter->cx, &to->object), after.data, before.data);
    diag_hint(alter->cx->diag, "say how the old value becomes the new one, such as '%s'",
              suggest_using(alter, from, to));
    text_free(&before);
    text_free(&after);
}

/* Of a database nobody has written `using`: a value is read as the new type would read it. */
static void add_reading(Alter *alter, Text *sql, const Column *from, const Column *to)
{
    const Type *before = type_of(from), *after = type_of(to);
    bool is_json = strncmp(name_text(before->name), "json", strlen("json")) == 0;
    if (is_json) text_add_char(sql, '(');
    postgres_identifier(sql, to->object.name);
    if (is_moment(before) && is_moment(after)) {
        text_add(sql, " AT TIME ZONE 'UTC'");
        return;
    }
    text_add(sql, is_json ? " #>> '{}')::" : "::text::");
    postgres_type(sql, alter->changes->to, after);
}

static bool is_read(const Alter *alter, const Column *from, const Column *to)
{
    unsigned ignored = 0;
    return alter->options->is_live && !postgres_value(&to->conversion) &&
           postgres_retype(type_of(from), type_of(to), &ignored) == RETYPE_ASK;
}

static Retype judge_type(Alter *alter, const Column *from, const Column *to, unsigned *effects)
{
    if (postgres_value(&to->conversion)) {
        *effects = STEP_REWRITES | STEP_REJECTS;
        return RETYPE_REWRITE;
    }
    Retype how = postgres_retype(type_of(from), type_of(to), effects);
    bool is_ours = is_read(alter, from, to);
    if (is_ours) *effects = STEP_REWRITES | STEP_REJECTS;
    else if (how == RETYPE_ASK) ask_for_using(alter, from, to);
    if (how != RETYPE_NARROW && !is_ours) return how;
    Text before = {0}, after = {0};
    postgres_type(&before, alter->changes->from, type_of(from));
    postgres_type(&after, alter->changes->to, type_of(to));
    const char *what = *effects & STEP_LOSES ? "values may lose what does not fit"
                                             : "a value that does not fit refuses it";
    postgres_find(alter, "narrow-type", &to->object,
                  arena_printf(alter->cx->arena, "%s was %s and becomes %s: %s",
                               object_describe(alter->cx, &to->object), before.data, after.data,
                               what),
                  "write 'using EXPR' behind the column: how the old value becomes the new one");
    text_free(&before);
    text_free(&after);
    return how;
}

void postgres_read_value(Alter *alter, Text *sql, const Column *from, const Column *to, unsigned *effects)
{
    const Expr *using_ = postgres_value(&to->conversion);
    const Type *before = type_of(from), *after = type_of(to);
    unsigned needed = 0;
    if (!postgres_is_retyped(alter->changes, from, to)) return;
    judge_type(alter, from, to, &needed);
    *effects |= needed;
    if (using_) {
        postgres_default(alter->cx, sql, alter->changes->to, using_);
    } else if (is_read(alter, from, to)) {
        add_reading(alter, sql, from, to);
    } else if (type_same(before, after)) { /* it is made anew */
        postgres_identifier(sql, from->object.name);
        text_add(sql, after->dims ? "::text[]::" : "::text::");
        postgres_type(sql, alter->changes->to, after);
    }
}

/* The default goes before and comes after, so that it need not be cast. */
static void alter_type(Alter *alter, const Change *change)
{
    Text sql = {0};
    unsigned effects = 0;
    const Column *from = (const Column *)change->from, *to = (const Column *)change->to;
    const Expr *initial = postgres_value(&to->initial), *using_ = postgres_value(&to->conversion);
    judge_type(alter, from, to, &effects);
    postgres_refuse_rows(alter, &to->object);
    bool has_default = postgres_value(&from->initial);
    postgres_alter_column(&sql, alter->changes->to, &to->object);
    if (has_default) text_add(&sql, " DROP DEFAULT, ALTER COLUMN ");
    if (has_default) postgres_identifier(&sql, to->object.name);
    text_add(&sql, " TYPE ");
    postgres_column_type(&sql, alter->changes->to, to);
    if (using_) {
        text_add(&sql, " USING ");
        postgres_default(alter->cx, &sql, alter->changes->to, using_);
    } else if (is_read(alter, from, to)) {
        text_add(&sql, " USING ");
        add_reading(alter, &sql, from, to);
    }
    if (has_default && initial) {
        text_add(&sql, ", ALTER COLUMN ");
        postgres_identifier(&sql, to->object.name);
        text_add(&sql, " SET DEFAULT ");
        postgres_default(alter->cx, &sql, alter->changes->to, initial);
    }
    if (has_default) postgres_defaults_again(alter, &sql, &to->object, NULL);
    postgres_statistics_again(alter, &sql, to->object.parent);
    alter_step(alter, &sql,
               (Step){.on = to->object.parent,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .effects = effects,
                      .why = postgres_why(alter, &to->object, "has another type")});
    text_free(&sql);
}

/* Nothing is written anew, but indexes are. */
static void alter_collation(Alter *alter, const Change *change)
{
    Text sql = {0};
    if (postgres_changes(change, "type")) return;
    postgres_refuse_rows(alter, change->to);
    postgres_alter_column(&sql, alter->changes->to, change->to);
    text_add(&sql, " TYPE ");
    postgres_column_type(&sql, alter->changes->to, (const Column *)change->to);
    if (name_none(((const Column *)change->to)->collation)) text_add(&sql, " COLLATE \"default\"");
    postgres_statistics_again(alter, &sql, change->to->parent);
    alter_step(alter, &sql,
               (Step){.on = change->to->parent,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .why = postgres_why(alter, change->to, "has another collation")});
    text_free(&sql);
}

/* ---- default ---- */

static void alter_default(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Column *from = (const Column *)change->from, *to = (const Column *)change->to;
    bool is_done = postgres_changes(change, "type") && postgres_value(&from->initial);
    if (!is_done) {
        add_default(alter, &sql, to);
        postgres_defaults_again(alter, &sql, change->to, NULL);
        postgres_column_step(alter, &sql, change->to, "has another default");
    }
    postgres_alter_owner(alter, change->to);
    text_free(&sql);
}

static bool is_computed(const Change *change)
{
    return postgres_value(&((const Column *)change->to)->generated) &&
           postgres_value(&((const Column *)change->from)->generated);
}

static Treatment judge_type_change(const Changes *changes, const Change *change)
{
    if (postgres_is_key_column(changes->to, change->to)) return TREAT_REBUILD;
    return is_computed(change) ? TREAT_RECREATE : TREAT_ALTER;
}

static const Answer rows[] = {
    {"inherited", .judge = postgres_judge_inherited, .write = postgres_refuse_inherited},
    {"generated", .judge = postgres_judge_generated, .write = postgres_alter_generated},
    {"storage", .judge = postgres_judge_storage},
    {"identity", TREAT_ALTER, postgres_drop_identity, NULL},
    {"type", .judge = judge_type_change, .write = alter_type},
    {"collate", .judge = judge_type_change, .write = alter_collation},
    {"type", TREAT_ALTER, postgres_alter_column_options, NULL},
    {"collate", TREAT_ALTER, postgres_alter_column_options, NULL},
    {"with", TREAT_ALTER, postgres_alter_column_options, NULL},
    {"default", TREAT_ALTER, alter_default, NULL},
    {"null", TREAT_ALTER, alter_null, NULL},
    {"not valid", TREAT_ALTER, postgres_alter_open_null, NULL},
    {"identity", TREAT_ALTER, postgres_alter_identity, NULL},
    {"identity options", TREAT_ALTER, postgres_alter_identity_options, NULL},
    {"sequence", TREAT_ALTER, postgres_name_sequence, NULL},
    {"constraint", TREAT_ALTER, postgres_name_null, NULL},
    {"part comments", TREAT_ALTER, postgres_alter_remarks, NULL},
};

const Answers postgres_column_answers = {rows, sizeof rows / sizeof *rows};
