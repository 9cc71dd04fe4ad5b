/* SPDX-License-Identifier: MIT
 * Runs while the library is built: prints the texts of runtime/postgres/queries.c and the SQL of the
 * history in the short form that texts.c of that room takes apart again, as a C array. SQL repeats
 * itself: the short form is an eighth of the text, and the text stays readable where it is written.
 * The form is in runtime/postgres/packing.h. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "postgres/packing.h"
#include "postgres/queries.h"

static const char *const history[] = {
#include "history_postgres.h"
};

/* ---- the text ---- */

static size_t add(char *text, size_t length, const char *piece)
{
    size_t size = strlen(piece) + 1;
    if (text) memcpy(text + length, piece, size);
    return length + size;
}

/* Pieces are one text. */
static size_t add_pieces(char *text, size_t length, const char *const *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++) length = add(text, length, pieces[i]) - 1;
    return length + 1;
}

/* What texts.c finds, in its order. */
static size_t gather(char *text)
{
    size_t length = 0;
    length = add_pieces(text, length, catalog_mark, catalog_mark_count);
    length = add_pieces(text, length, history, sizeof history / sizeof *history);
    for (size_t i = 0; i < engine_text_count; i++) length = add(text, length, engine_texts[i]);
    for (size_t i = 0; i < version_gate_count; i++) {
        const version_gate *gate = &version_gates[i];
        char since[16];
        snprintf(since, sizeof since, "%d", gate->since);
        length = add(text, length, gate->word);
        length = add(text, length, since);
        length = add(text, length, gate->then);
        length = add(text, length, gate->before);
    }
    length = add(text, length, "");
    for (size_t i = 0; i < catalog_query_count; i++) {
        const catalog_query *query = &catalog_queries[i];
        length = add(text, length, query->kind ? query->kind : "");
        length = add(text, length, query->sql);
    }
    return length;
}

/* ---- the way through it ---- */

enum { LONGEST = 1000, TRIES = 1000 };

/* How a place of the text is reached: by one byte (distance 0) or a piece. Costs are sixteenths of a
 * bit, about what the coder will have learned. */
typedef struct Way {
    size_t cost, length, distance;
    size_t last; /* distance of the last piece on the way; 0: none */
    bool is_again;
} Way;

static size_t price(size_t number)
{
    size_t cost = 44;
    for (; number > 1; number >>= 1) cost += 15;
    return cost;
}

static void reach(Way *place, Way way)
{
    if (way.cost < place->cost) *place = way;
}

static size_t common(const char *text, size_t size, size_t from, size_t at)
{
    size_t length = 0;
    while (length < LONGEST && at + length < size && text[from + length] == text[at + length])
        length++;
    return length;
}

/* before: the last place with the same two bytes, plus 1; 0: none. */
static void go_on(const char *text, size_t size, Way *ways, size_t at, const size_t *before)
{
    const Way here = ways[at];
    size_t known = 0, from = before[at];
    reach(&ways[at + 1], (Way){here.cost + 95, 1, 0, here.last, false});
    if (here.last) {
        size_t length = common(text, size, at - here.last, at);
        for (size_t i = 1; i <= length; i++)
            reach(&ways[at + i],
                  (Way){here.cost + 24 + price(i), i, here.last, here.last, true});
    }
    for (int tries = 0; from && tries < TRIES; tries++, from = before[from - 1]) {
        size_t distance = at + 1 - from, length = common(text, size, from - 1, at);
        for (size_t i = known + 1; i <= length; i++)
            reach(&ways[at + i], (Way){here.cost + 32 + price(distance) + price(i), i, distance,
                                       distance, false});
        if (length > known) known = length;
    }
}

/* Leaves in ways the steps from the beginning to the end; returns how many. */
static size_t choose(const char *text, size_t size, Way *ways, size_t *before)
{
    static size_t heads[128][128];
    for (size_t at = 0; at < size; at++) {
        size_t *head = &heads[(int)text[at]][at + 1 < size ? (int)text[at + 1] : 0];
        before[at] = *head;
        *head = at + 1;
        ways[at + 1].cost = SIZE_MAX;
    }
    for (size_t at = 0; at < size; at++) go_on(text, size, ways, at, before);
    size_t count = 0, end = size;
    for (; end > 0; end -= ways[end].length) before[count++] = end;
    for (size_t i = 0; i < count; i++) ways[i] = ways[before[count - 1 - i]];
    return count;
}

