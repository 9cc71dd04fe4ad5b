/* SPDX-License-Identifier: MIT
 * SHA-256 as FIPS 180-4 section 6.2 writes it, with a message schedule of sixteen words that is
 * extended in place. */
#include "sha256.h"

#include <string.h>

static const uint32_t round_constant[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t word, unsigned by)
{
    return word >> by | word << (32 - by);
}

static uint32_t read_word(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The next word of the schedule takes the place of the one sixteen before it. */
static uint32_t extend(uint32_t w[16], unsigned i)
{
    uint32_t old = w[(i + 1) & 15], recent = w[(i + 14) & 15];
    uint32_t small0 = rotate(old, 7) ^ rotate(old, 18) ^ old >> 3;
    uint32_t small1 = rotate(recent, 17) ^ rotate(recent, 19) ^ recent >> 10;
    return w[i & 15] += small0 + w[(i + 9) & 15] + small1;
}

static void add_block(uint32_t state[8], const uint8_t *block)
{
    uint32_t w[16];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (unsigned i = 0; i < 64; i++) {
        uint32_t word = i < 16 ? (w[i] = read_word(block + 4 * i)) : extend(w, i);
        uint32_t big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        uint32_t t1 = h + big1 + ((e & f) ^ (~e & g)) + round_constant[i] + word;
        uint32_t big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        uint32_t t2 = big0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1;
        d = c, c = b, b = a, a = t1 + t2;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

void schemac_sha256_init(schemac_sha256 *sum)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(sum->state, start, sizeof start);
    sum->length = 0;
}

void schemac_sha256_add(schemac_sha256 *sum, const void *bytes, size_t length)
{
    const uint8_t *from = bytes;
    size_t held = (size_t)(sum->length % 64);
    sum->length += length;
    if (held) {
        size_t part = length < 64 - held ? length : 64 - held;
        memcpy(sum->block + held, from, part);
        from += part, length -= part;
        if (held + part < 64) return;
        add_block(sum->state, sum->block);
    }
    for (; length >= 64; from += 64, length -= 64) add_block(sum->state, from);
    if (length) memcpy(sum->block, from, length);
}

void schemac_sha256_hex(schemac_sha256 *sum, char out[65])
{
    static const uint8_t padding[64] = {0x80};
    uint64_t bits = sum->length * 8;
    uint8_t tail[8];
    for (unsigned i = 0; i < 8; i++) tail[i] = (uint8_t)(bits >> (56 - 8 * i));
    schemac_sha256_add(sum, padding, 64 - (size_t)((sum->length + 8) % 64));
    schemac_sha256_add(sum, tail, sizeof tail);
    for (unsigned i = 0; i < 64; i++)
        out[i] = "0123456789abcdef"[sum->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    out[64] = '\0';
}
