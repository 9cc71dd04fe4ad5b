/* SPDX-License-Identifier: MIT
 * Rules of calls, wherever they stand: an expression of the schema sees one row, and the sequences
 * that it names are there. Also how the expressions of an item are visited. */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES };

void marked_each(Resolver *r, const Item *item, const Marked *marked, ExprRule *rule)
{
    uint8_t rest = item->object->dialects;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        uint8_t bit = (uint8_t)(1u << id);
        if (!marked->only[id]) continue;
        if (rest & bit) rule(r, item, marked->only[id], bit);
        rest = (uint8_t)(rest & ~bit);
    }
    if (marked->any && rest) rule(r, item, marked->any, rest);
}

void item_each(Resolver *r, const Item *item, ExprRule *rule)
{
    const KindInfo *info = kind_info(item->object->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_EXPR)
            marked_each(r, item, attr_value(item->object, &info->attrs[i], Marked), rule);
    const Index *index = (const Index *)item->object;
    if (item->object->kind != KIND_INDEX && item->object->kind != KIND_EXCLUDE) return;
    for (size_t i = 0; i < index->elements.count; i++)
        rule(r, item, index->elements.items[i].expr, item->object->dialects);
}

/* ---- one row at a time ---- */

static const char many_rows[] =
    "sum avg count string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg "
    "bool_and "
    "bool_or every bit_and bit_or stddev variance corr group_concat total json_group_array "
    "json_group_object row_number rank dense_rank percent_rank cume_dist ntile lag lead "
    "first_value "
    "last_value nth_value unnest generate_series generate_subscripts json_each jsonb_each "
    "json_tree "
    "json_array_elements jsonb_array_elements jsonb_array_elements_text jsonb_object_keys "
    "regexp_split_to_table string_to_table regexp_matches";

/* min(a, b) is SQLite's least(a, b). */
static bool speaks_of_many(const Expr *call)
{
    const Function *own = (const Function *)call->ref;
    if (own && own->object.kind == KIND_FUNCTION) return own->returns_set;
    if (!name_none(call->space)) return false;
    return name_is_one_of(call->name, many_rows) ||
           (name_is_one_of(call->name, "min max") && call->arg_count < 2);
}

static bool find_many(void *state, const Expr *expr)
{
    const Expr **found = state;
    if (expr->kind == EXPR_CALL && speaks_of_many(expr)) *found = expr;
    return !*found;
}

static void one_row(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    const Expr *call = NULL;
    (void)item, (void)dialects;
    expr_walk(expr, find_many, &call);
    if (call)
        report(r, call->span, "many-rows", "'%s' is of many rows, only one is seen here",
               name_text(call->name));
}

/* ---- sequences by name ---- */

/* The sequence of an identity column is called TABLE_COLUMN_seq. */
static bool is_identity_sequence(const Resolver *r, Name space, Name name)
{
    const char *text = name_text(name);
    for (const char *at = strchr(text, '_'); at; at = strchr(at + 1, '_')) {
        Name table = name_of(r->cx->names, text, (size_t)(at - text));
        const Object *object = schema_find(r->schema, KIND_TABLE, space, table);
        size_t rest = strlen(at + 1);
        if (!object || rest < 5 || strcmp(at + rest - 3, "_seq") != 0) continue;
        Name column = name_of(r->cx->names, at + 1, rest - 4);
        if (object->kind == KIND_TABLE && member_find(r, object, column, object->dialects))
            return true;
    }
    return false;
}

static bool check_sequence_call(void *state, const Expr *expr)
{
    Resolver *r = state;
    bool is_call = expr->kind == EXPR_CALL && name_is_one_of(expr->name, "nextval currval setval");
    if (!is_call || expr->arg_count == 0) return true;
    const Expr *literal = expr->args[0]->kind == EXPR_CAST ? expr->args[0]->args[0] : expr->args[0];
    if (literal->kind != EXPR_STRING || strchr(literal->text, '"')) return true;
    const char *dot = strchr(literal->text, '.');
    Name space =
        dot ? name_of(r->cx->names, literal->text, (size_t)(dot - literal->text)) : NO_NAME;
    Name name = name_from(r->cx->names, dot ? dot + 1 : literal->text);
    const Object *object = schema_find(r->schema, KIND_SEQUENCE, space, name);
    while (object && object->kind != KIND_SEQUENCE) object = object->namesake;
    if (object || is_identity_sequence(r, space, name)) return true;
    Suggest suggest = suggest_for(name_text(name));
    report(r, literal->span, "unknown-sequence", "unknown sequence '%s'",
           shortened(r, literal->text));
    for (size_t i = 0; i < r->schema->objects.count && report_may_suggest(r); i++)
        if (r->schema->objects.items[i]->kind == KIND_SEQUENCE)
            suggest_try(&suggest, name_text(r->schema->objects.items[i]->name));
    report_nearest(r, &suggest);
    return true;
}

static void known_sequences(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    (void)item;
    if (dialects & r->targets & POSTGRES) expr_walk(expr, check_sequence_call, r);
}

void check_calls(Resolver *r, Item *item)
{
    if (!item->has_call) return;
    item_each(r, item, one_row);
    item_each(r, item, known_sequences);
}
