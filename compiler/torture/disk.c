/* SPDX-License-Identifier: MIT
 * The VFS. A loss of power is made from what was there when a file was last synced and what is
 * there now: of each sector that differs, and of the length, one of the two stays. */
#include "torture/disk.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "torture/torture.h"

enum { SECTOR = 512 };

/* ---- when it strikes ---- */

typedef enum Call {
    READ = 1,
    WRITE = 2,
    TRUNCATE = 4,
    SYNC = 8,
    LOCK = 16,
    DELETE = 32,
    CREATE = 64,
    READ_PART = 128, /* of the system below SQLite's own VFS */
    WRITE_PART = 256,
    CHANGES = WRITE | TRUNCATE | SYNC | LOCK | DELETE | CREATE
} Call;

typedef struct Row {
    const char *name;
    unsigned at;    /* calls that it may come to first */
    unsigned stays; /* calls that fail from then on */
    int code;       /* 0: what the call says when a disk fails */
} Row;

static const Row rows[DISK_FAULTS] = {
    [DISK_FAILS] = {"a call fails", CHANGES, 0, 0},
    [DISK_BREAKS] = {"the disk breaks", CHANGES, READ | CHANGES, 0},
    [DISK_IS_FULL] = {"the disk is full", WRITE | SYNC | CREATE, WRITE | CREATE, SQLITE_FULL},
    [DISK_IS_LOCKED] = {"a lock is taken", LOCK, 0, SQLITE_BUSY},
    [DISK_READS_FAIL] = {"a read fails", READ, 0, 0},
    [DISK_READS_PART] = {"a read is short", READ_PART, 0, 0},
    [DISK_WRITES_PART] = {"a write is short", WRITE_PART, 0, 0},
    [DISK_CLOSES] = {"the folder is read-only", CREATE, CREATE, SQLITE_CANTOPEN},
    [DISK_TURNS_READ_ONLY] = {"the file is read-only", WRITE | TRUNCATE | DELETE | CREATE,
                              WRITE | TRUNCATE | DELETE | CREATE, SQLITE_READONLY},
    [DISK_DIES] = {"kill -9", CHANGES, 0, 0},
    [DISK_LOSES_POWER] = {"power is lost", CHANGES, 0, 0},
};

typedef struct File File;

/* A file that was closed, as it was last synced. If it was deleted since and its folder was not
 * synced, it may be there again. */
typedef struct Gone {
    char *path;
    unsigned char *bytes;
    size_t length;
    bool is_deleted;
    struct Gone *next;
} Gone;

static sqlite3_vfs *real_vfs;
static struct {
    DiskFault fault;
    bool is_on, has_struck;
    size_t calls, point;
    uint64_t seed;
    File *files; /* that are open */
    Gone *gone; /* the last one first */
} disk;

static void lose_power(void);

const char *disk_fault_name(DiskFault fault)
{
    return rows[fault].name;
}

bool disk_kills(DiskFault fault)
{
    return fault == DISK_DIES || fault == DISK_LOSES_POWER;
}

static int failure(const Row *row, Call call)
{
    if (row->code) return row->code;
    switch (call) {
    case READ: return SQLITE_IOERR_READ;
    case WRITE: return SQLITE_IOERR_WRITE;
    case TRUNCATE: return SQLITE_IOERR_TRUNCATE;
    case SYNC: return SQLITE_IOERR_FSYNC;
    case LOCK: return SQLITE_IOERR_LOCK;
    case DELETE: return SQLITE_IOERR_DELETE;
    default: return SQLITE_CANTOPEN;
    }
}

/* SQLITE_OK, or what the call is to come to. */
static int strike(Call call)
{
    const Row *row = &rows[disk.fault];
    if (!disk.is_on) return SQLITE_OK;
    if (disk.has_struck) return row->stays & call ? failure(row, call) : SQLITE_OK;
    if (!(row->at & call) || disk.calls++ != disk.point) return SQLITE_OK;
    disk.has_struck = true;
    if (disk.fault == DISK_LOSES_POWER) lose_power();
    if (disk_kills(disk.fault)) kill(getpid(), SIGKILL);
    return failure(row, call);
}

void disk_arm(DiskFault fault, size_t point, uint64_t seed)
{
    disk.fault = fault;
    disk.is_on = true;
    disk.has_struck = false;
    disk.calls = 0;
    disk.point = point;
    disk.seed = seed;
}

void disk_count(DiskFault fault)
{
    disk_arm(fault, SIZE_MAX, 0);
}

