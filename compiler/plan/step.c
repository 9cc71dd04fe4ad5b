/* SPDX-License-Identifier: MIT
 * The steps of each node in the order of the graph, and where each step may stand at the earliest.
 *
 * Stages are counted from 0: even ones run alone, odd ones are transactions, so the four phases are
 * the stages 0 to 3. A step that waits for something of a later stage moves on to the next stage of
 * its own sort, beyond the fourth if it must. Renames are of the main transaction; where a step of
 * the first phase speaks of what they rename, they are a transaction before it. */
#include "plan/planner.h"

#include "model/risk.h"

const char *words_of(Planner *p, const Object *object)
{
    Text words = {0};
    text_printf(&words, "%s ", object_word(object));
    object_path(&words, NULL, object);
    return text_keep(&words, p->cx->arena);
}

/* ---- what dialects call ---- */

static uint32_t next_stage(uint32_t stage, Phase phase)
{
    if (stage < (uint32_t)phase) return phase;
    return (stage ^ (uint32_t)phase) & 1 ? stage + 1 : stage;
}

static Phase phase_of(uint32_t stage)
{
    if (stage > PHASE_FINISH) return stage & 1 ? PHASE_FINISH : PHASE_BUILD;
    return (Phase)stage;
}

/* Its name, that of a sibling, or that of the namespace it is in. */
static bool is_renamed(const Planner *p, const Object *to)
{
    while (to->parent) to = to->parent;
    return map_get(p->renamed, to->space, to->name, NO_NAME) ||
           map_get(p->renamed, NO_NAME, to->space, NO_NAME);
}

/* Of the node that is being written. */
static bool is_last(const Planner *p)
{
    const Node *node = p->node ? &p->nodes.items[p->node - 1] : NULL;
    return node && p->dialect->kinds[(node->to ? node->to : node->from)->kind].is_right;
}

void alter_step(Alter *alter, Text *sql, Step step)
{
    Planner *p = (Planner *)alter;
    uint32_t stage = PHASE_FIRST;
    if (p->node) {
        const Node *node = &p->nodes.items[p->node - 1];
        if (node->stage > stage) stage = node->stage;
        if (step.phase >= p->step_phase && p->step_stage > stage) stage = p->step_stage;
        if (step.phase == PHASE_FIRST && node->to && is_renamed(p, node->to)) p->renames_first = true;
    }
    stage = next_stage(stage, step.phase);
    if (step.follows_drops && stage <= PHASE_FINISH) stage = next_stage(PHASE_FINISH + 1, step.phase);
    p->step_phase = step.phase;
    p->step_stage = stage;
    step.phase = phase_of(stage);
    step.sql = arena_copy(p->cx->arena, text_string(sql), sql->length);
    text_clear(sql);
    step.why = p->from && step.why ? arena_copy(p->cx->arena, step.why, strlen(step.why)) : NULL;
    if (p->from && step.lock < p->dialect->least_lock) step.lock = p->dialect->least_lock;
    while (step.on && step.on->parent) step.on = step.on->parent;
    vec_push(p->cx->arena, &p->plan->steps, step);
    vec_push(p->arena, &p->stages, stage);
    vec_push(p->arena, &p->lasts, is_last(p));
}

bool alter_is_new(const Alter *alter, const Object *object)
{
    while (object->parent) object = object->parent;
    return !alter->changes->partner_of_to[object->id];
}

const Object *alter_partner(const Alter *alter, const Object *to)
{
    return alter->changes->partner_of_to[to->id];
}

bool alter_is_dropped(const Alter *alter, const Object *from)
{
    const Planner *p = (const Planner *)alter;
    const Node *node = p->cover[from->id] ? &p->nodes.items[p->cover[from->id] - 1] : NULL;
    return node && node->is_done && node->stage <= PHASE_MAIN;
}

const Object *alter_called(const Alter *alter, const Object *from)
{
    const Planner *p = (const Planner *)alter;
    return p->named[from->id] ? p->named[from->id] : from;
}

