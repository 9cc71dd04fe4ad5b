/* SPDX-License-Identifier: MIT
 * Brings a database to the compiled-in schema: looks where it stands and takes the steps that lead
 * on from there, one after the other, until none is left. */
#include "clock.h"
#include "compare.h"
#include "drift.h"
#include "expect.h"
#include "stand.h"
#include "step.h"

#include <string.h>

enum { DEFAULT_WAIT_MS = 30000 };

/* ---- a fresh database ---- */

/* It holds others, comes from elsewhere, or says something of them. */
static bool is_around(const catalog_object *object)
{
    return !strcmp(object->kind, "namespace") || !strcmp(object->kind, "extension") ||
           catalog_value(object, "of");
}

/* Objects of our names in a database that has no history of ours: someone else's, or ours from
 * before schemac. Neither is for us to touch. Told once, with the first of them. */
static schemac_status refuse_unmanaged(Work *work, const Step *step)
{
    schemac_call *call = work->call;
    const catalog *expected = &step->expected;
    catalog found;
    schemac_status status = call_inspect(call, &found);
    if (status != SCHEMAC_OK) return status;
    const catalog_object *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < expected->count; i++) {
        const catalog_object *object = &expected->objects[i];
        size_t length;
        if (catalog_owner(object, &length) || is_around(object)) continue;
        if (!catalog_find(&found, object->kind, object->path, strlen(object->path))) continue;
        if (!count++) first = object;
    }
    if (!count) return SCHEMAC_OK;
    call_add(call, &(schemac_difference){.severity = SCHEMAC_ERROR,
                                        .kind = first->kind,
                                        .path = first->path,
                                        .found = first->kind,
                                        .advice = "take it under management with `schemac adopt`, "
                                                  "or give schemac an empty database"});
    return call_say(call, SCHEMAC_DIFFERENT,
                    "the database is not under schemac's management, but holds %zu object%s with "
                    "names of schema %s",
                    count, count == 1 ? "" : "s", call->schema->name);
}

static schemac_status make_baseline(Work *work, Step *step)
{
    schemac_call *call = work->call;
    const schemac_schema *schema = call->schema;
    *step = (Step){.name = "baseline",
                   .kind = "baseline",
                   .fingerprint = schema->fingerprint,
                   .version = schema->version,
                   .oldest = expect_oldest(call, schema->version),
                   .made = call->half->catalog,
                   .pieces = call->half->baseline};
    step->title = memory_printf(&call->memory, "baseline of schema %s", schema->name);
    if (!step->title) return SCHEMAC_DATABASE;
    if (work->options->to_version && work->options->to_version != schema->version)
        return call_say(call, SCHEMAC_INVALID,
                        "a fresh database is made at version %d, the newest of schema %s",
                        schema->version, schema->name);
    work->inspect = refuse_unmanaged;
    return expect_catalog(call, schema->version, &step->expected);
}

/* ---- a migration ---- */

/* The database must be what its version says, or the migration would start from something that
 * nobody knows. In the middle of a migration it is at no version. */
static schemac_status refuse_drift(Work *work, const Step *step)
{
    schemac_call *call = work->call;
    const History *history = &work->history;
    catalog expected, found;
    if (history->begun_version >= 0) return SCHEMAC_OK;
    schemac_status status = expect_catalog(call, step->version - 1, &expected);
    if (status == SCHEMAC_OK) status = call_inspect(call, &found);
    call->count = 0;
    if (status == SCHEMAC_OK) status = drift_complete(call, history, &found, &expected);
    if (status != SCHEMAC_OK) return status;
    compare_catalogs(call, &(Comparison){.expected = &expected,
                                         .found = &found,
                                         .has_author_words = call->is_postgres,
                                         .policy = SCHEMAC_EXACT,
                                         .advice = "change it back by hand, then migrate again"});
    size_t errors = call_errors(call);
    work->is_checked = !errors;
    if (!errors) return SCHEMAC_OK;
    return call_say(call, SCHEMAC_DIFFERENT,
                    "the database differs from version %d of schema %s, at which it stands, in %zu "
                    "place%s; nothing was done",
                    step->version - 1, call->schema->name, errors, errors == 1 ? "" : "s");
}

static bool is_begun_elsewhere(const History *history, const schemac_migration *migration)
{
    if (history->begun_version < 0) return false;
    return history->begun_version != migration->version ||
           strcmp(history->begun_fingerprint, migration->fingerprint) != 0;
}

