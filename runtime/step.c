/* SPDX-License-Identifier: MIT
 * Takes a step, block by block. What a block does is in the database with the row that says so, or
 * not at all; so whoever comes after a process that died goes on behind the last block done. */
#include "step.h"
#include "clock.h"
#include "compare.h"
#include "pieces.h"

#include <string.h>

/* ---- statements ---- */

/* Tells the program what comes next. REFUSED: it wants no more. */
static schemac_status tell(Work *work, const Blocks *script, size_t at)
{
    const schemac_options *options = work->options;
    if (!options->progress) return SCHEMAC_OK;
    schemac_progress now = {.step = work->step->title,
                            .statement = pieces_title(script->statements[at], &work->call->memory),
                            .number = (int)at + 1,
                            .count = (int)script->statement_count,
                            .rows = work->rows,
                            .elapsed_us = clock_us() - work->start};
    if (!now.statement || options->progress(options->context, &now)) return SCHEMAC_OK;
    return call_say(work->call, SCHEMAC_REFUSED, "the %s was called off by the program before '%s'",
                    work->step->title, now.statement);
}

static schemac_status fail_at(Work *work, schemac_status status, const char *statement,
                              const char *error)
{
    schemac_call *call = work->call;
    const char *title = pieces_title(statement, &call->memory);
    const char *what = memory_printf(&call->memory, "the %s %s at '%s'", work->step->title,
                                     status == SCHEMAC_REFUSED ? "stopped" : "failed",
                                     title ? title : "");
    return call_fail(call, status, what ? what : "", error);
}

void step_waited(Work *work)
{
    int64_t now = clock_ms();
    work->wait_ms -= (int)(now - work->since);
    work->since = now;
}

/* Pauses that grow, as long as there is time left; what was tried in vain was waiting as well. */
static bool pause_fits(Work *work)
{
    step_waited(work);
    if (work->pause_ms > work->wait_ms) return false;
    clock_pause(work->pause_ms);
    if (work->pause_ms < 2000) work->pause_ms *= 2;
    return true;
}

static void begin_to_wait(Work *work)
{
    work->since = clock_ms();
    work->pause_ms = 50;
}

/* Whatever is in the way of a statement that runs alone is waited for. */
static schemac_status run_alone(Work *work, const char *statement, const char **error)
{
    schemac_call *call = work->call;
    schemac_status status;
    begin_to_wait(work);
    do {
        status = call->engine->alone(call->handle, &work->lasting, call->schema, work->wait_ms,
                                     &work->session, statement, &work->rows, error);
    } while (status == SCHEMAC_LOCKED && pause_fits(work));
    return status;
}

/* A statement before it may have ended the transaction, and so does SQLite when it cannot read,
 * without telling each time: then nothing more may be done. */
static schemac_status run_statement(Work *work, const Part *part, const char *statement,
                                    const char **error)
{
    schemac_call *call = work->call;
    if (call->engine->in_transaction(call->handle) != part->is_block) {
        *error = "the transaction is over";
        return SCHEMAC_DATABASE;
    }
    if (!part->is_block) return run_alone(work, statement, error);
    return call->engine->run(call->handle, &call->memory, statement, &work->rows, error);
}

static schemac_status run_statements(Work *work, const Blocks *script, const Part *part)
{
    work->is_tried = true;
    for (size_t i = part->first; i < part->end; i++) {
        const char *statement = script->statements[i], *error = NULL;
        schemac_status status = tell(work, script, i);
        if (status != SCHEMAC_OK) return status;
        status = run_statement(work, part, statement, &error);
        if (status != SCHEMAC_OK) return fail_at(work, status, statement, error);
    }
    return work->call->memory.failed ? SCHEMAC_DATABASE : SCHEMAC_OK;
}

/* ---- the result ---- */

