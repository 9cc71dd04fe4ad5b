/* SPDX-License-Identifier: MIT
 * Reads the chain and holds it to its lock: first the lock by itself, then the folders against it,
 * then the files of each migration against its seal. */
#include "chain/chain.h"

#include <string.h>

#include "chain/folder.h"
#include "chain/lock.h"
#include "chain/scan.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"

typedef struct Loader {
    Cx *cx;
    Chain *chain;
    Listing *listing;
} Loader;

const Migration *chain_last(const Chain *chain)
{
    return chain->items.count ? &chain->items.items[chain->items.count - 1] : NULL;
}

const char *chain_folder(Cx *cx, const char *entry)
{
    const char *slash = strrchr(entry, '/');
    if (!slash) return "migrations";
    return arena_printf(cx->arena, "%.*s/migrations", (int)(slash - entry), entry);
}

/* ---- the lock by itself ---- */

static void check_number(Loader *loader, const Migration *before, const Migration *migration)
{
    Diag *diag = loader->cx->diag;
    int next = before ? before->number + 1 : 1;
    if (before && migration->number <= before->number) {
        diag_error(diag, migration->span, "migration-duplicate", "there is a migration %04d already",
                   migration->number);
        diag_note(diag, before->span, "%04d_%s is sealed here", before->number, before->name);
        diag_hint(diag, "`schemac seal ENTRY --rebase` gives the later one the next number");
    } else if (migration->number > next && !(migration->is_squashed && !before)) {
        diag_error(diag, migration->span, "migration-gap", "the lock has no migration %04d before %04d",
                   next, migration->number);
        diag_hint(diag, "take the lock back from your version control");
    }
}

static void check_parent(Loader *loader, const Migration *before, const Migration *migration)
{
    Diag *diag = loader->cx->diag;
    const char *wanted = before ? before->fingerprint : "";
    if (before ? !migration->is_squashed && strcmp(migration->parent, wanted) == 0
               : migration->parent[0] == '\0')
        return;
    diag_error(diag, migration->span, "migration-parent",
               "%04d_%s was made for another schema than the one before it leads to",
               migration->number, migration->name);
    if (before) diag_note(diag, before->span, "this is the one before it");
    diag_hint(diag, "`schemac seal ENTRY --rebase` plans it anew from the one before it");
}

static bool check_lock(Loader *loader)
{
    size_t errors = diag_errors(loader->cx->diag);
    for (size_t i = 0; i < loader->chain->items.count; i++) {
        const Migration *migration = &loader->chain->items.items[i];
        const Migration *before = i ? migration - 1 : NULL;
        check_number(loader, before, migration);
        if (diag_errors(loader->cx->diag) == errors) check_parent(loader, before, migration);
    }
    return diag_errors(loader->cx->diag) == errors;
}

/* ---- the files of a migration ---- */

static void report_edited(Loader *loader, const Migration *migration, const char *path)
{
    Diag *diag = loader->cx->diag;
    diag_error(diag, place_of(loader->cx, path), "migration-edited",
               "'%s' is not what was sealed as %04d_%s", path, migration->number, migration->name);
    diag_note(diag, migration->span, "it is sealed here");
    diag_hint(diag, "databases have run it as it was: take it back, and seal the change as a new "
                    "migration");
}

static const char *sum_snapshot(Cx *cx, const char *path)
{
    Arena *arena = arena_within(cx->arena);
    size_t length = 0;
    const char *why = NULL;
    char *text = source_read_file(arena, path, &length, &why), *hash = arena_alloc(cx->arena, HASH_SIZE);
    ScanSum sum = {.used = 0};
    if (!text) {
        arena_free(arena);
        diag_error(cx->diag, NO_SPAN, "file-unreadable", "cannot read '%s': %s", path, why);
        return NULL;
    }
    schemac_sha256_init(&sum.sum);
    length = scan_unify_lines(text, length);
    Scan scan = scan_begin(scan_schema, text, length);
    while (scan_next(&scan)) scan_sum(&scan, &sum);
    if (scan.kind == SCAN_BAD) scan_sum_bytes(&sum, text + scan.start, length - scan.start);
    scan_sum_end(&sum, hash);
    arena_free(arena);
    return hash;
}

static const char *sum_file(Cx *cx, Migration *migration, int file)
{
    if (file == FILE_SNAPSHOT) return sum_snapshot(cx, migration->snapshot);
    const char *path = arena_printf(cx->arena, "%s/%s", migration->folder, migration_file(cx, file));
    migration->scripts[file] = script_read(cx, (DialectId)file, path);
    return migration->scripts[file] ? migration->scripts[file]->hash : NULL;
}

