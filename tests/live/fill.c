/* SPDX-License-Identifier: MIT
 * Generated rows: nearly every table of the real schemas gets some, on both engines. What cannot be
 * guessed (a check on the shape of a text that tells nothing about it) stays empty. */
#include <sqlite3.h>
#include <stdlib.h>

#include "chain/fill.h"
#include "engine.h"
#include "plan/plan.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "tests/live/postgres_server.h"
#include "tests/unit/test.h"

static Filling fill(const char *path, const Dialect *dialect, schemac_db db)
{
    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    const Schema *lowered = dialect->lower(&cx, resolve(&cx, parse_file(&cx, path)));
    const Plan *plan = plan_changes(&cx, dialect, diff(&cx, NULL, lowered), NULL);
    memory pool = {0};
    CHECK(diag_errors(cx.diag) == 0);
    const char *prologue = dialect->prologue ? dialect->prologue(&cx, lowered) : NULL, *error = NULL;
    if (prologue) CHECK(execute(db.handle, prologue));
    for (size_t i = 0; i < plan->steps.count; i++)
        CHECK(db.engine->run(db.handle, &pool, plan->steps.items[i].sql, NULL, &error) == SCHEMAC_OK);
    memory_free(&pool);
    Filling filling = fill_rows(&cx, dialect, lowered, db);
    fprintf(stderr, "%s on %s: %zu of %zu tables have rows, %zu rows\n", path, dialect->title,
            filling.filled, filling.tables, filling.rows);
    arena_free(arena);
    return filling;
}

static void fill_sqlite(const char *path, size_t at_least)
{
    sqlite3 *connection;
    CHECK(sqlite3_open(":memory:", &connection) == SQLITE_OK);
    sqlite3_exec(connection, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    CHECK(fill(path, &sqlite_dialect, schemac_sqlite(connection)).filled >= at_least);
    sqlite3_close(connection);
}

static void fill_postgres(const char *path, size_t at_least)
{
    if (no_server()) return;
    PGconn *connection = fresh_database("fill");
    CHECK(fill(path, &postgres_dialect, schemac_postgres(connection)).filled >= at_least);
    PQfinish(connection);
}

TEST(sqlite_shop) { fill_sqlite("schema/shop/shop.schema", 4); }
TEST(sqlite_workspace) { fill_sqlite("schema/workspace/workspace.schema", 82); }
TEST(postgres_shop) { fill_postgres("schema/shop/shop.schema", 4); }
TEST(postgres_messaging) { fill_postgres("schema/messaging/messaging.schema", 34); }
