/* SPDX-License-Identifier: MIT
 * The proof that fresh equals migrated: a migration is run by the runtime, as a program would, on a
 * database that the baseline before it made, with rows in it; what comes out must be, object by object
 * as the engine tells it, what the baseline after it makes, and the rows must have survived. */
#ifndef CHAIN_PROVE_H
#define CHAIN_PROVE_H

#include "chain/chain.h"
#include "plan/half.h"
#include "schemac.h"

/* Where a proof is made: fresh, empty databases of one engine, two of them at a time. */
typedef struct Scratch Scratch;
struct Scratch {
    DialectId dialect;
    struct Grounds *grounds; /* what the last proof has left for the next; prove_end lets go of it */
    schemac_db (*open)(Scratch *scratch); /* handle NULL: it cannot, and has told why */
    void (*close)(Scratch *scratch, schemac_db db);
    void *state;
};

/* One migration and what is before and after it. */
typedef struct Lemma {
    const Migration *migration;
    const Schema *from, *to;              /* logical */
    const schemac_schema *before, *after; /* as compiled: after holds this migration as its only one */
    const Plan *plan; /* the script is the planner's: no value may change but where the schema says so,
                         and only where the plan says so may rows be refused. NULL: sealed before, or
                         somebody wrote it: rows may forbid any of it */
    bool is_edited;   /* somebody wrote the script: it is tried on empty tables, too */
} Lemma;

typedef struct Proof {
    size_t migrations;
    size_t tables, filled; /* that had rows while it ran; of all */
    size_t left_out;       /* objects of large schemas that the migrations do not touch */
    size_t refused; /* migrations that rightly refused the generated rows: shown on fewer */
    size_t emptied; /* of those: no row that was tried fits, the tables that change are empty */
} Proof;

/* Compiles both sides for one dialect. NULL after reporting; plan and is_edited are left to the
 * caller. */
Lemma *lemma_make(Cx *cx, const Migration *migration, const Schema *from, const Schema *to,
                  DialectId dialect);

/* true: proved; false: reported through cx->diag at the migration's file. Adds to *proof. The lemma
 * must last until prove_end: a proof that begins where the last one ended goes on in its database. */
bool prove(Cx *cx, const Lemma *lemma, Scratch *scratch, Proof *proof);
void prove_end(Scratch *scratch);

#endif
