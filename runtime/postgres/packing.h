/* SPDX-License-Identifier: MIT
 * Private to runtime/postgres and runtime/pack. How texts are packed: bit by bit, each with the
 * chance that it is 0, which is learned from the bits before it in its place (a range coder).
 *
 *   flag: 0, then a byte of 7 bits; 1, then a piece of what came before:
 *   again: 1 as far back as the last time, 0 a number says how far; then a number, how long.
 *
 * A number is the count of its bits but the first, in 5 bits, then those. */
#ifndef SCHEMAC_POSTGRES_PACKING_H
#define SCHEMAC_POSTGRES_PACKING_H

enum { /* places of bits */
    PLACE_FLAG = 0,  /* + 1 behind a piece */
    PLACE_AGAIN = 2, /* the same */
    PLACE_DISTANCE = 4,
    PLACE_LENGTH = PLACE_DISTANCE + 64,
    PLACE_BYTE = PLACE_LENGTH + 64, /* + 128 for each 32 values of the byte before */
    PLACE_COUNT = PLACE_BYTE + 4 * 128
};

/* A chance is of 2^CHANCE_BITS, and moves by a part of 2^LEARN_BITS towards what came. */
enum { CHANCE_BITS = 11, LEARN_BITS = 4, NUMBER_BITS = 5 };

#endif
