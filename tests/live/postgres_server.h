/* SPDX-License-Identifier: MIT
 * What the live tests on PostgreSQL share: connections to the server of tests/pgtmp, fresh
 * databases in it, and scripts. Without a server (no PGHOST) a test says so and passes. */
#ifndef TESTS_LIVE_POSTGRES_SERVER_H
#define TESTS_LIVE_POSTGRES_SERVER_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline bool no_server(void)
{
    if (getenv("PGHOST")) return false;
    fprintf(stderr, "skipped: no PostgreSQL server (run under tests/pgtmp)\n");
    return true;
}

/* Runs a script; a failure is printed and answered with false. */
static inline bool execute(PGconn *connection, const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    ExecStatusType status = PQresultStatus(result);
    bool is_fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!is_fine) fprintf(stderr, "%s", PQresultErrorMessage(result));
    PQclear(result);
    return is_fine;
}

/* First column of the first row as a number; -1: none. */
static inline long ask_number(PGconn *connection, const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    long number = -1;
    if (PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result))
        number = strtol(PQgetvalue(result, 0, 0), NULL, 10);
    else
        fprintf(stderr, "%s", PQresultErrorMessage(result));
    PQclear(result);
    return number;
}

static inline void ignore_notice(void *state, const PGresult *result)
{
    (void)state, (void)result;
}

static inline PGconn *connect_to(const char *database)
{
    char conninfo[200];
    snprintf(conninfo, sizeof conninfo, "dbname=%s", database);
    PGconn *connection = PQconnectdb(conninfo);
    if (PQstatus(connection) != CONNECTION_OK) {
        fprintf(stderr, "%s", PQerrorMessage(connection));
        exit(1);
    }
    PQsetNoticeReceiver(connection, ignore_notice, NULL);
    return connection;
}

static inline int server_major(void)
{
    PGconn *connection = connect_to("postgres");
    int version = PQserverVersion(connection);
    PQfinish(connection);
    return version / 10000;
}

/* An empty database of that name, made anew. */
static inline PGconn *fresh_database(const char *database)
{
    char sql[200];
    PGconn *admin = connect_to("postgres");
    snprintf(sql, sizeof sql, "DROP DATABASE IF EXISTS %s WITH (FORCE)", database);
    execute(admin, sql);
    snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE template0", database);
    execute(admin, sql);
    PQfinish(admin);
    return connect_to(database);
}

/* A whole file, malloc'd; NULL: not there. */
static inline char *file_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    size_t length = 0, room = 1 << 16, got;
    char *text = malloc(room);
    while (text && (got = fread(text + length, 1, room - length - 1, file)) > 0) {
        length += got;
        if (length + 1 == room) text = realloc(text, room *= 2);
    }
    if (text) text[length] = '\0';
    fclose(file);
    return text;
}

/* Makes what the schemas of knowledge need of the extension vector. What stands in for it is an
 * extension's, too: its members are no part of a schema. malloc'd; NULL: there is none. */
static inline char *vector_script(void)
{
    static const char members[] =
        "CREATE FUNCTION pg_temp.adopt() RETURNS void LANGUAGE plpgsql AS $$DECLARE member text; BEGIN"
        " FOR member IN SELECT 'FUNCTION ' || p.oid::regprocedure FROM pg_proc p"
        " WHERE p.pronamespace = 'public'::regnamespace UNION ALL SELECT 'TYPE vector'"
        " UNION ALL SELECT 'OPERATOR ' || o.oid::regoperator FROM pg_operator o"
        " WHERE o.oprnamespace = 'public'::regnamespace UNION ALL SELECT 'ACCESS METHOD ' || a.amname"
        " FROM pg_am a WHERE a.oid >= 16384 UNION ALL SELECT format('OPERATOR %s %I USING %I', k.kind,"
        " k.name, a.amname) FROM (SELECT 'CLASS' AS kind, opcname AS name, opcmethod AS method"
        " FROM pg_opclass WHERE oid >= 16384 UNION ALL SELECT 'FAMILY', opfname, opfmethod"
        " FROM pg_opfamily WHERE oid >= 16384) k JOIN pg_am a ON a.oid = k.method"
        " LOOP EXECUTE 'ALTER EXTENSION plpgsql ADD ' || member; END LOOP; END$$;"
        "SELECT pg_temp.adopt();";
    char *text = file_text("../shared/seeds/knowledge/vector_stub.sql");
    if (!text) return NULL;
    text = realloc(text, strlen(text) + sizeof members);
    return strcat(text, members);
}

#endif
