/* SPDX-License-Identifier: MIT
 * Stands between a client and a PostgreSQL server, knows where a message of theirs ends, and drops
 * the connection at the one that it is told. One connection at a time, without encryption, in a
 * process of its own that ends with its maker. */
#ifndef TORTURE_WIRE_H
#define TORTURE_WIRE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef enum WireFault {
    WIRE_LOSES,         /* the message does not arrive */
    WIRE_LOSES_BEHIND,  /* it arrives, nothing after it does */
    WIRE_TERMINATES,    /* the server's process of this connection gets SIGTERM: it must run here */
    WIRE_KILLS,         /* the same with SIGKILL: the server ends every connection and recovers */
    WIRE_FAULTS
} WireFault;

typedef struct Wire Wire;

/* host, port: of the server, as libpq has them. NULL: it cannot, *why. */
Wire *wire_open(Arena *arena, const char *host, const char *port, const char **why);
/* The folder of the socket that clients connect to, at port 5432. */
const char *wire_folder(const Wire *wire);
void wire_close(Wire *wire);

/* While the connection rests: from now on messages of both directions are counted, and the one with
 * that number (from 0; SIZE_MAX: none) is struck. */
void wire_arm(Wire *wire, WireFault fault, size_t point);
/* How many there were; *struck: the connection was dropped. */
size_t wire_disarm(Wire *wire, bool *struck);

#endif
