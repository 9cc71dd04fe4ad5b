/* SPDX-License-Identifier: MIT
 * A table that becomes divided, is no longer, or is divided in another way. PostgreSQL cannot do that
 * in place: the old table moves to a namespace of its own, with the parts that are not to stand for
 * themselves, so that the new one and its parts can be made under all the names. Then the rows are
 * copied, before triggers, indexes and foreign keys come, and the old table goes. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "model/heritage.h"
#include "model/mention.h"

/* ---- what a table is divided by ---- */

static bool is_other(void *state, const Expr *expr)
{
    return expr->ref != state;
}

bool postgres_is_key_column(const Schema *schema, const Object *column)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Table *table = (const Table *)schema->objects.items[i];
        if (table->object.kind != KIND_TABLE) continue;
        for (size_t j = 0; j < table->partition_key.count; j++)
            if (!expr_walk(table->partition_key.items[j].expr, is_other, (void *)column)) return true;
    }
    return false;
}

/* ---- the old table gives its names away ---- */

static bool is_namespace(const Alter *alter, Name name)
{
    return schema_find(alter->changes->from, KIND_NAMESPACE, NO_NAME, name) ||
           schema_find(alter->changes->to, KIND_NAMESPACE, NO_NAME, name);
}

/* The namespace in which the old table waits. */
static Name space_aside(const Alter *alter, const Object *from)
{
    Arena *arena = alter->cx->arena;
    Name space = postgres_space(alter->changes->from, from);
    const char *base = arena_printf(arena, "%s_%s", name_text(space), name_text(from->name));
    Name name = postgres_cut_name(alter->cx, base, "_old");
    for (int i = 1; is_namespace(alter, name); i++)
        name = postgres_cut_name(alter->cx, base, arena_printf(arena, "_old_%d", i));
    return name;
}

static void add_statement(Text *sql)
{
    if (sql->length) text_add(sql, ";\n");
}

static void add_table_action(const Alter *alter, Text *sql, const Object *table, const char *action)
{
    add_statement(sql);
    postgres_alter_table(sql, alter->changes->from, alter_called(alter, table));
    text_add(sql, action);
}

/* It takes numbers on, and is the new table's: the owner of that is its own then. */
static void release_sequences(const Alter *alter, Text *sql, const Object *table)
{
    const Schema *schema = alter->changes->from;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Sequence *sequence = (const Sequence *)schema->objects.items[i];
        if (sequence->object.kind != KIND_SEQUENCE || !sequence->owned_by) continue;
        if (sequence->owned_by->object.parent != table || alter_is_lost(alter, &sequence->object)) continue;
        static const char *const actions[] = {" OWNED BY NONE", " OWNER TO CURRENT_USER"};
        for (size_t j = 0; j < 2; j++) {
            add_statement(sql);
            text_add(sql, "ALTER SEQUENCE ");
            postgres_path(sql, schema, alter_called(alter, &sequence->object));
            text_add(sql, actions[j]);
        }
    }
}

/* Other tables may go now, whatever happens to them. */
static void cut_loose(const Alter *alter, Text *sql, const Object *table)
{
    const ObjectList *parents = &((const Table *)table)->inherits;
    release_sequences(alter, sql, table);
    for (size_t i = 0; i < table->members.count; i++) {
        if (table->members.items[i]->kind != KIND_FOREIGN_KEY) continue;
        add_table_action(alter, sql, table, " DROP CONSTRAINT IF EXISTS ");
        postgres_identifier(sql, alter_called(alter, table->members.items[i])->name);
    }
    for (size_t i = 0; i < parents->count; i++) {
        add_table_action(alter, sql, table, " NO INHERIT ");
        postgres_path(sql, alter->changes->from, alter_called(alter, parents->items[i]));
    }
}

/* A part of what stays as it is, or goes by itself. */
static void detach(const Alter *alter, Text *sql, const Object *from)
{
    const Table *whole = ((const Table *)from)->partition_of;
    if (!whole) return;
    add_table_action(alter, sql, &whole->object, " DETACH PARTITION ");
    postgres_path(sql, alter->changes->from, alter_called(alter, from));
}

static void move_aside(const Alter *alter, Text *sql, const Object *table, Name space)
{
    add_table_action(alter, sql, table, " SET SCHEMA ");
    postgres_identifier(sql, space);
}

