/* SPDX-License-Identifier: MIT
 * The startup check: the history says which schema the database was made for, the catalog what it
 * is now. A few statements, all of which read. */
#include "compare.h"
#include "history.h"

#include <stdlib.h>
#include <string.h>

static bool is_ours(const schemac_call *call, const History *history)
{
    return history->applied && !strcmp(history->fingerprint, call->schema->fingerprint);
}

static const char *describe_version(schemac_call *call, int version, const char *fingerprint)
{
    return memory_printf(&call->memory, "%d (fingerprint %.12s)", version, fingerprint);
}

/* A database that schemac has no history of may fit all the same: made from the baseline by hand, or
 * copied without the history. What cannot be known then is said. */
static void note_missing_history(schemac_call *call)
{
    call_add(call, (schemac_difference){
                       .severity = SCHEMAC_NOTE,
                       .kind = "history",
                       .path = "schemac_history",
                       .expected = "a row for this schema",
                       .advice = call->is_postgres
                                     ? "schemac did not make this database: of expressions, which "
                                       "PostgreSQL stores in other words, only the presence is "
                                       "compared"
                                     : "schemac did not make this database"});
}

/* What is wrong with the history itself; returns the reason that explains all else, or NULL. */
static const char *compare_history(schemac_call *call, const History *history,
                                   schemac_policy policy)
{
    const schemac_schema *schema = call->schema;
    if (is_ours(call, history)) return NULL;
    if (!history->applied) {
        note_missing_history(call);
        return NULL;
    }
    schemac_difference difference = {
        .severity = policy == SCHEMAC_COMPATIBLE ? SCHEMAC_NOTE : SCHEMAC_ERROR,
        .kind = "schema",
        .path = schema->name,
        .attribute = "version",
        .expected = describe_version(call, schema->version, schema->fingerprint),
        .found = describe_version(call, history->version, history->fingerprint),
        .advice = history->version > schema->version
                      ? "start the program that was built for this version"
                      : "start the program it was made for, or make a fresh database: schemac does "
                        "not alter one"};
    call_add(call, difference);
    return difference.advice;
}

/* A server of another major version may print stored expressions in other words. */
static bool same_server(const History *history)
{
    return atoi(history->recorded_server) == atoi(history->present_server);
}

/* Puts the recorded texts in the place of the author's, so that they are compared to the letter.
 * A catalog that is still what it was needs no such care, and the recorded one stays where it is.
 */
static schemac_status complete(schemac_call *call, const History *history, const catalog *found,
                               catalog *expected)
{
    char digest[65];
    if (!call->is_postgres || !is_ours(call, history) || !*history->digest) return SCHEMAC_OK;
    catalog_digest(found, digest);
    if (!strcmp(digest, history->digest)) return SCHEMAC_OK;
    if (!same_server(history)) {
        call_add(call, (schemac_difference){
                           SCHEMAC_NOTE, "schema", call->schema->name, "server",
                           history->recorded_server, history->present_server,
                           "the texts of expressions were recorded by another major version and "
                           "are not compared"});
        return SCHEMAC_OK;
    }
    catalog recorded;
    schemac_status status = history_catalog(call, history, &recorded);
    if (status == SCHEMAC_OK) compare_complete(expected, &recorded);
    return status;
}

static schemac_status compare(schemac_call *call, const History *history, schemac_policy policy)
{
    catalog expected, found;
    schemac_status status = call_expect(call, &expected);
    if (status == SCHEMAC_OK) status = call_inspect(call, &found);
    if (status != SCHEMAC_OK) return status;
    call->count = 0;
    const char *advice = compare_history(call, history, policy);
    status = complete(call, history, &found, &expected);
    if (status != SCHEMAC_OK) return status;
    compare_catalogs(call, &(Comparison){.expected = &expected,
                                         .found = &found,
                                         .has_author_words = call->is_postgres,
                                         .policy = policy,
                                         .advice = advice});
    return SCHEMAC_OK;
}

/* Between the reading of the history and that of the catalog someone may have migrated; then what
 * was found belongs to neither version, and is read again. */
static schemac_status look(schemac_call *call, History *history, schemac_policy policy)
{
    schemac_status status = history_read(call, history);
    for (int tries = 0; status == SCHEMAC_OK && tries < 3; tries++) {
        History now;
        status = compare(call, history, policy);
        if (status != SCHEMAC_OK || !call_errors(call)) return status;
        status = history_read(call, &now);
        bool moved = status == SCHEMAC_OK && (now.applied != history->applied ||
                                              (now.applied && strcmp(now.id, history->id) != 0));
        if (!moved) return status;
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
    bool other = history->applied && !is_ours(call, history);
    bool newer = other && history->version > version, older = other && history->version < version;
    if (!errors && notes)
        return call_say(call, SCHEMAC_OK, "the database fits schema %s, with %zu note%s", name,
                        notes, plural(notes));
    if (!errors) return call_say(call, SCHEMAC_OK, "the database fits schema %s", name);
    schemac_status status = newer ? SCHEMAC_NEWER : SCHEMAC_DIFFERENT;
    if (policy == SCHEMAC_REPORT) status = SCHEMAC_OK;
    if (newer || older)
        return call_say(call, status,
                        "the database is at version %d of schema %s, %s than version %d of this "
                        "program",
                        history->version, name, newer ? "newer" : "older", version);
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
