/* SPDX-License-Identifier: MIT
 * Which node waits for which: what is created or altered for what it needs, what is dropped for
 * what has used it, what blocks a change around it, and a name for whoever has it to give it up. */
#include "plan/planner.h"

#include "model/heritage.h"

typedef struct Needs {
    Planner *p;
    uint32_t node;
    uint32_t aside; /* where what is put aside lets go of other tables, plus one; 0: as node */
    bool gives_way;
    bool is_burial;
    bool may_be_late;     /* what is dropped may go before: its drop lets go of it */
    const Object *object; /* whose needs these are */
} Needs;

/* ---- what is made needs what is made ---- */

static uint32_t maker(const Planner *p, const Object *to)
{
    for (; to; to = to->parent)
        if (p->made[to->id]) return p->made[to->id];
    return 0;
}

/* What an heir has otherwise than its parent is said after what is said of the parent's, which counts
 * for all heirs. */
static void order_other_column(Planner *p, uint32_t node)
{
    const Object *to = p->nodes.items[node].to;
    const Column *above = to && to->parent && kind_info(to->kind)->is_bare
                              ? column_inherited(to->parent, to->name) : NULL;
    bool is_above = above && above->object.parent->kind == to->parent->kind;
    if (is_above && p->made[above->object.id])
        graph_edge(&p->graph, p->made[above->object.id] - 1, node, true);
}

/* A column that an heir has as its own from now on changes when it is no longer the parent's. */
static void order_own_columns(Planner *p)
{
    for (uint32_t i = 0; i < p->nodes.count; i++) {
        order_other_column(p, i);
        const Object *to = p->nodes.items[i].op == NODE_CREATE ? p->nodes.items[i].to : NULL;
        const Object *table = to && to->parent ? p->changes->partner_of_to[to->parent->id] : NULL;
        const Column *above = table && kind_info(to->kind)->is_bare && table->kind == to->parent->kind
                                  ? column_inherited(table, to->name) : NULL;
        if (above && p->cover[above->object.id])
            graph_edge(&p->graph, p->cover[above->object.id] - 1, i, true);
    }
}

/* What speaks of a table from another one speaks of the rows of parts that come to it. */
static void need_parts(const Needs *needs, const Object *whole)
{
    Planner *p = needs->p;
    const Object *to = p->nodes.items[needs->node].to;
    for (uint32_t i = 0; to->parent && to->parent != whole && i < p->parts.count; i++) {
        const Node *part = &p->nodes.items[p->parts.items[i]];
        ObjectList parents = table_parents(part->to);
        for (size_t j = 0; j < parents.count; j++)
            if (parents.items[j] == whole)
                graph_edge(&p->graph, p->parts.items[i], needs->node, true);
    }
}

/* ---- rows that are taken over ---- */

static const Object *top_of(const Object *object)
{
    while (object->parent) object = object->parent;
    return object;
}

/* Of a table whose old rows are taken over, or of a part of one: the node that does it, plus one. */
static uint32_t taker(const Planner *p, const Object *table)
{
    const Object *from = p->changes->partner_of_to[table->id];
    ObjectList parents = table_parents(table);
    uint32_t node = from && p->dialect->kinds[from->kind].put_aside ? p->graves[from->id] : 0;
    for (size_t i = 0; i < parents.count && !node; i++) node = taker(p, parents.items[i]);
    return node;
}

/* What is made on the table comes to rows that are there: no trigger and no rule sees them come. */
static void need_rows(const Needs *needs, const Object *needed)
{
    const Planner *p = needs->p;
    const Node *node = &p->nodes.items[needs->node];
    uint32_t found = p->from && node->op == NODE_CREATE ? taker(p, top_of(needed)) : 0;
    bool is_before = found && (kind_info(node->to->kind)->is_bare || taker(p, node->to) == found);
    if (found && !is_before) graph_edge(&needs->p->graph, found - 1, needs->node, false);
}

/* The parts are there when the rows come. */
static void order_rows(Planner *p)
{
    for (uint32_t i = 0; i < p->nodes.count; i++) {
        const Node *node = &p->nodes.items[i];
        bool is_made = (node->op == NODE_CREATE || node->op == NODE_ALTER) && !node->to->parent;
        uint32_t found = is_made ? taker(p, node->to) : 0;
        if (found) graph_edge(&p->graph, i, found - 1, node->op == NODE_ALTER);
    }
}

static void need(void *state, const Object *needed)
{
    Needs *needs = state;
    uint32_t node = maker(needs->p, needed);
    need_rows(needs, needed);
    if (node) graph_edge(&needs->p->graph, node - 1, needs->node, needs->gives_way);
    if (needs->p->parts.count) need_parts(needs, needed);
}

