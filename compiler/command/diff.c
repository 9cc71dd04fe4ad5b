/* SPDX-License-Identifier: MIT
 * schemac diff: the SQL from one schema to another, wherever they stand. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/command.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"

typedef struct Side {
    const char *name; /* the argument */
    const Schema *schema;
    bool is_empty; /* the word: it has whatever targets the other has */
} Side;

/* ---- reading a side ---- */

static bool ends(const char *text, const char *end)
{
    size_t length = strlen(text), size = strlen(end);
    return length >= size && strcmp(text + length - size, end) == 0;
}

static bool is_database(const char *name)
{
    static const char *const begins[] = {"sqlite:", "postgres:", "postgresql:"};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (strncmp(name, begins[i], strlen(begins[i])) == 0) return true;
    return false;
}

static const char *in_folder(Cx *cx, const char *folder, const char *file)
{
    return arena_printf(cx->arena, "%s%s%s", folder, ends(folder, "/") ? "" : "/", file);
}

static int usage(const char *name)
{
    fprintf(stderr, "schemac diff: '%s' is nothing that can be compared\n"
                    "hint: a .schema file, a migrations/ folder, the folder of one migration, a "
                    "database, or empty\n", name);
    return EXIT_USAGE;
}

/* As files are read, without what is only a warning. */
static int read_file(Cx *cx, const char *path, Side *side)
{
    size_t errors = diag_errors(cx->diag);
    Tree *tree = parse_file(cx, path);
    side->schema = tree->has_errors ? NULL : resolve(cx, tree);
    tree_release(tree);
    return diag_errors(cx->diag) == errors ? EXIT_FINE : EXIT_WRONG;
}

static int read_chain(Cx *cx, const char *folder, Side *side)
{
    const Chain *chain = chain_read(cx, folder);
    const Migration *last = chain_last(chain);
    if (diag_errors(cx->diag)) return EXIT_WRONG;
    side->is_empty = last == NULL;
    if (last) side->schema = chain_schema(cx, last);
    return last && !side->schema ? EXIT_WRONG : EXIT_FINE;
}

static int read_side(Cx *cx, const char *name, Side *side)
{
    struct stat status;
    side->name = name;
    side->is_empty = strcmp(name, "empty") == 0;
    if (side->is_empty) return EXIT_FINE;
    if (is_database(name)) return pull_schema(cx, name, &side->schema);
    if (stat(name, &status) != 0 || !S_ISDIR(status.st_mode))
        return ends(name, ".schema") || access(name, F_OK) == 0 ? read_file(cx, name, side)
                                                                : usage(name);
    const char *snapshot = in_folder(cx, name, "snapshot.schema");
    if (access(snapshot, F_OK) == 0) return read_file(cx, snapshot, side);
    if (access(in_folder(cx, name, "lock"), F_OK) == 0) return read_chain(cx, name, side);
    return usage(name);
}

/* ---- printing ---- */

/* A schema that says nothing, for the same targets. */
static const Schema *emptied(Cx *cx, const Schema *other)
{
    Schema *schema = schema_new(cx, other->name);
    memcpy(schema->targets, other->targets, sizeof schema->targets);
    schema->default_space = other->default_space;
    return schema;
}

static void print_script(Cx *cx, const Options *options, const Evolution *evolution, DialectId id,
                         bool has_others)
{
    Text text = {0};
    const Plan *plan = evolution->plans[id];
    if (options->json) {
        plan_json(&text, dialects[id], plan);
        printf("%s\n", text_string(&text));
        text_free(&text);
        return;
    }
    if (plan->from) plan_script(cx, &text, dialects[id], plan);
    else plan_print(&text, plan);
    if (has_others && plan->steps.count) printf("-- for %s\n", dialects[id]->title);
    for (size_t i = 0; i < plan->findings.count; i++)
        if (plan->findings.items[i].must_be_allowed && !plan->findings.items[i].is_allowed)
            printf("-- %s %s: %s\n", plan->findings.items[i].id, plan->findings.items[i].path,
                   plan->findings.items[i].message);
    if (plan->steps.count) fputs(text_string(&text), stdout);
    text_free(&text);
}

static unsigned shared_targets(const Options *options, const Schema *from, const Schema *to)
{
    unsigned shared = 0;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        bool is_wanted = !options->dialect || strcmp(options->dialect, dialects[id]->name) == 0;
        if (is_wanted && to->targets[id].is_target && (!from || from->targets[id].is_target))
            shared |= 1u << id;
    }
    return shared;
}

static int print_diff(Cx *cx, const Options *options, const Side *from, const Side *to)
{
    if (from->is_empty && to->is_empty) return EXIT_FINE;
    const Schema *wanted = to->is_empty ? emptied(cx, from->schema) : to->schema;
    unsigned shared = shared_targets(options, from->schema, wanted);
    if (!shared) {
        fprintf(stderr, "schemac diff: '%s' and '%s' have no target in common%s%s\n", from->name,
                to->name, options->dialect ? " that is " : "", options->dialect ? options->dialect : "");
        return EXIT_WRONG;
    }
    const Evolution *evolution = evolve(cx, from->schema, wanted, &options->plan);
    if (!evolution) return EXIT_WRONG;
    int status = EXIT_FINE;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!(shared & 1u << id)) continue;
        print_script(cx, options, evolution, id, shared & (shared - 1));
        if (evolution->plans[id]->steps.count) status = EXIT_DIFFERENT;
    }
    return status;
}

int run_diff(Cx *cx, const Options *options)
{
    Side from = {0}, to = {0};
    int status = read_side(cx, options->arguments[0], &from);
    if (status == EXIT_FINE) status = read_side(cx, options->arguments[1], &to);
    if (status == EXIT_FINE) status = print_diff(cx, options, &from, &to);
    if (diag_errors(cx->diag)) report_diagnostics(cx, options);
    return status;
}
