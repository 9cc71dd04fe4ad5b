/* SPDX-License-Identifier: MIT
 * The spelling of names. Three scopes matter: file scope, where all names have the prefix and only
 * collide with each other; the members of one struct; the enumerators of all enums. */
#include "emit/c_name.h"

#include <stdlib.h>
#include <string.h>

struct CNames {
    Cx *cx;
    const char *prefix, *upper_prefix;
    const char **full; /* by object id: with the prefix; NULL: not a table, not an enum */
    Map *taken;        /* base name, without the prefix -> object */
};

/* Words that no member can be called: keywords of C and C++, macros of common headers, and types of
 * other members, which C++ would lose. Sorted. */
static const char *const reserved[] = {
    "NULL", "_Alignas", "_Alignof", "_Atomic", "_Bool", "_Complex", "_Generic", "_Imaginary",
    "_Noreturn", "_Static_assert", "_Thread_local", "alignas", "alignof", "and", "and_eq", "asm",
    "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "char16_t", "char32_t",
    "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "complex", "concept", "const",
    "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default",
    "delete", "do", "double", "dynamic_cast", "else", "enum", "errno", "explicit", "export",
    "extern", "false", "final", "float", "for", "friend", "goto", "if", "import", "inline", "int",
    "int16_t", "int32_t", "int64_t", "linux", "long", "module", "mutable", "namespace", "new",
    "noexcept", "not", "not_eq", "nullptr", "operator", "or", "or_eq", "override", "private",
    "protected", "public", "register", "reinterpret_cast", "requires", "restrict", "return",
    "short", "signed", "sizeof", "static", "static_assert", "static_cast", "stderr", "stdin",
    "stdout", "struct", "switch", "template", "this", "thread_local", "throw", "true", "try",
    "typedef", "typeid", "typename", "typeof", "union", "unix", "unsigned", "using", "virtual",
    "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
};

/* What generated names add to the name of a table, of an enum. */
static const char *const of_table[] = {
    "_new", "_table", "_insert", "_get", "_update", "_delete", "_read_sqlite", "_bind_sqlite",
    "_read_postgres", "_bind_postgres", "_col", "_columns", NULL,
};
static const char *const of_enum[] = {"_enum", "_text", "_from", NULL};

static int compare_word(const void *word, const void *entry)
{
    return strcmp(word, *(const char *const *)entry);
}

static bool is_reserved(const char *word)
{
    return bsearch(word, reserved, sizeof reserved / sizeof *reserved, sizeof *reserved,
                   compare_word) != NULL;
}

static bool is_c_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* The text itself if C can spell it, else a copy with '_' for each byte that C cannot. */
static const char *spell(Cx *cx, const char *text, size_t length)
{
    size_t i = 0;
    while (i < length && is_c_letter(text[i])) i++;
    if (i == length) return text;
    char *spelt = arena_copy(cx->arena, text, length);
    for (; i < length; i++)
        if (!is_c_letter(spelt[i])) spelt[i] = '_';
    return spelt;
}

char *c_name_upper(Cx *cx, const char *name)
{
    char *copy = arena_copy(cx->arena, name, strlen(name));
    for (char *c = copy; *c; c++) *c = upper(*c);
    return copy;
}

const char *c_name_file(Cx *cx, Name name)
{
    return spell(cx, name_text(name), name_length(name));
}

const char *c_name_member(Cx *cx, Name name)
{
    const char *spelt = spell(cx, name_text(name), name_length(name));
    if (spelt[0] >= '0' && spelt[0] <= '9') spelt = arena_printf(cx->arena, "_%s", spelt);
    return is_reserved(spelt) ? arena_printf(cx->arena, "%s_", spelt) : spelt;
}

/* ---- file scope ---- */

static const char *base_of(Cx *cx, const Schema *schema, const Object *object)
{
    const char *name = spell(cx, name_text(object->name), name_length(object->name));
    if (name_none(object->space) || name_is(object->space, schema->default_space)) return name;
    const char *space = spell(cx, name_text(object->space), name_length(object->space));
    return arena_printf(cx->arena, "%s_%s", space, name);
}

/* Macros have the names in upper case, so names that differ in case only are the same here. */
static Name key_of(const CNames *names, const char *base, size_t length)
{
    char *key = NULL;
    for (size_t i = 0; i < length; i++) {
        if (base[i] < 'A' || base[i] > 'Z') continue;
        if (!key) key = arena_copy(names->cx->arena, base, length);
        key[i] = (char)(base[i] - 'A' + 'a');
    }
    return name_of(names->cx->names, key ? key : base, length);
}

static const Object *taken_by(const CNames *names, const char *base, size_t length)
{
    return map_get(names->taken, key_of(names, base, length), NO_NAME, NO_NAME);
}

static bool is_taken(const CNames *names, const char *base)
{
    return taken_by(names, base, strlen(base)) != NULL;
}

static bool is_derived_by(const CNames *names, const char *base, const char *const *suffixes,
                          Kind kind)
{
    size_t length = strlen(base);
    for (; *suffixes; suffixes++) {
        size_t tail = strlen(*suffixes);
        if (length <= tail || strcmp(base + length - tail, *suffixes) != 0) continue;
        const Object *owner = taken_by(names, base, length - tail);
        if (owner && owner->kind == kind) return true;
    }
    return false;
}

