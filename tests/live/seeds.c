/* SPDX-License-Identifier: MIT
 * The systems the project was born from: the database that schemac makes of schema/NAME is the same
 * as the one their own SQL makes, object by object and attribute by attribute, as the engine tells
 * it. Each intended difference is a line in tests/live/seeds/NAME, with the reason above it; '*' stands
 * for any text. A difference that no line names fails, and so does a line that names none. The SQL is
 * not part of this repository: without the folder ../shared/seeds the tests say so and pass. */
#include <fnmatch.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "engine.h"
#include "tests/live/postgres_server.h"
#include "tests/unit/test.h"

static bool read_file(const char *path, Text *text)
{
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    char block[65536];
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
        text_add_bytes(text, block, got);
    fclose(file);
    return true;
}

static bool run_schemac(const char *schema, const char *database)
{
    const char *schemac = getenv("SCHEMAC");
    char command[500];
    snprintf(command, sizeof command, "%s migrate schema/%s/%s.schema '%s'",
             schemac ? schemac : "build/schemac", schema, schema, database);
    return system(command) == 0;
}

/* ---- differences as sorted lines ---- */

static const char *value_of(const catalog_object *object, const char *word)
{
    for (size_t i = 0; i < object->attr_count; i++)
        if (strcmp(object->attrs[i].word, word) == 0) return object->attrs[i].value;
    return NULL;
}

static void compare_attrs(Text *out, const catalog_object *theirs, const catalog_object *ours)
{
    for (size_t i = 0; i < theirs->attr_count; i++) {
        const char *value = value_of(ours, theirs->attrs[i].word);
        if (!value || strcmp(value, theirs->attrs[i].value) != 0)
            text_printf(out, "%s %s: %s\n", theirs->kind, theirs->path, theirs->attrs[i].word);
    }
    for (size_t i = 0; i < ours->attr_count; i++)
        if (!value_of(theirs, ours->attrs[i].word))
            text_printf(out, "%s %s: %s\n", ours->kind, ours->path, ours->attrs[i].word);
}

static int compare_objects(const catalog_object *a, const catalog_object *b)
{
    int order = strcmp(a->kind, b->kind);
    return order ? order : strcmp(a->path, b->path);
}

static void compare_catalogs(Text *out, const catalog *theirs, const catalog *ours)
{
    size_t i = 0, j = 0;
    while (i < theirs->count || j < ours->count) {
        int order = i == theirs->count  ? 1
                    : j == ours->count ? -1
                                       : compare_objects(&theirs->objects[i], &ours->objects[j]);
        if (order < 0)
            text_printf(out, "not in ours: %s %s\n", theirs->objects[i].kind, theirs->objects[i].path);
        if (order > 0)
            text_printf(out, "only in ours: %s %s\n", ours->objects[j].kind, ours->objects[j].path);
        if (order == 0) compare_attrs(out, &theirs->objects[i], &ours->objects[j]);
        i += order <= 0;
        j += order >= 0;
    }
}

/* Takes the lines that match pattern out of differences; how many there were. */
static size_t take_matching(Text *differences, const char *pattern)
{
    Text rest = {0};
    size_t taken = 0;
    char *save = NULL;
    for (char *line = strtok_r(differences->data, "\n", &save); line;
         line = strtok_r(NULL, "\n", &save)) {
        if (fnmatch(pattern, line, 0) == 0) taken++;
        else text_printf(&rest, "%s\n", line);
    }
    text_free(differences);
    *differences = rest;
    return taken;
}

