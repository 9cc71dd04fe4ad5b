/* SPDX-License-Identifier: MIT
 * Private. Reads the catalog of an SQLite database; see docs/catalog.md. */
#ifndef SCHEMAC_SQLITE_INSPECT_H
#define SCHEMAC_SQLITE_INSPECT_H

#include <sqlite3.h>

#include "catalog.h"

/* One statement, and one more where there are virtual tables. Writes nothing, sets nothing. */
schemac_status sqlite_inspect(sqlite3 *connection, catalog *into, const char **error);

#endif
