/* SPDX-License-Identifier: MIT
 * schemac migrate, verify and adopt: the runtime's own functions on a schema compiled on the spot. */
#include "command/adopt.h"
#include "command/command.h"
#include "command/roles.h"

typedef void Act(const Live *live, const Options *options, schemac_report *report);

static schemac_options runtime_options(const Options *options)
{
    int wait_ms = options->wait_s < 0 ? 0 : options->wait_s ? options->wait_s * 1000 : -1;
    return (schemac_options){.lock_wait_ms = wait_ms,
                             .program = "schemac",
                             .to_version = options->to_version,
                             .dry_run = options->dry_run,
                             .no_backup = options->no_backup};
}

static void migrate(const Live *live, const Options *options, schemac_report *report)
{
    schemac_options given = runtime_options(options);
    database_wait(&live->database, given.lock_wait_ms);
    schemac_migrate(live->database.db, live->schema, &given, report);
}

static void verify(const Live *live, const Options *options, schemac_report *report)
{
    schemac_verify(live->database.db, live->schema, options->policy, report);
}

static void adopt(const Live *live, const Options *options, schemac_report *report)
{
    schemac_options given = runtime_options(options);
    adopt_database(live->database.db, live->schema, options->at_version, &given, report);
}

/* Those of the version that is wanted. */
static int refuse_roles(Cx *cx, const Options *options, const Live *live)
{
    const Chain *chain = live->loaded.chain;
    const Schema *wanted = live->loaded.schema;
    for (size_t i = 0; options->to_version && chain && i < chain->items.count; i++)
        if (chain->items.items[i].number == options->to_version)
            wanted = chain_schema(cx, &chain->items.items[i]);
    return roles_refuse_on(cx, options, &live->database, wanted);
}

static int act_on(Cx *cx, const Options *options, OpenMode mode, Act *act)
{
    Live live;
    int status = live_open(cx, options, mode, act != migrate, &live);
    if (status != EXIT_FINE) return status;
    schemac_report report = {0};
    if (act == migrate) status = refuse_roles(cx, options, &live);
    if (status == EXIT_FINE) {
        act(&live, options, &report);
        status = print_report(options, &report);
        schemac_report_free(&report);
    }
    database_close(&live.database);
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

int run_adopt(Cx *cx, const Options *options)
{
    return act_on(cx, options, OPEN_CHANGE, adopt);
}
