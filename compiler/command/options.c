/* SPDX-License-Identifier: MIT
 * Options: one row each, saying which commands take it (by bit) and what it sets. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "command/command.h"

typedef struct OptionRow {
    unsigned bit; /* 0: every command takes it */
    char letter;
    const char *name;
    const char *argument; /* NULL: none */
    const char *help;
} OptionRow;

static const OptionRow rows[] = {
    {OPTION_OUTPUT, 'o', "output", "DIR", "where the files go"},
    {OPTION_FILE, 'o', "output", "FILE", "where the schema goes; else to standard output"},
    {OPTION_FILE, 'i', "ignore", "PATTERN", "leave out what it matches; may be given more than once"},
    {OPTION_DEPFILE, 'D', "depfile", "FILE", "write a make rule: FILE depends on every file read"},
    {OPTION_CHECK, 'c', "check", NULL, "write nothing; exit status 3 if a file is not up to date"},
    {OPTION_PLAN, 'A', "allow", "\"ID PATH\"", "allow this loss; may be given more than once"},
    {OPTION_PLAN, 'O', "offline", NULL, "the short form, for a database that nobody uses meanwhile"},
    {OPTION_SEAL, 't', "draft", NULL, "write the folder only, to edit its SQL before it is sealed"},
    {OPTION_SEAL, 'R', "rebase", NULL, "renumber and plan anew what another branch was sealed before"},
    {OPTION_PROVE, 'P', "prove", "URI", "prove migrations on scratch databases of this server"},
    {OPTION_THROUGH, 'T', "through", "N", "the last migration that is folded"},
    {OPTION_DIALECT, 'L', "dialect", "NAME", "for this target only: postgres or sqlite"},
    {OPTION_DRY, 'n', "dry-run", NULL, "look and say what would be done; nothing is written"},
    {OPTION_STEPS, 'N', "to", "N", "no further than this version"},
    {OPTION_STEPS, 'B', "no-backup", NULL, "SQLite: no copy before a migration that loses data"},
    {OPTION_SPLIT, 's', "split", NULL, "a file for each namespace beside FILE, which includes them"},
    {OPTION_RIGHTS, 'g', "privileges", NULL, "PostgreSQL: who may do what, too"},
    {OPTION_RIGHTS, 'w', "owners", NULL, "PostgreSQL: whom each object belongs to, too"},
    {OPTION_LOSS, 'l', "allow-loss", NULL, "go on although data is lost"},
    {OPTION_STEPS, 'W', "wait", "SECONDS", "how long others may be in the way; 30 if not given"},
    {OPTION_AT, 'V', "at", "N", "the version it must match; else the newest that it does"},
    {OPTION_YES, 'y', "yes", NULL, "do not ask"},
    {OPTION_POLICY, 'p', "policy", "NAME", "exact (the default), compatible or report"},
    {OPTION_TORTURE, 'G', "postgres", "URI", "on PostgreSQL, too, on scratch databases of this server"},
    {OPTION_TORTURE, 'Q', "points", "N", "as many points of each kind, spread over all; 0: all"},
    {OPTION_TORTURE, 'S', "seed", "N", "another choice of points"},
    {OPTION_FORMAT, 'f', "format", "text|json", "how to report; json is one object a line"},
    {OPTION_DUMP, 'd', "dump", "STAGE", "print a stage: tokens, ast, schema or lowered"},
    {OPTION_ALL, 'a', "all", NULL, "everything"},
    {0, 'h', "help", NULL, "this text"},
};
enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static bool takes(const Command *command, const OptionRow *row)
{
    return row->bit == 0 || (command->options & row->bit);
}

static int usage(const Command *command, const char *what, const char *which)
{
    fprintf(stderr, "schemac %s: %s%s\n", command->name, what, which);
    fprintf(stderr, "usage: schemac %s [options] %s\n", command->name, command->arguments);
    fprintf(stderr, "hint: `schemac %s --help` lists the options\n", command->name);
    return EXIT_USAGE;
}

static int unknown_option(const Command *command, const char *option)
{
    Suggest suggest = suggest_for(option + strspn(option, "-"));
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (takes(command, &rows[i])) suggest_try(&suggest, rows[i].name);
    int status = usage(command, "unknown option ", option);
    if (suggest.best) fprintf(stderr, "hint: did you mean --%s?\n", suggest.best);
    return status;
}

/* Often a file that is named without -o. */
static int too_many(const Command *command, const Options *options)
{
    const char *last = options->arguments[command->most];
    int status = usage(command, "one argument too many: ", last);
    bool has_output = command->options & (OPTION_OUTPUT | OPTION_FILE);
    if (has_output && !options->output) fprintf(stderr, "hint: write -o %s\n", last);
    return status;
}

static bool names_database(const char *argument)
{
    return strncmp(argument, "sqlite:", strlen("sqlite:")) == 0 ||
           strncmp(argument, "postgres:", strlen("postgres:")) == 0 ||
           strncmp(argument, "postgresql:", strlen("postgresql:")) == 0;
}

static bool set_dump(Options *options, const char *stage)
{
    static const char *const stages[] = {"", "tokens", "ast", "schema", "lowered"};
    for (size_t i = 1; i < sizeof stages / sizeof stages[0]; i++)
        if (strcmp(stage, stages[i]) == 0) {
            options->dump = (DumpKind)i;
            return true;
        }
    return false;
}

