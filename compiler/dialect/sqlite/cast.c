/* SPDX-License-Identifier: MIT
 * Casts: folded into literals, dropped where both types are stored the same way, spelled out where
 * SQLite converts exactly as PostgreSQL does, else refused. And values on their way into a column,
 * which are cast to its type without saying so. */
#include <string.h>

#include "dialect/sqlite/sqlite.h"

static bool is_among(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0) return true;
    return false;
}

/* ---- literals ---- */

static const Expr *fold_bool(const Translation *in, const Expr *text)
{
    static const char *const yes[] = {"true", "t", "yes", "y", "on", "1"};
    static const char *const no[] = {"false", "f", "no", "n", "off", "0"};
    if (is_among(text->text, yes, 6)) return sqlite_number(in->cx, text->span, 1);
    if (is_among(text->text, no, 6)) return sqlite_number(in->cx, text->span, 0);
    return NULL;
}

static const Expr *fold_number(const Translation *in, const Expr *text, bool is_whole)
{
    size_t sign = text->text[0] == '-', digits = strspn(text->text + sign, "0123456789");
    size_t length = sign + digits;
    if (!is_whole && text->text[length] == '.')
        length += 1 + strspn(text->text + length + 1, "0123456789");
    if (digits == 0 || length != text->length) return NULL;
    const Expr *number = expr_text(in->cx, EXPR_NUMBER, text->span, text->text + sign,
                                   length - sign);
    return sign ? expr_op(in->cx, EXPR_UNARY, text->span, "-", 1, &number) : number;
}

static const Expr *fold_bytes(const Translation *in, const Expr *text)
{
    static const char digits[] = "0123456789abcdef";
    Text hex = {0};
    const char *at = text->text;
    bool is_hex = text->length >= 2 && at[0] == '\\' && at[1] == 'x';
    size_t hex_digits = is_hex ? strspn(at + 2, "0123456789abcdefABCDEF") : 0;
    if (is_hex && (hex_digits % 2 || hex_digits != text->length - 2)) return NULL;
    for (size_t i = is_hex ? 2 : 0; i < text->length; i++) {
        unsigned char c = (unsigned char)at[i];
        if (!is_hex && c == '\\') break;
        if (is_hex) text_add_char(&hex, c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : (char)c);
        else text_add_char(&hex, digits[c >> 4]), text_add_char(&hex, digits[c & 15]);
    }
    bool is_whole = is_hex || hex.length == 2 * text->length;
    char *kept = text_keep(&hex, in->cx->arena);
    return is_whole ? expr_text(in->cx, EXPR_BYTES, text->span, kept, strlen(kept)) : NULL;
}

/* NULL: it cannot be read so. */
static const Expr *fold(const Translation *in, const Expr *text, Scalar scalar)
{
    switch (scalar_class(scalar)) {
    case CLASS_BOOL: return fold_bool(in, text);
    case CLASS_INTEGER: return fold_number(in, text, true);
    case CLASS_NUMBER: return fold_number(in, text, false);
    case CLASS_BYTES: return fold_bytes(in, text);
    case CLASS_TIME:
    case CLASS_UUID: return sqlite_canonical(in, text, scalar);
    case CLASS_TEXT:
    case CLASS_JSON:
    case CLASS_OTHER: return text;
    }
    return text;
}

const Expr *sqlite_read_text(const Translation *in, const Expr *text, Scalar scalar)
{
    const Expr *folded = fold(in, text, scalar);
    if (folded) return folded;
    sqlite_refuse(in, text->span, "reading of '%s' as %s", text->text, scalar_word(scalar));
    return text;
}

/* ---- casts ---- */

static const Expr *part(const Translation *in, const Expr *text, long length)
{
    const Expr *args[] = {text, sqlite_number(in->cx, text->span, 1),
                          sqlite_number(in->cx, text->span, length)};
    return sqlite_call(in->cx, text->span, "substr", 3, args);
}

static const Expr *cast_time(const Translation *in, const Expr *own, Scalar from, Scalar to)
{
    enum { DATE_LENGTH = 10 };
    bool is_stamp = from == SCALAR_TIMESTAMP || from == SCALAR_TIMESTAMPTZ;
    Cx *cx = in->cx;
    if (is_stamp && to == SCALAR_DATE) return part(in, own, DATE_LENGTH);
    if (from == SCALAR_DATE && to == SCALAR_TIMESTAMP)
        return sqlite_binary(cx, "||", own, sqlite_string(cx, own->span, "T00:00:00.000000"));
    if (from == SCALAR_DATE && to == SCALAR_TIMESTAMPTZ)
        return sqlite_binary(cx, "||", own, sqlite_string(cx, own->span, "T00:00:00.000000Z"));
    if (from == SCALAR_TIMESTAMP && to == SCALAR_TIMESTAMPTZ)
        return sqlite_binary(cx, "||", own, sqlite_string(cx, own->span, "Z"));
    if (from == SCALAR_TIMESTAMPTZ && to == SCALAR_TIMESTAMP) {
        const Expr *args[] = {own, sqlite_string(cx, own->span, "Z")};
        return sqlite_call(cx, own->span, "rtrim", 2, args);
    }
    return NULL;
}

