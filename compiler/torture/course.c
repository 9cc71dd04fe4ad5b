/* SPDX-License-Identifier: MIT
 * Others see what is committed. That changes only between two transactions, so a look before each
 * of them, before each statement that runs alone, and at the end, sees all of it. */
#include "torture/course.h"

#include <string.h>
#include <time.h>

#include "base/text.h"
#include "engine.h"

/* ---- the way, watched ---- */

static Course *watched; /* the engine's functions have no place for it; nothing here runs twice at once */
static const schemac_engine *real_engine;

static void take_stop(void *handle)
{
    Look look;
    const char *error =
        look_take(watched->arena, &watched->lens, (schemac_db){real_engine, handle}, &look);
    if (error && !watched->error) watched->error = error;
    if (!error) vec_push(watched->arena, &watched->stops, look);
}

static schemac_status watched_begin(void *handle, memory *pool, const schemac_schema *schema,
                                    int wait_ms, const char **error)
{
    take_stop(handle);
    return real_engine->begin(handle, pool, schema, wait_ms, error);
}

static schemac_status watched_alone(void *handle, memory *pool, const schemac_schema *schema,
                                    int wait_ms, engine_session *session, const char *sql,
                                    int64_t *rows, const char **error)
{
    take_stop(handle);
    return real_engine->alone(handle, pool, schema, wait_ms, session, sql, rows, error);
}

schemac_status course_go(const Course *course, schemac_db db, schemac_report *report)
{
    schemac_options options = {.program = "schemac torture",
                               .to_version = course->subject->to_version};
    return schemac_migrate(db, course->subject->schema, &options, report);
}

static bool go_watched(Course *course, schemac_db db)
{
    schemac_engine engine = *db.engine;
    schemac_report report = {0};
    real_engine = db.engine;
    engine.begin = watched_begin;
    engine.alone = watched_alone;
    watched = course;
    course->stops.count = 0;
    course->has_failed =
        course_go(course, (schemac_db){&engine, db.handle}, &report) != SCHEMAC_OK;
    if (course->has_failed)
        course->error = arena_printf(course->arena, "%s", report.message);
    else
        take_stop(db.handle);
    schemac_report_free(&report);
    return !course->error;
}

/* ---- what differs each time ---- */

static const Look *last(const Course *course)
{
    return &course->stops.items[course->stops.count - 1];
}

static bool hide(Course *course, schemac_db a, schemac_db b)
{
    const char *why = NULL;
    course->lens.hidden = look_differing(course->arena, a, b, &why);
    if (why) course->error = why;
    return !why;
}

static schemac_db open_database(Course *course, Bench *bench, size_t number)
{
    schemac_db db = bench->open(bench, number);
    if (!db.handle) course->error = bench->error;
    return db;
}

/* In another second, so that what is made of seconds differs, too. */
static bool compare_ways(Course *course, const Bench *bench, schemac_db first, schemac_db second)
{
    const struct timespec pause = {.tv_sec = 1, .tv_nsec = 10 * 1000000};
    if (!go_watched(course, first)) return false;
    Look end = *last(course);
    if (bench->has_time) nanosleep(&pause, NULL);
    if (!go_watched(course, second)) return false;
    if (!strcmp(end.rows, last(course)->rows)) return true;
    return hide(course, first, second);
}

static bool learn(Course *course, Bench *bench)
{
    schemac_db dbs[3] = {{0}};
    bool is_fine = true;
    for (size_t i = 0; i < 2 && is_fine; i++) {
        dbs[i] = open_database(course, bench, i);
        is_fine = dbs[i].handle != NULL;
    }
    is_fine = is_fine && compare_ways(course, bench, dbs[0], dbs[1]);
    if (is_fine && course->lens.hidden) {
        dbs[2] = open_database(course, bench, 2);
        is_fine = dbs[2].handle && go_watched(course, dbs[2]);
    }
    for (size_t i = 0; i < 3; i++)
        if (dbs[i].handle) bench->close(bench, dbs[i]);
    return is_fine;
}

Course course_of(const Torture *torture, const Subject *subject)
{
    return (Course){
        .arena = torture->arena, .subject = subject, .lens = {.schema = subject->schema}};
}

const char *course_learn(Course *course, Bench *bench)
{
    const Course untaken = *course;
    for (Thrift thrift = ROWS_ALL;; thrift++) {
        *course = untaken;
        const char *problem = bench->prepare(bench, thrift);
        if (problem || learn(course, bench)) return problem;
        bool may_help = course->has_failed && course->subject->fill && thrift < ROWS_NONE;
        if (!may_help) return course->error;
    }
}

/* ---- after a fault ---- */

static const char *look(const Course *course, Arena *arena, schemac_db db, Look *found)
{
    const char *error = look_take(arena, &course->lens, db, found);
    return error ? arena_printf(arena, "the database cannot be read: %s", error) : NULL;
}

/* In words; NULL: they are the same. */
static const char *difference(Arena *arena, const Look *found, const Look *wanted)
{
    if (strcmp(found->history, wanted->history) != 0)
        return arena_printf(arena, "its history is '%s' instead of '%s'", found->history,
                            wanted->history);
    if (strcmp(found->catalog, wanted->catalog) != 0)
        return look_first_line(arena, found->catalog, wanted->catalog);
    if (strcmp(found->rows, wanted->rows) != 0)
        return look_first_line(arena, found->rows, wanted->rows);
    return NULL;
}

const char *course_miss(const Course *course, Arena *arena, schemac_db db, bool *is_done)
{
    Look found;
    const char *why = look(course, arena, db, &found), *nearest = NULL;
    *is_done = false;
    for (size_t i = 0; i < course->stops.count && !why; i++) {
        const Look *stop = &course->stops.items[i];
        const char *differs = difference(arena, &found, stop);
        *is_done = stop == last(course);
        if (!differs) return NULL;
        if (!nearest || !strcmp(found.history, stop->history)) nearest = differs;
    }
    return why ? why
               : arena_printf(arena, "the fault leaves a database as no start and no end of a step "
                                     "does: %s",
                              nearest);
}

static const char *verify(const Course *course, Arena *arena, schemac_db db)
{
    const Subject *subject = course->subject;
    schemac_report report = {0};
    const char *problem = NULL;
    bool is_newest = !subject->to_version || subject->to_version == subject->schema->version;
    if (is_newest && schemac_verify(db, subject->schema, SCHEMAC_EXACT, &report) != SCHEMAC_OK)
        problem = arena_printf(arena, "after the next start it does not verify: %s",
                               schemac_report_text(&report));
    schemac_report_free(&report);
    return problem;
}

const char *course_finish(const Course *course, Arena *arena, schemac_db db)
{
    schemac_report report = {0};
    Look found;
    const char *problem = NULL;
    if (course_go(course, db, &report) != SCHEMAC_OK)
        problem = arena_printf(arena, "the next start fails: %s", report.message);
    schemac_report_free(&report);
    if (!problem) problem = look(course, arena, db, &found);
    if (problem) return problem;
    const char *differs = difference(arena, &found, last(course));
    if (differs) return arena_printf(arena, "the next start ends elsewhere: %s", differs);
    return verify(course, arena, db);
}
