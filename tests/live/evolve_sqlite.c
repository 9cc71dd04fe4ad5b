/* SPDX-License-Identifier: MIT
 * SQLite databases that hold rows are brought from one schema to another by the script that plan
 * writes: afterwards the catalog is that of a fresh database, the rows are all there, and what does
 * not fit leaves the file as it was, with words that name the row. */
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
    memory memory;
    const Plan *plan;
    Text script, refused, answer;
} Run;

static const Schema *read_schema(Run *run, const char *name, const char *words)
{
    Text text = {0};
    text_printf(&text, "schema t;\n%s%s", strstr(words, "target ") ? "" : "target sqlite 3.40;\n",
                words);
    const char *kept = text_keep(&text, run->cx.arena);
    const Schema *schema = resolve(&run->cx, parse_text(&run->cx, name, kept, strlen(kept)));
    return schema;
}

static void execute(Run *run, const char *sql)
{
    char *error = NULL;
    if (sqlite3_exec(run->db, sql, NULL, NULL, &error) == SQLITE_OK) return;
    fprintf(stderr, "%s\nin: %s\n", error, sql);
    test_ok = false;
    sqlite3_free(error);
}

/* All values of the answer: rows separated by ';', values by ','. */
static const char *ask(Run *run, const char *sql)
{
    sqlite3_stmt *statement;
    text_clear(&run->answer);
    if (sqlite3_prepare_v2(run->db, sql, -1, &statement, NULL)) return sqlite3_errmsg(run->db);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        if (run->answer.length) text_add_char(&run->answer, ';');
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *value = (const char *)sqlite3_column_text(statement, i);
            text_printf(&run->answer, "%s%s", i ? "," : "", value ? value : "NULL");
        }
    }
    sqlite3_finalize(statement);
    return text_string(&run->answer);
}

/* One statement; what refuses the migration goes to run->refused. */
static void step(Run *run, sqlite3_stmt *statement)
{
    const char *name = sqlite3_column_count(statement) ? sqlite3_column_name(statement, 0) : "";
    bool is_check = strcmp(name, "violation") == 0 ||
                    strstr(sqlite3_sql(statement), "foreign_key_check");
    int status = sqlite3_step(statement);
    if (status == SQLITE_ROW && is_check)
        text_printf(&run->refused, "%s", (const char *)sqlite3_column_text(statement, 0));
    else if (status != SQLITE_ROW && status != SQLITE_DONE)
        text_printf(&run->refused, "error: %s", sqlite3_errmsg(run->db));
}

static void apply(Run *run)
{
    const char *at = text_string(&run->script);
    while (*at && !run->refused.length) {
        sqlite3_stmt *statement = NULL;
        int status = sqlite3_prepare_v2(run->db, at, -1, &statement, &at);
        if (status) text_printf(&run->refused, "error: %s", sqlite3_errmsg(run->db));
        if (!statement) break;
        step(run, statement);
        sqlite3_finalize(statement);
    }
    if (run->refused.length) execute(run, "ROLLBACK; PRAGMA foreign_keys = ON");
}

static char *inspect(Run *run)
{
    catalog list;
    const char *error = NULL;
    catalog_init(&list, &run->memory);
    CHECK(schemac_sqlite_engine.inspect(run->db, NULL, &list, &error) == SCHEMAC_OK);
    if (error) fprintf(stderr, "%s\n", error);
    return catalog_text(&list, &run->memory, NULL);
}

static bool diagnosed(Run *run)
{
    if (diag_errors(run->cx.diag) == 0) return false;
    diag_print(run->cx.diag, stderr, DIAG_TEXT, 0);
    test_ok = false;
    return true;
}

static void create(Run *run, const Schema *logical, const char *rows)
{
    Text script = {0};
    const Schema *lowered = sqlite_dialect.lower(&run->cx, logical);
    plan_print(&script, plan_changes(&run->cx, &sqlite_dialect, diff(&run->cx, NULL, lowered), NULL));
    CHECK(sqlite3_open(":memory:", &run->db) == SQLITE_OK);
    execute(run, "PRAGMA foreign_keys = ON");
    execute(run, text_string(&script));
    execute(run, rows);
    CHECK_STRING(ask(run, "PRAGMA foreign_key_check"), "");
    text_free(&script);
}

static Run begin(const char *from, const char *rows, const char *to)
{
    Run run = {.cx = {.arena = arena_new()}};
    run.cx.names = names_new(run.cx.arena);
    run.cx.sources = sources_new(run.cx.arena);
    run.cx.diag = diag_new(run.cx.arena, run.cx.sources);
    const Schema *before = read_schema(&run, "from.schema", from);
    const Schema *after = read_schema(&run, "to.schema", to);
    if (diagnosed(&run)) return run;
    create(&run, before, rows);
    run.plan = plan_evolve(&run.cx, &sqlite_dialect, before, after, NULL);
    if (diagnosed(&run)) return run;
    plan_script(&run.cx, &run.script, &sqlite_dialect, run.plan);
    return run;
}

static void end(Run *run)
{
    if (!test_ok && run->script.length) fprintf(stderr, "%s\n", run->script.data);
    sqlite3_close(run->db);
    text_free(&run->script);
    text_free(&run->refused);
    text_free(&run->answer);
    memory_free(&run->memory);
    arena_free(run->cx.arena);
}

