/* SPDX-License-Identifier: MIT
 * Takes apart what runtime/pack/pack.c has put together; the form is in packing.h. */
#include "texts.h"

#include <stdint.h>
#include <string.h>

#include "packing.h"

#include "queries_packed.h"

const char *texts_next(const char *text)
{
    return text + strlen(text) + 1;
}

/* ---- bits ---- */

typedef struct coder {
    const unsigned char *from;
    uint32_t range, code;
    uint16_t chances[PLACE_COUNT];
} coder;

static unsigned take_bit(coder *in, unsigned place)
{
    uint16_t *chance = &in->chances[place];
    uint32_t bound = (in->range >> CHANCE_BITS) * *chance;
    bool is_one = in->code >= bound;
    int far = is_one ? *chance : *chance - (1 << CHANCE_BITS); /* from what came */
    if (is_one) in->code -= bound;
    in->range = is_one ? in->range - bound : bound;
    *chance = (uint16_t)(*chance - far / (1 << LEARN_BITS));
    for (; in->range < 1U << 24; in->range <<= 8) in->code = in->code << 8 | *in->from++;
    return is_one;
}

static unsigned take_tree(coder *in, unsigned place, unsigned end)
{
    unsigned node = 1;
    while (node < end) node = 2 * node + take_bit(in, place + node);
    return node - end;
}

static unsigned take_number(coder *in, unsigned place)
{
    enum { END = 1 << NUMBER_BITS };
    unsigned number = 1;
    for (unsigned bits = take_tree(in, place, END); bits; bits--)
        number = 2 * number + take_bit(in, place + END + bits);
    return number;
}

/* ---- texts ---- */

/* Before the beginning and behind the end are zeros. */
static const char *unpack(memory *pool)
{
    char *text = memory_take(pool, TEXTS_SIZE + 3), *to = text + 1;
    coder in = {.from = packed, .range = UINT32_MAX};
    unsigned was_piece = 0;
    size_t distance = 0;
    for (int i = 0; i < 4; i++) in.code = in.code << 8 | *in.from++;
    for (int i = 0; i < PLACE_COUNT; i++) in.chances[i] = 1 << (CHANCE_BITS - 1);
    while (text && to <= text + TEXTS_SIZE) {
        bool is_piece = take_bit(&in, PLACE_FLAG + was_piece);
        if (is_piece) {
            if (!take_bit(&in, PLACE_AGAIN + was_piece))
                distance = take_number(&in, PLACE_DISTANCE);
            for (unsigned left = take_number(&in, PLACE_LENGTH); left; left--, to++)
                *to = *(to - distance);
        } else {
            unsigned before = (unsigned char)to[-1];
            *to++ = (char)take_tree(&in, PLACE_BYTE + (before >> 5) * 128, 128);
        }
        was_piece = is_piece;
    }
    return text ? text + 1 : NULL;
}

const char *texts_find(memory *pool, text_id id)
{
    const char *text = unpack(pool);
    for (; text && id; id--) text = texts_next(text);
    return text ? text : "";
}
