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
#include <string.h>

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
    SCHEMAC_NO_ROW = 8,    /* no row has that key; no exit status */
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

/* A sealed migration in one dialect: the way from version - 1 to version. */
typedef struct schemac_migration {
    int version;
    const char *name;                 /* "add_devices" */
    const char *parent, *fingerprint; /* of the schema before and after: 64 hex digits */
    const char *const *script; /* pieces as of a baseline; BEGIN and COMMIT stand where they are meant */
    const char *const *undo;   /* lines of the catalog text, '-' or '+' before each: what makes of the
                                  catalog after it the one before; pieces as of a catalog */
    int oldest;                /* programs from this version on go on reading and writing after it */
    int loses_data;            /* by permission: the script names it */
} schemac_migration;

/* One dialect's half. Texts are arrays of pieces below 4096 bytes, ended by NULL.
 * baseline: a statement ends with the piece whose last byte is ';'.
 * catalog: the catalog text (docs/catalog.md), lines ended by '\n', cut anywhere. */
typedef struct schemac_dialect_half {
    const char *const *baseline;
    const char *const *catalog;
    int oldest; /* the oldest engine it is for: 13 (PostgreSQL), 3037000 (SQLite) */
    const schemac_migration *migrations; /* rising by one; the last leads to the schema's version */
    size_t migration_count;
    const char *const *rights; /* what is asked of owners, privileges and rare attributes; the first
                                  piece is empty where owners and privileges are not among them. NULL:
                                  the schema says nothing of either */
} schemac_dialect_half;