/* The migration goes through, and the database is as a fresh one. */
static Run evolve(const char *from, const char *rows, const char *to)
{
    Run run = begin(from, rows, to);
    if (!run.plan) return run;
    apply(&run);
    CHECK_STRING(text_string(&run.refused), "");
    CHECK_STRING(ask(&run, "PRAGMA foreign_keys"), "1");
    CHECK_STRING(ask(&run, "PRAGMA legacy_alter_table"), "0");
    CHECK_STRING(ask(&run, "PRAGMA integrity_check"), "ok");
    CHECK_STRING(ask(&run, "PRAGMA foreign_key_check"), "");
    Text wanted = {0};
    catalog_print(&run.cx, &wanted, run.plan->to, sqlite_dialect.expr);
    char *found = inspect(&run);
    CHECK_STRING(found, text_string(&wanted));
    text_free(&wanted);
    return run;
}

/* The rows forbid it: the file stays as it was. */
static void refuse(const char *from, const char *rows, const char *to, const char *words)
{
    Run run = begin(from, rows, to);
    if (!run.plan) return;
    Text before = {0};
    text_add(&before, ask(&run, "SELECT group_concat(sql, ';') FROM sqlite_schema"));
    apply(&run);
    CHECK_STRING(text_string(&run.refused), words);
    CHECK_STRING(ask(&run, "SELECT group_concat(sql, ';') FROM sqlite_schema"), before.data);
    text_free(&before);
    end(&run);
}

static bool finds(const Run *run, const char *id, const char *path)
{
    for (size_t i = 0; run->plan && i < run->plan->findings.count; i++)
        if (strcmp(run->plan->findings.items[i].id, id) == 0 &&
            strcmp(run->plan->findings.items[i].path, path) == 0)
            return true;
    return false;
}

static bool has(const Run *run, const char *words)
{
    return strstr(text_string(&run->script), words) != NULL;
}

/* ---- in place ---- */

TEST(a_column_is_added_in_place)
{
    Run run = evolve("table a { id int primary key; }", "INSERT INTO a VALUES (1), (2)",
                     "table a { id int primary key; b text?; c int default 7; d bool default false;\n"
                     "  e text? collate nocase; f int? references a; g int? check (g > 0); }");
    CHECK(!has(&run, "DROP TABLE"));
    CHECK(!run.plan->rebuilds);
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,NULL,7,0,NULL,NULL,NULL;2,NULL,7,0,NULL,NULL,NULL");
    end(&run);
}

TEST(a_named_check_comes_with_its_column)
{
    Run run = evolve("table a { id int primary key; }", "INSERT INTO a VALUES (1), (2)",
                     "table a { id int primary key; b int?; check positive (b > 0); }");
    CHECK(!run.plan->rebuilds);
    end(&run);
}

TEST(a_backfill_is_an_update)
{
    Run run = evolve("table a { id int primary key; b int; }", "INSERT INTO a VALUES (1, 10), (2, 20)",
                     "table a { id int primary key; b int; c int? backfill b * 2; }");
    CHECK(has(&run, "UPDATE a SET c = b * 2"));
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,10,20;2,20,40");
    end(&run);
}

TEST(a_backfill_fires_no_trigger)
{
    Run run = evolve("table a { id int primary key; }\ntable log { line text; }\n"
                     "trigger t after update on a for each row as $$ begin insert into log values ('x'); end $$;",
                     "INSERT INTO a VALUES (1)",
                     "table a { id int primary key; c int? backfill 1; }\ntable log { line text; }\n"
                     "trigger t after update on a for each row as $$ begin insert into log values ('x'); end $$;");
    CHECK_STRING(ask(&run, "SELECT (SELECT count(*) FROM log), c FROM a"), "0,1");
    end(&run);
}

TEST(a_column_is_dropped_in_place)
{
    Run run = evolve("table a { id int primary key; b text?; c int; index (b); }",
                     "INSERT INTO a VALUES (1, 'x', 3)", "table a { id int primary key; c int; }");
    CHECK(has(&run, "ALTER TABLE a DROP COLUMN b"));
    CHECK(!run.plan->rebuilds);
    CHECK(finds(&run, "drop-column", "a.b"));
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,3");
    end(&run);
}

TEST(an_index_changes_with_its_column)
{
    static const char from[] = "table a { id int primary key; b int?; c int; unique index i (b, c); }";
    static const char to[] = "table a { id int primary key; c int; unique index i (c); }";
    Run run = evolve(from, "INSERT INTO a VALUES (1, 1, 3), (2, 2, 4)", to);
    CHECK(!run.plan->rebuilds);
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,3;2,4");
    end(&run);
    refuse(from, "INSERT INTO a VALUES (1, 1, 3), (2, 2, 3)", to, "a (c): 2 rows hold 3");
    refuse(from, "INSERT INTO a VALUES (1, 1, 3), (2, 2, 3)",
           "table a { id int primary key; c int; unique index i (c); check (c > 0); }",
           "a (c): 2 rows hold 3");
}

TEST(a_virtual_table_becomes_a_table_and_back)
{
    static const char virtual[] = "table f using fts5(title) { }";
    static const char real[] = "table f { id int primary key; title text?; index (title); }";
    Run run = evolve(virtual, "INSERT INTO f VALUES ('x')", real);
    CHECK(finds(&run, "recreate-virtual", "f"));
    end(&run);
    run = evolve(real, "INSERT INTO f VALUES (1, 'x')", virtual);
    end(&run);
}

