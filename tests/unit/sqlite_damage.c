/* SPDX-License-Identifier: MIT
 * The inspector of SQLite on definitions that SQLite would never accept: cut, spliced, repeated,
 * full of noise, nested deep. It answers every time; what it says does not matter. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>

#include "engine.h"
#include "tests/unit/test.h"

static const char *const whole[] = {
    "CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT NOT NULL DEFAULT (x + 'y') CHECK"
    " (b <> ''), c DECIMAL(10, -2) REFERENCES u(d) ON DELETE SET NULL DEFERRABLE INITIALLY "
    "DEFERRED,"
    " e GENERATED ALWAYS AS (a || b) STORED, CONSTRAINT z UNIQUE (a, b DESC) ON CONFLICT IGNORE,"
    " FOREIGN KEY (a, b) REFERENCES t MATCH FULL, CHECK (a > 1)) WITHOUT ROWID, STRICT",
    "CREATE TABLE \"u \"\"v\"([d] 'INT', `e` \"X Y\" COLLATE nocase, PRIMARY KEY(d, e))",
    "CREATE UNIQUE INDEX IF NOT EXISTS main.i ON t(a, lower(b) COLLATE nocase DESC, c) WHERE a > 1",
    "CREATE VIEW v(a, b) AS SELECT a, b FROM t",
    "CREATE TRIGGER r AFTER UPDATE OF a, b ON t FOR EACH ROW WHEN new.a > 1 BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE f USING fts5(a, b)",
};
enum { WHOLE = sizeof whole / sizeof *whole, LONGEST = 1024 };

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void insert(sqlite3 *db, const char *type, const char *sql, int length)
{
    sqlite3_stmt *row = NULL;
    CHECK(sqlite3_prepare_v2(db, "INSERT INTO sqlite_schema VALUES(?, 't', 't', 0, ?)", -1, &row,
                             NULL) == SQLITE_OK);
    sqlite3_bind_text(row, 1, type, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, sql, length, SQLITE_TRANSIENT);
    CHECK(sqlite3_step(row) == SQLITE_DONE);
    sqlite3_finalize(row);
}

static sqlite3 *writable(void)
{
    sqlite3 *db = NULL;
    CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, "PRAGMA writable_schema = ON", NULL, NULL, NULL) == SQLITE_OK);
    return db;
}

static void check_answers(sqlite3 *db)
{
    memory pool = {0};
    catalog list;
    const char *error = NULL;
    catalog_init(&list, &pool);
    CHECK(schemac_sqlite_engine.inspect(db, NULL, &list, &error) == SCHEMAC_OK);
    CHECK(error == NULL);
    CHECK(catalog_text(&list, &pool, NULL) != NULL);
    memory_free(&pool);
}

/* Copies a piece of one definition to some place of another, or noise. */
static size_t damage(char *sql, size_t length, uint64_t *random)
{
    static const char noise[] = "()'\"`[],;.-/*\n x1=";
    size_t at = next_random(random) % (length + 1);
    const char *from = whole[next_random(random) % WHOLE];
    size_t start = next_random(random) % strlen(from);
    size_t size = next_random(random) % 12;
    switch (next_random(random) % 4) {
    case 0: return at; /* cut */
    case 1: /* leave out */
        if (size > length - at) size = length - at;
        memmove(sql + at, sql + at + size, length - at - size);
        return length - size;
    case 2: /* splice */
        if (size > strlen(from) - start) size = strlen(from) - start;
        if (length + size > LONGEST) return length;
        memmove(sql + at + size, sql + at, length - at);
        memcpy(sql + at, from + start, size);
        return length + size;
    default:
        if (at < length) sql[at] = noise[next_random(random) % (sizeof noise - 1)];
        return length;
    }
}

TEST(damaged_definitions)
{
    static const char *const types[] = {"table", "index", "view", "trigger", "other"};
    uint64_t random = 88172645463325252u;
    for (int round = 0; round < 1000 && test_ok; round++) {
        sqlite3 *db = writable();
        for (int i = 0; i < 20; i++) {
            char sql[LONGEST];
            const char *from = whole[next_random(&random) % WHOLE];
            size_t length = strlen(from);
            memcpy(sql, from, length);
            for (uint64_t n = 1 + next_random(&random) % 4; n > 0; n--)
                length = damage(sql, length, &random);
            insert(db, types[next_random(&random) % 5], sql, (int)length);
        }
        check_answers(db);
        sqlite3_close(db);
    }
}

