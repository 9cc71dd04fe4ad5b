/* SPDX-License-Identifier: MIT
 * Any text through the whole compiler: resolve, lower, diff, plan, catalog, every artefact. What
 * compiles survives its own snapshot, its catalog text is read back, and a database that SQLite
 * makes from its baseline holds what the catalog says. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "emit/emit.h"
#include "resolve/resolve.h"
#include "runtime/catalog.h"
#include "syntax/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Cx context_new(Arena *arena)
{
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    return cx;
}

static void fail(const char *what, const char *before, const char *after)
{
    fprintf(stderr, "%s\n--- before\n%s\n--- after\n%s\n", what, before, after);
    abort();
}

static void print_diagnostics(Cx *cx)
{
    FILE *nowhere = fopen("/dev/null", "w");
    if (!nowhere) return;
    diag_print(cx->diag, nowhere, DIAG_TEXT, 0);
    diag_print(cx->diag, nowhere, DIAG_JSON, 0);
    fclose(nowhere);
}

static bool compile(Cx *cx, const char *text, size_t length, Loaded *loaded)
{
    loaded->tree = parse_text(cx, "fuzz", text, length);
    loaded->schema = resolve(cx, loaded->tree);
    if (diag_errors(cx->diag)) return false;
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (loaded->schema->targets[id].is_target)
            loaded->halves[id] = half_make(cx, dialects[id], loaded->schema);
    if (diag_errors(cx->diag)) return false;
    schema_fingerprint(cx, loaded->schema, loaded->fingerprint);
    return true;
}

/* The schema printed in its own language is the same schema. */
static void check_snapshot(Cx *cx, const Schema *schema)
{
    Text out = {0};
    char before[65], after[65];
    schema_print(&out, schema);
    const char *text = text_keep(&out, cx->arena);
    Cx again = context_new(cx->arena);
    const Schema *read = resolve(&again, parse_text(&again, "snapshot", text, strlen(text)));
    if (diag_errors(again.diag)) {
        diag_print(again.diag, stderr, DIAG_TEXT, 20);
        fail("the snapshot is refused", text, "");
    }
    schema_fingerprint(cx, schema, before);
    schema_fingerprint(&again, read, after);
    if (strcmp(before, after) != 0) {
        schema_print(&out, read);
        fail("the snapshot means something else", text, text_string(&out));
    }
}

static void check_catalog(const Half *half)
{
    memory pool = {0};
    catalog list;
    const char *pieces[] = {half->catalog, NULL};
    catalog_init(&list, &pool);
    if (!catalog_parse(&list, pieces)) fail("the catalog is not read back", pieces[0], list.error);
    const char *again = catalog_text(&list, &pool, NULL);
    if (strcmp(pieces[0], again) != 0) fail("the catalog is not in order", pieces[0], again);
    memory_free(&pool);
}

/* SQLite may refuse what stands between dollar quotes; but what it takes is what was meant. */
static void check_sqlite(Cx *cx, const Loaded *loaded)
{
    sqlite3 *connection = NULL;
    schemac_report report = {0};
    if (!loaded->halves[DIALECT_SQLITE] || name_equals(loaded->schema->name, "schemac_history") ||
        sqlite3_open(":memory:", &connection) != SQLITE_OK)
        return;
    schemac_status status = schemac_migrate(schemac_sqlite(connection),
                                            compiled_schema(cx, loaded, false), NULL, &report);
    Text script = {0};
    const Half *half = loaded->halves[DIALECT_SQLITE];
    for (size_t i = 0; i < half->statement_count; i++)
        text_printf(&script, "%s;\n", half->statements[i]);
    if (status == SCHEMAC_BUG)
        fail("the database is not what was meant", text_string(&script),
             schemac_report_text(&report));
    if (status != SCHEMAC_OK && getenv("FUZZ_REFUSED"))
        fail("SQLite refuses the baseline", text_string(&script), schemac_report_text(&report));
    text_free(&script);
    schemac_report_free(&report);
    sqlite3_close(connection);
}

static void write_artefacts(Cx *cx, const Loaded *loaded)
{
    EmitInput input = {.schema = loaded->schema, .entry = "fuzz.schema",
                       .history = loaded->history};
    memcpy(input.halves, loaded->halves, sizeof input.halves);
    memcpy(input.fingerprint, loaded->fingerprint, sizeof input.fingerprint);
    for (size_t i = 0; i < artefact_count; i++) {
        if (!artefact_is_wanted(&artefacts[i], &input)) continue;
        Output *out = output_open(cx->arena, "/dev/null", false);
        artefacts[i].emit(cx, out, &input);
        output_close(out, NULL);
    }
}

static void write_json(const Schema *schema)
{
    Text out = {0};
    schema_json(&out, schema);
    text_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Cx cx = context_new(arena_new());
    static const History nothing_sealed;
    Loaded loaded = {.history = &nothing_sealed};
    bool compiles = compile(&cx, arena_copy(cx.arena, (const char *)data, size), size, &loaded);
    print_diagnostics(&cx);
    if (compiles) {
        check_snapshot(&cx, loaded.schema);
        for (DialectId id = 0; id < DIALECT_COUNT; id++)
            if (loaded.halves[id]) check_catalog(loaded.halves[id]);
        write_artefacts(&cx, &loaded);
        write_json(loaded.schema);
        check_sqlite(&cx, &loaded);
    }
    arena_free(cx.arena);
    return 0;
}
