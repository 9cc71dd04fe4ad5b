/* SPDX-License-Identifier: MIT
 * Any bytes as definitions in sqlite_schema, one per line: the inspector answers every time, and its
 * answer is a catalog. A definition that SQLite itself takes is understood without a rest. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what, const char *before, const char *after)
{
    fprintf(stderr, "%s\n--- before\n%s\n--- after\n%s\n", what, before, after ? after : "");
    abort();
}

static void insert(sqlite3 *connection, const char *type, const char *sql, size_t length)
{
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(connection, "INSERT INTO sqlite_schema VALUES(?, 't', 't', 0, ?)", -1,
                           &row, NULL) != SQLITE_OK)
        abort();
    sqlite3_bind_text(row, 1, type, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, sql, (int)length, SQLITE_TRANSIENT);
    sqlite3_step(row);
    sqlite3_finalize(row);
}

static const char *type_of(const char *sql, size_t length)
{
    static const char *const types[] = {"index", "view", "trigger"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (length > 8 && !sqlite3_strnicmp(sql + 7, types[i], 4)) return types[i];
    return "table";
}

static const char *inspect(sqlite3 *connection, memory *pool)
{
    catalog list, again;
    const char *error = NULL;
    catalog_init(&list, pool);
    if (schemac_sqlite_engine.inspect(connection, NULL, &list, &error) != SCHEMAC_OK)
        fail("the inspector fails", "", error);
    const char *text = catalog_text(&list, pool, NULL);
    const char *pieces[] = {text, NULL};
    catalog_init(&again, pool);
    if (!catalog_parse(&again, pieces)) fail("what it found is no catalog", text, again.error);
    return text;
}

static void check_stored(const char *text, size_t size)
{
    sqlite3 *connection = NULL;
    memory pool = {0};
    if (sqlite3_open(":memory:", &connection) != SQLITE_OK) return;
    sqlite3_exec(connection, "PRAGMA writable_schema = ON", NULL, NULL, NULL);
    for (const char *end = text + size; text < end;) {
        const char *line = memchr(text, '\n', (size_t)(end - text));
        size_t length = (size_t)((line ? line : end) - text);
        insert(connection, type_of(text, length), text, length);
        text += length + 1;
    }
    inspect(connection, &pool);
    memory_free(&pool);
    sqlite3_close(connection);
}

static void check_accepted(const char *text)
{
    sqlite3 *connection = NULL;
    memory pool = {0};
    if (sqlite3_open(":memory:", &connection) != SQLITE_OK) return;
    sqlite3_limit(connection, SQLITE_LIMIT_VDBE_OP, 5000);
    if (!sqlite3_strnicmp(text, "create ", 7)) {
        sqlite3_exec(connection, text, NULL, NULL, NULL);
        const char *found = inspect(connection, &pool);
        if (strstr(found, "\tunread=")) fail("a definition is not understood", text, found);
    }
    memory_free(&pool);
    sqlite3_close(connection);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    memory pool = {0};
    const char *text = memory_copy(&pool, (const char *)data, size);
    check_stored(text, size);
    check_accepted(text);
    memory_free(&pool);
    return 0;
}
