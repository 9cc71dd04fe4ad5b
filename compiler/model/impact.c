/* SPDX-License-Identifier: MIT
 * The facts as a table: per kind and difference what programs can still do. Columns and their types
 * are told apart further by the functions below it. */
#include "model/impact.h"

#include <string.h>

#define NONE ABILITY_NONE
#define READ ABILITY_READ
#define WRITE ABILITY_WRITE

static const char on_add[] = "+", on_drop[] = "-", on_rename[] = "=";

typedef struct Fact {
    Kind kind;
    const char *what; /* on_add, on_drop, on_rename or the word of an attribute */
    Ability old_programs, new_programs;
    const char *words;
} Fact;

static const Fact facts[] = {
    {KIND_NAMESPACE, on_drop, NONE, WRITE, "is gone"},
    {KIND_NAMESPACE, on_rename, NONE, NONE, "has another name"},
    {KIND_NAMESPACE, on_add, WRITE, NONE, "is new"},
    {KIND_EXTENSION, on_drop, NONE, WRITE, "is gone"},
    {KIND_EXTENSION, on_add, WRITE, NONE, "is new"},
    {KIND_EXTENSION, "in", NONE, NONE, "is in another namespace"},
    {KIND_EXTENSION, "version", WRITE, WRITE, NULL},

    {KIND_ENUM, on_drop, WRITE, WRITE, NULL}, /* what used it says so itself */
    {KIND_ENUM, on_add, WRITE, WRITE, NULL},
    {KIND_ENUM, on_rename, WRITE, WRITE, NULL},
    {KIND_ENUM_VALUE, on_add, NONE, READ, "is a value that programs of before do not know"},
    {KIND_ENUM_VALUE, on_drop, READ, NONE, "is no value any more"},
    {KIND_ENUM_VALUE, on_rename, NONE, NONE, "is another text"},
    {KIND_DOMAIN, on_drop, WRITE, WRITE, NULL},
    {KIND_DOMAIN, on_add, WRITE, WRITE, NULL},
    {KIND_DOMAIN, on_rename, WRITE, WRITE, NULL},
    {KIND_DOMAIN, "default", WRITE, WRITE, NULL},
    {KIND_DOMAIN, "collate", WRITE, WRITE, NULL},
    {KIND_SEQUENCE, on_drop, NONE, WRITE, "is gone"},
    {KIND_SEQUENCE, on_add, WRITE, NONE, "is new"},
    {KIND_SEQUENCE, on_rename, NONE, NONE, "has another name"},
    {KIND_SEQUENCE, "type", NONE, READ, "gives numbers of another size"},
    {KIND_SEQUENCE, "owned by", WRITE, WRITE, NULL},
    {KIND_FUNCTION, on_drop, NONE, WRITE, "is gone"},
    {KIND_FUNCTION, on_add, WRITE, NONE, "is new"},
    {KIND_FUNCTION, on_rename, NONE, NONE, "has another name"},
    {KIND_FUNCTION, "procedure", NONE, NONE, "is called in another way"},
    {KIND_FUNCTION, "arguments", NONE, NONE, "takes other arguments"},
    {KIND_FUNCTION, "returns", NONE, NONE, "gives another type"},
    {KIND_FUNCTION, "returns set", NONE, NONE, "gives another type"},

    {KIND_TABLE, on_drop, NONE, WRITE, "is gone"},
    {KIND_TABLE, on_add, WRITE, NONE, "is new"},
    {KIND_TABLE, on_rename, NONE, NONE, "has another name"},
    {KIND_TABLE, "row security", NONE, NONE, "shows rows by its policies only"},
    {KIND_TABLE, "force row security", NONE, NONE, "shows rows by its policies only"},
    {KIND_TABLE, "virtual using", NONE, NONE, "is of another module"},
    {KIND_TABLE, "strict off", READ, READ, "takes other values"},
    {KIND_COLUMN, on_drop, NONE, WRITE, "is gone"},
    {KIND_COLUMN, on_add, WRITE, NONE, "is new"},
    {KIND_COLUMN, on_rename, NONE, NONE, "has another name"},
    {KIND_COLUMN, "not valid", READ, READ, "takes other new rows"},
    {KIND_COLUMN, "generated", READ, READ, "is made, or no longer made, by the database"},
    {KIND_COLUMN, "identity", READ, READ, "gets, or no longer gets, its number from the database"},
    {KIND_PRIMARY_KEY, on_add, READ, WRITE, "may refuse rows"},
    {KIND_PRIMARY_KEY, on_drop, WRITE, READ, "is gone"},
    {KIND_UNIQUE, on_add, READ, WRITE, "may refuse rows"},
    {KIND_UNIQUE, on_drop, WRITE, READ, "is gone"},
    {KIND_EXCLUDE, on_add, READ, WRITE, "may refuse rows"},
    {KIND_EXCLUDE, on_drop, WRITE, READ, "is gone"},
    {KIND_CHECK, on_add, READ, WRITE, "may refuse rows"},
    {KIND_CHECK, on_drop, WRITE, READ, "is gone"},
    {KIND_CHECK, "not valid", WRITE, WRITE, NULL},
    {KIND_FOREIGN_KEY, "not valid", WRITE, WRITE, NULL},
    {KIND_FOREIGN_KEY, on_add, READ, WRITE, "may refuse rows"},
    {KIND_FOREIGN_KEY, on_drop, WRITE, READ, "is gone"},

    {KIND_VIEW, on_drop, NONE, WRITE, "is gone"},
    {KIND_VIEW, on_add, WRITE, NONE, "is new"},
    {KIND_VIEW, on_rename, NONE, NONE, "has another name"},
    {KIND_VIEW, "body", NONE, NONE, "may give other columns"},
    {KIND_VIEW, "columns", NONE, NONE, "gives other columns"},
    {KIND_VIEW, "materialized", WRITE, WRITE, NULL},
    {KIND_TRIGGER, on_add, READ, WRITE, "acts on what is written"},
    {KIND_TRIGGER, on_drop, WRITE, READ, "no longer acts on what is written"},
    {KIND_POLICY, on_add, NONE, WRITE, "decides which rows are seen"},
    {KIND_POLICY, on_drop, NONE, WRITE, "no longer decides which rows are seen"},
    {KIND_POLICY, "using", NONE, NONE, "decides which rows are seen"},
    {KIND_POLICY, "roles", NONE, NONE, "is for other roles"},
    {KIND_POLICY, "command", NONE, NONE, "is for another command"},
    {KIND_POLICY, "restrictive", NONE, NONE, "decides which rows are seen"},
    {KIND_GRANT, on_add, WRITE, NONE, "is new"},
    {KIND_GRANT, on_drop, NONE, WRITE, "is gone"},
    {KIND_GRANT, "privileges", NONE, NONE, "allows other things"},
};

