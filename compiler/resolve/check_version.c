/* SPDX-License-Identifier: MIT
 * What the oldest server of a target does not have yet: clauses, options, functions. */
#include "model/mention.h"
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES };

static const char *version_text(Resolver *r, DialectId dialect, int version)
{
    if (dialect == DIALECT_POSTGRES) return arena_printf(r->cx->arena, "%d", version);
    return arena_printf(r->cx->arena, "%d.%d", version / 1000000, version / 1000 % 1000);
}

static void need(Resolver *r, Span span, DialectId dialect, int version, const char *what)
{
    const Target *target = &r->schema->targets[dialect];
    if (!target->is_target || target->version >= version) return;
    report(r, span, "version-too-low", "%s needs %s %s, the target is %s", what,
           dialect_title(dialect), version_text(r, dialect, version),
           version_text(r, dialect, target->version));
    report_hint(r, "if no older one is used, write 'target %s %s'", dialect_word(dialect),
                version_text(r, dialect, version));
}

/* ---- clauses and options: PostgreSQL ---- */

static bool has_option(const OptionList *options, const char *word)
{
    for (size_t i = 0; i < options->count; i++)
        if (name_equals(options->items[i].name, word)) return true;
    return false;
}

static bool is_distinct_nulls(const Object *object)
{
    if (object->kind == KIND_INDEX) return ((const Index *)object)->nulls_not_distinct;
    return object->kind == KIND_UNIQUE && ((const Key *)object)->nulls_not_distinct;
}

static bool is_not_enforced(const Object *object)
{
    if (object->kind == KIND_CHECK) return ((const Check *)object)->is_not_enforced;
    return object->kind == KIND_FOREIGN_KEY && ((const ForeignKey *)object)->is_not_enforced;
}

static bool is_temporal(const Object *object)
{
    if (object->kind == KIND_FOREIGN_KEY) return ((const ForeignKey *)object)->is_temporal;
    bool is_key = object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE;
    return is_key && ((const Key *)object)->is_temporal;
}

static bool has_maintain(const Object *object)
{
    const NameList *privileges = &((const Grant *)object)->privileges;
    for (size_t i = 0; object->kind == KIND_GRANT && i < privileges->count; i++)
        if (name_equals(privileges->items[i], "maintain")) return true;
    return false;
}

static bool is_for_large_objects(const Object *object)
{
    const Object *on = object->kind == KIND_GRANT ? ((const Grant *)object)->on : NULL;
    return on && on->kind == KIND_FUTURE &&
           name_equals(((const Future *)on)->what, "large_objects");
}

/* title.compression = pglz */
static bool keeps_compressed(Resolver *r, const OptionList *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        const char *word;
        option_column(r->cx->names, kept->items[i].name, &word);
        if (strcmp(word, "compression") == 0) return true;
    }
    return false;
}

