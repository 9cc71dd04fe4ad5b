/* SPDX-License-Identifier: MIT
 * Threads, each with a connection of its own, bring databases along and look at them: some have one
 * to themselves, some share one. Built with -fsanitize=thread, which ends a race with status 66. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef WITH_POSTGRES
#include <libpq-fe.h>

#include "tests/live/upgrade_users.h"
#else
#include <sqlite3.h>

#include "tests/live/upgrade_pets.h"
#endif

enum { THREADS = 8, ROUNDS = 3 };

#ifdef WITH_POSTGRES
static const schemac_schema *const versions[] = {&users_1, &users_2, &users_3};

static schemac_db open_database(int number)
{
    char words[40];
    snprintf(words, sizeof words, "dbname=threads_%d", number % 4);
    PGconn *connection = PQconnectdb(words);
    if (PQstatus(connection) != CONNECTION_OK) fprintf(stderr, "%s", PQerrorMessage(connection));
    return schemac_postgres(connection);
}

static void close_database(schemac_db db)
{
    PQfinish(db.handle);
}
#else
static const schemac_schema *const versions[] = {&pets_1, &pets_2, &pets_3};

static schemac_db open_database(int number)
{
    char name[40];
    sqlite3 *connection = NULL;
    snprintf(name, sizeof name, "threads_%d.db", number % 4);
    if (sqlite3_open(name, &connection) != SQLITE_OK) fprintf(stderr, "%s cannot be opened\n", name);
    sqlite3_busy_timeout(connection, 30000);
    return schemac_sqlite(connection);
}

static void close_database(schemac_db db)
{
    sqlite3_close(db.handle);
}
#endif

static int expect_fine(schemac_status status, schemac_report *report, const char *what)
{
    /* another thread may be ahead already */
    bool is_fine = status == SCHEMAC_OK || status == SCHEMAC_NEWER;
    if (!is_fine) fprintf(stderr, "%s: %s", what, schemac_report_text(report));
    schemac_report_free(report);
    return !is_fine;
}

static void *work(void *argument)
{
    int number = *(int *)argument;
    int *failures = argument;
    schemac_db db = open_database(number);
    *failures = 0;
    for (int round = 0; round < ROUNDS; round++) {
        schemac_report report = {0};
        const schemac_schema *schema = versions[round];
        *failures += expect_fine(schemac_migrate(db, schema, NULL, &report), &report, "migrate");
        *failures += expect_fine(schemac_verify(db, schema, SCHEMAC_REPORT, &report), &report,
                                 "verify");
    }
    schemac_report report = {0};
    *failures += expect_fine(schemac_verify(db, versions[ROUNDS - 1], SCHEMAC_EXACT, &report),
                             &report, "verify at last");
    close_database(db);
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    int numbers[THREADS], failed = 0;
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        if (pthread_create(&threads[i], NULL, work, &numbers[i]) != 0) return 70;
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        failed += numbers[i] != 0;
    }
    printf("%d threads, %d failed\n", THREADS, failed);
    return failed != 0;
}
