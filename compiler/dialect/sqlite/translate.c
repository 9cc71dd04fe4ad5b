/* SPDX-License-Identifier: MIT
 * Portable expressions in SQLite's words. What means exactly the same is translated, the rest is
 * refused; whether two things mean the same may depend on the types of the operands, so the walk
 * is from the top down, over the logical tree. */
#include "dialect/sqlite/sqlite.h"

#include <string.h>

void sqlite_refuse(const Translation *in, Span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *what = arena_vprintf(in->cx->arena, format, args);
    va_end(args);
    diag_error(in->cx->diag, span, "not-in-dialect", "SQLite has no %s", what);
    diag_hint(in->cx->diag, "write what each dialect shall do, @postgres ... @sqlite ..., or mark "
                            "the declaration @postgres");
}

static bool is_among(Name name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (name_equals(name, words[i])) return true;
    return false;
}
#define IS_AMONG(name, words) is_among((name), (words), sizeof(words) / sizeof *(words))

/* A copy with other arguments; expr itself if they are its own. */
static const Expr *with_args(const Translation *in, const Expr *expr, const Expr *const *args)
{
    for (size_t i = 0; i < expr->arg_count; i++)
        if (args[i] != expr->args[i])
            return expr_with_args(in->cx, expr, expr->arg_count, args);
    return expr;
}

/* Room for the arguments of a node; few of them need no memory of their own. */
enum { FEW = 4 };
static const Expr **room_for(const Translation *in, size_t count, const Expr *few[FEW])
{
    return count <= FEW ? few : arena_array(in->cx->arena, const Expr *, count);
}

static const Expr *translate_args(const Translation *in, const Expr *expr)
{
    const Expr *few[FEW], **args = room_for(in, expr->arg_count, few);
    for (size_t i = 0; i < expr->arg_count; i++) args[i] = sqlite_translate(in, expr->args[i]);
    return with_args(in, expr, args);
}

/* ---- comparisons ---- */

/* Up to 15 digits, a REAL orders decimals as they are. */
static bool is_exact_as_real(const Expr *decimal)
{
    const Type *type = NULL;
    if (decimal->kind == EXPR_NAME && decimal->ref && decimal->ref->kind == KIND_COLUMN)
        type = sqlite_base_type(
            marked_type_for(&((const Column *)decimal->ref)->type, DIALECT_SQLITE));
    return type && type->scalar == SCALAR_DECIMAL && type->arg[0] > 0 && type->arg[0] <= 15;
}

static bool is_zero(const Expr *expr)
{
    return expr->kind == EXPR_NUMBER && strspn(expr->text, "0.") == expr->length;
}

static bool is_number(const Expr *expr)
{
    return expr->kind == EXPR_NUMBER ||
           (expr->kind == EXPR_UNARY && expr->args[0]->kind == EXPR_NUMBER);
}

/* extract() is a decimal to PostgreSQL, but of whole numbers where it is translated at all. */
static bool is_stored_decimal(const Expr *expr)
{
    return sqlite_scalar(expr) == SCALAR_DECIMAL && !is_number(expr) && expr->kind != EXPR_EXTRACT;
}

static bool are_comparable(const Expr *decimal, const Expr *other)
{
    if (is_zero(other) || other->kind == EXPR_NULL) return true;
    return is_exact_as_real(decimal) && (is_number(other) || is_exact_as_real(other));
}

/* Decimals are texts, and must be made numbers before they can be compared. */
static const Expr *translate_side(const Translation *in, const Expr *expr, Scalar beside)
{
    bool is_text = scalar_class(beside) == CLASS_TEXT || scalar_class(beside) == CLASS_OTHER;
    if (expr->kind == EXPR_STRING && !is_text) return sqlite_read_text(in, expr, beside);
    const Expr *own = sqlite_translate(in, expr);
    return is_stored_decimal(expr) ? sqlite_cast(in, own, "REAL") : own;
}

static bool asks_for_order(const Expr *expr)
{
    static const char *const orders[] = {"<", ">", "<=", ">="};
    return expr->kind == EXPR_BETWEEN ||
           (expr->kind == EXPR_BINARY && IS_AMONG(expr->name, orders));
}

/* Labels have the order of their enum, texts that of the database's language, json one of its own;
 * SQLite goes by bytes in all of them, and tells {"a":1} from {"a": 1}. */