/* ---- the coder ---- */

typedef struct Coder {
    uint64_t low;
    uint32_t range;
    uint8_t held;    /* a byte that a carry may still change */
    size_t held_count, count; /* the held one and those of 255 behind it; bytes printed */
    uint16_t chances[PLACE_COUNT];
} Coder;

static void print(Coder *out, unsigned byte)
{
    printf("%u,%s", byte & 255, ++out->count % 20 ? "" : "\n");
}

static void shift(Coder *out)
{
    unsigned carry = (unsigned)(out->low >> 32);
    if (carry || out->low < 0xff000000U) {
        for (unsigned byte = out->held; out->held_count; out->held_count--, byte = 255)
            print(out, byte + carry);
        out->held = (uint8_t)(out->low >> 24);
    }
    out->held_count++;
    out->low = (out->low & 0x00ffffffU) << 8;
}

static void put_bit(Coder *out, size_t place, bool is_one)
{
    uint16_t *chance = &out->chances[place];
    uint32_t bound = (out->range >> CHANCE_BITS) * *chance;
    if (is_one) {
        out->low += bound;
        out->range -= bound;
        *chance = (uint16_t)(*chance - (*chance >> LEARN_BITS));
    } else {
        out->range = bound;
        *chance = (uint16_t)(*chance + (((1 << CHANCE_BITS) - *chance) >> LEARN_BITS));
    }
    for (; out->range < 1U << 24; out->range <<= 8) shift(out);
}

static void put_tree(Coder *out, size_t place, int bits, size_t value)
{
    size_t node = 1;
    while (bits-- > 0) {
        bool is_one = value >> bits & 1;
        put_bit(out, place + node, is_one);
        node = 2 * node + is_one;
    }
}

static void put_number(Coder *out, size_t place, size_t number)
{
    size_t bits = 0;
    while (number >> bits > 1) bits++;
    put_tree(out, place, NUMBER_BITS, bits);
    for (; bits > 0; bits--)
        put_bit(out, place + (1 << NUMBER_BITS) + bits, number >> (bits - 1) & 1);
}

static void put_step(Coder *out, const Way *step, const char *at, char before, bool was_piece)
{
    put_bit(out, PLACE_FLAG + was_piece, step->distance != 0);
    if (!step->distance) {
        put_tree(out, PLACE_BYTE + (size_t)(before >> 5) * 128, 7, (size_t)*at);
        return;
    }
    put_bit(out, PLACE_AGAIN + was_piece, step->is_again);
    if (!step->is_again) put_number(out, PLACE_DISTANCE, step->distance);
    put_number(out, PLACE_LENGTH, step->length);
}

static void encode(const char *text, const Way *steps, size_t count)
{
    Coder out = {.range = UINT32_MAX, .held_count = 0};
    bool was_piece = false;
    for (size_t i = 0; i < PLACE_COUNT; i++) out.chances[i] = 1 << (CHANCE_BITS - 1);
    for (size_t i = 0, at = 0; i < count; at += steps[i++].length) {
        put_step(&out, &steps[i], text + at, at ? text[at - 1] : 0, was_piece);
        was_piece = steps[i].distance != 0;
    }
    for (int i = 0; i < 5; i++) shift(&out);
}

int main(void)
{
    size_t size = gather(NULL);
    char *text = malloc(size);
    Way *ways = calloc(size + 1, sizeof *ways);
    size_t *before = calloc(size + 1, sizeof *before);
    if (!text || !ways || !before) return 70;
    gather(text);
    for (size_t at = 0; at < size; at++)
        if (text[at] & 128) return fprintf(stderr, "queries.c: only ASCII can be packed\n"), 1;
    size_t count = choose(text, size, ways, before);
    printf("/* Made from runtime/postgres/queries.c by runtime/pack/pack.c. */\n"
           "enum { TEXTS_SIZE = %zu };\nstatic const unsigned char packed[] = {\n", size);
    encode(text, ways, count);
    printf("};\n");
    free(before);
    free(ways);
    free(text);
    return 0;
}
