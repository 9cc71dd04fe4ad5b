/* SPDX-License-Identifier: MIT
 * The columns of extended statistics are a set, which PostgreSQL lists in the order that they have in
 * their table. Here they stand by name, before the expressions, so that two that say the same are
 * equal whatever the order of columns in two databases. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "dialect/postgres/postgres.h"

typedef struct Piece {
    const char *start;
    size_t length;
    bool is_column;
} Piece;

typedef VEC(Piece) PieceVec;

/* ---- tokens: words, quoted texts, single characters ---- */

static bool is_word_byte(char c)
{
    return text_is_word_byte(c) || c == '$';
}

static const char *token_end(const char *at)
{
    const char *end = at + 1;
    if (*at == '"' || *at == '\'') {
        while (*end && *end != *at) end++;
        return *end ? end + 1 : end;
    }
    if (is_word_byte(*at))
        while (is_word_byte(*end)) end++;
    return end;
}

static bool is(const char *at, const char *end, const char *word)
{
    return (size_t)(end - at) == strlen(word) && strncasecmp(at, word, strlen(word)) == 0;
}

/* From there on: the word outside of parentheses, or the next comma. NULL: there is none. */
static const char *find(const char *at, const char *word)
{
    for (int depth = 0; *at; at = token_end(at)) {
        if (depth == 0 && is(at, token_end(at), word)) return at;
        depth += (*at == '(') - (*at == ')');
    }
    return NULL;
}

/* ---- the list ---- */

static Piece piece_of(const char *start, const char *end)
{
    while (start < end && strchr(" \t\r\n", *start)) start++;
    while (end > start && strchr(" \t\r\n", end[-1])) end--;
    bool is_column = start < end && (*start == '"' || is_word_byte(*start)) && token_end(start) == end;
    return (Piece){start, (size_t)(end - start), is_column};
}

static int compare(const void *left, const void *right)
{
    const Piece *a = left, *b = right;
    if (a->is_column != b->is_column) return a->is_column ? -1 : 1;
    if (!a->is_column) return a->start < b->start ? -1 : 1;
    size_t length = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->start, b->start, length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

const char *postgres_sort_statistics(Cx *cx, const char *body)
{
    const char *on = find(body, "on"), *from = on ? find(on, "from") : NULL;
    PieceVec pieces = {0};
    Text text = {0};
    if (!from) return body;
    for (const char *at = on + strlen("on"); at < from;) {
        const char *comma = find(at, ","), *end = comma && comma < from ? comma : from;
        vec_push(cx->arena, &pieces, piece_of(at, end));
        at = end == from ? from : end + 1;
    }
    qsort(pieces.items, pieces.count, sizeof *pieces.items, compare);
    text_add_bytes(&text, body, (size_t)(on - body) + strlen("on"));
    for (size_t i = 0; i < pieces.count; i++)
        text_printf(&text, "%s %.*s", i ? "," : "", (int)pieces.items[i].length, pieces.items[i].start);
    text_printf(&text, " %s", from);
    return text_keep(&text, cx->arena);
}
