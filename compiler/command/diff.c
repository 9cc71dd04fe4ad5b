/* SPDX-License-Identifier: MIT
 * schemac diff: the SQL from one schema to another, wherever they stand. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/inspected.h"
#include "engine.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"

typedef struct Side {
    const char *name; /* the argument */
    const Schema *schema;
    bool is_empty; /* the word: it has whatever targets the other has */
    bool is_live;  /* a database */
    Inspected live;
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
    side->is_live = is_database(name);
    if (side->is_live) return EXIT_FINE; /* read with the default namespace of the other */
    if (stat(name, &status) != 0 || !S_ISDIR(status.st_mode))
        return ends(name, ".schema") || access(name, F_OK) == 0 ? read_file(cx, name, side)
                                                                : usage(name);
    const char *snapshot = in_folder(cx, name, "snapshot.schema");
    if (access(snapshot, F_OK) == 0) return read_file(cx, snapshot, side);
    if (access(in_folder(cx, name, "lock"), F_OK) == 0) return read_chain(cx, name, side);
    return usage(name);
}

/* ---- databases ---- */

static int read_live(Cx *cx, const PullRights *rights, Side *side, const Side *other)
{
    int status = inspected_open(cx, side->name, other->is_live ? NULL : other->schema, rights, &side->live);
    if (status == EXIT_FINE) side->schema = side->live.pulled->schema;
    return status;
}

static int version_of(const Side *side)
{
    const schemac_db *db = &side->live.database.db;
    return db->engine->version(db->handle);
}

/* Two servers print what they keep in one form, unless they are of different versions. */
static bool print_alike(const Side *side, const Side *other)
{
    return other->is_live && version_of(side) == version_of(other);
}

/* Said in the words of the other side, so that what differs is what is meant. */
static void say_alike(Cx *cx, Side *side, const Side *other)
{
    DialectId dialect = side->live.database.dialect;
    if (!side->is_live || !other->schema || !other->schema->targets[dialect].is_target) return;
    const PullModel of_database = {.schema = other->schema, .words = &other->live.found};
    side->schema = print_alike(side, other) ? pull_like(cx, dialect, &side->live.found,
                                                        side->live.pulled, &of_database)
                                            : inspected_like(cx, &side->live, other->schema);
}

/* Of two servers the newer one reads the words of both. */
static bool is_asked(const Side *side, const Side *other)
{
    if (!side->is_live || !other->is_live) return side->is_live;
    bool is_one = side->live.database.dialect == other->live.database.dialect;
    return !is_one || version_of(side) >= version_of(other);
}

static int read_databases(Cx *cx, const PullRights *rights, Side *from, Side *to)
{
    int status = from->is_live ? read_live(cx, rights, from, to) : EXIT_FINE;
    if (status == EXIT_FINE && to->is_live) status = read_live(cx, rights, to, from);
    if (status != EXIT_FINE) return status;
    if (is_asked(from, to)) say_alike(cx, from, to);
    else say_alike(cx, to, from);
    return status;
}

/* ---- what no schema can say ---- */

static const catalog_object *object_of(const Side *side, const PullLoss *loss)
{
    if (!side->is_live) return NULL;
    return catalog_find(&side->live.found, loss->kind, loss->path, strlen(loss->path));
}

static bool same_attrs(const catalog_object *a, const catalog_object *b)
{
    bool is_same = a->attr_count == b->attr_count;
    for (size_t i = 0; is_same && i < a->attr_count; i++)
        is_same = strcmp(a->attrs[i].word, b->attrs[i].word) == 0 &&
                  strcmp(a->attrs[i].value, b->attrs[i].value) == 0;
    return is_same;
}

/* How many of them the other side does not have as well. */
static size_t print_unsaid(const Side *side, const Side *other)
{
    size_t count = 0;
    for (size_t i = 0; side->is_live && i < side->live.pulled->losses.count; i++) {
        const PullLoss *loss = &side->live.pulled->losses.items[i];
        const catalog_object *ours = object_of(side, loss), *theirs = object_of(other, loss);
        if (ours && theirs && same_attrs(ours, theirs)) continue;
        Text line = {0};
        text_add_line(&line, side->live.database.shown);
        text_add(&line, " has what no schema can say: ");
        inspected_add_loss(&line, loss);
        printf("-- %s\n", text_string(&line));
        text_free(&line);
        count++;
    }
    return count;
}

/* ---- printing ---- */

/* Without a password. */
static const char *shown(const Side *side)
{
    return side->is_live ? side->live.database.shown : side->name;
}

/* A schema that says nothing, for the same targets. */
static const Schema *emptied(Cx *cx, const Schema *other)
{
    Schema *schema = schema_new(cx, other->name);
    memcpy(schema->targets, other->targets, sizeof schema->targets);
    schema->default_space = other->default_space;
    return schema;
}

/* A comment of one line in the script, whatever the names hold. */
static void print_finding(const Finding *finding)
{
    Text line = {0};
    text_printf(&line, "-- %s ", finding->id);
    text_add_line(&line, finding->path);
    text_add(&line, ": ");
    text_add_line(&line, finding->message);
    printf("%s\n", text_string(&line));
    text_free(&line);
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
    if (plan->from) plan_script_to_read(cx, &text, dialects[id], plan);
    else plan_print(&text, plan);
    if (has_others && plan->steps.count) printf("-- for %s\n", dialects[id]->title);
    for (size_t i = 0; i < plan->findings.count; i++)
        if (plan->findings.items[i].must_be_allowed && !plan->findings.items[i].is_allowed)
            print_finding(&plan->findings.items[i]);
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

/* A database is of one kind, whatever else the schema is for. */
static unsigned live_targets(const Side *side)
{
    return side->is_live ? 1u << side->live.database.dialect : DIALECTS_ALL;
}

static int print_diff(Cx *cx, const Options *options, const Side *from, const Side *to)
{
    if (from->is_empty && to->is_empty) return EXIT_FINE;
    const Schema *wanted = to->is_empty ? emptied(cx, from->schema) : to->schema;
    unsigned shared = shared_targets(options, from->schema, wanted) & live_targets(from) &
                      live_targets(to);
    if (!shared) {
        fprintf(stderr, "schemac diff: %s and %s have no target in common%s%s\n", shown(from),
                shown(to), options->dialect ? " that is " : "", options->dialect ? options->dialect : "");
        return EXIT_WRONG;
    }
    PlanOptions planned = options->plan;
    planned.is_live = from->is_live || to->is_live;
    planned.is_told = to->is_live;
    planned.dialects = shared;
    const Evolution *evolution = evolve(cx, from->schema, wanted, &planned);
    if (!evolution) return EXIT_WRONG;
    bool has_unsaid = print_unsaid(from, to) + print_unsaid(to, from) > 0;
    int status = has_unsaid ? EXIT_DIFFERENT : EXIT_FINE;
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
    if (status == EXIT_FINE) status = read_databases(cx, &options->rights, &from, &to);
    if (status == EXIT_FINE) status = print_diff(cx, options, &from, &to);
    inspected_close(&from.live);
    inspected_close(&to.live);
    if (diag_errors(cx->diag)) report_diagnostics(cx, options);
    return status;
}
