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

enum { LONGEST = 1000, PASSES = 6, NUMBERS = 1 << NUMBER_BITS };

/* How a place of the text is reached: by one byte (rank 0) or a piece. */
typedef struct Way {
    double cost; /* in bits */
    size_t length, rank;
} Way;

/* How often each kind of step was taken, and what it costs then. */
typedef struct Prices {
    double flags[2][128][2], bytes[8][128], ranks[NUMBERS], lengths[NUMBERS];
} Prices;

/* Straight between the powers of two: near enough for a price. */
static double log_of(double number)
{
    double bits = 0;
    for (; number >= 2; number /= 2) bits++;
    return bits + number - 1;
}

static size_t bits_behind_first(size_t number)
{
    size_t bits = 0;
    while (number >> bits > 1) bits++;
    return bits;
}

static double price(const double *numbers, size_t number)
{
    size_t bits = bits_behind_first(number);
    return numbers[bits] + (double)bits;
}

static void reach(Way *place, double cost, size_t length, size_t rank)
{
    if (cost < place->cost) *place = (Way){cost, length, rank};
}

static size_t common(const char *text, size_t end, size_t from, size_t at)
{
    size_t length = 0;
    while (length < LONGEST && at + length < end && text[from + length] == text[at + length])
        length++;
    return length;
}

static void go_on(const char *text, size_t end, Way *ways, size_t at, const uint32_t *before,
                  const Prices *prices)
{
    const Way here = ways[at];
    const double *flags = prices->flags[here.rank != 0][(int)text[at - 1]];
    size_t known = 0, rank = 1;
    reach(&ways[at + 1],
          here.cost + flags[0] + prices->bytes[text[at - 1] >> 4][(int)text[at]], 1, 0);
    for (size_t from = before[at]; from; from = before[from], rank++) {
        if (text[from + known] != text[at + known]) continue; /* no longer than a nearer one */
        size_t length = common(text, end, from, at);
        double cost = here.cost + flags[1] + price(prices->ranks, rank);
        for (; known < length; known++)
            reach(&ways[at + known + 1], cost + price(prices->lengths, known + 1), known + 1, rank);
    }
}

/* The cheapest steps from place 1 to the end: each at the place where it begins. */
static void choose(const char *text, size_t end, Way *ways, const uint32_t *before,
                   const Prices *prices)
{
    for (size_t at = 2; at <= end; at++) ways[at].cost = 1e9;
    ways[1] = (Way){0, 0, 0};
    for (size_t at = 1; at < end; at++) go_on(text, end, ways, at, before, prices);
    Way next = ways[end];
    for (size_t at = end; at > 1;) {
        at -= next.length;
        Way step = next;
        next = ways[at];
        ways[at] = step;
    }
}

static void set_prices(double *counts, size_t size)
{
    double all = 0;
    for (size_t i = 0; i < size; i++) all += ++counts[i];
    for (size_t i = 0; i < size; i++) counts[i] = log_of(all / counts[i]);
}

/* What the steps of the last pass would cost, now that the coder has learned from them. */
static void learn_prices(Prices *prices, const char *text, size_t end, const Way *ways)
{
    bool was_piece = false;
    *prices = (Prices){.flags = {{{0}}}};
    for (size_t at = 1; at < end && ways[at].length; at += ways[at].length) {
        bool is_piece = ways[at].rank != 0;
        prices->flags[was_piece][(int)text[at - 1]][is_piece]++;
        if (is_piece) {
            prices->ranks[bits_behind_first(ways[at].rank)]++;
            prices->lengths[bits_behind_first(ways[at].length)]++;
        } else {
            prices->bytes[text[at - 1] >> 4][(int)text[at]]++;
        }
        was_piece = is_piece;
    }
    for (size_t i = 0; i < 2 * 128; i++) set_prices(prices->flags[i / 128][i % 128], 2);
    for (size_t i = 0; i < 8; i++) set_prices(prices->bytes[i], 128);
    set_prices(prices->ranks, NUMBERS);
    set_prices(prices->lengths, NUMBERS);
}

/* The last place behind the same byte; 0: none. */
static void link_places(const char *text, size_t end, uint32_t *before)
{
    uint32_t heads[128] = {0};
    for (size_t at = 2; at < end; at++) {
        uint32_t *head = &heads[(int)text[at - 1]];
        before[at] = *head;
        *head = (uint32_t)at;
    }
}

/* ---- the coder ---- */

typedef struct Coder {
    uint64_t low;
    uint32_t range;
    uint8_t held;    /* a byte that a carry may still change */
    size_t held_count, count; /* the held one and those of 255 behind it; bytes printed */
    chance chances[PLACE_COUNT];
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
    uint32_t bound = chance_bound(out->range, &out->chances[place]);
    if (is_one) out->low += bound;
    out->range = is_one ? out->range - bound : bound;
    chance_learn(&out->chances[place], is_one);
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
    size_t bits = bits_behind_first(number);
    put_tree(out, place, NUMBER_BITS, bits);
    for (; bits > 0; bits--)
        put_bit(out, place + (1 << NUMBER_BITS) + bits, number >> (bits - 1) & 1);
}

static void put_step(Coder *out, const Way *step, const char *at, bool was_piece)
{
    put_bit(out, PLACE_FLAG + (size_t)at[-1] + was_piece * 128, step->rank != 0);
    if (step->rank) {
        put_number(out, PLACE_RANK, step->rank);
        put_number(out, PLACE_LENGTH, step->length);
    } else {
        put_tree(out, PLACE_BYTE + (size_t)(at[-1] >> 4) * 128, 7, (size_t)*at);
    }
}

static void encode(const char *text, size_t end, const Way *ways)
{
    Coder out = {.range = UINT32_MAX, .held_count = 0};
    bool was_piece = false;
    for (size_t at = 1; at < end; at += ways[at].length) {
        put_step(&out, &ways[at], text + at, was_piece);
        was_piece = ways[at].rank != 0;
    }
    for (int i = 0; i < 5; i++) shift(&out);
}

/* A zero stands before the text, at place 0. */
int main(void)
{
    size_t size = gather(NULL), end = size + 1;
    char *text = calloc(end + 1, 1);
    Way *ways = calloc(end + 1, sizeof *ways);
    uint32_t *before = calloc(end, sizeof *before);
    Prices prices;
    if (!text || !ways || !before) return 70;
    gather(text + 1);
    for (size_t at = 1; at < end; at++)
        if (text[at] & 128) return fprintf(stderr, "queries.c: only ASCII can be packed\n"), 1;
    link_places(text, end, before);
    for (int pass = 0; pass < PASSES; pass++) {
        learn_prices(&prices, text, end, ways);
        choose(text, end, ways, before, &prices);
    }
    printf("/* Made from runtime/postgres/queries.c by runtime/pack/pack.c. */\n"
           "enum { TEXTS_SIZE = %zu };\nstatic const unsigned char packed[] = {\n", size);
    encode(text, end, ways);
    printf("};\n");
    free(before);
    free(ways);
    free(text);
    return 0;
}
