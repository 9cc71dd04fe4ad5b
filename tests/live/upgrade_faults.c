/* SPDX-License-Identifier: MIT
 * Migrations of an SQLite file whose disk fails in every way, or whose process dies, at every point:
 * a table that others refer to is rebuilt, with more rows than the cache holds, in two transactions
 * or in one; data are lost by permission; a file is made from nothing.
 *   TORTURE_POINTS=N   tries as many of each kind, spread over all; 0: all of them */
#include <sqlite3.h>
#include <stdlib.h>

#include "tests/live/upgrade_pets.h"
#include "tests/unit/test.h"
#include "torture/torture.h"

static void fill(void *context, schemac_db db, Thrift thrift)
{
    static const char more[] =
        "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 600)"
        "INSERT INTO owners (id, name) SELECT i, 'owner number ' || i FROM n;"
        "INSERT INTO pets (id, owner_id, name) SELECT id, id, 'the pet of ' || name FROM owners";
    (void)context, (void)thrift;
    CHECK(sqlite3_exec(db.handle, rows, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_exec(db.handle, more, NULL, NULL, NULL) == SQLITE_OK);
}

static void tell(void *context, const Outcome *outcome)
{
    (void)context;
    if (outcome->problem)
        fprintf(stderr, "%s, %s, %s: %s\n", outcome->subject, outcome->mode, outcome->fault,
                outcome->problem);
    else
        fprintf(stderr, "%s, %s, %s: %zu of %zu points\n", outcome->subject, outcome->mode,
                outcome->fault, outcome->tried, outcome->points);
}

static void torture(const Subject *subject)
{
    const char *points = getenv("TORTURE_POINTS");
    Torture torture = {.arena = arena_new(), .seed = 1, .tell = tell};
    torture.most = points ? strtoul(points, NULL, 10) : 8;
    torture_sqlite(&torture, subject);
    CHECK(torture.worst == TORTURE_FINE);
    CHECK(torture.tried > 100); /* a fault that never strikes finds nothing */
    fprintf(stderr, "%s: %zu points\n", subject->name, torture.tried);
    arena_free(torture.arena);
}

TEST(a_fresh_file)
{
    torture(&(Subject){.name = "a fresh file", .schema = &pets_3});
}

TEST(a_rebuild)
{
    torture(&(Subject){.name = "a rebuild", .before = &pets_2, .schema = &pets_3, .fill = fill});
}

TEST(two_migrations)
{
    torture(
        &(Subject){.name = "two migrations", .before = &pets_1, .schema = &pets_3, .fill = fill});
}

TEST(a_loss_by_permission)
{
    schemac_migration losing[3];
    memcpy(losing, migrations, sizeof losing);
    losing[2].loses_data = 1;
    schemac_dialect_half half = {baseline_3, catalog_3, 0, losing, 3, NULL};
    schemac_schema schema = pets_3;
    schema.sqlite = &half;
    torture(&(Subject){
        .name = "a loss by permission", .before = &pets_2, .schema = &schema, .fill = fill});
}
