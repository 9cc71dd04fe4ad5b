/* SPDX-License-Identifier: MIT
 * A modest type inference: the class of every expression whose class is plain to see, so that a
 * mistake is reported here and not by the first database that reads the SQL. Where something is
 * not known (a native type, an extension's function), nothing is said. */
#include "resolve/resolver.h"

typedef struct Infer {
    Resolver *r;
    uint8_t dialects;
} Infer;

static const Value anything = {0};

static Value of_class(TypeClass class)
{
    return (Value){.is_known = class != CLASS_OTHER, .class = class};
}

static Value of_scalar(Scalar scalar)
{
    return (Value){.is_known = true, .class = scalar_class(scalar), .scalar = scalar};
}

static bool is_array(const Value *value)
{
    return value->dims > 0;
}

Value value_of_type(const Type *type)
{
    if (!type || type->scalar == SCALAR_NONE || type->scalar == SCALAR_NATIVE) return anything;
    if (type->scalar == SCALAR_DOMAIN) {
        Value value = value_of_type(((const Domain *)type->named)->type);
        value.dims = (uint8_t)(value.dims + type->dims);
        return value;
    }
    Value value = {.is_known = true, .scalar = type->scalar, .dims = type->dims, .type = type};
    if (type->scalar == SCALAR_ENUM)
        value.enumeration = (const Enum *)type->named;
    else
        value.class = scalar_class(type->scalar);
    return value;
}

const char *value_word(Resolver *r, const Value *value)
{
    static const char *const classes[] = {
        [CLASS_OTHER] = "something else", [CLASS_BOOL] = "bool", [CLASS_INTEGER] = "int",
        [CLASS_NUMBER] = "a number",      [CLASS_TEXT] = "text", [CLASS_BYTES] = "bytes",
        [CLASS_TIME] = "a time",          [CLASS_JSON] = "json", [CLASS_UUID] = "uuid"};
    const char *word = classes[value->class];
    if (value->enumeration)
        word = name_text(value->enumeration->object.name);
    else if (value->scalar != SCALAR_NONE)
        word = scalar_word(value->scalar);
    return value->dims ? arena_printf(r->cx->arena, "%s[]", word) : word;
}

/* ---- do two values meet? ---- */

static bool is_number(const Value *value)
{
    return value->class == CLASS_INTEGER || value->class == CLASS_NUMBER;
}

/* Points in time compare with each other; times of day and intervals only with their like. */
static bool times_meet(Scalar a, Scalar b)
{
    bool a_apart = a == SCALAR_TIME || a == SCALAR_INTERVAL;
    bool b_apart = b == SCALAR_TIME || b == SCALAR_INTERVAL;
    if (a == SCALAR_NONE || b == SCALAR_NONE) return true;
    return a == b || (!a_apart && !b_apart);
}

bool values_meet(const Value *a, const Value *b)
{
    if (!a->is_known || !b->is_known) return true;
    if (a->dims != b->dims) return false;
    if (a->enumeration || b->enumeration) return a->enumeration == b->enumeration;
    if (is_number(a) && is_number(b)) return true;
    if (a->class == CLASS_TIME && b->class == CLASS_TIME) return times_meet(a->scalar, b->scalar);
    return a->class == b->class;
}

/* A string literal takes the type of what it is compared with, if it can. */
static void check_literal(Infer *in, const Expr *literal, const Value *other)
{
    if (!other->type || other->dims) return;
    const char *problem = literal_problem(in->r, other->type, literal->text, literal->length);
    if (!problem || other->scalar == SCALAR_VARCHAR || other->scalar == SCALAR_CHAR) return;
    if (other->enumeration)
        report(in->r, literal->span, "unknown-enum-value", "enum '%s' has no value '%s'",
               name_text(other->enumeration->object.name), shortened(in->r, literal->text));
    else
        report(in->r, literal->span, "invalid-literal", "'%s' is no %s",
               shortened(in->r, literal->text), value_word(in->r, other));
    report_hint(in->r, "%s", problem);
}

static bool is_string(const Expr *expr)
{
    return expr->kind == EXPR_STRING;
}

