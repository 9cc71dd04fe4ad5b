/* SPDX-License-Identifier: MIT
 * Kahn's algorithm with a heap of ready units, so the order is as given wherever it can be. */
#include "plan/order.h"

typedef struct Edge {
    uint32_t user; /* waits for the unit this edge hangs on */
    uint32_t next; /* index plus one into edges; 0: end */
} Edge;

typedef struct Order {
    Arena *arena; /* ends when the order is found */
    const Object **units;
    size_t count;
    uint32_t *unit_at;  /* by object id: number of the unit plus one; 0: no unit of its own */
    uint32_t *waiting;  /* how many units each still needs */
    uint32_t *users;    /* head of each unit's edges */
    VEC(Edge) edges;
    uint32_t *heap;
    size_t heap_size;
    uint32_t current;   /* the unit whose needs are being collected */
    uint32_t patient;   /* mask of kinds whose needs are left out: what they need may come later */
} Order;

static uint32_t unit_of(const Order *order, const Object *object)
{
    for (; object; object = object->parent)
        if (order->unit_at[object->id]) return order->unit_at[object->id];
    return 0;
}

static void need(void *state, const Object *needed)
{
    Order *order = state;
    uint32_t unit = unit_of(order, needed);
    if (unit == 0 || unit - 1 == order->current || !order->units[unit - 1]) return;
    vec_push(order->arena, &order->edges,
             ((Edge){.user = order->current, .next = order->users[unit - 1]}));
    order->users[unit - 1] = (uint32_t)order->edges.count;
    order->waiting[order->current]++;
}

static void collect(Order *order, const Schema *schema, const Object *object)
{
    if (order->patient & 1u << object->kind) return;
    object_dependencies(schema, object, need, order);
    if (object->parent) need(order, object->parent);
    for (size_t i = 0; i < object->members.count; i++) {
        const Object *member = object->members.items[i];
        if (!order->unit_at[member->id]) collect(order, schema, member);
    }
}

static void heap_push(Order *order, uint32_t unit)
{
    size_t at = order->heap_size++;
    for (; at > 0 && order->heap[(at - 1) / 2] > unit; at = (at - 1) / 2)
        order->heap[at] = order->heap[(at - 1) / 2];
    order->heap[at] = unit;
}

static uint32_t heap_pop(Order *order)
{
    uint32_t top = order->heap[0], last = order->heap[--order->heap_size];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= order->heap_size) break;
        if (child + 1 < order->heap_size && order->heap[child + 1] < order->heap[child]) child++;
        if (order->heap[child] >= last) break;
        order->heap[at] = order->heap[child];
        at = child;
    }
    order->heap[at] = last;
    return top;
}

static size_t place_ready(Order *order, const Object **placed)
{
    size_t count = 0;
    for (uint32_t i = 0; i < order->count; i++)
        if (order->units[i] && order->waiting[i] == 0) heap_push(order, i);
    while (order->heap_size > 0) {
        uint32_t unit = heap_pop(order);
        placed[count++] = order->units[unit];
        order->units[unit] = NULL;
        for (uint32_t edge = order->users[unit]; edge; edge = order->edges.items[edge - 1].next) {
            uint32_t user = order->edges.items[edge - 1].user;
            if (--order->waiting[user] == 0) heap_push(order, user);
        }
    }
    return count;
}

/* Places what has all it needs behind what is placed already; returns how many are now. */
static size_t place_some(Order *order, const Schema *schema, const Object **placed, size_t done)
{
    memset(order->waiting, 0, order->count * sizeof *order->waiting);
    memset(order->users, 0, order->count * sizeof *order->users);
    order->edges.count = 0;
    for (order->current = 0; order->current < order->count; order->current++)
        if (order->units[order->current])
            collect(order, schema, order->units[order->current]);
    return done + place_ready(order, placed + done);
}

size_t order_units(Cx *cx, const Dialect *dialect, const Schema *schema, const Object **units,
                   size_t count)
{
    Order order = {.arena = arena_within(cx->arena), .units = units, .count = count};
    order.unit_at = arena_array(order.arena, uint32_t, schema->object_count);
    order.waiting = arena_array(order.arena, uint32_t, count);
    order.users = arena_array(order.arena, uint32_t, count);
    order.heap = arena_array(order.arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) order.unit_at[units[i]->id] = i + 1;
    const Object **placed = arena_array(order.arena, const Object *, count);
    size_t done = place_some(&order, schema, placed, 0), rest;
    order.patient = dialect->may_precede_needs;
    if (done < count) done = place_some(&order, schema, placed, done);
    rest = done;
    for (size_t i = 0; i < count; i++)
        if (units[i]) placed[rest++] = units[i];
    if (count) memcpy(units, placed, count * sizeof *units);
    arena_free(order.arena);
    return done;
}
