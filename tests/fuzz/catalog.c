/* SPDX-License-Identifier: MIT
 * Any bytes as catalog text, as it stands in a history table: what is read is printed, and the
 * print is read to itself; two catalogs made of one text are the same to a comparison. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/compare.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what, const char *before, const char *after)
{
    fprintf(stderr, "%s\n--- before\n%s\n--- after\n%s\n", what, before, after ? after : "");
    abort();
}

static const char *reprint(memory *pool, const char *text, catalog *list)
{
    const char *pieces[] = {text, NULL};
    catalog_init(list, pool);
    return catalog_parse(list, pieces) ? catalog_text(list, pool, NULL) : NULL;
}

static void check_owners(const catalog *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const catalog_object *object = &list->objects[i];
        size_t length, room;
        const char *owner = catalog_owner(object, &length);
        room = owner ? strlen(owner) : 0;
        if (length > room) fail("an owner is longer than its path", object->path, owner);
        catalog_find(list, "table", owner ? owner : object->path, owner ? length : room);
    }
}

static void compare(memory *pool, const catalog *expected, const catalog *found, bool is_same)
{
    static const schemac_schema nothing = {0};
    schemac_call call = {.memory = {0}, .schema = &nothing};
    compare_catalogs(&call, &(Comparison){.expected = expected, .found = found,
                                          .has_author_words = true, .policy = SCHEMAC_EXACT});
    if (is_same && call.count)
        fail("a catalog differs from itself", catalog_text(found, pool, NULL),
             call.differences[0].path);
    memory_free(&call.memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    memory pool = {0};
    char *text = memory_copy(&pool, (const char *)data, size);
    catalog first, second;
    const catalog none = {0};
    const char *once = reprint(&pool, text, &first);
    if (once) {
        const char *twice = reprint(&pool, once, &second);
        if (!twice || strcmp(once, twice) != 0) fail("printing is not stable", once, twice);
        check_owners(&first);
        compare(&pool, &first, &second, true);
        compare(&pool, &first, &none, false);
        compare(&pool, &none, &first, false);
        compare_complete(&first, &second);
    }
    memory_free(&pool);
    return 0;
}
