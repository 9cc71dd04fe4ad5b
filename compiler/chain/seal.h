/* SPDX-License-Identifier: MIT
 * Writes migrations: a folder appears whole or not at all, and is sealed by the lock alone, which is
 * replaced in one step. A folder without its line in the lock is a draft. */
#ifndef CHAIN_SEAL_H
#define CHAIN_SEAL_H

#include "chain/evolve.h"

/* Waits until no other process seals beside this entry; until seal_end, or the end of the process.
 * Clears away what an interrupted one left. -1 after reporting. */
int seal_begin(Cx *cx, const char *entry);
void seal_end(int held);

/* Writes the folder of the next migration: a draft, in the place of one of the same number and name.
 * NULL: no such file. false after reporting. */
bool seal_folder(Cx *cx, const Chain *chain, int number, const char *name,
                 const Text *const files[FILE_COUNT]);
/* The same of a planned way: its scripts and the snapshot it leads to. */
bool seal_evolution(Cx *cx, const Chain *chain, int number, const char *name,
                    const Evolution *evolution);
/* Writes the lock with a draft, as it lies there, as its last line. is_edited: its SQL is not what
 * is planned. false after reporting. */
bool seal_draft(Cx *cx, const Chain *chain, const Migration *draft, const char *fingerprint,
                bool is_edited);

/* Writes the lock anew with these lines, as they are. false after reporting. */
bool seal_lock(Cx *cx, const Chain *chain, const Migration *items, size_t count);
/* Seals each behind the one before it again; their hashes and fingerprints are whole. */
void seal_again(Migration *items, size_t count);
/* Clears away what an interrupted squash left: folders that the squashed one stands for, or that
 * it was to be. */
void seal_clear_squashed(Cx *cx, const char *folder, const char *name);
/* Removes the folder of a migration: what the lock no longer names. */
void seal_remove(Cx *cx, const char *folder);

#endif
