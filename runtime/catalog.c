/* SPDX-License-Identifier: MIT
 * Builds, sorts, reads and prints catalogs; the text form is docs/catalog.md. An error sticks to
 * the list, so that an inspector adds objects without looking and asks once at the end. */
#include "catalog.h"
#include "sha256.h"

#include <stdlib.h>
#include <string.h>

static const char out_of_memory[] = "out of memory";

static void *take(catalog *list, size_t size)
{
    void *piece = list->error ? NULL : memory_take(list->memory, size);
    if (!piece && !list->error) list->error = out_of_memory;
    return piece;
}

static const char *copy(catalog *list, const char *text)
{
    size_t length = strlen(text);
    char *piece = take(list, length + 1);
    if (piece) memcpy(piece, text, length);
    return piece;
}

/* The array to which one more item may be added; a new one, twice as large, when it is full. */
static void *grow(catalog *list, void *items, size_t count, size_t room, size_t size)
{
    if (count < room) return items;
    void *larger = take(list, (room ? 2 * room : 4) * size);
    if (larger && count) memcpy(larger, items, count * size);
    return larger;
}

static catalog_object *new_object(catalog *list)
{
    catalog_object *items =
        grow(list, list->objects, list->count, list->room, sizeof *list->objects);
    if (!items) return NULL;
    if (list->count == list->room) list->room = list->room ? 2 * list->room : 4;
    list->objects = items;
    return &items[list->count++];
}

void catalog_init(catalog *list, memory *pool)
{
    memset(list, 0, sizeof *list);
    list->memory = pool;
}

void catalog_add(catalog *list, const char *kind, const char *path)
{
    const char *own_kind = copy(list, kind), *own_path = copy(list, path);
    catalog_object *object = own_path ? new_object(list) : NULL;
    if (!object) return;
    object->kind = own_kind;
    object->path = own_path;
    object->attrs = NULL;
    object->attr_count = 0;
    object->place = list->count;
    object->source = NULL;
}

/* An array of attributes is full whenever its count is a power of two from four on. */
static size_t attr_room(size_t count)
{
    return count >= 4 && !(count & (count - 1)) ? count : count ? count + 1 : 0;
}

void catalog_set(catalog *list, const char *word, const char *value)
{
    if (!value || !list->count || list->error) return;
    catalog_object *object = &list->objects[list->count - 1];
    const char *own_word = copy(list, word), *own_value = copy(list, value);
    size_t count = object->attr_count;
    catalog_attr *attrs = grow(list, object->attrs, count, attr_room(count), sizeof *attrs);
    if (!attrs || !own_value) return;
    attrs[count].word = own_word;
    attrs[count].value = own_value;
    object->attrs = attrs;
    object->attr_count = count + 1;
}

void catalog_set_source(catalog *list, const char *source)
{
    if (list->count && !list->error) list->objects[list->count - 1].source = source;
}

/* ---- order ---- */

static int compare_attrs(const void *a, const void *b)
{
    const catalog_attr *left = a, *right = b;
    int order = strcmp(left->word, right->word);
    return order ? order : strcmp(left->value, right->value);
}

/* Objects of one kind and path (SQLite allows a constraint twice) are put in a fixed order, too. */
static int compare_objects(const void *a, const void *b)
{
    const catalog_object *left = a, *right = b;
    int order = strcmp(left->kind, right->kind);
    if (!order) order = strcmp(left->path, right->path);
    for (size_t i = 0; !order && i < left->attr_count && i < right->attr_count; i++)
        order = compare_attrs(&left->attrs[i], &right->attrs[i]);
    if (order) return order;
    return (left->attr_count > right->attr_count) - (left->attr_count < right->attr_count);
}

static void sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    const char *item = items;
    size_t ordered = 1;
    while (ordered < count && compare(item + (ordered - 1) * size, item + ordered * size) <= 0)
        ordered++;
    if (ordered < count) qsort(items, count, size, compare);
}

void catalog_finish(catalog *list)
{
    if (list->error) return;
    for (size_t i = 0; i < list->count; i++) {
        catalog_object *object = &list->objects[i];
        sort(object->attrs, object->attr_count, sizeof *object->attrs, compare_attrs);
    }
    sort(list->objects, list->count, sizeof *list->objects, compare_objects);
}

