/* SPDX-License-Identifier: MIT
 * Rules of keys and indexes: what they hold, with what method, and whether they are of use. */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES };

bool type_is_integer(const Type *type)
{
    Value value = value_of_type(type);
    return !value.is_known || (value.class == CLASS_INTEGER && !value.dims);
}

static const Column *column_of(const IndexElement *element)
{
    const Object *object = element->expr->ref;
    return object && object->kind == KIND_COLUMN ? (const Column *)object : NULL;
}

/* The keys of PostgreSQL refuse it; everywhere else the second one is of no use, and harmless. */
static void report_repeated(Resolver *r, const Item *item, Span span)
{
    const char *word = kind_info(item->object->kind)->word;
    bool is_refused = item->object->kind != KIND_INDEX && item->object->dialects & r->targets & POSTGRES;
    if (is_refused) report(r, span, "repeated-column", "one column stands twice in the %s", word);
    else report(r, span, "needless-column", "one column stands twice in the %s", word);
}

static void check_repeated(Resolver *r, const Item *item, const ElementList *elements)
{
    for (size_t i = 1; i < elements->count; i++)
        for (size_t k = 0; k < i && i < 64; k++) {
            if (!expr_equal(elements->items[i].expr, elements->items[k].expr)) continue;
            bool differs = !name_is(elements->items[i].opclass, elements->items[k].opclass) ||
                           !name_is(elements->items[i].collation, elements->items[k].collation);
            if (differs) continue;
            report_repeated(r, item, elements->items[i].expr->span);
            return;
        }
}

/* INTEGER, in whatever words; INT is another type. */
static bool is_rowid_type(const Type *type)
{
    if (!type || type->scalar != SCALAR_NATIVE) return type_is_integer(type);
    const char *word = name_text(type->name);
    static const char integer[] = "integer";
    size_t i = 0;
    while (integer[i] && (word[i] | 0x20) == integer[i]) i++;
    return !integer[i] && !word[i] && !type->args;
}

/* SQLite lets the columns of a primary key be null where nothing forbids it: an old mistake that
 * real databases live with. */
static bool takes_null(const Resolver *r, const Key *key, const Column *column)
{
    const Table *table = (const Table *)key->object.parent;
    bool is_elsewhere = key->object.dialects & r->targets & ~(1u << DIALECT_SQLITE);
    bool is_rowid = key->columns.count == 1 && !key->is_descending && is_rowid_type(column->type.any);
    return !is_elsewhere && table->is_not_strict && !table->is_without_rowid && !is_rowid;
}

static void check_primary_key(Resolver *r, Item *item)
{
    const Key *key = (const Key *)item->object;
    const Object *table = item->object->parent;
    const Object *other = item_of(r, table)->primary;
    item_of(r, table)->primary = item->object;
    if (other && other->dialects & item->object->dialects) {
        report(r, item->object->span, "two-primary-keys", "%s has two primary keys",
               describe(r, table));
        report_note(r, other->span, "the first one");
    }
    for (size_t i = 0; i < key->columns.count; i++) {
        const Column *column = column_of(&key->columns.items[i]);
        if (!column || !column->is_nullable || takes_null(r, key, column)) continue;
        report(r, item->object->span, "nullable-primary-key",
               "%s is part of the primary key, it cannot be null", describe(r, &column->object));
        report_note(r, column->object.span, "'?' allows null here");
    }
}

/* SQLite gives AUTOINCREMENT to INTEGER PRIMARY KEY only. */
static void check_autoincrement(Resolver *r, const Item *item)
{
    const Key *key = (const Key *)item->object;
    if (!key->is_autoincrement || key->columns.count == 0) return;
    const Column *column = column_of(&key->columns.items[0]);
    if (column && (key->columns.count > 1 || !type_is_integer(column->type.any)))
        report(r, item->object->span, "autoincrement-type",
               "autoincrement needs a primary key of one integer column");
}

enum { MANY_MEMBERS = 500 }; /* beyond it, comparing each with each is not worth the time */

/* PostgreSQL silently makes one of two keys on the same columns, SQLite has both; who names the
 * second one wants two. */
