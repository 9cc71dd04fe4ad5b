/* SPDX-License-Identifier: MIT
 * All lines stand in one text, as they were written. Each kind has a list of its own, so that what
 * is declared in order of its name needs no sorting, which most kinds of most schemas do. */
#include "model/lines.h"

#include <stdlib.h>

/* Each kind has a list of its own, each word of native objects, too; the last ones are of details. */
enum { ATTRS_MAX = 64, DETAILS = KIND_COUNT + NATIVE_WORDS, OPENS, LISTS };

typedef struct Line {
    union {
        size_t start;     /* in the text that grows */
        const char *text; /* once all are written */
    };
    size_t length;
} Line;

typedef struct Field { /* an attribute of the line being written */
    const char *word;
    size_t start, length; /* of its value in `values` */
} Field;

struct Lines {
    Arena *arena; /* of the lists */
    Text text;
    VEC(Line) lists[LISTS];
    size_t list;
    Field fields[ATTRS_MAX];
    size_t field_count;
    Text values;
};

Lines *lines_new(Arena *arena)
{
    Lines *lines = arena_make(arena, Lines);
    lines->arena = arena_within(arena);
    return lines;
}

static char escape_of(char c)
{
    return c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\\' ? '\\' : '\0';
}

static void add_escaped(Text *out, const char *bytes, size_t length)
{
    size_t start = 0;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] > '\r' && bytes[i] != '\\') continue;
        char escape = escape_of(bytes[i]);
        if (!escape) continue;
        text_add_bytes(out, bytes + start, i - start);
        text_add_char(out, '\\');
        text_add_char(out, escape);
        start = i + 1;
    }
    text_add_bytes(out, bytes + start, length - start);
}

static const char *word_of(size_t list)
{
    if (list == DETAILS) return "detail";
    if (list == OPENS) return "name";
    if (list < KIND_COUNT) return kind_info((Kind)list)->word;
    return native_words[list - KIND_COUNT].word;
}

static void begin(Lines *lines, size_t list, const Text *path)
{
    lines->list = list;
    vec_push(lines->arena, &lines->lists[lines->list], ((Line){.start = lines->text.length}));
    lines->field_count = 0;
    text_clear(&lines->values);
    text_add(&lines->text, word_of(lines->list));
    text_add_char(&lines->text, '\t');
    add_escaped(&lines->text, text_string(path), path->length);
}

void lines_begin(Lines *lines, const Object *object, const Text *path)
{
    const NativeWord *word = native_word(object);
    begin(lines, word ? KIND_COUNT + (size_t)(word - native_words) : object->kind, path);
}

void lines_begin_detail(Lines *lines, const Text *path)
{
    begin(lines, DETAILS, path);
}

/* Fields are few: each is put where it belongs at once. */
void lines_set(Lines *lines, const char *word, const char *value, size_t length)
{
    size_t at = lines->field_count++;
    if (at == ATTRS_MAX) bug("an object of more than %d attributes", ATTRS_MAX);
    for (; at && strcmp(lines->fields[at - 1].word, word) > 0; at--)
        lines->fields[at] = lines->fields[at - 1];
    lines->fields[at] = (Field){word, lines->values.length, length};
    text_add_bytes(&lines->values, value, length);
}

void lines_end(Lines *lines)
{
    for (size_t i = 0; i < lines->field_count; i++) {
        const Field *field = &lines->fields[i];
        text_add_char(&lines->text, '\t');
        text_add(&lines->text, field->word);
        text_add_char(&lines->text, '=');
        add_escaped(&lines->text, lines->values.data + field->start, field->length);
    }
    text_add_char(&lines->text, '\n');
    Line *line = &lines->lists[lines->list].items[lines->lists[lines->list].count - 1];
    line->length = lines->text.length - line->start;
}

void lines_add_open(Lines *lines, const Text *path, const char *word, const Text *value)
{
    begin(lines, OPENS, path);
    lines_set(lines, "of", path->data, path->length);
    lines_set(lines, word, value->data, value->length);
    lines_end(lines);
}

/* A tab ends a path and sorts before all that is in one. */
static int compare_lines(const void *left, const void *right)
{
    const Line *a = left, *b = right;
    int order = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

static int compare_words(const void *left, const void *right)
{
    return strcmp(word_of(*(const size_t *)left), word_of(*(const size_t *)right));
}

static void sort_lines(Line *items, size_t count)
{
    size_t ordered = 1;
    while (ordered < count && compare_lines(&items[ordered - 1], &items[ordered]) <= 0) ordered++;
    if (ordered < count) qsort(items, count, sizeof *items, compare_lines);
}

void lines_take(Lines *lines, Text *out)
{
    text_add_bytes(out, lines->text.data, lines->text.length);
    text_clear(&lines->text);
    for (size_t i = 0; i < LISTS; i++) lines->lists[i].count = 0;
}

void lines_print(Lines *lines, Text *out)
{
    size_t lists[LISTS];
    for (size_t i = 0; i < LISTS; i++) lists[i] = i;
    qsort(lists, LISTS, sizeof *lists, compare_words);
    if (lines->text.length) text_reserve(out, lines->text.length);
    for (size_t k = 0; k < LISTS; k++) {
        Line *items = lines->lists[lists[k]].items;
        size_t count = lines->lists[lists[k]].count;
        for (size_t i = 0; i < count; i++) items[i].text = lines->text.data + items[i].start;
        sort_lines(items, count);
        for (size_t i = 0; i < count; i++) text_add_bytes(out, items[i].text, items[i].length);
    }
    text_free(&lines->text);
    text_free(&lines->values);
    arena_free(lines->arena);
}
