/* SPDX-License-Identifier: MIT
 * Only for generate.c: the rules between attributes. Each function says whether an object as it is
 * may have the attribute, too: what resolve would refuse is never made, and what an engine would
 * refuse is not made for it (is_live). */
#ifndef TESTS_PROPERTY_GENERATE_RULES_H
#define TESTS_PROPERTY_GENERATE_RULES_H

static bool column_may_have(const Generator *g, const Column *column, const char *attr)
{
    TypeClass class = class_of(column->type.any);
    bool is_generated = !marked_none(&column->generated);
    if (strcmp(attr, "null") == 0) return name_none(column->identity);
    if (strcmp(attr, "on conflict") == 0) return !column->is_nullable;
    if (strcmp(attr, "collate") == 0) return class == CLASS_TEXT;
    if (strcmp(attr, "default") == 0) return !is_generated && !column->type.only[DIALECT_SQLITE];
    if (strcmp(attr, "generated") == 0)
        return column->object.position > 0 && marked_none(&column->initial) && (class == CLASS_INTEGER || class == CLASS_TEXT) &&
               !column->type.only[DIALECT_SQLITE];
    if (strcmp(attr, "storage") == 0)
        return is_generated && (g->options.postgres >= 18 || !(reach(g, &column->object) & POSTGRES));
    if (strcmp(attr, "identity") == 0)
        return class == CLASS_INTEGER && !is_generated && marked_none(&column->initial) &&
               !column->is_nullable && !g->options.is_live;
    if (strcmp(attr, "identity options") == 0) return !name_none(column->identity);
    if (strcmp(attr, "not valid") == 0)
        return column->is_nullable && !is_generated && name_none(column->identity) && g->options.postgres >= 18;
    if (strcmp(attr, "part comments") == 0) return false; /* of an identity, which comes and goes */
    if (strcmp(attr, "with") == 0) return !column->is_inherited;
    if (strcmp(attr, "sequence") == 0 || strcmp(attr, "constraint") == 0) return false;
    if (strcmp(attr, "inherited") == 0) return false; /* see make_partitions */
    return strcmp(attr, "meaning") != 0; /* comes of lowering */
}

/* One of a table, and nothing that an engine would refuse. */
static bool may_be_chosen(const Object *member, const char *attr)
{
    const Object *owner = member->parent;
    bool is_identity = strcmp(attr, "replica identity") == 0;
    if (member->kind != KIND_PRIMARY_KEY || ((const Key *)member)->is_deferrable) return false;
    if (!name_none(((const Table *)owner)->partition_by)) return false;
    return !is_identity || name_none(((const Table *)owner)->replica_identity);
}

static bool has_identity(const Object *table)
{
    const Key *key = primary_key(table);
    return key && key->is_replica_identity;
}

static bool key_may_have(const Generator *g, const Key *key, const char *attr)
{
    if (strcmp(attr, "nulls not distinct") == 0)
        return key->object.kind == KIND_UNIQUE && g->options.postgres >= 15;
    if (strcmp(attr, "on conflict") == 0) /* two keys of the same columns must agree on it */
        return key->object.kind == KIND_PRIMARY_KEY || !g->options.is_live;
    if (strcmp(attr, "deferrable") == 0) return !key->is_replica_identity && !key->is_clustered;
    if (strcmp(attr, "initially deferred") == 0) return key->is_deferrable;
    bool is_desc = strcmp(attr, "desc") == 0;
    if (strcmp(attr, "autoincrement") != 0 && !is_desc) return true;
    const IndexElement *first = key->columns.items;
    bool is_plain = key->object.kind == KIND_PRIMARY_KEY && key->columns.count == 1 &&
                    !first->is_descending && name_none(first->collation);
    if (is_desc) return is_plain && !key->is_autoincrement;
    return is_plain &&
           class_of(((const Column *)first->expr->ref)->type.any) == CLASS_INTEGER;
}

static bool has_event(const Trigger *trigger, const char *event)
{
    for (size_t i = 0; i < trigger->events.count; i++)
        if (name_equals(trigger->events.items[i], event)) return true;
    return false;
}

