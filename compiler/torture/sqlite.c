/* SPDX-License-Identifier: MIT
 * The faults of a disk, one point after the other: a copy of the file with the rows, a migration
 * that is struck, a look, the next start. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/reason.h"
#include "torture/course.h"
#include "torture/disk.h"

static const struct {
    const char *name, *sql;
} modes[] = {{"journal", "PRAGMA journal_mode = delete"}, {"WAL", "PRAGMA journal_mode = wal"}};

typedef struct Run {
    Torture *torture;
    const Subject *subject;
    const char *folder;   /* of the databases; beside it lies the one that they are copies of */
    const char *original; /* its path */
    const char *mode;     /* the statement that chooses it */
    Course course;
    Bench bench;
    Outcome outcome;
} Run;

/* ---- files ---- */

static const char *path_of(Run *run, Arena *arena, const char *name)
{
    return arena_printf(arena, "%s/%s", run->folder, name);
}

static void empty_folder(Run *run, Arena *arena)
{
    DIR *all = opendir(run->folder);
    for (struct dirent *entry; all && (entry = readdir(all));)
        if (entry->d_name[0] != '.') unlink(path_of(run, arena, entry->d_name));
    if (all) closedir(all);
}

static bool copy_file(const char *from, const char *to)
{
    char bytes[1 << 14];
    FILE *in = fopen(from, "rb"), *out = in ? fopen(to, "wb") : NULL;
    bool is_fine = out != NULL;
    for (size_t got; is_fine && (got = fread(bytes, 1, sizeof bytes, in)) > 0;)
        is_fine = fwrite(bytes, 1, got, out) == got;
    if (in) fclose(in);
    return out && fclose(out) == 0 && is_fine;
}

/* A file of a program that was killed is waited for until it is old: so it is made old. */
static void let_time_pass(Run *run, Arena *arena)
{
    static const struct timespec long_ago[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    DIR *all = opendir(run->folder);
    for (struct dirent *entry; all && (entry = readdir(all));) {
        size_t length = strlen(entry->d_name);
        if (length > 5 && !strcmp(entry->d_name + length - 5, ".part"))
            utimensat(AT_FDCWD, path_of(run, arena, entry->d_name), long_ago, 0);
    }
    if (all) closedir(all);
}

/* ---- databases ---- */

static sqlite3 *open_file(const char *path)
{
    sqlite3 *connection = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(path, &connection, flags, DISK_VFS) == SQLITE_OK) return connection;
    sqlite3_close(connection);
    return NULL;
}

static schemac_db open_copy(Bench *bench, size_t number)
{
    Run *run = bench->state;
    const char *path = path_of(run, run->torture->arena,
                               arena_printf(run->torture->arena, "%zu.db", number));
    sqlite3 *connection = copy_file(run->original, path) ? open_file(path) : NULL;
    if (!connection) bench->error = "a file cannot be made in the folder for temporary files";
    return connection ? schemac_sqlite(connection) : (schemac_db){0};
}

static void close_copy(Bench *bench, schemac_db db)
{
    (void)bench;
    sqlite3_close(db.handle);
}

/* The file that the others are copies of: NULL, or why not. */
static const char *make_original(Bench *bench, Thrift thrift)
{
    Run *run = bench->state;
    const Subject *subject = run->subject;
    schemac_report report = {0};
    const char *problem = NULL;
    unlink(run->original);
    sqlite3 *connection = open_file(run->original);
    if (!connection) return "a file cannot be made in the folder for temporary files";
    schemac_db db = schemac_sqlite(connection);
    sqlite3_exec(connection, run->mode, NULL, NULL, NULL);
    if (subject->before && schemac_migrate(db, subject->before, NULL, &report) != SCHEMAC_OK)
        problem = arena_printf(run->torture->arena, "%s", report.message);
    if (!problem && subject->before && subject->fill && thrift < ROWS_NONE)
        subject->fill(subject->context, db, thrift);
    schemac_report_free(&report);
    if (sqlite3_close(connection) != SQLITE_OK) problem = "statements were left open";
    return problem;
}

/* ---- one point ---- */

/* A small cache makes the migration write long before it commits. */
static schemac_status go(Run *run, const char *path)
{
    sqlite3 *connection = open_file(path);
    if (!connection) return SCHEMAC_DATABASE; /* that may be the fault */
    sqlite3_exec(connection, "PRAGMA cache_size = 2", NULL, NULL, NULL);
    schemac_status status = course_go(&run->course, schemac_sqlite(connection), NULL);
    sqlite3_close(connection);
    return status;
}

/* *struck: the fault has come. */
static schemac_status go_struck(Run *run, const char *path, DiskFault fault, size_t point,
                                bool *struck)
{
    disk_arm(fault, point, run->torture->seed + point);
    schemac_status status = go(run, path);
    disk_disarm(struck);
    return status;
}

/* In a process of its own, which may die. */
static schemac_status go_dying(Run *run, const char *path, DiskFault fault, size_t point,
                               bool *struck)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) _exit((int)go_struck(run, path, fault, point, struck));
    if (child < 0 || waitpid(child, &status, 0) != child) return SCHEMAC_BUG;
    *struck = WIFSIGNALED(status);
    return *struck ? SCHEMAC_DATABASE : (schemac_status)WEXITSTATUS(status);
}

