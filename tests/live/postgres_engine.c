/* SPDX-License-Identifier: MIT
 * What the runtime's core asks of PostgreSQL: statements and their failures, the migration's
 * transaction, and the lock that lets one process at a time into it. */
#include "tests/unit/test.h"

#include "runtime/engine.h"
#include "tests/live/postgres_server.h"

#define engine schemac_postgres_engine

static const schemac_schema shop = {.name = "shop", .default_space = "public"};
static const schemac_schema other = {.name = "other", .default_space = "Odd space"};

/* The answer to a query in the connection, as text; "" if there is none. */
static const char *answer(PGconn *connection, memory *pool, const char *sql)
{
    const char *value = NULL, *error = "";
    CHECK(engine.ask(connection, pool, sql, NULL, &value, &error) == SCHEMAC_OK);
    return value ? value : "";
}

TEST(statements_and_answers)
{
    if (no_server()) return;
    memory pool = {0};
    const char *value, *error = "";
    PGconn *connection = connect_to("postgres");
    CHECK_STRING(answer(connection, &pool, "SELECT 'a''b'"), "a'b");
    CHECK_STRING(answer(connection, &pool, "SELECT NULL"), "");
    CHECK_STRING(answer(connection, &pool, "SELECT 1 WHERE false"), "");
    const char *const arguments[] = {"x'; SELECT 1; --", "2", NULL};
    CHECK(engine.ask(connection, &pool, "SELECT $1::text || $2::text", arguments, &value,
                     &error) == SCHEMAC_OK);
    CHECK_STRING(value, "x'; SELECT 1; --2");
    CHECK(engine.run(connection, &pool, "SELECT 1/0", NULL, &error) == SCHEMAC_REFUSED);
    CHECK_STRING(error, "division by zero (22012)");
    CHECK(engine.run(connection, &pool, "", NULL, &error) == SCHEMAC_OK);
    int64_t rows = 1;
    CHECK(engine.run(connection, &pool, "CREATE TEMP TABLE counted AS SELECT 7 AS n", &rows,
                     &error) == SCHEMAC_OK);
    CHECK(engine.run(connection, &pool, "SELECT * FROM counted", &rows, &error) == SCHEMAC_OK);
    CHECK(rows == 2);
    CHECK(engine.run(connection, &pool, "INSERT INTO counted VALUES (1), (2)", &rows, &error) ==
          SCHEMAC_OK);
    CHECK(engine.run(connection, &pool, "UPDATE counted SET n = 0", &rows, &error) == SCHEMAC_OK);
    CHECK(rows == 7);
    CHECK(engine.ask(connection, &pool, "SELEC", NULL, &value, &error) == SCHEMAC_DATABASE);
    CHECK(strncmp(error, "syntax error", 12) == 0 && strchr(error, '\n') == NULL);
    memory_free(&pool);
    PQfinish(connection);
}

TEST(no_connection_and_no_secret)
{
    memory pool = {0};
    const char *error = "";
    PGconn *connection = PQconnectdb("host=/nowhere password=secret user=me dbname=x%zz");
    CHECK(engine.run(connection, &pool, "SELECT 1", NULL, &error) == SCHEMAC_DATABASE);
    CHECK_STRING(error, "not connected to a server");
    PQfinish(connection);
    connection = PQconnectdb("postgres://me:secret%zz@/x");
    CHECK(engine.run(connection, &pool, "SELECT 1", NULL, &error) == SCHEMAC_DATABASE);
    CHECK(strstr(error, "secret") == NULL);
    catalog list;
    catalog_init(&list, &pool);
    CHECK(engine.inspect(connection, "public", &list, &error) == SCHEMAC_DATABASE);
    CHECK(strstr(error, "secret") == NULL);
    CHECK(!engine.in_transaction(connection));
    PQfinish(connection);
    memory_free(&pool);
}

