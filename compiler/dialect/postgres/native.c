/* SPDX-License-Identifier: MIT
 * Native objects: CREATE, the kind and the name are written here, the body follows to the letter. */
#include <string.h>
#include <strings.h>

#include "dialect/postgres/change.h"

static const char *const words[NATIVE_WORDS] = {
    "ACCESS METHOD", "AGGREGATE", "TYPE", "CAST", "COLLATION", "CONVERSION", "EVENT TRIGGER",
    "FOREIGN DATA WRAPPER", "FOREIGN TABLE", "LANGUAGE", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY",
    "PUBLICATION", "RULE", "SERVER", "TYPE", "STATISTICS", "TEXT SEARCH CONFIGURATION",
    "TEXT SEARCH DICTIONARY", "TEXT SEARCH PARSER", "TEXT SEARCH TEMPLATE", "TRANSFORM",
    "USER MAPPING"};

const char *postgres_native_word(const Object *object)
{
    return words[native_word(object) - native_words];
}

static bool is(const Native *native, const char *word)
{
    return name_equals(native->what, word);
}

/* Operators are no identifiers: kb.=== and never kb."===". */
static void add_path(Text *out, const Schema *schema, const Native *native)
{
    if (native_word(&native->object)->has_namespace) {
        postgres_identifier(out, postgres_space(schema, &native->object));
        text_add_char(out, '.');
    }
    if (is(native, "operator")) text_add(out, name_text(native->object.name));
    else postgres_identifier(out, native->object.name);
}

static void add_arguments(Text *out, const Schema *schema, const Native *native,
                          const char *separator)
{
    for (size_t i = 0; i < native->arguments.count; i++) {
        if (i) text_add(out, separator);
        postgres_type(out, schema, native->arguments.items[i].type);
    }
}

static void add_in_parentheses(Text *out, const Schema *schema, const Native *native,
                               const char *separator, const char *none)
{
    text_add_char(out, '(');
    if (native->arguments.count) add_arguments(out, schema, native, separator);
    else text_add(out, none);
    text_add_char(out, ')');
}

/* What stands between the kind and the body, and tells an object apart without a name. */
static bool add_unnamed(Text *out, const Schema *schema, const Native *native)
{
    if (is(native, "cast"))
        add_in_parentheses(out, schema, native, " AS ", "");
    else if (is(native, "transform")) {
        text_add(out, "FOR ");
        add_arguments(out, schema, native, "");
        text_add(out, " LANGUAGE ");
        postgres_identifier(out, native->object.name);
    } else if (is(native, "user mapping")) {
        text_add(out, "FOR ");
        postgres_identifier(out, native->object.name);
        text_add(out, " SERVER ");
        postgres_identifier(out, native->on->name);
    } else
        return false;
    return true;
}

void postgres_native_subject(Text *out, const Schema *schema, const Object *object)
{
    const Native *native = (const Native *)object;
    if (add_unnamed(out, schema, native)) return;
    add_path(out, schema, native);
    if (native_word(object)->has_arguments)
        add_in_parentheses(out, schema, native, ", ", "*");
    if (!name_none(native->method)) text_add(out, " USING ");
    if (!name_none(native->method)) postgres_identifier(out, native->method);
    if (!native->on) return;
    text_add(out, " ON ");
    postgres_path(out, schema, native->on);
}

/* A server does not let go of the user mappings on it. */
static void drop_mappings(Text *out, const Schema *schema, const Object *server)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (object->kind != KIND_NATIVE || ((const Native *)object)->on != server) continue;
        text_add(out, "DROP USER MAPPING IF EXISTS ");
        postgres_native_subject(out, schema, object);
        text_add(out, ";\n");
    }
}

/* A base type and the functions that it is made of need each other: it goes with all that has it. That
 * must be these functions alone. */
