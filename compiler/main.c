/* SPDX-License-Identifier: MIT
 * The schemac command: finds the command's row, parses its options, runs it. */
#define _XOPEN_SOURCE 700 /* SIGXFSZ */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "command/command.h"

static const Command commands[] = {
    {"build", "ENTRY -o DIR", "compile a schema to SQL, C and documentation",
     "Writes into DIR, for `schema NAME;`: NAME.h, NAME.c, baseline.postgres.sql,\n"
     "baseline.sqlite.sql (the targets only) and NAME.md. Files whose content stays the\n"
     "same are not touched. With errors in the schema nothing is written. Sealed migrations are\n"
     "proved on SQLite in memory, and on a server that --prove names, once until they change.",
     OPTION_OUTPUT | OPTION_DEPFILE | OPTION_CHECK | OPTION_FORMAT | OPTION_DUMP | OPTION_PROVE, 1,
     1, run_build},
    {"check", "ENTRY", "parse and analyse a schema, write nothing",
     "Reports every mistake that build would report.", OPTION_FORMAT | OPTION_DUMP, 1, 1,
     run_check},
    {"format", "FILE...", "lay schema files out in the canonical form",
     "Rewrites the files in place; comments are kept. A FILE `-` is read from standard\n"
     "input and written to standard output.",
     OPTION_CHECK | OPTION_FORMAT, 1, 10000, run_format},
    {"plan", "ENTRY", "what the next migration would do",
     "Every step for each target with the lock it takes and what it scans, rewrites or loses; what\n"
     "must be allowed before it can be sealed; what programs of before and after can go on doing.",
     OPTION_FORMAT | OPTION_PLAN | OPTION_DIALECT, 1, 1, run_plan},
    {"diff", "FROM TO", "the SQL that turns one schema into another",
     "Each is a .schema file, a migrations/ folder (its last migration), the folder of one migration,\n"
     "a database (sqlite:PATH, a postgres:// URI, or postgres:CONNINFO), or the word empty. Exit status\n"
     "0: they are the same, 3: they differ.",
     OPTION_PLAN | OPTION_DIALECT | OPTION_RIGHTS | OPTION_FORMAT, 2, 2, run_diff},
    {"seal", "ENTRY NAME", "freeze what changed as a migration",
     "Writes migrations/NNNN_NAME/ beside ENTRY, with the SQL for each target and a snapshot of\n"
     "the schema, and its line in migrations/lock. A draft of that name is sealed as it lies there.\n"
     "What may lose data is refused (exit status 4) until it is allowed by name. With --rebase no\n"
     "NAME: what another branch was sealed before gets the next number and is planned anew.",
     OPTION_FORMAT | OPTION_PLAN | OPTION_SEAL | OPTION_PROVE, 1, 2, run_seal},
    {"new", "ENTRY NAME", "draft a migration that changes data, not the schema",
     "Writes migrations/NNNN_NAME/ with a script for each target to be filled in. `schemac seal\n"
     "ENTRY NAME` seals it.",
     OPTION_FORMAT, 2, 2, run_new},
    {"squash", "ENTRY", "fold the first migrations into one",
     "Migrations 1 to N become one that makes the schema of N from nothing. Databases at N or past\n"
     "it go on; older ones must be brought to N with a program or checkout of before.",
     OPTION_THROUGH | OPTION_FORMAT, 1, 1, run_squash},
    {"migrate", "ENTRY DB", "bring a database to the schema",
     "DB is sqlite:PATH, a postgres:// URI, or postgres:CONNINFO. A fresh database is made from the\n"
     "baseline, an older one goes through the sealed migrations, each verified before it commits.",
     OPTION_FORMAT | OPTION_STEPS | OPTION_DRY, 2, 2, run_migrate},
    {"verify", "ENTRY DB", "compare a live database with the schema, read only",
     "DB is sqlite:PATH, a postgres:// URI, or postgres:CONNINFO. Exit status 3 and every\n"
     "difference by name where they differ.",
     OPTION_FORMAT | OPTION_POLICY, 2, 2, run_verify},
    {"status", "ENTRY DB", "what was applied to a database, what is pending, whether it fits",
     "DB is sqlite:PATH, a postgres:// URI, or postgres:CONNINFO; it is only read. Every attempt\n"
     "with when, how long and by whom; exit status 3 where something is pending or differs.",
     OPTION_FORMAT, 2, 2, run_status},
    {"adopt", "ENTRY DB", "take a database that others made under management",
     "DB is sqlite:PATH, a postgres:// URI, or postgres:CONNINFO. It must hold what a version of\n"
     "the schema holds; else every difference is listed (exit status 3). Nothing in it is altered.",
     OPTION_FORMAT | OPTION_AT | OPTION_DRY, 2, 2, run_adopt},
    {"reset", "ENTRY DB", "drop what the schema owns in a database and make it afresh",
     "DB is sqlite:PATH, a postgres:// URI, or postgres:CONNINFO. All rows in these tables are lost,\n"
     "and what others built upon them. Asks before, unless --yes is given.",
     OPTION_FORMAT | OPTION_YES, 2, 2, run_reset},
    {"pull", "DB", "write a live database down as a schema",
     "DB is sqlite:PATH, a postgres:// URI, or postgres:CONNINFO; it is only read. The schema\n"
     "goes to standard output, or to the FILE behind -o. What the language cannot say is listed\n"
     "on standard error, with exit status 3.",
     OPTION_FILE | OPTION_SPLIT | OPTION_RIGHTS | OPTION_FORMAT, 1, 1, run_pull},
    {"push", "ENTRY DB", "for development: bring a live database to the schema directly",
     "DB is sqlite:PATH, a postgres:// URI, or postgres:CONNINFO. What the database holds is compared\n"
     "with the schema and brought to it in one transaction, which commits only if the result is the\n"
     "schema. What would be lost is named, with the line that keeps it (exit status 4), and lost only\n"
     "with --allow-loss. --dry-run prints the SQL.",
     OPTION_FORMAT | OPTION_DRY | OPTION_LOSS, 2, 2, run_push},
    {"torture", "ENTRY", "interrupt every migration at every point, and see it end well",
     "The baseline and each sealed migration are run on generated rows while the disk fails, is full\n"
     "or loses its power, while the process is killed, and with --postgres while the connection\n"
     "breaks, at every write and message. After each the next start must find one of the states on\n"
     "the way and reach the end with every row. Exit status 1 where it does not.",
     OPTION_FORMAT | OPTION_TORTURE, 1, 1, run_torture},
    {"explain", "ID", "what a diagnostic means and how to fix it",
     "Without an ID: the list. With --all: every diagnostic, as documentation.", OPTION_ALL, 0, 1,
     run_explain},
};
enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static int print_help(void)
{
    printf("schemac %s: one schema, compiled to SQL, C and a verified database\n\n"
           "usage: schemac COMMAND [options] [ENTRY] [DB]\n\n",
           SCHEMAC_VERSION);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-8s  %s\n", commands[i].name, commands[i].summary);
    printf("\n`schemac COMMAND --help` tells more. Exit status: 0 fine, 1 the schema is wrong,\n"
           "2 usage, 3 differences found, 4 refused, 5 the database failed, 6 locked,\n"
           "7 the database is newer, 70 a bug in schemac.\n");
    return EXIT_FINE;
}

