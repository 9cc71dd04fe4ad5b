/* SPDX-License-Identifier: MIT
 * Fresh equals migrated, for random schemas and random edits of them: from A to B and back, on empty
 * databases and on ones with rows, run by the runtime as a program would. A pair that fails is made
 * smaller and printed with its seed. PROPERTY_SEED and PROPERTY_TIMES choose other pairs,
 * PROPERTY_ENGINE=sqlite or postgres one engine; PROPERTY_WHOLE=1 prints it as it is, at once. */
#include <stdlib.h>

#include "chain/evolve.h"
#include "chain/prove.h"
#include "tests/property/generate.h"
#include "tests/property/scratch.h"
#include "tests/unit/test.h"

typedef enum Outcome {
    PROVED,
    SAME,    /* nothing changes in this dialect */
    REFUSED, /* the edit or the change is one that an author has to say more about */
    FAILED
} Outcome;

/* ---- one way ---- */

static char *script_text(Cx *cx, const Evolution *evolution, DialectId dialect)
{
    Text text = {0};
    evolution_script(cx, &text, evolution, dialect, 2, "edit");
    return text_keep(&text, cx->arena);
}

static Outcome prove_way(Cx *cx, const Schema *from, const Schema *to, int number,
                         Scratch *scratch, const char **script)
{
    DialectId id = scratch->dialect;
    size_t errors = diag_errors(cx->diag);
    const Evolution *evolution = evolve(cx, from, to, NULL);
    if (!evolution || diag_errors(cx->diag) > errors) return REFUSED;
    if (!evolution->plans[id] || evolution->plans[id]->steps.count == 0) return SAME;
    char *text = script_text(cx, evolution, id);
    *script = text;
    Migration migration = {.number = number, .name = "edit"};
    migration.scripts[id] = script_parse(cx, id, "edit.sql", text, strlen(text));
    schema_fingerprint(cx, from, migration.parent);
    schema_fingerprint(cx, to, migration.fingerprint);
    if (!migration.scripts[id]) return FAILED;
    if (strcmp(migration.parent, migration.fingerprint) == 0) return SAME; /* comments */
    Lemma *lemma = lemma_make(cx, &migration, from, to, id);
    if (!lemma) return FAILED;
    lemma->plan = evolution->plans[id];
    Proof proof = {0};
    return prove(cx, lemma, scratch, &proof) ? PROVED : FAILED;
}

/* ---- both ways ---- */

/* The marks that lead back: what b calls x was y, a calls y was x. */
static void mark_way_back(Cx *cx, const Schema *a, const Schema *b)
{
    const Changes *changes = diff(cx, a, b);
    for (size_t i = 0; i < changes->items.count; i++) {
        const Change *change = &changes->items.items[i];
        if (change->op != CHANGE_RENAME || !change->to->is_named) continue;
        Object *former = schema_find(a, change->to->kind, change->was_space, change->was);
        const Object *parent = change->from->parent;
        if (change->to->parent) {
            const Object *there = changes->partner_of_to[change->to->parent->id];
            former = NULL;
            for (size_t t = 0; there && t < a->objects.count && !former; t++)
                if (a->objects.items[t]->id == parent->id)
                    former = object_member(a->objects.items[t], change->to->kind, change->was);
        }
        if (!former) continue;
        former->was = change->to->name;
        former->was_space = change->to->space;
    }
}

/* Messages of its own: what failed before says nothing of this pair. */
static Outcome prove_pair(Cx *cx, const Schema *a, const Schema *b, Scratch *scratch,
                          const char **script)
{
    cx->diag = diag_new(cx->arena, cx->sources);
    Outcome there = prove_way(cx, a, b, 2, scratch, script), back = there;
    if (there == PROVED || there == SAME) {
        mark_way_back(cx, a, b);
        back = prove_way(cx, b, a, 3, scratch, script);
    }
    prove_end(scratch);
    return back == FAILED ? FAILED : there;
}

/* ---- pairs ---- */

static bool is_chosen(DialectId dialect)
{
    const char *engine = getenv("PROPERTY_ENGINE");
    return !engine || strcmp(engine, dialects[dialect]->name) == 0;
}

typedef struct Pairs {
    const GenerateOptions *options;
    Scratch *scratch;
    unsigned counts[FAILED + 1];
} Pairs;

static const char *printed(Cx *cx, const Schema *schema)
{
    Text text = {0};
    schema_print(&text, schema);
    return text_keep(&text, cx->arena);
}

