/* SPDX-License-Identifier: MIT
 * Every construct of the language and the tree it makes. */
#include "tests/unit/syntax.h"

TEST(the_small_declarations)
{
    CHECK_STRING(run_dump("schema shop; target postgres 12, sqlite 3.37; target sqlite 3.40.1;"),
                 "schema shop\ntarget\n"
                 "  clause 'postgres' value '12' expr 12\n"
                 "  clause 'sqlite' value '3.37' expr 3.37\n"
                 "target\n  clause 'sqlite' value '3.40.1'\n");
    CHECK_STRING(run_dump("extension \"uuid-ossp\" in kb version '1.3' @postgres;"),
                 "extension uuid-ossp @postgres\n  clause 'in' name kb\n"
                 "  clause 'version' value '1.3' expr '1.3'\n");
    CHECK_STRING(run_dump("namespace public default @postgres; namespace kb was k;"),
                 "namespace public @postgres\n  clause 'default'\n"
                 "namespace kb\n  clause 'was' name k\n");
    CHECK_STRING(run_dump("mixin m { a int; };;"), "mixin m\n  column a : int\n");
}

TEST(enums)
{
    CHECK_STRING(run_dump("enum kb.e @postgres was f { a, \"B\" was b, 'any, text' was 'x y', }"),
                 "enum kb.e @postgres\n  clause 'was' name f\n  value a\n  value B\n"
                 "    clause 'was' name b\n  value any, text\n    clause 'was' name x y\n");
    CHECK_STRING(run_dump("enum e {}"), "enum e\n");
    CHECK_STRING(run_dump("enum e { table, end, was was was, null }"),
                 "enum e\n  value table\n  value end\n  value was\n    clause 'was' name was\n"
                 "  value null\n");
}

TEST(domains_and_sequences)
{
    CHECK_STRING(run_dump("domain d varchar(10) default 'x' collate \"C\" not null "
                          "check n (value <> '') check (length(value) < 9) @postgres;"),
                 "domain d : varchar(10) @postgres\n  clause 'default' expr 'x'\n"
                 "  clause 'collate' name C\n  clause 'not null'\n"
                 "  clause 'check' name n expr value <> ''\n"
                 "  clause 'check' expr length(value) < 9\n");
    CHECK_STRING(run_dump("sequence a; sequence b start 5; sequence c int increment -2 minimum 1 "
                          "maximum +9 cache 3 cycle owned by kb.orders.id @postgres;"),
                 "sequence a\nsequence b\n  clause 'start' value '5' expr 5\nsequence c : int "
                 "@postgres\n  clause 'increment' value '-2' expr -2\n"
                 "  clause 'minimum' value '1' expr 1\n  clause 'maximum' value '+9' expr +9\n"
                 "  clause 'cache' value '3' expr 3\n  clause 'cycle'\n"
                 "  clause 'owned by' name orders.id expr kb.orders.id\n");
}

TEST(table_clauses)
{
    CHECK_STRING(run_dump("table kb.t unlogged without rowid strict off row security force row "
                          "security with (fillfactor = 70, toast.x) was old.t @postgres {}"),
                 "table kb.t @postgres\n  clause 'unlogged'\n  clause 'without rowid'\n"
                 "  clause 'strict off'\n  clause 'row security'\n"
                 "  clause 'force row security'\n  clause 'with'\n    - fillfactor = 70\n"
                 "    - toast.x\n  clause 'was' name old.t\n");
    CHECK_STRING(run_dump("table f using fts5('title', 'tokenize = \"x\"') @sqlite {}"),
                 "table f @sqlite\n  clause 'using' name fts5 expr fts5('title', 'tokenize = "
                 "\"x\"')\n    - 'title'\n    - 'tokenize = \"x\"'\n");
}

