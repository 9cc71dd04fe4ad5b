/* SPDX-License-Identifier: MIT
 * The catalog of an older version comes of the newest by the lines that each later migration
 * changed, applied backwards. */
#include "expect.h"

#include <string.h>

const schemac_migration *expect_migration(const schemac_call *call, int version)
{
    for (size_t i = 0; i < call->half->migration_count; i++)
        if (call->half->migrations[i].version == version) return &call->half->migrations[i];
    return NULL;
}

const char *expect_fingerprint(const schemac_call *call, int version)
{
    const schemac_migration *to = expect_migration(call, version);
    const schemac_migration *from = expect_migration(call, version + 1);
    return to ? to->fingerprint : from ? from->parent : NULL;
}

int expect_oldest(const schemac_call *call, int version)
{
    const schemac_migration *to = expect_migration(call, version);
    return to ? to->oldest : version;
}

static bool same_attrs(const catalog_object *a, const catalog_object *b)
{
    if (a->attr_count != b->attr_count) return false;
    for (size_t i = 0; i < a->attr_count; i++)
        if (strcmp(a->attrs[i].word, b->attrs[i].word) != 0 ||
            strcmp(a->attrs[i].value, b->attrs[i].value) != 0)
            return false;
    return true;
}

static bool same_place(const catalog_object *a, const catalog_object *b)
{
    return !strcmp(a->kind, b->kind) && !strcmp(a->path, b->path);
}

/* Takes out the object that the line names; false: it is not there. SQLite has constraints twice. */
static bool take_out(catalog *from, const catalog_object *line)
{
    const catalog_object *found =
        catalog_find(from, line->kind + 1, line->path, strlen(line->path));
    if (!found) return false;
    catalog_object *object = from->objects + (found - from->objects);
    catalog_object *end = from->objects + from->count;
    while (object > from->objects && same_place(object - 1, found)) object--;
    while (object < end && !same_attrs(object, line)) object++;
    if (object == end || strcmp(object->path, line->path) != 0) return false;
    from->count--;
    memmove(object, object + 1, (size_t)(end - object - 1) * sizeof *object);
    return true;
}

/* All lines with '-' before any with '+', which end the order until the catalog is finished. */
static bool apply_lines(catalog *to, const catalog *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        if (*lines->objects[i].kind == '-' && !take_out(to, &lines->objects[i])) return false;
    if (to->count + lines->count > to->room) {
        size_t room = 2 * (to->count + lines->count);
        catalog_object *all = memory_take(to->memory, room * sizeof *all);
        if (!all) return false;
        if (to->count) memcpy(all, to->objects, to->count * sizeof *all);
        to->objects = all;
        to->room = room;
    }
    for (size_t i = 0; i < lines->count; i++) {
        if (*lines->objects[i].kind != '+') continue;
        to->objects[to->count] = lines->objects[i];
        to->objects[to->count++].kind++;
    }
    catalog_finish(to);
    return true;
}

schemac_status expect_catalog(schemac_call *call, int version, catalog *expected)
{
    schemac_status status = call_expect(call, expected);
    for (int at = call->schema->version; status == SCHEMAC_OK && at > version; at--) {
        const schemac_migration *migration = expect_migration(call, at);
        catalog lines;
        catalog_init(&lines, &call->memory);
        if (migration && catalog_parse(&lines, migration->undo) && apply_lines(expected, &lines))
            continue;
        status = call_damaged(call, "the catalog of an older version cannot be made");
    }
    return status;
}
