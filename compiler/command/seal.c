/* SPDX-License-Identifier: MIT
 * schemac seal: freezes what the schema has become since the last migration. */
#include <stdio.h>
#include <string.h>

#include "chain/lock.h"
#include "chain/seal.h"
#include "command/command.h"

typedef struct Seal {
    Cx *cx;
    const Options *options;
    const char *entry, *name;
    Loaded loaded;
    const Chain *chain;
    const Schema *before; /* of the last migration; NULL: none is sealed */
} Seal;

static int refuse_name(const char *name)
{
    fprintf(stderr, "schemac seal: '%s' is no name for a migration\n"
                    "hint: small letters, digits and '_', as in add_devices\n", name);
    return EXIT_WRONG;
}

static bool is_name(Cx *cx, const char *name)
{
    int number;
    const char *rest;
    const char *whole = arena_printf(cx->arena, "0001_%s", name);
    return migration_name(whole, strlen(whole), &number, &rest);
}

static int next_number(const Seal *seal)
{
    const Migration *last = chain_last(seal->chain);
    return last ? last->number + 1 : 1;
}

static bool is_unchanged(const Seal *seal, const Evolution *evolution)
{
    const Migration *last = chain_last(seal->chain);
    return last && strcmp(last->fingerprint, seal->loaded.fingerprint) == 0 &&
           evolution_is_empty(evolution);
}

static bool write_draft(Seal *seal, const Evolution *evolution)
{
    Text texts[FILE_COUNT] = {{0}};
    const Text *files[FILE_COUNT] = {0};
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!evolution->plans[id]) continue;
        evolution_script(seal->cx, &texts[id], evolution, id, next_number(seal), seal->name);
        files[id] = &texts[id];
    }
    evolution_snapshot(seal->cx, &texts[FILE_SNAPSHOT], evolution->to);
    files[FILE_SNAPSHOT] = &texts[FILE_SNAPSHOT];
    bool is_done = seal_folder(seal->cx, seal->chain, next_number(seal), seal->name, files);
    for (int file = 0; file < FILE_COUNT; file++) text_free(&texts[file]);
    return is_done;
}

static int make_draft(Seal *seal)
{
    const Evolution *evolution = evolve(seal->cx, seal->before, seal->loaded.schema, NULL);
    if (!evolution) return EXIT_WRONG;
    if (is_unchanged(seal, evolution)) {
        printf("nothing to seal: the schema is that of %04d_%s\n", chain_last(seal->chain)->number,
               chain_last(seal->chain)->name);
        return EXIT_FINE;
    }
    if (!write_draft(seal, evolution)) return EXIT_WRONG;
    seal->chain = chain_load(seal->cx, seal->entry);
    return diag_errors(seal->cx->diag) ? EXIT_WRONG : EXIT_FINE;
}

static int seal_it(Seal *seal)
{
    seal->chain = chain_load(seal->cx, seal->entry);
    if (diag_errors(seal->cx->diag)) return EXIT_WRONG;
    const Migration *last = chain_last(seal->chain);
    if (last && !(seal->before = chain_schema(seal->cx, last))) return EXIT_WRONG;
    if (!seal->chain->drafts.count) {
        int status = make_draft(seal);
        if (status != EXIT_FINE || !seal->chain->drafts.count) return status;
    }
    const Migration *draft = &seal->chain->drafts.items[0];
    if (!seal_draft(seal->cx, seal->chain, draft, seal->loaded.fingerprint)) return EXIT_WRONG;
    printf("sealed %s\n", draft->folder);
    return EXIT_FINE;
}

int run_seal(Cx *cx, const Options *options)
{
    Seal seal = {.cx = cx, .options = options, .entry = options->arguments[0],
                 .name = options->arguments[1]};
    if (!is_name(cx, seal.name)) return refuse_name(seal.name);
    Options quiet = *options;
    quiet.errors_only = true;
    int status = load(cx, &quiet, &seal.loaded);
    if (status != EXIT_FINE) return status;
    int held = seal_begin(cx, seal.entry);
    status = held < 0 ? EXIT_WRONG : seal_it(&seal);
    seal_end(held);
    report_diagnostics(cx, options);
    return status;
}
