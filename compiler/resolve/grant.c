/* SPDX-License-Identifier: MIT
 * Grants and owners: one declaration makes an object for each role and each object or column that it
 * names. Which privileges there are depends on what they are of. */
#include <stdlib.h>
#include <string.h>

#include "model/grant.h"
#include "model/serial.h"
#include "resolve/resolver.h"

#define OF_TABLES "delete insert references select trigger truncate update"
#define OF_COLUMNS "insert references select update"

typedef struct Class {
    const char *words;      /* that may be said before the name; the first one is the usual */
    const char *privileges; /* in byte order; NULL: it only has an owner */
    const char *of_columns; /* NULL: it has none */
    Kind kind;              /* one of those that share the names */
} Class;

static const Class classes[] = {
    {"table view", OF_TABLES, OF_COLUMNS, KIND_TABLE},
    {"sequence", "select update usage", NULL, KIND_SEQUENCE},
    {"function procedure", "execute", NULL, KIND_FUNCTION},
    {"namespace", "create usage", NULL, KIND_NAMESPACE},
    {"type enum domain", "usage", NULL, KIND_ENUM},
};

/* What a role will make; the word is behind "new". */
static const Class news[] = {
    {"tables", OF_TABLES, NULL, KIND_FUTURE},
    {"sequences", "select update usage", NULL, KIND_FUTURE},
    {"functions", "execute", NULL, KIND_FUTURE},
    {"types", "usage", NULL, KIND_FUTURE},
    {"namespaces", "create usage", NULL, KIND_FUTURE},
    {"large_objects", "select update", NULL, KIND_FUTURE},
};

/* Of native objects the whole is one word. */
static const Class natives[] = {
    {"foreign table", OF_TABLES, OF_COLUMNS, KIND_NATIVE},
    {"aggregate", "execute", NULL, KIND_NATIVE},
    {"server", "usage", NULL, KIND_NATIVE},
    {"foreign data wrapper", "usage", NULL, KIND_NATIVE},
    {"base type", "usage", NULL, KIND_NATIVE},
    {"language", "usage", NULL, KIND_NATIVE},
    {NULL, NULL, NULL, KIND_NATIVE},
};

/* NULL: there is no such word. */
static const Class *class_of_new(Name what)
{
    for (size_t i = 0; i < rule_count(news); i++)
        if (name_equals(what, news[i].words)) return &news[i];
    return NULL;
}

static const Class *class_of(const Clause *on)
{
    const Class *native = natives;
    if (name_equals(on->value, "new")) return class_of_new(on->elements[0].expr->name);
    for (size_t i = 1; i < rule_count(classes) && !name_none(on->value); i++)
        if (name_is_one_of(on->value, classes[i].words)) return &classes[i];
    if (name_none(on->value) || !native_word_find(name_text(on->value))) return &classes[0];
    while (native->words && !name_equals(on->value, native->words)) native++;
    return native;
}

/* ---- what it is of ---- */

static void report_target(Resolver *r, const Clause *on, const char *what)
{
    const char *word = name_none(on->value) ? "table or view" : name_text(on->value);
    report(r, on->name.span, "unknown-object", "%s %s '%s'", what, word, qname_text(r, on->name));
}

/* Every database has it, so it need not be declared. */
static const Object *add_public(Resolver *r, const Decl *decl)
{
    Name name = name_from(r->cx->names, "public");
    Object *object = schema_add(r->cx, r->schema, NULL, KIND_NAMESPACE, NO_NAME, name);
    object->dialects = DIALECTS_ALL;
    item_new(r, object, decl);
    return object;
}

/* "new tables of boss in kb": the role is the name, what and where are the elements. */
static const Object *find_new(Resolver *r, const Class *class, const Clause *on, const Decl *decl)
{
    Name in = on->element_count > 1 ? on->elements[1].expr->name : NO_NAME;
    Name what = on->elements[0].expr->name;
    bool is_there = name_none(in) || name_is(in, r->schema->default_space) || name_equals(in, "public") ||
                    schema_find(r->schema, KIND_NAMESPACE, NO_NAME, in);
    size_t count = r->schema->object_count;
    if (!class) {
        report(r, on->elements[0].span, "unknown-object", "there are no new '%s'", name_text(what));
        report_hint(r, "one of: tables, sequences, functions, types, namespaces, large_objects");
        return NULL;
    }
    bool is_nowhere = name_equals(what, "namespaces") || name_equals(what, "large_objects");
    if (!is_there || (!name_none(in) && is_nowhere)) {
        report(r, on->elements[1].span, "unknown-object",
               is_there ? "these are in no namespace: %s" : "there is no namespace '%s'", name_text(in));
        return NULL;
    }
    const Object *object = future_of(r->cx, r->schema, what, on->name.name, in);
    if (r->schema->object_count > count) item_new(r, (Object *)object, decl);
    return object;
}

