/* SPDX-License-Identifier: MIT
 * schemac_migrate and schemac_verify on a real PostgreSQL: run it under tests/pgtmp. Each test has
 * a database of its own. */
#include <libpq-fe.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "runtime/schemac.h"
#include "tests/live/postgres_session.h"

/* ---- a schema ---- */

static const char *const shop_baseline[] = {
    "CREATE TYPE state AS ENUM ('a', 'b');",
    "CREATE TABLE customers (\n    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,\n"
    "    name text NOT NULL\n);",
    "CREATE TABLE orders (\n"
    "    id bigint PRIMARY KEY,\n"
    "    customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE,\n"
    "    status state NOT NULL DEFAULT 'a',\n"
    "    total integer NOT NULL CONSTRAINT total_range CHECK (total BETWEEN 0 AND 99),\n"
    "    made timestamptz NOT NULL DEFAULT (now()),\n"
    "    UNIQUE (customer_id, status)\n)",
    ";",
    "CREATE INDEX by_status ON orders (status) WHERE total > 0;",
    "COMMENT ON TABLE orders IS 'what was bought; when';",
    NULL};

static const char *const shop_catalog[] = {
    "check\torders.total_range\texpr=~total between 0 and 99\n"
    "column\tcustomers.id\tidentity=always\ttype=bigint\n"
    "column\tcustomers.name\ttype=text\n"
    "column\torders.customer_id\ttype=bigint\n"
    "column\torders.id\ttype=bigint\n"
    "column\torders.made\tdefault=~now()\ttype=timestamp with time zone\n"
    "column\torders.status\tdefault=~'a'\ttype=state\n"
    "column\torders.total\ttype=integer\n"
    "enum\tstate\tvalues='a', 'b'\n"
    "foreign key\torders.orders_customer_id_fkey\tcolumns=customer_id\ton delete=cascade\t"
    "target=customers\ttarget columns=id\n"
    "index\torders.by_status\ton=status\twhere=~total > 0\n"
    "primary key\tcustomers.customers_pkey\tcolumns=id\n"
    "primary key\torders.orders_pkey\tcolumns=id\n"
    "table\tcustomers\n"
    "table\torders\tcomment=what was bought; when\n"
    "unique\torders.orders_customer_id_status_key\tcolumns=customer_id, status\n",
    NULL};

static const schemac_dialect_half shop_postgres = {shop_baseline, shop_catalog, 0, NULL, 0, NULL};

#define FINGERPRINT "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const schemac_schema shop = {.interface_version = SCHEMAC_INTERFACE,
                                    .name = "shop",
                                    .version = 3,
                                    .fingerprint = FINGERPRINT,
                                    .default_space = "public",
                                    .postgres = &shop_postgres};

/* ---- connections ---- */

static const char tables[] = "SELECT coalesce(string_agg(relname, ',' ORDER BY relname), '') "
                             "FROM pg_class WHERE relkind = 'r' AND "
                             "relnamespace NOT IN ('pg_catalog'::regnamespace, "
                             "'information_schema'::regnamespace)";

/* ---- migrate ---- */

TEST(fresh_database_is_made_and_fits)
{
    PGconn *connection = fresh_database("fresh");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK_STRING(report.message, "the database was made from the baseline of schema shop");
    CHECK(report.version_before == -1 && report.version_after == 3);
    CHECK(PQtransactionStatus(connection) == PQTRANS_IDLE);
    CHECK_STRING(answer(connection, tables), "customers,orders,schemac_history");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK_STRING(schemac_report_text(&report), "the database fits schema shop\n");
    CHECK_STRING(answer(connection,
                        "SELECT schema_name || version || name || kind || status || tool_version"
                        " || (program IS NULL) || (error IS NULL) || (catalog LIKE 'check%')"
                        " || (catalog_digest = encode(sha256(convert_to(catalog, 'UTF8')), 'hex'))"
                        " || (now() - recorded_at < '1 minute') || (duration_us > 0)"
                        " || (engine_version = current_setting('server_version'))"
                        " FROM schemac_history"),
                 "shop3baselinebaselineapplied" SCHEMAC_VERSION "truetruetruetruetruetruetrue");
    finish(connection);
}

