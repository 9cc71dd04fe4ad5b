/* SPDX-License-Identifier: MIT
 * What holds no rows of its own: sequences, views, triggers, policies and extensions. */
#include <stdlib.h>
#include <string.h>

#include "dialect/postgres/change.h"
#include "model/heritage.h"
#include "model/mention.h"

/* Behind CREATE, which the text begins with. */
static void add_or_replace(Text *sql, const Text *create)
{
    text_add(sql, "CREATE OR REPLACE");
    text_add(sql, create->data + strlen("CREATE"));
}

void postgres_remove_object(Alter *alter, const Object *from)
{
    Text sql = {0};
    const Object *base = from->kind == KIND_VIEW ? from : object_base(from);
    alter->dialect->kinds[from->kind].drop(alter->cx, &sql, alter->changes->from, from);
    postgres_step(alter, &sql, base, base ? LOCK_ACCESS_EXCLUSIVE : LOCK_NONE,
                  postgres_why(alter, from, "is no longer in the schema"));
    text_free(&sql);
}

/* Columns that are dropped hold the types of an extension until then. */
void postgres_remove_last(Alter *alter, const Object *from)
{
    Text sql = {0};
    postgres_drop(alter->cx, &sql, alter->changes->from, from);
    alter_step(alter, &sql,
               (Step){.phase = PHASE_FINISH,
                      .why = postgres_why(alter, from, "is no longer in the schema")});
    text_free(&sql);
}

/* ---- sequences ---- */

static void add_owner(const Alter *alter, Text *sql, const Sequence *sequence)
{
    if (sql->length) text_add(sql, ";\n");
    text_add(sql, "ALTER SEQUENCE ");
    postgres_path(sql, alter->changes->to, &sequence->object);
    text_add(sql, " OWNED BY ");
    if (sequence->owned_by)
        postgres_path(sql, alter->changes->to, &sequence->owned_by->object);
    else
        text_add(sql, "NONE");
}

static bool has_other_owner(const Alter *alter, const Sequence *sequence)
{
    const Sequence *before = (const Sequence *)alter_partner(alter, &sequence->object);
    const Object *owner = &sequence->owned_by->object;
    return !before || !before->owned_by || alter_partner(alter, owner) != &before->owned_by->object;
}

void postgres_alter_owner(Alter *alter, const Object *column)
{
    Text sql = {0};
    const Expr *initial = postgres_value(&((const Column *)column)->initial);
    const Sequence *sequence = initial ? sequence_called(alter->changes->to, initial) : NULL;
    if (!sequence || !sequence->owned_by || &sequence->owned_by->object != column) return;
    if (!has_other_owner(alter, sequence)) return;
    add_owner(alter, &sql, sequence);
    postgres_begin_numbers(alter, &sql, sequence);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, &sequence->object, "goes when its column goes"));
    text_free(&sql);
}

void postgres_remove_sequence(Alter *alter, const Object *from)
{
    if (!postgres_gives_way(alter, from)) postgres_remove_object(alter, from);
}

void postgres_bring_sequence(Alter *alter, const Object *to)
{
    Text sql = {0};
    const Object *column = postgres_numbered_until(alter, to);
    if (column) {
        postgres_bring_successor(alter, &sql, to, column);
        text_free(&sql);
        return;
    }
    postgres_create_sequence(alter->cx, &sql, alter->changes->to, to);
    postgres_step(alter, &sql, NULL, LOCK_NONE, postgres_why(alter, to, "is new"));
    text_free(&sql);
}

/* All that it is, for the engine keeps what is not said. */
static void alter_numbers(Alter *alter, const Change *change)
{
    Text sql = {0}, path = {0}, name = {0}, last = {0};
    const Sequence *from = (const Sequence *)change->from, *to = (const Sequence *)change->to;
    postgres_path(&path, alter->changes->to, change->to);
    postgres_literal(&name, path.data, path.length);
    text_printf(&last, "%s WHERE last_value", path.data);
    postgres_return_numbers(&sql, from, to, name.data, last.data);
    if (sql.length) text_add(&sql, ";\n");
    text_printf(&sql, "ALTER SEQUENCE %s AS ", path.data);
    if (to->type)
        postgres_type(&sql, alter->changes->to, to->type);
    else
        text_add(&sql, "bigint");
    text_printf(&sql, " INCREMENT BY %s", to->increment ? to->increment : "1");
    postgres_bound(&sql, from, to, false);
    postgres_bound(&sql, from, to, true);
    text_printf(&sql, " START WITH %lld CACHE %s", postgres_first_number(to),
                to->cache ? to->cache : "1");
    text_add(&sql, to->cycle ? " CYCLE" : " NO CYCLE");
    postgres_restart(&sql, from, to);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, change->to, "gives other numbers"));
    text_free(&sql);
    text_free(&path);
    text_free(&name);
    text_free(&last);
}

