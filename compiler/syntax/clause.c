/* SPDX-License-Identifier: MIT
 * Clauses and the elements of lists. A clause begins with its word; what follows fills the last
 * one begun. ast.h says which field holds what. */
#include <string.h>

#include "base/suggest.h"
#include "syntax/build.h"
#include "syntax/grammar.h"

static Clause *last(Parser *p)
{
    Clause *clause = &p->clauses.items[p->clauses.count - 1];
    clause->span = parser_span(p, clause->span.start);
    return clause;
}

static void begin(Parser *p, Name word, uint32_t start)
{
    Clause clause = {.word = word, .span = parser_span(p, start)};
    vec_push(p->tree->arena, &p->clauses, clause);
}

void clause(Parser *p, const Token *word)
{
    begin(p, word->name, word->start);
}

/* The words from first to last, with one blank between: cut again, because comments may stand
 * between them. */
void clause_words(Parser *p, const Token *first, const Token *last)
{
    Lexer lexer = p->lexer;
    Text words = {0};
    lexer.cursor = lexer.text + first->start;
    while (lexer.cursor < lexer.text + last->end) {
        Token token = lexer_next(&lexer);
        if (name_none(token.name)) continue;
        if (words.length) text_add_char(&words, ' ');
        text_add(&words, name_text(token.name));
    }
    begin(p, name_of(p->cx->names, text_string(&words), words.length), first->start);
    text_free(&words);
}

static Name value_name(Parser *p, const Token *token)
{
    bool is_literal = token->code == STRING || token->code == NUMBER || token->code == VERSION;
    return is_literal ? name_of(p->cx->names, token->text, token->length) : token->name;
}

void clause_value(Parser *p, const Token *value)
{
    Clause *clause = last(p);
    clause->value = value_name(p, value);
    if (value->code == STRING || value->code == NUMBER) clause->expr = node_literal(p, value).expr;
}

void clause_value_words(Parser *p, const Token *first, const Token *second)
{
    last(p)->value =
        name_from(p->cx->names, arena_printf(p->cx->arena, "%s %s", name_text(first->name),
                                             name_text(second->name)));
}

void clause_holds(Parser *p, Node expr)
{
    last(p)->expr = expr.expr;
}

/* Numbers, perhaps with a sign: value holds their text. */
void clause_number(Parser *p, Node number)
{
    Clause *clause = last(p);
    const Expr *value = number.expr;
    clause->expr = value;
    if (value->kind == EXPR_NUMBER) clause->value = name_from(p->cx->names, value->text);
    if (value->kind == EXPR_UNARY && value->args[0]->kind == EXPR_NUMBER)
        clause->value =
            name_from(p->cx->names, arena_printf(p->cx->arena, "%s%s", name_text(value->name),
                                                 value->args[0]->text));
}

void clause_more_value(Parser *p, const Token *value)
{
    Clause *clause = last(p);
    clause->value =
        name_from(p->cx->names, arena_printf(p->cx->arena, "%s, %s", name_text(clause->value),
                                             name_text(value_name(p, value))));
    clause->expr = NULL;
}

/* using gin, using fts5('a'): the name and list of a name or call are filled in as well. */
static void name_from_expr(Parser *p, Clause *clause)
{
    const Expr *expr = clause->expr;
    if (expr->kind != EXPR_NAME && expr->kind != EXPR_CALL) return;
    clause->name = (QName){expr->space, expr->name, expr->span};
    if (expr->kind != EXPR_CALL || (expr->flags & EXPR_BARE)) return;
    Element *elements = arena_array(p->tree->arena, Element, expr->arg_count);
    for (size_t i = 0; i < expr->arg_count; i++)
        elements[i] = (Element){.span = expr->args[i]->span, .expr = expr->args[i]};
    clause->elements = elements;
    clause->element_count = expr->arg_count;
    clause->has_elements = true;
}

void clause_expr(Parser *p, const Token *word, Node expr)
{
    begin(p, word->name, word->start);
    Clause *clause = last(p);
    clause->expr = expr.expr;
    if (word->code == USING) name_from_expr(p, clause);
}

void clause_marked_value(Parser *p, const Token *mark, Node expr)
{
    Clause *clause = last(p);
    clause->mark = mark->name;
    clause->mark_span = token_span(p, mark);
    clause->expr = expr.expr;
}

void clause_with_mark(Parser *p, const Token *word, const Token *mark, Node expr)
{
    if (word) {
        begin(p, word->name, word->start);
    } else {
        Clause again = p->clauses.items[p->clauses.count - 1];
        begin(p, again.word, mark->start);
        last(p)->name = again.name;
    }
    clause_marked_value(p, mark, expr);
}

void clause_with_check(Parser *p, const Token *word, const Token *name, Node expr)
{
    clause(p, word);
    last(p)->expr = expr.expr;
    clause_called(p, name);
}