/* Takes objects out of both sides as long as the pair still fails. */
static void shrink(Cx *cx, Scratch *scratch, const Schema **a, const Schema **b,
                   const char **script)
{
    for (bool is_smaller = true; is_smaller;) {
        is_smaller = false;
        for (size_t i = 0; i < (*a)->objects.count + (*b)->objects.count; i++) {
            const Changes *changes = diff(cx, *a, *b);
            bool is_old = i < (*a)->objects.count;
            const Object *of_a = is_old ? (*a)->objects.items[i] : NULL;
            const Object *of_b = is_old ? changes->partner_of_from[of_a->id]
                                        : (*b)->objects.items[i - (*a)->objects.count];
            const Schema *less_a = of_a ? generate_without(cx, *a, of_a) : *a;
            const Schema *less_b = of_b ? generate_without(cx, *b, of_b) : *b;
            const char *less_script = NULL;
            if (!less_a || !less_b) continue;
            if (prove_pair(cx, less_a, less_b, scratch, &less_script) != FAILED) continue;
            *a = less_a;
            *b = less_b;
            *script = less_script;
            is_smaller = true;
            break;
        }
    }
}

static void tell(Cx *cx, Scratch *scratch, uint64_t seed, const Schema *a, const Schema *b,
                 const char *script)
{
    fprintf(stderr, "PROPERTY_SEED=%llu fails\n", (unsigned long long)seed);
    if (!getenv("PROPERTY_WHOLE")) shrink(cx, scratch, &a, &b, &script);
    prove_pair(cx, a, b, scratch, &script);
    diag_print(cx->diag, stderr, DIAG_TEXT, 2);
    fprintf(stderr, "PROPERTY_SEED=%llu\n---- from\n%s---- to\n%s---- script\n%s\n",
            (unsigned long long)seed, printed(cx, a), printed(cx, b), script ? script : "");
}

static void check_pair(Pairs *pairs, uint64_t seed)
{
    Cx cx = generate_cx();
    const char *script = NULL;
    const Schema *a = generate_resolved(&cx, seed, pairs->options);
    const Schema *b = a ? generate_edited(&cx, a, seed * 7 + 3, pairs->options,
                                          1 + (unsigned)(seed % 7)) : NULL;
    Outcome outcome = b ? prove_pair(&cx, a, b, pairs->scratch, &script) : REFUSED;
    pairs->counts[outcome]++;
    CHECK(outcome != FAILED);
    if (outcome == FAILED) tell(&cx, pairs->scratch, seed, a, b, script);
    arena_free(cx.arena);
}

/* At least so many are proved or need nothing: what is refused does not count. */
static void check_pairs(const char *what, const GenerateOptions *options, Scratch *scratch,
                        unsigned count)
{
    PropertyRun run = property_run(1, count);
    if (!is_chosen(scratch->dialect)) return;
    Pairs pairs = {.options = options, .scratch = scratch};
    uint64_t seed = run.seed;
    for (unsigned done = 0; done < run.count && test_ok; seed++) {
        check_pair(&pairs, seed);
        done = pairs.counts[PROVED];
        if (getenv("PROPERTY_SEED") && run.count == count) break;
    }
    fprintf(stderr, "%s: %u pairs proved both ways, %u without a change, %u refused\n", what,
            pairs.counts[PROVED], pairs.counts[SAME], pairs.counts[REFUSED]);
}

/* ---- SQLite ---- */

/* The usual one, where SQLite is not older. */
static int oldest_sqlite(void)
{
    int version = sqlite3_libversion_number();
    return version < 3040001 ? version : 0;
}

TEST(plain_pairs_on_sqlite)
{
    Scratch scratch = scratch_of_memory();
    check_pairs("SQLite, both targets",
                &(GenerateOptions){.targets = DIALECTS_ALL, .is_live = true, .is_edited = true, .is_plain = true,
                                   .postgres = 15, .sqlite = oldest_sqlite()}, &scratch, 1000);
}

TEST(any_pairs_on_sqlite)
{
    Scratch scratch = scratch_of_memory();
    check_pairs("SQLite alone", &(GenerateOptions){.targets = 1u << DIALECT_SQLITE,
                                                   .is_live = true, .is_edited = true,
                                                   .sqlite = oldest_sqlite()}, &scratch, 400);
}

/* ---- PostgreSQL ---- */

static void check_on_postgres(const char *what, GenerateOptions options, unsigned count)
{
    if (!is_chosen(DIALECT_POSTGRES) || no_server()) return;
    Pool pool = {.connections = {fresh_database("evolve"), fresh_database("evolve_too")}};
    Scratch scratch = scratch_of_pool(&pool);
    int server = PQserverVersion(pool.connections[0]) / 10000;
    options.postgres = server < 15 ? server : 15;
    check_pairs(what, &options, &scratch, count);
    for (unsigned i = 0; i < 2; i++) PQfinish(pool.connections[i]);
}

TEST(plain_pairs_on_postgres)
{
    check_on_postgres("PostgreSQL, both targets",
                      (GenerateOptions){.targets = DIALECTS_ALL, .is_live = true, .is_edited = true,
                                        .is_plain = true}, 40);
}

TEST(any_pairs_on_postgres)
{
    check_on_postgres("PostgreSQL alone", (GenerateOptions){.targets = 1u << DIALECT_POSTGRES,
                                                            .is_live = true, .is_edited = true}, 12);
}
