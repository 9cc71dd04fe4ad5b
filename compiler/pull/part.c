/* SPDX-License-Identifier: MIT
 * What PostgreSQL calls the indexes of partitions that it makes itself: events_2024_day_idx. */
#include <string.h>

#include "pull/pull.h"

/* Behind the parenthesis that closes the one at `at`. */
static const char *behind_group(const char *at)
{
    int depth = 0;
    for (char quote = '\0'; *at; at++) {
        if (quote) quote = *at == quote ? '\0' : quote;
        else if (*at == '\'' || *at == '"') quote = *at;
        else if (*at == '(') depth++;
        else if (*at == ')' && --depth == 0) return at + 1;
    }
    return at;
}

/* Takes the elements of a list from *name, "a desc, lower(b), (c + 1)" as "_a_lower_expr"; false:
 * they are not these. */
static bool take_elements(const char **name, const char *list)
{
    static const char none[] = "expr";
    while (list && *list) {
        bool is_expression = *list == '(';
        size_t length = strspn(list, "abcdefghijklmnopqrstuvwxyz0123456789_");
        const char *word = is_expression ? none : list;
        if (is_expression) length = strlen(none);
        const char *rest = is_expression ? list : list + length;
        if (!length || **name != '_' || strncmp(*name + 1, word, length) != 0) return false;
        *name += length + 1;
        if (*rest == '(') rest = behind_group(rest);
        if (*rest && *rest != ' ' && *rest != ',') return false;
        rest += strcspn(rest, ",");
        list = *rest ? rest + strlen(", ") : rest;
    }
    return true;
}

/* It is kept as the whole is, and nothing is said of it alone. */
static bool is_as_whole(const catalog *found, const catalog_object *part)
{
    static const char *const own[] = {"comment", "index comment", "replica identity", "cluster",
                                      "statistics", "extensions"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (catalog_value(part, own[i])) return false;
    const char *path = catalog_value(part, "partition of");
    const catalog_object *whole = catalog_find(found, part->kind, path, strlen(path));
    const char *a = catalog_value(part, "with"), *b = whole ? catalog_value(whole, "with") : NULL;
    if (strcmp(part->kind, "index") != 0) return !a; /* a key tells only what is not as the whole's */
    return !whole || (a && b ? strcmp(a, b) == 0 : a == b);
}

/* What stands behind the name that PostgreSQL gives: nothing, or the number that tells it from others
 * on the same columns; NULL: somebody chose the name, or says more of it. */
static const char *behind_usual(const catalog *found, const catalog_object *object)
{
    size_t length = 0;
    const char *owner = catalog_owner(object, &length);
    if (!owner || !catalog_value(object, "partition of") || !is_as_whole(found, object)) return NULL;
    const char *name = object->path + length + 1, *table = owner + length;
    while (table > owner && table[-1] != '.') table--;
    length -= (size_t)(table - owner);
    if (strncmp(name, table, length) != 0) return NULL;
    name += length;
    bool is_primary = strcmp(object->kind, "primary key") == 0;
    const char *columns = catalog_value(object, "columns");
    if (!columns) columns = catalog_value(object, "on");
    if (!is_primary && !take_elements(&name, columns)) return NULL;
    if (!is_primary && !take_elements(&name, catalog_value(object, "include"))) return NULL;
    const char *label = is_primary ? "_pkey" : strcmp(object->kind, "unique") ? "_idx" : "_key";
    return strncmp(name, label, strlen(label)) == 0 ? name + strlen(label) : NULL;
}

bool pull_is_usual_part(const catalog *found, const catalog_object *object)
{
    const char *number = behind_usual(found, object);
    return number && !number[strspn(number, "0123456789")];
}

/* Of several on the same columns the name depends on which of them was made first. */
static bool has_namesake(const catalog *found, const catalog_object *object)
{
    size_t length = strlen(object->path);
    const catalog_object *next = object + 1, *end = found->objects + found->count;
    for (; next < end && strncmp(next->path, object->path, length) == 0; next++)
        if (!next->path[length + strspn(next->path + length, "0123456789")]) return true;
    return false;
}

bool pull_leaves_out(const catalog *found, const catalog_object *object)
{
    const char *number = behind_usual(found, object);
    return pull_recorder(found, object) || (number && !*number && !has_namesake(found, object));
}
