/* SPDX-License-Identifier: MIT
 * Calls: the class of the result, and arguments that a function of PostgreSQL does not take. */
#include "resolve/infer.h"

/* ---- arguments ---- */

static const struct {
    TypeClass class;
    const char *word, *names;
} first_arguments[] = {
    {CLASS_TEXT, "text",
     "lower upper initcap trim btrim ltrim rtrim replace left right split_part reverse repeat lpad "
     "rpad strpos starts_with regexp_replace regexp_match regexp_like regexp_count translate ascii "
     "char_length character_length string_to_array to_date"},
    {CLASS_NUMBER, "a number",
     "abs ceil ceiling floor round trunc sqrt cbrt exp ln log sign power mod degrees radians sin "
     "cos tan asin acos atan chr to_hex"},
    {CLASS_JSON, "json",
     "jsonb_array_length json_array_length jsonb_typeof json_typeof jsonb_set jsonb_insert "
     "jsonb_pretty jsonb_strip_nulls json_strip_nulls jsonb_path_exists jsonb_path_match"},
};

static bool suits(const Value *value, TypeClass class)
{
    if (!value->is_known || value->is_null || value->is_literal) return true;
    if (value->dims || value->enumeration) return false;
    return class == CLASS_NUMBER ? value_is_number(value) : value->class == class;
}

static void check_first(Infer *in, const Expr *call, const Value *first)
{
    for (size_t i = 0; i < rule_count(first_arguments); i++) {
        if (!name_is_one_of(call->name, first_arguments[i].names)) continue;
        if (suits(first, first_arguments[i].class)) return;
        report(in->r, call->args[0]->span, "bad-operand", "'%s' needs %s, this is %s",
               name_text(call->name), first_arguments[i].word, value_word(in->r, first));
        return;
    }
    bool has_length = suits(first, CLASS_TEXT) || suits(first, CLASS_BYTES);
    if (!name_is_one_of(call->name, "length octet_length") || has_length) return;
    report(in->r, call->args[0]->span, "bad-operand", "'%s' needs text or bytes, this is %s",
           name_text(call->name), value_word(in->r, first));
}

/* ---- results ---- */

/* coalesce, greatest, least, nullif, and CASE: all branches are of one type. */
static Value infer_branches(Infer *in, const Expr *call)
{
    Value result = anything;
    for (size_t i = 0; i < call->arg_count; i++) {
        Value value = infer_in(in, call->args[i]);
        if (in->is_strict && !value.is_null && !value.is_literal && !result.is_literal &&
            !values_meet(&result, &value))
            report(in->r, call->args[i]->span, "incomparable", "'%s' of %s and %s",
                   name_text(call->name), value_word(in->r, &result), value_word(in->r, &value));
        value_merge(&result, &value);
    }
    return result;
}

static Scalar scalar_of_clock(Name name)
{
    if (name_is_one_of(name, "now current_timestamp")) return SCALAR_TIMESTAMPTZ;
    if (name_equals(name, "localtimestamp")) return SCALAR_TIMESTAMP;
    if (name_equals(name, "current_date")) return SCALAR_DATE;
    return SCALAR_NONE;
}

static Value infer_own(Infer *in, const Expr *call)
{
    const Function *function = (const Function *)call->ref;
    for (size_t i = 0; i < call->arg_count; i++) infer_in(in, call->args[i]);
    bool is_sure = !function->returns_set && !(call->flags & EXPR_SHARED);
    return is_sure ? value_of_type(function->returns) : anything;
}

Value infer_call(Infer *in, const Expr *call)
{
    bool is_builtin = name_none(call->space) && !call->ref;
    if (call->ref && call->ref->kind == KIND_FUNCTION) return infer_own(in, call);
    if (is_builtin && name_is_one_of(call->name, "coalesce greatest least nullif ifnull"))
        return infer_branches(in, call);
    Value first = anything;
    for (size_t i = 0; i < call->arg_count; i++) {
        Value value = infer_in(in, call->args[i]);
        if (i == 0) first = value;
    }
    if (!is_builtin) return anything;
    if (in->is_strict && call->arg_count > 0) check_first(in, call, &first);
    Scalar clock = scalar_of_clock(call->name);
    if (clock != SCALAR_NONE) return value_of_scalar(clock);
    if (name_is_one_of(call->name, "abs min max")) return first;
    bool is_bound = !first.is_known && name_is_one_of(call->name, "lower upper"); /* of a range */
    if (is_bound) return anything;
    const FunctionFact *fact = function_fact(in->r, call->name);
    return !fact || first.dims ? anything : value_of_class(fact->class);
}

/* ---- calls with a syntax of their own ---- */

Value infer_extract(Infer *in, const Expr *expr)
{
    static const char *const fields =
        "century day decade dow doy epoch hour isodow isoyear julian microseconds millennium "
        "milliseconds minute month quarter second timezone timezone_hour timezone_minute week year";
    Value value = infer_in(in, expr->args[0]);
    bool is_time = !value.is_known || value.is_literal || value_is(&value, CLASS_TIME);
    if (!name_is_one_of(expr->name, fields))
        report(in->r, expr->span, "unknown-name", "a time has no '%s'", name_text(expr->name));
    else if (!is_time && in->is_strict)
        report(in->r, expr->args[0]->span, "bad-operand", "'extract' needs a time, this is %s",
               value_word(in->r, &value));
    return value_of_class(CLASS_NUMBER);
}

Value infer_zone(Infer *in, const Expr *expr)
{
    Value value = infer_in(in, expr->args[0]), zone = infer_in(in, expr->args[1]);
    bool is_time = !value.is_known || value.is_literal || value_is(&value, CLASS_TIME);
    bool is_zone = !zone.is_known || zone.class == CLASS_TEXT || zone.scalar == SCALAR_INTERVAL;
    if (in->is_strict && (!is_time || !is_zone))
        report(in->r, expr->span, "bad-operand", "'at time zone' of %s and %s",
               value_word(in->r, &value), value_word(in->r, &zone));
    if (value.scalar == SCALAR_TIMESTAMPTZ) return value_of_scalar(SCALAR_TIMESTAMP);
    if (value.scalar == SCALAR_TIMESTAMP) return value_of_scalar(SCALAR_TIMESTAMPTZ);
    return value_of_class(CLASS_TIME);
}
