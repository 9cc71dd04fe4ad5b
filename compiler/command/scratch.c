/* SPDX-License-Identifier: MIT
 * Scratch databases for proofs: SQLite in memory, PostgreSQL in databases of their own on a server
 * that the user names. */
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
    unsigned made; /* databases so far */
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
static PGconn *connect_to_scratch(const Server *server, const char *name)
{
    PQconninfoOption *options = PQconninfo(server->admin);
    const char *words[64], *values[64];
    size_t count = 0;
    for (PQconninfoOption *option = options; option && option->keyword && count < 62; option++) {
        if (!option->val || !*option->val) continue;
        bool is_name = strcmp(option->keyword, "dbname") == 0;
        words[count] = option->keyword;
        values[count++] = is_name ? name : option->val;
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

static void drop_scratch(Server *server, const char *name)
{
    execute(server, arena_printf(server->cx->arena, "DROP DATABASE IF EXISTS %s", name));
}

static schemac_db open_database(Scratch *scratch)
{
    Server *server = scratch->state;
    const char *name = arena_printf(server->cx->arena, "schemac_proof_%ld_%u", (long)getpid(),
                                    ++server->made);
    drop_scratch(server, name);
    if (!execute(server, arena_printf(server->cx->arena, "CREATE DATABASE %s TEMPLATE template0",
                                      name)))
        return (schemac_db){0};
    PGconn *connection = connect_to_scratch(server, name);
    if (!connection) drop_scratch(server, name);
    return connection ? schemac_postgres(connection) : (schemac_db){0};
}

static void close_database(Scratch *scratch, schemac_db db)
{
    Server *server = scratch->state;
    const char *name = arena_printf(server->cx->arena, "%s", PQdb(db.handle));
    PQfinish(db.handle);
    drop_scratch(server, name);
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
    prove_end(scratch);
    if (server) PQfinish(server->admin);
}