size_t disk_disarm(bool *struck)
{
    disk.is_on = false;
    *struck = disk.has_struck;
    return disk.calls;
}

/* ---- files ---- */

struct File {
    sqlite3_file base;
    sqlite3_file *real;
    const char *path; /* NULL: a temporary one, of which nothing need be left */
    unsigned char *synced; /* what would be there after a loss of power, if that is to come */
    size_t synced_length;
    File *next;
};

static sqlite3_file *real(sqlite3_file *file)
{
    return ((File *)file)->real;
}

static bool is_kept(const File *file)
{
    return file->path && disk.is_on && disk.fault == DISK_LOSES_POWER;
}

static unsigned char *content(File *file, size_t *length)
{
    sqlite3_int64 size = 0;
    file->real->pMethods->xFileSize(file->real, &size);
    unsigned char *bytes = malloc((size_t)size + 1);
    *length = bytes ? (size_t)size : 0;
    if (size && bytes) file->real->pMethods->xRead(file->real, bytes, (int)size, 0);
    return bytes;
}

static void keep(File *file)
{
    free(file->synced);
    file->synced = content(file, &file->synced_length);
}

static void forget(Gone **at)
{
    Gone *gone = *at;
    *at = gone->next;
    free(gone->path);
    free(gone->bytes);
    free(gone);
}

/* The folder is on the disk, too, as it is. */
static void sync_folder(void)
{
    for (Gone **at = &disk.gone; *at;) {
        if ((*at)->is_deleted) forget(at);
        else at = &(*at)->next;
    }
}

static void remember(File *file)
{
    Gone *gone = file->synced ? calloc(1, sizeof *gone) : NULL;
    if (!gone) return;
    *gone = (Gone){.path = strdup(file->path),
                   .bytes = file->synced,
                   .length = file->synced_length,
                   .next = disk.gone};
    disk.gone = gone;
}

static int file_close(sqlite3_file *f)
{
    File *file = (File *)f;
    for (File **at = &disk.files; *at; at = &(*at)->next)
        if (*at == file) {
            *at = file->next;
            break;
        }
    remember(file);
    return real(f)->pMethods->xClose(real(f));
}
static int file_read(sqlite3_file *f, void *to, int size, sqlite3_int64 at)
{
    int code = strike(READ);
    return code ? code : real(f)->pMethods->xRead(real(f), to, size, at);
}
static int file_write(sqlite3_file *f, const void *from, int size, sqlite3_int64 at)
{
    int code = strike(WRITE);
    return code ? code : real(f)->pMethods->xWrite(real(f), from, size, at);
}
static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    int code = strike(TRUNCATE);
    return code ? code : real(f)->pMethods->xTruncate(real(f), size);
}
static int file_sync(sqlite3_file *f, int flags)
{
    int code = strike(SYNC);
    (void)flags;
    if (code || !is_kept((File *)f)) return code;
    keep((File *)f);
    sync_folder();
    return SQLITE_OK;
}
static int file_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return real(f)->pMethods->xFileSize(real(f), size);
}
static int file_lock(sqlite3_file *f, int level)
{
    int code = strike(LOCK);
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
static int file_sector(sqlite3_file *f)
{
    return real(f)->pMethods->xSectorSize(real(f));
}
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
    int code = flags & SQLITE_SHM_LOCK ? strike(LOCK) : SQLITE_OK;
    return code ? code : real(f)->pMethods->xShmLock(real(f), at, count, flags);
}
static void file_shm_barrier(sqlite3_file *f)
{
    real(f)->pMethods->xShmBarrier(real(f));
}
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

/* ---- the folder ---- */

static bool is_new(const char *name)
{
    int is_there = 0;
    real_vfs->xAccess(real_vfs, name, SQLITE_ACCESS_EXISTS, &is_there);
    return !is_there;
}

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    File *file = (File *)f;
    (void)vfs;
    *file = (File){.real = (sqlite3_file *)(file + 1), .path = name};
    int code = name && is_new(name) ? strike(CREATE) : SQLITE_OK;
    if (code) return code;
    code = real_vfs->xOpen(real_vfs, name, file->real, flags, out);
    if (!file->real->pMethods) return code;
    file->base.pMethods = &methods;
    file->next = disk.files;
    disk.files = file;
    if (is_kept(file)) keep(file);
    return code;
}

