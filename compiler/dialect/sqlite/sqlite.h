/* SPDX-License-Identifier: MIT
 * Private to the SQLite dialect: lowering (logical schema -> what SQLite stores) and writing
 * (lowered schema -> SQL). */
#ifndef DIALECT_SQLITE_SQLITE_H
#define DIALECT_SQLITE_SQLITE_H

#include "dialect/dialect.h"

/* ---- lowering ---- */

const Schema *sqlite_lower(Cx *cx, const Schema *logical);

/* What is being translated, and how strictly. */
typedef struct Translation {
    Cx *cx;
    int version;         /* the oldest SQLite it must run on: 3037000 */
    bool is_own;         /* written for SQLite alone: its words are SQLite's, nothing is touched */
    bool is_only;        /* no other target: functions that are not portable are SQLite's own */
    bool may_vary;       /* now() and the like are allowed: defaults, WHEN of a trigger */
    bool is_compared_with_words; /* ->> means the same then */
    const Expr *value;   /* stands for VALUE in the check of a domain; NULL: not in one */
    Map *types;          /* name -> Type, see sqlite_type */
} Translation;

/* Reports not-in-dialect and returns something printable where SQLite cannot say it. */
const Expr *sqlite_translate(const Translation *in, const Expr *expr);
/* The same for a value that is stored in a column of this type: 'now' as a date, an ISO text. */
const Expr *sqlite_translate_value(const Translation *in, const Expr *expr, const Type *type);
bool sqlite_translates(Name function); /* is there a translation of this portable function? */

void sqlite_refuse(const Translation *in, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Calls that have a translation of their own; NULL: not one of them. */
const Expr *sqlite_translate_call(const Translation *in, const Expr *call);
const Expr *sqlite_translate_cast(const Translation *in, const Expr *cast);
/* A text literal as the value that it is beside a value of that type, 't' beside a bool. */
const Expr *sqlite_read_text(const Translation *in, const Expr *text, Scalar scalar);
/* now() + interval '30 days'; NULL: no arithmetic on times. */
const Expr *sqlite_translate_moment(const Translation *in, const Expr *expr, Scalar as);
bool sqlite_is_utc(const Expr *zone);
/* A text as a column of that type stores it: '2020-01-01T00:00:00.000000Z'. NULL: not readable. */
const Expr *sqlite_canonical(const Translation *in, const Expr *text, Scalar scalar);

/* What kind of value an expression of the logical schema has; SCALAR_NONE: not known. */
Scalar sqlite_scalar(const Expr *expr);
const Type *sqlite_base_type(const Type *type); /* behind domains; NULL stays NULL */
bool sqlite_may_be_null(const Expr *expr);

/* Expressions in SQLite's words, for building translations. */
const Expr *sqlite_call(Cx *cx, Span span, const char *name, size_t count,
                        const Expr *const *args);
const Expr *sqlite_binary(Cx *cx, const char *operator, const Expr *left, const Expr *right);
const Expr *sqlite_string(Cx *cx, Span span, const char *text);
const Expr *sqlite_number(Cx *cx, Span span, long number);
const Expr *sqlite_cast(const Translation *in, const Expr *expr, const char *type);
const Type *sqlite_type(const Translation *in, const char *name);

/* The type that a column of this logical type has; reports what SQLite cannot say. */
const Type *sqlite_lower_type(const Translation *in, const Type *type, bool is_strict);
bool sqlite_is_checked(const Type *type); /* false: there can be no check of this logical type */
/* The check that keeps a column to its logical type; NULL: SQLite's own type does. */
const Expr *sqlite_type_check(const Translation *in, const Type *type, const Expr *column);

/* Of a lowered table: INTEGER PRIMARY KEY; NULL: none. */
const Column *sqlite_rowid_column(const Table *table);

/* ---- writing ---- */

void sqlite_identifier(Text *out, Name name);
void sqlite_collation(Text *out, Name name); /* " COLLATE NOCASE" */
void sqlite_write_type(Text *out, const Type *type);
void sqlite_literal(Text *out, const char *text, size_t length);
void sqlite_path(Text *out, const Schema *schema, const Object *object);
void sqlite_expr(Cx *cx, Text *out, const Schema *schema, const Expr *expr);
void sqlite_names(Text *out, const NameList *names);
void sqlite_elements(Cx *cx, Text *out, const Schema *schema, const ElementList *elements);
/* The text from its first to its last token: no comment stands at its end. */
void sqlite_trimmed(Text *out, const char *text, size_t length);
/* Is the whole text one pair of parentheses and what is in it? */
bool sqlite_is_enclosed(const char *text, size_t length);

void sqlite_create_table(Cx *cx, Text *out, const Schema *schema, const Object *object);
void sqlite_create_table_as(Cx *cx, Text *out, const Schema *schema, const Object *object,
                            Name name);
/* One column with its constraints, as ADD COLUMN takes it. */
void sqlite_column(Cx *cx, Text *out, const Schema *schema, const Column *column);
void sqlite_create_index(Cx *cx, Text *out, const Schema *schema, const Object *object);
void sqlite_create_view(Cx *cx, Text *out, const Schema *schema, const Object *object);
void sqlite_create_trigger(Cx *cx, Text *out, const Schema *schema, const Object *object);

#endif
