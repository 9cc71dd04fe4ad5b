/* SPDX-License-Identifier: MIT
 * Takes apart what runtime/pack/pack.c has put together, where the form is told. */
#include "texts.h"

#include <string.h>

#include "queries_packed.h"

const char *texts_next(const char *text)
{
    return text + strlen(text) + 1;
}

/* The end is zeroed: there two texts more are, and empty. */
bool texts_unpack(query_texts *into, memory *pool)
{
    const unsigned char *from = packed;
    char *text = memory_take(pool, TEXTS_SIZE + 2), *to = text;
    if (!text) return false;
    while (to < text + TEXTS_SIZE) {
        unsigned code = *from++;
        if (code < 128) {
            *to++ = (char)code;
            continue;
        }
        bool is_near = code < 192;
        size_t length = is_near ? (code >> 2 & 15) + 3 : (code & 63) + 4;
        size_t distance = is_near ? code & 3 : *from++;
        distance = (distance << 8) + *from++ + 1;
        for (; length; length--, to++) *to = to[-(ptrdiff_t)distance];
    }
    into->mark = text;
    const char *word = into->gates = texts_next(into->history = texts_next(text));
    while (*word)
        for (int i = 0; i < 4; i++) word = texts_next(word);
    into->queries = word + 1;
    return true;
}
