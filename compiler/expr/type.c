/* SPDX-License-Identifier: MIT
 * The words of the scalar types, SQL's other spellings of them, and types as text. */
#include "expr/type.h"

#include <string.h>

#include "expr/expr.h"

static const struct {
    const char *word;
    TypeClass class;
} scalars[] = {
    [SCALAR_NONE] = {"", CLASS_OTHER},
#define TYPE(ID, word, class) [SCALAR_##ID] = {word, class},
#include "expr/types.def"
#undef TYPE
    [SCALAR_ENUM] = {"enum", CLASS_TEXT},
    [SCALAR_DOMAIN] = {"domain", CLASS_OTHER},
    [SCALAR_NATIVE] = {"native", CLASS_OTHER},
};

static const struct {
    const char *word;
    Scalar scalar;
} aliases[] = {
    {"boolean", SCALAR_BOOL},
    {"int2", SCALAR_SMALLINT},
    {"integer", SCALAR_INT},
    {"int4", SCALAR_INT},
    {"int8", SCALAR_BIGINT},
    {"float4", SCALAR_REAL},
    {"float8", SCALAR_DOUBLE},
    {"double precision", SCALAR_DOUBLE},
    {"numeric", SCALAR_DECIMAL},
    {"dec", SCALAR_DECIMAL},
    {"character varying", SCALAR_VARCHAR},
    {"char varying", SCALAR_VARCHAR},
    {"character", SCALAR_CHAR},
    {"bytea", SCALAR_BYTES},
    {"time without time zone", SCALAR_TIME},
    {"timestamp without time zone", SCALAR_TIMESTAMP},
    {"timestamp with time zone", SCALAR_TIMESTAMPTZ},
};

const char *scalar_word(Scalar scalar)
{
    return scalars[scalar].word;
}

TypeClass scalar_class(Scalar scalar)
{
    return scalars[scalar].class;
}

static bool is_word(const char *a, const char *b)
{
    return *a == *b && strcmp(a, b) == 0;
}

const char type_information_schema[] = "information_schema";

Scalar scalar_find(const char *word)
{
    for (Scalar scalar = SCALAR_NONE + 1; scalar < SCALAR_ENUM; scalar++)
        if (is_word(scalars[scalar].word, word)) return scalar;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (is_word(aliases[i].word, word)) return aliases[i].scalar;
    return SCALAR_NONE;
}

/* The first of an integer is the word that is written. */
static const struct {
    const char *word;
    Scalar integer;
} serials[] = {
    {"smallserial", SCALAR_SMALLINT}, {"serial", SCALAR_INT},  {"bigserial", SCALAR_BIGINT},
    {"serial2", SCALAR_SMALLINT},     {"serial4", SCALAR_INT}, {"serial8", SCALAR_BIGINT},
};
enum { SERIALS = sizeof serials / sizeof *serials };

Scalar serial_find(const char *word)
{
    for (size_t i = 0; i < SERIALS; i++)
        if (is_word(serials[i].word, word)) return serials[i].integer;
    return SCALAR_NONE;
}

const char *serial_word(Scalar integer)
{
    for (size_t i = 0; i < SERIALS; i++)
        if (serials[i].integer == integer) return serials[i].word;
    return "";
}

const char *scalar_list(size_t index)
{
    return index < SCALAR_ENUM - 1 ? scalars[index + 1].word : NULL;
}

/* The scalar that the name alone says; a quoted or qualified name never is the language's. */
static Scalar scalar_of_name(const Type *type)
{
    if (type->is_quoted || !name_none(type->space)) return SCALAR_NONE;
    return scalar_find(name_text(type->name));
}

bool type_equal(const Type *a, const Type *b)
{
    if (!a || !b) return a == b;
    if (!name_is(a->space, b->space) || a->dims != b->dims) return false;
    if (strcmp(a->args ? a->args : "", b->args ? b->args : "") != 0) return false;
    if (strcmp(a->fields ? a->fields : "", b->fields ? b->fields : "") != 0) return false;
    Scalar scalar = scalar_of_name(a);
    if (scalar != scalar_of_name(b)) return false;
    return scalar != SCALAR_NONE || name_is(a->name, b->name);
}

void type_print(Text *out, const Type *type)
{
    Scalar scalar = scalar_of_name(type);
    bool is_named = type->named || type->scalar == SCALAR_ENUM || type->scalar == SCALAR_DOMAIN;
    if (!name_none(type->space)) {
        name_print(out, type->space);
        text_add_char(out, '.');
    }
    /* the names of native types have several words: "double precision" */
    if (scalar) text_add(out, scalar_word(scalar));
    else if (type->is_quoted || (is_named && !name_is_plain(type->name)))
        text_add_quoted(out, name_text(type->name), name_length(type->name), '"');
    else text_add(out, name_text(type->name));
    if (type->fields) text_printf(out, " %s", type->fields);
    if (type->args) text_printf(out, "(%s)", type->args);
    for (unsigned i = 0; i < type->dims; i++) text_add(out, "[]");
}
