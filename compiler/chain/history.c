/* SPDX-License-Identifier: MIT
 * Walks the chain once from its end. Each snapshot is read once, in memory that ends with its two
 * catalogs; the newest is not read where the schema of now is the same. */
#include "chain/history.h"

#include <string.h>

#include "chain/marks.h"
#include "chain/scan.h"
#include "model/native.h"

/* ---- the catalogs of a version ---- */

typedef struct Catalogs {
    const char *texts[DIALECT_COUNT]; /* NULL: not a target */
} Catalogs;

static const char *catalog_of(Cx *cx, Arena *keep, const Dialect *dialect, const Schema *schema)
{
    Text text = {0};
    const Schema *lowered = dialect->lower(cx, schema);
    if (diag_errors(cx->diag) == 0) catalog_print(cx, &text, lowered, dialect->expr);
    return text_keep(&text, keep);
}

static bool make_catalogs(Cx *cx, const Migration *migration, Catalogs *catalogs)
{
    Cx within = *cx;
    size_t sources = cx->sources->count;
    within.arena = arena_within(cx->arena);
    const Schema *schema = chain_schema(&within, migration);
    for (DialectId id = 0; schema && id < DIALECT_COUNT; id++)
        if (schema->targets[id].is_target)
            catalogs->texts[id] = catalog_of(&within, cx->arena, dialects[id], schema);
    if (!schema || diag_errors(cx->diag)) return false; /* messages point into it */
    sources_forget(cx->sources, sources);
    arena_free(within.arena);
    return true;
}

/* ---- from one catalog to another ---- */

static size_t line_length(const char *text)
{
    const char *end = strchr(text, '\n');
    return end ? (size_t)(end - text) + 1 : strlen(text);
}

/* The kind and path of a line, up to its second tab. */
static size_t key_length(const char *line)
{
    size_t kind = strcspn(line, "\t\n");
    return line[kind] == '\t' ? kind + 1 + strcspn(line + kind + 1, "\t\n") : kind;
}

/* A tab is less than what a word or a path is made of, so this is the order of the catalog. */
static int compare_lines(const char *a, const char *b)
{
    size_t a_length = key_length(a), b_length = key_length(b);
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    return order ? order : (a_length > b_length) - (a_length < b_length);
}

static void take_line(Text *out, char sign, const char **text)
{
    size_t length = line_length(*text);
    text_add_char(out, sign);
    text_add_bytes(out, *text, length);
    *text += length;
}

void catalog_undo(Text *out, const char *after, const char *before)
{
    while (*after && *before) {
        size_t a = line_length(after), b = line_length(before);
        if (a == b && memcmp(after, before, a) == 0) {
            after += a;
            before += b;
            continue;
        }
        int order = compare_lines(after, before);
        if (order <= 0) take_line(out, '-', &after);
        if (order >= 0) take_line(out, '+', &before);
    }
    while (*after) take_line(out, '-', &after);
    while (*before) take_line(out, '+', &before);
}

/* ---- the chain ---- */

typedef struct Maker {
    Cx *cx;
    const Chain *chain;
    const Half *const *halves;
    History *history;
} Maker;

/* Programs that can write after this migration: those that could before it, if it leaves them that. */
static int oldest_after(const Migration *migration, const Script *script, int before)
{
    bool is_first = before == 0 || migration->is_squashed;
    return is_first || script->old_programs != ABILITY_WRITE ? migration->number : before;
}

static void add_links(Maker *maker, const Migration *migration)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!migration->scripts[id]) maker->history->links[id].count = 0;
        if (!maker->halves[id] || !migration->scripts[id]) continue;
        size_t count = maker->history->links[id].count;
        int before = count ? maker->history->links[id].items[count - 1].oldest : 0;
        Link link = {.migration = migration, .script = migration->scripts[id]};
        link.parent = count ? migration->parent : "";
        link.oldest = oldest_after(migration, link.script, before);
        vec_push(maker->cx->arena, &maker->history->links[id], link);
    }
}

static Link *find_link(Maker *maker, DialectId id, const Migration *migration)
{
    for (size_t i = 0; i < maker->history->links[id].count; i++)
        if (maker->history->links[id].items[i].migration == migration)
            return &maker->history->links[id].items[i];
    return NULL;
}

static void add_undos(Maker *maker, const Migration *migration, const Catalogs *before,
                      const Catalogs *after)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        Link *link = find_link(maker, id, migration);
        Text undo = {0};
        if (!link || !before->texts[id] || !after->texts[id]) continue;
        catalog_undo(&undo, after->texts[id], before->texts[id]);
        link->undo_length = undo.length;
        link->undo = text_keep(&undo, maker->cx->arena);
    }
}

