/* SPDX-License-Identifier: MIT
 * The PostgreSQL dialect on a real server: a database made from the baseline of a schema reads
 * back exactly as the compiler says that it will, for everything a schema can hold and for names
 * and texts that try to break out of their quotes. */
#include "tests/unit/test.h"

#include <libpq-fe.h>

#include "dialect/dialect.h"
#include "engine.h"
#include "plan/plan.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "tests/live/postgres_server.h"

/* ---- comparison ---- */

static const char *value_of(const catalog_object *object, const char *word)
{
    for (size_t i = 0; i < object->attr_count; i++)
        if (strcmp(object->attrs[i].word, word) == 0) return object->attrs[i].value;
    return NULL;
}

static bool is_same_value(const char *expected, const char *found)
{
    if (!expected || !found) return expected == found;
    return expected[0] == '~' || strcmp(expected, found) == 0;
}

static bool compare_attrs(const catalog_object *expected, const catalog_object *found)
{
    bool is_same = true;
    for (int pass = 0; pass < 2; pass++) {
        const catalog_object *from = pass ? found : expected;
        for (size_t i = 0; i < from->attr_count; i++) {
            const char *word = from->attrs[i].word;
            const char *want = value_of(expected, word), *got = value_of(found, word);
            bool is_any = !want && strcmp(expected->kind, "extension") == 0;
            if (is_any || is_same_value(want, got)) continue;
            is_same = false;
            fprintf(stderr, "%s %s, %s: expected %s, found %s\n", expected->kind, expected->path,
                    word, want ? want : "nothing", got ? got : "nothing");
        }
    }
    return is_same;
}

static int compare_objects(const catalog_object *a, const catalog_object *b)
{
    int order = strcmp(a->kind, b->kind);
    return order ? order : strcmp(a->path, b->path);
}

static bool compare(const catalog *expected, const catalog *found)
{
    bool is_same = true;
    size_t i = 0, j = 0;
    while (i < expected->count || j < found->count) {
        const catalog_object *want = i < expected->count ? &expected->objects[i] : NULL;
        const catalog_object *got = j < found->count ? &found->objects[j] : NULL;
        int order = !want ? 1 : !got ? -1 : compare_objects(want, got);
        if (order == 0 && !compare_attrs(want, got)) is_same = false;
        if (order < 0) fprintf(stderr, "missing: %s %s\n", want->kind, want->path);
        if (order > 0) fprintf(stderr, "unexpected: %s %s\n", got->kind, got->path);
        if (order != 0) is_same = false;
        i += order <= 0;
        j += order >= 0;
    }
    return is_same;
}

/* ---- one schema, all the way ---- */

typedef struct Run {
    Cx cx;
    const Schema *schema, *lowered;
    Text sql;
    memory pool;
    catalog expected, found;
} Run;

static Cx make_cx(void)
{
    Arena *arena = arena_new();
    Sources *sources = sources_new(arena);
    return (Cx){arena, names_new(arena), sources, diag_new(arena, sources)};
}

static bool compile(Run *run, const char *path, const char *text)
{
    run->cx = make_cx();
    Tree *tree = text ? parse_text(&run->cx, "test.schema", text, strlen(text))
                      : parse_file(&run->cx, path);
    run->schema = resolve(&run->cx, tree);
    if (diag_errors(run->cx.diag) == 0)
        run->lowered = postgres_dialect.lower(&run->cx, run->schema);
    if (diag_errors(run->cx.diag) == 0)
        plan_print(&run->sql, plan_changes(&run->cx, &postgres_dialect,
                                           diff(&run->cx, NULL, run->lowered), NULL));
    if (diag_errors(run->cx.diag)) diag_print(run->cx.diag, stderr, DIAG_TEXT, 0);
    return diag_errors(run->cx.diag) == 0;
}

static void expect(Run *run)
{
    Text text = {0};
    catalog_init(&run->expected, &run->pool);
    catalog_print(&run->cx, &text, run->lowered, postgres_dialect.expr);
    const char *const pieces[] = {text_string(&text), NULL};
    CHECK(catalog_parse(&run->expected, pieces));
    catalog_finish(&run->expected);
    text_free(&text);
}

