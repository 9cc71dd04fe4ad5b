/* SPDX-License-Identifier: MIT
 *
 * schemac runtime: brings a database to the schema a program was compiled with, checks at start
 * that it still fits, and moves typed rows in and out. Two libraries share this header: one for
 * SQLite, one for PostgreSQL (libpq). Link the one you use; neither needs the other.
 *
 * The application keeps its own connection; a schemac_db is a view of it, copied by value.
 * The library never prints, never exits, has no globals. A connection and everything made from it
 * belong to one thread at a time; different connections may be used by different threads.
 */
#ifndef SCHEMAC_H
#define SCHEMAC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SCHEMAC_VERSION "0.1.0"
/* Generated files name the interface they were made for and refuse any other with #error. */
#define SCHEMAC_INTERFACE 1

#if defined(__GNUC__)
#define SCHEMAC_API __attribute__((visibility("default")))
#else
#define SCHEMAC_API
#endif

/* What a call came to. The numbers are the exit statuses of the schemac command. */
typedef enum schemac_status {
    SCHEMAC_OK = 0,
    SCHEMAC_INVALID = 1,   /* the compiled-in schema or the call is wrong */
    SCHEMAC_DIFFERENT = 3, /* the database is not what the program was compiled for; see report */
    SCHEMAC_REFUSED = 4,   /* data would be lost, or a transaction of the caller is open */
    SCHEMAC_DATABASE = 5,  /* the database failed; report->message holds its own words */
    SCHEMAC_LOCKED = 6,    /* another process is migrating, past the time allowed */
    SCHEMAC_NEWER = 7,     /* the database is newer than this program allows */
    SCHEMAC_BUG = 70
} schemac_status;

/* ---- connections ---- */

struct sqlite3;
struct sqlite3_stmt;
struct pg_conn;   /* libpq's PGconn */
struct pg_result; /* libpq's PGresult */

struct schemac_engine; /* private: what one of the two libraries can do */

typedef struct schemac_db {
    const struct schemac_engine *engine;
    void *handle;
} schemac_db;

SCHEMAC_API schemac_db schemac_sqlite(struct sqlite3 *connection);
SCHEMAC_API schemac_db schemac_postgres(struct pg_conn *connection);

/* ---- the compiled-in schema: generated, const, never made by hand ---- */

/* One dialect's half. Texts are arrays of pieces below 4096 bytes, ended by NULL.
 * baseline: a statement ends with the piece whose last byte is ';'.
 * catalog: the catalog text (docs/catalog.md), lines ended by '\n', cut anywhere. */
typedef struct schemac_dialect_half {
    const char *const *baseline;
    const char *const *catalog;
} schemac_dialect_half;

typedef struct schemac_schema {
    int interface_version;     /* SCHEMAC_INTERFACE of the compiler */
    const char *name;          /* "shop" */
    int version;               /* number of the last sealed migration; 0: none sealed */
    const char *fingerprint;   /* what the author meant: 64 hex digits */
    const char *default_space; /* PostgreSQL namespace of unqualified objects */
    const schemac_dialect_half *sqlite, *postgres; /* NULL: not a target */
} schemac_schema;

/* ---- report ---- */

typedef enum schemac_severity {
    SCHEMAC_ERROR, /* the program must not start */
    SCHEMAC_NOTE   /* worth knowing: an object the schema does not own, a differing comment */
} schemac_severity;

/* One difference. Strings belong to the report. */
typedef struct schemac_difference {
    schemac_severity severity;
    const char *kind;      /* "column", "foreign key", ... */
    const char *path;      /* "orders.total" */
    const char *attribute; /* "default"; NULL: the whole object is missing or unexpected */
    const char *expected;  /* NULL: not expected */
    const char *found;     /* NULL: not there */
    const char *advice;    /* what to do */
} schemac_difference;

typedef struct schemac_report {
    schemac_status status;
    const char *message; /* one line for people, never NULL after a call; no password in it */
    const schemac_difference *differences;
    size_t difference_count;
    size_t error_count;   /* of differences with SCHEMAC_ERROR */
    int version_before, version_after; /* -1: not known */
    void *memory; /* private */
} schemac_report;

/* Frees what the report holds and zeroes it. A zeroed report may be freed. */
SCHEMAC_API void schemac_report_free(schemac_report *report);
/* The whole report as text for people, several lines; belongs to the report. */
SCHEMAC_API const char *schemac_report_text(schemac_report *report);

/* ---- migrate and verify ---- */

typedef struct schemac_options { /* zeroed: the defaults */
    int lock_wait_ms;     /* how long to wait for another process; 0: 30000, negative: not at all */
    const char *program;  /* recorded in the history; NULL: none */
} schemac_options;

/* Makes a fresh database from the embedded baseline, in one transaction with its history row,
 * verified against the live catalog before it commits. A database that is already there: nothing
 * is written, OK. The connection must not be in a transaction (REFUSED). report may be NULL. */
SCHEMAC_API schemac_status schemac_migrate(schemac_db db, const schemac_schema *schema,
                                           const schemac_options *options, schemac_report *report);

typedef enum schemac_policy {
    SCHEMAC_EXACT, /* every difference is an error; objects not owned are notes */
    SCHEMAC_COMPATIBLE,
    SCHEMAC_REPORT /* status is OK even if something differs */
} schemac_policy;

/* The startup check: the real catalog against the compiled-in schema. Reads only; works on a
 * read-only connection, inside or outside a transaction, without DDL rights. */
SCHEMAC_API schemac_status schemac_verify(schemac_db db, const schemac_schema *schema,
                                          schemac_policy policy, schemac_report *report);

/* ---- rows ---- */

typedef struct schemac_text {
    const char *data; /* not NUL-terminated in general */
    size_t size;
} schemac_text;
typedef struct schemac_bytes {
    const void *data;
    size_t size;
} schemac_bytes;
typedef struct schemac_uuid {
    uint8_t bytes[16];
} schemac_uuid;
typedef struct schemac_interval {
    int64_t microseconds;
    int32_t days, months;
} schemac_interval;

#ifdef __cplusplus
}
#endif
#endif
