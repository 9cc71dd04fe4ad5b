/* SPDX-License-Identifier: MIT
 * The dialects, by id. */
#include "dialect/dialect.h"

const Dialect *const dialects[DIALECT_COUNT] = {
    [DIALECT_POSTGRES] = &postgres_dialect,
    [DIALECT_SQLITE] = &sqlite_dialect,
};

/* ---- what the runtime asks besides ---- */

static size_t count_pieces(const char *const *pieces)
{
    size_t count = 0;
    while (pieces[count]) count++;
    return count;
}

const char *const *dialect_extras(Cx *cx, const Dialect *dialect, bool has_rights, bool has_details)
{
    const char *const *rights = dialect->rights, *const *details = dialect->details;
    if (!rights || !has_details) return has_rights ? rights : NULL;
    const char **made =
        arena_array(cx->arena, const char *, count_pieces(rights) + count_pieces(details) + 1);
    size_t count = 0;
    for (; has_rights && *rights; rights++) made[count++] = **rights ? *rights : *details;
    made[count++] = has_rights ? "\nUNION ALL " : "";
    for (details++; *details; details++) made[count++] = *details;
    return made;
}