static bool is_text(Scalar scalar)
{
    return scalar_class(scalar) == CLASS_TEXT || scalar == SCALAR_ENUM;
}

/* NULL: SQLite converts otherwise than PostgreSQL, or not at all. */
static const Expr *convert(const Translation *in, const Expr *own, Scalar from, const Type *type)
{
    Scalar to = type->scalar;
    bool is_cut = (to == SCALAR_VARCHAR || to == SCALAR_CHAR) && type->arg[0] > 0;
    if (is_cut) return NULL;
    if (from == to || (scalar_class(from) == CLASS_INTEGER && scalar_class(to) == CLASS_INTEGER))
        return own;
    if (is_text(to) && (is_text(from) || from == SCALAR_UUID || from == SCALAR_DATE ||
                        from == SCALAR_JSON))
        return own;
    if (is_text(to) && scalar_class(from) == CLASS_INTEGER)
        return sqlite_cast(in, own, "TEXT");
    if (scalar_class(to) == CLASS_NUMBER && to != SCALAR_DECIMAL)
        return from == SCALAR_REAL ? own
               : scalar_class(from) == CLASS_INTEGER ? sqlite_cast(in, own, "REAL") : NULL;
    if (scalar_class(to) == CLASS_INTEGER && from == SCALAR_BOOL) return own;
    if (to == SCALAR_BOOL && scalar_class(from) == CLASS_INTEGER)
        return sqlite_binary(in->cx, "<>", own, sqlite_number(in->cx, own->span, 0));
    if (to == SCALAR_JSONB && from == SCALAR_JSON) return own;
    return cast_time(in, own, from, to);
}

const Expr *sqlite_translate_cast(const Translation *in, const Expr *cast)
{
    const Expr *inner = cast->args[0];
    const Type *type = sqlite_base_type(cast->type);
    if (inner->kind == EXPR_NULL || !type) return inner;
    if (type->dims > 0 || type->scalar == SCALAR_NATIVE) {
        sqlite_refuse(in, cast->span, "cast to '%s%s'", name_text(type->name),
                      type->dims ? "[]" : "");
        return inner;
    }
    if (inner->kind == EXPR_STRING) return sqlite_read_text(in, inner, type->scalar);
    Scalar from = inner->kind == EXPR_EXTRACT ? SCALAR_BIGINT : sqlite_scalar(inner);
    const Expr *moment = scalar_class(type->scalar) == CLASS_TIME
                             ? sqlite_translate_moment(in, inner, type->scalar) : NULL;
    if (moment) return moment;
    const Expr *own = sqlite_translate(in, inner);
    const Expr *converted = from == SCALAR_NONE ? NULL : convert(in, own, from, type);
    if (converted) return converted;
    sqlite_refuse(in, cast->span, "exact cast of this value to %s", name_text(type->name));
    return own;
}

/* ---- values of columns ---- */

/* The digits of a number, kept as a text. */
static const Expr *decimal_text(const Translation *in, const Expr *expr)
{
    bool is_negative = expr->kind == EXPR_UNARY && name_equals(expr->name, "-");
    const Expr *number = is_negative ? expr->args[0] : expr;
    if (number->kind != EXPR_NUMBER || strpbrk(number->text, "eExX_")) return NULL;
    return sqlite_string(in->cx, expr->span, arena_printf(in->cx->arena, "%s%s",
                                                          is_negative ? "-" : "", number->text));
}

const Expr *sqlite_translate_value(const Translation *in, const Expr *expr, const Type *type)
{
    const Type *base = sqlite_base_type(type);
    if (!expr || in->is_own || !base || base->dims > 0) return sqlite_translate(in, expr);
    const Expr *special = NULL;
    bool is_decimal = base->scalar == SCALAR_DECIMAL;
    if (expr->kind == EXPR_STRING)
        return is_decimal ? expr : sqlite_read_text(in, expr, base->scalar);
    if (is_decimal) special = decimal_text(in, expr);
    if (expr->kind == EXPR_TYPED && scalar_class(base->scalar) == CLASS_TIME &&
        sqlite_scalar(expr) != base->scalar)
        sqlite_refuse(in, expr->span, "reading of this literal as %s", scalar_word(base->scalar));
    if (scalar_class(base->scalar) == CLASS_TIME)
        special = sqlite_translate_moment(in, expr, base->scalar);
    return special ? special : sqlite_translate(in, expr);
}