/* ---- anew ---- */

TEST(children_stay_when_their_parent_is_made_anew)
{
    Run run = evolve("table a { id int primary key; n text?; }\n"
                     "table b { id int primary key; a_id int references a on delete cascade; index (a_id); }\n"
                     "table c { id int primary key; b_id int? references b on delete set null;\n"
                     "  up int? references c on delete cascade; index (b_id); index (up); }",
                     "INSERT INTO a VALUES (1, 'x'), (2, 'y'); INSERT INTO b VALUES (10, 1), (11, 2);"
                     "INSERT INTO c VALUES (100, 10, NULL), (101, NULL, 100)",
                     "table a { id int primary key; n text backfill 'none'; }\n"
                     "table b { id int primary key; a_id int references a on delete cascade; index (a_id);\n"
                     "  check (id > 0); }\n"
                     "table c { id int primary key; b_id int? references b on delete set null;\n"
                     "  up int? references c on delete cascade; index (b_id); index (up); check (id > 99); }");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,x;2,y");
    CHECK_STRING(ask(&run, "SELECT * FROM b"), "10,1;11,2");
    CHECK_STRING(ask(&run, "SELECT * FROM c"), "100,10,NULL;101,NULL,100");
    execute(&run, "DELETE FROM a WHERE id = 1");
    CHECK_STRING(ask(&run, "SELECT * FROM b"), "11,2");
    CHECK_STRING(ask(&run, "SELECT * FROM c"), "100,NULL,NULL;101,NULL,100");
    end(&run);
}

TEST(numbers_are_not_handed_out_again)
{
    Run run = evolve("table a { id int primary key autoincrement; n text; }",
                     "INSERT INTO a (n) VALUES ('x'), ('y'), ('z'); DELETE FROM a WHERE id > 1",
                     "table a { id int primary key autoincrement; n text; check (n <> ''); }");
    execute(&run, "INSERT INTO a (n) VALUES ('new')");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,x;4,new");
    CHECK_STRING(ask(&run, "SELECT * FROM sqlite_sequence"), "a,4");
    end(&run);
}

TEST(numbers_go_on_in_an_empty_table)
{
    Run run = evolve("table a { id int primary key autoincrement; n text; }",
                     "INSERT INTO a (n) VALUES ('x'), ('y'); DELETE FROM a",
                     "table a { id int primary key autoincrement; n text?; }");
    execute(&run, "INSERT INTO a (n) VALUES ('new')");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "3,new");
    end(&run);
}

TEST(the_rowid_is_kept)
{
    Run run = evolve("table a { k text primary key; n int?; }",
                     "INSERT INTO a (rowid, k, n) VALUES (5, 'x', 1), (900, 'y', 2)",
                     "table a { k text primary key; n int? check (n > 0); }");
    CHECK_STRING(ask(&run, "SELECT rowid, * FROM a ORDER BY rowid"), "5,x,1;900,y,2");
    end(&run);
}

TEST(the_rowid_is_kept_beside_a_column_of_that_name)
{
    Run run = evolve("table a { rowid text; n int?; }",
                     "INSERT INTO a (oid, rowid, n) VALUES (5, 'x', 1), (900, 'y', 2)",
                     "table a { rowid text; n int? check (n > 0); }");
    CHECK_STRING(ask(&run, "SELECT oid, * FROM a ORDER BY oid"), "5,x,1;900,y,2");
    end(&run);
}

TEST(a_table_loses_and_gets_its_rowid)
{
    Run run = evolve("table a { k text primary key; n int; }", "INSERT INTO a VALUES ('y', 2), ('x', 1)",
                     "table a without rowid { k text primary key; n int; }");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "x,1;y,2");
    end(&run);
    run = evolve("table a without rowid { k text primary key; n int; }",
                 "INSERT INTO a VALUES ('y', 2), ('x', 1)", "table a { k text primary key; n int; }");
    CHECK_STRING(ask(&run, "SELECT rowid, * FROM a"), "1,x,1;2,y,2");
    end(&run);
}

TEST(an_integer_key_takes_the_rowid)
{
    Run run = evolve("table a { n text; }", "INSERT INTO a (rowid, n) VALUES (7, 'x'), (9, 'y')",
                     "table a { id int primary key; n text; }");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "7,x;9,y");
    end(&run);
}

TEST(views_and_triggers_elsewhere_live_on)
{
    static const char rest[] =
        "table log { line text; }\n"
        "view v as $$ select id, n from a $$;\n"
        "view w as $$ select id from v $$;\n"
        "trigger t after insert on log for each row as $$ begin insert into a (n) values (new.line); end $$;\n"
        "trigger u after update on a for each row as $$ begin insert into log values ('u'); end $$;\n";
    char *from = sqlite3_mprintf("table a { id int primary key; n text?; index (n); }\n%s", rest);
    char *to = sqlite3_mprintf("table a { id int primary key; n text? default 'd'; index (n); }\n%s", rest);
    Run run = evolve(from, "INSERT INTO log VALUES ('one')", to);
    CHECK_STRING(ask(&run, "SELECT * FROM w JOIN v USING (id)"), "1,one");
    execute(&run, "UPDATE a SET n = 'two' WHERE id = 1");
    CHECK_STRING(ask(&run, "SELECT * FROM log"), "one;u");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,two;2,u");
    sqlite3_free(from);
    sqlite3_free(to);
    end(&run);
}

