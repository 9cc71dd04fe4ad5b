/* SPDX-License-Identifier: MIT
 * A schema and a live database, for the commands that work on both. */
#include <stdio.h>

#include "command/command.h"

int live_open(Cx *cx, const Options *options, OpenMode mode, bool is_thorough, Live *live)
{
    Options quiet = *options;
    quiet.errors_only = true;
    *live = (Live){0};
    int status = load_history(cx, &quiet, &live->loaded);
    if (status != EXIT_FINE) return status;
    bool writes = mode == OPEN_WRITE && !options->dry_run && live->loaded.halves[DIALECT_SQLITE];
    if (mode == OPEN_WRITE && !writes) mode = OPEN_LOOK;
    status = database_open(cx, options->arguments[1], mode, &live->database);
    if (status != EXIT_FINE) return status;
    live->schema = compiled_schema(cx, &live->loaded, is_thorough);
    if (live->loaded.halves[live->database.dialect]) return EXIT_FINE;
    fprintf(stderr, "schemac: %s is not a target of schema '%s'\nhint: add `target %s;`\n",
            dialects[live->database.dialect]->title, live->schema->name,
            dialects[live->database.dialect]->name);
    database_close(&live->database);
    return EXIT_WRONG;
}
