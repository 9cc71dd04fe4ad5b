/* SPDX-License-Identifier: MIT
 * What diff says of two schemas: additions, renames and what follows them, names that the compiler
 * chose, overloads, marks that have no effect, and what looks like a rename. */
#include "tests/unit/diff_run.h"

#include "tests/unit/test.h"

#define HEAD "schema s; target postgres 15; target sqlite; "
#define PG "schema s; target postgres 15; "

static void check(int dialect, const char *from, const char *to, const char *want)
{
    Cx cx = diff_cx();
    const Schema *before = diff_read(&cx, from, dialect), *after = diff_read(&cx, to, dialect);
    CHECK(diag_errors(cx.diag) == 0);
    if (diag_errors(cx.diag) == 0) CHECK_STRING(diff_text(&cx, diff(&cx, before, after)), want);
    arena_free(cx.arena);
}

static void check_postgres(const char *from, const char *to, const char *want)
{
    check(LOGICAL, from, to, want);
    check(DIALECT_POSTGRES, from, to, want);
}

/* In all three states. */
static void check_all(const char *from, const char *to, const char *want)
{
    check_postgres(from, to, want);
    check(DIALECT_SQLITE, from, to, want);
}

TEST(added_dropped_altered)
{
    const char *from = HEAD "table t { a int primary key; b text; c int default 1; }";
    check_all(from, HEAD "table t { a int primary key; c int default 2; d real?; } "
                         "table u { x int; y int; }",
              "drop column t.b; alter column t.c: default; add column t.d; add table u; "
              "add column u.x; add column u.y");
    check_all(from, HEAD "", "drop table t; drop column t.a; drop column t.b; drop column t.c; "
                             "drop primary key t.t_pkey");
    check_all(from, HEAD "\n/// letters\ntable t { a int primary key; b text?; c int default 1; }",
              "alter table t: doc; alter column t.b: null");
}

TEST(order_of_declaration_is_no_change)
{
    check_all(HEAD "table t { a int primary key; b text; check (a > 0); check (b = 'x'); index (b); } "
                   "table u { x int references t; }",
              HEAD "table u { x int references t; } "
                   "table t { b text; a int primary key; index (b); check (b = 'x'); check (a > 0); }",
              "");
}

TEST(order_of_values_is_one)
{
    check_postgres(HEAD "enum e { a, b, c } table t { x e; }",
                   HEAD "enum e { b, d, a, c } table t { x e; }",
                   "alter enum e: order; add value e.d");
    check_postgres(HEAD "enum e { a, b, c } table t { x e; }",
                   HEAD "enum e { d, a, c } table t { x e; }",
                   "drop value e.b; add value e.d; like value e.b -> d");
}

/* ---- renames ---- */

TEST(what_refers_to_a_renamed_column_is_the_same)
{
    check(LOGICAL,
          HEAD "table t { a int primary key; b text default 'x'; c int; unique (b); "
               "check (length(b) > 2); index low (lower(b)) where b <> ''; unique (c, b); } "
               "table u { x int references t; y text references t(b); }",
          HEAD "table t { id int primary key was a; name text default 'x' was b; c int; unique (name); "
               "check (length(name) > 2); index low (lower(name)) where name <> ''; "
               "unique (c, name); } "
               "table u { x int references t; y text references t(name); }",
          "rename column t.id was a; rename column t.name was b");
}

TEST(names_chosen_by_the_compiler_follow)
{
    const char *from = HEAD "table t { a int primary key; b text; unique (b); check (b <> ''); "
                            "index (b); foreign key (a) references t; }",
               *to = HEAD "table u was t { a int primary key; c text was b; unique (c); "
                          "check (c <> ''); index (c); foreign key (a) references u; }";
    check(LOGICAL, from, to, "rename table u was t; rename column u.c was b");
    check(DIALECT_POSTGRES, from, to,
          "rename table u was t; rename column u.c was b; rename primary key u.u_pkey was t_pkey; "
          "rename unique u.u_c_key was t_b_key; rename check u.u_c_check was t_b_check; "
          "rename index u.u_c_idx was t_b_idx; rename foreign key u.u_a_fkey was t_a_fkey");
    check(DIALECT_SQLITE, from, to,
          "rename table u was t; rename column u.c was b; rename index u.u_c_idx was t_b_idx");
}