/* What a column that is dropped would take along belongs to none until it is given to another. */
static void keep_from_drop(Alter *alter, const Sequence *from, const Object *to)
{
    Text sql = {0};
    bool stays = !from->owned_by ||
                 alter->changes->partner_of_from[from->owned_by->object.id];
    if (stays) return;
    add_owner(alter, &sql, &(const Sequence){.object = *to});
    postgres_step(alter, &sql, NULL, LOCK_NONE, postgres_why(alter, to, "stays when its column goes"));
    text_free(&sql);
}

/* What a default that changes now calls is given to its column there. */
static void alter_owned_by(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Sequence *to = (const Sequence *)change->to;
    const Object *owner = to->owned_by ? &to->owned_by->object : NULL;
    const Column *before = owner ? (const Column *)alter_partner(alter, owner) : NULL;
    bool is_later = owner && sequence_is_owned_later(alter->changes->to, to);
    bool is_same =
        before && postgres_value(&before->initial) &&
        expr_equal(postgres_value(&before->initial), postgres_value(&to->owned_by->initial));
    if (is_later && !is_same) {
        keep_from_drop(alter, (const Sequence *)change->from, change->to);
        return;
    }
    add_owner(alter, &sql, to);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, change->to,
                               owner ? "goes when its column goes" : "belongs to no column"));
    text_free(&sql);
}

/* ---- views ---- */

static const char *find_word(const char *body, const char *word)
{
    return text_find_word(body, word, strlen(word));
}

static bool is_plain_select(const char *body, const char *from)
{
    static const char *const words[] = {"select", "distinct", "group",     "union",
                                        "with",   "except",   "intersect", "limit"};
    const char *select = find_word(body, "select");
    size_t start = strspn(body, " \t\r\n");
    if (select != body + start || !from || text_has_word(select + 1, "select")) return false;
    for (size_t i = 1; i < sizeof words / sizeof *words; i++)
        if (text_has_word(body, words[i])) return false;
    for (const char *at = body; at < from; at++)
        if (*at == '*' || *at == '\'' || *at == '"' || *at == '-') return false;
    return true;
}

static bool is_same_uses(const ObjectList *a, const ObjectList *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!name_is(a->items[i]->name, b->items[i]->name) ||
            !name_is(a->items[i]->space, b->items[i]->space))
            return false;
    return true;
}

/* Do both give the same columns? Only what is certain counts: one plain SELECT of the same words
 * from the same tables. */
static bool has_same_columns(const View *from, const View *to)
{
    const char *before = find_word(from->body, "from"), *after = find_word(to->body, "from");
    if (!is_plain_select(from->body, before) || !is_plain_select(to->body, after)) return false;
    size_t length = (size_t)(before - from->body);
    bool is_same_list =
        length == (size_t)(after - to->body) && strncmp(from->body, to->body, length) == 0;
    return is_same_list && is_same_uses(&from->uses, &to->uses);
}

static bool keeps_columns(const Changes *changes, const View *from, const View *to)
{
    for (size_t i = 0; i < changes->items.count; i++) {
        const Change *change = &changes->items.items[i];
        bool is_type = change->op == CHANGE_ALTER && change->to->kind == KIND_COLUMN &&
                       postgres_changes(change, "type");
        if (is_type) return false;
    }
    return has_same_columns(from, to);
}

static Treatment judge_body(const Changes *changes, const Change *change)
{
    const View *from = (const View *)change->from, *to = (const View *)change->to;
    if (from->is_materialized || to->is_materialized) return TREAT_RECREATE;
    return keeps_columns(changes, from, to) ? TREAT_ALTER : TREAT_RECREATE;
}

