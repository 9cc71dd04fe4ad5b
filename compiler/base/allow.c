/* SPDX-License-Identifier: MIT
 * Looks for the comment in the text of the source: the lexer keeps no comments. */
#include "base/allow.h"

#include <string.h>

static bool is_id_byte(char c)
{
    return (c >= 'a' && c <= 'z') || c == '-';
}

/* Does the line that ends at end hold a comment that allows it? */
static bool line_allows(const char *start, const char *end, const char *id)
{
    size_t length = strlen(id);
    const char *comment = NULL;
    for (const char *at = start; at + 1 < end && !comment; at++)
        if (at[0] == '/' && at[1] == '/') comment = at + 2;
    if (!comment) return false;
    comment += strspn(comment, " /");
    if (end - comment < 6 || strncmp(comment, "allow ", 6) != 0) return false;
    for (const char *at = comment + 6; at + length <= end; at++)
        if (at[-1] == ' ' && strncmp(at, id, length) == 0 && !is_id_byte(at[length])) return true;
    return false;
}

static const char *line_start(const char *text, const char *at)
{
    while (at > text && at[-1] != '\n') at--;
    return at;
}

static bool is_comment(const char *line)
{
    return strncmp(line + strspn(line, " \t"), "//", 2) == 0;
}

bool allowed_at(const Sources *sources, Span span, const char *id)
{
    if (!span.file) return false;
    const Source *source = source_get(sources, span.file);
    const char *start = line_start(source->text, source->text + span.start);
    if (line_allows(start, start + strcspn(start, "\n"), id)) return true;
    if (start == source->text) return false;
    const char *above = line_start(source->text, start - 1);
    return is_comment(above) && line_allows(above, start - 1, id);
}

const char *comments_above(Arena *arena, const Sources *sources, Span span)
{
    const char *text = source_get(sources, span.file)->text;
    const char *end = line_start(text, text + span.start), *start = end;
    while (start > text) {
        const char *above = line_start(text, start - 1);
        if (!is_comment(above)) break;
        start = above;
    }
    return arena_copy(arena, start, (size_t)(end - start));
}

bool allowed_in(const char *comments, const char *id)
{
    for (const char *end; (end = strchr(comments, '\n')); comments = end + 1)
        if (line_allows(comments, end, id)) return true;
    return false;
}

void comments_that_allow(const Sources *sources, AllowVisit *visit, void *state)
{
    static const char word[] = "allow ";
    for (uint32_t file = 1; file <= sources->count; file++) {
        const Source *source = source_get(sources, file);
        for (const char *at = source->text; (at = strstr(at, "//"));) {
            at += strspn(at, "/ \t");
            if (strncmp(at, word, sizeof word - 1) != 0) continue;
            at += sizeof word - 1;
            visit(state, at, (Span){.file = file, .start = (uint32_t)(at - source->text)});
        }
    }
}