TEST(a_view_that_speaks_of_a_dropped_column_goes_before)
{
    Run run = evolve("table a { id int primary key; b text?; c text?; }\n"
                     "view v as $$ select id, b from a $$;\nview w as $$ select * from v $$;\n"
                     "table z { id int primary key; }\n"
                     "trigger t instead of insert on w for each row as $$ begin insert into z values (1); end $$;",
                     "INSERT INTO a VALUES (1, 'b', 'c')",
                     "table a { id int primary key; c text?; }\n"
                     "view v as $$ select id, c from a $$;\nview w as $$ select * from v $$;\n"
                     "table z { id int primary key; }\n"
                     "trigger t instead of insert on w for each row as $$ begin insert into z values (1); end $$;");
    CHECK(!run.plan->rebuilds);
    CHECK_STRING(ask(&run, "SELECT * FROM w"), "1,c");
    end(&run);
}

TEST(everything_is_renamed_and_made_anew_at_once)
{
    Run run = evolve("table a { id int primary key; b text?; c int; check (c > 0); index i (b); }\n"
                     "table k { id int primary key; a_id int references a on delete cascade; index (a_id); }\n"
                     "view v as $$ select b from a $$;",
                     "INSERT INTO a VALUES (1, 'b', 3); INSERT INTO k VALUES (1, 1)",
                     "table n was a { id int primary key; bb text was b backfill ''; cc int was c;\n"
                     "  d int default 4; check (cc > 0); index j (bb) was i; check (cc < 10); }\n"
                     "table k { id int primary key; n_id int was a_id references n on delete cascade; index (n_id); }\n"
                     "view v as $$ select bb from n $$;");
    CHECK_STRING(ask(&run, "SELECT * FROM n"), "1,b,3,4");
    CHECK_STRING(ask(&run, "SELECT * FROM k"), "1,1");
    CHECK_STRING(ask(&run, "SELECT * FROM v"), "b");
    end(&run);
}

TEST(names_move_on)
{
    Run run = evolve("table a { id int primary key; x text; y text; }\n"
                     "table b { id int primary key; a_id int references a; index (a_id); }",
                     "INSERT INTO a VALUES (1, 'x', 'y'); INSERT INTO b VALUES (5, 1)",
                     "table b was a { id int primary key; y text was x; z text was y; check (id > 0); }\n"
                     "table c was b { id int primary key; a_id int references b; index (a_id); }");
    CHECK_STRING(ask(&run, "SELECT id, y, z FROM b"), "1,x,y");
    CHECK_STRING(ask(&run, "SELECT * FROM c"), "5,1");
    end(&run);
}

TEST(hard_names_are_quoted)
{
    static const char from[] =
        "table \"a b\" { \"order\" int primary key; \"c\"\"d\" text?; \"é'ü\" int?; index (\"c\"\"d\"); }\n"
        "table \"select\" { \"from\" int primary key; \"a b\" int references \"a b\" on delete cascade;\n"
        "  index \"x y\" (\"a b\"); }\n"
        "trigger \"t t\" after update on \"a b\" for each row as $$ begin update \"select\" set \"from\" = \"from\"; end $$;\n"
        "view \"v v\" as $$ select \"c\"\"d\" from \"a b\" $$;";
    static const char to[] =
        "table \"a b\" { \"order\" int primary key; \"c\"\"d\" text backfill 'it''s'; \"é'ü\" int? check (\"é'ü\" > 0); index (\"c\"\"d\"); }\n"
        "table \"select\" { \"from\" int primary key; \"a b\" int references \"a b\" on delete cascade;\n"
        "  index \"x y\" (\"a b\"); }\n"
        "trigger \"t t\" after update on \"a b\" for each row as $$ begin update \"select\" set \"from\" = \"from\"; end $$;\n"
        "view \"v v\" as $$ select \"c\"\"d\" from \"a b\" $$;";
    Run run = evolve(from, "INSERT INTO \"a b\" VALUES (1, NULL, 3), (2, 'x', NULL); INSERT INTO \"select\" VALUES (1, 1)", to);
    CHECK_STRING(ask(&run, "SELECT * FROM \"a b\""), "1,it's,3;2,x,NULL");
    CHECK_STRING(ask(&run, "SELECT * FROM \"select\""), "1,1");
    end(&run);
    refuse(from, "INSERT INTO \"a b\" VALUES (1, NULL, -3)", to,
           "\"a b\": row with order = 1 breaks the check \"é'ü\" > 0");
}

TEST(a_dropped_parent_takes_no_rows_along)
{
    Run run = evolve("table p { id int primary key; }\n"
                     "table c { id int primary key; p_id int? references p on delete cascade; index (p_id); }",
                     "INSERT INTO p VALUES (1); INSERT INTO c VALUES (5, 1)",
                     "table c { id int primary key; p_id int?; index (p_id); }");
    CHECK_STRING(ask(&run, "SELECT * FROM c"), "5,1");
    CHECK(finds(&run, "drop-table", "p"));
    end(&run);
}

TEST(tables_in_a_circle_are_dropped)
{
    Run run = evolve("table k { id int primary key; }\n"
                     "table a { id int primary key; b_id int? references b on delete restrict; index (b_id); }\n"
                     "table b { id int primary key; a_id int? references a on delete restrict; index (a_id); }",
                     "INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (1, 1); UPDATE a SET b_id = 1",
                     "table k { id int primary key; }");
    end(&run);
}

