/* SPDX-License-Identifier: MIT
 * Scratch databases for proofs: SQLite in memory, PostgreSQL in databases of their own on a server
 * that the user names, made and dropped one at a time. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "command/prove.h"

/* ---- SQLite ---- */

static schemac_db open_memory(Scratch *scratch)
{
    sqlite3 *connection = NULL;
    (void)scratch;
    if (sqlite3_open(":memory:", &connection) == SQLITE_OK) return schemac_sqlite(connection);
    sqlite3_close(connection);
    return (schemac_db){0};
}

static void close_memory(Scratch *scratch, schemac_db db)
{
    (void)scratch;
    sqlite3_close(db.handle);
}

Scratch scratch_in_memory(void)
{
    return (Scratch){.dialect = DIALECT_SQLITE, .open = open_memory, .close = close_memory};
}

/* ---- PostgreSQL ---- */

typedef struct Server {
    Cx *cx;
    PGconn *admin;
    const char *name; /* of the scratch database */
} Server;

static bool execute(Server *server, const char *sql)
{
    PGresult *result = PQexec(server->admin, sql);
    bool is_fine = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!is_fine) fprintf(stderr, "schemac: %s", PQresultErrorMessage(result));
    PQclear(result);
    return is_fine;
}

static void be_silent(void *state, const PGresult *result)
{
    (void)state, (void)result;
}

/* The same server and user, another database. */
static PGconn *connect_to_scratch(const Server *server)
{
    PQconninfoOption *options = PQconninfo(server->admin);
    const char *words[64], *values[64];
    size_t count = 0;
    for (PQconninfoOption *option = options; option && option->keyword && count < 62; option++) {
        if (!option->val || !*option->val) continue;
        bool is_name = strcmp(option->keyword, "dbname") == 0;
        words[count] = option->keyword;
        values[count++] = is_name ? server->name : option->val;
    }
    words[count] = values[count] = NULL;
    PGconn *connection = PQconnectdbParams(words, values, 0);
    PQconninfoFree(options);
    if (PQstatus(connection) == CONNECTION_OK) {
        PQsetNoticeReceiver(connection, be_silent, NULL);
        return connection;
    }
    fprintf(stderr, "schemac: %s", PQerrorMessage(connection));
    PQfinish(connection);
    return NULL;
}

static void drop_scratch(Server *server)
{
    execute(server, arena_printf(server->cx->arena, "DROP DATABASE IF EXISTS %s", server->name));
}

static schemac_db open_database(Scratch *scratch)
{
    Server *server = scratch->state;
    drop_scratch(server);
    if (!execute(server, arena_printf(server->cx->arena, "CREATE DATABASE %s TEMPLATE template0",
                                      server->name)))
        return (schemac_db){0};
    PGconn *connection = connect_to_scratch(server);
    return connection ? schemac_postgres(connection) : (schemac_db){0};
}

static void close_database(Scratch *scratch, schemac_db db)
{
    PQfinish(db.handle);
    drop_scratch(scratch->state);
}

int scratch_on_server(Cx *cx, const char *name, Scratch *scratch)
{
    Database database = {0};
    int status = database_open(cx, name, OPEN_WRITE, &database);
    if (status != EXIT_FINE) return status;
    if (database.dialect != DIALECT_POSTGRES) {
        fprintf(stderr, "schemac: --prove takes a PostgreSQL server; SQLite is proved anyway\n");
        database_close(&database);
        return EXIT_USAGE;
    }
    Server *server = arena_make(cx->arena, Server);
    *server = (Server){.cx = cx, .admin = database.db.handle};
    server->name = arena_printf(cx->arena, "schemac_proof_%ld", (long)getpid());
    PQsetNoticeReceiver(server->admin, be_silent, NULL);
    *scratch = (Scratch){.dialect = DIALECT_POSTGRES,
                         .open = open_database,
                         .close = close_database,
                         .state = server};
    return EXIT_FINE;
}

void scratch_end(Scratch *scratch)
{
    Server *server = scratch->state;
    if (server) PQfinish(server->admin);
}
