/* SPDX-License-Identifier: MIT
 * Calls of portable functions in SQLite's words. A function that is not in the table is refused. */
#include <string.h>

#include "dialect/sqlite/sqlite.h"

typedef const Expr *Rewrite(const Translation *in, const Expr *call);

static const Expr *const *translated(const Translation *in, const Expr *call)
{
    const Expr **args = arena_array(in->cx->arena, const Expr *, call->arg_count + 1);
    for (size_t i = 0; i < call->arg_count; i++) args[i] = sqlite_translate(in, call->args[i]);
    return args;
}

static const Expr *renamed(const Translation *in, const Expr *call, const char *name)
{
    return sqlite_call(in->cx, call->span, name, call->arg_count, translated(in, call));
}

static const Expr *refused(const Translation *in, const Expr *call, const char *why)
{
    sqlite_refuse(in, call->span, "function '%s'%s", name_text(call->name), why);
    return renamed(in, call, name_text(call->name));
}

/* ---- one function each ---- */

static const Expr *keep(const Translation *in, const Expr *call)
{
    return renamed(in, call, name_text(call->name));
}

/* SQLite wants two arguments at least. */
static const Expr *coalesce(const Translation *in, const Expr *call)
{
    return call->arg_count == 1 ? sqlite_translate(in, call->args[0]) : keep(in, call);
}

static const Expr *length(const Translation *in, const Expr *call)
{
    return renamed(in, call, "length");
}

static const Expr *octet_length(const Translation *in, const Expr *call)
{
    if (call->arg_count != 1 || sqlite_scalar(call->args[0]) == SCALAR_BYTES)
        return renamed(in, call, "length");
    const Expr *bytes = sqlite_cast(in, sqlite_translate(in, call->args[0]), "BLOB");
    return sqlite_call(in->cx, call->span, "length", 1, &bytes);
}

static const Expr *trim(const Translation *in, const Expr *call)
{
    return renamed(in, call, "trim");
}

/* A start before the first character is counted differently. */
static const Expr *substring(const Translation *in, const Expr *call)
{
    bool is_plain = call->arg_count >= 2 && call->args[1]->kind == EXPR_NUMBER &&
                    call->args[1]->text[0] >= '1' && call->args[1]->text[0] <= '9';
    if (!is_plain) return refused(in, call, " but with a start that is a plain number from 1");
    return renamed(in, call, "substr");
}

/* position('b' in s) may come as one argument or two; strpos(s, 'b') the other way round. */
static const Expr *position(const Translation *in, const Expr *call)
{
    bool is_in = call->arg_count == 1 && call->args[0]->kind == EXPR_IN;
    const Expr *inner = is_in ? call->args[0] : call;
    if (inner->arg_count != 2) return refused(in, call, " with these arguments");
    const Expr *args[] = {sqlite_translate(in, inner->args[1]),
                          sqlite_translate(in, inner->args[0])};
    return sqlite_call(in->cx, call->span, "instr", 2, args);
}

static const Expr *strpos(const Translation *in, const Expr *call)
{
    return renamed(in, call, "instr");
}

/* NULL counts as an empty text. */
static const Expr *concat(const Translation *in, const Expr *call)
{
    const Expr *whole = NULL, *empty = sqlite_string(in->cx, call->span, "");
    for (size_t i = 0; i < call->arg_count; i++) {
        Scalar scalar = sqlite_scalar(call->args[i]);
        if (call->args[i]->kind != EXPR_STRING && scalar_class(scalar) != CLASS_TEXT &&
            scalar_class(scalar) != CLASS_INTEGER)
            return refused(in, call, " but of texts and whole numbers");
        const Expr *args[] = {sqlite_translate(in, call->args[i]), empty};
        const Expr *part = sqlite_may_be_null(call->args[i])
                               ? sqlite_call(in->cx, call->span, "coalesce", 2, args) : args[0];
        whole = sqlite_binary(in->cx, "||", whole ? whole : empty, part);
    }
    return whole ? whole : empty;
}

/* max and min of SQLite are NULL if one argument is, greatest and least if all are. */
static const Expr *extreme(const Translation *in, const Expr *call, const char *name)
{
    for (size_t i = 0; i < call->arg_count; i++) {
        TypeClass class = scalar_class(sqlite_scalar(call->args[i]));
        if (sqlite_may_be_null(call->args[i]))
            return refused(in, call, " but of what cannot be null");
        if (class != CLASS_INTEGER && class != CLASS_TIME)
            return refused(in, call, " but of whole numbers and times");
    }
    return call->arg_count == 1 ? sqlite_translate(in, call->args[0]) : renamed(in, call, name);
}

static const Expr *greatest(const Translation *in, const Expr *call)
{
    return extreme(in, call, "max");
}

static const Expr *least(const Translation *in, const Expr *call)
{
    return extreme(in, call, "min");
}

static const Expr *power(const Translation *in, const Expr *call)
{
    return renamed(in, call, "pow");
}

static const Expr *modulo(const Translation *in, const Expr *call)
{
    if (call->arg_count != 2 || scalar_class(sqlite_scalar(call->args[0])) != CLASS_INTEGER)
        return refused(in, call, " but of whole numbers");
    const Expr *const *args = translated(in, call);
    return sqlite_binary(in->cx, "%", args[0], args[1]);
}

static const Expr *moment(const Translation *in, const Expr *call)
{
    return sqlite_translate_moment(in, call, sqlite_scalar(call));
}

/* ---- gen_random_uuid ---- */