TEST(a_table_may_name_itself)
{
    Run run = evolve("table a { id int primary key; n int; check @sqlite (a.n > 0); check @sqlite ($$ \"a\".n < 9 $$);\n"
                     "  index (n) where @sqlite a.n > 3; }",
                     "INSERT INTO a VALUES (1, 5)",
                     "table a { id int primary key; n int?; check @sqlite (a.n > 0); check @sqlite ($$ \"a\".n < 9 $$);\n"
                     "  m int default 3; g int generated always as @sqlite (a.n * a.m) stored;\n"
                     "  index (n) where @sqlite a.n > 3; }");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,5,3,15");
    end(&run);
}

/* ---- values ---- */

TEST(enum_values_are_renamed_and_added)
{
    Run run = evolve("enum role { member, owner }\ntable a { id int primary key; r role default 'owner'; }",
                     "INSERT INTO a VALUES (1, 'owner'), (2, 'member')",
                     "enum role { member, admin was owner, guest }\n"
                     "table a { id int primary key; r role default 'admin'; }");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,admin;2,member");
    CHECK(run.plan->findings.count == 0);
    end(&run);
}

TEST(enum_values_move_on)
{
    Run run = evolve("enum role { low, high }\ntable a { id int primary key; r role; }",
                     "INSERT INTO a VALUES (1, 'low'), (2, 'high')",
                     "enum role { high was low, top was high }\ntable a { id int primary key; r role; }");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,high;2,top");
    CHECK(run.plan->findings.count == 0);
    end(&run);
}

TEST(a_removed_enum_value_is_looked_for)
{
    static const char from[] = "enum role { member, owner }\ntable a { id int primary key; r role; }";
    static const char to[] = "enum role { member }\ntable a { id int primary key; r role; }";
    Run run = evolve(from, "INSERT INTO a VALUES (2, 'member')", to);
    CHECK(finds(&run, "drop-enum-value", "role.owner"));
    end(&run);
    refuse(from, "INSERT INTO a VALUES (1, 'owner')", to,
           "a: row with id = 1 breaks the check r IN ('member')");
}

TEST(types_are_converted)
{
    Run run = evolve("table a { id int primary key; a text; b int; c text; d int; e text; f real; g timestamptz;\n"
                     "  h bool; i decimal; }",
                     "INSERT INTO a VALUES (1, '-42', 1, 'Yes', 5, 'AAAAAAAA-bbbb-4ccc-8ddd-eeeeeeeeeeee', 3.0,"
                     " '2020-01-31T10:00:00.000000Z', 1, '7.00')",
                     "table a { id int primary key; a int; b bool; c bool; d text; e uuid; f int; g date; h text;\n"
                     "  i int; }");
    CHECK_STRING(ask(&run, "SELECT * FROM a"),
                 "1,-42,1,1,5,aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee,3,2020-01-31,true,7");
    CHECK(finds(&run, "narrow-type", "a.a"));
    CHECK(finds(&run, "narrow-type", "a.g"));
    CHECK(!finds(&run, "narrow-type", "a.d"));
    end(&run);
}

TEST(a_value_that_does_not_fit_is_named)
{
    static const char from[] = "table a { id int primary key; n text; }";
    refuse(from, "INSERT INTO a VALUES (4, '12'), (5, 'abc')", "table a { id int primary key; n int; }",
           "a.n: row with id = 5 holds 'abc', not an integer");
    refuse(from, "INSERT INTO a VALUES (5, 'maybe')", "table a { id int primary key; n bool; }",
           "a.n: row with id = 5 holds 'maybe', not true or false");
    refuse(from, "INSERT INTO a VALUES (5, '2020-02-30')", "table a { id int primary key; n date; }",
           "a.n: row with id = 5 holds '2020-02-30', not a date such as 2020-01-31");
    refuse(from, "INSERT INTO a VALUES (5, '1.5x')", "table a { id int primary key; n double; }",
           "a.n: row with id = 5 holds '1.5x', not a number");
    refuse(from, "INSERT INTO a VALUES (5, '{')", "table a { id int primary key; n jsonb; }",
           "a.n: row with id = 5 holds '{', not json");
    refuse(from, "INSERT INTO a VALUES (5, 'long one')", "table a { id int primary key; n varchar(4); }",
           "a: row with id = 5 breaks the check length(n) <= 4");
    refuse("table a { id int primary key; n bigint; }", "INSERT INTO a VALUES (5, 9007199254740993)",
           "table a { id int primary key; n double; }",
           "a.n: row with id = 5 holds 9007199254740993, not exact as a double");
    refuse("table a { id int primary key; n double; }", "INSERT INTO a VALUES (5, 1.5)",
           "table a { id int primary key; n int; }",
           "a.n: row with id = 5 holds 1.5, not a whole number");
}

TEST(values_that_mean_something_else_are_looked_at)
{
    Run run = evolve("table a { id int primary key; d text; u uuid; }",
                     "INSERT INTO a VALUES (1, '2020-01-31', 'x')",
                     "table a { id int primary key; d date; u text; }");
    CHECK(!run.plan->rebuilds);
    CHECK(run.plan->steps.count == 1);
    CHECK(finds(&run, "narrow-type", "a.d"));
    end(&run);
}