/* What an attribute means that stands in no row: a constraint that says something else may refuse
 * what it took before; the rest is storage and speed. */
static const Fact others[KIND_COUNT] = {
    [KIND_SEQUENCE] = {0, NULL, WRITE, WRITE, NULL},
    [KIND_DOMAIN] = {0, NULL, READ, READ, "takes other values"},
    [KIND_PRIMARY_KEY] = {0, NULL, READ, READ, "takes other rows"},
    [KIND_UNIQUE] = {0, NULL, READ, READ, "takes other rows"},
    [KIND_EXCLUDE] = {0, NULL, READ, READ, "takes other rows"},
    [KIND_CHECK] = {0, NULL, READ, READ, "takes other rows"},
    [KIND_FOREIGN_KEY] = {0, NULL, READ, READ, "takes other rows"},
    [KIND_TRIGGER] = {0, NULL, READ, READ, "acts in another way on what is written"},
    [KIND_POLICY] = {0, NULL, READ, READ, "takes other rows"},
};

static const Impact no_impact = {WRITE, WRITE, NULL};

static Impact fact_of(Kind kind, const char *what)
{
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (facts[i].kind == kind && strcmp(facts[i].what, what) == 0)
            return (Impact){facts[i].old_programs, facts[i].new_programs, facts[i].words};
    bool is_attribute = what != on_add && what != on_drop && what != on_rename;
    if (is_attribute && others[kind].words)
        return (Impact){others[kind].old_programs, others[kind].new_programs, others[kind].words};
    return no_impact;
}

/* ---- columns ---- */

static bool is_filled(const Column *column, DialectId dialect)
{
    return column->is_nullable || !name_none(column->identity) ||
           marked_for(&column->initial, dialect) || marked_for(&column->generated, dialect);
}

static const Type *base_type(const Type *type)
{
    for (int i = 0; i < 64 && type && type->scalar == SCALAR_DOMAIN && type->named; i++)
        type = ((const Domain *)type->named)->type;
    return type;
}

static int width(Scalar scalar)
{
    return scalar == SCALAR_SMALLINT ? 2 : scalar == SCALAR_INT ? 4 : 8;
}

static Impact impact_of_size(bool is_wider, Ability wide_into_narrow, const char *words)
{
    return is_wider ? (Impact){wide_into_narrow, READ, words} : (Impact){READ, wide_into_narrow, words};
}