TEST(names_given_by_the_author)
{
    const char *unnamed = HEAD "table t { a int; check (a > 0); unique (a); }",
               *named = HEAD "table t { a int; check positive (a > 0); unique t_a_key (a); }",
               *other = HEAD "table t { a int; check above (a > 0); unique t_a_key (a); }",
               *marked = HEAD "table t { a int; check above (a > 0) was positive; "
                              "unique t_a_key (a); }";
    check_postgres(unnamed, named, "rename check t.positive was t_a_check");
    check(DIALECT_SQLITE, unnamed, named,
          "rename unique t.t_a_key was t_a_key; rename check t.positive was t_a_check");
    check_postgres(named, other, "drop check t.positive; add check t.above; "
                                 "like check t.positive -> above");
    check(DIALECT_SQLITE, named, other, "rename check t.above was positive");
    check_all(named, marked, "rename check t.above was positive");
}

TEST(changed_checks_and_keys)
{
    check_all(HEAD "table t { a int; b int; check (a > 0); primary key (a); }",
              HEAD "table t { a int; b int; check (a > 1); primary key (a, b); }",
              "alter primary key t.t_pkey: columns; alter check t.t_a_check: expr");
    /* the second check takes the name of the first, which is gone */
    const char *two = HEAD "table t { a int; check (a > 0); check (a < 9); }",
               *one = HEAD "table t { a int; check (a < 9); }";
    check(LOGICAL, two, one, "drop check t.t_a_check");
    check(DIALECT_SQLITE, two, one, "drop check t.t_a_check");
    check(DIALECT_POSTGRES, two, one,
          "drop check t.t_a_check; rename check t.t_a_check was t_a_check1");
}

TEST(parentheses_that_say_nothing)
{
    const char *few = HEAD "table t { a int default 1 + 2 * 3; b int @sqlite; "
                           "check c (a > 0 or a < 9 and a <> 5); check d @sqlite (b > 0 or b < 9); "
                           "index i ((a + a * 2)) where a > 1; }",
               *many = HEAD "table t { a int default 1 + (2 * 3); b int @sqlite; "
                            "check c ((a > 0) or (a < 9 and (a <> 5))); "
                            "check d @sqlite ((b > 0) or (b < 9)); "
                            "index i ((a + (a * 2))) where ((a) > 1); }";
    check(DIALECT_POSTGRES, few, many, "");
    check(DIALECT_SQLITE, few, many, "alter check t.d: expr");
}

TEST(types_and_values)
{
    const char *from = HEAD "enum mood { sad, ok } "
                            "domain short text check (length(value) < 9); "
                            "table t { m mood default 'sad'; n mood; s short; check (n <> 'sad'); "
                            "check (n in ('sad', 'ok')); }",
               *to = HEAD "enum state was mood { bad was sad, ok } "
                          "domain brief text check (length(value) < 9) was short; "
                          "table t { m state default 'bad'; n state; s brief; check (n <> 'bad'); "
                          "check (n in ('bad', 'ok')); }";
    check(LOGICAL, from, to,
          "rename enum state was mood; rename value state.bad was sad; "
          "rename domain brief was short");
    check(DIALECT_POSTGRES, from, to,
          "rename enum state was mood; rename value state.bad was sad; "
          "rename domain brief was short; rename check brief.brief_check was short_check");
    /* SQLite stores the values as texts and has them in checks */
    check(DIALECT_SQLITE, from, to,
          "alter column t.m: default; alter check t.\"m type\": expr; "
          "alter check t.\"n type\": expr; alter check t.t_n_check: expr; "
          "alter check t.t_n_check1: expr");
}

TEST(functions_triggers_sequences)
{
    check(LOGICAL,
          PG "enum e { a } sequence ids; "
             "function f(x int) returns int language sql immutable as $$ select x $$; "
             "function g() returns trigger language plpgsql as $$ begin return new; end $$; "
             "table t { a int default f(1); b bigint default nextval('ids'); c e; check (f(a) > 0); } "
             "trigger up before update of a on t for each row when (new.a > old.a) execute g();",
          PG "enum e2 was e { a } sequence numbers was ids; "
             "function f2(x int) returns int language sql immutable as $$ select x $$ was f; "
             "function g2() returns trigger language plpgsql as $$ begin return new; end $$ was g; "
             "table t { a2 int default f2(1) was a; b bigint default nextval('numbers'); c e2; "
             "check (f2(a2) > 0); } "
             "trigger up before update of a2 on t for each row when (new.a2 > old.a2) execute g2();",
          "rename enum e2 was e; rename sequence numbers was ids; rename function f2(int) was f; "
          "rename function g2() was g; rename column t.a2 was a");
}

