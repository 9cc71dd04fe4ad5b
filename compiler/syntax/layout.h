/* SPDX-License-Identifier: MIT
 * Private to syntax: lines of formatted text. A statement is given as pieces; layout puts them on
 * one line, or breaks them where they may be broken if they are too long. At the end comments
 * behind neighbouring lines are put under each other. */
#ifndef SYNTAX_LAYOUT_H
#define SYNTAX_LAYOUT_H

#include <stdbool.h>

#include "base/text.h"
#include "base/vec.h"

enum { LINE_WIDTH = 100, INDENT_WIDTH = 4 };

typedef enum Break {
    BREAK_NEVER,
    BREAK_OPERATOR, /* before an operator, if what follows then fits a line */
    BREAK_INNER, /* within a list or expression, if the clause is too long for a line */
    BREAK_CLAUSE,
    BREAK_ALWAYS /* behind a line comment */
} Break;

typedef struct Piece {
    const char *text;
    size_t column; /* at least this far from the statement's beginning; 0: wherever */
    Break before;
    unsigned level; /* of a place within a clause: those of the lowest are used first */
    bool is_glued; /* no blank before it */
} Piece;

typedef VEC(Piece) Pieces;

typedef struct Line {
    const char *text;    /* may span lines, if it holds a body or a string that does */
    const char *comment; /* behind it, or NULL */
    size_t indent;
    bool has_blank; /* an empty line above it */
} Line;

typedef struct Layout {
    Arena *arena;
    VEC(Line) lines;
} Layout;

void layout_line(Layout *layout, size_t indent, const char *text, bool has_blank);
void layout_statement(Layout *layout, size_t indent, const Pieces *pieces, bool has_blank);
void layout_comment(Layout *layout, const char *comment); /* behind the last line */
void layout_print(const Layout *layout, Text *out);
size_t text_columns(const char *text);     /* up to the first line end, in characters */
size_t pieces_width(const Pieces *pieces); /* on one line; SIZE_MAX: they cannot be */

#endif
