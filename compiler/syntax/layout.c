/* SPDX-License-Identifier: MIT
 * Lines of formatted text: what fits stays on one line, what does not is broken before clauses
 * first, within a clause only where it alone is too long. */
#include "syntax/layout.h"

#include <stdint.h>
#include <string.h>

size_t text_columns(const char *text)
{
    size_t columns = 0;
    for (; *text && *text != '\n'; text++)
        if (((unsigned char)*text & 0xC0) != 0x80) columns++;
    return columns;
}

static size_t last_columns(const char *text)
{
    const char *end = strrchr(text, '\n');
    return text_columns(end ? end + 1 : text);
}

/* Where the line ends after a piece is put at `column`. The columns of a table are those of its first
 * lines: what begins a further one stands where that begins. */
static size_t column_after(size_t column, const Piece *piece, bool is_first)
{
    if (!is_first && !piece->is_glued) column++;
    if (!is_first && piece->column > column) column = piece->column;
    return strchr(piece->text, '\n') ? last_columns(piece->text)
                                     : column + text_columns(piece->text);
}

/* The widest line of pieces from..to if they are not broken, beginning at `column`. */
static size_t run_width(const Piece *from, const Piece *to, size_t column, bool is_first)
{
    size_t widest = 0;
    for (const Piece *piece = from; piece < to; piece++) {
        size_t start = column + (is_first || piece->is_glued ? 0 : 1);
        size_t first_line = start + text_columns(piece->text);
        column = column_after(column, piece, is_first);
        if (strchr(piece->text, '\n') == NULL) first_line = column;
        if (first_line > widest) widest = first_line;
        is_first = false;
    }
    return widest;
}

size_t pieces_width(const Pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++)
        if ((i && pieces->items[i].before == BREAK_ALWAYS) || strchr(pieces->items[i].text, '\n'))
            return SIZE_MAX;
    return run_width(pieces->items, pieces->items + pieces->count, 0, true);
}

typedef struct Writer {
    Text out;
    size_t indent; /* of the statement */
    size_t column; /* from the statement's indent */
    bool at_start; /* of a line */
} Writer;

static void write_piece(Writer *writer, const Piece *piece)
{
    size_t column = writer->column;
    size_t after = column_after(column, piece, writer->at_start);
    size_t blanks = writer->at_start || piece->is_glued ? 0 : 1;
    bool is_aligned = !writer->at_start && piece->column > column + blanks;
    if (is_aligned) blanks = piece->column - column;
    for (size_t i = 0; i < blanks; i++) text_add_char(&writer->out, ' ');
    text_add(&writer->out, piece->text);
    writer->column = after;
    writer->at_start = false;
}

static void break_line(Writer *writer)
{
    text_add_char(&writer->out, '\n');
    for (size_t i = 0; i < writer->indent + INDENT_WIDTH; i++) text_add_char(&writer->out, ' ');
    writer->column = INDENT_WIDTH;
    writer->at_start = true;
}

static bool is_too_wide(const Writer *writer, const Piece *from, const Piece *to)
{
    return writer->indent + run_width(from, to, writer->column, writer->at_start) > LINE_WIDTH;
}

/* The end of what stays together: up to the next place of at least this kind. */
static const Piece *run_end(const Piece *from, const Piece *to, Break kind)
{
    const Piece *at = from + 1;
    while (at < to && at->before < kind) at++;
    return at;
}

static bool is_place(const Piece *piece)
{
    return piece->before == BREAK_OPERATOR || piece->before == BREAK_INNER;
}

/* Of the outermost places behind the first piece; 0: there are none. */
static unsigned outermost(const Piece *from, const Piece *to)
{
    unsigned level = 0;
    for (const Piece *at = from + 1; at < to; at++)
        if (is_place(at) && (!level || at->level < level)) level = at->level;
    return level;
}

static const Piece *part_end(const Piece *from, const Piece *to, unsigned level)
{
    const Piece *at = from + 1;
    while (at < to && !(is_place(at) && at->level == level)) at++;
    return at;
}

