/* SPDX-License-Identifier: MIT
 * Types: which SQLite type stores a logical one, the check that keeps a column to it, and what
 * kind of value an expression has. */
#include <string.h>

#include "dialect/sqlite/sqlite.h"
#include "token.h"

/* SQLite's type of each scalar; enums, domains and native types have none of their own. */
static const char *const stored[] = {
    [SCALAR_BOOL] = "INTEGER",   [SCALAR_SMALLINT] = "INTEGER", [SCALAR_INT] = "INTEGER",
    [SCALAR_BIGINT] = "INTEGER", [SCALAR_REAL] = "REAL",        [SCALAR_DOUBLE] = "REAL",
    [SCALAR_DECIMAL] = "TEXT",   [SCALAR_TEXT] = "TEXT",        [SCALAR_VARCHAR] = "TEXT",
    [SCALAR_CHAR] = "TEXT",      [SCALAR_BYTES] = "BLOB",       [SCALAR_UUID] = "TEXT",
    [SCALAR_DATE] = "TEXT",      [SCALAR_TIME] = "TEXT",        [SCALAR_TIMESTAMP] = "TEXT",
    [SCALAR_TIMESTAMPTZ] = "TEXT", [SCALAR_INTERVAL] = "TEXT",  [SCALAR_JSON] = "TEXT",
    [SCALAR_JSONB] = "TEXT",     [SCALAR_ENUM] = "TEXT",
};

const Type *sqlite_base_type(const Type *type)
{
    enum { DEEPEST = 64 }; /* a domain of itself is an error that was reported before */
    for (int i = 0; i < DEEPEST && type && type->scalar == SCALAR_DOMAIN && type->named; i++) {
        if (type->dims > 0) return type;
        type = ((const Domain *)type->named)->type;
    }
    return type;
}

/* One value for each of the few types that there are: a schema has many columns. */
const Type *sqlite_type(const Translation *in, const char *name)
{
    Name own = name_from(in->cx->names, name);
    const Type *known = map_get(in->types, own, NO_NAME, NO_NAME);
    if (known) return known;
    Type *type = arena_make(in->cx->arena, Type);
    type->name = own;
    type->scalar = SCALAR_NATIVE;
    map_set(in->types, own, NO_NAME, NO_NAME, type);
    return type;
}

/* ---- sqlite.NAME(args) ---- */

