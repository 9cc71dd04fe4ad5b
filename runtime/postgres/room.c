/* SPDX-License-Identifier: MIT
 * A transaction holds a lock for each relation that it makes, until its end, and all locks of a
 * server are in one table that is made when it starts. What cannot fit is refused before it takes
 * the room of others. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "texts.h"

static bool is_one_of(const char *const *words, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(words[i], word)) return true;
    return false;
}

/* Long values of a column of these types go to a table of their own, which has an index. */
static bool has_long_values(const catalog_object *column)
{
    static const char *const types[] = {"text", "bytea", "json", "jsonb", "numeric"};
    const char *type = catalog_value(column, "type");
    return type && is_one_of(types, sizeof types / sizeof *types, type);
}

/* Relations that lines of a catalog speak of, at the least; columns of one table stand together.
 * Lines of a migration have the sign of what it makes before their kind. */
static size_t count_relations(const catalog *lines)
{
    static const char *const kinds[] = {"exclude",  "index", "primary key", "sequence",
                                        "table",    "unique", "view"};
    const char *table = "";
    size_t count = 0, length = 0, own;
    for (size_t i = 0; i < lines->count; i++) {
        const catalog_object *object = &lines->objects[i];
        catalog_object plain = *object;
        if (*plain.kind == '+') continue;
        plain.kind += *plain.kind == '-';
        count += is_one_of(kinds, sizeof kinds / sizeof *kinds, plain.kind);
        if (strcmp(plain.kind, "column") != 0) continue;
        count += catalog_value(object, "identity") != NULL;
        const char *owner = catalog_owner(&plain, &own);
        if (!has_long_values(object) || (own == length && !strncmp(owner, table, own))) continue;
        table = owner;
        length = own;
        count += 2;
    }
    return count;
}

schemac_status session_fits(void *handle, memory *pool, const char *const *pieces,
                            const char **error)
{
    catalog lines;
    catalog_init(&lines, pool);
    const char *answer = session_ask(handle, pool, texts_find(pool, TEXT_ROOM), NULL);
    if (!answer || !catalog_parse(&lines, pieces)) return SCHEMAC_OK; /* what is wrong comes up */
    char *end;
    size_t needed = count_relations(&lines), each = strtoul(answer, &end, 10);
    size_t holders = strtoul(end, NULL, 10);
    if (needed <= each * holders) return SCHEMAC_OK;
    *error = memory_printf(pool,
                           "it makes %zu relations in one transaction, and this server has room "
                           "for %zu locks: set max_locks_per_transaction to %zu there and start it "
                           "again",
                           needed, each * holders, needed * 3 / 2 / holders);
    return SCHEMAC_DATABASE;
}
