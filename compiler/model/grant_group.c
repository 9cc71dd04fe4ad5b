/* SPDX-License-Identifier: MIT
 * Grants and owners as a person writes them: what one role has of a table and of its columns in one
 * declaration, roles and objects that are given the same in one list. */
#include <string.h>

#include "model/grant.h"
#include "model/kind.h"
#include "model/print.h"

/* What is given of one object: to whom, or to which roles once they are known to have the same. */
typedef struct Given {
    const char *words; /* "grant select, update (body)", "owner app" */
    const char *roles; /* behind the objects: " to app, boss"; "": an owner */
    const char *tail;  /* " with grant option" */
    const Object *on;  /* not a column */
    bool is_told;
} Given;

typedef VEC(size_t) Places;

typedef struct Grouping {
    Printer *printer;
    const Objects *objects;
    bool *is_told; /* by the place in objects */
    VEC(Given) given;
} Grouping;

static char *kept(const Grouping *g, Text *text)
{
    return text_keep(text, g->printer->arena);
}

static const Object *table_of(const Object *right)
{
    const Object *on = object_base(right);
    return on->kind == KIND_COLUMN ? on->parent : on;
}

static bool is_same_list(const NameList *a, const NameList *b)
{
    bool is_same = a->count == b->count;
    for (size_t i = 0; is_same && i < a->count; i++) is_same = name_is(a->items[i], b->items[i]);
    return is_same;
}

/* With grant option: all of it, or nothing; else it stands by itself. */
static bool is_plain(const Grant *grant, bool is_whole)
{
    return is_whole ? is_same_list(&grant->privileges, &grant->grantable) : !grant->grantable.count;
}

/* ---- one object, one role ---- */

static bool goes_with(const Grouping *g, size_t first, size_t other)
{
    const Object *a = g->objects->items[first], *b = g->objects->items[other];
    const Grant *left = (const Grant *)a, *right = (const Grant *)b;
    if (b->kind != KIND_GRANT || g->is_told[other] || !right->privileges.count) return false;
    if (!left->privileges.count || !name_is(a->name, b->name) || table_of(a) != table_of(b)) return false;
    bool is_whole = left->grantable.count;
    return is_plain(left, is_whole) && is_plain(right, is_whole);
}

/* The columns of a privilege stand together: update (body, title). */
static void add_columns(Grouping *g, Text *out, Name word, const Places *places)
{
    bool is_open = false;
    for (size_t i = 0; i < places->count; i++) {
        const Grant *grant = (const Grant *)g->objects->items[places->items[i]];
        bool has_word = false;
        for (size_t j = 0; j < grant->privileges.count; j++)
            has_word |= name_is(grant->privileges.items[j], word);
        Name column = grant_column(grant);
        if (!has_word || name_none(column)) continue;
        text_add(out, is_open ? ", " : " (");
        name_print(out, column);
        is_open = true;
    }
    if (is_open) text_add_char(out, ')');
}

static bool has_all(const Grant *grant)
{
    enum { OF_TABLE = 7, OF_SEQUENCE = 3 };
    for (size_t i = 0; i < grant->privileges.count; i++)
        if (name_equals(grant->privileges.items[i], "maintain")) return false;
    return grant->privileges.count == OF_TABLE ||
           (grant->on->kind == KIND_SEQUENCE && grant->privileges.count == OF_SEQUENCE);
}

static void add_words(Grouping *g, Text *out, const Places *places)
{
    Map *seen = map_new(g->printer->arena);
    const char *comma = "grant ";
    for (size_t i = 0; i < places->count; i++) {
        const Grant *grant = (const Grant *)g->objects->items[places->items[i]];
        bool is_column = !name_none(grant_column(grant));
        if (has_all(grant)) {
            text_printf(out, "%sall", comma);
            comma = ", ";
            continue;
        }
        for (size_t j = 0; j < grant->privileges.count; j++) {
            Name word = grant->privileges.items[j];
            if (map_set(seen, word, is_column ? word : NO_NAME, NO_NAME, seen)) continue;
            text_printf(out, "%s%s", comma, name_text(word));
            if (is_column) add_columns(g, out, word, places);
            comma = ", ";
        }
    }
}

