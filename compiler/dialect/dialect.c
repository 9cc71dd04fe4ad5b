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

/* told: NULL if it is not asked for. */
static const char *const *gather(Cx *cx, const Dialect *dialect, bool has_rights, const char *const *told)
{
    static const char *const none[] = {NULL};
    const char *const *rights = dialect->rights, *const *details = dialect->details;
    if (!told) told = none;
    const char **made = arena_array(cx->arena, const char *,
                                    count_pieces(rights) + count_pieces(details) + count_pieces(told) + 1);
    size_t count = 0;
    for (; has_rights && *rights; rights++) made[count++] = **rights ? *rights : *details;
    made[count++] = has_rights ? "\nUNION ALL " : "";
    for (details++; details[1]; details++) made[count++] = *details;
    for (; *told; told++) made[count++] = *told;
    made[count++] = *details;
    return made;
}

const char *const *dialect_extras(Cx *cx, const Dialect *dialect, bool has_rights, bool has_details)
{
    if (!dialect->rights || !has_details) return has_rights ? dialect->rights : NULL;
    return gather(cx, dialect, has_rights, NULL);
}

const char *const *dialect_extras_told(Cx *cx, const Dialect *dialect)
{
    return dialect->rights ? gather(cx, dialect, true, dialect->told) : NULL;
}
