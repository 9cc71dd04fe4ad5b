/* SPDX-License-Identifier: MIT
 * Collects where the clauses and types of a tree begin in its text. */
#include "syntax/guide.h"

#include <stdlib.h>

typedef struct Collector {
    Arena *arena;
    Guides *guides;
} Collector;

static void add(Collector *c, Span span, const Type *type)
{
    Guide guide = {span.start, span.end, type};
    vec_push(c->arena, &c->guides->list, guide);
}

static bool add_types(void *state, const Expr *expr)
{
    if (expr->type) add(state, expr->type->span, expr->type);
    return true;
}

static void add_elements(Collector *c, const Element *elements, size_t count)
{
    for (size_t i = 0; i < count; i++) expr_walk(elements[i].expr, add_types, c);
}

/* Parameters and values stand in a list: their clauses do not begin lines. */
static void add_clause(Collector *c, const Clause *clause, bool begins_line)
{
    if (begins_line) add(c, clause->span, NULL);
    if (clause->type) add(c, clause->type->span, clause->type);
    if (clause->expr) expr_walk(clause->expr, add_types, c);
    add_elements(c, clause->elements, clause->element_count);
}

static void add_decl(Collector *c, const Decl *decl)
{
    bool is_listed = name_equals(decl->kind, "parameter") || name_equals(decl->kind, "value");
    if (decl->type) add(c, decl->type->span, decl->type);
    if (decl->expr) expr_walk(decl->expr, add_types, c);
    add_elements(c, decl->elements.items, decl->elements.count);
    for (size_t i = 0; i < decl->clauses.count; i++)
        add_clause(c, &decl->clauses.items[i], !is_listed);
    for (size_t i = 0; i < decl->members.count; i++) add_decl(c, decl->members.items[i]);
}

static int compare(const void *a, const void *b)
{
    const Guide *left = a, *right = b;
    return (left->start > right->start) - (left->start < right->start);
}

Guides guides_of(Arena *arena, const Tree *tree)
{
    Guides guides = {0};
    Collector collector = {arena, &guides};
    for (size_t i = 0; i < tree->decls.count; i++) add_decl(&collector, tree->decls.items[i]);
    if (guides.list.count) qsort(guides.list.items, guides.list.count, sizeof(Guide), compare);
    return guides;
}

const Guide *guide_find(Guides *guides, uint32_t start, bool is_type)
{
    const Guide *items = guides->list.items;
    size_t count = guides->list.count;
    while (guides->next < count && items[guides->next].start < start) guides->next++;
    for (size_t i = guides->next; i < count && items[i].start == start; i++)
        if ((items[i].type != NULL) == is_type) return &items[i];
    return NULL;
}
