/* SPDX-License-Identifier: MIT
 * Names, texts, types and paths in SQL. Every name that lives in a namespace is written with it,
 * so that no search path can lead a statement elsewhere. */
#include <ctype.h>
#include <string.h>

#include "dialect/postgres/postgres.h"

static bool is_bare(Name name)
{
    return name_is_plain(name) && !postgres_is_keyword(name_text(name));
}

void postgres_identifier(Text *out, Name name)
{
    if (name_fact(name, NAME_IS_BARE_IN_POSTGRES, is_bare))
        text_add_bytes(out, name_text(name), name_length(name));
    else
        text_add_quoted(out, name_text(name), name_length(name), '"');
}

/* A backslash is a character like any other: standard_conforming_strings. */
void postgres_literal(Text *out, const char *text, size_t length)
{
    text_add_quoted(out, text, length, '\'');
}

void postgres_names(Text *out, const NameList *names)
{
    for (size_t i = 0; i < names->count; i++) {
        if (i) text_add(out, ", ");
        postgres_identifier(out, names->items[i]);
    }
}

void postgres_strings(Text *out, const NameList *strings)
{
    for (size_t i = 0; i < strings->count; i++) {
        if (i) text_add(out, ", ");
        postgres_literal(out, name_text(strings->items[i]), name_length(strings->items[i]));
    }
}

static bool has_comment(const char *text, size_t length)
{
    for (size_t i = 1; i < length; i++)
        if (text[i] == '-' && text[i - 1] == '-') return true;
    return false;
}

/* A comment at its end must not swallow what follows. */
void postgres_body(Text *out, const char *text, size_t length)
{
    static const char white[] = " \t\r\n\f\v";
    while (length && strchr(white, text[0])) text++, length--;
    while (length && (strchr(white, text[length - 1]) || text[length - 1] == ';')) length--;
    text_add_bytes(out, text, length);
    if (has_comment(text, length)) text_add_char(out, '\n');
}

/* Numbers and truth values stand bare; any other word might be a keyword. */
static bool is_bare_value(const char *value)
{
    size_t length = strlen(value);
    if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0) return true;
    return length && strspn(value, "0123456789") == length;
}

/* toast.autovacuum_enabled: each part is a name of its own. */
static void add_option_name(Text *out, Name name)
{
    const char *text = name_text(name);
    size_t length = name_length(name);
    bool is_bare = length && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.") == length;
    if (is_bare)
        text_add(out, text);
    else
        text_add_quoted(out, text, length, '"');
}

void postgres_options(Text *out, const OptionList *options)
{
    if (!options->count) return;
    text_add(out, "WITH ");
    postgres_option_list(out, options);
}

void postgres_option_list(Text *out, const OptionList *options)
{
    text_add_char(out, '(');
    for (size_t i = 0; i < options->count; i++) {
        const char *value = options->items[i].value;
        if (i) text_add(out, ", ");
        add_option_name(out, options->items[i].name);
        if (!value) continue;
        text_add(out, " = ");
        if (is_bare_value(value))
            text_add(out, value);
        else
            postgres_literal(out, value, strlen(value));
    }
    text_add_char(out, ')');
}

void postgres_qualified(Text *out, Name space, Name name)
{
    if (!name_none(space)) {
        postgres_identifier(out, space);
        text_add_char(out, '.');
    }
    postgres_identifier(out, name);
}

Name postgres_space(const Schema *schema, const Object *object)
{
    return name_none(object->space) ? schema->default_space : object->space;
}

static bool is_in_scope(const Schema *schema, size_t count, Name space)
{
    bool is_there = name_none(space) || name_is(space, schema->default_space) ||
                    name_equals(space, "pg_catalog");
    for (size_t i = 0; i < count; i++) {
        const Object *object = schema->objects.items[i];
        is_there |= object->kind == KIND_EXTENSION && name_is(((const Extension *)object)->in, space);
    }
    return is_there;
}

/* What extensions bring, types, operators, operator classes, is named without a namespace: only they
 * know what they have. */
void postgres_scope(Text *out, const Schema *schema)
{
    postgres_identifier(out, schema->default_space);
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        const Extension *extension = (const Extension *)object;
        if (object->kind != KIND_EXTENSION || is_in_scope(schema, i, extension->in)) continue;
        text_add(out, ", ");
        postgres_identifier(out, extension->in);
    }
}

void postgres_path(Text *out, const Schema *schema, const Object *object)
{
    if (object->kind == KIND_INDEX) {
        postgres_qualified(out, postgres_space(schema, object->parent), object->name);
        return;
    }
    if (object->parent) {
        postgres_path(out, schema, object->parent);
        text_add_char(out, '.');
    } else if (kind_info(object->kind)->has_namespace) {
        postgres_identifier(out, postgres_space(schema, object));
        text_add_char(out, '.');
    }
    postgres_identifier(out, object->name);
}

void postgres_type(Text *out, const Schema *schema, const Type *type)
{
    if (type->is_multirange)
        postgres_qualified(out, postgres_space(schema, type->named),
                           range_multirange(schema->names, (const Range *)type->named));
    else if (type->named)
        postgres_path(out, schema, type->named);
    else
        text_add(out, name_text(type->name)); /* quoted by lowering where it needs to be */
    if (type->args) text_printf(out, "(%s)", type->args);
    for (uint8_t i = 0; i < type->dims; i++) text_add(out, "[]");
}
