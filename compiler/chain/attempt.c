/* SPDX-License-Identifier: MIT
 * Only a statement of which the plan says that rows can make it fail may fail: a copy that has lost
 * rows stops as well, and is no refusal. */
#include "chain/attempt.h"

#include <string.h>

#include "chain/blocks.h"

static bool keep_number(void *context, const schemac_progress *now)
{
    *(int *)context = now->number;
    return true;
}

/* sql NULL: any of the statements. */
static bool may_refuse(const Plan *plan, const char *sql)
{
    bool is_of_step = false;
    for (size_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        bool is_here = !sql || strstr(step->sql, sql);
        if (is_here && step->effects & (STEP_REJECTS | STEP_LOSES)) return true;
        is_of_step = is_of_step || is_here;
    }
    return sql && !is_of_step && may_refuse(plan, NULL); /* it stands around the steps */
}

bool attempt_may_be_refused(const Lemma *lemma)
{
    return !lemma->plan || may_refuse(lemma->plan, NULL);
}

/* number: of the statement that was run last, from 1; 0: none was. */
static bool is_rightful(const Lemma *lemma, DialectId dialect, int number)
{
    const Script *script = lemma->migration->scripts[dialect];
    const Statement *last = number ? blocks_statement(dialect, script, number) : NULL;
    return last && (!lemma->plan || may_refuse(lemma->plan, last->sql));
}

Attempt attempt_migrate(const Lemma *lemma, DialectId dialect, schemac_db db)
{
    int number = 0;
    schemac_options options = {.progress = keep_number, .context = &number};
    schemac_status status = schemac_migrate(db, lemma->after, &options, NULL);
    return (Attempt){.is_done = status == SCHEMAC_OK,
                     .is_rightful = status != SCHEMAC_OK && status != SCHEMAC_BUG &&
                                    is_rightful(lemma, dialect, number)};
}
