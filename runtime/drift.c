/* SPDX-License-Identifier: MIT
 * PostgreSQL stores expressions in words of its own. What it made of them is in the history, so
 * that a change of them is seen as well. */
#include "drift.h"
#include "compare.h"

#include <stdlib.h>
#include <string.h>

/* A server of another major version may print stored expressions in other words. */
static bool same_server(const History *history)
{
    return atoi(history->recorded_server) == atoi(history->present_server);
}

schemac_status drift_complete(schemac_call *call, const History *history, const catalog *found,
                              catalog *expected)
{
    char digest[65];
    if (!call->is_postgres || !*history->digest) return SCHEMAC_OK;
    catalog_digest(found, digest);
    if (!strcmp(digest, history->digest)) return SCHEMAC_OK;
    if (!same_server(history)) {
        call_add(call, &(schemac_difference){
                           SCHEMAC_NOTE, "schema", call->schema->name, "server",
                           history->recorded_server, history->present_server,
                           "the texts of expressions were recorded by another major version and "
                           "are not compared", NULL});
        return SCHEMAC_OK;
    }
    catalog recorded;
    schemac_status status = history_catalog(call, history, &recorded);
    if (status == SCHEMAC_OK) compare_complete(expected, &recorded);
    return status;
}