static void check_comparable(const Translation *in, const Expr *expr)
{
    const Expr *first = expr->args[0], *second = expr->args[1];
    Scalar scalar = sqlite_scalar(sqlite_scalar(first) != SCALAR_NONE ? first : second);
    bool is_collated = first->kind == EXPR_COLLATE || second->kind == EXPR_COLLATE;
    if (scalar_class(scalar) == CLASS_JSON && second->kind != EXPR_NULL)
        sqlite_refuse(in, expr->span, "comparison of json");
    if (!asks_for_order(expr)) return;
    if (scalar == SCALAR_ENUM) sqlite_refuse(in, expr->span, "order of the labels of an enum");
    if (scalar_class(scalar) == CLASS_TEXT && !is_collated && !in->is_only)
        sqlite_refuse(in, expr->span, "order of texts but by bytes: collate \"C\"");
}

/* A text that is no number, boolean, array or object of JSON, nor begins like one. */
static bool is_word(const Expr *expr)
{
    static const char *const values[] = {"true", "false", "null"};
    if (expr->kind != EXPR_STRING || expr->length == 0) return false;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(expr->text, values[i]) == 0) return false;
    return strchr("0123456789+-.[{\"", expr->text[0]) == NULL;
}

/* f ->> 'k' gives numbers and booleans of SQLite where PostgreSQL gives their text; compared with
 * words, neither is equal. */
static bool is_compared_with_words(const Expr *expr)
{
    bool is_equality = expr->kind == EXPR_IN || name_equals(expr->name, "=") ||
                       name_equals(expr->name, "<>");
    if (!is_equality || !name_equals(expr->args[0]->name, "->>")) return false;
    for (size_t i = 1; i < expr->arg_count; i++)
        if (!is_word(expr->args[i])) return false;
    return true;
}

/* The first argument is compared with each of the others: =, in, between, is distinct from. */
static const Expr *translate_members(const Translation *outer, const Expr *expr)
{
    if (expr->arg_count < 2) return translate_args(outer, expr);
    const Expr *first = expr->args[0];
    Translation inner = *outer;
    const Translation *in = &inner;
    inner.is_compared_with_words = is_compared_with_words(expr);
    check_comparable(in, expr);
    const Expr *few[FEW], **args = room_for(in, expr->arg_count, few);
    Scalar scalar = sqlite_scalar(first);
    bool are_exact = true;
    for (size_t i = 1; i < expr->arg_count; i++) {
        const Expr *other = expr->args[i];
        args[i] = translate_side(in, other, scalar);
        if (is_stored_decimal(first)) are_exact &= are_comparable(first, other);
        else if (is_stored_decimal(other)) are_exact &= are_comparable(other, first);
    }
    args[0] = translate_side(in, first, sqlite_scalar(expr->args[1]));
    if (!are_exact)
        sqlite_refuse(in, expr->span, "exact comparison of decimals: it keeps them as text");
    return with_args(in, expr, args);
}

/* ---- operators ---- */

static const Expr *translate_arithmetic(const Translation *in, const Expr *expr)
{
    for (size_t i = 0; i < 2; i++)
        if (is_stored_decimal(expr->args[i]) || expr->args[i]->kind == EXPR_EXTRACT)
            sqlite_refuse(in, expr->args[i]->span, "arithmetic on decimals: it keeps them as text");
    if (!name_equals(expr->name, "^")) return translate_args(in, expr);
    const Expr *power = translate_args(in, expr);
    return sqlite_call(in->cx, expr->span, "pow", 2, power->args);
}

static const Expr *translate_path(const Translation *in, const Expr *expr)
{
    const Expr *key = expr->args[1];
    if (in->version < 3038000)
        sqlite_refuse(in, expr->span, "operator %s before version 3.38", name_text(expr->name));
    else if (key->kind != EXPR_NUMBER && (key->kind != EXPR_STRING || key->text[0] == '$'))
        sqlite_refuse(in, key->span, "key of %s that is not a plain literal",
                      name_text(expr->name));
    else if (!in->is_only && !in->is_compared_with_words && name_equals(expr->name, "->>"))
        sqlite_refuse(in, expr->span,
                      "->> that writes numbers and booleans as PostgreSQL does, only one that is "
                      "compared with words: = 'word', in ('a', 'b')");
    Translation inner = *in;
    inner.is_compared_with_words = false;
    return translate_args(&inner, expr);
}

