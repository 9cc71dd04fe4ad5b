/* SPDX-License-Identifier: MIT
 * Names that the engine chooses where none is said, of the sequence of an identity and of a NOT NULL:
 * what it is called so far is for the engine to tell. */
#include "dialect/postgres/change.h"

static void add_literal(Text *out, const Text *text)
{
    postgres_literal(out, text->data, text->length);
}

/* question: what gives the statement, INTO rename */
static void give_name(Alter *alter, const Object *column, Lock lock, const char *question,
                      Name name)
{
    Text sql = {0}, table = {0}, identifier = {0};
    postgres_path(&table, alter->changes->to, column->parent);
    postgres_identifier(&identifier, name);
    text_add(&sql, "DO $name$ DECLARE place text := ");
    add_literal(&sql, &table);
    text_add(&sql, "; part text := ");
    postgres_literal(&sql, name_text(column->name), name_length(column->name));
    text_add(&sql, "; wanted text := ");
    add_literal(&sql, &identifier);
    text_printf(&sql, "; rename text; BEGIN\n    %s;\n"
                         "    IF rename IS NOT NULL THEN EXECUTE rename; END IF;\nEND $name$", question);
    postgres_step(alter, &sql, lock == LOCK_NONE ? NULL : column->parent, lock,
                  postgres_why(alter, column, "gets the names that are said"));
    text_free(&sql);
    text_free(&table);
    text_free(&identifier);
}

void postgres_name_sequence(Alter *alter, const Change *change)
{
    const Column *from = (const Column *)change->from, *to = (const Column *)change->to;
    bool is_new = name_none(from->identity);
    if (is_new || name_none(to->identity) || name_none(to->sequence)) return;
    give_name(alter, change->to, LOCK_NONE,
              "SELECT format('ALTER SEQUENCE %s RENAME TO %s', c.oid::regclass, wanted) INTO rename\n"
              "    FROM pg_class c WHERE c.oid = pg_get_serial_sequence(place, part)::regclass"
              " AND quote_ident(c.relname) <> wanted", to->sequence);
}

void postgres_name_null(Alter *alter, const Change *change)
{
    const Column *to = (const Column *)change->to;
    if (name_none(to->null_name) || (to->is_nullable && !to->is_not_valid)) return;
    give_name(alter, change->to, LOCK_ACCESS_EXCLUSIVE,
              "SELECT format('ALTER TABLE %s RENAME CONSTRAINT %I TO %s', place, k.conname, wanted)"
              " INTO rename\n    FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid"
              " AND k.conkey = ARRAY[a.attnum]\n    WHERE k.conrelid = place::regclass AND k.contype = 'n'"
              " AND a.attname = part AND quote_ident(k.conname) <> wanted", to->null_name);
}
