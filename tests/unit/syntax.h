/* SPDX-License-Identifier: MIT
 * What the tests of syntax share: a context to parse in, and errors as "line:column id" lines. */
#ifndef TESTS_UNIT_SYNTAX_H
#define TESTS_UNIT_SYNTAX_H

#include <stdlib.h>

#include "syntax/parse.h"
#include "tests/unit/test.h"

typedef struct Run {
    Cx cx;
} Run;

static inline Run run_new(void)
{
    Run run = {.cx = {.arena = arena_new()}};
    run.cx.names = names_new(run.cx.arena);
    run.cx.sources = sources_new(run.cx.arena);
    run.cx.diag = diag_new(run.cx.arena, run.cx.sources);
    return run;
}

static inline void run_end(Run *run)
{
    arena_free(run->cx.arena);
}

static inline Tree *run_parse(Run *run, const char *text)
{
    return parse_text(&run->cx, "test", text, strlen(text));
}

static inline bool run_spans(const Run *run, Span span, size_t start, size_t end)
{
    (void)run;
    if (span.start != start || span.end != end)
        fprintf(stderr, "span is %u..%u\n", span.start, span.end);
    return span.start == start && span.end == end && span.file == 1;
}

/* What diag_print says, as JSON lines, boiled down to "line:column id" each. */
static inline char *run_report(Run *run)
{
    static char lines[1 << 16];
    char line[4096];
    FILE *file = tmpfile();
    size_t length = 0;
    lines[0] = '\0';
    diag_print(run->cx.diag, file, DIAG_TEXT, 0);
    rewind(file);
    while (fgets(line, sizeof line, file)) {
        unsigned row = 0, column = 0;
        char *id = strrchr(line, '[');
        char *place = strstr(line, "test:");
        if (!id || !place || (!strstr(line, " error: ") && !strstr(line, " warning: "))) continue;
        sscanf(place, "test:%u:%u", &row, &column);
        id[strcspn(id, "]")] = '\0';
        length += (size_t)snprintf(lines + length, sizeof lines - length, "%u:%u %s\n", row, column,
                                   id + 1);
    }
    fclose(file);
    return lines;
}

#define CHECK_ERRORS(text, want)                 \
    do {                                         \
        Run run_ = run_new();                    \
        run_parse(&run_, (text));                \
        CHECK_STRING(run_report(&run_), (want)); \
        run_end(&run_);                          \
    } while (0)

/* The tree of a text without places; errors come first. */
static inline char *run_dump(const char *text)
{
    static char dump[1 << 16];
    Run run = run_new();
    Text out = {0};
    Tree *tree = run_parse(&run, text);
    text_add(&out, run_report(&run));
    tree->sources = sources_new(run.cx.arena);
    tree_dump(&out, tree);
    snprintf(dump, sizeof dump, "%s", text_string(&out));
    text_free(&out);
    run_end(&run);
    return dump;
}

/* The whole report of a text, to look for words in it. */
static inline bool run_says(const char *text, const char *words)
{
    static char report[1 << 16];
    Run run = run_new();
    FILE *file = tmpfile();
    run_parse(&run, text);
    diag_print(run.cx.diag, file, DIAG_TEXT, 0);
    rewind(file);
    report[fread(report, 1, sizeof report - 1, file)] = '\0';
    fclose(file);
    run_end(&run);
    if (!strstr(report, words)) fprintf(stderr, "%s", report);
    return strstr(report, words) != NULL;
}

/* An expression parsed and printed; want NULL: it does not parse. */
#define CHECK_EXPR(text, want)                                          \
    do {                                                                \
        Run run_ = run_new();                                           \
        Text out_ = {0};                                                \
        const Expr *expr_ = parse_expr(&run_.cx, (text), strlen(text)); \
        expr_ = expr_open(&run_.cx, expr_, true);                       \
        const char *wanted_ = (want);                                   \
        if (expr_) expr_print(&out_, expr_);                            \
        if (wanted_)                                                    \
            CHECK_STRING(expr_ ? text_string(&out_) : NULL, wanted_);   \
        else                                                            \
            CHECK(!expr_);                                              \
        CHECK(diag_errors(run_.cx.diag) == 0);                          \
        text_free(&out_);                                               \
        run_end(&run_);                                                 \
    } while (0)

#endif