/* The live catalog must be the expected one, or the block is taken back. */
static schemac_status check_result(Work *work, const Step *step, catalog *found)
{
    schemac_call *call = work->call;
    schemac_status status = call_inspect(call, found);
    if (status != SCHEMAC_OK) return status;
    call->count = 0;
    compare_catalogs(call, &(Comparison){.expected = &step->expected,
                                         .found = found,
                                         .has_author_words = call->is_postgres,
                                         .policy = SCHEMAC_EXACT,
                                         .advice = "this is a bug in schemac, please report it"});
    size_t errors = call_errors(call);
    if (!errors) return SCHEMAC_OK;
    return call_say(call, SCHEMAC_BUG,
                    "the %s was taken back: the database came out different in %zu place%s",
                    step->title, errors, errors == 1 ? "" : "s");
}

static Entry entry_of(const Work *work)
{
    const Step *step = work->step;
    return (Entry){.name = step->name,
                   .kind = step->kind,
                   .fingerprint = step->fingerprint,
                   .version = step->version,
                   .oldest = step->oldest,
                   .program = work->options->program,
                   .duration_us = clock_us() - work->start};
}

static schemac_status finish(Work *work, const Step *step)
{
    schemac_call *call = work->call;
    catalog found;
    char digest[65];
    const char *mark;
    schemac_status status = history_mark(call, &work->history, &mark);
    if (status == SCHEMAC_OK) status = check_result(work, step, &found);
    if (status != SCHEMAC_OK) return status;
    catalog_digest(&found, digest);
    Entry entry = entry_of(work);
    entry.digest = digest;
    entry.mark = call->count ? NULL : mark;
    if (call->is_postgres) {
        entry.catalog = catalog_text(&found, &call->memory, NULL);
        if (!entry.catalog) return SCHEMAC_DATABASE;
    }
    return history_insert(call, &work->history, &entry);
}

static schemac_status record_start(Work *work, int blocks)
{
    Entry entry = entry_of(work);
    entry.outcome = STARTED;
    entry.blocks = blocks;
    return history_insert(work->call, &work->history, &entry);
}

/* ---- one transaction ---- */

typedef struct Block {
    const Blocks *script;
    const Part *part; /* NULL: only says that the step has begun */
    int done;         /* blocks, when it is over */
} Block;

static schemac_status fill(Work *work, const Block *block)
{
    schemac_status status = SCHEMAC_OK;
    if (!work->is_checked) status = work->inspect(work, work->step);
    if (status == SCHEMAC_OK && block->part)
        status = run_statements(work, block->script, block->part);
    if (status != SCHEMAC_OK) return status;
    bool is_last = (size_t)block->done == block->script->block_count;
    return is_last ? finish(work, work->step) : record_start(work, block->done);
}

static bool is_begun(const Work *work, const Step *step)
{
    return work->history.begun_version == step->version &&
           !strcmp(work->history.begun_fingerprint, step->fingerprint);
}

/* ---- under the lock ---- */

/* What was read before the lock was held is read again under it. */
schemac_status step_look_again(Work *work)
{
    History now;
    schemac_status status = history_read(work->call, &now, false);
    if (status != SCHEMAC_OK) return status;
    work->has_moved = history_moved(&work->history, &now) ||
                      (work->seen && work->call->engine->is_stale(work));
    work->history = now;
    return SCHEMAC_OK;
}

/* *again: others were in the way, not of the lock but of the work. */
static schemac_status try_block(Work *work, const Block *block, bool *again)
{
    schemac_call *call = work->call;
    *again = false;
    schemac_status status = call_begin(call, work->wait_ms);
    step_waited(work);
    if (status != SCHEMAC_OK) return status;
    status = step_look_again(work);
    if (status == SCHEMAC_OK && !work->has_moved) status = fill(work, block);
    if (status == SCHEMAC_OK && !work->has_moved && !call->memory.failed) {
        status = call_commit(call);
        if (status == SCHEMAC_OK) return status;
    }
    *again = status == SCHEMAC_LOCKED;
    call->engine->rollback(call->handle);
    return call->memory.failed && status == SCHEMAC_OK ? SCHEMAC_DATABASE : status;
}

/* The transaction is tried again as a whole. */
static schemac_status take_block(Work *work, const Block *block)
{
    schemac_status status;
    bool again;
    begin_to_wait(work);
    do {
        status = try_block(work, block, &again);
    } while (again && pause_fits(work));
    return status;
}

/* ---- all of them ---- */

/* After a block of ours that is not the last, and where the lock was waited for in the middle of a
 * migration: has nobody else gone on from there? */