/* The old table, and the parts of it that go with it. */
static ObjectList tables_aside(const Alter *alter, const Object *from)
{
    const Schema *schema = alter->changes->from;
    const Object **items = arena_array(alter->cx->arena, const Object *, schema->objects.count);
    size_t count = 0;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        if (table->kind == KIND_TABLE && alter_goes_with(alter, table, from)) items[count++] = table;
    }
    return (ObjectList){items, count};
}

static void refuse_stored(const Alter *alter, const Object *from, const Object *to)
{
    if (!postgres_is_stored(alter->changes->from, from)) return;
    diag_error(alter->cx->diag, to->span, "type-in-type",
               "%s is divided in another way than before, and its rows are values of a column, too",
               object_describe(alter->cx, to));
    diag_hint(alter->cx->diag, "make a composite type, and give it to the column that holds the rows");
}

void postgres_put_aside(Alter *alter, const Object *from)
{
    Text sql = {0};
    ObjectList tables = tables_aside(alter, from);
    Name space = space_aside(alter, from);
    for (size_t i = 0; i < tables.count; i++) {
        const Object *to = alter->changes->partner_of_from[tables.items[i]->id];
        if (to) refuse_stored(alter, tables.items[i], to);
        if (to && tables.items[i] != from) alter_keep(alter, alter_called(alter, tables.items[i]), to);
        cut_loose(alter, &sql, tables.items[i]);
    }
    detach(alter, &sql, from);
    add_statement(&sql);
    text_add(&sql, "CREATE SCHEMA ");
    postgres_identifier(&sql, space);
    for (size_t i = 0; i < tables.count; i++) move_aside(alter, &sql, tables.items[i], space);
    postgres_step(alter, &sql, from, LOCK_ACCESS_EXCLUSIVE,
                  postgres_why(alter, from, "gives up its names to what it becomes"));
    text_free(&sql);
}

/* ---- its rows move over ---- */

typedef struct Copy {
    Alter *alter;
    const Object *from, *to;
    Text columns, values; /* of the new table; what they are in the old rows */
    Text filled;          /* what they are in such rows of values, if any has to be filled */
    bool is_filled;
    unsigned effects;
} Copy;

/* The column in the old table; NULL: it is new. */
static const Column *column_before(const Copy *copy, const Object *column)
{
    const Object *before = alter_partner(copy->alter, column);
    bool is_own = before && object_member(copy->from, KIND_COLUMN, before->name) == before;
    return is_own ? (const Column *)before : column_inherited(copy->from, column->name);
}

static void add_name(Text *out, Name name)
{
    if (out->length) text_add(out, ", ");
    postgres_identifier(out, name);
}

static void add_read(Copy *copy, const Column *from, const Column *to)
{
    Text value = {0};
    postgres_read_value(copy->alter, &value, from, to, &copy->effects);
    if (!value.length) {
        add_name(&copy->values, from->object.name);
    } else {
        if (copy->values.length) text_add(&copy->values, ", ");
        text_printf(&copy->values, "%s AS ", value.data);
        postgres_identifier(&copy->values, to->object.name);
    }
    text_free(&value);
}

/* The value that the author gives to rows without one; NULL: none is needed. */
static const Expr *filling(const Column *from, const Column *to)
{
    bool is_needed = !from || (from->is_nullable && !to->is_nullable);
    return is_needed ? postgres_value(&to->backfill) : NULL;
}

static void add_filled(Copy *copy, const Column *from, const Column *to)
{
    const Expr *value = filling(from, to);
    if (!value) {
        add_name(&copy->filled, to->object.name);
        return;
    }
    copy->is_filled = true;
    if (copy->filled.length) text_add(&copy->filled, ", ");
    if (from) text_add(&copy->filled, "coalesce(");
    if (from) postgres_identifier(&copy->filled, to->object.name);
    if (from) text_add(&copy->filled, ", ");
    postgres_default(copy->alter->cx, &copy->filled, copy->alter->changes->to, value);
    if (from) text_add_char(&copy->filled, ')');
}

static void copy_column(Copy *copy, const Column *to)
{
    const Column *from = column_before(copy, &to->object);
    if (postgres_value(&to->generated) || (!from && !filling(from, to))) return;
    add_name(&copy->columns, to->object.name);
    if (from) add_read(copy, from, to);
    add_filled(copy, from, to);
}

