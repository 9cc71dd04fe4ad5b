/* SPDX-License-Identifier: MIT
 * Expression trees: constructors, walk, map, equality; with arguments that are NULL, and deep. */
#include "expr/expr.h"
#include "tests/unit/test.h"

static Cx cx;

static void begin(void)
{
    cx = (Cx){.arena = arena_new()};
    cx.names = names_new(cx.arena);
}

static void end(void)
{
    arena_free(cx.arena);
}

static Expr *column(const char *name)
{
    Expr *expr = expr_new(&cx, EXPR_NAME, NO_SPAN);
    expr->name = name_from(cx.names, name);
    return expr;
}

static Expr *number(const char *digits)
{
    return expr_text(&cx, EXPR_NUMBER, NO_SPAN, digits, strlen(digits));
}

static Expr *binary(const char *op, const Expr *left, const Expr *right)
{
    return expr_op(&cx, EXPR_BINARY, NO_SPAN, op, 2, (const Expr *const[]){left, right});
}

/* case when a then 1 end: neither operand nor else */
static Expr *bare_case(void)
{
    return expr_op(&cx, EXPR_CASE, NO_SPAN, NULL, 4,
                   (const Expr *const[]){NULL, column("a"), number("1"), NULL});
}

TEST(constructors_copy)
{
    begin();
    char text[] = "12";
    const Expr *args[] = {number(text), NULL};
    Expr *call = expr_call(&cx, (Span){1, 2, 3}, "f", 2, args);
    text[0] = 'x';
    args[0] = NULL;
    CHECK(call->kind == EXPR_CALL && call->arg_count == 2 && call->args[0] && !call->args[1]);
    CHECK_STRING(call->args[0]->text, "12");
    CHECK(call->args[0]->length == 2);
    CHECK(name_equals(call->name, "f") && call->span.file == 3);
    CHECK(name_none(expr_op(&cx, EXPR_ARRAY, NO_SPAN, NULL, 0, NULL)->name));
    Expr *changed = expr_with_args(&cx, call, 1, (const Expr *const[]){column("c")});
    CHECK(changed != call && changed->arg_count == 1 && call->arg_count == 2);
    CHECK(name_is(changed->name, call->name) && changed->span.start == 1);
    end();
}

static bool collect(void *state, const Expr *expr)
{
    text_printf(state, "%d ", (int)expr->kind);
    return expr->kind != EXPR_NULL;
}

static const char *kinds(const Expr *expr, bool want)
{
    static Text text;
    text_clear(&text);
    CHECK(expr_walk(expr, collect, &text) == want);
    const char *copy = arena_copy(cx.arena, text_string(&text), text.length);
    text_free(&text);
    return copy;
}

TEST(walk_visits_parents_first_and_stops)
{
    begin();
    const Expr *sum = binary("+", column("a"), binary("*", number("2"), column("b")));
    const char *want = arena_printf(cx.arena, "%d %d %d %d %d ", EXPR_BINARY, EXPR_NAME,
                                    EXPR_BINARY, EXPR_NUMBER, EXPR_NAME);
    CHECK_STRING(kinds(sum, true), want);
    const Expr *null = expr_new(&cx, EXPR_NULL, NO_SPAN);
    CHECK_STRING(kinds(binary("+", null, column("a")), false),
                 arena_printf(cx.arena, "%d %d ", EXPR_BINARY, EXPR_NULL));
    CHECK_STRING(kinds(bare_case(), true),
                 arena_printf(cx.arena, "%d %d %d ", EXPR_CASE, EXPR_NAME, EXPR_NUMBER));
    CHECK_STRING(kinds(NULL, true), "");
    end();
}

/* Turns names into the number 7. */
static const Expr *replace_names(Cx *run, void *state, const Expr *expr)
{
    ++*(size_t *)state;
    return expr->kind == EXPR_NAME ? expr_text(run, EXPR_NUMBER, expr->span, "7", 1) : expr;
}

