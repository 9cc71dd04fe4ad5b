/* SPDX-License-Identifier: MIT
 * Which changes take data away, and which may not fit the rows that are there. */
#include "model/risk.h"

#include <string.h>

#include "model/kind.h"
#include "token.h"

/* ---- drops ---- */

const char *risk_of_drop(const Object *from)
{
    if (from->kind == KIND_TABLE) return "drop-table";
    if (from->kind == KIND_ENUM_VALUE) return "drop-enum-value";
    if (from->kind == KIND_ATTRIBUTE) return "drop-attribute";
    if (from->kind != KIND_COLUMN) return NULL;
    return marked_none(&((const Column *)from)->generated) ? "drop-column" : NULL;
}

const char *risk_of_remake(const Object *to)
{
    if (to->kind == KIND_TABLE) return "is made again: all its rows are lost";
    bool is_computed = to->kind == KIND_COLUMN && !marked_none(&((const Column *)to)->generated);
    return is_computed ? "becomes a computed column: its values are lost"
                       : "is made again: its values are lost";
}

/* ---- what rows that are there have in a new column ---- */

static bool has_value(const Marked *marked, DialectId dialect)
{
    const Expr *expr = marked_for(marked, dialect);
    return expr && expr->kind != EXPR_NULL;
}

static bool gets_value(const Column *column, DialectId dialect)
{
    return has_value(&column->initial, dialect) || has_value(&column->backfill, dialect) ||
           has_value(&column->generated, dialect) || !name_none(column->identity);
}

typedef struct Rows {
    DialectId dialect;
    const Object *const *partners;
} Rows;

static bool is_new_column(const Rows *rows, const Object *object)
{
    return object && object->kind == KIND_COLUMN && !rows->partners[object->id];
}

static bool is_null_everywhere(const Rows *rows, const Object *object)
{
    if (!is_new_column(rows, object)) return false;
    const Column *column = (const Column *)object;
    return column->is_nullable && !gets_value(column, rows->dialect);
}

static bool has_number_of_its_own(const Rows *rows, const Object *object)
{
    return is_new_column(rows, object) && !name_none(((const Column *)object)->identity);
}

/* ---- new members ---- */

/* One column that is null, or a number of its own, tells all rows apart. */
static bool tells_rows_apart(const Rows *rows, const ElementList *elements, bool nulls_not_distinct)
{
    for (size_t i = 0; i < elements->count; i++) {
        const Expr *expr = elements->items[i].expr;
        if (expr->kind != EXPR_NAME) continue;
        if (!nulls_not_distinct && is_null_everywhere(rows, expr->ref)) return true;
        if (has_number_of_its_own(rows, expr->ref)) return true;
    }
    return false;
}

static bool points_nowhere(const Rows *rows, const ForeignKey *key)
{
    if (!name_none(key->match)) return false;
    for (size_t i = 0; i < key->columns.count; i++)
        if (is_null_everywhere(rows, object_member(key->object.parent, KIND_COLUMN,
                                                   key->columns.items[i])))
            return true;
    return false;
}

typedef struct Mention {
    const Rows *rows;
    bool has_old; /* a column that was there before, or whose value each row has for itself */
} Mention;

static bool visit_mention(void *state, const Expr *expr)
{
    Mention *mention = state;
    if (expr->kind == EXPR_RAW) mention->has_old = true;
    if (expr->kind != EXPR_NAME || !expr->ref) return true;
    if (!is_new_column(mention->rows, expr->ref)) mention->has_old = true;
    else if (has_value(&((const Column *)expr->ref)->backfill, mention->rows->dialect))
        mention->has_old = true;
    return true;
}

/* It is about new columns only, which all rows have alike: a default that breaks it is no matter
 * of the rows. */
static bool is_about_new_columns(const Rows *rows, const Check *check)
{
    Mention mention = {rows, false};
    const Expr *expr = marked_for(&check->expr, rows->dialect);
    if (expr) expr_walk(expr, visit_mention, &mention);
    return !mention.has_old && check->object.parent->kind == KIND_TABLE;
}

/* ---- checks that follow from those before ---- */