static bool load(Run *run, PGconn *connection)
{
    const char *error = "", *space = name_text(run->lowered->default_space);
    catalog_init(&run->found, &run->pool);
    if (!execute(connection, postgres_dialect.prologue(&run->cx, run->lowered)) ||
        !execute(connection, text_string(&run->sql))) {
        fprintf(stderr, "%s\n", text_string(&run->sql));
        return false;
    }
    schemac_status status =
        schemac_postgres_engine.inspect(connection, space, &run->found, &error);
    if (status != SCHEMAC_OK) fprintf(stderr, "%s\n", error);
    return status == SCHEMAC_OK;
}

static void finish(Run *run)
{
    text_free(&run->sql);
    memory_free(&run->pool);
    arena_free(run->cx.arena);
}

static bool is_older_than(int version)
{
    PGconn *connection = connect_to("postgres");
    int server = PQserverVersion(connection);
    PQfinish(connection);
    return server < version;
}

/* A text, or the file of a path. */
static void check_schema(const char *path, const char *text)
{
    Run run = {0};
    PGconn *connection = fresh_database("round_trip");
    bool is_made = compile(&run, path, text) && load(&run, connection);
    CHECK(is_made);
    if (is_made) expect(&run);
    if (is_made && !compare(&run.expected, &run.found)) {
        CHECK(!"the database is as expected");
        fprintf(stderr, "%s\n", text_string(&run.sql));
    }
    PQfinish(connection);
    finish(&run);
}

static void check_round_trip(const char *text)
{
    check_schema(NULL, text);
}

/* ---- schemas ---- */

TEST(schemas_of_the_project)
{
    if (no_server() || is_older_than(130000)) return;
    check_schema("schema/shop/shop.schema", NULL);
    check_schema("schema/messaging/messaging.schema", NULL);
}

TEST(types)
{
    if (no_server()) return;
    check_round_trip(
        "schema s; target postgres 12; namespace kb @postgres;"
        "enum mood { sad, 'it''s', 'two words' } enum kb.mood { a } enum \"Odd\" { a }"
        "enum \"order\" { x } enum path { p }"
        "domain hex varchar(64) not null default 'ff' check (value ~ '^[0-9a-f]+$') @postgres;"
        "domain kb.small int check positive (value > 0) check (value < 10) @postgres;"
        "table t { a bool; b smallint; c int; d bigint; e real; f double; g decimal; h decimal(10);"
        " i decimal(10,2); j text; k varchar; l varchar(10); m char; n char(3); o bytes; p uuid;"
        " q date; r time; s time(3); t timestamp; u timestamp(0); v timestamptz; w timestamptz(6);"
        " x interval; y json; z jsonb; aa text[]; ab varchar(5)[]; ac timestamptz(2)[];"
        " ad mood; ae kb.mood; af \"Odd\"; ag mood[]; ah hex; ai kb.small; aj \"order\";"
        " ak postgres.varbit(3); al postgres.int4; am postgres.inet; an postgres.\"char\";"
        " ao postgres.tsvector; ap postgres.bit(4); aq path; ar postgres.path; as_ interval(3);"
        " at_ path[]; au postgres.numeric(5); }");
}

