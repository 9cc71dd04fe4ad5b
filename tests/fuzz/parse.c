/* SPDX-License-Identifier: MIT
 * Any bytes: the front end neither crashes nor hangs; what parses is formatted, and the formatted
 * text parses to the same tree and is formatted to itself. Expressions are printed and read back.
 * Built with libFuzzer (clang -fsanitize=fuzzer,address,undefined) or with replay.c. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Cx context_new(void)
{
    Cx cx = {.arena = arena_new()};
    cx.names = names_new(cx.arena);
    cx.sources = sources_new(cx.arena);
    cx.diag = diag_new(cx.arena, cx.sources);
    return cx;
}

static void fail(const char *what, const char *before, const char *after)
{
    fprintf(stderr, "%s\n--- before\n%s\n--- after\n%s\n", what, before, after);
    abort();
}

/* The dump without places: they move when a text is formatted. */
static char *tree_text(Cx *cx, Tree *tree)
{
    Text text = {0};
    Sources *sources = tree->sources;
    tree->sources = sources_new(cx->arena);
    tree_dump(&text, tree);
    tree->sources = sources;
    return text_keep(&text, cx->arena);
}

static char *format(Cx *cx, const char *text, size_t length)
{
    Text out = {0};
    if (!format_text(cx, "fuzz", text, length, &out)) return NULL;
    return text_keep(&out, cx->arena);
}

static void check_file(Cx *cx, const char *text, size_t length)
{
    Tree *tree = parse_text(cx, "fuzz", text, length);
    if (tree->has_errors) return;
    char *once = format(cx, text, length);
    if (!once) fail("a text that parses is not formatted", text, "");
    Tree *again = parse_text(cx, "fuzz", once, strlen(once));
    if (again->has_errors) {
        diag_print(cx->diag, stderr, DIAG_TEXT, 20);
        fail("the formatted text does not parse", text, once);
    }
    char *wanted = tree_text(cx, tree), *got = tree_text(cx, again);
    if (strcmp(wanted, got) != 0) fail("formatting changes the tree", wanted, got);
    char *twice = format(cx, once, strlen(once));
    if (!twice || strcmp(once, twice) != 0)
        fail("formatting twice is not formatting once", once, twice ? twice : "");
}

static void check_expr(Cx *cx, const char *text, size_t length)
{
    const Expr *expr = parse_expr(cx, text, length);
    if (!expr) return;
    Text printed = {0};
    expr_print(&printed, expr);
    const Expr *again = parse_expr(cx, text_string(&printed), printed.length);
    if (!again || !expr_equal(expr, again))
        fail("an expression is not read back", text, text_string(&printed));
    text_free(&printed);
}

static void count_word(void *state, Name space, Name name)
{
    size_t *words = state;
    (void)space;
    *words += name_length(name) > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Cx cx = context_new();
    const char *text = arena_copy(cx.arena, (const char *)data, size);
    size_t words = 0;
    check_file(&cx, text, size);
    check_expr(&cx, text, size);
    parse_type(&cx, text, size);
    body_words(&cx, text, size, count_word, &words);
    arena_free(cx.arena);
    return 0;
}
