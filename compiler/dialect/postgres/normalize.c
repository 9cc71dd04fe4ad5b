/* SPDX-License-Identifier: MIT
 * What the engine stores otherwise than it may be written, so that a lowered schema is what a
 * database made from it reads back as. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "dialect/postgres/postgres.h"

/* ---- numbers ---- */

static const char *number_text(const Lowering *in, const char *text)
{
    return text ? arena_printf(in->cx->arena, "%.7g", strtod(text, NULL)) : NULL;
}

static const char *integer_text(const Lowering *in, const char *text)
{
    return text ? arena_printf(in->cx->arena, "%lld", strtoll(text, NULL, 10)) : NULL;
}

static void drop_usual(const char **text, const char *usual)
{
    if (*text && strcmp(*text, usual) == 0) *text = NULL;
}

/* ---- kinds ---- */

IndexElement *postgres_own_elements(const Lowering *in, ElementList *elements)
{
    IndexElement *items = arena_array(in->cx->arena, IndexElement, elements->count);
    memcpy(items, elements->items, elements->count * sizeof *items);
    elements->items = items;
    return items;
}

static void normalize_elements(const Lowering *in, ElementList *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        const IndexElement *element = &elements->items[i];
        if (name_none(element->opclass) || element->opclass_args) continue;
        if (!postgres_is_usual_opclass(name_text(element->opclass))) continue;
        IndexElement *items = postgres_own_elements(in, elements);
        items[i].opclass = items[i].opclass_space = NO_NAME;
    }
}

/* Collations and directions of a key's columns are SQLite's. */
static void normalize_key(const Lowering *in, Key *key)
{
    for (size_t i = 0; i < key->columns.count; i++) {
        const IndexElement *element = &key->columns.items[i];
        if (name_none(element->collation) && !element->is_descending && !element->nulls) continue;
        IndexElement *items = postgres_own_elements(in, &key->columns);
        items[i] = (IndexElement){.expr = items[i].expr};
    }
    if (key->is_initially_deferred) key->is_deferrable = true;
    const KindInfo *info = kind_info(key->object.kind);
    for (size_t i = 0; key->partition_of && i < info->attr_count; i++) /* as the whole is unless it says so */
        if (info->attrs[i].type == VALUE_OPTIONS && attr_equal(&key->object, key->partition_of, &info->attrs[i]))
            key->options = (OptionList){NULL, 0};
}

/* The columns of a primary key and identity columns take no NULL, whatever is written. */
static void normalize_table(Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        Object *member = table->members.items[i];
        if (member->kind == KIND_COLUMN && !name_none(((Column *)member)->identity))
            ((Column *)member)->is_nullable = false;
        if (member->kind != KIND_PRIMARY_KEY) continue;
        const ElementList *columns = &((Key *)member)->columns;
        for (size_t j = 0; j < columns->count; j++) {
            Object *column = object_member(table, KIND_COLUMN, columns->items[j].expr->name);
            bool is_own = column && column->parent == table;
            if (is_own) ((Column *)column)->is_nullable = false;
        }
    }
}

/* The collations of SQLite: one has an equal here, and any may be the name of the schema's own. */
Name postgres_collation(const Lowering *in, Span span, Name space, Name collation)
{
    bool is_own = native_find(in->logical, "collation", space, collation);
    if (is_own || !name_none(space)) return collation;
    if (name_equals(collation, "binary")) return name_from(in->cx->names, "C");
    if (name_equals(collation, "nocase") || name_equals(collation, "rtrim"))
        diag_error(in->cx->diag, span, "not-in-dialect", "PostgreSQL has no collation '%s'",
                   name_text(collation));
    return collation;
}

static void normalize_sequence(const Lowering *in, Sequence *sequence)
{
    const char **numbers[] = {&sequence->start, &sequence->increment, &sequence->minimum,
                              &sequence->maximum, &sequence->cache};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = integer_text(in, *numbers[i]);
    bool is_falling = sequence->increment && *sequence->increment == '-';
    bool is_small = sequence->type && name_equals(sequence->type->name, "smallint");
    bool is_int = sequence->type && name_equals(sequence->type->name, "integer");
    const char *low = is_small ? "-32768" : is_int ? "-2147483648" : "-9223372036854775808";
    const char *high = is_small ? "32767" : is_int ? "2147483647" : "9223372036854775807";
    drop_usual(&sequence->increment, "1");
    drop_usual(&sequence->cache, "1");
    drop_usual(&sequence->minimum, is_falling ? low : "1");
    drop_usual(&sequence->maximum, is_falling ? "-1" : high);
    const char *first = is_falling ? sequence->maximum : sequence->minimum;
    drop_usual(&sequence->start, first ? first : is_falling ? "-1" : "1");
    if (sequence->type && name_equals(sequence->type->name, "bigint")) sequence->type = NULL;
}

