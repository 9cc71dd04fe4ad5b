/* SPDX-License-Identifier: MIT
 * How a change is carried out: the answers of all kinds together. */
#include <string.h>

#include "dialect/postgres/change.h"

static const Answers *const answers[KIND_COUNT] = {
    [KIND_EXTENSION] = &postgres_extension_answers,
    [KIND_ENUM] = &postgres_remark_answers,
    [KIND_TYPE] = &postgres_remark_answers,
    [KIND_DOMAIN] = &postgres_domain_answers,
    [KIND_ATTRIBUTE] = &postgres_attribute_answers,
    [KIND_RANGE] = &postgres_range_answers,
    [KIND_NATIVE] = &postgres_native_answers,
    [KIND_SEQUENCE] = &postgres_sequence_answers,
    [KIND_FUNCTION] = &postgres_function_answers,
    [KIND_TABLE] = &postgres_table_answers,
    [KIND_COLUMN] = &postgres_column_answers,
    [KIND_PRIMARY_KEY] = &postgres_key_answers,
    [KIND_UNIQUE] = &postgres_key_answers,
    [KIND_FOREIGN_KEY] = &postgres_foreign_key_answers,
    [KIND_CHECK] = &postgres_check_answers,
    [KIND_EXCLUDE] = &postgres_exclude_answers,
    [KIND_INDEX] = &postgres_index_answers,
    [KIND_VIEW] = &postgres_view_answers,
    [KIND_TRIGGER] = &postgres_trigger_answers,
    [KIND_POLICY] = &postgres_policy_answers,
    [KIND_OWNER] = &postgres_owner_answers,
    [KIND_GRANT] = &postgres_grant_answers,
};

Answers postgres_answers(Kind kind)
{
    return answers[kind] ? *answers[kind] : (Answers){NULL, 0};
}

static Treatment harder(Treatment a, Treatment b)
{
    return a > b ? a : b;
}

/* A column that is a parent's changes with it, but for what is its own; so does the part of an
 * index, but for its options. */
static bool is_own_affair(const Change *change, const char *word)
{
    bool is_column = change->to->kind == KIND_COLUMN;
    if (is_column && ((const Column *)change->to)->is_inherited)
        return strcmp(word, "default") == 0 || strcmp(word, "null") == 0 ||
               strcmp(word, "inherited") == 0 || strcmp(word, "part comments") == 0;
    return is_column || !postgres_whole_of(change->to) || strcmp(word, "with") == 0 ||
           strcmp(word, "extensions") == 0;
}

/* The hardest of the answers to all that changes. */
static Treatment treat_alter(const Changes *changes, const Change *change)
{
    Answers all = postgres_answers(change->to->kind);
    Treatment how = change->order ? TREAT_REBUILD : TREAT_NOTHING; /* the values of an enum */
    for (size_t i = 0; i < all.count; i++) {
        const Answer *answer = &all.rows[i];
        if (!postgres_changes(change, answer->word)) continue;
        if (!is_own_affair(change, answer->word)) continue;
        how = harder(how, answer->judge ? answer->judge(changes, change) : answer->how);
    }
    return how;
}

Treatment postgres_treat(Cx *cx, const Changes *changes, const Change *change)
{
    (void)cx;
    bool is_value = change->from && change->from->kind == KIND_ENUM_VALUE;
    if (change->op == CHANGE_ALTER) return treat_alter(changes, change);
    if (change->op == CHANGE_DROP && is_value) return TREAT_REBUILD;
    if (change->op == CHANGE_DROP && postgres_is_left_above(changes, change->from))
        return TREAT_NOTHING;
    return TREAT_ALTER;
}

/* In the order of the rows; what several attributes share is written once. */
void postgres_alter(Alter *alter, const Change *change)
{
    Answers all = postgres_answers(change->to->kind);
    for (size_t i = 0; i < all.count; i++) {
        const Answer *answer = &all.rows[i];
        if (!answer->write || !postgres_changes(change, answer->word)) continue;
        if (!is_own_affair(change, answer->word)) continue;
        bool is_done = false;
        for (size_t j = 0; j < i; j++)
            if (all.rows[j].write == answer->write && postgres_changes(change, all.rows[j].word))
                is_done = true;
        if (!is_done) answer->write(alter, change);
    }
}

/* ---- renames ---- */

static void add_alter(Text *out, const Schema *schema, const Object *object)
{
    if (out->length) text_add(out, ";\n");
    text_printf(out, "ALTER %s ", postgres_word(object));
    postgres_subject(out, schema, object);
}

/* A table of a type has its columns renamed with the attributes of that, and no rule of it has
 * another name while it is of a type. */
static const Type *type_of_table(const Object *table)
{
    return table->kind == KIND_TABLE ? ((const Table *)table)->of_type : NULL;
}

static bool has_table(const Schema *schema, const Object *type)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Type *of_type = type_of_table(schema->objects.items[i]);
        if (of_type && of_type->named == type) return true;
    }
    return false;
}