typedef struct schemac_schema {
    int interface_version;     /* SCHEMAC_INTERFACE of the compiler */
    const char *name;          /* "shop" */
    int version;               /* number of the last sealed migration; 0: none sealed */
    const char *fingerprint;   /* what the author meant: 64 hex digits */
    const char *default_space; /* PostgreSQL namespace of unqualified objects */
    const schemac_dialect_half *sqlite, *postgres; /* NULL: not a target */
    const char *const *ignored; /* patterns of the paths of others' objects, ended by NULL; or NULL */
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
    const char *breaks;    /* of an error: which part of the program ("reading and writing"); or NULL */
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

/* What is about to be done. Strings last until the callback returns. */
typedef struct schemac_progress {
    const char *step;      /* "migration 0002 add_devices of schema app" */
    const char *statement; /* its first line */
    int number, count;     /* of the statements of the step, from 1 */
    int64_t rows;          /* that the statements before it have changed, in this call */
    int64_t elapsed_us;    /* since the step began */
} schemac_progress;

typedef struct schemac_options { /* zeroed: the defaults */
    int lock_wait_ms;     /* how long to wait for others, all in all; 0: 30000, negative: not at all */
    const char *program;  /* recorded in the history; NULL: none */
    /* Called before each statement, with context; false calls the migration off (REFUSED): what is
     * in its transaction is taken back, what was done before stays and is gone on from later. */
    bool (*progress)(void *context, const schemac_progress *now);
    void *context;
    int to_version; /* no further than this version; 0: to the newest */
    bool dry_run;   /* look and say what would be done; nothing is written */
    bool no_backup; /* SQLite: no copy of the file before a migration that loses data */
} schemac_options;

/* Brings a database to the compiled-in schema. A fresh one is made from the embedded baseline, in
 * one transaction; an older one goes through the embedded migrations, each with its history row in
 * one transaction (PostgreSQL: in the last, where a script has several), verified against the live
 * catalog before it commits. A database that is there already, or one that is newer and allows
 * this program: nothing is written, OK.
 * DIFFERENT: it is not what its version says, or no migration leads from there; nothing was done.
 * REFUSED: the data forbid it, the program called it off, or the connection is in a transaction.
 * NEWER: it does not allow this program. LOCKED: others were in the way all the time. After any of
 * them calling again is the repair. report may be NULL. */
SCHEMAC_API schemac_status schemac_migrate(schemac_db db, const schemac_schema *schema,
                                           const schemac_options *options, schemac_report *report);

typedef enum schemac_policy {
    SCHEMAC_EXACT, /* every difference is an error; objects not owned are notes */
    SCHEMAC_COMPATIBLE, /* what cannot hurt this program is a note: for rolling deploys */
    SCHEMAC_REPORT /* status is OK even if something differs */
} schemac_policy;

/* The startup check: the real catalog against the compiled-in schema. Reads only; works on a
 * read-only connection, inside or outside a transaction, without DDL rights. */
SCHEMAC_API schemac_status schemac_verify(schemac_db db, const schemac_schema *schema,
                                          schemac_policy policy, schemac_report *report);

/* ---- rows: values ---- */

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

/* The largest and the smallest value stand for PostgreSQL's infinity and -infinity. */
typedef int32_t schemac_date;      /* days since 1970-01-01 */
typedef int64_t schemac_time;      /* microseconds since midnight */
typedef int64_t schemac_timestamp; /* microseconds since 1970-01-01 00:00; of a timestamptz: UTC */

static inline schemac_text schemac_text_of(const char *string)
{
    schemac_text text = {string, strlen(string)};
    return text;
}

/* A value that may be absent. In a row that was read, exactly one of is_set and is_null is true.
 * What is written is the value where is_set is true, else NULL; but in a form for inserting, where
 * neither is true, the default of the column. Zeroed: neither. */
typedef struct schemac_maybe_bool {
    bool value, is_set, is_null;
} schemac_maybe_bool;
typedef struct schemac_maybe_int16 {
    int16_t value;
    bool is_set, is_null;
} schemac_maybe_int16;
typedef struct schemac_maybe_int32 {
    int32_t value;
    bool is_set, is_null;
} schemac_maybe_int32;
typedef struct schemac_maybe_int64 {
    int64_t value;
    bool is_set, is_null;
} schemac_maybe_int64;
typedef struct schemac_maybe_float {
    float value;
    bool is_set, is_null;
} schemac_maybe_float;
typedef struct schemac_maybe_double {
    double value;
    bool is_set, is_null;
} schemac_maybe_double;
typedef struct schemac_maybe_text {
    schemac_text value;
    bool is_set, is_null;
} schemac_maybe_text;
typedef struct schemac_maybe_bytes {
    schemac_bytes value;
    bool is_set, is_null;
} schemac_maybe_bytes;
typedef struct schemac_maybe_uuid {
    schemac_uuid value;
    bool is_set, is_null;
} schemac_maybe_uuid;
typedef struct schemac_maybe_date {
    schemac_date value;
    bool is_set, is_null;
} schemac_maybe_date;
typedef struct schemac_maybe_time {
    schemac_time value;
    bool is_set, is_null;
} schemac_maybe_time;
typedef struct schemac_maybe_timestamp {
    schemac_timestamp value;
    bool is_set, is_null;
} schemac_maybe_timestamp;
typedef struct schemac_maybe_interval {
    schemac_interval value;
    bool is_set, is_null;
} schemac_maybe_interval;

/* Initializers of a schemac_maybe_...: .note = SCHEMAC_SET(schemac_text_of("hello")). To assign one
 * C wants its type before it: (schemac_maybe_text)SCHEMAC_NULL; C++ does not. */
#define SCHEMAC_SET(...) {__VA_ARGS__, true, false}
#ifdef __cplusplus
#define SCHEMAC_NULL {{}, false, true}
#else
#define SCHEMAC_NULL {.is_set = false, .is_null = true}
#endif

/* ---- rows: descriptions; generated, const, never made by hand ---- */

typedef enum schemac_type {
    SCHEMAC_BOOL,        /* bool */
    SCHEMAC_INT16,       /* int16_t */
    SCHEMAC_INT32,       /* int32_t */
    SCHEMAC_INT64,       /* int64_t */
    SCHEMAC_FLOAT,       /* float */
    SCHEMAC_DOUBLE,      /* double */
    SCHEMAC_TEXT,        /* schemac_text; decimal, json, arrays and native types as well */
    SCHEMAC_BYTES,       /* schemac_bytes */
    SCHEMAC_UUID,        /* schemac_uuid */
    SCHEMAC_DATE,        /* schemac_date */
    SCHEMAC_TIME,        /* schemac_time */
    SCHEMAC_TIMESTAMP,   /* schemac_timestamp */
    SCHEMAC_TIMESTAMPTZ, /* schemac_timestamp */
    SCHEMAC_INTERVAL,    /* schemac_interval */
    SCHEMAC_LABEL        /* a C enum, see schemac_enum */
} schemac_type;

enum {                            /* flags of a column; the last two also of a table */
    SCHEMAC_KEY = 1,              /* part of the primary key */
    SCHEMAC_NULLABLE = 2,         /* in the row it is a schemac_maybe_... */
    SCHEMAC_OPTIONAL = 4,         /* in the form for inserting it is a schemac_maybe_... */
    SCHEMAC_READ_ONLY = 8,        /* the database makes it; not in the form */
    SCHEMAC_AS_TEXT = 16,         /* PostgreSQL sends and takes it as text */
    SCHEMAC_STORED_INTEGER = 32,  /* SQLite keeps the C value as an integer */
    SCHEMAC_STORED_BLOB = 64,     /* SQLite keeps the bytes as a blob */
    SCHEMAC_NOT_IN_SQLITE = 128,  /* it is not there; a column is then zero in a row read */
    SCHEMAC_NOT_IN_POSTGRES = 256
};

typedef struct schemac_enum {
    const char *name;          /* "member_role" */
    const char *const *labels; /* in the order of the C enum, from 0 */
    uint32_t count;
    uint32_t size; /* of the C enum in bytes */
} schemac_enum;

typedef struct schemac_column {
    const char *name; /* as SQL spells it, in quotes where it must */
    schemac_type type;
    uint32_t flags;
    uint32_t row_offset, form_offset; /* in the struct of the row, in the form for inserting */
    const schemac_enum *labels;       /* SCHEMAC_LABEL only */
} schemac_column;

typedef struct schemac_table {
    const char *name;  /* as SQL spells it */
    const char *space; /* its namespace in PostgreSQL, as SQL spells it */
    const schemac_column *columns;
    uint32_t column_count;
    uint32_t row_size;
    uint32_t flags; /* SCHEMAC_NOT_IN_... */
} schemac_table;

/* ---- rows: calls ----
 * The generated header wraps these functions for each table under the table's own types; call
 * those. They send one statement each and open no transaction. insert and get copy text and bytes
 * into the answer. Nothing is sent if a value cannot be stored (INVALID), and nothing but zeros is
 * in *row unless the status is OK. */

/* What calls leave behind: the words of the last one if it failed, and the memory that text and
 * bytes of rows point into. Zero it first and use it for as many calls as you like: what they left
 * in it stays, so that a row can be read, changed and written back, until schemac_answer_free,
 * which is for the end and for every round of a long loop. */
typedef struct schemac_answer {
    char message[512]; /* one line for people, cut if it is longer; "" if all went well */
    char code[8];      /* SQLSTATE, or SQLite's extended result code in digits; else "" */
    void *memory;      /* private */
} schemac_answer;
SCHEMAC_API void schemac_answer_free(schemac_answer *answer); /* and zeroes it */

/* Inserts what the form says. row: NULL, or where the row goes as the database made it, with its
 * defaults, keys and generated columns (RETURNING; SQLite from 3.35). */
SCHEMAC_API schemac_status schemac_row_insert(schemac_db db, const schemac_table *table,
                                              const void *form, void *row, schemac_answer *answer);
/* key: the values of the primary key, in the order of the columns of the table. NO_ROW: none has
 * that key. update writes every column that is neither in the key nor READ_ONLY. */
SCHEMAC_API schemac_status schemac_row_get(schemac_db db, const schemac_table *table,
                                           const void *const *key, void *row,
                                           schemac_answer *answer);
SCHEMAC_API schemac_status schemac_row_update(schemac_db db, const schemac_table *table,
                                              const void *row, schemac_answer *answer);
SCHEMAC_API schemac_status schemac_row_delete(schemac_db db, const schemac_table *table,
                                              const void *const *key, schemac_answer *answer);

/* Reads the row that a statement of your own stands on; its columns from `first` (from 0) on are
 * those of the list of the table. Text and bytes point into the statement, until it is stepped,
 * reset or finalized. A stored value that is not of the column's type: DIFFERENT, and the message
 * names column and value. */
SCHEMAC_API schemac_status schemac_row_read_sqlite(struct sqlite3_stmt *statement, int first,
                                                   const schemac_table *table, void *row,
                                                   schemac_answer *answer);
/* Binds a row to the parameters of the table's INSERT from `first` (from 1) on. Text and bytes are
 * not copied: keep what the row points at until the statement is reset or bound again. */
SCHEMAC_API schemac_status schemac_row_bind_sqlite(struct sqlite3_stmt *statement, int first,
                                                   const schemac_table *table, const void *row,
                                                   schemac_answer *answer);

/* Reads row `number` of a result of your own that was asked for in binary (resultFormat 1); its
 * columns from `first` on are those of the list. Text and bytes point into it until PQclear. */
SCHEMAC_API schemac_status schemac_row_read_postgres(const struct pg_result *result, int number,
                                                     int first, const schemac_table *table,
                                                     void *row, schemac_answer *answer);

/* For PQexecParams (paramTypes NULL) and PQexecPrepared: the parameters of the table's INSERT.
 * They belong to the answer; text and bytes point into the row. */
typedef struct schemac_parameters {
    int count;
    const char *const *values;
    const int *lengths, *formats;
} schemac_parameters;
SCHEMAC_API schemac_status schemac_row_bind_postgres(const schemac_table *table, const void *row,
                                                     schemac_parameters *parameters,
                                                     schemac_answer *answer);

/* The label of a value of a C enum, "" for a number that is none; and back, false if there is no
 * such label. */
SCHEMAC_API schemac_text schemac_enum_text(const schemac_enum *labels, uint32_t value);
SCHEMAC_API bool schemac_enum_find(const schemac_enum *labels, const char *text, size_t size,
                                   uint32_t *value);

#ifdef __cplusplus
}
#endif
#endif
