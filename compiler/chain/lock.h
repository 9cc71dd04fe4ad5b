/* SPDX-License-Identifier: MIT
 * Private. The lock: one line per sealed migration, and the seals in it. */
#ifndef CHAIN_LOCK_H
#define CHAIN_LOCK_H

#include "chain/chain.h"

/* Reads migrations/lock into chain->items; numbers, order and parents are not looked at yet.
 * false after reporting: nothing more can be said. A lock that is not there is an empty one. */
typedef bool LockRead(Cx *cx, Chain *chain);
LockRead lock_read;
/* Understands what a merge left: of two branches the upper, of two lines of a number the first. */
LockRead lock_read_merged;
void lock_print(Text *out, const Migration *migration); /* its line */
/* NNNN_name; false: it is none. */
bool migration_name(const char *text, size_t length, int *number, const char **name);

enum { SHORT_HASH = 16 }; /* digits of the hash of a file that the lock has, to say which was edited */

/* The seal of a migration; hashes: of its files, whole, NULL where there is none; before: the seal
 * before it, "" for the first. */
void seal_sum(const Migration *migration, const char *const hashes[FILE_COUNT], const char *before,
              char out[HASH_SIZE]);

/* "postgres.sql", "snapshot.schema" */
const char *migration_file(Cx *cx, int file);

#endif
