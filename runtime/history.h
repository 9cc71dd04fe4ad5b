/* SPDX-License-Identifier: MIT
 * Private. The table schemac_history (schema/schemac/schemac.schema): where a database stands, and
 * how it came there. */
#ifndef SCHEMAC_RUNTIME_HISTORY_H
#define SCHEMAC_RUNTIME_HISTORY_H

#include "call.h"

/* What the table says of the call's schema. */
typedef struct History {
    int format;   /* of the table; 0: there is none. Another schema may have made it */
    bool applied; /* the rest is that of the last row that was applied */
    const char *id;
    int version;
    const char *fingerprint;
    const char *recorded_server, *present_server; /* versions of the engine */
    const char *digest;                           /* of the catalog; "": not recorded */
    int oldest;        /* programs from this version on may run; -1: not recorded */
    bool is_unchanged; /* the mark is the one that was recorded: nothing was altered since */
    /* A migration that was begun since and is not done; its version -1: none. */
    int begun_version, begun_blocks, begun_oldest;
    const char *begun_fingerprint;
} History;

typedef enum Outcome { APPLIED, FAILED, STARTED } Outcome;

/* One row to be. */
typedef struct Entry {
    const char *name, *kind; /* "baseline", "baseline" */
    const char *fingerprint;
    int version, oldest;
    Outcome outcome;
    int blocks;                   /* done; of what was STARTED */
    const char *error;            /* NULL: none */
    const char *digest, *catalog; /* NULL: none */
    const char *mark;             /* NULL: none, or something of the database is worth a note */
    const char *program;          /* NULL: not said */
    int64_t duration_us;
} Entry;

/* Reads only. NEWER: the table is of a later schemac. with_mark: asks for is_unchanged as well. */
schemac_status history_read(schemac_call *call, History *history, bool with_mark);
/* Has the database come on between the two readings? */
bool history_moved(const History *before, const History *now);
/* The catalog of the row that was read, where it was recorded. */
schemac_status history_catalog(schemac_call *call, const History *history, catalog *recorded);
/* Within the transaction that does the work: makes the table, or brings it to this format, where
 * that is needed. The mark is that of the catalog with this table; what is inspected afterwards is
 * what it stands for. */
schemac_status history_mark(schemac_call *call, History *history, const char **mark);
schemac_status history_insert(schemac_call *call, History *history, const Entry *entry);

#endif