static const Expr *random_hex(const Translation *in, Span span, long bytes)
{
    const Expr *arg = sqlite_number(in->cx, span, bytes);
    arg = sqlite_call(in->cx, span, "randomblob", 1, &arg);
    arg = sqlite_call(in->cx, span, "hex", 1, &arg);
    return sqlite_call(in->cx, span, "lower", 1, &arg);
}

static const Expr *last_three(const Translation *in, const Expr *text)
{
    const Expr *args[] = {text, sqlite_number(in->cx, text->span, 2)};
    return sqlite_call(in->cx, text->span, "substr", 2, args);
}

/* One of 8, 9, a, b: the variant of the UUID. */
static const Expr *random_variant(const Translation *in, Span span)
{
    Cx *cx = in->cx;
    const Expr *bits = sqlite_binary(cx, "&", sqlite_call(cx, span, "random", 0, NULL),
                                     sqlite_number(cx, span, 3));
    const Expr *args[] = {sqlite_string(cx, span, "89ab"),
                          sqlite_binary(cx, "+", sqlite_number(cx, span, 1), bits),
                          sqlite_number(cx, span, 1)};
    return sqlite_call(cx, span, "substr", 3, args);
}

/* Version 4: xxxxxxxx-xxxx-4xxx-[89ab]xxx-xxxxxxxxxxxx. */
static const Expr *random_uuid(const Translation *in, const Expr *call)
{
    if (!in->may_vary) return refused(in, call, " where the value must not vary");
    Span span = call->span;
    const Expr *parts[] = {
        random_hex(in, span, 4), sqlite_string(in->cx, span, "-"),
        random_hex(in, span, 2), sqlite_string(in->cx, span, "-4"),
        last_three(in, random_hex(in, span, 2)), sqlite_string(in->cx, span, "-"),
        random_variant(in, span), last_three(in, random_hex(in, span, 2)),
        sqlite_string(in->cx, span, "-"), random_hex(in, span, 6)};
    const Expr *uuid = parts[0];
    for (size_t i = 1; i < sizeof parts / sizeof *parts; i++)
        uuid = sqlite_binary(in->cx, "||", uuid, parts[i]);
    return uuid;
}

/* ---- the table ---- */

static const struct {
    const char *name;
    Rewrite *rewrite;
    uint8_t least, most; /* arguments */
} functions[] = {
    {"abs", keep, 1, 1}, {"coalesce", coalesce, 1, 100}, {"nullif", keep, 2, 2},
    {"length", length, 1, 1}, {"char_length", length, 1, 1}, {"character_length", length, 1, 1},
    {"octet_length", octet_length, 1, 1}, {"lower", keep, 1, 1}, {"upper", keep, 1, 1},
    {"trim", keep, 1, 2}, {"btrim", trim, 1, 2}, {"ltrim", keep, 1, 2}, {"rtrim", keep, 1, 2},
    {"replace", keep, 3, 3}, {"substr", substring, 2, 3}, {"substring", substring, 2, 3},
    {"position", position, 1, 2}, {"strpos", strpos, 2, 2}, {"concat", concat, 1, 100},
    {"greatest", greatest, 1, 100}, {"least", least, 1, 100},
    {"sign", keep, 1, 1}, {"ceil", keep, 1, 1}, {"ceiling", keep, 1, 1}, {"floor", keep, 1, 1},
    {"trunc", keep, 1, 1}, {"sqrt", keep, 1, 1}, {"exp", keep, 1, 1}, {"ln", keep, 1, 1},
    {"log", keep, 1, 2}, {"log10", keep, 1, 1}, {"power", power, 2, 2}, {"pow", keep, 2, 2},
    {"pi", keep, 0, 0}, {"radians", keep, 1, 1}, {"degrees", keep, 1, 1}, {"mod", modulo, 2, 2},
    {"sin", keep, 1, 1}, {"cos", keep, 1, 1}, {"tan", keep, 1, 1}, {"asin", keep, 1, 1},
    {"acos", keep, 1, 1}, {"atan", keep, 1, 1}, {"atan2", keep, 2, 2}, {"sinh", keep, 1, 1},
    {"cosh", keep, 1, 1}, {"tanh", keep, 1, 1}, {"asinh", keep, 1, 1}, {"acosh", keep, 1, 1},
    {"atanh", keep, 1, 1},
    {"now", moment, 0, 0}, {"current_timestamp", moment, 0, 0}, {"localtimestamp", moment, 0, 0},
    {"transaction_timestamp", moment, 0, 0}, {"statement_timestamp", moment, 0, 0},
    {"clock_timestamp", moment, 0, 0}, {"current_date", moment, 0, 0},
    {"gen_random_uuid", random_uuid, 0, 0},
};

static Rewrite *find(Name name, size_t arg_count)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (!name_equals(name, functions[i].name)) continue;
        bool fits = arg_count >= functions[i].least && arg_count <= functions[i].most;
        return fits ? functions[i].rewrite : NULL;
    }
    return NULL;
}

bool sqlite_translates(Name function)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (name_equals(function, functions[i].name)) return true;
    return false;
}

const Expr *sqlite_translate_call(const Translation *in, const Expr *call)
{
    bool is_plain = name_none(call->space) && !(call->flags & (EXPR_STAR | EXPR_DISTINCT));
    Rewrite *rewrite = is_plain ? find(call->name, call->arg_count) : NULL;
    if (rewrite) return rewrite(in, call);
    if (!in->is_only || sqlite_translates(call->name)) return refused(in, call, "");
    return expr_with_args(in->cx, call, call->arg_count, translated(in, call));
}
