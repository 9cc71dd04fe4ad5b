/* SPDX-License-Identifier: MIT
 * No false alarm: a database that was just built, or migrated, fits, whatever the session that looks
 * has set, and whatever locale its database has. Each is built under one session's settings and
 * looked at under those and some others'. */
#include "tests/live/compiled.h"
#include "tests/live/postgres_server.h"
#include "tests/unit/test.h"

static const char *const sessions[] = {
    "",
    "SET search_path = ''",
    "SET search_path = pg_catalog, public, kb",
    "SET search_path = kb, public; SET quote_all_identifiers = on",
    "SET standard_conforming_strings = off; SET escape_string_warning = off; SET backslash_quote = on",
    "SET DateStyle = 'German, DMY'; SET IntervalStyle = sql_standard; SET TimeZone = 'Asia/Kolkata'",
    "SET DateStyle = 'SQL, MDY'; SET IntervalStyle = postgres_verbose; SET bytea_output = escape",
    "SET extra_float_digits = -10; SET xmloption = document; SET transform_null_equals = on",
    "SET lc_monetary = 'C'; SET array_nulls = off; SET default_transaction_read_only = on",
    "SET default_transaction_isolation = serializable; SET enable_hashjoin = off; SET jit = on",
    "SET client_encoding = 'LATIN1'; SET row_security = off; SET check_function_bodies = off",
    "CREATE SCHEMA IF NOT EXISTS shade; SET search_path = shade, public, pg_catalog;"
    "CREATE OR REPLACE FUNCTION shade.obj_description(oid, name) RETURNS text LANGUAGE sql AS"
    " $$ select 'x' $$",
};
enum { SESSIONS = sizeof sessions / sizeof *sessions, LOOKS = 2 };

static const char *const databases[] = {
    "LOCALE 'C' ENCODING 'UTF8'",
    "LOCALE 'C.UTF-8' ENCODING 'UTF8'",
    "LOCALE_PROVIDER icu ICU_LOCALE 'und' LOCALE 'C.UTF-8' ENCODING 'UTF8'",
};

static size_t looks;

static void check_quiet(PGconn *connection, const LiveSchema *live, const char *path, const char *session)
{
    schemac_report report = {0};
    schemac_db db = schemac_postgres(connection);
    schemac_status status = schemac_verify(db, &live->compiled, SCHEMAC_EXACT, &report);
    bool is_owned = true; /* what the test itself made is a note */
    for (size_t i = 0; i < report.difference_count; i++)
        is_owned &= report.differences[i].severity == SCHEMAC_NOTE && strstr(report.differences[i].path, "shade");
    CHECK(status == SCHEMAC_OK && is_owned);
    if (status != SCHEMAC_OK || !is_owned)
        fprintf(stderr, "%s, looked at with: %s\n%s\n", path, session, schemac_report_text(&report));
    schemac_report_free(&report);
    looks++;
}

/* Another session of the same database with those settings. */
static PGconn *open_session(const char *session)
{
    PGconn *connection = connect_to("quiet");
    if (*session) CHECK(execute(connection, session));
    return connection;
}

static void drop_everything(void)
{
    PGconn *connection = connect_to("quiet");
    CHECK(execute(connection, "DROP EXTENSION IF EXISTS pgcrypto, \"uuid-ossp\", hstore CASCADE;"
                              "DROP SCHEMA IF EXISTS kb, kit, shade CASCADE; DROP SCHEMA public CASCADE;"
                              "CREATE SCHEMA public"));
    PQfinish(connection);
}

static void build_and_look(const LiveSchema *live, const char *path, size_t place)
{
    const char *builder = sessions[place];
    schemac_report report = {0};
    drop_everything();
    PGconn *connection = open_session(builder);
    bool is_made = schemac_migrate(schemac_postgres(connection), &live->compiled, NULL, &report) == SCHEMAC_OK;
    CHECK(is_made || strstr(builder, "read_only")); /* nothing can be made by who may only read */
    if (!is_made && !strstr(builder, "read_only"))
        fprintf(stderr, "%s, built with: %s\n%s\n", path, builder, schemac_report_text(&report));
    schemac_report_free(&report);
    PQfinish(connection);
    for (size_t i = 0; is_made && i < LOOKS; i++) {
        const char *session = sessions[(place + i * i) % SESSIONS];
        connection = open_session(session);
        check_quiet(connection, live, path, session);
        PQfinish(connection);
    }
}

static bool make_database(const char *how)
{
    char sql[300];
    PGconn *admin = connect_to("postgres");
    snprintf(sql, sizeof sql, "DROP DATABASE IF EXISTS quiet");
    execute(admin, sql);
    snprintf(sql, sizeof sql, "CREATE DATABASE quiet TEMPLATE template0 %s", how);
    PGresult *result = PQexec(admin, sql);
    bool is_made = PQresultStatus(result) == PGRES_COMMAND_OK; /* not every server has ICU */
    PQclear(result);
    PQfinish(admin);
    return is_made;
}

/* Under every `stride`th settings in the first database, under the usual ones in the others. */
static void check_schema(const char *path, size_t stride)
{
    Cx cx = live_cx();
    LiveSchema live = {0};
    CHECK(live_compile(&cx, path, &postgres_dialect, &live));
    for (size_t d = 0; live.half && d < sizeof databases / sizeof *databases; d++) {
        if (!make_database(databases[d])) continue;
        for (size_t i = 0; i < (d == 0 ? SESSIONS : 1); i += stride) build_and_look(&live, path, i);
    }
    arena_free(cx.arena);
}

TEST(what_was_built_fits_in_every_session)
{
    PGconn *connection = getenv("PGHOST") ? connect_to("postgres") : NULL;
    int server = connection ? PQserverVersion(connection) : 0;
    PQfinish(connection);
    if (no_server()) return;
    check_schema("schema/shop/shop.schema", 4);
    check_schema("tests/live/mutate/postgres.schema", 6);
    if (server >= 150000) check_schema("tests/live/pull/postgres.schema", 6);
    printf("%zu looks at databases that fit: each was quiet\n", looks);
}

static bool schemac(const char *session, const char *command, const char *entry)
{
    const char *program = getenv("SCHEMAC");
    char line[600];
    snprintf(line, sizeof line, "PGOPTIONS=\"%s\" %s %s %s postgres:dbname=quiet >/dev/null", session,
             program ? program : "build/schemac", command, entry);
    return system(line) == 0;
}

TEST(what_was_migrated_fits_in_every_session)
{
    static const char *const options[] = {
        "-c search_path=pg_catalog,public", "-c quote_all_identifiers=on -c search_path=",
        "-c standard_conforming_strings=off -c DateStyle=German -c IntervalStyle=sql_standard",
        "-c extra_float_digits=-10 -c bytea_output=escape -c TimeZone=Asia/Kolkata"};
    static const char old[] = "schema/messaging/migrations/0009_greenfield_schema/snapshot.schema";
    static const char now[] = "schema/messaging/messaging.schema";
    enum { COUNT = sizeof options / sizeof *options };
    if (no_server()) return;
    for (size_t i = 0; i < COUNT; i++) {
        CHECK(make_database(databases[i % 2]));
        CHECK(schemac(options[i], "migrate", old));
        CHECK(schemac(options[(i + 1) % COUNT], "migrate", now));
        for (size_t k = 0; k < COUNT; k++) CHECK(schemac(options[k], "verify", now));
    }
}
