/* SPDX-License-Identifier: MIT
 * What SQLite needs around a step: a copy of the file before a loss, which has all that others have
 * written until the lock is held, and a look at the views afterwards. */
#include "around.h"

#include <string.h>

#include "backup.h"

enum { MOST_COPIES = 8 };

/* Changes when another connection has written. */
static int64_t data_version(const Work *work)
{
    return sqlite_ask_number(work->call->handle, "PRAGMA data_version");
}

bool sqlite_is_stale(Work *work)
{
    return work->seen != data_version(work);
}

static schemac_status copy_file(Work *work, const Step *step, const char **error)
{
    *error = "others wrote to it each time";
    if (work->copies++ == MOST_COPIES) return SCHEMAC_LOCKED;
    int64_t seen = data_version(work);
    schemac_status status = step_look_again(work); /* a copy of what others made is no copy of this */
    if (status != SCHEMAC_OK || work->has_moved) return status;
    status = sqlite_backup(work->call->handle, &work->lasting, step->version, &work->backup, error);
    if (work->backup || status != SCHEMAC_OK) work->seen = seen;
    work->has_moved =
        status != SCHEMAC_OK && (status == SCHEMAC_LOCKED || sqlite_is_stale(work));
    return work->has_moved ? SCHEMAC_OK : status;
}

schemac_status sqlite_before(Work *work, const Step *step)
{
    schemac_call *call = work->call;
    const char *error = NULL;
    if (!step->loses_data || work->options->no_backup) return SCHEMAC_OK;
    schemac_status status = copy_file(work, step, &error);
    if (status == SCHEMAC_OK) return status;
    const char *what = memory_printf(&call->memory,
                                     "the %s loses data by permission, and the file cannot be "
                                     "copied before", step->title);
    return call_fail(call, status, what ? what : "", error);
}

/* A view is made without a look at what it names; the first SELECT would be the one to fail. That a
 * function is not there is no fault of the view: other programs may have it. */
schemac_status sqlite_after(schemac_call *call, const catalog *expected)
{
    for (size_t i = 0; i < expected->count; i++) {
        const char *path = expected->objects[i].path, *error = NULL;
        if (strcmp(expected->objects[i].kind, "view") != 0) continue;
        const char *quote = *path == '"' ? "" : "\"";
        const char *sql = memory_printf(&call->memory, "SELECT * FROM %s%s%s LIMIT 0", quote, path,
                                        quote);
        if (!sql) return SCHEMAC_DATABASE;
        schemac_status status = call->engine->run(call->handle, &call->memory, sql, NULL, &error);
        if (status == SCHEMAC_OK || !strncmp(error, "no such f", 9)) continue;
        const char *what = memory_printf(&call->memory, "view %s cannot be read", path);
        return call_fail(call, status, what ? what : "", error);
    }
    return SCHEMAC_OK;
}
