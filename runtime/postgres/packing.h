/* SPDX-License-Identifier: MIT
 * Private to runtime/postgres and runtime/pack. How texts are packed: bit by bit, each with the
 * chance that it is 0, which is learned from the bits before it in its place (a range coder).
 *
 *   flag: 0, then a byte of 7 bits; 1, then a piece of what came before: two numbers, where from and
 *   how long. 1 is the last place behind the same byte as here, 2 the one before that: such places
 *   are few, so that the numbers are small.
 *
 * A number is the count of its bits but the first, in 5 bits, then those. */
#ifndef SCHEMAC_POSTGRES_PACKING_H
#define SCHEMAC_POSTGRES_PACKING_H

#include <stdbool.h>
#include <stdint.h>

enum { /* places of bits */
    PLACE_FLAG = 0, /* + the byte before, + 128 behind a piece */
    PLACE_RANK = 256,
    PLACE_LENGTH = PLACE_RANK + 64,
    PLACE_BYTE = PLACE_LENGTH + 64, /* + 128 for each 16 values of the byte before */
    PLACE_COUNT = PLACE_BYTE + 8 * 128
};

enum { NUMBER_BITS = 5, CHANCE_BITS = 15, CHANCE_MOST = (1 << (CHANCE_BITS - 1)) - 16, SEEN_MOST = 60 };

typedef struct chance {
    int16_t more;  /* of 2^CHANCE_BITS, than half of them */
    uint16_t seen; /* bits; the more, the smaller a step */
} chance;

/* The part of the range that stands for 0. */
static inline uint32_t chance_bound(uint32_t range, const chance *known)
{
    return (range >> CHANCE_BITS) * (uint32_t)((1 << (CHANCE_BITS - 1)) + known->more);
}

static inline void chance_learn(chance *known, bool is_one)
{
    int far = (is_one ? -CHANCE_MOST : CHANCE_MOST) - known->more;
    known->more = (int16_t)(known->more + far / (known->seen + 2));
    if (known->seen < SEEN_MOST) known->seen++;
}

#endif