TEST(defaults_and_expressions)
{
    if (no_server()) return;
    check_round_trip(
        "schema s; target postgres 12; enum mood { sad, happy }"
        "table t { id bigint primary key generated always as identity;"
        " n bigint generated by default as identity (start 10 increment 5 minimum 5 maximum 100 "
        " cache 3 cycle); a int default 1; b int default -1; c int default 1 + 1; d text default"
        " 'it''s \\ $$'; e bytes default x'00ff'; f bool default true; g mood default 'happy';"
        " h timestamptz default now() + interval '30 days'; i date default current_date;"
        " j jsonb default '{}'; k text[] default array['a', 'b']; ka mood[] default array['sad'];"
        " kb int[] default array[]; l text? default null;"
        " m text default (md5('x'))::text; o int default 0xff; p text default"
        " trim('  x '); q date default (now() at time zone 'utc')::date; r text default"
        " case when true then 'a' else 'b' end; s text default @postgres $$ upper('x') -- why $$;"
        " u text generated always as (lower(d) || '!') stored;"
        " check (a > 0 and b in (1, 2) or c between 1 and 3); check named (d like 'a%' escape '!');"
        " check (d is not null and f is true and f is distinct from false);"
        " check ((j->>'a')::int > 3 and j @> '{\"a\": 1}' and not f);"
        " check (extract(year from h) > 2000 and k[1] = 'a' and a = any (array[1, 2]));"
        " check (left(d, 1) = 'x' and substring(d, 1, 2) = 'xy' and position('a' , d) > 0 "
        "  and coalesce(l, d) <> '' and greatest(a, b) > 1) @postgres;"
        " check (e <> x'ff'); check (g = 'sad'); check (not (a = 1) and -a < 3 and 'a' || d = 'b');"
        "}");
}

TEST(keys_and_indexes)
{
    if (no_server()) return;
    check_round_trip(
        "schema s; target postgres 12; namespace kb @postgres; extension pg_trgm @postgres;"
        "table kb.parent { a int; b text; \"C c\" int?; primary key (b, a);"
        " unique (a) deferrable; unique named (\"C c\", a) include (b)"
        " deferrable initially deferred; }"
        "table child { id int primary key; x int?; y text?; z int? references child(id);"
        " p int unique; foreign key (y, x) references kb.parent (b, a) match full"
        " on delete cascade on update set null deferrable initially deferred;"
        " foreign key other (x) references other (id) on delete set null on update restrict;"
        " foreign key (z) references other on delete set default;"
        " index (x); index (y, x desc); unique index (x, y) where x > 0 and y is not null;"
        " index by_y using btree (y text_ops, x int4_ops); index (y text_pattern_ops);"
        " index (y collate \"C\" desc nulls last, x nulls first) include (z, p)"
        "  with (fillfactor = 70); index (lower(y), (x + 1) desc) ;"
        " index (coalesce(y, '')); unique index (x);"
        " index trgm using gin (y gin_trgm_ops); index h using hash (x); index b using brin (x)"
        " with (pages_per_range = 4); }"
        "table other { id int primary key references child(id) deferrable initially deferred; }"
        "table options unlogged { a int; b text collate \"C\"; index (b); index (b collate \"C\");"
        " index (b collate \"POSIX\"); }");
}

TEST(newer_servers)
{
    if (no_server() || is_older_than(150000)) return;
    check_round_trip(
        "schema s; target postgres 15;"
        "table t { id uuid primary key default gen_random_uuid(); a int?; b int?;"
        " unique (a, b) nulls not distinct; unique index (b) nulls not distinct where a > 1;"
        " parent uuid? references t(id); foreign key (parent) references t(id)"
        " on delete set null (parent); }"
        "view v with (security_invoker = true) as $$ select a from t $$ @postgres;");
    if (is_older_than(180000)) return;
    check_round_trip("schema s; target postgres 18;"
                     "table t { id int primary key; a int generated always as (id + 1) virtual; }");
}

TEST(default_namespace_of_another_name)
{
    if (no_server()) return;
    check_round_trip(
        "schema s; target postgres 12; namespace \"my app\" default @postgres;"
        "namespace public @postgres; enum mood { a } enum public.mood { b }"
        "table t { id int primary key; m mood; n public.mood default 'b'; s int references t(id); }"
        "table public.t { id int primary key references \"my app\".t(id); m mood[]; }"
        "function f(m mood) returns trigger language plpgsql as $$ begin end $$ @postgres;"
        "function g() returns trigger language plpgsql as $$ begin return new; end $$ @postgres;"
        "trigger tr before insert on public.t for each row execute \"my app\".g() @postgres;"
        "view v as $$ select * from t $$ @postgres;");
}