bool alter_is_lost(const Alter *alter, const Object *from)
{
    return fate_of((const Planner *)alter, from) != FATE_KEPT;
}

bool alter_goes_with(const Alter *alter, const Object *from, const Object *other)
{
    const Planner *p = (const Planner *)alter;
    return p->cover[from->id] && p->cover[from->id] == p->cover[other->id];
}

bool alter_is_torn(const Alter *alter, const Object *from)
{
    const Planner *p = (const Planner *)alter;
    return p->nodes.items[p->cover[from->id] - 1].stage != p->step_stage;
}

/* ---- one step as the kind's own writer has it ---- */

static void add_step(Planner *p, const Object *on, Lock lock, unsigned effects, const char *why)
{
    if (!p->sql.length) return;
    alter_step(&p->alter, &p->sql,
               (Step){.why = why, .on = on, .lock = lock, .phase = PHASE_MAIN, .effects = effects});
}

static void add_comment(Planner *p, const Object *to)
{
    const char *why = NULL;
    if (p->from) why = arena_printf(p->arena, "the comment of %s", words_of(p, to));
    bool is_late = p->from && p->step_phase > PHASE_MAIN;
    if (is_late && p->sql.length)
        alter_step(&p->alter, &p->sql, (Step){.why = why, .phase = PHASE_FINISH});
    else
        add_step(p, NULL, LOCK_NONE, 0, why);
}

static void write_comment(Planner *p, const Object *to)
{
    p->dialect->comment(p->cx, &p->sql, p->to, to);
    add_comment(p, to);
}

static void write_own_comments(Planner *p, const Object *to)
{
    if (to->doc) write_comment(p, to);
    p->dialect->remarks(&p->sql, p->to, to);
    add_comment(p, to);
    for (size_t i = 0; i < to->members.count; i++)
        if (!p->made[to->members.items[i]->id]) write_own_comments(p, to->members.items[i]);
}

/* The comments of an object and of the members written within its statement. */
static void write_comments(Planner *p, const Object *to)
{
    if (!p->dialect->comment) return;
    write_own_comments(p, to);
    p->dialect->remarks_below(&p->sql, p->to, to);
    add_comment(p, to);
}

/* ---- nodes ---- */

static const char *why_created(Planner *p, const Node *node)
{
    const char *words = words_of(p, node->to);
    if (!node->from) return arena_printf(p->arena, "%s is new", words);
    if (!node->cause) return arena_printf(p->arena, "%s is made again as it is now", words);
    return arena_printf(p->arena, "%s is made again", words);
}

static bool has_old(const Planner *p, const Object *const *objects, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (objects[i] && !alter_is_new(&p->alter, objects[i])) return true;
    return false;
}

/* A foreign key of a new table, say, to one that was there, or a new heir of such tables. */
static bool refers_to_old(const Planner *p, const Object *to)
{
    const KindInfo *info = kind_info(to->kind);
    for (size_t i = 0; p->from && i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        if (attr->flags & ATTR_DERIVED) continue;
        if (attr->type == VALUE_OBJECT && has_old(p, attr_value(to, attr, const Object *), 1)) return true;
        if (attr->type != VALUE_OBJECTS) continue;
        const ObjectList *list = attr_value(to, attr, ObjectList);
        if (has_old(p, (const Object *const *)list->items, list->count)) return true;
    }
    return false;
}

/* It comes to a table that stays, with rows in it. What keeps rows apart and was only in the way
 * is there again before the transaction ends. */
static bool is_brought(const Planner *p, const Node *node)
{
    const Object *owner = object_owner(node->to);
    const Object *before = p->from && owner ? p->changes->partner_of_to[owner->id] : NULL;
    bool stays = before && fate_of(p, before) == FATE_KEPT;
    if (!stays && (before || !refers_to_old(p, node->to))) return false;
    return p->dialect->kinds[node->to->kind].add && !(node->from && keeps_rows_apart(node->to));
}

