/* SPDX-License-Identifier: MIT
 * Scratch databases for proofs: SQLite in memory, PostgreSQL in databases of their own on a server
 * that the user names. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>

#include "command/prove.h"
#include "torture/server.h"

/* ---- SQLite ---- */

static schemac_db open_memory(Scratch *scratch)
{
    sqlite3 *connection = NULL;
    (void)scratch;
    if (sqlite3_open(":memory:", &connection) == SQLITE_OK) {
        collations_stand_in(connection, true);
        return schemac_sqlite(connection);
    }
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

static schemac_db open_database(Scratch *scratch)
{
    Server *server = scratch->state;
    const char *name = server_name(server);
    if (!server_make(server, name, "template0")) return (schemac_db){0};
    PGconn *connection = server_connect(server, name, NULL);
    if (!connection) server_drop(server, name);
    return connection ? schemac_postgres(connection) : (schemac_db){0};
}

static void close_database(Scratch *scratch, schemac_db db)
{
    Server *server = scratch->state;
    const char *name = arena_printf(server->arena, "%s", PQdb(db.handle));
    PQfinish(db.handle);
    server_drop(server, name);
}

static void be_silent(void *state, const PGresult *result)
{
    (void)state, (void)result;
}

int server_open(Cx *cx, const char *name, const char *option, Server *server)
{
    Database database = {0};
    int status = database_open(cx, name, OPEN_WRITE, &database);
    if (status != EXIT_FINE) return status;
    if (database.dialect != DIALECT_POSTGRES) {
        fprintf(stderr, "schemac: %s takes a PostgreSQL server; SQLite is tried anyway\n", option);
        database_close(&database);
        return EXIT_USAGE;
    }
    *server = (Server){.arena = cx->arena, .admin = database.db.handle};
    PQsetNoticeReceiver(server->admin, be_silent, NULL);
    return EXIT_FINE;
}

int scratch_on_server(Cx *cx, const char *name, Scratch *scratch)
{
    Server *server = arena_make(cx->arena, Server);
    int status = server_open(cx, name, "--prove", server);
    *scratch = (Scratch){.dialect = DIALECT_POSTGRES,
                         .open = open_database,
                         .close = close_database,
                         .state = server};
    return status;
}

void scratch_end(Scratch *scratch)
{
    Server *server = scratch->state;
    prove_end(scratch);
    if (server) PQfinish(server->admin);
}