static void begin_typed(Text *out, const Schema *schema, const Object *table, const char *action)
{
    text_add(out, "ALTER TABLE ");
    postgres_path(out, schema, table);
    text_add(out, action);
}

static void rename_member(Text *out, const Schema *schema, const Object *from, Name name)
{
    Kind kind = from->kind, parent = from->parent->kind;
    const Type *type = type_of_table(from->parent);
    if (type && kind == KIND_COLUMN) return;
    if (type) begin_typed(out, schema, from->parent, " NOT OF;\n");
    text_add(out, parent == KIND_DOMAIN ? "ALTER DOMAIN " : parent == KIND_TYPE ? "ALTER TYPE " : "ALTER TABLE ");
    postgres_path(out, schema, from->parent);
    text_add(out, kind == KIND_COLUMN      ? " RENAME COLUMN "
                  : kind == KIND_ATTRIBUTE ? " RENAME ATTRIBUTE "
                                           : " RENAME CONSTRAINT ");
    postgres_identifier(out, from->name);
    text_add(out, " TO ");
    postgres_identifier(out, name);
    if (kind == KIND_ATTRIBUTE && has_table(schema, from->parent)) text_add(out, " CASCADE");
    if (!type) return;
    text_add(out, ";\n");
    begin_typed(out, schema, from->parent, " OF ");
    postgres_type(out, schema, type);
}

static void rename_value(Text *out, const Schema *schema, const Object *from, Name name)
{
    text_add(out, "ALTER TYPE ");
    postgres_path(out, schema, from->parent);
    text_add(out, " RENAME VALUE ");
    postgres_literal(out, name_text(from->name), name_length(from->name));
    text_add(out, " TO ");
    postgres_literal(out, name_text(name), name_length(name));
}

/* A sequence that a column owns lives where its table lives, and moves with it. */
static bool is_moved_along(const Object *from)
{
    return from->kind == KIND_SEQUENCE && ((const Sequence *)from)->owned_by;
}

static void rename_range(Cx *cx, Text *out, const Schema *schema, const Range *from, Range *now,
                         Name space, Name name)
{
    now->object.name = name;
    if (!name_is(from->object.name, name)) postgres_rename_range(cx, out, schema, from, now);
    if (name_is(from->object.space, space)) return;
    Range moved = *now;
    moved.object.space = space;
    if (out->length) text_add(out, ";\n");
    postgres_move_range(cx, out, schema, now, &moved);
}

static void rename_object(Cx *cx, Text *out, const Schema *schema, const Object *from, Name space,
                          Name name)
{
    Object *now = arena_alloc(cx->arena, kind_info(from->kind)->size);
    memcpy(now, from, kind_info(from->kind)->size);
    if (from->kind == KIND_RANGE) {
        rename_range(cx, out, schema, (const Range *)from, (Range *)now, space, name);
        return;
    }
    if (!name_is(from->name, name)) {
        add_alter(out, schema, from);
        text_add(out, " RENAME TO ");
        postgres_identifier(out, name);
        now->name = name;
    }
    bool is_moved = kind_info(from->kind)->has_namespace && !name_is(from->space, space);
    if (!is_moved || is_moved_along(from)) return;
    add_alter(out, schema, now);
    text_add(out, " SET SCHEMA ");
    postgres_identifier(out, name_none(space) ? schema->default_space : space);
}

void postgres_rename(Cx *cx, Text *out, const Schema *schema, const Object *from, Name space,
                     Name name)
{
    if (from->kind == KIND_ENUM_VALUE)
        rename_value(out, schema, from, name);
    else if (from->parent && from->kind != KIND_INDEX)
        rename_member(out, schema, from, name);
    else
        rename_object(cx, out, schema, from, space, name);
}

/* ---- the frame of a script ---- */

static bool has_lone_steps(const Plan *plan)
{
    for (size_t i = 0; i < plan->steps.count; i++) {
        Phase phase = plan->steps.items[i].phase;
        if (phase == PHASE_FIRST || phase == PHASE_BUILD) return true;
    }
    return false;
}

/* A transaction gives up soon rather than let others queue up behind it; what runs alone may wait,
 * for nobody waits for it. Bodies may name things of the default namespace. */
const char *postgres_frame(Cx *cx, const Plan *plan, int place)
{
    static const char resets[] = "RESET lock_timeout;\nRESET statement_timeout;\n"
                                 "RESET search_path;\n";
    Text text = {0};
    if (place == FRAME_BEGIN)
        text_add(&text, "SET LOCAL lock_timeout = '3s';\n"
                        "SET LOCAL check_function_bodies = off;\n"
                        "SET LOCAL search_path = ");
    else if (place == FRAME_BEFORE && has_lone_steps(plan))
        text_add(&text, "SET lock_timeout = 0;\n"
                        "SET statement_timeout = 0;\n"
                        "SET search_path = ");
    else if (place == FRAME_AFTER && has_lone_steps(plan))
        return resets;
    else
        return NULL;
    postgres_scope(&text, plan->to);
    text_add(&text, ";\n");
    return text_keep(&text, cx->arena);
}