static void write_create(Planner *p, const Node *node)
{
    const Object *to = node->to;
    const KindSql *kind = &p->dialect->kinds[to->kind];
    if (is_brought(p, node)) {
        kind->add(&p->alter, to);
    } else {
        bool is_key = node->from && keeps_rows_apart(to);
        kind->create(p->cx, &p->sql, p->to, to);
        add_step(p, is_key ? to : object_owner(to), is_key ? LOCK_ACCESS_EXCLUSIVE : LOCK_NONE,
                 is_key ? STEP_SCANS : 0, p->from ? why_created(p, node) : NULL);
    }
    if (node->from && kind->restore) kind->restore(&p->alter, node->from);
    write_comments(p, to);
}

static void write_drop(Planner *p, const Node *node)
{
    const Object *from = node->from;
    const KindSql *kind = &p->dialect->kinds[from->kind];
    const char *words = words_of(p, from);
    if (p->named[from->id]) from = p->named[from->id];
    bool is_for_good = fate_of(p, node->from) == FATE_DROPPED;
    if (!is_for_good) alter_keep(&p->alter, from, partner_of_from(p, node->from));
    if ((is_for_good || kind->restore) && kind->remove) {
        kind->remove(&p->alter, from);
        return;
    }
    if (!is_for_good && kind->put_aside) {
        kind->put_aside(&p->alter, node->from);
        return;
    }
    const char *why;
    if (is_for_good) why = arena_printf(p->arena, "%s is no longer in the schema", words);
    else if (!node->cause) why = arena_printf(p->arena, "%s changes and is made again", words);
    else why = arena_printf(p->arena, "%s is in the way of a change of %s and is made again", words,
                            words_of(p, node->cause));
    if (!is_for_good) find_loss(p, from, partner_of_from(p, from));
    kind->drop(p->cx, &p->sql, p->from, from);
    const Object *owner = object_owner(from);
    unsigned effects = risk_of_drop(from) ? STEP_LOSES : 0;
    bool is_locked = owner || kind_info(from->kind)->names == NAMES_OF_RELATIONS;
    add_step(p, owner ? owner : from, is_locked ? LOCK_ACCESS_EXCLUSIVE : LOCK_NONE, effects, why);
}

static void write_alter(Planner *p, const Node *node)
{
    const Change *change = node->change;
    const KindSql *kind = &p->dialect->kinds[node->to->kind];
    if (change_treatment(p, change) == TREAT_ALTER) kind->alter(&p->alter, change);
    if (change->doc && p->dialect->comment) write_comment(p, node->to);
}

static void write_leave(Planner *p, const Node *node)
{
    p->dialect->kinds[node->to->kind].leave(&p->alter, node->change);
}

static void write_rebuild(Planner *p, const Node *node)
{
    p->dialect->rebuild(&p->alter, node->from, node->to);
    write_comments(p, node->to);
}

static void write_burial(Planner *p, const Node *node)
{
    p->dialect->kinds[node->from->kind].bury(&p->alter, node->from);
}

/* What a column still has to become (NOT NULL, say) keeps members of its table waiting. A view or
 * policy over it does not wait, nor does a rule that was only in the way, so that none is missing
 * between two transactions. */
static void pass_stage(Planner *p, uint32_t number)
{
    const Node *node = &p->nodes.items[number];
    for (uint32_t edge = p->graph.users[number]; edge; edge = p->graph.edges.items[edge - 1].next) {
        Node *user = &p->nodes.items[p->graph.edges.items[edge - 1].user];
        bool is_apart = user->to && !user->to->parent, is_back = user->op == NODE_CREATE && user->cause;
        uint32_t stage = is_apart || is_back     ? node->ready
                         : user->op == NODE_DROP ? node->held
                                                 : node->stage;
        if (user->stage < stage) user->stage = stage;
    }
}

/* What follows drops does not keep others waiting. */
static uint32_t first_transaction(const Planner *p, const Node *node, size_t first, uint32_t begin)
{
    bool is_late = true;
    for (size_t i = first; i < p->stages.count; i++) {
        if (p->plan->steps.items[i].follows_drops) continue;
        if (p->stages.items[i] & 1) return p->stages.items[i];
        is_late = false;
    }
    return is_late ? begin : node->stage;
}