TEST(what_the_author_says_converts)
{
    Run run = evolve("table a { id int primary key; n text; }", "INSERT INTO a VALUES (1, 'seven')",
                     "table a { id int primary key; n int using @sqlite $$ length(n) $$; }");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,5");
    CHECK(!finds(&run, "narrow-type", "a.n"));
    end(&run);
    refuse("table a { id int primary key; n text; }", "INSERT INTO a VALUES (1, 'seven')",
           "table a { id int primary key; n int using @sqlite $$ nullif(length(n), 5) $$; }",
           "a.n: row with id = 1 would hold NULL");
}

TEST(a_mark_that_was_used_does_nothing)
{
    Run run = evolve("table a { id int primary key; n int; }", "INSERT INTO a VALUES (1, 5)",
                     "table a { id int primary key; n int using @sqlite $$ n * 2 $$ backfill 9; check (id > 0); }");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,5");
    end(&run);
}

TEST(new_columns_get_what_is_said_of_them)
{
    Run run = evolve("table a { id int primary key; n int; }", "INSERT INTO a VALUES (1, 5), (2, 6)",
                     "table a { id int primary key; n int; twice int backfill n * 2;\n"
                     "  four int backfill twice * 2; at timestamptz default now();\n"
                     "  sum int generated always as (n + twice) stored; }");
    CHECK_STRING(ask(&run, "SELECT id, n, twice, four, length(at), sum FROM a"),
                 "1,5,10,20,27,15;2,6,12,24,27,18");
    end(&run);
}

TEST(generated_columns_come_and_go)
{
    Run run = evolve("table a { id int primary key; n int; g int generated always as (n + 1) stored; v int?; }",
                     "INSERT INTO a (id, n, v) VALUES (1, 5, 7)",
                     "table a { id int primary key; n int; g int; v int? generated always as (n * 2) stored; }");
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,5,6,10");
    CHECK(finds(&run, "drop-column", "a.v"));
    end(&run);
}

TEST(a_computed_column_may_not_be_null)
{
    static const char from[] = "table a { id int primary key; n int?; }";
    static const char stored[] = "table a { id int primary key; n int?; g int generated always as (n + 1) stored; }";
    static const char added[] = "table a { id int primary key; n int?; g int generated always as (n + 1) virtual; }";
    Run run = evolve(from, "INSERT INTO a VALUES (1, 5)", added);
    CHECK_STRING(ask(&run, "SELECT id, n, g FROM a"), "1,5,6");
    CHECK(finds(&run, "add-not-null", "a.g"));
    end(&run);
    refuse(from, "INSERT INTO a VALUES (1, NULL)", added, "a.g: row with id = 1 would hold NULL");
    refuse(from, "INSERT INTO a VALUES (1, NULL)", stored, "a.g: row with id = 1 would hold NULL");
}

TEST(sqlite_refuses_a_rename_of_its_own)
{
    Run run = {.cx = {.arena = arena_new()}};
    run.cx.names = names_new(run.cx.arena);
    run.cx.sources = sources_new(run.cx.arena);
    run.cx.diag = diag_new(run.cx.arena, run.cx.sources);
    const Schema *from = read_schema(&run, "from.schema", "table a without rowid { x int primary key; y text; unique (x, y); }");
    const Schema *to = read_schema(&run, "to.schema", "table a without rowid { z int was x primary key; y text; unique (z, y); }");
    CHECK(diag_errors(run.cx.diag) == 0);
    CHECK(!plan_evolve(&run.cx, &sqlite_dialect, from, to, NULL));
    CHECK(diag_errors(run.cx.diag) == 1);
    end(&run);
}

/* ---- rows that forbid it ---- */

TEST(rows_that_break_a_new_rule_are_named)
{
    static const char from[] = "table a { id int primary key; n int?; t text?; }";
    refuse(from, "INSERT INTO a VALUES (3, NULL, '')", "table a { id int primary key; n int; t text?; }",
           "a.n: row with id = 3 holds NULL");
    refuse(from, "INSERT INTO a VALUES (3, -1, '')", "table a { id int primary key; n int? check (n > 0); t text?; }",
           "a: row with id = 3 breaks the check n > 0");
    refuse(from, "INSERT INTO a VALUES (3, 7, ''), (4, 7, '')",
           "table a { id int primary key; n int? unique; t text?; }", "a (n): 2 rows hold 7");
    refuse(from, "INSERT INTO a VALUES (3, 7, 'x'), (4, 7, 'x')",
           "table a { id int primary key; n int?; t text?; unique index (n, t) where n > 1; }",
           "a (n, t): 2 rows hold 7, 'x'");
    refuse(from, "INSERT INTO a VALUES (3, 7, 'x')",
           "table a { id int primary key; n int? references a; t text?; }",
           "a: row with id = 3 refers to a row of a that is not there: 7");
    refuse(from, "INSERT INTO a VALUES (3, 7, 'x')",
           "table a { id int primary key; n int?; t text?; m int; }",
           "a.m: there are rows, it takes no NULL, and nothing says what it holds in them");
    refuse(from, "INSERT INTO a VALUES (3, 7, 'x'), (4, 8, 'X')",
           "table a { id int primary key; n int?; t text? collate nocase unique; }",
           "a (t): 2 rows hold 'x'");
    refuse(from, "INSERT INTO a VALUES (3, NULL, 'x')",
           "table a { id int primary key; n int backfill -1 check (n > 0); t text?; }",
           "a: row with id = 3 breaks the check n > 0");
}

