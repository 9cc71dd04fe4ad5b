/* SPDX-License-Identifier: MIT
 * Comments of what comes along with an object (model/remark.c). What a partition or heir has from the
 * table above is there as soon as both are, whichever comes last; so each is told when either is made, if
 * the other is there by then. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "expr/expr.h"
#include "model/mention.h"

typedef struct Remark {
    const Schema *schema;
    const Object *object; /* that says it */
    const Option *option;
    const char *words; /* NULL: none any more */
} Remark;

static void add_words(Text *out, const char *words)
{
    if (words) postgres_literal(out, words, strlen(words));
    else text_add(out, "NULL");
}

static void add_path_literal(Text *out, const Remark *remark, const Object *object)
{
    Text path = {0};
    postgres_path(&path, remark->schema, object);
    postgres_literal(out, path.data, path.length);
    text_free(&path);
}

static void add_name_literal(Text *out, Name name)
{
    postgres_literal(out, name_text(name), name_length(name));
}

static void add_block(Text *out, const Text *body)
{
    text_add(out, "DO ");
    dollar_print(out, body->data, body->length);
}

/* ---- each of them ---- */

typedef void Write(Text *out, const Remark *remark);

static void add_row_type(Text *out, const Remark *remark)
{
    text_add(out, "TYPE ");
    postgres_path(out, remark->schema, remark->object);
}

static void add_array_type(Text *out, const Remark *remark)
{
    add_row_type(out, remark);
    text_add(out, "[]");
}

static void add_multirange(Text *out, const Remark *remark)
{
    const Object *range = remark->object;
    Name name = range_multirange(remark->schema->names, (const Range *)range);
    text_add(out, "TYPE ");
    postgres_qualified(out, postgres_space(remark->schema, range), name);
}

static void add_rule(Text *out, const Remark *remark)
{
    text_add(out, "RULE \"_RETURN\" ON ");
    postgres_path(out, remark->schema, remark->object);
}

/* That of a constraint trigger is called as the trigger. */
static void add_constraint(Text *out, const Remark *remark)
{
    text_add(out, "CONSTRAINT ");
    postgres_subject(out, remark->schema, remark->object);
}

/* The engine may have chosen the name of this one and the next. */
static void write_sequence(Text *out, const Remark *remark)
{
    Text body = {0};
    text_add(&body, "\nBEGIN\n    EXECUTE format('COMMENT ON SEQUENCE %s IS %L', pg_get_serial_sequence(");
    add_path_literal(&body, remark, remark->object->parent);
    text_add(&body, ", ");
    add_name_literal(&body, remark->object->name);
    text_add(&body, "), ");
    add_words(&body, remark->words);
    text_add(&body, ");\nEND ");
    add_block(out, &body);
    text_free(&body);
}

static void write_domain_not_null(Text *out, const Remark *remark)
{
    Text body = {0};
    text_add(&body, "\nBEGIN\n    EXECUTE (SELECT format('COMMENT ON CONSTRAINT %I ON DOMAIN %s IS %L', conname,"
                    " contypid::regtype, ");
    add_words(&body, remark->words);
    text_add(&body, "::text)\n        FROM pg_constraint WHERE contype = 'n' AND contypid = ");
    add_path_literal(&body, remark, remark->object);
    text_add(&body, "::regtype);\nEND ");
    add_block(out, &body);
    text_free(&body);
}

static void write_not_null(Text *out, const Remark *remark)
{
    Text body = {0};
    if (remark->object->kind == KIND_DOMAIN) {
        write_domain_not_null(out, remark);
        return;
    }
    text_add(&body, "\nBEGIN\n    EXECUTE (SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname,"
                    " conrelid::regclass, ");
    add_words(&body, remark->words);
    text_add(&body, "::text)\n        FROM pg_constraint JOIN pg_attribute a ON a.attrelid = conrelid"
                    " AND conkey = ARRAY[a.attnum]\n        WHERE contype = 'n' AND conrelid = ");
    add_path_literal(&body, remark, remark->object->parent);
    text_add(&body, "::regclass AND a.attname = ");
    add_name_literal(&body, remark->object->name);
    text_add(&body, ");\nEND ");
    add_block(out, &body);
    text_free(&body);
}

static const struct {
    const char *word;
    Write *add;   /* what it is of */
    Write *write; /* the whole statement */
} parts[] = {
    {"row_type", add_row_type, NULL},          {"array_type", add_array_type, NULL},
    {"multirange_type", add_multirange, NULL}, {"rule", add_rule, NULL},
    {"constraint", add_constraint, NULL},      {"sequence", NULL, write_sequence},
    {"not_null", NULL, write_not_null},
};

static void write_part(Text *out, const Remark *remark, const char *word)
{
    size_t i = 0;
    while (strcmp(word, parts[i].word) != 0) i++; /* resolve knows no other */
    if (parts[i].write) {
        parts[i].write(out, remark);
        return;
    }
    text_add(out, "COMMENT ON ");
    parts[i].add(out, remark);
    text_add(out, " IS ");
    add_words(out, remark->words);
}

