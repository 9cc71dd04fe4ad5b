/* SPDX-License-Identifier: MIT
 * Declarations as the grammar's actions build them: begun by their head, ended by ';' or '}'. */
#include <string.h>

#include "syntax/build.h"
#include "syntax/grammar.h"

static const char *take_doc(Parser *p, Decl *decl, const Token *first)
{
    (void)p;
    if (!first->doc) return NULL;
    first->doc->is_used = true;
    decl->doc_span = first->doc->span;
    return first->doc->text;
}

static Decl *decl_new(Parser *p, Name kind, Span kind_span, const Token *first)
{
    Decl *decl = arena_make(p->tree->arena, Decl);
    decl->kind = kind;
    decl->kind_span = kind_span;
    decl->span = token_span(p, first);
    decl->doc = take_doc(p, decl, first);
    return decl;
}

static void open_decl(Parser *p, Decl *decl)
{
    p->decl = decl;
    p->clauses.count = 0;
    p->is_too_deep = false;
}

/* Copies what gathered in the scratch array. */
static void close_clauses(Parser *p)
{
    size_t count = p->clauses.count;
    if (!count) return;
    p->decl->clauses.items = arena_array(p->tree->arena, Clause, count);
    memcpy(p->decl->clauses.items, p->clauses.items, count * sizeof(Clause));
    p->decl->clauses.count = p->decl->clauses.room = count;
    p->clauses.count = 0;
}

void decl_begin(Parser *p, const Token *first, const Token *second, QName name)
{
    Name kind = first->name;
    Span span = token_span(p, first);
    if (second) {
        kind = name_from(p->cx->names, arena_printf(p->cx->arena, "%s %s", name_text(first->name),
                                                    name_text(second->name)));
        span = span_join(span, token_span(p, second));
    }
    open_decl(p, decl_new(p, kind, span, first));
    p->decl->name = name;
}

void decl_word(Parser *p, const Token *first, const Token *second, const Token *name)
{
    bool is_named = name && !name_none(name->name);
    decl_begin(p, first, second, is_named ? qname_make(p, NULL, name) : (QName){0});
}

void decl_elements(Parser *p)
{
    elements_take(p, &p->decl->elements.items, &p->decl->elements.count);
    p->decl->elements.room = p->decl->elements.count;
    p->decl->has_elements = true;
}

void decl_list(Parser *p, const Token *first, const Token *second, QName name)
{
    decl_begin(p, first, second, name);
    decl_elements(p);
}

void decl_in(Parser *p, const Token *keyword, QName name, const Token *in, const Token *space)
{
    decl_begin(p, keyword, NULL, name);
    clause_name(p, in, space);
}

void decl_typed(Parser *p, const Token *keyword, QName name, const Type *type)
{
    decl_begin(p, keyword, NULL, name);
    p->decl->type = type;
}

void decl_column(Parser *p, const Token *name, const Type *type, const Token *question)
{
    if (name_none(p->column)) p->column = name_from(p->cx->names, "column");
    open_decl(p, decl_new(p, p->column, token_span(p, name), name));
    p->decl->name = qname_make(p, NULL, name);
    p->decl->type = type;
    p->decl->is_nullable = question != NULL;
}

/* Only a view has columns without a type. */
void decl_bare(Parser *p, const Token *name, const Token *end)
{
    bool is_of_view = p->block && (name_equals(p->block->kind, "view") ||
                                   name_equals(p->block->kind, "materialized view"));
    if (is_of_view) {
        decl_column(p, name, NULL, NULL);
        decl_end(p, end);
    } else
        lexer_error(&p->lexer, end->start, end->end, "syntax-error",
                    arena_printf(p->cx->arena, "expected a type after the column name '%s', found ';'",
                                 name_text(name->name)),
                    NULL);
}

void decl_key(Parser *p, const Token *first, const Token *second, const Token *name)
{
    decl_word(p, first, second, name);
    decl_elements(p);
}

void decl_check(Parser *p, const Token *keyword, const Token *name, Node expr)
{
    decl_word(p, keyword, NULL, name);
    p->decl->expr = expr.expr;
}

