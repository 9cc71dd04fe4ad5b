/* SPDX-License-Identifier: MIT
 * Scripts: where statements end in either dialect, what the hash of a file takes in, and the lines
 * of a head. */
#include "chain/blocks.h"
#include "chain/script.h"
#include "tests/unit/test.h"

static Cx context(void)
{
    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    return cx;
}

static const Script *parse(Cx *cx, DialectId dialect, const char *text)
{
    size_t length = strlen(text);
    return script_parse(cx, dialect, "script.sql", arena_copy(cx->arena, text, length), length);
}

/* The statements, joined by " | ". "?": refused, and the id. */
static const char *split(Cx *cx, DialectId dialect, const char *text)
{
    const Script *script = parse(cx, dialect, text);
    Text out = {0};
    if (!script) {
        Span span;
        const char *id = "", *message;
        diag_error_get(cx->diag, diag_errors(cx->diag) - 1, &span, &id, &message);
        return arena_printf(cx->arena, "? %s", id);
    }
    for (size_t i = 0; i < script->statements.count; i++)
        text_printf(&out, "%s%s", i ? " | " : "", script->statements.items[i].sql);
    return text_keep(&out, cx->arena);
}

typedef struct Case {
    const char *text, *wanted;
} Case;

static void check_cases(DialectId dialect, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Cx cx = context();
        CHECK_STRING(split(&cx, dialect, cases[i].text), cases[i].wanted);
        arena_free(cx.arena);
    }
}

TEST(statements_of_both)
{
    static const Case cases[] = {
        {"", ""},
        {" ; ;; ", ""},
        {"a; b;", "a | b"},
        {"a; b", "a | b"},
        {"-- only words", ""},
        {"/* ; */ a /* b; */ c;", "a /* b; */ c"},
        {"-- it's; here\nselect 1; -- more;\n-- end", "select 1"},
        {"insert into t values ('a;b', 'it''s;');x", "insert into t values ('a;b', 'it''s;') | x"},
        {"create table \"a;\"\"b\" (x int);y", "create table \"a;\"\"b\" (x int) | y"},
        {"select 'a\r\nb';\r\nc;\r\n", "select 'a\nb' | c"},
        {"BEGIN; a; COMMIT;", "BEGIN | a | COMMIT"},
        {"create view v as select case when a then b end;c", "create view v as select case when a then b end | c"},
        {"\xef\xbb\xbfselect 1;", "select 1"},
        {"select 'open", "? script-unterminated"},
        {"select \"open", "? script-unterminated"},
        {"/* open", "? script-unterminated"},
        {"select (1;", "? script-unterminated"},
    };
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        check_cases(id, cases, sizeof cases / sizeof cases[0]);
}

TEST(statements_of_postgres)
{
    static const Case cases[] = {
        {"select E'it\\'s; here';b", "select E'it\\'s; here' | b"},
        {"select 'a\\';b", "select 'a\\' | b"},
        {"do $$ begin; end; $$;b", "do $$ begin; end; $$ | b"},
        {"do $a$ $$; $b$; $a$;b", "do $a$ $$; $b$; $a$ | b"},
        {"do $a$ ; $$", "? script-unterminated"},
        {"execute p($1, $2);b", "execute p($1, $2) | b"},
        {"select a$b$c;d", "select a$b$c | d"},
        {"/* a /* b; */ c; */ d;e", "d | e"},
        {"create rule r as on insert to t do (a; b);c", "create rule r as on insert to t do (a; b) | c"},
        {"create function f() returns int begin atomic select 1; select case when a then 2 end; end;b",
         "create function f() returns int begin atomic select 1; select case when a then 2 end; end | b"},
        {"create trigger t before insert on x execute function begin();b",
         "create trigger t before insert on x execute function begin() | b"},
        {"\\set a b\n", "? script-command"},
        {"select 1;\n\\connect x", "? script-command"},
        {"select '\\set'; b", "select '\\set' | b"},
    };
    check_cases(DIALECT_POSTGRES, cases, sizeof cases / sizeof cases[0]);
}

TEST(statements_of_sqlite)
{
    static const Case cases[] = {
        {"create trigger t after insert on x begin update y set a = 1; delete from z; end;b",
         "create trigger t after insert on x begin update y set a = 1; delete from z; end | b"},
        {"create temp trigger t after insert on x when case new.a when 1 then 0 end begin select "
         "case a when 1 then 2 end; end;b",
         "create temp trigger t after insert on x when case new.a when 1 then 0 end begin select "
         "case a when 1 then 2 end; end | b"},
        {"create table trigger_of (\"begin\" int);b", "create table trigger_of (\"begin\" int) | b"},
        {"create trigger t after insert on x begin select 1;", "? script-unterminated"},
        {"select [a;b], `c;``d`;e", "select [a;b], `c;``d` | e"},
        {"/* a /* b; */ c;d", "c | d"},
        {"select 'a\\';b", "select 'a\\' | b"},
        {"select $a$;b", "select $a$ | b"},
        {".read x.sql\n", "? script-command"},
        {"select 1;\n.quit", "? script-command"},
        {"select main.t.a from main.t;b", "select main.t.a from main.t | b"},
    };
    check_cases(DIALECT_SQLITE, cases, sizeof cases / sizeof cases[0]);
}