/* The postgres rules of comparison: SQLite compares anything with anything. */
static void compare(Infer *in, const Expr *whole, const Expr *left, const Value *a,
                    const Expr *right, const Value *b)
{
    if (a->is_null || b->is_null) return;
    if (is_string(left) && is_string(right)) return;
    if (is_string(right))
        check_literal(in, right, a);
    else if (is_string(left))
        check_literal(in, left, b);
    else if (!values_meet(a, b) && in->dialects & in->r->targets & 1u << DIALECT_POSTGRES) {
        report(in->r, whole->span, "incomparable", "%s cannot be compared with %s",
               value_word(in->r, a), value_word(in->r, b));
        if (a->class == CLASS_BOOL || b->class == CLASS_BOOL)
            report_hint(in->r, "a bool is compared with true or false, or not at all");
    }
}

/* ---- operators ---- */

static Value infer_in(Infer *in, const Expr *expr);

static void need_bool(Infer *in, const Expr *expr)
{
    Value value = infer_in(in, expr);
    if (!value.is_known || value.is_null || value.class == CLASS_BOOL) return;
    if (value.is_literal || !(in->dialects & in->r->targets & 1u << DIALECT_POSTGRES)) return;
    report(in->r, expr->span, "bool-expected", "a condition is expected, this is %s",
           value_word(in->r, &value));
}

static bool is_one_of(Name name, const char *const *words)
{
    for (; *words; words++)
        if (name_equals(name, *words)) return true;
    return false;
}

static const char *const comparisons[] = {"=", "<>", "!=", "<", ">", "<=", ">=", NULL};
static const char *const arithmetic[] = {"+", "-", "*", "/", "%", "^", NULL};
static const char *const matching[] = {"~",  "~*", "!~", "!~*", "@>",  "<@",  "?",    "?|", "?&",
                                       "&&", "@@", "@?", "~~",  "!~~", "~~*", "!~~*", NULL};

static Value of_arithmetic(Infer *in, const Expr *expr, const Value *a, const Value *b)
{
    bool both = a->is_known && b->is_known && !a->is_literal && !b->is_literal;
    bool a_text = a->class == CLASS_TEXT || a->class == CLASS_BOOL;
    bool b_text = b->class == CLASS_TEXT || b->class == CLASS_BOOL;
    if (both && !a->dims && !b->dims && !a->enumeration && !b->enumeration && (a_text || b_text) &&
        in->dialects & in->r->targets & 1u << DIALECT_POSTGRES) {
        report(in->r, expr->span, "bad-operand", "'%s' cannot be applied to %s and %s",
               name_text(expr->name), value_word(in->r, a), value_word(in->r, b));
        if (name_equals(expr->name, "+")) report_hint(in->r, "texts are joined with ||");
        return anything;
    }
    if (is_number(a) && is_number(b))
        return of_class(a->class == CLASS_INTEGER && b->class == CLASS_INTEGER ? CLASS_INTEGER
                                                                               : CLASS_NUMBER);
    if (a->class == CLASS_TIME && (b->class == CLASS_TIME || b->is_literal) &&
        name_equals(expr->name, "+"))
        return of_class(CLASS_TIME);
    /* a point in time plus or minus a span stays as fixed or as zoned as it was */
    if (a->class == CLASS_TIME && b->scalar == SCALAR_INTERVAL)
        return (Value){.is_known = true,
                       .class = CLASS_TIME,
                       .scalar = a->scalar == SCALAR_DATE ? SCALAR_TIMESTAMP : a->scalar};
    return anything;
}

static Value of_joined(const Value *a, const Value *b)
{
    if (is_array(a) || is_array(b)) return anything;
    if (a->class == CLASS_JSON || b->class == CLASS_JSON) return of_scalar(SCALAR_JSONB);
    if (a->class == CLASS_BYTES || b->class == CLASS_BYTES) return of_scalar(SCALAR_BYTES);
    if (a->class == CLASS_TEXT || b->class == CLASS_TEXT) return of_scalar(SCALAR_TEXT);
    return anything;
}

static Value infer_binary(Infer *in, const Expr *expr)
{
    const Expr *left = expr->args[0], *right = expr->args[1];
    if (name_equals(expr->name, "and") || name_equals(expr->name, "or")) {
        need_bool(in, left);
        need_bool(in, right);
        return of_scalar(SCALAR_BOOL);
    }
    Value a = infer_in(in, left), b = infer_in(in, right);
    if (is_one_of(expr->name, comparisons)) {
        compare(in, expr, left, &a, right, &b);
        return of_scalar(SCALAR_BOOL);
    }
    if (is_one_of(expr->name, arithmetic)) return of_arithmetic(in, expr, &a, &b);
    if (is_one_of(expr->name, matching)) return of_scalar(SCALAR_BOOL);
    if (name_equals(expr->name, "||")) return of_joined(&a, &b);
    if (name_equals(expr->name, "->>") || name_equals(expr->name, "#>>"))
        return of_scalar(SCALAR_TEXT);
    if (name_equals(expr->name, "->") || name_equals(expr->name, "#>")) return of_class(CLASS_JSON);
    return anything;
}

