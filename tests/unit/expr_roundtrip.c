/* SPDX-License-Identifier: MIT
 * What expr_print writes, parse_expr reads back as an equal tree; and what people write comes out
 * in one canonical form that stays as it is. */
#include "syntax/parse.h"
#include "tests/unit/expr_random.h"
#include "tests/unit/test.h"

static Cx cx_new(void)
{
    Arena *arena = arena_new();
    Sources *sources = sources_new(arena);
    return (Cx){arena, names_new(arena), sources, diag_new(arena, sources)};
}

static const Expr *parse(Cx *cx, const char *text)
{
    return expr_open(cx, parse_expr(cx, text, strlen(text)), true);
}

static const char *print(Cx *cx, const Expr *expr)
{
    Text text = {0};
    expr_print(&text, expr);
    return text_keep(&text, cx->arena);
}

TEST(random_trees_come_back)
{
    Random random = {.reader = READER_LANGUAGE, .state = 3};
    for (int round = 0; round < 5000 && test_ok; round++) {
        random.cx = cx_new();
        const Expr *expr = bool_expr(&random, 1 + below(&random, 5));
        const char *text = print(&random.cx, expr);
        const Expr *again = parse(&random.cx, text);
        CHECK(again && expr_equal(again, expr));
        if (!test_ok) fprintf(stderr, "%s\n%s\n", text, again ? print(&random.cx, again) : "-");
        arena_free(random.cx.arena);
    }
}

static void check(const char *written, const char *want)
{
    Cx cx = cx_new();
    const Expr *expr = parse(&cx, written);
    CHECK(expr != NULL);
    if (expr) {
        const char *text = print(&cx, expr);
        CHECK_STRING(text, want);
        const Expr *again = parse(&cx, text);
        CHECK(again && expr_equal(again, expr));
        if (again) CHECK_STRING(print(&cx, again), want);
    } else fprintf(stderr, "not parsed: %s\n", written);
    arena_free(cx.arena);
}

TEST(one_canonical_form)
{
    check("((a))", "a");
    check("A.\"B\" != 'it''s'", "a.\"B\" <> 'it''s'");
    check("e'a\\n\\'b'", "'a\n''b'");
    check("X'00FF'", "x'00ff'");
    check("- - 1", "- -1");
    check("-(-a)", "- -a");
    check("not (a and b)", "not (a and b)");
    check("(not a) and (b = c)", "not a and b = c");
    check("cast(a as integer[])", "a::int[]");
    check("(a || b)::character varying(10)", "(a || b)::varchar(10)");
    check("a::timestamp with time zone", "a::timestamptz");
    check("interval '30 days' + now()", "interval '30 days' + now()");
    check("coalesce(\"end\", \"current_user\", current_user)",
          "coalesce(\"end\", \"current_user\", current_user)");
    check("count(*) + count(distinct x)", "count(*) + count(distinct x)");
    check("f(a, \"B c\" => 1 + 2)", "f(a, \"B c\" => 1 + 2)");
    check("case when a then b else c end", "case when a then b else c end");
    check("case a when 1 then b end is null", "case a when 1 then b end is null");
    check("a not between 1 and 2 or b not in (1,2)", "a not between 1 and 2 or b not in (1, 2)");
    check("a not like b escape '!'", "a not like b escape '!'");
    check("a is not distinct from b", "a is not distinct from b");
    check("extract(epoch from a)", "extract(epoch from a)");
    check("array[1,2] || array[[1],[2]]", "array[1, 2] || array[array[1], array[2]]");
    check("row(a,b) = (1,2)", "(a, b) = (1, 2)");
    check("row(a) = row()", "row(a) = row()");
    check("(r).f[1]", "((r).f)[1]");
    check("((r).f).g", "((r).f).g");
    check("a[:2][3][:]", "a[:2][3][:]");
    check("a <> all (b) and a = some (c)", "a <> all (b) and a = any (c)");
    check("a at time zone 'UTC' collate \"C\"", "a at time zone 'UTC' collate \"C\"");
    check("a operator(public.@@) b", "a operator(public.@@) b");
    check("$x$ any $$ text $x$", "$a$ any $$ text $a$");
    check("kb.f(t.\"from\")", "kb.f(t.\"from\")");
    check("0xff + 1.50e-3", "0xff + 1.50e-3");
}

/* SQLite keeps them, so they are printed where the author put them, and once where they are needed. */
TEST(parentheses_stay)
{
    static const char *const texts[] = {"(a = 1) or ((b = 2))", "a or (b and c)", "(a or b) and c",
                                        "((a or b)) and c", "(f((a), (b)))[1]", "((r).f).g", "-(a)"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Cx cx = cx_new();
        const Expr *expr = parse_expr(&cx, texts[i], strlen(texts[i]));
        const Expr *bare = expr_open(&cx, expr, true), *open = expr_open(&cx, expr, false);
        CHECK(expr && expr_equal(expr, bare) && expr_same(expr, open));
        CHECK(expr_same(expr, bare) == (i == 2 || i == 5));
        if (expr) CHECK_STRING(print(&cx, expr), texts[i]);
        arena_free(cx.arena);
    }
}

/* The form in which pg_get_expr answers. */
TEST(postgres_forms_become_the_languages)
{
    check("((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))",
          "a::text = any (array['x'::varchar, 'y'::varchar]::text[])");
    check("((a ~~ 'x%'::text) AND (NOT (b !~~* 'y'::text)))",
          "a like 'x%'::text and not b not ilike 'y'::text");
    check("(a OPERATOR(pg_catalog.+) 1)", "a + 1");
    check("(('now'::text)::date - '1 day'::interval)", "'now'::text::date - '1 day'::interval");
    check("'-1'::integer", "'-1'::int");
    check("(- 1)", "-1");
}

TEST(every_reserved_word_is_printed_as_a_name)
{
    static const char *const words[] = {
        "and", "or", "not", "null", "true", "false", "case", "when", "then", "else", "end", "is",
        "in", "like", "ilike", "similar", "between", "collate", "cast", "array", "row", "any",
        "all", "some", "extract", "as", "from", "distinct", "at", "escape", "current_date",
        "session_user", "interval", "operator", "time", "index", "primary", "default", "unknown"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        Cx cx = cx_new();
        Expr *name = expr_op(&cx, EXPR_NAME, NO_SPAN, words[i], 0, NULL);
        const Expr *expr = expr_op(&cx, EXPR_BINARY, NO_SPAN, "+", 2,
                                   (const Expr *const[]){name, name});
        const Expr *call = expr_call(&cx, NO_SPAN, words[i], 1, (const Expr *const[]){expr});
        const Expr *again = parse(&cx, print(&cx, call));
        CHECK(again && expr_equal(again, call));
        if (!again || !expr_equal(again, call)) fprintf(stderr, "%s\n", print(&cx, call));
        arena_free(cx.arena);
    }
}
