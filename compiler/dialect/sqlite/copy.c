/* SPDX-License-Identifier: MIT
 * What the rows of a table are in the new one: for each column the SQL that gives its value over
 * the old table. */
#include <string.h>

#include "dialect/sqlite/alter.h"
#include "model/risk.h"

const Key *sqlite_primary_key(const Table *table)
{
    return (const Key *)object_member(&table->object, KIND_PRIMARY_KEY, NO_NAME);
}

const Column *sqlite_rowid_column(const Table *table)
{
    const Key *key = sqlite_primary_key(table);
    if (table->is_without_rowid || !key || key->columns.count != 1 || key->is_descending) return NULL;
    const Expr *name = key->columns.items[0].expr;
    const Column *column = (const Column *)object_member(&table->object, KIND_COLUMN, name->name);
    return column && name_equals(column->type.any->name, "INTEGER") ? column : NULL;
}

/* ---- the rowid ---- */

static bool has_column(const Table *table, const char *word)
{
    for (size_t i = 0; i < table->object.members.count; i++) {
        const Object *member = table->object.members.items[i];
        const char *at = name_text(member->name), *wanted = word;
        if (member->kind != KIND_COLUMN) continue;
        for (; *at && *wanted && (*at | 0x20) == (*wanted | 0x20); at++) wanted++;
        if (!*at && !*wanted) return true;
    }
    return false;
}

static const char *free_word(const Table *from, const Table *to)
{
    static const char *const words[] = {"rowid", "oid", "_rowid_"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!has_column(from, words[i]) && !has_column(to, words[i])) return words[i];
    return NULL;
}

/* ---- enums whose values have other names ---- */

static const Object *label_of(const Type *type, Name name)
{
    return object_member(type->named, KIND_ENUM_VALUE, name);
}

/* What the value was called before; none: it is new, or called so since. As diff has it: the mark
 * counts if nothing bears the new name yet, or what bears it is renamed itself. */
static Name former_label(const Type *from, const Object *label, size_t depth)
{
    const Object *holder = label_of(from, label->name);
    if (name_none(label->was) || !label_of(from, label->was)) return NO_NAME;
    if (!holder) return label->was;
    for (size_t i = 0; depth && i < label->parent->members.count; i++) {
        const Object *other = label->parent->members.items[i];
        if (other != label && name_is(other->was, label->name) &&
            !name_none(former_label(from, other, depth - 1)))
            return label->was;
    }
    return NO_NAME;
}

static bool are_enums(const Type *from, const Type *to)
{
    return from && to && from->scalar == SCALAR_ENUM && to->scalar == SCALAR_ENUM && from->named &&
           to->named;
}

/* CASE role WHEN 'owner' THEN 'admin' ELSE role END */
static const char *with_labels(Cx *cx, const CopyColumn *column, const char *value)
{
    const Type *from = sqlite_written_type(column->from), *to = sqlite_written_type(column->to);
    Text out = {0};
    if (!are_enums(from, to)) return value;
    size_t count = to->named->members.count;
    for (size_t i = 0; i < count; i++) {
        const Object *label = to->named->members.items[i];
        Name former = former_label(from, label, count);
        if (name_none(former)) continue;
        if (!out.length) text_printf(&out, "CASE %s", value);
        text_add(&out, " WHEN ");
        sqlite_literal(&out, name_text(former), name_length(former));
        text_add(&out, " THEN ");
        sqlite_literal(&out, name_text(label->name), name_length(label->name));
    }
    if (!out.length) return value;
    text_printf(&out, " ELSE %s END", value);
    return text_keep(&out, cx->arena);
}

/* What the value is called now; NULL: it is no longer there. */
static const Object *label_now(const Type *from, const Type *to, const Object *label)
{
    size_t count = to->named->members.count;
    const Object *same = label_of(to, label->name);
    for (size_t i = 0; i < count; i++) {
        const Object *now = to->named->members.items[i];
        if (name_is(former_label(from, now, count), label->name)) return now;
    }
    return same && name_none(former_label(from, same, count)) ? same : NULL;
}

/* A value that rows may hold is no longer there. */
static bool loses_label(const Type *from, const Type *to)
{
    if (!are_enums(from, to)) return false;
    for (size_t i = 0; i < from->named->members.count; i++)
        if (!label_now(from, to, from->named->members.items[i])) return true;
    return false;
}