static bool set_policy(Options *options, const char *name)
{
    static const char *const policies[] = {"exact", "compatible", "report"};
    for (size_t i = 0; i < sizeof policies / sizeof policies[0]; i++) {
        if (strcmp(name, policies[i]) != 0) continue;
        options->policy = (schemac_policy)i;
        return true;
    }
    return false;
}

/* Digits and nothing else. */
static bool set_number(int *number, const char *digits, int least)
{
    enum { MOST_DIGITS = 6 };
    size_t length = strspn(digits, "0123456789");
    if (length == 0 || length > MOST_DIGITS || digits[length]) return false;
    *number = (int)strtol(digits, NULL, 10);
    return *number >= least;
}

static bool is_dialect(const char *name)
{
    DialectId id;
    return dialect_find(name, &id);
}

/* false: the value is not one the option knows */
static bool set_option(Cx *cx, Options *options, int letter, const char *value)
{
    switch (letter) {
    case 'A': vec_push(cx->arena, &options->plan.allowed, value); return true;
    case 'O': options->plan.is_offline = true; return true;
    case 't': options->draft = true; return true;
    case 'i':
        vec_push(cx->arena, &options->ignored, name_from(cx->names, value));
        return *value != '\0';
    case 'R': options->rebase = true; return true;
    case 'P': options->prove = value; return true;
    case 'T': options->through = value; return true;
    case 'n': options->dry_run = true; return true;
    case 'N': return set_number(&options->to_version, value, 1);
    case 'B': options->no_backup = true; return true;
    case 's': options->split = true; return true;
    case 'g': options->rights.privileges = true; return true;
    case 'w': options->rights.owners = true; return true;
    case 'l': options->allow_loss = true; return true;
    case 'V': return set_number(&options->at_version, value, 0);
    case 'W': return set_number(&options->wait_s, value, 0);
    case 'G': options->postgres = value; return true;
    case 'Q': return set_number(&options->points, value, 0);
    case 'S': return set_number(&options->seed, value, 0);
    case 'y': options->yes = true; return true;
    case 'p': return set_policy(options, value);
    case 'L': options->dialect = value; return is_dialect(value);
    case 'o': options->output = value; return true;
    case 'D': options->depfile = value; return true;
    case 'c': options->check = true; return true;
    case 'a': options->all = true; return true;
    case 'h': options->help = true; return true;
    case 'd': return set_dump(options, value);
    case 'f':
        options->json = strcmp(value, "json") == 0;
        return options->json || strcmp(value, "text") == 0;
    }
    return false;
}

static void fill_tables(const Command *command, struct option *longs, char *letters)
{
    size_t count = 0, at = 0;
    letters[at++] = ':'; /* say ':' for a missing argument, print nothing itself */
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (!takes(command, &rows[i])) continue;
        longs[count++] = (struct option){.name = rows[i].name,
                                         .has_arg = rows[i].argument ? required_argument
                                                                     : no_argument,
                                         .val = rows[i].letter};
        if (rows[i].letter != 'o' && rows[i].letter != 'h') continue; /* the others: long only */
        letters[at++] = rows[i].letter;
        if (rows[i].argument) letters[at++] = ':';
    }
    longs[count] = (struct option){0};
    letters[at] = '\0';
}

int options_parse(Cx *cx, const Command *command, int argc, char **argv, Options *options)
{
    struct option longs[ROW_COUNT + 1];
    char letters[2 * ROW_COUNT + 2];
    fill_tables(command, longs, letters);
    opterr = 0;
    options->at_version = options->wait_s = -1;
    for (int letter; (letter = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
        if (letter == '?') return unknown_option(command, argv[optind - 1]);
        if (letter == ':') return usage(command, "a value is missing behind ", argv[optind - 1]);
        if (!set_option(cx, options, letter, optarg))
            return usage(command, "a value that the option does not know: ", optarg);
    }
    options->argument_count = (size_t)(argc - optind);
    const char **arguments = arena_array(cx->arena, const char *, options->argument_count + 1);
    for (int i = optind; i < argc; i++) arguments[i - optind] = argv[i];
    options->arguments = arguments;
    if (options->help) return EXIT_FINE;
    if (options->argument_count < command->least) return usage(command, "an argument is missing", "");
    if (options->argument_count > command->most) return too_many(command, options);
    bool takes_entry = strncmp(command->arguments, "ENTRY", strlen("ENTRY")) == 0;
    if (takes_entry && options->argument_count && names_database(arguments[0]))
        return usage(command, "the schema comes first, this is a database: ", arguments[0]);
    return EXIT_FINE;
}

void options_help(const Command *command)
{
    printf("schemac %s: %s\n\nusage: schemac %s [options] %s\n\n%s\n\n", command->name,
           command->summary, command->name, command->arguments, command->help);
    for (size_t i = 0; i < ROW_COUNT; i++) {
        const OptionRow *row = &rows[i];
        if (!takes(command, row)) continue;
        char shown[40];
        snprintf(shown, sizeof shown, "%s--%s%s%s", row->letter == 'o' ? "-o, " : "", row->name,
                 row->argument ? " " : "", row->argument ? row->argument : "");
        printf("  %-20s  %s\n", shown, row->help);
    }
}
