/* SPDX-License-Identifier: MIT
 * Logical schema (and what it comes to in each dialect) -> artefacts. One row per artefact in emit.c. */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "base/output.h"
#include "chain/history.h"
#include "dialect/dialect.h"
#include "model/model.h"
#include "plan/half.h"

/* Everything an emitter may read. */
typedef struct EmitInput {
    const Schema *schema;                 /* logical */
    const Half *halves[DIALECT_COUNT];    /* NULL: not a target */
    const char *entry;                    /* path of the main file as the banner names it */
    char fingerprint[65];                 /* of the logical schema */
    const History *history;               /* the sealed migrations, and what is pending */
} EmitInput;

typedef struct Artefact {
    const char *suffix; /* "NAME" + suffix, or a whole name where it begins with '/' */
    int dialect;        /* emitted only if this dialect is a target; -1: always */
    void (*emit)(Cx *cx, Output *out, const EmitInput *input);
    bool is_pending; /* only while the schema is ahead of the last sealed migration */
} Artefact;

bool artefact_is_wanted(const Artefact *artefact, const EmitInput *input);

/* The path of an artefact in a folder. NAME is the schema's, with '_' for what C cannot spell. */
const char *artefact_path(Cx *cx, const Artefact *artefact, const Schema *schema,
                          const char *folder);

extern const Artefact artefacts[];
extern const size_t artefact_count;

#endif
