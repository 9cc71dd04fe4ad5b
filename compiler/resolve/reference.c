/* SPDX-License-Identifier: MIT
 * What objects say of each other by name: the columns of keys, the target of a foreign key, "on T"
 * of triggers and policies, "execute f", "owned by", "in NAMESPACE". */
#include "model/mention.h"
#include "resolve/resolver.h"

/* ---- namespaces ---- */

static void report_unknown_namespace(Resolver *r, Span span, Name space)
{
    report(r, span, "unknown-namespace", "unknown namespace '%s'", name_text(space));
    Suggest suggest = suggest_for(name_text(space));
    for (size_t i = 0; i < r->schema->objects.count && report_may_suggest(r); i++)
        if (r->schema->objects.items[i]->kind == KIND_NAMESPACE)
            suggest_try(&suggest, name_text(r->schema->objects.items[i]->name));
    if (suggest.best)
        report_nearest(r, &suggest);
    else
        report_hint(r, "declare it: namespace %s @postgres;", name_text(space));
}

static void bind_namespace(Resolver *r, Span span, Name space)
{
    if (name_none(space) || name_is(space, r->schema->default_space)) return;
    if (!schema_find(r->schema, KIND_NAMESPACE, NO_NAME, space))
        report_unknown_namespace(r, span, space);
}

/* ---- columns by name ---- */

/* A name that a member of the table uses must be there wherever the member is. */
static const Object *bind_column(Resolver *r, Item *item, Span span, const Object *table, Name name)
{
    const Object *column = member_find(r, table, name, item->object->dialects);
    if (column) {
        check_reach(r, span, item->object->dialects, column);
        return column;
    }
    report_unknown_column(r, span, table, name);
    item->is_broken = true;
    return NULL;
}

static void bind_names(Resolver *r, Item *item, const Clause *clause, const Object *table,
                       const NameList *names)
{
    for (size_t i = 0; i < names->count; i++) {
        Span span =
            clause && i < clause->element_count ? clause->elements[i].span : item->object->span;
        bind_column(r, item, span, table, names->items[i]);
    }
}

/* ---- keys ---- */

static void bind_key_column(Resolver *r, Item *item, IndexElement *element)
{
    const Expr *written = element->expr;
    if (written->kind == EXPR_NAME) {
        Expr *expr = arena_make(r->cx->arena, Expr);
        *expr = *written;
        expr->ref = bind_column(r, item, expr->span, item->object->parent, expr->name);
        element->expr = expr;
        return;
    }
    item->is_broken = true;
    if (written->kind != EXPR_ERROR)
        report(r, written->span, "key-of-expression",
               "a key is made of columns; an expression needs a unique index");
}

static void bind_key(Resolver *r, Item *item)
{
    Key *key = (Key *)item->object;
    IndexElement *items = (IndexElement *)key->columns.items; /* made in this room */
    for (size_t i = 0; i < key->columns.count; i++)
        if (!items[i].expr->ref) bind_key_column(r, item, &items[i]);
    bind_names(r, item, item_clause(item, "include"), key->object.parent, &key->include);
}

/* ---- foreign keys ---- */

static NameList key_names(Resolver *r, const Key *key)
{
    Name *names = arena_array(r->cx->arena, Name, key->columns.count);
    for (size_t i = 0; i < key->columns.count; i++) names[i] = key->columns.items[i].expr->name;
    return (NameList){names, key->columns.count};
}

/* Without columns the primary key is meant. */
static void bind_target_key(Resolver *r, Item *item, Span span)
{
    ForeignKey *foreign = (ForeignKey *)item->object;
    const Object *target = &foreign->target->object;
    const Object *primary = object_member(target, KIND_PRIMARY_KEY, NO_NAME);
    foreign->targets_primary = true;
    if (!primary && foreign_key_is_loose(foreign)) return;
    if (primary) {
        foreign->target_columns = key_names(r, (const Key *)primary);
        return;
    }
    item->is_broken = true;
    report(r, span, "no-primary-key", "%s has no primary key to refer to", describe(r, target));
    report_note(r, target->span, "declared here");
    report_hint(r, "name the columns: references %s(...)", name_text(target->name));
}