/* ---- printing ---- */

/* Where printed text goes: counted always, kept where there is room, hashed where there is a sum.
 */
typedef struct sink {
    size_t length;
    char *text;
    schemac_sha256 *sum;
} sink;

static void put(sink *out, const char *bytes, size_t length)
{
    if (out->text) memcpy(out->text + out->length, bytes, length);
    if (out->sum) schemac_sha256_add(out->sum, bytes, length);
    out->length += length;
}

static void put_escaped(sink *out, const char *text)
{
    for (;;) {
        size_t plain = strcspn(text, "\\\t\n\r");
        put(out, text, plain);
        text += plain;
        if (!*text) return;
        put(out, *text == '\t' ? "\\t" : *text == '\n' ? "\\n" : *text == '\r' ? "\\r" : "\\\\", 2);
        text++;
    }
}

static void put_object(sink *out, const catalog_object *object)
{
    put_escaped(out, object->kind);
    put(out, "\t", 1);
    put_escaped(out, object->path);
    for (size_t i = 0; i < object->attr_count; i++) {
        put(out, "\t", 1);
        put_escaped(out, object->attrs[i].word);
        put(out, "=", 1);
        put_escaped(out, object->attrs[i].value);
    }
    put(out, "\n", 1);
}

static void print(const catalog *list, sink *out)
{
    for (size_t i = 0; i < list->count; i++) put_object(out, &list->objects[i]);
}

char *catalog_text(const catalog *list, memory *pool, size_t *length)
{
    sink out = {0};
    print(list, &out);
    out.text = memory_take(pool, out.length + 1);
    if (!out.text) return NULL;
    out.length = 0;
    print(list, &out);
    if (length) *length = out.length;
    return out.text;
}

void catalog_digest(const catalog *list, char out[65])
{
    schemac_sha256 sum;
    sink hashed = {.sum = &sum};
    schemac_sha256_init(&sum);
    print(list, &hashed);
    schemac_sha256_hex(&sum, out);
}

/* ---- reading ---- */

static char *join(catalog *list, const char *const *pieces)
{
    size_t length = 0;
    for (const char *const *piece = pieces; *piece; piece++) length += strlen(*piece);
    char *text = take(list, length + 1), *end = text;
    for (; text && *pieces; pieces++) {
        size_t size = strlen(*pieces);
        memcpy(end, *pieces, size);
        end += size;
    }
    return text;
}

/* What stands behind a backslash; NUL: no escape of ours. */
static char escaped(char c)
{
    return c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c == '\\' ? c : '\0';
}

/* Undoes the escapes in place, up to one of the stops; returns what follows it. An escape that is
 * none stops as well, so that fields end where count_tabs says. */
static char *take_field(char *text, const char *stops, char *stop)
{
    char *to = text;
    while (*text && !strchr(stops, *text)) {
        if (*text == '\\' && !escaped(text[1])) break;
        bool escape = *text == '\\';
        *to++ = escape ? escaped(text[1]) : *text;
        text += escape ? 2 : 1;
    }
    *stop = *text;
    *to = '\0';
    return *stop ? text + 1 : text;
}

static size_t count_tabs(const char *line)
{
    size_t count = 0;
    for (; *line && *line != '\n'; line++) count += *line == '\t';
    return count;
}

/* Reads one line in place; NULL: it is not one of ours. */
static char *parse_line(catalog *list, char *line)
{
    size_t tabs = count_tabs(line), count = 0;
    catalog_attr *attrs = tabs > 1 ? take(list, (tabs - 1) * sizeof *attrs) : NULL;
    catalog_object *object = list->error ? NULL : new_object(list);
    if (!object) return NULL;
    char stop, *next = take_field(line, "\t\n", &stop);
    object->place = list->count;
    object->source = NULL;
    object->kind = line;
    object->path = next;
    object->attrs = attrs;
    if (stop == '\t')
        next = take_field(next, "\t\n", &stop);
    else
        return NULL;
    while (stop == '\t') {
        attrs[count].word = next;
        next = take_field(next, "=\t\n", &stop);
        if (stop != '=') return NULL;
        attrs[count++].value = next;
        next = take_field(next, "\t\n", &stop);
    }
    object->attr_count = count;
    return stop == '\n' ? next : NULL;
}

