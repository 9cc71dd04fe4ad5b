/* SPDX-License-Identifier: MIT
 * Migrations while everything around them fails: a disk that fails, fills up or loses its power, a
 * process that dies, a connection that breaks at any message. After each point the database must be
 * at one of the stops of the undisturbed way, and the next start must bring it to the same end. */
#ifndef TORTURE_TORTURE_H
#define TORTURE_TORTURE_H

#include <stdint.h>

#include "base/arena.h"
#include "schemac.h"
#include "torture/server.h"

/* Which rows there are when the migration begins: fewer, as long as it refuses them. */
typedef enum Thrift { ROWS_ALL, ROWS_ONE, ROWS_UNTOUCHED, ROWS_NONE } Thrift;

/* One way: from a database with rows to a version of a program. */
typedef struct Subject {
    const char *name;             /* "migration 0002 add_devices" */
    const schemac_schema *before; /* makes the database it begins with; NULL: an empty one */
    const schemac_schema *schema; /* of the program */
    int to_version;               /* 0: the newest */
    void (*fill)(void *context, schemac_db db, Thrift thrift); /* NULL: there never are rows */
    void *context;
} Subject;

typedef enum TortureVerdict {
    TORTURE_FINE,
    TORTURE_BROKEN, /* a fault has done harm; problem tells which */
    TORTURE_FAILED  /* it could not be tried */
} TortureVerdict;

/* Of one kind of fault on one subject. */
typedef struct Outcome {
    const char *subject, *engine, *fault;
    const char *mode; /* of SQLite's journal; NULL: none */
    size_t points, tried; /* that there are; that were tried */
    TortureVerdict verdict;
    const char *problem; /* NULL: none */
} Outcome;

typedef struct Torture {
    Arena *arena;
    size_t most; /* points of a kind; 0: all of them */
    uint64_t seed; /* decides which, where they are not all tried, and what a disk loses */
    bool kills_backends; /* of PostgreSQL, instead of connections: the server is ours alone */
    void (*tell)(void *context, const Outcome *outcome);
    void *context;
    size_t tried;
    TortureVerdict worst;
} Torture;

/* Every kind of fault on both kinds of journal, in temporary files. */
void torture_sqlite(Torture *torture, const Subject *subject);
/* Every kind of fault of a connection, in databases of their own on that server. */
void torture_postgres(Torture *torture, const Subject *subject, Server *server);

/* For both: adds to the sums and tells. */
void torture_tell(Torture *torture, const Outcome *outcome);
/* How many of so many points are tried, and which is the i-th of them: spread over all. */
size_t torture_count(const Torture *torture, size_t points);
size_t torture_point(const Torture *torture, size_t points, size_t i);
/* A number that looks like chance and is the same each time. */
uint64_t torture_mix(uint64_t seed, uint64_t i);

#endif
