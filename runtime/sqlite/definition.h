/* SPDX-License-Identifier: MIT
 * Private to the inspector of SQLite: what its readers of stored SQL share. Each reader gets a
 * scanner over one definition and puts what it understood into the catalog; words that it does not
 * know end up in the attribute "unread", where a comparison shows them. Memory that fails is
 * noticed once, at the end of the inspection. */
#ifndef SCHEMAC_SQLITE_DEFINITION_H
#define SCHEMAC_SQLITE_DEFINITION_H

#include "catalog.h"
#include "normalize.h"

typedef struct column {
    const char *name;
    const char *type;                 /* NULL: none */
    const char *declared;             /* the same as it was written */
    const char *initial, *collation;  /* NULL: none */
    sql_scanner generated;            /* on "(" of the expression */
    bool is_generated, is_stored;
    const char *null_conflict;        /* NOT NULL ON CONFLICT this; NULL: abort */
    const char *unread;
    bool is_not_null;
    bool is_in_key;                   /* of the primary key */
} column;

typedef enum constraint_kind {
    CONSTRAINT_PRIMARY_KEY, CONSTRAINT_UNIQUE, CONSTRAINT_CHECK, CONSTRAINT_FOREIGN_KEY
} constraint_kind;

/* Read when met, put into the catalog when all columns are known. */
typedef struct constraint {
    constraint_kind kind;
    const char *name;       /* CONSTRAINT name; NULL: none */
    size_t column;          /* of a column constraint: its index plus one; 0: of the table */
    sql_scanner columns;    /* else on "(" of the columns, or of the check's expression */
    const char *on_conflict;
    bool is_autoincrement;
    bool is_descending;     /* PRIMARY KEY DESC of a column */
    const char *target, *on_delete, *on_update;
    sql_scanner target_columns; /* on "(", or anywhere else: none */
    bool is_deferrable, is_initially_deferred;
} constraint;

typedef struct table {
    const char *name;
    column *columns;
    size_t column_count, column_room;
    constraint *constraints;
    size_t constraint_count, constraint_room;
    const char *key_columns; /* the primary key as a list of names; NULL: none */
    size_t key_count;
    bool is_key_descending; /* PRIMARY KEY DESC behind the column */
    bool is_strict, is_without_rowid;
    const char *unread; /* words behind the closing parenthesis */
} table;

/* A list of words that grows: "a, b". */
typedef struct list {
    memory *pool;
    char *text; /* NULL: empty */
    size_t length, room;
} list;

/* Words that nobody knows go behind those that are there already. */
void sql_keep_unread(memory *pool, const char **unread, const char *start, const char *end);

void sql_list_add(list *to, const char *separator, const char *item);

/* An array with room for one more item of this size; NULL: memory failed. */
void *sql_array_grow(memory *pool, void *items, size_t count, size_t *room, size_t size);

/* The bytes that a name or string token stands for. */
char *sql_name_unquoted(memory *pool, const sql_token *token);
char *sql_name_lowered(memory *pool, const sql_token *token);
bool sql_name_same(const char *a, const char *b); /* as SQLite compares: ASCII in any case */
bool sql_name_begins(const char *name, const char *with);

/* [schema .] name at the scanner: steps over it. */
void sql_skip_path(sql_scanner *at);
/* ON CONFLICT word: the word in lower case; NULL: none, or ABORT, which is the default. */
const char *sql_take_conflict(sql_scanner *at);

/* CONSTRAINT name, which belongs to the constraint behind it; NULL: not there. */
const char *sql_take_constraint_name(memory *pool, sql_scanner *at);

/* The column of this name; NULL: none. */
column *sql_table_column(const table *in, const char *name);
/* state: the table. Where only its columns can be meant, a name in double quotes that is none of
 * them is a text; beside other rows, as in WHEN, it stays. */
sql_spell sql_table_spell, sql_row_spell;

/* From "(" to behind ")": the names of a list, each spelt as the table declares it (NULL: as it
 * stands). */
char *sql_read_names(memory *pool, sql_scanner *at, const table *in);
/* The same for elements of an index or key: names or expressions, with collation and direction. */
char *sql_read_elements(memory *pool, sql_scanner *at, const table *in);

void sql_read_table(memory *pool, sql_scanner *at, table *into);
void sql_read_column(memory *pool, sql_scanner *at, table *into);
/* The constraint that stands at the scanner, if one does. of: a column's index plus one, or 0. */
bool sql_read_constraint(memory *pool, sql_scanner *at, table *into, size_t of, const char *name);

/* path NULL: memory failed. */
void sql_put_object(catalog *into, const char *kind, const char *path);
void sql_put_table(catalog *into, const table *from);
/* Foreign keys come last: those without target columns mean the primary key of the target. */
typedef const table *table_find(const void *state, const char *name);
void sql_put_foreign_keys(catalog *into, const table *from, table_find *find, const void *state);

void sql_put_index(catalog *into, const char *name, sql_scanner *at, const char *on,
                   const table *in);
void sql_put_view(catalog *into, const char *name, sql_scanner *at);
void sql_put_trigger(catalog *into, const char *name, sql_scanner *at, const char *on,
                     const table *in);
void sql_put_virtual_table(catalog *into, const char *name, sql_scanner *at);

#endif
