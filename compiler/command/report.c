/* SPDX-License-Identifier: MIT
 * Prints what the runtime reports: its own text for people, or one JSON object a line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "catalog.h"
#include "command/command.h"

static void print_line(Text *line)
{
    printf("%s\n", text_string(line));
    text_clear(line);
}

static void difference_json(Text *line, const schemac_difference *difference)
{
    Json json = {.out = line};
    json_open(&json, NULL, '{');
    json_string(&json, "severity", difference->severity == SCHEMAC_ERROR ? "error" : "note");
    json_string(&json, "kind", difference->kind);
    json_string(&json, "path", difference->path);
    json_string(&json, "attribute", difference->attribute);
    json_string(&json, "expected", difference->expected);
    json_string(&json, "found", difference->found);
    json_string(&json, "advice", difference->advice);
    if (difference->severity == SCHEMAC_ERROR) json_string(&json, "breaks", difference->breaks);
    json_close(&json, '}');
}

/* ---- a long report ---- */

enum { LONG_FROM = 16 }; /* differences: below that a list is read as it is */

typedef struct Count {
    const char *word;
    size_t count;
} Count;

/* In the order in which the words are first met. */
static void count_word(Count *counts, size_t *used, size_t room, const char *word)
{
    size_t i = 0;
    while (i < *used && strcmp(counts[i].word, word) != 0) i++;
    if (i == room) return;
    if (i == *used) counts[(*used)++] = (Count){word, 0};
    counts[i].count++;
}

static const char *plural_of(const char *word)
{
    for (Kind kind = 0; kind < KIND_COUNT; kind++)
        if (strcmp(kind_info(kind)->word, word) == 0) return kind_info(kind)->plural;
    return word;
}

typedef enum Sort { SORT_MISSING, SORT_UNEXPECTED, SORT_CHANGED, SORT_BREAKS } Sort;

static const char *sorted_word(const schemac_difference *difference, Sort sort)
{
    Sort own = difference->attribute ? SORT_CHANGED : difference->found ? SORT_UNEXPECTED : SORT_MISSING;
    if (difference->severity != SCHEMAC_ERROR) return NULL;
    return sort == SORT_BREAKS ? difference->breaks : own == sort ? difference->kind : NULL;
}

/* "  missing: 40 policies, 33 checks" */
static void print_counts(const schemac_report *report, Sort sort, const char *title)
{
    Count counts[40];
    size_t used = 0;
    for (size_t i = 0; i < report->difference_count; i++) {
        const char *word = sorted_word(&report->differences[i], sort);
        if (word) count_word(counts, &used, sizeof counts / sizeof *counts, word);
    }
    if (used) printf("  %s: ", title);
    for (size_t i = 0; i < used; i++) {
        if (i) printf(", ");
        if (sort == SORT_BREAKS) printf("%s (%zu)", counts[i].word, counts[i].count);
        else printf("%zu %s", counts[i].count, counts[i].count == 1 ? counts[i].word : plural_of(counts[i].word));
    }
    if (used) printf("\n");
}

/* Privileges and owners stand together at the end, whatever they are of. */
static const char *right_of(const schemac_difference *difference)
{
    if (strncmp(difference->kind, "grant", strlen("grant")) == 0) return "privileges";
    return strcmp(difference->kind, "owner") == 0 ? "owners" : NULL;
}

/* What it belongs to: a part of another string. */
static const char *owner_of(const schemac_difference *difference, size_t *length)
{
    const char *right = right_of(difference);
    if (right) *length = strlen(right);
    if (right) return right;
    catalog_object object = {.kind = difference->kind, .path = difference->path};
    const char *owner = catalog_owner(&object, length);
    if (!owner) *length = strlen(difference->path);
    return owner ? owner : difference->path;
}

static bool is_one_group(const schemac_difference *a, const schemac_difference *b)
{
    size_t left_length, right_length;
    if (a->severity != b->severity) return false;
    if (a->severity == SCHEMAC_NOTE) return true;
    const char *left = owner_of(a, &left_length), *right = owner_of(b, &right_length);
    return left_length == right_length && memcmp(left, right, left_length) == 0;
}

/* A part of the report as a report of its own. */
static void print_group(const schemac_report *report, size_t start, size_t end)
{
    schemac_report group = *report;
    size_t length, count = end - start;
    const char *owner = owner_of(&report->differences[start], &length);
    bool is_note = report->differences[start].severity == SCHEMAC_NOTE;
    group.differences += start;
    group.difference_count = count;
    Text title = {0};
    if (!is_note)
        text_printf(&title, "%.*s: %zu difference%s", (int)length, owner, count, count == 1 ? "" : "s");
    group.message = text_string(&title);
    printf("%s%s", is_note ? "" : "\n", schemac_report_text(&group));
    text_free(&title);
}

static bool is_named(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void take_sorted(const schemac_report *report, schemac_difference *sorted)
{
    static const char *const rights[] = {NULL, "privileges", "owners"};
    for (size_t right = 0; right < sizeof rights / sizeof *rights; right++)
        for (size_t i = 0; i < report->difference_count; i++)
            if (is_named(right_of(&report->differences[i]), rights[right]))
                *sorted++ = report->differences[i];
}

/* Counts first, then table by table. */
static void print_long(const schemac_report *report)
{
    schemac_report shown = *report;
    schemac_difference *sorted = calloc(report->difference_count, sizeof *sorted);
    if (sorted) take_sorted(report, sorted);
    if (sorted) shown.differences = sorted;
    printf("%s\n", report->message);
    print_counts(report, SORT_MISSING, "missing");
    print_counts(report, SORT_UNEXPECTED, "unexpected");
    print_counts(report, SORT_CHANGED, "changed");
    print_counts(report, SORT_BREAKS, "breaks");
    for (size_t start = 0, end; start < shown.difference_count; start = end) {
        end = start + 1;
        while (end < shown.difference_count &&
               is_one_group(&shown.differences[start], &shown.differences[end]))
            end++;
        print_group(&shown, start, end);
    }
    free(sorted);
}

static int print_text(schemac_report *report)
{
    bool is_answer = report->status == SCHEMAC_OK || report->status == SCHEMAC_DIFFERENT;
    if (is_answer && report->error_count >= LONG_FROM) {
        print_long(report);
        return (int)report->status;
    }
    const char *text = schemac_report_text(report);
    fputs(text ? text : "out of memory\n", is_answer ? stdout : stderr);
    return (int)report->status;
}

int print_report(const Options *options, schemac_report *report)
{
    if (!options->json) return print_text(report);
    Text line = {0};
    for (size_t i = 0; i < report->difference_count; i++) {
        difference_json(&line, &report->differences[i]);
        print_line(&line);
    }
    Json json = {.out = &line};
    json_open(&json, NULL, '{');
    json_number(&json, "status", report->status);
    json_string(&json, "message", report->message);
    json_number(&json, "errors", (int64_t)report->error_count);
    json_number(&json, "differences", (int64_t)report->difference_count);
    json_close(&json, '}');
    print_line(&line);
    text_free(&line);
    return (int)report->status;
}
