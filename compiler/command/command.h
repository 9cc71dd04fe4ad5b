/* SPDX-License-Identifier: MIT
 * The commands: one row per command in main.c, one row per option in options.c. A command gets
 * its options parsed and a fresh context, and returns the exit status. Only this room prints. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "base/cx.h"
#include "chain/history.h"
#include "dialect/dialect.h"
#include "plan/half.h"
#include "pull/pull.h"
#include "schemac.h"
#include "syntax/ast.h"

/* The exit statuses of the contract; those of the runtime are the same numbers. */
typedef enum ExitStatus {
    EXIT_FINE = 0,
    EXIT_WRONG = 1,      /* the schema or the migrations are wrong */
    EXIT_USAGE = 2,
    EXIT_DIFFERENT = 3,
    EXIT_REFUSED = 4,
    EXIT_DATABASE = 5,
    EXIT_BUG = 70
} ExitStatus;

typedef enum DumpKind { DUMP_NONE, DUMP_TOKENS, DUMP_AST, DUMP_SCHEMA, DUMP_LOWERED } DumpKind;

typedef struct Options {
    bool json;            /* --format json */
    bool check;           /* --check */
    bool all;             /* --all */
    bool help;
    bool errors_only;     /* set by commands for which warnings about the schema are beside the point */
    DumpKind dump;
    bool draft, rebase;   /* of seal */
    PlanOptions plan;     /* --offline, --allow */
    const char *prove;    /* --prove URI */
    VEC(Name) ignored;    /* --ignore PATTERN */
    const char *through;  /* --through N */
    bool dry_run, no_backup, yes; /* what is done to a live database */
    bool allow_loss;
    bool split; /* of pull */
    PullRights rights; /* --privileges, --owners */
    int to_version;               /* --to N; 0: the newest */
    int at_version;               /* --at N; -1: any */
    int wait_s;                   /* --wait SECONDS; -1: as long as the runtime does */
    schemac_policy policy;        /* --policy NAME */
    const char *postgres;         /* --postgres URI */
    int points, seed;             /* --points N, -1: not given; --seed N */
    const char *dialect;  /* --dialect NAME */
    const char *output;   /* -o */
    const char *depfile;
    const char *const *arguments;
    size_t argument_count;
} Options;

enum { /* which options a command takes */
    OPTION_FORMAT = 1 << 0,
    OPTION_OUTPUT = 1 << 1,
    OPTION_DEPFILE = 1 << 2,
    OPTION_CHECK = 1 << 3,
    OPTION_DUMP = 1 << 4,
    OPTION_ALL = 1 << 5,
    OPTION_FILE = 1 << 6,
    OPTION_PLAN = 1 << 7,
    OPTION_SEAL = 1 << 8,
    OPTION_PROVE = 1 << 9,
    OPTION_THROUGH = 1 << 10,
    OPTION_DIALECT = 1 << 11,
    OPTION_STEPS = 1 << 12,
    OPTION_DRY = 1 << 13,
    OPTION_AT = 1 << 14,
    OPTION_YES = 1 << 15,
    OPTION_POLICY = 1 << 16,
    OPTION_LOSS = 1 << 17,
    OPTION_TORTURE = 1 << 18,
    OPTION_SPLIT = 1 << 19,
    OPTION_RIGHTS = 1 << 20
};

typedef struct Command {
    const char *name;
    const char *arguments; /* "ENTRY DB" */
    const char *summary;   /* one line */
    const char *help;      /* paragraphs */
    unsigned options;
    size_t least, most; /* arguments */
    int (*run)(Cx *cx, const Options *options);
} Command;

int run_build(Cx *cx, const Options *options);
int run_check(Cx *cx, const Options *options);
int run_format(Cx *cx, const Options *options);
int run_migrate(Cx *cx, const Options *options);
int run_verify(Cx *cx, const Options *options);
int run_adopt(Cx *cx, const Options *options);
int run_status(Cx *cx, const Options *options);
int run_reset(Cx *cx, const Options *options);
int run_pull(Cx *cx, const Options *options);
int run_push(Cx *cx, const Options *options);
int run_plan(Cx *cx, const Options *options);
int run_diff(Cx *cx, const Options *options);
int run_new(Cx *cx, const Options *options);
int run_squash(Cx *cx, const Options *options);
int run_seal(Cx *cx, const Options *options);
int run_torture(Cx *cx, const Options *options);
int run_explain(Cx *cx, const Options *options);

