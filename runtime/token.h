/* SPDX-License-Identifier: MIT
 * Private. SQL text as tokens, by SQLite's rules: blanks and comments are skipped, nothing is
 * copied. Any bytes whatever are accepted; what SQLite would refuse becomes a mark of one byte.
 * A scanner is a value: copy it to look ahead. */
#ifndef SCHEMAC_TOKEN_H
#define SCHEMAC_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

typedef enum sql_kind {
    SQL_END,
    SQL_WORD,     /* unquoted name or keyword */
    SQL_QUOTED,   /* "name", [name], `name` */
    SQL_STRING,   /* 'text' */
    SQL_BLOB,     /* x'0aff' */
    SQL_NUMBER,
    SQL_VARIABLE, /* ?1 :name @name $name */
    SQL_MARK      /* punctuation and operators */
} sql_kind;

typedef struct sql_token {
    sql_kind kind;
    const char *text;
    size_t length;
} sql_token;

typedef struct sql_scanner {
    sql_token token;      /* the current one */
    const char *previous; /* end of the token before it; the start of the text at first */
    const char *end;      /* of the text */
} sql_scanner;

sql_scanner sql_scan(const char *text, size_t length); /* stands on the first token */
void sql_next(sql_scanner *at);
sql_token sql_peek(const sql_scanner *at); /* the token after the current one */

bool sql_is(const sql_token *token, const char *word); /* unquoted, in any case; word: lower case */
bool sql_is_mark(const sql_token *token, char mark);
bool sql_is_name(const sql_token *token); /* may SQLite read it as a name? */
bool sql_take(sql_scanner *at, const char *word); /* steps over the word if it is there */
/* From "(" to behind the matching ")", or to the end of the text; else one token. */
void sql_skip_group(sql_scanner *at);

/* A keyword of SQLite, in any case: reserved ones never stand for a name without quotes, the others
 * may (SQLite falls back to a name), so that "key" and key are the same. */
bool sql_is_reserved(const char *word, size_t length);
bool sql_is_keyword(const char *word, size_t length);

#endif
