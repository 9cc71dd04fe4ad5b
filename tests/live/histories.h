/* SPDX-License-Identifier: MIT
 * Takes a database with rows through every version of a real history, as a program would: from the
 * first, one migration at a time. After each no table may have lost a row and no index may be gone,
 * but for the fates that the test names. */
#ifndef TESTS_LIVE_HISTORIES_H
#define TESTS_LIVE_HISTORIES_H

#include <stdlib.h>

#include "chain/fill.h"
#include "chain/prove.h"
#include "resolve/resolve.h"
#include "tests/unit/test.h"

/* What became of a table or an index at a version. */
typedef struct Fate {
    int version;
    const char *before, *after; /* after NULL: it went, as it was meant to */
} Fate;

typedef struct Walk Walk;
struct Walk {
    const Dialect *dialect;
    const schemac_schema *schema; /* as it is compiled into programs */
    schemac_db db;
    /* Rows as lines, columns divided by '|'; the error message of a query that fails. */
    char *(*ask)(Walk *walk, const char *sql);
    const char *tables, *indexes; /* queries: the names of all */
    const Fate *fates;            /* up to the one without a version */
    Cx cx;
    const Chain *chain;
    int version;
};

/* After the first failure nothing more is tried: it would only tell of that one again. */
static inline void check_answer(Walk *walk, const char *sql, const char *want)
{
    if (!test_ok) return;
    char *got = walk->ask(walk, sql);
    CHECK_STRING(got, want);
    free(got);
}

/* ---- names and how many rows ---- */

/* The line of text that is this name, or begins with it and '|'. */
static inline const char *line_of(const char *text, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = text; at && *at; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
        if (strncmp(at, name, length) == 0 && strchr("|\n", at[length])) return at;
    return NULL;
}

/* "name|rows" lines of all tables. */
static inline char *count_rows(Walk *walk)
{
    Text sql = {0};
    char *names = walk->ask(walk, walk->tables), *save = NULL;
    for (char *name = strtok_r(names, "\n", &save); name; name = strtok_r(NULL, "\n", &save))
        text_printf(&sql, "%sSELECT '%s', count(*) FROM %s", sql.length ? " UNION ALL " : "", name,
                    name);
    char *counts = walk->ask(walk, text_string(&sql));
    text_free(&sql);
    free(names);
    return counts;
}

/* The name it has after this version; NULL: it went. */
static inline const char *fate_of(const Walk *walk, int version, const char *name)
{
    for (const Fate *fate = walk->fates; fate->version; fate++)
        if (fate->version == version && strcmp(fate->before, name) == 0) return fate->after;
    return name;
}

static inline void check_lines(const Walk *walk, const char *what, char *before, const char *after)
{
    char *save = NULL;
    for (char *line = strtok_r(before, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *bar = strchr(line, '|');
        if (bar) *bar = '\0';
        const char *name = fate_of(walk, walk->version, line);
        const char *found = name ? line_of(after, name) : NULL;
        long rows = bar ? strtol(bar + 1, NULL, 10) : 0;
        bool is_there = found && (!bar || strtol(strchr(found, '|') + 1, NULL, 10) >= rows);
        if (!name || is_there) continue;
        test_ok = false;
        fprintf(stderr, "version %d: %s %s %s\n", walk->version, what, line,
                found ? "has lost rows" : "is gone");
    }
}

/* ---- walking ---- */

/* The empty database becomes one of the first version. */
static inline void walk_begin(Walk *walk, const char *entry)
{
    Arena *arena = arena_new();
    walk->cx = (Cx){.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    walk->cx.diag = diag_new(arena, walk->cx.sources);
    walk->chain = chain_load(&walk->cx, entry);
    CHECK(walk->chain->items.count == (size_t)walk->schema->version);
    const Lemma *lemma =
        lemma_make(&walk->cx, &walk->chain->items.items[1],
                   chain_schema(&walk->cx, &walk->chain->items.items[0]),
                   chain_schema(&walk->cx, &walk->chain->items.items[1]), walk->dialect->id);
    CHECK(lemma && schemac_migrate(walk->db, lemma->before, NULL, NULL) == SCHEMAC_OK);
    walk->version = 1;
}

/* Generated rows for all tables of the version that is reached. */
static inline void walk_fill(Walk *walk)
{
    if (!test_ok) return;
    const Migration *migration = &walk->chain->items.items[walk->version - 1];
    const Schema *schema = chain_schema(&walk->cx, migration);
    Filling filling =
        fill_rows(&walk->cx, walk->dialect, walk->dialect->lower(&walk->cx, schema), walk->db);
    fprintf(stderr, "%s version %d: %zu of %zu tables have rows\n", walk->schema->name,
            walk->version, filling.filled, filling.tables);
    CHECK(filling.filled * 10 >= filling.tables * 9);
}

static inline void walk_step(Walk *walk)
{
    schemac_options options = {.to_version = ++walk->version, .no_backup = true};
    schemac_report report = {0};
    char *rows = count_rows(walk), *indexes = walk->ask(walk, walk->indexes);
    CHECK(schemac_migrate(walk->db, walk->schema, &options, &report) == SCHEMAC_OK);
    if (report.status != SCHEMAC_OK)
        fprintf(stderr, "version %d: %s\n", walk->version, report.message);
    schemac_report_free(&report);
    char *rows_after = count_rows(walk), *indexes_after = walk->ask(walk, walk->indexes);
    check_lines(walk, "table", rows, rows_after);
    check_lines(walk, "index", indexes, indexes_after);
    free(rows);
    free(indexes);
    free(rows_after);
    free(indexes_after);
}

static inline void walk_to(Walk *walk, int version)
{
    while (test_ok && walk->version < version) walk_step(walk);
}

/* At the newest version, which the database must fit to the last attribute. */
static inline void walk_end(Walk *walk)
{
    schemac_report report = {0};
    walk_to(walk, walk->schema->version);
    if (test_ok)
        CHECK(schemac_verify(walk->db, walk->schema, SCHEMAC_EXACT, &report) == SCHEMAC_OK);
    for (size_t i = 0; i < report.difference_count; i++)
        fprintf(stderr, "%s %s\n", report.differences[i].kind, report.differences[i].path);
    CHECK(diag_errors(walk->cx.diag) == 0);
    schemac_report_free(&report);
    arena_free(walk->cx.arena);
}

#endif