TEST(second_start_writes_nothing)
{
    PGconn *connection = fresh_database("second");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "SET default_transaction_read_only = on");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM schemac_history"), "1");
    finish(connection);
}

TEST(settings_of_the_session_stay)
{
    static const char settings[] =
        "SELECT current_setting('search_path') || current_setting('TimeZone') ||"
        " current_setting('lock_timeout') || current_setting('DateStyle') ||"
        " current_setting('client_min_messages')";
    PGconn *connection = fresh_database("settings");
    must(connection, "CREATE SCHEMA elsewhere; SET search_path = elsewhere;"
                     "SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'German'");
    char before[1024];
    snprintf(before, sizeof before, "%s", answer(connection, settings));
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, settings), before);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK && report.error_count == 0);
    CHECK_STRING(answer(connection, settings), before);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM public.orders"), "0");
    finish(connection);
}

TEST(default_namespace_of_its_own)
{
    static const char *const baseline[] = {
        "CREATE SCHEMA \"user\";", "CREATE TABLE \"user\".notes (id bigint PRIMARY KEY);", NULL};
    static const char *const list[] = {"column\tnotes.id\ttype=bigint\n"
                                       "primary key\tnotes.notes_pkey\tcolumns=id\ntable\tnotes\n",
                                       NULL};
    static const schemac_dialect_half half = {baseline, list, 0, NULL, 0, NULL};
    schemac_schema notes = shop;
    notes.name = "notes";
    notes.default_space = "user";
    notes.postgres = &half;
    PGconn *connection = fresh_database("namespaces");
    CHECK(migrate(connection, &notes) == SCHEMAC_OK);
    CHECK(verify(connection, &notes, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(migrate(connection, &notes) == SCHEMAC_OK);
    CHECK_STRING(answer(connection, "SELECT count(*) FROM \"user\".schemac_history"), "1");
    /* A second schema in the same database keeps its history in its own namespace. */
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(verify(connection, &notes, SCHEMAC_EXACT) == SCHEMAC_OK);
    finish(connection);
}

TEST(open_transaction_is_refused)
{
    PGconn *connection = fresh_database("refused");
    must(connection, "BEGIN");
    CHECK(migrate(connection, &shop) == SCHEMAC_REFUSED);
    CHECK(PQtransactionStatus(connection) == PQTRANS_INTRANS);
    must(connection, "COMMIT");
    CHECK_STRING(answer(connection, tables), "");
    finish(connection);
}

TEST(failing_statement_takes_everything_back)
{
    static const char *const baseline[] = {"CREATE TABLE a (b text);",
                                           "CREATE TABLE\n    c (d nonsense);", NULL};
    const schemac_dialect_half half = {baseline, shop_catalog, 0, NULL, 0, NULL};
    schemac_schema broken = shop;
    broken.postgres = &half;
    PGconn *connection = fresh_database("broken");
    CHECK(migrate(connection, &broken) == SCHEMAC_DATABASE);
    CHECK_STRING(report.message, "the baseline of schema shop failed at 'CREATE TABLE': type "
                                 "\"nonsense\" does not exist (42704)");
    CHECK_STRING(answer(connection, tables), "");
    CHECK(PQtransactionStatus(connection) == PQTRANS_IDLE);
    finish(connection);
}

TEST(baseline_that_makes_something_else_is_a_bug)
{
    static const char *const list[] = {"column\torders.total\ttype=bigint\ntable\torders\n", NULL};
    const schemac_dialect_half half = {shop_baseline, list, 0, NULL, 0, NULL};
    schemac_schema wrong = shop;
    wrong.postgres = &half;
    PGconn *connection = fresh_database("wrong");
    CHECK(migrate(connection, &wrong) == SCHEMAC_BUG);
    CHECK(strstr(schemac_report_text(&report),
                 "column orders.total: type is integer, expected bigint") != NULL);
    CHECK_STRING(answer(connection, tables), "");
    finish(connection);
}

TEST(unmanaged_tables_are_not_touched)
{
    PGconn *connection = fresh_database("unmanaged");
    must(connection, "CREATE TABLE orders (a text)");
    CHECK(migrate(connection, &shop) == SCHEMAC_DIFFERENT && report.difference_count == 1);
    CHECK_STRING(report.differences[0].path, "orders");
    CHECK_STRING(answer(connection, tables), "orders");
    finish(connection);
}

TEST(connection_that_is_gone)
{
    PGconn *connection = fresh_database("gone"), *other = connect_to("postgres");
    must(other, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'gone'");
    CHECK(migrate(connection, &shop) == SCHEMAC_DATABASE);
    CHECK(strstr(report.message, "no connection to the server") != NULL);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DATABASE);
    PQfinish(other);
    finish(connection);
    connection = PQconnectdb("host=/nowhere user=x password=secret_word dbname=y");
    CHECK(migrate(connection, &shop) == SCHEMAC_DATABASE && !strstr(report.message, "secret_word"));
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DATABASE);
    CHECK(!strstr(report.message, "secret_word"));
    finish(connection);
}

/* ---- verify ---- */

TEST(changes_behind_the_back_are_named)
{
    PGconn *connection = fresh_database("drift");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "DROP INDEX by_status; ALTER TABLE orders ALTER status SET DEFAULT 'b';"
                     "ALTER TABLE orders DROP CONSTRAINT total_range;"
                     "ALTER TABLE orders ADD CONSTRAINT total_range "
                     "CHECK (total BETWEEN 0 AND 100);"
                     "COMMENT ON TABLE orders IS 'new words'; CREATE TABLE theirs (a text)");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    CHECK_STRING(schemac_report_text(&report),
                 "the database differs from schema shop in 3 places\n"
                 "  check orders.total_range: expr is ((total >= 0) AND (total <= 100)), expected "
                 "((total >= 0) AND (total <= 99))\n"
                 "      breaks what rows may hold; change it back to what the baseline says\n"
                 "  column orders.status: default is 'b'::state, expected 'a'::state\n"
                 "      breaks inserts; change it back to what the baseline says\n"
                 "  index orders.by_status: missing\n"
                 "      breaks speed; make it again as the baseline does\n"
                 "notes:\n"
                 "  table orders: comment is new words, expected what was bought; when\n"
                 "      the program works as before\n"
                 "  table theirs: not part of the schema\n"
                 "      the schema does not own it; it is left alone\n");
    CHECK(verify(connection, &shop, SCHEMAC_REPORT) == SCHEMAC_OK && report.error_count == 3);
    finish(connection);
}