static Value infer_unary(Infer *in, const Expr *expr)
{
    if (name_equals(expr->name, "not")) {
        need_bool(in, expr->args[0]);
        return of_scalar(SCALAR_BOOL);
    }
    Value value = infer_in(in, expr->args[0]);
    value.is_literal = false;
    return value;
}

/* ---- the other nodes ---- */

static Value infer_list(Infer *in, const Expr *expr)
{
    Value first = infer_in(in, expr->args[0]);
    for (size_t i = 1; i < expr->arg_count; i++) {
        Value value = infer_in(in, expr->args[i]);
        compare(in, expr->args[i], expr->args[0], &first, expr->args[i], &value);
    }
    return of_scalar(SCALAR_BOOL);
}

static Value infer_like(Infer *in, const Expr *expr)
{
    Value value = infer_in(in, expr->args[0]);
    infer_in(in, expr->args[1]);
    bool is_text = !value.is_known || (value.class == CLASS_TEXT && !value.dims);
    if (!is_text && in->dialects & in->r->targets & 1u << DIALECT_POSTGRES) {
        report(in->r, expr->span, "bad-operand", "'%s' needs text, this is %s",
               name_text(expr->name), value_word(in->r, &value));
        report_hint(in->r, "cast it: (...)::text %s ...", name_text(expr->name));
    }
    return of_scalar(SCALAR_BOOL);
}

/* The first branch whose class is known stands for all. */
static void merge(Value *result, const Value *branch)
{
    if (branch->is_null || result->is_known) return;
    *result = *branch;
}

static Value infer_case(Infer *in, const Expr *expr)
{
    Value result = anything;
    const Expr *operand = expr->args[0];
    size_t last = expr->arg_count - 1;
    if (operand) infer_in(in, operand);
    for (size_t i = 1; i + 1 < last + 1; i += 2) {
        if (operand)
            infer_in(in, expr->args[i]);
        else
            need_bool(in, expr->args[i]);
        Value branch = infer_in(in, expr->args[i + 1]);
        merge(&result, &branch);
    }
    if (!expr->args[last]) return result;
    Value branch = infer_in(in, expr->args[last]);
    merge(&result, &branch);
    return result;
}

static bool returns_its_argument(Name name)
{
    static const char *const names[] = {"coalesce", "nullif", "greatest", "least", "abs",
                                        "ifnull",   "min",    "max",      NULL};
    return is_one_of(name, names);
}

static Scalar scalar_of_clock(Name name)
{
    if (name_equals(name, "now") || name_equals(name, "current_timestamp"))
        return SCALAR_TIMESTAMPTZ;
    if (name_equals(name, "localtimestamp")) return SCALAR_TIMESTAMP;
    if (name_equals(name, "current_date")) return SCALAR_DATE;
    return SCALAR_NONE;
}

static Value infer_call(Infer *in, const Expr *expr)
{
    Value first = anything, result = anything;
    for (size_t i = 0; i < expr->arg_count; i++) {
        Value value = infer_in(in, expr->args[i]);
        if (i == 0) first = value;
        merge(&result, &value);
    }
    if (expr->ref && expr->ref->kind == KIND_FUNCTION) {
        const Function *function = (const Function *)expr->ref;
        return function->returns_set ? anything : value_of_type(function->returns);
    }
    if (!name_none(expr->space)) return anything;
    Scalar clock = scalar_of_clock(expr->name);
    if (clock != SCALAR_NONE) return of_scalar(clock);
    if (returns_its_argument(expr->name)) {
        result.is_literal = false;
        return result;
    }
    const FunctionFact *fact = function_fact(in->r, expr->name);
    if (!fact || is_array(&first)) return anything;
    return of_class(fact->class);
}

