/* SPDX-License-Identifier: MIT
 * Two objects of one name, as each engine sees it: PostgreSQL keeps relations, types, the
 * constraints of a table and the overloads of a function apart; SQLite has one space for tables,
 * views and indexes, and no upper case. */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

typedef struct Spaces {
    Map *postgres[NAME_CLASS_COUNT]; /* (namespace, name, signature or table) */
    Map *rows;                       /* PostgreSQL: every table and view is a type too */
    Map *sqlite;                     /* tables, views, indexes: folded name */
    Map *members;                    /* (parent, name, which) */
} Spaces;

static void report_twice(Resolver *r, const Item *item, const Object *other)
{
    bool is_same_kind = other->kind == item->object->kind;
    if (!name_is(other->name, item->object->name))
        report(r, item->object->span, "duplicate-name",
               "%s and %s are one name in SQLite, which knows no upper case",
               describe(r, item->object), describe(r, other));
    else if (is_same_kind)
        report(r, item->object->span, "duplicate-name", "%s is declared twice",
               describe(r, item->object));
    else
        report(r, item->object->span, "duplicate-name", "%s has the name of %s",
               describe(r, item->object), describe(r, other));
    report_note(r, other->span, is_same_kind ? "first declared here" : "declared here");
    const Item *first = item_of(r, other);
    if (first->use && !item->use)
        report_note(r, first->use->span, "by the mixin '%s'", name_text(first->use->name.name));
}

/* Enters the object under a key; true if it is the first there. */
static bool enter(Resolver *r, const Item *item, Map *map, Name a, Name b, Name c, uint8_t mask)
{
    Object *other = map_get(map, a, b, c);
    if (!other || !(other->dialects & item->object->dialects & mask)) {
        map_set(map, a, b, c, item->object);
        return true;
    }
    report_twice(r, item, other);
    return false;
}

static Name word(Resolver *r, const char *text)
{
    return name_from(r->cx->names, text);
}

/* ---- PostgreSQL ---- */

static Name signature(Resolver *r, const Function *function)
{
    Text text = {0};
    for (size_t i = 0; i < function->parameters.count; i++) {
        const Parameter *parameter = &function->parameters.items[i];
        if (name_equals(parameter->mode, "out") || name_equals(parameter->mode, "table")) continue;
        text_add_char(&text, ',');
        if (parameter->type) type_print(&text, parameter->type);
    }
    Name name = name_from(r->cx->names, text_string(&text));
    text_free(&text);
    return name;
}

static Name owner_key(const Resolver *r, const Object *object)
{
    const Object *owner = NULL;
    if (object->kind == KIND_TRIGGER) owner = ((const Trigger *)object)->on;
    if (object->kind == KIND_POLICY && ((const Policy *)object)->on)
        owner = &((const Policy *)object)->on->object;
    return owner ? item_of(r, owner)->key : NO_NAME;
}

static bool enter_postgres(Resolver *r, const Item *item, Spaces *spaces)
{
    const Object *object = item->object;
    NameClass class = kind_info(object->kind)->names;
    Name space = object->parent ? object->parent->space : object->space;
    if (class == NAMES_OF_PARENT) return true;
    Name apart = object->kind == KIND_FUNCTION ? signature(r, (const Function *)object)
                                               : owner_key(r, object);
    return enter(r, item, spaces->postgres[class], space, object->name, apart, POSTGRES);
}

/* A table and an enum cannot share a name: the table is a type too. */
static bool enter_row_type(Resolver *r, const Item *item, Spaces *spaces)
{
    Kind kind = item->object->kind;
    bool is_row = kind == KIND_TABLE || kind == KIND_VIEW;
    bool is_type = kind == KIND_ENUM || kind == KIND_DOMAIN;
    if (!is_row && !is_type) return true;
    return enter(r, item, spaces->rows, item->object->space, item->object->name, NO_NAME, POSTGRES);
}

/* ---- SQLite ---- */

static Name folded(Resolver *r, Name name)
{
    char *text = arena_copy(r->cx->arena, name_text(name), name_length(name));
    for (char *c = text; *c; c++)
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
    return name_from(r->cx->names, text);
}

static bool enter_sqlite(Resolver *r, const Item *item, Spaces *spaces)
{
    const Object *object = item->object;
    Kind kind = object->kind;
    if (!(r->targets & SQLITE & object->dialects)) return true;
    Name key = folded(r, object->name);
    if (kind == KIND_COLUMN)
        return enter(r, item, spaces->sqlite, key, item_of(r, object->parent)->key, word(r, "c"),
                     SQLITE);
    if (kind == KIND_TRIGGER)
        return enter(r, item, spaces->sqlite, key, word(r, "trigger"), NO_NAME, SQLITE);
    if (kind == KIND_TABLE || kind == KIND_VIEW || kind == KIND_INDEX)
        return enter(r, item, spaces->sqlite, key, NO_NAME, NO_NAME, SQLITE);
    return true;
}

/* ---- members ---- */

static bool is_constraint(Kind kind)
{
    return kind == KIND_PRIMARY_KEY || kind == KIND_UNIQUE || kind == KIND_FOREIGN_KEY ||
           kind == KIND_CHECK;
}

static bool enter_member(Resolver *r, const Item *item, Spaces *spaces)
{
    const Object *object = item->object;
    if (!object->parent || name_none(object->name)) return true;
    Item *parent = item_of(r, object->parent);
    if (name_none(parent->key))
        parent->key = word(r, arena_printf(r->cx->arena, "%u", object->parent->id));
    if (object->kind == KIND_COLUMN || object->kind == KIND_ENUM_VALUE)
        return enter(r, item, spaces->members, parent->key, object->name, NO_NAME, DIALECTS_ALL);
    if (is_constraint(object->kind))
        return enter(r, item, spaces->members, parent->key, object->name, word(r, "constraint"),
                     POSTGRES);
    return true;
}

void check_duplicates(Resolver *r)
{
    Spaces spaces = {.rows = map_new(r->cx->arena),
                     .sqlite = map_new(r->cx->arena),
                     .members = map_new(r->cx->arena)};
    for (size_t class = 0; class < NAME_CLASS_COUNT; class ++)
        spaces.postgres[class] = map_new(r->cx->arena);
    for (size_t i = 0; i < r->items.count; i++) {
        const Item *item = r->items.items[i];
        r->current = item;
        if (name_none(item->object->name)) continue;
        /* one report is enough */
        if (enter_member(r, item, &spaces) && enter_postgres(r, item, &spaces) &&
            enter_row_type(r, item, &spaces))
            enter_sqlite(r, item, &spaces);
    }
    r->current = NULL;
}
