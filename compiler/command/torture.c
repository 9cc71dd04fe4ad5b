/* SPDX-License-Identifier: MIT
 * schemac torture: the baseline and each sealed migration at every point where it can be cut off. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "command/prove.h"
#include "command/roles.h"
#include "torture/migration.h"

/* What the lines of the output add up. */
typedef struct Told {
    const Options *options;
    const char *subject, *engine, *mode; /* that the sums are of; subject NULL: none yet */
    size_t points, tried, kinds, harmed; /* harmed: kinds of fault, of all */
} Told;

/* ---- output ---- */

static void print_sums(Told *told)
{
    if (told->subject && told->kinds && !told->options->json)
        printf("%s on %s%s%s: %zu kinds of fault, %zu of %zu points\n", told->subject, told->engine,
               told->mode ? ", " : "", told->mode ? told->mode : "", told->kinds, told->tried,
               told->points);
    fflush(stdout);
    told->points = told->tried = told->kinds = 0;
}

static void print_json(const Outcome *outcome)
{
    Text line = {0};
    Json json = {.out = &line};
    json_open(&json, NULL, '{');
    json_string(&json, "subject", outcome->subject);
    json_string(&json, "engine", outcome->engine);
    json_string(&json, "journal", outcome->mode);
    json_string(&json, "fault", outcome->fault);
    json_number(&json, "points", (int64_t)outcome->points);
    json_number(&json, "tried", (int64_t)outcome->tried);
    json_string(&json, "problem", outcome->problem);
    json_close(&json, '}');
    puts(text_string(&line));
    fflush(stdout);
    text_free(&line);
}

static void print_problem(const Outcome *outcome)
{
    fprintf(stderr, "schemac: %s on %s%s%s%s%s: %s\n", outcome->subject, outcome->engine,
            outcome->mode ? ", " : "", outcome->mode ? outcome->mode : "",
            outcome->fault ? ", " : "", outcome->fault ? outcome->fault : "", outcome->problem);
}

static void tell(void *context, const Outcome *outcome)
{
    Told *told = context;
    if (told->subject != outcome->subject || told->engine != outcome->engine ||
        told->mode != outcome->mode)
        print_sums(told);
    told->subject = outcome->subject;
    told->engine = outcome->engine;
    told->mode = outcome->mode;
    if (outcome->fault) {
        told->points += outcome->points;
        told->tried += outcome->tried;
        told->kinds++;
    }
    told->harmed += outcome->verdict == TORTURE_BROKEN;
    if (told->options->json) print_json(outcome);
    else if (outcome->problem) print_problem(outcome);
}

static int conclude(Told *told, const Torture *torture)
{
    static const int statuses[] = {EXIT_FINE, EXIT_WRONG, EXIT_DATABASE};
    print_sums(told);
    if (told->options->json) {
        Text line = {0};
        Json json = {.out = &line};
        json_open(&json, NULL, '{');
        json_number(&json, "status", statuses[torture->worst]);
        json_number(&json, "tried", (int64_t)torture->tried);
        json_number(&json, "harmed", (int64_t)told->harmed);
        json_close(&json, '}');
        puts(text_string(&line));
        text_free(&line);
    } else if (torture->worst == TORTURE_FINE) {
        printf("%zu points, and none did harm\n", torture->tried);
    } else {
        printf("%zu points, and %zu kinds of fault did harm\n", torture->tried, told->harmed);
    }
    return statuses[torture->worst];
}

/* ---- subjects ---- */

/* Points of a kind, where --points does not say: one on PostgreSQL takes much longer. */
static const size_t usual_points[DIALECT_COUNT] = {[DIALECT_SQLITE] = 100, [DIALECT_POSTGRES] = 20};

typedef struct Run {
    Cx *cx;
    const Options *options;
    Torture torture;
    Server server; /* admin NULL: none */
} Run;

static void try_migration(Run *run, const Migration *migration, const Schema *from,
                          const Schema *to, DialectId dialect)
{
    const Lemma *lemma = lemma_make(run->cx, migration, from, to, dialect);
    const char *name =
        arena_printf(run->cx->arena, "migration %04d %s", migration->number, migration->name);
    if (lemma) torture_migration(&run->torture, run->cx, name, lemma, dialect, &run->server);
}

static void try_migrations(Run *run, const Chain *chain, DialectId dialect)
{
    const Schema *from = NULL;
    for (size_t i = 0; i < chain->items.count; i++) {
        const Migration *migration = &chain->items.items[i];
        const Schema *to = chain_schema(run->cx, migration);
        if (!to) return;
        bool has_both = from && from->targets[dialect].is_target && to->targets[dialect].is_target;
        if (has_both && migration->scripts[dialect])
            try_migration(run, migration, from, to, dialect);
        from = to;
    }
}

static void try_dialect(Run *run, const Loaded *loaded, DialectId dialect)
{
    int points = run->options->points;
    if (!loaded->halves[dialect]) return;
    run->torture.most = points < 0 ? usual_points[dialect] : (size_t)points;
    const Subject baseline = {.name = "baseline", .schema = compiled_schema(run->cx, loaded, false)};
    if (dialect == DIALECT_SQLITE) torture_sqlite(&run->torture, &baseline);
    else torture_postgres(&run->torture, &baseline, &run->server);
    if (loaded->chain) try_migrations(run, loaded->chain, dialect);
}

/* The string alone is as good as with the word before it. */
static int open_server(Run *run, const Options *options)
{
    const char *name = options->postgres;
    if (!name) return EXIT_FINE;
    if (strncmp(name, "postgres", strlen("postgres")) != 0 && !strstr(name, ":"))
        name = arena_printf(run->cx->arena, "postgres:%s", name);
    return server_open(run->cx, name, "--postgres", &run->server);
}

static int refuse_untried(const Schema *schema)
{
    fprintf(stderr,
            "schemac torture: schema '%s' is for PostgreSQL alone, and no server is named\n"
            "hint: --postgres postgres://... names one on which databases may be made\n",
            name_text(schema->name));
    return EXIT_USAGE;
}

int run_torture(Cx *cx, const Options *options)
{
    Loaded loaded = {0};
    Options quiet = *options;
    quiet.errors_only = true;
    int status = load_history(cx, &quiet, &loaded);
    if (status != EXIT_FINE) return status;
    if (!loaded.halves[DIALECT_SQLITE] && !options->postgres) return refuse_untried(loaded.schema);
    Told told = {.options = options};
    Run run = {.cx = cx,
               .options = options,
               .torture = {.arena = cx->arena,
                           .seed = (uint64_t)options->seed,
                           .tell = tell,
                           .context = &told}};
    status = open_server(&run, options);
    if (status == EXIT_FINE && run.server.admin)
        status = roles_refuse(cx, options, run.server.admin, loaded.schema);
    if (status != EXIT_FINE) return status;
    try_dialect(&run, &loaded, DIALECT_SQLITE);
    if (run.server.admin) try_dialect(&run, &loaded, DIALECT_POSTGRES);
    if (run.server.admin) PQfinish(run.server.admin);
    status = conclude(&told, &run.torture);
    return diag_errors(cx->diag) ? report_diagnostics(cx, options) : status;
}