static void add_guard(Text *out, const Schema *schema, const Object *type)
{
    Text path = {0};
    postgres_path(&path, schema, type);
    text_add(out, "DO $only$\nBEGIN\n    IF EXISTS (SELECT FROM pg_depend JOIN pg_type ON refobjid IN (pg_type.oid, typarray)\n"
                  "        WHERE refclassid = 'pg_type'::regclass AND pg_type.oid = ");
    postgres_literal(out, text_string(&path), path.length);
    text_add(out, "::regtype\n            AND pg_depend.deptype = 'n' AND classid <> 'pg_proc'::regclass) THEN\n"
                  "        RAISE 'something still has the type %', ");
    postgres_literal(out, text_string(&path), path.length);
    text_add(out, ";\n    END IF;\nEND $only$;\n");
    text_free(&path);
}

/* The family that came with a class goes with it, and takes the class along. */
void postgres_drop_native(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    const Native *native = (const Native *)object;
    bool is_base_type = is(native, "base type");
    if (is(native, "server")) drop_mappings(out, schema, object);
    if (is_base_type) add_guard(out, schema, object);
    bool has_own_family = is(native, "operator class") && !text_has_word(native->body, "family");
    const char *word = has_own_family ? "OPERATOR FAMILY" : postgres_native_word(object);
    text_printf(out, "DROP %s ", word);
    postgres_native_subject(out, schema, object);
    if (is_base_type) text_add(out, " CASCADE");
}

/* Those that no namespace tells apart, and those whose definition may go on with an ALTER of
 * themselves, get another name. Some have none; a family takes no second class of its kind, a
 * type no second default one, and an operator is the commutator or negator of one. */
void postgres_make_room(Cx *cx, Text *out, const Schema *schema, const Object *object, Name aside)
{
    static const char *const renamed[] = {"event trigger", "foreign data wrapper",
                                          "foreign table", "publication", "rule", "server", "statistics",
                                          "text search configuration"};
    static const char *const dropped[] = {"access method", "cast", "transform", "user mapping"};
    const Native *native = (const Native *)object;
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
        if (is(native, renamed[i])) postgres_rename(cx, out, schema, object, object->space, aside);
    bool is_gone = (is(native, "operator class") && (text_has_word(native->body, "family") ||
                                                     text_has_word(native->body, "default"))) ||
                   (is(native, "operator") && (text_has_word(native->body, "commutator") ||
                                               text_has_word(native->body, "negator")));
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) is_gone |= is(native, dropped[i]);
    if (!is_gone) return;
    postgres_drop_native(cx, out, schema, object);
    if (!is(native, "user mapping")) text_add(out, " CASCADE");
}

/* A family is made empty; its body is what is added to it. */
static void add_family(Text *out, const Schema *schema, const Native *native)
{
    postgres_native_subject(out, schema, &native->object);
    if (!native->body) return;
    text_add(out, ";\nALTER OPERATOR FAMILY ");
    postgres_native_subject(out, schema, &native->object);
    text_add(out, " ADD");
}

/* A word of the body that stands before the kind: CREATE DEFAULT CONVERSION. The body without it. */
static const char *add_prefix(Text *out, const Native *native)
{
    static const char *const prefixes[][3] = {{"conversion", "default ", "DEFAULT "},
                                              {"language", "trusted ", "TRUSTED "}};
    const char *body = native->body, *start = body ? body + strspn(body, " \t\r\n") : NULL;
    for (size_t i = 0; body && i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t length = strlen(prefixes[i][1]);
        if (!is(native, prefixes[i][0]) || strncasecmp(start, prefixes[i][1], length) != 0) continue;
        text_add(out, prefixes[i][2]);
        return start + length;
    }
    return body;
}

void postgres_create_native(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    const Native *native = (const Native *)object;
    text_add(out, "CREATE ");
    const char *body = add_prefix(out, native);
    text_printf(out, "%s ", postgres_native_word(object));
    if (is(native, "operator family")) add_family(out, schema, native);
    else if (!add_unnamed(out, schema, native)) add_path(out, schema, native);
    if (is(native, "rule")) text_add(out, " AS");
    if (!body) return;
    text_add_char(out, ' ');
    postgres_body(out, body, strlen(body));
}
