/* SPDX-License-Identifier: MIT
 * Any bytes as SQL of SQLite: the normal form of a text is its own normal form, and SQLite makes the
 * same program of it. Parameters are left out: nothing that is stored has one. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/catalog.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what, const char *before, const char *after)
{
    fprintf(stderr, "%s\n--- before\n%s\n--- after\n%s\n", what, before, after ? after : "");
    abort();
}

/* The program that SQLite makes of an expression, without the text itself; NULL: it is none. */
static char *program_of(sqlite3 *connection, memory *pool, const char *expression)
{
    const char *sql = memory_printf(pool, "EXPLAIN SELECT (%s\n) FROM t", expression);
    sqlite3_stmt *rows = NULL;
    char *program = memory_copy(pool, "", 0);
    const char *tail = NULL;
    int code = sqlite3_prepare_v2(connection, sql, -1, &rows, &tail);
    if (code != SQLITE_OK || !rows || *tail) program = NULL;
    while (program && sqlite3_step(rows) == SQLITE_ROW) {
        program = memory_printf(pool, "%s%s", program, "\n");
        for (int i = 1; i < 7; i++) {
            const char *value = (const char *)sqlite3_column_text(rows, i);
            program = memory_printf(pool, "%s %s", program, value ? value : "");
        }
    }
    sqlite3_finalize(rows);
    return program;
}

static void check_meaning(memory *pool, const char *before, const char *after)
{
    sqlite3 *connection = NULL;
    if (sqlite3_open(":memory:", &connection) != SQLITE_OK) return;
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, NULL); /* "a" is never a text */
    sqlite3_exec(connection, "CREATE TABLE t(a, b, \"end\", \"A b\")", NULL, NULL, NULL);
    const char *wanted = program_of(connection, pool, before);
    const char *got = wanted ? program_of(connection, pool, after) : NULL;
    if (wanted && !got) fail("the normal form is not SQL", before, after);
    if (wanted && strcmp(wanted, got) != 0) {
        fprintf(stderr, "%s\n%s\n", wanted, got);
        fail("the normal form means something else", before, after);
    }
    sqlite3_close(connection);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    memory pool = {0};
    const char *text = memory_copy(&pool, (const char *)data, size);
    size = strlen(text);
    const char *once = catalog_normalize(&pool, text, size);
    const char *twice = catalog_normalize(&pool, once, strlen(once));
    if (strcmp(once, twice) != 0) fail("the normal form has another normal form", once, twice);
    if (size < 200 && !strpbrk(text, "?:@$#")) check_meaning(&pool, text, once);
    memory_free(&pool);
    return 0;
}
