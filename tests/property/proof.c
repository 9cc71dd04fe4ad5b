/* SPDX-License-Identifier: MIT
 * The proof is itself put to the proof: the planned script of each pair in tests/evolve is spoilt in
 * every place, one at a time, and the proof has to notice. A statement is left out, or the copy of a
 * table's rows takes none of them. What may be left out is named below, with why. On PostgreSQL one
 * place in 18 of each second pair is tried; PROPERTY_TIMES=1 tries all. */
#include <dirent.h>
#include <stdlib.h>
#include <strings.h>

#include "chain/evolve.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "tests/property/generate.h"
#include "tests/property/scratch.h"
#include "tests/unit/test.h"

typedef struct Pair {
    Cx cx;
    const char *folder;
    const Schema *from, *to;
    const Evolution *evolution;
    Script *script;
    Scratch *scratch;
} Pair;

static unsigned spoilt, noticed;
static unsigned chosen, every = 1; /* of all places one in so many is tried */
static size_t emptied; /* pairs */

static const Schema *read_schema(Pair *pair, const char *name)
{
    const char *path = arena_printf(pair->cx.arena, "tests/evolve/%s/%s", pair->folder, name);
    const Schema *schema = resolve(&pair->cx, parse_file(&pair->cx, path));
    return diag_errors(pair->cx.diag) ? NULL : schema;
}

static bool is_proved(Pair *pair, const char *text, Proof *proof)
{
    DialectId id = pair->scratch->dialect;
    Cx cx = pair->cx;
    cx.diag = diag_new(cx.arena, cx.sources);
    size_t length = strlen(text);
    Migration migration = {.number = 2, .name = "edit"};
    migration.scripts[id] =
        script_parse(&cx, id, "edit.sql", arena_copy(cx.arena, text, length), length);
    schema_fingerprint(&cx, pair->from, migration.parent);
    schema_fingerprint(&cx, pair->to, migration.fingerprint);
    Lemma *lemma = lemma_make(&cx, &migration, pair->from, pair->to, id);
    lemma->plan = pair->evolution->plans[id];
    bool is_fine = prove(&cx, lemma, pair->scratch, proof);
    prove_end(pair->scratch);
    return is_fine;
}

static bool begins(const char *sql, const char *words)
{
    return strncasecmp(sql, words, strlen(words)) == 0;
}

/* Its rows are no part of the proof; evolve looks at them. */
static bool is_of_virtual(const char *sql)
{
    return begins(sql, "INSERT INTO schemac_new_search ");
}

static bool is_copy(const char *sql)
{
    return !is_of_virtual(sql) && begins(sql, "INSERT INTO schemac_new_") && strstr(sql, "\nSELECT");
}

static bool may_be_left_out(const char *sql)
{
    return begins(sql, "SELECT ") || begins(sql, "PRAGMA ") ||  /* only looks, or sets something */
           begins(sql, "SET ") || begins(sql, "RESET ") ||
           begins(sql, "BEGIN") || begins(sql, "COMMIT") ||
           begins(sql, "DO $kept$") ||          /* the scratch databases know one role */
           is_of_virtual(sql) ||
           strstr(sql, "sqlite_sequence") ||    /* the next number is not compared */
           begins(sql, "UPDATE ") || strstr(sql, "'rebuild'") || /* nor are values that are new */
           strstr(sql, " OWNED BY NONE") ||     /* of a sequence that is dropped next */
           strstr(sql, "DROP INDEX public.notes_words_idx") || /* goes with its column */
           begins(sql, "DO $part$") ||          /* parts of an index have the name already, mostly */
           strstr(sql, "_is_not_null") ||       /* a check that goes next */
           begins(sql, "CREATE OR REPLACE TRIGGER other\n") || /* all its states are said next */
           strstr(sql, "DROP ATTRIBUTE") ||     /* of a type that is made anew next */
           strstr(sql, "_idx_left") ||          /* goes with its column */
           strstr(sql, "DROP CONSTRAINT b_small") || strstr(sql, "DROP STATISTICS public.couple") ||
           begins(sql, "REVOKE GRANT OPTION") || /* nobody has passed anything on there */
           (begins(sql, "ALTER FUNCTION ") && strstr(sql, " RENAME TO costs")) || /* a range's own */
           strstr(sql, "GRANT EXECUTE ON FUNCTION public.f(integer) TO PUBLIC") || /* as all have it */
           strstr(sql, ") RENAME TO days_old") || /* of other arguments than the new type's */
           strstr(sql, "RENAME COLUMN mail TO \"Mail\""); /* the same name to SQLite */
}

