/* SPDX-License-Identifier: MIT
 * The SQLite dialect against SQLite itself: what is created from a schema is read back as the very
 * catalog text that the compiler expects; defaults, checks and translations do what they say. */
#include <sqlite3.h>
#include <stdlib.h>

#include "diff/diff.h"
#include "engine.h"
#include "plan/plan.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "tests/unit/test.h"

typedef struct Run {
    Cx cx;
    sqlite3 *db;
    const Schema *lowered;
    Text script, wanted;
    memory memory;
    char *found;
} Run;

static bool diagnosed(Run *run)
{
    if (diag_errors(run->cx.diag) == 0) return false;
    diag_print(run->cx.diag, stderr, DIAG_TEXT, 0);
    return true;
}

static void execute(Run *run, const char *sql)
{
    char *error = NULL;
    if (sqlite3_exec(run->db, sql, NULL, NULL, &error) == SQLITE_OK) return;
    fprintf(stderr, "%s\nin: %s\n", error, sql);
    test_ok = false;
    sqlite3_free(error);
}

static void inspect(Run *run)
{
    catalog list;
    const char *error = NULL;
    catalog_init(&list, &run->memory);
    CHECK(schemac_sqlite_engine.inspect(run->db, NULL, &list, &error) == SCHEMAC_OK);
    if (error) fprintf(stderr, "%s\n", error);
    run->found = catalog_text(&list, &run->memory, NULL);
}

static Run begin(const char *schema)
{
    Run run = {.cx = {.arena = arena_new()}};
    Text text = {0};
    run.cx.names = names_new(run.cx.arena);
    run.cx.sources = sources_new(run.cx.arena);
    run.cx.diag = diag_new(run.cx.arena, run.cx.sources);
    text_printf(&text, "schema t;\n%s%s", strstr(schema, "target ") ? "" : "target sqlite;\n",
                schema);
    char *kept = text_keep(&text, run.cx.arena);
    const Tree *tree = parse_text(&run.cx, "t.schema", kept, strlen(kept));
    const Schema *logical = resolve(&run.cx, tree);
    if (diag_errors(run.cx.diag) == 0) run.lowered = sqlite_dialect.lower(&run.cx, logical);
    return run;
}

static void end(Run *run)
{
    sqlite3_close(run->db);
    text_free(&run->script);
    text_free(&run->wanted);
    memory_free(&run->memory);
    arena_free(run->cx.arena);
}

/* Creates the schema in memory and compares what is there with what is expected. */
static Run create(const char *schema)
{
    Run run = begin(schema);
    CHECK(sqlite3_open(":memory:", &run.db) == SQLITE_OK);
    if (diagnosed(&run)) {
        test_ok = false;
        return run;
    }
    const Plan *plan = plan_changes(&run.cx, &sqlite_dialect, diff(&run.cx, NULL, run.lowered), NULL);
    plan_print(&run.script, plan);
    if (getenv("SHOW")) fprintf(stderr, "%s", text_string(&run.script));
    execute(&run, text_string(&run.script));
    catalog_print(&run.cx, &run.wanted, run.lowered, sqlite_dialect.expr);
    inspect(&run);
    CHECK_STRING(run.found, text_string(&run.wanted));
    return run;
}

static void check_round(const char *schema)
{
    Run run = create(schema);
    end(&run);
}

/* The first value of the first row, as text. */
static const char *ask(Run *run, const char *sql)
{
    const char *value = NULL, *error = NULL;
    CHECK(schemac_sqlite_engine.ask(run->db, &run->memory, sql, NULL, &value, &error) ==
          SCHEMAC_OK);
    if (error) fprintf(stderr, "%s\nin: %s\n", error, sql);
    return value;
}

static bool is_refused(Run *run, const char *sql)
{
    return sqlite3_exec(run->db, sql, NULL, NULL, NULL) == SQLITE_CONSTRAINT;
}

/* ---- the round ---- */

