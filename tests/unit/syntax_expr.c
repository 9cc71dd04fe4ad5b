/* SPDX-License-Identifier: MIT
 * Expressions and types alone: precedence, every form, and what PostgreSQL prints. */
#include "tests/unit/syntax.h"

#define CHECK_TYPE(text, want)                                          \
    do {                                                                \
        Run run_ = run_new();                                           \
        Text out_ = {0};                                                \
        const Type *type_ = parse_type(&run_.cx, (text), strlen(text)); \
        if (type_) type_print(&out_, type_);                            \
        CHECK_STRING(type_ ? text_string(&out_) : "(none)", (want));    \
        text_free(&out_);                                               \
        run_end(&run_);                                                 \
    } while (0)

/* Fully parenthesised, so that the shape of the tree shows. */
static void add_shape(Text *out, const Expr *expr)
{
    if (expr->kind != EXPR_BINARY && expr->kind != EXPR_UNARY && expr->kind != EXPR_IS &&
        expr->kind != EXPR_BETWEEN && expr->kind != EXPR_LIKE && expr->kind != EXPR_IN) {
        expr_print(out, expr);
        return;
    }
    text_printf(out, "(%s", expr->flags & EXPR_NEGATED ? "!" : "");
    text_add(out, expr->kind == EXPR_BETWEEN ? "between"
                  : expr->kind == EXPR_IN    ? "in"
                                             : name_text(expr->name));
    for (size_t i = 0; i < expr->arg_count; i++) {
        text_add_char(out, ' ');
        add_shape(out, expr->args[i]);
    }
    text_add_char(out, ')');
}

static const char *shape(const char *text)
{
    static char copy[1024];
    Run run = run_new();
    Text out = {0};
    const Expr *expr = expr_open(&run.cx, parse_expr(&run.cx, text, strlen(text)), true);
    if (expr)
        add_shape(&out, expr);
    else
        text_add(&out, "(none)");
    snprintf(copy, sizeof copy, "%s", text_string(&out));
    text_free(&out);
    run_end(&run);
    return copy;
}

TEST(precedence_is_that_of_postgres)
{
    CHECK_STRING(shape("a or b and not c = d + e * f ^ -g"),
                 "(or a (and b (not (= c (+ d (* e (^ f (- g))))))))");
    CHECK_STRING(shape("a || b + c"), "(|| a (+ b c))");
    CHECK_STRING(shape("a -> b ->> c"), "(->> (-> a b) c)");
    CHECK_STRING(shape("a < b || c"), "(< a (|| b c))");
    CHECK_STRING(shape("a between b and c and d"), "(and (between a b c) d)");
    CHECK_STRING(shape("a not between b + 1 and c or d"), "(or (!between a (+ b 1) c) d)");
    CHECK_STRING(shape("a in (1, 2) = b"), "(= (in a 1 2) b)");
    CHECK_STRING(shape("a = b is null"), "(null (= a b))");
    CHECK_STRING(shape("not a is null"), "(not (null a))");
    CHECK_STRING(shape("not a like b"), "(not (like a b))");
    CHECK_STRING(shape("a like b || 'x' escape '!'"), "(like a (|| b 'x') '!')");
    CHECK_STRING(shape("2 ^ 3 ^ 2"), "(^ (^ 2 3) 2)");
    CHECK_STRING(shape("- a::int"), "(- a::int)");
    CHECK_STRING(shape("a - b - c"), "(- (- a b) c)");
    CHECK_STRING(shape("a = b and c is distinct from d + 1"),
                 "(and (= a b) (distinct from c (+ d 1)))");
    CHECK_STRING(shape("~ a & b"), "(& (~ a) b)");
    CHECK_STRING(shape("a * b collate \"C\""), "(* a b collate \"C\")");
    CHECK_STRING(shape("a = b = c"), "(none)");
    CHECK_STRING(shape("(a = b) = c"), "(= (= a b) c)");
    CHECK_STRING(shape("a < b or c > d"), "(or (< a b) (> c d))");
}

