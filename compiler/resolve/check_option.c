/* SPDX-License-Identifier: MIT
 * Options between the parentheses of "with": storage parameters of tables and indexes, options of
 * views. A name that PostgreSQL does not know is refused by it, so it is refused here. */
#include <stdlib.h>

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

void check_options(Resolver *r, Item *item)
{
    const Object *object = item->object;
    const View *view = (const View *)object;
    const Index *index = (const Index *)object;
    if (object->kind == KIND_TABLE)
        check_list(r, item, &((const Table *)object)->options, table_options);
    if (object->kind == KIND_VIEW)
        check_list(r, item, &view->options, view->is_materialized ? table_options : view_options);
    if (object->kind == KIND_INDEX || object->kind == KIND_EXCLUDE)
        check_list(r, item, &index->options, index_options(index));
}