static const Expr *translate_binary(const Translation *in, const Expr *expr)
{
    static const char *const logic[] = {"and", "or"}, *const paths[] = {"->", "->>"};
    static const char *const comparisons[] = {"=", "<>", "<", ">", "<=", ">="};
    static const char *const arithmetic[] = {"+", "-", "*", "/", "%", "^"};
    static const char *const bits[] = {"&", "|", "<<", ">>"};
    if (name_none(expr->space)) {
        if (IS_AMONG(expr->name, logic)) return translate_args(in, expr);
        if (IS_AMONG(expr->name, comparisons)) return translate_members(in, expr);
        Scalar scalar = sqlite_scalar(expr);
        const Expr *moment = scalar_class(scalar) == CLASS_TIME
                                 ? sqlite_translate_moment(in, expr, scalar) : NULL;
        if (moment) return moment;
        if (IS_AMONG(expr->name, paths)) return translate_path(in, expr);
        if (IS_AMONG(expr->name, bits)) return translate_args(in, expr);
        bool is_text = name_equals(expr->name, "||") && scalar == SCALAR_TEXT;
        if (is_text) return translate_args(in, expr);
        if (IS_AMONG(expr->name, arithmetic) && scalar_class(scalar) != CLASS_TIME &&
            scalar_class(scalar) != CLASS_JSON)
            return translate_arithmetic(in, expr);
    }
    sqlite_refuse(in, expr->span, "operator %s%s", name_text(expr->name),
                  name_equals(expr->name, "||") || name_equals(expr->name, "-")
                      ? " for these types" : "");
    return translate_args(in, expr);
}

static const Expr *translate_unary(const Translation *in, const Expr *expr)
{
    static const char *const known[] = {"-", "+", "not", "~"};
    if (!IS_AMONG(expr->name, known))
        sqlite_refuse(in, expr->span, "operator %s", name_text(expr->name));
    return translate_args(in, expr);
}

/* x = any (array[a, b]) is x in (a, b), x <> all (...) is x not in (...). */
static const Expr *translate_any(const Translation *in, const Expr *expr)
{
    bool is_all = expr->flags & EXPR_ALL;
    const Expr *array = expr->args[1];
    if (array->kind == EXPR_CAST && array->args[0]->kind == EXPR_ARRAY) array = array->args[0];
    if (!name_equals(expr->name, is_all ? "<>" : "=") || array->kind != EXPR_ARRAY) {
        sqlite_refuse(in, expr->span, "%s %s (...) but with array[...]", name_text(expr->name),
                      is_all ? "all" : "any");
        return sqlite_translate(in, expr->args[0]);
    }
    const Expr **args = arena_array(in->cx->arena, const Expr *, array->arg_count + 1);
    args[0] = expr->args[0];
    for (size_t i = 0; i < array->arg_count; i++) args[i + 1] = array->args[i];
    Expr *in_list = expr_op(in->cx, EXPR_IN, expr->span, NULL, array->arg_count + 1, args);
    if (is_all) in_list->flags |= EXPR_NEGATED;
    return translate_members(in, in_list);
}

/* ---- like ---- */

/* The pattern of GLOB for one of LIKE, whose escape is the backslash. */
static char *glob_pattern(Cx *cx, const Expr *pattern)
{
    Text out = {0};
    for (size_t i = 0; i < pattern->length; i++) {
        char c = pattern->text[i];
        bool is_escaped = c == '\\' && i + 1 < pattern->length;
        if (is_escaped) c = pattern->text[++i];
        if (!is_escaped && c == '%') text_add_char(&out, '*');
        else if (!is_escaped && c == '_') text_add_char(&out, '?');
        else if (strchr("*?[", c)) text_printf(&out, "[%c]", c);
        else text_add_char(&out, c);
    }
    return text_keep(&out, cx->arena);
}

