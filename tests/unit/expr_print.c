/* SPDX-License-Identifier: MIT
 * Every kind of expression as text, with the parentheses it needs and no others. */
#include "expr/expr.h"
#include "tests/unit/test.h"

static Cx cx;

static Expr *node(ExprKind kind, const char *name, size_t count, const Expr *const *args)
{
    return expr_op(&cx, kind, NO_SPAN, name, count, args);
}

#define ARGS(...)                                                                                  \
    sizeof((const Expr *[]){__VA_ARGS__}) / sizeof(const Expr *), (const Expr *const[])            \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

static Expr *flagged(Expr *expr, uint8_t flags)
{
    expr->flags = flags;
    return expr;
}

static Expr *column(const char *name)
{
    return node(EXPR_NAME, name, 0, NULL);
}

static Expr *literal(ExprKind kind, const char *text)
{
    return expr_text(&cx, kind, NO_SPAN, text, strlen(text));
}

static Expr *number(const char *digits)
{
    return literal(EXPR_NUMBER, digits);
}

static Expr *binary(const char *op, const Expr *left, const Expr *right)
{
    return node(EXPR_BINARY, op, ARGS(left, right));
}

static Expr *unary(const char *op, const Expr *operand)
{
    return node(EXPR_UNARY, op, ARGS(operand));
}

static Expr *with_type(Expr *expr, const char *name)
{
    Type *type = arena_make(cx.arena, Type);
    type->name = name_from(cx.names, name);
    expr->type = type;
    return expr;
}

static Expr *cast(const Expr *operand, const char *type)
{
    return with_type(node(EXPR_CAST, NULL, ARGS(operand)), type);
}

static Expr *collate(const Expr *operand, const char *name)
{
    return node(EXPR_COLLATE, name, ARGS(operand));
}

static Expr *at_zone(const Expr *time, const Expr *zone)
{
    return node(EXPR_AT_ZONE, NULL, ARGS(time, zone));
}

static void check_style(const Expr *expr, const ExprStyle *style, const char *want)
{
    Text text = {0};
    expr_write(&text, expr, style);
    CHECK_STRING(text_string(&text), want);
    text_free(&text);
}

static void check(const Expr *expr, const char *want)
{
    Text text = {0};
    expr_print(&text, expr);
    CHECK_STRING(text_string(&text), want);
    text_free(&text);
}

static void check_sqlite(const Expr *expr, const char *want)
{
    check_style(expr, &(const ExprStyle){.precedence = PRECEDENCE_SQLITE}, want);
}

static const Expr *a, *b, *c, *d;

static void begin(void)
{
    cx = (Cx){.arena = arena_new()};
    cx.names = names_new(cx.arena);
    a = column("a");
    b = column("b");
    c = column("c");
    d = column("d");
}

static void end(void)
{
    arena_free(cx.arena);
}

TEST(literals)
{
    begin();
    check(node(EXPR_NULL, NULL, 0, NULL), "null");
    check(node(EXPR_TRUE, NULL, 0, NULL), "true");
    check(node(EXPR_FALSE, NULL, 0, NULL), "false");
    check(number("1.5e3"), "1.5e3");
    check(literal(EXPR_STRING, "it's"), "'it''s'");
    check(literal(EXPR_STRING, ""), "''");
    check(literal(EXPR_STRING, "a\\b\nc"), "'a\\b\nc'");
    check(literal(EXPR_BYTES, "00ff"), "x'00ff'");
    check(literal(EXPR_BYTES, ""), "x''");
    check(with_type(literal(EXPR_TYPED, "30 days"), "interval"), "interval '30 days'");
    end();
}

TEST(names_are_quoted_where_needed)
{
    begin();
    check(column("plain_1"), "plain_1");
    check(column("Upper"), "\"Upper\"");
    check(column("a b"), "\"a b\"");
    check(column("a\"b"), "\"a\"\"b\"");
    check(column(""), "\"\"");
    check(column("1a"), "\"1a\"");
    check(column("end"), "\"end\"");
    check(column("current_user"), "\"current_user\"");
    check(column("ends"), "ends");
    Expr *name = column("c");
    name->space = name_from(cx.names, "t");
    check(name, "t.c");
    name->outer = name_from(cx.names, "My Space");
    check(name, "\"My Space\".t.c");
    end();
}