/* What C holds as a text is read whatever its length; writing may be refused. */
static Impact impact_of_text(const Type *from, const Type *to)
{
    bool same_word = from->scalar == to->scalar || scalar_class(from->scalar) == CLASS_TEXT;
    if (!same_word || scalar_class(to->scalar) != scalar_class(from->scalar))
        return (Impact){READ, READ, "is of another type"};
    int32_t before = from->args ? from->arg[0] : INT32_MAX, after = to->args ? to->arg[0] : INT32_MAX;
    if (before == after) return (Impact){READ, READ, "is of another type"};
    return after > before ? (Impact){WRITE, READ, "takes longer values"}
                          : (Impact){READ, WRITE, "takes shorter values only"};
}

static bool is_text_in_c(const Type *type)
{
    TypeClass class = scalar_class(type->scalar);
    return class == CLASS_TEXT || class == CLASS_JSON || type->scalar == SCALAR_DECIMAL ||
           type->scalar == SCALAR_NATIVE;
}

static Impact impact_of_type(const Column *from, const Column *to, DialectId dialect)
{
    const Type *old_type = base_type(marked_type_for(&from->type, dialect));
    const Type *new_type = base_type(marked_type_for(&to->type, dialect));
    if (!old_type || !new_type) return no_impact; /* not a column of this dialect */
    if (type_equal(old_type, new_type)) return (Impact){READ, READ, "takes other values"};
    if (old_type->dims == 0 && new_type->dims == 0) {
        if (scalar_class(old_type->scalar) == CLASS_INTEGER &&
            scalar_class(new_type->scalar) == CLASS_INTEGER)
            return impact_of_size(width(new_type->scalar) > width(old_type->scalar), NONE,
                                  "has integers of another size");
        if (is_text_in_c(old_type) && is_text_in_c(new_type))
            return impact_of_text(old_type, new_type);
    }
    return (Impact){NONE, NONE, "is of another type"};
}

static Impact impact_of_null(const Column *to)
{
    if (to->is_nullable) return (Impact){NONE, READ, "takes null, which programs of before cannot hold"};
    return (Impact){READ, NONE, "takes no null any more"}; /* rows of before may hold one */
}

/* Who leaves the column out when inserting relies on the default. */
static Impact impact_of_default(const Column *from, const Column *to, DialectId dialect)
{
    Impact impact = no_impact;
    if (is_filled(from, dialect) && !is_filled(to, dialect)) impact.old_programs = READ;
    if (!is_filled(from, dialect) && is_filled(to, dialect)) impact.new_programs = READ;
    impact.words = "is, or is no longer, filled in by a default";
    return impact;
}

static Impact impact_on_column(const Column *from, const Column *to, const Attr *attr,
                               DialectId dialect)
{
    if (attr->type == VALUE_MARKED_TYPE) return impact_of_type(from, to, dialect);
    if (strcmp(attr->word, "null") == 0) return impact_of_null(to);
    if (strcmp(attr->word, "default") == 0) return impact_of_default(from, to, dialect);
    return fact_of(KIND_COLUMN, attr->word);
}

/* ---- the four differences ---- */

static bool is_unique_index(const Object *object)
{
    return object->kind == KIND_INDEX && ((const Index *)object)->is_unique;
}

Impact impact_of_add(const Object *to, DialectId dialect)
{
    if (is_unique_index(to)) return fact_of(KIND_UNIQUE, on_add);
    Impact impact = fact_of(to->kind, on_add);
    if (to->kind == KIND_COLUMN && !is_filled((const Column *)to, dialect)) {
        impact.old_programs = READ;
        impact.words = "must be given by who inserts";
    }
    return impact;
}

Impact impact_of_drop(const Object *from, DialectId dialect)
{
    if (is_unique_index(from)) return fact_of(KIND_UNIQUE, on_drop);
    Impact impact = fact_of(from->kind, on_drop);
    if (from->kind == KIND_COLUMN && !is_filled((const Column *)from, dialect))
        impact.new_programs = READ; /* they do not know that it must be given */
    return impact;
}

Impact impact_of_rename(const Object *from, const Object *to, DialectId dialect)
{
    (void)from;
    (void)dialect;
    return fact_of(to->kind, on_rename);
}

Impact impact_of_change(const Object *from, const Object *to, const Attr *attr, DialectId dialect)
{
    if (to->kind == KIND_COLUMN)
        return impact_on_column((const Column *)from, (const Column *)to, attr, dialect);
    if (to->kind == KIND_INDEX) {
        bool was_unique = is_unique_index(from), is_unique = is_unique_index(to);
        if (is_unique) return fact_of(KIND_UNIQUE, was_unique ? attr->word : on_add);
        return was_unique ? fact_of(KIND_UNIQUE, on_drop) : no_impact;
    }
    return fact_of(to->kind, attr->word);
}
