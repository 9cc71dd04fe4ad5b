/* SPDX-License-Identifier: MIT
 * Columns that the database numbers: they begin to be, change their rule, and are no longer. */
#include "dialect/postgres/change.h"
#include "model/mention.h"

/* ---- a sequence of its own in the place of the one that comes with numbering, and back ---- */

/* The new sequence that a column gets for the one that goes with its numbering; NULL: none. */
static const Object *successor(const Alter *alter, const Object *column)
{
    const Schema *schema = alter->changes->to;
    const Expr *initial = postgres_value(&((const Column *)column)->initial);
    const Sequence *sequence = initial ? sequence_called(schema, initial) : NULL;
    bool is_new = sequence && !alter_partner(alter, &sequence->object);
    return is_new && sequence->owned_by && &sequence->owned_by->object == column ? &sequence->object
                                                                                 : NULL;
}

static const Object *numbered_before(const Alter *alter, const Object *column)
{
    const Column *before = (const Column *)alter_partner(alter, column);
    bool is_other = before && !name_none(before->identity) &&
                    name_none(((const Column *)column)->identity);
    return is_other ? &before->object : NULL;
}

const Object *postgres_numbered_until(const Alter *alter, const Object *sequence)
{
    const Column *owner = ((const Sequence *)sequence)->owned_by;
    bool is_it = owner && numbered_before(alter, &owner->object) &&
                 successor(alter, &owner->object) == sequence;
    return is_it ? &owner->object : NULL;
}

static bool calls(const Alter *alter, const Object *column, const Sequence *sequence)
{
    const Expr *initial =
        column->kind == KIND_COLUMN ? postgres_value(&((const Column *)column)->initial) : NULL;
    return initial && sequence_called(alter->changes->from, initial) == sequence;
}

bool postgres_gives_way(const Alter *alter, const Object *from)
{
    const Schema *schema = alter->changes->from;
    const Sequence *sequence = (const Sequence *)from;
    const Object *owner = sequence->owned_by ? &sequence->owned_by->object : NULL;
    const Column *now = owner ? (const Column *)alter->changes->partner_of_from[owner->id] : NULL;
    if (!now || name_none(now->identity) || !name_none(sequence->owned_by->identity)) return false;
    for (size_t i = 0; i < schema->objects.count; i++)
        for (size_t j = 0; j < schema->objects.items[i]->members.count; j++) {
            const Object *column = schema->objects.items[i]->members.items[j];
            if (column != owner && calls(alter, column, sequence)) return false;
        }
    return true;
}

void postgres_drop_identity(Alter *alter, const Change *change)
{
    Text sql = {0};
    if (!name_none(((const Column *)change->to)->identity)) return;
    if (successor(alter, change->to)) return; /* which has dropped it */
    postgres_alter_column(&sql, alter->changes->to, change->to);
    text_add(&sql, " DROP IDENTITY");
    postgres_column_step(alter, &sql, change->to, "is numbered no longer");
    text_free(&sql);
}

static const char *option(const Column *column, const char *word)
{
    for (size_t i = 0; i < column->identity_options.count; i++)
        if (name_equals(column->identity_options.items[i].name, word))
            return column->identity_options.items[i].value;
    return NULL;
}

/* Numbering goes on behind the numbers that are there. */
static void add_numbers(Text *sql, const Column *column, const char *start, bool is_falling,
                        const Text *path)
{
    Text name = {0};
    const char *end = is_falling ? "min" : "max";
    postgres_identifier(&name, column->object.name);
    text_printf(sql, "%s(%s)) FROM %s HAVING %s(%s) %s %s", end, name.data, path->data, end,
                name.data, is_falling ? "<=" : ">=", start ? start : is_falling ? "-1" : "1");
    text_free(&name);
}