/* LIKE of PostgreSQL minds the case of letters, that of SQLite does not: GLOB and LIKE. */
static const Expr *translate_like(const Translation *in, const Expr *expr)
{
    Cx *cx = in->cx;
    const Expr *pattern = expr->args[1];
    bool has_escape = expr->arg_count > 2 && expr->args[2];
    const Expr *args[] = {sqlite_translate(in, expr->args[0]), NULL, NULL};
    Expr *like;
    if (name_equals(expr->name, "ilike")) {
        args[1] = sqlite_translate(in, pattern);
        args[2] = has_escape ? sqlite_translate(in, expr->args[2]) : NULL;
        bool may_escape = pattern->kind != EXPR_STRING || strchr(pattern->text, '\\');
        if (!has_escape && may_escape) args[2] = sqlite_string(cx, expr->span, "\\");
        like = expr_op(cx, EXPR_LIKE, expr->span, "like", args[2] ? 3 : 2, args);
    } else if (name_equals(expr->name, "like") && pattern->kind == EXPR_STRING && !has_escape) {
        args[1] = sqlite_string(cx, pattern->span, glob_pattern(cx, pattern));
        like = expr_op(cx, EXPR_LIKE, expr->span, "glob", 2, args);
    } else {
        sqlite_refuse(in, expr->span, "%s", name_equals(expr->name, "like")
            ? "like that minds the case, but with a pattern that is a plain literal" :
            name_text(expr->name));
        return args[0];
    }
    like->flags = expr->flags;
    return like;
}

/* ---- names, calls, the rest ---- */

static const Expr *translate_collate(const Translation *in, const Expr *expr)
{
    static const char *const own[] = {"binary", "nocase", "rtrim"};
    static const char *const bytes[] = {"C", "POSIX", "ucs_basic"};
    const Expr *inner = sqlite_translate(in, expr->args[0]);
    if (IS_AMONG(expr->name, bytes)) {
        Expr *copy = expr_op(in->cx, EXPR_COLLATE, expr->span, "binary", 1, &inner);
        return copy;
    }
    if (!name_none(expr->space) || !IS_AMONG(expr->name, own))
        sqlite_refuse(in, expr->span, "collation '%s'", name_text(expr->name));
    return expr_with_args(in->cx, expr, 1, &inner);
}

/* The places of the parts in '2020-12-31T23:59:59.000000Z', from 1. */
static const Expr *translate_extract(const Translation *in, const Expr *expr)
{
    static const struct { const char *field; long from, length; bool is_time; } parts[] = {
        {"year", 1, 4, false}, {"month", 6, 2, false}, {"day", 9, 2, false},
        {"hour", 12, 2, true}, {"minute", 15, 2, true},
    };
    Scalar scalar = sqlite_scalar(expr->args[0]);
    bool has_time = scalar == SCALAR_TIMESTAMP || scalar == SCALAR_TIMESTAMPTZ;
    const Expr *inner = sqlite_translate(in, expr->args[0]);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!name_equals(expr->name, parts[i].field)) continue;
        if (!has_time && (scalar != SCALAR_DATE || parts[i].is_time)) break;
        const Expr *args[] = {inner, sqlite_number(in->cx, expr->span, parts[i].from),
                              sqlite_number(in->cx, expr->span, parts[i].length)};
        return sqlite_cast(in, sqlite_call(in->cx, expr->span, "substr", 3, args), "INTEGER");
    }
    sqlite_refuse(in, expr->span, "extract(%s from ...) of this type", name_text(expr->name));
    return inner;
}

/* Only between UTC and the text that is kept in UTC anyway. */
static const Expr *translate_zone(const Translation *in, const Expr *expr)
{
    const Expr *zone = expr->args[1];
    Scalar scalar = sqlite_scalar(expr->args[0]);
    bool is_utc = sqlite_is_utc(zone);
    const Expr *moment = is_utc ? sqlite_translate_moment(in, expr, sqlite_scalar(expr)) : NULL;
    if (moment) return moment;
    const Expr *inner = sqlite_translate(in, expr->args[0]);
    const Expr *z = sqlite_string(in->cx, expr->span, "Z");
    const Expr *args[] = {inner, z};
    if (is_utc && scalar == SCALAR_TIMESTAMP) return sqlite_binary(in->cx, "||", inner, z);
    if (is_utc && scalar == SCALAR_TIMESTAMPTZ)
        return sqlite_call(in->cx, expr->span, "rtrim", 2, args);
    sqlite_refuse(in, expr->span, "time zones: only at time zone 'utc' can be said");
    return inner;
}

