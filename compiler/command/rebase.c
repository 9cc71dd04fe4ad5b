/* SPDX-License-Identifier: MIT
 * schemac seal --rebase: after a merge of two branches that have sealed a migration each. What ours
 * has sealed stays; what the schema has beyond it becomes one migration behind it, under the name
 * of the other branch's last; what only moves data follows with its SQL as it is. */
#include <stdio.h>
#include <string.h>

#include "chain/commute.h"
#include "chain/draft.h"
#include "chain/lock.h"
#include "command/sealing.h"

typedef struct Later {
    const Migration *migration;
    const Schema *before, *schema; /* that it starts from (NULL: nothing), of its snapshot */
    bool is_of_data, is_edited;
} Later;

typedef struct Rebase {
    Sealing sealing;
    VEC(Later) laters;
    const Later *last; /* of those that change the schema; NULL: none does */
    const Evolution *evolution; /* from what ours has sealed to the schema of now */
} Rebase;

/* ---- reading what is there ---- */

/* The schema that the migration of a number leads to, of the other branch if it has one. */
static const Schema *schema_before(Rebase *rebase, int number)
{
    const Chain *chain = rebase->sealing.chain;
    for (size_t i = rebase->laters.count; i-- > 0;)
        if (rebase->laters.items[i].migration->number == number) return rebase->laters.items[i].schema;
    for (size_t i = 0; i < chain->items.count; i++)
        if (chain->items.items[i].number == number)
            return chain_schema(rebase->sealing.cx, &chain->items.items[i]);
    return NULL;
}

static bool same_schema(Cx *cx, const Schema *a, const Schema *b)
{
    char one[HASH_SIZE] = "", other[HASH_SIZE] = "";
    if (a) schema_fingerprint(cx, a, one);
    if (b) schema_fingerprint(cx, b, other);
    return strcmp(one, other) == 0;
}

/* What one of the two branches has allowed is allowed. */
static int plan(Rebase *rebase)
{
    Sealing *sealing = &rebase->sealing;
    PlanOptions options = sealing->options->plan;
    for (size_t i = 0; i < sealing->chain->drafts.count; i++)
        for (DialectId id = 0; id < DIALECT_COUNT; id++) {
            const Script *script = sealing->chain->drafts.items[i].scripts[id];
            for (size_t j = 0; script && j < script->allowed.count; j++)
                vec_push(sealing->cx->arena, &options.allowed, script->allowed.items[j].text);
        }
    rebase->evolution = evolve(sealing->cx, sealing->before, sealing->loaded.schema, &options);
    if (!rebase->evolution) return EXIT_WRONG;
    if (!evolution_refusals(rebase->evolution)) return EXIT_FINE;
    print_findings(sealing->cx, sealing->options, rebase->evolution, FINDINGS_REFUSED);
    fprintf(stderr, "schemac seal: nothing is rebased: what may be lost must be allowed by name\n");
    return EXIT_REFUSED;
}

/* What an interrupted rebase has written is made again. */
static bool is_own(Rebase *rebase, const Later *later)
{
    const Sealing *sealing = &rebase->sealing;
    return later->migration->number == next_number(sealing->chain) &&
           same_schema(sealing->cx, later->schema, sealing->loaded.schema) &&
           evolution_is_script(sealing->cx, rebase->evolution, later->migration);
}

/* Where the lock that knew is gone. */
static bool is_planned(Cx *cx, const Later *later)
{
    const Evolution *evolution = evolve(cx, later->before, later->schema, NULL);
    return evolution && evolution_is_script(cx, evolution, later->migration);
}

static bool read_later(Rebase *rebase, const Migration *migration)
{
    Cx *cx = rebase->sealing.cx;
    Later later = {.migration = migration, .schema = chain_schema(cx, migration)};
    if (!later.schema) return false;
    if (rebase->sealing.chain->drafts.count > 1 && is_own(rebase, &later)) {
        seal_remove(cx, migration->folder);
        return true;
    }
    later.before = schema_before(rebase, migration->number - 1);
    later.is_of_data = same_schema(cx, later.before, later.schema);
    later.is_edited = !later.is_of_data && migration->is_edited && !is_planned(cx, &later);
    vec_push(cx->arena, &rebase->laters, later);
    return true;
}

/* A draft with the next number is where it should be. */
static bool has_plain_draft(const Chain *chain)
{
    return chain->drafts.count == 1 && chain->drafts.items[0].number == next_number(chain);
}