static bool make_undos(Maker *maker, const Catalogs *newest)
{
    Catalogs after = *newest;
    for (size_t i = maker->chain->items.count; i-- > 1;) {
        const Migration *migration = &maker->chain->items.items[i];
        Catalogs before = {{0}};
        if (!make_catalogs(maker->cx, migration - 1, &before)) return false;
        add_undos(maker, migration, &before, &after);
        after = before;
    }
    return true;
}

/* Most often nothing has changed, which is told without reading the snapshot as a schema. */
static bool is_snapshot(Cx *cx, const Migration *last, const Schema *schema, const char *fingerprint)
{
    if (strcmp(last->fingerprint, fingerprint) != 0) return false;
    Arena *arena = arena_within(cx->arena);
    Text printed = {0};
    size_t length = 0;
    const char *why = NULL;
    char *text = source_read_file(arena, last->snapshot, &length, &why);
    if (text) length = scan_unify_lines(text, length);
    evolution_snapshot(cx, &printed, schema);
    bool is_same = text && length == printed.length && memcmp(text, printed.data, length) == 0;
    text_free(&printed);
    arena_free(arena);
    return is_same;
}

static bool is_of_schema(Cx *cx, const Chain *chain, const Schema *before, const Schema *schema)
{
    if (name_is(before->name, schema->name)) return true;
    diag_error(cx->diag, schema->span, "other-schema", "'%s' holds migrations of schema '%s'",
               chain->folder, name_text(before->name));
    diag_hint(cx->diag, "give each schema a folder of its own");
    return false;
}

/* The schema of the newest migration against that of now. */
static bool make_pending(Maker *maker, const Schema *schema, const char *fingerprint,
                         Catalogs *newest)
{
    Cx *cx = maker->cx;
    const Migration *last = chain_last(maker->chain);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (maker->halves[id]) newest->texts[id] = maker->halves[id]->catalog;
    if (is_snapshot(cx, last, schema, fingerprint)) {
        marks_check(cx, schema, NULL, last);
        return true;
    }
    const Schema *before = chain_schema(cx, last);
    if (!before || !is_of_schema(cx, maker->chain, before, schema)) return false;
    const Evolution *pending = evolve(cx, before, schema, NULL);
    if (!pending) return false;
    marks_check(cx, schema, pending->changes, last);
    maker->history->is_ahead = !evolution_is_empty(pending) ||
                               strcmp(last->fingerprint, fingerprint) != 0;
    if (!maker->history->is_ahead) return true;
    maker->history->pending = pending;
    *newest = (Catalogs){{0}};
    return make_catalogs(cx, last, newest);
}

const History *history_make(Cx *cx, const Chain *chain, const Schema *schema,
                            const char *fingerprint, const Half *const halves[DIALECT_COUNT],
                            bool has_undo)
{
    Maker maker = {.cx = cx, .chain = chain, .halves = halves};
    Catalogs newest = {{0}};
    maker.history = arena_make(cx->arena, History);
    const Migration *last = chain_last(chain);
    if (!last) return maker.history;
    maker.history->version = last->number;
    for (size_t i = 0; i < chain->items.count; i++) add_links(&maker, &chain->items.items[i]);
    if (!make_pending(&maker, schema, fingerprint, &newest)) return NULL;
    if (has_undo && !make_undos(&maker, &newest)) return NULL;
    return maker.history;
}

/* Is there a line of that kind? Those of an undo have a sign before it. */
static bool has_kind(const char *lines, const char *kind)
{
    size_t length = strlen(kind);
    for (; lines && *lines; lines += line_length(lines)) {
        const char *at = lines + (*lines == '-' || *lines == '+');
        if (strncmp(at, kind, length) == 0 && at[length] == '\t') return true;
    }
    return false;
}

static bool speaks_of_rights(const char *lines)
{
    return has_kind(lines, "grant") || has_kind(lines, "owner");
}

static bool speaks_of_details(const char *lines)
{
    bool is_so = has_kind(lines, "detail") || has_kind(lines, "name");
    for (size_t i = 0; i < NATIVE_WORDS; i++)
        is_so |= native_words[i].is_apart && has_kind(lines, native_words[i].word);
    return is_so;
}

typedef bool Speaks(const char *lines);

static bool has_any(Speaks *speaks, const History *history, const Half *half, DialectId dialect)
{
    if (speaks(half->catalog)) return true;
    for (size_t i = 0; history && i < history->links[dialect].count; i++)
        if (speaks(history->links[dialect].items[i].undo)) return true;
    return false;
}

const char *const *history_rights(Cx *cx, const History *history, const Half *half,
                                  DialectId dialect, bool is_thorough)
{
    return dialect_extras(cx, dialects[dialect], has_any(speaks_of_rights, history, half, dialect),
                          is_thorough || has_any(speaks_of_details, history, half, dialect));
}
