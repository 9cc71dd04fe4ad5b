/* SPDX-License-Identifier: MIT
 * Expressions as text, for the language and every dialect. Each node has a level of binding;
 * where a place asks for a tighter one, parentheses are written. */
#include <ctype.h>
#include <string.h>

#include "expr/expr.h"

/* Loosest first. SQLite uses the same levels with other operators in them. */
typedef enum Level {
    LEVEL_ANYTHING,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_IS,      /* not associative; SQLite: = <> in like between too */
    LEVEL_COMPARE, /* not associative */
    LEVEL_MEMBER,  /* between in like; not associative */
    LEVEL_OTHER,   /* operators without a level of their own */
    LEVEL_ADD,
    LEVEL_MULTIPLY,
    LEVEL_POWER, /* SQLite: || -> ->> */
    LEVEL_ZONE,
    LEVEL_COLLATE,
    LEVEL_SIGN,
    LEVEL_PRIMARY
} Level;

static const struct {
    const char *name;
    Level postgres, sqlite;
} operators[] = {
    {"and", LEVEL_AND, LEVEL_AND},
    {"or", LEVEL_OR, LEVEL_OR},
    {"=", LEVEL_COMPARE, LEVEL_IS},
    {"<>", LEVEL_COMPARE, LEVEL_IS},
    {"<", LEVEL_COMPARE, LEVEL_COMPARE},
    {">", LEVEL_COMPARE, LEVEL_COMPARE},
    {"<=", LEVEL_COMPARE, LEVEL_COMPARE},
    {">=", LEVEL_COMPARE, LEVEL_COMPARE},
    {"+", LEVEL_ADD, LEVEL_ADD},
    {"-", LEVEL_ADD, LEVEL_ADD},
    {"*", LEVEL_MULTIPLY, LEVEL_MULTIPLY},
    {"/", LEVEL_MULTIPLY, LEVEL_MULTIPLY},
    {"%", LEVEL_MULTIPLY, LEVEL_MULTIPLY},
    {"^", LEVEL_POWER, LEVEL_POWER},
    {"||", LEVEL_OTHER, LEVEL_POWER},
    {"->", LEVEL_OTHER, LEVEL_POWER},
    {"->>", LEVEL_OTHER, LEVEL_POWER},
    {"like", LEVEL_MEMBER, LEVEL_IS},
    {"not like", LEVEL_MEMBER, LEVEL_IS},
    {"ilike", LEVEL_MEMBER, LEVEL_IS},
    {"not ilike", LEVEL_MEMBER, LEVEL_IS},
};

/* Calls that are syntax and no functions: never in quotes. */
static const char *const syntax_calls[] = {"coalesce",       "current_time",   "current_timestamp",
                                           "greatest",       "least",          "localtime",
                                           "localtimestamp", "nullif"};

typedef struct Writer {
    Text *out;
    const ExprStyle *style;
} Writer;

static void write_level(const Writer *writer, const Expr *expr, Level least);

static bool is_among(Name name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (name_equals(name, words[i])) return true;
    return false;
}

static Level operator_level(const Expr *expr, ExprPrecedence precedence)
{
    if (!name_none(expr->space)) return LEVEL_OTHER;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (name_equals(expr->name, operators[i].name))
            return precedence == PRECEDENCE_SQLITE ? operators[i].sqlite : operators[i].postgres;
    return LEVEL_OTHER;
}

static Level unary_level(const Expr *expr, ExprPrecedence precedence)
{
    if (name_equals(expr->name, "not")) return LEVEL_NOT;
    if (name_equals(expr->name, "-") || name_equals(expr->name, "+")) return LEVEL_SIGN;
    return precedence == PRECEDENCE_SQLITE ? LEVEL_SIGN : LEVEL_OTHER;
}

static bool is_negative(const Expr *number)
{
    return number->length && number->text[0] == '-';
}

