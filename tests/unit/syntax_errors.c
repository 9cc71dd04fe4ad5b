/* SPDX-License-Identifier: MIT
 * Every mistake of syntax: its id, its place, and that the rest of the file is still read. */
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/syntax.h"

TEST(each_id_at_its_place)
{
    CHECK_ERRORS("schema s; x;", "1:12 syntax-error\n");
    CHECK_ERRORS("table t { a text default 'x; }", "1:26 unterminated-string\n");
    CHECK_ERRORS("table t { a text /* b }", "1:18 unterminated-comment\n");
    CHECK_ERRORS("view v as $x$ select $$", "1:11 unterminated-body\n");
    CHECK_ERRORS("table \"t { a int; }", "1:7 unterminated-name\n");
    CHECK_ERRORS("schema \xFFs;", "1:8 invalid-utf8\n");
    CHECK_ERRORS("table t { a int default 1x; }", "1:25 bad-number\n");
    CHECK_ERRORS("table t { a int default x'1'; }", "1:25 bad-number\n");
    CHECK_ERRORS("table t { \xC3\xA4 int; }", "1:11 bad-character\n");
    CHECK_ERRORS("schema s; -- no", "1:11 bad-character\n");
    CHECK_ERRORS("# no\nschema s; # no\n# no\ntable t { # no\n a int check (a # 2 > 1); }",
                 "1:1 bad-character\n2:11 bad-character\n3:1 bad-character\n"
                 "4:11 bad-character\n");
    CHECK_ERRORS("schema s; \\", "1:11 bad-character\n");
    CHECK_ERRORS("table t { a text default e'\\uD800'; }", "1:28 bad-escape\n");
    CHECK_ERRORS("table t { a text default e'\\0'; }", "1:28 bad-escape\n");
    CHECK_ERRORS("table t { a text default e'\\377'; }", "1:28 bad-escape\n");
    CHECK_ERRORS("table t { index int; }", "1:11 reserved-column-name\n");
    CHECK_ERRORS("schema s; /// behind", "1:11 doc-comment-misplaced\n");
    CHECK_ERRORS("schema s;\n/// above nothing\n", "2:1 doc-comment-misplaced\n");
    CHECK_ERRORS("include 'x.schema';", "1:9 include-unreadable\n");
}

TEST(a_semicolon_is_missing_behind_the_last_token)
{
    CHECK_ERRORS("schema s\ntarget sqlite;", "1:9 missing-semicolon\n");
    CHECK_ERRORS("table t {\n a int\n b text;\n c text\n}", "2:7 missing-semicolon\n"
                                                            "4:8 missing-semicolon\n");
    CHECK_ERRORS("table t {\n a int primary key\n index (a);\n}", "2:19 missing-semicolon\n");
    CHECK_ERRORS("schema s", "1:9 missing-semicolon\n");
    CHECK_ERRORS("table t { a int }\nview v as $$ $$", "1:16 missing-semicolon\n"
                                                       "2:16 missing-semicolon\n");
    CHECK_ERRORS("table t {\n a int\n type text\n start int;\n}", "2:7 missing-semicolon\n"
                                                                  "3:11 missing-semicolon\n");
    CHECK_ERRORS("table t {\n a int\n   primary key\n   default 5\n   type @sqlite json;\n}", "");
    CHECK_ERRORS("index i on t (a)\n  include (b)\n  where c;", "");
}

TEST(a_brace_is_not_closed)
{
    CHECK_ERRORS("table a {\n x int;\n\ntable b {\n y int;\n}\n", "4:1 unclosed-brace\n");
    CHECK_ERRORS("table a {\n x int;", "2:8 unclosed-brace\n");
    CHECK_ERRORS("enum e { a,", "1:12 unclosed-brace\n");
    CHECK_ERRORS("table a {", "1:10 unclosed-brace\n");
    CHECK(run_says("table a {\n x int;", "1:9: note: it is opened here"));
    CHECK_ERRORS("table a { x int; }}\ntable b { y int }", "1:19 syntax-error\n"
                                                           "2:16 missing-semicolon\n");
}