void clause_type(Parser *p, const Token *word, const Token *mark, const Type *type)
{
    clause(p, word);
    Clause *clause = last(p);
    clause->type = type;
    if (!mark) return;
    clause->mark = mark->name;
    clause->mark_span = token_span(p, mark);
}

void clause_called(Parser *p, const Token *name)
{
    if (name->end) last(p)->name = qname_make(p, NULL, name);
}

void clause_qname(Parser *p, const Token *word, QName name)
{
    clause(p, word);
    last(p)->name = name;
}

/* What a grant or an owner is of: "on", value the word that was said of it, or none. */
void clause_object(Parser *p, const Token *kind, QName name)
{
    Name on = name_from(p->cx->names, "on");
    const Clause *before = p->clauses.count ? &p->clauses.items[p->clauses.count - 1] : NULL;
    Name value = before && name_is(before->word, on) ? before->value : NO_NAME;
    begin(p, on, name.span.start);
    last(p)->name = name;
    last(p)->value = kind ? kind->name : value;
}

void clause_new(Parser *p, const Token *word, const Token *what, const Token *role, const Token *in)
{
    clause_object(p, word, qname_make(p, NULL, role));
    element_name(p, what);
    if (in) element_name(p, in);
    clause_elements(p);
}

void clause_roles(Parser *p, const Token *word)
{
    clause(p, word);
    clause_elements(p);
}

void clause_name(Parser *p, const Token *word, const Token *name)
{
    clause(p, word);
    clause_called(p, name);
}

void clause_of(Parser *p, QName name)
{
    last(p)->name = name;
}

void clause_path(Parser *p, Path path)
{
    Clause *clause = last(p);
    clause->name = path_qname(p, path);
    clause->expr = node_name(p, path).expr;
}

void clause_body(Parser *p, const Token *word, const Token *body)
{
    clause(p, word);
    Clause *clause = last(p);
    clause->body = body->text;
    clause->body_length = body->length;
    clause->body_span = token_span(p, body);
}

void clause_elements(Parser *p)
{
    Clause *clause = last(p);
    Element *elements;
    elements_take(p, &elements, &clause->element_count);
    clause->elements = elements;
    clause->has_elements = true;
}

void clause_no_elements(Parser *p)
{
    last(p)->has_elements = true;
}

void clause_end(Parser *p)
{
    last(p);
}

/* ---- elements ---- */

static Element *last_element(Parser *p)
{
    Element *element = &p->elements.items[p->elements.count - 1];
    element->span = parser_span(p, element->span.start);
    return element;
}

/* "collate" at the end of an element is the element's own. */
void element(Parser *p, Node node)
{
    const Expr *expr = node.expr;
    Element element = {.span = parser_span(p, node.start), .expr = expr};
    if (expr->kind == EXPR_COLLATE) {
        element.collation = (QName){expr->space, expr->name, expr->span};
        element.expr = expr->args[0];
    }
    vec_push(p->tree->arena, &p->elements, element);
}

/* Of a function's argument: a NULL of that type. */
void element_type(Parser *p, const Type *type)
{
    Expr *expr = arena_make(p->tree->arena, Expr);
    *expr = (Expr){.kind = EXPR_NULL, .span = type->span, .type = type};
    element(p, (Node){.expr = expr, .start = type->span.start});
}

void element_name(Parser *p, const Token *name)
{
    element(p, node_name(p, path_make(p, name)));
}

/* start 10, as though it were start = 10. */
void element_setting(Parser *p, const Token *name, Node value)
{
    Token equals = {.name = name_from(p->cx->names, "=")};
    element(p, node_binary(p, node_name(p, path_make(p, name)), &equals, value));
}

void element_opclass(Parser *p, Path opclass)
{
    Element *element = last_element(p);
    element->opclass = path_qname(p, opclass);
    if (opclass.count > 1 || opclass.is_quoted) return;
    Suggest suggest = suggest_for(name_text(element->opclass.name));
    suggest_try(&suggest, "desc");
    suggest_try(&suggest, "asc");
    if (!suggest.best) return;
    const char *message = arena_printf(p->cx->arena, "'%s' is no order", suggest.wanted);
    lexer_error(&p->lexer, opclass.start, opclass.end, "syntax-error", message,
                arena_printf(p->cx->arena, "did you mean '%s'?", suggest.best));
}

void element_opclass_args(Parser *p, size_t args)
{
    last_element(p)->opclass_args = texts_take(p, args);
}

void element_descending(Parser *p)
{
    last_element(p)->is_descending = true;
}

void element_nulls(Parser *p, const Token *order)
{
    last_element(p)->nulls = order->code == FIRST ? NULLS_FIRST : NULLS_LAST;
}

void element_with(Parser *p, QName operator)
{
    last_element(p)->with = operator;
}

void elements_take(Parser *p, Element **elements, size_t *count)
{
    *count = p->elements.count;
    *elements = arena_array(p->tree->arena, Element, *count);
    memcpy(*elements, p->elements.items, *count * sizeof(Element));
    p->elements.count = 0;
}
