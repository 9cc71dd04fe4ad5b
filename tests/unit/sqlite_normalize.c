/* SPDX-License-Identifier: MIT
 * catalog_normalize: what is the same comes out the same, what differs stays different, and any
 * bytes whatever can be normalized, twice with one result. */
#include <stdint.h>
#include <stdlib.h>

#include "catalog.h"
#include "sqlite/normalize.h"
#include "tests/unit/test.h"

static void check_form(const char *sql, const char *want)
{
    memory pool = {0};
    char *once = catalog_normalize(&pool, sql, strlen(sql));
    CHECK_STRING(once, want);
    CHECK_STRING(catalog_normalize(&pool, once, strlen(once)), want);
    memory_free(&pool);
}

TEST(blanks_and_comments)
{
    check_form("", "");
    check_form("  a\n\t+ b ", "a + b");
    check_form("a--x\n+/* y */b -- z", "a + b");
    check_form("a /* never ends", "a");
    check_form("f ( a,b ,  c )", "f(a, b, c)");
    check_form("t . a.b", "t.a.b");
    check_form("count( * )", "count(*)");
    check_form("x in(1,2)", "x in (1, 2)");
    check_form("x and(y)or not(z)", "x and (y) or not (z)");
    check_form("cast ( a as varchar ( 10 ) )", "cast(a as varchar(10))");
}

TEST(signs)
{
    check_form("a-1", "a - 1");
    check_form("-1", "-1");
    check_form("- 1", "-1");
    check_form("a - -1", "a - -1");
    check_form("- - 1", "- -1");
    check_form("-(a)", "-(a)");
    check_form("(a)-1", "(a) - 1");
    check_form("x in (-1, +2)", "x in (-1, +2)");
    check_form("case when -a then -b else ~ c end - 1", "case when -a then -b else ~c end - 1");
    check_form("null - 1", "null - 1");
}

TEST(case_and_quotes)
{
    check_form("A AND \"b\" AND [c] AND `d`", "a and b and c and d");
    check_form("\"A\" = 'It''S'", "\"A\" = 'It''S'");
    check_form("\"select\" + [key] + \"end\"", "\"select\" + key + end");
    check_form("[a\"b] + `c``d` + \"e\"\"f\"", "\"a\"\"b\" + \"c`d\" + \"e\"\"f\"");
    check_form("\"true\" = true", "\"true\" = true");
    check_form("X'0AfF' || 1E5 || 0XfF", "x'0aff' || 1e5 || 0xff");
    check_form("a == b != c <> d", "a = b <> c <> d");
    check_form("gr\xc3\xb6\xc3\x9f" "e + \"\xc3\xa4\"", "gr\xc3\xb6\xc3\x9f" "e + \"\xc3\xa4\"");
}

TEST(outer_parentheses)
{
    check_form("((a))", "a");
    check_form("( (a) + (b) )", "(a) + (b)");
    check_form("(a) + (b)", "(a) + (b)");
    check_form("(a /* ) */ -- )\n)", "a");
    check_form("((a)", "((a)");
    check_form("(a))", "(a))");
    check_form("()", "");
    check_form("a;;", "a");
}

TEST(different_stays_different)
{
    static const char *const pairs[][2] = {
        {"a", "\"A\""}, {"'a'", "a"}, {"'a'", "'A'"}, {"1", "1.0"}, {"a b", "ab"},
        {"a.b", "a b"}, {"a - - b", "a - b"}, {"'a--b'", "'a'"}, {"x'00'", "x '00'"},
        {"\"case\"", "case"}, {"a || b", "a | b"}, {"(a, b)", "a"}, {"a -> b", "a - > b"},
        {"'a b'", "'a  b'"}, {"not a", "nota"}, {"1 2", "12"}, {"? 1", "?1"}, {": a", ":a"},
    };
    memory pool = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *a = catalog_normalize(&pool, pairs[i][0], strlen(pairs[i][0]));
        char *b = catalog_normalize(&pool, pairs[i][1], strlen(pairs[i][1]));
        if (strcmp(a, b) == 0) fprintf(stderr, "the same: %s | %s\n", pairs[i][0], pairs[i][1]);
        CHECK(strcmp(a, b) != 0);
    }
    memory_free(&pool);
}

static const char *spell(const void *state, const sql_token *name, bool is_dotted)
{
    (void)state;
    if (is_dotted) return sql_is(name, "own") ? sql_spell_own : NULL;
    if (*name->text == '"' && name->text[1] == 't') return sql_spell_text;
    return sql_is(name, "id") ? "Id" : sql_is(name, "order") ? "Order" : NULL;
}

TEST(declared_spelling)
{
    memory pool = {0};
    static const char sql[] = "ID > id(ID) and x collate id and t.iD and \"id2\" and "
                              "cast(id as ID) and id.x and [order] order and own.id <> \"t'\"\"\" and id.own.x";
    CHECK_STRING(sql_normalize(&pool, sql, strlen(sql), spell, NULL),
                 "\"Id\" > id(\"Id\") and x collate id and t.\"Id\" and id2 and "
                 "cast(\"Id\" as id) and id.x and \"order\" order and \"Id\" <> 't''\"' and id.own.x");
    memory_free(&pool);
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

TEST(any_bytes_twice)
{
    static const char *const pieces[] = {
        "a", "B", "1", ".", "(", ")", "'", "\"", "[", "]", "`", "-", "--", "/*", "*/", "\n", " ",
        ";", ",", "=", "!=", "||", "x'", "\xff", "\x00", "order", "\"order\"", "~", "+", "e", "?",
        "$", ":x", "null", "->>", "'x'", "/"};
    uint64_t random = 0x9e3779b97f4a7c15;
    for (size_t round = 0; round < 200000 && test_ok; round++) {
        char sql[64];
        size_t length = 0, count = next_random(&random) % 12;
        for (size_t i = 0; i < count; i++) {
            const char *piece = pieces[next_random(&random) % (sizeof pieces / sizeof *pieces)];
            size_t size = *piece ? strlen(piece) : 1;
            if (length + size > sizeof sql) break;
            memcpy(sql + length, piece, size);
            length += size;
        }
        char *exact = malloc(length + 1); /* so that a checker sees a step behind the end */
        memcpy(exact, sql, length);
        memory pool = {0};
        char *once = catalog_normalize(&pool, exact, length);
        char *twice = catalog_normalize(&pool, once, strlen(once));
        bool is_whole = !memchr(exact, 0, length); /* a NUL ends the printed form */
        if (is_whole) CHECK_STRING(twice, once);
        if (!test_ok) fprintf(stderr, "of: %.*s\n", (int)length, sql);
        memory_free(&pool);
        free(exact);
    }
}

TEST(ten_thousand_parentheses)
{
    enum { DEEP = 10000 };
    char *sql = malloc(2 * DEEP + 1);
    memset(sql, '(', DEEP);
    sql[DEEP] = 'a';
    memset(sql + DEEP + 1, ')', DEEP);
    memory pool = {0};
    CHECK_STRING(catalog_normalize(&pool, sql, 2 * DEEP + 1), "a");
    CHECK(catalog_normalize(&pool, sql, 2 * DEEP)[0] == '(');
    memory_free(&pool);
    free(sql);
}
