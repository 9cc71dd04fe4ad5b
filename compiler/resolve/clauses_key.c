/* SPDX-License-Identifier: MIT
 * The words of keys, foreign keys, checks, indexes and exclusions. */
#include "resolve/resolver.h"

static const char *const actions[] = {"cascade",     "restrict",  "set null",
                                      "set default", "no action", NULL};
const char *const conflict_words[] = {"rollback", "abort", "fail", "ignore", "replace", NULL};
static const char *const matches[] = {"full", "simple", NULL};

/* ---- keys ---- */

/* "initially deferred" alone says "deferrable" too. */
static void key_deferred(ClauseRun *run, const Clause *clause)
{
    (void)clause;
    Key *key = (Key *)run->item->object;
    key->is_deferrable = key->is_initially_deferred = true;
}

static const ClauseRule key_rules[] = {
    {STORE("include", NAMES, Key, include)},
    {STORE("nulls not distinct", FLAG, Key, nulls_not_distinct)},
    {STORE("autoincrement", FLAG, Key, is_autoincrement)},
    {STORE("desc", FLAG, Key, is_descending)},
    {HANDLE("partition of", clause_ignored)}, /* bound later */
    {STORE("with", OPTIONS, Key, options)},
    {STORE("without overlaps", FLAG, Key, is_temporal)},
    {STORE("replica identity", FLAG, Key, is_replica_identity)},
    {STORE("index_comment", STRING, Key, index_comment)},
    {STORE("cluster", FLAG, Key, is_clustered)},
    {HANDLE("depends on extension", clause_extensions)},
    {STORE("deferrable", FLAG, Key, is_deferrable)},
    {HANDLE("initially deferred", key_deferred)},
    {HANDLE("not deferrable", clause_ignored)},
    {HANDLE("initially immediate", clause_ignored)},
    {STORE("on conflict", WORD, Key, on_conflict), .values = conflict_words},
    {HANDLE("was", clause_was)},
};
const ClauseTable key_clauses = {key_rules, rule_count(key_rules)};

/* ---- foreign keys ---- */

static void foreign_references(ClauseRun *run, const Clause *clause)
{
    run->item->target = clause;
}

/* The default is held as none, so that saying it makes no difference. */
static void foreign_on_delete(ClauseRun *run, const Clause *clause)
{
    ForeignKey *key = (ForeignKey *)run->item->object;
    key->on_delete = name_equals(clause->value, "no action") ? NO_NAME : clause->value;
    if (clause->has_elements) clause_names(run->r, clause, &key->on_delete_columns);
}

static void foreign_on_update(ClauseRun *run, const Clause *clause)
{
    ForeignKey *key = (ForeignKey *)run->item->object;
    key->on_update = name_equals(clause->value, "no action") ? NO_NAME : clause->value;
}

static void foreign_match(ClauseRun *run, const Clause *clause)
{
    ForeignKey *key = (ForeignKey *)run->item->object;
    if (name_equals(clause->value, "full")) key->match = clause->value;
}

static void foreign_deferred(ClauseRun *run, const Clause *clause)
{
    (void)clause;
    ForeignKey *key = (ForeignKey *)run->item->object;
    key->is_deferrable = key->is_initially_deferred = true;
}

static const ClauseRule foreign_rules[] = {
    {HANDLE("references", foreign_references)},
    {HANDLE("on delete", foreign_on_delete), .values = actions},
    {HANDLE("on update", foreign_on_update), .values = actions},
    {HANDLE("match", foreign_match), .values = matches},
    {STORE("period", FLAG, ForeignKey, is_temporal)},
    {STORE("unkeyed", FLAG, ForeignKey, is_unkeyed)},
    {STORE("deferrable", FLAG, ForeignKey, is_deferrable)},
    {STORE("not valid", FLAG, ForeignKey, is_not_valid)},
    {STORE("not enforced", FLAG, ForeignKey, is_not_enforced)},
    {HANDLE("initially deferred", foreign_deferred)},
    {HANDLE("not deferrable", clause_ignored)},
    {HANDLE("initially immediate", clause_ignored)},
    {HANDLE("was", clause_was)},
};
const ClauseTable foreign_key_clauses = {foreign_rules, rule_count(foreign_rules)};

/* ---- checks ---- */

static const ClauseRule check_rules[] = {
    {STORE("check", EXPR, Check, expr)}, /* check @postgres (...) @sqlite (...) */
    {STORE("no inherit", FLAG, Check, no_inherit)},
    {STORE("not valid", FLAG, Check, is_not_valid)},
    {STORE("not enforced", FLAG, Check, is_not_enforced)},
    {HANDLE("was", clause_was)},
};
const ClauseTable check_clauses = {check_rules, rule_count(check_rules)};

/* ---- indexes ---- */

/* statistics (2 = 100): of the second element. */
static void index_statistics(ClauseRun *run, const Clause *clause)
{
    Text text = {0};
    Index *index = (Index *)run->item->object;
    for (size_t i = 0; i < clause->element_count; i++) {
        const Expr *pair = clause->elements[i].expr;
        bool is_pair = pair->kind == EXPR_BINARY && name_equals(pair->name, "=") &&
                       pair->args[0]->kind == EXPR_NUMBER && pair->args[1]->kind == EXPR_NUMBER;
        if (!is_pair) {
            report(run->r, clause->elements[i].span, "unknown-clause-value",
                   "'statistics' takes the number of an element and its target: (2 = 100)");
            continue;
        }
        text_printf(&text, "%s%s=%s", text.length ? ", " : "", pair->args[0]->text,
                    pair->args[1]->text);
    }
    index->statistics = text.length ? text_keep(&text, run->r->cx->arena) : NULL;
    text_free(&text);
}

static const ClauseRule index_rules[] = {
    {HANDLE("on", clause_on)},
    {HANDLE("partition of", clause_ignored)}, /* bound later */
    {STORE("using", NAME, Index, method)},
    {STORE("include", NAMES, Index, include)},
    {STORE("nulls not distinct", FLAG, Index, nulls_not_distinct)},
    {STORE("with", OPTIONS, Index, options)},
    {STORE("replica identity", FLAG, Index, is_replica_identity)},
    {STORE("cluster", FLAG, Index, is_clustered)},
    {HANDLE("statistics", index_statistics)},
    {HANDLE("depends on extension", clause_extensions)},
    {STORE("where", EXPR, Index, where)},
    {HANDLE("was", clause_was)},
};
const ClauseTable index_clauses = {index_rules, rule_count(index_rules)};

/* ---- exclusions ---- */

static void exclude_deferred(ClauseRun *run, const Clause *clause)
{
    (void)clause;
    Index *exclude = (Index *)run->item->object;
    exclude->is_deferrable = exclude->is_initially_deferred = true;
}

static const ClauseRule exclude_rules[] = {
    {STORE("using", NAME, Index, method)},
    {STORE("include", NAMES, Index, include)},
    {STORE("with", OPTIONS, Index, options)},
    {STORE("where", EXPR, Index, where)},
    {STORE("index_comment", STRING, Index, index_comment)},
    {STORE("cluster", FLAG, Index, is_clustered)},
    {HANDLE("statistics", index_statistics)},
    {HANDLE("depends on extension", clause_extensions)},
    {STORE("deferrable", FLAG, Index, is_deferrable)},
    {HANDLE("initially deferred", exclude_deferred)},
    {HANDLE("not deferrable", clause_ignored)},
    {HANDLE("initially immediate", clause_ignored)},
    {HANDLE("was", clause_was)},
};
const ClauseTable exclude_clauses = {exclude_rules, rule_count(exclude_rules)};
