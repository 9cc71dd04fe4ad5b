/* SPDX-License-Identifier: MIT
 * Private to the commands that write migrations: seal, new, squash. */
#ifndef COMMAND_SEALING_H
#define COMMAND_SEALING_H

#include "chain/seal.h"
#include "command/command.h"

typedef struct Sealing {
    Cx *cx;
    const Options *options;
    const char *entry;
    Loaded loaded; /* the schema of now */
    int held;      /* of seal_begin */
    const Chain *chain;
    const Schema *before; /* of the last sealed migration; NULL: none is sealed */
} Sealing;

/* Reads the schema and keeps other writers out. Anything but EXIT_FINE: nothing is held. */
int sealing_begin(Cx *cx, const Options *options, Sealing *sealing);
int sealing_load(Sealing *sealing);   /* reads the chain, anew if it was written to */
int sealing_finish(Sealing *sealing); /* checks the draft and seals it */
/* Proves a draft on its own, then adds it to the lock. */
int sealing_prove(Sealing *sealing, const Migration *draft, const char *fingerprint,
                  const Evolution *evolution, bool is_edited);
int sealing_end(Sealing *sealing, int status); /* prints what was reported; the exit status */
bool sealing_is_unchanged(const Sealing *sealing, const Evolution *evolution);

int next_number(const Chain *chain);
bool is_migration_name(Cx *cx, const char *command, const char *name); /* false after saying so */
/* The name without the number that the migration gets anyway. */
const char *name_without_number(Cx *cx, const char *name, int number);
void tell_migration(const Options *options, const char *what, const char *folder);

int run_rebase(Cx *cx, const Options *options); /* rebase.c: seal --rebase */

#endif