bool catalog_parse(catalog *list, const char *const *pieces)
{
    char *text = join(list, pieces);
    while (text && *text) text = parse_line(list, text);
    if (!text && !list->error) list->error = "the catalog text cannot be read";
    catalog_finish(list);
    return !list->error;
}

/* ---- paths ---- */

static bool is_plain(const char *name)
{
    if (!(*name >= 'a' && *name <= 'z') && *name != '_') return false;
    return !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")];
}

static char *put_name(char *to, const char *name)
{
    bool plain = is_plain(name);
    if (!plain) *to++ = '"';
    for (; *name; name++) {
        if (!plain && *name == '"') *to++ = '"';
        *to++ = *name;
    }
    if (!plain) *to++ = '"';
    return to;
}

char *catalog_path(memory *pool, const char *a, const char *b, const char *c)
{
    const char *names[] = {a, b, c};
    size_t room = 1;
    for (size_t i = 0; i < 3; i++) room += names[i] ? 2 * strlen(names[i]) + 3 : 0;
    char *path = memory_take(pool, room), *end = path;
    for (size_t i = 0; path && i < 3; i++) {
        if (!names[i]) continue;
        if (end > path) *end++ = '.';
        end = put_name(end, names[i]);
    }
    return path;
}

static const char *skip_name(const char *path)
{
    if (*path != '"') return path + strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789_");
    for (path++; *path && (*path != '"' || path[1] == '"'); path++)
        if (*path == '"') path++;
    return *path ? path + 1 : path;
}

/* orders.total -> orders; kb.orders.total -> kb.orders; of SQLite: orders(a) -> b, orders: a > b
 * and orders -> orders. */
static size_t owner_length(const char *path)
{
    const char *end = skip_name(path), *before = end;
    while (*end == '.') {
        before = end;
        end = skip_name(end + 1);
    }
    return (size_t)((*end ? end : before) - path);
}

const char *catalog_owner(const catalog_object *object, size_t *length)
{
    static const char *const members[] = {"attribute", "check",  "column",  "detail", "exclude",
                                          "foreign key", "index", "policy", "primary key",
                                          "rule", "trigger", "unique", "user mapping"};
    const char *path = !strcmp(object->kind, "sequence") ? catalog_value(object, "owned by") : NULL;
    for (size_t i = 0; !path && i < sizeof members / sizeof *members; i++)
        if (!strcmp(object->kind, members[i])) path = object->path;
    *length = path ? owner_length(path) : 0;
    return path;
}

static bool matches(const char *pattern, const char *path, size_t length)
{
    if (!*pattern) return !length;
    if (*pattern == '*' && matches(pattern + 1, path, length)) return true;
    if (!length || (*pattern != '*' && *pattern != *path)) return false;
    return matches(pattern + (*pattern != '*'), path + 1, length - 1);
}

bool catalog_is_ignored(const char *const *patterns, const char *path, size_t length)
{
    for (; patterns && *patterns; patterns++)
        if (matches(*patterns, path, length)) return true;
    return false;
}

/* ---- finding ---- */

static int compare_path(const char *path, const char *key, size_t key_length)
{
    int order = strncmp(path, key, key_length);
    return order ? order : path[key_length] != '\0';
}

const catalog_object *catalog_find(const catalog *list, const char *kind, const char *path,
                                   size_t path_length)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const catalog_object *object = &list->objects[middle];
        int order = strcmp(object->kind, kind);
        if (!order) order = compare_path(object->path, path, path_length);
        if (!order) return object;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const char *catalog_value(const catalog_object *object, const char *word)
{
    for (size_t i = 0; i < object->attr_count; i++)
        if (!strcmp(object->attrs[i].word, word)) return object->attrs[i].value;
    return NULL;
}

bool catalog_is_moot(const char *word, const char *value)
{
    if (*word == 'd') return !strcmp(value, "null"); /* default */
    return !strcmp(value, "abort") || !strcmp(word, "implied");
}
