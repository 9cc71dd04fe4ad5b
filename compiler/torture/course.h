/* SPDX-License-Identifier: MIT
 * The undisturbed way of a subject: every state of the database that others can see on it. What a
 * fault leaves must be one of them, and the next start must end where it ends. */
#ifndef TORTURE_COURSE_H
#define TORTURE_COURSE_H

#include "base/vec.h"
#include "torture/look.h"
#include "torture/torture.h"

/* Where databases are made, each as the subject begins with. */
typedef struct Bench Bench;
struct Bench {
    const char *(*prepare)(Bench *bench, Thrift thrift); /* what open copies; NULL, or why it cannot */
    schemac_db (*open)(Bench *bench, size_t number); /* handle NULL: it cannot; error says why */
    void (*close)(Bench *bench, schemac_db db);
    bool has_time; /* that goes on: what is made of it is not the same each time */
    const char *error;
    void *state;
};

typedef struct Course {
    Arena *arena;
    const Subject *subject;
    Lens lens;
    VEC(Look) stops; /* the last is the end */
    bool has_failed; /* the migration itself has */
    const char *error;
} Course;

Course course_of(const Torture *torture, const Subject *subject);
/* Goes the way, as often as it takes to know which values are not the same each time; rows that the
 * migration refuses are left out until it goes through. NULL, or why it does not. */
const char *course_learn(Course *course, Bench *bench);
schemac_status course_go(const Course *course, schemac_db db, schemac_report *report);

/* NULL: it is at a stop, and *is_done: at the last; else what is wrong. */
const char *course_miss(const Course *course, Arena *arena, schemac_db db, bool *is_done);
/* Starts the program once more. NULL: all is as at the end of the undisturbed way. */
const char *course_finish(const Course *course, Arena *arena, schemac_db db);

#endif