TEST(reserved_words_of_members_ask_for_quotes)
{
    CHECK_ERRORS("table t { index int; primary bool?; check text default 'x'; unique varchar(9) "
                 "not null; foreign int references u(id); use text[]; }",
                 "1:11 reserved-column-name\n1:22 reserved-column-name\n"
                 "1:37 reserved-column-name\n1:89 reserved-column-name\n"
                 "1:119 reserved-column-name\n");
    CHECK(run_says("table t { index int; }", "a column of that name is written \"index\""));
    CHECK(run_says("table t { check (end > 1); }", "written in double quotes"));
}

TEST(one_run_reports_every_mistake)
{
    CHECK_ERRORS("table t {\n x;\n y 5;\n z int check (a >);\n ok int;\n w int default;\n"
                 " v varchar(;\n}\ntable u { a int default (1; }\nenum e { a b, 5, c }\nview;\n"
                 "table { a int; b; }\nfunction f(a) returns;\nschema last;",
                 "2:3 syntax-error\n3:4 syntax-error\n4:18 syntax-error\n6:15 syntax-error\n"
                 "7:12 syntax-error\n9:27 syntax-error\n10:12 syntax-error\n10:15 syntax-error\n"
                 "11:5 syntax-error\n12:7 syntax-error\n12:17 syntax-error\n13:22 syntax-error\n");
    CHECK_STRING(run_dump("table t { a int; b; c int; } x; table u { d int; }"),
                 "1:19 syntax-error\n1:31 syntax-error\n"
                 "table t\n  column a : int\n  column c : int\ntable u\n  column d : int\n");
}

TEST(messages_say_what_was_expected)
{
    CHECK(run_says("table t { x; }", "expected a type after the column name 'x', found ';'"));
    CHECK(run_says("table t { x int default; }", "expected an expression after 'default'"));
    CHECK(run_says("table t { x int, y int; }", "members end with ';'"));
    CHECK(run_says("table t (x int);", "stand between '{' and '}'"));
    CHECK(run_says("}", "expected a declaration, found '}'"));
    CHECK(run_says("function f() as 'select 1';", "a body stands between $$ and $$"));
    CHECK(run_says("table t { check (a in (select b from c)); }", "a query can stand only in"));
    CHECK(run_says("enum e { a b }", "expected 'was', ',' or '}' after 'a', found 'b'"));
    CHECK(run_says("trigger t before x on y;",
                   "expected 'delete', 'insert', 'truncate' or 'update' after 'before'"));
    CHECK(run_says("table t { a int references u on delete; }", "cascade, restrict, set null"));
    CHECK(run_says("table t { check (a = b = c); }", "comparisons do not chain"));
    CHECK(run_says("table t { check (a.b.c.d > 1); }", "at most three parts"));
    CHECK(run_says("table t { a int @postgres @sqlite; }", "one dialect mark is enough"));
    CHECK(run_says("namespace \"\";", "a name cannot be empty"));
}

TEST(one_habit_is_one_report)
{
    CHECK_ERRORS("table t { a int, b int, c int }", "1:16 syntax-error\n");
    CHECK_ERRORS("enum e { a; b; c }", "1:11 syntax-error\n");
    CHECK_ERRORS("table t (\n a int,\n primary key (a, b)\n);\nschema s;", "1:9 syntax-error\n");
    CHECK_STRING(run_dump("table t (a int, b int);\nschema s;"),
                 "1:9 syntax-error\ntable t\n  column a : int\n  column b : int\nschema s\n");
    CHECK_ERRORS("CREATE TABLE IF NOT EXISTS n.t (\n a int,\n b text\n);\n"
                 "create unique index i on t (a);\ncreate type m as enum ('a', 'b');\nx;",
                 "1:1 syntax-error\n5:1 syntax-error\n6:1 syntax-error\n7:2 syntax-error\n");
    CHECK(run_says("create table t { a int; }", "a table is declared: table NAME { ... }"));
    CHECK_ERRORS("alter table only t\n  add column b int;\nx;",
                 "1:1 syntax-error\n3:2 syntax-error\n");
    CHECK_ERRORS("table t { constraint pos check (a > 0); a int; constraint f foreign key (a) "
                 "references t; constraint bool check (a); }",
                 "1:11 syntax-error\n1:48 syntax-error\n");
    CHECK(run_says("table t { constraint pos check (a > 0); }", "write: check pos (...)"));
    CHECK_ERRORS("view w as select a from t;\nview v as (select 1);",
                 "1:11 syntax-error\n2:11 syntax-error\n");
    CHECK_ERRORS("trigger g after insert on t begin\n  delete from t; end;\nx;",
                 "1:29 syntax-error\n3:2 syntax-error\n");
    CHECK_ERRORS("table t { check (b != 1 && b > 0); check (a = 1 || a = 2 || a = 3); }",
                 "1:25 syntax-error\n1:49 syntax-error\n");
    CHECK_ERRORS("enum e { 1, 2 }", "1:10 syntax-error\n");
    CHECK_ERRORS("enum e ('a', 'b');\nx;", "1:8 syntax-error\n2:2 syntax-error\n");
    CHECK_ERRORS("table t (\n a int\n) engine = x;\nx;", "1:9 syntax-error\n4:2 syntax-error\n");
    CHECK_ERRORS("table t {\n a int\n);\nx;", "3:1 syntax-error\n4:2 syntax-error\n");
    CHECK_ERRORS("table t {\n a int;\n);\nx;", "3:1 syntax-error\n4:2 syntax-error\n");
    CHECK(run_says("table t { check (b <> 1 && b > 0); }", "write: and"));
    CHECK_ERRORS("table t { check (a = b = c = d); }", "1:24 syntax-error\n");
    CHECK_ERRORS("table t { a date default current_date(); b text default current_schema(); "
                 "c timestamptz default current_timestamp(3); }",
                 "1:26 syntax-error\n");
    CHECK(run_says("view w as select a from t;", "a body stands between $$ and $$"));
}