/* The one behind an identity column, which is declared with it. NULL: none. */
static const Object *find_identity(Resolver *r, const Clause *on, const Decl *decl)
{
    Name wanted = space_of(r, on->name.space), space, name;
    for (size_t i = 0; i < r->items.count; i++) {
        const Object *object = r->items.items[i]->object;
        const Column *column = (const Column *)object;
        if (object->kind != KIND_COLUMN || name_none(column->identity)) continue;
        serial_identity_name(r->cx->names, column, &space, &name);
        if (!name_is(space, wanted) || !name_is(name, on->name.name)) continue;
        size_t count = r->schema->object_count;
        const Object *found = serial_of_identity(r->cx, r->schema, column);
        if (r->schema->object_count > count) item_new(r, (Object *)found, decl);
        return found;
    }
    return NULL;
}

/* Of functions the first of that name: which one is known once their types are. */
static const Object *find_target(Resolver *r, const Class *class, const Clause *on, const Decl *decl)
{
    if (!class || class->kind == KIND_FUTURE) return find_new(r, class, on, decl);
    if (class->kind == KIND_TABLE) {
        const Object *relation = relation_find(r, on->name, mark_mask(r, decl->mark, decl->mark_span));
        if (!relation) report_unknown_relation(r, on->name);
        return relation;
    }
    bool has_space = class->kind != KIND_NAMESPACE;
    Name space = has_space ? space_of(r, on->name.space) : NO_NAME;
    const Object *found =
        class->kind == KIND_NATIVE
            ? native_find(r->schema, name_text(on->value), space, on->name.name)
            : schema_find(r->schema, class->kind, space, on->name.name);
    while (found && class->kind == KIND_SEQUENCE && found->kind != KIND_SEQUENCE)
        found = found->namesake;
    if (!found && !has_space && name_equals(on->name.name, "public")) return add_public(r, decl);
    if (!found && class->kind == KIND_SEQUENCE) found = find_identity(r, on, decl);
    if (!found) report_target(r, on, "there is no");
    return found;
}

/* ---- privileges ---- */

static int compare_words(const void *a, const void *b)
{
    return name_compare(*(const Name *)a, *(const Name *)b);
}

static void add_word(Resolver *r, NameList *list, Name word)
{
    Name *items = arena_array(r->cx->arena, Name, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        items[i] = list->items[i];
        if (name_is(items[i], word)) return;
    }
    items[list->count++] = word;
    list->items = items;
    qsort(items, list->count, sizeof *items, compare_words);
}

static void add_all(Resolver *r, NameList *list, const char *words)
{
    for (; *words; words += strspn(words, " ")) {
        size_t length = strcspn(words, " ");
        add_word(r, list, name_of(r->cx->names, words, length));
        words += length;
    }
}

/* MAINTAIN of tables is said by name: servers before 17 have no such privilege. */
static bool add_privilege(Resolver *r, NameList *list, const char *words, Name word, Span span)
{
    bool is_all = name_equals(word, "all");
    bool is_late = name_equals(word, "maintain") && strcmp(words, OF_TABLES) == 0;
    if (is_all) add_all(r, list, words);
    if (is_all || is_late || name_is_one_of(word, words)) {
        if (!is_all) add_word(r, list, word);
        return true;
    }
    report(r, span, "unknown-privilege", "there is no privilege '%s' here", name_text(word));
    report_hint(r, "one of: %s, all", words);
    return false;
}

/* ---- objects ---- */

typedef struct Granting {
    Resolver *r;
    const Decl *decl;
    const Class *class;
    const Clause *on;     /* which object is meant */
    const Object *target; /* it */
    size_t privileges;    /* the first clauses of the declaration */
    const Clause *roles;  /* to or from */
    const Clause *option; /* with grant option; NULL: without */
    uint8_t dialects;
} Granting;