static void replace_view(Alter *alter, const Change *change)
{
    Text sql = {0}, create = {0};
    postgres_define_view(&create, alter->changes->to, change->to);
    add_or_replace(&sql, &create);
    postgres_step(alter, &sql, change->to, LOCK_ACCESS_EXCLUSIVE,
                  postgres_why(alter, change->to, "shows other rows"));
    text_free(&create);
    text_free(&sql);
}

static void alter_view_options(Alter *alter, const Change *change)
{
    if (!postgres_changes(change, "body"))
        postgres_set_options(alter, change, &((const View *)change->from)->options,
                             &((const View *)change->to)->options, postgres_word(change->to),
                             change->to);
}

static void alter_view_defaults(Alter *alter, const Change *change)
{
    Text sql = {0};
    postgres_view_defaults(&sql, alter->changes->to, (const View *)change->to,
                           &((const View *)change->from)->defaults);
    if (sql.length)
        postgres_step(alter, &sql, change->to, LOCK_ACCESS_EXCLUSIVE,
                      postgres_why(alter, change->to, "fills in other values"));
    text_free(&sql);
}

static void alter_view_comments(Alter *alter, const Change *change)
{
    Text sql = {0};
    postgres_view_comments(&sql, alter->changes->to, (const View *)change->to,
                           (const View *)change->from);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, change->to, "has other comments of its columns"));
    text_free(&sql);
}

/* ---- triggers and policies ---- */

static const char *words_of_arrival(Alter *alter, const Object *to)
{
    return alter_partner(alter, to) ? "is made again" : "is new";
}

static void bring_on_table(Alter *alter, const Object *to, Lock lock)
{
    Text sql = {0};
    alter->dialect->kinds[to->kind].create(alter->cx, &sql, alter->changes->to, to);
    postgres_step(alter, &sql, object_base(to), lock,
                  postgres_why(alter, to, words_of_arrival(alter, to)));
    text_free(&sql);
}

void postgres_bring_trigger(Alter *alter, const Object *to)
{
    bring_on_table(alter, to, LOCK_SHARE_ROW_EXCLUSIVE);
}

void postgres_bring_policy(Alter *alter, const Object *to)
{
    bring_on_table(alter, to, LOCK_ACCESS_EXCLUSIVE);
}

/* Parents that disagree are brought to agree while their heir is made. NULL: they do. */
static const Object *settled_parent(const Schema *schema, const Object *table, const char *sql)
{
    ObjectList parents = table_parents(table);
    const Object *found = NULL;
    for (size_t i = 0; i < parents.count && !found; i++) {
        Text begin = {0};
        text_add(&begin, "ALTER TABLE ONLY ");
        postgres_path(&begin, schema, parents.items[i]);
        text_add_char(&begin, ' ');
        if (strncmp(sql, text_string(&begin), begin.length) == 0) found = parents.items[i];
        text_free(&begin);
    }
    return found;
}

/* A partition of a table that was there: nobody reads or writes it meanwhile. */
void postgres_bring_table(Alter *alter, const Object *to)
{
    Text sql = {0};
    const Table *whole = ((const Table *)to)->partition_of;
    postgres_create_table(alter->cx, &sql, alter->changes->to, to);
    const Object *on = whole ? &whole->object : settled_parent(alter->changes->to, to, text_string(&sql));
    postgres_step(alter, &sql, on, on ? LOCK_ACCESS_EXCLUSIVE : LOCK_NONE,
                  postgres_why(alter, to, words_of_arrival(alter, to)));
    text_free(&sql);
}

/* A rule of a table that was there. */
void postgres_bring_native(Alter *alter, const Object *to)
{
    Text sql = {0};
    const Object *on = ((const Native *)to)->on;
    bool is_of_table = on && on->kind == KIND_TABLE;
    postgres_create_native(alter->cx, &sql, alter->changes->to, to);
    postgres_step(alter, &sql, on, is_of_table ? LOCK_ACCESS_EXCLUSIVE : LOCK_NONE,
                  postgres_why(alter, to, words_of_arrival(alter, to)));
    text_free(&sql);
}

static Treatment judge_trigger(const Changes *changes, const Change *change)
{
    bool is_constraint = ((const Trigger *)change->from)->is_constraint ||
                         ((const Trigger *)change->to)->is_constraint;
    bool can_replace = postgres_version(changes->to) >= 14 && !is_constraint;
    return can_replace ? TREAT_ALTER : TREAT_RECREATE;
}

