/* SPDX-License-Identifier: MIT
 * Private to the inference: value.c, infer.c, operator.c, cast.c, call.c. */
#ifndef RESOLVE_INFER_H
#define RESOLVE_INFER_H

#include "resolve/resolver.h"

typedef struct Infer {
    Resolver *r;
    uint8_t dialects;
    bool is_strict; /* PostgreSQL reads it: SQLite compares and joins anything with anything */
} Infer;

/* ---- value.c ---- */

extern const Value anything;
Value value_of_class(TypeClass class);
Value value_of_scalar(Scalar scalar);
bool value_is_number(const Value *value);
bool value_is(const Value *value, TypeClass class); /* known, no array, no literal */
/* The first branch of CASE or COALESCE whose class is known stands for all. */
void value_merge(Value *result, const Value *branch);

/* ---- infer.c ---- */

Value infer_in(Infer *in, const Expr *expr);
void infer_bool(Infer *in, const Expr *expr); /* a condition is expected */

/* ---- operator.c ---- */

typedef struct Operand {
    const Expr *expr;
    Value value;
} Operand;

Operand infer_operand(Infer *in, const Expr *expr);
void infer_compare(Infer *in, const Expr *whole, const Operand *left, const Operand *right);
Value infer_binary(Infer *in, const Expr *expr);
Value infer_unary(Infer *in, const Expr *expr);
Value infer_list(Infer *in, const Expr *expr); /* in, between */
Value infer_like(Infer *in, const Expr *expr);
Value infer_any(Infer *in, const Expr *expr);
Value infer_is(Infer *in, const Expr *expr);

/* ---- cast.c ---- */

Value infer_cast(Infer *in, const Expr *expr);
Value infer_typed(Infer *in, const Expr *expr); /* date '2024-12-31' */

/* ---- call.c ---- */

Value infer_call(Infer *in, const Expr *expr);
Value infer_extract(Infer *in, const Expr *expr);
Value infer_zone(Infer *in, const Expr *expr);

#endif
