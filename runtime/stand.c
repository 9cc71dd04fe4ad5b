/* SPDX-License-Identifier: MIT
 * A database stands at the version whose fingerprint it bears, whatever number was recorded: it may
 * have been made before anything was sealed, or been numbered anew. */
#include "stand.h"
#include "expect.h"

#include <string.h>

static bool bears(const History *history, const char *fingerprint)
{
    return fingerprint && !strcmp(history->fingerprint, fingerprint);
}

/* -1: at none that the program knows. A migration of data alone leaves the fingerprint as it was, so
 * of several the recorded one counts, else the first above it: what was sealed later is yet to run. */
static int sealed_version(const schemac_call *call, const History *history)
{
    for (int version = history->version; version <= call->schema->version; version++)
        if (bears(history, expect_fingerprint(call, version))) return version;
    for (int version = history->version - 1; version >= 0; version--)
        if (bears(history, expect_fingerprint(call, version))) return version;
    return -1;
}

static Standing unknown(const schemac_call *call, const History *history)
{
    const schemac_dialect_half *half = call->half;
    int first = half->migration_count ? half->migrations[0].version : 0;
    return first > 1 && history->version < first ? SQUASHED : CHANGED;
}

Position standing_of(const schemac_call *call, const History *history)
{
    const schemac_schema *schema = call->schema;
    if (!history->applied) return (Position){FRESH, -1};
    if (history->version > schema->version) return (Position){AHEAD, history->version};
    int version = sealed_version(call, history);
    const char *last = expect_fingerprint(call, schema->version);
    bool leads = last && !strcmp(last, schema->fingerprint) && version < schema->version;
    if (bears(history, schema->fingerprint) && (version < 0 || !leads))
        return (Position){CURRENT, schema->version};
    if (version < 0) return (Position){unknown(call, history), history->version};
    return (Position){leads ? BEHIND : UNSEALED, version};
}

bool stand_allows(const schemac_call *call, const History *history)
{
    return history->oldest >= 0 && history->oldest <= call->schema->version;
}
