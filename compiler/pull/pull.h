/* SPDX-License-Identifier: MIT
 * A live database as a schema in the language: the way back from a catalog. What is written must
 * give the same catalog again when it is read, resolved and lowered; this is tried, and what the
 * trial shows to come out differently is written more plainly: a name is stated, a type or an
 * expression is the engine's own, in the end its words stand between dollar quotes. What still
 * differs is a loss, told by name. */
#ifndef PULL_PULL_H
#define PULL_PULL_H

#include "base/vec.h"
#include "catalog.h"
#include "model/model.h"

typedef struct PullOptions {
    DialectId dialect;
    const char *name;          /* of the schema */
    const char *default_space; /* as the catalog was read */
    int version;               /* of the engine, as Target has it; 0: the oldest understood */
} PullOptions;

/* Something of the database that the text does not say. */
typedef struct PullLoss {
    const char *kind, *path;
    const char *attribute; /* NULL: the whole object */
    const char *value;     /* what the database has there; NULL: nothing */
    const char *why;       /* NULL: the language has no words for it */
} PullLoss;

typedef struct Pulled {
    const Schema *schema; /* what the text reads back as: logical, resolved */
    const char *text;     /* as `schemac format` lays it out */
    size_t length;
    VEC(PullLoss) losses;
} Pulled;

/* The tool whose record of its own migrations the object is, or belongs to; NULL: of no tool. Such
 * objects are left out, which is no loss. */
const char *pull_recorder(const catalog_object *object);

/* found: a finished catalog, as an inspector reads it. Never NULL. */
const Pulled *pull(Cx *cx, const PullOptions *options, const catalog *found);

#endif