/* What the engine does not count among the words of a table, and what no schema can say. */
TEST(what_is_switched_off_or_put_aside_is_named)
{
    PGconn *connection = fresh_database("aside");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "ALTER TABLE orders DISABLE TRIGGER ALL;"
                     "ALTER TABLE customers ALTER id SET INCREMENT 5 SET CYCLE;"
                     "CREATE RULE quiet AS ON DELETE TO orders DO INSTEAD NOTHING;"
                     "ALTER TABLE customers ADD CONSTRAINT once EXCLUDE (name WITH =);"
                     "CREATE TABLE grown () INHERITS (customers)");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    CHECK_STRING(schemac_report_text(&report),
                 "the database differs from schema shop in 5 places\n"
                 "  column customers.id: identity options are cycle=true, increment=5, none "
                 "expected\n"
                 "      breaks reading and writing; change it back to what the baseline says\n"
                 "  exclude customers.once: unexpected\n"
                 "      breaks what rows may hold; drop it, or add it to the schema\n"
                 "  table grown: unexpected\n"
                 "      breaks reading and writing; drop it, or add it to the schema\n"
                 "  foreign key orders.orders_customer_id_fkey: is disabled (enabled: never)\n"
                 "      breaks what rows may hold; change it back to what the baseline says\n"
                 "  rule orders.quiet: unexpected\n"
                 "      breaks what follows a write; drop it, or add it to the schema\n");
    CHECK(verify(connection, &shop, SCHEMAC_COMPATIBLE) == SCHEMAC_DIFFERENT);
    CHECK(report.error_count == 5);
    must(connection, "ALTER TABLE orders ENABLE TRIGGER ALL; DROP TABLE grown;"
                     "ALTER TABLE customers DROP CONSTRAINT once;"
                     "ALTER TABLE customers ALTER id SET INCREMENT 1 SET NO CYCLE;"
                     "DROP RULE quiet ON orders");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK && !report.difference_count);
    finish(connection);
}

