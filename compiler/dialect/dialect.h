/* SPDX-License-Identifier: MIT
 * What a target engine is to the compiler: one filled struct in one folder. */
#ifndef DIALECT_DIALECT_H
#define DIALECT_DIALECT_H

#include "diff/diff.h"
#include "model/model.h"

/* ---- steps ---- */

/* The strongest lock that a statement takes on the table it concerns, weakest first. */
typedef enum Lock {
    LOCK_NONE,                   /* no table that was there before */
    LOCK_SHARE_UPDATE_EXCLUSIVE, /* readers and writers go on */
    LOCK_SHARE,                  /* writers wait */
    LOCK_SHARE_ROW_EXCLUSIVE,    /* writers wait */
    LOCK_ACCESS_EXCLUSIVE,       /* readers and writers wait */
    LOCK_DATABASE                /* SQLite: the one writer of the file; readers go on (WAL) */
} Lock;

/* When a step is done. Consecutive steps of MAIN are one transaction, so are those of FINISH; the
 * others run alone, outside a transaction, and may be run again after a crash. Where no step is
 * alone between them, MAIN and FINISH are one transaction. */
typedef enum Phase {
    PHASE_FIRST,  /* alone: what must be committed before it can be used (ADD VALUE) */
    PHASE_MAIN,
    PHASE_BUILD,  /* alone: CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT */
    PHASE_FINISH
} Phase;

enum { /* Step.effects */
    STEP_SCANS = 1,    /* reads every row while it holds its lock */
    STEP_REWRITES = 2, /* writes every row anew */
    STEP_LOSES = 4,    /* takes data away */
    STEP_REJECTS = 8,  /* fails if rows that are there do not fit */
    STEP_REFERS = 16   /* rows may refer to others than before: the end of the migration looks at them */
};

typedef struct Step {
    const char *sql; /* one statement without the final ';', or several separated by ";\n" */
    const char *why; /* words for people: "column orders.note is no longer in the schema"; NULL in a baseline */
    const Object *on;  /* the table whose rows or users feel it; NULL: none */
    Lock lock;
    Phase phase;
    unsigned effects;
    bool follows_drops; /* of PHASE_FINISH: after the columns and tables that are dropped in it */
} Step;

/* A change that may take data away, or that rows which are there may forbid. The author allows it
 * by name: `// allow drop-column orders.note: why` in the schema, or --allow "drop-column orders.note". */
typedef struct Finding {
    const char *id;   /* of a diagnostic: "drop-column" */
    const char *path; /* what must be named to allow it: "orders.note" */
    Span span;        /* in the wanted schema: the object, or what it stood in */
    const char *message, *hint;
    const Object *object; /* which it is about; NULL: nothing can be written at it */
    const char *keep; /* the line that keeps the data, as an example: "note text was remark;" or NULL */
    bool must_be_allowed; /* false: only a caution (a long lock) */
    bool is_allowed;
    const char *reason; /* why, in words of the author; NULL: none is given */
} Finding;

typedef struct PlanOptions {
    bool is_offline; /* the short form: no CONCURRENTLY, no NOT VALID */
    bool is_live;    /* one side is a database: what marks of change say may be done already, and what
                        is in it may be somebody else's */
    bool is_told;    /* both sides are what they are: what is broken in `to` is no mistake */
    unsigned dialects; /* mask of those that are planned; 0: all */
    VEC(const char *) allowed; /* "drop-column orders.note" */
    VEC(const Object *) broken; /* of from, as it was written: views and triggers that the engine
                                   cannot read, and that a change of others must find gone */
} PlanOptions;

typedef struct Plan {
    const Schema *from, *to; /* from NULL: a baseline */
    VEC(Step) steps;
    VEC(Finding) findings;
    bool rebuilds; /* SQLite: foreign keys must be off around the transaction */
} Plan;

/* ---- how a change is made ---- */

typedef struct Dialect Dialect;

/* What a writer of changes works with. In it the renames are done: `from` bears the names of `to`
 * wherever a rename was declared (docs/migrations.md). */
typedef struct Alter {
    Cx *cx;
    const Dialect *dialect;
    const Changes *changes;
    const PlanOptions *options;
    Plan *plan;
} Alter;