static bool same_hash(DialectId dialect, const char *a, const char *b)
{
    Cx cx = context();
    const Script *one = parse(&cx, dialect, a), *other = parse(&cx, dialect, b);
    bool is_same = one && other && strcmp(one->hash, other->hash) == 0;
    arena_free(cx.arena);
    return is_same;
}

TEST(layout_and_comments_are_no_part_of_the_hash)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        CHECK(same_hash(id, "select a, b;", "-- why\nselect\n  a ,\r\n\tb /* c */ ;\n\n"));
        CHECK(same_hash(id, "a;\nb;\n", "a;\r\nb"));
        CHECK(same_hash(id, "select 'a\nb';", "select 'a\r\nb';"));
        CHECK(same_hash(id, "-- allow: x y\na;", "-- words\n--allow:   x y  \n\na;"));
    }
}

TEST(any_change_of_meaning_is)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        CHECK(!same_hash(id, "select a, b;", "select b, a;"));
        CHECK(!same_hash(id, "select 'a b';", "select 'a  b';"));
        CHECK(!same_hash(id, "select 'a -- b';", "select 'a ';"));
        CHECK(!same_hash(id, "a; b;", "a b;"));
        CHECK(!same_hash(id, "ab;", "a b;"));
        CHECK(!same_hash(id, "select 1 - -1;", "select 1 + 1;"));
        CHECK(!same_hash(id, "select \"a\";", "select a;"));
        CHECK(!same_hash(id, "select 1.5;", "select 1 .5;"));
        CHECK(!same_hash(id, "-- allow: drop-table a\nx;", "-- allow: drop-table b\nx;"));
        CHECK(!same_hash(id, "-- old programs: write\nx;", "-- new programs: write\nx;"));
        CHECK(!same_hash(id, "-- depends: 0001_a\nx;", "x;"));
    }
    CHECK(!same_hash(DIALECT_POSTGRES, "do $$ a $$;", "do $$ a  $$;"));
    CHECK(!same_hash(DIALECT_POSTGRES, "select $$a$$;", "select $b$a$b$;"));
}

/* A token longer than what is gathered at once. */
TEST(long_tokens_are_hashed_whole)
{
    char one[5000], other[5000];
    memset(one, 'x', sizeof one);
    one[0] = '\'';
    one[sizeof one - 2] = '\'';
    one[sizeof one - 1] = '\0';
    memcpy(other, one, sizeof one);
    other[4000] = 'y';
    CHECK(same_hash(DIALECT_SQLITE, one, one));
    CHECK(!same_hash(DIALECT_SQLITE, one, other));
}

TEST(the_head_is_read_before_the_first_statement)
{
    Cx cx = context();
    const Script *script = parse(&cx, DIALECT_SQLITE,
                                 "-- 0003 x of schema app\n\n-- depends: 0001_a\n--  depends: 0002_b\n"
                                 "-- allow: drop-column a.b\n-- old programs: read\n"
                                 "-- new programs: write\nselect 1;\n-- allow: drop-table c\n");
    CHECK(script != NULL);
    if (!script) return;
    CHECK(script->depends.count == 2);
    CHECK_STRING(script->depends.items[1].text, "0002_b");
    CHECK(script->allowed.count == 1);
    CHECK_STRING(script->allowed.items[0].text, "drop-column a.b");
    CHECK(script->old_programs == ABILITY_READ && script->new_programs == ABILITY_WRITE);
    CHECK(parse(&cx, DIALECT_SQLITE, "-- old programs: maybe\n") == NULL);
    arena_free(cx.arena);
}

/* The statement that is wrong; "": none. */
static void check_blocks(DialectId dialect, const char *text, const char *wanted)
{
    Cx cx = context();
    const char *why = NULL;
    const Script *script = parse(&cx, dialect, text);
    const Statement *wrong = script ? blocks_wrong(dialect, script, &why) : NULL;
    CHECK_STRING(wrong ? wrong->sql : "", wanted);
    CHECK(!wrong || why);
    arena_free(cx.arena);
}

TEST(transactions_are_in_order)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        check_blocks(id, "update a set b = 1; update c set d = 2;", "");
        check_blocks(id, "begin; update a set b = 1; commit; begin; x; end;", "");
        check_blocks(id, "BEGIN; update a set b = 1;", "BEGIN");
        check_blocks(id, "begin; a; BEGIN; b; commit;", "BEGIN");
        check_blocks(id, "a; commit;", "commit");
        check_blocks(id, "begin; a; commit; update b set c = 1;", "update b set c = 1");
        check_blocks(id, "update b set c = 1; begin; a; commit;", "update b set c = 1");
        check_blocks(id, "begin; a; rollback; commit;", "rollback");
        check_blocks(id, "savepoint s; a; release s;", "savepoint s");
    }
    check_blocks(DIALECT_SQLITE, "pragma foreign_keys = off; begin; a; commit; pragma foreign_keys = on;", "");
    check_blocks(DIALECT_POSTGRES,
                 "set lock_timeout = '1s'; alter type a.\"b c\" add value if not exists 'x'; begin; a; "
                 "commit; create index concurrently i on t (a); alter table only t validate constraint c; "
                 "drop index concurrently if exists i; reset lock_timeout;", "");
    check_blocks(DIALECT_POSTGRES, "begin; a; commit; create index i on t (a);",
                 "create index i on t (a)");
}