static void replace_trigger(Alter *alter, const Change *change)
{
    Text sql = {0}, create = {0};
    postgres_create_trigger(alter->cx, &create, alter->changes->to, change->to);
    add_or_replace(&sql, &create);
    postgres_step(alter, &sql, object_base(change->to), LOCK_SHARE_ROW_EXCLUSIVE,
                  postgres_why(alter, change->to, "has changed"));
    text_free(&create);
    text_free(&sql);
}

/* After DISABLE TRIGGER USER: those that change are made later. */
void postgres_enable_triggers(const Alter *alter, Text *sql, const Object *table)
{
    const Schema *to = alter->changes->to;
    text_add(sql, ";\n");
    postgres_alter_table(sql, to, table);
    text_add(sql, " ENABLE TRIGGER USER");
    for (size_t i = 0; i < to->objects.count; i++) {
        const Object *object = to->objects.items[i];
        const Trigger *trigger = (const Trigger *)object;
        if (object->kind != KIND_TRIGGER || !postgres_is_unchanged(alter, object)) continue;
        if (trigger->on == table || table_is_made_of(table, trigger->on))
            postgres_trigger_state(sql, to, trigger);
    }
}

/* ALTER POLICY can say another condition, but not that there is none any more. */
static Treatment judge_condition(const Changes *changes, const Change *change)
{
    (void)changes;
    const Policy *from = (const Policy *)change->from, *to = (const Policy *)change->to;
    bool is_gone = (postgres_value(&from->using_) && !postgres_value(&to->using_)) ||
                   (postgres_value(&from->with_check) && !postgres_value(&to->with_check));
    return is_gone ? TREAT_RECREATE : TREAT_ALTER;
}

static void add_condition(const Alter *alter, Text *sql, const char *words, const Marked *condition)
{
    const Expr *expr = postgres_value(condition);
    if (!expr) return;
    text_printf(sql, "\n    %s (", words);
    postgres_expr(alter->cx, sql, alter->changes->to, expr);
    text_add_char(sql, ')');
}

static void alter_policy(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Policy *to = (const Policy *)change->to;
    text_add(&sql, "ALTER POLICY ");
    postgres_subject(&sql, alter->changes->to, change->to);
    if (postgres_changes(change, "roles")) {
        text_add(&sql, "\n    TO ");
        if (to->roles.count)
            postgres_names(&sql, &to->roles);
        else
            text_add(&sql, "PUBLIC");
    }
    add_condition(alter, &sql, "USING", &to->using_);
    add_condition(alter, &sql, "WITH CHECK", &to->with_check);
    postgres_step(alter, &sql, &to->on->object, LOCK_ACCESS_EXCLUSIVE,
                  postgres_why(alter, change->to, "lets other rows through"));
    text_free(&sql);
}

/* ---- extensions ---- */

static void alter_extension(Alter *alter, const Change *change, const char *action, const char *why)
{
    Text sql = {0};
    text_add(&sql, "ALTER EXTENSION ");
    postgres_path(&sql, alter->changes->to, change->to);
    text_add(&sql, action);
    postgres_step(alter, &sql, NULL, LOCK_NONE, postgres_why(alter, change->to, why));
    text_free(&sql);
}

static void move_extension(Alter *alter, const Change *change)
{
    Text action = {0};
    Name space = ((const Extension *)change->to)->in;
    text_add(&action, " SET SCHEMA ");
    postgres_identifier(&action, name_none(space) ? alter->changes->to->default_space : space);
    alter_extension(alter, change, action.data, "lives in another namespace");
    text_free(&action);
}

static Treatment judge_version(const Changes *changes, const Change *change)
{
    (void)changes;
    return ((const Extension *)change->to)->version ? TREAT_ALTER : TREAT_NOTHING;
}

static void update_extension(Alter *alter, const Change *change)
{
    Text action = {0};
    const char *version = ((const Extension *)change->to)->version;
    if (!version) return;
    text_add(&action, " UPDATE TO ");
    postgres_literal(&action, version, strlen(version));
    alter_extension(alter, change, action.data, "has another version");
    text_free(&action);
}

/* ---- answers ---- */

static void alter_sequence_logging(Alter *alter, const Change *change)
{
    Text sql = {0};
    bool is_unlogged = ((const Sequence *)change->to)->is_unlogged;
    text_add(&sql, "ALTER SEQUENCE ");
    postgres_path(&sql, alter->changes->to, change->to);
    text_add(&sql, is_unlogged ? " SET UNLOGGED" : " SET LOGGED");
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, change->to,
                               is_unlogged ? "need not survive a crash" : "survives a crash"));
    text_free(&sql);
}

