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
typedef VEC(PullLoss) PullLosses;

typedef struct Pulled {
    const Schema *schema; /* what the text reads back as: logical, resolved */
    const Schema *said;   /* what the text was printed from: what is left out of it is not there */
    const char *text;     /* as `schemac format` lays it out */
    size_t length;
    PullLosses losses;
} Pulled;

/* Owners and privileges, where they were read. */
typedef struct PullRights {
    bool privileges, owners;     /* are said */
    size_t left_privileges;      /* how many objects have others than a new one has */
    size_t left_owners;          /* how many roles own something */
} PullRights;

/* Takes out of found what is not to be said: what new ones have anyway, what is of no object that
 * is found; counts what is left out otherwise. version: of the engine. */
void pull_rights(Cx *cx, PullRights *rights, catalog *found, int version);
/* Takes out what the schema does not speak of, under its names now or before. */
void pull_rights_like(Cx *cx, DialectId dialect, catalog *found, const Schema *schema);

/* The tool whose record of its own migrations the object of `found` is, or belongs to; NULL: of no
 * tool. Such objects are left out, which is no loss. */
const char *pull_recorder(const catalog *found, const catalog_object *object);
/* The tool whose function a trigger of another's table, or an event trigger, calls; NULL: of none. */
const char *pull_hook(const catalog *found, const catalog_object *object);
/* The patterns with which `ignore` leaves these alone. */
NameList pull_hooks_ignored(Cx *cx, const catalog *found);
/* The record itself, a table or a whole namespace, and such triggers; not what belongs to it. */
bool pull_is_record(const catalog *found, const catalog_object *object);
/* The tool of a table of this path; NULL: none that is known. */
const char *pull_record_table(const catalog *found, const char *path, size_t length);

/* Does the index of a partition bear a name which the engine gives? */
bool pull_is_usual_part(const catalog *found, const catalog_object *object);
/* Records of other tools, and the index of a partition that bears the only name which the engine can
 * give it: it comes with that of the whole table, and may go without saying. object: one of found,
 * which is in order. */
bool pull_leaves_out(const catalog *found, const catalog_object *object);

/* Marks the namespaces of tools that something else of the catalog needs: they are the schema's. */
void records_find_needed(catalog *found);
extern const char record_needed[]; /* the word of the mark, which is no difference */

/* Puts what stands on lines of its own (docs/catalog.md, details) to the objects that it is of. */
void details_fold(catalog *list);
/* Does the attribute tell an order, which is never a difference? */
bool detail_is_order(const char *word);
/* Is any value of the attribute right where a schema says none? */
bool detail_is_open(const catalog_object *object, const char *word);

/* found: a finished catalog, as an inspector reads it, its details folded. Never NULL. */
const Pulled *pull(Cx *cx, const PullOptions *options, const catalog *found);

/* In whose words a database is to be said. */
typedef struct PullModel {
    const Schema *schema; /* logical */
    bool is_authors;      /* an author wrote it: what is the server's, as extensions are that it does
                             not name, is left out */
    bool is_whole;        /* it is not */
    const catalog *words; /* what the engine is known to make of its words; NULL: not known */
    schemac_db db;        /* the database, to be asked what it makes of them; zeroed: nobody is asked */
    const char **why;     /* where the server's words go if it could not be asked */
} PullModel;

/* The pulled schema once more, said as the model says it wherever that means the same: two that are
 * compared should differ in what they mean. Where the database has what the model renames, it stands
 * under its former name. Has the targets of the model. Never NULL. */
const Schema *pull_like(Cx *cx, DialectId dialect, const catalog *found, const Pulled *pulled,
                        const PullModel *model);

#endif