TEST(every_type_is_read_back)
{
    check_round("enum mood { happy, 'so so', 'it''s fine' }\n"
                "domain small int check (value between 1 and 10);\n"
                "table a {\n"
                "  b bool; s smallint; i int?; l bigint default 7; r real; d double default 1.5;\n"
                "  n decimal(10,2) default 0.50; t text default 'x'; v varchar(20)?; c char(3);\n"
                "  y bytes default x'00ff'; u uuid default gen_random_uuid(); da date default "
                "current_date;\n"
                "  ti time?; ts timestamp default now(); tz timestamptz default now();\n"
                "  iv interval default '90 minutes'; j json; jb jsonb default '{}'; m mood "
                "default 'so so';\n"
                "  sm small default 3;\n"
                "}\n");
}

TEST(keys_are_read_back)
{
    check_round("table a { id bigint primary key; }\n"
                "table b { id text primary key; }\n"
                "table c { x int; y text; z text?; primary key (x, y); unique (y, z); unique "
                "u_z (z); }\n"
                "table d { id int primary key autoincrement; n int unique; }\n"
                "table e without rowid { k text collate nocase primary key; }\n"
                "table f strict off { k text primary key; v sqlite.\"VARCHAR(80)\"?; }\n"
                "table g { id bigint primary key generated always as identity; }\n"
                "table h { a text; b text; primary key named (a desc, b collate nocase); }\n");
}

TEST(foreign_keys_are_read_back)
{
    check_round("table a { id bigint primary key; k text; n int?; unique (k, n); }\n"
                "table b { id bigint primary key; a_id bigint references a on delete cascade;\n"
                "  self bigint? references b(id) on update set null deferrable initially "
                "deferred;\n"
                "  k text; n int;\n"
                "  foreign key to_a (k, n) references a (k, n) on delete cascade;\n"
                "  foreign key (a_id) references a (id) on delete restrict; }\n");
}

TEST(tables_that_refer_to_each_other_are_read_back)
{
    check_round("table a { id bigint primary key; b_id bigint? references b; index (b_id); }\n"
                "table b { id bigint primary key; a_id bigint? references a; index (a_id); }\n"
                "table c { id bigint primary key; n int; up int? references c (n); unique index (n); }\n"
                "table d { id bigint primary key; a_id bigint references a; index (a_id); }\n");
}

TEST(checks_and_generated_columns_are_read_back)
{
    check_round("table a { x int check (x > 0); y int? check named (y is null or y < x);\n"
                "  s text check (length(s) between 1 and 10 and s like 'a\\_%b[c]%');\n"
                "  g int generated always as (x * 2 + 1); h text generated always as (s || '!') "
                "virtual;\n"
                "  check (x <> 3 and not (y = 4 or y is distinct from x));\n"
                "  check both (x in (1, 2, 3) and s not in ('p', 'q')); }\n");
}

TEST(indexes_are_read_back)
{
    check_round("table a { x int; y text; z text? collate nocase; d timestamptz?;\n"
                "  index (x, y desc); unique index one (y) where z is not null and x <> 0;\n"
                "  index folded (lower(y), x desc); index (z collate binary); index (y collate "
                "nocase);\n"
                "  index (z collate nocase); }\n");
}

TEST(views_triggers_and_virtual_tables_are_read_back)
{
    check_round("table a { id bigint primary key; n int; }\n"
                "view v as $$ SELECT id, n /* all */ FROM a WHERE n > 0; -- end\n $$;\n"
                "view w (p, q) as $$ select id, \"n\" from v $$;\n"
                "table f using fts5(title, body, tokenize = 'porter ascii') { }\n"
                "trigger up after update of n on a for each row when (new.n <> old.n)\n"
                "  as $$ begin update a set n = n + 1 where id = new.id; end; $$ @sqlite;\n"
                "trigger ins instead of insert on v for each row\n"
                "  as $$ BEGIN INSERT INTO a (n) VALUES (NEW.n); END $$ @sqlite;\n");
}

TEST(names_of_any_kind_are_read_back)
{
    check_round("table \"order\" { \"select\" int; \"a b\" text; \"Q\"\"uote\" text?; \"Größe\" "
                "int;\n"
                "  \"key\" text; \"it's\" int check (\"it's\" > 0);\n"
                "  primary key (\"a b\", \"select\"); unique (\"Q\"\"uote\", \"key\");\n"
                "  check (\"Größe\" > \"select\" and \"Q\"\"uote\" <> 'x');\n"
                "  index \"in dex\" (\"Größe\" desc, \"key\") where \"key\" <> ''; }\n"
                "table \"Mixed\" { \"Id\" bigint primary key; \"Other\" bigint? references "
                "\"Mixed\"; }\n");
}

