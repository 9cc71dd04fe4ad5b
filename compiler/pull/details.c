/* SPDX-License-Identifier: MIT
 * The details of a catalog: what few objects have stands on lines of its own, so that few programs
 * need to read it. Here it comes to the objects that it is of. */
#include <string.h>

#include "pull/draft.h"

static const char detail_word[] = "detail", open_word[] = "name";

/* Bytes of the word that begins `label`, of the longest kind that does: "unique orders_key"; or of the
 * attribute of columns that is open: "sequence id". */
static size_t word_length(const char *label, bool is_of_column)
{
    size_t longest = 0;
    const KindInfo *columns = kind_info(KIND_COLUMN);
    for (size_t i = 0; i < (is_of_column ? columns->attr_count : KIND_COUNT); i++) {
        const char *word = is_of_column ? columns->attrs[i].word : kind_info((Kind)i)->word;
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

/* orders.table, orders."unique orders_key", orders."sequence id": what stands behind the last dot is
 * the kind, or what it is that is open, and the name. */
static catalog_object *subject_of(catalog *list, const catalog_object *line)
{
    size_t owner;
    bool is_open = *line->kind == *open_word;
    const catalog_object detail = {.kind = detail_word, .path = line->path};
    const char *path = catalog_owner(&detail, &owner);
    const char *label = unquote(list, path + owner + 1);
    size_t length = label && is_open ? word_length(label, true) : 0;
    if (!length) is_open = false; /* the order of what a table or index has */
    if (label && !length) length = word_length(label, false);
    if (!length) return NULL;
    const char *kind = is_open ? kind_info(KIND_COLUMN)->word
                               : memory_printf(list->memory, "%.*s", (int)length, label);
    const char *name = label[length] ? label + length + 1 : NULL;
    path = memory_printf(list->memory, "%.*s", (int)owner, path);
    bool is_called = strcmp(kind, kind_info(KIND_FUNCTION)->word) == 0; /* in quotes as a whole */
    if (path && is_called) path = unquote(list, path);
    char *own = name ? catalog_path(list->memory, name, NULL, NULL) : NULL;
    if (own) path = memory_printf(list->memory, "%s.%s", path, own);
    return (catalog_object *)catalog_find(list, kind, path, strlen(path));
}

/* ltree.comment, public.comment: what comes with one has it told where it is another. */
static const catalog_object *find_commented(const catalog *list, const catalog_object *line)
{
    size_t length;
    const catalog_object detail = {.kind = detail_word, .path = line->path};
    const char *path = catalog_owner(&detail, &length);
    const catalog_object *found = catalog_find(list, "extension", path, length);
    return found ? found : catalog_find(list, "namespace", path, length);
}

/* Every database has the namespace public, so no line tells it. */
static void add_public(catalog *list)
{
    for (size_t i = 0; i < list->count; i++) {
        bool is_it = strcmp(list->objects[i].kind, open_word) == 0 &&
                     strcmp(list->objects[i].path, "public.comment") == 0;
        if (!is_it) continue;
        catalog_add(list, "namespace", "public");
        catalog_finish(list);
        return;
    }
}

/* `of` is the path once more. */
static void add_attrs(catalog *list, catalog_object *to, const catalog_object *from)
{
    catalog_attr *attrs =
        memory_take(list->memory, (to->attr_count + from->attr_count) * sizeof *attrs);
    if (!attrs) return;
    if (to->attr_count) memcpy(attrs, to->attrs, to->attr_count * sizeof *attrs);
    for (size_t i = 0; i < from->attr_count; i++)
        if (strcmp(from->attrs[i].word, "of") != 0) attrs[to->attr_count++] = from->attrs[i];
    to->attrs = attrs;
}

static bool is_apart(const catalog_object *object)
{
    return strcmp(object->kind, detail_word) == 0 || strcmp(object->kind, open_word) == 0;
}

void details_fold(catalog *list)
{
    size_t kept = 0;
    if (list->error) return;
    add_public(list);
    for (size_t i = 0; i < list->count; i++) {
        const catalog_object *line = &list->objects[i];
        catalog_object *subject = is_apart(line) ? subject_of(list, line) : NULL;
        bool is_comment = !subject && is_apart(line) && catalog_value(line, "comment");
        if (is_comment) subject = (catalog_object *)find_commented(list, line);
        if (subject) add_attrs(list, subject, line);
    }
    for (size_t i = 0; i < list->count; i++)
        if (!is_apart(&list->objects[i])) list->objects[kept++] = list->objects[i];
    list->count = kept;
    records_find_needed(list);
    catalog_finish(list);
}

bool detail_is_order(const char *word)
{
    return strcmp(word, "column order") == 0 || strcmp(word, "option order") == 0 ||
           strcmp(word, record_needed) == 0;
}

bool detail_is_open(const catalog_object *object, const char *word)
{
    const KindInfo *columns = kind_info(KIND_COLUMN);
    bool has_own = strcmp(object->kind, "extension") == 0 || strcmp(object->path, "public") == 0;
    if (has_own && strcmp(word, "comment") == 0) return true;
    if (strcmp(object->kind, columns->word) != 0) return false;
    for (size_t i = 0; i < columns->attr_count; i++)
        if (strcmp(columns->attrs[i].word, word) == 0) return columns->attrs[i].flags & ATTR_OPEN;
    return false;
}
