/* SPDX-License-Identifier: MIT
 * A disk for SQLite that fails at will: a VFS before the real one. One fault at a time is set for
 * the whole process; files are opened with the VFS called DISK_VFS. Nothing is ever synced in
 * earnest: whether the machine goes down is not for these files to survive, and it is slow. The time
 * stands still. */
#ifndef TORTURE_DISK_H
#define TORTURE_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DISK_VFS "schemac-torture"

typedef enum DiskFault {
    DISK_FAILS,      /* one call fails, the others do not */
    DISK_BREAKS,     /* from one call on all of them fail */
    DISK_IS_FULL,    /* from one call on nothing more can be written */
    DISK_IS_LOCKED,  /* a lock is somebody else's for once */
    DISK_READS_FAIL, /* a page cannot be read for once */
    DISK_READS_PART, /* the system reads or writes less than it was asked to, for once */
    DISK_WRITES_PART,
    DISK_CLOSES,     /* from one call on the folder takes no new file */
    DISK_TURNS_READ_ONLY, /* from one call on the file takes no write */
    DISK_DIES,       /* the process is killed */
    DISK_LOSES_POWER, /* the process is killed, and of what was not synced some is lost */
    DISK_FAULTS
} DiskFault;

const char *disk_fault_name(DiskFault fault);
bool disk_kills(DiskFault fault); /* the migration must be in a process of its own */

/* Registers the VFS; false: it cannot. */
bool disk_open(void);
/* From now on the call with that number (from 0) of those that the fault concerns comes to it. */
void disk_arm(DiskFault fault, size_t point, uint64_t seed);
/* The same, without the fault: counts. */
void disk_count(DiskFault fault);
/* No fault any more. How many calls there were; *struck: it has happened. */
size_t disk_disarm(bool *struck);

#endif
