/* SPDX-License-Identifier: MIT
 * Which migrations are proved where, and what was proved before. */
#include "command/prove.h"

#include <stdio.h>
#include <string.h>

#include "base/output.h"
#include "chain/subset.h"
#include "command/roles.h"

typedef struct Run {
    Cx *cx;
    const Options *options;
    Scratch scratches[DIALECT_COUNT];
    bool has[DIALECT_COUNT];
    Proof proof;
} Run;

static int run_begin(Run *run, const Schema *schema)
{
    run->scratches[DIALECT_SQLITE] = scratch_in_memory();
    run->has[DIALECT_SQLITE] = true;
    if (!run->options->prove) return EXIT_FINE;
    int status = scratch_on_server(run->cx, run->options->prove, &run->scratches[DIALECT_POSTGRES]);
    run->has[DIALECT_POSTGRES] = status == EXIT_FINE;
    if (status != EXIT_FINE) return status;
    const Server *server = run->scratches[DIALECT_POSTGRES].state;
    return roles_refuse(run->cx, run->options, server->admin, schema);
}

static void run_end(Run *run)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (run->has[id]) scratch_end(&run->scratches[id]);
}

/* evolution NULL: the script was sealed before, or somebody wrote it. */
static bool prove_one(Run *run, const Migration *migration, const Schema *from, const Schema *to,
                      const Evolution *evolution, bool is_edited, DialectId id)
{
    Cx within = *run->cx;
    if (!from->targets[id].is_target || !to->targets[id].is_target || !migration->scripts[id])
        return true; /* the dialect begins with this migration: its script is the baseline */
    if (to->objects.count > SUBSET_FROM) {
        const Script *by_hand = is_edited ? migration->scripts[id] : NULL;
        Subset subset = subset_of(&within, from, diff(&within, from, to), by_hand, id);
        run->proof.left_out += subset.left_out;
        from = subset.from;
        to = subset.to;
    }
    Lemma *lemma = lemma_make(&within, migration, from, to, id);
    if (!lemma) return false;
    lemma->plan = evolution ? evolution->plans[id] : NULL;
    lemma->is_edited = is_edited;
    return prove(&within, lemma, &run->scratches[id], &run->proof);
}

int prove_draft(Cx *cx, const Options *options, const Migration *draft, const Evolution *evolution,
                bool is_planned)
{
    Run run = {.cx = cx, .options = options};
    if (!evolution->from) return EXIT_FINE;
    int status = run_begin(&run, evolution->to);
    for (DialectId id = 0; id < DIALECT_COUNT && status == EXIT_FINE; id++)
        if (run.has[id] && !prove_one(&run, draft, evolution->from, evolution->to,
                                      is_planned ? evolution : NULL, !is_planned, id))
            status = EXIT_WRONG;
    run_end(&run);
    return status;
}

/* ---- the whole chain ---- */

static bool prove_links(Run *run, const Chain *chain)
{
    const Schema *from = chain_schema(run->cx, &chain->items.items[0]);
    bool is_fine = from != NULL;
    for (size_t i = 1; i < chain->items.count && is_fine; i++) {
        const Migration *migration = &chain->items.items[i];
        const Schema *to = chain_schema(run->cx, migration);
        is_fine = to != NULL;
        for (DialectId id = 0; id < DIALECT_COUNT && is_fine; id++)
            if (run->has[id])
                is_fine = prove_one(run, migration, from, to, NULL, migration->is_edited, id);
        from = to;
    }
    return is_fine;
}

/* What is remembered: of which chain, by which schemac, on what. */
static const char *stamp_text(Cx *cx, const Options *options, const Chain *chain)
{
    return arena_printf(cx->arena, "%s %s sqlite%s\n", SCHEMAC_VERSION, chain_last(chain)->seal,
                        options->prove ? " postgres" : "");
}

static bool is_stamped(const char *path, const char *text)
{
    char found[256] = "";
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    size_t length = fread(found, 1, sizeof found - 1, file);
    fclose(file);
    size_t wanted = strlen(text) - 1; /* a proof on both counts for one */
    return length > wanted && strncmp(found, text, wanted) == 0;
}

int prove_chain(Cx *cx, const Options *options, const Loaded *loaded, const char *stamp)
{
    const Chain *chain = loaded->chain;
    if (!chain || chain->items.count < 2) return EXIT_FINE;
    const char *text = stamp_text(cx, options, chain);
    if (is_stamped(stamp, text)) return EXIT_FINE;
    Cx within = *cx; /* what was reported before was printed before */
    within.diag = diag_new(cx->arena, cx->sources);
    Run run = {.cx = &within, .options = options};
    int status = run_begin(&run, loaded->schema);
    if (status == EXIT_FINE && !prove_links(&run, chain))
        status = report_diagnostics(&within, options);
    run_end(&run);
    if (status != EXIT_FINE || options->check) return status;
    if (loaded->halves[DIALECT_POSTGRES] && !options->prove)
        fprintf(stderr, "note: the migrations are proved on SQLite only; --prove postgres://... "
                        "proves them on a server\n");
    if (run.proof.left_out)
        fprintf(stderr, "note: the schema is large: proved with what each migration touches\n");
    Output *out = output_open(cx->arena, stamp, false);
    const char *why;
    output_text(out, text);
    output_close(out, &why); /* without it the next build proves again */
    return EXIT_FINE;
}
