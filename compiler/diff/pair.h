/* SPDX-License-Identifier: MIT
 * Private to diff: which object of one schema is which of the other. */
#ifndef DIFF_PAIR_H
#define DIFF_PAIR_H

#include "diff/diff.h"

typedef struct Pairing {
    Cx *cx;
    Arena *arena; /* ends with the comparison */
    const Schema *origin; /* as diff was given it */
    const Schema *from;   /* the same, or its copy with the renames done */
    const Schema *to;
    const Object **originals; /* by id: the objects of origin, once there is a copy */
    Changes *changes;       /* its marks without effect are found here */
    const Object **to_of;   /* its partner_of_from */
    const Object **from_of; /* its partner_of_to */
    uint64_t compared[KIND_COUNT]; /* bits of the attributes that mean something in this state */
    uint32_t has_order; /* mask of kinds that have members whose order means something */
    bool *is_equal; /* by id of to: its attributes are known to be those of its partner */
    bool *differs;  /* by id of to, top level only: something in it is not as in its partner */
    uint8_t dialects; /* those that both schemas are for */
    bool has_one_case; /* the engine takes names that differ in their case only for one */
    bool has_spaces;  /* the engine has namespaces, or the schemas are logical */
    bool is_renamed;  /* some pair has two names, so there must be a copy */
    bool is_renamed_late; /* the same, but nothing mentions the name: of keys, checks, indexes */
    const Object **first_on, **next_on; /* by id: the triggers and policies of from on a table */
    const Object **waiting; /* by id: who takes the name of this object of from once it is free */
} Pairing;

typedef VEC(const Object *) ObjectVec;

void pair_all(Pairing *p);
void pair_two(Pairing *p, const Object *from, const Object *to);
/* The object as it was given to diff. */
const Object *pair_origin(const Pairing *p, const Object *from);
/* Do they bear the same name, as far as the engine or the author gives them one? */
bool pair_has_one_name(const Pairing *p, const Object *from, const Object *to);
/* Would the engine take their names for one, though they are not? */
bool pair_has_one_sound(const Pairing *p, const Object *from, const Object *to);
/* The order of listing: by kind and name, columns and values by position. */
int object_compare(const Object *a, const Object *b);

/* ---- copy.c ---- */

/* Makes the copy of from, with the renames that are found by now, and pairs its objects instead. */
void renames_do(Pairing *p);
/* Those that were found when there was a copy already. */
void renames_do_late(Pairing *p);

/* ---- compare.c ---- */

void compare_prepare(Pairing *p);
/* The attributes that differ, as bits; only those of the mask are looked at. */
uint64_t pair_attrs(const Pairing *p, const Object *from, const Object *to, uint64_t mask);
/* An ALTER, perhaps of nothing. */
Change pair_compare(const Pairing *p, const Object *from, const Object *to);
bool change_is_any(const Change *change);
/* Is there a change of the pair or of anything in it? */
bool pair_differs(const Pairing *p, const Object *from, const Object *to);

/* ---- member.c ---- */

/* Pairs the members that can be told apart by what they say, of two that are a pair. */
void pair_members(Pairing *p, const Object *from, const Object *to);

/* ---- mark.c ---- */

/* Pairs what is declared renamed, of objects of to that all bear a mark. */
void pair_marked(Pairing *p, const ObjectVec *marked);
/* After all is paired: which of the marks without effect are doubtful. */
void marks_judge(Pairing *p);

/* ---- find.c ---- */

void find_prepare(Pairing *p);
/* What bears the name in from, where `to` would stand: among the members of its parent's partner,
 * on the same table, or in the namespace. is_free: only what has no partner yet. NULL: nothing. */
const Object *find_named(Pairing *p, const Object *to, Name space, Name name, bool is_free);
/* From the namespace of to to that of from in which such objects stood; false: there was none. */
bool find_space(const Pairing *p, const Object *to, Name *space);
/* From a namespace of from to that of to in which its objects stand if they are not moved. */
Name space_now(const Pairing *p, Name space);

/* ---- lookalike.c ---- */

/* Siblings of from that are dropped and of to that are added, each sorted. */
void lookalikes_find(Pairing *p, const ObjectVec *dropped, const ObjectVec *added);

#endif
