/* SPDX-License-Identifier: MIT
 * Schema x Schema -> Changes. Both are in the same state (logical, or lowered to one dialect) and
 * share their names. from NULL: the empty schema. Dialect-free; independent of the order of
 * declaration, but that columns that are added or dropped are listed in their order.
 *
 * Objects are paired by kind and name (overloads: and signature; triggers and policies: and what
 * they are on), or by a declared former name. What was named by the compiler is paired by what it
 * says (ATTR_IDENTITY). Pairs are compared as if all renames were done already: a foreign key to a
 * renamed column is the same foreign key. Bodies are text and compared as text.
 *
 * A mark `b was a` counts if `from` has an a and has no b, or its b is itself renamed by a mark
 * that counts (a chain a -> b -> c), even if there is another a in `to`: that one is new. Else the
 * mark stays in the schema from a rename that was done before: then b is b, and the mark is in
 * unused_marks. A swap (a was b, b was a) looks the same before and after, so each keeps what is
 * its own by name. A RENAME on SQLite may say that a name was given to a key or check, or taken. */
#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H

#include "model/model.h"

typedef enum ChangeOp { CHANGE_ADD, CHANGE_DROP, CHANGE_ALTER, CHANGE_RENAME } ChangeOp;

typedef struct Change {
    ChangeOp op;
    const Object *from, *to; /* ADD has no from, DROP no to */
    uint64_t attrs;          /* ALTER: bit per index in the kind's Attr table */
    bool doc;                /* ALTER: the comment differs */
    bool order;    /* ALTER: members that are on both sides stand in another order (enum values) */
    bool dialects; /* ALTER: exists in other dialects than before; of logical schemas only */
    Name was, was_space; /* RENAME: what it was called; from bears the new name already. If its
                            namespace is renamed, too, was_space is the new name of that */
} Change;

typedef struct Mark {
    const Object *object; /* of to: its `was` has no effect */
    const Object *former; /* of from: what bears the former name; NULL: nothing does any more */
    /* Nobody can tell whether the rename was done: former is to be dropped, or a and b are each
     * said to have been the other. Paired by name, but the author should be asked. */
    bool is_doubtful;
} Mark;

typedef struct Lookalike {
    const Object *from, *to; /* from is dropped, to is added; it may be meant as a rename */
} Lookalike;

typedef struct Changes {
    const Schema *from; /* NULL: the empty schema. If anything is renamed this is a copy of
                           what diff was given, with its ids and origins, and the names of to */
    const Schema *to;
    VEC(Change) items; /* parents before members; an added table's members are listed too. The
                          changes of one pair stand together, RENAME first */
    const Object **partner_of_from; /* by id: the object of to; NULL: none, it is dropped */
    const Object **partner_of_to;   /* by id: the object of from; NULL: none, it is added */
    VEC(Mark) unused_marks;         /* sorted as items are */
    VEC(Lookalike) lookalikes;
} Changes;

const Changes *diff(Cx *cx, const Schema *from, const Schema *to);

#endif