TEST(words_of_sqlite_pass_untouched)
{
    check_round("table a { id bigint primary key; t int default @sqlite $$ (unixepoch('now')) $$;\n"
                "  u text default @sqlite (lower(hex(randomblob(16))));\n"
                "  w text default @sqlite current_timestamp;\n"
                "  check (t like '1%') @sqlite; check ($$ typeof(u) = 'text' -- so\n $$) "
                "@sqlite; }\n");
}

/* ---- what it does ---- */

static void check_glob(Run *run, const char *sql, const char *pattern)
{
    const char *value = ask(run, sql);
    bool fits = value && sqlite3_strglob(pattern, value) == 0;
    if (!fits) fprintf(stderr, "%s: %s does not fit %s\n", sql, value ? value : "NULL", pattern);
    CHECK(fits);
}

TEST(defaults_have_the_form_that_is_stored)
{
    Run run = create("table a { id bigint primary key; u uuid default gen_random_uuid();\n"
                     "  da date default current_date; ts timestamp default now();\n"
                     "  tz timestamptz default now(); later timestamptz default now() + "
                     "interval '30 days';\n"
                     "  noon timestamptz default current_date + interval '12 hours';\n"
                     "  day date default now() - interval '1 week'; n decimal(8,2) default 0.10;\n"
                     "  fix timestamptz default '2024-02-03 04:05:06+02'; b bool default true;\n"
                     "  iv interval default '1 day 02:30'; y bytes default '\\x0AfF'; }\n");
    const char *digit = "[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]000";
    char local[128], zoned[130];
    snprintf(local, sizeof local, "20[0-9][0-9]-%s", digit);
    snprintf(zoned, sizeof zoned, "%sZ", local);
    for (int i = 0; i < 50; i++) execute(&run, "insert into a default values");
    check_glob(&run, "select ts from a", local);
    check_glob(&run, "select tz from a", zoned);
    check_glob(&run, "select later from a", zoned);
    check_glob(&run, "select noon from a", "20*T12:00:00.000000Z");
    CHECK_STRING(ask(&run, "select count(*) from a where abs(julianday(later) - "
                           "julianday('now') - 30) < 0.01"),
                 "50");
    CHECK_STRING(ask(&run, "select count(*) from a where da = date('now') and day = date('now', "
                           "'-7 days')"),
                 "50");
    CHECK_STRING(ask(&run, "select count(distinct u) from a where length(u) = 36 and u = "
                           "lower(u) and"
                           " u glob '*-*-4*-[89ab]*-*' and substr(u, 9, 1) || substr(u, 14, 1) ||"
                           " substr(u, 19, 1) || substr(u, 24, 1) = '----' and"
                           " length(replace(u, '-', '')) = 32 and not u glob '*[^0-9a-f-]*'"),
                 "50");
    CHECK_STRING(ask(&run, "select n || ' ' || fix || ' ' || b || ' ' || iv || ' ' || hex(y) "
                           "from a"),
                 "0.10 2024-02-03T02:05:06.000000Z 1 P1DT9000S 0AFF");
    end(&run);
}

