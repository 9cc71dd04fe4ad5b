/* SPDX-License-Identifier: MIT
 * The sealed chain as programs get it: each migration in each dialect with its statements and what
 * it makes of the catalog; and what is to be sealed next. */
#ifndef CHAIN_HISTORY_H
#define CHAIN_HISTORY_H

#include "chain/evolve.h"
#include "plan/half.h"

typedef struct Link {
    const Migration *migration;
    const Script *script;
    const char *parent; /* fingerprint of the schema before; "": it makes everything from nothing */
    const char *undo; /* lines with '-' or '+' before each: from the catalog after it to that before */
    size_t undo_length;
    int oldest; /* programs from this version on go on reading and writing after it */
} Link;

typedef struct History {
    int version; /* of the last that is sealed; 0: none */
    /* Of the targets the schema has now, without gaps: since it is a target, or is again. */
    VEC(Link) links[DIALECT_COUNT];
    bool is_ahead; /* something was sealed, and the schema has changed since */
    const Evolution *pending; /* how; NULL if it is not ahead */
} History;

/* Link.undo of two catalog texts. */
void catalog_undo(Text *out, const char *after, const char *before);

/* The query of owners and privileges and of details, if this version speaks of them or one that leads
 * to it: pieces up to NULL. half: of the schema as it is now. is_thorough: details are asked for in any
 * case. NULL: nobody asks. */
const char *const *history_rights(Cx *cx, const History *history, const Half *half,
                                  DialectId dialect, bool is_thorough);

/* schema: as it is now, halves: what it comes to. Without has_undo only the newest snapshot is read,
 * if any. NULL after reporting. */
const History *history_make(Cx *cx, const Chain *chain, const Schema *schema,
                            const char *fingerprint, const Half *const halves[DIALECT_COUNT],
                            bool has_undo);

#endif
