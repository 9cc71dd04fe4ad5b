/* SPDX-License-Identifier: MIT
 * Holds the changes of a branch alone against those that it makes after the other branch. */
#include "chain/commute.h"

#include <stdlib.h>
#include <string.h>

#include "diff/diff.h"

/* A change as a line: two that do the same have the same line. */
typedef struct Deed {
    const char *line;
    const char *what; /* for people */
} Deed;

typedef struct Deeds {
    Deed *items;
    size_t count;
} Deeds;

static void add_values(Text *line, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        if (attr->flags & (ATTR_DERIVED | ATTR_CHANGE) || attr_is_default(object, attr)) continue;
        text_printf(line, "\t%s=", attr->word);
        attr_print(line, object, attr);
    }
}

static Deed deed_of(Cx *cx, const Changes *changes, const Change *change)
{
    static const char *const words[] = {"add", "drop", "alter", "rename"};
    const Object *object = change->to ? change->to : change->from;
    Text line = {0};
    text_printf(&line, "%s\t%s\t", words[change->op], object_word(object));
    object_path(&line, change->to ? changes->to : changes->from, object);
    text_printf(&line, "\t%llx %d %d %s", (unsigned long long)change->attrs, change->doc,
                change->order, name_text(change->was));
    if (change->to) add_values(&line, change->to);
    return (Deed){text_keep(&line, cx->arena), object_describe(cx, object)};
}

static int compare_deeds(const void *a, const void *b)
{
    return strcmp(((const Deed *)a)->line, ((const Deed *)b)->line);
}

static Deeds deeds_of(Cx *cx, const Schema *from, const Schema *to)
{
    const Changes *changes = diff(cx, from, to);
    Deeds deeds = {arena_array(cx->arena, Deed, changes->items.count), changes->items.count};
    for (size_t i = 0; i < deeds.count; i++)
        deeds.items[i] = deed_of(cx, changes, &changes->items.items[i]);
    if (deeds.count) qsort(deeds.items, deeds.count, sizeof *deeds.items, compare_deeds);
    return deeds;
}

/* What one of two sorted rows has and the other has not; NULL: they are the same. */
static const char *first_difference(Deeds a, Deeds b)
{
    size_t i = 0;
    while (i < a.count && i < b.count && compare_deeds(&a.items[i], &b.items[i]) == 0) i++;
    if (i == a.count && i == b.count) return NULL;
    if (i == b.count) return a.items[i].what;
    if (i == a.count) return b.items[i].what;
    return compare_deeds(&a.items[i], &b.items[i]) < 0 ? a.items[i].what : b.items[i].what;
}

const char *commute_clash(Cx *cx, const Schema *base, const Schema *one, const Schema *other,
                          const Schema *both)
{
    const char *clash = first_difference(deeds_of(cx, base, other), deeds_of(cx, one, both));
    return clash ? clash : first_difference(deeds_of(cx, base, one), deeds_of(cx, other, both));
}
