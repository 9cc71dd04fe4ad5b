/* SPDX-License-Identifier: MIT
 * Copies the file before a migration that loses data: written beside it, checked, on the disk, and
 * only then under its name. Who can read the file can read the copy, nobody else. */
#include "backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"

enum { STILL_S = 10, PAUSE_MS = 50 };

int64_t sqlite_ask_number(sqlite3 *connection, const char *sql)
{
    sqlite3_stmt *row = NULL;
    int64_t number = -1;
    if (sqlite3_prepare_v2(connection, sql, -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW)
        number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return number;
}

static bool has_room(sqlite3 *connection, const char *path)
{
    struct statvfs disk;
    int64_t need =
        sqlite_ask_number(connection, "SELECT page_count*page_size FROM pragma_page_count,"
                                      " pragma_page_size");
    if (statvfs(path, &disk) != 0) return true; /* writing will tell */
    return (uint64_t)need < (uint64_t)disk.f_bavail * disk.f_frsize;
}

/* Waits for another program that is at it, whose file grows; one that was killed has left a file
 * that does not, and goes. */
static void await(const char *part)
{
    struct stat file;
    while (stat(part, &file) == 0) {
        time_t age = time(NULL) - file.st_mtime;
        if ((age < -STILL_S || age > STILL_S) && unlink(part) != 0) return;
        clock_pause(PAUSE_MS);
    }
}

/* An empty file, which VACUUM INTO takes, with the rights of the original. LOCKED: somebody else
 * had made it, and is done by now, or it cannot be taken away. */
static schemac_status make_file(const char *original, const char *part)
{
    struct stat like;
    if (stat(original, &like) != 0) return SCHEMAC_DATABASE;
    int file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, like.st_mode & 0777);
    if (file >= 0) return close(file) == 0 ? SCHEMAC_OK : SCHEMAC_DATABASE;
    if (errno != EEXIST) return SCHEMAC_DATABASE;
    await(part);
    return SCHEMAC_LOCKED;
}

static bool copy(sqlite3 *connection, const char *part)
{
    sqlite3_stmt *vacuum = NULL;
    int code = sqlite3_prepare_v2(connection, "VACUUM main INTO ?", -1, &vacuum, NULL);
    if (code == SQLITE_OK) code = sqlite3_bind_text(vacuum, 1, part, -1, SQLITE_STATIC);
    if (code == SQLITE_OK) code = sqlite3_step(vacuum);
    sqlite3_finalize(vacuum);
    return code == SQLITE_DONE;
}

static bool is_whole(sqlite3 *connection, const char *part)
{
    static const char count[] = "SELECT count(*) FROM main.sqlite_schema";
    sqlite3 *made = NULL;
    bool is_fine = sqlite3_open_v2(part, &made, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
    is_fine = is_fine && sqlite_ask_number(made, count) == sqlite_ask_number(connection, count) &&
              sqlite_ask_number(made, "SELECT quick_check='ok'FROM pragma_quick_check") == 1;
    sqlite3_close(made);
    return is_fine;
}

static bool sync_path(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool is_fine = file >= 0 && fsync(file) == 0;
    if (file >= 0) close(file);
    return is_fine;
}

static bool sync_folder(memory *pool, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash ? memory_copy(pool, path, (size_t)(slash - path) + 1) : ".";
    return folder && sync_path(folder);
}

static const char *system_error(memory *pool)
{
    return memory_printf(pool, "%s", strerror(errno));
}

schemac_status sqlite_backup(void *handle, memory *pool, int version, const char **path,
                             const char **error)
{
    const char *original = sqlite3_db_filename(handle, "main");
    *path = NULL;
    if (!original || !*original) return SCHEMAC_OK; /* in memory: nothing to come back to */
    const char *target = memory_printf(pool, "%s.before-%04d", original, version);
    const char *part = memory_printf(pool, "%s.part", target ? target : "");
    if (!target || !part) return SCHEMAC_DATABASE;
    if (!has_room(handle, original)) {
        *error = "the disk has no room for it";
        return SCHEMAC_REFUSED;
    }
    *error = "the copy is damaged";
    schemac_status status = make_file(original, part);
    bool is_fine = status == SCHEMAC_OK;
    if (status == SCHEMAC_LOCKED) return status;
    if (!is_fine) *error = system_error(pool);
    if (is_fine && !copy(handle, part))
        *error = memory_printf(pool, "%s", sqlite3_errmsg(handle)), is_fine = false;
    is_fine = is_fine && is_whole(handle, part);
    if (is_fine && (!sync_path(part) || rename(part, target) != 0 || !sync_folder(pool, target)))
        *error = system_error(pool), is_fine = false;
    if (!is_fine) unlink(part);
    if (is_fine) *path = target;
    return is_fine ? SCHEMAC_OK : SCHEMAC_DATABASE;
}
