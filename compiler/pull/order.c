/* SPDX-License-Identifier: MIT
 * In which order the tables and views are written: by name, but each behind what it refers to. It
 * depends on what the database holds, not on when it was made, so that a database made of what was
 * pulled gives the same text again. */
#include <string.h>

#include "model/kind.h"
#include "pull/draft.h"
#include "model/mention.h"
#include "token.h"

typedef struct Edge {
    Draft *to;
    struct Edge *next;
} Edge;

typedef struct Order {
    Drafts *drafts;
    Edge **edges; /* by the place in drafts */
    bool *is_met;
    size_t ranks;
} Order;

static const uint32_t relations = 1u << KIND_TABLE | 1u << KIND_VIEW;

static bool is_relation(const Draft *draft)
{
    return relations & 1u << draft->kind;
}

static void add_edge(Order *order, const Draft *from, Draft *to)
{
    if (!from || !to || from == to || !is_relation(from)) return;
    Edge **list = &order->edges[from - order->drafts->items.items];
    Edge *edge = arena_make(order->drafts->cx->arena, Edge);
    *edge = (Edge){to, *list};
    *list = edge;
}

/* ---- what refers to what ---- */

static void add_target(Order *order, const Draft *draft)
{
    const char *path = catalog_value(draft->found, "target");
    const Draft *from = draft->owner ? draft->owner : draft;
    if (path) add_edge(order, from, draft_find(order->drafts, relations, path, strlen(path)));
}

/* The name or path at the scanner as a path of the catalog; the scanner is behind it. */
static const char *take_path(Order *order, sql_scanner *at, Text *path)
{
    Cx *cx = order->drafts->cx;
    text_clear(path);
    for (;;) {
        const char *text = at->token.text;
        path_name(path, name_take(cx, &text, text + at->token.length));
        sql_next(at);
        sql_token next = sql_peek(at);
        if (!sql_is_mark(&at->token, '.') || !sql_is_name(&next)) return text_string(path);
        text_add_char(path, '.');
        sql_next(at);
    }
}

static void add_mentioned(Order *order, const Draft *draft)
{
    Text path = {0};
    const char *body = catalog_value(draft->found, "body");
    if (draft->kind != KIND_VIEW || !body) return;
    for (sql_scanner at = sql_scan(body, strlen(body)); at.token.kind != SQL_END;) {
        if (at.token.kind != SQL_WORD && at.token.kind != SQL_QUOTED) {
            sql_next(&at);
            continue;
        }
        const char *mentioned = take_path(order, &at, &path);
        add_edge(order, draft, draft_find(order->drafts, relations, mentioned, path.length));
    }
    text_free(&path);
}

static void add_content(Order *order, const Draft *draft)
{
    const char *module = draft->kind == KIND_TABLE ? catalog_value(draft->found, "virtual using") : NULL;
    Name name = module ? table_content(order->drafts->cx->names, module) : NO_NAME;
    if (name_none(name)) return;
    Text path = {0};
    path_name(&path, name);
    add_edge(order, draft, draft_find(order->drafts, relations, text_string(&path), path.length));
    text_free(&path);
}

/* ---- the order ---- */

static void visit(Order *order, Draft *draft)
{
    bool *is_met = &order->is_met[draft - order->drafts->items.items];
    if (*is_met) return;
    *is_met = true;
    for (Edge *edge = order->edges[draft - order->drafts->items.items]; edge; edge = edge->next)
        visit(order, edge->to);
    draft->rank = ++order->ranks;
}

void drafts_rank(Drafts *drafts)
{
    Order order = {.drafts = drafts};
    order.edges = arena_array(drafts->cx->arena, Edge *, drafts->items.count);
    order.is_met = arena_array(drafts->cx->arena, bool, drafts->items.count);
    for (size_t i = drafts->items.count; i-- > 0;) { /* lists are made from their ends */
        add_target(&order, &drafts->items.items[i]);
        add_mentioned(&order, &drafts->items.items[i]);
        add_content(&order, &drafts->items.items[i]);
    }
    for (size_t i = 0; i < drafts->items.count; i++)
        if (is_relation(&drafts->items.items[i])) visit(&order, &drafts->items.items[i]);
}