/* NULL: no number. */
static const char **option_number(Sequence *sequence, Name word)
{
    return name_equals(word, "start")       ? &sequence->start
           : name_equals(word, "increment") ? &sequence->increment
           : name_equals(word, "minimum")   ? &sequence->minimum
           : name_equals(word, "maximum")   ? &sequence->maximum
           : name_equals(word, "cache")     ? &sequence->cache
                                            : NULL;
}

/* The sequence behind an identity column is like a free one of the column's type. */
static void normalize_identity(const Lowering *in, Column *column)
{
    Sequence sequence = {.type = column->type.any};
    OptionList *options = &column->identity_options;
    Option *kept = arena_array(in->cx->arena, Option, options->count);
    size_t count = 0;
    for (size_t i = 0; i < options->count; i++) {
        const char **number = option_number(&sequence, options->items[i].name);
        if (number) *number = options->items[i].value;
    }
    normalize_sequence(in, &sequence);
    for (size_t i = 0; i < options->count; i++) {
        Option option = options->items[i];
        const char **number = option_number(&sequence, option.name);
        if (number) option.value = *number;
        if (option.value) kept[count++] = option;
    }
    *options = (OptionList){kept, count};
}

/* What the type has anyway is not told. */
static void normalize_options(const Lowering *in, Column *column)
{
    Option *kept = arena_array(in->cx->arena, Option, column->options.count);
    const char *usual = postgres_usual_storage(column);
    size_t count = 0;
    for (size_t i = 0; i < column->options.count; i++) {
        Option option = column->options.items[i];
        bool is_storage = name_equals(option.name, "storage");
        if (name_equals(option.name, "statistics")) option.value = integer_text(in, option.value);
        if (!is_storage || !usual || strcmp(option.value, usual) != 0) kept[count++] = option;
    }
    column->options = (OptionList){kept, count};
}

static bool tells_type(const Expr *expr)
{
    if (expr->kind != EXPR_ARRAY) return expr->kind == EXPR_CAST || expr->kind == EXPR_CALL;
    for (size_t i = 0; i < expr->arg_count; i++)
        if (tells_type(expr->args[i])) return true;
    return false;
}

/* array['a'] is text[] to the engine, and array[] nothing at all: the column knows better. Where an
 * element tells its type there is nothing to know, and of a domain, or beside current_timestamp(2), the cast
 * would be another default. */
static bool is_array_of_no_type(const Expr *expr)
{
    return expr->kind == EXPR_ARRAY && !tells_type(expr);
}

static void normalize_column(const Lowering *in, Column *column)
{
    const Expr *initial = column->initial.any;
    if (column->identity_options.count) normalize_identity(in, column);
    if (column->options.count) normalize_options(in, column);
    column->collation = postgres_collation(in, column->object.span, column->collation_space,
                                           column->collation);
    if (!initial || !is_array_of_no_type(initial)) return;
    Expr *cast = expr_op(in->cx, EXPR_CAST, initial->span, NULL, 1, &initial);
    cast->type = column->type.any;
    column->initial.any = cast;
}

/* Settings that PostgreSQL spells with capitals, however they are set. */
static Name setting_name(Cx *cx, Name name)
{
    static const char *const spelled[] = {"DateStyle", "IntervalStyle", "TimeZone"};
    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++)
        if (strcasecmp(name_text(name), spelled[i]) == 0) return name_from(cx->names, spelled[i]);
    return name;
}

/* search_path = '' is kept as one empty name. */
static void normalize_settings(const Lowering *in, Function *function)
{
    Option *items = arena_array(in->cx->arena, Option, function->settings.count);
    for (size_t i = 0; i < function->settings.count; i++) {
        items[i] = function->settings.items[i];
        items[i].name = setting_name(in->cx, items[i].name);
        if (name_equals(items[i].name, "search_path") && !*items[i].value) items[i].value = "\"\"";
    }
    function->settings.items = items;
}