/* By the primary key of a table, what is grouped has one value of each column. */
static bool is_grouped(const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        if (info->attrs[i].type != VALUE_BODY) continue;
        const char *body = *attr_value(object, &info->attrs[i], const char *);
        if (body && text_has_word(body, "group")) return true;
    }
    return false;
}

/* What a body uses is there with the columns that it will have, also where objects of its kind come
 * before them; a circle does without. */
static void need_columns(Needs *needs, const Object *used, bool is_grouped)
{
    Planner *p = needs->p;
    for (size_t i = 0; i < used->members.count; i++) {
        const Object *member = used->members.items[i];
        const KindInfo *info = kind_info(member->kind);
        bool is_key = is_grouped && info->is_single;
        uint32_t node = info->is_bare || is_key ? p->made[member->id] : 0;
        if (node && (is_key || node - 1 > needs->node)) graph_edge(&p->graph, node - 1, needs->node, true);
    }
}

static void collect_uses_of_body(Needs *needs, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        if (info->attrs[i].type != VALUE_USES) continue;
        const ObjectList *used = attr_value(object, &info->attrs[i], ObjectList);
        for (size_t j = 0; j < used->count; j++) need_columns(needs, used->items[j], is_grouped(object));
    }
}

static void collect_needs(Needs *needs, const Object *object, bool is_whole)
{
    Planner *p = needs->p;
    needs->gives_way = p->dialect->may_precede_needs & 1u << object->kind;
    object_dependencies(p->to, object, need, needs);
    collect_uses_of_body(needs, object);
    if (object->parent) need(needs, object->parent);
    for (size_t i = 0; is_whole && i < object->members.count; i++) {
        const Object *member = object->members.items[i];
        if (!p->made[member->id]) collect_needs(needs, member, true);
    }
}

/* ---- what lets go of what it is made of ---- */

static bool is_sibling(const Planner *p, const Object *from, const Object *to)
{
    ObjectList before = table_parents(from), after = table_parents(to);
    for (size_t i = 0; i < before.count; i++)
        for (size_t j = 0; j < after.count; j++)
            if (partner_of_from(p, before.items[i]) == after.items[j]) return true;
    return false;
}

/* Else it comes back to one, and must fit when it does, or comes to another before. */
static bool leaves_all(const Planner *p, const Node *node)
{
    return !is_sibling(p, node->from, node->to) && !is_column_passed_on(node->from, node->to);
}

/* What it was made of it needs no longer when it is altered. */
static bool has_left(const Planner *p, const Node *node)
{
    return p->leavers[node->from->id] && leaves_all(p, node);
}

/* ---- what is dropped waits for its users ---- */

/* A rule above goes before the table that leaves it and would have to drop it; what is made again
 * there goes after, because the table may keep its own of it. */
static void leave_rule(const Needs *needs, const Object *rule)
{
    Planner *p = needs->p;
    uint32_t drop = p->cover[rule->id];
    if (drop && fate_of(p, rule) == FATE_REMADE) graph_edge(&p->graph, needs->node, drop - 1, false);
    else if (drop) graph_edge(&p->graph, drop - 1, needs->node, true);
}

static void leave(void *state, const Object *used)
{
    Needs *needs = state;
    Planner *p = needs->p;
    bool is_cut = p->dialect->kinds[top_of(used)->kind].put_aside || p->cover[used->id] == needs->aside;
    uint32_t node = is_cut && needs->aside ? needs->aside - 1 : needs->node;
    bool is_loser = needs->is_burial || fate_of(p, needs->object) != FATE_KEPT ||
                    p->nodes.items[node].op == NODE_LEAVE;
    if (p->graves[used->id] && p->graves[used->id] - 1 != node)
        graph_edge(&p->graph, node, p->graves[used->id] - 1, false);
    if (p->leavers[needs->object->id] - 1 == needs->node && !kind_info(used->kind)->is_bare && used->parent) {
        leave_rule(needs, used);
        return;
    }
    bool counts = is_loser ? fate_of(p, used) != FATE_KEPT : fate_of(p, used) == FATE_DROPPED;
    if (counts && p->cover[used->id])
        graph_edge(&p->graph, node, p->cover[used->id] - 1, needs->gives_way || needs->may_be_late);
}

