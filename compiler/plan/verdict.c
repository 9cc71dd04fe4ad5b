/* SPDX-License-Identifier: MIT
 * Puts together what each change means for programs (model/impact.h): a migration is as good as the
 * worst of its changes. */
#include "plan/verdict.h"

#include "model/risk.h"

const char *ability_word(Ability ability)
{
    static const char *const words[] = {"none", "read", "write"};
    return words[ability];
}

typedef struct Judge {
    Cx *cx;
    const Changes *changes;
    DialectId dialect;
    Verdict *verdict;
} Judge;

static Ability least(Ability a, Ability b)
{
    return a < b ? a : b;
}

static void weigh(Judge *judge, const Object *object, Impact impact)
{
    if (impact.old_programs == ABILITY_WRITE && impact.new_programs == ABILITY_WRITE) return;
    Verdict *verdict = judge->verdict;
    verdict->old_programs = least(verdict->old_programs, impact.old_programs);
    verdict->new_programs = least(verdict->new_programs, impact.new_programs);
    Reason reason = {.words = arena_printf(judge->cx->arena, "%s %s",
                                           object_describe(judge->cx, object), impact.words),
                     .old_programs = impact.old_programs,
                     .new_programs = impact.new_programs};
    vec_push(judge->cx->arena, &verdict->reasons, reason);
}

static bool is_here(const Judge *judge, const Object *object)
{
    return object->dialects & 1u << judge->dialect;
}

/* What is of a thing that comes or goes itself is not asked for by itself. */
static bool stays(const Object **partners, const Object *parent)
{
    return !parent || partners[parent->id];
}

/* A check that takes all that was taken before: whoever wrote then goes on. That those who write what
 * is new cannot yet is said by the check that goes. */
static bool takes_more(const Judge *judge, const Object *to)
{
    return check_is_implied(to, judge->dialect, judge->changes->partner_of_to);
}

static void judge_attributes(Judge *judge, const Change *change)
{
    const KindInfo *info = kind_info(change->to->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        if (!(change->attrs & (uint64_t)1 << i)) continue;
        Impact impact = impact_of_change(change->from, change->to, &info->attrs[i], judge->dialect);
        if (takes_more(judge, change->to)) impact.old_programs = ABILITY_WRITE;
        weigh(judge, change->to, impact);
    }
}

static void judge_change(Judge *judge, const Change *change)
{
    const Changes *changes = judge->changes;
    const Object *from = change->from, *to = change->to;
    bool was_here = from && is_here(judge, from), is_here_now = to && is_here(judge, to);
    if (is_here_now && !was_here) {
        if ((from || stays(changes->partner_of_to, to->parent)) && !takes_more(judge, to))
            weigh(judge, to, impact_of_add(to, judge->dialect));
    } else if (was_here && !is_here_now) {
        if (to || stays(changes->partner_of_from, from->parent))
            weigh(judge, from, impact_of_drop(from, judge->dialect));
    } else if (was_here && change->op == CHANGE_RENAME) {
        weigh(judge, to, impact_of_rename(from, to, judge->dialect));
    } else if (was_here) {
        judge_attributes(judge, change);
    }
}

const Verdict *verdict_of(Cx *cx, const Changes *changes, DialectId dialect)
{
    Verdict *verdict = arena_make(cx->arena, Verdict);
    verdict->old_programs = verdict->new_programs = ABILITY_WRITE;
    Judge judge = {cx, changes, dialect, verdict};
    for (size_t i = 0; changes->from && i < changes->items.count; i++)
        judge_change(&judge, &changes->items.items[i]);
    return verdict;
}
