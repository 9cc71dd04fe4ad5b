/* SPDX-License-Identifier: MIT
 * What a difference between two schemas means to the programs that were built for either: the
 * facts of each kind. plan/verdict.c makes a verdict of them. */
#ifndef MODEL_IMPACT_H
#define MODEL_IMPACT_H

#include "model/model.h"

/* What a program can still do, least first; WRITE: and read. */
typedef enum Ability { ABILITY_NONE, ABILITY_READ, ABILITY_WRITE } Ability;

typedef struct Impact {
    Ability old_programs; /* built for the schema before, on the database of after */
    Ability new_programs; /* built for the schema after, on the database of before */
    const char *words;    /* what happened to the object: "takes null now" */
} Impact;

Impact impact_of_add(const Object *to, DialectId dialect);
Impact impact_of_drop(const Object *from, DialectId dialect);
Impact impact_of_rename(const Object *from, const Object *to, DialectId dialect);
/* One attribute of a pair. */
Impact impact_of_change(const Object *from, const Object *to, const Attr *attr, DialectId dialect);

#endif