void postgres_bring_successor(Alter *alter, Text *sql, const Object *sequence, const Object *column)
{
    Text path = {0}, table = {0};
    const Sequence *own = (const Sequence *)sequence;
    bool is_falling = postgres_is_falling(own);
    const char *start = own->start ? own->start : is_falling ? own->maximum : own->minimum;
    postgres_alter_column(sql, alter->changes->to, column);
    text_add(sql, " DROP IDENTITY;\n");
    postgres_create_sequence(alter->cx, sql, alter->changes->to, sequence);
    postgres_path(&path, alter->changes->to, sequence);
    postgres_path(&table, alter->changes->to, column->parent);
    text_add(sql, ";\nSELECT setval(");
    postgres_literal(sql, path.data, path.length);
    text_add(sql, ", ");
    add_numbers(sql, (const Column *)column, start, is_falling, &table);
    postgres_column_step(alter, sql, column, "is numbered by a sequence");
    text_free(&path);
    text_free(&table);
}

static void add_own_numbers(const Alter *alter, Text *sql, const Column *column, const char *start,
                            bool is_falling)
{
    Text path = {0};
    postgres_path(&path, alter->changes->to, column->object.parent);
    if (sql->length) text_add(sql, ";\n");
    text_add(sql, "SELECT setval(pg_get_serial_sequence(");
    postgres_literal(sql, path.data, path.length);
    text_add(sql, ", ");
    postgres_literal(sql, name_text(column->object.name), name_length(column->object.name));
    text_add(sql, "), ");
    add_numbers(sql, column, start, is_falling, &path);
    text_free(&path);
}

void postgres_continue_numbers(const Alter *alter, Text *sql, const Column *column)
{
    const char *increment = option(column, "increment"), *start = option(column, "start");
    bool is_falling = increment && *increment == '-';
    if (!start) start = option(column, is_falling ? "maximum" : "minimum");
    add_own_numbers(alter, sql, column, start, is_falling);
}

void postgres_continue_sequence(const Alter *alter, Text *sql, const Sequence *own)
{
    bool is_falling = postgres_is_falling(own);
    const char *start = own->start ? own->start : is_falling ? own->maximum : own->minimum;
    add_own_numbers(alter, sql, own->owned_by, start, is_falling);
}

void postgres_begin_numbers(const Alter *alter, Text *sql, const Sequence *own)
{
    const Object *column = &own->owned_by->object;
    bool is_late = !alter_partner(alter, &own->object) && alter_partner(alter, column);
    if (is_late && !numbered_before(alter, column)) postgres_continue_sequence(alter, sql, own);
}

/* A sequence that the column owns would be taken for its own numbering, or keep the name of that. */
static void release_sequences(const Alter *alter, Text *sql, const Object *from)
{
    const Schema *schema = alter->changes->from;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Sequence *sequence = (const Sequence *)schema->objects.items[i];
        if (sequence->object.kind != KIND_SEQUENCE || !sequence->owned_by) continue;
        if (&sequence->owned_by->object != from) continue;
        bool is_dropped = !alter->changes->partner_of_from[sequence->object.id] &&
                          postgres_gives_way(alter, &sequence->object);
        if (sql->length) text_add(sql, ";\n");
        text_add(sql, is_dropped ? "DROP SEQUENCE " : "ALTER SEQUENCE ");
        postgres_path(sql, schema, &sequence->object);
        if (!is_dropped) text_add(sql, " OWNED BY NONE");
    }
}

/* SET NOT NULL must have been. */
static void add_identity(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Column *to = (const Column *)change->to;
    bool is_last = postgres_changes(change, "null");
    release_sequences(alter, &sql, change->from);
    postgres_alter_column(&sql, alter->changes->to, change->to);
    text_add(&sql, " ADD");
    postgres_identity(&sql, alter->changes->to, to);
    postgres_continue_numbers(alter, &sql, to);
    alter_step(alter, &sql,
               (Step){.on = change->to->parent,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = is_last ? PHASE_FINISH : PHASE_MAIN,
                      .effects = STEP_SCANS,
                      .why = postgres_why(alter, change->to, "is numbered by the database")});
    text_free(&sql);
}

