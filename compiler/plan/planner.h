/* SPDX-License-Identifier: MIT
 * Private to plan: what a plan is made with. The work goes through the files in this order:
 *
 *   fate.c    what becomes of each object of `from`, with all that is in the way of a change
 *   node.c    one node per object that is dropped, altered, rebuilt or created
 *   edge.c    which node waits for which
 *   rename.c  the steps of the renames, which come before all others
 *   step.c    the steps of each node, in the order of the graph, grouped by phase
 *   keep.c    the steps that keep the privileges of what is dropped and made again */
#ifndef PLAN_PLANNER_H
#define PLAN_PLANNER_H

#include "dialect/dialect.h"
#include "plan/order.h"

typedef enum NodeOp {
    NODE_DROP,
    NODE_LEAVE, /* lets go of what it was made of, before it is altered */
    NODE_ALTER,
    NODE_REBUILD,
    NODE_CREATE,
    NODE_BURY
} NodeOp;

typedef struct Node {
    NodeOp op;
    const Object *from, *to; /* CREATE: from NULL unless it is made again; DROP: to likewise; BURY: no to */
    const Change *change;    /* ALTER, LEAVE */
    const Object *cause;     /* made again because this changes; NULL: for its own sake */
    uint32_t stage;          /* where its steps may begin; once they are there: where they end */
    uint32_t ready;          /* the stage from which on it can be spoken of */
    uint32_t held;           /* the stage until which it holds what is to be dropped */
    bool is_done;            /* its steps are there already */
} Node;

/* What becomes of an object of `from`. */
typedef enum Fate {
    FATE_KEPT,
    FATE_DROPPED, /* for good */
    FATE_REMADE   /* dropped and made again */
} Fate;

typedef struct Blocking {
    const Object *what; /* of from: it changes */
    const Object *user; /* of from: is dropped before and made again after */
} Blocking;

typedef VEC(const Object *) ObjectVec;

typedef struct Keep {
    Kept kept;
    size_t step; /* that drops it */
} Keep;

/* What the comments of the schemas allow: "drop-column orders.note: why"; and what was found. */
typedef struct Allowances {
    Arena *arena; /* NULL: they are not read yet */
    VEC(const char *) comments;
    Map *found;
} Allowances;

typedef struct Planner {
    Alter alter; /* first: what dialects are handed is the planner */
    Cx *cx;
    Arena *arena; /* ends with the planning */
    const Dialect *dialect;
    const Changes *changes;
    const Schema *from, *to;
    Plan *plan;
    Text sql;

    /* of `from`, by object id; NULL: there is no from */
    uint8_t *fates;
    uint8_t *rebuilt;       /* of objects that dialect->rebuild makes anew */
    uint32_t *cover;        /* of what is dropped: the node that does it, plus one */
    uint32_t *graves;       /* of what is made anew beside the old one: the node that drops that, plus one */
    uint32_t *leavers;      /* of what lets go of others: the node that does it, plus one */
    const Object **causes;  /* of what is made again */
    const Object **named;   /* the object as it is called when it is dropped; NULL: as in from */
    const Object **objects; /* made when first asked, as are the next */
    uint32_t *user_heads;   /* who uses it: index plus one into users */
    VEC(Edge) users;
    ObjectVec lost;         /* all that is dropped, for good or to be made again */
    ObjectVec rebuilds;
    VEC(Blocking) blockings;
    VEC(Keep) keeps;

    uint32_t *made; /* by id in `to`: the node that makes or alters it, plus one */
    VEC(Node) nodes;
    VEC(uint32_t) parts; /* which of them alter what is made of others */
    Graph graph;
    Allowances allowances;
    Map *holders;   /* (space, name, class) -> node that drops what bears the name */

    Map *renamed;        /* (space, name) of what is renamed or has such members; (none, name) */
    size_t rename_steps; /* how many come first */
    bool renames_first;  /* a step that must be committed before others speaks of what they rename */
    uint32_t node;         /* whose steps are being written, plus one; 0: none */
    uint32_t step_stage;   /* of the last step of that node */
    Phase step_phase;
    VEC(uint32_t) stages;  /* of each step; see step.c */
    VEC(bool) lasts;       /* of each step: is it one of the last of its stage? */
} Planner;

/* ---- fate.c ---- */

void fates_find(Planner *p);
Treatment change_treatment(const Planner *p, const Change *change);
/* What takes an object along when it is dropped: what it is a member of, the table of a trigger or
 * policy, the column that owns a sequence. NULL: nothing. */
const Object *object_owner(const Object *object);
const Object *partner_of_from(const Planner *p, const Object *from);
Fate fate_of(const Planner *p, const Object *from);
bool is_right_kept(const Planner *p, const Object *from);
bool is_broken(const Planner *p, const Object *from); /* as PlanOptions says */

/* ---- node.c ---- */

/* false: it is made with what it is a member of, or the engine has no statement for it. */
bool has_own_statement(const Planner *p, const Object *to);
void nodes_make(Planner *p);
/* Tables that are dropped point at each other: what does it is dropped first, by itself. false:
 * that is not what makes the circle. */
bool nodes_break_circle(Planner *p, const uint32_t *stuck, uint32_t count);

/* ---- edge.c ---- */

void edges_make(Planner *p);

/* ---- rename.c ---- */

/* What is renamed by being made again is dropped under the name it had: fills named. */
void names_find(Planner *p);
void renames_write(Planner *p);

/* ---- keep.c ---- */

void keeps_write(Planner *p);

/* ---- finding.c ---- */

void finding_add(Cx *cx, Plan *plan, const PlanOptions *options, Allowances *allowances,
                 Finding finding);
/* What holds data is dropped and made again: nothing of it is left. */
void find_loss(Planner *p, const Object *from, const Object *to);
/* What the author's changes, of the logical schemas, may cost in this dialect. */
void plan_findings(Cx *cx, const Dialect *dialect, const Changes *changes,
                   const PlanOptions *options, Plan *plan);

/* ---- caution.c ---- */

/* What its steps mean for those who use the database meanwhile: findings that need no allowance. */
void plan_cautions(Cx *cx, const Dialect *dialect, const PlanOptions *options, Plan *plan);

/* ---- step.c ---- */

void node_write(Planner *p, uint32_t node);
void steps_arrange(Planner *p);
/* "table orders", "column orders.note": in words for people */
const char *words_of(Planner *p, const Object *object);

#endif