static void bind_target_columns(Resolver *r, Item *item, const Clause *clause)
{
    ForeignKey *foreign = (ForeignKey *)item->object;
    if (!clause_names(r, clause, &foreign->target_columns)) {
        item->is_broken = true;
        return;
    }
    for (size_t i = 0; !foreign_key_is_loose(foreign) && i < foreign->target_columns.count; i++)
        bind_column(r, item, clause->elements[i].span, &foreign->target->object,
                    foreign->target_columns.items[i]);
}

static void bind_foreign_key(Resolver *r, Item *item)
{
    ForeignKey *foreign = (ForeignKey *)item->object;
    const Clause *clause = item->target;
    const Decl *decl = item->decl;
    for (size_t i = 0; i < foreign->columns.count; i++) {
        Span span = item->clause ? item->object->span : decl->elements.items[i].span;
        bind_column(r, item, span, foreign->object.parent, foreign->columns.items[i]);
    }
    if (!clause) {
        report(r, item->object->span, "missing-references",
               "a foreign key needs 'references TABLE'");
        item->is_broken = true;
        return;
    }
    const Object *target = relation_find(r, clause->name, foreign->object.dialects);
    if (!target) {
        report_unknown_relation(r, clause->name);
        item->is_broken = true;
        return;
    }
    if (target->kind == KIND_VIEW && !foreign->is_unkeyed) {
        report(r, clause->name.span, "not-a-table", "%s is not a table", describe(r, target));
        report_note(r, target->span, "declared here");
        item->is_broken = true;
        return;
    }
    foreign->target = (const Table *)target;
    check_reach(r, clause->name.span, foreign->object.dialects, target);
    if (clause->has_elements)
        bind_target_columns(r, item, clause);
    else
        bind_target_key(r, item, clause->name.span);
    bind_names(r, item, item_clause(item, "on delete"), foreign->object.parent,
               &foreign->on_delete_columns);
}

/* ---- on T ---- */

static const Object *bind_on(Resolver *r, Item *item)
{
    if (!item->target) {
        report(r, item->object->span, "missing-on", "a %s needs 'on TABLE'",
               object_word(item->object));
        item->is_broken = true;
        return NULL;
    }
    const Object *owner = relation_find(r, item->target->name, item->object->dialects);
    if (owner)
        check_reach(r, item->target->name.span, item->object->dialects, owner);
    else
        report_unknown_relation(r, item->target->name);
    item->is_broken |= !owner;
    return owner;
}

/* The engine's own, or one of a namespace that is not ours. */
static bool is_foreign_function(Resolver *r, const QName *name)
{
    static const char *const known =
        "suppress_redundant_updates_trigger tsvector_update_trigger tsvector_update_trigger_column";
    bool is_elsewhere = !name_none(name->space) &&
                        !name_is(name->space, r->schema->default_space) &&
                        !schema_find(r->schema, KIND_NAMESPACE, NO_NAME, name->space);
    return is_elsewhere || (name_none(name->space) && name_is_one_of(name->name, known));
}

static void bind_function(Resolver *r, Item *item)
{
    Trigger *trigger = (Trigger *)item->object;
    if (name_none(trigger->function)) return;
    const Object *function =
        schema_find(r->schema, KIND_FUNCTION, trigger->function_space, trigger->function);
    trigger->function_ref = (const Function *)function;
    const QName *name = &item_clause(item, "execute")->name;
    if (function || is_foreign_function(r, name)) return;
    Suggest suggest = suggest_for(name_text(name->name));
    for (size_t i = 0; i < r->schema->objects.count && report_may_suggest(r); i++)
        if (r->schema->objects.items[i]->kind == KIND_FUNCTION)
            suggest_try(&suggest, name_text(r->schema->objects.items[i]->name));
    if (r->has_extensions && !suggest.best) return; /* one of them may bring it */
    report(r, name->span, "unknown-function", "unknown function '%s'", qname_text(r, *name));
    report_nearest(r, &suggest);
}