static Level level_of(const Expr *expr, ExprPrecedence precedence)
{
    switch (expr->kind) {
    case EXPR_UNARY: return unary_level(expr, precedence);
    case EXPR_BINARY:
    case EXPR_ANY: return operator_level(expr, precedence);
    case EXPR_IS: return LEVEL_IS;
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE: return precedence == PRECEDENCE_SQLITE ? LEVEL_IS : LEVEL_MEMBER;
    case EXPR_COLLATE: return LEVEL_COLLATE;
    case EXPR_AT_ZONE: return LEVEL_ZONE;
    case EXPR_NAMED_ARG: return LEVEL_ANYTHING;
    case EXPR_NUMBER: return is_negative(expr) ? LEVEL_SIGN : LEVEL_PRIMARY;
    case EXPR_ERROR:
    case EXPR_NULL:
    case EXPR_TRUE:
    case EXPR_FALSE:
    case EXPR_STRING:
    case EXPR_BYTES:
    case EXPR_TYPED:
    case EXPR_NAME:
    case EXPR_CALL:
    case EXPR_CASE:
    case EXPR_CAST:
    case EXPR_ARRAY:
    case EXPR_ROW:
    case EXPR_SUBSCRIPT:
    case EXPR_FIELD:
    case EXPR_EXTRACT:
    case EXPR_RAW: return LEVEL_PRIMARY;
    }
    bug("expression of kind %d", (int)expr->kind);
}

/* Keywords, given in lower case, in the case of the style. */
static void write_word(const Writer *writer, const char *word)
{
    size_t from = writer->out->length;
    text_add(writer->out, word);
    if (!writer->style->upper_case) return;
    for (char *c = writer->out->data + from; *c; c++) *c = (char)toupper((unsigned char)*c);
}

static void write_identifier(const Writer *writer, Name name)
{
    const ExprStyle *style = writer->style;
    if (style->identifier) style->identifier(writer->out, style->state, name);
    else name_print(writer->out, name);
}

/* [outer.][space.]name */
static void write_path(const Writer *writer, const Expr *expr)
{
    const Name path[] = {expr->outer, expr->space};
    for (size_t i = 0; i < 2; i++) {
        if (name_none(path[i])) continue;
        write_identifier(writer, path[i]);
        text_add_char(writer->out, '.');
    }
    write_identifier(writer, expr->name);
}

static void write_name(const Writer *writer, const Expr *expr)
{
    const ExprStyle *style = writer->style;
    if (style->name) style->name(writer->out, style->state, expr);
    else write_path(writer, expr);
}

static void write_string(const Writer *writer, const Expr *expr)
{
    const ExprStyle *style = writer->style;
    if (style->string) style->string(writer->out, style->state, expr);
    else text_add_quoted(writer->out, expr->text, expr->length, '\'');
}

static void write_bytes(const Writer *writer, const Expr *expr)
{
    const ExprStyle *style = writer->style;
    if (style->bytes) {
        style->bytes(writer->out, style->state, expr);
        return;
    }
    text_add_char(writer->out, 'x');
    text_add_quoted(writer->out, expr->text, expr->length, '\'');
}

static void write_type(const Writer *writer, const Type *type)
{
    const ExprStyle *style = writer->style;
    if (style->type) style->type(writer->out, style->state, type);
    else type_print(writer->out, type);
}

static void write_typed(const Writer *writer, const Expr *expr)
{
    write_type(writer, expr->type);
    text_add_char(writer->out, ' ');
    write_string(writer, expr);
}

/* args[from] to the last, with commas between. */
static void write_list(const Writer *writer, const Expr *expr, size_t from)
{
    for (size_t i = from; i < expr->arg_count; i++) {
        if (i > from) text_add(writer->out, ", ");
        write_level(writer, expr->args[i], LEVEL_ANYTHING);
    }
}

static const char *trim_side(Name function)
{
    return name_equals(function, "btrim")   ? "trim(both "
           : name_equals(function, "ltrim") ? "trim(leading "
           : name_equals(function, "rtrim") ? "trim(trailing "
                                            : NULL;
}

static void write_parted(const Writer *writer, const Expr *left, const char *word,
                         const Expr *right)
{
    write_level(writer, left, LEVEL_SIGN);
    write_word(writer, word);
    write_level(writer, right, LEVEL_SIGN);
}