static void check_said(Resolver *r, const Object *object)
{
    const Column *column = (const Column *)object;
    const View *view = (const View *)object;
    const ForeignKey *foreign = (const ForeignKey *)object;
    if (!(object->dialects & POSTGRES)) return;
    if (is_distinct_nulls(object))
        need(r, object->span, DIALECT_POSTGRES, 15, "'nulls not distinct'");
    if (has_maintain(object)) need(r, object->span, DIALECT_POSTGRES, 17, "'maintain'");
    if (is_for_large_objects(object))
        need(r, object->span, DIALECT_POSTGRES, 18, "'new large_objects'");
    if (object->kind == KIND_RANGE && !name_none(((const Range *)object)->multirange))
        need(r, object->span, DIALECT_POSTGRES, 14, "a name of the multirange");
    if (object->kind == KIND_FUNCTION && ((const Function *)object)->body &&
        function_is_read((const Function *)object))
        need(r, object->span, DIALECT_POSTGRES, 14, "a body that PostgreSQL reads when it is made");
    if (is_temporal(object)) need(r, object->span, DIALECT_POSTGRES, 18, "a key of a period");
    if (is_not_enforced(object)) need(r, object->span, DIALECT_POSTGRES, 18, "'not enforced'");
    if (object->kind == KIND_COLUMN && column->is_not_valid)
        need(r, object->span, DIALECT_POSTGRES, 18, "'not null not valid'");
    if (object->kind == KIND_COLUMN && !name_none(column->null_name))
        need(r, object->span, DIALECT_POSTGRES, 18, "a name of 'not null'");
    if (object->kind == KIND_COLUMN && name_equals(column->storage, "virtual"))
        need(r, object->span, DIALECT_POSTGRES, 18, "a virtual column");
    bool is_compressed = object->kind == KIND_COLUMN  ? has_option(&column->options, "compression")
                         : object->kind == KIND_TABLE ? keeps_compressed(r, &((const Table *)object)->kept)
                         : object->kind == KIND_VIEW  ? keeps_compressed(r, &view->kept)
                                                      : false;
    if (is_compressed)
        need(r, object->span, DIALECT_POSTGRES, 14, "'compression'");
    if (object->kind == KIND_SEQUENCE && ((const Sequence *)object)->is_unlogged)
        need(r, object->span, DIALECT_POSTGRES, 15, "an unlogged sequence");
    if (object->kind == KIND_VIEW && has_option(&view->options, "security_invoker"))
        need(r, object->span, DIALECT_POSTGRES, 15, "'security_invoker'");
    if (object->kind == KIND_FOREIGN_KEY && foreign->on_delete_columns.count > 0)
        need(r, object->span, DIALECT_POSTGRES, 15, "'set null' of chosen columns");
}

/* ---- functions that only one dialect has, and that it has not always had ---- */

typedef struct Since {
    int version;
    DialectId dialect;
    const char *names;
} Since;

static const Since since[] = {
    {13, DIALECT_POSTGRES, "gcd lcm min_scale trim_scale normalize is_normalized"},
    {14, DIALECT_POSTGRES, "bit_count bit_xor date_bin trim_array unistr range_agg"},
    {15, DIALECT_POSTGRES, "regexp_count regexp_instr regexp_like regexp_substr"},
    {16, DIALECT_POSTGRES, "any_value array_sample array_shuffle date_add date_subtract erf erfc random_normal"},
    {17, DIALECT_POSTGRES,
     "json_exists json_query json_scalar json_serialize json_value to_bin to_oct unicode_assigned "
     "uuid_extract_timestamp uuid_extract_version xmltext"},
    {18, DIALECT_POSTGRES, "array_reverse array_sort casefold crc32 crc32c gamma lgamma uuidv4 uuidv7"},
    {3038000, DIALECT_SQLITE, "unixepoch"},
    {3041000, DIALECT_SQLITE, "unhex"},
    {3043000, DIALECT_SQLITE, "timediff"},
};

typedef struct Calls {
    Resolver *r;
    uint8_t dialects;
} Calls;

static bool check_call(void *state, const Expr *expr)
{
    const Calls *calls = state;
    bool is_builtin = expr->kind == EXPR_CALL && !expr->ref && name_none(expr->space);
    for (size_t i = 0; is_builtin && i < rule_count(since); i++) {
        if (!(calls->dialects & 1u << since[i].dialect)) continue;
        if (!name_is_one_of(expr->name, since[i].names)) continue;
        need(calls->r, expr->span, since[i].dialect, since[i].version,
             arena_printf(calls->r->cx->arena, "'%s'", name_text(expr->name)));
    }
    return true;
}

static void check_built_in(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    Calls calls = {r, dialects};
    (void)item;
    expr_walk(expr, check_call, &calls);
}

void check_versions(Resolver *r, Item *item)
{
    check_said(r, item->object);
    if (item->has_call) item_each(r, item, check_built_in);
}