static schemac_status make_migration(Work *work, int version, Step *step)
{
    schemac_call *call = work->call;
    const schemac_migration *migration = expect_migration(call, version);
    if (!migration)
        return call_damaged(call, "a migration is missing");
    if (is_begun_elsewhere(&work->history, migration))
        return call_say(call, SCHEMAC_DIFFERENT,
                        "a migration to version %d of schema %s is half done that this program "
                        "does not have: start the one that began it",
                        work->history.begun_version, call->schema->name);
    *step = (Step){.name = migration->name,
                   .kind = "migration",
                   .fingerprint = migration->fingerprint,
                   .version = version,
                   .oldest = migration->oldest,
                   .loses_data = migration->loses_data != 0,
                   .made = migration->undo,
                   .pieces = migration->script};
    step->title = memory_printf(&call->memory, "migration %04d %s of schema %s", version,
                                migration->name, call->schema->name);
    if (!step->title) return SCHEMAC_DATABASE;
    work->inspect = refuse_drift;
    return expect_catalog(call, version, &step->expected);
}

/* ---- where there is nothing to do ---- */

static schemac_status say_at(schemac_call *call, schemac_status status, int version,
                             const char *what)
{
    return call_say(call, status, "the database is at version %d of schema %s%s", version,
                    call->schema->name, what);
}

static schemac_status say_made(schemac_call *call, const char *was)
{
    return call_say(call, SCHEMAC_OK, "the database %s made from the baseline of schema %s", was,
                    call->schema->name);
}

static schemac_status refuse_changed(schemac_call *call, const History *history)
{
    return call_say(call, SCHEMAC_DIFFERENT,
                    "the database was made from another state of schema %s (version %d), from "
                    "which no migration leads on",
                    call->schema->name, history->version);
}

static schemac_status refuse_unsealed(schemac_call *call, int version)
{
    return say_at(call, SCHEMAC_DIFFERENT, version,
                  ", which has changed since without a migration: seal one and build again");
}

static schemac_status refuse_squashed(schemac_call *call, const History *history)
{
    int first = call->half->migrations[0].version;
    return call_say(call, SCHEMAC_DIFFERENT,
                    "the database is at version %d of schema %s, and this program begins at %d: "
                    "bring it there with an older one",
                    history->version, call->schema->name, first);
}

static schemac_status look_ahead(schemac_call *call, const History *history)
{
    bool allows = stand_allows(call, history);
    int floor = history->oldest > 0 || allows ? history->oldest : history->version;
    return call_say(call, allows ? SCHEMAC_OK : SCHEMAC_NEWER,
                    "the database is at version %d of schema %s, newer than version %d of this "
                    "program%s version %d %s",
                    history->version, call->schema->name, call->schema->version,
                    allows ? ", and allows programs from"
                           : ": deploy the program that was built for",
                    floor, allows ? "on" : "or a later one");
}

/* A newer program is at work, or was cut off: the database is on the way between two versions. */
static schemac_status look_between(schemac_call *call, const History *history)
{
    bool allows = history->begun_oldest >= 0 && history->begun_oldest <= call->schema->version;
    return call_say(call, allows ? SCHEMAC_OK : SCHEMAC_NEWER,
                    "a migration to version %d of schema %s is half done%s", history->begun_version,
                    call->schema->name,
                    allows ? ", and allows this program" : ": deploy the program that began it");
}

static schemac_status conclude(Work *work, int version)
{
    schemac_call *call = work->call;
    if (!work->taken) return say_at(call, SCHEMAC_OK, version, ": nothing to do");
    if (work->before < 0) return say_made(call, "was");
    return call_say(call, SCHEMAC_OK,
                    "the database was brought from version %d to %d of schema %s by %d "
                    "migration%s%s%s",
                    work->before, version, call->schema->name, work->taken,
                    work->taken == 1 ? "" : "s",
                    work->backup ? "; as it was before it is in " : "",
                    work->backup ? work->backup : "");
}

/* ---- all of it ---- */

/* The session stays as it is until there is something to do. */
static schemac_status open_session(Work *work)
{
    schemac_call *call = work->call;
    const char *error = NULL;
    if (work->session.is_open || work->session.is_pooled) return SCHEMAC_OK;
    work->since = clock_ms();
    schemac_status status = call->engine->open(call->handle, &work->lasting, call->schema,
                                               work->wait_ms, &work->session, &error);
    step_waited(work);
    return call_begun(call, status, error);
}

static int target(const Work *work)
{
    int to = work->options->to_version;
    return to ? to : work->call->schema->version;
}

