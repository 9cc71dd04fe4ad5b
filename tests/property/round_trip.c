/* SPDX-License-Identifier: MIT
 * Random schemas made on the real engines: the baseline loads, and what the inspector reads back
 * is the catalog text that the compiler expects. Without a PostgreSQL server (no PGHOST) only
 * SQLite is asked. PROPERTY_SEED and PROPERTY_TIMES choose other schemas. */
#include <sqlite3.h>
#include <stdlib.h>

#include "diff/diff.h"
#include "engine.h"
#include "plan/plan.h"
#include "tests/live/postgres_server.h"
#include "tests/property/generate.h"
#include "tests/unit/test.h"

typedef struct Round {
    Cx cx;
    const Dialect *dialect;
    const Schema *lowered;
    Text script, wanted;
    memory memory;
} Round;

static bool begin(Round *round, uint64_t seed, const GenerateOptions *options)
{
    round->cx = generate_cx();
    const Schema *schema = generate_resolved(&round->cx, seed, options);
    if (schema) round->lowered = round->dialect->lower(&round->cx, schema);
    if (!schema || diag_errors(round->cx.diag)) {
        diag_print(round->cx.diag, stderr, DIAG_TEXT, 3);
        return false;
    }
    const Changes *changes = diff(&round->cx, NULL, round->lowered);
    plan_print(&round->script, plan_changes(&round->cx, round->dialect, changes, NULL));
    catalog_print(&round->cx, &round->wanted, round->lowered, round->dialect->expr);
    return true;
}

static void end(Round *round)
{
    text_free(&round->script);
    text_free(&round->wanted);
    memory_free(&round->memory);
    arena_free(round->cx.arena);
}

/* ---- comparison: a value that begins with '~' is only known to be there ---- */

static bool same_attrs(const catalog_object *a, const catalog_object *b)
{
    if (a->attr_count != b->attr_count) return false;
    for (size_t i = 0; i < a->attr_count; i++) {
        if (strcmp(a->attrs[i].word, b->attrs[i].word) != 0) return false;
        if (*a->attrs[i].value != '~' && strcmp(a->attrs[i].value, b->attrs[i].value) != 0)
            return false;
    }
    return true;
}

static void tell_object(const char *what, const catalog_object *object)
{
    fprintf(stderr, "%s %s %s", what, object->kind, object->path);
    for (size_t i = 0; i < object->attr_count; i++)
        fprintf(stderr, " | %s=%s", object->attrs[i].word, object->attrs[i].value);
    fputc('\n', stderr);
}

static int compare_objects(const catalog_object *a, const catalog_object *b)
{
    int order = strcmp(a->kind, b->kind);
    return order ? order : strcmp(a->path, b->path);
}

/* An index of a partition, made with that of its table; in which order things were said. */
static bool may_be_more(const catalog_object *found)
{
    if (catalog_value(found, "option order") || catalog_value(found, "column order")) return true;
    return strcmp(found->kind, "table") != 0 && catalog_value(found, "partition of");
}

static bool same_catalog(const catalog *wanted, const catalog *found)
{
    bool is_same = true;
    for (size_t i = 0, j = 0; i < wanted->count || j < found->count;) {
        const catalog_object *want = i < wanted->count ? &wanted->objects[i] : NULL;
        const catalog_object *got = j < found->count ? &found->objects[j] : NULL;
        int order = !want ? 1 : !got ? -1 : compare_objects(want, got);
        if (order > 0 && may_be_more(got)) {
            j++;
            continue;
        }
        if (order != 0 || !same_attrs(want, got)) {
            if (order <= 0) tell_object("wanted", want);
            if (order >= 0) tell_object("found ", got);
            is_same = false;
        }
        i += order <= 0;
        j += order >= 0;
    }
    return is_same;
}

static bool is_as_wanted(Round *round, const catalog *found)
{
    catalog wanted;
    const char *const pieces[] = {text_string(&round->wanted), NULL};
    catalog_init(&wanted, &round->memory);
    CHECK(catalog_parse(&wanted, pieces));
    catalog_finish(&wanted);
    return same_catalog(&wanted, found);
}

/* ---- SQLite ---- */

static bool sqlite_round(Round *round)
{
    sqlite3 *db = NULL;
    char *error = NULL;
    const char *why = NULL;
    catalog found;
    catalog_init(&found, &round->memory);
    sqlite3_open(":memory:", &db);
    bool is_made = sqlite3_exec(db, text_string(&round->script), NULL, NULL, &error) == SQLITE_OK;
    if (!is_made) fprintf(stderr, "%s\n", error);
    sqlite3_free(error);
    if (is_made) is_made = schemac_sqlite_engine.inspect(db, NULL, &found, &why) == SCHEMAC_OK;
    bool is_fine = is_made && is_as_wanted(round, &found);
    sqlite3_close(db);
    return is_fine;
}

/* ---- PostgreSQL ---- */

static bool postgres_round(Round *round)
{
    PGconn *connection = fresh_database("property");
    const char *why = "", *space = name_text(round->lowered->default_space);
    catalog found;
    catalog_init(&found, &round->memory);
    found.rights = dialect_extras(&round->cx, round->dialect, false, true);
    bool is_made = execute(connection, round->dialect->prologue(&round->cx, round->lowered)) &&
                   (!round->script.length || execute(connection, round->script.data));
    if (is_made)
        is_made = schemac_postgres_engine.inspect(connection, space, &found, &why) == SCHEMAC_OK;
    bool is_fine = is_made && is_as_wanted(round, &found);
    PQfinish(connection);
    return is_fine;
}

static void check_many(const Dialect *dialect, const GenerateOptions *options, unsigned count,
                       bool (*go)(Round *round))
{
    PropertyRun run = property_run(1, count);
    for (unsigned i = 0; i < run.count && test_ok; i++) {
        Round round = {.dialect = dialect};
        bool is_fine = begin(&round, run.seed + i, options) && go(&round);
        CHECK(is_fine);
        if (!is_fine)
            fprintf(stderr, "PROPERTY_SEED=%llu\n%s\n", (unsigned long long)(run.seed + i),
                    text_string(&round.script));
        end(&round);
    }
}

TEST(plain_schemas_on_sqlite)
{
    check_many(&sqlite_dialect, &(GenerateOptions){.targets = DIALECTS_ALL, .is_live = true,
                                                   .is_plain = true, .postgres = 15}, 200,
               sqlite_round);
}

TEST(any_schemas_on_sqlite)
{
    check_many(&sqlite_dialect, &(GenerateOptions){.targets = 1u << DIALECT_SQLITE,
                                                   .is_live = true}, 200, sqlite_round);
}

TEST(plain_schemas_on_postgres)
{
    if (no_server()) return;
    check_many(&postgres_dialect, &(GenerateOptions){.targets = DIALECTS_ALL, .is_live = true,
                                                     .is_plain = true, .postgres = server_major()}, 30,
               postgres_round);
}

TEST(any_schemas_on_postgres)
{
    if (no_server()) return;
    check_many(&postgres_dialect, &(GenerateOptions){.targets = 1u << DIALECT_POSTGRES,
                                                     .is_live = true, .postgres = server_major()}, 30,
               postgres_round);
}
