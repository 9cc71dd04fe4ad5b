/* SPDX-License-Identifier: MIT
 * Collects diagnostics in the order of their reports and prints them in the order of places. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/allow.h"
#include "base/excerpt.h"
#include "base/json.h"
#include "base/map.h"
#include "base/vec.h"

typedef struct Note {
    Span span;
    const char *message;
} Note;

typedef struct Item {
    Severity severity;
    Span span;
    const char *id, *message;
    size_t order; /* of the report, so that sorting is stable */
    VEC(Note) notes;
    VEC(const char *) hints;
} Item;

/* What is allowed from a file on. */
typedef struct Allowed {
    uint32_t file;
    const char *comments;
} Allowed;

struct Diag {
    Arena *arena;
    Sources *sources;
    VEC(Item *) items;
    Item *last; /* for notes and hints; not among the items if it was a duplicate or allowed */
    Names *names;
    Map *seen; /* by key_of: what was reported */
    size_t counts[3]; /* of items by severity */
    VEC(Allowed) allowed; /* by rising files */
};

Diag *diag_new(Arena *arena, Sources *sources)
{
    Diag *diag = arena_make(arena, Diag);
    diag->arena = arena;
    diag->sources = sources;
    diag->names = names_new(arena);
    diag->seen = map_new(arena);
    return diag;
}

/* Equal for duplicates. Without a place only the same words are the same mistake. */
static Name key_of(Diag *diag, const Item *item)
{
    Span span = item->span;
    return name_from(diag->names,
                     arena_printf(diag->arena, "%u %u %u %s %s", span.file, span.start, span.end,
                                  item->id, span.file ? "" : item->message));
}

void diag_schema(Diag *diag, Span span)
{
    size_t *count = &diag->allowed.count; /* files that were forgotten give their numbers on */
    while (*count && diag->allowed.items[*count - 1].file >= span.file) --*count;
    Allowed allowed = {span.file, comments_above(diag->arena, diag->sources, span)};
    vec_push(diag->arena, &diag->allowed, allowed);
}

static bool is_allowed(const Diag *diag, Span span, const char *id)
{
    if (allowed_at(diag->sources, span, id)) return true;
    for (size_t i = diag->allowed.count; i-- > 0;)
        if (diag->allowed.items[i].file <= span.file)
            return allowed_in(diag->allowed.items[i].comments, id);
    return false;
}

static void report(Diag *diag, Severity severity, Span span, const char *id, const char *message)
{
    Item *item = arena_make(diag->arena, Item);
    item->severity = severity;
    item->span = span;
    item->id = id;
    item->message = message;
    item->order = diag->items.count;
    diag->last = item;
    if (severity == SEVERITY_WARNING && is_allowed(diag, span, id)) return;
    if (map_set(diag->seen, key_of(diag, item), NO_NAME, NO_NAME, item)) return;
    vec_push(diag->arena, &diag->items, item);
    diag->counts[severity]++;
}

void diag_error(Diag *diag, Span span, const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(diag, SEVERITY_ERROR, span, id, arena_vprintf(diag->arena, format, args));
    va_end(args);
}

void diag_warning(Diag *diag, Span span, const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(diag, SEVERITY_WARNING, span, id, arena_vprintf(diag->arena, format, args));
    va_end(args);
}

void diag_note(Diag *diag, Span span, const char *format, ...)
{
    if (!diag->last) return;
    va_list args;
    va_start(args, format);
    Note note = {span, arena_vprintf(diag->arena, format, args)};
    va_end(args);
    vec_push(diag->arena, &diag->last->notes, note);
}

void diag_hint(Diag *diag, const char *format, ...)
{
    if (!diag->last) return;
    va_list args;
    va_start(args, format);
    const char *hint = arena_vprintf(diag->arena, format, args);
    va_end(args);
    vec_push(diag->arena, &diag->last->hints, hint);
}

size_t diag_errors(const Diag *diag)
{
    return diag->counts[SEVERITY_ERROR];
}

bool diag_has(const Diag *diag, const char *id)
{
    for (size_t i = 0; i < diag->items.count; i++)
        if (strcmp(diag->items.items[i]->id, id) == 0) return true;
    return false;
}

bool diag_error_get(const Diag *diag, size_t index, Span *span, const char **id,
                    const char **message)
{
    for (size_t i = 0; i < diag->items.count; i++) {
        const Item *item = diag->items.items[i];
        if (item->severity != SEVERITY_ERROR || index-- > 0) continue;
        *span = item->span;
        *id = item->id;
        *message = item->message;
        return true;
    }
    return false;
}

size_t diag_warnings(const Diag *diag)
{
    return diag->counts[SEVERITY_WARNING];
}

void diag_forget_warnings(Diag *diag)
{
    size_t kept = 0;
    for (size_t i = 0; i < diag->items.count; i++)
        if (diag->items.items[i]->severity != SEVERITY_WARNING)
            diag->items.items[kept++] = diag->items.items[i];
    diag->items.count = kept;
    diag->counts[SEVERITY_WARNING] = 0;
}

static int compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_spans(Span a, Span b)
{
    int order = compare_numbers(a.file, b.file);
    if (!order) order = compare_numbers(a.start, b.start);
    return order ? order : compare_numbers(a.end, b.end);
}

