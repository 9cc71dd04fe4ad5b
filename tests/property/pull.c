/* SPDX-License-Identifier: MIT
 * Random schemas made on the real engines and pulled: everything is said, and a database made of
 * what was pulled is the same, as the engine tells it. Without a PostgreSQL server (no PGHOST) only
 * SQLite is asked. PROPERTY_SEED and PROPERTY_TIMES choose other schemas. */
#include "pull/pull.h"

#include <sqlite3.h>

#include "engine.h"
#include "plan/half.h"
#include "tests/live/postgres_server.h"
#include "tests/property/generate.h"
#include "tests/unit/test.h"

/* A database of either engine. */
typedef struct Base {
    const schemac_engine *engine;
    DialectId dialect;
    void *handle;
} Base;

typedef struct Round {
    Cx cx;
    memory memory;
    Base *base;
    uint64_t seed;
} Round;

static bool base_run(const Base *base, const char *sql)
{
    if (base->dialect == DIALECT_POSTGRES) return execute(base->handle, sql);
    char *error = NULL;
    bool is_fine = sqlite3_exec(base->handle, sql, NULL, NULL, &error) == SQLITE_OK;
    if (!is_fine) fprintf(stderr, "%s\n", error);
    sqlite3_free(error);
    return is_fine;
}

static void base_empty(Base *base)
{
    static const char sql[] =
        "DO $$DECLARE name text; BEGIN FOR name IN SELECT quote_ident(nspname) FROM pg_namespace"
        " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP"
        " EXECUTE 'DROP SCHEMA ' || name || ' CASCADE'; END LOOP; END$$; CREATE SCHEMA public";
    if (base->dialect == DIALECT_POSTGRES) {
        CHECK(execute(base->handle, sql));
        return;
    }
    sqlite3_close(base->handle);
    sqlite3 *db = NULL;
    sqlite3_open(":memory:", &db);
    base->handle = db;
}

/* Makes a schema in the emptied database and reads it back. */
static bool round_make(Round *round, const Schema *schema, catalog *found)
{
    Base *base = round->base;
    const char *why = NULL;
    Text script = {0};
    const Half *half = half_make(&round->cx, dialects[base->dialect], schema);
    if (!half) diag_print(round->cx.diag, stderr, DIAG_TEXT, 3);
    for (size_t i = 0; half && i < half->statement_count; i++)
        text_printf(&script, "%s;\n", half->statements[i]);
    base_empty(base);
    catalog_init(found, &round->memory);
    found->rights = dialect_extras(&round->cx, dialects[base->dialect], false, true);
    const char *space = name_text(schema->default_space);
    bool is_made = half && (!half->prologue || base_run(base, half->prologue)) &&
                   (!script.length || base_run(base, script.data)) &&
                   base->engine->inspect(base->handle, space, found, &why) == SCHEMAC_OK;
    if (why) fprintf(stderr, "%s\n", why);
    details_fold(found);
    text_free(&script);
    return is_made;
}

static void tell_losses(const Pulled *pulled)
{
    for (size_t i = 0; i < pulled->losses.count; i++) {
        const PullLoss *loss = &pulled->losses.items[i];
        fprintf(stderr, "lost %s %s | %s=%s (%s)\n", loss->kind, loss->path,
                loss->attribute ? loss->attribute : "", loss->value ? loss->value : "",
                loss->why ? loss->why : "");
    }
}

static void tell_difference(const char *left, const char *right)
{
    while (*left || *right) {
        size_t a = strcspn(left, "\n"), b = strcspn(right, "\n");
        if (a != b || memcmp(left, right, a) != 0) {
            fprintf(stderr, "- %.*s\n+ %.*s\n", (int)a, left, (int)b, right);
            return;
        }
        left += a + (left[a] != '\0');
        right += b + (right[b] != '\0');
    }
}

static bool round_runs(Round *round)
{
    const GenerateOptions options = {
        .is_live = true, .targets = (uint8_t)(1u << round->base->dialect),
        .postgres = round->base->dialect == DIALECT_POSTGRES ? server_major() : 15};
    const Schema *schema = generate_resolved(&round->cx, round->seed, &options);
    catalog found, again;
    if (!schema) diag_print(round->cx.diag, stderr, DIAG_TEXT, 3);
    if (!schema || !round_make(round, schema, &found)) return false;
    const PullOptions wanted = {round->base->dialect, "pulled", name_text(schema->default_space),
                                round->base->engine->version(round->base->handle)};
    const Pulled *pulled = pull(&round->cx, &wanted, &found);
    tell_losses(pulled);
    if (pulled->losses.count) return false;
    if (!round_make(round, pulled->schema, &again)) return false;
    const char *left = catalog_text(&found, &round->memory, NULL);
    const char *right = catalog_text(&again, &round->memory, NULL);
    bool is_same = strcmp(left, right) == 0;
    if (!is_same) tell_difference(left, right);
    return is_same;
}

static void run_rounds(Base *base, unsigned count)
{
    PropertyRun run = property_run(1, count);
    for (unsigned i = 0; i < run.count && test_ok; i++) {
        Round round = {.cx = generate_cx(), .base = base, .seed = run.seed + i};
        if (!round_runs(&round)) {
            fprintf(stderr, "PROPERTY_SEED=%llu\n", (unsigned long long)round.seed);
            CHECK(false);
        }
        memory_free(&round.memory);
        arena_free(round.cx.arena);
    }
}

TEST(sqlite_comes_back)
{
    Base base = {&schemac_sqlite_engine, DIALECT_SQLITE, NULL};
    run_rounds(&base, 300);
    sqlite3_close(base.handle);
}

TEST(postgres_comes_back)
{
    if (no_server()) return;
    Base base = {&schemac_postgres_engine, DIALECT_POSTGRES, fresh_database("pull_random")};
    run_rounds(&base, 40);
    PQfinish(base.handle);
}
