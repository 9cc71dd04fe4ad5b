/* SPDX-License-Identifier: MIT
 * Private. One step to a version: the baseline, or a migration. Its statements run in the blocks
 * of its script, its row of the history is written in the last of them, and that one commits only
 * if the catalog is what the version says. */
#ifndef SCHEMAC_STEP_H
#define SCHEMAC_STEP_H

#include "history.h"
#include "blocks.h"

typedef struct Step {
    const char *name, *kind; /* of its row */
    const char *title;       /* "migration 0002 add_devices of schema app" */
    const char *fingerprint;
    int version, oldest;
    bool loses_data; /* by permission */
    const char *const *pieces, *const *made; /* its SQL; the lines of the catalog it makes */
    catalog expected;
} Step;

/* Everything that is to be done in one call. */
typedef struct Work {
    schemac_call *call;
    const schemac_options *options;
    int wait_ms;            /* what is left of it for the rest of the run; below 0: nothing */
    int64_t since;          /* when waiting began, in milliseconds */
    int pause_ms;           /* until the next try */
    History history;        /* as it was read last */
    engine_session session;
    memory lasting; /* until all is over; the call's own until the next step */
    /* Looks at the database under the lock, before anything is written; OK: go on. */
    schemac_status (*inspect)(struct Work *work, const Step *step);
    const Step *step; /* the one in hand; NULL: none was begun */
    int64_t start;    /* of that step, in microseconds */
    int64_t rows;     /* that its statements have changed */
    bool is_checked;  /* the database is what its version says */
    bool is_tried;    /* something of the step was run */
    const char *backup; /* where the copy of the file is; NULL: none was made */
    int64_t seen;       /* SQLite's mark of what others have written until it was made; 0: none */
    int copies;       /* made of it for the step in hand */
    int before;       /* the version that was found; -1: none */
    int taken;        /* steps */
    bool has_moved;   /* someone else has brought it on in the meantime: look again */
} Work;

/* The time since work->since was spent on waiting for others: it is not there for what comes after. */
void step_waited(Work *work);
/* What was read before is read again: has_moved tells whether it is another. */
schemac_status step_look_again(Work *work);
/* OK with has_moved: nothing was done. */
schemac_status step_take(Work *work, const Step *step);

#endif
