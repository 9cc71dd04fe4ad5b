/* SPDX-License-Identifier: MIT
 * Private to runtime/postgres. The texts of queries.c at run time: each ends with a zero byte, the
 * next one follows. */
#ifndef SCHEMAC_POSTGRES_TEXTS_H
#define SCHEMAC_POSTGRES_TEXTS_H

#include "memory.h"

typedef enum text_id {
    TEXT_MARK,     /* of the catalog, see queries.h */
    TEXT_HISTORY,  /* the statements that make schemac_history */
    TEXT_SETTINGS, /* those that the meaning and the form of SQL depend on: SET LOCAL ...; */
    TEXT_LOOKING,  /* further settings of a transaction that inspects */
    TEXT_FORMAT,   /* of the history, $1 its namespace */
    TEXT_HOLDER,   /* who has the lock $1 */
    TEXT_ROOM,     /* for locks: how many for each, how many of them */
    TEXT_UPGRADE,  /* the statement that brings schemac_history from its first format to the second */
    TEXT_INDEX,    /* IndexState of the index $1 */
    TEXT_PLACE,    /* namespace of the relation $1, in quotes where it must */
    TEXT_WRITING,  /* settings of a transaction that changes something */
    TEXT_SESSION,  /* settings of a session that changes something */
    TEXT_GATES     /* word, since, then, before; and so on until a word is empty; then kind, query;
                      and so on until both are empty */
} text_id;

/* "" when out of memory. Only TEXT_GATES has all behind it that follows; of the others none is there. */
const char *texts_find(memory *pool, text_id id);
const char *texts_next(const char *text);

#endif
