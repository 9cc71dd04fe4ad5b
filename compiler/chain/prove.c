/* SPDX-License-Identifier: MIT
 * Runs one migration on a database with rows and compares what comes out with a database that the
 * baseline has made. The fresh database of one version is where the migration after it begins. */
#include "chain/prove.h"

#include <stdlib.h>
#include <string.h>

#include "catalog.h"
#include "chain/attempt.h"
#include "chain/blocks.h"
#include "chain/fill.h"
#include "chain/survey.h"
#include "engine.h"

/* A database that a baseline has made, and how it looked then. */
typedef struct Ground {
    const schemac_schema *made; /* NULL: none */
    schemac_db db;              /* handle NULL: a migration has begun in it */
    memory memory;
    catalog catalog;
} Ground;

typedef struct Grounds {
    Ground *before, *after;
} Grounds;

typedef struct Prover {
    Cx *cx;
    Cx within; /* with memory that ends with the proof */
    const Lemma *lemma;
    const Dialect *dialect;
    Scratch *scratch;
    Proof *proof;
    memory memory;
    const Schema *from, *to; /* lowered */
    const Changes *changes;
} Prover;

/* At the statement of the migration's script, where it has one; else at its line in the lock. */
static bool fail_at(Prover *prover, const Statement *statement, const char *id, const char *what,
                    const char *why)
{
    const Migration *migration = prover->lemma->migration;
    bool has_place = statement && statement->span.file;
    diag_error(prover->cx->diag, has_place ? statement->span : migration->span, id,
               "migration %04d_%s %s on %s: %s", migration->number, migration->name, what,
               prover->dialect->title, why && *why ? why : "no reason was given");
    return false;
}

static bool fail(Prover *prover, const char *id, const char *what, const char *why)
{
    const Script *script = prover->lemma->migration->scripts[prover->dialect->id];
    bool has_statements = script && script->statements.count;
    return fail_at(prover, has_statements ? &script->statements.items[0] : NULL, id, what, why);
}

/* ---- catalogs ---- */

/* What is called by the engine itself keeps its name when its table is renamed; names that the schema
 * says were looked at by who migrated. */
static void forget_names(catalog *found)
{
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++)
        if (strcmp(found->objects[i].kind, "name") != 0) found->objects[kept++] = found->objects[i];
    found->count = kept;
}

static bool inspect(Prover *prover, schemac_db db, memory *pool, catalog *found)
{
    const char *error = NULL;
    catalog_init(found, pool);
    found->rights = dialect_extras(prover->cx, prover->dialect, false, true);
    schemac_status status =
        db.engine->inspect(db.handle, prover->lemma->after->default_space, found, &error);
    forget_names(found);
    return status == SCHEMAC_OK || fail(prover, "migration-fails", "cannot be looked at", error);
}

static const char *line_of(Prover *prover, const catalog_object *object)
{
    Text out = {0};
    text_printf(&out, "%s %s", object->kind, object->path);
    for (size_t i = 0; i < object->attr_count; i++)
        text_printf(&out, ", %s %s", object->attrs[i].word, object->attrs[i].value);
    return text_keep(&out, prover->cx->arena);
}

static int compare_places(const catalog_object *a, const catalog_object *b)
{
    int order = strcmp(a->kind, b->kind);
    return order ? order : strcmp(a->path, b->path);
}

static bool same_object(const catalog_object *a, const catalog_object *b)
{
    if (a->attr_count != b->attr_count) return false;
    for (size_t i = 0; i < a->attr_count; i++)
        if (strcmp(a->attrs[i].word, b->attrs[i].word) ||
            strcmp(a->attrs[i].value, b->attrs[i].value))
            return false;
    return true;
}

/* Two sorted lists; the first place where they differ is told. */
static bool same_catalogs(Prover *prover, const catalog *fresh, const catalog *migrated)
{
    size_t f = 0, m = 0;
    for (; f < fresh->count && m < migrated->count; f++, m++)
        if (!same_object(&fresh->objects[f], &migrated->objects[m]) ||
            compare_places(&fresh->objects[f], &migrated->objects[m]))
            break;
    if (f == fresh->count && m == migrated->count) return true;
    const catalog_object *expected = f < fresh->count ? &fresh->objects[f] : NULL;
    const catalog_object *found = m < migrated->count ? &migrated->objects[m] : NULL;
    int order = !expected ? 1 : !found ? -1 : compare_places(expected, found);
    const char *why = order < 0   ? arena_printf(prover->cx->arena,
                                                 "a fresh database has %s, the "
                                                   "migrated one does not",
                                                 line_of(prover, expected))
                      : order > 0 ? arena_printf(prover->cx->arena,
                                                 "the migrated database has %s, a "
                                                 "fresh one does not",
                                                 line_of(prover, found))
                                  : arena_printf(prover->cx->arena,
                                                 "a fresh database has %s, the migrated one %s",
                                                 line_of(prover, expected), line_of(prover, found));
    return fail(prover, "migration-differs", "does not give what its schema says", why);
}