TEST(findings_name_what_rows_may_forbid)
{
    Run run = evolve("table a { id int primary key; n int?; t text?; o int?; }\ntable b { id int primary key; }", "",
                     "table a { id int primary key; n int; t text? unique; o int? references b; m int;\n"
                     "  check positive (n > 0); }\ntable b { id int primary key; }");
    CHECK(finds(&run, "set-not-null", "a.n"));
    CHECK(finds(&run, "add-unique", "a.a_t_key"));
    CHECK(finds(&run, "add-foreign-key", "a.a_o_fkey"));
    CHECK(finds(&run, "add-not-null", "a.m"));
    CHECK(finds(&run, "add-check", "a.positive"));
    CHECK(run.plan->findings.count == 5);
    end(&run);
}

TEST(loose_tables_become_strict)
{
    static const char from[] = "table a strict off { id int primary key; n int?; t text?; }";
    static const char to[] = "table a { id int primary key; n int?; t text?; }";
    Run run = evolve(from, "INSERT INTO a VALUES (1, 5, 'x'), (2, NULL, NULL)", to);
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,5,x;2,NULL,NULL");
    end(&run);
    refuse(from, "INSERT INTO a VALUES (1, 'five', 'x')", to,
           "a.n: row with id = 1 holds 'five', not of type integer");
    run = evolve(to, "INSERT INTO a VALUES (1, 5, 'x')", from);
    CHECK_STRING(ask(&run, "SELECT * FROM a"), "1,5,x");
    end(&run);
}

TEST(any_is_something_else_in_a_loose_table)
{
    static const char from[] = "table a { id int primary key; x sqlite.any?; }";
    static const char to[] = "table a strict off { id int primary key; x sqlite.any?; }";
    Run run = evolve(from, "INSERT INTO a VALUES (1, 'two'), (2, 2), (3, x'00'), (4, NULL), (5, 2.5)", to);
    CHECK_STRING(ask(&run, "SELECT group_concat(typeof(x)) FROM a"), "text,integer,blob,null,real");
    end(&run);
    refuse(from, "INSERT INTO a VALUES (1, '2')", to,
           "a.x: row with id = 1 holds '2', not kept as a text by a table that is not strict");
}

TEST(primary_keys_change)
{
    Run run = evolve("table a { x int; y int; n text; primary key (x, y); }",
                     "INSERT INTO a VALUES (1, 1, 'a'), (2, 1, 'b')",
                     "table a { x int primary key; y int; n text; }");
    CHECK_STRING(ask(&run, "SELECT rowid, * FROM a"), "1,1,1,a;2,2,1,b");
    CHECK(finds(&run, "add-primary-key", "a.a_pkey"));
    end(&run);
    run = evolve("table a { x int primary key; y int; }", "INSERT INTO a VALUES (5, 1), (7, 1)",
                 "table a { x int; y int; primary key (x, y); }");
    CHECK_STRING(ask(&run, "SELECT rowid, * FROM a"), "5,5,1;7,7,1");
    end(&run);
}

