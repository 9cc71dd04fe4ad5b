/* SPDX-License-Identifier: MIT
 * The roles that a schema names belong to the server: they are looked for before anything is done. */
#ifndef COMMAND_ROLES_H
#define COMMAND_ROLES_H

#include <libpq-fe.h>

#include "command/command.h"

/* EXIT_FINE: all are there, or the server could not be asked, which others will tell. Else tells which
 * are missing, and what makes them. */
int roles_refuse(Cx *cx, const Options *options, PGconn *connection, const Schema *schema);
/* The same of a database of any kind. */
int roles_refuse_on(Cx *cx, const Options *options, const Database *database, const Schema *schema);

#endif
