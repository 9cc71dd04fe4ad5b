/* SPDX-License-Identifier: MIT
 * Any bytes as an expression of PostgreSQL's or SQLite's catalog: what is read is printed in the
 * language, which is read to the same tree and printed the same, and in each dialect. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialect/dialect.h"
#include "syntax/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what, const char *before, const char *after)
{
    fprintf(stderr, "%s\n--- before\n%s\n--- after\n%s\n", what, before, after);
    abort();
}

static const Expr *read_back(Cx *cx, const Text *printed)
{
    return parse_expr(cx, text_string(printed), printed->length);
}

static void check_print(Cx *cx, const char *text, const Expr *expr)
{
    Text printed = {0}, again = {0};
    expr_print(&printed, expr);
    const Expr *same = read_back(cx, &printed);
    if (!same || !expr_equal(expr, same))
        fail("an expression is not read back", text, text_string(&printed));
    expr_print(&again, same);
    if (strcmp(text_string(&printed), text_string(&again)) != 0)
        fail("printing twice is not printing once", text_string(&printed), text_string(&again));
    text_free(&printed);
    text_free(&again);
}

/* Trees of the language are not trees of the dialect yet, so its print need not be readable. */
static void print_dialect(Cx *cx, const Schema *schema, const Dialect *dialect, const Expr *expr)
{
    Text printed = {0};
    dialect->expr(cx, &printed, schema, expr);
    read_back(cx, &printed);
    text_free(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Cx cx = {.arena = arena_new()};
    cx.names = names_new(cx.arena);
    cx.sources = sources_new(cx.arena);
    cx.diag = diag_new(cx.arena, cx.sources);
    const char *text = arena_copy(cx.arena, (const char *)data, size);
    const Expr *expr = parse_expr(&cx, text, size);
    const Schema *schema = schema_new(&cx, name_from(cx.names, "fuzz"));
    if (expr) {
        check_print(&cx, text, expr);
        for (DialectId id = 0; id < DIALECT_COUNT; id++)
            print_dialect(&cx, schema, dialects[id], expr);
    }
    arena_free(cx.arena);
    return 0;
}