/* ---- databases ---- */

static schemac_db open_scratch(Prover *prover)
{
    schemac_db db = prover->scratch->open(prover->scratch);
    if (!db.handle)
        fail(prover, "migration-fails", "cannot be proved", "there is no scratch database");
    return db;
}

static const char *or_nothing(const char *text)
{
    return text ? text : "nothing";
}

/* What the runtime found to be different, as notes of the message. */
static void tell_differences(Prover *prover, const schemac_report *report)
{
    enum { MOST = 5 };
    for (size_t i = 0; i < report->difference_count && i < MOST; i++) {
        const schemac_difference *difference = &report->differences[i];
        diag_note(prover->cx->diag, NO_SPAN,
                  "%s %s%s%s: the schema says %s, the migration makes %s", difference->kind,
                  difference->path, difference->attribute ? ", " : "",
                  difference->attribute ? difference->attribute : "",
                  or_nothing(difference->expected), or_nothing(difference->found));
    }
}

/* Of the statements of the migration; those of a baseline have no place. */
static bool keep_number(void *context, const schemac_progress *now)
{
    static const char title[] = "migration ";
    bool is_migration = strncmp(now->step, title, sizeof title - 1) == 0;
    *(int *)context = is_migration ? now->number : 0;
    return true;
}

static bool migrate(Prover *prover, schemac_db db, const schemac_schema *schema)
{
    int number = 0;
    const schemac_options options = {.progress = keep_number, .context = &number};
    schemac_report report = {0};
    bool is_fine = schemac_migrate(db, schema, &options, &report) == SCHEMAC_OK;
    const Script *script = prover->lemma->migration->scripts[prover->dialect->id];
    if (!is_fine && report.status == SCHEMAC_BUG) {
        fail(prover, "migration-differs", "does not give what its schema says", report.message);
        tell_differences(prover, &report);
    } else if (!is_fine && number) {
        fail_at(prover, blocks_statement(prover->dialect->id, script, number), "migration-fails",
                "fails", report.message);
    } else if (!is_fine) {
        fail(prover, "migration-fails", "fails", report.message);
    }
    schemac_report_free(&report);
    return is_fine;
}

/* ---- rows ---- */