/* ---- values ---- */

static const char *expr_text_of(Cx *cx, const Schema *schema, const Expr *expr)
{
    Text out = {0};
    sqlite_expr(cx, &out, schema, expr);
    return text_keep(&out, cx->arena);
}

typedef struct Substitution {
    const Alter *alter;
    const Object *table; /* of to */
    size_t depth;
} Substitution;

/* The columns that are new are not in the old table: their values stand for them. */
static const Expr *substitute(Cx *cx, void *state, const Expr *expr)
{
    Substitution *self = state;
    const Column *column = (const Column *)expr->ref;
    bool is_new = expr->kind == EXPR_NAME && expr->ref && expr->ref->parent == self->table &&
                  expr->ref->kind == KIND_COLUMN && !alter_partner(self->alter, expr->ref);
    if (!is_new || self->depth == 0) return expr;
    const Expr *value = column->generated.any  ? column->generated.any
                        : column->backfill.any ? column->backfill.any
                                               : column->initial.any;
    if (!value) return expr_text(cx, EXPR_NULL, expr->span, "", 0);
    Substitution inner = {self->alter, self->table, self->depth - 1};
    return expr_map(cx, value, substitute, &inner);
}

static const char *written_value(const Copy *copy, const Expr *expr)
{
    Cx *cx = copy->alter->cx;
    Substitution self = {copy->alter, &copy->to->object, copy->count};
    return expr_text_of(cx, copy->alter->plan->to, expr_map(cx, expr, substitute, &self));
}

const char *sqlite_backfill(Cx *cx, const Schema *schema, const Column *column)
{
    const Expr *expr = column->backfill.any;
    return expr ? expr_text_of(cx, schema, expr) : NULL;
}

static const char *quoted(Cx *cx, Name name)
{
    Text out = {0};
    sqlite_identifier(&out, name);
    return text_keep(&out, cx->arena);
}

/* "CAST($ AS TEXT)" with the value in place of each '$'. */
static const char *filled(Cx *cx, const char *template, const char *value)
{
    Text out = {0};
    for (const char *c = template; *c; c++)
        if (*c == '$') text_add(&out, value);
        else text_add_char(&out, *c);
    return text_keep(&out, cx->arena);
}

static bool is_other_type(const CopyColumn *column)
{
    const Type *from = sqlite_written_type(column->from), *to = sqlite_written_type(column->to);
    return !type_equal(column->from->type.any, column->to->type.any) ||
           (from && to && (!type_equal(from, to) || loses_label(from, to)));
}

static const char *converted(const Copy *copy, CopyColumn *column)
{
    Cx *cx = copy->alter->cx;
    const char *value = quoted(cx, column->from->object.name);
    Form from = sqlite_form(column->from), to = sqlite_form(column->to);
    column->is_written = column->to->conversion.any && is_other_type(column);
    if (column->is_written) return written_value(copy, column->to->conversion.any);
    if (from == to) return with_labels(cx, column, value);
    column->conversion = sqlite_conversion(from, to);
    column->is_impossible = !column->conversion;
    return column->conversion ? filled(cx, column->conversion->value, value) : value;
}

static void set_new_value(const Copy *copy, CopyColumn *column)
{
    if (column->to->backfill.any) column->value = written_value(copy, column->to->backfill.any);
    else if (column->to == sqlite_rowid_column(copy->to) && !copy->from->is_without_rowid)
        column->value = copy->rowid;
}

static void set_value(const Copy *copy, CopyColumn *column)
{
    Cx *cx = copy->alter->cx;
    column->has_backfill = column->to->backfill.any != NULL;
    if (column->to->generated.any) return;
    if (!column->from) {
        set_new_value(copy, column);
        return;
    }
    column->value = converted(copy, column);
    if (column->has_backfill && column->from->is_nullable && !column->to->is_nullable)
        column->value = arena_printf(cx->arena, "coalesce(%s, %s)", column->value,
                                     written_value(copy, column->to->backfill.any));
    column->is_same = strcmp(column->value, quoted(cx, column->to->object.name)) == 0;
}

