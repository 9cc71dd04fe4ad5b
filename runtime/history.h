/* SPDX-License-Identifier: MIT
 * Private. The table schemac_history (schema/schemac/schemac.schema): where a database stands, and
 * how it came there. */
#ifndef SCHEMAC_RUNTIME_HISTORY_H
#define SCHEMAC_RUNTIME_HISTORY_H

#include "call.h"

/* What the table says of the call's schema. */
typedef struct History {
    bool exists;  /* the table is there; another schema may have made it */
    bool applied; /* the rest is that of the last row that was applied */
    const char *id;
    int version;
    const char *fingerprint;
    const char *recorded_server, *present_server; /* versions of the engine */
    const char *digest;                           /* of the catalog; "": not recorded */
} History;

/* One row to be. */
typedef struct Entry {
    const char *name, *kind;      /* "baseline", "baseline" */
    const char *error;            /* NULL: applied */
    const char *digest, *catalog; /* NULL: none */
    const char *program;          /* NULL: not said */
    int64_t duration_us;
} Entry;

/* Reads only. NEWER: the table is of a later schemac. */
schemac_status history_read(schemac_call *call, History *history);
/* The catalog of the row that was read, where it was recorded. */
schemac_status history_catalog(schemac_call *call, const History *history, catalog *recorded);
/* Both within the transaction that does the work. */
schemac_status history_create(schemac_call *call);
schemac_status history_insert(schemac_call *call, const Entry *entry);

#endif
