/* SPDX-License-Identifier: MIT
 * Private to plan: a graph of what must be done before what, and the smallest order it allows. It
 * knows nothing of objects; nodes are numbers in the order that is wanted. */
#ifndef PLAN_ORDER_H
#define PLAN_ORDER_H

#include "base/arena.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

#define EDGE_MAX 0x7fffffffu

typedef struct Edge {
    uint32_t user; /* waits for the node this edge hangs on */
    uint32_t gives_way : 1; /* where nodes wait for each other in a circle */
    uint32_t next : 31;     /* index plus one into edges; 0: end */
} Edge;

typedef struct Graph {
    Arena *arena;
    uint32_t count;
    uint32_t *waiting; /* how many nodes each still waits for */
    uint32_t *users;   /* head of each node's edges */
    VEC(Edge) edges;
} Graph;

void graph_begin(Graph *graph, Arena *arena, uint32_t count);
void graph_edge(Graph *graph, uint32_t before, uint32_t after, bool gives_way);
/* Fills in order: each node after all it waits for, otherwise the smallest that is ready. Edges
 * that give way do so only in a circle. Returns how many nodes are placed; fewer than count: the
 * rest, at the end in rising order, wait for each other all the same. */
uint32_t graph_order(Graph *graph, uint32_t *order);

#endif
