/* SPDX-License-Identifier: MIT
 * The words of tables and views. */
#include "resolve/resolver.h"

/* using fts5('title', 'body'): the module and its arguments, to the letter; of a table that is
 * PostgreSQL's alone its access method. */
static void table_using(ClauseRun *run, const Clause *clause)
{
    Table *table = (Table *)run->item->object;
    Text text = {0};
    if ((table->object.dialects & run->r->targets) == 1u << DIALECT_POSTGRES && !clause->has_elements) {
        table->access_method = clause->name.name;
        return;
    }
    text_add(&text, name_text(clause->name.name));
    if (clause->has_elements) text_add_char(&text, '(');
    for (size_t i = 0; i < clause->element_count; i++) {
        const Expr *expr = clause->elements[i].expr;
        if (i > 0) text_add(&text, ", ");
        if (expr->kind == EXPR_STRING)
            text_add_bytes(&text, expr->text, expr->length);
        else
            expr_print(&text, expr);
    }
    if (clause->has_elements) text_add_char(&text, ')');
    table->virtual_using = text_keep(&text, run->r->cx->arena);
}

/* ---- partitions ---- */

static const char *const methods[] = {"range", "list", "hash", NULL};

static void table_partition_by(ClauseRun *run, const Clause *clause)
{
    Table *table = (Table *)run->item->object;
    table->partition_by = clause->value;
    table->partition_key = elements_convert(run->r, clause->elements, clause->element_count);
}

static void table_partition_of(ClauseRun *run, const Clause *clause)
{
    if (!name_none(clause->value)) ((Table *)run->item->object)->bounds = clause->value;
}

/* modulus 4 is read as modulus = 4. */
static void add_bound(Text *out, const Expr *expr)
{
    bool is_setting = expr->kind == EXPR_BINARY && name_equals(expr->name, "=");
    if (!is_setting) {
        expr_print(out, expr);
        return;
    }
    expr_print(out, expr->args[0]);
    text_add_char(out, ' ');
    expr_print(out, expr->args[1]);
}

/* "for values from" (1) and "to" (2): what they hold as one text, "from (1) to (2)". */
static void table_bounds(ClauseRun *run, const Clause *clause)
{
    static const char before[] = "for values ";
    Table *table = (Table *)run->item->object;
    const char *word = name_text(clause->word);
    Text text = {0};
    if (!name_none(table->bounds)) text_printf(&text, "%s ", name_text(table->bounds));
    text_add(&text, strncmp(word, before, strlen(before)) ? word : word + strlen(before));
    text_add(&text, " (");
    for (size_t i = 0; i < clause->element_count; i++) {
        if (i) text_add(&text, ", ");
        add_bound(&text, clause->elements[i].expr);
    }
    text_add_char(&text, ')');
    table->bounds = name_of(run->r->cx->names, text.data, text.length);
    text_free(&text);
}

static void table_of(ClauseRun *run, const Clause *clause)
{
    ((Table *)run->item->object)->of_type = clause->type;
}

/* Of an index it is the whole clause. */
static const char *const identities[] = {"default", "full", "nothing", NULL};

static void table_replica_identity(ClauseRun *run, const Clause *clause)
{
    bool is_usual = name_equals(clause->value, "default");
    ((Table *)run->item->object)->replica_identity = is_usual ? NO_NAME : clause->value;
}

static const char *const states[] = {"never", "origin", "replica", "always", NULL};

static void table_key_triggers(ClauseRun *run, const Clause *clause)
{
    bool is_usual = name_equals(clause->value, "origin");
    ((Table *)run->item->object)->key_triggers = is_usual ? NO_NAME : clause->value;
}

static const ClauseRule table_rules[] = {
    {HANDLE("partition by", table_partition_by), .values = methods},
    {HANDLE("partition of", table_partition_of)},
    {HANDLE("for values from", table_bounds)},
    {HANDLE("to", table_bounds)},
    {HANDLE("for values in", table_bounds)},
    {HANDLE("for values with", table_bounds)},
    {HANDLE("inherits", clause_ignored)}, /* bound later, as what it is a partition of */
    {STORE("unlogged", FLAG, Table, is_unlogged)},
    {STORE("without rowid", FLAG, Table, is_without_rowid)},
    {STORE("strict off", FLAG, Table, is_not_strict)},
    {STORE("row security", FLAG, Table, row_security)},
    {STORE("force row security", FLAG, Table, force_row_security)},
    {HANDLE("replica identity", table_replica_identity), .values = identities},
    {HANDLE("key_triggers", table_key_triggers), .values = states},
    {STORE("with", OPTIONS, Table, options)},
    {STORE("kept", OPTIONS, Table, kept)},
    {STORE("comments", OPTIONS, Table, part_comments)},
    {HANDLE("using", table_using)},
    {HANDLE("type", table_of)},
    {HANDLE("was", clause_was)},
};
static const ClauseRule external_rules[] = {
    {HANDLE("was", clause_was)},
};
const ClauseTable external_clauses = {external_rules, rule_count(external_rules)};

const ClauseTable table_clauses = {table_rules, rule_count(table_rules)};

static const ClauseRule view_rules[] = {
    {STORE("using", NAME, View, access_method)},
    {STORE("as", BODY, View, body)},
    {STORE("with", OPTIONS, View, options)},
    {STORE("defaults", OPTIONS, View, defaults)},
    {STORE("kept", OPTIONS, View, kept)},
    {STORE("comments", OPTIONS, View, part_comments)},
    {HANDLE("depends on extension", clause_extensions)},
    {STORE("with no data", FLAG, View, with_no_data)},
    {HANDLE("was", clause_was)},
};
const ClauseTable view_clauses = {view_rules, rule_count(view_rules)};
