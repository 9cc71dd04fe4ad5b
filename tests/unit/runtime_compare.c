/* SPDX-License-Identifier: MIT
 * Comparing catalogs: what is a difference, how bad it is under each policy, and how it reads. Both
 * sides are given as catalog text; the outcome is the report as people see it, without advice. */
#include "runtime/compare.h"
#include "tests/unit/test.h"

static schemac_report report;

static catalog parsed(memory *pool, const char *text)
{
    catalog list;
    const char *const pieces[] = {text, NULL};
    catalog_init(&list, pool);
    catalog_parse(&list, pieces);
    CHECK(!list.error);
    return list;
}

/* The text of the report, but for its headline and its advice. */
static const char *without_advice(char *text)
{
    char *to = text, *line = text + strcspn(text, "\n");
    for (line += *line != '\0'; *line;) {
        size_t length = strcspn(line, "\n") + 1;
        if (strncmp(line, "      ", 6) != 0) {
            memmove(to, line, length);
            to += length;
        }
        line += length;
    }
    *to = '\0';
    return text;
}

static const char *compared(schemac_policy policy, const char *expected, const char *recorded,
                            const char *found)
{
    static char text[8192];
    static const schemac_schema schema = {.name = "s"};
    schemac_call call = {.schema = &schema, .message = "headline"};
    catalog wanted = parsed(&call.memory, expected), actual = parsed(&call.memory, found);
    if (recorded) {
        catalog made = parsed(&call.memory, recorded);
        compare_complete(&wanted, &made);
    }
    schemac_report_free(&report);
    compare_catalogs(&call, &(Comparison){.expected = &wanted,
                                          .found = &actual,
                                          .has_author_words = recorded != NULL,
                                          .policy = policy});
    call_close(&call, SCHEMAC_OK, &report);
    snprintf(text, sizeof text, "%s", schemac_report_text(&report));
    return without_advice(text);
}

static const char *exact(const char *expected, const char *found)
{
    return compared(SCHEMAC_EXACT, expected, NULL, found);
}

static const char *compatible(const char *expected, const char *found)
{
    return compared(SCHEMAC_COMPATIBLE, expected, NULL, found);
}

#define ORDERS                                                                         \
    "check\torders: total >= 0\n"                                                      \
    "column\torders.id\ttype=INTEGER\n"                                                \
    "column\torders.status\tdefault='a'\ttype=TEXT\n"                                  \
    "column\torders.total\ttype=INTEGER\n"                                             \
    "foreign key\torders(customer) -> customers\tcolumns=customer\ttarget=customers\n" \
    "index\torders.by_day\ton=day\n"                                                   \
    "primary key\torders\tcolumns=id\n"                                                \
    "table\torders\n"                                                                  \
    "unique\torders(number)\tcolumns=number\n"

TEST(equal_catalogs_do_not_differ)
{
    CHECK_STRING(exact(ORDERS, ORDERS), "");
    CHECK(report.difference_count == 0 && report.error_count == 0);
    CHECK_STRING(exact("", ""), "");
}

TEST(missing_table_is_named_with_all_but_its_columns)
{
    CHECK_STRING(exact(ORDERS, ""), "  check orders: total >= 0: missing\n"
                                    "  foreign key orders(customer) -> customers: missing\n"
                                    "  index orders.by_day: missing\n"
                                    "  primary key orders: missing\n"
                                    "  table orders: missing\n"
                                    "  unique orders(number): missing\n");
    CHECK(report.error_count == 6);
    CHECK(!report.differences[4].attribute && !report.differences[4].found);
    CHECK_STRING(report.differences[4].expected, "table");
    CHECK_STRING(report.differences[1].breaks, "what rows may hold");
    CHECK_STRING(report.differences[2].breaks, "speed");
    CHECK_STRING(report.differences[4].breaks, "reading and writing");
}