static Item *add_item(const Granting *g, Kind kind, Name role, Span span)
{
    Resolver *r = g->r;
    Object *object = schema_add(r->cx, r->schema, NULL, kind, NO_NAME, role);
    object->is_named = true;
    object->span = span;
    object->doc = g->decl->doc;
    object->dialects = g->dialects;
    Item *item = item_new(r, object, g->decl);
    item->target = g->on;
    return item;
}

static NameList privileges_of(const Granting *g, const Element *column)
{
    NameList list = {0};
    const char *words = column ? g->class->of_columns : g->class->privileges;
    for (size_t i = 0; i < g->privileges; i++) {
        const Clause *clause = &g->decl->clauses.items[i];
        bool is_meant = !column && !clause->element_count;
        for (size_t j = 0; column && j < clause->element_count; j++)
            is_meant |= clause->elements[j].expr && column->expr &&
                        name_is(clause->elements[j].expr->name, column->expr->name);
        if (is_meant) add_privilege(g->r, &list, words, clause->word, clause->span);
    }
    return list;
}

static NameList grantable_of(const Granting *g, const NameList *privileges)
{
    NameList list = {0}, named = {0};
    if (!g->option) return list;
    if (!g->option->has_elements) return *privileges;
    if (!clause_names(g->r, g->option, &named)) return list;
    for (size_t i = 0; i < named.count; i++) {
        bool is_there = false;
        for (size_t j = 0; j < privileges->count; j++)
            is_there |= name_is(privileges->items[j], named.items[i]);
        if (is_there) add_word(g->r, &list, named.items[i]);
    }
    return list;
}

/* Nobody but everyone has anything that no grant gave him. */
static bool is_sensible_revoke(const Granting *g, Name role, Span span)
{
    if (grant_usual(g->target) && name_equals(role, "public")) return true;
    report(g->r, span, "revoke-without-effect",
           "a schema says what is granted: '%s' has nothing that could be revoked", name_text(role));
    report_hint(g->r, "leave it out; only what everyone has of functions and types is taken back: "
                      "revoke execute on function f from public");
    return false;
}

/* A column is an object of a table; of a view or foreign table it is a name. */
typedef struct Part {
    const Object *on; /* NULL: there is none */
    Name column;
} Part;

static void add_grant(const Granting *g, const Part *part, NameList privileges, const Element *role)
{
    Name name = role->expr->name;
    bool is_revoke = name_equals(g->decl->kind, "revoke");
    if (!privileges.count || (is_revoke && !is_sensible_revoke(g, name, role->span))) return;
    Grant *grant = (Grant *)add_item(g, KIND_GRANT, name, role->span)->object;
    grant->on = part->on;
    grant->column = part->column;
    if (is_revoke) return;
    grant->privileges = privileges;
    grant->grantable = grantable_of(g, &privileges);
}

static void add_grants(const Granting *g, Part part, NameList privileges)
{
    for (size_t i = 0; part.on && i < g->roles->element_count; i++)
        add_grant(g, &part, privileges, &g->roles->elements[i]);
}

static Part find_column(const Granting *g, const Element *element)
{
    Resolver *r = g->r;
    const Expr *name = element->expr;
    if (!g->class->of_columns || !name || name->kind != EXPR_NAME || !name_none(name->space)) {
        report(r, element->span, "name-expected", "a column of the table '%s' is expected here",
               qname_text(r, g->on->name));
        return (Part){0};
    }
    if (g->target->kind != KIND_TABLE) return (Part){g->target, name->name};
    const Object *column = object_member(g->target, KIND_COLUMN, name->name);
    if (!column) report_unknown_column(r, element->span, g->target, name->name);
    return (Part){column, NO_NAME};
}

/* The first mention of a column is the one that counts for all. */
static bool is_mentioned(const Granting *g, size_t clauses, const Element *element)
{
    for (size_t i = 0; i <= clauses; i++) {
        const Clause *clause = &g->decl->clauses.items[i];
        for (size_t j = 0; j < clause->element_count; j++) {
            const Element *other = &clause->elements[j];
            if (other == element) return false;
            if (other->expr && element->expr && name_is(other->expr->name, element->expr->name))
                return true;
        }
    }
    return false;
}

