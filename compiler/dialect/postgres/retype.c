/* SPDX-License-Identifier: MIT
 * What becomes of the values of a column whose type changes, judged by what ALTER COLUMN TYPE does
 * on its own: the casts that the engine applies in an assignment. */
#include <stdlib.h>
#include <string.h>

#include "dialect/postgres/change.h"

enum { LOSES = STEP_LOSES, REJECTS = STEP_REJECTS, UNLIMITED = 1 << 30, MOST_PRECISE = 6 };

/* ---- words of types ---- */

/* A type taken apart: domains are looked through. */
typedef struct Shape {
    const Type *type; /* below the domains */
    char word[48];    /* "timestamp with time zone"; "" of an enum */
    int size, scale;  /* varchar(10): 10; numeric(10,2): 10, 2; timestamp(3): 3; UNLIMITED */
    const char *fields; /* interval day to second: "day to second" */
    bool is_refusing; /* a domain on the way has a constraint */
} Shape;

bool postgres_has_constraints(const Type *type)
{
    while (type && type->named && type->named->kind == KIND_DOMAIN) {
        const Domain *domain = (const Domain *)type->named;
        if (domain->is_not_null || domain->object.members.count) return true;
        type = domain->type;
    }
    return false;
}

static Shape shape_of(const Type *type)
{
    Shape shape = {.is_refusing = postgres_has_constraints(type), .size = UNLIMITED};
    while (!type->dims && type->named && type->named->kind == KIND_DOMAIN)
        type = ((const Domain *)type->named)->type;
    shape.type = type;
    if (type->named) return shape;
    const char *text = name_text(type->name), *open = strchr(text, '(');
    const char *args = open ? open + 1 : type->args;
    size_t length = open ? (size_t)(open - text) : strlen(text);
    const char *rest = open ? strchr(open, ')') + 1 : "";
    if (length + strlen(rest) < sizeof shape.word) {
        memcpy(shape.word, text, length);
        strcpy(shape.word + length, rest);
    }
    if (strncmp(shape.word, "interval ", 9) == 0) {
        shape.fields = text + 9;
        shape.word[8] = '\0';
    }
    if (!args) return shape;
    shape.size = atoi(args);
    const char *comma = strchr(args, ',');
    if (comma) shape.scale = atoi(comma + 1);
    return shape;
}

static bool is(const Shape *shape, const char *word)
{
    return strcmp(shape->word, word) == 0;
}

/* ---- pairs of types whose casts depend on nothing else ---- */

typedef struct Cast {
    const char *from, *to;
    Retype how;
    unsigned effects; /* besides STEP_REWRITES */
} Cast;

static const Cast casts[] = {
    {"smallint", "integer", RETYPE_REWRITE, 0},
    {"smallint", "bigint", RETYPE_REWRITE, 0},
    {"integer", "bigint", RETYPE_REWRITE, 0},
    {"bigint", "integer", RETYPE_NARROW, REJECTS},
    {"bigint", "smallint", RETYPE_NARROW, REJECTS},
    {"integer", "smallint", RETYPE_NARROW, REJECTS},
    {"smallint", "real", RETYPE_REWRITE, 0},
    {"integer", "real", RETYPE_NARROW, LOSES},
    {"bigint", "real", RETYPE_NARROW, LOSES},
    {"smallint", "double precision", RETYPE_REWRITE, 0},
    {"integer", "double precision", RETYPE_REWRITE, 0},
    {"bigint", "double precision", RETYPE_NARROW, LOSES},
    {"real", "double precision", RETYPE_REWRITE, 0},
    {"double precision", "real", RETYPE_NARROW, LOSES | REJECTS},
    {"real", "smallint", RETYPE_NARROW, LOSES | REJECTS},
    {"real", "integer", RETYPE_NARROW, LOSES | REJECTS},
    {"real", "bigint", RETYPE_NARROW, LOSES | REJECTS},
    {"double precision", "smallint", RETYPE_NARROW, LOSES | REJECTS},
    {"double precision", "integer", RETYPE_NARROW, LOSES | REJECTS},
    {"double precision", "bigint", RETYPE_NARROW, LOSES | REJECTS},
    {"real", "numeric", RETYPE_NARROW, LOSES | REJECTS},
    {"double precision", "numeric", RETYPE_NARROW, LOSES | REJECTS},
    {"numeric", "smallint", RETYPE_NARROW, LOSES | REJECTS},
    {"numeric", "integer", RETYPE_NARROW, LOSES | REJECTS},
    {"numeric", "bigint", RETYPE_NARROW, LOSES | REJECTS},
    {"numeric", "real", RETYPE_NARROW, LOSES | REJECTS},
    {"numeric", "double precision", RETYPE_NARROW, LOSES | REJECTS},
    {"date", "timestamp without time zone", RETYPE_REWRITE, 0},
    {"timestamp without time zone", "date", RETYPE_NARROW, LOSES},
    {"timestamp without time zone", "time without time zone", RETYPE_NARROW, LOSES},
    {"time without time zone", "interval", RETYPE_REWRITE, 0},
    {"interval", "time without time zone", RETYPE_NARROW, LOSES},
    {"json", "jsonb", RETYPE_NARROW, LOSES | REJECTS}, /* doubled keys, \u0000 */
    {"jsonb", "json", RETYPE_REWRITE, 0},
    {"cidr", "inet", RETYPE_SAME, 0},
    {"inet", "cidr", RETYPE_NARROW, LOSES},
    {"citext", "text", RETYPE_SAME, 0},
    {"text", "citext", RETYPE_SAME, 0},
};

