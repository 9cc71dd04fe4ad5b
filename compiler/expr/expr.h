/* SPDX-License-Identifier: MIT
 * Expressions: one tree, made by the parser, bound by resolve, translated and printed by each
 * dialect. A node is immutable once made; a stage that changes something makes a new node. */
#ifndef EXPR_EXPR_H
#define EXPR_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cx.h"
#include "expr/type.h"

typedef enum ExprKind {
    EXPR_ERROR,    /* could not be parsed; already reported; silences followers */
    EXPR_NULL,
    EXPR_TRUE,
    EXPR_FALSE,
    EXPR_NUMBER,   /* text: digits as written, "1", "1.5e3" */
    EXPR_STRING,   /* text: the bytes between the quotes, unescaped; length */
    EXPR_BYTES,    /* text: hex digits, lower case, of x'..' */
    EXPR_TYPED,    /* type 'text': interval '30 days'; type, text */
    EXPR_NAME,     /* name, optionally space (table) and outer (namespace): a column, an enum value
                      in a default is a string, not a name */
    EXPR_CALL,     /* space.name(args): flags STAR for count(*), DISTINCT; CURRENT_x without
                      parentheses has flag BARE and name "current_timestamp" etc. */
    EXPR_UNARY,    /* name: operator "-", "+", "~", "not"; args[0] */
    EXPR_BINARY,   /* name: operator "+", "=", "<>", "and", "or", "||", "->>", ...; args[0..1] */
    EXPR_IS,       /* name: "null", "true", "false", "unknown", "distinct from"; NEGATED; args */
    EXPR_IN,       /* args[0] in (args[1..]); NEGATED */
    EXPR_BETWEEN,  /* args[0] between args[1] and args[2]; NEGATED */
    EXPR_LIKE,     /* name: "like", "ilike", "similar to"; args[0], [1], optional escape [2]; NEGATED */
    EXPR_CASE,     /* args: operand or NULL, then when/then pairs, then else or NULL */
    EXPR_CAST,     /* args[0]::type and cast(args[0] as type) */
    EXPR_COLLATE,  /* args[0] collate name (space) */
    EXPR_AT_ZONE,  /* args[0] at time zone args[1] */
    EXPR_ARRAY,    /* array[args] */
    EXPR_ROW,      /* row(args) or (a, b) */
    EXPR_SUBSCRIPT,/* args[0][args[1]] or, SLICE, args[0][args[1]:args[2]] (NULL: open end) */
    EXPR_FIELD,    /* (args[0]).name */
    EXPR_ANY,      /* args[0] name any (args[1]); flag ALL: all (..) */
    EXPR_EXTRACT,  /* extract(name from args[0]) */
    EXPR_NAMED_ARG,/* name => args[0] in a call */
    EXPR_RAW       /* $$ text $$: one dialect's own text, to the letter; only under a mark */
} ExprKind;

enum {
    EXPR_NEGATED = 1,
    EXPR_STAR = 2,
    EXPR_DISTINCT = 4,
    EXPR_BARE = 8,
    EXPR_ALL = 16,
    EXPR_SLICE = 32,
    EXPR_SHARED = 128, /* a call of an own function as the engine has, too: the types tell which */
    EXPR_WORDS = 64 /* a call written with words between its arguments, trim(both from a): it means
                       the same, but PostgreSQL keeps how it was written */
};

typedef struct Expr Expr;
struct Expr {
    ExprKind kind;
    uint8_t flags;
    uint8_t parens; /* pairs that the author put round it, needed or not: SQLite keeps its words */
    Span span;
    Name name, space, outer;
    const char *text;
    size_t length; /* of text */
    const Type *type;
    const Expr *const *args;
    size_t arg_count;
    const struct Object *ref; /* after resolve: the Column, Function or Enum this names, or NULL */
};

/* Constructors: copy args into the arena. */
Expr *expr_new(Cx *cx, ExprKind kind, Span span);
Expr *expr_text(Cx *cx, ExprKind kind, Span span, const char *text, size_t length);
Expr *expr_op(Cx *cx, ExprKind kind, Span span, const char *name, size_t count,
              const Expr *const *args);
Expr *expr_call(Cx *cx, Span span, const char *name, size_t count, const Expr *const *args);
Expr *expr_with_args(Cx *cx, const Expr *expr, size_t count, const Expr *const *args);

/* Visits expr and everything below it, parents first. Stops when visit returns false. */
typedef bool ExprVisit(void *state, const Expr *expr);
bool expr_walk(const Expr *expr, ExprVisit *visit, void *state);

/* Rebuilds bottom-up: map gets a node whose args are already mapped and returns it or another. */
typedef const Expr *ExprMap(Cx *cx, void *state, const Expr *expr);
const Expr *expr_map(Cx *cx, const Expr *expr, ExprMap *map, void *state);

/* Structural equality: spans and redundant parentheses do not matter; names, operators and
 * literals do. Refs are compared by name. */
bool expr_equal(const Expr *a, const Expr *b);
/* The same with the same parentheses. */
bool expr_same(const Expr *a, const Expr *b);
/* Without those round the whole, which belong to the place where it stands; all: without any. */
const Expr *expr_open(Cx *cx, const Expr *expr, bool all);

/* Is b true or unknown wherever a is? false: no, or it cannot be read off their form. */
bool expr_implies(const Expr *a, const Expr *b);

/* Prints in the schema language, with the author's parentheses and those that precedence asks for;
 * parsing the text gives an equal tree (property test). */
void expr_print(Text *out, const Expr *expr);

/* What a printer must decide; the language and each dialect fill one. A NULL function means the
 * language's own spelling. expr_write does precedence, spacing and parentheses for all. */
typedef enum ExprPrecedence {
    PRECEDENCE_POSTGRES, /* the language's own */
    PRECEDENCE_SQLITE    /* || and -> bind tighter than *, = and < differ; casts are CAST(x AS T) */
} ExprPrecedence;

typedef struct ExprStyle {
    void (*name)(Text *out, const void *state, const Expr *name);          /* EXPR_NAME */
    void (*identifier)(Text *out, const void *state, Name name);           /* quoting */
    void (*string)(Text *out, const void *state, const Expr *string);      /* text, length of
                                                                   EXPR_STRING and EXPR_TYPED */
    void (*bytes)(Text *out, const void *state, const Expr *bytes);        /* EXPR_BYTES */
    void (*type)(Text *out, const void *state, const Type *type);          /* in casts, typed */
    bool (*custom)(Text *out, const void *state, const Expr *expr); /* true: it has printed expr,
                      as something that binds no looser than the node would: else in parentheses */
    bool upper_case; /* keywords AND, IS NULL, CASE ... */
    ExprPrecedence precedence; /* whose reading decides about parentheses */
    const void *state;
} ExprStyle;
void expr_write(Text *out, const Expr *expr, const ExprStyle *style);
/* Writes expr so that any operator may stand beside it: in parentheses unless it is a name, a
 * literal, a call or the like. For the custom functions of dialects. */
void expr_write_operand(Text *out, const Expr *expr, const ExprStyle *style);

/* A name as expressions write it: quoted unless plain and not an operator word ("end"). */
void name_print(Text *out, Name name);
bool word_is_reserved(const char *word, size_t length); /* read as something else than a name */
/* $$text$$, or $a$text$a$ ... : a tag that the text cannot close. */
void dollar_print(Text *out, const char *text, size_t length);
void type_print(Text *out, const Type *type); /* in the language: "varchar(10)[]" */

#endif
