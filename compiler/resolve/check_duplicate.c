/* SPDX-License-Identifier: MIT
 * Two objects of one name, as each engine sees it: PostgreSQL keeps relations, types, the
 * constraints of a table and the overloads of a function apart; SQLite has one space for tables,
 * views and indexes, and no upper case. Its maps:
 *
 *   attached     functions, triggers, policies: (owner or signature, name, class)
 *   constraints  (table, name)
 *   folded       SQLite, names with upper case: (folded name, table or none) */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

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

static bool is_twice(Resolver *r, const Item *item, const Object *other, uint8_t mask)
{
    if (!other || other == item->object) return false;
    if (!(other->dialects & item->object->dialects & mask & r->targets)) return false;
    report_twice(r, item, other);
    return true;
}

typedef struct EntryKey {
    Name a, b, c;
} EntryKey;

/* Enters the object under a key; true if another one was there. */
static bool enter(Resolver *r, const Item *item, Map *map, EntryKey key, uint8_t mask)
{
    if (is_twice(r, item, map_get(map, key.a, key.b, key.c), mask)) return true;
    map_set(map, key.a, key.b, key.c, item->object);
    return false;
}

/* ---- members ---- */

static bool is_constraint(Kind kind)
{
    return kind == KIND_PRIMARY_KEY || kind == KIND_UNIQUE || kind == KIND_FOREIGN_KEY ||
           kind == KIND_CHECK || kind == KIND_EXCLUDE;
}

/* Names that were chosen for unnamed constraints avoid all others. */
static bool repeats_member(Resolver *r, const Item *item)
{
    const Object *object = item->object;
    if (object->parent && kind_info(object->kind)->is_bare)
        return is_twice(r, item, member_find(r, object->parent, object->name, object->dialects),
                        DIALECTS_ALL);
    if (!is_constraint(object->kind) || !object->is_named) return false;
    Name key = item_key(r, item_of(r, object->parent));
    return enter(r, item, r->constraints, (EntryKey){key, object->name, NO_NAME}, POSTGRES);
}

/* ---- top level, and what shares its names ---- */

static Name signature(Resolver *r, const ParameterList *parameters)
{
    Text text = {0};
    for (size_t i = 0; i < parameters->count; i++) {
        const Parameter *parameter = &parameters->items[i];
        if (name_equals(parameter->mode, "out") || name_equals(parameter->mode, "table")) continue;
        text_add_char(&text, ',');
        if (parameter->type) type_print(&text, parameter->type);
    }
    Name name = name_from(r->cx->names, text_string(&text));
    text_free(&text);
    return name;
}

/* A function is told apart by its parameters, a trigger or policy by its table. */
static Name told_apart_by(Resolver *r, const Object *object)
{
    const Object *owner = NULL;
    if (object->kind == KIND_FUNCTION) return signature(r, object_arguments(object));
    if (object->kind == KIND_TRIGGER) owner = ((const Trigger *)object)->on;
    if (object->kind == KIND_GRANT || object->kind == KIND_OWNER) owner = object_base(object);
    if (object->kind == KIND_POLICY && ((const Policy *)object)->on)
        owner = &((const Policy *)object)->on->object;
    return owner ? item_key(r, item_of(r, owner)) : NO_NAME;
}

/* A native object by all that its path says. */
static bool repeats_native(Resolver *r, const Item *item)
{
    Text text = {0};
    object_path(&text, r->schema, item->object);
    Name path = name_from(r->cx->names, text_string(&text));
    Name word = name_from(r->cx->names, object_word(item->object));
    text_free(&text);
    return enter(r, item, r->attached, (EntryKey){path, word, word}, DIALECTS_ALL);
}

static bool repeats_attached(Resolver *r, const Item *item)
{
    const Object *object = item->object;
    Name apart = told_apart_by(r, object);
    if (object->kind == KIND_NATIVE) return repeats_native(r, item);
    if (object->kind == KIND_FUNCTION)
        return enter(r, item, r->attached, (EntryKey){apart, object->name, object->space},
                     DIALECTS_ALL);
    Name column = object->kind == KIND_GRANT ? ((const Grant *)object)->column : NO_NAME;
    const char *word = kind_info(object->kind)->word;
    if (!name_none(column)) word = arena_printf(r->cx->arena, "%s of %s", word, name_text(column));
    Name kind = name_from(r->cx->names, word);
    Name name = object->kind == KIND_OWNER ? NO_NAME : object->name; /* one, whoever it is */
    return enter(r, item, r->attached, (EntryKey){apart, name, kind}, DIALECTS_ALL);
}

/* The keys of a table are indexes too, in PostgreSQL only. */
static uint8_t mask_of(const Object *a, const Object *b)
{
    return is_constraint(a->kind) || is_constraint(b->kind) ? POSTGRES : DIALECTS_ALL;
}