/* Words that are names elsewhere, but no part of a type. */
static bool is_odd_word(const sql_token *word)
{
    static const char *const others[] = {"generated", "indexed", "cross", "full",
                                         "inner",     "left",    "natural", "outer", "right"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (sql_is(word, others[i])) return true;
    return sql_is_reserved(word->text, word->length);
}

/* Words, then at most one pair of parentheses with two numbers: nothing that could end the column,
 * or that needs quotes. */
static bool is_type_text(const char *text, size_t length)
{
    enum { LONG = 16 }; /* then SQLite takes it for GENERATED ALWAYS */
    sql_scanner at = sql_scan(text, length);
    if (strstr(text, "  ") || strstr(text, "--") || strstr(text, "/*")) return false;
    for (; at.token.kind == SQL_WORD; sql_next(&at))
        if (is_odd_word(&at.token) || (length >= LONG && sql_is(&at.token, "always"))) return false;
    if (!sql_is_mark(&at.token, '(')) return at.token.kind == SQL_END;
    size_t commas = 0;
    for (sql_next(&at); !sql_is_mark(&at.token, ')'); sql_next(&at))
        if (sql_is_mark(&at.token, ',') ? commas++ > 0
            : at.token.kind != SQL_NUMBER && !sql_is_mark(&at.token, '-') && !sql_is_mark(&at.token, '+'))
            return false;
    sql_next(&at);
    return at.token.kind == SQL_END;
}

static void add_upper(Text *out, char c)
{
    text_add_char(out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
}

/* What is more than words and numbers stands in quotes: it is a type to SQLite all the same. */
void sqlite_write_type(Text *out, const Type *type)
{
    const char *name = type->letters ? type->letters : name_text(type->name);
    size_t length = strlen(name);
    if (is_type_text(name, length)) text_add_bytes(out, name, length);
    else text_add_quoted(out, name, length, '"');
}

/* As the catalog has it: words in upper case, one space between, none in the parentheses; in quotes
 * each byte counts. */
static char *canonical_type(Cx *cx, const char *text, size_t length)
{
    Text out = {0};
    sql_scanner at = sql_scan(text, length);
    bool is_plain = is_type_text(text, length);
    for (size_t i = 0; !is_plain && i < length; i++) add_upper(&out, text[i]);
    for (; is_plain && at.token.kind != SQL_END; sql_next(&at)) {
        if (out.length && at.token.kind == SQL_WORD) text_add_char(&out, ' ');
        for (size_t i = 0; i < at.token.length; i++) add_upper(&out, at.token.text[i]);
    }
    return text_keep(&out, cx->arena);
}

static bool is_strict_type(const char *name)
{
    static const char *const names[] = {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

/* It is written as it stands there, in small letters or large ones. */
static const Type *in_letters(Cx *cx, const Type *type, const char *letters)
{
    if (strcmp(name_text(type->name), letters) == 0) return type;
    Type *own = arena_make(cx->arena, Type);
    *own = *type;
    own->letters = letters;
    return own;
}

static const Type *lower_native(const Translation *in, const Type *type, bool is_strict)
{
    Cx *cx = in->cx;
    if (!name_equals(type->space, "sqlite")) {
        diag_error(cx->diag, type->span, "not-in-dialect", "SQLite has no type '%s.%s'",
                   name_text(type->space), name_text(type->name));
        diag_hint(cx->diag, "say what SQLite stores instead: type @sqlite text");
        return sqlite_type(in, "TEXT");
    }
    const char *text = type->args ? arena_printf(cx->arena, "%s(%s)", name_text(type->name),
                                                 type->args) : name_text(type->name);
    bool is_none = !type->is_quoted && strcmp(text, "untyped") == 0;
    char *name = canonical_type(cx, text, is_none ? 0 : strlen(text));
    if (is_strict && !is_strict_type(name)) {
        diag_error(cx->diag, type->span, "not-strict-type",
                   "a strict table cannot hold the type '%s'", is_none ? text : name);
        diag_hint(cx->diag, "strict tables know int, integer, real, text, blob and any; for others "
                            "say 'strict off' behind the name of the table");
    }
    return is_none ? sqlite_type(in, name) : in_letters(cx, sqlite_type(in, name), text);
}

const Type *sqlite_lower_type(const Translation *in, const Type *type, bool is_strict)
{
    const Type *base = sqlite_base_type(type);
    if (!base || base->scalar == SCALAR_NONE) return sqlite_type(in, "TEXT");
    if (base->dims > 0 || (type && type->dims > 0)) {
        diag_error(in->cx->diag, type->span, "not-in-dialect", "SQLite has no arrays");
        diag_hint(in->cx->diag, "say what SQLite stores instead: type @sqlite json");
        return sqlite_type(in, "TEXT");
    }
    if (base->scalar == SCALAR_NATIVE) return lower_native(in, base, is_strict);
    return sqlite_type(in, stored[base->scalar]);
}

/* ---- checks of types ---- */

static const Expr *check_among(const Translation *in, const Expr *column, const Object *labels)
{
    Cx *cx = in->cx;
    size_t count = labels->members.count;
    const Expr **args = arena_array(cx->arena, const Expr *, count + 1);
    args[0] = column;
    for (size_t i = 0; i < count; i++)
        args[i + 1] = sqlite_string(cx, column->span, name_text(labels->members.items[i]->name));
    return expr_op(cx, EXPR_IN, column->span, NULL, count + 1, args);
}

/* json_valid(NULL) is 0 before SQLite 3.41. */
static const Expr *check_json(Cx *cx, const Expr *column)
{
    const Expr *is_valid = sqlite_call(cx, column->span, "json_valid", 1, &column);
    if (!sqlite_may_be_null(column)) return is_valid;
    const Expr *is_null = expr_op(cx, EXPR_IS, column->span, "null", 1, &column);
    return sqlite_binary(cx, "or", is_null, is_valid);
}

bool sqlite_is_checked(const Type *type)
{
    const Type *base = sqlite_base_type(type);
    if (!base || base->dims > 0) return false;
    return base->scalar == SCALAR_BOOL || base->scalar == SCALAR_ENUM ||
           base->scalar == SCALAR_JSON || base->scalar == SCALAR_JSONB || base->arg[0] > 0;
}

const Expr *sqlite_type_check(const Translation *in, const Type *type, const Expr *column)
{
    const Type *base = sqlite_base_type(type);
    Cx *cx = in->cx;
    if (!base || base->dims > 0) return NULL;
    if (base->scalar == SCALAR_BOOL) {
        const Expr *args[] = {column, sqlite_number(cx, column->span, 0),
                              sqlite_number(cx, column->span, 1)};
        return expr_op(cx, EXPR_IN, column->span, NULL, 3, args);
    }
    if (base->scalar == SCALAR_ENUM && base->named) return check_among(in, column, base->named);
    if (base->scalar == SCALAR_JSON || base->scalar == SCALAR_JSONB)
        return check_json(cx, column);
    if ((base->scalar == SCALAR_VARCHAR || base->scalar == SCALAR_CHAR) && base->arg[0] > 0)
        return sqlite_binary(cx, "<=", sqlite_call(cx, column->span, "length", 1, &column),
                             sqlite_number(cx, column->span, base->arg[0]));
    return NULL;
}

/* ---- what an expression is ---- */

static Scalar scalar_of_type(const Type *type)
{
    const Type *base = sqlite_base_type(type);
    return !base || base->dims > 0 ? SCALAR_NONE : base->scalar;
}

static Scalar scalar_of_name(const Expr *name)
{
    if (!name->ref) return SCALAR_NONE;
    if (name->ref->kind == KIND_COLUMN)
        return scalar_of_type(marked_type_for(&((const Column *)name->ref)->type, DIALECT_SQLITE));
    if (name->ref->kind == KIND_DOMAIN) return scalar_of_type(((const Domain *)name->ref)->type);
    return SCALAR_NONE;
}

static Scalar scalar_of_call(const Expr *call)
{
    static const struct { const char *name; Scalar scalar; } known[] = {
        {"now", SCALAR_TIMESTAMPTZ}, {"current_timestamp", SCALAR_TIMESTAMPTZ},
        {"transaction_timestamp", SCALAR_TIMESTAMPTZ}, {"clock_timestamp", SCALAR_TIMESTAMPTZ},
        {"statement_timestamp", SCALAR_TIMESTAMPTZ}, {"localtimestamp", SCALAR_TIMESTAMP},
        {"current_date", SCALAR_DATE}, {"gen_random_uuid", SCALAR_UUID},
        {"length", SCALAR_INT}, {"char_length", SCALAR_INT}, {"character_length", SCALAR_INT},
        {"octet_length", SCALAR_INT}, {"position", SCALAR_INT}, {"strpos", SCALAR_INT},
        {"lower", SCALAR_TEXT}, {"upper", SCALAR_TEXT}, {"trim", SCALAR_TEXT},
        {"btrim", SCALAR_TEXT}, {"ltrim", SCALAR_TEXT}, {"rtrim", SCALAR_TEXT},
        {"replace", SCALAR_TEXT}, {"substr", SCALAR_TEXT}, {"substring", SCALAR_TEXT},
        {"concat", SCALAR_TEXT},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (name_equals(call->name, known[i].name)) return known[i].scalar;
    for (size_t i = 0; i < call->arg_count; i++) {
        Scalar scalar = sqlite_scalar(call->args[i]);
        if (scalar != SCALAR_NONE) return scalar;
    }
    return SCALAR_NONE;
}

static Scalar scalar_of_binary(const Expr *expr)
{
    static const char *const logical[] = {"and", "or", "=", "<>", "<", ">", "<=", ">="};
    for (size_t i = 0; i < sizeof logical / sizeof *logical; i++)
        if (name_equals(expr->name, logical[i])) return SCALAR_BOOL;
    if (name_equals(expr->name, "->")) return SCALAR_JSON;
    if (name_equals(expr->name, "->>")) return SCALAR_TEXT;
    Scalar left = sqlite_scalar(expr->args[0]), right = sqlite_scalar(expr->args[1]);
    if (name_equals(expr->name, "||"))
        return scalar_class(left) == CLASS_JSON || scalar_class(right) == CLASS_JSON
                   ? SCALAR_JSONB : SCALAR_TEXT;
    if (left == SCALAR_DATE && scalar_class(right) == CLASS_TIME) return SCALAR_TIMESTAMP;
    if (scalar_class(left) == CLASS_NUMBER || scalar_class(left) == CLASS_TIME) return left;
    return right != SCALAR_NONE && right != SCALAR_INTERVAL ? right : left;
}

Scalar sqlite_scalar(const Expr *expr)
{
    if (!expr) return SCALAR_NONE;
    switch (expr->kind) {
    case EXPR_TRUE:
    case EXPR_FALSE:
    case EXPR_IS:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE:
    case EXPR_ANY: return SCALAR_BOOL;
    case EXPR_NUMBER: return strpbrk(expr->text, ".eE") ? SCALAR_DECIMAL : SCALAR_BIGINT;
    case EXPR_BYTES: return SCALAR_BYTES;
    case EXPR_TYPED:
    case EXPR_CAST: return scalar_of_type(expr->type);
    case EXPR_NAME: return scalar_of_name(expr);
    case EXPR_CALL: return scalar_of_call(expr);
    case EXPR_UNARY:
        return name_equals(expr->name, "not") ? SCALAR_BOOL : sqlite_scalar(expr->args[0]);
    case EXPR_BINARY: return scalar_of_binary(expr);
    case EXPR_CASE:
        for (size_t i = 2; i < expr->arg_count; i += 2) {
            Scalar scalar = sqlite_scalar(expr->args[i]);
            if (scalar != SCALAR_NONE) return scalar;
        }
        return SCALAR_NONE;
    case EXPR_COLLATE: return sqlite_scalar(expr->args[0]);
    case EXPR_AT_ZONE:
        return sqlite_scalar(expr->args[0]) == SCALAR_TIMESTAMP ? SCALAR_TIMESTAMPTZ
                                                                 : SCALAR_TIMESTAMP;
    case EXPR_EXTRACT: return SCALAR_DECIMAL;
    case EXPR_ERROR:
    case EXPR_NULL:
    case EXPR_STRING:
    case EXPR_ARRAY:
    case EXPR_ROW:
    case EXPR_SUBSCRIPT:
    case EXPR_FIELD:
    case EXPR_NAMED_ARG:
    case EXPR_RAW: return SCALAR_NONE;
    }
    return SCALAR_NONE;
}

bool sqlite_may_be_null(const Expr *expr)
{
    if (expr->kind == EXPR_NULL) return true;
    if (expr->kind == EXPR_NAME)
        return !expr->ref || expr->ref->kind != KIND_COLUMN ||
               ((const Column *)expr->ref)->is_nullable;
    if (expr->kind == EXPR_CALL && name_equals(expr->name, "coalesce") && expr->arg_count)
        return sqlite_may_be_null(expr->args[expr->arg_count - 1]);
    for (size_t i = 0; i < expr->arg_count; i++)
        if (expr->args[i] && sqlite_may_be_null(expr->args[i])) return true;
    return expr->kind == EXPR_CASE && !expr->args[expr->arg_count - 1];
}