static int read_laters(Rebase *rebase)
{
    Sealing *sealing = &rebase->sealing;
    const Migration *last;
    sealing->chain = chain_read_merged(sealing->cx, chain_folder(sealing->cx, sealing->entry));
    if (diag_errors(sealing->cx->diag)) return EXIT_WRONG;
    if ((last = chain_last(sealing->chain)) && !(sealing->before = chain_schema(sealing->cx, last)))
        return EXIT_WRONG;
    if (has_plain_draft(sealing->chain)) return EXIT_FINE;
    int status = plan(rebase);
    if (status != EXIT_FINE) return status;
    for (size_t i = 0; i < sealing->chain->drafts.count; i++)
        if (!read_later(rebase, &sealing->chain->drafts.items[i])) return EXIT_WRONG;
    for (size_t i = 0; i < rebase->laters.count; i++)
        if (!rebase->laters.items[i].is_of_data) rebase->last = &rebase->laters.items[i];
    return EXIT_FINE;
}

static void tell_order(Rebase *rebase)
{
    Sealing *sealing = &rebase->sealing;
    const Schema *base = rebase->laters.items[0].before;
    const char *clash = commute_clash(sealing->cx, base, sealing->before, rebase->last->schema,
                                      sealing->loaded.schema);
    if (sealing->options->json)
        printf("{\"commute\":%s}\n", clash ? "false" : "true");
    else if (clash)
        printf("the two do not commute: the order matters to %s\n", clash);
    else printf("the two commute: each does the same before and after the other\n");
}

/* ---- writing ---- */

/* SQL that somebody wrote by hand is kept where it is seen: below what is planned now. */
static void add_old_sql(Cx *cx, Text *out, const Script *script)
{
    const Source *source = script ? source_get(cx->sources, script->file) : NULL;
    if (!source) return;
    text_add(out, "\n-- It was written by hand for another schema; this is what stood here:\n");
    for (const char *line = source->text; *line;) {
        size_t length = strcspn(line, "\n");
        text_add(out, "--   ");
        text_add_bytes(out, line, length);
        text_add(out, "\n");
        line += length + (line[length] == '\n');
    }
}

static bool write_planned(Rebase *rebase)
{
    Sealing *sealing = &rebase->sealing;
    Cx *cx = sealing->cx;
    const Evolution *evolution = rebase->evolution;
    Text texts[FILE_COUNT] = {{0}};
    const Text *files[FILE_COUNT] = {0};
    int number = next_number(sealing->chain);
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!evolution->plans[id]) continue;
        evolution_script(cx, &texts[id], evolution, id, number, rebase->last->migration->name);
        for (size_t i = 0; i < rebase->laters.count; i++)
            if (rebase->laters.items[i].is_edited)
                add_old_sql(cx, &texts[id], rebase->laters.items[i].migration->scripts[id]);
        files[id] = &texts[id];
    }
    evolution_snapshot(cx, &texts[FILE_SNAPSHOT], evolution->to);
    files[FILE_SNAPSHOT] = &texts[FILE_SNAPSHOT];
    bool is_done = seal_folder(cx, sealing->chain, number, rebase->last->migration->name, files);
    for (int file = 0; file < FILE_COUNT; file++) text_free(&texts[file]);
    return is_done;
}

/* What a migration of the other branch is now; NULL: it is none of them. */
static const Migration *moved_to(const Rebase *rebase, int number, const char *name)
{
    const Chain *chain = rebase->sealing.chain;
    bool is_of_schema = false;
    for (size_t i = 0; i < rebase->laters.count; i++) {
        const Migration *later = rebase->laters.items[i].migration;
        if (later->number == number && strcmp(later->name, name) == 0)
            is_of_schema = !rebase->laters.items[i].is_of_data;
    }
    const char *wanted = is_of_schema ? rebase->last->migration->name : name;
    for (size_t i = chain->items.count; i-- > 0;)
        if (strcmp(chain->items.items[i].name, wanted) == 0) return &chain->items.items[i];
    return NULL;
}

/* The SQL with what it depends on under its new number. */
static void add_moved(Rebase *rebase, Text *out, const char *text, const Script *script)
{
    size_t done = (size_t)(text - source_get(rebase->sealing.cx->sources, script->file)->text);
    const char *whole = text - done;
    for (size_t i = 0; i < script->depends.count; i++) {
        const HeadLine *line = &script->depends.items[i];
        int number = 0;
        const char *name;
        const Migration *moved;
        if (!migration_name(line->text, strlen(line->text), &number, &name)) continue;
        if (!(moved = moved_to(rebase, number, name))) continue;
        text_add_bytes(out, whole + done, line->span.start - done);
        text_printf(out, "%04d_%s", moved->number, moved->name);
        done = line->span.end;
    }
    text_add(out, whole + done);
}

