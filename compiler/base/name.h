/* SPDX-License-Identifier: MIT
 * Interned names. Equal names share their text, so equality is one pointer comparison.
 * Name is a struct on purpose: passing it to "%s" is a -Wformat warning, so an unquoted name
 * cannot slip into SQL. Write name_text() in messages, a dialect's ident() in SQL. */
#ifndef BASE_NAME_H
#define BASE_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

typedef struct Name {
    const char *text; /* NULL: no name. Bytes are UTF-8 without NUL, as they stand in the catalog */
} Name;

typedef struct Names Names;

Names *names_new(Arena *arena);
Name name_of(Names *names, const char *text, size_t length);
Name name_from(Names *names, const char *text); /* NUL-terminated */
enum { NAME_BYTES = 63 }; /* PostgreSQL has no longer ones */
/* Bytes of text that fit into limit without cutting a character (pg_mbcliplen). */
size_t name_clip(const char *text, size_t length, size_t limit);
/* PostgreSQL's makeObjectName: FIRST_SECOND_label, or FIRST_label where second is NULL, of 63 bytes
 * at most: the longer of the two gives way first. */
Name name_joined(Names *names, const char *first, const char *second, const char *label);
#define NO_NAME ((Name){0})

static inline bool name_is(Name a, Name b) { return a.text == b.text; }
static inline bool name_none(Name name) { return name.text == NULL; }
static inline const char *name_text(Name name) { return name.text ? name.text : ""; }
size_t name_length(Name name);   /* bytes, O(1) */
uint32_t name_hash(Name name);   /* of the bytes, O(1); no output may depend on it */
uint32_t name_number(Name name); /* how many there were when it came, itself too; 0: no name */
/* The lexer keeps with a word of the language the code of its token; 0: it is none. */
int name_code(Name name);
void name_set_code(Name name, int code);
int name_compare(Name a, Name b); /* byte order; no name sorts first */
/* Inline: most names differ in the first byte from what they are held against. */
static inline bool name_equals(Name name, const char *text)
{
    return name.text && name.text[0] == text[0] && strcmp(name.text, text) == 0;
}
Name name_folded(Names *names, Name name); /* A to Z as a to z */
bool name_is_plain(Name name); /* [a-z_][a-z0-9_]*, needs no quotes in the schema language */

/* Where a name needs no quotes. Writers ask this of every name they write, so the answer is found
 * out once and kept beside the name. */
typedef enum NameFact {
    NAME_IS_PLAIN,
    NAME_IS_BARE,             /* in the schema language, where expressions stand */
    NAME_IS_BARE_IN_POSTGRES,
    NAME_IS_BARE_IN_SQLITE
} NameFact;
typedef bool NameTest(Name name);
bool name_fact(Name name, NameFact fact, NameTest *find_out); /* of no name: always asks */

#endif
