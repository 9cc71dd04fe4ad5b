/* SPDX-License-Identifier: MIT
 * Private to runtime/sqlite. */
#ifndef SCHEMAC_SQLITE_BACKUP_H
#define SCHEMAC_SQLITE_BACKUP_H

#include <sqlite3.h>

#include "engine.h"

/* First column of the first row; -1: none, or a failure. */
int64_t sqlite_ask_number(sqlite3 *connection, const char *sql);

/* Copies the file as it is before the migration to version; *path: where, NULL: there is no file.
 * LOCKED: another program did it meanwhile. */
schemac_status sqlite_backup(void *handle, memory *pool, int version, const char **path,
                             const char **error);

#endif