/* Is it the name of something generated for another table or enum, or for the schema? */
static bool is_derived(const CNames *names, const char *base)
{
    if (strcmp(base, "schema") == 0) return true;
    if (strncmp(base, "maybe_", 6) == 0) {
        const Object *owner = taken_by(names, base + 6, strlen(base + 6));
        if (owner && owner->kind == KIND_ENUM) return true;
    }
    return is_derived_by(names, base, of_table, KIND_TABLE) ||
           is_derived_by(names, base, of_enum, KIND_ENUM);
}

static void take(CNames *names, const char *base, const Object *object)
{
    map_set(names->taken, key_of(names, base, strlen(base)), NO_NAME, NO_NAME, (void *)object);
    names->full[object->id] = arena_printf(names->cx->arena, "%s_%s", names->prefix, base);
}

static bool has_c_name(const Object *object)
{
    return object->kind == KIND_TABLE || object->kind == KIND_ENUM;
}

/* First those that are spelt in C as they are written, then those that give way to them. */
static void take_all(CNames *names, const Schema *schema, bool plain)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (!has_c_name(object) || names->full[object->id]) continue;
        const char *base = base_of(names->cx, schema, object);
        if (plain && (base != name_text(object->name) || is_taken(names, base))) continue;
        while (is_taken(names, base)) base = arena_printf(names->cx->arena, "%s_", base);
        take(names, base, object);
    }
}

static void leave_derived(CNames *names, const Schema *schema)
{
    size_t prefix = strlen(names->prefix) + 1;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (!has_c_name(object)) continue;
        const char *base = names->full[object->id] + prefix;
        if (!is_derived(names, base)) continue;
        do base = arena_printf(names->cx->arena, "%s_", base);
        while (is_taken(names, base));
        take(names, base, object);
    }
}

CNames *c_names_new(Cx *cx, const Schema *schema)
{
    CNames *names = arena_make(cx->arena, CNames);
    names->cx = cx;
    names->prefix = c_name_member(cx, schema->name);
    names->upper_prefix = c_name_upper(cx, names->prefix);
    names->full = arena_array(cx->arena, const char *, schema->object_count);
    names->taken = map_new(cx->arena);
    take_all(names, schema, true);
    take_all(names, schema, false);
    leave_derived(names, schema);
    return names;
}

const char *c_names_prefix(const CNames *names)
{
    return names->prefix;
}

const char *c_names_upper_prefix(const CNames *names)
{
    return names->upper_prefix;
}

const char *c_names_of(const CNames *names, const Object *object)
{
    return names->full[object->id];
}

/* ---- members ---- */

static bool equal_upper(const char *a, const char *b)
{
    while (*a && upper(*a) == upper(*b)) a++, b++;
    return upper(*a) == upper(*b);
}

static bool is_among(const char *member, const char *const *members, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (equal_upper(member, members[i])) return true;
    return false;
}

/* Types are the runtime's and those of enums. */
const char *c_names_member(const CNames *names, Name name)
{
    const char *member = c_name_member(names->cx, name);
    size_t prefix = strlen(names->prefix);
    if (strncmp(member, "schemac_", 8) == 0) return arena_printf(names->cx->arena, "%s_", member);
    if (strncmp(member, names->prefix, prefix) != 0 || member[prefix] != '_') return member;
    const char *base = member + prefix + 1;
    if (strncmp(base, "maybe_", 6) == 0) base += 6;
    const Object *type = taken_by(names, base, strlen(base));
    if (!type || type->kind != KIND_ENUM) return member;
    return arena_printf(names->cx->arena, "%s_", member);
}

void c_names_distinct(Cx *cx, const char **members, size_t count)
{
    for (size_t i = 1; i < count; i++)
        while (is_among(members[i], members, i))
            members[i] = arena_printf(cx->arena, "%s_", members[i]);
}

/* ---- enumerators ---- */

/* "SHOP_ORDERS_TABLE" is a macro if there is a table "orders"; no enumerator can be. */
static bool is_macro(const CNames *names, const char *enumerator)
{
    for (const char *at = strchr(enumerator, '_'); at; at = strchr(at + 1, '_')) {
        if (strcmp(at, "_TABLE") != 0 && strncmp(at, "_COL", 4) != 0 &&
            strncmp(at, "_INSERT", 7) != 0)
            continue;
        if (taken_by(names, enumerator, (size_t)(at - enumerator))) return true;
    }
    return false;
}

/* Enumerators share file scope, without the prefix they are kept under a key of their own. */
static bool take_label(CNames *names, const char *enumerator, const Object *label)
{
    Name key = name_from(names->cx->names, enumerator);
    Name owner = name_from(names->cx->names, "enumerator");
    const Object *other = map_get(names->taken, key, owner, NO_NAME);
    if ((other && other != label) || is_macro(names, enumerator)) return false;
    map_set(names->taken, key, owner, NO_NAME, (void *)label);
    return true;
}

void c_name_labels(Cx *cx, CNames *names, const Object *enum_, const char **labels)
{
    const char *base = names->full[enum_->id] + strlen(names->prefix) + 1;
    const char *upper_base = c_name_upper(cx, base);
    for (size_t i = 0; i < enum_->members.count; i++) {
        Name label = enum_->members.items[i]->name;
        const char *spelt = spell(cx, name_text(label), name_length(label));
        labels[i] = c_name_upper(cx, *spelt ? spelt : "empty");
        while (!take_label(names, arena_printf(cx->arena, "%s_%s", upper_base, labels[i]),
                           enum_->members.items[i]))
            labels[i] = arena_printf(cx->arena, "%s_", labels[i]);
    }
}