static bool trigger_may_have(const Trigger *trigger, const char *attr)
{
    bool is_after = name_equals(trigger->timing, "after"), is_postgres = trigger->body == NULL;
    if (strcmp(attr, "enabled") == 0)
        return is_postgres && trigger->on->kind == KIND_TABLE &&
               !name_equals(trigger->timing, "instead of");
    if (strcmp(attr, "constraint") == 0) return is_after;
    if (strcmp(attr, "part comments") == 0) return false; /* only of such ones */
    if (strncmp(attr, "deferrable", 10) == 0) return trigger->is_constraint;
    if (strcmp(attr, "initially deferred") == 0) return trigger->is_deferrable;
    if (strcmp(attr, "update of") == 0)
        return has_event(trigger, "update");
    if (strcmp(attr, "old table") == 0 || strcmp(attr, "new table") == 0)
        return is_after && trigger->events.count == 1 && !trigger->is_constraint &&
               trigger->update_of.count == 0 && name_equals(trigger->events.items[0], "update");
    if (strcmp(attr, "statement") == 0) return !trigger->is_constraint;
    if (strcmp(attr, "when") == 0)
        return !trigger->for_each_statement && !has_event(trigger, "delete");
    return is_postgres;
}

static bool function_may_have(const Generator *g, const Function *function, const char *attr)
{
    bool is_set = function->returns_set;
    for (size_t i = 0; i < function->parameters.count; i++)
        is_set = is_set || name_equals(function->parameters.items[i].mode, "table");
    if (strcmp(attr, "procedure") == 0) return false;
    if (strcmp(attr, "support") == 0) return !g->options.is_live; /* a function in C */
    if (strcmp(attr, "settings") == 0 || strcmp(attr, "security definer") == 0) return true;
    if (strcmp(attr, "rows") == 0) return is_set;
    if (strcmp(attr, "returns set") == 0)
        return function->returns && !name_equals(function->returns->name, "trigger");
    return !function->is_procedure && !(g->options.is_live && strcmp(attr, "window") == 0);
}

static bool policy_may_have(const Generator *g, const Policy *policy, const char *attr)
{
    bool reads = name_equals(policy->command, "select") || name_equals(policy->command, "delete");
    if (strcmp(attr, "roles") == 0) return !g->options.is_live;
    if (strcmp(attr, "using") == 0) return !name_equals(policy->command, "insert");
    return strcmp(attr, "check") != 0 || !reads;
}

/* Other methods than btree take one plain column. */
static bool index_may_have(const Generator *g, const Index *index, const char *attr)
{
    const IndexElement *first = index->elements.items;
    bool is_plain = index->elements.count == 1 && !first->is_descending && !first->nulls &&
                    name_none(first->opclass) && name_none(first->collation);
    bool is_of_parts = !name_none(((const Table *)index->object.parent)->partition_by);
    if (strcmp(attr, "unique") == 0 && is_of_parts) return first->expr->kind == EXPR_NAME;
    if (strcmp(attr, "nulls not distinct") == 0)
        return index->is_unique && g->options.postgres >= 15;
    if (strcmp(attr, "initially deferred") == 0) return index->is_deferrable;
    if (strcmp(attr, "method") == 0) return is_plain && !index->is_unique && !g->options.is_live;
    bool is_of_btree = strcmp(attr, "include") == 0 || strcmp(attr, "with") == 0;
    return !is_of_btree || name_none(index->method);
}

static bool has_triggers(const Object *table)
{
    for (size_t i = 0; i < table->members.count; i++)
        if (key_has_triggers(table->members.items[i])) return true;
    return false;
}