/* The SQL as it is, with the new number in its first line, on the schema of now. */
static bool write_moved(Rebase *rebase, const Later *later, int number)
{
    Cx *cx = rebase->sealing.cx;
    const Migration *migration = later->migration;
    Text texts[FILE_COUNT] = {{0}};
    const Text *files[FILE_COUNT] = {0};
    const char *old = arena_printf(cx->arena, "-- %04d ", migration->number);
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        const Script *script = migration->scripts[id];
        const Source *source = script ? source_get(cx->sources, script->file) : NULL;
        if (!source) continue;
        bool has_number = strncmp(source->text, old, strlen(old)) == 0;
        if (has_number) text_printf(&texts[id], "-- %04d ", number);
        add_moved(rebase, &texts[id], source->text + (has_number ? strlen(old) : 0), script);
        files[id] = &texts[id];
    }
    evolution_snapshot(cx, &texts[FILE_SNAPSHOT], rebase->sealing.loaded.schema);
    files[FILE_SNAPSHOT] = &texts[FILE_SNAPSHOT];
    bool is_done = seal_folder(cx, rebase->sealing.chain, number, migration->name, files);
    for (int file = 0; file < FILE_COUNT; file++) text_free(&texts[file]);
    return is_done;
}

/* Seals the folder that was just written, in spite of those that are still to be dealt with. */
static int seal_written(Rebase *rebase, int number, const char *name, const Evolution *evolution,
                        bool is_edited)
{
    Sealing *sealing = &rebase->sealing;
    Cx *cx = sealing->cx;
    Migration draft = {.number = number, .name = name};
    const Migration *last = chain_last(sealing->chain);
    if (last) memcpy(draft.parent, last->fingerprint, HASH_SIZE);
    draft.folder = arena_printf(cx->arena, "%s/%04d_%s", sealing->chain->folder, number, name);
    if (!migration_read(cx, &draft)) return EXIT_WRONG;
    int status = sealing_prove(sealing, &draft, sealing->loaded.fingerprint, evolution, is_edited);
    if (status != EXIT_FINE) return status;
    sealing->chain = chain_read_merged(cx, sealing->chain->folder);
    return diag_errors(cx->diag) ? EXIT_WRONG : EXIT_FINE;
}

static bool has_edited(const Rebase *rebase)
{
    for (size_t i = 0; i < rebase->laters.count; i++)
        if (rebase->laters.items[i].is_edited) return true;
    return false;
}

/* What changes the schema and is replaced by the new one. */
static void remove_old(Rebase *rebase, int number, const char *name)
{
    for (size_t i = 0; i < rebase->laters.count; i++) {
        const Migration *old = rebase->laters.items[i].migration;
        bool is_new = old->number == number && strcmp(old->name, name) == 0;
        if (!rebase->laters.items[i].is_of_data && !is_new) seal_remove(rebase->sealing.cx, old->folder);
    }
}

static int move_schema(Rebase *rebase)
{
    Sealing *sealing = &rebase->sealing;
    int status = EXIT_FINE, number = next_number(sealing->chain);
    const char *name = rebase->last->migration->name;
    tell_order(rebase);
    if (sealing_is_unchanged(sealing, rebase->evolution)) {
        tell_migration(sealing->options, "nothing is left of", rebase->last->migration->folder);
    } else if (!write_planned(rebase)) {
        return EXIT_WRONG;
    } else if (has_edited(rebase)) {
        fprintf(stderr, "schemac seal: SQL that was written by hand has to be looked at again: "
                        "edit %s/%04d_%s, then seal it\n", sealing->chain->folder, number, name);
        status = EXIT_DIFFERENT;
    } else {
        status = seal_written(rebase, number, name, rebase->evolution, false);
    }
    if (status == EXIT_FINE || has_edited(rebase)) remove_old(rebase, number, name);
    return status;
}

static int move_data(Rebase *rebase)
{
    int status = EXIT_FINE;
    const Schema *now = rebase->sealing.loaded.schema;
    const Evolution *still = evolve(rebase->sealing.cx, now, now, NULL);
    for (size_t i = 0; still && i < rebase->laters.count && status == EXIT_FINE; i++) {
        const Later *later = &rebase->laters.items[i];
        int number = next_number(rebase->sealing.chain);
        if (!later->is_of_data) continue;
        if (!write_moved(rebase, later, number)) return EXIT_WRONG;
        status = seal_written(rebase, number, later->migration->name, still, true);
        if (status == EXIT_FINE && later->migration->number != number)
            seal_remove(rebase->sealing.cx, later->migration->folder);
    }
    return still ? status : EXIT_WRONG;
}

static int rebase_it(Rebase *rebase)
{
    Sealing *sealing = &rebase->sealing;
    int status = read_laters(rebase);
    if (status != EXIT_FINE) return status;
    const Chain *chain = sealing->chain;
    if (!seal_lock(sealing->cx, chain, chain->items.items, chain->items.count)) return EXIT_WRONG;
    if (!rebase->laters.count) {
        printf(sealing->options->json ? "" : "nothing to rebase: no two migrations have one number\n");
        return EXIT_FINE;
    }
    if (rebase->last) status = move_schema(rebase);
    return status == EXIT_FINE ? move_data(rebase) : status;
}

int run_rebase(Cx *cx, const Options *options)
{
    Rebase rebase = {0};
    int status = sealing_begin(cx, options, &rebase.sealing);
    if (status != EXIT_FINE) return status;
    return sealing_end(&rebase.sealing, rebase_it(&rebase));
}