static const Answer sequence_rows[] = {
    {"type", TREAT_ALTER, alter_numbers, NULL},
    {"start", TREAT_ALTER, alter_numbers, NULL},
    {"increment", TREAT_ALTER, alter_numbers, NULL},
    {"minimum", TREAT_ALTER, alter_numbers, NULL},
    {"maximum", TREAT_ALTER, alter_numbers, NULL},
    {"cache", TREAT_ALTER, alter_numbers, NULL},
    {"cycle", TREAT_ALTER, alter_numbers, NULL},
    {"owned by", TREAT_ALTER, alter_owned_by, NULL},
    {"unlogged", TREAT_ALTER, alter_sequence_logging, NULL},
};

static const Answer view_rows[] = {
    {"materialized", TREAT_RECREATE, NULL, NULL},
    {"columns", TREAT_RECREATE, NULL, NULL},
    {"access method", TREAT_RECREATE, NULL, NULL},
    {"with", TREAT_ALTER, alter_view_options, NULL},
    {"body", .judge = judge_body, .write = replace_view},
    {"defaults", TREAT_ALTER, alter_view_defaults, NULL},
    {"kept", TREAT_RECREATE, NULL, NULL},
    {"part comments", TREAT_ALTER, postgres_alter_remarks, NULL},
    {"extensions", TREAT_ALTER, postgres_alter_extensions, NULL},
    {"comments", TREAT_ALTER, alter_view_comments, NULL},
    {"with no data", TREAT_NOTHING, NULL, NULL},
};

static const Answer trigger_rows[] = {
    {"constraint", .judge = judge_trigger, .write = replace_trigger},
    {"timing", .judge = judge_trigger, .write = replace_trigger},
    {"events", .judge = judge_trigger, .write = replace_trigger},
    {"update of", .judge = judge_trigger, .write = replace_trigger},
    {"on", TREAT_RECREATE, NULL, NULL},
    {"from", .judge = judge_trigger, .write = replace_trigger},
    {"deferrable", .judge = judge_trigger, .write = replace_trigger},
    {"initially deferred", .judge = judge_trigger, .write = replace_trigger},
    {"old table", .judge = judge_trigger, .write = replace_trigger},
    {"new table", .judge = judge_trigger, .write = replace_trigger},
    {"statement", .judge = judge_trigger, .write = replace_trigger},
    {"when", .judge = judge_trigger, .write = replace_trigger},
    {"function", .judge = judge_trigger, .write = replace_trigger},
    {"arguments", .judge = judge_trigger, .write = replace_trigger},
    {"enabled", .judge = judge_trigger, .write = replace_trigger},
    {"never in", .judge = judge_trigger, .write = replace_trigger},
    {"origin in", .judge = judge_trigger, .write = replace_trigger},
    {"replica in", .judge = judge_trigger, .write = replace_trigger},
    {"always in", .judge = judge_trigger, .write = replace_trigger},
    {"extensions", TREAT_ALTER, postgres_alter_extensions, NULL},
    {"part comments", TREAT_ALTER, postgres_alter_remarks, NULL},
};

static const Answer policy_rows[] = {
    {"on", TREAT_RECREATE, NULL, NULL},
    {"restrictive", TREAT_RECREATE, NULL, NULL},
    {"command", TREAT_RECREATE, NULL, NULL},
    {"roles", TREAT_ALTER, alter_policy, NULL},
    {"using", .judge = judge_condition, .write = alter_policy},
    {"check", .judge = judge_condition, .write = alter_policy},
};

static const Answer extension_rows[] = {
    {"in", TREAT_ALTER, move_extension, NULL},
    {"version", .judge = judge_version, .write = update_extension},
};

#define ANSWERS(rows)                    \
    {                                    \
        rows, sizeof rows / sizeof *rows \
    }
const Answers postgres_sequence_answers = ANSWERS(sequence_rows);
const Answers postgres_view_answers = ANSWERS(view_rows);
const Answers postgres_trigger_answers = ANSWERS(trigger_rows);
const Answers postgres_policy_answers = ANSWERS(policy_rows);
const Answers postgres_extension_answers = ANSWERS(extension_rows);
