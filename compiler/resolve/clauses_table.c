/* SPDX-License-Identifier: MIT
 * The words of tables and views. */
#include "resolve/resolver.h"

/* using fts5('title', 'body'): the module and its arguments, to the letter. */
static void table_using(ClauseRun *run, const Clause *clause)
{
    Table *table = (Table *)run->item->object;
    Text text = {0};
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

static const ClauseRule table_rules[] = {
    {STORE("unlogged", FLAG, Table, is_unlogged)},
    {STORE("without rowid", FLAG, Table, is_without_rowid)},
    {STORE("strict off", FLAG, Table, is_not_strict)},
    {STORE("row security", FLAG, Table, row_security)},
    {STORE("force row security", FLAG, Table, force_row_security)},
    {STORE("with", OPTIONS, Table, options)},
    {HANDLE("using", table_using)},
    {HANDLE("was", clause_was)},
};
const ClauseTable table_clauses = {table_rules, rule_count(table_rules)};

static const ClauseRule view_rules[] = {
    {STORE("as", BODY, View, body)},
    {STORE("with", OPTIONS, View, options)},
    {STORE("with no data", FLAG, View, with_no_data)},
    {HANDLE("was", clause_was)},
};
const ClauseTable view_clauses = {view_rules, rule_count(view_rules)};