TEST(missing_and_altered)
{
    CHECK_STRING(exact("column\torders.id\ttype=INTEGER\n"
                       "column\torders.status\tdefault='a'\ttype=TEXT\n"
                       "index\torders.by_day\ton=day\n"
                       "table\torders\n",
                       "column\torders.id\tnull=yes\ttype=TEXT\n"
                       "column\torders.status\tdefault='b'\ttype=TEXT\n"
                       "table\torders\tstrict off=yes\n"),
                 "  column orders.id: takes NULL, expected not to\n"
                 "  column orders.id: type is TEXT, expected INTEGER\n"
                 "  column orders.status: default is 'b', expected 'a'\n"
                 "  index orders.by_day: missing\n"
                 "  table orders: is not strict, expected to be\n");
    CHECK_STRING(report.differences[2].expected, "'a'");
    CHECK_STRING(report.differences[2].found, "'b'");
    CHECK_STRING(report.differences[2].attribute, "default");
    CHECK_STRING(report.differences[3].expected, "on day");
}

TEST(values_missing_and_unexpected)
{
    CHECK_STRING(exact("column\tt.a\tdefault=1\ttype=TEXT\ntable\tt\n",
                       "column\tt.a\tcollate=nocase\ttype=TEXT\ntable\tt\n"),
                 "  column t.a: collate is nocase, none expected\n"
                 "  column t.a: default is missing, expected 1\n");
}

/* What was left out is told by the engine's word for it; sentences are sentences. */
TEST(differences_read_as_sentences)
{
    CHECK_STRING(exact("foreign key\tt.f\tcolumns=a\ton delete=cascade\n"
                       "function\tg()\treturns=text\tvolatility=stable\n"
                       "index\tt.i\tmethod=gin\ton=a\ntable\tt\n",
                       "foreign key\tt.f\tcolumns=a, b\tnot enforced=yes\tnot valid=yes\n"
                       "function\tg()\treturns=integer\n"
                       "index\tt.i\tinvalid=yes\ton=a\ntable\tt\trow security=yes\n"),
                 "  function g(): returns integer, expected text\n"
                 "  function g(): volatility is volatile, expected stable\n"
                 "  foreign key t.f: columns are a, b, expected a\n"
                 "  foreign key t.f: is not enforced\n"
                 "  foreign key t.f: is not validated\n"
                 "  foreign key t.f: on delete is no action, expected cascade\n"
                 "  index t.i: is invalid\n"
                 "  index t.i: method is btree, expected gin\n"
                 "  table t: has row security, expected none\n");
    CHECK_STRING(exact("enum\te\tvalues='a'\npolicy\tt.p\nsequence\ts\ttype=integer\n"
                       "table\tt\ntrigger\tt.x\tevents=insert\n"
                       "trigger\tt.y\tevents=insert\n",
                       "enum\te\tvalues='b'\npolicy\tt.p\tcommand=select\troles=joe\n"
                       "sequence\ts\tcycle=yes\ntable\tt\n"
                       "trigger\tt.x\tenabled=never\tevents=insert, delete\n"
                       "trigger\tt.y\tenabled=always\tevents=insert\n"),
                 "  enum e: values are 'b', expected 'a'\n"
                 "  sequence s: cycles, expected not to\n"
                 "  sequence s: type is bigint, expected integer\n"
                 "  policy t.p: command is select, expected all\n"
                 "  policy t.p: roles are joe, expected public\n"
                 "  trigger t.x: is disabled (enabled: never)\n"
                 "  trigger t.x: events are insert, delete, expected insert\n"
                 "  trigger t.y: enabled is always, expected origin\n");
}

TEST(unexpected_members_are_errors_foreign_objects_notes)
{
    CHECK_STRING(exact("table\torders\n", "column\torders.extra\tnull=yes\n"
                                          "column\tscratch.a\tnull=yes\n"
                                          "index\tscratch.b\ton=a\n"
                                          "table\torders\n"
                                          "table\tscratch\n"
                                          "trigger\torders.t\ttiming=after\n"
                                          "view\tlooks\tbody=select 1\n"),
                 "  column orders.extra: unexpected\n"
                 "  trigger orders.t: unexpected\n"
                 "notes:\n"
                 "  view looks: not part of the schema\n"
                 "  table scratch: not part of the schema\n");
    CHECK(report.error_count == 2 && report.difference_count == 4);
}

