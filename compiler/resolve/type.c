/* SPDX-License-Identifier: MIT
 * Types: the word becomes a scalar of the language, an enum, a domain, or a dialect's own type;
 * the numbers between its parentheses are read. */
#include <stdlib.h>

#include "resolve/resolver.h"
#include "model/native.h"

/* ---- arguments: varchar(n), decimal(p, s), timestamp(p) ---- */

typedef struct Arguments {
    int most;      /* how many it can have */
    int low, high; /* bounds of the first */
} Arguments;

static Arguments arguments_of(Scalar scalar)
{
    if (scalar == SCALAR_VARCHAR || scalar == SCALAR_CHAR) return (Arguments){1, 1, 10485760};
    if (scalar == SCALAR_DECIMAL) return (Arguments){2, 1, 1000};
    if (scalar == SCALAR_TIME || scalar == SCALAR_TIMESTAMP || scalar == SCALAR_TIMESTAMPTZ ||
        scalar == SCALAR_INTERVAL)
        return (Arguments){1, 0, 6};
    return (Arguments){0, 0, 0};
}

/* Numbers joined by commas; -1: something else, or more than two. */
static int read_numbers(const char *text, int32_t numbers[2])
{
    int count = 0;
    while (*text) {
        char *end;
        long value = strtol(text, &end, 10);
        if (end == text || count == 2 || value < -1000 || value > INT32_MAX) return -1;
        numbers[count++] = (int32_t)value;
        if (*end == ',')
            end++;
        else if (*end != '\0')
            return -1;
        text = end + strspn(end, " ");
    }
    return count;
}

static void bind_arguments(Resolver *r, Type *type)
{
    type->arg[0] = type->arg[1] = -1;
    if (!type->args) return;
    Arguments allowed = arguments_of(type->scalar);
    int count = read_numbers(type->args, type->arg);
    const char *word = scalar_word(type->scalar);
    if (allowed.most == 0) {
        report(r, type->span, "type-arguments", "type '%s' takes no arguments", word);
        report_hint(r, "leave (%s) out", type->args);
    } else if (count < 1 || count > allowed.most)
        report(r, type->span, "type-arguments", "type '%s' takes %s", word,
               allowed.most == 1 ? "one number" : "one or two numbers");
    else if (type->arg[0] < allowed.low || type->arg[0] > allowed.high)
        report(r, type->span, "type-arguments", "%s(%d) is out of range: %d to %d", word,
               (int)type->arg[0], allowed.low, allowed.high);
    else if (type->scalar == SCALAR_DECIMAL && count == 2 && type->arg[1] > type->arg[0])
        report(r, type->span, "type-arguments", "%d digits behind the point of %d are too many",
               (int)type->arg[1], (int)type->arg[0]);
}

/* ---- names ---- */

/* Types of other databases and languages, and the word here. */
static const char *type_habit(const Type *type)
{
    static const struct {
        const char *words, *hint;
    } habits[] = {
        {"tinyint", "write smallint, or bool"},
        {"mediumint int32 uint32", "write int"},
        {"int64 uint64 long", "write bigint"},
        {"datetime datetime2 smalldatetime datetimeoffset", "write timestamptz"},
        {"blob tinyblob mediumblob longblob binary varbinary image bytearray", "write bytes"},
        {"string str longtext mediumtext tinytext clob ntext", "write text"},
        {"nvarchar varchar2 nvarchar2", "write varchar"},
        {"nchar", "write char"},
        {"float float64", "write double"},
        {"float32", "write real"},
        {"number money smallmoney", "write decimal"},
        {"bit", "write bool"},
        {"uniqueidentifier guid", "write uuid"},
        {"serial", "only a column counts by itself: write int"},
        {"bigserial", "only a column counts by itself: write bigint"},
        {"smallserial", "only a column counts by itself: write smallint"},
        {"enum", "declare: enum NAME { a, b } and write its name as the type"},
        {"key", "did you mean 'primary key' or 'foreign key'?"},
    };
    for (size_t i = 0; i < rule_count(habits); i++)
        if (name_none(type->space) && name_is_one_of(type->name, habits[i].words))
            return habits[i].hint;
    return NULL;
}

static void report_unknown_type(Resolver *r, const Type *type)
{
    const char *habit = type_habit(type);
    QName name = {type->space, type->name, type->span};
    report(r, type->span, "unknown-type", "unknown type '%s'", qname_text(r, name));
    if (!report_may_suggest(r)) return;
    Suggest suggest = suggest_for(qname_text(r, name));
    if (habit) {
        report_hint(r, "%s", habit);
        return;
    }
    for (size_t i = 0; scalar_list(i); i++) suggest_try(&suggest, scalar_list(i));
    for (size_t i = 0; i < r->schema->objects.count; i++) {
        const Object *object = r->schema->objects.items[i];
        if (kind_info(object->kind)->names == NAMES_OF_TYPES)
            suggest_try(&suggest, qname_text(r, (QName){object->space, object->name, NO_SPAN}));
    }
    report_nearest(r, &suggest);
    if (suggest.best) return;
    const Object *column = r->current ? r->current->object : NULL;
    if (column && scalar_find(name_text(column->name)) != SCALAR_NONE)
        report_hint(r, "the name comes first: %s %s", name_text(type->name),
                    name_text(column->name));
    else
        report_hint(r, "a type of the database itself is written postgres.%s or sqlite.%s",
                    name_text(type->name), name_text(type->name));
}

