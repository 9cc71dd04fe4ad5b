/* SPDX-License-Identifier: MIT
 * Migrations between random schemas, cut off: at one point of each kind of fault, with rows. The
 * schema is one of the planned states, and the next start ends where the undisturbed way does. A
 * pair that fails is printed with its seed. PROPERTY_SEED and PROPERTY_TIMES choose other pairs,
 * PROPERTY_ENGINE=sqlite or postgres one engine. */
#include <stdlib.h>

#include "chain/evolve.h"
#include "tests/live/postgres_server.h"
#include "tests/property/generate.h"
#include "tests/unit/test.h"
#include "torture/migration.h"

typedef struct Pair {
    Cx cx;
    uint64_t seed;
    const Schema *from, *to;
    const char *script;
    Migration migration;
} Pair;

static void tell(void *context, const Outcome *outcome)
{
    const Pair *pair = context;
    if (!outcome->problem) return;
    test_ok = false;
    fprintf(stderr, "PROPERTY_SEED=%llu, %s, %s, %s: %s\n%s\n", (unsigned long long)pair->seed,
            outcome->engine, outcome->mode ? outcome->mode : "",
            outcome->fault ? outcome->fault : "", outcome->problem, pair->script);
}

/* NULL: nothing changes in this dialect, or an author has to say more. */
static const Lemma *make_lemma(Pair *pair, DialectId id)
{
    Cx *cx = &pair->cx;
    Text text = {0};
    const Evolution *evolution = evolve(cx, pair->from, pair->to, NULL);
    if (!evolution || diag_errors(cx->diag)) return NULL;
    if (!evolution->plans[id] || evolution->plans[id]->steps.count == 0) return NULL;
    evolution_script(cx, &text, evolution, id, 2, "edit");
    char *script = text_keep(&text, cx->arena);
    pair->script = script;
    pair->migration = (Migration){.number = 2, .name = "edit"};
    pair->migration.scripts[id] = script_parse(cx, id, "edit.sql", script, strlen(script));
    schema_fingerprint(cx, pair->from, pair->migration.parent);
    schema_fingerprint(cx, pair->to, pair->migration.fingerprint);
    bool is_same = !strcmp(pair->migration.parent, pair->migration.fingerprint);
    if (is_same || !pair->migration.scripts[id]) return NULL;
    return lemma_make(cx, &pair->migration, pair->from, pair->to, id);
}

/* How many points were tried. */
static size_t torture_pair(const GenerateOptions *options, uint64_t seed, DialectId id, PGconn *admin)
{
    Pair pair = {.cx = generate_cx(), .seed = seed};
    Torture torture = {.most = 1, .seed = seed, .tell = tell, .context = &pair};
    Server server = {.arena = pair.cx.arena, .admin = admin};
    torture.arena = pair.cx.arena;
    pair.from = generate_resolved(&pair.cx, seed, options);
    unsigned edits = 1 + (unsigned)(seed % 7);
    pair.to = pair.from ? generate_edited(&pair.cx, pair.from, seed * 7 + 3, options, edits) : NULL;
    pair.cx.diag = diag_new(pair.cx.arena, pair.cx.sources);
    const Lemma *lemma = pair.to ? make_lemma(&pair, id) : NULL;
    if (lemma) torture_migration(&torture, &pair.cx, "edit", lemma, id, &server);
    arena_free(pair.cx.arena);
    return torture.tried;
}

static void torture_pairs(const GenerateOptions *options, DialectId id, PGconn *admin,
                          unsigned count)
{
    const char *engine = getenv("PROPERTY_ENGINE");
    PropertyRun run = property_run(1, count);
    size_t points = 0;
    uint64_t seed = run.seed;
    if (engine && strcmp(engine, dialects[id]->name) != 0) return;
    for (unsigned done = 0; done < run.count && test_ok; seed++) {
        size_t tried = torture_pair(options, seed, id, admin);
        points += tried;
        done += tried > 0;
        if (getenv("PROPERTY_SEED") && run.count == count) break;
    }
    fprintf(stderr, "%s: %zu points of migrations between %u pairs\n", dialects[id]->title, points,
            run.count);
}

TEST(pairs_on_sqlite)
{
    torture_pairs(&(GenerateOptions){.targets = 1u << DIALECT_SQLITE, .is_live = true, .is_edited = true},
                  DIALECT_SQLITE, NULL, 15);
}

TEST(pairs_on_postgres)
{
    if (no_server()) return;
    PGconn *admin = connect_to("postgres");
    torture_pairs(&(GenerateOptions){.targets = 1u << DIALECT_POSTGRES, .is_live = true, .is_edited = true,
                                     .postgres = 15},
                  DIALECT_POSTGRES, admin, 3);
    PQfinish(admin);
}