TEST(members_of_views_and_domains_are_owned)
{
    CHECK_STRING(exact("domain\tkb.d\ttype=text\nview\tv\tbody=x\n",
                       "check\tkb.d.c\texpr=1\ndomain\tkb.d\ttype=text\nindex\tv.i\ton=a\n"
                       "sequence\ts\towned by=v.x\nsequence\tz\towned by=gone.x\n"
                       "view\tv\tbody=x\n"),
                 "  check kb.d.c: unexpected\n"
                 "  sequence s: unexpected\n"
                 "  index v.i: unexpected\n");
}

TEST(comments_are_notes)
{
    CHECK_STRING(exact("table\tt\tcomment=one\n", "table\tt\tcomment=two\n"),
                 "notes:\n  table t: comment is two, expected one\n");
    CHECK(report.error_count == 0 && report.difference_count == 1);
}

TEST(altered_checks_and_keys_are_one_difference)
{
    CHECK_STRING(exact(ORDERS, "check\torders: total > 0\n"
                               "column\torders.id\ttype=INTEGER\n"
                               "column\torders.status\tdefault='a'\ttype=TEXT\n"
                               "column\torders.total\ttype=INTEGER\n"
                               "foreign key\torders(customer) -> clients\tcolumns=customer\t"
                               "on delete=cascade\ttarget=clients\n"
                               "index\torders.by_date\ton=day\n"
                               "primary key\torders\tcolumns=number\n"
                               "table\torders\n"
                               "unique\torders(id)\tcolumns=id\n"),
                 "  check orders: total >= 0: expression is total > 0, expected total >= 0\n"
                 "  foreign key orders(customer) -> customers: on delete is cascade, expected "
                 "no action\n"
                 "  foreign key orders(customer) -> customers: target is clients, expected "
                 "customers\n"
                 "  index orders.by_day: name is by_date, expected by_day\n"
                 "  primary key orders: columns are number, expected id\n"
                 "  unique orders(id): unexpected\n"
                 "  unique orders(number): missing\n");
}

TEST(several_checks_are_not_guessed_at)
{
    CHECK_STRING(exact("check\tt: a > 0\ncheck\tt: b > 0\ntable\tt\n",
                       "check\tt: a > 1\ncheck\tt: b > 1\ntable\tt\n"),
                 "  check t: a > 0: missing\n"
                 "  check t: a > 1: unexpected\n"
                 "  check t: b > 0: missing\n"
                 "  check t: b > 1: unexpected\n");
}

/* "a1: ..." sorts before "a: ...", though a sorts before a1. */
TEST(tables_with_like_names_are_kept_apart)
{
    CHECK_STRING(exact("check\ta1: x\ncheck\ta: x\ntable\ta\ntable\ta1\n",
                       "check\ta1: y\ncheck\ta: y\ntable\ta\ntable\ta1\n"),
                 "  check a: x: expression is y, expected x\n"
                 "  check a1: x: expression is y, expected x\n");
}

TEST(constraints_twice_are_counted)
{
    CHECK_STRING(exact("table\tt\nunique\tt(a)\tcolumns=a\nunique\tt(a)\tcolumns=a\n",
                       "table\tt\nunique\tt(a)\tcolumns=a\n"),
                 "  unique t(a): missing\n");
}