/* Those of the tables above, too. */
static void copy_columns(Copy *copy, const Object *table)
{
    ObjectList parents = table_parents(table);
    for (size_t i = 0; i < parents.count; i++) copy_columns(copy, parents.items[i]);
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *column = table->members.items[i];
        if (column->kind == KIND_COLUMN && object_member(copy->to, KIND_COLUMN, column->name) == column)
            copy_column(copy, (const Column *)column);
    }
}

static void add_old_path(const Copy *copy, Text *out)
{
    postgres_qualified(out, space_aside(copy->alter, copy->from), alter_called(copy->alter, copy->from)->name);
}

/* Heirs keep their own rows; the rows of parts are the table's. */
static void add_rows(const Copy *copy, Text *sql)
{
    bool is_divided = postgres_is_divided(copy->from);
    text_printf(sql, "SELECT %s FROM %s", text_string(&copy->values), is_divided ? "" : "ONLY ");
    add_old_path(copy, sql);
}

static void add_insert(const Copy *copy, Text *sql)
{
    add_statement(sql);
    text_add(sql, "INSERT INTO ");
    postgres_path(sql, copy->alter->changes->to, copy->to);
    text_printf(sql, " (%s)\n    OVERRIDING SYSTEM VALUE\n    ", text_string(&copy->columns));
    if (copy->is_filled) text_printf(sql, "SELECT %s FROM (", text_string(&copy->filled));
    add_rows(copy, sql);
    if (copy->is_filled) text_add(sql, ") AS rows");
}

static void add_new_action(const Copy *copy, Text *sql, const Object *table, const char *action)
{
    add_statement(sql);
    postgres_alter_table(sql, copy->alter->changes->to, table);
    text_add(sql, action);
}

static bool has_trigger(const Schema *schema, const Object *table)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        const Object *on = object->kind == KIND_TRIGGER ? ((const Trigger *)object)->on : NULL;
        if (on && (on == table || table_is_made_of(table, on))) return true;
    }
    return false;
}

static void switch_triggers_of(const Copy *copy, Text *sql, const Object *table, bool is_on)
{
    if (is_on) postgres_enable_triggers(copy->alter, sql, table);
    else add_new_action(copy, sql, table, " DISABLE TRIGGER USER");
}

/* A part has those of the whole, and one that was a table before may have its own. */
static void switch_triggers(const Copy *copy, Text *sql, bool is_on)
{
    const Changes *changes = copy->alter->changes;
    const Object *whole = &((const Table *)copy->to)->partition_of->object;
    if (((const Table *)copy->to)->partition_of && has_trigger(changes->to, whole))
        switch_triggers_of(copy, sql, copy->to, is_on);
    for (size_t i = 0; i < changes->to->objects.count; i++) {
        const Object *table = changes->to->objects.items[i];
        const Object *from = changes->partner_of_to[table->id];
        bool is_old = from && table->kind == KIND_TABLE && !alter_is_lost(copy->alter, from);
        if (!is_old || !table_is_made_of(table, copy->to) || !has_trigger(changes->from, from)) continue;
        switch_triggers_of(copy, sql, table, is_on);
    }
}

/* Events that wait for the end of the transaction would forbid every ALTER TABLE behind them. */
static bool has_deferred(const Copy *copy)
{
    const Schema *schema = copy->alter->changes->to;
    bool is_found = postgres_has_deferred(copy->to);
    for (size_t i = 0; i < schema->objects.count && !is_found; i++)
        is_found = table_is_made_of(schema->objects.items[i], copy->to) &&
                   postgres_has_deferred(schema->objects.items[i]);
    return is_found;
}

