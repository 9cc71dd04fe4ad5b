/* SPDX-License-Identifier: MIT
 * The details of a catalog: what few objects have stands on lines of its own, so that few programs
 * need to read it. Here it comes to the objects that it is of. */
#include <string.h>

#include "pull/draft.h"

/* Bytes of the word that begins `label`, of the longest kind that does: "unique orders_key". */
static size_t kind_length(const char *label)
{
    size_t longest = 0;
    for (Kind kind = 0; kind < KIND_COUNT; kind++) {
        const char *word = kind_info(kind)->word;
        size_t length = strlen(word);
        bool is_it = strncmp(label, word, length) == 0 && (!label[length] || label[length] == ' ');
        if (is_it && length > longest) longest = length;
    }
    return longest;
}

/* A plain word, or what stands in quotes, where they are doubled. */
static char *unquote(catalog *list, const char *name)
{
    char *own = memory_printf(list->memory, "%s", name), *to = own;
    if (!own || *name != '"') return own;
    for (name++; *name && name[1]; name++) {
        *to++ = *name;
        if (*name == '"') name++;
    }
    *to = '\0';
    return own;
}

/* orders.table, orders."unique orders_key": what stands behind the last dot is the kind and the name. */
static catalog_object *subject_of(catalog *list, const catalog_object *detail)
{
    size_t owner;
    const char *path = catalog_owner(detail, &owner);
    const char *label = unquote(list, path + owner + 1);
    size_t length = label ? kind_length(label) : 0;
    if (!length) return NULL;
    const char *kind = memory_printf(list->memory, "%.*s", (int)length, label);
    const char *name = label[length] ? label + length + 1 : NULL;
    path = memory_printf(list->memory, "%.*s", (int)owner, path);
    char *own = name ? catalog_path(list->memory, name, NULL, NULL) : NULL;
    if (own) path = memory_printf(list->memory, "%s.%s", path, own);
    return (catalog_object *)catalog_find(list, kind, path, strlen(path));
}

static void add_attrs(catalog *list, catalog_object *to, const catalog_object *from)
{
    size_t count = to->attr_count + from->attr_count;
    catalog_attr *attrs = memory_take(list->memory, count * sizeof *attrs);
    if (!attrs) return;
    if (to->attr_count) memcpy(attrs, to->attrs, to->attr_count * sizeof *attrs);
    memcpy(attrs + to->attr_count, from->attrs, from->attr_count * sizeof *attrs);
    to->attrs = attrs;
    to->attr_count = count;
}

void details_fold(catalog *list)
{
    size_t kept = 0;
    if (list->error) return;
    for (size_t i = 0; i < list->count; i++) {
        const catalog_object *detail = &list->objects[i];
        catalog_object *subject =
            strcmp(detail->kind, "detail") == 0 ? subject_of(list, detail) : NULL;
        if (subject) add_attrs(list, subject, detail);
    }
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->objects[i].kind, "detail") != 0) list->objects[kept++] = list->objects[i];
    list->count = kept;
    catalog_finish(list);
}