/* trim(both 'x' from a), substring(a from 1 for 2), position('x' in a); SQLite has none of them. */
static bool write_in_words(const Writer *writer, const Expr *expr)
{
    bool is_so = expr->flags & EXPR_WORDS && writer->style->precedence != PRECEDENCE_SQLITE;
    const char *side = is_so ? trim_side(expr->name) : NULL;
    if (side) {
        write_word(writer, side);
        if (expr->arg_count == 2) write_level(writer, expr->args[1], LEVEL_SIGN);
        write_word(writer, expr->arg_count == 2 ? " from " : "from ");
        write_level(writer, expr->args[0], LEVEL_SIGN);
    } else if (is_so && name_equals(expr->name, "strpos")) {
        write_word(writer, "position(");
        write_parted(writer, expr->args[1], " in ", expr->args[0]);
    } else if (is_so && name_equals(expr->name, "substring")) {
        write_word(writer, "substring(");
        write_parted(writer, expr->args[0], " from ", expr->args[1]);
        if (expr->arg_count == 3) write_word(writer, " for ");
        if (expr->arg_count == 3) write_level(writer, expr->args[2], LEVEL_SIGN);
    } else
        return false;
    text_add_char(writer->out, ')');
    return true;
}

static void write_call(const Writer *writer, const Expr *expr)
{
    if (write_in_words(writer, expr)) return;
    bool is_syntax = name_none(expr->space) &&
                     (is_among(expr->name, syntax_calls, sizeof syntax_calls / sizeof *syntax_calls) ||
                      (name_equals(expr->name, "normalize") && expr->arg_count == 1));
    if (is_syntax || expr->flags & EXPR_BARE) write_word(writer, name_text(expr->name));
    else write_path(writer, expr);
    if (expr->flags & EXPR_BARE) return;
    text_add_char(writer->out, '(');
    if (expr->flags & EXPR_STAR) text_add_char(writer->out, '*');
    if (expr->flags & EXPR_DISTINCT) write_word(writer, "distinct ");
    write_list(writer, expr, 0);
    text_add_char(writer->out, ')');
}

/* A sign before a sign: "--" would begin a comment, "~-" is one operator. */
static bool starts_with_operator(const Expr *expr)
{
    if (expr->kind == EXPR_NUMBER) return is_negative(expr);
    return expr->kind == EXPR_UNARY && !name_equals(expr->name, "not");
}

/* "@a" would be a mark. */
static void write_unary(const Writer *writer, const Expr *expr)
{
    bool is_not = name_equals(expr->name, "not"), is_spaced = is_not || name_equals(expr->name, "@");
    write_word(writer, name_text(expr->name));
    if (is_spaced || starts_with_operator(expr->args[0])) text_add_char(writer->out, ' ');
    write_level(writer, expr->args[0], is_not ? LEVEL_NOT : LEVEL_SIGN);
}

static void write_operator(const Writer *writer, const Expr *expr)
{
    text_add_char(writer->out, ' ');
    if (name_none(expr->space)) write_word(writer, name_text(expr->name));
    else {
        write_word(writer, "operator(");
        write_identifier(writer, expr->space);
        text_printf(writer->out, ".%s)", name_text(expr->name));
    }
    text_add_char(writer->out, ' ');
}

static void write_binary(const Writer *writer, const Expr *expr)
{
    Level level = level_of(expr, writer->style->precedence);
    bool is_left = level != LEVEL_IS && level != LEVEL_COMPARE && level != LEVEL_MEMBER;
    write_level(writer, expr->args[0], is_left ? level : level + 1);
    write_operator(writer, expr);
    write_level(writer, expr->args[1], level + 1);
}

static void write_any(const Writer *writer, const Expr *expr)
{
    write_level(writer, expr->args[0], level_of(expr, writer->style->precedence) + 1);
    write_operator(writer, expr);
    write_word(writer, expr->flags & EXPR_ALL ? "all (" : "any (");
    write_level(writer, expr->args[1], LEVEL_ANYTHING);
    text_add_char(writer->out, ')');
}

static void write_is(const Writer *writer, const Expr *expr)
{
    write_level(writer, expr->args[0], LEVEL_COMPARE);
    write_word(writer, expr->flags & EXPR_NEGATED ? " is not " : " is ");
    write_word(writer, name_text(expr->name));
    if (expr->arg_count < 2) return;
    text_add_char(writer->out, ' ');
    write_level(writer, expr->args[1], LEVEL_COMPARE);
}