static Value infer_zone(Infer *in, const Expr *expr)
{
    Value value = infer_in(in, expr->args[0]);
    if (value.scalar == SCALAR_TIMESTAMPTZ) return of_scalar(SCALAR_TIMESTAMP);
    if (value.scalar == SCALAR_TIMESTAMP) return of_scalar(SCALAR_TIMESTAMPTZ);
    return of_class(CLASS_TIME);
}

static Value infer_array(Infer *in, const Expr *expr)
{
    Value element = anything;
    for (size_t i = 0; i < expr->arg_count; i++) {
        Value value = infer_in(in, expr->args[i]);
        merge(&element, &value);
    }
    if (element.is_literal) return anything;
    if (element.is_known) element.dims++;
    return element;
}

static Value infer_subscript(Infer *in, const Expr *expr)
{
    Value value = infer_in(in, expr->args[0]);
    for (size_t i = 1; i < expr->arg_count; i++)
        if (expr->args[i]) infer_in(in, expr->args[i]);
    if (expr->flags & EXPR_SLICE || value.class == CLASS_JSON) return value;
    if (value.dims == 0) return anything;
    value.dims--;
    return value;
}

/* x = any (array): x meets an element. */
static Value infer_any(Infer *in, const Expr *expr)
{
    Value left = infer_in(in, expr->args[0]), right = infer_in(in, expr->args[1]);
    if (right.is_known && right.dims > 0) {
        right.dims--;
        compare(in, expr, expr->args[0], &left, expr->args[1], &right);
    }
    return of_scalar(SCALAR_BOOL);
}

static Value infer_name(const Expr *expr)
{
    if (!expr->ref) return anything;
    if (expr->ref->kind == KIND_DOMAIN) return value_of_type(((const Domain *)expr->ref)->type);
    if (expr->ref->kind != KIND_COLUMN) return anything;
    return value_of_type(((const Column *)expr->ref)->type.any);
}

static Value infer_operands(Infer *in, const Expr *expr, Value result)
{
    for (size_t i = 0; i < expr->arg_count; i++)
        if (expr->args[i]) infer_in(in, expr->args[i]);
    return result;
}

static Value infer_in(Infer *in, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_ERROR:
    case EXPR_RAW: return anything;
    case EXPR_NULL: return (Value){.is_null = true};
    case EXPR_TRUE:
    case EXPR_FALSE: return of_scalar(SCALAR_BOOL);
    case EXPR_NUMBER:
        return of_class(strpbrk(expr->text, ".eE") && expr->text[1] != 'x' ? CLASS_NUMBER
                                                                           : CLASS_INTEGER);
    case EXPR_STRING: return (Value){.is_known = true, .is_literal = true, .class = CLASS_TEXT};
    case EXPR_BYTES: return of_scalar(SCALAR_BYTES);
    case EXPR_TYPED: return value_of_type(expr->type);
    case EXPR_NAME: return infer_name(expr);
    case EXPR_CALL: return infer_call(in, expr);
    case EXPR_UNARY: return infer_unary(in, expr);
    case EXPR_BINARY: return infer_binary(in, expr);
    case EXPR_IS: return infer_operands(in, expr, of_scalar(SCALAR_BOOL));
    case EXPR_IN:
    case EXPR_BETWEEN: return infer_list(in, expr);
    case EXPR_LIKE: return infer_like(in, expr);
    case EXPR_CASE: return infer_case(in, expr);
    case EXPR_CAST: return infer_operands(in, expr, value_of_type(expr->type));
    case EXPR_COLLATE: return infer_in(in, expr->args[0]);
    case EXPR_AT_ZONE: return infer_zone(in, expr);
    case EXPR_ARRAY: return infer_array(in, expr);
    case EXPR_ROW:
    case EXPR_FIELD:
    case EXPR_NAMED_ARG: return infer_operands(in, expr, anything);
    case EXPR_SUBSCRIPT: return infer_subscript(in, expr);
    case EXPR_ANY: return infer_any(in, expr);
    case EXPR_EXTRACT: return infer_operands(in, expr, of_class(CLASS_NUMBER));
    }
    return anything;
}

Value infer(Resolver *r, const Expr *expr, uint8_t dialects)
{
    Infer in = {r, dialects};
    return infer_in(&in, expr);
}

void infer_condition(Resolver *r, const Expr *expr, uint8_t dialects)
{
    Infer in = {r, dialects};
    need_bool(&in, expr);
}