static const Expr *translate_typed(const Translation *in, const Expr *expr)
{
    Scalar scalar = sqlite_scalar(expr);
    const Expr *text = expr_text(in->cx, EXPR_STRING, expr->span, expr->text, expr->length);
    if (scalar != SCALAR_NONE && scalar != SCALAR_NATIVE) return sqlite_read_text(in, text, scalar);
    sqlite_refuse(in, expr->span, "literal %s '%s'", expr->type ? name_text(expr->type->name) : "",
                  expr->text);
    return text;
}

/* VALUE in the check of a domain is the column that the check is made for. SQLite wants no table
 * before a column of its own; new and old of a trigger stay. */
static const Expr *translate_name(const Translation *in, const Expr *expr)
{
    if (in->value && name_none(expr->space) && name_equals(expr->name, "value")) return in->value;
    const Object *table = expr->ref ? expr->ref->parent : NULL;
    if (name_none(expr->space) || !table || !name_is(expr->space, table->name)) return expr;
    Expr *bare = expr_op(in->cx, EXPR_NAME, expr->span, name_text(expr->name), 0, NULL);
    bare->ref = expr->ref;
    return bare;
}

/* Only "unknown" is a word that SQLite does not have. */
static const Expr *translate_is(const Translation *in, const Expr *expr)
{
    if (!name_equals(expr->name, "unknown")) return translate_members(in, expr);
    Expr *copy = expr_op(in->cx, EXPR_IS, expr->span, "null", expr->arg_count, expr->args);
    copy->flags = expr->flags;
    return translate_members(in, copy);
}

static const Expr *refuse_node(const Translation *in, const Expr *expr, const char *what)
{
    sqlite_refuse(in, expr->span, "%s", what);
    return expr_text(in->cx, EXPR_NULL, expr->span, "", 0);
}

static const Expr *translate_row(const Translation *in, const Expr *expr)
{
    if (expr->arg_count < 2) return refuse_node(in, expr, "row of less than two values");
    return translate_args(in, expr);
}

static const Expr *translate_node(const Translation *in, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_TRUE: return sqlite_number(in->cx, expr->span, 1);
    case EXPR_FALSE: return sqlite_number(in->cx, expr->span, 0);
    case EXPR_NAME: return translate_name(in, expr);
    case EXPR_TYPED: return translate_typed(in, expr);
    case EXPR_CALL: return sqlite_translate_call(in, expr);
    case EXPR_UNARY: return translate_unary(in, expr);
    case EXPR_BINARY: return translate_binary(in, expr);
    case EXPR_IS: return translate_is(in, expr);
    case EXPR_BETWEEN:
    case EXPR_IN: return translate_members(in, expr);
    case EXPR_LIKE: return translate_like(in, expr);
    case EXPR_CASE: return translate_args(in, expr);
    case EXPR_CAST: return sqlite_translate_cast(in, expr);
    case EXPR_COLLATE: return translate_collate(in, expr);
    case EXPR_AT_ZONE: return translate_zone(in, expr);
    case EXPR_ROW: return translate_row(in, expr);
    case EXPR_ANY: return translate_any(in, expr);
    case EXPR_EXTRACT: return translate_extract(in, expr);
    case EXPR_ARRAY: return refuse_node(in, expr, "arrays");
    case EXPR_SUBSCRIPT: return refuse_node(in, expr, "subscripts");
    case EXPR_FIELD: return refuse_node(in, expr, "composite values");
    case EXPR_NAMED_ARG: return refuse_node(in, expr, "named arguments");
    case EXPR_ERROR:
    case EXPR_NULL:
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_BYTES:
    case EXPR_RAW: return expr;
    }
    return expr;
}

static const Expr *replace_value(Cx *cx, void *state, const Expr *expr)
{
    const Translation *in = state;
    (void)cx;
    return expr->kind == EXPR_NAME ? translate_name(in, expr) : expr;
}

const Expr *sqlite_translate(const Translation *in, const Expr *expr)
{
    Translation own = *in;
    if (!expr) return NULL;
    if (!in->is_own) return translate_node(in, expr);
    return in->value ? expr_map(in->cx, expr, replace_value, &own) : expr;
}