TEST(words_are_names_of_columns)
{
    CHECK_STRING(run_dump("table t { key int; action text?; type text; status text; timestamp "
                          "timestamptz; name text; value int; position int; order int; from int; "
                          "end int; default int; with int; was int; table int; trigger text; }"),
                 "table t\n  column key : int\n  column action : text?\n  column type : text\n"
                 "  column status : text\n  column timestamp : timestamptz\n  column name : text\n"
                 "  column value : int\n  column position : int\n  column order : int\n"
                 "  column from : int\n  column end : int\n  column default : int\n"
                 "  column with : int\n  column was : int\n  column table : int\n"
                 "  column trigger : text\n");
    CHECK_STRING(run_dump("table t { check (type > key and value < position); index (name, "
                          "default desc, first nulls last, last); \"index\" int; }"),
                 "table t\n  check expr type > key and value < position\n  index\n"
                 "      - name\n      - default desc\n      - first nulls last\n      - last\n"
                 "  column index : int\n");
}

TEST(column_clauses)
{
    CHECK_STRING(run_dump("table t { a int? primary key autoincrement unique default 1 + 2 * 3 "
                          "check n (a > 1) check (a < 9) collate nocase backfill b using c::int "
                          "was o @sqlite; }"),
                 "table t\n  column a : int? @sqlite\n"
                 "    clause 'primary key' value 'autoincrement'\n    clause 'unique'\n"
                 "    clause 'default' expr 1 + 2 * 3\n    clause 'check' name n expr a > 1\n"
                 "    clause 'check' expr a < 9\n    clause 'collate' name nocase\n"
                 "    clause 'backfill' expr b\n    clause 'using' expr c::int\n"
                 "    clause 'was' name o\n");
    CHECK_STRING(run_dump("table t { a int generated always as (b + 1) stored; c int generated by "
                          "default as identity (start 10 increment -2 cycle); d int generated "
                          "always as identity; e int generated always as (1); }"),
                 "table t\n  column a : int\n    clause 'generated always as' value 'stored' expr "
                 "b + 1\n  column c : int\n    clause 'generated by default as identity'\n"
                 "      - start = 10\n      - increment = -2\n      - cycle\n  column d : int\n"
                 "    clause 'generated always as identity'\n  column e : int\n"
                 "    clause 'generated always as' expr 1\n");
}

TEST(references_and_their_actions)
{
    CHECK_STRING(run_dump("table t { a int references kb.u(id) on delete set null (a, b) on update "
                          "no action match full not deferrable initially deferred; b int "
                          "references u on delete cascade on update set default deferrable; }"),
                 "table t\n  column a : int\n    clause 'references' name kb.u\n      - id\n"
                 "    clause 'on delete' value 'set null'\n      - a\n      - b\n"
                 "    clause 'on update' value 'no action'\n    clause 'match' value 'full'\n"
                 "    clause 'not deferrable'\n    clause 'initially deferred'\n"
                 "  column b : int\n    clause 'references' name u\n"
                 "    clause 'on delete' value 'cascade'\n"
                 "    clause 'on update' value 'set default'\n    clause 'deferrable'\n");
}

TEST(marks_and_values_by_dialect)
{
    CHECK_STRING(run_dump("table t { a int default @postgres f() @sqlite (g()) references u(id) "
                          "@postgres; b int?@sqlite; c text[] type @sqlite json default @sqlite "
                          "$$ (x()) $$; d int generated always as @postgres (1) @sqlite (2) "
                          "virtual; check n @postgres (a ~ 'x') @sqlite (a > 1); e int check m "
                          "@sqlite (e > 1) @postgres (e > 2); }"),
                 "table t\n  column a : int @postgres\n    clause 'default' @postgres expr f()\n"
                 "    clause 'default' @sqlite expr (g())\n    clause 'references' name u\n"
                 "      - id\n  column b : int? @sqlite\n  column c : text[]\n"
                 "    clause 'type' @sqlite type json\n"
                 "    clause 'default' @sqlite expr $$ (x()) $$\n  column d : int\n"
                 "    clause 'generated always as' @postgres expr 1\n"
                 "    clause 'generated always as' @sqlite value 'virtual' expr 2\n  check n\n"
                 "    clause 'check' @postgres expr a ~ 'x'\n"
                 "    clause 'check' @sqlite expr a > 1\n  column e : int\n"
                 "    clause 'check' @sqlite name m expr e > 1\n"
                 "    clause 'check' @postgres name m expr (e > 2)\n");
    CHECK_STRING(run_dump("index i on t (a) where @postgres a > 1 @sqlite a > 2 @postgres;"),
                 "index i @postgres\n    - a\n  clause 'on' name t\n"
                 "  clause 'where' @postgres expr a > 1\n  clause 'where' @sqlite expr a > 2\n");
}