TEST(child_of_another_table)
{
    PGconn *connection = fresh_database("child");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "CREATE TABLE elder (name text NOT NULL);"
                     "ALTER TABLE customers INHERIT elder");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT && report.error_count == 1);
    CHECK(strstr(schemac_report_text(&report),
                 "  table customers: inherits elder, none expected\n") != NULL);
    finish(connection);
}

TEST(version_and_place_of_an_extension)
{
    static const char *const baseline[] = {"CREATE SCHEMA tools;",
                                           "CREATE EXTENSION pgcrypto SCHEMA tools;", NULL};
    static const char *const any[] = {"extension\tpgcrypto\nnamespace\ttools\n", NULL};
    static const char *const given[] = {
        "extension\tpgcrypto\tin=public\tversion=0.9\nnamespace\ttools\n", NULL};
    const schemac_dialect_half free_half = {baseline, any, 0, NULL, 0, NULL}, given_half = {baseline, given, 0, NULL, 0, NULL};
    schemac_schema ours = shop;
    ours.postgres = &free_half;
    PGconn *connection = fresh_database("extended");
    CHECK(migrate(connection, &ours) == SCHEMAC_OK);
    CHECK(verify(connection, &ours, SCHEMAC_EXACT) == SCHEMAC_OK && !report.difference_count);
    ours.postgres = &given_half;
    must(connection, "UPDATE schemac_history SET change_counter = NULL");
    CHECK(verify(connection, &ours, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT && report.error_count == 2);
    CHECK(strstr(schemac_report_text(&report),
                 "  extension pgcrypto: in is tools, expected public\n"
                 "  extension pgcrypto: version is 1.") != NULL);
    finish(connection);
}

TEST(additions_by_policy)
{
    PGconn *connection = fresh_database("additions");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "ALTER TABLE orders ADD extra text;"
                     "ALTER TABLE orders ADD more integer NOT NULL DEFAULT 1;"
                     "CREATE INDEX by_made ON orders (made)");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT && report.error_count == 3);
    CHECK(verify(connection, &shop, SCHEMAC_COMPATIBLE) == SCHEMAC_OK);
    CHECK(report.difference_count == 3);
    must(connection, "ALTER TABLE orders ALTER more DROP DEFAULT;"
                     "ALTER TABLE orders ENABLE ROW LEVEL SECURITY");
    CHECK(verify(connection, &shop, SCHEMAC_COMPATIBLE) == SCHEMAC_DIFFERENT);
    CHECK(report.error_count == 2);
    finish(connection);
}

TEST(database_without_history)
{
    PGconn *connection = fresh_database("loaded");
    for (const char *const *piece = shop_baseline; *piece; piece++)
        if (piece != shop_baseline + 3) must(connection, *piece);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(report.error_count == 0 && report.difference_count == 1);
    CHECK_STRING(report.differences[0].kind, "history");
    CHECK(strstr(report.differences[0].advice, "only the presence is compared") != NULL);
    CHECK_STRING(report.message, "the database fits schema shop, with 1 note");
    CHECK(verify(connection, &shop, SCHEMAC_COMPATIBLE) == SCHEMAC_OK);
    CHECK(report.error_count == 0 && report.difference_count == 1);
    finish(connection);
}

TEST(another_major_version_of_the_server)
{
    PGconn *connection = fresh_database("upgraded");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "UPDATE schemac_history SET engine_version = '9.6.1',"
                     " change_counter = NULL,"
                     " catalog = replace(catalog, 'total >= 0', 'total + 0 >= 0'),"
                     " catalog_digest = repeat('0', 64)");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(report.difference_count == 1);
    CHECK_STRING(report.differences[0].attribute, "server");
    must(connection,
         "UPDATE schemac_history SET engine_version = current_setting('server_version')");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DIFFERENT);
    CHECK(report.error_count == 1 && strstr(report.differences[0].expected, "total + 0"));
    finish(connection);
}

