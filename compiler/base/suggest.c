/* SPDX-License-Identifier: MIT
 * Optimal string alignment distance over three rows. Words too long to be mistyped names are left
 * alone, which bounds the rows and the time. */
#include "base/suggest.h"

#include <string.h>

enum { LONGEST = 128 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_length; j++) above[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t replace = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(replace, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[b_length];
}

Suggest suggest_for(const char *wanted)
{
    return (Suggest){.wanted = wanted};
}

void suggest_try(Suggest *suggest, const char *candidate)
{
    size_t wanted = strlen(suggest->wanted), length = strlen(candidate);
    if (wanted > LONGEST || length > LONGEST) return;
    size_t limit = wanted / 3 ? wanted / 3 : 1;
    if (suggest->best && suggest->distance <= limit) {
        if (suggest->distance == 0) return;
        limit = suggest->distance - 1;
    }
    size_t gap = wanted > length ? wanted - length : length - wanted;
    if (gap > limit) return;
    size_t found = distance(suggest->wanted, wanted, candidate, length);
    if (found > limit || found >= wanted) return; /* nothing of a one-letter word is left */
    suggest->best = candidate;
    suggest->distance = found;
}
