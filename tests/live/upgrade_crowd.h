/* SPDX-License-Identifier: MIT
 * Sixteen processes that start at once on one database; CROWD_ROUNDS says how often, and make
 * check-long does it a hundred times. */
#ifndef TESTS_LIVE_UPGRADE_CROWD_H
#define TESTS_LIVE_UPGRADE_CROWD_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/schemac.h"

enum { CROWD = 16 };

static inline long crowd_rounds(void)
{
    const char *given = getenv("CROWD_ROUNDS");
    return given ? strtol(given, NULL, 10) : 2;
}

/* Each opens the database and waits until the last of them has. How many came to something else
 * than OK. */
static inline int crowd(schemac_db (*open_database)(void), const schemac_schema *schema)
{
    int gate[2], bad = 0;
    pid_t children[CROWD];
    if (pipe(gate) != 0) return CROWD;
    fflush(NULL);
    for (int i = 0; i < CROWD; i++) {
        if ((children[i] = fork())) continue;
        char byte;
        schemac_report report = {0};
        schemac_db db = open_database();
        close(gate[1]);
        if (read(gate[0], &byte, 1) != 0) _exit(99);
        schemac_status status = schemac_migrate(db, schema, NULL, &report);
        if (status != SCHEMAC_OK) fprintf(stderr, "one of the crowd: %s\n", report.message);
        _exit((int)status);
    }
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < CROWD; i++) {
        int status = 0;
        bool is_fine = waitpid(children[i], &status, 0) == children[i] && WIFEXITED(status) &&
                       WEXITSTATUS(status) == 0;
        bad += !is_fine;
    }
    return bad;
}

#endif