static void set_foreign_keys(Prover *prover, schemac_db db, bool is_on)
{
    const char *error;
    if (prover->dialect->id != DIALECT_SQLITE) return;
    db.engine->run(db.handle, &prover->memory,
                   is_on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", NULL, &error);
}

static bool check_rows(Prover *prover, schemac_db db, Survey *survey, const char *what)
{
    const char *why = NULL, *table = survey_after(survey, db, &why);
    if (!table) return true;
    return fail(prover, "migration-loses-rows", what,
                arena_printf(prover->cx->arena, "table %s: %s", table, why));
}

static bool take(Prover *prover, schemac_db db, Survey *survey)
{
    const char *why = NULL;
    return survey_before(survey, db, &why) ||
           fail(prover, "migration-fails", "cannot be tried with rows", why);
}

/* ---- grounds ---- */

static const char *const *baseline_of(const Prover *prover, const schemac_schema *schema)
{
    return (prover->dialect->id == DIALECT_SQLITE ? schema->sqlite : schema->postgres)->baseline;
}

/* By the text: of a large schema each proof takes another part. */
static bool is_made_by(const Prover *prover, const Ground *ground, const schemac_schema *schema)
{
    if (strcmp(ground->made->fingerprint, schema->fingerprint) != 0) return false;
    const char *const *a = baseline_of(prover, ground->made);
    const char *const *b = baseline_of(prover, schema);
    for (; *a && *b && strcmp(*a, *b) == 0; a++, b++) {
    }
    return !*a && !*b;
}

static void ground_close(Scratch *scratch, Ground *ground)
{
    if (!ground) return;
    if (ground->db.handle) scratch->close(scratch, ground->db);
    memory_free(&ground->memory);
    free(ground);
}

/* NULL after reporting. */
static Ground *ground_make(Prover *prover, const schemac_schema *schema)
{
    Ground *ground = calloc(1, sizeof *ground);
    if (!ground) return NULL;
    ground->made = schema;
    ground->db = open_scratch(prover);
    if (ground->db.handle && migrate(prover, ground->db, schema) &&
        inspect(prover, ground->db, &ground->memory, &ground->catalog))
        return ground;
    ground_close(prover->scratch, ground);
    return NULL;
}

/* What serves again stands where it is wanted; the rest is closed. */
static void arrange(Prover *prover, Grounds *grounds)
{
    const Lemma *lemma = prover->lemma;
    Ground *left[] = {grounds->before, grounds->after};
    *grounds = (Grounds){0};
    for (size_t i = 0; i < 2; i++) {
        Ground *ground = left[i];
        bool is_begun = ground && !ground->db.handle;
        if (ground && !grounds->after && is_made_by(prover, ground, lemma->after))
            grounds->after = ground;
        else if (ground && !is_begun && is_made_by(prover, ground, lemma->before))
            grounds->before = ground;
        else
            ground_close(prover->scratch, ground);
    }
}

static bool prepare(Prover *prover, Grounds *grounds)
{
    arrange(prover, grounds);
    if (!grounds->before) grounds->before = ground_make(prover, prover->lemma->before);
    if (grounds->before && !grounds->after)
        grounds->after = ground_make(prover, prover->lemma->after);
    return grounds->before && grounds->after;
}

/* ---- runs ---- */

static Filling fill(Prover *prover, schemac_db db)
{
    set_foreign_keys(prover, db, true);
    return fill_rows(&prover->within, prover->dialect, prover->from, db);
}

static bool is_as_fresh(Prover *prover, schemac_db db, const Grounds *grounds)
{
    catalog migrated;
    return inspect(prover, db, &prover->memory, &migrated) &&
           same_catalogs(prover, &grounds->after->catalog, &migrated);
}

static bool finish_with_rows(Prover *prover, schemac_db db, Survey *survey, const Grounds *grounds)
{
    if (!is_as_fresh(prover, db, grounds)) return false;
    return !prover->lemma->plan || check_rows(prover, db, survey, "does not keep the rows");
}

/* New rules may forbid rows of before, SQL by hand may count on others. If one row of each table goes
 * through, that shows what becomes of rows. */
static bool try_single(Prover *prover, schemac_db db, Survey *survey, const Grounds *grounds,
                       unsigned number, bool *is_done)
{
    if (!db.handle || !migrate(prover, db, prover->lemma->before)) return false;
    set_foreign_keys(prover, db, true);
    fill_single(&prover->within, prover->dialect, prover->from, db, number);
    if (!take(prover, db, survey)) return false;
    Attempt attempt = attempt_migrate(prover->lemma, prover->dialect->id, db);
    *is_done = attempt.is_done;
    if (attempt.is_done) return finish_with_rows(prover, db, survey, grounds);
    return attempt.is_rightful || migrate(prover, db, prover->lemma->after);
}

/* The last way: the tables that change lose their rows, the others must go through. */
static bool try_without_changed(Prover *prover, schemac_db db, Survey *survey,
                                const Grounds *grounds)
{
    const char *why = NULL;
    if (!migrate(prover, db, prover->lemma->before)) return false;
    fill(prover, db);
    if (!prover->lemma->plan)
        survey_mark_named(survey, prover->lemma->migration->scripts[prover->dialect->id]);
    set_foreign_keys(prover, db, false);
    if (!survey_empty_changed(survey, db, &why))
        return fail(prover, "migration-fails", "cannot be tried with rows", why);
    set_foreign_keys(prover, db, true);
    return take(prover, db, survey) && migrate(prover, db, prover->lemma->after) &&
           finish_with_rows(prover, db, survey, grounds);
}

static bool try_empty(Prover *prover, schemac_db db, Survey *survey, const Grounds *grounds)
{
    (void)survey;
    return migrate(prover, db, prover->lemma->before) &&
           migrate(prover, db, prover->lemma->after) && is_as_fresh(prover, db, grounds);
}

typedef bool Trial(Prover *prover, schemac_db db, Survey *survey, const Grounds *grounds);

static bool in_another(Prover *prover, Survey *survey, const Grounds *grounds, Trial *trial)
{
    schemac_db db = open_scratch(prover);
    bool is_fine = db.handle && trial(prover, db, survey, grounds);
    if (db.handle) prover->scratch->close(prover->scratch, db);
    return is_fine;
}

/* ---- refusals ---- */

/* On a server each try needs a database of its own, which takes its time. */
static bool try_fewer(Prover *prover, Survey *survey, const Grounds *grounds)
{
    unsigned most = prover->dialect->id == DIALECT_SQLITE ? FILL_ROWS : 2;
    bool is_fine = true, is_done = false;
    prover->proof->refused++;
    for (unsigned number = 0; number < most && is_fine && !is_done; number++) {
        schemac_db db = open_scratch(prover);
        is_fine = try_single(prover, db, survey, grounds, number, &is_done);
        if (db.handle) prover->scratch->close(prover->scratch, db);
    }
    if (!is_fine || is_done) return is_fine;
    prover->proof->emptied++;
    return in_another(prover, survey, grounds, try_without_changed);
}

/* A refusal leaves all as it was. On PostgreSQL what is done outside of transactions stays, and the
 * next run goes on from there. */
static bool check_refusal(Prover *prover, schemac_db db, const Attempt *attempt, Survey *all)
{
    if (!attempt->is_rightful) return migrate(prover, db, prover->lemma->after);
    return prover->dialect->id != DIALECT_SQLITE ||
           check_rows(prover, db, all, "changes rows although it fails");
}

static Survey *survey_all(Prover *prover)
{
    const Changes *nothing = diff(&prover->within, prover->from, prover->from);
    return survey_new(&prover->within, prover->dialect, prover->from, nothing);
}

static bool try_rows(Prover *prover, schemac_db db, Survey *survey, const Grounds *grounds,
                     bool *is_refused)
{
    Survey *all = attempt_may_be_refused(prover->lemma) ? survey_all(prover) : NULL;
    Filling filling = fill(prover, db);
    prover->proof->tables += filling.tables;
    prover->proof->filled += filling.filled;
    if (!take(prover, db, survey) || (all && !take(prover, db, all))) return false;
    Attempt attempt = attempt_migrate(prover->lemma, prover->dialect->id, db);
    if (attempt.is_done) return finish_with_rows(prover, db, survey, grounds);
    *is_refused = true;
    return check_refusal(prover, db, &attempt, all);
}

static bool prove_in(Prover *prover, Grounds *grounds)
{
    Survey *survey = survey_new(&prover->within, prover->dialect, prover->from, prover->changes);
    bool is_refused = false;
    if (!prepare(prover, grounds)) return false;
    schemac_db db = grounds->before->db;
    bool is_fine = try_rows(prover, db, survey, grounds, &is_refused);
    grounds->before->db = (schemac_db){0};
    prover->scratch->close(prover->scratch, db);
    if (is_fine && is_refused) is_fine = try_fewer(prover, survey, grounds);
    if (is_fine && prover->lemma->is_edited)
        is_fine = in_another(prover, survey, grounds, try_empty);
    return is_fine;
}

bool prove(Cx *cx, const Lemma *lemma, Scratch *scratch, Proof *proof)
{
    Prover prover = {.cx = cx, .within = *cx, .lemma = lemma, .scratch = scratch, .proof = proof};
    prover.dialect = dialects[scratch->dialect];
    prover.within.arena = arena_within(cx->arena);
    prover.from = prover.dialect->lower(&prover.within, lemma->from);
    prover.to = prover.dialect->lower(&prover.within, lemma->to);
    prover.changes = diff(&prover.within, prover.from, prover.to);
    if (!scratch->grounds) scratch->grounds = calloc(1, sizeof *scratch->grounds);
    bool is_fine = scratch->grounds && prove_in(&prover, scratch->grounds);
    if (!is_fine) prove_end(scratch);
    proof->migrations += is_fine;
    memory_free(&prover.memory);
    arena_free(prover.within.arena);
    return is_fine;
}

void prove_end(Scratch *scratch)
{
    if (!scratch->grounds) return;
    ground_close(scratch, scratch->grounds->before);
    ground_close(scratch, scratch->grounds->after);
    free(scratch->grounds);
    scratch->grounds = NULL;
}