/* Policies that are forced hold for the owner, too: they would hide rows. */
static void move_rows(Copy *copy)
{
    Text sql = {0};
    bool was_forced = ((const Table *)copy->from)->force_row_security;
    bool is_forced = ((const Table *)copy->to)->force_row_security;
    copy_columns(copy, copy->to);
    if (was_forced) {
        text_add(&sql, "ALTER TABLE ");
        add_old_path(copy, &sql);
        text_add(&sql, " NO FORCE ROW LEVEL SECURITY");
    }
    if (is_forced) add_new_action(copy, &sql, copy->to, " NO FORCE ROW LEVEL SECURITY");
    switch_triggers(copy, &sql, false);
    add_insert(copy, &sql);
    if (has_deferred(copy)) text_add(&sql, ";\nSET CONSTRAINTS ALL IMMEDIATE");
    switch_triggers(copy, &sql, true);
    if (is_forced) add_new_action(copy, &sql, copy->to, " FORCE ROW LEVEL SECURITY");
    unsigned effects = STEP_SCANS | STEP_REWRITES | STEP_REJECTS | copy->effects;
    alter_step(copy->alter, &sql,
               (Step){.on = copy->to,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .effects = effects,
                      .why = postgres_why(copy->alter, copy->to, "takes its rows over")});
    text_free(&sql);
}

/* ---- numbers go on ---- */

static void add_serial(Text *sql, const Text *path, Name column)
{
    text_add(sql, "pg_get_serial_sequence(");
    postgres_literal(sql, path->data, path->length);
    text_add(sql, ", ");
    postgres_literal(sql, name_text(column), name_length(column));
    text_add_char(sql, ')');
}

/* Where the one that goes with the old column has got to. */
static void take_number(const Copy *copy, Text *sql, const Column *from, const Column *to)
{
    Text old = {0}, new = {0};
    add_old_path(copy, &old);
    postgres_path(&new, copy->alter->changes->to, copy->to);
    text_add(sql, "DO $number$\nBEGIN\n"
                  "    EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s',\n        ");
    add_serial(sql, &new, to->object.name);
    text_add(sql, ",\n        ");
    add_serial(sql, &old, from->object.name);
    text_add(sql, ");\nEND $number$");
    text_free(&old);
    text_free(&new);
}

static void number_columns(const Copy *copy, Text *sql)
{
    for (size_t i = 0; i < copy->to->members.count; i++) {
        const Column *to = (const Column *)copy->to->members.items[i];
        const Column *from = to->object.kind == KIND_COLUMN ? column_before(copy, &to->object) : NULL;
        if (!from || name_none(to->identity)) continue;
        add_statement(sql);
        if (name_none(from->identity)) postgres_continue_numbers(copy->alter, sql, to);
        else take_number(copy, sql, from, to);
    }
}

/* Those that a default calls have got their owner with the table. */
static void own_sequences(const Copy *copy, Text *sql)
{
    const Schema *schema = copy->alter->changes->to;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Sequence *sequence = (const Sequence *)schema->objects.items[i];
        bool is_it = sequence->object.kind == KIND_SEQUENCE && sequence->owned_by &&
                     sequence->owned_by->object.parent == copy->to;
        if (!is_it) continue;
        if (!alter_partner(copy->alter, &sequence->object)) {
            postgres_continue_sequence(copy->alter, sql, sequence);
        } else if (!sequence_is_owned_later(schema, sequence)) {
            add_statement(sql);
            text_add(sql, "ALTER SEQUENCE ");
            postgres_path(sql, schema, &sequence->object);
            text_add(sql, " OWNED BY ");
            postgres_path(sql, schema, &sequence->owned_by->object);
        }
    }
}

static void settle_numbers(const Copy *copy)
{
    Text sql = {0};
    number_columns(copy, &sql);
    own_sequences(copy, &sql);
    if (sql.length)
        postgres_step(copy->alter, &sql, copy->to, LOCK_ACCESS_EXCLUSIVE,
                      postgres_why(copy->alter, copy->to, "goes on with its numbers"));
    text_free(&sql);
}

void postgres_bury_table(Alter *alter, const Object *from)
{
    Text sql = {0};
    Copy copy = {.alter = alter, .from = from, .to = alter->changes->partner_of_from[from->id]};
    move_rows(&copy);
    if (alter_is_torn(alter, from)) bug("%s would be empty between two transactions", name_text(from->name));
    settle_numbers(&copy);
    text_add(&sql, "DROP TABLE ");
    add_old_path(&copy, &sql);
    text_add(&sql, ";\nDROP SCHEMA ");
    postgres_identifier(&sql, space_aside(alter, from));
    postgres_step(alter, &sql, copy.to, LOCK_ACCESS_EXCLUSIVE,
                  postgres_why(alter, from, "is no longer what it was"));
    text_free(&copy.columns);
    text_free(&copy.values);
    text_free(&copy.filled);
    text_free(&sql);
}
