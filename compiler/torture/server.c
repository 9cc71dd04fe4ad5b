/* SPDX-License-Identifier: MIT
 * Databases that live as long as one trial, made and dropped over the connection of the user. */
#include "torture/server.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

bool server_execute(Server *server, const char *sql)
{
    PGresult *result = PQexec(server->admin, sql);
    bool is_fine = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!is_fine) fprintf(stderr, "schemac: %s", PQresultErrorMessage(result));
    PQclear(result);
    return is_fine;
}

const char *server_name(Server *server)
{
    return arena_printf(server->arena, "schemac_proof_%ld_%u", (long)getpid(), ++server->made);
}

void server_drop(Server *server, const char *name)
{
    server_execute(server, arena_printf(server->arena, "DROP DATABASE IF EXISTS %s", name));
}

/* Copying the files is quicker than writing them to the log, as servers from 15 on do. */
bool server_make(Server *server, const char *name, const char *template)
{
    const char *how = PQserverVersion(server->admin) >= 150000 ? " STRATEGY FILE_COPY" : "";
    server_drop(server, name);
    return server_execute(server, arena_printf(server->arena, "CREATE DATABASE %s TEMPLATE %s%s",
                                               name, template, how));
}

static void be_silent(void *state, const PGresult *result)
{
    (void)state, (void)result;
}

/* What a connection over our own socket must not have or must be told. */
static const char *value_for(const PQconninfoOption *option, const char *name, const char *folder)
{
    static const char *const plain[] = {"sslmode", "gssencmode"};
    if (!strcmp(option->keyword, "dbname")) return name;
    if (!folder) return option->val;
    if (!strcmp(option->keyword, "host")) return folder;
    if (!strcmp(option->keyword, "port")) return "5432";
    if (!strcmp(option->keyword, "hostaddr")) return NULL;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (!strcmp(option->keyword, plain[i])) return "disable";
    return option->val;
}

PGconn *server_connect(Server *server, const char *name, const char *folder)
{
    PQconninfoOption *options = PQconninfo(server->admin);
    const char *words[64], *values[64];
    size_t count = 0;
    for (PQconninfoOption *option = options; option && option->keyword && count < 62; option++) {
        const char *value = value_for(option, name, folder);
        if (!value || !*value) continue;
        words[count] = option->keyword;
        values[count++] = value;
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

bool server_wait(Server *server, const char *name)
{
    enum { MOST = 15000 };
    const struct timespec pause = {.tv_nsec = 2 * 1000000};
    const char *const arguments[] = {name};
    for (int i = 0; i < MOST; i++) {
        if (PQstatus(server->admin) == CONNECTION_BAD) PQreset(server->admin);
        PGresult *result =
            PQexecParams(server->admin, "SELECT 1 FROM pg_stat_activity WHERE datname = $1 LIMIT 1",
                         1, NULL, arguments, NULL, NULL, 0);
        bool is_gone = PQresultStatus(result) == PGRES_TUPLES_OK && !PQntuples(result);
        PQclear(result);
        if (is_gone) return true;
        nanosleep(&pause, NULL);
    }
    return false;
}
