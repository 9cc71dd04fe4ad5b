/* SPDX-License-Identifier: MIT
 * Options between the parentheses of "with": storage parameters of tables and indexes, options of
 * views and columns. A name that PostgreSQL does not know is refused by it, so it is refused here. */
#include <stdlib.h>

#include "model/mention.h"
#include "resolve/resolver.h"

static const char table_options[] =
    "fillfactor parallel_workers toast_tuple_target user_catalog_table vacuum_truncate "
    "vacuum_index_cleanup log_autovacuum_min_duration autovacuum_enabled "
    "autovacuum_vacuum_threshold autovacuum_vacuum_scale_factor autovacuum_vacuum_insert_threshold "
    "autovacuum_vacuum_insert_scale_factor autovacuum_vacuum_cost_delay "
    "autovacuum_vacuum_cost_limit autovacuum_vacuum_max_threshold autovacuum_analyze_threshold "
    "autovacuum_analyze_scale_factor autovacuum_freeze_min_age autovacuum_freeze_max_age "
    "autovacuum_freeze_table_age autovacuum_multixact_freeze_min_age "
    "autovacuum_multixact_freeze_max_age autovacuum_multixact_freeze_table_age "
    "vacuum_max_eager_freeze_failure_rate";
static const char column_options[] =
    "compression n_distinct n_distinct_inherited statistics storage";
static const char view_options[] = "security_invoker security_barrier check_option";

/* By method; an extension's methods have their own. */
static const char *index_options(const Index *index)
{
    if (name_none(index->method) || name_equals(index->method, "btree"))
        return "fillfactor deduplicate_items";
    if (name_is_one_of(index->method, "hash spgist")) return "fillfactor";
    if (name_equals(index->method, "gist")) return "fillfactor buffering";
    if (name_equals(index->method, "gin")) return "fastupdate gin_pending_list_limit";
    if (name_equals(index->method, "brin")) return "pages_per_range autosummarize";
    return NULL;
}

static void suggest_words(Resolver *r, Suggest *suggest, const char *words)
{
    while (*words) {
        size_t length = strcspn(words, " ");
        suggest_try(suggest, arena_copy(r->cx->arena, words, length));
        words += length + (words[length] == ' ');
    }
}

static void check_fillfactor(Resolver *r, const Item *item, const Option *option)
{
    long value = strtol(option->value, NULL, 10);
    if (!name_equals(option->name, "fillfactor") || (value >= 10 && value <= 100)) return;
    report(r, item->object->span, "option-range", "fillfactor is 10 to 100");
}

static bool is_toast(Name name)
{
    return strncmp(name_text(name), "toast.", 6) == 0;
}

/* Of a column: words or a number. */
static void check_column_option(Resolver *r, const Item *item, const Option *option)
{
    static const char *const words[][2] = {{"storage", "plain external extended main"},
                                           {"compression", "pglz lz4"}};
    char *end;
    long number = strtol(option->value, &end, 10);
    Name value = name_from(r->cx->names, option->value);
    for (size_t i = 0; i < rule_count(words); i++)
        if (name_equals(option->name, words[i][0]) && !name_is_one_of(value, words[i][1]))
            report(r, item->object->span, "option-range", "%s is one of: %s", words[i][0],
                   words[i][1]);
    bool is_target = end != option->value && !*end && number >= 0 && number <= 10000;
    if (name_equals(option->name, "statistics") && !is_target)
        report(r, item->object->span, "option-range", "statistics is 0 to 10000");
    bool is_count = strncmp(name_text(option->name), "n_distinct", strlen("n_distinct")) == 0;
    double count = strtod(option->value, &end);
    if (is_count && (end == option->value || *end || !(count >= -1)))
        report(r, item->object->span, "option-range", "%s is a number from -1",
               name_text(option->name));
}

static void check_list(Resolver *r, const Item *item, const OptionList *options, const char *known)
{
    for (size_t i = 0; known && i < options->count; i++) {
        Name name = options->items[i].name;
        check_fillfactor(r, item, &options->items[i]);
        if (name_is_one_of(name, known)) continue;
        if (item->object->kind == KIND_TABLE && is_toast(name)) continue;
        Suggest suggest = suggest_for(name_text(name));
        report(r, item->object->span, "unknown-option", "%s cannot have the option '%s'",
               describe(r, item->object), name_text(name));
        suggest_words(r, &suggest, known);
        report_nearest(r, &suggest);
    }
}

/* Of a table: a column of one above, which it has not for itself. */
static bool is_above(Resolver *r, const Item *item, Name column)
{
    const Object *table = item->object, *found = object_member(table, KIND_COLUMN, column);
    bool is_own = found && found->parent == table && !((const Column *)found)->is_inherited;
    if (table->kind != KIND_TABLE || (found && !is_own)) return true;
    if (is_own)
        report(r, table->span, "clause-not-here",
               "'kept' speaks of columns of the table above; %s has 'with (...)' behind it",
               describe(r, found));
    else
        report(r, table->span, "not-inherited", "no table above %s has the column '%s'",
               describe(r, table), name_text(column));
    return false;
}