/* What would be done, after the same look at the database. */
static schemac_status preview(Work *work, const Step *step)
{
    schemac_call *call = work->call;
    schemac_status status = work->inspect(work, step);
    if (status != SCHEMAC_OK) return status;
    if (work->before < 0) return say_made(call, "would be");
    const char *names = "; to be applied:", *comma = "";
    for (int version = step->version; names && version <= target(work); version++) {
        const schemac_migration *next = expect_migration(call, version);
        if (next)
            names = memory_printf(&call->memory, "%s%s %04d %s", names, comma, version, next->name);
        comma = ",";
    }
    return say_at(call, status, work->before, names ? names : "");
}

static schemac_status take_step(Work *work, int version)
{
    Step *step = memory_take(&work->call->memory, sizeof *step);
    if (!step) return SCHEMAC_DATABASE;
    schemac_status status =
        version < 0 ? make_baseline(work, step) : make_migration(work, version, step);
    if (status == SCHEMAC_OK) status = call_refuse_old(work->call);
    if (status != SCHEMAC_OK) return status;
    if (work->options->dry_run) return preview(work, step);
    if (version >= 0) status = open_session(work);
    return status == SCHEMAC_OK ? step_take(work, step) : status;
}

/* One step, or the end; *done: nothing is left to do. */
static schemac_status go_on(Work *work, bool *done)
{
    schemac_call *call = work->call;
    const History *history = &work->history;
    Position at = standing_of(call, history);
    bool is_between = history->begun_version > call->schema->version;
    bool is_step = at.standing == FRESH || (at.standing == BEHIND && at.version < target(work));
    if (!work->taken) work->before = at.version;
    *done = !is_step || work->options->dry_run;
    switch (at.standing) {
    case FRESH: return take_step(work, -1);
    case BEHIND: return is_step ? take_step(work, at.version + 1) : conclude(work, at.version);
    case CURRENT: return is_between ? look_between(call, history) : conclude(work, at.version);
    case UNSEALED: return refuse_unsealed(call, at.version);
    case SQUASHED: return refuse_squashed(call, history);
    case CHANGED: return refuse_changed(call, history);
    case AHEAD: break;
    }
    return is_between && stand_allows(call, history) ? look_between(call, history)
                                                     : look_ahead(call, history);
}

/* The look takes no lock. If it fails, that may be another process at its work: then the lock is
 * waited for, and what is really wrong comes up again. */
static schemac_status look(Work *work)
{
    schemac_call *call = work->call;
    schemac_status status = history_read(call, &work->history, false);
    if (status == SCHEMAC_OK || status == SCHEMAC_NEWER) return status;
    status = call_begin(call, work->wait_ms);
    if (status != SCHEMAC_OK) return status;
    status = history_read(call, &work->history, false);
    call->engine->rollback(call->handle);
    return status;
}

/* What a step has left in memory is of no use to the next. */
static void forget(schemac_call *call)
{
    memory_free(&call->memory);
    call->differences = NULL;
    call->count = call->room = 0;
    call->message = NULL;
}

static schemac_status walk(Work *work)
{
    schemac_status status = SCHEMAC_OK;
    for (bool done = false; status == SCHEMAC_OK && !done;) {
        bool goes_on = work->taken && work->call->version_after < target(work);
        if (goes_on) forget(work->call);
        work->has_moved = false;
        status = look(work);
        if (status == SCHEMAC_OK) status = go_on(work, &done);
    }
    return status;
}

static schemac_status migrate(schemac_call *call, const schemac_options *options)
{
    int wait_ms = options->lock_wait_ms ? options->lock_wait_ms : DEFAULT_WAIT_MS;
    Work work = {
        .call = call, .options = options, .wait_ms = wait_ms < 0 ? 0 : wait_ms, .before = -1};
    if (call->engine->in_transaction(call->handle))
        return call_say(call, SCHEMAC_REFUSED,
                        "the connection is in a transaction: end it, then migrate");
    if (options->to_version > call->schema->version)
        return call_say(call, SCHEMAC_INVALID, "schema %s has no version %d, its newest is %d",
                        call->schema->name, options->to_version, call->schema->version);
    schemac_status status = walk(&work);
    call->engine->close(call->handle, &work.lasting, call->schema, &work.session);
    memory_free(&work.lasting);
    call->version_before = work.before;
    return status;
}

schemac_status schemac_migrate(schemac_db db, const schemac_schema *schema,
                               const schemac_options *options, schemac_report *report)
{
    static const schemac_options defaults = {0};
    schemac_call call;
    schemac_status status = call_open(&call, db, schema);
    if (status == SCHEMAC_OK) status = migrate(&call, options ? options : &defaults);
    return call_close(&call, status, report);
}