TEST(checks_keep_to_the_types)
{
    Run run = create("enum mood { sad, 'so so' }\n"
                     "domain small int not null check (value between 1 and 9) check (value <> 5);\n"
                     "domain tiny small default 2 check (value < 4);\n"
                     "table a { id bigint primary key; b bool?; m mood?; v varchar(3)?; j json?;\n"
                     "  s small default 1; t tiny; x int?; }\n");
    execute(&run, "insert into a (b, m, v, j) values (1, 'so so', 'abc', '[1]'), (0, null, '', "
                  "null),"
                  " (null, 'sad', null, '{\"a\": 1}')");
    CHECK(is_refused(&run, "insert into a (b) values (2)"));
    CHECK(is_refused(&run, "insert into a (b) values ('x')"));
    CHECK(is_refused(&run, "insert into a (m) values ('glad')"));
    CHECK(is_refused(&run, "insert into a (v) values ('abcd')"));
    CHECK(is_refused(&run, "insert into a (j) values ('{')"));
    CHECK(is_refused(&run, "insert into a (s) values (10)"));
    CHECK(is_refused(&run, "insert into a (s) values (5)"));
    CHECK(is_refused(&run, "insert into a (s) values (null)"));
    CHECK(is_refused(&run, "insert into a (t) values (4)"));
    CHECK(is_refused(&run, "insert into a (x) values ('one')"));
    CHECK_STRING(ask(&run, "select group_concat(id || ':' || t) from a"), "1:2,2:2,3:2");
    end(&run);
}

TEST(identity_counts_by_itself)
{
    Run run = create("table a { id int primary key generated by default as identity; n int; }\n"
                     "table b { id bigint primary key autoincrement; a_id int? references a; }\n");
    execute(&run, "pragma foreign_keys = on; insert into a (n) values (1), (2); insert into a "
                  "values (9, 9);"
                  " insert into a (n) values (3); insert into b (a_id) values (9), (10), (null);"
                  " delete from b where id = 3; insert into b (a_id) values (null)");
    CHECK_STRING(ask(&run, "select group_concat(id) from a"), "1,2,9,10");
    CHECK_STRING(ask(&run, "select group_concat(id) from b"), "1,2,4");
    CHECK(is_refused(&run, "insert into b (a_id) values (3)"));
    end(&run);
}

TEST(any_text_is_a_type)
{
    Run run = create("table a strict off { id int primary key; v sqlite.\"INT) , x (\"?;"
                    " w sqlite.\"INT DEFAULT\"?; x sqlite.\"decimal( 10 , 2 )\"?; }");
    CHECK_STRING(ask(&run, "select group_concat(\"type\", '|') from pragma_table_info('a')"),
                 "INTEGER|INT) , x (|INT DEFAULT|decimal( 10 , 2 )");
    end(&run);
}

/* ---- what it refuses ---- */

static void check_refused(const char *schema, const char *id)
{
    Run run = begin(schema);
    Text out = {0};
    FILE *file = tmpfile();
    char line[512];
    diag_print(run.cx.diag, file, DIAG_TEXT, 0);
    rewind(file);
    while (fgets(line, sizeof line, file)) text_add(&out, line);
    fclose(file);
    if (!strstr(text_string(&out), id))
        fprintf(stderr, "no %s for %s\n%s", id, schema, text_string(&out));
    CHECK(diag_errors(run.cx.diag) > 0 && strstr(text_string(&out), id));
    text_free(&out);
    end(&run);
}

TEST(what_sqlite_cannot_say_is_refused)
{
    check_refused("table a { id int primary key; u uuid[]; }", "[not-in-dialect]");
    check_refused("table a { id int primary key; n int generated always as identity; }",
                  "[not-in-dialect]");
    check_refused("table a { id int primary key generated always as identity (start 10); }",
                  "[not-in-dialect]");
    check_refused("table a { id int primary key; v sqlite.\"VARCHAR(80)\"; }", "[not-strict-type]");
    check_refused("table a strict off { id int; unique (id) desc; }", "[not-in-dialect]");
    check_refused("table a strict off { id int; b int; primary key (id, b) desc; }",
                  "[not-in-dialect]");
    check_refused("table a strict off { id int; unique (id) autoincrement; }", "[not-in-dialect]");
    check_refused("table a { id int primary key; t timestamptz check (t < now()); }", "error");
    check_refused("table a { id int primary key; t timestamptz default now() + interval '1 "
                  "month'; }",
                  "[not-in-dialect]");
    check_refused("target postgres; table a { id int primary key; t text default md5('x'); }",
                  "[not-in-dialect]");
    check_refused("table a { id int primary key; t date default 'tomorrow'; }", "error");
    check_refused("table a { id int primary key; }"
                  "trigger t after insert or delete on a for each row as $$ begin select 1; end "
                  "$$ @sqlite;",
                  "[not-in-dialect]");
}