static void check_differences(const char *name, const catalog *theirs, const catalog *ours)
{
    Text differences = {0}, intended = {0};
    char path[200];
    snprintf(path, sizeof path, "tests/live/seeds/%s", name);
    CHECK(theirs->count > 100 && ours->count > 100);
    compare_catalogs(&differences, theirs, ours);
    CHECK(read_file(path, &intended));
    char *save = NULL;
    for (char *line = strtok_r(intended.data, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
        if (*line != '#' && (differences.length == 0 || take_matching(&differences, line) == 0)) {
            fprintf(stderr, "%s: no difference is like '%s'\n", path, line);
            CHECK(false);
        }
    CHECK_STRING(text_string(&differences), "");
    printf("%s: %zu objects compared\n", name, theirs->count);
    text_free(&differences);
    text_free(&intended);
}

/* ---- SQLite ---- */

static void inspect_sqlite(sqlite3 *db, memory *pool, catalog *into)
{
    const char *error = NULL;
    catalog_init(into, pool);
    CHECK(schemac_sqlite_engine.inspect(db, "main", into, &error) == SCHEMAC_OK);
    catalog_finish(into);
}

TEST(workspace_is_the_same_database)
{
    Text sql = {0};
    if (!read_file("../shared/seeds/workspace/states/74_add_guest_oauth_for_reverse_availability.sql",
                   &sql)) {
        printf("no ../shared/seeds: workspace not compared\n");
        return;
    }
    if (sqlite3_libversion_number() < 3038000) {
        printf("SQLite 3.38 is needed: workspace not compared\n");
        text_free(&sql);
        return;
    }
    sqlite3 *theirs = NULL, *ours = NULL;
    char path[] = "/tmp/schemac-seeds-XXXXXX";
    CHECK(mkdtemp(path) != NULL);
    char file[64], database[80];
    snprintf(file, sizeof file, "%s/workspace.db", path);
    snprintf(database, sizeof database, "sqlite:%s", file);
    CHECK(sqlite3_open(":memory:", &theirs) == SQLITE_OK);
    CHECK(sqlite3_exec(theirs, text_string(&sql), NULL, NULL, NULL) == SQLITE_OK);
    CHECK(run_schemac("workspace", database));
    CHECK(sqlite3_open(file, &ours) == SQLITE_OK);
    memory pool = {0};
    catalog a, b;
    inspect_sqlite(theirs, &pool, &a);
    inspect_sqlite(ours, &pool, &b);
    check_differences("workspace", &a, &b);
    memory_free(&pool);
    sqlite3_close(theirs);
    sqlite3_close(ours);
    unlink(file);
    rmdir(path);
    text_free(&sql);
}

/* ---- PostgreSQL ---- */

static void inspect_postgres(PGconn *connection, memory *pool, catalog *into)
{
    const char *error = NULL;
    catalog_init(into, pool);
    schemac_status status = schemac_postgres_engine.inspect(connection, "public", into, &error);
    if (status != SCHEMAC_OK) fprintf(stderr, "%s\n", error ? error : "?");
    CHECK(status == SCHEMAC_OK);
    catalog_finish(into);
}

/* before: what makes what both databases hold already; NULL: nothing. */
static void compare_system(const char *name, const char *file, const char *before)
{
    Text sql = {0};
    char path[200];
    snprintf(path, sizeof path, "../shared/seeds/%s/%s", name, file);
    if (!getenv("PGHOST") || !read_file(path, &sql)) {
        printf("no PostgreSQL or no ../shared/seeds: %s not compared\n", name);
        return;
    }
    PGconn *theirs = fresh_database("seeds_theirs"), *ours = fresh_database("seeds_ours");
    PGconn *both[] = {theirs, ours};
    for (size_t i = 0; i < 2 && before; i++)
        CHECK(execute(both[i], before));
    CHECK(execute(theirs, text_string(&sql)));
    CHECK(run_schemac(name, "postgres:dbname=seeds_ours"));
    memory pool = {0};
    catalog a, b;
    inspect_postgres(theirs, &pool, &a);
    inspect_postgres(ours, &pool, &b);
    check_differences(name, &a, &b);
    memory_free(&pool);
    PQfinish(theirs);
    PQfinish(ours);
    text_free(&sql);
}

TEST(messaging_is_the_same_database)
{
    compare_system("messaging", "states/20_delivery_ack_verified.sql", NULL);
}

TEST(creator_is_the_same_database)
{
    compare_system("creator", "final.sql", NULL);
}

TEST(knowledge_is_the_same_database)
{
    char *vector = vector_script();
    if (vector) compare_system("knowledge", "final.sql", vector);
    free(vector);
}