TEST(author_words_are_compared_by_presence)
{
    const char *expected = "check\tt.c\texpr=~a between 1 and 2\n"
                           "column\tt.a\tdefault=~now()\ttype=text\ntable\tt\n";
    const char *found = "check\tt.c\texpr=a >= 1 AND a <= 2\n"
                        "column\tt.a\tdefault=CURRENT_TIMESTAMP\ttype=text\ntable\tt\n";
    CHECK_STRING(compared(SCHEMAC_EXACT, expected, "", found), "");
    CHECK_STRING(compared(SCHEMAC_EXACT, expected, found, found), "");
    CHECK_STRING(compared(SCHEMAC_EXACT, expected, "",
                          "check\tt.c\texpr=x\ncolumn\tt.a\ttype=text\ntable\tt\n"),
                 "  column t.a: default is missing, expected now()\n");
    CHECK_STRING(compared(SCHEMAC_EXACT, expected, found,
                          "check\tt.c\texpr=a >= 1 AND a <= 3\n"
                          "column\tt.a\tdefault=clock_timestamp()\ttype=text\ntable\tt\n"),
                 "  check t.c: expr is a >= 1 AND a <= 3, expected a >= 1 AND a <= 2\n"
                 "  column t.a: default is clock_timestamp(), expected CURRENT_TIMESTAMP\n");
}

TEST(renamed_constraints_are_paired_by_definition)
{
    CHECK_STRING(compared(SCHEMAC_EXACT,
                          "check\tt.c\texpr=~x\ncheck\tt.d\texpr=~y\ntable\tt\n"
                          "unique\tt.u\tcolumns=a, b\n",
                          "check\tt.c\texpr=X\ncheck\tt.d\texpr=Y\n",
                          "check\tt.e\texpr=Y\ncheck\tt.f\texpr=X\ntable\tt\n"
                          "unique\tt.v\tcolumns=a, b\n"),
                 "  check t.c: name is f, expected c\n"
                 "  check t.d: name is e, expected d\n"
                 "  unique t.u: name is v, expected u\n");
}

TEST(a_tilde_is_a_tilde_where_texts_are_exact)
{
    CHECK_STRING(exact("column\tt.a\tdefault=~1\ntable\tt\n", "column\tt.a\tdefault=2\ntable\tt\n"),
                 "  column t.a: default is 2, expected ~1\n");
}

TEST(compatible_takes_harmless_additions)
{
    CHECK_STRING(compatible("column\tt.a\ttype=TEXT\ntable\tt\n",
                            "column\tt.a\tdefault='x'\ttype=TEXT\n"
                            "column\tt.b\tnull=yes\ttype=TEXT\n"
                            "column\tt.c\tdefault=0\ttype=TEXT\n"
                            "column\tt.d\tgenerated=a\ttype=TEXT\n"
                            "column\tt.e\tidentity=always\ttype=bigint\n"
                            "index\tt.i\ton=b\n"
                            "table\tother\ntable\tt\n"),
                 "notes:\n"
                 "  table other: not part of the schema\n"
                 "  column t.a: default is 'x', none expected\n"
                 "  column t.b: not part of the schema\n"
                 "  column t.c: not part of the schema\n"
                 "  column t.d: not part of the schema\n"
                 "  column t.e: not part of the schema\n"
                 "  index t.i: not part of the schema\n");
    CHECK(report.error_count == 0);
}

TEST(compatible_takes_other_names)
{
    CHECK_STRING(compatible("table\tt\nunique\tt(a)\tcolumns=a\tname=u\n",
                            "table\tt\nunique\tt(a)\tcolumns=a\tname=v\n"),
                 "notes:\n  unique t(a): name is v, expected u\n");
}

TEST(compatible_refuses_what_hurts)
{
    CHECK_STRING(compatible("column\tt.a\ttype=TEXT\ncolumn\tt.gone\ttype=TEXT\ntable\tt\n",
                            "check\tt: a > 0\n"
                            "column\tt.a\tnull=yes\ttype=TEXT\n"
                            "column\tt.b\ttype=TEXT\n"
                            "foreign key\tt(b) -> u\tcolumns=b\ttarget=u\n"
                            "index\tt.i\ton=b\tunique=yes\n"
                            "table\tt\n"
                            "trigger\tt.z\ttiming=before\n"
                            "unique\tt(b)\tcolumns=b\n"),
                 "  check t: a > 0: unexpected\n"
                 "  column t.a: takes NULL, expected not to\n"
                 "  column t.b: unexpected\n"
                 "  column t.gone: missing\n"
                 "  foreign key t(b) -> u: unexpected\n"
                 "  index t.i: unexpected\n"
                 "  trigger t.z: unexpected\n"
                 "  unique t(b): unexpected\n");
    CHECK(report.error_count == 8 && report.difference_count == 8);
}