static int compare_items(const void *left, const void *right)
{
    const Item *a = *(const Item *const *)left, *b = *(const Item *const *)right;
    int order = compare_spans(a->span, b->span);
    return order ? order : compare_numbers(a->order, b->order);
}

typedef struct Colours {
    const char *place, *severity[3], *caret, *off;
} Colours;

static const Colours plain = {"", {"", "", ""}, "", ""};
static const Colours coloured = {
    "\033[1m", {"\033[1;31m", "\033[1;35m", "\033[1;36m"}, "\033[1;32m", "\033[0m"};

static const char *const severity_words[] = {"error", "warning", "note"};

/* "path:line:col: error: message [id]", the line and the caret. */
static void add_message(Diag *diag, Text *out, const Colours *colours, Severity severity,
                        Span span, const char *message, const char *id)
{
    Place place;
    bool is_placed = source_place(diag->sources, span, &place);
    text_add(out, colours->place);
    if (is_placed) {
        excerpt_clean(out, place.path, strlen(place.path));
        text_printf(out, ":%u:%u: ", place.line, place.column);
    }
    text_printf(out, "%s%s%s: %s%s", colours->off, colours->severity[severity],
                severity_words[severity], colours->off, colours->place);
    excerpt_clean(out, message, strlen(message));
    text_add(out, colours->off);
    if (id) text_printf(out, " [%s]", id);
    text_add_char(out, '\n');
    if (is_placed && source_get(diag->sources, span.file)->length) /* a folder has no line to show */
        excerpt_add(out, source_get(diag->sources, span.file), &place, span, colours->caret,
                    colours->off);
}

static void add_text(Diag *diag, Text *out, const Colours *colours, const Item *item)
{
    add_message(diag, out, colours, item->severity, item->span, item->message, item->id);
    for (size_t i = 0; i < item->notes.count; i++) {
        const Note *note = &item->notes.items[i];
        add_message(diag, out, colours, SEVERITY_NOTE, note->span, note->message, NULL);
    }
    for (size_t i = 0; i < item->hints.count; i++) {
        const char *hint = item->hints.items[i];
        text_printf(out, "%shint: %s", colours->severity[SEVERITY_NOTE], colours->off);
        excerpt_clean(out, hint, strlen(hint));
        text_add_char(out, '\n');
    }
}

static void add_number(Json *json, const char *key, bool is_known, unsigned value)
{
    if (is_known) json_number(json, key, value);
    else json_string(json, key, NULL);
}

static bool add_json_place(Diag *diag, Json *json, Span span)
{
    Place place = {0};
    bool is_placed = source_place(diag->sources, span, &place);
    json_string(json, "file", place.path);
    add_number(json, "line", is_placed, place.line);
    add_number(json, "column", is_placed, place.column);
    return is_placed;
}

static void add_json(Diag *diag, Text *out, const Item *item)
{
    Json json = {out, false};
    json_open(&json, NULL, '{');
    json_string(&json, "id", item->id);
    json_string(&json, "severity", severity_words[item->severity]);
    json_string(&json, "message", item->message);
    Place end = {0};
    bool is_placed = add_json_place(diag, &json, item->span);
    source_place(diag->sources, (Span){item->span.end, item->span.end, item->span.file}, &end);
    add_number(&json, "end_line", is_placed, end.line);
    add_number(&json, "end_column", is_placed, end.column);
    json_open(&json, "hints", '[');
    for (size_t i = 0; i < item->hints.count; i++)
        json_string(&json, NULL, item->hints.items[i]);
    json_close(&json, ']');
    json_open(&json, "notes", '[');
    for (size_t i = 0; i < item->notes.count; i++) {
        json_open(&json, NULL, '{');
        json_string(&json, "message", item->notes.items[i].message);
        add_json_place(diag, &json, item->notes.items[i].span);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
    text_add_char(out, '\n');
}

/* "2 errors, 1 warning (1 not shown)"; a part that is none is left out. */
static void add_summary(Text *out, const size_t counts[], size_t hidden)
{
    const char *separator = "";
    for (Severity severity = SEVERITY_ERROR; severity <= SEVERITY_WARNING; severity++) {
        if (!counts[severity]) continue;
        text_printf(out, "%s%zu %s%s", separator, counts[severity], severity_words[severity],
                    counts[severity] == 1 ? "" : "s");
        separator = ", ";
    }
    if (hidden) text_printf(out, " (%zu not shown)", hidden);
    text_add_char(out, '\n');
}

static void print_text(Text *text, FILE *out)
{
    fwrite(text_string(text), 1, text->length, out);
    text_clear(text);
}

void diag_print(Diag *diag, FILE *out, DiagFormat format, size_t limit)
{
    size_t count = diag->items.count, printed[3] = {0}, hidden = 0;
    if (!count) return;
    Item **sorted = arena_array(diag->arena, Item *, count);
    memcpy(sorted, diag->items.items, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_items);

    Text text = {0};
    for (size_t i = 0; i < count; i++) {
        const Item *item = sorted[i];
        if (++printed[item->severity] > limit && limit) hidden++;
        else if (format == DIAG_JSON) add_json(diag, &text, item);
        else add_text(diag, &text, format == DIAG_TEXT ? &plain : &coloured, item);
        print_text(&text, out);
    }
    if (format != DIAG_JSON) add_summary(&text, diag->counts, hidden);
    print_text(&text, out);
    text_free(&text);
}
