/* SPDX-License-Identifier: MIT
 * Columns that the database computes: they begin to be, are computed otherwise, and are no longer. */
#include "dialect/postgres/change.h"

static void add_table_action(const Alter *alter, Text *sql, const Object *table, const char *action)
{
    if (sql->length) text_add(sql, ";\n");
    postgres_alter_table(sql, alter->changes->to, table);
    text_add_char(sql, ' ');
    text_add(sql, action);
}

/* A column that is computed no longer keeps what was computed. Where the engine cannot do so, the
 * values go through a column of another name. */
static void keep_values(Alter *alter, const Column *to)
{
    Text sql = {0};
    const Schema *schema = alter->changes->to;
    const Object *table = to->object.parent;
    const char *base = arena_printf(alter->cx->arena, "%s_kept", name_text(to->object.name));
    Name kept = postgres_free_name(alter, table, base);
    Column copy = *to;
    copy.object.name = kept;
    postgres_alter_table(&sql, schema, table);
    text_add(&sql, " ADD COLUMN ");
    postgres_column(alter->cx, &sql, schema, &copy, NULL, true);
    text_add(&sql, ";\nUPDATE ");
    postgres_path(&sql, schema, table);
    text_add(&sql, " SET ");
    postgres_identifier(&sql, kept);
    text_add(&sql, " = ");
    postgres_identifier(&sql, to->object.name);
    add_table_action(alter, &sql, table, "DROP COLUMN ");
    postgres_identifier(&sql, to->object.name);
    add_table_action(alter, &sql, table, "RENAME COLUMN ");
    postgres_identifier(&sql, kept);
    text_add(&sql, " TO ");
    postgres_identifier(&sql, to->object.name);
    if (!to->is_nullable) postgres_alter_column(&sql, alter->changes->to, &to->object);
    if (!to->is_nullable) text_add(&sql, " SET NOT NULL");
    postgres_column_options(&sql, schema, to, &(OptionList){0});
    alter_step(alter, &sql,
               (Step){.on = table,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .effects = STEP_SCANS | STEP_REWRITES,
                      .why = postgres_why(alter, &to->object,
                                          "is computed no longer and keeps its values")});
    text_free(&sql);
}

static bool is_virtual(const Column *column)
{
    return name_equals(column->storage, "virtual");
}

static bool can_drop_expression(const Changes *changes, const Column *from)
{
    return postgres_version(changes->to) >= 13 && !is_virtual(from);
}

void postgres_alter_generated(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Column *from = (const Column *)change->from, *to = (const Column *)change->to;
    const Expr *expr = postgres_value(&to->generated);
    if (!expr && !can_drop_expression(alter->changes, from)) {
        keep_values(alter, to);
        postgres_comment_again(alter, change);
        return;
    }
    postgres_alter_column(&sql, alter->changes->to, change->to);
    text_add(&sql, expr ? " SET EXPRESSION AS (" : " DROP EXPRESSION");
    if (expr) postgres_expr(alter->cx, &sql, alter->changes->to, expr);
    if (expr) text_add_char(&sql, ')');
    alter_step(
        alter, &sql,
        (Step){.on = change->to->parent,
               .lock = LOCK_ACCESS_EXCLUSIVE,
               .phase = PHASE_MAIN,
               .effects = expr && !is_virtual(to) ? STEP_REWRITES : 0,
               .why = postgres_why(alter, change->to,
                                   expr ? "is computed otherwise" : "is computed no longer")});
    text_free(&sql);
}

/* Into a computed column: dropped and added. Out of it: the values stay. */
Treatment postgres_judge_generated(const Changes *changes, const Change *change)
{
    const Column *from = (const Column *)change->from, *to = (const Column *)change->to;
    bool was = postgres_value(&from->generated), is = postgres_value(&to->generated);
    if (was && !is) return TREAT_ALTER;
    bool can_set = was && is && postgres_version(changes->to) >= 17;
    return can_set ? TREAT_ALTER : TREAT_RECREATE;
}

static bool is_generated(const Change *change)
{
    return postgres_value(&((const Column *)change->to)->generated) &&
           postgres_value(&((const Column *)change->from)->generated);
}

Treatment postgres_judge_storage(const Changes *changes, const Change *change)
{
    (void)changes;
    return is_generated(change) ? TREAT_RECREATE : TREAT_NOTHING;
}