/* options.c: EXIT_FINE, or EXIT_USAGE after saying why on stderr. */
int options_parse(Cx *cx, const Command *command, int argc, char **argv, Options *options);
void options_help(const Command *command);

/* load.c: a schema read, resolved and brought to each target. */
typedef struct Loaded {
    const Tree *tree;
    const Schema *schema;
    const Half *halves[DIALECT_COUNT]; /* NULL: not a target */
    char fingerprint[65];
    const Chain *chain;
    const History *history;
} Loaded;

/* Reads ENTRY through all stages and prints every diagnostic to stderr. EXIT_FINE or EXIT_WRONG;
 * with EXIT_WRONG only the stages before the mistakes are filled. */
int load(Cx *cx, const Options *options, Loaded *loaded);
/* The same, and the migrations beside it are in order; what is pending. */
int load_with_chain(Cx *cx, const Options *options, Loaded *loaded);
/* The same, and what each migration makes of the catalog. */
int load_history(Cx *cx, const Options *options, Loaded *loaded);
/* Prints what cx->diag holds as the options ask; the status that follows from it. */
int report_diagnostics(Cx *cx, const Options *options);

/* findings.c: prints what a change may cost, once where targets agree; all, only what must be
 * allowed before it is sealed, or only what a push would lose. How many it prints. */
typedef enum Findings { FINDINGS_ALL, FINDINGS_REFUSED, FINDINGS_LOST } Findings;
size_t print_findings(Cx *cx, const Options *options, const Evolution *evolution, Findings which);

/* compiled.c: what the generated C would hold, made in memory, for the runtime's functions; thorough:
 * it asks for details, too, if it has none. */
const schemac_schema *compiled_schema(Cx *cx, const Loaded *loaded, bool is_thorough);

/* progress.c: one line on the terminal, if stderr is one, in place of the one before. */
void progress_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void progress_end(void); /* takes it away */

/* database.c: "sqlite:PATH", "postgres://..." or "postgres:CONNINFO". */
typedef struct Database {
    DialectId dialect;
    schemac_db db;
    const char *shown; /* the name for messages, without a password */
} Database;

typedef enum OpenMode {
    OPEN_READ,
    OPEN_LOOK,   /* the same; an SQLite file that is not there yet is empty */
    OPEN_CHANGE, /* it is there already */
    OPEN_WRITE   /* or is made: an SQLite file */
} OpenMode;
/* Why one cannot be opened or read is said on standard error, or as a line of JSON on standard output. */
void database_speak(bool json);
int database_open(Cx *cx, const char *name, OpenMode mode, Database *database);
/* Returns the status. */
int database_unread(const Database *database, schemac_status status, const char *why);
/* How long each statement waits for others, if that is less than usual; negative: as usual. */
void database_wait(const Database *database, int wait_ms);
/* Of PostgreSQL without an encoding (SQL_ASCII): its texts are bytes. */
bool database_has_bytes(const Database *database);
void database_close(Database *database);

/* collation.c: lets SQLite read a schema with collations that only its own programs have. may_order:
 * the database is thrown away, so that any order will do; else ordering by one stops the statement. */
struct sqlite3;
void collations_stand_in(struct sqlite3 *connection, bool may_order);

/* live.c: ENTRY and DB of the arguments together. */
typedef struct Live {
    Loaded loaded;
    const schemac_schema *schema; /* as a program would hold it */
    Database database;
} Live;
int live_open(Cx *cx, const Options *options, OpenMode mode, bool is_thorough, Live *live);

/* Prints a runtime report (stdout) as text or JSON and returns the exit status. */
int print_report(const Options *options, schemac_report *report);

#endif
