/* SPDX-License-Identifier: MIT
 * Kahn's algorithm with a heap of ready nodes, so the order is as given wherever it can be. */
#include "plan/order.h"

#include <string.h>

#define PLACED UINT32_MAX /* in waiting */

typedef struct Heap {
    uint32_t *items;
    size_t size;
} Heap;

void graph_begin(Graph *graph, Arena *arena, uint32_t count)
{
    *graph = (Graph){.arena = arena, .count = count};
    graph->waiting = arena_array(arena, uint32_t, count);
    graph->users = arena_array(arena, uint32_t, count);
}

void graph_edge(Graph *graph, uint32_t before, uint32_t after, bool gives_way)
{
    if (before == after) return;
    Edge edge = {.user = after, .gives_way = gives_way, .next = graph->users[before] & EDGE_MAX};
    vec_push(graph->arena, &graph->edges, edge);
    graph->users[before] = (uint32_t)graph->edges.count;
    graph->waiting[after]++;
}

static void heap_push(Heap *heap, uint32_t node)
{
    size_t at = heap->size++;
    for (; at > 0 && heap->items[(at - 1) / 2] > node; at = (at - 1) / 2)
        heap->items[at] = heap->items[(at - 1) / 2];
    heap->items[at] = node;
}

static uint32_t heap_pop(Heap *heap)
{
    uint32_t top = heap->items[0], last = heap->items[--heap->size];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= heap->size) break;
        if (child + 1 < heap->size && heap->items[child + 1] < heap->items[child]) child++;
        if (heap->items[child] >= last) break;
        heap->items[at] = heap->items[child];
        at = child;
    }
    heap->items[at] = last;
    return top;
}

static void push_ready(Graph *graph, Heap *heap)
{
    for (uint32_t i = 0; i < graph->count; i++)
        if (graph->waiting[i] == 0) heap_push(heap, i);
}

/* Places what has all it waits for behind what is placed already; returns how many are now. */
static uint32_t place_ready(Graph *graph, Heap *heap, uint32_t *order, uint32_t done)
{
    push_ready(graph, heap);
    while (heap->size > 0) {
        uint32_t node = heap_pop(heap);
        order[done++] = node;
        graph->waiting[node] = PLACED;
        for (uint32_t edge = graph->users[node]; edge; edge = graph->edges.items[edge - 1].next) {
            uint32_t user = graph->edges.items[edge - 1].user;
            if (graph->waiting[user] != PLACED && --graph->waiting[user] == 0)
                heap_push(heap, user);
        }
    }
    return done;
}

/* Among the nodes that are left, those edges that give way are no more. */
static void give_way(Graph *graph)
{
    for (uint32_t node = 0; node < graph->count; node++) {
        if (graph->waiting[node] == PLACED) continue;
        uint32_t kept = 0;
        for (uint32_t at = graph->users[node], next; at; at = next) {
            Edge *edge = &graph->edges.items[at - 1];
            next = edge->next;
            if (edge->gives_way) {
                graph->waiting[edge->user]--;
            } else {
                edge->next = kept & EDGE_MAX;
                kept = at;
            }
        }
        graph->users[node] = kept;
    }
}

uint32_t graph_order(Graph *graph, uint32_t *order)
{
    Heap heap = {.items = arena_array(graph->arena, uint32_t, graph->count)};
    uint32_t done = place_ready(graph, &heap, order, 0), rest;
    if (done < graph->count) {
        give_way(graph);
        done = place_ready(graph, &heap, order, done);
    }
    rest = done;
    for (uint32_t i = 0; i < graph->count; i++)
        if (graph->waiting[i] != PLACED) order[rest++] = i;
    return done;
}