/* All statements but one, or with another in its place. */
static char *script_with(Pair *pair, size_t place, const char *instead)
{
    Text text = {0};
    for (size_t i = 0; i < pair->script->statements.count; i++) {
        const char *sql = i == place ? instead : pair->script->statements.items[i].sql;
        if (sql) text_printf(&text, "%s;\n", sql);
    }
    return text_keep(&text, pair->cx.arena);
}

static void spoil(Pair *pair, size_t place, const char *instead)
{
    Proof proof = {0};
    if (chosen++ % every) return;
    bool is_missed = is_proved(pair, script_with(pair, place, instead), &proof);
    spoilt++;
    noticed += !is_missed;
    if (is_missed)
        fprintf(stderr, "tests/evolve/%s: not noticed: %s\n%s\n", pair->folder,
                instead ? instead : "left out:", pair->script->statements.items[place].sql);
}

static const char *copy_of_nothing(Pair *pair, const char *sql)
{
    const char *order = strstr(sql, "\nORDER BY");
    int length = order ? (int)(order - sql) : (int)strlen(sql);
    return arena_printf(pair->cx.arena, "%.*s\nWHERE 1 = 2", length, sql);
}

/* has_rows: the tables that change hold some. */
static void spoil_all(Pair *pair, bool has_rows)
{
    for (size_t i = 0; i < pair->script->statements.count; i++) {
        const char *sql = pair->script->statements.items[i].sql;
        if (!may_be_left_out(sql) && (has_rows || !is_copy(sql))) spoil(pair, i, NULL);
        if (is_copy(sql) && has_rows) spoil(pair, i, copy_of_nothing(pair, sql));
    }
}

static void try_pair(const char *folder, Scratch *scratch)
{
    DialectId id = scratch->dialect;
    Pair pair = {.cx = generate_cx(), .folder = folder, .scratch = scratch};
    pair.from = read_schema(&pair, "from.schema");
    pair.to = read_schema(&pair, "to.schema");
    pair.evolution = pair.from && pair.to ? evolve(&pair.cx, pair.from, pair.to, NULL) : NULL;
    const Plan *plan = pair.evolution ? pair.evolution->plans[id] : NULL;
    if (plan && plan->from && plan->steps.count) {
        Text text = {0};
        evolution_script(&pair.cx, &text, pair.evolution, id, 2, "edit");
        size_t length = text.length;
        pair.script = (Script *)script_parse(&pair.cx, id, "edit.sql",
                                             text_keep(&text, pair.cx.arena), length);
        Proof proof = {0};
        bool is_fine = is_proved(&pair, script_with(&pair, (size_t)-1, NULL), &proof);
        CHECK(is_fine);
        if (!is_fine) fprintf(stderr, "tests/evolve/%s: not proved\n", folder);
        emptied += proof.emptied;
        spoil_all(&pair, !proof.emptied);
    }
    arena_free(pair.cx.arena);
}

/* One in `step` of the cases. */
static void try_pairs(Scratch *scratch, int step)
{
    struct dirent **entries;
    int count = scandir("tests/evolve", &entries, NULL, alphasort);
    CHECK(count > 2);
    spoilt = noticed = 0;
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.' && i % step == 0) try_pair(entries[i]->d_name, scratch);
        free(entries[i]);
    }
    free(entries);
    fprintf(stderr, "%s: %u of %u spoilt scripts were noticed\n", dialects[scratch->dialect]->title,
            noticed, spoilt);
    CHECK(spoilt > 100 / every);
}

TEST(a_spoilt_script_is_noticed_on_sqlite)
{
    Scratch scratch = scratch_of_memory();
    try_pairs(&scratch, 1);
    CHECK(noticed == spoilt);
    CHECK(emptied <= 2); /* whose rules no row that is tried passes */
}

TEST(a_spoilt_script_is_noticed_on_postgres)
{
    if (no_server()) return;
    Pool pool = {.connections = {fresh_database("proof"), fresh_database("proof_too")}};
    Scratch scratch = scratch_of_pool(&pool);
    const char *times = getenv("PROPERTY_TIMES");
    every = times ? 1 : 18;
    try_pairs(&scratch, times ? 1 : 2);
    /* some steps only make the locks of others shorter, or a later one does the same */
    CHECK(noticed * 7 >= spoilt * 6);
    for (unsigned i = 0; i < 2; i++) PQfinish(pool.connections[i]);
}