/* SQLite looks at references only where it is told to: many files have such rows. */
TEST(what_referred_to_nothing_before_is_in_the_way_of_what_touches_it)
{
    static const char from[] = "table a { id int primary key; k text unique; }\n"
                               "table b { id int primary key; a text references a(k); n int; }";
    static const char *const others[][2] = {
        {"table a { id int primary key; k text unique; x text backfill k; }\n"
         "table b { id int primary key; a text references a(k) on delete cascade; n int; check (n >= 0); }", ""},
        {"table a { id int primary key; k text unique; }\n"
         "table b { id int primary key; a text references a(k) collate nocase; n int; }", "b"},
        {"table a { id int primary key; k text unique collate nocase; }\n"
         "table b { id int primary key; a text references a(k); n int; }", "b"},
        {"table a { id int primary key; k text unique; }\n"
         "table b { id int primary key; a text using @sqlite $$ a || '' $$ references a(k); n int; check (n >= 0); }", ""},
        {"table a { id int primary key; k text unique; }\n"
         "table b { id int primary key; a text references a(k); n int references a(id); }", "b"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        Run run = begin(from, "INSERT INTO a VALUES (1, 'x'); INSERT INTO b VALUES (1, 'x', 1)", others[i][0]);
        execute(&run, "PRAGMA foreign_keys = OFF; INSERT INTO b VALUES (2, 'y', 1); PRAGMA foreign_keys = ON");
        apply(&run);
        CHECK_STRING(text_string(&run.refused), others[i][1]);
        CHECK_STRING(ask(&run, "SELECT id, a, n FROM b"), "1,x,1;2,y,1");
        end(&run);
    }
}

TEST(rows_that_a_conflict_clause_would_drop_are_counted)
{
    refuse("table a { id int primary key; n int; }", "INSERT INTO a VALUES (1, 5), (2, 5)",
           "table a { id int primary key; n int; unique (n) on conflict ignore; }",
           "a (n): 2 rows hold 5");
}

TEST(full_text_follows_its_table)
{
    Run run = evolve("table notes { id int primary key; title text?; }\n"
                     "table notes_fts using fts5(title, content='notes', content_rowid='id') { }\n"
                     "trigger t after insert on notes for each row as $$ begin insert into notes_fts (rowid, title)"
                     " values (new.id, new.title); end $$;",
                     "INSERT INTO notes VALUES (1, 'hello world')",
                     "table notes { id int primary key; title text backfill ''; body text default ''; }\n"
                     "table notes_fts using fts5(title, body, content='notes', content_rowid='id') { }\n"
                     "trigger t after insert on notes for each row as $$ begin insert into notes_fts (rowid, title)"
                     " values (new.id, new.title); end $$;");
    CHECK_STRING(ask(&run, "SELECT rowid FROM notes_fts WHERE notes_fts MATCH 'world'"), "1");
    CHECK(!finds(&run, "recreate-virtual", "notes_fts"));
    end(&run);
}

TEST(rows_of_a_virtual_table_go_over)
{
    Run run = evolve("table f using fts5(title) { }",
                     "INSERT INTO f (rowid, title) VALUES (7, 'running'), (9, NULL)",
                     "table f using fts5(title, body, tokenize=porter) { }");
    CHECK(!finds(&run, "recreate-virtual", "f"));
    CHECK_STRING(ask(&run, "SELECT rowid, title, body FROM f"), "7,running,NULL;9,NULL,NULL");
    CHECK_STRING(ask(&run, "SELECT rowid FROM f WHERE f MATCH 'run'"), "7");
    end(&run);
    run = evolve("table f using fts3('a TEXT', '[b c]', 'tokenize porter') { }",
                 "INSERT INTO f (docid, a, \"b c\") VALUES (3, 'x', 'y')",
                 "table f using fts5('\"B C\"', a) { }");
    CHECK_STRING(ask(&run, "SELECT rowid, * FROM f"), "3,y,x");
    end(&run);
    run = evolve("table f using rtree(id, a, b, '+name TEXT') { }", "INSERT INTO f VALUES (5, 1, 2, 'n')",
                 "table f using rtree(id, a, b, c, d, '+name', '+note') { }");
    CHECK_STRING(ask(&run, "SELECT * FROM f"), "5,1.0,2.0,0.0,0.0,n,NULL");
    end(&run);
}

TEST(rows_of_a_virtual_table_are_not_lost_unasked)
{
    static const char *const pairs[][2] = {
        {"fts5(title, body)", "fts5(title)"}, {"fts5(title, content='')", "fts5(title)"},
        {"fts4(title, 'languageid=\"l\"')", "fts4(title, body)"}, {"fts5(title)", "fts5(body)"},
        {"rtree(id, title, body)", "rtree_i32(id, title, body)"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char from[80], to[80];
        snprintf(from, sizeof from, "table f using %s { }", pairs[i][0]);
        snprintf(to, sizeof to, "table f using %s { }", pairs[i][1]);
        Run run = evolve(from, "INSERT INTO f (rowid, title) VALUES (4, -1)", to);
        CHECK(finds(&run, "recreate-virtual", "f"));
        end(&run);
    }
    Run run = evolve("table f using fts5(title, body) { }", "INSERT INTO f VALUES ('x', 'y')",
                     "table f using fts5(title) { }");
    CHECK_STRING(ask(&run, "SELECT * FROM f"), "x"); /* what can be kept is */
    end(&run);
}

/* NUMERIC keeps 1.0 as 1, and any column of a table that is not strict keeps what it is given. */
TEST(values_of_any_class_become_those_of_one)
{
    static const char from[] = "table a strict off { id int primary key; n sqlite.numeric; t sqlite.blob;\n"
                               "  m sqlite.datetime; }";
    static const char to[] = "table a strict off { id int primary key; n double; t bigint; m text; }";
    Run run = evolve(from, "INSERT INTO a VALUES (1, 1.0, '12', 5), (2, 1.5, -13, 'x'), (3, 2, 4, 0.25)", to);
    CHECK_STRING(ask(&run, "SELECT id, n, t, m, typeof(n), typeof(t), typeof(m) FROM a"),
                 "1,1.0,12,5,real,integer,text;2,1.5,-13,x,real,integer,text;3,2.0,4,0.25,real,integer,text");
    end(&run);
    refuse(from, "INSERT INTO a VALUES (1, 1, '012', 5)", to, "a.t: row with id = 1 holds '012', not an integer");
    refuse(from, "INSERT INTO a VALUES (1, 'x', 1, 5)", to, "a.n: row with id = 1 holds 'x', not a double");
    refuse(from, "INSERT INTO a VALUES (1, 1, 1, x'35')", to, "a.m: row with id = 1 holds X'35', not a text");
    refuse("table a strict off { id int primary key; m sqlite.datetime; unique (m); }",
           "INSERT INTO a VALUES (1, '0x'), (2, 5), (3, 'x')",
           "table a strict off { id int primary key; m text; unique (m); check (m <> '5'); }",
           "a: row with id = 2 breaks the check m <> '5'");
}

TEST(a_type_without_conversion_is_refused)
{
    Run run = {.cx = {.arena = arena_new()}};
    run.cx.names = names_new(run.cx.arena);
    run.cx.sources = sources_new(run.cx.arena);
    run.cx.diag = diag_new(run.cx.arena, run.cx.sources);
    const Schema *from = read_schema(&run, "from.schema", "table a { id int primary key; n uuid; }");
    const Schema *to = read_schema(&run, "to.schema", "table a { id int primary key; n int; }");
    CHECK(diag_errors(run.cx.diag) == 0);
    CHECK(!plan_evolve(&run.cx, &sqlite_dialect, from, to, NULL));
    CHECK(diag_errors(run.cx.diag) == 1);
    end(&run);
}
