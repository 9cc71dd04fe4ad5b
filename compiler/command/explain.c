/* SPDX-License-Identifier: MIT
 * schemac explain: the table of diagnostics, one entry or all. */
#include <stdio.h>

#include "base/suggest.h"
#include "command/command.h"
#include "resolve/diagnostics.h"

static int unknown_id(const char *id)
{
    Suggest suggest = suggest_for(id);
    for (size_t i = 0; i < diagnostic_count; i++) suggest_try(&suggest, diagnostics[i].id);
    fprintf(stderr, "schemac explain: there is no diagnostic '%s'\n", id);
    if (suggest.best) fprintf(stderr, "hint: did you mean '%s'?\n", suggest.best);
    else fprintf(stderr, "hint: `schemac explain` lists them\n");
    return EXIT_USAGE;
}

static void list(Text *out)
{
    for (size_t i = 0; i < diagnostic_count; i++)
        text_printf(out, "%-28s  %s\n", diagnostics[i].id, diagnostics[i].meaning);
}

int run_explain(Cx *cx, const Options *options)
{
    (void)cx;
    Text out = {0};
    if (options->all) diagnostics_page(&out);
    else if (options->argument_count == 0) list(&out);
    else {
        const DiagnosticInfo *info = diagnostic_find(options->arguments[0]);
        if (!info) return unknown_id(options->arguments[0]);
        diagnostic_print(&out, info, false);
    }
    fputs(text_string(&out), stdout);
    text_free(&out);
    return EXIT_FINE;
}
