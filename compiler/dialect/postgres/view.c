/* SPDX-License-Identifier: MIT
 * Views, and what stands on tables and views from outside: triggers and policies. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "model/mention.h"

static const char *comment_of(const View *view, Name column)
{
    for (size_t i = 0; i < view->comments.count; i++)
        if (name_is(view->comments.items[i].name, column)) return view->comments.items[i].value;
    return NULL;
}

static void add_comment(Text *out, const Schema *schema, const View *view, Name column,
                        const char *comment)
{
    if (out->length) text_add(out, ";\n");
    text_add(out, "COMMENT ON COLUMN ");
    postgres_path(out, schema, &view->object);
    text_add_char(out, '.');
    postgres_identifier(out, column);
    text_add(out, " IS ");
    if (comment) postgres_literal(out, comment, strlen(comment));
    else text_add(out, "NULL");
}

/* before: NULL: of nothing */
void postgres_view_comments(Text *out, const Schema *schema, const View *view, const View *before)
{
    for (size_t i = 0; i < view->comments.count; i++) {
        const Option *comment = &view->comments.items[i];
        const char *was = before ? comment_of(before, comment->name) : NULL;
        if (!was || strcmp(was, comment->value) != 0)
            add_comment(out, schema, view, comment->name, comment->value);
    }
    for (size_t i = 0; before && i < before->comments.count; i++)
        if (!comment_of(view, before->comments.items[i].name))
            add_comment(out, schema, view, before->comments.items[i].name, NULL);
}

void postgres_define_view(Text *out, const Schema *schema, const Object *object)
{
    const View *view = (const View *)object;
    text_add(out, view->is_materialized ? "CREATE MATERIALIZED VIEW " : "CREATE VIEW ");
    postgres_path(out, schema, object);
    if (view->columns.count) {
        text_add(out, " (");
        postgres_names(out, &view->columns);
        text_add_char(out, ')');
    }
    if (!name_none(view->access_method)) {
        text_add(out, " USING ");
        postgres_identifier(out, view->access_method);
    }
    if (view->options.count) text_add_char(out, ' ');
    postgres_options(out, &view->options);
    text_add(out, " AS\n");
    postgres_body(out, view->body, strlen(view->body));
    if (view->with_no_data) text_add(out, "\nWITH NO DATA");
}

static const Option *find(const OptionList *options, Name name)
{
    for (size_t i = 0; i < options->count; i++)
        if (name_is(options->items[i].name, name)) return &options->items[i];
    return NULL;
}

static void add_default(Text *out, const Schema *schema, const View *view, Name column,
                        const char *value)
{
    if (out->length) text_add(out, ";\n");
    text_add(out, "ALTER VIEW ");
    postgres_path(out, schema, &view->object);
    text_add(out, " ALTER COLUMN ");
    postgres_identifier(out, column);
    if (value) text_printf(out, " SET DEFAULT %s", value);
    else text_add(out, " DROP DEFAULT");
}

void postgres_view_defaults(Text *out, const Schema *schema, const View *view,
                            const OptionList *before)
{
    const OptionList *defaults = &view->defaults;
    for (size_t i = 0; i < before->count; i++)
        if (!find(defaults, before->items[i].name))
            add_default(out, schema, view, before->items[i].name, NULL);
    for (size_t i = 0; i < defaults->count; i++) {
        const Option *option = &defaults->items[i], *was = find(before, option->name);
        if (!was || strcmp(was->value, option->value) != 0)
            add_default(out, schema, view, option->name, option->value);
    }
}

/* title.compression = pglz */
static void add_kept(Text *out, const Schema *schema, const View *view)
{
    for (size_t i = 0; i < view->kept.count; i++) {
        const char *word, *value = view->kept.items[i].value;
        Name column = option_column(schema->names, view->kept.items[i].name, &word);
        text_add(out, ";\nALTER MATERIALIZED VIEW ");
        postgres_path(out, schema, &view->object);
        text_add(out, " ALTER COLUMN ");
        postgres_identifier(out, column);
        bool is_number = strncmp(word, "n_", 2) == 0; /* of distinct values */
        text_add(out, is_number ? " SET (" : " SET ");
        text_printf(out, is_number ? "%s = %s)" : "%s %s", word, value);
    }
}

void postgres_create_view(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    postgres_define_view(out, schema, object);
    postgres_view_defaults(out, schema, (const View *)object, &(OptionList){0});
    postgres_view_comments(out, schema, (const View *)object, NULL);
    add_kept(out, schema, (const View *)object);
    postgres_add_extensions(out, schema, object);
}

/* ---- triggers ---- */

static const char *upper_event(Name event)
{
    if (name_equals(event, "insert")) return "INSERT";
    if (name_equals(event, "update")) return "UPDATE";
    if (name_equals(event, "delete")) return "DELETE";
    return "TRUNCATE";
}