/* from T: the other table of a constraint trigger. */
static void bind_from(Resolver *r, Item *item, const Clause *from)
{
    Trigger *trigger = (Trigger *)item->object;
    if (!from) return;
    trigger->from = relation_find(r, from->name, item->object->dialects);
    item->is_broken |= !trigger->from;
    if (trigger->from) check_reach(r, from->name.span, item->object->dialects, trigger->from);
    else report_unknown_relation(r, from->name);
}

static bool is_part_of(const Object *table, const Object *whole)
{
    while (table->kind == KIND_TABLE && ((const Table *)table)->partition_of) {
        table = &((const Table *)table)->partition_of->object;
        if (table == whole) return true;
    }
    return false;
}

static bool has_state(const Trigger *trigger, const Object *table)
{
    for (int state = 0; state < TRIGGER_STATES; state++)
        for (size_t i = 0; i < trigger->enabled_in[state].count; i++)
            if (trigger->enabled_in[state].items[i] == table) return true;
    return false;
}

static int compare_paths(Resolver *r, const Object *a, const Object *b)
{
    Text left = {0}, right = {0};
    object_path(&left, r->schema, a);
    object_path(&right, r->schema, b);
    int order = strcmp(left.data, right.data);
    text_free(&left);
    text_free(&right);
    return order;
}

/* Puts it where it stands in the order of paths. */
static void add_table(Resolver *r, ObjectList *list, const Object *table)
{
    size_t at = list->count;
    const Object **items = arena_array(r->cx->arena, const Object *, list->count + 1);
    while (at > 0 && compare_paths(r, table, list->items[at - 1]) < 0) at--;
    for (size_t i = 0; i < list->count; i++) items[i + (i >= at)] = list->items[i];
    items[at] = table;
    *list = (ObjectList){items, list->count + 1};
}

/* What is so anyway may be said. */
static bool is_of_whole(const Trigger *trigger, int state)
{
    return name_none(trigger->enabled) ? strcmp(trigger_states[state], "origin") == 0
                                       : name_equals(trigger->enabled, trigger_states[state]);
}

/* enabled never in (orders_2024): a partition has its own trigger for each row, which is made with the
 * whole's. */
static void bind_states(Resolver *r, Item *item, const Clause *clause, int state)
{
    Trigger *trigger = (Trigger *)item->object;
    for (size_t i = 0; i < clause->element_count; i++) {
        const Expr *expr = clause->elements[i].expr;
        if (expr->kind != EXPR_NAME) {
            report(r, expr->span, "name-expected", "a table name is expected here");
            continue;
        }
        QName name = {expr->space, expr->name, expr->span};
        const Object *table = relation_find(r, name, item->object->dialects);
        if (!table)
            report_unknown_relation(r, name);
        else if (trigger->on && (!is_part_of(table, trigger->on) || trigger->for_each_statement))
            report(r, expr->span, "trigger-form", "%s has no such trigger of its own: it is no partition "
                   "of %s, or the trigger is not for each row", describe(r, table), describe(r, trigger->on));
        else if (has_state(trigger, table))
            report(r, expr->span, "trigger-form", "the state in %s is said twice", describe(r, table));
        else if (!is_of_whole(trigger, state))
            add_table(r, &trigger->enabled_in[state], table);
    }
}

static void bind_all_states(Resolver *r, Item *item)
{
    for (size_t i = 0; i < item->decl->clauses.count; i++) {
        const Clause *clause = &item->decl->clauses.items[i];
        for (int state = 0; state < TRIGGER_STATES; state++)
            if (name_equals(clause->word, "enabled") && clause->has_elements &&
                name_equals(clause->value, trigger_states[state]))
                bind_states(r, item, clause, state);
    }
}

