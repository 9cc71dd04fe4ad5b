/* SPDX-License-Identifier: MIT
 * Embedded SQL: pieces become statements again, and a statement is known by a line of it. */
#include "runtime/pieces.h"
#include "tests/unit/test.h"

static memory pool;

TEST(statements_end_with_a_semicolon_at_the_end_of_a_piece)
{
    static const char *const pieces[] = {"one;",           "two ",   "is; ",         "",  "long;",
                                         "three; not yet", ", now;", "ends without", NULL};
    static const char whole[] = "one;";
    const char *const *at = pieces;
    CHECK(pieces_next(&at, &pool) == pieces[0]);
    CHECK_STRING(pieces_next(&at, &pool), "two is; long;");
    CHECK_STRING(pieces_next(&at, &pool), "three; not yet, now;");
    CHECK_STRING(pieces_next(&at, &pool), "ends without");
    CHECK(!pieces_next(&at, &pool) && !pieces_next(&at, &pool));
    CHECK(!pool.failed && !strcmp(pieces[0], whole));
    memory_free(&pool);
}

TEST(no_pieces_no_statement)
{
    static const char *const none[] = {NULL}, *const empty[] = {"", NULL};
    const char *const *at = none;
    CHECK(!pieces_next(&at, &pool));
    at = empty;
    CHECK_STRING(pieces_next(&at, &pool), "");
    CHECK(!pieces_next(&at, &pool));
    memory_free(&pool);
}

TEST(titles)
{
    CHECK_STRING(pieces_title("CREATE TABLE a (\n    b text\n);", &pool), "CREATE TABLE a");
    CHECK_STRING(pieces_title("-- a comment\n\n  \nCREATE VIEW v AS\nSELECT 1;", &pool),
                 "CREATE VIEW v AS");
    CHECK_STRING(pieces_title("CREATE INDEX i ON t (a);", &pool), "CREATE INDEX i ON t (a)");
    CHECK_STRING(pieces_title("", &pool), "");
    CHECK_STRING(pieces_title("-- only a comment", &pool), "-- only a comment");
    const char *wide =
        pieces_title("INSERT INTO t VALUES ('\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
                     "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
                     "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
                     "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4')",
                     &pool);
    CHECK(strlen(wide) == 74 && !strcmp(wide + 69, "\xc3\xa4..."));
    memory_free(&pool);
}
