/* SPDX-License-Identifier: MIT
 * The compatibility verdict: each row is a change and what it leaves to programs of either side. */
#include "diff/diff.h"
#include "plan/verdict.h"
#include "tests/unit/resolve_run.h"
#include "tests/unit/test.h"

typedef struct Row {
    const char *from, *to;          /* what stands in the schema */
    const char *old_programs, *new_programs;
} Row;

static const Schema *schema_of(Cx *cx, const char *body)
{
    const char *text = arena_printf(cx->arena, "schema s; target postgres 15, sqlite 3.37; %s", body);
    return resolve(cx, parse_text(cx, "test.schema", text, strlen(text)));
}

static const Verdict *judge(Cx *cx, const Row *row)
{
    const Schema *from = schema_of(cx, row->from), *to = schema_of(cx, row->to);
    if (diag_errors(cx->diag)) diag_print(cx->diag, stderr, DIAG_TEXT, 0);
    CHECK(diag_errors(cx->diag) == 0);
    return verdict_of(cx, diff(cx, from, to), DIALECT_POSTGRES);
}

static void check_row(const Row *row)
{
    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    const Verdict *verdict = judge(&cx, row);
    const char *old_word = ability_word(verdict->old_programs);
    const char *new_word = ability_word(verdict->new_programs);
    if (strcmp(old_word, row->old_programs) || strcmp(new_word, row->new_programs))
        fprintf(stderr, "%s\n-> %s\n", row->from, row->to);
    CHECK_STRING(old_word, row->old_programs);
    CHECK_STRING(new_word, row->new_programs);
    bool all_fine = verdict->old_programs == ABILITY_WRITE && verdict->new_programs == ABILITY_WRITE;
    CHECK(all_fine == (verdict->reasons.count == 0));
    for (size_t i = 0; i < verdict->reasons.count; i++)
        CHECK(strstr(verdict->reasons.items[i].words, "(null)") == NULL);
    arena_free(arena);
}

#define T(columns) "table t { id int primary key; " columns " }"

static const Row rows[] = {
    {T(""), T(""), "write", "write"},
    {T(""), T("a int?;"), "write", "none"},
    {T(""), T("a int default 1;"), "write", "none"},
    {T(""), T("a int;"), "read", "none"},
    {T("a int?;"), T(""), "none", "write"},
    {T("a int;"), T(""), "none", "read"},
    {T("a int;"), T("b int was a;"), "none", "none"},
    {T("a int;"), T("a int?;"), "none", "read"},
    {T("a int?;"), T("a int;"), "read", "none"},
    {T("a int;"), T("a bigint;"), "none", "read"},
    {T("a bigint;"), T("a int;"), "read", "none"},
    {T("a varchar(10);"), T("a varchar(20);"), "write", "read"},
    {T("a varchar(20);"), T("a varchar(10);"), "read", "write"},
    {T("a varchar(20);"), T("a text;"), "write", "read"},
    {T("a text;"), T("a json;"), "read", "read"},
    {T("a text;"), T("a bytes;"), "none", "none"},
    {T("a int;"), T("a int default 1;"), "write", "read"},
    {T("a int default 1;"), T("a int;"), "read", "write"},
    {T("a int default 1;"), T("a int default 2;"), "write", "write"},
    {T("a int;"), T("a int; index (a);"), "write", "write"},
    {T("a int;"), T("a int; unique index (a);"), "read", "write"},
    {T("a int; index i (a);"), T("a int; unique index i (a);"), "read", "write"},
    {T("a int;"), T("a int; unique (a);"), "read", "write"},
    {T("a int; unique (a);"), T("a int;"), "write", "read"},
    {T("a int; check c (a > 0);"), T("a int; check c (a > 1);"), "read", "read"},
    {T("a int; check c (a > 0);"), T("a int; check d (a > 0) was c;"), "write", "write"},
    {T("a int; check c (a > 1);"), T("a int; check c (a > 0);"), "write", "read"},
    {T("a text; check (a in ('x'));"), T("a text; check (a in ('x', 'y'));"), "write", "read"},
    {T("a text; check (a in ('x', 'y'));"), T("a text; check (a in ('x'));"), "read", "read"},
    {T("a int;"), T("a int @sqlite;"), "none", "read"},
    {T(""), T("") "table u { id int primary key; }", "write", "none"},
    {T("") "table u { id int primary key; a int; }", T(""), "none", "write"},
    {T(""), "table u was t { id int primary key; }", "none", "none"},
    {"enum e { x, y }" T("a e;"), "enum e { x, y, z }" T("a e;"), "none", "read"},
    {"enum e { x, y, z }" T("a e;"), "enum e { x, y }" T("a e;"), "read", "none"},
    {T("") "table u @sqlite { id int primary key; }", T(""), "write", "write"},
};

TEST(verdicts)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) check_row(&rows[i]);
}

/* The first migration: nobody was there before. */
TEST(from_nothing)
{
    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    const Verdict *verdict =
        verdict_of(&cx, diff(&cx, NULL, schema_of(&cx, rows[0].to)), DIALECT_SQLITE);
    CHECK(verdict->old_programs == ABILITY_WRITE && verdict->reasons.count == 0);
    arena_free(arena);
}