TEST(programs)
{
    if (no_server()) return;
    check_round_trip(
        "schema s; target postgres 12; namespace kb @postgres; enum mood { a }\n"
        "table t { id int primary key; a int; b text; m mood; }\n"
        "table kb.t { id int primary key; }\n"
        "function touch() returns trigger language plpgsql as $$ begin return new; end $$"
        " @postgres;\n"
        "function kb.many(a int, out o text, variadic r int[] default '{}') returns text"
        " language sql immutable strict security definer parallel safe cost 5"
        " set search_path = 'kb, \"Odd\"' set work_mem = '4MB' as $x$ select ''::text -- $$\n$x$"
        " @postgres;\n"
        "function many(\"limit\" mood, inout user_ mood[]) language plpgsql cost 100 volatile"
        " set search_path = '' as $$ begin end $$ @postgres;\n"
        "function tab(a int default 1) returns table (x int, \"Y\" mood) language sql stable"
        " rows 1000 as $$ select 1, 'a'::mood $$ @postgres;\n"
        "function sets() returns setof int language sql rows 7 as $$ select 1 $$ @postgres;\n"
        "function nothing() language sql as $$ select 1 $$ @postgres;\n"
        "procedure tidy(a int) language plpgsql as $$ begin null; end $$ @postgres;\n"
        "view v (x, \"Y y\") with (security_barrier = true) as $$ select a, b from t; -- c $$;\n"
        "view kb.w as $$ select \"Y y\" from v $$ @postgres;\n"
        "materialized view mat as $$ select count(*) as n from t $$ with no data @postgres"
        " { index (n); }\n"
        "trigger one before insert or update of b, a on t for each row when (new.a > 1 and new.b"
        " is null) execute touch('it''s', '') @postgres;\n"
        "trigger two after delete on kb.t referencing old table as gone for each statement"
        " execute touch() @postgres;\n"
        "constraint trigger three after insert or delete on t deferrable initially deferred"
        " for each row execute touch() @postgres;\n"
        "trigger four instead of insert on v for each row execute touch() @postgres;\n"
        "trigger five after truncate on t for each statement execute touch() @postgres;\n");
}

TEST(policies)
{
    if (no_server()) return;
    PGconn *admin = connect_to("postgres");
    execute(admin, "DROP ROLE IF EXISTS \"app user\"; CREATE ROLE \"app user\"");
    check_round_trip(
        "schema s; target postgres 12;\n"
        "table t row security force row security { id int primary key; who text; }\n"
        "policy everyone on t @postgres;\n"
        "policy \"my rows\" on t as restrictive for update to \"app user\", postgres"
        " using (who = current_user) with check (who = current_setting('app.who', true))"
        " @postgres;\n"
        "policy ins on t for insert to public with check (true) @postgres;\n"
        "policy sel on t for select using (id in (1, 2)) @postgres;\n");
    execute(admin, "DROP DATABASE round_trip");
    execute(admin, "DROP ROLE \"app user\"");
    PQfinish(admin);
}

TEST(sequences)
{
    if (no_server()) return;
    check_round_trip(
        "schema s; target postgres 12; namespace kb @postgres;\n"
        "sequence plain @postgres; sequence usual bigint start 1 increment 1 minimum 1 cache 1"
        " maximum 9223372036854775807 @postgres;\n"
        "sequence kb.falling smallint start -1 increment -1 minimum -32768 @postgres;\n"
        "sequence odd int start 10 increment 5 minimum 5 maximum 100 cache 3 cycle @postgres;\n"
        "sequence t_id_seq int owned by t.id @postgres; sequence free owned by t.n @postgres;\n"
        "table t { id int primary key default nextval('t_id_seq'); n int; }\n"
        "table same { id int primary key generated always as identity (start 1 increment 1"
        " minimum 1 maximum 2147483647 cache 1); s smallint generated by default as identity"
        " (maximum 32767 start 7); d bigint generated by default as identity (increment -2"
        " minimum -9223372036854775808 maximum -1 start -1); }\n"
        "extension citext in kb @postgres;\n"
        "table kb.\"T t\" { id int primary key default nextval('kb.\"T t_id_seq\"'); }\n"
        "sequence kb.\"T t_id_seq\" owned by kb.\"T t\".id @postgres;\n");
}