static const Command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

static int unknown_command(const char *name)
{
    Suggest suggest = suggest_for(name);
    for (size_t i = 0; i < COMMAND_COUNT; i++) suggest_try(&suggest, commands[i].name);
    fprintf(stderr, "schemac: there is no command '%s'\n", name);
    if (suggest.best) fprintf(stderr, "hint: did you mean '%s'?\n", suggest.best);
    fprintf(stderr, "hint: `schemac --help` lists the commands\n");
    return EXIT_USAGE;
}

static int run(Cx *cx, const Command *command, int argc, char **argv)
{
    Options options = {0};
    int status = options_parse(cx, command, argc, argv, &options);
    if (status != EXIT_FINE) return status;
    if (options.help) {
        options_help(command);
        return EXIT_FINE;
    }
    database_speak(options.json);
    return command->run(cx, &options);
}

static int finish(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return status;
    fprintf(stderr, "schemac: cannot write to standard output\n");
    bool is_told = status == EXIT_FINE || status == EXIT_DIFFERENT; /* by what was to be written */
    return is_told ? EXIT_WRONG : status;
}

int main(int argc, char **argv)
{
    signal(SIGXFSZ, SIG_IGN); /* a file past the limit is an error like a full disk */
    if (argc < 2) {
        fprintf(stderr, "usage: schemac COMMAND [options] [ENTRY] [DB]\n"
                        "hint: `schemac --help` lists the commands\n");
        return EXIT_USAGE;
    }
    bool is_help = strcmp(argv[1], "help") == 0;
    const Command *asked = is_help && argc > 2 ? find_command(argv[2]) : NULL;
    if (asked) {
        options_help(asked);
        return finish(EXIT_FINE);
    }
    if (is_help && argc > 2) return unknown_command(argv[2]);
    if (is_help || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return finish(print_help());
    if (strcmp(argv[1], "--version") == 0) {
        printf("schemac %s\n", SCHEMAC_VERSION);
        return finish(EXIT_FINE);
    }
    const Command *command = find_command(argv[1]);
    if (!command) return unknown_command(argv[1]);

    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    int status = finish(run(&cx, command, argc - 1, argv + 1));
    arena_free(arena);
    return status;
}
