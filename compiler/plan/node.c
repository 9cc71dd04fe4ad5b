/* SPDX-License-Identifier: MIT
 * One node for each object that needs statements of its own: dropped, altered, rebuilt or created.
 * Their numbers are the order that is wanted where nothing forbids it: first what is dropped and
 * holds no data, then by kind and name what is made, last what takes data away. */
#include "plan/planner.h"

#include <stdlib.h>

#include "model/mention.h"
#include "model/risk.h"

static bool is_lost(const Planner *p, const Object *from)
{
    return from && fate_of(p, from) != FATE_KEPT;
}

/* Is it made in this plan, as a whole? */
static bool is_made(const Planner *p, const Object *to)
{
    const Object *from = p->changes->partner_of_to[to->id];
    return !from || is_lost(p, from) || p->rebuilt[from->id];
}

bool has_own_statement(const Planner *p, const Object *to)
{
    const KindSql *kind = &p->dialect->kinds[to->kind];
    if (!kind->create) return false;
    if (!kind->is_inline || !to->parent || !is_made(p, to->parent)) return true;
    return check_is_late(p->to, to);
}

static void add_node(Planner *p, Node node)
{
    vec_push(p->arena, &p->nodes, node);
}

/* ---- from nothing: by kind, as diff has sorted them ---- */

static void baseline_nodes(Planner *p)
{
    uint32_t ends[KIND_COUNT + 1] = {0};
    const Change *changes = p->changes->items.items;
    size_t count = p->changes->items.count;
    for (size_t i = 0; i < count; i++)
        if (has_own_statement(p, changes[i].to)) ends[changes[i].to->kind + 1]++;
    for (Kind kind = 0; kind < KIND_COUNT; kind++) ends[kind + 1] += ends[kind];
    vec_reserve(p->arena, &p->nodes, ends[KIND_COUNT]);
    p->nodes.count = ends[KIND_COUNT];
    for (size_t i = 0; i < count; i++)
        if (has_own_statement(p, changes[i].to))
            p->nodes.items[ends[changes[i].to->kind]++] = (Node){.op = NODE_CREATE,
                                                                 .to = changes[i].to};
}

/* ---- from another schema ---- */

/* Dies with its owner, or with a column that goes anyway. */
static const Object *dies_with(const Planner *p, const Object *from)
{
    const Object *owner = object_owner(from);
    if (is_right_kept(p, from)) return NULL;
    if (is_lost(p, owner) || (owner && p->rebuilt[owner->id])) return owner;
    const Object *cause = fate_of(p, from) == FATE_DROPPED ? p->causes[from->id] : NULL;
    return cause != from ? cause : NULL;
}

static void drop_nodes(Planner *p)
{
    for (size_t i = 0; i < p->lost.count; i++) {
        const Object *from = p->lost.items[i];
        const KindSql *kind = &p->dialect->kinds[from->kind];
        if ((kind->drop || kind->remove) && !dies_with(p, from))
            add_node(p, (Node){.op = NODE_DROP, .from = from, .cause = p->causes[from->id]});
    }
}

static void create_nodes(Planner *p)
{
    for (size_t i = 0; i < p->lost.count; i++) {
        const Object *from = p->lost.items[i], *to = partner_of_from(p, from);
        if (fate_of(p, from) == FATE_REMADE && to && has_own_statement(p, to))
            add_node(p, (Node){.op = NODE_CREATE, .from = from, .to = to,
                               .cause = p->causes[from->id]});
    }
}

/* What is put aside is there until its rows are taken over. */
static void burial_nodes(Planner *p)
{
    for (size_t i = 0; i < p->lost.count; i++) {
        const Object *from = p->lost.items[i];
        bool is_aside = fate_of(p, from) == FATE_REMADE && p->dialect->kinds[from->kind].put_aside;
        if (is_aside && !dies_with(p, from)) add_node(p, (Node){.op = NODE_BURY, .from = from});
    }
}

/* One for what is new and one for what was, where both are there for a while. */
static void rebuild_nodes(Planner *p)
{
    for (size_t i = 0; i < p->rebuilds.count; i++) {
        const Object *from = p->rebuilds.items[i];
        add_node(p, (Node){.op = NODE_REBUILD, .from = from, .to = partner_of_from(p, from)});
        if (p->dialect->kinds[from->kind].bury) add_node(p, (Node){.op = NODE_BURY, .from = from});
    }
}

static bool is_alone(const Planner *p, const Object *to) /* not new within something that stays */
{
    return !to->parent || is_made(p, to->parent);
}

static void change_node(Planner *p, const Change *change)
{
    const Object *to = change->to;
    if (change->op == CHANGE_ADD) {
        if (!has_own_statement(p, to)) return;
        if (is_alone(p, to) || change_treatment(p, change) == TREAT_ALTER)
            add_node(p, (Node){.op = NODE_CREATE, .to = to});
        return;
    }
    bool is_inside = to->parent && is_made(p, to->parent) && !has_own_statement(p, to);
    if (change->op != CHANGE_ALTER || is_made(p, to) || is_inside) return;
    bool is_altered = change_treatment(p, change) == TREAT_ALTER;
    if (is_altered || (change->doc && p->dialect->comment))
        add_node(p, (Node){.op = NODE_ALTER, .from = change->from, .to = to, .change = change});
    if (is_altered && p->dialect->kinds[to->kind].leave && table_parents(change->from).count)
        add_node(p, (Node){.op = NODE_LEAVE, .from = change->from, .to = to, .change = change});
}

