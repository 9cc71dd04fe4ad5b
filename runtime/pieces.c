/* SPDX-License-Identifier: MIT
 * Puts embedded statements together. Most are one piece, which is then used as it lies there. */
#include "pieces.h"

#include <string.h>

static bool ends_statement(const char *piece)
{
    size_t length = strlen(piece);
    return length && piece[length - 1] == ';';
}

const char *pieces_next(const char *const **pieces, memory *pool)
{
    const char *const *first = *pieces, *const *last = first;
    size_t length = 0;
    if (!*first) return NULL;
    while (last[0] && last[1] && !ends_statement(*last)) length += strlen(*last++);
    length += strlen(*last);
    *pieces = last + 1;
    if (first == last) return *first;
    char *statement = memory_take(pool, length + 1), *end = statement;
    for (; statement && first <= last; first++) {
        size_t size = strlen(*first);
        memcpy(end, *first, size);
        end += size;
    }
    return statement;
}

static bool is_blank_line(const char *line, size_t length)
{
    size_t space = strspn(line, " \t\r");
    return space >= length || !strncmp(line + space, "--", 2);
}

const char *pieces_title(const char *statement, memory *pool)
{
    enum { LIMIT = 72 };
    size_t length = strcspn(statement, "\n");
    while (statement[length] && is_blank_line(statement, length)) {
        statement += length + 1;
        length = strcspn(statement, "\n");
    }
    while (length && strchr(" \t\r({;", statement[length - 1])) length--;
    if (length <= LIMIT) return memory_copy(pool, statement, length);
    for (length = LIMIT; length && ((unsigned char)statement[length] & 0xc0) == 0x80;) length--;
    return memory_printf(pool, "%.*s...", (int)length, statement);
}