/* Adds a step; sql and why are copied, sql is cleared for the next. */
void alter_step(Alter *alter, Text *sql, Step step);
void alter_finding(Alter *alter, Finding finding); /* plan/finding.c marks what is allowed */
/* Is the table new in this plan? Then nothing it holds can be lost, locked or slow. */
bool alter_is_new(const Alter *alter, const Object *object);
const Object *alter_partner(const Alter *alter, const Object *to); /* in from; NULL: it is new */

/* As it is called now: renamed, or under the name that it bears until it is dropped. */
const Object *alter_called(const Alter *alter, const Object *from);
/* Does it go, for good or to be made again? */
bool alter_is_lost(const Alter *alter, const Object *from);
/* Do both go in the same steps, one because the other does? */
bool alter_goes_with(const Alter *alter, const Object *from, const Object *other);
/* Was `from` put aside in an earlier transaction than that of the step that was written last? */
bool alter_is_torn(const Alter *alter, const Object *from);

/* Is it dropped by steps that are written already, in the main transaction? */
bool alter_is_dropped(const Alter *alter, const Object *from);

/* To be called right before the step that drops `from`, under the name that it bears there: it is
 * made again as `to` in the same transaction, and what the database has given it besides the schema
 * comes back. */
void alter_keep(Alter *alter, const Object *from, const Object *to);

typedef struct Kept {
    const Object *from, *to;
} Kept;

typedef enum Treatment {
    TREAT_NOTHING,  /* the engine stores nothing that changes */
    TREAT_ALTER,    /* in place: KindSql.alter, add, drop, rename write the statements */
    TREAT_RECREATE, /* dropped and created again; ADD, DROP of a member: its parent is */
    TREAT_REBUILD   /* it, or the parent it is a member of, is made anew: by dialect->rebuild, or
                       beside the old one that is put aside */
} Treatment;

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
    /* It is one of those rights: it stays with what it is of when that is made again, and its own
     * changes come at the end of the transaction. */
    bool is_right;
    /* The rest concerns databases that hold data; NULL: create, drop as one step, and no other.
     * add: brings an object to what is there already (an index CONCURRENTLY, NOT VALID first): a
     * new one, or one that was dropped because it was in the way. Comments are the planner's. */
    void (*add)(Alter *alter, const Object *to);
    void (*remove)(Alter *alter, const Object *from);
    void (*alter)(Alter *alter, const Change *change);
    /* The first half of `alter` where the object is made of others: it lets go of those that it leaves.
     * Others may need that before the second half can be done. */
    void (*leave)(Alter *alter, const Change *change);
    /* One statement, or several separated by ";\n", that gives `from` another name and namespace. Here
     * `from` bears the name that it has at that moment; its parent is renamed already. */
    void (*rename)(Cx *cx, Text *out, const Schema *schema, const Object *from, Name space, Name name);
    /* For what can only be made once more in its own place: what is there gets the name `aside` or
     * goes with all that stands on it, in a transaction that is taken back. Writes nothing where
     * another can be made beside it, in another namespace. */
    void (*make_room)(Cx *cx, Text *out, const Schema *schema, const Object *object, Name aside);
    /* What `remove` took from others comes back, once the object is made again. If there is one,
     * remove writes the drop of what is made again, too. */
    void (*restore)(Alter *alter, const Object *from);
    /* Dialect.rebuild makes it anew beside the old one, and so all that is made of it. The old one
     * goes here, once nothing has it any more. */
    void (*bury)(Alter *alter, const Object *from);
    /* It holds rows: instead of dialect->rebuild the old one gives all its names away, with what goes with
     * it, and is bound to no other table any more. Then it is created as if it was new, and what is made
     * of it; `bury` takes the rows over before anything else comes to it. */
    void (*put_aside)(Alter *alter, const Object *from);
} KindSql;

/* Places of a migration's script where a dialect may add lines. */
enum { FRAME_BEFORE, FRAME_BEGIN, FRAME_END, FRAME_AFTER, FRAME_ALONE };