TEST(keys_and_checks)
{
    CHECK_STRING(run_dump("table t { primary key (a, b desc); primary key pk (a) include (c) "
                          "deferrable; unique (a) nulls not distinct was o @postgres; foreign key "
                          "fk (a, b) references kb.u (x, y) on delete cascade; check c (a > 0) no "
                          "inherit; use kb.m; unique u (a collate nocase) on conflict replace; }"),
                 "table t\n  primary key\n      - a\n      - b desc\n  primary key pk\n"
                 "      - a\n    clause 'include'\n      - c\n    clause 'deferrable'\n"
                 "  unique @postgres\n      - a\n    clause 'nulls not distinct'\n"
                 "    clause 'was' name o\n  foreign key fk\n      - a\n      - b\n"
                 "    clause 'references' name kb.u\n      - x\n      - y\n"
                 "    clause 'on delete' value 'cascade'\n  check c expr a > 0\n"
                 "    clause 'no inherit'\n  use kb.m\n  unique u\n      - a collate nocase\n"
                 "    clause 'on conflict' value 'replace'\n");
}

TEST(indexes)
{
    CHECK_STRING(run_dump("table t { index (lower(a) collate \"C\" text_pattern_ops desc nulls "
                          "first, b kb.ops(siglen=32, x) asc); unique index i using gin (a) "
                          "include (b) with (fillfactor = 70) where a collate \"C\" > 'x' was o; "
                          "index using gist j (a); index using hash (a); index k (a with &&); }"),
                 "table t\n  index\n"
                 "      - lower(a) collate C class text_pattern_ops desc nulls first\n"
                 "      - b class kb.ops(siglen=32,x)\n  unique index i\n      - a\n"
                 "    clause 'using' name gin\n    clause 'include'\n      - b\n"
                 "    clause 'with'\n      - fillfactor = 70\n"
                 "    clause 'where' expr a collate \"C\" > 'x'\n    clause 'was' name o\n"
                 "  index j\n      - a\n    clause 'using' name gist\n  index\n      - a\n"
                 "    clause 'using' name hash\n  index k\n      - a with &&\n");
    CHECK_STRING(run_dump("index on v (a); unique index i on kb.v using btree (a);"),
                 "index\n    - a\n  clause 'on' name v\nunique index i\n    - a\n"
                 "  clause 'on' name kb.v\n  clause 'using' name btree\n");
}

TEST(views)
{
    CHECK_STRING(run_dump("view v (a, b) with (security_invoker = true) as $$ x $$; materialized "
                          "view kb.m as $$ y $$ with no data @postgres { index i (a); }"),
                 "view v\n    - a\n    - b\n  clause 'with'\n    - security_invoker = true\n"
                 "  clause 'as' body of 3 bytes\nmaterialized view kb.m @postgres\n"
                 "  clause 'as' body of 3 bytes\n  clause 'with no data'\n  index i\n"
                 "      - a\n");
}

TEST(functions)
{
    CHECK_STRING(run_dump("function kb.f(a int, in b double precision default 1, out int, variadic "
                          "v text[], inout x kb.y) returns setof text language 'c' immutable "
                          "strict security definer leakproof window parallel safe cost 10 rows 5 "
                          "set search_path = 'a', b set x.y to 5 as $$ $$ @postgres;"),
                 "function kb.f @postgres\n  clause 'returns' value 'setof' type text\n"
                 "  clause 'language' value 'c' expr 'c'\n  clause 'immutable'\n"
                 "  clause 'strict'\n  clause 'security definer'\n  clause 'leakproof'\n"
                 "  clause 'window'\n  clause 'parallel' value 'safe'\n"
                 "  clause 'cost' value '10' expr 10\n  clause 'rows' value '5' expr 5\n"
                 "  clause 'set' value 'a, b' name search_path\n"
                 "  clause 'set' value '5' name x.y expr 5\n  clause 'as' body of 1 bytes\n"
                 "  parameter a : int\n  parameter b : double\n    clause 'in'\n"
                 "    clause 'default' expr 1\n  parameter : int\n    clause 'out'\n"
                 "  parameter v : text[]\n    clause 'variadic'\n  parameter x : kb.y\n"
                 "    clause 'inout'\n");
    CHECK_STRING(run_dump("function f() returns table (a int, b text) as $$ $$; procedure p();"),
                 "function f\n  clause 'returns' value 'table'\n  clause 'as' body of 1 bytes\n"
                 "  parameter a : int\n    clause 'table'\n  parameter b : text\n"
                 "    clause 'table'\nprocedure p\n");
}

