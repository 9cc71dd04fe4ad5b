/* SPDX-License-Identifier: MIT
 * A type, as written and (after resolve) as understood. The parser fills the upper half;
 * resolve copies the value and fills the lower half. The text of native types is canonical:
 * one space between words, arguments without spaces ("numeric(10,2)"). */
#ifndef EXPR_TYPE_H
#define EXPR_TYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/name.h"
#include "base/source.h"

/* The logical scalar types of the language; facts about each are in expr/types.def. */
typedef enum Scalar {
    SCALAR_NONE, /* not resolved, or an error already reported */
#define TYPE(ID, word, class) SCALAR_##ID,
#include "expr/types.def"
#undef TYPE
    SCALAR_ENUM,   /* named is an Enum */
    SCALAR_DOMAIN, /* named is a Domain */
    SCALAR_NATIVE  /* a dialect's own type, written postgres.NAME or sqlite.NAME; and every type
                      of a lowered schema */
} Scalar;

/* Classes of scalars, for checking literals and operators. */
typedef enum TypeClass {
    CLASS_OTHER, CLASS_BOOL, CLASS_INTEGER, CLASS_NUMBER, CLASS_TEXT, CLASS_BYTES, CLASS_TIME,
    CLASS_JSON, CLASS_UUID
} TypeClass;

typedef struct Type {
    Span span;
    Name space;       /* "postgres", "sqlite", a namespace, or none */
    Name name;        /* the word, multi-word SQL spellings already folded to the language's word
                         ("double precision" -> double, "character varying" -> varchar) */
    const char *args; /* canonical text between the parentheses, "10,2"; NULL: none */
    const char *fields; /* of an interval: "day to second"; NULL: all */
    const char *letters; /* lowered for SQLite: the name as it is written; NULL: as it is. Never a
                            difference */
    uint8_t dims;     /* number of [] */
    bool is_quoted;   /* the name was written in double quotes */

    Scalar scalar;
    const struct Object *named; /* SCALAR_ENUM, SCALAR_DOMAIN; of SCALAR_NATIVE: a composite type, a
                                   range or a table of the schema, or NULL */
    bool is_hidden;             /* the engine has one of its name, so its namespace must be said */
    bool is_multirange;         /* not the range that is named, but its multirange */
    int32_t arg[2];             /* varchar(n), char(n), decimal(p,s), timestamp(p); -1: not given */
} Type;

extern const char type_information_schema[]; /* a namespace that PostgreSQL itself has types in */
const char *scalar_word(Scalar scalar);
TypeClass scalar_class(Scalar scalar);
Scalar scalar_find(const char *word); /* SCALAR_NONE: no such word; knows aliases (integer, int4) */
/* The integer behind serial, bigserial, smallserial and their aliases; SCALAR_NONE: no such word. */
Scalar serial_find(const char *word);
const char *serial_word(Scalar integer);
/* Every word of the language, for suggestions: index from 0 until NULL. */
const char *scalar_list(size_t index);
/* The same type as written: aliases are equal, spans and what resolve filled in do not matter. */
bool type_equal(const Type *a, const Type *b);

#endif
