/* SPDX-License-Identifier: MIT
 * Private to the SQLite dialect: how tables that hold rows are changed. */
#ifndef DIALECT_SQLITE_ALTER_H
#define DIALECT_SQLITE_ALTER_H

#include "dialect/sqlite/sqlite.h"

/* ---- treat.c: in place, or anew ---- */

Treatment sqlite_treat(Cx *cx, const Changes *changes, const Change *change);
bool sqlite_blocks(const Changes *changes, const Change *change, Treatment how,
                   const Object *dependent);

/* ---- mention.c ---- */

/* Does an object (a constraint, index, generated column, view or trigger) speak of the column? Of
 * text that is SQLite's own: does it hold that word? */
bool sqlite_mentions(const Object *object, const Object *column);
bool sqlite_expr_mentions(const Expr *expr, const Object *column);

/* ---- alter.c: statements in place ---- */

const char *sqlite_called(const Alter *alter, const Object *object); /* its path */
void sqlite_add_column(Alter *alter, const Object *to);
void sqlite_remove_column(Alter *alter, const Object *from);
void sqlite_alter_column(Alter *alter, const Change *change);
void sqlite_rename_column(Cx *cx, Text *out, const Schema *schema, const Object *from, Name space,
                          Name name);
void sqlite_remove_table(Alter *alter, const Object *from);
void sqlite_rename_table(Cx *cx, Text *out, const Schema *schema, const Object *from, Name space,
                         Name name);
void sqlite_add_index(Alter *alter, const Object *to);
void sqlite_alter_index(Alter *alter, const Change *change);

/* ---- rebuild.c ---- */

void sqlite_rebuild(Alter *alter, const Object *from, const Object *to);
const char *sqlite_frame(Cx *cx, const Plan *plan, int place);

/* ---- form.c: what values a column holds, and how they become others ---- */

typedef enum Form {
    FORM_ANY, /* whatever SQLite takes */
    FORM_INTEGER, FORM_BOOL, FORM_REAL, FORM_DECIMAL, FORM_TEXT, FORM_BYTES, FORM_UUID, FORM_DATE,
    FORM_TIME, FORM_TIMESTAMP, FORM_TIMESTAMPTZ, FORM_INTERVAL, FORM_JSON
} Form;

typedef struct Conversion {
    const char *value; /* SQL, '$' is the old value */
    const char *valid; /* SQL that is true of each old value that can become a new one; NULL: all */
    const char *what;  /* "a date": what a value that is not valid is not */
    bool loses;        /* valid values may lose something, too */
} Conversion;

Form sqlite_form(const Column *column);
const Conversion *sqlite_conversion(Form from, Form to); /* NULL: there is none */
/* What each value is that such a column holds in a strict table; NULL: anything. */
const char *sqlite_storage_of(const Column *column);
/* The type that the author wrote, behind domains; NULL: the column comes from a database. */
const Type *sqlite_written_type(const Column *column);

/* ---- copy.c: what the rows of a table are in the new one ---- */

typedef struct CopyColumn {
    const Column *to, *from;      /* from NULL: it is new */
    const char *value;            /* SQL over the old table; NULL: generated, or left to its default */
    const Conversion *conversion; /* NULL: none, or the author wrote one */
    bool is_same;                 /* value is the old column and nothing else */
    bool has_backfill;            /* no NULL comes of it */
    bool is_written;              /* by the author: `using` */
    bool is_impossible;           /* nobody knows how to convert it */
} CopyColumn;

typedef struct Copy {
    Alter *alter;
    const Table *from, *to;
    CopyColumn *columns; /* in the order of to */
    size_t count;
    const char *rowid;   /* a word for it that no column of either table bears; NULL: none is there */
    bool keeps_rowid;    /* it is copied, for nothing else tells the rows apart */
} Copy;

Copy sqlite_copy(Alter *alter, const Object *from, const Object *to);
const CopyColumn *sqlite_copied(const Copy *copy, Name column); /* NULL: no such column */
/* What a column will hold, in SQL; NULL: nobody can tell before the rows are copied. */
const char *sqlite_value_of(const Copy *copy, const CopyColumn *column);

/* Do the columns that a constraint of the new table speaks of hold what they held? */
typedef enum RowState {
    ROWS_UNTOUCHED, /* they do, and the constraint was there */
    ROWS_SAME,      /* they do, the constraint is new */
    ROWS_OTHER,     /* they do not */
    ROWS_UNKNOWN    /* nobody can tell, or it is only about what new columns hold by default */
} RowState;
RowState sqlite_state_of(const Copy *copy, const Object *constraint);
/* Of a column that it speaks of, values are the same, or not, by another collation than before. */
bool sqlite_is_compared_anew(const Copy *copy, const Object *constraint);

/* The SQL of a column's backfill; NULL: it has none. */
const char *sqlite_backfill(Cx *cx, const Schema *schema, const Column *column);
const Key *sqlite_primary_key(const Table *table);     /* NULL: none */

/* Of rebuild.c: a step of the copy; a name that no table has; and the table of that name, where each
 * row has to be, takes the place of the old one. */
void sqlite_step(const Copy *copy, Text *sql, const char *why, unsigned effects);
Name sqlite_spare_name(const Alter *alter, const Object *table);
void sqlite_take_place(const Copy *copy, Name name);

/* ---- virtual.c ---- */

void sqlite_alter_table(Alter *alter, const Change *change);

/* ---- loss.c: what the author has to allow ---- */

void sqlite_find(Alter *alter, const char *id, const Object *object, const char *message,
                 const char *hint);
void sqlite_find_column(const Copy *copy, const CopyColumn *column);

/* ---- violation.c: queries that find a row which forbids the change ---- */

void sqlite_check_rows(const Copy *copy);
/* Is it a computed column that takes no NULL from now on, of something that may be NULL? */
bool sqlite_may_compute_null(const CopyColumn *column);
void sqlite_check_column(const Copy *copy, const CopyColumn *column);
bool sqlite_may_fail(const Copy *copy); /* for what these queries cannot tell */
void sqlite_check_unique(Alter *alter, const Object *index); /* of a table that stays as it is */

#endif
