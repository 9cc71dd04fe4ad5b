/* SPDX-License-Identifier: MIT
 * What a name names, and what it may have been meant to name. An object may have a twin in the
 * other dialect: the one that exists where the name is used is found. */
#include "resolve/resolver.h"

const Clause *item_clause(const Item *item, const char *word)
{
    size_t from = item->clause ? (size_t)(item->clause - item->decl->clauses.items) : 0;
    for (size_t i = from; i < item->decl->clauses.count; i++)
        if (name_equals(item->decl->clauses.items[i].word, word))
            return &item->decl->clauses.items[i];
    return NULL;
}

/* ---- members by name: in a small table by looking, in a large one by hash ---- */

enum { SMALL = 24 };

Name item_key(Resolver *r, Item *item)
{
    if (name_none(item->key))
        item->key = name_from(r->cx->names, arena_printf(r->cx->arena, "%u", item->object->id));
    return item->key;
}

static bool is_named_member(const Object *object)
{
    return kind_info(object->kind)->is_bare;
}

static void index_members(Resolver *r, const Object *parent)
{
    Name key = item_key(r, item_of(r, parent));
    for (size_t i = 0; i < parent->members.count; i++) {
        Object *object = parent->members.items[i];
        if (!is_named_member(object)) continue;
        Object *first = map_get(r->members, key, object->name, NO_NAME);
        if (!first)
            map_set(r->members, key, object->name, NO_NAME, object);
        else
            item_of(r, first)->has_twin = true;
    }
}

void members_index(Resolver *r)
{
    for (size_t i = 0; i < r->schema->objects.count; i++)
        if (r->schema->objects.items[i]->members.count > SMALL)
            index_members(r, r->schema->objects.items[i]);
}

/* The first of that name that exists in one of the dialects; else the first of that name. */
static Object *look(const Object *parent, Name name, uint8_t dialects)
{
    Object *found = NULL;
    for (size_t i = 0; i < parent->members.count; i++) {
        Object *member = parent->members.items[i];
        if (!name_is(member->name, name) || !is_named_member(member)) continue;
        if (member->dialects & dialects) return member;
        if (!found) found = member;
    }
    return found;
}

static Object *own_member(const Resolver *r, const Object *parent, Name name, uint8_t dialects)
{
    if (parent->members.count <= SMALL) return look(parent, name, dialects);
    Name key = item_of(r, parent)->key;
    Object *first = name_none(key) ? NULL : map_get(r->members, key, name, NO_NAME);
    bool is_it = !first || first->dialects & dialects || !item_of(r, first)->has_twin;
    return is_it ? first : look(parent, name, dialects);
}

Object *member_find(const Resolver *r, const Object *parent, Name name, uint8_t dialects)
{
    Object *found = own_member(r, parent, name, dialects);
    return found ? found : (Object *)column_inherited(parent, name);
}

static void hint_columns(Resolver *r, const Object *table)
{
    enum { SHOWN = 8 };
    Text text = {0};
    size_t count = 0;
    for (size_t i = 0; i < table->members.count && count <= SHOWN; i++) {
        if (table->members.items[i]->kind != KIND_COLUMN) continue;
        if (++count > SHOWN)
            text_add(&text, ", ...");
        else
            text_printf(&text, "%s%s", count > 1 ? ", " : "",
                        name_text(table->members.items[i]->name));
    }
    if (count > 0) report_hint(r, "its columns are %s", text_string(&text));
    text_free(&text);
}

void report_unknown_column(Resolver *r, Span span, const Object *table, Name name)
{
    report(r, span, "unknown-column", "%s has no column '%s'", describe(r, table), name_text(name));
    if (!report_may_suggest(r)) return;
    Suggest suggest = suggest_for(name_text(name));
    for (size_t i = 0; i < table->members.count; i++)
        if (table->members.items[i]->kind == KIND_COLUMN)
            suggest_try(&suggest, name_text(table->members.items[i]->name));
    if (suggest.best)
        report_nearest(r, &suggest);
    else
        hint_columns(r, table);
}

/* ---- top level ---- */

static bool is_relation(const Object *object)
{
    return object->kind == KIND_TABLE || object->kind == KIND_VIEW || object->kind == KIND_EXTERNAL;
}

Object *relation_find(const Resolver *r, QName name, uint8_t dialects)
{
    Object *found = NULL;
    Object *object = schema_find(r->schema, KIND_TABLE, name.space, name.name);
    for (; object; object = object->namesake) {
        if (!is_relation(object)) continue;
        if (object->dialects & dialects) return object;
        if (!found) found = object;
    }
    return found;
}

const char *qname_text(Resolver *r, QName name)
{
    if (name_none(name.space)) return name_text(name.name);
    return arena_printf(r->cx->arena, "%s.%s", name_text(name.space), name_text(name.name));
}

/* A table of that name in another namespace is the likelier guess than a similar word. */
void report_unknown_relation(Resolver *r, QName name)
{
    report(r, name.span, "unknown-table", "unknown table '%s'", qname_text(r, name));
    if (!report_may_suggest(r)) return;
    Suggest suggest = suggest_for(qname_text(r, name));
    for (size_t i = 0; i < r->schema->objects.count; i++) {
        const Object *object = r->schema->objects.items[i];
        if (!is_relation(object)) continue;
        QName other = {object->space, object->name, NO_SPAN};
        if (name_is(object->name, name.name)) {
            report_hint(r, "did you mean '%s'?", qname_text(r, other));
            return;
        }
        suggest_try(&suggest, qname_text(r, other));
    }
    report_nearest(r, &suggest);
}
