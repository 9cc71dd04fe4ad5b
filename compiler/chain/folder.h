/* SPDX-License-Identifier: MIT
 * Private. What lies in migrations/: its folders in order, and what does not belong there. */
#ifndef CHAIN_FOLDER_H
#define CHAIN_FOLDER_H

#include "chain/chain.h"

typedef struct Folder {
    int number;
    const char *name, *path;
} Folder;

typedef struct Listing {
    VEC(Folder) items; /* sorted by number, then name */
} Listing;

/* Reports what is no migration. A folder that is not there is an empty one. NULL after reporting
 * that it cannot be read. Names that begin with a dot are not looked at. */
Listing *listing_read(Cx *cx, const char *folder);
const Folder *listing_find(const Listing *listing, int number, const char *name); /* NULL: none */
/* The files of a migration, a bit each; reports what else lies there. */
unsigned listing_files(Cx *cx, const char *folder);

/* Calls remove for what an interrupted writer left: folders .NNNN_name.tmp. */
void folder_clear(Cx *cx, const char *folder, void (*remove)(Cx *cx, const char *path));

/* A place for messages about a file or folder of which no line can be shown. */
Span place_of(Cx *cx, const char *path);

#endif
