/* SPDX-License-Identifier: MIT
 * Private. What the program knows of versions: their fingerprints, and the catalog of each. */
#ifndef SCHEMAC_EXPECT_H
#define SCHEMAC_EXPECT_H

#include "call.h"

/* The migration that leads to that version; NULL: the program has none. */
const schemac_migration *expect_migration(const schemac_call *call, int version);
/* The fingerprint of a sealed version; NULL: not known. */
const char *expect_fingerprint(const schemac_call *call, int version);
/* The oldest version whose programs may go on with a database of that one. */
int expect_oldest(const schemac_call *call, int version);
/* The catalog of that version: the newest one, taken back migration by migration. */
schemac_status expect_catalog(schemac_call *call, int version, catalog *expected);

#endif