TEST(damaged_history)
{
    PGconn *connection = fresh_database("damaged");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "UPDATE schemac_history SET catalog = 'rubbish', catalog_digest = 'x',"
                     " change_counter = NULL");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DATABASE);
    must(connection, "ALTER TABLE schemac_history RENAME schema_name TO something");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DATABASE);
    CHECK(strstr(report.message, "schema_name") != NULL);
    CHECK(migrate(connection, &shop) == SCHEMAC_DATABASE);
    CHECK(PQtransactionStatus(connection) == PQTRANS_IDLE);
    finish(connection);
}

TEST(verify_inside_a_transaction_and_without_rights)
{
    PGconn *connection = fresh_database("rights");
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    must(connection, "CREATE ROLE nobody_special; SET ROLE nobody_special");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DATABASE);
    CHECK_STRING(report.message, "cannot read the history: permission denied for table "
                                 "schemac_history (42501): this role needs GRANT SELECT ON "
                                 "\"public\".schemac_history");
    must(connection, "RESET ROLE");
    must(connection, "GRANT SELECT ON schemac_history TO nobody_special");
    must(connection, "SET ROLE nobody_special");
    must(connection, "BEGIN READ ONLY");
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
    CHECK(PQtransactionStatus(connection) == PQTRANS_INTRANS);
    PGresult *result = PQexec(connection, "SELECT * FROM missing");
    PQclear(result);
    CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_DATABASE);
    CHECK(PQtransactionStatus(connection) == PQTRANS_INERROR);
    must(connection, "ROLLBACK");
    must(connection, "RESET ROLE");
    must(connection, "DROP OWNED BY nobody_special; DROP ROLE nobody_special");
    finish(connection);
}

/* ---- several at once ---- */

static pid_t start_migrating(const char *database)
{
    fflush(NULL);
    pid_t child = fork();
    if (child) return child;
    PGconn *connection = connect_to(database);
    schemac_status status = schemac_migrate(schemac_postgres(connection), &shop, NULL, &report);
    if (status == SCHEMAC_OK)
        status = schemac_verify(schemac_postgres(connection), &shop, SCHEMAC_EXACT, NULL);
    else
        fprintf(stderr, "child: %s\n", report.message);
    finish(connection);
    _exit((int)status);
}

TEST(processes_that_start_at_once)
{
    enum { CHILDREN = 6 };
    pid_t children[CHILDREN];
    PGconn *connection = fresh_database("crowd");
    for (int i = 0; i < CHILDREN; i++) children[i] = start_migrating("crowd");
    for (int i = 0; i < CHILDREN; i++) {
        int status = 0;
        CHECK(waitpid(children[i], &status, 0) == children[i]);
        CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    CHECK_STRING(answer(connection, "SELECT count(*) FROM schemac_history"), "1");
    finish(connection);
}

/* A connection that holds the lock: its migration waits for a table that another one keeps. */
TEST(locked_by_another)
{
    PGconn *connection = fresh_database("locked"), *keeper = connect_to("locked");
    must(keeper, "BEGIN; CREATE TYPE state AS ENUM ()");
    pid_t child = start_migrating("locked");
    const char *holders =
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
        "WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()";
    struct timespec pause = {.tv_nsec = 10 * 1000000};
    for (int i = 0; i < 500 && strcmp(answer(connection, holders), "1") != 0; i++)
        nanosleep(&pause, NULL);
    schemac_options options = {.lock_wait_ms = -1};
    CHECK(schemac_migrate(schemac_postgres(connection), &shop, &options, &report) ==
          SCHEMAC_LOCKED);
    CHECK(strstr(report.message, "process") != NULL);
    CHECK(PQtransactionStatus(connection) == PQTRANS_IDLE);
    must(keeper, "ROLLBACK");
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    PQfinish(keeper);
    CHECK(migrate(connection, &shop) == SCHEMAC_OK);
    finish(connection);
}

TEST(killed_at_any_moment)
{
    for (long i = 0; i < 12; i++) {
        PGconn *connection = fresh_database("killed");
        pid_t child = start_migrating("killed");
        struct timespec pause = {.tv_nsec = i * 4000000};
        nanosleep(&pause, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        CHECK(migrate(connection, &shop) == SCHEMAC_OK);
        CHECK(verify(connection, &shop, SCHEMAC_EXACT) == SCHEMAC_OK);
        CHECK_STRING(answer(connection, "SELECT count(*) FROM schemac_history"), "1");
        finish(connection);
    }
}
