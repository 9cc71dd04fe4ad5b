/* SPDX-License-Identifier: MIT
 * What a target engine is to the compiler: one filled struct in one folder. */
#ifndef DIALECT_DIALECT_H
#define DIALECT_DIALECT_H

#include "diff/diff.h"
#include "model/model.h"

typedef struct Step {
    const Change *change; /* the main change it carries out */
    const char *sql;      /* one statement, without the final ';' */
    bool outside_transaction;
} Step;

typedef struct Plan {
    const Schema *to;
    VEC(Step) steps;
} Plan;

typedef struct Dialect Dialect;

/* Writes the SQL of one object, without the final ';'. */
typedef struct KindSql {
    /* One statement, or several separated by ";\n" where the engine needs them together (a table
     * and its row security). NULL: nothing of its own to create. */
    void (*create)(Cx *cx, Text *out, const Schema *schema, const Object *object);
    void (*drop)(Cx *cx, Text *out, const Schema *schema, const Object *object);
    /* Written within its parent's CREATE when both are new: columns, keys, checks; on SQLite
     * foreign keys too. PostgreSQL's foreign keys are steps of their own, after all tables and
     * indexes, so that cycles need no special case. */
    bool is_inline;
} KindSql;

struct Dialect {
    DialectId id;
    const char *name;    /* "postgres" */
    const char *title;   /* "PostgreSQL" */
    int oldest, newest;  /* target versions understood */
    size_t name_limit;   /* bytes of an identifier; 0: none */
    /* Reports (through cx->diag) what this dialect cannot say; returns the lowered schema. */
    const Schema *(*lower)(Cx *cx, const Schema *logical);
    const KindSql *kinds; /* by Kind; create NULL: nothing to do for this kind */
    /* Mask of 1 << Kind: what these need may as well be created after them (SQLite's foreign keys).
     * They still come after wherever they can; only a circle makes the planner do without. */
    uint32_t may_precede_needs;
    /* COMMENT ON statements; NULL: the engine has no comments */
    void (*comment)(Cx *cx, Text *out, const Schema *schema, const Object *object);
    /* Lines before and after a baseline script (settings). NULL: none. */
    const char *(*prologue)(Cx *cx, const Schema *schema);
    void (*expr)(Cx *cx, Text *out, const Schema *schema, const Expr *expr); /* lowered expression */
    void (*identifier)(Text *out, Name name); /* quoted where needed */
    void (*literal)(Text *out, const char *text, size_t length); /* a string literal */
    void (*path)(Text *out, const Schema *schema, const Object *object); /* qualified SQL name */
    /* A portable function or constant the dialect can express; used by resolve's checks. */
    bool (*knows_function)(Name name);
};

extern const Dialect *const dialects[DIALECT_COUNT];
extern const Dialect postgres_dialect, sqlite_dialect;

#endif