static void add_events(Text *out, const Trigger *trigger)
{
    bool is_instead = name_equals(trigger->timing, "instead of");
    text_add(out, is_instead                               ? "INSTEAD OF"
                  : name_equals(trigger->timing, "before") ? "BEFORE"
                                                           : "AFTER");
    for (size_t i = 0; i < trigger->events.count; i++) {
        text_printf(out, "%s %s", i ? " OR" : "", upper_event(trigger->events.items[i]));
        if (!name_equals(trigger->events.items[i], "update") || !trigger->update_of.count) continue;
        text_add(out, " OF ");
        postgres_names(out, &trigger->update_of);
    }
}

static void add_transition(Text *out, const char *words, Name name)
{
    if (name_none(name)) return;
    text_add(out, words);
    postgres_identifier(out, name);
}

static void add_conditions(Text *out, const Trigger *trigger)
{
    if (trigger->is_deferrable) text_add(out, "\n    DEFERRABLE");
    if (trigger->is_initially_deferred) text_add(out, " INITIALLY DEFERRED");
    if (!name_none(trigger->old_table) || !name_none(trigger->new_table))
        text_add(out, "\n    REFERENCING");
    add_transition(out, " OLD TABLE AS ", trigger->old_table);
    add_transition(out, " NEW TABLE AS ", trigger->new_table);
    text_add(out, trigger->for_each_statement ? "\n    FOR EACH STATEMENT" : "\n    FOR EACH ROW");
}

static void add_state(Text *out, const Schema *schema, const Trigger *trigger, const Object *table,
                      const char *state)
{
    bool is_part = table != trigger->on;
    text_add(out, is_part ? ";\nALTER TABLE ONLY " : ";\nALTER TABLE ");
    postgres_path(out, schema, table);
    text_add(out, strcmp(state, "never") == 0     ? " DISABLE TRIGGER "
                  : strcmp(state, "always") == 0  ? " ENABLE ALWAYS TRIGGER "
                  : strcmp(state, "replica") == 0 ? " ENABLE REPLICA TRIGGER "
                                                  : " ENABLE TRIGGER ");
    postgres_identifier(out, trigger->object.name);
}

/* CREATE TRIGGER knows no such word. What is said of the whole goes down to its partitions. */
void postgres_trigger_state(Text *out, const Schema *schema, const Trigger *trigger)
{
    if (!name_none(trigger->enabled))
        add_state(out, schema, trigger, trigger->on, name_text(trigger->enabled));
    for (int state = 0; state < TRIGGER_STATES; state++)
        for (size_t i = 0; i < trigger->enabled_in[state].count; i++)
            add_state(out, schema, trigger, trigger->enabled_in[state].items[i], trigger_states[state]);
}

void postgres_create_trigger(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const Trigger *trigger = (const Trigger *)object;
    text_add(out, trigger->is_constraint ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ");
    postgres_identifier(out, object->name);
    text_add(out, "\n    ");
    add_events(out, trigger);
    text_add(out, "\n    ON ");
    postgres_path(out, schema, trigger->on);
    if (trigger->from) {
        text_add(out, "\n    FROM ");
        postgres_path(out, schema, trigger->from);
    }
    add_conditions(out, trigger);
    if (postgres_value(&trigger->when)) {
        text_add(out, "\n    WHEN (");
        postgres_expr(cx, out, schema, postgres_value(&trigger->when));
        text_add_char(out, ')');
    }
    text_add(out, "\n    EXECUTE FUNCTION ");
    if (trigger->function_ref)
        postgres_path(out, schema, &trigger->function_ref->object);
    else
        postgres_qualified(out, trigger->function_space, trigger->function);
    text_add_char(out, '(');
    postgres_strings(out, &trigger->arguments);
    text_add_char(out, ')');
    postgres_trigger_state(out, schema, trigger);
    postgres_add_extensions(out, schema, object);
}

/* ---- policies ---- */

static const char *upper_command(Name command)
{
    return name_none(command) || name_equals(command, "all") ? "ALL"
           : name_equals(command, "select")                  ? "SELECT"
                                                             : upper_event(command);
}

static void add_condition(Cx *cx, Text *out, const Schema *schema, const char *words,
                          const Marked *condition)
{
    if (!postgres_value(condition)) return;
    text_printf(out, "\n    %s (", words);
    postgres_expr(cx, out, schema, postgres_value(condition));
    text_add_char(out, ')');
}

void postgres_create_policy(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const Policy *policy = (const Policy *)object;
    text_add(out, "CREATE POLICY ");
    postgres_identifier(out, object->name);
    text_add(out, " ON ");
    postgres_path(out, schema, &policy->on->object);
    if (policy->is_restrictive) text_add(out, "\n    AS RESTRICTIVE");
    text_printf(out, "\n    FOR %s", upper_command(policy->command));
    if (policy->roles.count) text_add(out, "\n    TO ");
    postgres_names(out, &policy->roles);
    add_condition(cx, out, schema, "USING", &policy->using_);
    add_condition(cx, out, schema, "WITH CHECK", &policy->with_check);
}