/* The model links objects of one name: the first is never far. */
static bool repeats_name(Resolver *r, const Item *item)
{
    const Object *object = item->object;
    Name space = object->parent ? object->parent->space : object->space;
    const Object *other = schema_find(r->schema, object->kind, space, object->name);
    for (; other; other = other->namesake) {
        if (other->id >= object->id) continue;
        if (is_twice(r, item, other, mask_of(object, other))) return true;
    }
    return false;
}

/* The sequence of an identity column takes a name among the relations, unasked. */
static void check_identity(Resolver *r, const Item *item)
{
    const Object *object = item->object;
    if (object->kind != KIND_COLUMN || name_none(((const Column *)object)->identity)) return;
    if (!(object->dialects & r->targets & POSTGRES)) return;
    Name name = ((const Column *)object)->sequence, space = ((const Column *)object)->sequence_space;
    bool is_said = !name_none(name);
    if (!is_said)
        name = name_from(r->cx->names,
                         arena_printf(r->cx->arena, "%s_%s_seq", name_text(object->parent->name),
                                      name_text(object->name)));
    const Object *other =
        schema_find(r->schema, KIND_TABLE, is_said ? space : object->parent->space, name);
    if (!other || !(other->dialects & POSTGRES) || object_is_given(other)) return;
    report(r, other->span, "duplicate-name", "%s has the name of the sequence of %s",
           describe(r, other), describe(r, object));
    report_note(r, object->span, "PostgreSQL makes '%s' for this identity", name_text(name));
}

/* An operator class that is alone in a family of its name brings it along, and nobody sees whether
 * it was made by itself. */
static void check_family(Resolver *r, const Item *item)
{
    const Object *family = item->object, *brought = NULL;
    if (family->kind != KIND_NATIVE || !name_equals(((const Native *)family)->what, "operator family"))
        return;
    for (size_t i = 0; i < r->schema->objects.count; i++) {
        const Native *class = (const Native *)r->schema->objects.items[i];
        if (class->object.kind != KIND_NATIVE || !name_equals(class->what, "operator class")) continue;
        if (!name_is(class->method, ((const Native *)family)->method)) continue;
        if (name_is(class->object.name, family->name) && name_is(class->object.space, family->space))
            brought = &class->object;
        else if (text_has_word(class->body, "family") && text_has_word(class->body, name_text(family->name)))
            return; /* what another class is in, too */
    }
    if (!brought) return;
    report(r, family->span, "duplicate-name", "%s comes with %s", describe(r, family),
           describe(r, brought));
    report_hint(r, "leave it out; the class then says no 'family', and all that the family holds");
}

/* Every table and view of PostgreSQL is a type as well. */
static bool repeats_row_type(Resolver *r, const Item *item)
{
    const Object *object = item->object;
    if (kind_info(object->kind)->names != NAMES_OF_TYPES) return false;
    const Object *other = schema_find(r->schema, KIND_TABLE, object->space, object->name);
    for (; other; other = other->namesake)
        if (!other->parent && other->kind != KIND_SEQUENCE && is_twice(r, item, other, POSTGRES))
            return true;
    return false;
}

/* ---- SQLite: upper and lower case are one ---- */

/* Two names that differ in case only: at least one of them has upper case. */
static void fold(Resolver *r, const Item *item)
{
    const Object *object = item->object;
    Name key = name_folded(r->cx->names, object->name);
    bool is_column = object->kind == KIND_COLUMN;
    bool is_relation =
        object->kind == KIND_TABLE || object->kind == KIND_VIEW || object->kind == KIND_INDEX;
    if (name_is(key, object->name) || (!is_column && !is_relation)) return;
    if (!(r->targets & SQLITE & object->dialects)) return;
    const Object *other = is_column ? member_find(r, object->parent, key, SQLITE)
                                    : schema_find(r->schema, KIND_TABLE, NO_NAME, key);
    if (other && is_constraint(other->kind)) other = NULL;
    if (is_twice(r, item, other, SQLITE)) return;
    Name owner = is_column ? item_key(r, item_of(r, object->parent)) : NO_NAME;
    enter(r, item, r->folded, (EntryKey){key, owner, NO_NAME}, SQLITE);
}

static bool has_upper_case(Name name)
{
    for (const char *c = name_text(name); *c; c++)
        if (*c >= 'A' && *c <= 'Z') return true;
    return false;
}

/* One report for an object is enough. */
void check_duplicates(Resolver *r, Item *item)
{
    NameClass class = kind_info(item->object->kind)->names;
    bool is_right = class == NAMES_OF_OWNERS || class == NAMES_OF_GRANTS;
    bool is_attached =
        class == NAMES_OF_FUNCTIONS || class == NAMES_OF_TRIGGERS || class == NAMES_OF_POLICIES ||
        class == NAMES_OF_NATIVES || is_right;
    if (name_none(item->object->name) || (is_right && item->is_broken)) return;
    check_identity(r, item);
    check_family(r, item);
    if (repeats_member(r, item)) return;
    if (is_attached && repeats_attached(r, item)) return;
    if (!is_attached && class != NAMES_OF_PARENT && repeats_name(r, item)) return;
    if (repeats_row_type(r, item)) return;
    if (has_upper_case(item->object->name)) fold(r, item);
}
