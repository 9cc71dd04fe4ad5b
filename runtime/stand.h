/* SPDX-License-Identifier: MIT
 * Private. Where a database stands, seen from this program. */
#ifndef SCHEMAC_STAND_H
#define SCHEMAC_STAND_H

#include "history.h"

typedef enum Standing {
    FRESH,    /* nothing of this schema was ever applied */
    CURRENT,  /* what the program was compiled for */
    BEHIND,   /* at an older version, from which migrations lead on */
    UNSEALED, /* at a version that is known, but no migration leads to what the program holds */
    SQUASHED, /* before the first migration that the program has */
    CHANGED,  /* made from words that the program does not know */
    AHEAD     /* at a newer version */
} Standing;

typedef struct Position {
    Standing standing;
    int version; /* which the database is really at: that of its fingerprint */
} Position;

Position standing_of(const schemac_call *call, const History *history);
/* Of a database that is ahead: may this program still run? */
bool stand_allows(const schemac_call *call, const History *history);

#endif