static void normalize_function(const Lowering *in, Function *function)
{
    bool is_machine_code =
        name_equals(function->language, "c") || name_equals(function->language, "internal");
    function->cost = number_text(in, function->cost);
    function->rows = number_text(in, function->rows);
    drop_usual(&function->cost, is_machine_code ? "1" : "100");
    drop_usual(&function->rows, "1000");
    if (name_equals(function->volatility, "volatile")) function->volatility = NO_NAME;
    if (name_equals(function->parallel, "unsafe")) function->parallel = NO_NAME;
    normalize_settings(in, function);
}

static void normalize_trigger(const Lowering *in, Trigger *trigger)
{
    const Function *function = trigger->function_ref;
    if (function) trigger->function_space = function->object.space;
    if (name_is(trigger->function_space, in->logical->default_space))
        trigger->function_space = NO_NAME;
    if (trigger->is_initially_deferred) trigger->is_deferrable = true;
}

/* current_user would be the one who happens to make the database. */
static void check_role(const Lowering *in, const Policy *policy, Name role)
{
    static const char *const words[] = {"current_role", "current_user", "session_user"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equals(role, words[i]))
            diag_error(in->cx->diag, policy->object.span, "not-in-dialect",
                       "a policy is for named roles, and '%s' is whoever makes the database",
                       words[i]);
}

/* A policy for everyone and someone is one for everyone. */
static void normalize_policy(const Lowering *in, Policy *policy)
{
    for (size_t i = 0; i < policy->roles.count; i++) check_role(in, policy, policy->roles.items[i]);
    for (size_t i = 0; i < policy->roles.count; i++) {
        if (!name_equals(policy->roles.items[i], "public")) continue;
        policy->roles = (NameList){NULL, 0};
        return;
    }
}

static void normalize_foreign_key(ForeignKey *key)
{
    if (key->is_initially_deferred) key->is_deferrable = true;
    if (name_equals(key->on_delete, "no action")) key->on_delete = NO_NAME;
    if (name_equals(key->on_update, "no action")) key->on_update = NO_NAME;
    if (key->is_not_enforced) key->is_not_valid = false;
}

static void normalize_native(const Lowering *in, Native *native)
{
    if (name_equals(native->what, "statistics") && native->body)
        native->body = postgres_sort_statistics(in->cx, native->body);
}

static void normalize_attribute(const Lowering *in, Attribute *attribute)
{
    attribute->collation = postgres_collation(in, attribute->object.span,
                                              attribute->collation_space, attribute->collation);
}

void postgres_normalize(const Lowering *in, Object *object)
{
    switch (object->kind) {
    case KIND_TABLE: normalize_table(object); break;
    case KIND_COLUMN: normalize_column(in, (Column *)object); break;
    case KIND_ATTRIBUTE: normalize_attribute(in, (Attribute *)object); break;
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE: normalize_key(in, (Key *)object); break;
    case KIND_FOREIGN_KEY: normalize_foreign_key((ForeignKey *)object); break;
    case KIND_CHECK:
        if (((Check *)object)->is_not_enforced) ((Check *)object)->is_not_valid = false;
        break;
    case KIND_EXCLUDE:
        normalize_elements(in, &((Index *)object)->elements);
        if (((Index *)object)->is_initially_deferred) ((Index *)object)->is_deferrable = true;
        break;
    case KIND_INDEX: normalize_elements(in, &((Index *)object)->elements); break;
    case KIND_SEQUENCE: normalize_sequence(in, (Sequence *)object); break;
    case KIND_FUNCTION: normalize_function(in, (Function *)object); break;
    case KIND_TRIGGER: normalize_trigger(in, (Trigger *)object); break;
    case KIND_POLICY: normalize_policy(in, (Policy *)object); break;
    case KIND_NATIVE: normalize_native(in, (Native *)object); break;
    case KIND_NAMESPACE:
    case KIND_EXTENSION:
    case KIND_EXTERNAL:
    case KIND_ENUM:
    case KIND_ENUM_VALUE:
    case KIND_DOMAIN:
    case KIND_TYPE:
    case KIND_RANGE:
    case KIND_VIEW:
    case KIND_FUTURE:
    case KIND_OWNER:
    case KIND_GRANT:
    case KIND_COUNT: break;
    }
}