/* " not like ", " between ": behind the first operand */
static void write_member_word(const Writer *writer, const Expr *expr, const char *word)
{
    write_level(writer, expr->args[0], LEVEL_OTHER);
    write_word(writer, expr->flags & EXPR_NEGATED ? " not " : " ");
    write_word(writer, word);
    text_add_char(writer->out, ' ');
}

static void write_in(const Writer *writer, const Expr *expr)
{
    write_member_word(writer, expr, "in");
    text_add_char(writer->out, '(');
    write_list(writer, expr, 1);
    text_add_char(writer->out, ')');
}

/* PostgreSQL's b_expr, of which the lower end of a between consists: no collate, no time zone. */
static bool is_restricted(const Expr *expr)
{
    if (expr->kind == EXPR_COLLATE || expr->kind == EXPR_AT_ZONE) return false;
    if (expr->kind != EXPR_BINARY && expr->kind != EXPR_UNARY) return true;
    for (size_t i = 0; i < expr->arg_count; i++)
        if (!is_restricted(expr->args[i])) return false;
    return true;
}

static void write_between(const Writer *writer, const Expr *expr)
{
    write_member_word(writer, expr, "between");
    write_level(writer, expr->args[1], is_restricted(expr->args[1]) ? LEVEL_OTHER : LEVEL_PRIMARY);
    write_word(writer, " and ");
    write_level(writer, expr->args[2], LEVEL_OTHER);
}

static void write_like(const Writer *writer, const Expr *expr)
{
    write_member_word(writer, expr, name_text(expr->name));
    write_level(writer, expr->args[1], LEVEL_OTHER);
    if (expr->arg_count < 3 || !expr->args[2]) return;
    write_word(writer, " escape ");
    write_level(writer, expr->args[2], LEVEL_OTHER);
}

/* Writes word and arg, or nothing if there is no arg. */
static void write_part(const Writer *writer, const char *word, const Expr *arg)
{
    if (!arg) return;
    write_word(writer, word);
    write_level(writer, arg, LEVEL_ANYTHING);
}

static void write_case(const Writer *writer, const Expr *expr)
{
    size_t last = expr->arg_count - 1;
    write_word(writer, "case");
    write_part(writer, " ", expr->args[0]);
    for (size_t i = 1; i + 1 <= last; i += 2) {
        write_part(writer, " when ", expr->args[i]);
        write_part(writer, " then ", expr->args[i + 1]);
    }
    write_part(writer, " else ", expr->args[last]);
    write_word(writer, " end");
}

static void write_cast(const Writer *writer, const Expr *expr)
{
    if (writer->style->precedence == PRECEDENCE_SQLITE) {
        write_part(writer, "cast(", expr->args[0]);
        write_word(writer, " as ");
        write_type(writer, expr->type);
        text_add_char(writer->out, ')');
        return;
    }
    write_level(writer, expr->args[0], LEVEL_PRIMARY);
    text_add(writer->out, "::");
    write_type(writer, expr->type);
}

static void write_collate(const Writer *writer, const Expr *expr)
{
    write_level(writer, expr->args[0], LEVEL_COLLATE);
    write_word(writer, " collate ");
    write_path(writer, expr);
}

static void write_at_zone(const Writer *writer, const Expr *expr)
{
    write_level(writer, expr->args[0], LEVEL_ZONE);
    write_word(writer, " at time zone ");
    write_level(writer, expr->args[1], LEVEL_ZONE + 1);
}

static void write_array(const Writer *writer, const Expr *expr)
{
    write_word(writer, "array[");
    write_list(writer, expr, 0);
    text_add_char(writer->out, ']');
}

/* (a, b); with fewer members only the word tells it from parentheses */
static void write_row(const Writer *writer, const Expr *expr)
{
    if (expr->arg_count < 2) write_word(writer, "row");
    text_add_char(writer->out, '(');
    write_list(writer, expr, 0);
    text_add_char(writer->out, ')');
}

static void write_node(const Writer *writer, const Expr *expr);