Copy sqlite_copy(Alter *alter, const Object *from, const Object *to)
{
    Copy copy = {.alter = alter, .from = (const Table *)from, .to = (const Table *)to};
    copy.columns = arena_array(alter->cx->arena, CopyColumn, to->members.count);
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *member = to->members.items[i];
        if (member->kind != KIND_COLUMN) continue;
        copy.columns[copy.count++] = (CopyColumn){
            .to = (const Column *)member, .from = (const Column *)alter_partner(alter, member)};
    }
    bool have_rowids = !copy.from->is_without_rowid && !copy.to->is_without_rowid;
    copy.rowid = free_word(copy.from, copy.to);
    copy.keeps_rowid = copy.rowid && have_rowids && !sqlite_rowid_column(copy.to);
    for (size_t i = 0; i < copy.count; i++) set_value(&copy, &copy.columns[i]);
    return copy;
}

const CopyColumn *sqlite_copied(const Copy *copy, Name column)
{
    for (size_t i = 0; i < copy->count; i++)
        if (name_is(copy->columns[i].to->object.name, column)) return &copy->columns[i];
    return NULL;
}

/* ---- what that means for constraints ---- */

static bool is_constant(const Expr *expr)
{
    return expr->kind == EXPR_STRING || expr->kind == EXPR_NUMBER || expr->kind == EXPR_BYTES ||
           expr->kind == EXPR_UNARY;
}

const char *sqlite_value_of(const Copy *copy, const CopyColumn *column)
{
    const Expr *initial = column->to->initial.any;
    Text out = {0};
    if (column->value) return column->value;
    if (column->to->generated.any || (initial && !is_constant(initial))) return NULL;
    if (!initial) return "NULL";
    sqlite_expr(copy->alter->cx, &out, copy->alter->plan->to, initial);
    return text_keep(&out, copy->alter->cx->arena);
}

/* Options such as ON DELETE concern no row that is there. */
static const Object *same_rule(const Alter *alter, const Object *constraint)
{
    static const char *const rules[] = {"columns", "target", "target columns", "expr",
                                        "unique",  "on",     "where"};
    const Object *from = alter_partner(alter, constraint);
    const KindInfo *info = kind_info(constraint->kind);
    for (size_t i = 0; from && i < info->attr_count; i++)
        for (size_t k = 0; k < sizeof rules / sizeof *rules; k++)
            if (strcmp(info->attrs[i].word, rules[k]) == 0 &&
                !attr_equal(from, constraint, &info->attrs[i]))
                return NULL;
    return from;
}

static bool is_kept(const CopyColumn *column)
{
    const Expr *computed = column->to->generated.any;
    if (computed) return column->from && expr_equal(computed, column->from->generated.any);
    return column->value && column->is_same;
}

/* All that differs byte by byte was told apart by no other collation: of values that one collation
 * tells apart, another may hold two for the same. A check may say otherwise in any. */
static bool is_compared_anew(const CopyColumn *column, const Object *member)
{
    Name after = column->to->collation;
    if (!column->from || name_is(column->from->collation, after)) return false;
    return member->kind == KIND_CHECK || (keeps_rows_apart(member) && !name_none(after));
}

bool sqlite_is_compared_anew(const Copy *copy, const Object *member)
{
    for (size_t i = 0; i < copy->count; i++)
        if (is_compared_anew(&copy->columns[i], member) &&
            sqlite_mentions(member, &copy->columns[i].to->object))
            return true;
    return false;
}

RowState sqlite_state_of(const Copy *copy, const Object *member)
{
    bool is_anew = sqlite_is_compared_anew(copy, member);
    RowState state = same_rule(copy->alter, member) && !is_anew ? ROWS_UNTOUCHED : ROWS_SAME;
    if (is_anew && member->kind == KIND_CHECK) return ROWS_UNKNOWN;
    bool is_about_columns = false, is_about_rows = false; /* not only about defaults of new ones */
    bool is_computed = false;
    for (size_t i = 0; i < copy->count; i++) {
        const CopyColumn *column = &copy->columns[i];
        if (!sqlite_mentions(member, &column->to->object)) continue;
        is_about_columns = true;
        is_about_rows |= column->from || column->value;
        is_computed |= column->to->generated.any != NULL;
        if (is_kept(column) && (state == ROWS_UNTOUCHED || column->value)) continue;
        if (!sqlite_value_of(copy, column)) return ROWS_UNKNOWN;
        state = ROWS_OTHER;
    }
    if (is_computed && state != ROWS_UNTOUCHED) return ROWS_UNKNOWN;
    return is_about_rows || !is_about_columns ? state : ROWS_UNKNOWN;
}
