/* SPDX-License-Identifier: MIT
 * Runs while the library is built: prints the texts of runtime/postgres/queries.c and the SQL of the
 * history in the short form that texts.c of that room takes apart again, as a C array. SQL repeats itself: the short form is a
 * sixth of the text, and the text stays readable where it is written.
 *
 * A byte below 128 stands for itself. From 128 on it begins a reference to what came before: 128 to
 * 191 has 4 bits of length from 3 on and 10 of distance from 1 on, the rest 6 bits of length from 4
 * on and 16 of distance. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "postgres/queries.h"

static const char *const history[] = {
#include "history_postgres.h"
};

enum { NEAR = 1 << 10, FAR = 1 << 16, SHORTEST = 3, NEAR_LONGEST = 18, FAR_LONGEST = 67 };

/* The cheapest way on from a place of the text. */
typedef struct Choice {
    size_t cost, length, distance; /* length 1: the byte itself */
} Choice;

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

static void consider(Choice *all, size_t at, size_t distance, size_t most)
{
    for (size_t length = SHORTEST; length <= most; length++) {
        bool is_near = distance <= NEAR && length <= NEAR_LONGEST;
        size_t cost = (is_near ? 2 : 3) + all[at + length].cost;
        if ((is_near || length > SHORTEST) && cost < all[at].cost)
            all[at] = (Choice){cost, length, distance};
    }
}

/* From the end to the beginning, so that what follows each place is known already. */
static void choose(const char *text, size_t size, Choice *all)
{
    for (size_t at = size; at-- > 0;) {
        all[at] = (Choice){all[at + 1].cost + 1, 1, 0};
        size_t known = SHORTEST - 1, room = size - at < FAR_LONGEST ? size - at : FAR_LONGEST;
        for (size_t from = at; from-- > 0 && at - from <= FAR && known < room;) {
            size_t length = 0;
            while (length < room && text[from + length] == text[at + length]) length++;
            if (length <= known) continue;
            consider(all, at, at - from, length);
            known = length;
        }
    }
}

static void print(unsigned number, size_t *count)
{
    printf("%u,%s", number & 255, ++*count % 20 ? "" : "\n");
}

static void print_reference(const Choice *choice, size_t *count)
{
    unsigned length = (unsigned)choice->length, distance = (unsigned)choice->distance - 1;
    if (distance < NEAR && length <= NEAR_LONGEST) {
        print(128 + ((length - SHORTEST) << 2) + (distance >> 8), count);
    } else {
        print(192 + length - SHORTEST - 1, count);
        print(distance >> 8, count);
    }
    print(distance, count);
}

int main(void)
{
    size_t size = gather(NULL), count = 0;
    char *text = malloc(size);
    Choice *all = calloc(size + 1, sizeof *all);
    if (!text || !all) return 70;
    gather(text);
    choose(text, size, all);
    printf("/* Made from runtime/postgres/queries.c by runtime/pack/pack.c. */\n"
           "enum { TEXTS_SIZE = %zu };\nstatic const unsigned char packed[] = {\n", size);
    for (size_t at = 0; at < size; at += all[at].length) {
        if (text[at] & 128) return fprintf(stderr, "queries.c: only ASCII can be packed\n"), 1;
        if (all[at].length == 1)
            print((unsigned char)text[at], &count);
        else
            print_reference(&all[at], &count);
    }
    printf("};\n");
    free(all);
    free(text);
    return 0;
}
