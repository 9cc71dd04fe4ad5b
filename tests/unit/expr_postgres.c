/* SPDX-License-Identifier: MIT
 * PostgreSQL reads what expr_print wrote as the tree that was meant: it deparses it as it does the
 * same expression with every operand in parentheses. Without a server the test passes. */
#include "tests/live/postgres_server.h"
#include "tests/unit/expr_random.h"
#include "tests/unit/test.h"

static bool deparse(PGconn *connection, const char *text, Text *out)
{
    Text sql = {0};
    text_printf(&sql, "CREATE TEMP VIEW v AS SELECT %s AS e FROM x", text);
    bool is_fine = execute(connection, sql.data);
    text_free(&sql);
    if (!is_fine) return false;
    PGresult *result = PQexec(connection, "SELECT pg_get_viewdef('v')");
    text_add(out, PQgetvalue(result, 0, 0));
    PQclear(result);
    return execute(connection, "DROP VIEW v");
}

static bool is_read_alike(PGconn *connection, const char *text, const char *full)
{
    Text one = {0}, other = {0};
    bool is_alike = deparse(connection, text, &one) && deparse(connection, full, &other)
                    && strcmp(text_string(&one), text_string(&other)) == 0;
    if (!is_alike)
        fprintf(stderr, "%s\n%s\n%s\n%s\n", text, full, text_string(&one), text_string(&other));
    text_free(&one);
    text_free(&other);
    return is_alike;
}

TEST(postgres_reads_the_tree_that_was_meant)
{
    if (no_server()) return;
    PGconn *connection = connect_to("postgres");
    CHECK(execute(connection, "CREATE TYPE pg_temp.pair AS (f int)"));
    CHECK(execute(connection, "CREATE TEMP TABLE x (b bool, i int, t text, z timestamptz, a int[],"
                              " j jsonb, r pg_temp.pair)"));
    const char *rounds = getenv("EXPR_ROUNDS");
    Random random = {.reader = READER_POSTGRES, .state = 11};
    for (int round = rounds ? atoi(rounds) : 500; round && test_ok; round--) {
        random.cx.arena = arena_new();
        random.cx.names = names_new(random.cx.arena);
        const Expr *expr = bool_expr(&random, 1 + below(&random, 4));
        Text text = {0}, full = {0};
        expr_print(&text, expr);
        write_full(&full, expr, READER_POSTGRES);
        CHECK(is_read_alike(connection, text.data, full.data));
        text_free(&text);
        text_free(&full);
        arena_free(random.cx.arena);
    }
    PQfinish(connection);
}
