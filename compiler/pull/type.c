/* SPDX-License-Identifier: MIT
 * Types as the engine tells them, in the words of the language: its own where lowering gives the
 * engine's back, the schema's enums and domains by name, else postgres.NAME and sqlite.NAME. */
#include <stdlib.h>
#include <string.h>

#include "dialect/dialect.h"
#include "pull/draft.h"
#include "syntax/parse.h"

typedef struct Spelling {
    const char *found, *word;
} Spelling;

/* The words of the language that SQLite stores under these names, strict or not. */
static const Spelling sqlite_words[] = {
    {"BLOB", "bytes"}, {"INTEGER", "bigint"}, {"REAL", "double"}, {"TEXT", "text"}};

/* Types of PostgreSQL that format_type prints in several words. */
static const Spelling postgres_words[] = {
    {"bit varying", "varbit"}, {"time with time zone", "timetz"}};

static const char *word_for(const Spelling *words, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i].found, text) == 0) return words[i].word;
    return NULL;
}
#define WORD_FOR(words, text) word_for(words, sizeof(words) / sizeof *(words), text)

static Type *make(Cx *cx, const char *space, const char *name)
{
    Type *type = arena_make(cx->arena, Type);
    if (space) type->space = name_from(cx->names, space);
    type->name = name_from(cx->names, name);
    return type;
}

static Type *native(const Drafts *drafts, const char *name)
{
    Type *type = make(drafts->cx, dialect_word(drafts->options->dialect), name);
    type->is_quoted = !name_is_plain(type->name);
    return type;
}

/* "numeric(10,2)", "time(3) with time zone": what stands between the parentheses goes to *args, the
 * rest stays. */
static char *without_args(Cx *cx, const char *text, const char **args)
{
    const char *open = strchr(text, '('), *close = open ? strrchr(text, ')') : NULL;
    *args = NULL;
    if (!close) return arena_copy(cx->arena, text, strlen(text));
    *args = arena_copy(cx->arena, open + 1, (size_t)(close - open - 1));
    return arena_printf(cx->arena, "%.*s%s", (int)(open - text), text, close + 1);
}

/* ---- SQLite ---- */

