/* SPDX-License-Identifier: MIT
 * schemac push: brings a live database to a schema directly. What it holds is read, said in the
 * words of the schema, compared and planned; if others alter it between the look and the lock, all
 * begins anew. */
#include <stdio.h>
#include <string.h>

#include "chain/pieces.h"
#include "command/apply.h"
#include "command/inspected.h"
#include "command/roles.h"
#include "engine.h"
#include "plan/plan.h"

enum { MOST_LOOKS = 20 };

typedef struct Push {
    Cx *cx;
    const Options *options;
    const Live *live;
    Inspected inspected; /* its database is that of live */
    const Evolution *evolution;
    size_t count;        /* of the plan's steps, and of those that were carried out before it */
    size_t done;         /* of them: before it */
    const char *script;  /* of the plan; "": there is nothing to do */
    bool is_current;     /* the history says that it was brought to this schema */
    bool is_stale;       /* others were faster: look again */
} Push;

/* ---- what is in the way ---- */

/* An object that the schema has, too, will be as it says; other members of its tables, and single
 * attributes, would stay. */
static bool is_in_the_way(const catalog *expected, const catalog_object *object,
                          const PullLoss *loss)
{
    static const char *const owners[] = {"table", "view", "domain"};
    size_t length = 0;
    const char *path = catalog_owner(object, &length);
    if (catalog_find(expected, object->kind, object->path, strlen(object->path)))
        return loss->attribute != NULL;
    for (size_t i = 0; path && i < sizeof owners / sizeof *owners; i++)
        if (catalog_find(expected, owners[i], path, length)) return true;
    return false;
}

static bool tell_unsaid(const Push *push, const catalog *expected, const PullLoss *loss)
{
    const catalog_object *object =
        catalog_find(&push->inspected.found, loss->kind, loss->path, strlen(loss->path));
    if (!object || !is_in_the_way(expected, object, loss)) return false;
    Text line = {0};
    inspected_add_loss(&line, loss);
    fprintf(stderr, "schemac push: no schema can say %s; change it by hand\n", text_string(&line));
    text_free(&line);
    return true;
}

/* What no schema can say cannot be planned away: of others it is left alone, in tables of the schema
 * it is in the way. */
static int refuse_unsaid(const Push *push)
{
    const Live *live = push->live;
    memory pool = {0};
    catalog expected;
    bool is_refused = false;
    catalog_init(&expected, &pool);
    catalog_parse(&expected, live->database.db.engine->half(live->schema)->catalog);
    for (size_t i = 0; i < push->inspected.pulled->losses.count; i++)
        is_refused |= tell_unsaid(push, &expected, &push->inspected.pulled->losses.items[i]);
    memory_free(&pool);
    return is_refused ? EXIT_DIFFERENT : EXIT_FINE;
}

static int refuse_loss(const Push *push)
{
    if (push->options->allow_loss) return EXIT_FINE;
    size_t count = print_findings(push->cx, push->options, push->evolution, FINDINGS_LOST);
    return count ? EXIT_REFUSED : EXIT_FINE;
}

/* ---- what is to be done ---- */

static int make_plan(Push *push)
{
    const Schema *wanted = push->live->loaded.schema;
    DialectId dialect = push->live->database.dialect;
    PlanOptions options = {.is_offline = true, .is_live = true, .dialects = 1u << dialect};
    Text script = {0};
    const Schema *from = inspected_like(push->cx, &push->inspected, wanted);
    diag_forget_warnings(push->cx->diag); /* `check` tells them */
    push->evolution = evolve(push->cx, from, wanted, &options);
    int status = report_diagnostics(push->cx, push->options);
    if (!push->evolution) return status;
    const Plan *plan = push->evolution->plans[dialect];
    push->count = plan->steps.count + push->done;
    if (plan->steps.count) plan_script(push->cx, &script, dialects[dialect], plan);
    push->script = text_keep(&script, push->cx->arena);
    return EXIT_FINE;
}

static const char *const *pieces_of(const Push *push)
{
    static const char *const nothing[] = {"BEGIN;", "COMMIT;", NULL};
    if (!*push->script) return nothing;
    size_t length = strlen(push->script);
    char *text = arena_copy(push->cx->arena, push->script, length);
    return pieces_of_script(push->cx, script_parse(push->cx, push->live->database.dialect, "push",
                                                   text, length));
}

/* ---- doing it ---- */

static int print_message(const Push *push, const char *message)
{
    schemac_report report = {.status = SCHEMAC_OK, .message = message};
    if (push->options->json) return print_report(push->options, &report);
    printf("%s\n", message);
    return EXIT_FINE;
}

