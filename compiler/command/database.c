/* SPDX-License-Identifier: MIT
 * Opens the DB argument of a command. No message shows a password: a connection string is never
 * repeated, the server's own words do not hold one. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "command/command.h"

enum { BUSY_WAIT_MS = 10000 };

static bool begins(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool speaks_json;

void database_speak(bool json)
{
    speaks_json = json;
}

static void print_json(int status, const char *what, const char *shown, const char *why,
                       const char *hint)
{
    Text line = {0}, message = {0};
    Json json = {.out = &line};
    text_printf(&message, "cannot %s %s: %s", what, shown, why);
    json_open(&json, NULL, '{');
    json_number(&json, "status", status);
    json_string(&json, "message", text_string(&message));
    json_string(&json, "hint", hint);
    json_close(&json, '}');
    printf("%s\n", text_string(&line));
    text_free(&line);
    text_free(&message);
}

static int fail(int status, const char *what, const char *shown, const char *why, const char *hint)
{
    if (speaks_json) {
        print_json(status, what, shown, why, hint);
        return status;
    }
    fprintf(stderr, "schemac: cannot %s %s: %s\n", what, shown, why);
    if (hint) fprintf(stderr, "hint: %s\n", hint);
    return status;
}

static int refuse(const char *shown, const char *why, const char *hint)
{
    return fail(EXIT_DATABASE, "open", shown, why, hint);
}

int database_unread(const Database *database, schemac_status status, const char *why)
{
    return fail((int)status, "read", database->shown, why ? why : "out of memory", NULL);
}

/* SQLite would wait for a pipe, and take a device or no name at all for an empty database. */
static const char *no_file(const char *path)
{
    struct stat is;
    if (!*path) return "no file is named";
    if (stat(path, &is) != 0 || S_ISREG(is.st_mode)) return NULL; /* not there: SQLite tells */
    return S_ISDIR(is.st_mode) ? "it is a folder" : "it is no plain file";
}

static const char *sqlite_hint(const char *path, int code, OpenMode mode)
{
    bool is_log = code == SQLITE_CANTOPEN && mode < OPEN_CHANGE && access(path, R_OK) == 0;
    if (code == SQLITE_NOTADB) return "the file is not an SQLite database, or it is encrypted";
    if (code == SQLITE_READONLY || is_log)
        return "what a writer left beside it (-wal, -journal) cannot be read without the right to write there: take a copy of both";
    if (code == SQLITE_CORRUPT) return "the file is damaged";
    return mode == OPEN_READ     ? "does the file exist, and may you read it?"
           : mode == OPEN_CHANGE ? "does the file exist, and may you write?"
                                 : "does the folder exist, and may you write?";
}

/* Where a file could be made, but is not: an empty database all the same. */
static bool could_be_made(Cx *cx, const char *path)
{
    const char *end = strrchr(path, '/');
    const char *folder = end ? arena_copy(cx->arena, path, (size_t)(end + 1 - path)) : ".";
    return access(path, F_OK) != 0 && access(folder, W_OK) == 0;
}

static int try_sqlite(const char *path, int flags, sqlite3 **connection)
{
    int code = sqlite3_open_v2(path, connection, flags, NULL);
    if (code != SQLITE_OK) return code;
    return sqlite3_exec(*connection, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL);
}

static int open_sqlite(Cx *cx, const char *path, OpenMode mode, Database *database)
{
    sqlite3 *connection = NULL;
    const char *no = no_file(path);
    bool is_missing = mode == OPEN_LOOK && !no && could_be_made(cx, path);
    if (no) return refuse(database->shown, no, "name the file of the database: sqlite:PATH");
    if (sqlite3_libversion_number() < sqlite_dialect.oldest)
        return refuse(database->shown, "the library of SQLite is too old", "3.37 is the first that serves");
    int flags = mode < OPEN_CHANGE    ? SQLITE_OPEN_READONLY
                : mode == OPEN_CHANGE ? SQLITE_OPEN_READWRITE
                                      : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int code = try_sqlite(is_missing ? ":memory:" : path, flags, &connection);
    if (code == SQLITE_READONLY) { /* somebody died in a transaction: reading takes it back first */
        sqlite3_close(connection);
        code = try_sqlite(path, SQLITE_OPEN_READWRITE, &connection);
    }
    if (code != SQLITE_OK && code != SQLITE_BUSY) { /* who needs it will wait for it */
        const char *words = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
        int status = refuse(database->shown, words, sqlite_hint(path, code, mode));
        sqlite3_close(connection);
        return status;
    }
    sqlite3_busy_timeout(connection, BUSY_WAIT_MS);
    collations_stand_in(connection, false);
    database->dialect = DIALECT_SQLITE;
    database->db = schemac_sqlite(connection);
    return EXIT_FINE;
}

/* What can be said of a connection without its password. */
static const char *describe_server(Cx *cx, PGconn *connection)
{
    const char *host = PQhost(connection), *name = PQdb(connection);
    if (!name || !*name) return "the PostgreSQL database";
    return arena_printf(cx->arena, "PostgreSQL database '%s' at '%s'", name,
                        host && *host ? host : "the default socket");
}

/* libpq has no codes for why a connection fails. In another language its words are another's, and
 * the last hint serves. */
