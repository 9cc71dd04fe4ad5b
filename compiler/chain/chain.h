/* SPDX-License-Identifier: MIT
 * The chain: migrations/ beside the entry, its lock, and what may be done to them. Format and rules:
 * docs/migrations.md. Everything wrong is reported through cx->diag with the file and line it stands in. */
#ifndef CHAIN_CHAIN_H
#define CHAIN_CHAIN_H

#include "chain/script.h"
#include "model/model.h"

enum {
    HASH_SIZE = 65,                  /* 64 hex digits and the end */
    FILE_SNAPSHOT = DIALECT_COUNT,   /* the files of a migration: a script per dialect, and this */
    FILE_COUNT = DIALECT_COUNT + 1
};

typedef struct Migration {
    int number;       /* from 1 */
    const char *name; /* "add_devices" */
    const char *folder; /* path of migrations/0002_add_devices */
    char parent[HASH_SIZE];      /* fingerprint of the schema before; "" for the first */
    char fingerprint[HASH_SIZE]; /* of its snapshot */
    char seal[HASH_SIZE];        /* over parent's seal, number, name, fingerprint and the tokens of its files */
    const char *hashes[FILE_COUNT]; /* of its files, whole; the lock has the beginnings; NULL: no
                                       such file */
    const Script *scripts[DIALECT_COUNT]; /* NULL: the dialect was no target */
    const char *snapshot; /* path */
    bool is_edited;       /* its SQL is not what was planned: somebody wrote it */
    bool is_squashed;     /* stands for all before it: a database must be at it or past it */
    Span span;            /* its line in the lock; of a draft: of its folder */
} Migration;

typedef struct Chain {
    const char *folder; /* path of migrations/, there or not */
    const char *lock;   /* path of its lock */
    VEC(Migration) items; /* rising, without gaps */
    VEC(Migration) drafts; /* folders that no line of the lock names yet; at most the next number */
    VEC(Migration) others; /* of a merge: the lines of the lock that are the other branch's */
    bool has_lock;
} Chain;

/* Reads migrations/ beside the entry and checks it whole: names, numbers, parents, seals. A folder
 * that is not there is an empty chain. Never NULL. No snapshot is parsed. */
const Chain *chain_load(Cx *cx, const char *entry);
const Chain *chain_read(Cx *cx, const char *folder); /* the same of migrations/ itself */
/* The same in the middle of a merge: items are what one branch (ours, or the lines that came first)
 * has sealed, drafts every other folder, whatever its number. */
const Chain *chain_read_merged(Cx *cx, const char *folder);
const Migration *chain_last(const Chain *chain); /* NULL: none sealed */
const char *chain_folder(Cx *cx, const char *entry); /* the path of its migrations/ */

/* Reads the files that lie in its folder and their hashes. false after reporting. */
bool migration_read(Cx *cx, Migration *migration);
/* The schema of a migration's snapshot; NULL after reporting. Warnings of the schema are left out. */
const Schema *chain_schema(Cx *cx, const Migration *migration);

#endif
