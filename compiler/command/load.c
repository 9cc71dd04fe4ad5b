/* SPDX-License-Identifier: MIT
 * The picture of the compiler in one function: parse, resolve, and for each target lower and plan. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "chain/draft.h"
#include "command/command.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"

enum { ERROR_LIMIT = 20 };

int report_diagnostics(Cx *cx, const Options *options)
{
    DiagFormat format = DIAG_TEXT;
    const char *no_colour = getenv("NO_COLOR");
    if (options->errors_only) diag_forget_warnings(cx->diag);
    if (options->json) format = DIAG_JSON;
    else if (isatty(STDERR_FILENO) && !(no_colour && *no_colour)) format = DIAG_TEXT_COLOUR;
    diag_print(cx->diag, options->json ? stdout : stderr, format, ERROR_LIMIT);
    return diag_errors(cx->diag) ? EXIT_WRONG : EXIT_FINE;
}

static void dump(Cx *cx, const Options *options, const Loaded *loaded)
{
    Text out = {0};
    switch (options->dump) {
    case DUMP_NONE: return;
    case DUMP_TOKENS: tokens_dump(cx, &out, options->arguments[0]); break;
    case DUMP_AST: tree_dump(&out, loaded->tree); break;
    case DUMP_SCHEMA:
        if (loaded->schema) schema_print(&out, loaded->schema);
        break;
    case DUMP_LOWERED:
        for (DialectId id = 0; id < DIALECT_COUNT; id++) {
            if (!loaded->halves[id]) continue;
            text_printf(&out, "-- %s\n", dialects[id]->name);
            text_add(&out, loaded->halves[id]->catalog);
        }
        break;
    }
    fputs(text_string(&out), stdout);
    text_free(&out);
}

/* SQLite's half first: it takes more memory in the making, and its texts wait for the other. */
static void load_targets(Cx *cx, Loaded *loaded)
{
    for (DialectId id = DIALECT_COUNT; id-- > 0;)
        if (loaded->schema->targets[id].is_target)
            loaded->halves[id] = half_make(cx, dialects[id], loaded->schema);
}

typedef enum Depth { LOAD_SCHEMA, LOAD_CHAIN, LOAD_HISTORY } Depth;

static void load_chain(Cx *cx, const Options *options, Loaded *loaded, Depth depth)
{
    if (diag_errors(cx->diag)) return;
    loaded->chain = chain_load(cx, options->arguments[0]);
    Draft draft;
    if (diag_errors(cx->diag)) return;
    if (draft_of(loaded->chain)) draft_read(cx, loaded->chain, loaded->fingerprint, false, &draft);
    loaded->history = history_make(cx, loaded->chain, loaded->schema, loaded->fingerprint,
                                   loaded->halves, depth == LOAD_HISTORY);
}

static int load_all(Cx *cx, const Options *options, Loaded *loaded, Depth depth)
{
    Tree *tree = parse_file(cx, options->arguments[0]);
    loaded->tree = tree;
    loaded->schema = resolve(cx, tree);
    if (options->dump != DUMP_AST) tree_release(tree);
    if (diag_errors(cx->diag) == 0) load_targets(cx, loaded);
    if (diag_errors(cx->diag) == 0) schema_fingerprint(cx, loaded->schema, loaded->fingerprint);
    if (depth > LOAD_SCHEMA) load_chain(cx, options, loaded, depth);
    int status = EXIT_FINE;
    if (diag_errors(cx->diag) || !options->errors_only) status = report_diagnostics(cx, options);
    dump(cx, options, loaded);
    return status;
}

int load(Cx *cx, const Options *options, Loaded *loaded)
{
    return load_all(cx, options, loaded, LOAD_SCHEMA);
}

int load_with_chain(Cx *cx, const Options *options, Loaded *loaded)
{
    return load_all(cx, options, loaded, LOAD_CHAIN);
}

int load_history(Cx *cx, const Options *options, Loaded *loaded)
{
    return load_all(cx, options, loaded, LOAD_HISTORY);
}
