/* SPDX-License-Identifier: MIT
 * schemac build: a pure function of the schema into a folder. With errors nothing is touched. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/reason.h"
#include "command/command.h"
#include "command/prove.h"
#include "emit/emit.h"

typedef VEC(const char *) Files;

/* Every file that was read gets an empty rule too, so that make survives its removal. */
static void print_dependencies(Output *out, const Files *files, const char *depfile)
{
    output_printf(out, "%s:", depfile);
    for (size_t i = 0; i < files->count; i++) output_printf(out, " \\\n  %s", files->items[i]);
    output_text(out, "\n");
    for (size_t i = 0; i < files->count; i++) output_printf(out, "%s:\n", files->items[i]);
}

static void add_migration(Cx *cx, Files *files, const Migration *migration)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (migration->scripts[id]) vec_push(cx->arena, files, migration->scripts[id]->path);
    vec_push(cx->arena, files, migration->snapshot);
}

/* What was read: the schema, what it includes, and the migrations. A folder that comes or goes
 * shows in the time of the folder it lies in. */
static Files files_read(Cx *cx, const Loaded *loaded)
{
    Files files = {0};
    const Chain *chain = loaded->chain;
    for (size_t i = 0; i < loaded->tree->files.count; i++)
        vec_push(cx->arena, &files, loaded->tree->files.items[i]);
    if (!chain->items.count && !chain->drafts.count) return files;
    vec_push(cx->arena, &files, chain->folder);
    if (chain->has_lock) vec_push(cx->arena, &files, chain->lock);
    for (size_t i = 0; i < chain->items.count; i++)
        add_migration(cx, &files, &chain->items.items[i]);
    for (size_t i = 0; i < chain->drafts.count; i++)
        add_migration(cx, &files, &chain->drafts.items[i]);
    return files;
}

static int failed(const char *path, const char *why)
{
    fprintf(stderr, "schemac build: cannot write '%s': %s\n", path, why);
    return EXIT_WRONG;
}

static int close_output(Output *out, const char *path)
{
    const char *why = NULL;
    switch (output_close(out, &why)) {
    case OUTPUT_SAME:
    case OUTPUT_WRITTEN: return EXIT_FINE;
    case OUTPUT_STALE:
        fprintf(stderr, "schemac build: '%s' is not up to date\n", path);
        return EXIT_DIFFERENT;
    case OUTPUT_FAILED: break;
    }
    return failed(path, why);
}

static int write_artefact(Cx *cx, const Options *options, const Artefact *artefact,
                          const EmitInput *input)
{
    const char *path = artefact_path(cx, artefact, input->schema, options->output);
    Output *out = output_open(cx->arena, path, options->check);
    artefact->emit(cx, out, input);
    return close_output(out, path);
}

/* What was pending is gone once it is sealed; of the others none that is not wanted is ever there. */
static int remove_pending(Cx *cx, const Options *options, const Artefact *artefact,
                          const EmitInput *input)
{
    const char *path = artefact_path(cx, artefact, input->schema, options->output);
    if (!artefact->is_pending || access(path, F_OK) != 0) return EXIT_FINE;
    if (options->check) {
        fprintf(stderr, "schemac build: '%s' is not up to date: nothing is pending\n", path);
        return EXIT_DIFFERENT;
    }
    return unlink(path) == 0 ? EXIT_FINE : failed(path, reason_of(cx->arena, errno));
}

static int make_artefact(Cx *cx, const Options *options, const Artefact *artefact,
                         const EmitInput *input)
{
    if (artefact_is_wanted(artefact, input)) return write_artefact(cx, options, artefact, input);
    return remove_pending(cx, options, artefact, input);
}

/* The depfile is the stamp of the build: its time is that of every build, after all else. */
static int write_depfile(Cx *cx, const Options *options, const Loaded *loaded)
{
    const char *path = options->depfile, *why = NULL;
    if (!path || options->check) return EXIT_FINE;
    const Files files = files_read(cx, loaded);
    Output *out = output_open(cx->arena, path, false);
    print_dependencies(out, &files, path);
    OutputState state = output_close(out, &why);
    if (state == OUTPUT_FAILED) return failed(path, why);
    bool is_stamped = state == OUTPUT_WRITTEN || utimensat(AT_FDCWD, path, NULL, 0) == 0;
    return is_stamped ? EXIT_FINE : failed(path, reason_of(cx->arena, errno));
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int make_folder(Cx *cx, const Options *options)
{
    if (options->check || mkdir(options->output, 0777) == 0 || errno == EEXIST) return EXIT_FINE;
    return failed(options->output, reason_of(cx->arena, errno));
}

/* What was proved before: a hidden file, no output. */
static const char *stamp_path(Cx *cx, const Options *options)
{
    return arena_printf(cx->arena, "%s/.%s.proved", options->output,
                        file_name(options->arguments[0]));
}

int run_build(Cx *cx, const Options *options)
{
    if (!options->output && options->dump == DUMP_NONE) {
        fprintf(stderr, "schemac build: say where the files go with -o DIR\n");
        return EXIT_USAGE;
    }
    Loaded loaded = {0};
    int status = load_history(cx, options, &loaded);
    if (status != EXIT_FINE || options->dump != DUMP_NONE) return status;

    EmitInput input = {.schema = loaded.schema, .entry = file_name(options->arguments[0]),
                       .history = loaded.history};
    memcpy(input.halves, loaded.halves, sizeof input.halves);
    memcpy(input.fingerprint, loaded.fingerprint, sizeof input.fingerprint);

    status = make_folder(cx, options);
    if (status == EXIT_FINE) status = prove_chain(cx, options, &loaded, stamp_path(cx, options));
    if (status != EXIT_FINE) return status;
    for (size_t i = 0; i < artefact_count && status != EXIT_WRONG; i++) { /* stale: see all */
        int one = make_artefact(cx, options, &artefacts[i], &input);
        if (one != EXIT_FINE) status = one;
    }
    return status == EXIT_FINE ? write_depfile(cx, options, &loaded) : status;
}