TEST(transaction_of_a_migration)
{
    if (no_server()) return;
    memory pool = {0};
    const char *error = "";
    PGconn *connection = fresh_database("engine");
    execute(connection, "SET default_transaction_isolation = 'serializable';"
                        "SET default_transaction_read_only = on; SET TimeZone = 'Asia/Tokyo';"
                        "SET statement_timeout = '1h'; SET search_path = pg_catalog");
    CHECK(!engine.in_transaction(connection));
    CHECK(engine.begin(connection, &pool, &other, 0, &error) == SCHEMAC_OK);
    CHECK(engine.in_transaction(connection));
    CHECK_STRING(answer(connection, &pool, "SHOW search_path"), "\"Odd space\", pg_temp");
    CHECK_STRING(answer(connection, &pool, "SHOW transaction_isolation"), "read committed");
    CHECK_STRING(answer(connection, &pool, "SHOW transaction_read_only"), "off");
    CHECK_STRING(answer(connection, &pool, "SHOW statement_timeout"), "0");
    CHECK_STRING(answer(connection, &pool, "SHOW TimeZone"), "UTC");
    CHECK(engine.run(connection, &pool, "CREATE SCHEMA \"Odd space\"", NULL, &error) == SCHEMAC_OK);
    CHECK(engine.run(connection, &pool, "CREATE TABLE t (a int)", NULL, &error) == SCHEMAC_OK);
    CHECK(engine.commit(connection, &pool, &error) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, &pool, "SHOW TimeZone"), "Asia/Tokyo");
    CHECK_STRING(answer(connection, &pool, "SHOW search_path"), "pg_catalog");
    CHECK_STRING(answer(connection, &pool, "SELECT '\"Odd space\".t'::regclass"),
                 "\"Odd space\".t");

    CHECK(engine.begin(connection, &pool, &shop, 0, &error) == SCHEMAC_OK);
    CHECK(engine.run(connection, &pool, "CREATE TABLE u (a int)", NULL, &error) == SCHEMAC_OK);
    CHECK(engine.run(connection, &pool, "SELECT 1/0", NULL, &error) == SCHEMAC_REFUSED);
    CHECK(engine.commit(connection, &pool, &error) == SCHEMAC_DATABASE);
    CHECK_STRING(error, "the transaction had failed and was rolled back");
    CHECK(!engine.in_transaction(connection));
    CHECK(ask_number(connection, "SELECT count(*) FROM pg_class WHERE relname = 'u'") == 0);

    CHECK(engine.begin(connection, &pool, &shop, 0, &error) == SCHEMAC_OK);
    CHECK(engine.run(connection, &pool, "CREATE TABLE u (a int)", NULL, &error) == SCHEMAC_OK);
    engine.rollback(connection);
    CHECK(ask_number(connection, "SELECT count(*) FROM pg_class WHERE relname = 'u'") == 0);
    memory_free(&pool);
    PQfinish(connection);
}

TEST(one_process_at_a_time)
{
    if (no_server()) return;
    memory pool = {0};
    char expected[100];
    const char *error = "";
    PGconn *first = fresh_database("engine"), *second = connect_to("engine");
    execute(first, "SET application_name = 'holder'");
    CHECK(engine.begin(first, &pool, &shop, 0, &error) == SCHEMAC_OK);
    CHECK(engine.begin(second, &pool, &shop, -1, &error) == SCHEMAC_LOCKED);
    CHECK(engine.begin(second, &pool, &shop, 120, &error) == SCHEMAC_LOCKED);
    snprintf(expected, sizeof expected, "another process is migrating: process %d (holder) since ",
             PQbackendPID(first));
    CHECK(strncmp(error, expected, strlen(expected)) == 0);
    CHECK(PQtransactionStatus(second) == PQTRANS_IDLE);

    CHECK(engine.begin(second, &pool, &other, 0, &error) == SCHEMAC_OK);
    engine.rollback(second);
    CHECK(engine.commit(first, &pool, &error) == SCHEMAC_OK);
    CHECK(engine.begin(second, &pool, &shop, 0, &error) == SCHEMAC_OK);
    PQfinish(second); /* the lock goes with its session */
    CHECK(engine.begin(first, &pool, &shop, 2000, &error) == SCHEMAC_OK);
    engine.rollback(first);
    memory_free(&pool);
    PQfinish(first);
}

TEST(history_is_found_in_the_default_namespace)
{
    if (no_server()) return;
    memory pool = {0};
    const char *error = "";
    PGconn *connection = fresh_database("engine");
    CHECK(engine.history_format(connection, &pool, "public", &error) == 0);
    execute(connection, "CREATE SCHEMA \"o'dd\"; CREATE TABLE \"o'dd\".schemac_history (a int)");
    CHECK(engine.history_format(connection, &pool, "public", &error) == 0);
    CHECK(engine.history_format(connection, &pool, "o'dd", &error) == 1);
    execute(connection, "BEGIN");
    CHECK(engine.run(connection, &pool, "SELECT 1/0", NULL, &error) == SCHEMAC_REFUSED);
    CHECK(engine.history_format(connection, &pool, "public", &error) < 0);
    execute(connection, "ROLLBACK");
    memory_free(&pool);
    PQfinish(connection);
}