void decl_rename(Parser *p, const Token *name)
{
    p->decl->name = qname_make(p, NULL, name);
}

void decl_mark(Parser *p, const Token *mark)
{
    if (!name_none(p->decl->mark)) {
        Span span = token_span(p, mark);
        lexer_error(&p->lexer, span.start, span.end, "syntax-error",
                    "one dialect mark is enough: without a mark a declaration holds for all", NULL);
        return;
    }
    p->decl->mark = mark->name;
    p->decl->mark_span = token_span(p, mark);
}

static void add_decl(Parser *p, Decl *decl)
{
    if (p->block)
        vec_push(p->tree->arena, &p->block->members, decl);
    else
        vec_push(p->tree->arena, &p->tree->decls, decl);
}

void decl_end(Parser *p, const Token *end)
{
    close_clauses(p);
    p->decl->span.end = end->end;
    if (name_equals(p->decl->kind, "schema")) diag_schema(p->cx->diag, p->decl->span);
    add_decl(p, p->decl);
    p->decl = p->block;
}

void decl_target(Parser *p, const Token *keyword)
{
    decl_begin(p, keyword, NULL, (QName){0});
}

void target(Parser *p, const Token *dialect, const Token *version)
{
    clause(p, dialect);
    if (version) clause_value(p, version);
}

/* ignore 'a', 'b': a clause for each text. */
void text_item(Parser *p, const Token *text)
{
    clause(p, text);
    clause_value(p, text);
}

/* A parameter is whole at once: its clauses do not pass through the function's scratch array. */
void parameter(Parser *p, const Token *mode, const Token *name, const Type *type, Node initial)
{
    const Token *first = mode && mode->end ? mode : name;
    Token type_start = {.start = type->span.start, .end = type->span.end};
    Decl *decl =
        decl_new(p, name_from(p->cx->names, "parameter"), type->span, first ? first : &type_start);
    Clause *clauses = arena_array(p->tree->arena, Clause, 2);
    size_t count = 0;
    if (name) decl->name = qname_make(p, NULL, name);
    decl->type = type;
    if (!mode) /* a column of returns table (..) */
        clauses[count++] = (Clause){.word = name_from(p->cx->names, "table"), .span = decl->span};
    else if (mode->end)
        clauses[count++] = (Clause){.word = mode->name, .span = token_span(p, mode)};
    if (initial.expr)
        clauses[count++] = (Clause){.word = name_from(p->cx->names, "default"),
                                    .span = initial.expr->span,
                                    .expr = initial.expr};
    decl->clauses.items = clauses;
    decl->clauses.count = decl->clauses.room = count;
    decl->span = parser_span(p, decl->span.start);
    vec_push(p->tree->arena, &p->decl->members, decl);
}

void enum_value(Parser *p, const Token *name, const Token *was, const Token *old)
{
    Decl *decl = decl_new(p, name_from(p->cx->names, "value"), token_span(p, name), name);
    decl->name = qname_make(p, NULL, name);
    decl->span = parser_span(p, name->start);
    if (was) {
        Clause clause = {.word = was->name, .name = qname_make(p, NULL, old)};
        clause.span = span_join(token_span(p, was), token_span(p, old));
        vec_push(p->tree->arena, &decl->clauses, clause);
    }
    vec_push(p->tree->arena, &p->block->members, decl);
}

void block_begin(Parser *p, const Token *brace)
{
    (void)brace;
    close_clauses(p);
    p->decl->has_members = true;
    p->block = p->decl;
}

void block_lost(Parser *p, const Token *brace)
{
    open_decl(p, decl_new(p, NO_NAME, token_span(p, brace), brace));
    block_begin(p, brace);
}

void block_end(Parser *p, const Token *brace)
{
    Decl *decl = p->block;
    p->block = NULL;
    decl->span.end = brace->end;
    decl->has_mistake = p->lexer.errors > p->sound;
    if (!name_none(decl->kind)) add_decl(p, decl);
    p->decl = NULL;
}
