/* SPDX-License-Identifier: MIT
 * schemac new: a draft whose scripts the author writes, for what changes rows and not the schema. */
#include <stdio.h>

#include "chain/draft.h"
#include "command/sealing.h"

static int refuse(const char *why, const char *hint)
{
    fprintf(stderr, "schemac new: %s\nhint: %s\n", why, hint);
    return EXIT_WRONG;
}

static int refuse_state(const Sealing *sealing, const Evolution *evolution)
{
    if (!chain_last(sealing->chain))
        return refuse("no migration is sealed yet", "`schemac seal ENTRY initial` seals the first");
    if (draft_of(sealing->chain))
        return refuse("there is a draft already", "seal it or remove its folder first");
    if (!sealing_is_unchanged(sealing, evolution))
        return refuse("the schema has changed since the last migration",
                      "seal that first; with --draft its SQL can be edited, and may change rows too");
    return EXIT_FINE;
}

static bool write_draft(Sealing *sealing, const Evolution *evolution, const char *name)
{
    Text texts[FILE_COUNT] = {{0}};
    const Text *files[FILE_COUNT] = {0};
    int number = next_number(sealing->chain);
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!evolution->plans[id]) continue;
        evolution_script(sealing->cx, &texts[id], evolution, id, number, name);
        text_add(&texts[id], "-- Write here what is to be done to the rows; it is one transaction.\n");
        files[id] = &texts[id];
    }
    evolution_snapshot(sealing->cx, &texts[FILE_SNAPSHOT], evolution->to);
    files[FILE_SNAPSHOT] = &texts[FILE_SNAPSHOT];
    bool is_done = seal_folder(sealing->cx, sealing->chain, number, name, files);
    for (int file = 0; file < FILE_COUNT; file++) text_free(&texts[file]);
    return is_done;
}

static int draft_it(Sealing *sealing, const char *name)
{
    int status = sealing_load(sealing);
    if (status != EXIT_FINE) return status;
    name = name_without_number(sealing->cx, name, next_number(sealing->chain));
    const Evolution *evolution = evolve(sealing->cx, sealing->before, sealing->loaded.schema, NULL);
    if (!evolution) return EXIT_WRONG;
    status = refuse_state(sealing, evolution);
    if (status != EXIT_FINE || !write_draft(sealing, evolution, name))
        return status == EXIT_FINE ? EXIT_WRONG : status;
    tell_migration(sealing->options, "drafted",
                   arena_printf(sealing->cx->arena, "%s/%04d_%s", sealing->chain->folder,
                                next_number(sealing->chain), name));
    return EXIT_FINE;
}

int run_new(Cx *cx, const Options *options)
{
    Sealing sealing;
    if (!is_migration_name(cx, "new", options->arguments[1])) return EXIT_USAGE;
    int status = sealing_begin(cx, options, &sealing);
    if (status != EXIT_FINE) return status;
    return sealing_end(&sealing, draft_it(&sealing, options->arguments[1]));
}