/* ---- families that have sizes ---- */

static bool is_text(const Shape *shape)
{
    return is(shape, "text") || is(shape, "character varying") || is(shape, "character");
}

static Retype narrow(unsigned *effects, unsigned what)
{
    *effects |= what | STEP_REWRITES;
    return RETYPE_NARROW;
}

static Retype rewrite(unsigned *effects)
{
    *effects |= STEP_REWRITES;
    return RETYPE_REWRITE;
}

static Retype retype_text(const Shape *from, const Shape *to, unsigned *effects)
{
    bool was_padded = is(from, "character"), is_padded = is(to, "character");
    if (to->size < from->size) return narrow(effects, REJECTS);
    return was_padded || is_padded ? rewrite(effects) : RETYPE_SAME;
}

static Retype retype_number(const Shape *from, const Shape *to, unsigned *effects)
{
    unsigned what = 0;
    if (to->size == UNLIMITED) return RETYPE_SAME;
    if (from->size == UNLIMITED) return narrow(effects, LOSES | REJECTS);
    if (to->scale < from->scale) what |= LOSES;
    if (to->size - to->scale < from->size - from->scale) what |= REJECTS;
    if (what) return narrow(effects, what);
    return to->scale == from->scale ? RETYPE_SAME : rewrite(effects);
}

/* numeric(p,s) holds p - s digits before the point. */
static Retype retype_integer(const Shape *to, int digits, unsigned *effects)
{
    bool fits = to->size == UNLIMITED || to->size - to->scale >= digits;
    return fits ? rewrite(effects) : narrow(effects, REJECTS);
}

static int digits_of(const Shape *shape)
{
    return is(shape, "smallint") ? 5 : is(shape, "integer") ? 10 : is(shape, "bigint") ? 19 : 0;
}

/* The same word with other arguments. */
static Retype retype_size(const Shape *from, const Shape *to, unsigned *effects)
{
    bool is_time = strncmp(to->word, "time", 4) == 0;
    if (is(to, "numeric")) return retype_number(from, to, effects);
    if (is_text(to)) return retype_text(from, to, effects);
    if (is_time || is(to, "interval")) {
        bool has_fields = to->fields && (!from->fields || strcmp(from->fields, to->fields) != 0);
        int before = from->size > MOST_PRECISE ? MOST_PRECISE : from->size;
        int after = to->size > MOST_PRECISE ? MOST_PRECISE : to->size;
        if (has_fields || after < before) return narrow(effects, LOSES);
        return RETYPE_SAME;
    }
    if (is(to, "bit varying"))
        return to->size < from->size ? narrow(effects, REJECTS) : RETYPE_SAME;
    return RETYPE_ASK;
}

static bool is_same_word(const Shape *a, const Shape *b)
{
    if (a->type->named && b->type->named) return type_same(a->type, b->type);
    return !a->type->named && !b->type->named && strcmp(a->word, b->word) == 0;
}

static bool is_same_size(const Shape *a, const Shape *b)
{
    bool is_same_fields = a->fields && b->fields ? strcmp(a->fields, b->fields) == 0
                                                 : a->fields == b->fields;
    return a->size == b->size && a->scale == b->scale && is_same_fields;
}

