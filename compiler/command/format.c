/* SPDX-License-Identifier: MIT
 * schemac format: canonical layout, in place; files that do not parse are left alone. */
#include <stdio.h>
#include <string.h>

#include "base/output.h"
#include "command/command.h"
#include "syntax/parse.h"

static int write_file(Cx *cx, const Options *options, const char *path, const Text *text)
{
    if (strcmp(path, "-") == 0) {
        fwrite(text_string(text), 1, text->length, stdout);
        return EXIT_FINE;
    }
    const char *why = NULL;
    Output *out = output_open(cx->arena, path, options->check);
    output_bytes(out, text_string(text), text->length);
    switch (output_close(out, &why)) {
    case OUTPUT_SAME:
    case OUTPUT_WRITTEN: return EXIT_FINE;
    case OUTPUT_STALE: printf("%s\n", path); return EXIT_DIFFERENT;
    case OUTPUT_FAILED: break;
    }
    fprintf(stderr, "schemac format: cannot write '%s': %s\n", path, why);
    return EXIT_WRONG;
}

static int format_file(Cx *cx, const Options *options, const char *path)
{
    size_t length = 0;
    const char *why = NULL;
    const char *source = source_read(cx->arena, path, &length, &why);
    if (!source) {
        fprintf(stderr, "schemac format: cannot read '%s': %s\n", path, why);
        return EXIT_WRONG;
    }
    Text text = {0};
    int status = EXIT_WRONG;
    if (format_text(cx, path, source, length, &text)) status = write_file(cx, options, path, &text);
    text_free(&text);
    return status;
}

int run_format(Cx *cx, const Options *options)
{
    int worst = EXIT_FINE;
    for (size_t i = 0; i < options->argument_count; i++) {
        int status = format_file(cx, options, options->arguments[i]);
        if (status == EXIT_WRONG || worst == EXIT_FINE) worst = status;
    }
    report_diagnostics(cx, options);
    return worst;
}