TEST(calls)
{
    begin();
    check(node(EXPR_CALL, "now", 0, NULL), "now()");
    check(node(EXPR_CALL, "f", ARGS(binary("or", a, b), number("-1"))), "f(a or b, -1)");
    check(flagged(node(EXPR_CALL, "count", 0, NULL), EXPR_STAR), "count(*)");
    check(flagged(node(EXPR_CALL, "count", ARGS(a)), EXPR_DISTINCT), "count(distinct a)");
    check(flagged(node(EXPR_CALL, "current_timestamp", 0, NULL), EXPR_BARE), "current_timestamp");
    check(node(EXPR_CALL, "f", ARGS(a, node(EXPR_NAMED_ARG, "b", ARGS(binary("+", a, b))))),
          "f(a, b => a + b)");
    check(node(EXPR_CALL, "coalesce", ARGS(a, b)), "coalesce(a, b)");
    check(node(EXPR_CALL, "My F", ARGS(a)), "\"My F\"(a)");
    Expr *call = node(EXPR_CALL, "f", ARGS(a));
    call->space = name_from(cx.names, "kb");
    check(call, "kb.f(a)");
    check(node(EXPR_EXTRACT, "year", ARGS(binary("+", a, b))), "extract(year from a + b)");
    end();
}

TEST(binary_operators_by_level)
{
    begin();
    check(binary("+", a, binary("*", b, c)), "a + b * c");
    check(binary("*", binary("+", a, b), c), "(a + b) * c");
    check(binary("-", binary("-", a, b), c), "a - b - c");
    check(binary("-", a, binary("-", b, c)), "a - (b - c)");
    check(binary("^", binary("^", a, b), c), "a ^ b ^ c");
    check(binary("^", a, binary("^", b, c)), "a ^ (b ^ c)");
    check(binary("||", a, binary("+", b, c)), "a || b + c");
    check(binary("+", binary("||", a, b), c), "(a || b) + c");
    check(binary("->>", binary("->", a, b), c), "a -> b ->> c");
    check(binary("=", binary("||", a, b), binary("~", c, d)), "a || b = c ~ d");
    check(binary("||", binary("=", a, b), c), "(a = b) || c");
    check(binary("=", binary("=", a, b), c), "(a = b) = c");
    check(binary("<", a, binary("=", b, c)), "a < (b = c)");
    check(binary("and", binary("=", a, b), binary("<", c, d)), "a = b and c < d");
    check(binary("or", binary("and", a, b), c), "a and b or c");
    check(binary("and", binary("or", a, b), c), "(a or b) and c");
    check(binary("and", a, binary("or", b, c)), "a and (b or c)");
    check(binary("and", a, binary("and", b, c)), "a and (b and c)");
    check(binary("@>", a, binary("@>", b, c)), "a @> (b @> c)");
    Expr *spaced = binary("@@", a, b);
    spaced->space = name_from(cx.names, "public");
    check(spaced, "a operator(public.@@) b");
    end();
}

TEST(unary_operators)
{
    begin();
    check(unary("-", a), "-a");
    check(unary("-", unary("-", number("1"))), "- -1");
    check(unary("-", number("-1")), "- -1");
    check(unary("+", unary("-", a)), "+ -a");
    check(unary("-", binary("+", a, b)), "-(a + b)");
    check(binary("+", unary("-", a), unary("-", b)), "-a + -b");
    check(binary("^", unary("-", a), b), "-a ^ b");
    check(unary("-", binary("^", a, b)), "-(a ^ b)");
    check(cast(unary("-", number("1")), "int"), "(-1)::int");
    check(cast(number("-1"), "int"), "(-1)::int");
    check(unary("-", cast(number("1"), "int")), "-1::int");
    check(unary("~", a), "~a");
    check(unary("~", unary("-", a)), "~ -a");
    check(binary("+", unary("~", a), b), "(~a) + b");
    check(unary("~", binary("+", a, b)), "~(a + b)");
    check(binary("=", unary("~", a), b), "~a = b");
    check(unary("not", a), "not a");
    check(unary("not", unary("not", a)), "not not a");
    check(unary("not", binary("=", a, b)), "not a = b");
    check(unary("not", binary("and", a, b)), "not (a and b)");
    check(binary("and", unary("not", a), unary("not", b)), "not a and not b");
    check(binary("=", unary("not", a), b), "(not a) = b");
    check(unary("-", unary("not", a)), "-(not a)");
    end();
}

static Expr *is(const char *what, const Expr *operand, uint8_t flags)
{
    return flagged(node(EXPR_IS, what, ARGS(operand)), flags);
}