static Retype retype_shape(const Shape *from, const Shape *to, unsigned *effects)
{
    if (is_same_word(from, to)) {
        if (is_same_size(from, to)) return RETYPE_SAME;
        return retype_size(from, to, effects);
    }
    if (is_text(from) && is_text(to)) return retype_text(from, to, effects);
    if (is(to, "numeric") && digits_of(from)) return retype_integer(to, digits_of(from), effects);
    for (size_t i = 0; i < sizeof casts / sizeof *casts; i++) {
        if (!is(from, casts[i].from) || !is(to, casts[i].to)) continue;
        if (casts[i].how != RETYPE_SAME) *effects |= STEP_REWRITES;
        *effects |= casts[i].effects;
        return casts[i].how;
    }
    if (!is_text(to)) return RETYPE_ASK;
    return to->size == UNLIMITED ? rewrite(effects) : narrow(effects, REJECTS);
}

Retype postgres_retype(const Type *from, const Type *to, unsigned *effects)
{
    Shape before = shape_of(from), after = shape_of(to);
    bool is_array = before.type->dims || after.type->dims;
    *effects = 0;
    if (before.type->dims != after.type->dims) return RETYPE_ASK;
    Retype how = retype_shape(&before, &after, effects);
    if (how == RETYPE_ASK) return how;
    if (is_array && after.size != UNLIMITED && how == RETYPE_SAME && !is_same_size(&before, &after))
        how = rewrite(effects); /* each element is looked at */
    bool is_other = to->named != from->named && !type_same(from, to);
    if (after.is_refusing && is_other) return narrow(effects, REJECTS);
    return how;
}

/* ---- comparison ---- */

static int family_of(const Shape *shape)
{
    if (digits_of(shape) || is(shape, "numeric")) return 1;
    if (is(shape, "real") || is(shape, "double precision")) return 1;
    if (is_text(shape) || is(shape, "citext")) return 2;
    if (is(shape, "inet") || is(shape, "cidr")) return 3;
    return 0;
}

/* varchar has no operators of its own: what compares it casts it, and constants beside it, to text. */
Likeness postgres_likeness(const Type *from, const Type *to)
{
    Shape before = shape_of(from), after = shape_of(to);
    bool is_same = is_same_word(&before, &after), is_varying = is_text(&before) && is_text(&after);
    if (is(&before, "character") || is(&after, "character")) is_varying = false;
    if (before.type->dims != after.type->dims) return LIKENESS_NONE;
    if (is_same && !is(&after, "character varying")) return LIKENESS_SAID;
    if (is_same || (is_varying && !before.type->dims)) return LIKENESS_BUT_CONSTANTS;
    if (before.type->dims) return LIKENESS_NONE;
    return family_of(&before) && family_of(&before) == family_of(&after) ? LIKENESS_COMPARED
                                                                         : LIKENESS_NONE;
}

/* ---- expressions ---- */

/* Functions that are not volatile, of those that stand in defaults. The engine computes them once
 * when a column is added. What is not listed is taken for volatile: that only costs time. */
static bool is_steady(Name name)
{
    static const char *const words[] = {
        "abs",          "btrim",        "coalesce",      "concat",          "current_date",
        "current_time", "current_timestamp", "current_user", "date_trunc",  "decode",
        "encode",       "floor",        "format",        "greatest",        "json_build_array",
        "json_build_object", "jsonb_build_array", "jsonb_build_object",     "least",
        "left",         "length",       "localtime",     "localtimestamp",  "lower",
        "make_date",    "make_interval", "md5",          "now",             "nullif",
        "repeat",       "replace",      "right",         "round",           "session_user",
        "statement_timestamp", "substr", "substring",    "timezone",        "to_char",
        "to_date",      "to_json",      "to_jsonb",      "to_timestamp",    "transaction_timestamp",
        "trunc",        "upper"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equals(name, words[i])) return true;
    return false;
}

static bool is_steady_function(const Expr *call)
{
    if (call->ref && call->ref->kind == KIND_FUNCTION) {
        Name volatility = ((const Function *)call->ref)->volatility;
        return name_equals(volatility, "immutable") || name_equals(volatility, "stable");
    }
    return name_none(call->space) && is_steady(call->name);
}

static bool visit_fixed(void *state, const Expr *expr)
{
    bool *is_fixed = state;
    if (expr->kind == EXPR_NAME || expr->kind == EXPR_RAW || expr->kind == EXPR_ERROR)
        *is_fixed = false;
    if (expr->kind == EXPR_CALL && !is_steady_function(expr)) *is_fixed = false;
    return *is_fixed;
}

bool postgres_is_fixed(const Expr *expr)
{
    bool is_fixed = true;
    expr_walk(expr, visit_fixed, &is_fixed);
    return is_fixed;
}
