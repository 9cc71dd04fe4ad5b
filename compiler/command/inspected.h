/* SPDX-License-Identifier: MIT
 * A live database read and pulled. */
#ifndef COMMAND_INSPECTED_H
#define COMMAND_INSPECTED_H

#include "command/command.h"
#include "pull/pull.h"

typedef struct Inspected { /* zeroed: nothing is open */
    Database database;
    memory memory;
    catalog found;   /* without what is ignored */
    char digest[65]; /* of all there is */
    const Pulled *pulled;
    PullRights rights; /* of two databases: which are compared */
    bool is_whole;     /* extensions and empty namespaces that a schema does not name count, too */
} Inspected;

/* Reads the catalog of a database; rights: what is asked besides. PostgreSQL prints definitions as
 * they are at the moment, whatever the snapshot is: if somebody alters the database meanwhile, it is
 * read once more. */
schemac_status inspected_catalog(const Database *database, const char *space,
                                 const char *const *rights, memory *pool, catalog *found,
                                 const char **why);

/* "table 'a', its 'x' that is y": in one line, whatever the names hold. */
void inspected_add_loss(Text *line, const PullLoss *loss);

/* EXIT_FINE, or the status of what was told on stderr. like: what it is compared with, for the default
 * namespace, what is ignored and the objects whose owner and privileges count; NULL: nothing, they
 * count as rights says. */
int inspected_open(Cx *cx, const char *name, const Schema *like, const PullRights *rights,
                   Inspected *inspected);
/* Of a database that is open; may be called again after inspected_forget. */
int inspected_read(Cx *cx, const Schema *like, Inspected *inspected);
/* Takes what the patterns match out of what was found. */
void inspected_ignore(catalog *found, const char *const *patterns);
void inspected_forget(Inspected *inspected);
void inspected_close(Inspected *inspected);

/* The database in the words of a schema that an author wrote. Tells on stderr if the server could
 * not be asked about its words. Never NULL. */
const Schema *inspected_like(Cx *cx, const Inspected *inspected, const Schema *model);

#endif
