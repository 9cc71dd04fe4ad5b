/* SPDX-License-Identifier: MIT
 * The catalog lines that a schema asks for, each with the object that it is of. */
#include "pull/like.h"

#include <string.h>

typedef struct Maker {
    Cx *cx;
    Said *said;
    const catalog *found;
    memory *pool;
} Maker;

static void keep_line(void *state, const Object *object, const char *text)
{
    Maker *maker = state;
    catalog one;
    const char *const pieces[] = {text, NULL};
    catalog_init(&one, maker->pool);
    if (!catalog_parse(&one, pieces)) bug("a line of a catalog cannot be read back");
    details_fold(&one);
    const catalog_object *line = &one.objects[0];
    const catalog_object *found =
        maker->found ? catalog_find(maker->found, line->kind, line->path, strlen(line->path)) : NULL;
    vec_push(maker->cx->arena, &maker->said->lines, ((SaidLine){object, line, found}));
}

const Said *said_make(Cx *cx, const Schema *logical, DialectId dialect, const catalog *found,
                      memory *pool)
{
    Said *said = arena_make(cx->arena, Said);
    size_t errors = diag_errors(cx->diag);
    said->logical = logical;
    said->names = cx->names;
    said->lowered = (Schema *)dialects[dialect]->lower(cx, logical);
    if (diag_errors(cx->diag) > errors) return NULL;
    catalog_walk(cx, said->lowered, dialects[dialect]->expr, keep_line,
                 &(Maker){cx, said, found, pool});
    said->index = map_new(cx->arena);
    for (size_t i = 0; i < said->lines.count; i++) {
        SaidLine *line = &said->lines.items[i];
        map_set(said->index, name_from(cx->names, line->line->path),
                name_from(cx->names, line->line->kind), NO_NAME, line);
    }
    return said;
}

const SaidLine *said_find(const Said *said, const char *kind, const char *path, size_t length)
{
    return map_get(said->index, name_of(said->names, path, length), name_from(said->names, kind),
                   NO_NAME);
}