/* A type of the schema, the one that exists where it is used if there are two. */
static const Object *own_type(const Resolver *r, const Type *type, uint8_t dialects)
{
    const Object *first = schema_find(r->schema, KIND_ENUM, type->space, type->name);
    for (const Object *object = first; object; object = object->namesake)
        if (object->dialects & dialects) return object;
    return first;
}

/* The range whose multirange has that name. */
static const Object *multirange_of(const Resolver *r, const Type *type)
{
    Name space = space_of(r, type->space);
    for (size_t i = 0; i < r->schema->objects.count; i++) {
        const Object *object = r->schema->objects.items[i];
        if (object->kind != KIND_RANGE || !name_is(object->space, space)) continue;
        if (name_is(range_multirange(r->cx->names, (const Range *)object), type->name))
            return object;
    }
    return NULL;
}

/* Rows of a table or view. */
static const Object *row_of(const Resolver *r, const Type *type, uint8_t dialects)
{
    if (name_none(type->space) && !type->is_quoted && scalar_find(name_text(type->name)))
        return NULL; /* a table called text is no text */
    return relation_find(r, (QName){type->space, type->name, type->span}, dialects);
}

static void find_named(const Resolver *r, Type *type, uint8_t dialects)
{
    type->named = own_type(r, type, dialects);
    if (!type->named && (type->named = multirange_of(r, type))) type->is_multirange = true;
    if (!type->named) type->named = native_type_find(r->schema, type->space, type->name);
    if (!type->named) type->named = row_of(r, type, dialects);
}

/* postgres.inet, sqlite.blob, and what PostgreSQL has beside its catalog. */
static bool is_native(const Type *type, DialectId *dialect)
{
    *dialect = DIALECT_POSTGRES;
    if (name_none(type->space)) return false;
    return name_equals(type->space, type_information_schema) ||
           dialect_find(name_text(type->space), dialect);
}

static void bind_native(Resolver *r, Type *type, DialectId dialect, uint8_t dialects)
{
    type->scalar = SCALAR_NATIVE;
    uint8_t missing = (uint8_t)(dialects & r->targets & ~(1u << dialect));
    if (!missing) return;
    DialectId other = dialect == DIALECT_POSTGRES ? DIALECT_SQLITE : DIALECT_POSTGRES;
    report(r, type->span, "type-not-in-dialect", "%s has no type '%s.%s'", dialect_title(other),
           name_text(type->space), name_text(type->name));
    report_hint(r, "add 'type @%s TYPE' for that dialect, or mark the column @%s",
                dialect_word(other), dialect_word(dialect));
}

/* extensions.citext: only the server knows what an extension brings into a namespace. */
static bool has_extension(const Resolver *r, Name space)
{
    for (size_t i = 0; !name_none(space) && i < r->schema->objects.count; i++) {
        const Object *object = r->schema->objects.items[i];
        if (object->kind == KIND_EXTENSION && name_is(((const Extension *)object)->in, space))
            return true;
    }
    return false;
}

static const Type *bind_named(Resolver *r, Type *type, uint8_t dialects)
{
    find_named(r, type, dialects);
    if (!type->named) {
        if (has_extension(r, type->space)) bind_native(r, type, DIALECT_POSTGRES, dialects);
        else report_unknown_type(r, type);
        return type;
    }
    type->scalar = type->named->kind == KIND_ENUM     ? SCALAR_ENUM
                   : type->named->kind == KIND_DOMAIN ? SCALAR_DOMAIN
                                                      : SCALAR_NATIVE;
    if (type->args)
        report(r, type->span, "type-arguments", "%s takes no arguments", describe(r, type->named));
    check_reach(r, type->span, dialects, type->named);
    return type;
}

/* Quoted names are never words of the language: "text" may be a domain. */
const Type *type_bind(Resolver *r, const Type *written, uint8_t dialects)
{
    if (!written) return NULL;
    Type *type = arena_make(r->cx->arena, Type);
    *type = *written;
    type->arg[0] = type->arg[1] = -1;
    DialectId dialect;
    if (is_native(type, &dialect)) {
        bind_native(r, type, dialect, dialects);
        return type;
    }
    if (name_none(type->space) && !type->is_quoted)
        type->scalar = scalar_find(name_text(type->name));
    if (type->scalar == SCALAR_NONE) return bind_named(r, type, dialects);
    bind_arguments(r, type);
    return type;
}

/* ---- who has types ---- */

static uint8_t own_bit(DialectId dialect)
{
    return (uint8_t)(1u << dialect);
}