static void collect_uses(Needs *needs, const Object *from, bool is_whole)
{
    Planner *p = needs->p;
    needs->object = from;
    needs->gives_way = p->dialect->may_precede_needs & 1u << from->kind;
    object_dependencies(p->from, from, leave, needs);
    for (size_t i = 0; is_whole && i < from->members.count; i++)
        if (fate_of(p, from->members.items[i]) == FATE_KEPT)
            collect_uses(needs, from->members.items[i], true);
}

static void order_drops(Planner *p)
{
    for (size_t i = 0; i < p->lost.count; i++) {
        const Object *from = p->lost.items[i], *owner = object_owner(from);
        uint32_t cover = p->cover[from->id];
        if (!cover) continue;
        uint32_t grave = p->graves[p->nodes.items[cover - 1].from->id];
        Needs needs = {.p = p, .node = (grave ? grave : cover) - 1, .aside = cover, .object = from};
        collect_uses(&needs, from, false);
        if (owner && fate_of(p, owner) != FATE_KEPT) leave(&needs, owner);
    }
    for (uint32_t i = 0; i < p->nodes.count; i++) {
        const Node *node = &p->nodes.items[i];
        bool is_change = node->op == NODE_LEAVE ? leaves_all(p, node)
                                                : node->op == NODE_ALTER && !has_left(p, node);
        bool is_burial = node->op == NODE_BURY;
        Needs needs = {.p = p, .node = i, .is_burial = is_burial, .may_be_late = is_change,
                       .aside = is_burial ? p->cover[node->from->id] : 0};
        if (needs.is_burial)
            graph_edge(&p->graph, p->made[partner_of_from(p, node->from)->id] - 1, i, false);
        if (node->op == NODE_LEAVE) graph_edge(&p->graph, i, p->made[node->to->id] - 1, false);
        if (node->op == NODE_REBUILD || is_change || needs.is_burial)
            collect_uses(&needs, node->from, !is_change);
    }
}

/* ---- what is in the way ---- */

/* What a type has of its own goes with the old one. */
static bool is_buried_along(const Planner *p, const Object *from)
{
    return from->parent && p->graves[from->parent->id];
}

static void order_blockings(Planner *p)
{
    for (size_t i = 0; i < p->blockings.count; i++) {
        const Object *what = p->blockings.items[i].what, *user = p->blockings.items[i].user;
        const Object *to = partner_of_from(p, what), *again = partner_of_from(p, user);
        if (is_buried_along(p, user)) continue;
        uint32_t last = to ? maker(p, to) : p->cover[what->id];
        if (p->graves[what->id] && p->dialect->kinds[what->kind].put_aside) last = p->graves[what->id];
        uint32_t first = p->cover[what->id]     ? p->cover[what->id]
                         : p->leavers[what->id] ? p->leavers[what->id]
                                                : last;
        uint32_t dropped = p->cover[user->id], made = again ? p->made[again->id] : 0;
        if (dropped && first) graph_edge(&p->graph, dropped - 1, first - 1, false);
        if (last && made) graph_edge(&p->graph, last - 1, made - 1, true); /* unless it is used now */
    }
}

/* ---- parts of a table ---- */

/* Does it come to a table that the other leaves? That would get it, too. */
static bool is_for_parent(const Planner *p, const Node *old, const Node *new)
{
    const Object *to = new->op == NODE_CREATE ? new->to->parent : NULL;
    ObjectList before = table_parents(old->from), after = table_parents(old->to ? old->to : old->from);
    for (size_t i = 0; to && i < after.count; i++)
        if (after.items[i] == to) return false;
    for (size_t i = 0; to && i < before.count; i++)
        if (partner_of_from(p, before.items[i]) == to) return true;
    return false;
}

/* A new part may be for the values of one that goes, or that is for others now: all let go before one
 * comes. */
static bool is_for_part(const Planner *p, const Node *old, const Node *new)
{
    bool waits = new->op == NODE_CREATE || new->op == NODE_ALTER;
    return waits && table_parents(new->to).count && is_sibling(p, old->from, new->to);
}

static void order_parts(Planner *p)
{
    for (uint32_t i = 0; i < p->nodes.count; i++) {
        const Node *old = &p->nodes.items[i];
        bool is_leaving = old->op == NODE_DROP || old->op == NODE_LEAVE;
        if (!is_leaving || !table_parents(old->from).count) continue;
        for (uint32_t j = 0; j < p->nodes.count; j++) {
            const Node *new = &p->nodes.items[j];
            if (is_for_part(p, old, new) || (old->op == NODE_LEAVE && is_for_parent(p, old, new)))
                graph_edge(&p->graph, i, j, true);
        }
    }
}

