/* SPDX-License-Identifier: MIT
 * The half of push that speaks to the runtime. No program needs this at its start, so it is not in
 * the library. */
#include "command/apply.h"

#include <string.h>

#include "expect.h"
#include "step.h"

enum { WAIT_MS = 30000 };

typedef struct Run {
    Work work; /* first: what the step hands back is the run */
    Application *application;
    bool is_begun; /* a part is done: what is found then is our own */
} Run;

/* ---- before ---- */

static schemac_status check(schemac_call *call, bool *is_current)
{
    History history = {0};
    schemac_status status = history_read(call, &history, false);
    *is_current = status == SCHEMAC_OK && history.applied && history.begun_version < 0 &&
                  history.version == call->schema->version &&
                  !strcmp(history.fingerprint, call->schema->fingerprint);
    return status;
}

schemac_status apply_check(schemac_db db, const schemac_schema *schema, bool *is_current,
                           schemac_report *report)
{
    schemac_call call;
    schemac_status status = call_open(&call, db, schema);
    if (status == SCHEMAC_OK) status = check(&call, is_current);
    return call_close(&call, status, report);
}

/* ---- doing it ---- */

/* Under the lock: is the database still what was planned from? */
static schemac_status check_again(Work *work, const Step *step)
{
    Run *run = (Run *)work;
    catalog found;
    char digest[65];
    (void)step;
    if (run->is_begun) return SCHEMAC_OK;
    schemac_call *call = work->call;
    const char *error = NULL;
    catalog_init(&found, &call->memory);
    found.rights = run->application->details;
    schemac_status status =
        call->engine->inspect(call->handle, call->schema->default_space, &found, &error);
    if (status != SCHEMAC_OK) return call_fail(call, status, "cannot read the catalog", error);
    run->is_begun = true;
    catalog_digest(&found, digest);
    run->application->is_stale = strcmp(digest, run->application->digest) != 0;
    if (!run->application->is_stale) return SCHEMAC_OK;
    return call_say(work->call, SCHEMAC_DIFFERENT, "others alter the database all the time");
}

/* What is made, for the engine to say beforehand whether there is room: all of an empty database; of
 * another one it is not known. */
static const char *const *made_of(const Run *run)
{
    static const char *const unknown[] = {NULL};
    return run->application->is_fresh ? run->work.call->half->catalog : unknown;
}

static schemac_status take(Run *run)
{
    Work *work = &run->work;
    schemac_call *call = work->call;
    const char *error = NULL;
    Step step = {.name = "push",
                 .kind = "adopt",
                 .title = "push",
                 .fingerprint = call->schema->fingerprint,
                 .version = call->schema->version,
                 .oldest = expect_oldest(call, call->schema->version),
                 .pieces = run->application->pieces,
                 .made = made_of(run)};
    schemac_status status = history_read(call, &work->history, false);
    if (status == SCHEMAC_OK) status = call_expect(call, &step.expected);
    if (status != SCHEMAC_OK) return status;
    status = call->engine->open(call->handle, &work->lasting, call->schema, WAIT_MS,
                                &work->session, &error);
    if (status != SCHEMAC_OK) return call_fail(call, status, "cannot begin to push", error);
    work->history.begun_version = -1; /* what somebody began is part of what was planned from */
    status = step_take(work, &step);
    if (work->has_moved) run->application->is_stale = true;
    return status;
}

static schemac_status apply(schemac_call *call, Application *application)
{
    static const schemac_options options = {.program = "schemac"};
    Run run = {.application = application};
    run.work = (Work){.call = call, .options = &options, .wait_ms = WAIT_MS, .before = -1};
    run.work.inspect = check_again;
    application->is_stale = false;
    schemac_status status = take(&run);
    call->engine->close(call->handle, &run.work.lasting, call->schema, &run.work.session);
    memory_free(&run.work.lasting);
    if (status != SCHEMAC_OK || application->is_stale) return status;
    return call_say(call, status, "the database was brought to schema %s by %zu step%s",
                    call->schema->name, application->count, application->count == 1 ? "" : "s");
}

schemac_status apply_plan(schemac_db db, const schemac_schema *schema, Application *application,
                          schemac_report *report)
{
    schemac_call call;
    schemac_status status = call_open(&call, db, schema);
    if (status == SCHEMAC_OK) status = apply(&call, application);
    return call_close(&call, status, report);
}