/* Does a column hold the values of before? */
static bool visit_kept(void *state, const Expr *expr)
{
    const Rows *rows = state;
    if (expr->kind == EXPR_RAW) return false;
    if (expr->kind != EXPR_NAME || !expr->ref || expr->ref->kind != KIND_COLUMN) return true;
    const Column *to = (const Column *)expr->ref;
    const Column *from = (const Column *)rows->partners[to->object.id];
    if (!from || from->object.kind != KIND_COLUMN) return false;
    const Type *before = marked_type_for(&from->type, rows->dialect);
    const Type *after = marked_type_for(&to->type, rows->dialect);
    bool is_computed = !marked_none(&from->generated) || !marked_none(&to->generated);
    bool is_filled = from->is_nullable && !to->is_nullable;
    return before && after && type_equal(before, after) && !is_computed && !is_filled;
}

/* Of the rows that are there nothing is known otherwise. */
static bool holds_for_all(const Check *check)
{
    return !check->is_not_valid && !check->is_not_enforced;
}

bool check_is_implied(const Object *check, DialectId dialect, const Object *const *partners)
{
    Rows rows = {dialect, partners};
    const Object *table = check->parent ? partners[check->parent->id] : NULL;
    if (check->kind != KIND_CHECK || !table || table->kind != KIND_TABLE) return false;
    const Expr *expr = marked_for(&((const Check *)check)->expr, dialect);
    if (!expr || !expr_walk(expr, visit_kept, &rows)) return false;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        const Expr *before = NULL;
        if (member->kind == KIND_CHECK && member->dialects & 1u << dialect &&
            holds_for_all((const Check *)member))
            before = marked_for(&((const Check *)member)->expr, dialect);
        if (before && expr_implies(before, expr)) return true;
    }
    return false;
}

static const char *risk_of_column(const Column *column, DialectId dialect)
{
    return column->is_nullable || gets_value(column, dialect) ? NULL : "add-not-null";
}

const char *risk_of_add(const Object *to, DialectId dialect, const Object *const *partners)
{
    Rows rows = {dialect, partners};
    const Key *key = (const Key *)to;
    const Index *index = (const Index *)to;
    const ForeignKey *foreign = (const ForeignKey *)to;
    switch (to->kind) {
    case KIND_COLUMN: return risk_of_column((const Column *)to, dialect);
    case KIND_PRIMARY_KEY:
        return tells_rows_apart(&rows, &key->columns, true) ? NULL : "add-primary-key";
    case KIND_UNIQUE:
        return tells_rows_apart(&rows, &key->columns, key->nulls_not_distinct) ? NULL
                                                                               : "add-unique";
    case KIND_INDEX:
        if (!index->is_unique) return NULL;
        return tells_rows_apart(&rows, &index->elements, index->nulls_not_distinct) ? NULL
                                                                                    : "add-unique";
    case KIND_EXCLUDE:
        return tells_rows_apart(&rows, &index->elements, false) ? NULL : "add-exclude";
    case KIND_CHECK:
        if (!holds_for_all((const Check *)to)) return NULL;
        return is_about_new_columns(&rows, (const Check *)to) ||
                       check_is_implied(to, dialect, partners) ? NULL : "add-check";
    case KIND_FOREIGN_KEY:
        if (foreign->is_not_valid || foreign->is_not_enforced) return NULL;
        return points_nowhere(&rows, foreign) ? NULL : "add-foreign-key";
    default: return NULL;
    }
}

bool keeps_rows_apart(const Object *object)
{
    if (object->kind == KIND_INDEX) return ((const Index *)object)->is_unique;
    return object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE;
}

/* ---- pairs ---- */