TEST(overloads_and_namesakes)
{
    check_postgres(
        PG "enum e { a } function f(a int) returns int language sql as $$ select 1 $$; "
           "function f(a text) returns int language sql as $$ select 2 $$; "
           "function f(a e) returns int language sql as $$ select 3 $$; "
           "table t { a int; } table u { a int; } policy own on t using (a > 0); "
           "policy own on u using (a > 0);",
        PG "enum e2 was e { a } function f(a e2) returns int language sql as $$ select 4 $$; "
           "function f(a text) returns int language sql as $$ select 5 $$; "
           "function f(a bigint) returns int language sql as $$ select 1 $$; "
           "table v was t { a int; } table u { a int; } policy own on u using (a > 1); "
           "policy own on v using (a > 0);",
        "drop function f(int); rename enum e2 was e; add function f(bigint); "
        "alter function f(e2): body; alter function f(text): body; rename table v was t; "
        "alter policy u.own: using");
}

/* ---- namespaces ---- */

TEST(namespaces)
{
    const char *from = PG "namespace old @postgres; enum old.e { a } "
                          "table old.t { a int primary key; e old.e; } table u { a int; } "
                          "sequence old.s; "
                          "table v { a int references old.t; b bigint default nextval('old.s'); }";
    check(LOGICAL, from,
          PG "namespace kb was old @postgres; enum kb.e { a } "
             "table kb.t { a int primary key; e kb.e; } table kb.u was public.u { a int; } "
             "sequence kb.s; "
             "table v { a int references kb.t; b bigint default nextval('kb.s'); }",
          "rename namespace kb was old; rename table kb.u was u");
    check(LOGICAL, from,
          PG "namespace kb was old @postgres; enum mood was old.e { a } "
             "table kb.t2 was t { a int primary key; e mood; } table u { a int; } "
             "sequence kb.s2 was kb.s; "
             "table v { a int references kb.t2; b bigint default nextval('kb.s2'); }",
          "rename namespace kb was old; rename enum mood was kb.e; rename sequence kb.s2 was kb.s; "
          "rename table kb.t2 was kb.t");
    check(LOGICAL, from,
          PG "namespace old default @postgres; namespace public @postgres; enum e { a } "
             "table t { a int primary key; e e; } table public.u { a int; } sequence s; "
             "table public.v { a int references t; b bigint default nextval('old.s'); }",
          "");
    check_postgres(PG "namespace ext @postgres; extension pg_trgm in ext @postgres; "
                      "table t { a text collate ext.de; index i using gin (a ext.gin_trgm_ops); }",
                   PG "namespace x was ext @postgres; extension pg_trgm in x @postgres; "
                      "table t { a text collate x.de; index i using gin (a x.gin_trgm_ops); }",
                   "rename namespace x was ext");
}

/* ---- marks ---- */

TEST(marks_that_have_been_done)
{
    const char *now = HEAD "table t { b int was a; c int; }";
    check_all(HEAD "table t { b int; c int; }", now, "unused column t.b");
    check_all(now, now, "unused column t.b");
    check_all(HEAD "table t { a int; c int; }", now, "rename column t.b was a");
    /* both are there: was it done, and a is another one since? */
    check_all(HEAD "table t { a int; b int; c int; }", now, "drop column t.a; doubtful column t.b");
    check_all(HEAD "table t { a int; b int; }", HEAD "table t { a int; b int was a; }",
              "unused column t.b");
    check_all(HEAD "table t { a int; }", HEAD "table t { a int; b int was a; }",
              "add column t.a; rename column t.b was a");
}

TEST(marks_of_namesakes)
{
    check_postgres(
        PG "function g() returns trigger language plpgsql as $$ begin return new; end $$; "
           "function f(a int) returns int language sql as $$ select 1 $$; "
           "function f(a text) returns int language sql as $$ select 1 $$; "
           "table t { a int; } table u { a int; } "
           "trigger up before update on t for each row execute g(); "
           "trigger up before update on u for each row execute g();",
        PG "function g() returns trigger language plpgsql as $$ begin return new; end $$; "
           "function h(a int) returns int language sql as $$ select 1 $$ was f; "
           "function h(a text) returns int language sql as $$ select 1 $$ was f; "
           "table t { b int was a; } table u { b int was a; } "
           "trigger down before update on t for each row execute g() was up; "
           "trigger down before update on u for each row execute g() was up;",
        "rename function h(int) was f; rename function h(text) was f; rename column t.b was a; "
        "rename column u.b was a; rename trigger t.down was up; rename trigger u.down was up");
}

