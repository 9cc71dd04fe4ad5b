/* SPDX-License-Identifier: MIT
 * What differs between the catalog of a database and the one that a pulled schema gives. */
#include <string.h>

#include "pull/draft.h"

static int compare_objects(const catalog_object *a, const catalog_object *b)
{
    int order = strcmp(a->kind, b->kind);
    return order ? order : strcmp(a->path, b->path);
}

/* What a schema may leave open: where an extension is, and its version. */
static bool is_open(const catalog_object *found)
{
    return strcmp(found->kind, "extension") == 0;
}

/* A value that begins with ~ is only known to be there. */
static bool is_same(const char *found, const char *made)
{
    if (!found || !made) return found == made;
    return *made == '~' || strcmp(found, made) == 0;
}

static void compare_attrs(const catalog_object *found, const catalog_object *made,
                          DifferenceVisit *visit, void *state)
{
    for (size_t i = 0; i < found->attr_count; i++) {
        const char *word = found->attrs[i].word;
        const char *value = catalog_value(made, word);
        if (detail_is_order(word)) continue;
        if (!value && (is_open(found) || catalog_is_moot(word, found->attrs[i].value))) continue;
        if (!is_same(found->attrs[i].value, catalog_value(made, word)))
            visit(state, found, made, word);
    }
    for (size_t i = 0; i < made->attr_count; i++)
        if (!catalog_value(found, made->attrs[i].word) &&
            !catalog_is_moot(made->attrs[i].word, made->attrs[i].value))
            visit(state, found, made, made->attrs[i].word);
}

void catalogs_compare(const catalog *found, const catalog *made, DifferenceVisit *visit,
                      void *state)
{
    size_t i = 0, j = 0;
    while (i < found->count || j < made->count) {
        const catalog_object *left = i < found->count ? &found->objects[i] : NULL;
        const catalog_object *right = j < made->count ? &made->objects[j] : NULL;
        int order = !left ? 1 : !right ? -1 : compare_objects(left, right);
        bool is_left = left && order <= 0 && pull_leaves_out(found, left);
        if (is_left) order = -1;
        else if (order == 0) compare_attrs(left, right, visit, state);
        else visit(state, order < 0 ? left : NULL, order < 0 ? NULL : right, NULL);
        i += order <= 0;
        j += order >= 0;
    }
}