TEST(long_texts_are_shown_where_they_differ)
{
    CHECK_STRING(exact("view\tv\tbody=select a, b, c from orders where status = 'open' and "
                       "total > 100\\norder by caf\xc3\xa9, d\n",
                       "view\tv\tbody=select a, b, c from orders where status = 'open' and "
                       "total > 100\\norder by caf\xc3\xa8, d\n"),
                 "  view v: body is ...00 order by caf\xc3\xa8, d, expected ...00 order by "
                 "caf\xc3\xa9, d\n");
    CHECK_STRING(
        exact("view\tv\tbody=x\n",
              "view\tv\tbody=yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
              "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n"),
        "  view v: body is yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
        "yyyyyyy..., expected x\n");
}

/* ---- at random ---- */

static uint32_t seed = 1;

static uint32_t random_below(uint32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

static void add_random_object(catalog *list, uint32_t table)
{
    static const char *const kinds[] = {"check",  "column",      "foreign key", "index",
                                        "policy", "primary key", "trigger",     "unique"};
    static const char *const words[] = {"columns", "on", "target", "unique"};
    char path[64];
    const char *kind = kinds[random_below(8)];
    uint32_t column = random_below(3);
    switch (random_below(4)) {
    case 0: snprintf(path, sizeof path, "t%u: c%u", table, column); break;
    case 1: snprintf(path, sizeof path, "t%u.c%u", table, column); break;
    case 2: snprintf(path, sizeof path, "t%u(c%u)", table, column); break;
    case 3: snprintf(path, sizeof path, "t%u(c%u) -> t1", table, column); break;
    }
    catalog_add(list, kind, path);
    for (uint32_t i = 0; i < 4; i++)
        if (random_below(3) == 0) catalog_set(list, words[i], random_below(2) ? "x" : "yes");
}

static catalog random_catalog(memory *pool)
{
    catalog list;
    char name[16];
    catalog_init(&list, pool);
    for (uint32_t table = 0; table < 3; table++) {
        snprintf(name, sizeof name, "t%u", table);
        catalog_add(&list, "table", name);
        for (uint32_t i = random_below(6); i > 0; i--) add_random_object(&list, table);
    }
    catalog_finish(&list);
    return list;
}

/* There are differences if and only if the texts differ, whatever was paired with whatever. */
TEST(random_catalogs)
{
    schemac_report_free(&report);
    for (int i = 0; i < 20000; i++) {
        static const schemac_schema schema = {0};
        schemac_call call = {.schema = &schema, .message = "headline"};
        catalog a = random_catalog(&call.memory);
        if (i % 4 == 0) seed = 1 + (uint32_t)i;
        uint32_t start = seed;
        catalog b = random_catalog(&call.memory);
        if (i % 3 == 0) seed = start;
        if (i % 3 == 0) a = random_catalog(&call.memory);
        bool same =
            !strcmp(catalog_text(&a, &call.memory, NULL), catalog_text(&b, &call.memory, NULL));
        compare_catalogs(&call, &(Comparison){.expected = &a, .found = &b});
        call_close(&call, SCHEMAC_OK, &report);
        CHECK((report.error_count == 0) == same);
        CHECK(report.error_count == report.difference_count && *schemac_report_text(&report));
        schemac_report_free(&report);
    }
}

TEST(the_last_report_is_freed)
{
    schemac_report_free(&report);
    CHECK(!report.memory && !report.message);
    schemac_report_free(&report);
    CHECK_STRING(schemac_report_text(&report), "");
}
