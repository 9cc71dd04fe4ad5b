/* SPDX-License-Identifier: MIT
 * Keys, references and checks of one column are written behind the column, where nothing is lost:
 * reading it back must give the same object with the same name. */
#include "model/kind.h"
#include "model/print.h"

enum { CHECK_LIMIT = 40 }; /* a longer check would stretch the line too far */

/* ---- which column ---- */

static const Object *column_of_names(const Object *table, const NameList *names)
{
    return names->count == 1 ? object_member(table, KIND_COLUMN, names->items[0]) : NULL;
}

static const Object *column_of_elements(const Object *table, const ElementList *elements)
{
    const IndexElement *element = elements->items;
    if (elements->count != 1 || element->expr->kind != EXPR_NAME) return NULL;
    bool is_plain = name_none(element->collation) && name_none(element->opclass) &&
                    !element->is_descending && !element->nulls;
    return is_plain ? object_member(table, KIND_COLUMN, element->expr->name) : NULL;
}

typedef struct Sole {
    const Object *column;
    bool is_other; /* more than one column is named, or none can be told */
} Sole;

static bool find_sole(void *state, const Expr *expr)
{
    Sole *sole = state;
    if (expr->kind == EXPR_RAW) sole->is_other = true;
    if (expr->kind != EXPR_NAME) return true;
    if (!expr->ref || (sole->column && sole->column != expr->ref)) sole->is_other = true;
    sole->column = expr->ref;
    return !sole->is_other;
}

static const Object *column_of_check(const Check *check)
{
    Sole sole = {0};
    Text text = {0};
    const Marked *marked = &check->expr;
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (marked->only[id]) return NULL;
    expr_walk(marked->any, find_sole, &sole);
    if (sole.is_other || !sole.column || sole.column->kind != KIND_COLUMN) return NULL;
    expr_print(&text, marked->any);
    bool is_short = text.length <= CHECK_LIMIT;
    text_free(&text);
    return is_short ? sole.column : NULL;
}

static const Object *sole_column(const Object *member)
{
    const Object *table = member->parent;
    if (member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE)
        return column_of_elements(table, &((const Key *)member)->columns);
    if (member->kind == KIND_FOREIGN_KEY)
        return column_of_names(table, &((const ForeignKey *)member)->columns);
    return member->kind == KIND_CHECK ? column_of_check((const Check *)member) : NULL;
}

/* ---- is nothing lost ---- */

/* The name that the first unnamed constraint of the column gets: TABLE_COLUMN_key. */
static void add_first_name(Text *first, const Object *member, const Object *column)
{
    const char *table = name_text(member->parent->name), *own = name_text(column->name);
    if (member->kind == KIND_PRIMARY_KEY) text_printf(first, "%s_pkey", table);
    else if (member->kind == KIND_UNIQUE) text_printf(first, "%s_%s_key", table, own);
    else if (member->kind == KIND_CHECK) text_printf(first, "%s_%s_check", table, own);
    else text_printf(first, "%s_%s_fkey", table, own);
}

/* Another name comes from a collision, which depends on the order: such a one keeps its place. */
static bool has_first_name(const Object *member, const Object *column)
{
    Text first = {0};
    add_first_name(&first, member, column);
    bool is_first = name_equals(member->name, text_string(&first));
    text_free(&first);
    return is_first;
}

Name inline_name(Names *names, const Object *member)
{
    Text first = {0};
    const Object *column = sole_column(member);
    if (!column) return NO_NAME;
    add_first_name(&first, member, column);
    Name name = name_of(names, first.data, first.length);
    text_free(&first);
    return name;
}

/* Keys and checks that say more stand alone; a reference is written with all it has. */
static bool says_no_more(const Object *member)
{
    const KindInfo *info = kind_info(member->kind);
    bool is_key = member->kind == KIND_PRIMARY_KEY;
    if (member->kind == KIND_FOREIGN_KEY) return true;
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        bool is_said = attr->flags & ATTR_IDENTITY ||
                       (is_key && (attr->offset == offsetof(Key, is_autoincrement) ||
                                   attr->offset == offsetof(Key, is_descending)));
        if (!is_said && !attr_is_default(member, attr)) return false;
    }
    return true;
}

const Object *inline_column(const Schema *schema, const Object *member)
{
    const Object *column = member->is_named ? NULL : sole_column(member);
    if (!column || column->parent != member->parent) return NULL; /* a parent's */
    if (member->doc && *member->doc) return NULL;
    if (object_dialects(schema, column) != object_dialects(schema, member)) return NULL;
    return says_no_more(member) && has_first_name(member, column) ? column : NULL;
}

/* The columns go without saying. */
void inline_print(Text *out, const Object *member)
{
    const KindInfo *info = kind_info(member->kind);
    if (member->kind != KIND_FOREIGN_KEY) text_printf(out, " %s", info->word);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        bool is_columns = attr->type == VALUE_ELEMENTS ||
                          (attr->type == VALUE_NAMES && attr->flags & ATTR_IDENTITY);
        if (!is_columns) clause_print(out, member, attr);
    }
}