TEST(is)
{
    begin();
    check(is("null", a, 0), "a is null");
    check(is("null", a, EXPR_NEGATED), "a is not null");
    check(is("true", binary("=", a, b), 0), "a = b is true");
    check(is("null", is("null", a, 0), 0), "(a is null) is null");
    check(is("null", unary("not", a), 0), "(not a) is null");
    check(unary("not", is("null", a, 0)), "not a is null");
    check(binary("=", is("null", a, 0), is("null", b, 0)), "(a is null) = (b is null)");
    check(binary("and", is("null", a, 0), is("unknown", b, 0)), "a is null and b is unknown");
    check(flagged(node(EXPR_IS, "distinct from", ARGS(a, binary("=", b, c))), EXPR_NEGATED),
          "a is not distinct from b = c");
    check(node(EXPR_IS, "distinct from", ARGS(a, is("null", b, 0))),
          "a is distinct from (b is null)");
    end();
}

static Expr *between(const Expr *x, const Expr *low, const Expr *high)
{
    return node(EXPR_BETWEEN, NULL, ARGS(x, low, high));
}

static Expr *like(const Expr *x, const Expr *pattern)
{
    return node(EXPR_LIKE, "like", ARGS(x, pattern));
}

TEST(between)
{
    begin();
    check(between(a, number("1"), number("2")), "a between 1 and 2");
    check(flagged(between(a, b, c), EXPR_NEGATED), "a not between b and c");
    check(between(binary("+", a, b), binary("||", a, b), unary("-", c)),
          "a + b between a || b and -c");
    check(between(a, binary("and", b, c), binary("or", b, c)),
          "a between (b and c) and (b or c)");
    check(between(a, binary("=", b, c), is("null", d, 0)), "a between (b = c) and (d is null)");
    check(between(between(a, b, c), between(a, b, c), d),
          "(a between b and c) between (a between b and c) and d");
    check(binary("and", between(a, b, c), d), "a between b and c and d");
    check(binary("=", between(a, b, c), d), "a between b and c = d");
    check(binary("||", between(a, b, c), d), "(a between b and c) || d");
    check(between(collate(a, "C"), collate(b, "C"), collate(c, "C")),
          "a collate \"C\" between (b collate \"C\") and c collate \"C\"");
    check(between(a, binary("+", b, at_zone(c, d)), d),
          "a between (b + c at time zone d) and d");
    end();
}

TEST(in_and_like)
{
    begin();
    check(node(EXPR_IN, NULL, ARGS(a, number("1"), binary("or", b, c))), "a in (1, b or c)");
    check(flagged(node(EXPR_IN, NULL, ARGS(binary("=", a, b), c)), EXPR_NEGATED),
          "(a = b) not in (c)");
    check(binary("=", node(EXPR_IN, NULL, ARGS(a, b)), c), "a in (b) = c");
    check(like(a, binary("||", b, c)), "a like b || c");
    check(flagged(like(binary("=", a, b), binary("=", c, d)), EXPR_NEGATED),
          "(a = b) not like (c = d)");
    check(like(like(a, b), like(c, d)), "(a like b) like (c like d)");
    check(node(EXPR_LIKE, "ilike", ARGS(a, b, c)), "a ilike b escape c");
    check(node(EXPR_LIKE, "similar to", ARGS(a, b, binary("or", c, d))),
          "a similar to b escape (c or d)");
    check(unary("not", like(a, b)), "not a like b");
    check(like(unary("not", a), b), "(not a) like b");
    end();
}

TEST(cases)
{
    begin();
    check(node(EXPR_CASE, NULL, ARGS(NULL, binary("or", a, b), c, NULL)),
          "case when a or b then c end");
    check(node(EXPR_CASE, NULL, ARGS(a, b, c, c, d, binary("and", a, b))),
          "case a when b then c when c then d else a and b end");
    check(node(EXPR_CASE, NULL, ARGS(a, NULL)), "case a end");
    check(binary("+", node(EXPR_CASE, NULL, ARGS(NULL, a, b, c)), d),
          "case when a then b else c end + d");
    check(cast(node(EXPR_CASE, NULL, ARGS(NULL, a, b, c)), "int"),
          "case when a then b else c end::int");
    end();
}