TEST(words_that_are_nearly_right)
{
    CHECK(run_says("table t { a int defualt 1; }", "did you mean 'default'?"));
    CHECK(run_says("table t { uniqe (a); }", "did you mean 'unique'?"));
    CHECK(run_says("table t { chek (a > 0); }", "did you mean 'check'?"));
    CHECK(run_says("table t { indx (a); }", "did you mean 'index'?"));
    CHECK(run_says("table t { a int primary ky; }", "did you mean 'key'?"));
    CHECK(run_says("table t { a int generated alwys as identity; }", "did you mean 'always'?"));
    CHECK(run_says("table t { index (a) were active > 1; }", "did you mean 'where'?"));
    CHECK(run_says("table t { a? int; }", "'?' stands behind the type"));
    CHECK(run_says("table t { a int default 1?; }", "'?' stands behind the type"));
    CHECK(run_says("table t { varchar(9) a; }", "the name comes first"));
    CHECK(run_says("owner of t app;", "the role comes first"));
    CHECK(run_says("table t { `a` int; }", "stands in double quotes"));
    CHECK(run_says("table t { a int comment 'x'; }", "/// text"));
    CHECK(run_says("table t { a int; foreign ky (a) references t; }", "did you mean 'key'?"));
    CHECK(run_says("table t { a int; forein key (a) references t; }", "'foreign key'?"));
    CHECK(run_says("table t { index (a dsc); }", "did you mean 'desc'?"));
    CHECK(run_says("table t { a text default \"\"; }", "an empty text is written"));
}

static char *repeat(const char *before, const char *unit, size_t count, const char *after)
{
    Text text = {0};
    text_add(&text, before);
    for (size_t i = 0; i < count; i++) text_add(&text, unit);
    text_add(&text, after);
    return text.data;
}

/* Deep, long and many: an error, no crash, and the rest is read. */
TEST(hostile_input)
{
    char *deep = repeat("table t { a int default ", "(", 10000, "1; b; }");
    CHECK_ERRORS(deep, "1:1025 nesting-too-deep\n1:10029 syntax-error\n");
    free(deep);
    char *chain = repeat("table t { a int default 1", "+1", 5000, "; b; }");
    CHECK_ERRORS(chain, "1:25 nesting-too-deep\n1:10029 syntax-error\n");
    free(chain);
    char *signs = repeat("table t { a int default ", "not ", 20000, "1; b; }");
    CHECK(run_says(signs, "nesting-too-deep"));
    free(signs);
    char *cases = repeat("table t { a int default ", "case when a then ", 20000, "1; b; }");
    CHECK(run_says(cases, "nesting-too-deep"));
    free(cases);
    char *braces = repeat("", "{", 100000, "");
    CHECK(run_says(braces, "syntax-error"));
    free(braces);
    char *docs = repeat("", "/// x\n", 100000, "schema s;");
    CHECK_ERRORS(docs, "");
    free(docs);
    char *mistakes = repeat("", "x;", 100000, "");
    Run run = run_new();
    CHECK(run_parse(&run, mistakes)->has_errors);
    CHECK(diag_errors(run.cx.diag) == 1001); /* then the rest is not read */
    run_end(&run);
    free(mistakes);
}

