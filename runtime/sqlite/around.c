/* SPDX-License-Identifier: MIT
 * What SQLite needs before a step that loses: a copy of the file, which has all that others have
 * written until the lock is held. */
#include "around.h"

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
