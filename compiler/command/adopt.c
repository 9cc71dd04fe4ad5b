/* SPDX-License-Identifier: MIT
 * schemac adopt: takes a database under management that is already what a version says. Looks for
 * that version and writes down that it stands there, with the runtime's own means; no program needs
 * this at its start, so it is not in the library. */
#include "command/adopt.h"
#include "clock.h"
#include "compare.h"
#include "expect.h"
#include "history.h"
#include "pull/pull.h"

#include <string.h>

typedef struct Adoption {
    schemac_call *call;
    const schemac_options *options;
    History history;
    catalog found;
    const char *mark; /* of the catalog before it was read; NULL: a dry run */
    int version; /* that it matches; -1: none */
    int64_t start;
} Adoption;

static size_t compare(Adoption *adoption, const catalog *expected)
{
    schemac_call *call = adoption->call;
    call->count = 0;
    compare_catalogs(call, &(Comparison){.expected = expected,
                                         .found = &adoption->found,
                                         .has_author_words = call->is_postgres,
                                         .policy = SCHEMAC_EXACT,
                                         .advice = "change it by hand, or change the schema, until "
                                                   "both are the same"});
    return call_errors(call);
}

/* The newest version has the fingerprint of the schema itself, sealed or not. */
static const char *fingerprint_of(const schemac_call *call, int version)
{
    bool is_newest = version == call->schema->version;
    return is_newest ? call->schema->fingerprint : expect_fingerprint(call, version);
}

static bool is_known(const schemac_call *call, int version)
{
    return version == call->schema->version || expect_migration(call, version);
}

/* From the newest to the oldest, or the one that was asked for. */
static schemac_status find_version(Adoption *adoption, int wanted)
{
    schemac_call *call = adoption->call;
    int newest = wanted < 0 ? call->schema->version : wanted;
    adoption->version = -1;
    for (int version = newest; is_known(call, version); version--) {
        catalog expected;
        schemac_status status = expect_catalog(call, version, &expected);
        if (status != SCHEMAC_OK) return status;
        if (!compare(adoption, &expected)) adoption->version = version;
        if (adoption->version >= 0 || wanted >= 0) return SCHEMAC_OK;
    }
    catalog expected; /* none fits: what is told is the difference from the newest */
    schemac_status status = expect_catalog(call, newest, &expected);
    if (status == SCHEMAC_OK) compare(adoption, &expected);
    return status;
}

/* What it did stays there, and is noted. */
static const char *other_tool(schemac_call *call, const catalog *found)
{
    const char *tool = NULL;
    for (size_t i = 0; i < call->count; i++) {
        schemac_difference *note = &call->differences[i];
        const char *of = strcmp(note->kind, "table")
                             ? NULL : pull_record_table(found, note->path, strlen(note->path));
        if (of) note->advice = "another tool keeps its history in it; from now on only one of the "
                               "two may alter the schema";
    }
    for (size_t i = 0; i < found->count && !tool; i++)
        if (pull_is_record(found, &found->objects[i])) tool = pull_recorder(found, &found->objects[i]);
    return tool;
}

static schemac_status refuse(Adoption *adoption, int wanted)
{
    schemac_call *call = adoption->call;
    int version = wanted < 0 ? call->schema->version : wanted;
    size_t errors = call_errors(call);
    return call_say(call, SCHEMAC_DIFFERENT,
                    "the database is not adopted: it matches %s, and differs from version %d of "
                    "schema %s in %zu place%s",
                    wanted < 0 ? "no version" : "another state", version, call->schema->name,
                    errors, errors == 1 ? "" : "s");
}

static schemac_status record(Adoption *adoption)
{
    schemac_call *call = adoption->call;
    char digest[65];
    catalog_digest(&adoption->found, digest);
    Entry entry = {.name = "adopt",
                   .kind = "adopt",
                   .fingerprint = fingerprint_of(call, adoption->version),
                   .version = adoption->version,
                   .oldest = expect_oldest(call, adoption->version),
                   .digest = digest,
                   .mark = call->count ? NULL : adoption->mark,
                   .program = adoption->options->program,
                   .duration_us = clock_us() - adoption->start};
    if (call->is_postgres) entry.catalog = catalog_text(&adoption->found, &call->memory, NULL);
    if (call->memory.failed) return SCHEMAC_DATABASE;
    return history_insert(call, &adoption->history, &entry);
}

static schemac_status look(Adoption *adoption, int wanted)
{
    schemac_status status = call_inspect(adoption->call, &adoption->found);
    return status == SCHEMAC_OK ? find_version(adoption, wanted) : status;
}

/* Who may not make the history is told of differences all the same; the mark is older than what is
 * read behind it. */
static schemac_status act(Adoption *adoption, int wanted)
{
    schemac_call *call = adoption->call;
    schemac_status status = history_read(call, &adoption->history, false);
    if (status != SCHEMAC_OK) return status;
    if (adoption->history.applied)
        return call_say(call, SCHEMAC_REFUSED,
                        "the database is under management already, at version %d of schema %s",
                        adoption->history.version, call->schema->name);
    status = look(adoption, wanted);
    if (status == SCHEMAC_OK && adoption->version >= 0 && !adoption->options->dry_run) {
        status = history_mark(call, &adoption->history, &adoption->mark);
        if (status == SCHEMAC_OK) status = look(adoption, wanted);
    }
    if (status != SCHEMAC_OK) return status;
    if (adoption->version < 0) return refuse(adoption, wanted);
    if (!adoption->options->dry_run) status = record(adoption);
    if (status != SCHEMAC_OK) return status;
    const char *tool = other_tool(call, &adoption->found);
    return call_say(call, SCHEMAC_OK, "the database %s adopted at version %d of schema %s%s%s",
                    adoption->options->dry_run ? "would be" : "was", adoption->version,
                    call->schema->name, tool ? ", after having been made with " : "",
                    tool ? tool : "");
}

static schemac_status adopt(schemac_call *call, int wanted, const schemac_options *options)
{
    enum { WAIT_MS = 30000 };
    const schemac_engine *engine = call->engine;
    int wait_ms = options->lock_wait_ms ? options->lock_wait_ms : WAIT_MS;
    const char *error = NULL;
    Adoption adoption = {.call = call, .options = options, .start = clock_us()};
    if (engine->in_transaction(call->handle))
        return call_say(call, SCHEMAC_REFUSED, "the connection is in a transaction");
    if (wanted >= 0 && !is_known(call, wanted))
        return call_say(call, SCHEMAC_INVALID, "schema %s has no version %d", call->schema->name,
                        wanted);
    schemac_status status = engine->begin(call->handle, &call->memory, call->schema,
                                          wait_ms < 0 ? 0 : wait_ms, &error);
    if (status != SCHEMAC_OK) return call_fail(call, status, "cannot begin to adopt", error);
    status = act(&adoption, wanted);
    if (status == SCHEMAC_OK && !call->memory.failed) {
        status = engine->commit(call->handle, &call->memory, &error);
        if (status == SCHEMAC_OK) return call->version_after = adoption.version, status;
        call_fail(call, status, "cannot commit", error);
    }
    engine->rollback(call->handle);
    return status;
}

schemac_status adopt_database(schemac_db db, const schemac_schema *schema, int at_version,
                              const schemac_options *options, schemac_report *report)
{
    schemac_call call;
    schemac_status status = call_open(&call, db, schema);
    if (status == SCHEMAC_OK) status = adopt(&call, at_version, options);
    return call_close(&call, status, report);
}