static schemac_status read_begun(Work *work, int done)
{
    schemac_status status = history_read(work->call, &work->history, false);
    bool is_ours = is_begun(work, work->step) && work->history.begun_blocks == done;
    if (status == SCHEMAC_OK && !is_ours) work->has_moved = true;
    return status;
}

/* On SQLite what runs alone are settings of the connection, which a new one needs as well. Behind
 * a pooler they would be those of somebody else. */
static bool is_behind(const Work *work, const Part *part, int passed, int done)
{
    if (part->is_setting && work->session.is_pooled) return true;
    return part->is_block ? passed <= done : work->call->is_postgres && passed < done;
}

static schemac_status take_parts(Work *work, const Blocks *script)
{
    int done = is_begun(work, work->step) ? work->history.begun_blocks : 0, passed = 0;
    int last = (int)script->block_count;
    schemac_status status = SCHEMAC_OK;
    for (size_t i = 0; status == SCHEMAC_OK && !work->has_moved && done < last; i++) {
        const Part *part = &script->parts[i];
        passed += part->is_block;
        if (is_behind(work, part, passed, done)) continue;
        if (!part->is_block) {
            status = run_statements(work, script, part);
            continue;
        }
        status = take_block(work, &(Block){script, part, ++done});
        if (status == SCHEMAC_OK && !work->has_moved && done < last)
            status = read_begun(work, done);
    }
    return status;
}

/* That the step has begun must be known before the first statement that cannot be taken back. */
static schemac_status begin(Work *work, const Blocks *script)
{
    const Part *first = &script->parts[0];
    if (is_begun(work, work->step)) return read_begun(work, work->history.begun_blocks);
    if (first->is_block || first->is_setting) return SCHEMAC_OK;
    schemac_status status = take_block(work, &(Block){script, NULL, 0});
    return status == SCHEMAC_OK && !work->has_moved ? read_begun(work, 0) : status;
}

/* A failure stays in a history that is there; a database that was never ours is left as it was
 * found. That this row cannot be written either changes nothing. */
static void record_failure(Work *work)
{
    schemac_call *call = work->call;
    const char *reason = call->message;
    if (!work->is_tried || !work->history.format || !reason) return;
    Entry entry = entry_of(work);
    entry.error = reason;
    entry.outcome = FAILED;
    if (call_begin(call, 0) == SCHEMAC_OK) {
        schemac_status status = history_insert(call, &work->history, &entry);
        if (status == SCHEMAC_OK) status = call_commit(call);
        if (status != SCHEMAC_OK) call->engine->rollback(call->handle);
    }
    call->message = reason;
}

/* A script of several blocks has been cut by someone who knew how large it is. */
static schemac_status refuse_large(schemac_call *call, const Step *step, const Blocks *script)
{
    const char *error = NULL;
    if (!call->engine->fits || script->block_count > 1) return SCHEMAC_OK;
    schemac_status status = call->engine->fits(call->handle, &call->memory, step->made, &error);
    return status == SCHEMAC_OK ? status : call_fail(call, status, step->title, error);
}

schemac_status step_take(Work *work, const Step *step)
{
    schemac_call *call = work->call;
    Blocks script;
    work->step = step;
    work->start = clock_us();
    work->rows = work->seen = 0;
    work->is_tried = false;
    const char *misplaced = blocks_read(&script, step->pieces, &call->memory);
    if (call->memory.failed) return SCHEMAC_DATABASE;
    if (misplaced) return fail_at(work, SCHEMAC_INVALID, misplaced, "it cannot stand there");
    schemac_status status = refuse_large(call, step, &script);
    if (status == SCHEMAC_OK && call->engine->before && !is_begun(work, step))
        status = call->engine->before(work, step);
    if (status == SCHEMAC_OK && !work->has_moved) status = begin(work, &script);
    if (status == SCHEMAC_OK && !work->has_moved) status = take_parts(work, &script);
    if (status == SCHEMAC_OK && !work->has_moved) {
        work->copies = 0;
        call->version_after = step->version;
        work->is_checked = true;
        work->taken++;
    }
    if (status != SCHEMAC_OK) record_failure(work);
    return status;
}