/* What it was before is in the copy that a migration which loses data leaves, whole. */
static const char *check_copies(Run *run, Arena *arena)
{
    const Look *start = &run->course.stops.items[0];
    const char *problem = NULL;
    DIR *all = opendir(run->folder);
    for (struct dirent *entry; all && !problem && (entry = readdir(all));) {
        if (strstr(entry->d_name, ".part")) problem = "a half-made copy of the file is left";
        if (problem || !strstr(entry->d_name, ".before-")) continue;
        Look copy;
        sqlite3 *connection = open_file(path_of(run, arena, entry->d_name));
        const char *error =
            look_take(arena, &run->course.lens, schemac_sqlite(connection), &copy);
        if (error || strcmp(copy.catalog, start->catalog) != 0 || strcmp(copy.rows, start->rows) != 0)
            problem = "the copy of the file is not what it was before";
        sqlite3_close(connection);
    }
    if (all) closedir(all);
    return problem;
}

static const char *check_after(Run *run, Arena *arena, const char *path, schemac_status status)
{
    sqlite3 *connection = open_file(path);
    if (!connection) return "the file cannot be opened any more";
    schemac_db db = schemac_sqlite(connection);
    bool is_done;
    const char *problem = course_miss(&run->course, arena, db, &is_done);
    if (!problem && status == SCHEMAC_OK && !is_done)
        problem = "the call says that it is done, and it is not";
    if (!problem) problem = course_finish(&run->course, arena, db);
    sqlite3_close(connection);
    return problem ? problem : check_copies(run, arena);
}

static const char *try_point(Run *run, Arena *arena, DiskFault fault, size_t point, bool *struck)
{
    const char *path = path_of(run, arena, "app.db");
    empty_folder(run, arena);
    if (!copy_file(run->original, path)) return "the file cannot be copied";
    schemac_status status = (disk_kills(fault) ? go_dying : go_struck)(run, path, fault, point, struck);
    let_time_pass(run, arena);
    return check_after(run, arena, path, status);
}

/* ---- all points ---- */

static size_t count_points(Run *run, Arena *arena, DiskFault fault)
{
    bool struck;
    const char *path = path_of(run, arena, "app.db");
    empty_folder(run, arena);
    if (!copy_file(run->original, path)) return 0;
    disk_count(fault);
    go(run, path);
    return disk_disarm(&struck);
}

static void try_fault(Run *run, DiskFault fault)
{
    Torture *torture = run->torture;
    Outcome *outcome = &run->outcome;
    Arena *arena = arena_within(torture->arena);
    outcome->fault = disk_fault_name(fault);
    outcome->tried = 0;
    outcome->points = count_points(run, arena, fault);
    size_t count = torture_count(torture, outcome->points);
    for (size_t i = 0; i < count && !outcome->problem; i++) {
        bool struck = false;
        size_t point = torture_point(torture, outcome->points, i);
        const char *problem = try_point(run, arena, fault, point, &struck);
        outcome->tried += struck;
        if (problem)
            outcome->problem = arena_printf(torture->arena, "point %zu: %s", point, problem);
        arena_free(arena);
        arena = arena_within(torture->arena);
    }
    arena_free(arena);
    if (outcome->problem) outcome->verdict = TORTURE_BROKEN;
    torture_tell(torture, outcome);
    outcome->problem = NULL;
    outcome->verdict = TORTURE_FINE;
}

static void try_mode(Run *run, size_t mode)
{
    run->mode = modes[mode].sql;
    run->outcome.mode = modes[mode].name;
    run->course = course_of(run->torture, run->subject);
    const char *problem = disk_open() ? course_learn(&run->course, &run->bench) : "SQLite does not take a VFS";
    if (problem) {
        run->outcome.verdict = TORTURE_FAILED;
        run->outcome.problem = problem;
        torture_tell(run->torture, &run->outcome);
        return;
    }
    for (DiskFault fault = 0; fault < DISK_FAULTS; fault++) try_fault(run, fault);
}

void torture_sqlite(Torture *torture, const Subject *subject)
{
    const char *temporary = getenv("TMPDIR");
    char *folder = arena_printf(torture->arena, "%s/schemac-torture-XXXXXX",
                                temporary ? temporary : "/tmp");
    Run run = {.torture = torture,
               .subject = subject,
               .outcome = {.subject = subject->name, .engine = "SQLite"}};
    run.bench = (Bench){.prepare = make_original, .open = open_copy, .close = close_copy, .state = &run};
    if (!mkdtemp(folder)) {
        run.outcome.verdict = TORTURE_FAILED;
        run.outcome.problem = arena_printf(torture->arena, "%s: %s", folder, reason_of(torture->arena, errno));
        torture_tell(torture, &run.outcome);
        return;
    }
    run.original = arena_printf(torture->arena, "%s/original", folder);
    run.folder = arena_printf(torture->arena, "%s/copies", folder);
    mkdir(run.folder, 0700);
    for (size_t mode = 0; mode < sizeof modes / sizeof *modes; mode++) try_mode(&run, mode);
    empty_folder(&run, torture->arena);
    unlink(run.original);
    rmdir(run.folder);
    rmdir(folder);
}
