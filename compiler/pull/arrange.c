/* SPDX-License-Identifier: MIT
 * The order of what a catalog tells in an order of its own: options, and the columns of a partition
 * that differ in their order from those of its table. */
#include <string.h>
#include <strings.h>

#include "pull/draft.h"

/* PostgreSQL spells some of its settings with capitals. */
static bool is_called(Name option, Name name)
{
    return strcasecmp(name_text(option), name_text(name)) == 0;
}

/* Those that are not named stay behind the others. */
static OptionList sort_options(Cx *cx, const OptionList *options, const NameList *names)
{
    size_t count = 0;
    Option *sorted = arena_array(cx->arena, Option, options->count);
    bool *is_done = arena_array(cx->arena, bool, options->count);
    for (size_t i = 0; i <= names->count; i++)
        for (size_t j = 0; j < options->count; j++) {
            bool is_next = i == names->count || is_called(options->items[j].name, names->items[i]);
            if (is_done[j] || !is_next) continue;
            sorted[count++] = options->items[j];
            is_done[j] = true;
        }
    return (OptionList){sorted, count};
}

static void arrange_options(Cx *cx, const Draft *draft, const char *order)
{
    const KindInfo *info = kind_info(draft->kind);
    VEC(Name) names = {0};
    for (const char *at = order; *at; at += strspn(at, ", ")) {
        size_t length = strcspn(at, ",");
        vec_push(cx->arena, &names, name_of(cx->names, at, length));
        at += length;
    }
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        bool is_it = strcmp(attr->word, "with") == 0 || strcmp(attr->word, "settings") == 0;
        if (attr->type != VALUE_OPTIONS || !is_it) continue;
        OptionList *options = attr_field(draft->object, attr, OptionList);
        *options = sort_options(cx, options, &(NameList){names.items, names.count});
    }
}

static Object *own_column(const Object *table, Name name)
{
    for (size_t i = 0; i < table->members.count; i++)
        if (table->members.items[i]->kind == KIND_COLUMN &&
            name_is(table->members.items[i]->name, name))
            return table->members.items[i];
    return NULL;
}

/* A column that is as the one above is said again for its place. */
static Object *column_for(const Drafts *drafts, Object *table, Name name)
{
    Object *own = own_column(table, name);
    const Column *above = own ? NULL : column_inherited(table, name);
    if (own || !above) return own;
    own = schema_add(drafts->cx, drafts->schema, table, KIND_COLUMN, NO_NAME, name);
    Column *column = (Column *)own;
    column->object.is_named = true;
    column->type = above->type;
    column->is_nullable = above->is_nullable;
    column->initial = above->initial;
    column->generated = above->generated;
    column->storage = above->storage;
    column->collation_space = above->collation_space;
    column->collation = above->collation;
    column->is_inherited = true;
    return own;
}

static void arrange_columns(const Drafts *drafts, Object *table, const char *order)
{
    VEC(Object *) members = {0};
    NameList names = names_read(drafts->cx, order);
    for (size_t i = 0; i < names.count; i++) {
        Object *column = column_for(drafts, table, names.items[i]);
        if (column) vec_push(drafts->cx->arena, &members, column);
    }
    for (size_t i = 0; i < table->members.count; i++)
        if (table->members.items[i]->kind != KIND_COLUMN)
            vec_push(drafts->cx->arena, &members, table->members.items[i]);
    if (members.count != table->members.count) return;
    for (size_t i = 0; i < members.count; i++) {
        table->members.items[i] = members.items[i];
        members.items[i]->position = (uint32_t)i;
    }
}

/* The tables above come first: their columns are looked at. */
static void arrange_table(const Drafts *drafts, const Object *table, size_t depth)
{
    for (size_t i = 0; i < drafts->items.count; i++) {
        const Draft *draft = &drafts->items.items[i];
        if (!draft->object || draft->object != table) continue;
        const char *order = catalog_value(draft->found, "column order");
        const Table *above = ((const Table *)table)->partition_of;
        if (above && depth) arrange_table(drafts, &above->object, depth - 1);
        if (order && above) arrange_columns(drafts, draft->object, order);
    }
}

void drafts_arrange(const Drafts *drafts)
{
    enum { DEEPEST = 32 };
    for (size_t i = 0; i < drafts->items.count; i++) {
        const Draft *draft = &drafts->items.items[i];
        if (!draft->object) continue;
        const char *options = catalog_value(draft->found, "option order");
        if (options) arrange_options(drafts->cx, draft, options);
        if (catalog_value(draft->found, "column order")) arrange_table(drafts, draft->object, DEEPEST);
    }
}
