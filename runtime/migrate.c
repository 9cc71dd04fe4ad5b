/* SPDX-License-Identifier: MIT
 * Brings a database to the compiled-in schema: looks where it stands, does what is missing under
 * the engine's lock in one transaction, and commits only what it has verified. */
#include "compare.h"
#include "history.h"
#include "pieces.h"

#include <string.h>
#include <time.h>

enum { DEFAULT_WAIT_MS = 30000 };

/* Where the database stands, seen from this program. */
typedef enum Standing {
    FRESH,   /* nothing of this schema was ever applied */
    CURRENT, /* what the program was compiled for */
    BEHIND,  /* at an older version */
    CHANGED, /* at the same version, made from other words */
    AHEAD    /* at a newer version */
} Standing;

/* One step to a version: its statements, and what the database holds when they have run. */
typedef struct Step {
    const char *name, *kind;
    const char *const *statements;
} Step;

typedef struct Migration {
    schemac_call *call;
    const schemac_options *options;
    History history;
    const Step *step; /* the one in hand; NULL: none was begun */
    int64_t start;    /* of that step, in microseconds */
} Migration;

static Standing standing(const Migration *migration)
{
    const History *history = &migration->history;
    const schemac_schema *schema = migration->call->schema;
    if (!history->applied) return FRESH;
    if (!strcmp(history->fingerprint, schema->fingerprint)) return CURRENT;
    if (history->version > schema->version) return AHEAD;
    return history->version < schema->version ? BEHIND : CHANGED;
}

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- a fresh database ---- */

static bool is_namespace(const catalog_object *object)
{
    return !strcmp(object->kind, "namespace") || !strcmp(object->kind, "extension");
}

/* Objects of our names in a database that has no history of ours: someone else's, or ours from
 * before schemac. Neither is for us to touch. Told once, with the first of them. */
static schemac_status refuse_unmanaged(schemac_call *call, const catalog *expected)
{
    catalog found;
    schemac_status status = call_inspect(call, &found);
    if (status != SCHEMAC_OK) return status;
    const catalog_object *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < expected->count; i++) {
        const catalog_object *object = &expected->objects[i];
        size_t length;
        if (catalog_owner(object, &length) || is_namespace(object)) continue;
        if (!catalog_find(&found, object->kind, object->path, strlen(object->path))) continue;
        if (!count++) first = object;
    }
    if (!count) return SCHEMAC_OK;
    call_add(call, (schemac_difference){.severity = SCHEMAC_ERROR,
                                        .kind = first->kind,
                                        .path = first->path,
                                        .found = first->kind,
                                        .advice = "schemac makes fresh databases only: give it an "
                                                  "empty one"});
    return call_say(call, SCHEMAC_DIFFERENT,
                    "the database is not under schemac's management, but holds %zu object%s with "
                    "names of schema %s",
                    count, count == 1 ? "" : "s", call->schema->name);
}

static schemac_status run_statements(schemac_call *call, const Step *step)
{
    const char *const *pieces = step->statements;
    const char *statement, *error = NULL;
    while ((statement = pieces_next(&pieces, &call->memory))) {
        schemac_status status = call->engine->run(call->handle, &call->memory, statement, &error);
        if (status == SCHEMAC_OK) continue;
        const char *title = pieces_title(statement, &call->memory);
        const char *what = memory_printf(&call->memory, "the %s of schema %s failed at '%s'",
                                         step->name, call->schema->name, title ? title : "");
        return call_fail(call, status, what ? what : "", error);
    }
    return call->memory.failed ? SCHEMAC_DATABASE : SCHEMAC_OK;
}

