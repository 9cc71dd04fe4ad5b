/* SPDX-License-Identifier: MIT
 * Lists folders. readdir has no order of its own: what was found is sorted. */
#include "chain/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/reason.h"
#include "chain/lock.h"

typedef struct FileNames {
    VEC(const char *) items;
} FileNames;

Span place_of(Cx *cx, const char *path)
{
    return (Span){.file = source_add(cx->sources, path, "", 0)};
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Of the names that begin with a dot, or of those that do not. false: the folder cannot be read;
 * errno tells. */
static bool list(Cx *cx, const char *path, bool hidden, FileNames *names)
{
    DIR *folder = opendir(path);
    if (!folder) return false;
    for (struct dirent *entry; (entry = readdir(folder));)
        if ((entry->d_name[0] == '.') == hidden)
            vec_push(cx->arena, &names->items,
                     arena_copy(cx->arena, entry->d_name, strlen(entry->d_name)));
    closedir(folder);
    if (names->items.count)
        qsort(names->items.items, names->items.count, sizeof *names->items.items, compare_names);
    return true;
}

static void report_foreign(Cx *cx, const char *folder, const char *name)
{
    const char *path = arena_printf(cx->arena, "%s/%s", folder, name);
    diag_error(cx->diag, place_of(cx, path), "migration-foreign", "'%s' is no part of a migration",
               path);
    diag_hint(cx->diag, "move it elsewhere: a migration is a folder NNNN_name with a .sql file for "
                        "each target and a snapshot");
}

/* A name that was meant as one of a migration gets the rule for names. */
static void report_name(Cx *cx, const char *folder, const char *name)
{
    const char *path = arena_printf(cx->arena, "%s/%s", folder, name);
    if (name[0] < '0' || name[0] > '9') {
        report_foreign(cx, folder, name);
        return;
    }
    diag_error(cx->diag, place_of(cx, path), "migration-name", "'%s' is no name of a migration", name);
    diag_hint(cx->diag, "four digits from 0001, then '_' and small letters, digits, '_'");
}

Listing *listing_read(Cx *cx, const char *folder)
{
    Listing *listing = arena_make(cx->arena, Listing);
    FileNames names = {0};
    if (!list(cx, folder, false, &names)) {
        if (errno == ENOENT) return listing;
        diag_error(cx->diag, NO_SPAN, "file-unreadable", "cannot read '%s': %s", folder,
                   reason_of(cx->arena, errno));
        return NULL;
    }
    for (size_t i = 0; i < names.items.count; i++) {
        const char *name = names.items.items[i];
        Folder found = {.path = arena_printf(cx->arena, "%s/%s", folder, name)};
        if (strcmp(name, "lock") == 0) continue;
        if (migration_name(name, strlen(name), &found.number, &found.name))
            vec_push(cx->arena, &listing->items, found);
        else report_name(cx, folder, name);
    }
    return listing;
}

static int compare_folder(const void *key, const void *item)
{
    const Folder *a = key, *b = item;
    return a->number != b->number ? (a->number > b->number) - (a->number < b->number)
                                  : strcmp(a->name, b->name);
}

const Folder *listing_find(const Listing *listing, int number, const char *name)
{
    Folder key = {.number = number, .name = name};
    if (!listing->items.count) return NULL;
    return bsearch(&key, listing->items.items, listing->items.count, sizeof key, compare_folder);
}

unsigned listing_files(Cx *cx, const char *folder)
{
    FileNames names = {0};
    unsigned there = 0;
    if (!list(cx, folder, false, &names)) return 0;
    for (size_t i = 0; i < names.items.count; i++) {
        const char *name = names.items.items[i];
        unsigned found = 0;
        for (int file = 0; file < FILE_COUNT; file++)
            if (strcmp(name, migration_file(cx, file)) == 0) found = 1u << file;
        if (!found) report_foreign(cx, folder, name);
        there |= found;
    }
    return there;
}

void folder_clear(Cx *cx, const char *folder, void (*remove)(Cx *cx, const char *path))
{
    FileNames names = {0};
    if (!list(cx, folder, true, &names)) return;
    for (size_t i = 0; i < names.items.count; i++) {
        const char *name = names.items.items[i] + 1;
        size_t length = strlen(name);
        Folder left;
        if (length > 4 && strcmp(name + length - 4, ".tmp") == 0 &&
            migration_name(name, length - 4, &left.number, &left.name))
            remove(cx, arena_printf(cx->arena, "%s/.%s", folder, name));
    }
}