/* title.compression = pglz */
static void check_kept(Resolver *r, const Item *item, const OptionList *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        const char *word;
        Name column = option_column(r->cx->names, kept->items[i].name, &word);
        Option option = {name_from(r->cx->names, word), kept->items[i].value};
        if (name_none(column)) {
            report(r, item->object->span, "option-malformed",
                   "'kept' says COLUMN.OPTION = value, such as title.storage = external");
            continue;
        }
        if (!is_above(r, item, column)) continue;
        check_list(r, item, &(OptionList){&option, 1}, column_options);
        bool is_usual = item->object->kind == KIND_TABLE && strcmp(option.value, "default") == 0;
        if (!is_usual || !name_equals(option.name, "compression"))
            check_column_option(r, item, &option);
    }
}

/* What is divided holds no rows itself. */
static void check_table(Resolver *r, const Item *item, const Table *table)
{
    if (name_none(table->partition_by)) {
        if (name_none(table->access_method)) check_list(r, item, &table->options, table_options);
        return;
    }
    if (!table->options.count) return;
    report(r, table->object.span, "unknown-option", "%s is divided and cannot have the option '%s'",
           describe(r, &table->object), name_text(table->options.items[0].name));
    report_hint(r, "say it of its partitions, which hold the rows");
}

/* ---- comments of what comes along ---- */

static bool has_rule(const Resolver *r, const Object *table, Name name, bool is_trigger)
{
    for (size_t i = 0; i < r->items.count; i++) {
        const Object *object = r->items.items[i]->object;
        if (!object || !name_is(object->name, name)) continue;
        bool is_rule = object->kind == KIND_CHECK || object->kind == KIND_FOREIGN_KEY;
        if (is_rule && !is_trigger && object->parent == table) return true;
        bool is_it = object->kind == KIND_TRIGGER && ((const Trigger *)object)->on == table;
        if (is_it && (is_trigger || ((const Trigger *)object)->is_constraint)) return true;
    }
    return false;
}

static bool is_from_above(const Resolver *r, const Object *table, Name name, bool is_trigger)
{
    ObjectList parents = table_parents(table);
    for (size_t i = 0; i < parents.count; i++)
        if (has_rule(r, parents.items[i], name, is_trigger) ||
            is_from_above(r, parents.items[i], name, is_trigger))
            return true;
    return false;
}

/* What comes along with each; NULL: nothing does. */
static const char *parts_of(const Object *object)
{
    const Column *column = (const Column *)object;
    switch (object->kind) {
    case KIND_TABLE: return "row_type array_type";
    case KIND_VIEW: return "row_type array_type rule";
    case KIND_ENUM:
    case KIND_TYPE: return "array_type";
    case KIND_DOMAIN: return ((const Domain *)object)->is_not_null ? "array_type not_null" : "array_type";
    case KIND_RANGE: return "array_type multirange_type";
    case KIND_TRIGGER: return ((const Trigger *)object)->is_constraint ? "constraint" : "";
    case KIND_COLUMN:
        if (!name_none(column->identity)) return "sequence not_null";
        return column->is_nullable && !column->is_not_valid ? "" : "not_null";
    default: return NULL;
    }
}

/* comments (row_type = 'A line', lines_day_check.constraint = 'As above') */
static void check_remarks(Resolver *r, const Item *item)
{
    const char *known = parts_of(item->object), *word;
    const OptionList *all = object_part_comments(item->object);
    for (size_t i = 0; known && i < all->count; i++) {
        Name name = option_column(r->cx->names, all->items[i].name, &word);
        bool is_trigger = strcmp(word, "trigger") == 0;
        bool is_rule = is_trigger || strcmp(word, "constraint") == 0;
        if (name_none(name) || item->object->kind != KIND_TABLE || !is_rule)
            check_list(r, item, &(OptionList){&all->items[i], 1}, known);
        else if (!is_from_above(r, item->object, name, is_trigger))
            report(r, item->object->span, "not-inherited", "no table above %s has the %s '%s'",
                   describe(r, item->object), word, name_text(name));
    }
}

void check_options(Resolver *r, Item *item)
{
    const Object *object = item->object;
    const View *view = (const View *)object;
    const Index *index = (const Index *)object;
    const Column *column = (const Column *)object;
    for (size_t i = 0; object->kind == KIND_COLUMN && i < column->options.count; i++)
        check_column_option(r, item, &column->options.items[i]);
    if (object->kind == KIND_COLUMN) check_list(r, item, &column->options, column_options);
    bool is_key = object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE;
    if (is_key) check_list(r, item, &((const Key *)object)->options, "fillfactor deduplicate_items");
    if (object->kind == KIND_TABLE) check_table(r, item, (const Table *)object);
    if (object->kind == KIND_VIEW)
        check_list(r, item, &view->options, view->is_materialized ? table_options : view_options);
    if (object->kind == KIND_VIEW) check_kept(r, item, &view->kept);
    if (object->kind == KIND_TABLE) check_kept(r, item, &((const Table *)object)->kept);
    if (object->kind == KIND_INDEX || object->kind == KIND_EXCLUDE)
        check_list(r, item, &index->options, index_options(index));
    check_remarks(r, item);
}