static void check_deep(const char *before, const char *repeated, const char *after)
{
    enum { DEEP = 20000 };
    size_t size = strlen(repeated), start = strlen(before);
    char *sql = malloc(start + size * DEEP + strlen(after) + 1);
    memcpy(sql, before, start);
    for (size_t i = 0; i < DEEP; i++) memcpy(sql + start + i * size, repeated, size);
    strcpy(sql + start + size * DEEP, after);
    sqlite3 *db = writable();
    insert(db, "table", sql, -1);
    insert(db, "index", sql, -1);
    check_answers(db);
    sqlite3_close(db);
    free(sql);
}

TEST(deep_and_long_definitions)
{
    check_deep("CREATE TABLE t(a CHECK ", "(", "");
    check_deep("CREATE TABLE t(a CHECK (", "(1) + ", "1))");
    check_deep("CREATE TABLE t(", "(", ")");
    check_deep("CREATE TABLE t(a ", "b ", ")");
    check_deep("CREATE TABLE t(a DEFAULT ", "-", "1)");
    check_deep("CREATE TABLE t(a ", "CONSTRAINT ", ")");
    check_deep("CREATE TABLE t(a) ", "x ", "");
    check_deep("CREATE INDEX t ON t(a", " COLLATE b", ")");
    check_deep("CREATE INDEX t ON t(", "(", "))");
}

/* A good file of several pages, as bytes; freed by the caller with sqlite3_free. */
static unsigned char *good_file(sqlite3_int64 *size)
{
    sqlite3 *db = NULL;
    CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, "PRAGMA page_size = 512; CREATE TABLE u(d PRIMARY KEY, e);"
                           "CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT CHECK (b <> \"x\"),"
                           " c REFERENCES u(d), UNIQUE (b, c)); CREATE INDEX i ON t(b) WHERE a > 1;"
                           "CREATE VIEW v AS SELECT a, b FROM t; CREATE VIRTUAL TABLE f USING fts5(a);"
                           "CREATE TRIGGER r AFTER UPDATE OF b ON t WHEN new.a > 1 BEGIN SELECT 1; END;"
                           "INSERT INTO t(b) VALUES ('one'), ('two'); ANALYZE", NULL, NULL, NULL) == SQLITE_OK);
    unsigned char *bytes = sqlite3_serialize(db, "main", size, 0);
    sqlite3_close(db);
    CHECK(bytes != NULL);
    return bytes;
}

/* Every page in turn, from one byte to forty: it is read or refused, with words. */
TEST(damaged_files)
{
    enum { PAGE = 512 };
    sqlite3_int64 size = 0;
    unsigned char *good = good_file(&size);
    uint64_t random = 2463534242u;
    size_t read = 0, refused = 0;
    for (sqlite3_int64 round = 0; good && round < 60 * (size / PAGE); round++) {
        unsigned char *bytes = sqlite3_malloc64((sqlite3_uint64)size);
        memcpy(bytes, good, (size_t)size);
        unsigned char *page = bytes + round % (size / PAGE) * PAGE;
        for (uint64_t n = round % 3 ? 1 : 40; n > 0; n--)
            page[next_random(&random) % PAGE] = (unsigned char)next_random(&random);
        sqlite3 *db = NULL;
        memory pool = {0};
        catalog list;
        const char *error = NULL;
        CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
        CHECK(sqlite3_deserialize(db, "main", bytes, size, size, SQLITE_DESERIALIZE_FREEONCLOSE) == SQLITE_OK);
        catalog_init(&list, &pool);
        bool is_read = schemac_sqlite_engine.inspect(db, NULL, &list, &error) == SCHEMAC_OK;
        CHECK(is_read || (error && *error));
        *(is_read ? &read : &refused) += 1;
        memory_free(&pool);
        sqlite3_close(db);
    }
    CHECK(read > 100 && refused > 100);
    sqlite3_free(good);
}

TEST(names_and_texts_that_are_empty)
{
    sqlite3 *db = writable();
    CHECK(sqlite3_exec(db, "CREATE TABLE \"\"(\"\" \"\" DEFAULT '' CHECK ('') REFERENCES "
                           "\"\"(\"\"),"
                           " [] [], `` ``);"
                           "INSERT INTO sqlite_schema VALUES(NULL, NULL, NULL, NULL, NULL);"
                           "INSERT INTO sqlite_schema VALUES('table', '', '', 0, ' ');"
                           "INSERT INTO sqlite_schema VALUES(1, 2, 3, 4, 5)",
                       NULL, NULL, NULL) != SQLITE_MISUSE);
    check_answers(db);
    sqlite3_close(db);
}
