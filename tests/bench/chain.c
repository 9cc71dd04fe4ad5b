/* SPDX-License-Identifier: MIT
 * chain FOLDER VERSIONS TABLES: writes a schema of that many tables with its history, as if it had
 * been sealed so many times: each version gives one table a column more. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "chain/evolve.h"
#include "chain/lock.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"

typedef struct Maker {
    Cx *cx;
    const char *folder;
    int tables;
    Text lock;
    Migration last;
} Maker;

static void write_file(const char *folder, const char *name, const Text *text)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) exit(1);
    fwrite(text_string(text), 1, text->length, file);
    fclose(file);
}

/* The schema of a version from 1. */
static void print_schema(Text *out, int version, int tables)
{
    text_add(out, "schema app;\ntarget postgres, sqlite;\n");
    for (int i = 0; i < tables; i++) {
        text_printf(out, "table t%d { id bigint primary key; name text default 'x'; made timestamptz; n int?;\n", i);
        for (int v = 2 + i; v <= version; v += tables) text_printf(out, "    extra%d text?;\n", v);
        text_add(out, "    index (made); check (length(name) < 100); }\n");
    }
}

static void print_script(Text *out, DialectId dialect, int version, int tables)
{
    text_printf(out, "-- %04d step%d of schema app, for %s\n-- old programs: write\n\nBEGIN;\n", version,
                version, dialects[dialect]->title);
    text_printf(out, "ALTER TABLE t%d ADD COLUMN extra%d text;\nCOMMIT;\n", (version - 2) % tables, version);
}

static void make_version(Maker *maker, int version)
{
    Cx cx = *maker->cx;
    Text text = {0}, file = {0};
    Migration made = {.number = version};
    char path[1024];
    cx.arena = arena_within(cx.arena);
    snprintf(path, sizeof path, "%s/migrations/%04d_step%d", maker->folder, version, version);
    mkdir(path, 0777);
    made.name = arena_printf(cx.arena, "step%d", version);
    made.folder = path;
    if (version > 1) memcpy(made.parent, maker->last.fingerprint, HASH_SIZE);
    print_schema(&text, version, maker->tables);
    const Schema *schema = resolve(&cx, parse_text(&cx, "app.schema", text.data, text.length));
    schema_fingerprint(&cx, schema, made.fingerprint);
    evolution_snapshot(&cx, &file, schema);
    write_file(path, "snapshot.schema", &file);
    write_file(maker->folder, "app.schema", &text);
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        text_clear(&file);
        if (version > 1) print_script(&file, id, version, maker->tables);
        else evolution_script(&cx, &file, evolve(&cx, NULL, schema, NULL), id, 1, "step1");
        write_file(path, migration_file(&cx, (int)id), &file);
    }
    if (!migration_read(&cx, &made)) exit(1);
    seal_sum(&made, made.hashes, maker->last.seal, made.seal);
    lock_print(&maker->lock, &made);
    maker->last = made;
    text_free(&text);
    text_free(&file);
    arena_free(cx.arena);
}

int main(int argc, char **argv)
{
    if (argc != 4) return 2;
    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    Maker maker = {.cx = &cx, .folder = argv[1], .tables = atoi(argv[3])};
    char path[1024];
    mkdir(argv[1], 0777);
    snprintf(path, sizeof path, "%s/migrations", argv[1]);
    mkdir(path, 0777);
    for (int version = 1; version <= atoi(argv[2]); version++) make_version(&maker, version);
    write_file(path, "lock", &maker.lock);
    text_free(&maker.lock);
    arena_free(arena);
    return 0;
}