static void bind_trigger(Resolver *r, Item *item)
{
    Trigger *trigger = (Trigger *)item->object;
    trigger->on = bind_on(r, item);
    bind_from(r, item, item_clause(item, "from"));
    bind_function(r, item);
    bind_all_states(r, item);
    const Clause *update = item_clause(item, "update");
    if (trigger->on && trigger->on->kind == KIND_TABLE)
        bind_names(r, item, update, trigger->on, &trigger->update_of);
}

/* A rule is on a table or view, a user mapping on a server. */
static void bind_native(Resolver *r, Item *item)
{
    Native *native = (Native *)item->object;
    bool is_rule = name_equals(native->what, "rule");
    bool is_mapping = name_equals(native->what, "user mapping");
    bool is_shell = name_equals(native->what, "shell type");
    if (!native->body && name_none(native->method) && !is_shell) {
        report(r, item->object->span, "missing-body", "%s needs 'as $$ ... $$'",
               describe(r, item->object));
        item->is_broken = true;
    }
    if (is_rule) native->on = bind_on(r, item);
    else if (is_mapping && item->target)
        native->on = native_find(r->schema, "server", NO_NAME, item->target->name.name);
    else if (item->target)
        report(r, item->target->span, "clause-not-here", "'on' is not for %s",
               describe(r, item->object));
    if (is_mapping && !native->on) {
        report(r, item->object->span, "missing-on", "a user mapping needs 'on SERVER'");
        item->is_broken = true;
    }
}

static void bind_policy(Resolver *r, Item *item)
{
    Policy *policy = (Policy *)item->object;
    const Object *owner = bind_on(r, item);
    if (name_none(policy->command)) policy->command = name_from(r->cx->names, "all");
    if (owner && owner->kind == KIND_TABLE) {
        policy->on = (const Table *)owner;
        return;
    }
    if (owner)
        report(r, item->target->name.span, "not-a-table", "%s is not a table", describe(r, owner));
    item->is_broken = true;
}

/* ---- the others ---- */

static void bind_owned_by(Resolver *r, Item *item)
{
    Sequence *sequence = (Sequence *)item->object;
    const Expr *expr = item->target ? item->target->expr : NULL;
    if (!expr) return;
    if (expr->kind != EXPR_NAME || name_none(expr->space)) {
        report(r, item->target->span, "owner-malformed", "'owned by' needs TABLE.COLUMN");
        return;
    }
    QName name = {expr->outer, expr->space, expr->span};
    const Object *table = relation_find(r, name, item->object->dialects);
    if (table)
        sequence->owned_by = (const Column *)bind_column(r, item, expr->span, table, expr->name);
    else
        report_unknown_relation(r, name);
}

static void bind_index(Resolver *r, Item *item)
{
    const Index *index = (const Index *)item->object;
    if (index->object.parent->kind == KIND_TABLE)
        bind_names(r, item, item_clause(item, "include"), index->object.parent, &index->include);
}

void references_bind(Resolver *r, Item *item)
{
    Object *object = item->object;
    if (kind_info(object->kind)->has_namespace) bind_namespace(r, object->span, object->space);
    if (object->kind == KIND_EXTENSION) {
        const Clause *in = item_clause(item, "in");
        bool is_server = in && name_equals(in->name.name, "pg_catalog"); /* where adminpack lives */
        if (in && !is_server) bind_namespace(r, in->name.span, in->name.name);
    }
    if (object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE) bind_key(r, item);
    if (object->kind == KIND_FOREIGN_KEY) bind_foreign_key(r, item);
    if (object->kind == KIND_INDEX || object->kind == KIND_EXCLUDE) bind_index(r, item);
    if (object->kind == KIND_TRIGGER) bind_trigger(r, item);
    if (object->kind == KIND_POLICY) bind_policy(r, item);
    if (object->kind == KIND_NATIVE) bind_native(r, item);
    if (object->kind == KIND_SEQUENCE) bind_owned_by(r, item);
    if (object->kind == KIND_GRANT || object->kind == KIND_OWNER) grant_bind(r, item);
}
