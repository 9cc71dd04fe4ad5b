/* SPDX-License-Identifier: MIT
 * What PostgreSQL makes of expressions, as far as it is certain: the type that one has, and the type that
 * a text between quotes becomes in the place of an argument. */
#include <string.h>

#include "pull/draft.h"

/* ---- types ---- */

bool known_same(const Type *a, const Type *b)
{
    if (!a || !b) return false;
    Type left = *a, right = *b;
    left.args = right.args = NULL;
    return type_equal(&left, &right);
}

bool known_is(const Type *type, Scalar scalar)
{
    return type && type->dims == 0 && name_none(type->space) && !type->is_quoted &&
           scalar_find(name_text(type->name)) == scalar;
}

static const Type *type_named(Cx *cx, const char *word)
{
    Type *type = arena_make(cx->arena, Type);
    type->name = name_from(cx->names, word);
    return type;
}

const Type *known_text(Cx *cx)
{
    return type_named(cx, "text");
}

bool known_is_text(Cx *cx, const Expr *expr)
{
    return known_is(known_type(cx, expr), SCALAR_TEXT);
}

/* Words of a list, with blanks around each. */
static bool is_word(const char *list, Name name)
{
    const char *word = name_text(name);
    size_t length = name_length(name);
    if (length == 0 || strchr(word, ' ')) return false;
    for (const char *at = list; (at = strstr(at, word)) != NULL; at++)
        if (at[-1] == ' ' && at[length] == ' ') return true;
    return false;
}

/* A text between quotes is one beside a text; a varchar is taken for one. */
bool known_is_textual(Cx *cx, const Expr *expr)
{
    return expr->kind == EXPR_STRING || known_is_text(cx, expr) ||
           known_is(known_type(cx, expr), SCALAR_VARCHAR);
}

/* Of two decimals or doubles; a number becomes what stands beside it. */
static const Type *type_of_sum(Cx *cx, const Expr *expr)
{
    const Type *types[2];
    for (size_t i = 0; i < 2; i++) {
        const Expr *arg = expr->args[i];
        bool is_negative = arg->kind == EXPR_UNARY && name_equals(arg->name, "-");
        bool is_number = (is_negative ? arg->args[0] : arg)->kind == EXPR_NUMBER;
        types[i] = known_type(cx, expr->args[is_number ? !i : i]);
    }
    bool is_wide = known_is(types[0], SCALAR_DECIMAL) || known_is(types[0], SCALAR_DOUBLE);
    return is_wide && known_same(types[0], types[1]) ? types[0] : NULL;
}

static const Type *type_of_binary(Cx *cx, const Expr *expr)
{
    if (expr->flags & EXPR_SHARED) return NULL;
    bool is_joined = name_equals(expr->name, "||") && known_is_textual(cx, expr->args[0]) &&
                     known_is_textual(cx, expr->args[1]);
    bool is_told = name_equals(expr->name, "->>") || name_equals(expr->name, "#>>");
    if (is_joined || is_told) return known_text(cx);
    return is_word(" + - * / ", expr->name) ? type_of_sum(cx, expr) : NULL;
}

/* Give a text whatever they are given. */
static const char gives_text[] =
    " array_to_string btrim chr concat concat_ws current_setting encode format initcap json_typeof"
    " jsonb_typeof left lpad ltrim md5 quote_ident quote_literal regexp_replace repeat replace reverse right"
    " rpad rtrim split_part to_char to_hex translate ";
/* Give what they are given first. */
static const char gives_first[] = " coalesce greatest least nullif ";

/* Certainly a function of the engine. */
static bool is_engines(const Expr *call)
{
    return !(call->flags & EXPR_SHARED);
}

bool known_keeps_type(const Expr *call)
{
    return is_engines(call) && is_word(gives_first, call->name);
}

static const Type *type_of_call(Cx *cx, const Expr *call)
{
    if (!is_engines(call) || !call->arg_count) return NULL;
    if (known_keeps_type(call)) return known_type(cx, call->args[0]);
    if (is_word(gives_text, call->name)) return known_text(cx);
    bool keeps_text = is_word(" lower substr substring trim upper ", call->name);
    return keeps_text && known_is_textual(cx, call->args[0]) ? known_text(cx) : NULL;
}

static const Type *type_of_name(const Expr *expr)
{
    if (!expr->ref) return NULL;
    if (expr->ref->kind == KIND_DOMAIN) return ((const Domain *)expr->ref)->type; /* value */
    return expr->ref->kind == KIND_COLUMN ? ((const Column *)expr->ref)->type.any : NULL;
}

const Type *known_type(Cx *cx, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_NAME: return type_of_name(expr);
    case EXPR_CAST: return expr->type;
    case EXPR_CALL: return type_of_call(cx, expr);
    case EXPR_BINARY: return type_of_binary(cx, expr);
    case EXPR_EXTRACT: return type_named(cx, "decimal"); /* before 14 double: then no decimal stands beside it */
    default: return NULL;
    }
}

/* ---- arguments ---- */

/* Built-in functions whose parameters are texts wherever they are given one: PostgreSQL takes what has
 * no type for a text before all else. */
static const char takes_text[] =
    " array_to_string ascii bit_length btrim char_length character_length convert_to crypt current_setting"
    " date_part date_trunc decode digest encode gen_salt hashtext hmac initcap left"
    " length lower lpad ltrim md5 octet_length overlay plainto_tsquery phraseto_tsquery quote_ident"
    " quote_literal regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace"
    " regexp_split_to_array regexp_substr repeat replace reverse right rpad rtrim set_config similar_to_escape"
    " split_part starts_with string_to_array strpos substr substring timezone to_ascii to_char to_date"
    " to_number to_timestamp to_tsquery to_tsvector translate trim unaccent upper uuid_generate_v3"
    " uuid_generate_v5 websearch_to_tsquery ";
static const char takes_configuration[] =
    " plainto_tsquery phraseto_tsquery to_tsquery to_tsvector websearch_to_tsquery ";

bool known_takes_text(const Expr *call)
{
    return is_engines(call) && is_word(takes_text, call->name);
}

bool known_argument(Cx *cx, const Expr *call, size_t place)
{
    const Expr *arg = call->args[place];
    bool is_literal = arg->kind == EXPR_CAST && arg->args[0]->kind == EXPR_STRING;
    if (!is_literal || !is_engines(call) || arg->type->dims || arg->type->args) return false;
    if (known_same(arg->type, known_text(cx))) return known_takes_text(call);
    if (name_equals(call->name, "setweight")) return place == 1 && call->arg_count == 2;
    if (place) return false;
    return name_equals(arg->type->name, "regconfig") && call->arg_count == 2 &&
           is_word(takes_configuration, call->name);
}
