/* SPDX-License-Identifier: MIT
 * The front door of syntax: text in, tree out. Mistakes are reported through cx->diag and the
 * parser goes on at the next ';' or '}', so one run shows all. */
#ifndef SYNTAX_PARSE_H
#define SYNTAX_PARSE_H

#include "syntax/ast.h"

/* Reads a file and what it includes. Never NULL. */
Tree *parse_file(Cx *cx, const char *path);
/* Parses text that is not a file (a snapshot in memory, a test); includes are refused. */
Tree *parse_text(Cx *cx, const char *name, const char *text, size_t length);
/* One expression alone, as the whole of text; NULL and no report if it does not parse. Also reads
 * what PostgreSQL's pg_get_expr prints. */
const Expr *parse_expr(Cx *cx, const char *text, size_t length);
/* One type alone, such as format_type prints. */
const Type *parse_type(Cx *cx, const char *text, size_t length);
void tokens_dump(Cx *cx, Text *out, const char *path); /* --dump=tokens */

/* syntax/format.c: canonical layout with comments kept. false: text does not parse (reported). */
bool format_text(Cx *cx, const char *path, const char *text, size_t length, Text *out);

/* syntax/words.c: calls use for each identifier token (dotted names whole) in a dollar-quoted SQL
 * body, skipping comments, strings and numbers. Quoted identifiers are unquoted. */
typedef void BodyWord(void *state, Name space, Name name);
void body_words(Cx *cx, const char *body, size_t length, BodyWord *use, void *state);
/* Calls use for each token but comments: a word, number, string or quoted name, a text between
 * dollar quotes with them, a sign such as "->>" or "(". */
typedef void BodyToken(void *state, const char *text, size_t length);
void body_tokens(const char *body, size_t length, BodyToken *use, void *state);

#endif
