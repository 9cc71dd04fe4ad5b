/* SPDX-License-Identifier: MIT
 * What tests of the runtime on SQLite do all the time: statements that must work, migrate, verify,
 * and the look at what is left of it in the connection. */
#ifndef TESTS_LIVE_SQLITE_SESSION_H
#define TESTS_LIVE_SQLITE_SESSION_H

#include <sqlite3.h>

#include "runtime/schemac.h"
#include "tests/unit/test.h"

static schemac_report report; /* of the last migrate or verify */

static inline sqlite3 *open_database(const char *name)
{
    sqlite3 *connection = NULL;
    CHECK(sqlite3_open(name, &connection) == SQLITE_OK);
    return connection;
}

/* A script that must work. */
static inline void must(sqlite3 *connection, const char *sql)
{
    char *error = NULL;
    if (sqlite3_exec(connection, sql, NULL, NULL, &error) != SQLITE_OK) {
        test_ok = false;
        fprintf(stderr, "%s\n  %s\n", sql, error);
    }
    sqlite3_free(error);
}

/* The first column of the first row; "none" without one, else the error. Until the next question. */
static inline const char *answer(sqlite3 *connection, const char *sql)
{
    static char text[1024];
    sqlite3_stmt *row = NULL;
    snprintf(text, sizeof text, "none");
    if (sqlite3_prepare_v2(connection, sql, -1, &row, NULL) != SQLITE_OK)
        snprintf(text, sizeof text, "%s", sqlite3_errmsg(connection));
    else if (sqlite3_step(row) == SQLITE_ROW)
        snprintf(text, sizeof text, "%s", (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    return text;
}

static inline schemac_status migrate_with(sqlite3 *connection, const schemac_schema *schema,
                                          const schemac_options *options)
{
    schemac_report_free(&report);
    schemac_status status = schemac_migrate(schemac_sqlite(connection), schema, options, &report);
    CHECK(status == report.status && report.message);
    return status;
}

static inline schemac_status migrate(sqlite3 *connection, const schemac_schema *schema)
{
    return migrate_with(connection, schema, NULL);
}

static inline schemac_status verify(sqlite3 *connection, const schemac_schema *schema,
                                    schemac_policy policy)
{
    schemac_report_free(&report);
    schemac_status status = schemac_verify(schemac_sqlite(connection), schema, policy, &report);
    CHECK(status == report.status && report.message);
    return status;
}

static inline void finish(sqlite3 *connection)
{
    schemac_report_free(&report);
    CHECK(sqlite3_close(connection) == SQLITE_OK);
}

#endif
