/* SPDX-License-Identifier: MIT
 * Which literals are values of which types. PostgreSQL 15 takes every one that is taken here, and
 * refuses what is refused, but for a few forms that SQLite would store as they stand. */
#include "tests/unit/resolve_run.h"
#include "tests/unit/test.h"

typedef struct Row {
    const char *type, *value; /* as written behind "default" */
    bool is_taken;
} Row;

static const Row rows[] = {
    {"smallint", "32767", true},
    {"smallint", "32768", false},
    {"smallint", "-32768", true},
    {"smallint", "-32769", false},
    {"smallint", "00000000000000001", true},
    {"int", "2147483647", true},
    {"int", "2147483648", false},
    {"int", "-2147483648", true},
    {"int", "'12'", true},
    {"int", "'-12'", true},
    {"int", "'twelve'", false},
    {"int", "''", false},
    {"int", "true", false},
    {"bigint", "9223372036854775807", true},
    {"bigint", "9223372036854775808", false},
    {"bigint", "-9223372036854775808", true},
    {"bigint", "-9223372036854775809", false},
    {"bigint", "99999999999999999999999999999999999999", false},
    {"decimal(4,2)", "99.99", true},
    {"decimal(4,2)", "100", false},
    {"decimal(4,2)", "-99", true},
    {"decimal(4,2)", "0099.5", true},
    {"decimal", "1e300", true},
    {"decimal", "'abc'", false},
    {"double", "1e300", true},
    {"double", "'1.5'", true},
    {"double", "'x'", false},
    {"varchar(3)", "'äöü'", true},
    {"varchar(3)", "'äöüß'", false},
    {"varchar(3)", "'four'", false},
    {"text", "'anything'", true},
    {"bool", "true", true},
    {"bool", "'yes'", true},
    {"bool", "'maybe'", false},
    {"bool", "1", false},
    {"uuid", "'01234567-89ab-cdef-0123-456789abcdef'", true},
    {"uuid", "'01234567-89AB-CDEF-0123-456789ABCDEF'", true},
    {"uuid", "'01234567-89ab-cdef-0123-456789abcde'", false},
    {"uuid", "'01234567-89ab-cdef-0123-456789abcdeg'", false},
    {"uuid", "''", false},
    {"uuid", "5", false},
    {"date", "'2024-02-29'", true},
    {"date", "'2023-02-29'", false},
    {"date", "'1900-02-29'", false},
    {"date", "'2000-02-29'", true},
    {"date", "'2024-13-01'", false},
    {"date", "'2024-12-32'", false},
    {"date", "'infinity'", true},
    {"date", "'tuesday next'", false},
    {"time", "'23:59:59.999'", true},
    {"time", "'24:30'", false},
    {"time", "'24:00'", true},
    {"time", "'12:60'", false},
    {"decimal", "'12.'", true},
    {"decimal", "'.5'", true},
    {"decimal", "'.'", false},
    {"decimal", "'1e'", false},
    {"timestamp", "'2024-12-31 23:59:59'", true},
    {"timestamp", "'2024-12-31T23:59'", true},
    {"timestamp", "'2024-12-31'", true},
    {"timestamp", "'2024-12-31 25:00'", false},
    {"timestamptz", "'2024-12-31T23:59:59Z'", true},
    {"timestamptz", "'2024-12-31T23:59:59+02:00'", true},
    {"timestamptz", "'2024-12-31T23:59:59-0530'", true},
    {"timestamptz", "'2024-12-31 23:59:59 Europe/Paris'", true},
    {"timestamptz", "'2024-12-31 23:59:59 +'", false},
    {"timestamptz", "0", false},
    {"timestamptz", "now()", true},
    {"jsonb", "'{}'", true},
    {"jsonb", "'[1, -2.5e3, \"x\\u00e4\\n\", true, false, null, {\"a\": {}}]'", true},
    {"jsonb", "'{\"a\": 1,}'", false},
    {"jsonb", "'{\"a\" 1}'", false},
    {"jsonb", "'[1 2]'", false},
    {"jsonb", "'01'", false},
    {"jsonb", "'1.'", false},
    {"jsonb", "'\"open'", false},
    {"jsonb", "'\"bad \\x escape\"'", false},
    {"jsonb", "''", false},
    {"jsonb", "'{} {}'", false},
    {"jsonb", "'tru'", false},
    {"jsonb", "5", false},
    {"bytes", "x'00ff'", true},
    {"bytes", "5", false},
};

TEST(literals)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[300];
        snprintf(
            text, sizeof text,
            "schema v; target postgres 15; table t { id bigint primary key; a %s default %s; }",
            rows[i].type, rows[i].value);
        Run run = run_resolve(text);
        bool is_taken = diag_errors(run.cx.diag) == 0;
        if (is_taken != rows[i].is_taken) {
            snprintf(text, sizeof text, "%s default %s", rows[i].type, rows[i].value);
            CHECK_STRING(text, rows[i].is_taken ? "taken" : "refused");
        }
        run_free(&run);
    }
}

TEST(json_may_be_deep_but_not_endless)
{
    char text[2000];
    int length = snprintf(text, sizeof text,
                          "schema v; target postgres 15; table t { id bigint "
                          "primary key; a jsonb default '");
    memset(text + length, '[', 400);
    memset(text + length + 400, ']', 400);
    snprintf(text + length + 800, 20, "'; }");
    Run run = run_resolve(text);
    CHECK(diag_errors(run.cx.diag) == 0);
    run_free(&run);
    memset(text + length, '[', 800);
    run = run_resolve(text);
    CHECK_STRING(run_ids(&run), "invalid-literal");
    run_free(&run);
}

