/* SPDX-License-Identifier: MIT
 * schemac build: a pure function of the schema into a folder. With errors nothing is touched. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/command.h"
#include "emit/emit.h"

/* Every file that was read gets an empty rule too, so that make survives its removal. */
static void print_dependencies(Output *out, const Tree *tree, const char *depfile)
{
    output_printf(out, "%s:", depfile);
    for (size_t i = 0; i < tree->files.count; i++)
        output_printf(out, " \\\n  %s", tree->files.items[i]);
    output_text(out, "\n");
    for (size_t i = 0; i < tree->files.count; i++)
        output_printf(out, "%s:\n", tree->files.items[i]);
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
    return unlink(path) == 0 ? EXIT_FINE : failed(path, strerror(errno));
}

static int make_artefact(Cx *cx, const Options *options, const Artefact *artefact,
                         const EmitInput *input)
{
    if (artefact_is_wanted(artefact, input)) return write_artefact(cx, options, artefact, input);
    return remove_pending(cx, options, artefact, input);
}

/* The depfile is the stamp of the build: it is written anew every time, after all else. */
static int write_depfile(const Options *options, const Loaded *loaded, Arena *arena)
{
    if (!options->depfile || options->check) return EXIT_FINE;
    remove(options->depfile);
    Output *out = output_open(arena, options->depfile, false);
    print_dependencies(out, loaded->tree, options->depfile);
    return close_output(out, options->depfile);
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int make_folder(const Options *options)
{
    if (options->check || mkdir(options->output, 0777) == 0 || errno == EEXIST) return EXIT_FINE;
    return failed(options->output, strerror(errno));
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

    status = make_folder(options);
    for (size_t i = 0; i < artefact_count && status != EXIT_WRONG; i++) { /* stale: see all */
        int one = make_artefact(cx, options, &artefacts[i], &input);
        if (one != EXIT_FINE) status = one;
    }
    return status == EXIT_FINE ? write_depfile(options, &loaded, cx->arena) : status;
}
