/* SPDX-License-Identifier: MIT
 * Proofs as build and seal make them: on SQLite in memory always, on PostgreSQL where --prove names
 * a server. */
#ifndef COMMAND_PROVE_H
#define COMMAND_PROVE_H

#include "chain/prove.h"
#include "command/command.h"
#include "torture/server.h"

Scratch scratch_in_memory(void);
/* postgres://... of a server on which databases may be created. EXIT_FINE, or the status of what
 * was told on stderr. */
int scratch_on_server(Cx *cx, const char *name, Scratch *scratch);
void scratch_end(Scratch *scratch);
/* The same for the server itself; option: which one named it. */
int server_open(Cx *cx, const char *name, const char *option, Server *server);

/* A migration about to be sealed: evolution is how the planner would do it, is_planned whether the
 * script is the planner's. EXIT_FINE, or the status after reporting. */
int prove_draft(Cx *cx, const Options *options, const Migration *draft,
                const Evolution *evolution, bool is_planned);
/* Every sealed migration that has not been proved before as it is: stamp names the file that
 * remembers it, a hidden one in the folder of the outputs. */
int prove_chain(Cx *cx, const Options *options, const Loaded *loaded, const char *stamp);

#endif
