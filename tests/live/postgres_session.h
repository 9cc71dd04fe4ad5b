/* SPDX-License-Identifier: MIT
 * What tests of the runtime on PostgreSQL do all the time: statements that must work, migrate,
 * verify, and the look at what is left of it in the session. */
#ifndef TESTS_LIVE_POSTGRES_SESSION_H
#define TESTS_LIVE_POSTGRES_SESSION_H

#include "runtime/schemac.h"
#include "tests/live/postgres_server.h"
#include "tests/unit/test.h"

static schemac_report report; /* of the last migrate or verify */

/* A script that must work. */
static inline void must(PGconn *connection, const char *sql)
{
    if (execute(connection, sql)) return;
    test_ok = false;
    fprintf(stderr, "in: %s\n", sql);
}

/* The first column of the first row; "none" without one, else the error. Until the next question. */
static inline const char *answer(PGconn *connection, const char *sql)
{
    static char text[1024];
    PGresult *result = PQexec(connection, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        snprintf(text, sizeof text, "%s", PQresultErrorMessage(result));
    else if (PQntuples(result))
        snprintf(text, sizeof text, "%s", PQgetvalue(result, 0, 0));
    else
        snprintf(text, sizeof text, "none");
    PQclear(result);
    return text;
}

static inline schemac_status migrate_with(PGconn *connection, const schemac_schema *schema,
                                          const schemac_options *options)
{
    schemac_report_free(&report);
    schemac_status status = schemac_migrate(schemac_postgres(connection), schema, options, &report);
    CHECK(status == report.status && report.message);
    return status;
}

static inline schemac_status migrate(PGconn *connection, const schemac_schema *schema)
{
    return migrate_with(connection, schema, NULL);
}

static inline schemac_status verify(PGconn *connection, const schemac_schema *schema,
                                    schemac_policy policy)
{
    schemac_report_free(&report);
    schemac_status status = schemac_verify(schemac_postgres(connection), schema, policy, &report);
    CHECK(status == report.status && report.message);
    return status;
}

/* Nothing of ours is left in the session, and no lock. */
static inline void finish(PGconn *connection)
{
    static const char locks[] =
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()";
    if (PQstatus(connection) == CONNECTION_OK) {
        CHECK(PQtransactionStatus(connection) == PQTRANS_IDLE);
        CHECK_STRING(answer(connection, locks), "0");
    }
    schemac_report_free(&report);
    PQfinish(connection);
}

#endif