/* SQLite makes a view without looking at what it names; the first SELECT would be the one to fail. */
static schemac_status try_views(schemac_call *call, const catalog *expected)
{
    for (size_t i = 0; i < expected->count && !call->is_postgres; i++) {
        const char *path = expected->objects[i].path, *error = NULL;
        if (strcmp(expected->objects[i].kind, "view") != 0) continue;
        const char *quote = *path == '"' ? "" : "\"";
        const char *sql = memory_printf(&call->memory, "SELECT * FROM %s%s%s LIMIT 0", quote, path,
                                        quote);
        if (!sql) return SCHEMAC_DATABASE;
        schemac_status status = call->engine->run(call->handle, &call->memory, sql, &error);
        if (status == SCHEMAC_OK) continue;
        const char *what = memory_printf(&call->memory, "view %s cannot be read", path);
        return call_fail(call, status, what ? what : "", error);
    }
    return SCHEMAC_OK;
}

/* The live catalog must be the expected one, or the step is taken back. */
static schemac_status check_result(schemac_call *call, const Step *step, const catalog *expected,
                                   catalog *found)
{
    schemac_status status = call_inspect(call, found);
    if (status != SCHEMAC_OK) return status;
    compare_catalogs(call, &(Comparison){.expected = expected,
                                         .found = found,
                                         .has_author_words = call->is_postgres,
                                         .policy = SCHEMAC_EXACT,
                                         .advice = "this is a bug in schemac, please report it"});
    size_t errors = call_errors(call);
    if (!errors) return SCHEMAC_OK;
    return call_say(call, SCHEMAC_BUG,
                    "the %s of schema %s was taken back: the database came out different in %zu "
                    "place%s",
                    step->name, call->schema->name, errors, errors == 1 ? "" : "s");
}

static Entry entry_of(const Migration *migration)
{
    return (Entry){.name = migration->step->name,
                   .kind = migration->step->kind,
                   .program = migration->options->program,
                   .duration_us = now_us() - migration->start};
}

static schemac_status record(Migration *migration, const catalog *found)
{
    schemac_call *call = migration->call;
    char digest[65];
    catalog_digest(found, digest);
    Entry entry = entry_of(migration);
    entry.digest = digest;
    if (call->is_postgres) {
        entry.catalog = catalog_text(found, &call->memory, NULL);
        if (!entry.catalog) return SCHEMAC_DATABASE;
    }
    schemac_status status = SCHEMAC_OK;
    if (!migration->history.exists) status = history_create(call);
    return status == SCHEMAC_OK ? history_insert(call, &entry) : status;
}

static schemac_status apply(Migration *migration, const Step *step, const catalog *expected)
{
    schemac_call *call = migration->call;
    catalog found;
    migration->step = step;
    migration->start = now_us();
    schemac_status status = run_statements(call, step);
    if (status == SCHEMAC_OK) status = check_result(call, step, expected, &found);
    if (status == SCHEMAC_OK) status = try_views(call, expected);
    if (status == SCHEMAC_OK) status = record(migration, &found);
    return status;
}

static const Step *baseline_of(schemac_call *call)
{
    Step *step = memory_take(&call->memory, sizeof *step);
    if (step) *step = (Step){"baseline", "baseline", call->half->baseline};
    return step;
}

static const char *version_name(schemac_call *call, int version)
{
    if (call->is_postgres) return memory_printf(&call->memory, "PostgreSQL %d", version);
    return memory_printf(&call->memory, "SQLite %d.%d.%d", version / 1000000,
                         version / 1000 % 1000, version % 1000);
}

static schemac_status refuse_old_engine(schemac_call *call)
{
    int version = call->engine->version(call->handle);
    if (version >= call->half->oldest) return SCHEMAC_OK;
    const char *is = version_name(call, version), *oldest = version_name(call, call->half->oldest);
    return call_say(call, SCHEMAC_DATABASE,
                    "this is %s, schema %s is for %s and newer: use a newer one, or lower the "
                    "target in the schema",
                    is ? is : "", call->schema->name, oldest ? oldest : "");
}

static schemac_status make_fresh(Migration *migration)
{
    schemac_call *call = migration->call;
    const Step *baseline = baseline_of(call);
    catalog expected;
    if (!baseline) return SCHEMAC_DATABASE;
    schemac_status status = refuse_old_engine(call);
    if (status == SCHEMAC_OK) status = call_expect(call, &expected);
    if (status == SCHEMAC_OK) status = refuse_unmanaged(call, &expected);
    if (status == SCHEMAC_OK) status = apply(migration, baseline, &expected);
    if (status != SCHEMAC_OK) return status;
    call->version_after = call->schema->version;
    return call_say(call, status, "the database was made from the baseline of schema %s",
                    call->schema->name);
}