TEST(chains_and_swaps)
{
    const char *three = HEAD "table t { a int; b int; c int; check (b > 0); }",
               *moved = HEAD "table t { b int was a; c int was b; d int was c; check (c > 0); }",
               *again = HEAD "table t { d int was c; c int was b; b int was a; check (c > 0); }";
    check(LOGICAL, three, moved,
          "rename column t.b was a; rename column t.c was b; rename column t.d was c");
    check(LOGICAL, three, again,
          "rename column t.d was c; rename column t.c was b; rename column t.b was a");
    check(LOGICAL, moved, again, "unused column t.d; unused column t.c; unused column t.b");
    check_all(HEAD "table t { a int; } table u { b int; }",
              HEAD "table u was t { a int; } table v was u { b int; }",
              "rename table u was t; rename table v was u");
}

/* ---- lookalikes ---- */

TEST(lookalikes)
{
    check_all(HEAD "table t { payload text; x int; y int; }",
              HEAD "table t { payload_text text; x int; z bigint; w int; }",
              "drop column t.payload; drop column t.y; add column t.payload_text; "
              "add column t.z; add column t.w; like column t.payload -> payload_text");
    check_all(HEAD "table t { a text; b int; }", HEAD "table t { q text; b int; }",
              "drop column t.a; add column t.q; like column t.a -> q");
    check_all(HEAD "table t { a text; b int; c int; }", HEAD "table people { a text; b int; d int; }",
              "drop table t; drop column t.a; drop column t.b; drop column t.c; add table people; "
              "add column people.a; add column people.b; add column people.d; like table t -> people");
}

TEST(origins_of_what_is_renamed)
{
    Cx cx = diff_cx();
    const Schema *from = diff_read(&cx, HEAD "table t { a bool; }", DIALECT_SQLITE),
                 *to = diff_read(&cx, HEAD "table u was t { b bool was a; }", DIALECT_SQLITE);
    const Changes *changes = diff(&cx, from, to);
    const Object *table = changes->from->objects.items[0], *old = from->objects.items[0];
    CHECK(changes->from != from && table->members.count == old->members.count);
    for (size_t i = 0; i < old->members.count; i++)
        CHECK(table->members.items[i]->origin == old->members.items[i]->origin);
    arena_free(cx.arena);
}

TEST(no_lookalikes)
{
    check_postgres(PG "extension hstore; table t { a int; b text; }",
                   PG "extension citext; table t { b text; c bigint; }",
                   "drop extension hstore; add extension citext; drop column t.a; add column t.c");
}

TEST(other_dialects)
{
    const char *both = HEAD "table t { a int; b int; }",
               *one = HEAD "table t { a int; b int @postgres; }";
    check(LOGICAL, both, one, "alter column t.b: dialects");
    check(DIALECT_POSTGRES, both, one, "");
    check(DIALECT_SQLITE, both, one, "drop column t.b");
    check(LOGICAL, one, HEAD "table t { a int; b int @sqlite; }",
          "drop column t.b; add column t.b; like column t.b -> b");
    check(LOGICAL, HEAD "table t { a int; check c @postgres (a > 0) @sqlite (a > 1); }",
          HEAD "table t { a int; check c @postgres (a > 0) @sqlite (a > 2); }",
          "alter check t.c: expr");
}

TEST(partners)
{
    Cx cx = diff_cx();
    const Schema *from = diff_read(&cx, HEAD "table t { a int; b int; }", LOGICAL),
                 *to = diff_read(&cx, HEAD "table u was t { b int; c int was a; }", LOGICAL);
    const Changes *changes = diff(&cx, from, to);
    const Object *table = to->objects.items[0], *before = changes->partner_of_to[table->id];
    CHECK(before && before->id == from->objects.items[0]->id);
    CHECK(changes->from != from && changes->from->objects.items[0] == before);
    CHECK(before && name_equals(before->name, "u") && !before->origin);
    CHECK(changes->partner_of_from[before->id] == table);
    const Object *column = table->members.items[1];
    CHECK(changes->partner_of_to[column->id] == before->members.items[0]);
    CHECK(name_equals(before->members.items[0]->name, "c"));
    CHECK(schema_find(changes->from, table->kind, NO_NAME, table->name) == before);
    arena_free(cx.arena);
}