/* What a table has from above: a constraint or trigger of that name. */
static void write_inherited(Text *out, const Remark *remark, Name name, bool is_trigger)
{
    Text body = {0};
    text_printf(&body, "\nBEGIN\n    IF EXISTS (SELECT FROM %s\n        WHERE %s = to_regclass(",
                is_trigger ? "pg_trigger" : "pg_constraint", is_trigger ? "tgrelid" : "conrelid");
    add_path_literal(&body, remark, remark->object);
    text_printf(&body, ") AND %s = ", is_trigger ? "tgname" : "conname");
    add_name_literal(&body, name);
    text_printf(&body, ") THEN\n        COMMENT ON %s ", is_trigger ? "TRIGGER" : "CONSTRAINT");
    postgres_identifier(&body, name);
    text_add(&body, " ON ");
    postgres_path(&body, remark->schema, remark->object);
    text_add(&body, " IS ");
    add_words(&body, remark->words);
    text_add(&body, ";\n    END IF;\nEND ");
    add_block(out, &body);
    text_free(&body);
}

static void write(Text *out, const Remark *remark)
{
    const char *word;
    Name name = option_column(remark->schema->names, remark->option->name, &word);
    if (out->length) text_add(out, ";\n");
    if (name_none(name)) write_part(out, remark, word);
    else write_inherited(out, remark, name, strcmp(word, "trigger") == 0);
}

/* ---- what is made ---- */

static bool is_below(const Object *table, const Object *above)
{
    ObjectList parents = table_parents(table);
    for (size_t i = 0; i < parents.count; i++)
        if (parents.items[i] == above || is_below(parents.items[i], above)) return true;
    return false;
}

/* A constraint trigger is both. */
static bool is_about(const Object *rule, const char *word)
{
    bool is_trigger = strcmp(word, "trigger") == 0;
    if (rule->kind != KIND_TRIGGER) return !is_trigger;
    return is_trigger || ((const Trigger *)rule)->is_constraint;
}

/* Those that heirs of its table say of their copy of this one. */
static void write_copies(Text *out, const Schema *schema, const Object *rule, const Object *above)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        if (table->kind != KIND_TABLE) continue;
        const OptionList *all = object_part_comments(table);
        for (size_t j = 0; j < all->count; j++) {
            const char *word;
            Name name = option_column(schema->names, all->items[j].name, &word);
            if (name_is(name, rule->name) && is_about(rule, word) && is_below(table, above))
                write(out, &(Remark){schema, table, &all->items[j], all->items[j].value});
        }
    }
}

void postgres_remarks(Text *out, const Schema *schema, const Object *object)
{
    const OptionList *all = object_part_comments(object);
    for (size_t i = 0; i < all->count; i++)
        write(out, &(Remark){schema, object, &all->items[i], all->items[i].value});
}

void postgres_remarks_below(Text *out, const Schema *schema, const Object *rule)
{
    bool is_rule = rule->kind == KIND_CHECK || rule->kind == KIND_FOREIGN_KEY;
    if (is_rule && rule->parent->kind == KIND_TABLE) write_copies(out, schema, rule, rule->parent);
    if (rule->kind == KIND_TRIGGER) write_copies(out, schema, rule, ((const Trigger *)rule)->on);
}

/* ---- what is there ---- */

static bool has_option(const OptionList *all, Name name)
{
    for (size_t i = 0; i < all->count; i++)
        if (name_is(all->items[i].name, name)) return true;
    return false;
}

/* A column that is numbered no more has no sequence to say anything of. */
static bool is_gone(const Object *object, const Option *option)
{
    if (object->kind == KIND_DOMAIN && name_equals(option->name, "not_null"))
        return !((const Domain *)object)->is_not_null;
    if (object->kind != KIND_COLUMN) return false;
    const Column *column = (const Column *)object;
    return name_equals(option->name, "sequence") ? name_none(column->identity) : column->is_nullable;
}

void postgres_alter_remarks(Alter *alter, const Change *change)
{
    Text sql = {0};
    const OptionList *before = object_part_comments(change->from);
    for (size_t i = 0; i < before->count; i++) {
        const Option *option = &before->items[i];
        bool stays = has_option(object_part_comments(change->to), option->name);
        if (!stays && !is_gone(change->to, option))
            write(&sql, &(Remark){alter->changes->to, change->to, option, NULL});
    }
    postgres_remarks(&sql, alter->changes->to, change->to);
    if (sql.length) /* else all that it spoke of is gone */
        postgres_step(alter, &sql, NULL, LOCK_NONE,
                      postgres_why(alter, change->to, "says something else of what comes with it"));
    text_free(&sql);
}

static const Answer rows[] = {{"part comments", TREAT_ALTER, postgres_alter_remarks, NULL}};

const Answers postgres_remark_answers = {rows, sizeof rows / sizeof *rows};