/* ---- any database ---- */

static schemac_status act(Migration *migration)
{
    schemac_call *call = migration->call;
    const schemac_schema *schema = call->schema;
    int version = migration->history.version;
    switch (standing(migration)) {
    case FRESH: return make_fresh(migration);
    case CURRENT:
        return call_say(call, SCHEMAC_OK,
                        "the database is at version %d of schema %s, as it should be", version,
                        schema->name);
    case BEHIND:
        return call_say(call, SCHEMAC_DIFFERENT,
                        "the database is at version %d of schema %s, the program at %d, and "
                        "schemac does not alter databases: make a fresh one",
                        version, schema->name, schema->version);
    case CHANGED:
        return call_say(call, SCHEMAC_DIFFERENT,
                        "schema %s has changed since the database was made (both at version %d), "
                        "and schemac does not alter databases: make a fresh one",
                        schema->name, version);
    case AHEAD:
        return call_say(call, SCHEMAC_NEWER,
                        "the database is at version %d of schema %s, newer than version %d of this "
                        "program",
                        version, schema->name, schema->version);
    }
    return call_say(call, SCHEMAC_BUG, "the database stands nowhere");
}

/* A failure stays in a history that is there; a database that was never ours is left as it was
 * found. That this row cannot be written either changes nothing. */
static void record_failure(Migration *migration)
{
    schemac_call *call = migration->call;
    const char *reason = call->message, *error;
    if (!migration->step || !migration->history.exists || !reason) return;
    Entry entry = entry_of(migration);
    entry.error = reason;
    if (call->engine->begin(call->handle, &call->memory, call->schema, 0, &error) != SCHEMAC_OK)
        return;
    schemac_status status = history_insert(call, &entry);
    if (status == SCHEMAC_OK) status = call->engine->commit(call->handle, &call->memory, &error);
    if (status != SCHEMAC_OK) call->engine->rollback(call->handle);
    call->message = reason;
}

static schemac_status under_lock(Migration *migration, int wait_ms)
{
    schemac_call *call = migration->call;
    const schemac_engine *engine = call->engine;
    const char *error = NULL;
    schemac_status status =
        engine->begin(call->handle, &call->memory, call->schema, wait_ms, &error);
    if (status != SCHEMAC_OK) return call_fail(call, status, "cannot begin to migrate", error);
    status = history_read(call, &migration->history);
    if (status == SCHEMAC_OK) status = act(migration);
    bool done = status == SCHEMAC_OK && !call->memory.failed;
    if (done) {
        status = engine->commit(call->handle, &call->memory, &error);
        if (status == SCHEMAC_OK) return status;
        call_fail(call, status, "cannot commit", error);
    }
    engine->rollback(call->handle);
    call->version_after = call->version_before;
    if (status != SCHEMAC_OK) record_failure(migration);
    return status;
}

static schemac_status migrate(schemac_call *call, const schemac_options *options)
{
    Migration migration = {.call = call, .options = options};
    int wait_ms = options->lock_wait_ms;
    if (call->engine->in_transaction(call->handle))
        return call_say(call, SCHEMAC_REFUSED,
                        "the connection is in a transaction: commit it or roll it back, then "
                        "migrate");
    /* The first look takes no lock. If it fails, that may be another process at its work: then the
     * lock is waited for, and what is really wrong comes up again. */
    schemac_status status = history_read(call, &migration.history);
    if (status == SCHEMAC_NEWER) return status;
    if (status == SCHEMAC_OK && standing(&migration) != FRESH) return act(&migration);
    if (!wait_ms) wait_ms = DEFAULT_WAIT_MS;
    return under_lock(&migration, wait_ms < 0 ? 0 : wait_ms);
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