TEST(casts_collations_and_zones)
{
    begin();
    check(cast(cast(a, "text"), "double precision"), "a::text::double");
    check(cast(binary("+", a, b), "int"), "(a + b)::int");
    check(cast(literal(EXPR_STRING, "x"), "json"), "'x'::json");
    check(cast(collate(a, "C"), "text"), "(a collate \"C\")::text");
    check(collate(cast(a, "text"), "nocase"), "a::text collate nocase");
    check(collate(binary("||", a, b), "C"), "(a || b) collate \"C\"");
    check(binary("||", a, collate(b, "C")), "a || b collate \"C\"");
    check(collate(unary("-", a), "C"), "-a collate \"C\"");
    check(unary("-", collate(a, "C")), "-(a collate \"C\")");
    check(collate(collate(a, "C"), "D"), "a collate \"C\" collate \"D\"");
    Expr *spaced = collate(a, "de");
    spaced->space = name_from(cx.names, "pg_catalog");
    check(spaced, "a collate pg_catalog.de");
    check(at_zone(at_zone(a, b), c), "a at time zone b at time zone c");
    check(at_zone(a, at_zone(b, c)), "a at time zone (b at time zone c)");
    check(at_zone(collate(a, "C"), b), "a collate \"C\" at time zone b");
    check(collate(at_zone(a, b), "C"), "(a at time zone b) collate \"C\"");
    check(binary("^", at_zone(a, b), c), "a at time zone b ^ c");
    check(at_zone(binary("+", a, b), c), "(a + b) at time zone c");
    end();
}

TEST(arrays_rows_and_parts)
{
    begin();
    const Expr *array = node(EXPR_ARRAY, NULL, ARGS(a, binary("or", b, c)));
    check(node(EXPR_ARRAY, NULL, 0, NULL), "array[]");
    check(array, "array[a, b or c]");
    check(node(EXPR_ROW, NULL, ARGS(a, b)), "(a, b)");
    check(node(EXPR_ROW, NULL, ARGS(a)), "row(a)");
    check(node(EXPR_ROW, NULL, 0, NULL), "row()");
    check(node(EXPR_SUBSCRIPT, NULL, ARGS(a, binary("+", b, c))), "a[b + c]");
    check(node(EXPR_SUBSCRIPT, NULL, ARGS(node(EXPR_SUBSCRIPT, NULL, ARGS(a, b)), c)), "a[b][c]");
    check(node(EXPR_SUBSCRIPT, NULL, ARGS(array, b)), "(array[a, b or c])[b]");
    check(node(EXPR_SUBSCRIPT, NULL, ARGS(cast(a, "int"), b)), "(a::int)[b]");
    check(cast(node(EXPR_SUBSCRIPT, NULL, ARGS(a, b)), "int"), "a[b]::int");
    check(flagged(node(EXPR_SUBSCRIPT, NULL, ARGS(a, b, c)), EXPR_SLICE), "a[b:c]");
    check(flagged(node(EXPR_SUBSCRIPT, NULL, ARGS(a, NULL, c)), EXPR_SLICE), "a[:c]");
    check(flagged(node(EXPR_SUBSCRIPT, NULL, ARGS(a, b, NULL)), EXPR_SLICE), "a[b:]");
    check(flagged(node(EXPR_SUBSCRIPT, NULL, ARGS(a, NULL, NULL)), EXPR_SLICE), "a[:]");
    check(node(EXPR_FIELD, "f", ARGS(a)), "(a).f");
    check(node(EXPR_FIELD, "Two Words", ARGS(node(EXPR_FIELD, "f", ARGS(a)))),
          "((a).f).\"Two Words\"");
    end();
}

TEST(any_and_all)
{
    begin();
    check(node(EXPR_ANY, "=", ARGS(binary("+", a, b), c)), "a + b = any (c)");
    check(flagged(node(EXPR_ANY, "<>", ARGS(a, binary("||", b, c))), EXPR_ALL),
          "a <> all (b || c)");
    check(node(EXPR_ANY, "=", ARGS(binary("=", a, b), c)), "(a = b) = any (c)");
    check(binary("||", a, node(EXPR_ANY, "=", ARGS(b, c))), "a || (b = any (c))");
    check(binary("and", node(EXPR_ANY, "~", ARGS(a, b)), c), "a ~ any (b) and c");
    check(node(EXPR_ANY, "like", ARGS(binary("||", a, b), c)), "a || b like any (c)");
    end();
}

static void check_raw(const char *text, const char *want)
{
    check(literal(EXPR_RAW, text), want);
}

