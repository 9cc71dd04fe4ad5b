/* SPDX-License-Identifier: MIT
 * The SQL that the PostgreSQL dialect writes, to the letter, and what it refuses to write. That a
 * server takes it and holds what was meant is tested in tests/live/postgres.c. */
#include "tests/unit/test.h"

#include "dialect/dialect.h"
#include "plan/plan.h"
#include "tests/unit/resolve_run.h"

/* The baseline of a schema; its errors, if it has any. */
static const char *sql_of(Run *run, const char *text)
{
    *run = run_resolve(text);
    Text sql = {0};
    if (diag_errors(run->cx.diag)) return run->output;
    const Schema *lowered = postgres_dialect.lower(&run->cx, run->schema);
    if (diag_errors(run->cx.diag) == 0)
        plan_print(&sql, plan_changes(&run->cx, &postgres_dialect, diff(&run->cx, NULL, lowered), NULL));
    free(run->output);
    size_t length = 0;
    FILE *out = open_memstream(&run->output, &length);
    if (diag_errors(run->cx.diag)) diag_print(run->cx.diag, out, DIAG_TEXT, 0);
    else fputs(text_string(&sql), out);
    fclose(out);
    text_free(&sql);
    return run->output;
}

static void check_sql(const char *schema, const char *expected)
{
    Run run;
    CHECK_STRING(sql_of(&run, schema), expected);
    run_free(&run);
}

static void check_refused(const char *schema, const char *words)
{
    Run run;
    const char *output = sql_of(&run, schema);
    CHECK(diag_errors(run.cx.diag) > 0);
    if (!strstr(output, words)) CHECK_STRING(output, words);
    run_free(&run);
}

TEST(table)
{
    check_sql("schema s; target postgres 12;\n"
              "/// Who's who\n"
              "table people with (fillfactor = 70, toast.autovacuum_enabled = false) row security {\n"
              "    check (length(name) < 10);\n"
              "    id bigint primary key generated always as identity (start 10 increment 2);\n"
              "    \"user\" text? collate \"C\" default 'x';\n"
              "    name text default lower('A') || 'b';\n"
              "    born date default current_date;\n"
              "    key bytes default x'00ff';\n"
              "    short text generated always as (left(name, 3)) stored;\n"
              "    boss bigint? references people(id) on delete set null deferrable;\n"
              "    unique named (name, born) deferrable initially deferred;\n"
              "}\n",
              "CREATE TABLE public.people (\n"
              "    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 2) NOT NULL,\n"
              "    \"user\" text COLLATE \"C\" DEFAULT 'x',\n"
              "    name text DEFAULT (lower('A') || 'b') NOT NULL,\n"
              "    born date DEFAULT CURRENT_DATE NOT NULL,\n"
              "    key bytea DEFAULT '\\x00ff'::bytea NOT NULL,\n"
              "    short text GENERATED ALWAYS AS (left(name, 3)) STORED NOT NULL,\n"
              "    boss bigint,\n"
              "    CONSTRAINT people_name_check CHECK (length(name) < 10),\n"
              "    CONSTRAINT people_pkey PRIMARY KEY (id),\n"
              "    CONSTRAINT named UNIQUE (name, born) DEFERRABLE INITIALLY DEFERRED\n"
              ")\n"
              "WITH (fillfactor = 70, toast.autovacuum_enabled = false);\n"
              "ALTER TABLE public.people ENABLE ROW LEVEL SECURITY;\n\n"
              "COMMENT ON TABLE public.people IS 'Who''s who';\n\n"
              "ALTER TABLE public.people ADD CONSTRAINT people_boss_fkey FOREIGN KEY (boss) "
              "REFERENCES public.people (id) ON DELETE SET NULL DEFERRABLE;\n");
}

TEST(index)
{
    check_sql("schema s; target postgres 12;\n"
              "table t { a int; b text;\n"
              "    index one (lower(b), (a + 1) desc, b collate \"C\" text_pattern_ops nulls first)\n"
              "        include (a) with (fillfactor = 50) where a > 1 or b is null; }\n",
              "CREATE TABLE public.t (\n    a integer NOT NULL,\n    b text NOT NULL\n);\n\n"
              "CREATE INDEX one ON public.t (lower(b), (a + 1) DESC, b COLLATE \"C\" "
              "text_pattern_ops NULLS FIRST) INCLUDE (a) WITH (fillfactor = 50) "
              "WHERE a > 1 OR b IS NULL;\n");
}

TEST(function)
{
    check_sql("schema s; target postgres 12; namespace kb @postgres; enum mood { a }\n"
              "function kb.f(m mood, out n int) language sql immutable parallel safe\n"
              "    set search_path = 'kb, public' set work_mem = '4MB' as $b$ select $$1$$ $b$\n"
              "    @postgres;\n",
              "CREATE SCHEMA kb;\n\nCREATE TYPE public.mood AS ENUM (\n    'a'\n);\n\n"
              "CREATE FUNCTION kb.f(m public.mood, OUT n integer)\n"
              "    LANGUAGE sql\n    IMMUTABLE\n    PARALLEL SAFE\n"
              "    SET search_path TO kb, public\n    SET work_mem TO '4MB'\n"
              "    AS $a$ select $$1$$ $a$;\n");
}

TEST(owned_sequence_comes_before_its_table)
{
    check_sql("schema s; target postgres 12; sequence ids owned by t.id @postgres;\n"
              "table t { id bigint default nextval('ids'); }\n",
              "CREATE SEQUENCE public.ids;\n\n"
              "CREATE TABLE public.t (\n    id bigint DEFAULT nextval('ids') NOT NULL\n);\n"
              "ALTER SEQUENCE public.ids OWNED BY public.t.id;\n");
}

TEST(bodies_end_before_the_statement_does)
{
    check_sql("schema s; target postgres 12;\n"
              "view v as $$\n  select 1 as one ; -- last\n$$;\n"
              "view w as $$ select 2 as two; ; $$;\n",
              "CREATE VIEW public.v AS\nselect 1 as one ; -- last\n;\n\n"
              "CREATE VIEW public.w AS\nselect 2 as two;\n");
}

TEST(other_dialect_is_left_out)
{
    check_sql("schema s; target postgres 12, sqlite 3.37;\n"
              "table t strict off @sqlite { a int; }\n"
              "table u { a int; b text @sqlite; c json type @sqlite text default @postgres '{}'"
              " @sqlite 'x'; check (a > 1) @sqlite; }\n",
              "CREATE TABLE public.u (\n    a integer NOT NULL,\n"
              "    c json DEFAULT '{}' NOT NULL\n);\n");
}

TEST(refused)
{
    check_refused("schema s; target postgres 12; table t { a uuid default gen_random_uuid(); }\n",
                  "[version-too-low]");
    check_refused("schema s; target postgres, sqlite; table t { a text collate nocase; }\n",
                  "PostgreSQL has no collation 'nocase'");
    check_refused("schema s; target postgres, sqlite; table t { a text;\n"
                  "    check (a collate rtrim > 'x'); }\n",
                  "PostgreSQL has no collation 'rtrim'");
}
