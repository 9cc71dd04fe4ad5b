/* SPDX-License-Identifier: MIT
 * schemac migrate and schemac verify: the runtime's own functions on a schema compiled on the spot. */
#include <stdio.h>

#include "command/command.h"

typedef schemac_status Act(schemac_db db, const schemac_schema *schema, schemac_report *report);

static schemac_status migrate(schemac_db db, const schemac_schema *schema, schemac_report *report)
{
    schemac_options options = {.program = "schemac"};
    return schemac_migrate(db, schema, &options, report);
}

static schemac_status verify(schemac_db db, const schemac_schema *schema, schemac_report *report)
{
    return schemac_verify(db, schema, SCHEMAC_EXACT, report);
}

static int act_on(Cx *cx, const Options *options, OpenMode mode, Act *act)
{
    Loaded loaded = {0};
    Options quiet = *options;
    quiet.errors_only = true;
    int status = load_history(cx, &quiet, &loaded);
    if (status != EXIT_FINE) return status;

    Database database = {0};
    status = database_open(cx, options->arguments[1], mode, &database);
    if (status != EXIT_FINE) return status;
    if (!loaded.halves[database.dialect]) {
        fprintf(stderr, "schemac: %s is not a target of schema '%s'\nhint: add `target %s;`\n",
                dialects[database.dialect]->title, name_text(loaded.schema->name),
                dialects[database.dialect]->name);
        database_close(&database);
        return EXIT_WRONG;
    }
    schemac_report report = {0};
    act(database.db, compiled_schema(cx, &loaded), &report);
    status = print_report(options, &report);
    schemac_report_free(&report);
    database_close(&database);
    return status;
}

int run_migrate(Cx *cx, const Options *options)
{
    return act_on(cx, options, OPEN_WRITE, migrate);
}

int run_verify(Cx *cx, const Options *options)
{
    return act_on(cx, options, OPEN_READ, verify);
}