static bool fits_a_line(const Writer *writer, const Piece *from, const Piece *to)
{
    return writer->indent + run_width(from, to, INDENT_WIDTH, true) <= LINE_WIDTH;
}

/* What is too long is broken at its outermost places, and a part that still is, within. */
static void write_parts(Writer *writer, const Piece *from, const Piece *to)
{
    unsigned level = is_too_wide(writer, from, to) ? outermost(from, to) : 0;
    if (!level) {
        for (const Piece *at = from; at < to; at++) write_piece(writer, at);
        return;
    }
    for (const Piece *at = from, *end; at < to; at = end) {
        end = part_end(at, to, level);
        bool is_wide = !writer->at_start && is_too_wide(writer, at, end);
        bool is_of_use = at->before == BREAK_INNER || fits_a_line(writer, at, end);
        if (at > from && is_wide && is_of_use) break_line(writer);
        write_parts(writer, at, end);
    }
}

static void write_inner(Writer *writer, const Piece *from, const Piece *to)
{
    for (const Piece *at = from, *end; at < to; at = end) {
        end = run_end(at, to, BREAK_ALWAYS);
        if (at > from) break_line(writer);
        write_parts(writer, at, end);
    }
}

static void write_clauses(Writer *writer, const Piece *from, const Piece *to)
{
    for (const Piece *at = from, *end; at < to; at = end) {
        end = run_end(at, to, BREAK_CLAUSE);
        bool is_wide = !writer->at_start && is_too_wide(writer, at, end);
        if (at > from && (at->before == BREAK_ALWAYS || is_wide)) break_line(writer);
        write_inner(writer, at, end);
    }
}

void layout_line(Layout *layout, size_t indent, const char *text, bool has_blank)
{
    Line line = {.text = text, .indent = indent, .has_blank = has_blank && layout->lines.count};
    vec_push(layout->arena, &layout->lines, line);
}

void layout_statement(Layout *layout, size_t indent, const Pieces *pieces, bool has_blank)
{
    Writer writer = {.indent = indent, .at_start = true};
    write_clauses(&writer, pieces->items, pieces->items + pieces->count);
    layout_line(layout, indent, text_keep(&writer.out, layout->arena), has_blank);
}

void layout_comment(Layout *layout, const char *comment)
{
    Line *line = &layout->lines.items[layout->lines.count - 1];
    line->comment =
        line->comment ? arena_printf(layout->arena, "%s %s", line->comment, comment) : comment;
}

/* The column of the comments of a run of neighbouring lines; *end: behind the run. */
static size_t comment_column(const Layout *layout, size_t start, size_t *end)
{
    size_t widest = 0;
    *end = start;
    for (; *end < layout->lines.count; ++*end) {
        const Line *line = &layout->lines.items[*end];
        bool is_next = *end > start;
        if (!line->comment || (is_next && line->has_blank)) break;
        if (is_next && line->indent != layout->lines.items[start].indent) break;
        size_t width = line->indent + last_columns(line->text);
        if (strchr(line->text, '\n')) width = last_columns(line->text);
        if (width > widest) widest = width;
    }
    return widest + 2;
}

static void print_line(Text *out, const Line *line, size_t comment_column)
{
    if (line->has_blank) text_add_char(out, '\n');
    for (size_t i = 0; i < line->indent && *line->text; i++) text_add_char(out, ' ');
    text_add(out, line->text);
    if (line->comment) {
        size_t column = last_columns(line->text);
        if (!strchr(line->text, '\n')) column += line->indent;
        for (; column < comment_column; column++) text_add_char(out, ' ');
        text_add(out, line->comment);
    }
    text_add_char(out, '\n');
}

void layout_print(const Layout *layout, Text *out)
{
    for (size_t i = 0; i < layout->lines.count;) {
        size_t end, column = comment_column(layout, i, &end);
        if (end == i) end++;
        for (; i < end; i++) print_line(out, &layout->lines.items[i], column);
    }
}
