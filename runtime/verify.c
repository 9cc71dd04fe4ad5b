/* SPDX-License-Identifier: MIT
 * The startup check: the history says which schema the database was made for, the catalog what it
 * is now. A few statements, all of which read. */
#include "compare.h"
#include "drift.h"
#include "stand.h"

#include <string.h>

/* A newer version may hold the same schema and other data. */
static bool is_ours(const schemac_call *call, const History *history)
{
    return history->applied && !strcmp(history->fingerprint, call->schema->fingerprint) &&
           (history->version <= call->schema->version || stand_allows(call, history));
}

static const char *describe_version(schemac_call *call, int version, const char *fingerprint)
{
    return memory_printf(&call->memory, "%d (fingerprint %.12s)", version, fingerprint);
}

/* A database that schemac has no history of may fit all the same: made from the baseline by hand, or
 * copied without the history. What cannot be known then is said. */
static void note_missing_history(schemac_call *call)
{
    call_add(call, &(schemac_difference){
                       .severity = SCHEMAC_NOTE,
                       .kind = "history",
                       .path = "schemac_history",
                       .expected = "a row for this schema",
                       .advice = call->is_postgres
                                     ? "schemac did not make this database: of expressions only the "
                                       "presence is compared"
                                     : "schemac did not make this database"});
}

/* Between two versions the database is neither. */
static const char *note_begun(schemac_call *call, const History *history)
{
    static const char advice[] = "a program of that version goes on with it";
    if (history->begun_version < 0) return NULL;
    call_add(call, &(schemac_difference){
                       .severity = SCHEMAC_NOTE,
                       .kind = "schema",
                       .path = call->schema->name,
                       .attribute = "migration",
                       .found = memory_printf(&call->memory, "the one to version %d is half done",
                                              history->begun_version),
                       .advice = advice});
    return advice;
}

/* May the program start although the database bears another fingerprint? A newer one has said so
 * when it was made; an older one is compared piece by piece. */
static bool may_start(const schemac_call *call, const History *history, schemac_policy policy)
{
    if (policy != SCHEMAC_COMPATIBLE) return false;
    return history->version <= call->schema->version || stand_allows(call, history);
}

static const char *version_advice(const schemac_call *call, const History *history)
{
    Standing standing = standing_of(call, history).standing;
    if (standing == BEHIND) return "migrate: this program has what leads on from there";
    if (standing == AHEAD)
        return stand_allows(call, history) ? "the policy compatible allows it"
                                           : "deploy the program that was built for this version";
    return "this program has no migration that leads on from there";
}

/* What is wrong with the history itself; returns the reason that explains all else, or NULL. */
static const char *compare_history(schemac_call *call, const History *history,
                                   schemac_policy policy)
{
    const schemac_schema *schema = call->schema;
    const char *begun = note_begun(call, history);
    if (is_ours(call, history)) return begun;
    if (!history->applied) {
        note_missing_history(call);
        return NULL;
    }
    schemac_difference difference = {
        .severity = may_start(call, history, policy) ? SCHEMAC_NOTE : SCHEMAC_ERROR,
        .kind = "schema",
        .path = schema->name,
        .attribute = "version",
        .expected = describe_version(call, schema->version, schema->fingerprint),
        .found = describe_version(call, history->version, history->fingerprint),
        .advice = version_advice(call, history)};
    call_add(call, &difference);
    if (begun) return begun;
    bool allows = difference.severity == SCHEMAC_NOTE && history->version > schema->version;
    return allows ? NULL : difference.advice; /* what differs then is not due to the version */
}

/* A newer version that allows this program, and is still what its migration made, is fine however
 * it differs: the compiler has looked at each change. */
static bool is_allowed(const schemac_call *call, const History *history, const catalog *found,
                       schemac_policy policy)
{
    char digest[65];
    if (policy != SCHEMAC_COMPATIBLE || history->version <= call->schema->version) return false;
    if (!stand_allows(call, history)) return false;
    catalog_digest(found, digest);
    return !strcmp(digest, history->digest);
}

static void forgive(schemac_call *call)
{
    for (size_t i = 0; i < call->count; i++) {
        if (call->differences[i].severity != SCHEMAC_ERROR) continue;
        call->differences[i].severity = SCHEMAC_NOTE;
        call->differences[i].advice = "the newer version is so, and allows this program";
    }
}

static schemac_status compare(schemac_call *call, const History *history, schemac_policy policy)
{
    catalog expected, found;
    schemac_status status = call_expect(call, &expected);
    if (status == SCHEMAC_OK) status = call_inspect(call, &found);
    if (status != SCHEMAC_OK) return status;
    call->count = 0;
    const char *advice = compare_history(call, history, policy);
    if (is_ours(call, history)) status = drift_complete(call, history, &found, &expected);
    if (status != SCHEMAC_OK) return status;
    compare_catalogs(call, &(Comparison){.expected = &expected,
                                         .found = &found,
                                         .has_author_words = call->is_postgres,
                                         .policy = policy,
                                         .advice = advice});
    if (is_allowed(call, history, &found, policy)) forgive(call);
    return SCHEMAC_OK;
}

/* If nothing was altered since the database came to this version, all is as it was then. */
static bool is_unchanged(const schemac_call *call, const History *history)
{
    return history->is_unchanged && is_ours(call, history) &&
           history->begun_version < 0;
}

/* Between the reading of the history and that of the catalog someone may have migrated; then what
 * was found belongs to neither version, and is read again. */
static schemac_status look(schemac_call *call, History *history, schemac_policy policy)
{
    schemac_status status = history_read(call, history, policy != SCHEMAC_REPORT);
    if (status == SCHEMAC_OK && is_unchanged(call, history)) return status;
    for (int tries = 0; status == SCHEMAC_OK && tries < 3; tries++) {
        History now;
        status = compare(call, history, policy);
        if (status != SCHEMAC_OK || !call_errors(call)) return status;
        status = history_read(call, &now, false);
        if (status == SCHEMAC_OK && !history_moved(history, &now)) return status;
        *history = now;
    }
    return status;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static schemac_status conclude(schemac_call *call, const History *history, schemac_policy policy)
{
    const char *name = call->schema->name;
    size_t errors = call_errors(call), notes = call->count - errors;
    int version = call->schema->version;
    bool is_other = history->applied && !is_ours(call, history);
    int ahead = is_other ? history->version - version : 0;
    if (!errors && notes)
        return call_say(call, SCHEMAC_OK, "the database fits schema %s, with %zu note%s", name,
                        notes, plural(notes));
    if (!errors) return call_say(call, SCHEMAC_OK, "the database fits schema %s", name);
    schemac_status status = ahead > 0 ? SCHEMAC_NEWER : SCHEMAC_DIFFERENT;
    if (policy == SCHEMAC_REPORT) status = SCHEMAC_OK;
    if (ahead)
        return call_say(call, status,
                        "the database is at version %d of schema %s, %s than version %d of this "
                        "program",
                        history->version, name, ahead > 0 ? "newer" : "older", version);
    return call_say(call, status, "the database differs from schema %s in %zu place%s", name,
                    errors, plural(errors));
}

schemac_status schemac_verify(schemac_db db, const schemac_schema *schema, schemac_policy policy,
                              schemac_report *report)
{
    schemac_call call;
    History history;
    schemac_status status = call_open(&call, db, schema);
    if (status == SCHEMAC_OK) status = look(&call, &history, policy);
    if (status == SCHEMAC_OK) status = conclude(&call, &history, policy);
    return call_close(&call, status, report);
}