/* In at least so many pairs of parentheses. */
static void write_between_parens(const Writer *writer, const Expr *expr, size_t needed)
{
    const ExprStyle *style = writer->style;
    size_t pairs = expr->parens > needed ? expr->parens : needed;
    for (size_t i = 0; i < pairs; i++) text_add_char(writer->out, '(');
    if (!style->custom || !style->custom(writer->out, style->state, expr)) write_node(writer, expr);
    for (size_t i = 0; i < pairs; i++) text_add_char(writer->out, ')');
}

/* Only a name may stand before '[' as it is: behind x::int it would belong to the type. */
static void write_subscript(const Writer *writer, const Expr *expr)
{
    const Expr *array = expr->args[0];
    if (array->kind == EXPR_NAME || array->kind == EXPR_SUBSCRIPT)
        write_level(writer, array, LEVEL_PRIMARY);
    else write_between_parens(writer, array, 1);
    text_add_char(writer->out, '[');
    write_part(writer, "", expr->args[1]);
    if (expr->flags & EXPR_SLICE) {
        text_add_char(writer->out, ':');
        write_part(writer, "", expr->args[2]);
    }
    text_add_char(writer->out, ']');
}

static void write_field(const Writer *writer, const Expr *expr)
{
    write_between_parens(writer, expr->args[0], 1);
    text_add_char(writer->out, '.');
    write_identifier(writer, expr->name);
}

static void write_extract(const Writer *writer, const Expr *expr)
{
    write_word(writer, "extract(");
    if (name_is_plain(expr->name)) text_add(writer->out, name_text(expr->name));
    else write_identifier(writer, expr->name);
    write_part(writer, " from ", expr->args[0]);
    text_add_char(writer->out, ')');
}

static void write_named_arg(const Writer *writer, const Expr *expr)
{
    write_identifier(writer, expr->name);
    write_part(writer, " => ", expr->args[0]);
}

static void write_node(const Writer *writer, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_ERROR: text_add(writer->out, "<error>"); break;
    case EXPR_NULL: write_word(writer, "null"); break;
    case EXPR_TRUE: write_word(writer, "true"); break;
    case EXPR_FALSE: write_word(writer, "false"); break;
    case EXPR_NUMBER: text_add_bytes(writer->out, expr->text, expr->length); break;
    case EXPR_STRING: write_string(writer, expr); break;
    case EXPR_BYTES: write_bytes(writer, expr); break;
    case EXPR_TYPED: write_typed(writer, expr); break;
    case EXPR_NAME: write_name(writer, expr); break;
    case EXPR_CALL: write_call(writer, expr); break;
    case EXPR_UNARY: write_unary(writer, expr); break;
    case EXPR_BINARY: write_binary(writer, expr); break;
    case EXPR_IS: write_is(writer, expr); break;
    case EXPR_IN: write_in(writer, expr); break;
    case EXPR_BETWEEN: write_between(writer, expr); break;
    case EXPR_LIKE: write_like(writer, expr); break;
    case EXPR_CASE: write_case(writer, expr); break;
    case EXPR_CAST: write_cast(writer, expr); break;
    case EXPR_COLLATE: write_collate(writer, expr); break;
    case EXPR_AT_ZONE: write_at_zone(writer, expr); break;
    case EXPR_ARRAY: write_array(writer, expr); break;
    case EXPR_ROW: write_row(writer, expr); break;
    case EXPR_SUBSCRIPT: write_subscript(writer, expr); break;
    case EXPR_FIELD: write_field(writer, expr); break;
    case EXPR_ANY: write_any(writer, expr); break;
    case EXPR_EXTRACT: write_extract(writer, expr); break;
    case EXPR_NAMED_ARG: write_named_arg(writer, expr); break;
    case EXPR_RAW: dollar_print(writer->out, expr->text, expr->length); break;
    }
}

static void write_level(const Writer *writer, const Expr *expr, Level least)
{
    write_between_parens(writer, expr, level_of(expr, writer->style->precedence) < least);
}

void expr_write(Text *out, const Expr *expr, const ExprStyle *style)
{
    write_level(&(Writer){out, style}, expr, LEVEL_ANYTHING);
}

void expr_write_operand(Text *out, const Expr *expr, const ExprStyle *style)
{
    write_level(&(Writer){out, style}, expr, LEVEL_PRIMARY);
}

void expr_print(Text *out, const Expr *expr)
{
    expr_write(out, expr, &(const ExprStyle){0});
}