static bool may_have(const Generator *g, const Object *object, const Attr *attr)
{
    const Table *table = (const Table *)object;
    const Index *index = (const Index *)object;
    const View *view = (const View *)object;
    const ForeignKey *foreign = (const ForeignKey *)object;
    uint8_t there = reach(g, object);
    if (attr->flags & ATTR_DETAIL && object->parent && !may_be_chosen(object, attr->word)) return false;
    bool is_mark = attr->flags & (ATTR_CHANGE | ATTR_DERIVED);
    bool is_of_columns = strcmp(attr->word, "defaults") == 0 || strcmp(attr->word, "comments") == 0;
    is_of_columns = is_of_columns || strcmp(attr->word, "kept") == 0;
    if (is_of_columns || strcmp(attr->word, "period") == 0) return false; /* of views; of ranges */
    if (object->kind == KIND_SEQUENCE && strcmp(attr->word, "unlogged") == 0 && g->options.postgres < 15) return false;
    if (is_mark || (attr->dialects && (there & attr->dialects) != there)) return false;
    if (strcmp(attr->word, "access method") == 0 || strcmp(attr->word, "of type") == 0 ||
        strcmp(attr->word, "statistics") == 0)
        return false; /* they stand on objects that must fit */
    if (object->kind == KIND_COLUMN) return column_may_have(g, (const Column *)object, attr->word);
    if (object->kind == KIND_NATIVE) return false; /* its parts fit each other, see make_native */
    if (object->kind == KIND_RANGE) return strcmp(attr->word, "multirange") == 0 && g->options.postgres >= 14;
    if (object->kind == KIND_ATTRIBUTE)
        return class_of(((const Attribute *)object)->type) == CLASS_TEXT;
    if (object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE)
        return key_may_have(g, (const Key *)object, attr->word);
    if (object->kind == KIND_TRIGGER) return trigger_may_have((const Trigger *)object, attr->word);
    if (object->kind == KIND_FUNCTION)
        return function_may_have(g, (const Function *)object, attr->word);
    if (object->kind == KIND_INDEX || object->kind == KIND_EXCLUDE)
        return index_may_have(g, index, attr->word);
    if (strcmp(attr->word, "without rowid") == 0)
        return primary_key(object) && !primary_key(object)->is_autoincrement;
    if (strcmp(attr->word, "replica identity") == 0 && object->kind == KIND_TABLE) return !has_identity(object);
    if (strcmp(attr->word, "extensions") == 0 && object->kind == KIND_VIEW) return ((const View *)object)->is_materialized;
    if (strcmp(attr->word, "key triggers") == 0) return has_triggers(object);
    bool is_division = strncmp(attr->word, "partition", 9) == 0 || strcmp(attr->word, "for values") == 0;
    if (is_division) return false; /* see make_partitions */
    bool is_option = object->kind == KIND_TABLE && strcmp(attr->word, "with") == 0;
    if (is_option) return name_none(table->partition_by);
    if (strcmp(attr->word, "force row security") == 0) return table->row_security;
    if (strcmp(attr->word, "initially deferred") == 0) return foreign->is_deferrable;
    if (object->kind == KIND_FOREIGN_KEY && strcmp(attr->word, "not valid") == 0)
        return name_none(((const Table *)object->parent)->partition_by) || g->options.postgres >= 18;
    if (strcmp(attr->word, "on delete columns") == 0)
        return name_equals(foreign->on_delete, "set null") && g->options.postgres >= 15;
    if (strcmp(attr->word, "no inherit") == 0) return object->parent->kind == KIND_TABLE;
    if (strcmp(attr->word, "not enforced") == 0)
        return object->parent->kind == KIND_TABLE && g->options.postgres >= 18;
    if (object->kind == KIND_POLICY) return policy_may_have(g, (const Policy *)object, attr->word);
    if (object->kind == KIND_DOMAIN && strcmp(attr->word, "collate") == 0)
        return class_of(((const Domain *)object)->type) == CLASS_TEXT;
    if (strcmp(attr->word, "with no data") == 0) return view->is_materialized;
    if (strcmp(attr->word, "comments") == 0) return view->columns.count == 0; /* they go by name */
    if (object->kind == KIND_VIEW && strcmp(attr->word, "columns") == 0) return view->comments.count == 0;
    return true;
}

#endif
