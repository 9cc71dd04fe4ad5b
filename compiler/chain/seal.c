/* SPDX-License-Identifier: MIT
 * Everything is written beside its place, made durable and renamed. Whoever is killed leaves a
 * folder that begins with a dot, which nobody looks at, or a draft. */
#define _DEFAULT_SOURCE /* flock */
#include "chain/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/reason.h"
#include "chain/folder.h"
#include "chain/lock.h"

static bool failed(Cx *cx, const char *path)
{
    diag_error(cx->diag, NO_SPAN, "migration-unwritable", "cannot write '%s': %s", path,
               reason_of(cx->arena, errno));
    return false;
}

/* ---- durable files ---- */

static bool make_durable(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    bool is_done = fsync(file) == 0;
    close(file);
    return is_done;
}

static bool write_whole(int file, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes += written;
        length -= (size_t)written;
    }
    return fsync(file) == 0;
}

static bool write_file(Cx *cx, const char *path, const Text *text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) return failed(cx, path);
    bool is_done = write_whole(file, text_string(text), text->length);
    if (!is_done) failed(cx, path);
    close(file);
    return is_done;
}

/* ---- folders ---- */

static void remove_folder(Cx *cx, const char *folder)
{
    for (int file = 0; file < FILE_COUNT; file++)
        unlink(arena_printf(cx->arena, "%s/%s", folder, migration_file(cx, file)));
    rmdir(folder);
}

static const char *temporary_folder(Cx *cx, const char *folder, int number, const char *name)
{
    return arena_printf(cx->arena, "%s/.%04d_%s.tmp", folder, number, name);
}

int seal_begin(Cx *cx, const char *entry)
{
    const char *slash = strrchr(entry, '/');
    const char *folder = slash ? arena_copy(cx->arena, entry, (size_t)(slash - entry) + 1) : ".";
    int held = open(folder, O_RDONLY | O_CLOEXEC);
    if (held >= 0 && flock(held, LOCK_EX) == 0) {
        folder_clear(cx, chain_folder(cx, entry), remove_folder);
        return held;
    }
    failed(cx, folder);
    if (held >= 0) close(held);
    return -1;
}

void seal_end(int held)
{
    if (held >= 0) close(held);
}

/* A draft that is there already gives way. */
static bool put_in_place(Cx *cx, const char *temporary, const char *final)
{
    if (rename(temporary, final) == 0) return true;
    if (errno != ENOTEMPTY && errno != EEXIST) return false;
    remove_folder(cx, final);
    return rename(temporary, final) == 0;
}

bool seal_folder(Cx *cx, const Chain *chain, int number, const char *name,
                 const Text *const files[FILE_COUNT])
{
    const char *temporary = temporary_folder(cx, chain->folder, number, name);
    const char *final = arena_printf(cx->arena, "%s/%04d_%s", chain->folder, number, name);
    if (mkdir(chain->folder, 0777) != 0 && errno != EEXIST) return failed(cx, chain->folder);
    if (mkdir(temporary, 0777) != 0) return failed(cx, temporary);
    bool is_done = true;
    for (int file = 0; file < FILE_COUNT && is_done; file++)
        if (files[file])
            is_done = write_file(cx, arena_printf(cx->arena, "%s/%s", temporary,
                                                  migration_file(cx, file)), files[file]);
    if (is_done && (!make_durable(temporary) || !put_in_place(cx, temporary, final) ||
                    !make_durable(chain->folder)))
        is_done = failed(cx, final);
    if (!is_done) remove_folder(cx, temporary);
    return is_done;
}

bool seal_evolution(Cx *cx, const Chain *chain, int number, const char *name,
                    const Evolution *evolution)
{
    Text texts[FILE_COUNT] = {{0}};
    const Text *files[FILE_COUNT] = {0};
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!evolution->plans[id]) continue;
        evolution_script(cx, &texts[id], evolution, id, number, name);
        files[id] = &texts[id];
    }
    evolution_snapshot(cx, &texts[FILE_SNAPSHOT], evolution->to);
    files[FILE_SNAPSHOT] = &texts[FILE_SNAPSHOT];
    bool is_done = seal_folder(cx, chain, number, name, files);
    for (int file = 0; file < FILE_COUNT; file++) text_free(&texts[file]);
    return is_done;
}

/* ---- the lock ---- */

static bool write_lock(Cx *cx, const Chain *chain, const Text *text)
{
    const char *temporary = arena_printf(cx->arena, "%s/.lock.tmp", chain->folder);
    if (!write_file(cx, temporary, text)) {
        unlink(temporary);
        return false;
    }
    if (rename(temporary, chain->lock) == 0 && make_durable(chain->folder)) return true;
    return failed(cx, chain->lock);
}

bool seal_lock(Cx *cx, const Chain *chain, const Migration *items, size_t count)
{
    Text text = {0};
    for (size_t i = 0; i < count; i++) lock_print(&text, &items[i]);
    bool is_done = write_lock(cx, chain, &text);
    text_free(&text);
    return is_done;
}

void seal_again(Migration *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        seal_sum(&items[i], items[i].hashes, i ? items[i - 1].seal : "", items[i].seal);
}

bool seal_draft(Cx *cx, const Chain *chain, const Migration *draft, const char *fingerprint,
                bool is_edited)
{
    const Migration *last = chain_last(chain);
    VEC(Migration) items = {0};
    Migration sealed = *draft;
    memcpy(sealed.fingerprint, fingerprint, HASH_SIZE);
    sealed.is_edited = is_edited;
    seal_sum(&sealed, draft->hashes, last ? last->seal : "", sealed.seal);
    for (size_t i = 0; i < chain->items.count; i++)
        vec_push(cx->arena, &items, chain->items.items[i]);
    vec_push(cx->arena, &items, sealed);
    return seal_lock(cx, chain, items.items, items.count);
}

void seal_remove(Cx *cx, const char *folder)
{
    remove_folder(cx, folder);
}

void seal_clear_squashed(Cx *cx, const char *folder, const char *name)
{
    Cx quiet = *cx;
    quiet.diag = diag_new(cx->arena, cx->sources); /* what is wrong is told when the chain is read */
    Chain chain = {.folder = folder, .lock = arena_printf(cx->arena, "%s/lock", folder)};
    const Listing *listing = listing_read(&quiet, folder);
    if (!listing || !lock_read(&quiet, &chain) || !chain.items.count) return;
    const Migration *first = &chain.items.items[0], *last = chain_last(&chain);
    for (size_t i = 0; i < listing->items.count; i++) {
        const Folder *found = &listing->items.items[i];
        bool is_folded = first->is_squashed && found->number <= first->number &&
                         !(found->number == first->number && strcmp(found->name, first->name) == 0);
        bool is_unfinished = !first->is_squashed && found->number <= last->number &&
                             strcmp(found->name, name) == 0;
        if (is_folded || is_unfinished) remove_folder(cx, found->path);
    }
}
