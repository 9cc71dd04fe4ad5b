/* SPDX-License-Identifier: MIT
 * Conditions that follow from others, and such that do not. */
#include "expr/expr.h"
#include "syntax/parse.h"
#include "tests/unit/test.h"

static bool implies(const char *a, const char *b)
{
    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    bool is_so = expr_implies(parse_expr(&cx, a, strlen(a)), parse_expr(&cx, b, strlen(b)));
    arena_free(arena);
    return is_so;
}

TEST(follow)
{
    CHECK(implies("s in ('a', 'b')", "s in ('a', 'b')"));
    CHECK(implies("s in ('a', 'b')", "s in ('c', 'b', 'a')"));
    CHECK(implies("n <= 10", "n <= 20") && implies("n > -5", "n > -10"));
    CHECK(implies("length(s) < 80", "length(s) < 200"));
    CHECK(implies("n between 1 and 5", "n between 0 and 9"));
    CHECK(implies("n > 0 and m > 0", "n > 0"));
    CHECK(implies("n > 0", "n > 0 or m > 0"));
    CHECK(implies("s is null or s in ('a')", "s is null or s in ('a', 'b')"));
    CHECK(implies("n > 1 and s in ('a')", "s in ('a', 'b') and n > 0"));
}

TEST(do_not_follow)
{
    CHECK(!implies("s in ('a', 'b')", "s in ('a')"));
    CHECK(!implies("s in ('a')", "t in ('a', 'b')"));
    CHECK(!implies("s not in ('a')", "s not in ('a', 'b')"));
    CHECK(!implies("n <= 10", "n <= 9") && !implies("n > 0", "n > 1"));
    CHECK(!implies("n <= 10", "n < 10") && !implies("n < 10", "n > 1"));
    CHECK(!implies("n between 1 and 5", "n between 2 and 9"));
    CHECK(!implies("n not between 1 and 5", "n not between 0 and 9"));
    CHECK(!implies("n > 0 or m > 0", "n > 0"));
    CHECK(!implies("n > 0", "n > 0 and m > 0"));
    CHECK(!implies("n > 0", "not n > 0"));
}