static int faulty_delete(sqlite3_vfs *vfs, const char *name, int syncs)
{
    int code = strike(DELETE);
    (void)vfs;
    if (code) return code;
    for (Gone *gone = disk.gone; gone; gone = gone->next)
        if (!strcmp(gone->path, name)) gone->is_deleted = true;
    if (syncs) sync_folder();
    return real_vfs->xDelete(real_vfs, name, 0);
}

/* ---- the time ---- */

/* It is always the same, so that values made of it are. */
static int still_time(sqlite3_vfs *vfs, sqlite3_int64 *now)
{
    static const sqlite3_int64 new_year_2026 = 212634028800000; /* in ms of the Julian day */
    (void)vfs;
    *now = new_year_2026;
    return SQLITE_OK;
}

static int still_days(sqlite3_vfs *vfs, double *now)
{
    sqlite3_int64 ms;
    int code = still_time(vfs, &ms);
    *now = (double)ms / 86400000.0;
    return code;
}

/* ---- the system ---- */

static ssize_t read_part(int file, void *to, size_t size, off_t at)
{
    return pread(file, to, size > 1 && strike(READ_PART) ? size / 2 : size, at);
}

static ssize_t write_part(int file, const void *from, size_t size, off_t at)
{
    return pwrite(file, from, size > 1 && strike(WRITE_PART) ? size / 2 : size, at);
}

/* Whether the VFS calls it by the one name or the other. */
static void put_before(sqlite3_vfs *vfs, const char *const *names, sqlite3_syscall_ptr function)
{
    for (size_t i = 0; i < 2; i++)
        if (vfs->iVersion >= 3 && vfs->xGetSystemCall(vfs, names[i]))
            vfs->xSetSystemCall(vfs, names[i], function);
}

bool disk_open(void)
{
    static const char *const reads[] = {"pread", "pread64"}, *const writes[] = {"pwrite", "pwrite64"};
    static sqlite3_vfs faulty;
    if (real_vfs) return true;
    real_vfs = sqlite3_vfs_find(NULL);
    if (!real_vfs) return false;
    put_before(real_vfs, reads, (sqlite3_syscall_ptr)read_part);
    put_before(real_vfs, writes, (sqlite3_syscall_ptr)write_part);
    faulty = *real_vfs;
    faulty.zName = DISK_VFS;
    faulty.szOsFile = (int)sizeof(File) + real_vfs->szOsFile;
    faulty.xOpen = faulty_open;
    faulty.xDelete = faulty_delete;
    faulty.xCurrentTime = still_days;
    faulty.xCurrentTimeInt64 = still_time;
    return sqlite3_vfs_register(&faulty, 0) == SQLITE_OK;
}

/* ---- the power ---- */

static bool toss(size_t *tosses)
{
    return torture_mix(disk.seed, (*tosses)++) & 1;
}

static void lose_some(File *file, size_t *tosses)
{
    size_t length, at = 0;
    unsigned char *now = content(file, &length);
    size_t shorter = length < file->synced_length ? length : file->synced_length;
    size_t longer = length < file->synced_length ? file->synced_length : length;
    size_t stays = toss(tosses) ? length : file->synced_length;
    unsigned char *made = calloc(1, longer + 1);
    if (!made || !now) return;
    memcpy(made, now, length);
    if (length < file->synced_length)
        memcpy(made + length, file->synced + length, longer - length);
    for (; at < shorter; at += SECTOR) {
        size_t size = shorter - at < SECTOR ? shorter - at : SECTOR;
        bool differs = memcmp(now + at, file->synced + at, size) != 0;
        if (differs && toss(tosses)) memcpy(made + at, file->synced + at, size);
    }
    for (at = file->synced_length; at < stays; at += SECTOR) /* made longer, but not yet written */
        if (toss(tosses)) memset(made + at, 0, stays - at < SECTOR ? stays - at : SECTOR);
    file->real->pMethods->xTruncate(file->real, (sqlite3_int64)stays);
    if (stays) file->real->pMethods->xWrite(file->real, made, (int)stays, 0);
}

static void lose_power(void)
{
    size_t tosses = 0;
    for (File *file = disk.files; file; file = file->next)
        if (file->synced) lose_some(file, &tosses);
    for (Gone *gone = disk.gone; gone; gone = gone->next) {
        bool is_back = gone->is_deleted && toss(&tosses);
        FILE *again = is_back ? fopen(gone->path, "wbx") : NULL; /* not over one made since */
        if (!again) continue;
        fwrite(gone->bytes, 1, gone->length, again);
        fclose(again);
    }
}
