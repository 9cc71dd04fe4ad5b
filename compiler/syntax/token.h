/* SPDX-License-Identifier: MIT
 * Private to syntax: tokens, and the lexer that cuts them from a text. The codes of tokens are
 * the grammar's (syntax/grammar.h), plus the comments, which only the formatter sees. */
#ifndef SYNTAX_TOKEN_H
#define SYNTAX_TOKEN_H

#include "base/cx.h"

enum { /* beyond the grammar's codes */
       TOKEN_END = 0,
       TOKEN_COMMENT = 1000,
       TOKEN_DOC,
       TOKEN_ERROR /* already reported; the parser never sees it */
};

/* The joined lines of a "///" comment. */
typedef struct Doc {
    const char *text;
    Span span;
    bool is_used; /* a declaration has taken it */
} Doc;

/* Small, because the engine copies tokens at every step. */
typedef struct Token {
    int16_t code;
    bool starts_line;    /* first on its line */
    bool follows_error;  /* something that is no token was skipped before it */
    uint32_t start, end; /* bytes of the source, end is exclusive */
    uint32_t length;     /* of text */
    const char *text;    /* of strings (unescaped), numbers, bodies and doc comments */
    Name name;           /* of names, words, operators and marks; folded and unquoted */
    Doc *doc;            /* the doc comment right above, or NULL */
} Token;

typedef struct Lexer {
    Cx *cx;
    uint32_t file;
    const char *text, *first, *cursor, *limit; /* first: behind a byte order mark */
    bool is_quiet;                             /* mistakes are counted, not reported */
    bool is_between;                           /* a ';' or brace was the last token */
    size_t errors;
} Lexer;

/* Checks that the text is UTF-8 without NUL, reporting each bad byte; the lexer then reads a copy
 * in which those are replaced, so that spans stay true. text must be NUL-terminated. */
void lexer_open(Lexer *lexer, Cx *cx, uint32_t file, const char *text, size_t length, bool quiet);
void lexer_read(Lexer *lexer, Token *token); /* the next token, comments too */
Token lexer_next(Lexer *lexer);              /* the same */
void lexer_error(Lexer *lexer, size_t start, size_t end, const char *id, const char *message,
                 const char *hint);

/* syntax/escape.c: the bytes of a string between the quotes, '' undoubled and, for e'...',
 * backslash escapes read. */
char *string_unescape(Lexer *lexer, size_t start, size_t end, bool backslashes, size_t *length);

/* syntax/keyword.c */
/* Do the words, one blank between them, begin the kind of a native object, or are they one? */
bool keyword_begins_native(const char *words, bool *is_whole);
void keywords_enter(Names *names);    /* from then on name_code tells the code of each */
const char *keyword_word(int code);   /* NULL: not a keyword */
const char *token_describe(int code); /* "a name", "';'" for messages */

#endif