static int node_group(const Node *node)
{
    if (node->op == NODE_BURY) return 2;
    if (node->op != NODE_DROP) return 1;
    return !node->to && !node->cause && risk_of_drop(node->from) ? 2 : 0;
}

static int compare_names(const Object *a, const Object *b)
{
    int order = name_compare(a->space, b->space);
    return order ? order : name_compare(a->name, b->name);
}

static int compare_objects(const Object *a, const Object *b)
{
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    int order = a->parent && b->parent ? compare_objects(a->parent, b->parent) : 0;
    if (order) return order;
    if (kind_info(a->kind)->is_bare && a->position != b->position)
        return a->position < b->position ? -1 : 1;
    order = compare_names(a, b);
    return order ? order : object_compare_paths(a, b);
}

static int compare_nodes(const void *left, const void *right)
{
    const Node *a = left, *b = right;
    int group = node_group(a), other = node_group(b);
    if (group != other) return group < other ? -1 : 1;
    const Object *x = a->to ? a->to : a->from, *y = b->to ? b->to : b->from;
    if (group != 1 && x->kind != y->kind) return x->kind > y->kind ? -1 : 1;
    int order = compare_objects(x, y);
    return order ? order : (int)a->op - (int)b->op;
}

static void change_nodes(Planner *p)
{
    drop_nodes(p);
    create_nodes(p);
    burial_nodes(p);
    rebuild_nodes(p);
    for (size_t i = 0; i < p->changes->items.count; i++)
        if (p->changes->items.items[i].op != CHANGE_DROP)
            change_node(p, &p->changes->items.items[i]);
    if (p->nodes.count)
        qsort(p->nodes.items, p->nodes.count, sizeof *p->nodes.items, compare_nodes);
}

/* ---- by object ---- */

static uint32_t find_cover(Planner *p, const Object *from)
{
    uint32_t *cover = &p->cover[from->id];
    const Object *owner = *cover ? NULL : dies_with(p, from);
    if (!owner) return *cover;
    if (is_lost(p, owner)) *cover = find_cover(p, owner);
    else *cover = p->made[partner_of_from(p, owner)->id];
    return *cover;
}

void nodes_make(Planner *p)
{
    p->made = arena_array(p->arena, uint32_t, p->to->object_count);
    if (p->from) change_nodes(p);
    else baseline_nodes(p);
    if (p->from) p->cover = arena_array(p->arena, uint32_t, p->from->object_count);
    if (p->from) p->graves = arena_array(p->arena, uint32_t, p->from->object_count);
    if (p->from) p->leavers = arena_array(p->arena, uint32_t, p->from->object_count);
    for (uint32_t i = 0; i < p->nodes.count; i++) {
        const Node *node = &p->nodes.items[i];
        if (node->op == NODE_DROP) p->cover[node->from->id] = i + 1;
        else if (node->op == NODE_BURY) p->graves[node->from->id] = i + 1;
        else if (node->op == NODE_LEAVE) p->leavers[node->from->id] = i + 1;
        else p->made[node->to->id] = i + 1;
        if (node->op == NODE_ALTER && table_parents(node->to).count)
            vec_push(p->arena, &p->parts, i);
    }
    for (size_t i = 0; i < p->lost.count; i++) find_cover(p, p->lost.items[i]);
}

/* ---- circles ---- */

typedef struct Reach {
    const Planner *p;
    uint32_t cover;
    bool is_beyond;
} Reach;

static void look(void *state, const Object *used)
{
    Reach *reach = state;
    uint32_t cover = reach->p->cover[used->id];
    if (cover && cover != reach->cover) reach->is_beyond = true;
}

static bool drop_member_first(Planner *p, const Object *member, uint32_t node)
{
    const KindSql *kind = &p->dialect->kinds[member->kind];
    Reach reach = {.p = p, .cover = node + 1};
    bool is_apart = !kind->is_inline || check_is_late(p->from, member);
    if (!is_apart || !(kind->drop || kind->remove)) return false;
    if (p->cover[member->id] != node + 1) return false;
    object_dependencies(p->from, member, look, &reach);
    if (!reach.is_beyond) return false;
    add_node(p, (Node){.op = NODE_DROP, .from = member, .cause = member->parent});
    p->cover[member->id] = (uint32_t)p->nodes.count;
    return true;
}

/* Also what members of parts use holds the table that takes them along. */
bool nodes_break_circle(Planner *p, const uint32_t *stuck, uint32_t count)
{
    bool is_broken = false;
    bool *is_stuck = arena_array(p->arena, bool, p->nodes.count);
    for (uint32_t i = 0; i < count; i++)
        is_stuck[stuck[i]] = p->nodes.items[stuck[i]].op == NODE_DROP;
    for (size_t i = 0; p->from && i < p->lost.count; i++) {
        const Object *from = p->lost.items[i];
        uint32_t cover = p->cover[from->id];
        bool is_inside = from->parent && cover && p->nodes.items[cover - 1].from != from;
        if (is_inside && is_stuck[cover - 1] && drop_member_first(p, from, cover - 1)) is_broken = true;
    }
    return is_broken;
}