static void grant_on(const Granting *g)
{
    add_grants(g, (Part){g->target, NO_NAME}, privileges_of(g, NULL));
    for (size_t i = 0; i < g->privileges; i++) {
        const Clause *clause = &g->decl->clauses.items[i];
        for (size_t j = 0; j < clause->element_count; j++) {
            const Element *element = &clause->elements[j];
            if (is_mentioned(g, i, element)) continue;
            add_grants(g, find_column(g, element), privileges_of(g, element));
        }
    }
}

/* ---- declarations ---- */

static bool read_clauses(Granting *g)
{
    const Decl *decl = g->decl;
    size_t count = decl->clauses.count;
    for (size_t i = 0; i < count; i++) {
        const Clause *clause = &decl->clauses.items[i];
        bool is_on = name_equals(clause->word, "on");
        bool is_role = name_equals(clause->word, "to") || name_equals(clause->word, "from");
        if (!g->on && !is_on) g->privileges = i + 1;
        if (is_on && !g->on) g->on = clause;
        if (is_role && g->on && !g->roles) g->roles = clause;
        if (g->roles && clause > g->roles) g->option = clause;
    }
    if (!g->option || name_equals(g->option->word, "with grant option")) return true;
    report(g->r, g->option->span, "unknown-clause", "unknown clause '%s' of a %s",
           name_text(g->option->word), name_text(decl->kind));
    return false;
}

void grants_declare(Resolver *r, const Decl *decl, Kind kind)
{
    Granting g = {.r = r, .decl = decl};
    g.dialects = mark_mask(r, decl->mark, decl->mark_span);
    if (!read_clauses(&g)) return;
    for (size_t i = g.privileges; i < decl->clauses.count; i++) {
        g.on = &decl->clauses.items[i];
        if (!name_equals(g.on->word, "on")) break;
        g.class = class_of(g.on);
        g.target = find_target(r, g.class, g.on, decl);
        if (!g.target) continue;
        if (kind == KIND_OWNER)
            ((Ownership *)add_item(&g, kind, decl->name.name, decl->name.span)->object)->on = g.target;
        else
            grant_on(&g);
    }
}

/* ---- which of several functions ---- */

static bool has_types(Resolver *r, const ParameterList *parameters, const Clause *on)
{
    size_t inputs = 0;
    for (size_t i = 0; i < parameters->count; i++) {
        const Parameter *parameter = &parameters->items[i];
        if (!parameter_is_input(parameter)) continue;
        if (inputs == on->element_count) return false;
        const Type *type = type_bind_called(r, on->elements[inputs++].expr->type, DIALECTS_ALL);
        if (!type || !parameter->type || !type_same(type, parameter->type)) return false;
    }
    return inputs == on->element_count;
}

static const Object *choose_function(Resolver *r, Item *item, const Object *first)
{
    const Object *found = NULL;
    bool has_signature = item->target->has_elements;
    bool is_native = first->kind == KIND_NATIVE;
    size_t count = 0;
    for (const Object *one = first; one; one = one->namesake) {
        bool is_meant = !has_signature || has_types(r, object_arguments(one), item->target);
        if (is_native && !name_is(((const Native *)one)->what, ((const Native *)first)->what)) continue;
        if (is_meant) found = one;
        count += is_meant;
    }
    if (count == 1) return found;
    report_target(r, item->target, count ? "say the types: there are several of" : "there is no");
    item->is_broken = true;
    return first;
}

void grant_bind(Resolver *r, Item *item)
{
    const Object **on = item->object->kind == KIND_GRANT ? &((Grant *)item->object)->on
                                                         : &((Ownership *)item->object)->on;
    if (object_arguments(*on)) *on = choose_function(r, item, *on);
    check_reach(r, item->target->name.span, item->object->dialects, *on);
}

/* The engine lists among the privileges those of the owner, which are all that there are. */
void check_grants(Resolver *r, Item *item)
{
    const Object *object = item->object;
    if (object->kind != KIND_GRANT || item->is_broken) return;
    const Object *on = object_base(object);
    if (on->kind == KIND_COLUMN) on = on->parent;
    const Object *owner = schema_find(r->schema, KIND_OWNER, NO_NAME, object->name);
    while (owner && object_base(owner) != on) owner = owner->namesake;
    if (!owner) return;
    report(r, object->span, "grant-to-owner", "'%s' owns %s and may do everything with it",
           name_text(object->name), describe(r, on));
    report_note(r, owner->span, "it is said here");
}