void postgres_alter_identity(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Column *from = (const Column *)change->from, *to = (const Column *)change->to;
    if (name_none(to->identity)) return;
    if (name_none(from->identity)) {
        add_identity(alter, change);
        return;
    }
    postgres_alter_column(&sql, alter->changes->to, change->to);
    bool is_always = name_equals(to->identity, "always");
    text_printf(&sql, " SET GENERATED %s", is_always ? "ALWAYS" : "BY DEFAULT");
    postgres_column_step(alter, &sql, change->to, "is numbered by another rule");
    text_free(&sql);
}

/* What it counts through, as of a sequence of its own. */
static Sequence numbers_of(const Column *column)
{
    return (Sequence){.type = marked_type_for(&column->type, DIALECT_POSTGRES),
                      .start = option(column, "start"),
                      .increment = option(column, "increment"),
                      .minimum = option(column, "minimum"),
                      .maximum = option(column, "maximum")};
}

/* The sequence is found by its column: only the database knows its name. */
static void return_own_numbers(const Alter *alter, Text *sql, const Object *column,
                               const Sequence *from, const Sequence *to)
{
    Text path = {0}, last = {0};
    postgres_path(&path, alter->changes->to, column->parent);
    text_add(&last, "pg_sequence WHERE seqrelid = pg_get_serial_sequence(");
    postgres_literal(&last, path.data, path.length);
    text_add(&last, ", ");
    postgres_literal(&last, name_text(column->name), name_length(column->name));
    text_add(&last, ")::regclass AND coalesce(pg_sequence_last_value(seqrelid), seqstart)");
    postgres_return_numbers(sql, from, to, "seqrelid", last.data);
    text_free(&path);
    text_free(&last);
}

/* Where it begins and ends, as far as that follows from other options. */
static void add_consequences(Text *sql, const Sequence *from, const Sequence *to)
{
    bool turns = postgres_is_falling(from) != postgres_is_falling(to);
    for (int is_highest = 0; is_highest < 2; is_highest++) {
        if ((is_highest ? to->maximum : to->minimum) || !turns) continue;
        text_add(sql, " SET");
        postgres_bound(sql, from, to, is_highest);
    }
    if (!to->start && postgres_first_number(from) != postgres_first_number(to))
        text_printf(sql, " SET START WITH %lld", postgres_first_number(to));
    postgres_restart(sql, from, to);
}

/* Options that were left out are said, too: the engine keeps what it was told before. */
void postgres_alter_identity_options(Alter *alter, const Change *change)
{
    static const char *const usual[][2] = {{"increment", " SET INCREMENT BY 1"},
                                           {"minimum", " SET NO MINVALUE"},
                                           {"maximum", " SET NO MAXVALUE"},
                                           {"cache", " SET CACHE 1"},
                                           {"cycle", " SET NO CYCLE"}};
    Text sql = {0};
    const Column *from = (const Column *)change->from, *to = (const Column *)change->to;
    Sequence before = numbers_of(from), after = numbers_of(to);
    bool turns = postgres_is_falling(&before) != postgres_is_falling(&after);
    if (postgres_changes(change, "identity") &&
        (name_none(to->identity) || name_none(from->identity)))
        return;
    return_own_numbers(alter, &sql, change->to, &before, &after);
    postgres_alter_column(&sql, alter->changes->to, change->to);
    for (size_t i = 0; i < to->identity_options.count; i++) {
        text_add(&sql, " SET ");
        postgres_identity_option(&sql, &to->identity_options.items[i]);
    }
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        bool is_bound = usual[i][0][0] == 'm';
        if (option(from, usual[i][0]) && !option(to, usual[i][0]) && !(is_bound && turns))
            text_add(&sql, usual[i][1]);
    }
    add_consequences(&sql, &before, &after);
    alter_step(alter, &sql,
               (Step){.on = change->to->parent,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .why = postgres_why(alter, change->to, "is numbered by another rule")});
    text_free(&sql);
}
