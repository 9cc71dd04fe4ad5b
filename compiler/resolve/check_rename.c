/* SPDX-License-Identifier: MIT
 * Rules of "was": the former name should be gone, and only one object can have had it. */
#include "resolve/resolver.h"

/* Could both have been the same one? Not triggers of two tables, nor overloads. */
static bool is_rival(const Object *object, const Object *other)
{
    return object->kind == other->kind && object_base(object) == object_base(other) &&
           signature_same(object, other);
}

static Object *sibling(const Resolver *r, const Object *object, Name space, Name name)
{
    if (object->kind == KIND_COLUMN || object->kind == KIND_ENUM_VALUE)
        return member_find(r, object->parent, name, object->dialects);
    if (object->parent) return object_member(object->parent, object->kind, name);
    Object *found = schema_find(r->schema, object->kind, space, name);
    while (found && !is_rival(object, found)) found = found->namesake;
    return found;
}

/* a was b, b was a: nothing tells a swap that was done from one that was not. */
static bool is_in_circle(const Resolver *r, const Object *object)
{
    const Object *other = object, *slow = object;
    for (bool is_odd = true; other && !name_none(other->was); is_odd = !is_odd) {
        other = sibling(r, other, other->was_space, other->was);
        if (other == object) return true;
        if (!is_odd) slow = sibling(r, slow, slow->was_space, slow->was);
        if (other == slow) return false; /* a circle further on */
    }
    return false;
}

/* PostgreSQL tells these apart by what they are for, or has no statement for their names. */
static bool has_no_rename(const Object *object)
{
    static const char *const words[] = {"access method", "cast", "transform", "user mapping"};
    const NativeWord *native = native_word(object);
    for (size_t i = 0; native && i < rule_count(words); i++)
        if (strcmp(native->word, words[i]) == 0) return true;
    return false;
}

static void check_was(Resolver *r, const Item *item)
{
    const Object *object = item->object;
    if (has_no_rename(object)) {
        report(r, item->was->span, "was-not-here", "PostgreSQL gives %s no other name", describe(r, object));
        report_hint(r, "leave 'was' out: the old one is dropped, and this one is new");
        return;
    }
    if (name_is(object->was, object->name) && name_is(object->was_space, object->space)) {
        report(r, item->was->span, "was-itself", "%s was always called so", describe(r, object));
        return;
    }
    const Object *other = sibling(r, object, object->was_space, object->was);
    if (!other || !(other->dialects & object->dialects)) return;
    if (is_in_circle(r, object)) {
        report(r, item->was->span, "was-circle", "%s was '%s', which has its name from it in turn",
               describe(r, object), name_text(object->was));
        report_hint(r, "swap names in two migrations, through a third name");
    }
    if (!name_none(other->was)) return; /* a was b, b was c: that one was another */
    report(r, item->was->span, "was-still-there", "'%s' is still there: if %s was it, this one is new",
           name_text(object->was), describe(r, object));
    report_note(r, other->span, "declared here");
    report_hint(r, "take out 'was' if nothing is renamed");
}

/* Two heirs of one name. Keyed by what it is in or on, kind and former name. */
static void check_heirs(Resolver *r, const Item *item)
{
    Object *object = item->object;
    const Object *above = object->parent ? object->parent : object_base(object);
    Name owner = above ? item_key(r, item_of(r, above)) : object->was_space;
    Name kind = name_from(r->cx->names, object_word(object));
    const Object *other = map_set(r->heirs, owner, kind, object->was, object);
    if (!other || !is_rival(object, other) || !(other->dialects & object->dialects)) return;
    report(r, item->was->span, "was-twice", "%s and %s were both '%s'", describe(r, object),
           describe(r, other), name_text(object->was));
    report_note(r, other->span, "declared here");
}

void check_renames(Resolver *r, Item *item)
{
    if (!item->was || name_none(item->object->was)) return;
    check_was(r, item);
    check_heirs(r, item);
}
