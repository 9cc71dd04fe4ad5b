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
    chance chances[PLACE_COUNT];
} coder;

static unsigned take_bit(coder *in, unsigned place)
{
    uint32_t bound = chance_bound(in->range, &in->chances[place]);
    bool is_one = in->code >= bound;
    if (is_one) in->code -= bound;
    in->range = is_one ? in->range - bound : bound;
    chance_learn(&in->chances[place], is_one);
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

/* So many texts, and what is left of the last piece. Place 0 is before the beginning; behind the end
 * are zeros. before: the last place behind the same byte as this one. */
static void unpack(unsigned char *text, uint32_t *before, int count)
{
    uint32_t heads[128] = {0}, at = 1, from = 0;
    coder in = {.from = packed, .range = UINT32_MAX};
    unsigned is_piece = 0;
    for (int i = 0; i < 4; i++) in.code = in.code << 8 | *in.from++;
    while (at <= TEXTS_SIZE && count > 0) {
        unsigned left = 1;
        is_piece = take_bit(&in, PLACE_FLAG + text[at - 1] + is_piece * 128);
        if (is_piece) {
            from = at;
            for (unsigned rank = take_number(&in, PLACE_RANK); rank; rank--) from = before[from];
            left = take_number(&in, PLACE_LENGTH);
        } else {
            text[at] = (unsigned char)take_tree(&in, PLACE_BYTE + (text[at - 1] >> 4) * 128U, 128);
        }
        for (; left; left--) {
            if (is_piece) text[at] = text[from++];
            count -= !text[at];
            uint32_t *head = &heads[text[at++]];
            before[at] = *head;
            *head = at;
        }
    }
}

const char *texts_find(memory *pool, text_id id)
{
    memory aside = {0};
    char *text = memory_take(pool, TEXTS_SIZE + 3);
    uint32_t *before = memory_take(&aside, (TEXTS_SIZE + 2) * sizeof *before);
    int count = id < TEXT_GATES ? (int)id + 1 : (int)TEXTS_SIZE;
    if (text && before) unpack((unsigned char *)text, before, count);
    pool->failed |= aside.failed;
    memory_free(&aside);
    if (pool->failed) return "";
    for (text++; id; id--) text += strlen(text) + 1;
    return text;
}
