/* SPDX-License-Identifier: MIT
 * The proof is itself put to the proof: the planned script of each pair in tests/evolve is spoilt in
 * every place, one at a time, and the proof has to notice. A statement is left out, or the copy of a
 * table's rows takes none of them. What may be left out is named below, with why. */
#include <dirent.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <strings.h>

#include "chain/evolve.h"
#include "chain/prove.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "tests/property/generate.h"
#include "tests/unit/test.h"

static schemac_db open_memory(Scratch *scratch)
{
    sqlite3 *connection = NULL;
    (void)scratch;
    sqlite3_open(":memory:", &connection);
    return schemac_sqlite(connection);
}

static void close_memory(Scratch *scratch, schemac_db db)
{
    (void)scratch;
    sqlite3_close(db.handle);
}

typedef struct Pair {
    Cx cx;
    const char *folder;
    const Schema *from, *to;
    const Evolution *evolution;
    Script *script;
    Scratch scratch;
} Pair;

static unsigned spoilt, noticed;
static size_t emptied; /* pairs */

static const Schema *read_schema(Pair *pair, const char *name)
{
    const char *path = arena_printf(pair->cx.arena, "tests/evolve/%s/%s", pair->folder, name);
    const Schema *schema = resolve(&pair->cx, parse_file(&pair->cx, path));
    return diag_errors(pair->cx.diag) ? NULL : schema;
}

static bool is_proved(Pair *pair, const char *text, Proof *proof)
{
    Cx cx = pair->cx;
    cx.diag = diag_new(cx.arena, cx.sources);
    size_t length = strlen(text);
    Migration migration = {.number = 2, .name = "edit"};
    migration.scripts[DIALECT_SQLITE] = script_parse(&cx, DIALECT_SQLITE, "edit.sql",
                                                     arena_copy(cx.arena, text, length), length);
    schema_fingerprint(&cx, pair->from, migration.parent);
    schema_fingerprint(&cx, pair->to, migration.fingerprint);
    Lemma *lemma = lemma_make(&cx, &migration, pair->from, pair->to, DIALECT_SQLITE);
    lemma->plan = pair->evolution->plans[DIALECT_SQLITE];
    bool is_fine = prove(&cx, lemma, &pair->scratch, proof);
    prove_end(&pair->scratch);
    return is_fine;
}

static bool begins(const char *sql, const char *words)
{
    return strncasecmp(sql, words, strlen(words)) == 0;
}

static bool is_copy(const char *sql)
{
    return begins(sql, "INSERT INTO schemac_new_") && strstr(sql, "\nSELECT");
}

static bool may_be_left_out(const char *sql)
{
    return begins(sql, "SELECT ") || begins(sql, "PRAGMA ") ||  /* only looks, or sets something */
           begins(sql, "BEGIN") || begins(sql, "COMMIT") ||
           strstr(sql, "sqlite_sequence") ||    /* the next number is not compared */
           begins(sql, "UPDATE ") || strstr(sql, "'rebuild'") || /* nor are values that are new */
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
    bool is_missed = is_proved(pair, script_with(pair, place, instead), &proof);
    spoilt++;
    noticed += !is_missed;
    CHECK(!is_missed);
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

static void try_pair(const char *folder)
{
    Pair pair = {.cx = generate_cx(), .folder = folder};
    pair.scratch = (Scratch){.dialect = DIALECT_SQLITE, .open = open_memory, .close = close_memory};
    pair.from = read_schema(&pair, "from.schema");
    pair.to = read_schema(&pair, "to.schema");
    pair.evolution = pair.from && pair.to ? evolve(&pair.cx, pair.from, pair.to, NULL) : NULL;
    const Plan *plan = pair.evolution ? pair.evolution->plans[DIALECT_SQLITE] : NULL;
    if (plan && plan->from && plan->steps.count) {
        Text text = {0};
        evolution_script(&pair.cx, &text, pair.evolution, DIALECT_SQLITE, 2, "edit");
        size_t length = text.length;
        pair.script = (Script *)script_parse(&pair.cx, DIALECT_SQLITE, "edit.sql",
                                             text_keep(&text, pair.cx.arena), length);
        Proof proof = {0};
        CHECK(is_proved(&pair, script_with(&pair, (size_t)-1, NULL), &proof));
        emptied += proof.emptied;
        spoil_all(&pair, !proof.emptied);
    }
    arena_free(pair.cx.arena);
}

TEST(a_spoilt_script_is_noticed)
{
    struct dirent **entries;
    int count = scandir("tests/evolve", &entries, NULL, alphasort);
    CHECK(count > 2);
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') try_pair(entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    fprintf(stderr, "%u of %u spoilt scripts were noticed\n", noticed, spoilt);
    CHECK(spoilt > 100);
    CHECK(emptied <= 2); /* whose rules no row that is tried passes */
}