TEST(triggers_and_policies)
{
    CHECK_STRING(
        run_dump("trigger t before insert or update of a, b or delete on kb.o for each "
                 "row when (new.a is distinct from old.a) execute kb.f('x', 1) @postgres;"),
        "trigger t @postgres\n  clause 'before'\n  clause 'insert'\n  clause 'update'\n"
        "    - a\n    - b\n  clause 'delete'\n  clause 'on' name kb.o\n"
        "  clause 'for each row'\n  clause 'when' expr (new.a is distinct from old.a)\n"
        "  clause 'execute' name kb.f\n    - 'x'\n    - 1\n");
    CHECK_STRING(run_dump("constraint trigger c after truncate on o deferrable referencing old "
                          "table as p new table n for each statement execute function f();"
                          "trigger i instead of insert on v as $$ begin end $$ @sqlite;"),
                 "constraint trigger c\n  clause 'after'\n  clause 'truncate'\n"
                 "  clause 'on' name o\n  clause 'deferrable'\n  clause 'old table' name p\n"
                 "  clause 'new table' name n\n  clause 'for each statement'\n"
                 "  clause 'execute' name f\ntrigger i @sqlite\n  clause 'instead of'\n"
                 "  clause 'insert'\n  clause 'on' name v\n  clause 'as' body of 11 bytes\n");
    CHECK_STRING(run_dump("policy p on kb.j as restrictive for all to app, public using (a = 1) "
                          "with check (b = 2) @postgres;"),
                 "policy p @postgres\n  clause 'on' name kb.j\n  clause 'as' value 'restrictive'\n"
                 "  clause 'for' value 'all'\n  clause 'to'\n    - app\n    - public\n"
                 "  clause 'using' expr (a = 1)\n  clause 'with check' expr b = 2\n");
}

TEST(unknown_words_are_clauses_and_declarations)
{
    CHECK_STRING(run_dump("tabel t sparkling storage(fast, 3) { a int shiny; }"),
                 "tabel t\n  clause 'sparkling'\n  clause 'storage'\n    - fast\n    - 3\n"
                 "  column a : int\n    clause 'shiny'\n");
}

TEST(types_are_folded)
{
    CHECK_STRING(
        run_dump("table t { a integer; b double precision; c character varying(9); d "
                 "numeric(10, 2); e timestamp (3) with time zone; f boolean?; g int8[][3]; "
                 "h time without time zone; i postgres.vector(768); j "
                 "sqlite.\"VARCHAR(80)\"; k postgres.geometry(Point, 4326); }"),
        "table t\n  column a : int\n  column b : double\n  column c : varchar(9)\n"
        "  column d : decimal(10,2)\n  column e : timestamptz(3)\n  column f : bool?\n"
        "  column g : bigint[][]\n  column h : time\n  column i : postgres.vector(768)\n"
        "  column j : sqlite.\"VARCHAR(80)\"\n"
        "  column k : postgres.geometry(point,4326)\n");
}

/* Ten thousand columns, one table: spans and order stay right, nothing is quadratic. */
TEST(a_large_table)
{
    Text text = {0};
    Run run = run_new();
    text_add(&text, "table t {\n");
    for (int i = 0; i < 10000; i++) text_printf(&text, "c%d int default %d;\n", i, i);
    text_add(&text, "}");
    Tree *tree = parse_text(&run.cx, "test", text_string(&text), text.length);
    const Decl *table = tree->decls.items[0];
    CHECK(!tree->has_errors && table->members.count == 10000);
    const Decl *last = table->members.items[9999];
    CHECK_STRING(name_text(last->name.name), "c9999");
    CHECK(memcmp(text.data + last->span.start, "c9999 int default 9999;", 23) == 0);
    CHECK(last->span.end - last->span.start == 23);
    text_free(&text);
    run_end(&run);
}
