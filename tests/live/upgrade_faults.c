/* SPDX-License-Identifier: MIT
 * A migration of an SQLite file whose disk fails, is full, or whose process dies, at every write,
 * sync, truncation, deletion and lock. After each the file is at one of the versions with every
 * row, and the next start brings it to the newest. */
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/live/upgrade_pets.h"
#include "tests/unit/test.h"

/* ---- a disk that fails at will ---- */

typedef enum Fault { FAILS, IS_FULL, DIES, FAULTS } Fault;

static Fault fault;
static int left = -1; /* calls until it happens; negative: never */
static bool has_failed;

/* SQLITE_OK, or what the call is to come to. A full disk stays full. */
static int strike(int failure)
{
    if (left < 0 || (left-- > 0 && !(has_failed && fault == IS_FULL))) return SQLITE_OK;
    has_failed = true;
    if (fault == DIES) kill(getpid(), SIGKILL);
    if (fault == IS_FULL) left = 0;
    return fault == IS_FULL ? SQLITE_FULL : failure;
}

typedef struct File {
    sqlite3_file base;
    sqlite3_file *real;
} File;

static sqlite3_vfs *real_vfs;

static sqlite3_file *real(sqlite3_file *file)
{
    return ((File *)file)->real;
}

static int file_close(sqlite3_file *f) { return real(f)->pMethods->xClose(real(f)); }
static int file_read(sqlite3_file *f, void *to, int size, sqlite3_int64 at)
{
    return real(f)->pMethods->xRead(real(f), to, size, at);
}
static int file_write(sqlite3_file *f, const void *from, int size, sqlite3_int64 at)
{
    int code = strike(SQLITE_IOERR_WRITE);
    return code ? code : real(f)->pMethods->xWrite(real(f), from, size, at);
}
static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    int code = strike(SQLITE_IOERR_TRUNCATE);
    return code ? code : real(f)->pMethods->xTruncate(real(f), size);
}
static int file_sync(sqlite3_file *f, int flags)
{
    int code = strike(SQLITE_IOERR_FSYNC);
    return code ? code : real(f)->pMethods->xSync(real(f), flags);
}
static int file_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return real(f)->pMethods->xFileSize(real(f), size);
}
static int file_lock(sqlite3_file *f, int level)
{
    int code = strike(SQLITE_IOERR_LOCK);
    return code ? code : real(f)->pMethods->xLock(real(f), level);
}
static int file_unlock(sqlite3_file *f, int level)
{
    return real(f)->pMethods->xUnlock(real(f), level);
}
static int file_reserved(sqlite3_file *f, int *is)
{
    return real(f)->pMethods->xCheckReservedLock(real(f), is);
}
static int file_control(sqlite3_file *f, int op, void *argument)
{
    return real(f)->pMethods->xFileControl(real(f), op, argument);
}
static int file_sector(sqlite3_file *f) { return real(f)->pMethods->xSectorSize(real(f)); }
static int file_device(sqlite3_file *f)
{
    return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
static int file_shm_map(sqlite3_file *f, int page, int size, int grow, void volatile **to)
{
    return real(f)->pMethods->xShmMap(real(f), page, size, grow, to);
}
static int file_shm_lock(sqlite3_file *f, int at, int count, int flags)
{
    return real(f)->pMethods->xShmLock(real(f), at, count, flags);
}
static void file_shm_barrier(sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); }
static int file_shm_unmap(sqlite3_file *f, int deletes)
{
    return real(f)->pMethods->xShmUnmap(real(f), deletes);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_device,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    File *file = (File *)f;
    (void)vfs;
    file->base.pMethods = NULL;
    file->real = (sqlite3_file *)(file + 1);
    int code = real_vfs->xOpen(real_vfs, name, file->real, flags, out);
    if (file->real->pMethods) file->base.pMethods = &methods;
    return code;
}

static int faulty_delete(sqlite3_vfs *vfs, const char *name, int syncs)
{
    int code = strike(SQLITE_IOERR_DELETE);
    (void)vfs;
    return code ? code : real_vfs->xDelete(real_vfs, name, syncs);
}

static void register_disk(void)
{
    static sqlite3_vfs faulty;
    if (real_vfs) return;
    real_vfs = sqlite3_vfs_find(NULL);
    faulty = *real_vfs;
    faulty.zName = "faulty";
    faulty.szOsFile = (int)sizeof(File) + real_vfs->szOsFile;
    faulty.xOpen = faulty_open;
    faulty.xDelete = faulty_delete;
    sqlite3_vfs_register(&faulty, 0);
}