TEST(raw_text_cannot_close_its_quotes)
{
    begin();
    check_raw(" (unixepoch('subsec')) ", "$$ (unixepoch('subsec')) $$");
    check_raw("", "$$$$");
    check_raw("a$", "$a$a$$a$");
    check_raw("a$b", "$$a$b$$");
    check_raw("$$", "$a$$$$a$");
    check_raw("$$ $a$", "$a1$$$ $a$$a1$");
    check_raw("$$ $a", "$a1$$$ $a$a1$");
    check_raw("$$$a$$a1$", "$a2$$$$a$$a1$$a2$");
    end();
}

TEST(sqlite_reads_other_levels)
{
    begin();
    check_sqlite(binary("||", a, binary("+", b, c)), "a || (b + c)");
    check_sqlite(binary("+", binary("||", a, b), c), "a || b + c");
    check_sqlite(binary("*", a, binary("->>", b, c)), "a * b ->> c");
    check_sqlite(binary("=", binary("<", a, b), c), "a < b = c");
    check_sqlite(binary("<", binary("=", a, b), c), "(a = b) < c");
    check_sqlite(is("null", binary("=", a, b), 0), "(a = b) is null");
    check_sqlite(binary("=", a, like(b, c)), "a = (b like c)");
    check_sqlite(binary("<", a, binary("|", b, c)), "a < b | c");
    check_sqlite(binary("+", unary("~", a), b), "~a + b");
    check_sqlite(collate(binary("||", a, b), "nocase"), "(a || b) collate nocase");
    check_sqlite(cast(binary("or", a, b), "integer"), "cast(a or b as int)");
    check_sqlite(node(EXPR_ROW, NULL, ARGS(a, b)), "(a, b)");
    end();
}

TEST(upper_case_keywords)
{
    begin();
    const ExprStyle style = {.upper_case = true};
    check_style(binary("and", is("null", a, EXPR_NEGATED), unary("not", b)), &style,
                "a IS NOT NULL AND NOT b");
    check_style(node(EXPR_CASE, NULL, ARGS(a, b, c, d)), &style,
                "CASE a WHEN b THEN c ELSE d END");
    check_style(between(a, node(EXPR_NULL, NULL, 0, NULL), c), &style, "a BETWEEN NULL AND c");
    check_style(flagged(node(EXPR_CALL, "current_date", 0, NULL), EXPR_BARE), &style,
                "CURRENT_DATE");
    check_style(node(EXPR_CALL, "coalesce", ARGS(a, b)), &style, "COALESCE(a, b)");
    check_style(node(EXPR_CALL, "lower", ARGS(a)), &style, "lower(a)");
    end();
}

static void shout_name(Text *out, const void *state, const Expr *name)
{
    text_printf(out, "<%s%s>", (const char *)state, name_text(name->name));
}

static void bracket(Text *out, const void *state, Name name)
{
    (void)state;
    text_printf(out, "[%s]", name_text(name));
}

static void string_by_length(Text *out, const void *state, const Expr *string)
{
    (void)state;
    text_printf(out, "'%zu'", string->length);
}

static void type_as_t(Text *out, const void *state, const Type *type)
{
    (void)state;
    text_printf(out, "T_%s", name_text(type->name));
}

static bool print_true_as_one(Text *out, const void *state, const Expr *expr)
{
    (void)state;
    if (expr->kind != EXPR_TRUE) return false;
    text_add(out, "1");
    return true;
}

TEST(a_style_decides)
{
    begin();
    const ExprStyle style = {shout_name, bracket, string_by_length, string_by_length, type_as_t,
                             print_true_as_one, false, PRECEDENCE_POSTGRES, "!"};
    check_style(cast(a, "int"), &style, "<!a>::T_int");
    check_style(collate(literal(EXPR_STRING, "abc"), "C"), &style, "'3' collate [C]");
    check_style(with_type(literal(EXPR_TYPED, "abcd"), "date"), &style, "T_date '4'");
    check_style(literal(EXPR_BYTES, "00"), &style, "'2'");
    check_style(node(EXPR_CALL, "f", ARGS(node(EXPR_TRUE, NULL, 0, NULL))), &style, "[f](1)");
    check_style(node(EXPR_CALL, "coalesce", ARGS(a)), &style, "coalesce(<!a>)");
    end();
}

TEST(operands_stand_beside_anything)
{
    begin();
    Text text = {0};
    expr_write_operand(&text, binary("*", a, b), &(const ExprStyle){0});
    expr_write_operand(&text, a, &(const ExprStyle){0});
    expr_write_operand(&text, unary("-", a), &(const ExprStyle){0});
    CHECK_STRING(text.data, "(a * b)a(-a)");
    text_free(&text);
    end();
}
