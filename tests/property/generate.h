/* SPDX-License-Identifier: MIT
 * Random schemas: every kind, every attribute of its Attr table, names and texts of any bytes. The
 * same seed gives the same schema. What is made obeys the rules of the language, so resolve has
 * nothing to complain about; with is_live it is also something that the engines take as it is.
 *
 * A generated schema is as an author writes it: constraints may be without a name. Print it, parse
 * and resolve the text (generate_resolved does) to have one as the rest of the compiler sees it. */
#ifndef TESTS_PROPERTY_GENERATE_H
#define TESTS_PROPERTY_GENERATE_H

#include "model/model.h"

typedef struct GenerateOptions { /* zeroed: anything */
    uint8_t targets;  /* mask of dialects; 0: by chance */
    int postgres;     /* oldest version; 0: 18 */
    int sqlite;       /* as well; 0: 3.40.1 */
    bool is_plain;    /* no hostile names and texts */
    bool is_edited;   /* for pairs: no key lets rows of before go by itself */
    bool is_live;     /* only what a server takes that has nothing but its defaults */
    unsigned size;    /* objects at the top level, about; 0: by chance */
} GenerateOptions;

Cx generate_cx(void); /* a fresh context; free its arena afterwards */
Schema *generate(Cx *cx, uint64_t seed, const GenerateOptions *options);
/* The same through the front end; NULL if it reported an error, see cx->diag. */
const Schema *generate_resolved(Cx *cx, uint64_t seed, const GenerateOptions *options);
/* Parses and resolves a text; NULL: reported. */
const Schema *generate_read(Cx *cx, const char *text, size_t length);

/* What comes of a schema that was read by about so many random edits; what has another name bears
 * the mark `was`. NULL: the edits came to something that the language refuses, see cx->diag. */
const Schema *generate_edited(Cx *cx, const Schema *schema, uint64_t seed,
                              const GenerateOptions *options, unsigned edits);

/* The schema without an object and what needs it; NULL as above. For shrinking. */
const Schema *generate_without(Cx *cx, const Schema *schema, const Object *object);

/* Sets the attribute to its zero: absent, false, empty. */
void generate_clear(Object *object, const Attr *attr);
size_t value_size(ValueType type); /* bytes of a field of that type */

/* Which seeds to try: PROPERTY_SEED in the environment chooses another first one, PROPERTY_TIMES
 * so many times as many, PROPERTY_PART so many times fewer. */
typedef struct PropertyRun {
    uint64_t seed;
    unsigned count;
} PropertyRun;
PropertyRun property_run(uint64_t seed, unsigned count);

#endif
