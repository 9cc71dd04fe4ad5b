/* SPDX-License-Identifier: MIT
 * Scratch databases on a PostgreSQL server that the user names, for proofs and for torture. What
 * fails is told on stderr. */
#ifndef TORTURE_SERVER_H
#define TORTURE_SERVER_H

#include <libpq-fe.h>
#include <stdbool.h>

#include "base/arena.h"

typedef struct Server {
    Arena *arena;
    PGconn *admin;
    unsigned made; /* databases so far */
} Server;

/* A name for a database that nobody else takes. */
const char *server_name(Server *server);
/* Makes the database anew, as a copy of another one. */
bool server_make(Server *server, const char *name, const char *template);
void server_drop(Server *server, const char *name);
/* The same server and user; folder: that of another socket; NULL: as the server itself is reached.
 * NULL after telling. */
PGconn *server_connect(Server *server, const char *name, const char *folder);
bool server_execute(Server *server, const char *sql);
/* Waits until nobody is connected to the database, and where the server recovers until it has;
 * false: it takes too long. */
bool server_wait(Server *server, const char *name);

#endif
