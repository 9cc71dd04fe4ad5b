/* SPDX-License-Identifier: MIT
 * SQLite reads what expr_write wrote for it as the tree that was meant: the byte code is that of
 * the same expression with every operand in parentheses. */
#include <sqlite3.h>

#include "tests/unit/expr_random.h"
#include "tests/unit/test.h"

static void add_program(sqlite3 *database, const char *text, Text *program)
{
    sqlite3_stmt *statement = NULL;
    char *sql = sqlite3_mprintf("EXPLAIN SELECT %s FROM x", text);
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
        text_printf(program, "%s", sqlite3_errmsg(database));
    while (statement && sqlite3_step(statement) == SQLITE_ROW)
        for (int i = 1; i < 7; i++) {
            const unsigned char *value = sqlite3_column_text(statement, i);
            text_printf(program, "%s%c", value ? (const char *)value : "-", i < 6 ? ' ' : '\n');
        }
    sqlite3_finalize(statement);
    sqlite3_free(sql);
}

static bool is_read_alike(sqlite3 *database, const char *text, const char *full)
{
    Text one = {0}, other = {0};
    add_program(database, text, &one);
    add_program(database, full, &other);
    bool is_alike = strcmp(text_string(&one), text_string(&other)) == 0
                    && strncmp(one.data, "Init", 4) == 0;
    if (!is_alike) fprintf(stderr, "%s\n%s\n%s\n%s\n", text, full, one.data, other.data);
    text_free(&one);
    text_free(&other);
    return is_alike;
}

TEST(sqlite_reads_the_tree_that_was_meant)
{
    sqlite3 *database;
    sqlite3_open(":memory:", &database);
    sqlite3_exec(database, "CREATE TABLE x (b INT, i INT, t TEXT, j TEXT)", NULL, NULL, NULL);
    const ExprStyle style = {.precedence = PRECEDENCE_SQLITE};
    Random random = {.reader = READER_SQLITE, .state = 7};
    for (int round = 0; round < 4000 && test_ok; round++) {
        random.cx.arena = arena_new();
        random.cx.names = names_new(random.cx.arena);
        const Expr *expr = bool_expr(&random, 1 + below(&random, 4));
        Text text = {0}, full = {0};
        expr_write(&text, expr, &style);
        write_full(&full, expr, READER_SQLITE);
        CHECK(is_read_alike(database, text.data, full.data));
        text_free(&text);
        text_free(&full);
        arena_free(random.cx.arena);
    }
    sqlite3_close(database);
}
