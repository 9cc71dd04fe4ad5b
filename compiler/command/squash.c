/* SPDX-License-Identifier: MIT
 * schemac squash: the first migrations become one, which makes the schema they lead to from nothing.
 * Fingerprints stay, so databases past it do not notice; the seals behind it are made anew. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chain/draft.h"
#include "command/sealing.h"

static const char name[] = "squashed";

static int refuse(const char *why, const char *hint)
{
    fprintf(stderr, "schemac squash: %s\nhint: %s\n", why, hint);
    return EXIT_WRONG;
}

static const Migration *find(const Chain *chain, const char *through)
{
    char *end;
    long number = strtol(through, &end, 10);
    for (size_t i = 0; !*end && i < chain->items.count; i++)
        if (chain->items.items[i].number == number) return &chain->items.items[i];
    return NULL;
}

/* The new folder, read back as the chain sees it. */
static bool write_folder(Sealing *sealing, const Migration *last, Migration *made)
{
    Cx *cx = sealing->cx;
    const Schema *schema = chain_schema(cx, last);
    const Evolution *evolution = schema ? evolve(cx, NULL, schema, NULL) : NULL;
    *made = *last;
    made->name = name;
    made->is_squashed = true;
    made->is_edited = false;
    made->parent[0] = '\0';
    made->folder = arena_printf(cx->arena, "%s/%04d_%s", sealing->chain->folder, last->number, name);
    if (!evolution) return false;
    return seal_evolution(cx, sealing->chain, last->number, name, evolution) &&
           migration_read(cx, made);
}

static int fold(Sealing *sealing, const Migration *last)
{
    Cx *cx = sealing->cx;
    const Chain *chain = sealing->chain;
    VEC(Migration) items = {0};
    Migration made;
    if (!write_folder(sealing, last, &made)) return EXIT_WRONG;
    vec_push(cx->arena, &items, made);
    for (const Migration *next = last + 1; next < chain->items.items + chain->items.count; next++)
        vec_push(cx->arena, &items, *next);
    seal_again(items.items, items.count);
    if (!seal_lock(cx, chain, items.items, items.count)) return EXIT_WRONG;
    for (const Migration *old = chain->items.items; old <= last; old++) seal_remove(cx, old->folder);
    tell_migration(sealing->options, "squashed into", made.folder);
    return EXIT_FINE;
}

/* What an interrupted one left is no mistake: it is taken up where it stopped. */
static int squash(Sealing *sealing, const char *through)
{
    Cx *cx = sealing->cx;
    seal_clear_squashed(cx, chain_folder(cx, sealing->entry), name);
    int status = sealing_load(sealing);
    if (status != EXIT_FINE) return status;
    const Migration *last = find(sealing->chain, through);
    if (!last)
        return refuse("there is no such migration", "--through N: the number of a sealed migration");
    if (last->is_squashed)
        return refuse(arena_printf(cx->arena, "%04d_%s is squashed already", last->number, last->name),
                      "nothing is before it");
    if (last == sealing->chain->items.items)
        return refuse("the first migration makes everything from nothing already",
                      "--through N: at least the second");
    return fold(sealing, last);
}

int run_squash(Cx *cx, const Options *options)
{
    Sealing sealing;
    if (!options->through) {
        fprintf(stderr, "schemac squash: say how far with --through N\n");
        return EXIT_USAGE;
    }
    int status = sealing_begin(cx, options, &sealing);
    if (status != EXIT_FINE) return status;
    return sealing_end(&sealing, squash(&sealing, options->through));
}