bool migration_read(Cx *cx, Migration *migration)
{
    size_t errors = diag_errors(cx->diag);
    unsigned there = listing_files(cx, migration->folder);
    migration->snapshot = arena_printf(cx->arena, "%s/%s", migration->folder,
                                       migration_file(cx, FILE_SNAPSHOT));
    for (int file = 0; file < FILE_COUNT; file++)
        migration->hashes[file] = there & 1u << file ? sum_file(cx, migration, file) : NULL;
    return diag_errors(cx->diag) == errors;
}

static void report_missing(Loader *loader, const Migration *migration, int file)
{
    Diag *diag = loader->cx->diag;
    diag_error(diag, migration->span, "migration-file-missing", "'%s/%s' is not there",
               migration->folder, migration_file(loader->cx, file));
    diag_hint(diag, "it was sealed: take it back from your version control");
}

static void report_unsealed(Loader *loader, const Migration *migration, int file)
{
    Diag *diag = loader->cx->diag;
    const char *path = arena_printf(loader->cx->arena, "%s/%s", migration->folder,
                                    migration_file(loader->cx, file));
    diag_error(diag, place_of(loader->cx, path), "migration-file-unsealed",
               "%04d_%s was sealed without this file", migration->number, migration->name);
    diag_note(diag, migration->span, "it is sealed here");
    diag_hint(diag, "remove it; a new target gets its SQL with the next migration");
}

static void check_files(Loader *loader, Migration *migration, const char *before, unsigned there)
{
    const char *hashes[FILE_COUNT] = {0};
    size_t errors = diag_errors(loader->cx->diag);
    for (int file = 0; file < FILE_COUNT; file++) {
        bool is_there = there & 1u << file, is_sealed = migration->hashes[file] != NULL;
        if (is_sealed && !is_there) report_missing(loader, migration, file);
        if (!is_sealed && is_there) report_unsealed(loader, migration, file);
        if (!is_sealed || !is_there) continue;
        hashes[file] = sum_file(loader->cx, migration, file);
        if (hashes[file] && memcmp(hashes[file], migration->hashes[file], SHORT_HASH) != 0)
            report_edited(loader, migration, arena_printf(loader->cx->arena, "%s/%s", migration->folder,
                                                          migration_file(loader->cx, file)));
    }
    char seal[HASH_SIZE];
    if (diag_errors(loader->cx->diag) != errors) return;
    memcpy(migration->hashes, hashes, sizeof hashes);
    seal_sum(migration, hashes, before, seal);
    if (strcmp(seal, migration->seal) == 0) return;
    diag_error(loader->cx->diag, migration->span, "lock-edited",
               "this line is not what was sealed: its seal does not fit");
    diag_hint(loader->cx->diag, "take the lock back from your version control");
}

static int number_of(const char *dependency, const char **name)
{
    int number = 0;
    return migration_name(dependency, strlen(dependency), &number, name) ? number : 0;
}

static void check_script(Loader *loader, const Migration *migration, const Script *script)
{
    const Chain *chain = loader->chain;
    int first = chain->items.count ? chain->items.items[0].number : 1;
    for (size_t i = 0; i < script->depends.count; i++) {
        const HeadLine *line = &script->depends.items[i];
        const char *name = NULL;
        int number = number_of(line->text, &name);
        bool is_folded = number && number < first; /* a squashed one stands for it */
        size_t index = (size_t)(number - first);
        const Migration *found = number >= first && number < migration->number &&
                                         index < chain->items.count
                                     ? &chain->items.items[index] : NULL;
        if (is_folded || (found && strcmp(found->name, name) == 0)) continue;
        diag_error(loader->cx->diag, line->span, "unknown-dependency",
                   "there is no migration '%s' before this one", line->text);
        diag_hint(loader->cx->diag, "a dependency is written NNNN_name and has a lower number");
    }
}

static void check_depends(Loader *loader, const Migration *migration)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (migration->scripts[id]) check_script(loader, migration, migration->scripts[id]);
}

/* ---- the folders ---- */

static void check_migration(Loader *loader, size_t index)
{
    Migration *migration = &loader->chain->items.items[index];
    unsigned there = 0;
    const Folder *folder = listing_find(loader->listing, migration->number, migration->name);
    if (!folder) {
        diag_error(loader->cx->diag, migration->span, "migration-missing", "'%s' is not there",
                   migration->folder);
        diag_hint(loader->cx->diag, "it was sealed: take it back from your version control");
        return;
    }
    there = listing_files(loader->cx, migration->folder);
    check_files(loader, migration, index ? migration[-1].seal : "", there);
    check_depends(loader, migration);
}

/* The other branch's lock knows of its own; of a folder that no lock knows somebody must say. */
static bool is_edited(const Chain *chain, const Folder *folder)
{
    for (size_t i = 0; i < chain->others.count; i++)
        if (chain->others.items[i].number == folder->number &&
            strcmp(chain->others.items[i].name, folder->name) == 0)
            return chain->others.items[i].is_edited;
    return true;
}