static const char *postgres_hint(const char *words)
{
    static const struct {
        const char *words, *hint;
    } hints[] = {
        {"password", "the password is read from PGPASSWORD, from ~/.pgpass, or from postgres://user:password@host/database"},
        {"translate host name", "is the name of the host right?"},
        {"Connection refused", "no server listens there: is it started, and are host and port right?"},
        {"failed: No such file or directory", "no server listens there: is it started, and are host and port right?"},
        {"timeout expired", "the server does not answer: are host and port right, and does a firewall let you through?"},
        {"not currently accepting", "ALTER DATABASE ... ALLOW_CONNECTIONS true lets connections in"},
        {"FATAL:  role ", "give a user that the server has: user=..., or PGUSER"},
        {"FATAL:  database ", "`psql -l` lists the databases of a server, `createdb` makes one"},
        {"pg_hba.conf", "the server's pg_hba.conf lets this user in from elsewhere, or not at all"},
        {"Peer authentication", "over the socket a user is who he is on the machine: run it as that user, or give host=localhost"},
        {"too many c", "the server has as many connections as it may: try again later"},
        {"remaining connection slots", "the server has as many connections as it may: try again later"},
        {"FATAL:  the database system", "the server starts, stops or recovers: try again later"},
        {"SSL", "sslmode=require wants encryption, sslmode=disable none"},
        {"definition of service", "services stand in ~/.pg_service.conf, or in the file that PGSERVICEFILE names"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strstr(words, hints[i].words)) return hints[i].hint;
    return "is the server there, and may you connect to it?";
}

static void be_silent(void *unused, const PGresult *notice)
{
    (void)unused, (void)notice;
}

/* What a role's statements may take at most is meant for programs: to read or alter a whole database
 * takes as long as it does. Behind a pooler the session is also others', and stays as it is. On a busy
 * machine this may itself take too long. */
static void lift_timeouts(PGconn *connection)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "SELECT pg_catalog.set_config(s, '0', false) FROM pg_catalog.unnest(ARRAY["
             "'statement_timeout', 'transaction_timeout', 'idle_session_timeout',"
             "'idle_in_transaction_session_timeout']) s WHERE pg_catalog.current_setting(s, true)"
             " OPERATOR(pg_catalog.<>) '0' AND pg_catalog.pg_backend_pid()"
             " OPERATOR(pg_catalog.=) %d",
             PQbackendPID(connection));
    static const char canceled[] = "57014";
    bool is_over = false;
    for (int tries = 0; tries < 20 && !is_over; tries++) {
        PGresult *result = PQexec(connection, sql);
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        is_over = !state || strcmp(state, canceled) != 0;
        PQclear(result);
    }
}

static int open_postgres(Cx *cx, const char *string, OpenMode mode, Database *database)
{
    char *why = NULL;
    PQconninfoOption *parsed = PQconninfoParse(string, &why);
    PQfreemem(why); /* it may repeat a part of the string */
    if (!parsed)
        return refuse(database->shown, "the connection string cannot be understood",
                      strchr(string, '=') || strstr(string, "://")
                          ? "write postgres://user@host:port/database, or postgres:host=... dbname=..."
                          : "a database is named postgres:dbname=NAME, or postgres://user@host:port/database");
    PQconninfoFree(parsed);
    setenv("PGCLIENTENCODING", "UTF8", 1); /* not each that a terminal has can be had of each server */
    PGconn *connection = PQconnectdb(string);
    database->shown = describe_server(cx, connection);
    if (PQstatus(connection) != CONNECTION_OK) {
        char *words = arena_copy(cx->arena, PQerrorMessage(connection),
                                 strcspn(PQerrorMessage(connection), "\n"));
        PQfinish(connection);
        return refuse(database->shown, words, postgres_hint(words));
    }
    if (mode < OPEN_CHANGE) PQsetNoticeReceiver(connection, be_silent, NULL);
    lift_timeouts(connection);
    database->dialect = DIALECT_POSTGRES;
    database->db = schemac_postgres(connection);
    return EXIT_FINE;
}

void database_wait(const Database *database, int wait_ms)
{
    bool is_less = database->dialect == DIALECT_SQLITE && wait_ms >= 0 && wait_ms < BUSY_WAIT_MS;
    if (is_less) sqlite3_busy_timeout(database->db.handle, wait_ms);
}

bool database_has_bytes(const Database *database)
{
    if (database->dialect != DIALECT_POSTGRES) return false;
    const char *encoding = PQparameterStatus(database->db.handle, "server_encoding");
    return encoding && strcmp(encoding, "SQL_ASCII") == 0;
}

int database_open(Cx *cx, const char *name, OpenMode mode, Database *database)
{
    if (begins(name, "sqlite:")) {
        database->shown = arena_printf(cx->arena, "SQLite file '%s'", name + strlen("sqlite:"));
        return open_sqlite(cx, name + strlen("sqlite:"), mode, database);
    }
    database->shown = "the PostgreSQL database";
    if (begins(name, "postgres://") || begins(name, "postgresql://"))
        return open_postgres(cx, name, mode, database);
    if (begins(name, "postgres:")) return open_postgres(cx, name + strlen("postgres:"), mode, database);
    fprintf(stderr, "schemac: a database is named sqlite:PATH, postgres://... or "
                    "postgres:CONNINFO\n");
    if (access(name, F_OK) == 0) fprintf(stderr, "hint: that file is sqlite:%s\n", name);
    return EXIT_USAGE;
}

void database_close(Database *database)
{
    if (!database->db.handle) return;
    if (database->dialect == DIALECT_SQLITE) sqlite3_close(database->db.handle);
    else PQfinish(database->db.handle);
}