/* A part has no other columns than those above it when it comes to them. */
static void order_comers(Planner *p)
{
    for (size_t i = 0; i < p->parts.count; i++) {
        const Node *node = &p->nodes.items[p->parts.items[i]];
        if (leaves_all(p, node))
            for (size_t j = 0; j < p->lost.count; j++) {
                const Object *lost = p->lost.items[j];
                const Object *table = lost->parent ? partner_of_from(p, lost->parent) : NULL;
                bool is_column = table && kind_info(lost->kind)->is_bare && p->cover[lost->id];
                if (is_column && (table == node->to || table_is_made_of(node->to, table)))
                    graph_edge(&p->graph, p->cover[lost->id] - 1, p->parts.items[i], true);
            }
    }
}

/* ---- names that must be given up first ---- */

typedef struct Holder Holder;
struct Holder {
    uint32_t node;
    Holder *next;
};

typedef struct NamePlace {
    Name space, class, name;
} NamePlace;

/* The places in which a name is looked for: its class in its namespace, and within its owner. */
static NamePlace class_place(const Planner *p, const Object *object)
{
    static const char *const classes[NAME_CLASS_COUNT] = {"parent",    "namespaces", "extensions",
                                                          "relations", "relations",  "functions",
                                                          "triggers",  "policies",   "natives",
                                                          "owners",    "grants",     "futures"};
    const Object *top = object->parent ? object->parent : object;
    const char *class = classes[kind_info(object->kind)->names];
    return (NamePlace){top->space, name_from(p->cx->names, class), object->name};
}

static NamePlace owner_place(const Object *object, const Object *owner)
{
    return (NamePlace){owner->space, owner->name, object->name};
}

/* A table has one primary key at a time, whatever it is called. */
static NamePlace only_place(const Planner *p, const Object *object, const Object *owner)
{
    Name word = name_from(p->cx->names, kind_info(object->kind)->word);
    return (NamePlace){owner->space, owner->name, word};
}

static void hold(Planner *p, NamePlace place, uint32_t node)
{
    Holder *holder = arena_make(p->arena, Holder);
    *holder = (Holder){node, map_get(p->holders, place.space, place.class, place.name)};
    map_set(p->holders, place.space, place.class, place.name, holder);
}

static void wait_for(Planner *p, NamePlace place, uint32_t node)
{
    const Holder *holder = map_get(p->holders, place.space, place.class, place.name);
    for (; holder; holder = holder->next) graph_edge(&p->graph, holder->node, node, false);
}

static void take_names(Planner *p, const Object *object, uint32_t node)
{
    const Object *owner = object_owner(object);
    if (kind_info(object->kind)->names) wait_for(p, class_place(p, object), node);
    if (owner) wait_for(p, owner_place(object, owner), node);
    if (owner && kind_info(object->kind)->is_single) wait_for(p, only_place(p, object, owner), node);
    for (size_t i = 0; i < object->members.count; i++)
        if (!p->made[object->members.items[i]->id]) take_names(p, object->members.items[i], node);
}

static void order_names(Planner *p)
{
    p->holders = map_new(p->arena);
    for (size_t i = 0; i < p->lost.count; i++) {
        const Object *from = p->lost.items[i], *owner = object_owner(from);
        uint32_t node = p->cover[from->id];
        if (!node) continue;
        const Object *called = p->named[from->id] ? p->named[from->id] : from;
        if (kind_info(from->kind)->names) hold(p, class_place(p, called), node - 1);
        if (owner) hold(p, owner_place(called, owner), node - 1);
        if (owner && kind_info(from->kind)->is_single)
            hold(p, only_place(p, from, owner), node - 1);
    }
    for (uint32_t i = 0; i < p->nodes.count; i++)
        if (p->nodes.items[i].op == NODE_CREATE) take_names(p, p->nodes.items[i].to, i);
}

void edges_make(Planner *p)
{
    graph_begin(&p->graph, p->arena, (uint32_t)p->nodes.count);
    for (uint32_t i = 0; i < p->nodes.count; i++) {
        const Node *node = &p->nodes.items[i];
        Needs needs = {.p = p, .node = i};
        bool is_change = node->op == NODE_ALTER || node->op == NODE_LEAVE;
        if (node->to && node->op != NODE_DROP && !(node->op == NODE_LEAVE && leaves_all(p, node)))
            collect_needs(&needs, node->to, !is_change);
    }
    if (!p->from) return;
    order_drops(p);
    order_blockings(p);
    order_parts(p);
    order_comers(p);
    order_rows(p);
    order_own_columns(p);
    if (p->lost.count) order_names(p);
}
