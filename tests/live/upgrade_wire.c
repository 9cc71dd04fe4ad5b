/* SPDX-License-Identifier: MIT
 * Migrations on PostgreSQL whose connection breaks at every message: a fresh database, one
 * transaction, two with an index that is built between them, values that are filled in. Run it
 * under tests/pgtmp.
 *   TORTURE_POINTS=N   tries as many of each kind, spread over all; 0: all of them
 *   TORTURE_KILLS=1    kills backends instead: on a server that nobody else uses */
#include "tests/live/postgres_server.h"
#include "tests/live/upgrade_users.h"
#include "tests/unit/test.h"
#include "torture/torture.h"

static void fill(void *context, schemac_db db, Thrift thrift)
{
    (void)context, (void)thrift;
    CHECK(execute(db.handle, "INSERT INTO users (id, mail)"
                             " SELECT i, 'user' || i || '@x' FROM generate_series(1, 500) i"));
}

static void tell(void *context, const Outcome *outcome)
{
    (void)context;
    if (outcome->problem)
        fprintf(stderr, "%s, %s: %s\n", outcome->subject, outcome->fault, outcome->problem);
    else
        fprintf(stderr, "%s, %s: %zu of %zu points\n", outcome->subject, outcome->fault,
                outcome->tried, outcome->points);
}

static void torture(const Subject *subject)
{
    if (no_server()) return;
    const char *points = getenv("TORTURE_POINTS");
    Torture torture = {.arena = arena_new(), .seed = 1, .tell = tell};
    torture.kills_backends = getenv("TORTURE_KILLS") != NULL;
    Server server = {.arena = torture.arena, .admin = connect_to("postgres")};
    torture.most = points ? strtoul(points, NULL, 10) : 4;
    execute(server.admin, "SET client_min_messages = error");
    torture_postgres(&torture, subject, &server);
    CHECK(torture.worst == TORTURE_FINE);
    CHECK(torture.tried >= (torture.kills_backends ? 2 : 3) * torture.most);
    fprintf(stderr, "%s: %zu points\n", subject->name, torture.tried);
    PQfinish(server.admin);
    arena_free(torture.arena);
}

TEST(a_fresh_database)
{
    torture(&(Subject){.name = "a fresh database", .schema = &users_3});
}

TEST(one_transaction)
{
    torture(&(Subject){
        .name = "one transaction", .before = &users_1, .schema = &users_2, .fill = fill});
}

TEST(two_migrations_with_several_transactions)
{
    torture(&(Subject){
        .name = "two migrations", .before = &users_1, .schema = &users_3, .fill = fill});
}

/* Done twice, it would show. */
TEST(values_are_filled_in)
{
    static const char *const script[] = {
        "ALTER TYPE public.state ADD VALUE IF NOT EXISTS 'b';",
        "BEGIN;",
        "ALTER TABLE public.users ADD COLUMN st public.state DEFAULT 'b';",
        "UPDATE public.users SET age = coalesce(age, 0) + 1, mail = mail || '.org';",
        "COMMIT;",
        "BEGIN;",
        "UPDATE public.users SET age = age + 1;",
        "COMMIT;",
        "CREATE INDEX CONCURRENTLY by_mail ON public.users (mail);",
        "BEGIN;",
        "ALTER TABLE public.users ALTER COLUMN mail SET NOT NULL;",
        "ALTER TABLE public.users ADD CONSTRAINT grown CHECK (age BETWEEN 0 AND 200);",
        "UPDATE public.users SET age = age * 2;",
        "COMMIT;",
        NULL};
    schemac_migration filling[3];
    memcpy(filling, migrations, sizeof filling);
    filling[2].script = script;
    schemac_dialect_half half = {baseline_3, catalog_3, 0, filling, 3, NULL};
    schemac_schema schema = users_3;
    schema.postgres = &half;
    torture(&(Subject){
        .name = "values filled in", .before = &users_2, .schema = &schema, .fill = fill});
}