void node_write(Planner *p, uint32_t number)
{
    static void (*const writers[])(Planner *, const Node *) = {[NODE_DROP] = write_drop,
                                                               [NODE_LEAVE] = write_leave,
                                                               [NODE_ALTER] = write_alter,
                                                               [NODE_REBUILD] = write_rebuild,
                                                               [NODE_CREATE] = write_create,
                                                               [NODE_BURY] = write_burial};
    Node *node = &p->nodes.items[number];
    size_t first = p->plan->steps.count;
    uint32_t begin = node->stage;
    if (node->is_done) return;
    node->is_done = true;
    p->node = number + 1;
    p->step_stage = p->step_phase = 0;
    writers[node->op](p, node);
    p->node = 0;
    for (size_t i = first; i < p->stages.count; i++) {
        uint32_t stage = p->stages.items[i];
        if (stage > node->stage) node->stage = stage;
        if (stage > node->held && !p->plan->steps.items[i].follows_drops) node->held = stage;
    }
    node->ready = first_transaction(p, node, first, begin);
    if (p->from && node->stage > PHASE_MAIN) pass_stage(p, number);
}

/* ---- by stages ---- */

/* A transaction of the renames alone, and two stages later all that was to come with them. */
static void put_renames_first(Planner *p)
{
    for (size_t i = p->rename_steps; i < p->stages.count; i++) {
        p->stages.items[i] += 2;
        p->plan->steps.items[i].phase = phase_of(p->stages.items[i]);
    }
}

/* ---- in one transaction where that is possible ---- */

/* ADD VALUE 'label': NULL: the step says nothing of the kind. */
static const char *added_label(Cx *cx, const Step *step)
{
    const char *start = strchr(step->sql, '\''), *end = start;
    if (step->phase != PHASE_FIRST || !start) return NULL;
    while ((end = strchr(end + 1, '\'')) != NULL && end[1] == '\'') end++;
    return end ? arena_copy(cx->arena, start, (size_t)(end + 1 - start)) : NULL;
}

/* A value that is new can be added within a transaction, but not be used in it. */
static bool is_used(const Planner *p, const Step *first, const char *label)
{
    for (size_t i = 0; i < p->plan->steps.count; i++) {
        const Step *step = &p->plan->steps.items[i];
        if (step != first && step->phase != PHASE_FIRST && strstr(step->sql, label)) return true;
    }
    return false;
}

static void join_transactions(Planner *p)
{
    for (size_t i = 0; i < p->plan->steps.count; i++) {
        const char *label = added_label(p->cx, &p->plan->steps.items[i]);
        if (label && is_used(p, &p->plan->steps.items[i], label)) return;
    }
    for (size_t i = 0; i < p->plan->steps.count; i++)
        if (p->plan->steps.items[i].phase == PHASE_FIRST)
            p->plan->steps.items[i].phase = PHASE_MAIN;
}

static uint32_t order_of(const Planner *p, size_t step)
{
    return 2 * p->stages.items[step] + p->lasts.items[step];
}

static void sort_steps(Planner *p)
{
    Step *steps = p->plan->steps.items;
    size_t count = p->plan->steps.count, done = 0;
    uint32_t last = 0;
    bool is_sorted = true;
    if (p->renames_first) put_renames_first(p);
    for (size_t i = 0; i < count; i++) {
        if (i && order_of(p, i) < order_of(p, i - 1)) is_sorted = false;
        if (order_of(p, i) > last) last = order_of(p, i);
    }
    if (is_sorted) return;
    Step *sorted = arena_array(p->arena, Step, count);
    for (uint32_t order = 0; order <= last; order++)
        for (size_t i = 0; i < count; i++)
            if (order_of(p, i) == order) sorted[done++] = steps[i];
    memcpy(steps, sorted, count * sizeof *sorted);
}

void steps_arrange(Planner *p)
{
    sort_steps(p);
    if (p->alter.options->is_offline && p->alter.options->is_live) join_transactions(p);
}
