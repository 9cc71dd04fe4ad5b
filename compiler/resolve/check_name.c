/* SPDX-License-Identifier: MIT
 * Rules of names: their length, what the engines keep for themselves, and what becomes one and the
 * same identifier in C. */
#include <ctype.h>

#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

/* ---- length ---- */

/* Vowels go first, from the end, then the end itself. */
static const char *shorter_name(Resolver *r, Name name)
{
    char *text = arena_copy(r->cx->arena, name_text(name), name_length(name));
    size_t length = name_length(name);
    for (size_t i = length; i-- > 1 && length > NAME_BYTES;) {
        if (!strchr("aeiou", text[i]) || text[i - 1] == '_') continue;
        memmove(text + i, text + i + 1, length - i);
        length--;
    }
    if (length > NAME_BYTES) {
        length = NAME_BYTES;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
        text[length] = '\0';
    }
    return text;
}

static void check_length(Resolver *r, const Object *object)
{
    size_t length = name_length(object->name);
    if (length <= NAME_BYTES || !(object->dialects & r->targets & POSTGRES)) return;
    report(r, object->span, "name-too-long", "the name of %s has %zu bytes, PostgreSQL keeps %d",
           describe(r, object), length, NAME_BYTES);
    report_hint(r, "a shorter one: %s", shorter_name(r, object->name));
}

/* ---- kept for others ---- */

static bool begins(Name name, const char *prefix)
{
    for (const char *text = name_text(name); *prefix; text++, prefix++)
        if (tolower((unsigned char)*text) != *prefix) return false;
    return true;
}

static bool is_relation(Kind kind)
{
    return kind == KIND_TABLE || kind == KIND_VIEW || kind == KIND_INDEX;
}

static void check_reserved(Resolver *r, const Object *object)
{
    uint8_t dialects = object->dialects & r->targets;
    if (is_relation(object->kind) && dialects & SQLITE && begins(object->name, "sqlite_"))
        report(r, object->span, "reserved-name",
               "names that begin with 'sqlite_' are SQLite's own");
    if (object->kind == KIND_NAMESPACE && dialects & POSTGRES && begins(object->name, "pg_"))
        report(r, object->span, "reserved-name",
               "namespaces that begin with 'pg_' are PostgreSQL's own");
    if (object->kind == KIND_NAMESPACE && name_equals(object->name, "information_schema"))
        report(r, object->span, "reserved-name", "'information_schema' is PostgreSQL's own");
    static const char history[] = "schemac_history"; /* in any case: SQLite knows no other */
    bool is_history = begins(object->name, history) && name_length(object->name) == strlen(history);
    if (is_relation(object->kind) && is_history && !name_equals(r->schema->name, "schemac_history"))
        report(r, object->span, "reserved-name", "'schemac_history' is schemac's own table");
    bool is_system = name_is_one_of(object->name, "ctid xmin xmax cmin cmax tableoid");
    if (object->kind == KIND_COLUMN && is_system && dialects & POSTGRES)
        report(r, object->span, "reserved-name", "'%s' is a column of every PostgreSQL table",
               name_text(object->name));
}

/* ---- C ---- */

/* The identifier, in lower case, for constants differ in no more: letters, digits and '_' stay, any
 * other byte becomes '_'. */
static Name c_identifier(Resolver *r, Name name)
{
    char *text = arena_copy(r->cx->arena, name_text(name), name_length(name));
    for (char *c = text; *c; c++) {
        bool stays = (unsigned char)*c < 0x80 && (isalnum((unsigned char)*c) || *c == '_');
        *c = stays ? (char)tolower((unsigned char)*c) : '_';
    }
    return name_from(r->cx->names, text);
}

static bool has_c_name(const Object *object)
{
    return object->kind == KIND_TABLE || object->kind == KIND_ENUM || object->kind == KIND_COLUMN ||
           object->kind == KIND_ENUM_VALUE;
}

static Object *called(const Resolver *r, const Object *object, Name name)
{
    if (object->parent) return member_find(r, object->parent, name, object->dialects);
    Object *other = schema_find(r->schema, KIND_TABLE, object->space, name);
    return other && has_c_name(other) ? other : NULL;
}

/* Names that differ in case only are an error already where SQLite is a target. */
static bool is_reported(const Resolver *r, const Object *object, Name spelt)
{
    bool is_label = object->kind == KIND_ENUM_VALUE || object->kind == KIND_ENUM;
    if (is_label || !(r->targets & object->dialects & SQLITE)) return false;
    for (const char *a = name_text(object->name), *b = name_text(spelt); *a; a++, b++)
        if (tolower((unsigned char)*a) != *b) return false;
    return true;
}

/* Names that C can spell are distinct already, so only the others are looked at. */
static void check_c_name(Resolver *r, Object *object)
{
    if (!has_c_name(object) || name_is_plain(object->name)) return;
    Name spelt = c_identifier(r, object->name);
    Name owner = object->parent ? item_key(r, item_of(r, object->parent)) : object->space;
    Object *other = called(r, object, spelt);
    if (!other) other = map_set(r->spelt, owner, spelt, NO_NAME, object);
    if (!other || name_is(other->name, object->name) || is_reported(r, object, spelt)) return;
    report(r, object->span, "c-name-collision", "%s and %s would both be '%s' in C",
           describe(r, object), describe(r, other), name_text(spelt));
    report_note(r, other->span, "declared here");
}

void check_names(Resolver *r, Item *item)
{
    if (name_none(item->object->name)) return;
    check_length(r, item->object);
    check_reserved(r, item->object);
    check_c_name(r, item->object);
}
