/* SPDX-License-Identifier: MIT
 * The canonical layout: what it looks like, that comments stay, and that it is its own layout. */
#include "tests/unit/syntax.h"

static const char *format(const char *text)
{
    static char copy[1 << 16];
    Run run = run_new();
    Text out = {0};
    bool is_formatted = format_text(&run.cx, "test", text, strlen(text), &out);
    snprintf(copy, sizeof copy, "%s", is_formatted ? text_string(&out) : "(none)");
    text_free(&out);
    run_end(&run);
    return copy;
}

#define CHECK_FORMAT(text, want)                           \
    do {                                                   \
        static char once_[1 << 16];                        \
        snprintf(once_, sizeof once_, "%s", format(text)); \
        CHECK_STRING(once_, (want));                       \
        CHECK_STRING(format(once_), once_);                \
    } while (0)

TEST(columns_are_aligned)
{
    CHECK_FORMAT("TABLE T{id BIGINT primary key;convo_id text?references c( id )on delete cascade;"
                 "n int ;v varchar( 9 ) default 'x';unique(id,n);}",
                 "table t {\n"
                 "    id        bigint      primary key;\n"
                 "    convo_id  text?       references c(id) on delete cascade;\n"
                 "    n         int;\n"
                 "    v         varchar(9)  default 'x';\n"
                 "    unique (id, n);\n"
                 "}\n");
}

TEST(words_and_types_are_the_languages)
{
    CHECK_FORMAT(
        "Table \"t\" { \"A\" DOUBLE PRECISION; \"b\" Timestamp With Time Zone; "
        "\"index\" Integer; c character varying(3)[] default '{}'::TEXT[]; \"type\" int8;}",
        "table t {\n"
        "    \"A\"      double;\n"
        "    b        timestamptz;\n"
        "    \"index\"  int;\n"
        "    c        varchar(3)[]  default '{}'::text[];\n"
        "    \"type\"   bigint;\n"
        "}\n");
}

TEST(expressions_have_their_blanks)
{
    CHECK_FORMAT("table t{check(a+-1>- b and f(a,b)!=x[1:2]and(c)::INT in(1,2)or not(d->>'x')is "
                 "null);check n(count(*)>case when a then 1 else 2 end);}",
                 "table t {\n"
                 "    check (a + -1 > -b and f(a, b) <> x[1:2] and (c)::int in (1, 2)"
                 " or not (d ->> 'x') is null);\n"
                 "    check n (count(*) > case when a then 1 else 2 end);\n"
                 "}\n");
    CHECK_FORMAT("table t { check (- - a > 0 and extract(day from b)=cast(c as int) and d ? 'x'"
                 " and e=array[1,2] and x'0A'=y and z=any(array[[1],[2]])); }",
                 "table t {\n"
                 "    check (- -a > 0 and extract(day from b) = cast(c as int) and d ? 'x' and"
                 " e = array[1, 2]\n        and x'0A' = y and z = any (array[[1], [2]]));\n"
                 "}\n");
}

TEST(comments_stay_where_they_are)
{
    CHECK_FORMAT("// head\nschema s; // name\ntarget sqlite; /* two */ // three\n\n\n\n"
                 "/// doc\ntable t { // open\n  // above\n  a int; // first\n"
                 "  long_name text; // second\n\n  /* alone */\n  b int /* in */ default 1; // b\n"
                 "  // last\n} // closed\n// end",
                 "// head\nschema s;       // name\ntarget sqlite;  /* two */ // three\n\n"
                 "/// doc\ntable t {  // open\n    // above\n"
                 "    a          int;   // first\n    long_name  text;  // second\n\n"
                 "    /* alone */\n    b          int /* in */ default 1;  // b\n    // last\n"
                 "}  // closed\n// end\n");
    CHECK_FORMAT("table t {\n a int // why\n default 1\n ; }",
                 "table t {\n    a  int // why\n        default 1;\n}\n");
}

TEST(enums_are_on_one_line_if_they_fit)
{
    CHECK_FORMAT("enum e{a,b was c,'x y' ,}", "enum e { a, b was c, 'x y' }\n");
    CHECK_FORMAT("enum e {\n\n a, // one\n /// doc\n b\n}",
                 "enum e {\n    a,  // one\n    /// doc\n    b,\n}\n");
    CHECK_FORMAT("enum e {}", "enum e {}\n");
    CHECK_FORMAT("enum e { aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, "
                 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb }",
                 "enum e {\n    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,\n"
                 "    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,\n}\n");
}

TEST(long_statements_break_before_clauses)
{
    CHECK_FORMAT("table t { a uuid default @postgres gen_random_uuid() @sqlite "
                 "(lower(hex(randomblob(16)))) references orders(id) on delete cascade; }",
                 "table t {\n    a  uuid  default @postgres gen_random_uuid()"
                 " @sqlite (lower(hex(randomblob(16))))\n"
                 "        references orders(id) on delete cascade;\n}\n");
    CHECK_FORMAT("table t { index (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, "
                 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccccccccccccccccccccccccc); }",
                 "table t {\n    index (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, "
                 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,\n"
                 "        ccccccccccccccccccccccccccccccccccccc);\n}\n");
}

TEST(bodies_are_kept_to_the_letter)
{
    CHECK_FORMAT("function f( a int,b int default 1 )returns int language SQL as $x$\n  select\n"
                 "\n\n   $$a$$ $x$@postgres;",
                 "function f(a int, b int default 1) returns int language sql as $x$\n  select\n"
                 "\n\n   $$a$$ $x$ @postgres;\n");
}

TEST(includes_and_lone_semicolons)
{
    CHECK_FORMAT("include 'a/b.schema' ;;;\ninclude \"c\";",
                 "include 'a/b.schema';\ninclude \"c\";\n");
    CHECK_FORMAT("", "");
    CHECK_FORMAT("\n\n// only\n\n\n", "// only\n");
    CHECK_FORMAT("\xEF\xBB\xBF// x\r\nschema s;\r\n", "// x\nschema s;\n");
}

TEST(what_does_not_parse_is_not_formatted)
{
    CHECK_STRING(format("table t { a; }"), "(none)");
    CHECK_STRING(format("schema s"), "(none)");
}