static bool is_single_word(const char *text)
{
    static const char bytes[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
    return *text && !strchr("0123456789", *text) && !text[strspn(text, bytes)];
}

/* SQLite forgets a last word "always" of a long type (runtime/sqlite/column.c). */
static const char *without_always(Cx *cx, const char *written)
{
    enum { LONG = 16 };
    static const char word[] = "always";
    size_t length = strlen(written);
    if (length < LONG) return written;
    for (const char *at = word; *at; at++)
        if ((written[length - strlen(at)] | ' ') != *at) return written;
    for (length -= strlen(word); length && strchr(" \t\r\n", written[length - 1]);) length--;
    return arena_copy(cx->arena, written, length);
}

/* As it was written, without quotes around the whole; where that would be no words of one line, as
 * SQLite compares it. Its own types it tells in capitals, however they were written. */
static const char *letters_of(const Drafts *drafts, const Draft *draft, const char *text)
{
    const char *written = draft->found->source;
    if (strcmp(text, "INT") == 0) return "int";
    if (strcmp(text, "ANY") == 0) return "any";
    if (!written) return text;
    size_t length = strlen(text);
    written = without_always(drafts->cx, written);
    const char close = *written == '[' ? ']' : *written;
    bool is_quoted = strlen(written) == length + 2 && strchr("\"`[", *written) &&
                     written[length + 1] == close;
    if (is_quoted) written = arena_copy(drafts->cx->arena, written + 1, length);
    bool is_odd = written[strcspn(written, is_quoted ? "\"\t\r\n" : "\"`[]'\t\r\n/-")];
    return is_odd || (!is_quoted && strstr(written, "  ")) ? text : written;
}

/* A single word stands without quotes; untyped there says: none. */
static const Type *read_sqlite(const Drafts *drafts, const Draft *draft, const char *text)
{
    const char *args, *word = draft->plainness < PLAIN_NATIVE ? WORD_FOR(sqlite_words, text) : NULL;
    if (word) return make(drafts->cx, NULL, word);
    if (!text[strspn(text, " ")]) return native(drafts, "untyped");
    const char *letters = letters_of(drafts, draft, text);
    char *name = without_args(drafts->cx, letters, &args);
    bool is_bare = is_single_word(name) && (!args || !args[strspn(args, "0123456789,")]) &&
                   strcmp(text, "UNTYPED") != 0;
    Type *type = native(drafts, is_bare ? name : letters);
    type->args = is_bare ? args : NULL;
    type->is_quoted = !is_bare;
    return type;
}

/* ---- PostgreSQL ---- */

static const uint32_t types =
    1u << KIND_ENUM | 1u << KIND_DOMAIN | 1u << KIND_TYPE | 1u << KIND_RANGE;

/* The multirange of a range that was found. */
static bool is_multirange(const Drafts *drafts, const char *text)
{
    Name space, name;
    path_split(drafts->cx, text, strlen(text), &space, &name);
    for (size_t i = 0; i < drafts->items.count; i++) {
        const Draft *draft = &drafts->items.items[i];
        if (draft->kind != KIND_RANGE || !draft->object) continue;
        Name wanted = range_multirange(drafts->cx->names, (const Range *)draft->object);
        bool is_it = name_is(name, wanted) && name_is(space, draft->object->space);
        if (is_it) return true;
    }
    return false;
}

/* Rows of a table or view are told with their namespace, the default one too, and so are types that are
 * called as one of the engine's. The path of it; NULL: it is none of these. */
static const char *path_of_told(const Drafts *drafts, const char *text)
{
    const uint32_t relations = 1u << KIND_TABLE | 1u << KIND_VIEW;
    Name space, name;
    path_split(drafts->cx, text, strlen(text), &space, &name);
    if (name_none(space)) return NULL;
    bool is_default = name_equals(space, drafts->options->default_space);
    const char *own = text;
    if (is_default) {
        bool is_quoted = *text == '"';
        own = is_quoted ? strstr(text, "\".") : strchr(text, '.');
        own += is_quoted ? 2 : 1;
    }
    bool is_there = draft_find(drafts, relations | (is_default ? types : 0), own, strlen(own)) ||
                    draft_of_native_type(drafts, own, strlen(own));
    return is_there ? own : NULL;
}

/* The engine's own goes before one of its name, which is told otherwise. */
static bool is_of_schema(const Drafts *drafts, const char *text)
{
    const Draft *draft = draft_find(drafts, types, text, strlen(text));
    if (!draft) draft = draft_of_native_type(drafts, text, strlen(text));
    if (!draft) return is_multirange(drafts, text);
    return !dialects[DIALECT_POSTGRES]->has_type(text);
}

static const Type *read_named(const Drafts *drafts, const Draft *draft, const char *text)
{
    const char *told = path_of_told(drafts, text);
    if (told) text = told;
    else if (!is_of_schema(drafts, text)) return NULL;
    Type *type = arena_make(drafts->cx->arena, Type);
    path_split(drafts->cx, text, strlen(text), &type->space, &type->name);
    bool is_odd = !name_is_plain(type->name) || scalar_find(name_text(type->name)) ||
                  serial_find(name_text(type->name));
    type->is_quoted = is_odd || draft->plainness >= PLAIN_NATIVE; /* it may be called "primary" */
    return type;
}

/* numeric(2, 4) holds 0.0099 at most: no type of the language. */
static bool is_fraction(const Type *type)
{
    const char *scale = type->args ? strchr(type->args, ',') : NULL;
    return scale && strtol(scale + 1, NULL, 10) > strtol(type->args, NULL, 10);
}

static const Type *read_scalar(const Drafts *drafts, const char *text)
{
    const Type *type = parse_type(drafts->cx, text, strlen(text));
    bool is_word = type && name_none(type->space) && !type->is_quoted && type->dims == 0 &&
                   scalar_find(name_text(type->name)) != SCALAR_NONE && !is_fraction(type);
    return is_word ? type : NULL;
}

/* information_schema.sql_identifier */
static const Type *read_apart(const Drafts *drafts, const char *text)
{
    size_t length = strlen(type_information_schema);
    bool is_apart = strncmp(text, type_information_schema, length) == 0 && text[length] == '.';
    return is_apart ? make(drafts->cx, type_information_schema, text + length + 1) : NULL;
}

static const Type *read_native(const Drafts *drafts, const char *text)
{
    const char *args;
    char *name = without_args(drafts->cx, text, &args);
    const char *word = WORD_FOR(postgres_words, name);
    size_t length = strlen(name);
    bool is_quoted = length > 2 && *name == '"' && name[length - 1] == '"';
    if (is_quoted) name = arena_copy(drafts->cx->arena, name + 1, length - 2);
    Type *type = native(drafts, word ? word : name);
    type->is_quoted |= is_quoted;
    type->args = args;
    return type;
}

/* What only functions take and give. */
static const Type *read_pseudo(const Drafts *drafts, const char *text)
{
    static const char *const words[] = {"trigger", "void", "event_trigger", "record", "none"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], text) == 0) return make(drafts->cx, NULL, text);
    return NULL;
}

static const Type *read_postgres(const Drafts *drafts, const Draft *draft, const char *text)
{
    const Type *type = read_named(drafts, draft, text);
    bool is_called = draft->kind == KIND_FUNCTION || draft->kind == KIND_NATIVE;
    if (!type && is_called) type = read_pseudo(drafts, text);
    if (!type) type = read_scalar(drafts, text);
    if (!type) type = read_apart(drafts, text);
    return type ? type : read_native(drafts, text);
}

const Type *type_read(const Drafts *drafts, const Draft *draft, const char *text, size_t length)
{
    uint8_t dims = 0;
    char *own = arena_copy(drafts->cx->arena, text, length);
    if (drafts->options->dialect == DIALECT_SQLITE) return read_sqlite(drafts, draft, own);
    for (; length > 2 && strcmp(own + length - 2, "[]") == 0; length -= 2, dims++)
        own[length - 2] = '\0';
    Type *type = arena_make(drafts->cx->arena, Type);
    *type = *read_postgres(drafts, draft, own);
    type->dims = dims;
    return type;
}