static void add_draft(Loader *loader, const Folder *folder)
{
    Cx *cx = loader->cx;
    const Migration *last = chain_last(loader->chain);
    Migration draft = {.number = folder->number, .name = folder->name, .folder = folder->path,
                       .span = place_of(cx, folder->path)};
    if (last) memcpy(draft.parent, last->fingerprint, HASH_SIZE);
    draft.is_edited = is_edited(loader->chain, folder);
    if (!migration_read(cx, &draft)) return;
    vec_push(cx->arena, &loader->chain->drafts, draft);
}

static void take_draft(Loader *loader, const Folder *folder)
{
    Cx *cx = loader->cx;
    const Migration *last = chain_last(loader->chain), *first = loader->chain->items.items;
    int next = last ? last->number + 1 : 1;
    if (folder->number == next && !loader->chain->drafts.count) {
        add_draft(loader, folder);
        if (loader->chain->drafts.count) check_depends(loader, &loader->chain->drafts.items[0]);
        return;
    }
    diag_error(cx->diag, place_of(cx, folder->path), "draft-number",
               "the lock does not know '%s', and the next migration is %04d", folder->path, next);
    if (last && first->is_squashed && folder->number <= first->number)
        diag_hint(cx->diag, "%04d_%s stands for it: remove it", first->number, first->name);
    else if (!last)
        diag_hint(cx->diag, "'%s' is empty or not there: take it back from your version control",
                  loader->chain->lock);
    else
        diag_hint(cx->diag, "`schemac seal ENTRY --rebase` makes it anew as the next one; or remove it");
}

static bool is_sealed(const Chain *chain, const Folder *folder)
{
    int first = chain->items.count ? chain->items.items[0].number : 1;
    size_t index = (size_t)(folder->number - first);
    return folder->number >= first && index < chain->items.count &&
           strcmp(chain->items.items[index].name, folder->name) == 0;
}

const Chain *chain_load(Cx *cx, const char *entry)
{
    return chain_read(cx, chain_folder(cx, entry));
}

typedef void TakeFolder(Loader *loader, const Folder *folder);

static const Chain *read_chain(Cx *cx, const char *folder, LockRead *read_lock, TakeFolder *take)
{
    Chain *chain = arena_make(cx->arena, Chain);
    Loader loader = {.cx = cx, .chain = chain};
    chain->folder = folder;
    chain->lock = arena_printf(cx->arena, "%s/lock", chain->folder);
    loader.listing = listing_read(cx, chain->folder);
    if (!loader.listing || !read_lock(cx, chain) || !check_lock(&loader)) return chain;
    for (size_t i = 0; i < chain->items.count; i++) check_migration(&loader, i);
    for (size_t i = 0; i < loader.listing->items.count; i++)
        if (!is_sealed(chain, &loader.listing->items.items[i]))
            take(&loader, &loader.listing->items.items[i]);
    return chain;
}

const Chain *chain_read(Cx *cx, const char *folder)
{
    return read_chain(cx, folder, lock_read, take_draft);
}

const Chain *chain_read_merged(Cx *cx, const char *folder)
{
    return read_chain(cx, folder, lock_read_merged, add_draft);
}

/* ---- snapshots ---- */

static const Schema *read_snapshot(Cx *cx, const char *path, const char *text, size_t length)
{
    size_t errors = diag_errors(cx->diag);
    Tree *tree = parse_text(cx, path, text, length);
    const Schema *schema = tree->has_errors ? NULL : resolve(cx, tree);
    tree_release(tree);
    return diag_errors(cx->diag) == errors ? schema : NULL;
}

/* Read with diagnostics of its own, so that no warning about what is past is shown; with those of
 * the run again if it has mistakes. */
const Schema *chain_schema(Cx *cx, const Migration *migration)
{
    size_t length = 0;
    const char *why = NULL;
    char fingerprint[HASH_SIZE];
    char *text = source_read_file(cx->arena, migration->snapshot, &length, &why);
    if (!text) {
        diag_error(cx->diag, migration->span, "file-unreadable", "cannot read '%s': %s",
                   migration->snapshot, why);
        return NULL;
    }
    Cx quiet = *cx;
    quiet.diag = diag_new(cx->arena, cx->sources);
    const Schema *schema = read_snapshot(&quiet, migration->snapshot, text, length);
    if (!schema) return read_snapshot(cx, migration->snapshot, text, length);
    schema_fingerprint(cx, schema, fingerprint);
    if (!migration->fingerprint[0] || strcmp(fingerprint, migration->fingerprint) == 0) return schema;
    diag_error(cx->diag, migration->span, "snapshot-mismatch",
               "'%s' does not give the fingerprint it was sealed with", migration->snapshot);
    diag_hint(cx->diag, "take the snapshot and the lock back from your version control");
    return NULL;
}
