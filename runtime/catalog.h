/* SPDX-License-Identifier: MIT
 * Private. A catalog: what a database holds, or should hold, as a uniform sorted list of objects,
 * each a kind, a path and its attributes. Both inspectors produce one, the compiled-in text is
 * parsed into one, verification is a merge of two. The text form is in docs/catalog.md. */
#ifndef SCHEMAC_CATALOG_H
#define SCHEMAC_CATALOG_H

#include "memory.h"
#include "schemac.h"

typedef struct catalog_attr {
    const char *word;  /* "type" */
    const char *value; /* unescaped; a leading '~' in expected text means: the author's words, which
                          PostgreSQL stores in another form; compare presence only */
} catalog_attr;

typedef struct catalog_object {
    const char *kind, *path;
    catalog_attr *attrs;
    size_t attr_count;
    size_t place; /* in the order of making, as far as the engine knows it; no part of the text */
    const char *source; /* a body or a type as it was written, where the text has its normal form; or
                           NULL */
} catalog_object;

typedef struct catalog {
    memory *memory;
    catalog_object *objects; /* sorted by catalog_finish: kind, then path, in byte order */
    size_t count, room;
    const char *const *rights; /* for an inspector: what asks for owners, privileges and details (pieces
                                  of a query, up to NULL); NULL: they are left out */
    const char *error; /* sticky: out of memory, unreadable definition; NULL: fine */
} catalog;

void catalog_init(catalog *list, memory *pool);
/* Begins an object; attributes follow. Copies the strings. value NULL: the attribute is left out.
 */
void catalog_add(catalog *list, const char *kind, const char *path);
void catalog_set(catalog *list, const char *word, const char *value);
void catalog_set_source(catalog *list, const char *source); /* of the last object; not copied */
void catalog_finish(catalog *list); /* sorts; attributes sort by word */
bool catalog_parse(catalog *list, const char *const *pieces);
char *catalog_text(const catalog *list, memory *pool, size_t *length); /* NULL: out of memory */
void catalog_digest(const catalog *list, char out[65]);                /* SHA-256 of the text */

/* The object of that kind and path in a finished list; NULL: none. */
const catalog_object *catalog_find(const catalog *list, const char *kind, const char *path,
                                   size_t path_length);
const char *catalog_value(const catalog_object *object, const char *word); /* NULL: left out */
/* It is stated, and would go without saying: "default null". */
bool catalog_is_moot(const char *word, const char *value);
/* The path of the table, view or domain that the object is a member of, a part of another string:
 * *length bytes long. NULL: the object stands by itself. */
const char *catalog_owner(const catalog_object *object, size_t *length);

/* Does one of the patterns match the path? '*' stands for any text. patterns: ended by NULL; NULL:
 * none. */
bool catalog_is_ignored(const char *const *patterns, const char *path, size_t length);

/* The names joined by dots, quoted as the catalog text does: plain [a-z_][a-z0-9_]* bare, else
 * "..." with " doubled. NULLs are left out. */
char *catalog_path(memory *pool, const char *a, const char *b, const char *c);

/* One form for one SQL expression or body of SQLite: comments gone, one space where needed,
 * unquoted words lower case, plain quoted identifiers unquoted, outer parentheses gone. Text in
 * single quotes is kept to the letter. The compiler prints its expectations through it too. */
char *catalog_normalize(memory *pool, const char *sql, size_t length);

#endif