TEST(every_form)
{
    CHECK_EXPR("null or true and false", "null or true and false");
    CHECK_EXPR("t.col + kb.t.col", "t.col + kb.t.col");
    CHECK_EXPR("F(a, b => c, D(*), e(distinct x))", "f(a, b => c, d(*), e(distinct x))");
    CHECK_EXPR("current_timestamp", "current_timestamp");
    CHECK_EXPR("case when a then b when c then d else e end",
               "case when a then b when c then d else e end");
    CHECK_EXPR("case a when 1 then 2 end", "case a when 1 then 2 end");
    CHECK_EXPR("cast(a as numeric(10,2))", "a::decimal(10,2)");
    CHECK_EXPR("interval '30 days' + timestamp with time zone '2020-01-01'",
               "interval '30 days' + timestamptz '2020-01-01'");
    CHECK_EXPR("a is not true and b is unknown", "a is not true and b is unknown");
    CHECK_EXPR("a is not distinct from b", "a is not distinct from b");
    CHECK_EXPR("extract(epoch from a)", "extract(epoch from a)");
    CHECK_EXPR("array[1, 2][1]", "(array[1, 2])[1]");
    CHECK_EXPR("array[]::int[]", "array[]::int[]");
    CHECK_EXPR("row(1, 2) = (3, 4)", "(1, 2) = (3, 4)");
    CHECK_EXPR("x[1] || x[1:2] || x[:2] || x[1:] || x[:]",
               "x[1] || x[1:2] || x[:2] || x[1:] || x[:]");
    CHECK_EXPR("(x).a", "(x).a");
    CHECK_EXPR("a = any (b) and c <> all (d)", "a = any (b) and c <> all (d)");
    CHECK_EXPR("a not similar to b and c not ilike d", "a not similar to b and c not ilike d");
    CHECK_EXPR("a at time zone 'utc'", "a at time zone 'utc'");
    CHECK_EXPR("$$ raw $$", "$$ raw $$");
    CHECK_EXPR("position('a' in (b))", "position('a' in b)");
    CHECK_EXPR("position('a' in b || c) > 0 and d in (1)",
               "position('a' in (b || c)) > 0 and d in (1)");
    CHECK_EXPR("trim(leading 'x' from a) || trim(a) || trim(both from a) || trim('x' from a)",
               "trim(leading 'x' from a) || trim(a) || trim(both from a) || btrim(a, 'x')");
    CHECK_EXPR("substring(a from 2 for 3)", "substring(a from 2 for 3)");
}

TEST(what_postgres_prints)
{
    CHECK_EXPR("((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character "
               "varying])::text[]))",
               "status::text = any (array['a'::varchar, 'b'::varchar]::text[])");
    CHECK_EXPR("'30 days'::interval", "'30 days'::interval");
    CHECK_EXPR("nextval('x_seq'::regclass)", "nextval('x_seq'::regclass)");
    CHECK_EXPR("EXTRACT(epoch FROM x)", "extract(epoch from x)");
    CHECK_EXPR("\"position\"(a, b)", "position(a, b)");
    CHECK_EXPR("(now() AT TIME ZONE 'utc'::text)", "now() at time zone 'utc'::text");
    CHECK_EXPR("a OPERATOR(pg_catalog.+) b", "a + b");
    CHECK_EXPR("(a)::text ~~ 'x%'::text", "a::text like 'x%'::text");
    CHECK_EXPR("((a)::text !~~* 'x%'::text)", "a::text not ilike 'x%'::text");
    CHECK_EXPR("(data -> 'a'::text) ->> 'b'::text", "data -> 'a'::text ->> 'b'::text");
    CHECK_EXPR("(data ? 'key'::text)", "data ? 'key'::text");
    CHECK_EXPR("(NOT (COALESCE(a, false) AND (b IS NOT NULL)))",
               "not (coalesce(a, false) and b is not null)");
    CHECK_EXPR("TRIM(BOTH 'x'::text FROM y)", "trim(both 'x'::text from y)");
    CHECK_EXPR("pg_catalog.lower(x)", "lower(x)");
    CHECK_EXPR("'x'::pg_catalog.text", "'x'::text");
    CHECK_EXPR("((value)::text ~ '^[^@]+@[^@]+$'::text)", "value::text ~ '^[^@]+@[^@]+$'::text");
    CHECK_EXPR("E'a\\\\b'::text", "'a\\b'::text");
}

TEST(types)
{
    CHECK_TYPE("timestamp with time zone", "timestamptz");
    CHECK_TYPE("timestamp(3) without time zone", "timestamp(3)");
    CHECK_TYPE("character varying(255)[]", "varchar(255)[]");
    CHECK_TYPE("\"char\"", "\"char\"");
    CHECK_TYPE("numeric(10,2)", "decimal(10,2)");
    CHECK_TYPE("double precision", "double");
    CHECK_TYPE("kb.\"Foo Bar\"", "kb.\"Foo Bar\"");
    CHECK_TYPE("integer[][]", "int[][]");
    CHECK_TYPE("bit varying(5)", "varbit(5)");
    CHECK_TYPE("", "(none)");
    CHECK_TYPE("int int", "(none)");
    CHECK_TYPE("text precision", "(none)");
}

TEST(what_is_no_expression)
{
    CHECK_EXPR("", NULL);
    CHECK_EXPR("a b", NULL);
    CHECK_EXPR("a +", NULL);
    CHECK_EXPR("(a", NULL);
    CHECK_EXPR("a;", NULL);
    CHECK_EXPR("'open", NULL);
    CHECK_EXPR("select 1", NULL);
    CHECK_EXPR("a.b.c.d", NULL);
    CHECK_EXPR("a \xFF b", NULL);
}

TEST(nesting_is_capped_not_crashed)
{
    static char text[200001];
    memset(text, '(', 100000);
    CHECK_EXPR(text, NULL);
    memset(text, '-', 1);
    for (size_t i = 0; i < 100000; i++) memcpy(text + 2 * i, "- ", 2);
    memcpy(text + 199998, " a", 2);
    CHECK_EXPR(text, NULL);
    Text chain = {0};
    text_add(&chain, "1");
    for (int i = 0; i < 900; i++) text_add(&chain, " or 1");
    CHECK_EXPR(text_string(&chain), text_string(&chain));
    for (int i = 0; i < 900; i++) text_add(&chain, " or 1");
    CHECK_EXPR(text_string(&chain), NULL);
    text_free(&chain);
}