TEST(a_file_has_a_largest_size)
{
    size_t length = ((size_t)64 << 20) + 1;
    char *text = malloc(length + 1);
    memset(text, ' ', length);
    text[length] = '\0';
    Run run = run_new();
    parse_text(&run.cx, "test", text, length - 1);
    CHECK_STRING(run_report(&run), "");
    CHECK(parse_text(&run.cx, "test", text, length)->has_errors);
    CHECK_STRING(run_report(&run), "1:1 file-too-large\n");
    free(text);
    run_end(&run);
}

TEST(a_file_has_a_largest_count_of_tokens)
{
    char *text = repeat("", ";", (4 << 20) + 1, "");
    CHECK_ERRORS(text, "1:4194305 file-too-large\n");
    text[4 << 20] = '\0';
    CHECK_ERRORS(text, "");
    free(text);
}

/* ---- includes ---- */

static char folder[64];

static void write_file(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    fputs(text, file);
    fclose(file);
}

static void folder_new(void)
{
    char path[128];
    snprintf(folder, sizeof folder, "build/unit/include.%ld", (long)getpid());
    mkdir("build", 0777);
    mkdir("build/unit", 0777);
    mkdir(folder, 0777);
    snprintf(path, sizeof path, "%s/sub", folder);
    mkdir(path, 0777);
}

static void folder_end(void)
{
    static const char *const names[] = {"main", "sub/a", "sub/b", "c", "sub", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        remove(path);
    }
}

static Tree *parse_main(Run *run)
{
    char *path = arena_printf(run->cx.arena, "%s/main", folder);
    return parse_file(&run->cx, path);
}

TEST(includes_are_relative_and_read_once)
{
    Run run = run_new();
    folder_new();
    write_file("main", "schema s; include 'sub/a'; include \"./sub/../sub/b\"; table z { i int; }");
    write_file("sub/a", "table a { i int; } include 'b'; include '../c';");
    write_file("sub/b", "table b { i int; }");
    write_file("c", "include 'sub/b'; table c { i int; }");
    Tree *tree = parse_main(&run);
    CHECK_STRING(run_report(&run), "");
    CHECK(tree->decls.count == 5 && tree->files.count == 4);
    CHECK_STRING(name_text(tree->decls.items[1]->name.name), "a");
    CHECK_STRING(name_text(tree->decls.items[2]->name.name), "b");
    CHECK_STRING(name_text(tree->decls.items[3]->name.name), "c");
    CHECK_STRING(name_text(tree->decls.items[4]->name.name), "z");
    CHECK(strstr(tree->files.items[3], "/c") && !strstr(tree->files.items[3], ".."));
    CHECK(tree->decls.items[3]->span.file == 4);
    folder_end();
    run_end(&run);
}

static bool main_says(const char *words)
{
    static char report[1 << 16];
    Run run = run_new();
    FILE *file = tmpfile();
    parse_main(&run);
    diag_print(run.cx.diag, file, DIAG_TEXT, 0);
    rewind(file);
    report[fread(report, 1, sizeof report - 1, file)] = '\0';
    fclose(file);
    run_end(&run);
    if (!strstr(report, words)) fprintf(stderr, "%s", report);
    return strstr(report, words) != NULL;
}

TEST(includes_that_do_not_work)
{
    folder_new();
    write_file("main", "include 'sub/a';");
    write_file("sub/a", "include '../c';");
    write_file("c", "include 'sub/a';");
    CHECK(main_says("[include-cycle]"));
    CHECK(main_says("sub/a -> build/unit/"));
    write_file("main", "include 'nowhere';");
    CHECK(main_says("no such file or directory [include-unreadable]"));
    write_file("main", "include 'sub';");
    CHECK(main_says("[include-unreadable]"));
    write_file("main", "include '';");
    CHECK(main_says("[include-unreadable]"));
    folder_end();
    CHECK(main_says("[file-unreadable]"));
}