static void check_repeated_key(Resolver *r, const Item *item)
{
    const Key *key = (const Key *)item->object;
    const Object *table = item->object->parent;
    for (size_t i = 0; i < item->object->position && i < MANY_MEMBERS; i++) {
        const Object *other = table->members.items[i];
        if (item->object->is_named || !key_repeats(key, other)) continue;
        if (item->object->kind == KIND_PRIMARY_KEY && other->kind == KIND_PRIMARY_KEY) continue;
        uint8_t both = other->dialects & item->object->dialects & r->targets;
        if (!(both & 1u << DIALECT_POSTGRES)) continue;
        report(r, item->object->span, "repeated-key", "%s says what %s says",
               describe(r, item->object), describe(r, other));
        report_note(r, other->span, "declared here");
        report_hint(r, "leave it out; or give it a name, if there are to be two");
        return;
    }
}

/* An index is of no use where another begins with the same columns in the same way. */
static bool is_prefix(const Index *shorter, const ElementList *longer)
{
    if (shorter->elements.count > longer->count) return false;
    for (size_t i = 0; i < shorter->elements.count; i++) {
        const IndexElement *a = &shorter->elements.items[i], *b = &longer->items[i];
        if (!expr_equal(a->expr, b->expr) || a->is_descending != b->is_descending) return false;
        if (!name_is(a->collation, b->collation) || !name_is(a->opclass, b->opclass)) return false;
        if (a->nulls != b->nulls) return false;
    }
    return true;
}

static bool is_simple(const Index *index)
{
    bool is_btree = name_none(index->method) || name_equals(index->method, "btree");
    return is_btree && !index->is_unique && marked_none(&index->where) &&
           index->include.count == 0 && index->elements.count > 0;
}

static const ElementList *elements_of(const Object *object)
{
    const Index *index = (const Index *)object;
    if (object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE)
        return &((const Key *)object)->columns;
    if (object->kind != KIND_INDEX || !marked_none(&index->where)) return NULL;
    bool is_btree = name_none(index->method) || name_equals(index->method, "btree");
    return is_btree ? &index->elements : NULL;
}

static void check_redundant(Resolver *r, const Item *item)
{
    const Index *index = (const Index *)item->object;
    const Object *table = item->object->parent;
    if (!is_simple(index) || table->members.count > MANY_MEMBERS) return;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *other = table->members.items[i];
        const ElementList *elements = elements_of(other);
        if (!elements || other == item->object || !is_prefix(index, elements)) continue;
        if ((other->dialects & item->object->dialects) != item->object->dialects) continue;
        bool is_same = elements->count == index->elements.count && other->kind == KIND_INDEX;
        if (is_same && other->position > item->object->position) continue;
        report(r, item->object->span, "redundant-index", "%s already serves what this index does",
               describe(r, other));
        report_note(r, other->span, "declared here");
        return;
    }
}

/* ---- methods: PostgreSQL ---- */

typedef struct Method {
    const char *word;
    bool is_ordered; /* asc, desc, nulls first */
    bool is_unique;  /* can be */
    bool has_many;   /* several columns */
    bool includes;
} Method;

static const Method methods[] = {
    {"btree", true, true, true, true},    {"hash", false, false, false, false},
    {"gin", false, false, true, false},   {"gist", false, false, true, true},
    {"spgist", false, false, true, true}, {"brin", false, false, true, false},
};

static const Method *method_of(const Index *index)
{
    for (size_t i = 0; i < rule_count(methods); i++)
        if (name_equals(index->method, methods[i].word)) return &methods[i];
    return NULL;
}

/* Other methods come from extensions, or are declared. */
static void report_unknown_method(Resolver *r, const Item *item)
{
    const Index *index = (const Index *)item->object;
    if (r->has_extensions || native_find(r->schema, "access method", NO_NAME, index->method)) return;
    Suggest suggest = suggest_for(name_text(index->method));
    report(r, item->object->span, "unknown-method", "unknown index method '%s'",
           name_text(index->method));
    for (size_t i = 0; i < rule_count(methods); i++) suggest_try(&suggest, methods[i].word);
    report_nearest(r, &suggest);
}

static void check_method(Resolver *r, const Item *item)
{
    const Index *index = (const Index *)item->object;
    const Method *method = method_of(index);
    if (name_none(index->method)) return;
    if (!method) {
        report_unknown_method(r, item);
        return;
    }
    const char *cannot = NULL;
    for (size_t i = 0; i < index->elements.count && !method->is_ordered; i++)
        if (index->elements.items[i].is_descending || index->elements.items[i].nulls)
            cannot = "be ordered";
    if (!method->is_unique && index->is_unique) cannot = "be unique";
    if (!method->has_many && index->elements.count > 1) cannot = "have several columns";
    if (!method->includes && index->include.count > 0) cannot = "include columns";
    if (cannot)
        report(r, item->object->span, "method-form", "a %s index cannot %s", method->word, cannot);
}

