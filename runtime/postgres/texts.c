/* SPDX-License-Identifier: MIT
 * Takes apart what runtime/pack/pack.c has put together, where the form is told. */
#include "texts.h"

#include <string.h>

#include "queries_packed.h"

const char *texts_next(const char *text)
{
    return text + strlen(text) + 1;
}

/* Behind the end are zeros. */
static const char *unpack(memory *pool)
{
    const unsigned char *from = packed;
    char *text = memory_take(pool, TEXTS_SIZE + 2), *to = text;
    while (text && to < text + TEXTS_SIZE) {
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
    return text;
}

const char *texts_find(memory *pool, text_id id)
{
    const char *text = unpack(pool);
    for (; text && id; id--) text = texts_next(text);
    return text ? text : "";
}