TEST(comments)
{
    if (no_server()) return;
    check_round_trip(
        "/// The s.\nschema s; target postgres 12;\n"
        "/// A space\nnamespace kb @postgres;\n"
        "/// An enum\nenum mood { \n/// sad\na }\n"
        "/// A domain\ndomain d int check positive (value > 0) @postgres;\n"
        "/// A sequence\nsequence q @postgres;\n"
        "/// A table's own 'words' \\ and \"more\"\n/// in two lines\n"
        "table kb.t {\n    /// the key\n    id int primary key;\n"
        "    /// unique\n    unique one (id, x);\n    /// a number\n    x int;\n"
        "    /// to itself\n    foreign key me (x) references kb.t(id);\n"
        "    /// small\n    check small (x < 10);\n    /// fast\n    index by_x (x);\n}\n"
        "/// A view\nview v as $$ select id from kb.t $$ @postgres;\n"
        "/// Kept\nmaterialized view m as $$ select id from kb.t $$ @postgres;\n"
        "/// Calls\nfunction f(a int, out b int) language sql as $$ select 1 $$ @postgres;\n"
        "/// Does\nprocedure p(a kb.t_kind) language sql as $$ select 1 $$ @postgres;\n"
        "enum kb.t_kind { a }\n"
        "/// Touches\nfunction g() returns trigger language plpgsql as $$ begin end $$ @postgres;\n"
        "/// Fires\ntrigger tr before insert on kb.t for each row execute g() @postgres;\n"
        "/// Guards\npolicy pol on kb.t @postgres;\n"
        "extension hstore @postgres;\n");
}

#define LONG "a23456789012345678901234567890123456789012345678901234567890123"

/* Names and texts that try to leave their quotes. */
TEST(hostile_names)
{
    if (no_server()) return;
    check_round_trip(
        "schema s; target postgres 12; namespace \"na'me \"\"x\" @postgres;\n"
        "namespace \"select\" @postgres;\n"
        "enum \"select\".\"e'n\"\"um\" { 'a', '', 'it''s', '$$', 'q\"q', 'x\\x', 'ä😀',"
        " 'a, b' }\n"
        "table \"na'me \"\"x\".\"t; drop table x; --\" {\n"
        "    \"order\" int primary key; \"user\" text; \"a b\" text default '''; select 1; --';\n"
        "    \"ünï😀\" \"select\".\"e'n\"\"um\" default 'x\\x';\n"
        "    \"new\nline\" text default e'\\n\\t'; limit int?; position int?;\n"
        "    json int?; left int?;\n"
        "    \"tab\there\" int?; \"$$\" int?; \"UPPER\" int?; \"1\" int?; \"a.c\" int?;\n"
        "    \"check\" int?; \"default\" int?; \"value\" int?;\n"
        "    " LONG " int?; \"\\\" int?; \"%s\" int?;\n"
        "    unique (\"user\", \"a b\");\n"
        "    check (\"order\" > 0 and \"UPPER\" < 3 and json > position);\n"
        "    check \"c'k\"\"\" (\"a.c\" > \"1\" or \"value\" = \"default\" or left > 1);\n"
        "    index (\"a.c\", \"new\nline\") where \"order\" > 1; index \"i''\" (lower(\"user\"));\n"
        "    index (json, left); foreign key (\"UPPER\") references \"na'me \"\"x\"."
        "\"t; drop table x; --\" (\"order\");\n"
        "}\n"
        "table " LONG " { id int primary key; x int; unique (x); index (x, id); check (x > 1);\n"
        "    foreign key (x) references " LONG "(id); }\n"
        "function \"f\"\"'\"(\"in\" int, \"select\" text default 'x''$$') returns text\n"
        " language sql as $body$ select '$$', '$a$', '$body', ';' -- ' $body$ @postgres;\n"
        "/// com'ment $$ \\ \" */ --\nview \"v\"\"\" as $$ select '$', \"user\" from "
        "\"na'me \"\"x\".\"t; drop table x; --\" $$ @postgres;\n");
}