/* ---- does the method take the type? ---- */

static bool takes(const Index *index, const Value *value)
{
    const char *method = name_none(index->method) ? "btree" : name_text(index->method);
    bool is_json = value->class == CLASS_JSON && !value->dims;
    if (strcmp(method, "gin") == 0) return value->dims > 0 || value->scalar == SCALAR_JSONB;
    if (strcmp(method, "gist") == 0 || strcmp(method, "spgist") == 0)
        return strcmp(method, "spgist") == 0 && value->class == CLASS_TEXT && !value->dims;
    return !is_json || (value->scalar == SCALAR_JSONB && strcmp(method, "brin") != 0);
}

static void check_indexable(Resolver *r, const Item *item, const IndexElement *element)
{
    const Index *index = (const Index *)item->object;
    Value value = infer(r, element->expr, 0);
    const char *method = name_none(index->method) ? "btree" : name_text(index->method);
    bool is_builtin = name_none(index->method) || method_of(index);
    bool is_said = !name_none(element->opclass) || !value.is_known || value.is_literal;
    bool may_be_brought = r->has_extensions && !name_none(index->method); /* btree_gin, btree_gist */
    if (is_said || may_be_brought || !is_builtin || takes(index, &value)) return;
    report(r, element->expr->span, "not-indexable", "a %s index cannot hold %s", method,
           value_word(r, &value));
    if (value.scalar == SCALAR_JSON)
        report_hint(r, "json is a text; use jsonb");
    else if (strcmp(method, "gin") == 0 && value.class == CLASS_TEXT)
        report_hint(r, "gin is for arrays, jsonb and words; with pg_trgm: gin_trgm_ops");
    else
        report_hint(r, "name an operator class behind it, or leave 'using %s' out", method);
}

/* json has no equality: no key can hold it. */
static void check_key_types(Resolver *r, const Item *item)
{
    const Key *key = (const Key *)item->object;
    for (size_t i = 0; i < key->columns.count; i++) {
        const Column *column = column_of(&key->columns.items[i]);
        if (!column || !column->type.any || column->type.any->scalar != SCALAR_JSON) continue;
        report(r, item->object->span, "not-indexable", "%s is json, which no key can hold",
               describe(r, &column->object));
        report_hint(r, "json is a text; use jsonb");
    }
}

/* Only an exclusion has operators, and it has one for each element. */
static void check_operators(Resolver *r, const Item *item, const ElementList *elements)
{
    bool is_exclude = item->object->kind == KIND_EXCLUDE;
    for (size_t i = 0; i < elements->count; i++) {
        if (name_none(elements->items[i].with) != is_exclude) continue;
        report(r, elements->items[i].expr->span, "exclude-form",
               is_exclude ? "an element of an exclusion needs its operator"
                          : "only the elements of an exclusion have operators");
        report_hint(r, is_exclude ? "write: room with =" : "write: exclude ... instead of %s ...",
                    kind_info(item->object->kind)->word);
        return;
    }
}

static void check_index(Resolver *r, const Item *item)
{
    const Index *index = (const Index *)item->object;
    check_operators(r, item, &index->elements);
    check_repeated(r, item, &index->elements);
    check_redundant(r, item);
    if (!(item->object->dialects & r->targets & POSTGRES)) return;
    check_method(r, item);
    for (size_t i = 0; i < index->elements.count; i++)
        check_indexable(r, item, &index->elements.items[i]);
}

static void check_exclude(Resolver *r, const Item *item)
{
    const Index *exclude = (const Index *)item->object;
    check_operators(r, item, &exclude->elements);
    if (item->object->dialects & r->targets & POSTGRES) check_method(r, item);
}

static void check_key(Resolver *r, const Item *item)
{
    check_operators(r, item, &((const Key *)item->object)->columns);
    check_repeated(r, item, &((const Key *)item->object)->columns);
    check_repeated_key(r, item);
    if (item->object->dialects & r->targets & POSTGRES) check_key_types(r, item);
}

void check_keys(Resolver *r, Item *item)
{
    Kind kind = item->object->kind;
    if (kind == KIND_PRIMARY_KEY) check_primary_key(r, item);
    if (kind == KIND_PRIMARY_KEY) check_autoincrement(r, item);
    if (kind == KIND_PRIMARY_KEY || kind == KIND_UNIQUE) check_key(r, item);
    if (kind == KIND_INDEX) check_index(r, item);
    if (kind == KIND_EXCLUDE) check_exclude(r, item);
}