/* ---- files ---- */

static char path[256];

static void remove_files(void)
{
    static const char *const suffixes[] = {"", "-journal", "-wal", "-shm", ".before-0003",
                                           ".before-0003.part"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        char name[300];
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
}

static sqlite3 *open_with(const char *vfs)
{
    sqlite3 *connection = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    CHECK(sqlite3_open_v2(path, &connection, flags, vfs) == SQLITE_OK);
    if (!vfs) sqlite3_exec(connection, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    return connection;
}

static bool says(sqlite3 *connection, const char *sql, const char *wanted)
{
    sqlite3_stmt *row = NULL;
    bool is_so = sqlite3_prepare_v2(connection, sql, -1, &row, NULL) == SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW &&
                 !strcmp((const char *)sqlite3_column_text(row, 0), wanted);
    sqlite3_finalize(row);
    return is_so;
}

static schemac_status migrate(sqlite3 *connection, const schemac_schema *schema)
{
    schemac_options options = {.lock_wait_ms = -1};
    return schemac_migrate(schemac_sqlite(connection), schema, &options, NULL);
}

static bool fits(sqlite3 *connection, const schemac_schema *schema)
{
    return schemac_verify(schemac_sqlite(connection), schema, SCHEMAC_EXACT, NULL) == SCHEMAC_OK;
}

static void make_old(const char *mode)
{
    remove_files();
    sqlite3 *connection = open_with(NULL);
    CHECK(sqlite3_exec(connection, mode, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(migrate(connection, &pets_1) == SCHEMAC_OK);
    CHECK(sqlite3_exec(connection, rows, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(connection);
}

/* ---- one point ---- */

static schemac_status strike_at(int point)
{
    sqlite3 *connection = open_with("faulty");
    sqlite3_exec(connection, "PRAGMA cache_size = 2", NULL, NULL, NULL);
    left = point;
    has_failed = false;
    schemac_status status = migrate(connection, &pets_3);
    left = -1;
    sqlite3_close(connection);
    return status;
}

/* In a process of its own, which may die. */
static schemac_status die_at(int point)
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    if (!child) {
        schemac_status came_to = strike_at(point);
        _exit(has_failed ? 99 : (int)came_to);
    }
    CHECK(waitpid(child, &status, 0) == child);
    has_failed = WIFSIGNALED(status);
    return has_failed ? SCHEMAC_DATABASE : (schemac_status)WEXITSTATUS(status);
}

static void check_after(schemac_status status)
{
    sqlite3 *connection = open_with(NULL);
    bool is_done = fits(connection, &pets_3);
    CHECK(is_done || status != SCHEMAC_OK);
    CHECK(is_done || fits(connection, &pets_2) || fits(connection, &pets_1));
    CHECK(says(connection, all_rows, ALL_ROWS));
    CHECK(migrate(connection, &pets_3) == SCHEMAC_OK);
    CHECK(fits(connection, &pets_3));
    CHECK(says(connection, all_rows, ALL_ROWS));
    CHECK(says(connection, "PRAGMA integrity_check", "ok"));
    CHECK(says(connection, "SELECT count(*) FROM schemac_history WHERE status = 'applied'", "3"));
    sqlite3_close(connection);
}

static void every_point(Fault kind, const char *mode, const char *told)
{
    int point = 0;
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/schemac_faults_%ld.db", folder ? folder : "/tmp",
             (long)getpid());
    register_disk();
    fault = kind;
    do {
        make_old(mode);
        check_after(kind == DIES ? die_at(point) : strike_at(point));
        point++;
    } while (has_failed && test_ok && point < 5000);
    CHECK(point > 20);
    fprintf(stderr, "%s: %d points\n", told, point - 1);
    remove_files();
}

TEST(the_disk_fails) { every_point(FAILS, "PRAGMA journal_mode = delete", "fails, journal"); }
TEST(the_disk_fails_under_a_wal) { every_point(FAILS, "PRAGMA journal_mode = wal", "fails, WAL"); }
TEST(the_disk_is_full) { every_point(IS_FULL, "PRAGMA journal_mode = delete", "full, journal"); }
TEST(the_disk_is_full_under_a_wal) { every_point(IS_FULL, "PRAGMA journal_mode = wal", "full, WAL"); }
TEST(the_process_dies) { every_point(DIES, "PRAGMA journal_mode = delete", "dies, journal"); }
TEST(the_process_dies_under_a_wal) { every_point(DIES, "PRAGMA journal_mode = wal", "dies, WAL"); }
