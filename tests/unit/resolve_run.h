/* SPDX-License-Identifier: MIT
 * Resolves a schema given as text. The schema is there even if there were errors. */
#ifndef TESTS_UNIT_RESOLVE_RUN_H
#define TESTS_UNIT_RESOLVE_RUN_H

#include <stdlib.h>

#include "resolve/resolve.h"
#include "syntax/parse.h"

typedef struct Run {
    Cx cx;
    const Schema *schema;
    char *output; /* the whole text of the diagnostics */
} Run;

static inline Run run_resolve(const char *text)
{
    Run run = {0};
    Arena *arena = arena_new();
    size_t length = 0;
    run.cx = (Cx){.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    run.cx.diag = diag_new(arena, run.cx.sources);
    run.schema = resolve(&run.cx, parse_text(&run.cx, "test.schema", text, strlen(text)));
    FILE *out = open_memstream(&run.output, &length);
    diag_print(run.cx.diag, out, DIAG_TEXT, 0);
    fclose(out);
    return run;
}

static inline void run_free(Run *run)
{
    free(run->output);
    arena_free(run->cx.arena);
}

/* The ids in brackets at the ends of lines, joined by one blank. */
static inline const char *run_ids(Run *run)
{
    Text ids = {0};
    for (char *line = strtok(run->output, "\n"); line; line = strtok(NULL, "\n")) {
        char *id = strrchr(line, '['), *end = id ? strchr(id, ']') : NULL;
        bool is_report = strstr(line, ": error: ") || strstr(line, ": warning: ");
        if (!is_report || !end || end[1] != '\0') continue;
        if (ids.length) text_add_char(&ids, ' ');
        text_add_bytes(&ids, id + 1, (size_t)(end - id - 1));
    }
    return text_keep(&ids, run->cx.arena);
}

#endif