static void add_tail(Text *out, const Grant *grant)
{
    if (!grant->grantable.count) return;
    text_add(out, " with grant option");
    if (grant->grantable.count == grant->privileges.count) return;
    for (size_t i = 0; i < grant->grantable.count; i++)
        text_printf(out, "%s%s", i ? ", " : " (", name_text(grant->grantable.items[i]));
    text_add_char(out, ')');
}

static void take_grant(Grouping *g, size_t first)
{
    const Object *object = g->objects->items[first];
    const Grant *grant = (const Grant *)object;
    Text words = {0}, roles = {0}, tail = {0};
    Places places = {0};
    for (size_t i = first; i < g->objects->count; i++)
        if (i == first || goes_with(g, first, i)) {
            g->is_told[i] = true;
            vec_push(g->printer->arena, &places, i);
        }
    if (grant->privileges.count) add_words(g, &words, &places);
    else text_add(&words, "revoke all");
    text_add(&roles, grant->privileges.count ? " to " : " from ");
    name_print(&roles, object->name);
    add_tail(&tail, grant);
    Given given = {kept(g, &words), kept(g, &roles), kept(g, &tail), table_of(object), false};
    vec_push(g->printer->arena, &g->given, given);
}

static void take_owner(Grouping *g, const Object *object)
{
    Text words = {0};
    text_add(&words, "owner ");
    name_print(&words, object->name);
    Given given = {kept(g, &words), "", "", object_base(object), false};
    vec_push(g->printer->arena, &g->given, given);
}

/* ---- several ---- */

static bool is_alike(const Given *a, const Given *b)
{
    return !strcmp(a->words, b->words) && !strcmp(a->tail, b->tail) && !*a->roles == !*b->roles;
}

/* All roles that have the same of an object are said with the first of them. */
static void join_roles(Grouping *g)
{
    for (size_t i = 0; i < g->given.count; i++) {
        Given *first = &g->given.items[i];
        Text roles = {0};
        if (first->is_told || !*first->roles) continue;
        text_add(&roles, first->roles);
        for (size_t j = i + 1; j < g->given.count; j++) {
            Given *other = &g->given.items[j];
            if (other->is_told || other->on != first->on || !is_alike(first, other)) continue;
            text_printf(&roles, ",%s", strchr(other->roles + 1, ' '));
            other->is_told = true;
        }
        first->roles = kept(g, &roles);
    }
}

/* The word of what stands before holds on, unless a list of types follows, or it looks like one. */
static bool must_repeat(const Object *on)
{
    return object_arguments(on) || on->kind == KIND_FUTURE || name_equals(on->name, "new");
}

static void print_given(Grouping *g, size_t place)
{
    Given *first = &g->given.items[place];
    Text *out = g->printer->out;
    text_add(out, first->words);
    const char *before = NULL;
    for (size_t i = place; i < g->given.count; i++) {
        Given *other = &g->given.items[i];
        if (other->is_told || !is_alike(first, other) || strcmp(first->roles, other->roles)) continue;
        const char *word = grant_word(other->on);
        text_add(out, before ? ", " : *first->roles ? " on " : " of ");
        if (!before || strcmp(before, word) || must_repeat(other->on)) text_printf(out, "%s ", word);
        grant_target(out, other->on);
        before = word;
        other->is_told = true;
    }
    text_printf(out, "%s%s;\n", first->roles, first->tail);
}

void grants_print(Printer *printer, const Objects *objects, Kind kind)
{
    Grouping g = {.printer = printer, .objects = objects};
    g.is_told = arena_array(printer->arena, bool, objects->count);
    for (size_t i = 0; i < objects->count; i++) {
        if (objects->items[i]->kind != kind || g.is_told[i]) continue;
        if (kind == KIND_GRANT) take_grant(&g, i);
        else take_owner(&g, objects->items[i]);
    }
    join_roles(&g);
    for (size_t i = 0; i < g.given.count; i++)
        if (!g.given.items[i].is_told) print_given(&g, i);
}
