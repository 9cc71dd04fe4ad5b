/* SPDX-License-Identifier: MIT
 * A connection that breaks at a message, one point after the other: a copy of the database with the
 * rows, a migration that is struck, a look once the server has noticed, the next start. */
#include <string.h>

#include "torture/course.h"
#include "torture/wire.h"

typedef struct Fault {
    const char *name;
    WireFault wire;
    bool is_at_once; /* the next start does not wait until the server has noticed */
    bool is_at_home; /* only on a server that is on this machine, and that nobody else needs */
} Fault;

static const Fault faults[] = {
    {"a message is lost", WIRE_LOSES, false, false},
    {"the connection breaks behind a message", WIRE_LOSES_BEHIND, false, false},
    {"the same, and the next start is at once", WIRE_LOSES_BEHIND, true, false},
    {"the backend is terminated", WIRE_TERMINATES, false, true},
    {"kill -9 of the backend", WIRE_KILLS, false, true},
};

typedef struct Run {
    Torture *torture;
    const Subject *subject;
    Server *server;
    Wire *wire;
    const char *original; /* the database that the others are copies of */
    Course course;
    Bench bench;
    Outcome outcome;
} Run;

/* ---- databases ---- */

static schemac_db open_new(Server *server, const char *name, const char *original)
{
    PGconn *connection =
        server_make(server, name, original) ? server_connect(server, name, NULL) : NULL;
    return connection ? schemac_postgres(connection) : (schemac_db){0};
}

static schemac_db open_copy(Bench *bench, size_t number)
{
    Run *run = bench->state;
    (void)number;
    schemac_db db = open_new(run->server, server_name(run->server), run->original);
    if (!db.handle) bench->error = "a database cannot be made on the server";
    return db;
}

static void close_copy(Bench *bench, schemac_db db)
{
    Run *run = bench->state;
    const char *name = arena_printf(run->torture->arena, "%s", PQdb(db.handle));
    PQfinish(db.handle);
    server_drop(run->server, name);
}

static void drop_original(Run *run)
{
    if (run->original && run->subject->before) server_drop(run->server, run->original);
    run->original = NULL;
}

/* The database that the others are copies of: NULL, or why not. */
static const char *make_original(Bench *bench, Thrift thrift)
{
    Run *run = bench->state;
    const Subject *subject = run->subject;
    const char *problem = NULL;
    schemac_report report = {0};
    drop_original(run);
    run->original = subject->before ? server_name(run->server) : "template0";
    if (!subject->before) return NULL;
    schemac_db db = open_new(run->server, run->original, "template0");
    if (!db.handle) return "a database cannot be made on the server";
    if (schemac_migrate(db, subject->before, NULL, &report) != SCHEMAC_OK)
        problem = arena_printf(run->torture->arena, "%s", report.message);
    else if (subject->fill && thrift < ROWS_NONE)
        subject->fill(subject->context, db, thrift);
    schemac_report_free(&report);
    PQfinish(db.handle);
    return problem;
}

/* ---- one point ---- */

/* Through the wire. How many messages there were. */
static size_t go(Run *run, const char *name, WireFault fault, size_t point, bool *struck,
                 schemac_status *status)
{
    PGconn *connection = server_connect(run->server, name, wire_folder(run->wire));
    *status = SCHEMAC_DATABASE;
    *struck = false;
    if (!connection) return 0;
    wire_arm(run->wire, fault, point);
    *status = course_go(&run->course, schemac_postgres(connection), NULL);
    size_t seen = wire_disarm(run->wire, struck);
    PQfinish(connection);
    return seen;
}

static const char *check_after(Run *run, Arena *arena, const char *name, const Fault *fault,
                               schemac_status status)
{
    const char *problem = NULL;
    bool is_done = true;
    if (!fault->is_at_once && !server_wait(run->server, name))
        return "the server goes on with it and comes to no end";
    PGconn *connection = server_connect(run->server, name, NULL);
    if (!connection) return "the server cannot be reached any more";
    schemac_db db = schemac_postgres(connection);
    if (!fault->is_at_once) problem = course_miss(&run->course, arena, db, &is_done);
    if (!problem && status == SCHEMAC_OK && !is_done)
        problem = "the call says that it is done, and it is not";
    if (!problem) problem = course_finish(&run->course, arena, db);
    PQfinish(connection);
    return problem;
}

static const char *try_point(Run *run, Arena *arena, const Fault *fault, size_t point, bool *struck)
{
    const char *name = server_name(run->server);
    schemac_status status;
    if (!server_make(run->server, name, run->original)) return "a database cannot be made";
    go(run, name, fault->wire, point, struck, &status);
    const char *problem = check_after(run, arena, name, fault, status);
    server_wait(run->server, name);
    server_drop(run->server, name);
    return problem;
}

/* ---- all points ---- */

static size_t count_points(Run *run)
{
    const char *name = server_name(run->server);
    bool struck;
    schemac_status status;
    if (!server_make(run->server, name, run->original)) return 0;
    size_t seen = go(run, name, WIRE_LOSES, SIZE_MAX, &struck, &status);
    server_wait(run->server, name);
    server_drop(run->server, name);
    return status == SCHEMAC_OK ? seen : 0;
}

static void finish(Run *run, TortureVerdict verdict, const char *problem)
{
    run->outcome.verdict = problem ? verdict : TORTURE_FINE;
    run->outcome.problem = problem;
    torture_tell(run->torture, &run->outcome);
}

static void try_fault(Run *run, const Fault *fault)
{
    Torture *torture = run->torture;
    const char *problem = NULL;
    size_t count = torture_count(torture, run->outcome.points);
    run->outcome.fault = fault->name;
    run->outcome.tried = 0;
    for (size_t i = 0; i < count && !problem; i++) {
        Arena *arena = arena_within(torture->arena);
        bool struck = false;
        size_t point = torture_point(torture, run->outcome.points, i);
        problem = try_point(run, arena, fault, point, &struck);
        run->outcome.tried += struck;
        if (problem) problem = arena_printf(torture->arena, "message %zu: %s", point, problem);
        arena_free(arena);
    }
    finish(run, TORTURE_BROKEN, problem);
}

static const char *prepare(Run *run)
{
    const char *problem = course_learn(&run->course, &run->bench);
    if (problem) return problem;
    run->wire = wire_open(run->torture->arena, PQhost(run->server->admin),
                          PQport(run->server->admin), &problem);
    if (!run->wire) return problem;
    run->outcome.points = count_points(run);
    return run->outcome.points ? NULL : "the server cannot be reached through the proxy";
}

void torture_postgres(Torture *torture, const Subject *subject, Server *server)
{
    Run run = {.torture = torture,
               .subject = subject,
               .server = server,
               .course = course_of(torture, subject),
               .outcome = {.subject = subject->name, .engine = "PostgreSQL"}};
    run.bench = (Bench){.has_time = true, .prepare = make_original, .open = open_copy, .close = close_copy, .state = &run};
    const char *problem = prepare(&run);
    if (problem) finish(&run, TORTURE_FAILED, problem);
    for (size_t i = 0; i < sizeof faults / sizeof *faults && !problem; i++)
        if (faults[i].is_at_home == torture->kills_backends) try_fault(&run, &faults[i]);
    if (run.wire) wire_close(run.wire);
    drop_original(&run);
}
