/* SPDX-License-Identifier: MIT
 * Schema x Schema -> Changes. Both are in the same state (logical, or lowered to one dialect).
 * from NULL: the empty schema. Dialect-free; independent of the order of declaration. */
#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H

#include "model/model.h"

typedef enum ChangeOp { CHANGE_ADD, CHANGE_DROP, CHANGE_ALTER, CHANGE_RENAME } ChangeOp;

typedef struct Change {
    ChangeOp op;
    const Object *from, *to; /* ADD has no from, DROP no to */
    uint64_t attrs;          /* ALTER: bit per index in the kind's Attr table */
    bool doc;                /* ALTER: the comment differs */
} Change;

typedef struct Changes {
    const Schema *from, *to;
    VEC(Change) items; /* parents before members; an added table's members are listed too */
} Changes;

const Changes *diff(Cx *cx, const Schema *from, const Schema *to);

#endif