static const struct {
    Kind kind;
    const char *word, *risk;
} risky[] = {
    {KIND_COLUMN, "null", "set-not-null"},
    {KIND_DOMAIN, "not null", "set-not-null"},
    {KIND_PRIMARY_KEY, "columns", "add-primary-key"},
    {KIND_UNIQUE, "columns", "add-unique"},
    {KIND_UNIQUE, "nulls not distinct", "add-unique"},
    {KIND_INDEX, "unique", "add-unique"},
    {KIND_INDEX, "on", "add-unique"},
    {KIND_INDEX, "where", "add-unique"},
    {KIND_INDEX, "nulls not distinct", "add-unique"},
    {KIND_EXCLUDE, "method", "add-exclude"},
    {KIND_EXCLUDE, "on", "add-exclude"},
    {KIND_EXCLUDE, "where", "add-exclude"},
    {KIND_CHECK, "expr", "add-check"},
    {KIND_CHECK, "not valid", "add-check"},
    {KIND_CHECK, "not enforced", "add-check"},
    {KIND_FOREIGN_KEY, "columns", "add-foreign-key"},
    {KIND_FOREIGN_KEY, "target", "add-foreign-key"},
    {KIND_FOREIGN_KEY, "target columns", "add-foreign-key"},
    {KIND_FOREIGN_KEY, "match", "add-foreign-key"},
    {KIND_FOREIGN_KEY, "not valid", "add-foreign-key"},
    {KIND_FOREIGN_KEY, "not enforced", "add-foreign-key"},
    {KIND_TABLE, "for values", "add-bounds"},
    {KIND_TABLE, "partition of", "add-bounds"},
};

/* The other way round it only takes more than before. */
static bool is_loosened(const Object *to, const Attr *attr)
{
    bool is_on = attr->type == VALUE_BOOL && *attr_value(to, attr, bool);
    bool is_exempt = strcmp(attr->word, "not valid") == 0 || strcmp(attr->word, "not enforced") == 0;
    if (to->kind == KIND_COLUMN || is_exempt) return is_on;
    return attr->type == VALUE_BOOL && !is_on;
}

/* Is it in the list? A list in parentheses, as bounds are written: in ('a', 'b'). */
static bool lists(Name bounds, const sql_token *value)
{
    for (sql_scanner at = sql_scan(name_text(bounds), name_length(bounds)); at.token.kind != SQL_END;
         sql_next(&at))
        if (at.token.length == value->length && memcmp(at.token.text, value->text, value->length) == 0)
            return true;
    return false;
}

/* A part that is for all the values it was for, and others: of those it has no rows yet. */
static bool is_widened(const Table *from, const Table *to)
{
    bool is_list = strncmp(name_text(to->bounds), "in ", 3) == 0 &&
                   !strchr(name_text(to->bounds), '-');
    sql_scanner at = sql_scan(name_text(from->bounds), name_length(from->bounds));
    for (; is_list && at.token.kind != SQL_END; sql_next(&at))
        if (!lists(to->bounds, &at.token)) return false;
    return is_list;
}

bool part_takes_from(const Object *part, const Object *rest)
{
    const Table *whole = part->kind == KIND_TABLE ? ((const Table *)part)->partition_of : NULL;
    return whole && rest->kind == KIND_TABLE && ((const Table *)rest)->partition_of == whole &&
           name_equals(((const Table *)rest)->bounds, "default");
}

static bool rows_may_be_elsewhere(const Table *to, const Object *const *partners)
{
    const Table *from = (const Table *)partners[to->object.id], *whole = to->partition_of;
    if (!whole) return false;
    bool is_same = from && from->partition_of &&
                   partners[whole->object.id] == &from->partition_of->object;
    return !is_same || !is_widened(from, to);
}

/* A default does nothing for the rows that are there. */
static bool fills_nulls(const Column *column, DialectId dialect)
{
    return has_value(&column->backfill, dialect) || has_value(&column->generated, dialect);
}

const char *risk_of_change(const Object *to, const Attr *attr, DialectId dialect,
                           const Object *const *partners)
{
    if (check_is_implied(to, dialect, partners)) return NULL;
    if (to->kind == KIND_INDEX && !((const Index *)to)->is_unique) return NULL;
    if (to->kind == KIND_TABLE && !rows_may_be_elsewhere((const Table *)to, partners)) return NULL;
    if (to->kind == KIND_COLUMN && fills_nulls((const Column *)to, dialect)) return NULL;
    for (size_t i = 0; i < sizeof risky / sizeof *risky; i++)
        if (risky[i].kind == to->kind && strcmp(risky[i].word, attr->word) == 0)
            return is_loosened(to, attr) ? NULL : risky[i].risk;
    return NULL;
}
