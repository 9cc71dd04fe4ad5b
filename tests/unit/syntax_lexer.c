/* SPDX-License-Identifier: MIT
 * Tokens: every form, exact spans, the bytes that must not pass. */
#include "tests/unit/syntax.h"

/* The text of a string literal. */
static const char *run_string(const char *text)
{
    static char copy[256];
    Run run = run_new();
    const Expr *expr = parse_expr(&run.cx, text, strlen(text));
    snprintf(copy, sizeof copy, "%s", expr && expr->kind == EXPR_STRING ? expr->text : "(none)");
    run_end(&run);
    return copy;
}

static bool run_nul(const char *text, size_t length)
{
    Run run = run_new();
    parse_text(&run.cx, "test", text, length);
    bool is_reported = strstr(run_report(&run), "nul-byte") != NULL;
    run_end(&run);
    return is_reported;
}

static void add_word(void *state, Name space, Name name)
{
    Text *out = state;
    if (!name_none(space)) text_printf(out, "%s.", name_text(space));
    text_printf(out, "%s ", name_text(name));
}

static const char *run_words(const char *body)
{
    static char copy[1024];
    Run run = run_new();
    Text out = {0};
    body_words(&run.cx, body, strlen(body), add_word, &out);
    snprintf(copy, sizeof copy, "%s", text_string(&out));
    text_free(&out);
    run_end(&run);
    return copy;
}

TEST(names_fold_and_quotes_keep)
{
    Run run = run_new();
    Tree *tree = run_parse(&run, "table Foo { \"A \"\"b\" INT; c text; }");
    const Decl *table = tree->decls.items[0];
    CHECK_STRING(name_text(table->name.name), "foo");
    CHECK_STRING(name_text(table->members.items[0]->name.name), "A \"b");
    CHECK_STRING(name_text(table->members.items[0]->type->name), "int");
    CHECK(run_spans(&run, table->members.items[0]->name.span, 12, 19));
    CHECK(run_spans(&run, table->name.span, 6, 9));
    CHECK(run_spans(&run, table->members.items[1]->span, 25, 32));
    run_end(&run);
}

TEST(a_byte_order_mark_is_skipped)
{
    Run run = run_new();
    Tree *tree = run_parse(&run, "\xEF\xBB\xBFschema s;");
    CHECK(!tree->has_errors);
    CHECK(run_spans(&run, tree->decls.items[0]->span, 3, 12));
    run_end(&run);
}

TEST(strings_are_unescaped)
{
    CHECK_EXPR("'it''s'", "'it''s'");
    const char *text = run_string("e'\\n\\x41\\101\\u00e9\\U0001F600\\'''\\q'");
    CHECK_STRING(text, "\nAA\xC3\xA9\xF0\x9F\x98\x80''q");
    CHECK_STRING(run_string("e'\\ud83d\\ude00'"), "\xF0\x9F\x98\x80");
    CHECK_STRING(run_string("'a\\n'"), "a\\n");
    CHECK_STRING(run_string("'two\nlines'"), "two\nlines");
    CHECK_STRING(run_string("E'\\b\\f\\r\\t\\\\'"), "\b\f\r\t\\");
}

TEST(bytes_bits_and_numbers)
{
    CHECK_EXPR("x'0AfF'", "x'0aff'");
    CHECK_EXPR("B'101'", "bit '101'");
    CHECK_EXPR("0xff + .5 + 1. + 2e9 + 1.5E-3", "0xff + .5 + 1. + 2e9 + 1.5E-3");
    CHECK_EXPR("1.2.3", NULL);
    CHECK_EXPR("12abc", NULL);
    CHECK_EXPR("x'abc'", NULL);
    CHECK_EXPR("b'102'", NULL);
    CHECK_EXPR("0x", NULL);
}

TEST(operators_are_cut_as_postgres_cuts_them)
{
    CHECK_EXPR("a <->b", "a <-> b");
    CHECK_EXPR("a=-1", "a = -1");
    CHECK_EXPR("a@-b", "a @- b");
    CHECK_EXPR("a != b", "a <> b");
    CHECK_EXPR("a*-b", "a * -b");
    CHECK_EXPR("a?'b'", "a ? 'b'");
    CHECK_EXPR("a ?| b", "a ?| b");
    CHECK_EXPR("a @? b", "a @? b");
    CHECK_EXPR("a->/* c */'b'", "a -> 'b'");
    CHECK_EXPR("a --b", NULL);
}

TEST(bodies_are_kept_to_the_letter)
{
    Run run = run_new();
    Tree *tree = run_parse(&run, "view v as $a$ $$ 'x $b$\n $a$;view w as $$$$;");
    const Clause *clause = &tree->decls.items[0]->clauses.items[0];
    CHECK_STRING(clause->body, " $$ 'x $b$\n ");
    CHECK(clause->body_length == 12);
    CHECK(run_spans(&run, clause->body_span, 10, 28));
    CHECK_STRING(tree->decls.items[1]->clauses.items[0].body, "");
    run_end(&run);
}

TEST(comments_nest_and_docs_join)
{
    Run run = run_new();
    Tree *tree = run_parse(&run, "/* a /* b */ c */ // x\n"
                                 "/// one\n///  two\n///\n"
                                 "//// no doc\n"
                                 "schema s;\n"
                                 "enum e {\n /// first\n a, b }");
    CHECK(!tree->has_errors);
    CHECK_STRING(tree->decls.items[0]->doc, "one\n two\n");
    CHECK_STRING(tree->decls.items[1]->members.items[0]->doc, "first");
    CHECK(tree->decls.items[1]->members.items[1]->doc == NULL);
    run_end(&run);
}

TEST(bad_bytes_are_reported_where_they_are)
{
    CHECK_ERRORS("schema a\xFF\xFE;", "1:9 invalid-utf8\n");
    CHECK_ERRORS("schema a; // \xC0\x80\nschema \xED\xA0\x80;",
                 "1:14 invalid-utf8\n2:8 invalid-utf8\n2:9 syntax-error\n");
    CHECK(run_nul("schema a; /* \0 */", 17));
    CHECK(run_nul("schema \"a\0b\";", 13));
}

TEST(words_of_a_body)
{
    CHECK_STRING(run_words("select a, \"B c\".d, Foo.bar.baz -- no\n from x /* n /* n */ */ "
                           "where y = 'z' and e'\\'q' = $q$ no $q$ and n > 1e5 and $1 = t1"),
                 "select a B c.d foo.bar from x where y and and n and t1 ");
    CHECK_STRING(run_words("\"open"), "open ");
    CHECK_STRING(run_words("'open"), "");
    CHECK_STRING(run_words("a . b"), "a.b ");
}