static int say(const Push *push, const char *how)
{
    const char *name = name_text(push->live->loaded.schema->name);
    if (push->count)
        return print_message(push, arena_printf(push->cx->arena,
                                                "the database %s brought to schema %s by %zu step%s",
                                                how, name, push->count,
                                                push->count == 1 ? "" : "s"));
    return print_message(push, arena_printf(push->cx->arena, "the database is as schema %s says",
                                            name));
}

static bool speaks_of(const char *message, const Object *object)
{
    bool has_parent = object->parent != NULL;
    return strstr(message, name_text(object->name)) &&
           (!has_parent || strstr(message, name_text(object->parent->name)));
}

/* What rows may forbid, and how they would not, where the engine's words name it. */
static void advise(const Push *push, const schemac_report *report)
{
    const Plan *plan = push->evolution->plans[push->live->database.dialect];
    bool is_quiet = push->options->json || report->status == SCHEMAC_OK;
    for (size_t i = 0; i < plan->findings.count && !is_quiet; i++) {
        const Finding *finding = &plan->findings.items[i];
        bool is_rule = finding->must_be_allowed && !finding_is_loss(finding) && finding->object;
        if (!is_rule || !speaks_of(report->message, finding->object)) continue;
        fprintf(stderr, "%s [%s]\n", finding->message, finding->id);
        if (!finding->hint) continue;
        if (finding->keep) fprintf(stderr, "hint: %s: `%s`\n", finding->hint, finding->keep);
        else fprintf(stderr, "hint: %s\n", finding->hint);
    }
}

static int apply(Push *push, bool is_last)
{
    schemac_report report = {0};
    Application application = {.pieces = pieces_of(push), .digest = push->inspected.digest,
                               .details = push->inspected.found.rights,
                               .count = push->count,
                               .is_fresh = push->inspected.found.count == 0};
    apply_plan(push->live->database.db, push->live->schema, &application, &report);
    push->is_stale = application.is_stale;
    bool is_over = !push->is_stale || is_last;
    int status = is_over ? print_report(push->options, &report) : EXIT_FINE;
    if (is_over) advise(push, &report);
    schemac_report_free(&report);
    return status;
}

/* Values of an enum that the rest uses are committed before it: what is left is planned anew. Were it
 * not, a database without a history could not tell how far this came. */
static int apply_first(Push *push)
{
    static const char setting[] = "SET ";
    const schemac_db *db = &push->live->database.db;
    const char *const *pieces = pieces_of(push);
    schemac_report report = {.status = SCHEMAC_OK};
    memory pool = {0};
    const char *error = NULL;
    bool is_postgres = push->live->database.dialect == DIALECT_POSTGRES;
    for (; is_postgres && report.status == SCHEMAC_OK && strcmp(*pieces, "BEGIN;"); pieces++) {
        if (strncmp(*pieces, setting, strlen(setting)) == 0) continue;
        report.status = db->engine->run(db->handle, &pool, *pieces, NULL, &error);
        push->is_stale = true;
        push->done++;
    }
    report.message = error;
    int status = report.status == SCHEMAC_OK ? EXIT_FINE : print_report(push->options, &report);
    memory_free(&pool);
    return status;
}

/* Of a plan that nobody carries out only the SQL is printed, but in JSON, where it is one of the
 * lines. */
static int preview(const Push *push)
{
    if (push->options->json) return say(push, "would be");
    fputs(push->script, stdout);
    return EXIT_FINE;
}

static int look(Push *push, bool is_last)
{
    schemac_report report = {0};
    const Live *live = push->live;
    push->is_stale = false;
    if (apply_check(live->database.db, live->schema, &push->is_current, &report) != SCHEMAC_OK)
        return print_report(push->options, &report);
    schemac_report_free(&report);
    int status = inspected_read(push->cx, live->loaded.schema, &push->inspected);
    if (status == EXIT_FINE) status = refuse_unsaid(push);
    if (status == EXIT_FINE) status = make_plan(push);
    if (status == EXIT_FINE && push->options->dry_run) preview(push);
    if (status == EXIT_FINE) status = refuse_loss(push);
    if (status != EXIT_FINE || push->options->dry_run) return status;
    if (push->is_current && !push->count) return say(push, "was");
    status = apply_first(push);
    return push->is_stale ? status : apply(push, is_last);
}

int run_push(Cx *cx, const Options *options)
{
    Live live;
    int status = live_open(cx, options, OPEN_WRITE, false, &live);
    if (status != EXIT_FINE) return status;
    Push push = {.cx = cx, .options = options, .live = &live,
                 .inspected = {.database = live.database, .is_whole = options->allow_loss},
                 .is_stale = true};
    status = roles_refuse_on(cx, options, &live.database, live.loaded.schema);
    for (int i = 1; i <= MOST_LOOKS && push.is_stale && status == EXIT_FINE; i++) {
        status = look(&push, i == MOST_LOOKS);
        inspected_forget(&push.inspected);
    }
    database_close(&live.database);
    return status;
}