/* What `type @sqlite T` speaks of, the portable type need not suit. */
static void bind_column(Resolver *r, const Item *item)
{
    Column *column = (Column *)item->object;
    uint8_t rest = column->object.dialects;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!column->type.only[id]) continue;
        rest = (uint8_t)(rest & ~own_bit(id));
        column->type.only[id] = type_bind(r, column->type.only[id], own_bit(id));
    }
    column->type.any = type_bind(r, column->type.any, rest);
}

/* "trigger", "void" and their like: PostgreSQL's own, as written. */
static bool is_pseudo_type(const Type *type)
{
    static const char *const pseudo = "trigger void event_trigger record any anyelement anyarray "
                                      "anynonarray anyenum anyrange anymultirange anycompatible "
                                      "anycompatiblearray anycompatiblenonarray "
                                      "anycompatiblerange anycompatiblemultirange regclass "
                                      "internal cstring language_handler fdw_handler "
                                      "index_am_handler table_am_handler tsm_handler none";
    return name_none(type->space) && name_is_one_of(type->name, pseudo);
}

const Type *type_bind_called(Resolver *r, const Type *type, uint8_t dialects)
{
    if (!type) return NULL;
    if (!is_pseudo_type(type)) return type_bind(r, type, dialects);
    Type *native = arena_make(r->cx->arena, Type);
    *native = *type;
    native->scalar = SCALAR_NATIVE;
    return native;
}

static void bind_parameters(Resolver *r, ParameterList *parameters, uint8_t dialects)
{
    Parameter *items = arena_array(r->cx->arena, Parameter, parameters->count);
    for (size_t i = 0; i < parameters->count; i++) {
        items[i] = parameters->items[i];
        items[i].type = type_bind_called(r, items[i].type, dialects);
    }
    parameters->items = items;
}

static void bind_function(Resolver *r, Function *function)
{
    uint8_t dialects = function->object.dialects;
    bind_parameters(r, &function->parameters, dialects);
    function->returns = type_bind_called(r, function->returns, dialects);
}

/* ---- domains over domains ---- */

static Item *domain_below(const Resolver *r, const Item *item)
{
    const Type *type = ((const Domain *)item->object)->type;
    return type && type->scalar == SCALAR_DOMAIN ? item_of(r, type->named) : NULL;
}

/* Without a base type; followers stay silent. */
static void break_domain(Resolver *r, Item *item)
{
    Domain *domain = (Domain *)item->object;
    Type *broken = arena_make(r->cx->arena, Type);
    *broken = *domain->type;
    broken->scalar = SCALAR_NONE;
    domain->type = broken;
    report(r, item->object->span, "domain-cycle", "%s is made of itself",
           describe(r, item->object));
}

/* Each domain is walked over once; one that this very walk has met closes a circle. */
static void check_domain(Resolver *r, Item *item)
{
    uint32_t walk = item->object->id + 1;
    while (item && !item->walk) {
        item->walk = walk;
        Item *below = domain_below(r, item);
        if (below && below->walk == walk) break_domain(r, below);
        item = below;
    }
}

/* Circles of several are met where an order is looked for; that of one needs none. */
static void check_itself(Resolver *r, const Object *object, const Type *type)
{
    const Object *whole = object->parent ? object->parent : object;
    if (type && type->named == whole)
        report(r, object->span, "dependency-cycle", "%s would be made of itself", describe(r, whole));
}

void types_bind(Resolver *r, Item *item)
{
    Object *object = item->object;
    Domain *domain = (Domain *)object;
    Sequence *sequence = (Sequence *)object;
    Attribute *attribute = (Attribute *)object;
    Range *range = (Range *)object;
    if (object->kind == KIND_ATTRIBUTE)
        attribute->type = type_bind(r, attribute->type, object->dialects);
    if (object->kind == KIND_RANGE) range->subtype = type_bind(r, range->subtype, object->dialects);
    if (object->kind == KIND_NATIVE)
        bind_parameters(r, &((Native *)object)->arguments, object->dialects);
    if (object->kind == KIND_COLUMN) bind_column(r, item);
    if (object->kind == KIND_TABLE)
        ((Table *)object)->of_type = type_bind(r, ((Table *)object)->of_type, object->dialects);
    if (object->kind == KIND_DOMAIN) domain->type = type_bind(r, domain->type, object->dialects);
    if (object->kind == KIND_SEQUENCE)
        sequence->type = type_bind(r, sequence->type, object->dialects);
    if (object->kind == KIND_FUNCTION) bind_function(r, (Function *)object);
    if (object->kind == KIND_ATTRIBUTE) check_itself(r, object, attribute->type);
    if (object->kind == KIND_RANGE) check_itself(r, object, range->subtype);
    if (object->kind == KIND_COLUMN) check_itself(r, object, ((Column *)object)->type.any);
}

void domains_check(Resolver *r)
{
    for (size_t i = 0; i < r->schema->objects.count; i++) {
        const Object *object = r->schema->objects.items[i];
        r->current = item_of(r, object);
        if (object->kind == KIND_DOMAIN) check_domain(r, item_of(r, object));
    }
    r->current = NULL;
}