#define TOLD_NOTE "~"
struct Dialect {
    DialectId id;
    const char *name;    /* "postgres" */
    const char *title;   /* "PostgreSQL" */
    int oldest, newest;  /* target versions understood */
    size_t name_limit;   /* bytes of an identifier; 0: none */
    Lock least_lock;     /* every step of a migration takes it at least: SQLite's LOCK_DATABASE */
    /* Reports (through cx->diag) what this dialect cannot say; returns the lowered schema. */
    const Schema *(*lower)(Cx *cx, const Schema *logical);
    const KindSql *kinds; /* by Kind; create NULL: nothing to do for this kind */
    /* Mask of 1 << Kind: what these need may as well be created after them (SQLite's foreign keys).
     * They still come after wherever they can; only a circle makes the planner do without. */
    uint32_t may_precede_needs;
    /* How an ADD or DROP (of a member of a table that stays), an ALTER or RENAME is carried out. */
    Treatment (*treat)(Cx *cx, const Changes *changes, const Change *change);
    /* Must `dependent` (of from), which uses what changes, be dropped before and made again after? */
    bool (*blocks)(const Changes *changes, const Change *change, Treatment how,
                   const Object *dependent);
    /* Makes a table anew and copies its rows (SQLite), or a type and moves the columns that have it
     * (PostgreSQL's enums). What is written inline is made with it. What hangs on it otherwise and
     * dies with the old one (indexes, triggers) the planner creates again afterwards; comments, too.
     * What uses a column of a type that is made anew is asked for with `blocks` as if the type of
     * the column was altered. NULL: never asked for. */
    void (*rebuild)(Alter *alter, const Object *from, const Object *to);
    /* Are its owner and privileges saved when it is made again? NULL: nothing has any. */
    bool (*is_kept)(const Object *object);
    /* Statements at the beginning and at the end of a transaction in which these are dropped and made
     * again. */
    void (*keep)(const Alter *alter, const Kept *kept, size_t count, Text *before, Text *after);
    /* What the runtime has to ask where a schema speaks of owners or privileges: pieces of one query,
     * up to NULL. NULL: the engine has none. */
    const char *const *rights;
    /* The same of details (ATTR_DETAIL). The first piece holds the columns that only they have: it goes
     * where rights has an empty piece, so that both are one query. */
    const char *const *details;
    /* What no schema can say: pieces that go before the last one of details. Only `pull` asks. A line
     * that begins with TOLD_NOTE is a note, the others are losses. */
    const char *const *told;
    /* Lines around the steps of a migration that stand outside its transactions, and at the start
     * and end inside; NULL: none. */
    const char *(*frame)(Cx *cx, const Plan *plan, int place); /* FRAME_... */
    /* COMMENT ON statements; NULL: the engine has no comments */
    void (*comment)(Cx *cx, Text *out, const Schema *schema, const Object *object);
    /* The same of what comes along with it (model/remark.c); and of what heirs of its table have of it */
    void (*remarks)(Text *out, const Schema *schema, const Object *object);
    void (*remarks_below)(Text *out, const Schema *schema, const Object *rule);
    /* Lines before and after a baseline script (settings). NULL: none. */
    const char *(*prologue)(Cx *cx, const Schema *schema);
    /* The namespaces in which a statement looks for names, as SET search_path takes them: the default
     * one, then those of extensions. NULL: the engine has none. */
    void (*scope)(Text *out, const Schema *schema);
    void (*expr)(Cx *cx, Text *out, const Schema *schema, const Expr *expr); /* lowered expression */
    void (*identifier)(Text *out, Name name); /* quoted where needed */
    bool (*has_type)(const char *name); /* of its own; NULL: nothing is called as one */
    bool (*is_reserved)(Name name); /* a word that is no name without quotes */
    void (*literal)(Text *out, const char *text, size_t length); /* a string literal */
    void (*path)(Text *out, const Schema *schema, const Object *object); /* qualified SQL name */
    /* A portable function or constant the dialect can express; used by resolve's checks. */
    bool (*knows_function)(Name name);
};

/* Warns of names that the engine's SQL has to quote. */
void dialect_check_names(Cx *cx, const Dialect *dialect, const Schema *lowered);

/* The query of rights, of details (the first piece is empty), or of both: pieces up to NULL. NULL: the
 * engine has none. */
const char *const *dialect_extras(Cx *cx, const Dialect *dialect, bool has_rights, bool has_details);
/* All of it, and what no schema can say. */
const char *const *dialect_extras_told(Cx *cx, const Dialect *dialect);

extern const Dialect *const dialects[DIALECT_COUNT];
extern const Dialect postgres_dialect, sqlite_dialect;

#endif