/* Expressions of checks: what is reported, "" for nothing. */
static const struct {
    const char *expr, *ids;
} checks[] = {
    {"b", ""},
    {"not b", ""},
    {"a > 0 and (b or c = 'x')", ""},
    {"a", "bool-expected"},
    {"a + 1", "bool-expected"},
    {"c", "bool-expected"},
    {"b = true", ""},
    {"b = 1", "incomparable"},
    {"a = '5'", ""},
    {"a = 'five'", "invalid-literal"},
    {"a > 1.5", ""},
    {"c > 5", "incomparable"},
    {"c || a = 'x5'", ""},
    {"c + c = 'x'", "bad-operand"},
    {"d > '2024-01-01'", ""},
    {"d > '2024-31-01'", "invalid-literal"},
    {"d > z", ""},
    {"d + interval '1 day' > z", ""},
    {"d - z < interval '1 day'", ""},
    {"d > interval '1 day'", "incomparable"},
    {"e = 'open'", ""},
    {"e = 'opened'", "unknown-enum-value"},
    {"e in ('open', 'closed')", ""},
    {"e in ('open', 'shut')", "unknown-enum-value"},
    {"e = c", "incomparable"},
    {"e::text = c", ""},
    {"c like 'x%'", ""},
    {"a like '1%'", "bad-operand"},
    {"a::text like '1%'", ""},
    {"j ->> 'x' = 'y'", ""},
    {"(j ->> 'n')::int > 5", ""},
    {"j ->> 'n' > 5", "incomparable"},
    {"j ? 'x'", ""},
    {"j @> '{}'", ""},
    {"array[a, 2] <> array[1, 2]", ""},
    {"a = any (l)", ""},
    {"c = any (l)", "incomparable"},
    {"'7' = any (l)", ""},
    {"l[1] = '7'", ""},
    {"l[1] > 0", ""},
    {"l[1] = c", "incomparable"},
    {"cardinality(l) > 0", ""},
    {"length(c) between 1 and 10", ""},
    {"lower(c) = c", ""},
    {"coalesce(a, 0) > 0", ""},
    {"coalesce(c, 'x') > 0", "incomparable"},
    {"case when b then a > 0 else true end", ""},
    {"case when a then true else false end", "bool-expected"},
    {"case a when 1 then c else 'x' end = 'y'", ""},
    {"a is null or b is not true", ""},
    {"a is distinct from 5", ""},
    {"extract(year from z) > 2000", ""},
    {"u = '01234567-89ab-cdef-0123-456789abcdef'", ""},
    {"u = '0123'", "invalid-literal"},
    {"null", ""},
    {"a = null", "null-comparison"},
    {"unknown_to_us(a) > 5", ""},
    {"nosuch > 5", "unknown-column"},
    {"nosuch > 5 and also > c", "unknown-column unknown-column"},
    {"t.a > 0", ""},
    {"u.a > 0", "unknown-name"},
    {"dom > 0", ""},
    {"dom = 'x'", "invalid-literal"},
};

TEST(classes_of_expressions)
{
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        char text[500];
        snprintf(text, sizeof text,
                 "schema v; target postgres 15; enum st { open, closed } domain pos int;"
                 "table t { id bigint primary key; a int; b bool; c text; d timestamptz; "
                 "z timestamptz; e st; j jsonb; l int[]; u uuid; dom pos; check (%s); }"
                 " // allow opaque-type",
                 checks[i].expr);
        Run run = run_resolve(text);
        const char *ids = run_ids(&run);
        if (strcmp(ids, checks[i].ids) != 0) fprintf(stderr, "in check (%s):\n", checks[i].expr);
        CHECK_STRING(ids, checks[i].ids);
        run_free(&run);
    }
}

/* Expressions of an index: may it hold them? */
static const struct {
    const char *expr;
    bool is_immutable;
} indexed[] = {
    {"lower(c)", true},
    {"(a + 1)", true},
    {"(c || 'x')", true},
    {"now()", false},
    {"random()", false},
    {"(current_date)", false},
    {"date_trunc('day', p)", true},
    {"date_trunc('day', z)", false},
    {"date_trunc('day', z at time zone 'UTC')", true},
    {"extract(year from p)", true},
    {"extract(year from z)", false},
    {"(z::date)", false},
    {"(p::date)", true},
    {"(z::text)", false},
    {"(c::timestamptz)", false},
    {"(c::int)", true},
    {"to_char(z, 'YYYY')", false},
    {"concat(c, 'x')", false},
    {"coalesce(a, 0)", true},
    {"mine(a)", true},
    {"yours(a)", false},
    {"inlined(a)", true},
    {"(j ->> 'x')", true},
    {"((j ->> 'x')::int)", true},
};

TEST(what_an_index_can_hold)
{
    for (size_t i = 0; i < sizeof indexed / sizeof indexed[0]; i++) {
        char text[600];
        snprintf(text, sizeof text,
                 "schema v; target postgres 15;"
                 "function mine(x int) returns int language sql immutable as $$ select x $$;"
                 "function inlined(x int) returns int language sql as $$ select x $$;"
                 "function yours(x int) returns int language plpgsql as $$ begin return x; end $$;"
                 "table t { id bigint primary key; a int; c text; p timestamp; z timestamptz; "
                 "j jsonb; index (%s); } // allow timestamp-without-zone",
                 indexed[i].expr);
        Run run = run_resolve(text);
        const char *ids = run_ids(&run);
        if (strcmp(ids, indexed[i].is_immutable ? "" : "not-immutable") != 0)
            fprintf(stderr, "in index (%s):\n", indexed[i].expr);
        CHECK_STRING(ids, indexed[i].is_immutable ? "" : "not-immutable");
        run_free(&run);
    }
}