TEST(map_rebuilds_only_what_changes)
{
    begin();
    size_t calls = 0;
    const Expr *constant = binary("*", number("2"), number("3"));
    const Expr *sum = binary("+", column("a"), constant);
    const Expr *mapped = expr_map(&cx, sum, replace_names, &calls);
    CHECK(calls == 5);
    CHECK(mapped != sum && mapped->args[1] == constant);
    CHECK(expr_equal(mapped, binary("+", number("7"), constant)));
    CHECK(sum->args[0]->kind == EXPR_NAME);
    CHECK(expr_map(&cx, constant, replace_names, &calls) == constant);
    CHECK(expr_map(&cx, NULL, replace_names, &calls) == NULL);
    const Expr *when = expr_map(&cx, bare_case(), replace_names, &calls);
    CHECK(when->arg_count == 4 && !when->args[0] && !when->args[3]);
    CHECK(when->args[1]->kind == EXPR_NUMBER);
    end();
}

TEST(map_sees_mapped_arguments)
{
    begin();
    size_t calls = 0;
    const Expr *nested = expr_call(&cx, NO_SPAN, "f", 1, (const Expr *const[]){
        binary("+", number("1"), column("a"))});
    const Expr *mapped = expr_map(&cx, nested, replace_names, &calls);
    CHECK(expr_equal(mapped, expr_call(&cx, NO_SPAN, "f", 1, (const Expr *const[]){
        binary("+", number("1"), number("7"))})));
    end();
}

static Expr *with_type(Expr *expr, const char *name)
{
    Type *type = arena_make(cx.arena, Type);
    type->name = name_from(cx.names, name);
    expr->type = type;
    return expr;
}

static Expr *with_flags(Expr *expr, uint8_t flags)
{
    expr->flags = flags;
    return expr;
}

static Expr *with_space(Expr *expr, const char *space)
{
    expr->space = name_from(cx.names, space);
    return expr;
}

TEST(equality_is_of_structure)
{
    begin();
    Expr *placed = column("a");
    placed->span = (Span){5, 6, 1};
    CHECK(expr_equal(placed, column("a")));
    CHECK(expr_equal(bare_case(), bare_case()));
    CHECK(expr_equal(NULL, NULL) && !expr_equal(NULL, placed) && !expr_equal(placed, NULL));
    const Expr *different[] = {
        column("a"), column("b"), with_space(column("a"), "t"), number("1"), number("1.0"),
        expr_text(&cx, EXPR_STRING, NO_SPAN, "1", 1), expr_text(&cx, EXPR_STRING, NO_SPAN, "", 0),
        expr_text(&cx, EXPR_STRING, NO_SPAN, "a\0b", 3),
        expr_text(&cx, EXPR_STRING, NO_SPAN, "a\0c", 3),
        binary("+", column("a"), column("b")), binary("+", column("b"), column("a")),
        binary("-", column("a"), column("b")), bare_case(),
        with_flags(expr_call(&cx, NO_SPAN, "f", 0, NULL), EXPR_STAR),
        expr_call(&cx, NO_SPAN, "f", 0, NULL),
        with_type(expr_op(&cx, EXPR_CAST, NO_SPAN, NULL, 1,
                          (const Expr *const[]){column("a")}), "int"),
        with_type(expr_op(&cx, EXPR_CAST, NO_SPAN, NULL, 1,
                          (const Expr *const[]){column("a")}), "text"),
    };
    size_t count = sizeof different / sizeof *different;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            CHECK(expr_equal(different[i], different[j]) == (i == j));
    end();
}

TEST(deep_trees_are_fine)
{
    enum { DEPTH = 5000 };
    begin();
    const Expr *left = column("a"), *right = column("a");
    for (int i = 0; i < DEPTH; i++) {
        left = binary("or", left, column("b"));
        right = binary("or", column("b"), right);
    }
    size_t calls = 0;
    CHECK(!expr_equal(left, right) && expr_equal(left, left));
    CHECK(expr_map(&cx, left, replace_names, &calls) != left && calls == 2 * DEPTH + 1);
    Text text = {0};
    expr_print(&text, left);
    CHECK(text.length == 1 + DEPTH * strlen(" or b"));
    text_clear(&text);
    expr_print(&text, right);
    CHECK(text.length == 1 + DEPTH * strlen("b or ()") - 2);
    text_free(&text);
    end();
}
