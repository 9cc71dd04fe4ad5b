/* SPDX-License-Identifier: MIT
 * Quoting for C: strings of any bytes come back as they were, comments stay comments. */
#include "emit/page.h"
#include "tests/unit/test.h"

static const char *c_string(const char *bytes, size_t length)
{
    static char copy[4096];
    Text out = {0};
    text_add_c(&out, bytes, length);
    snprintf(copy, sizeof copy, "%s", text_string(&out));
    text_free(&out);
    return copy;
}

TEST(strings_are_escaped)
{
    CHECK_STRING(c_string("it's", 4), "it's");
    CHECK_STRING(c_string("a\"b\\c\n\t", 7), "a\\\"b\\\\c\\n\\t");
    CHECK_STRING(c_string("\0" "1", 2), "\\0001");
    CHECK_STRING(c_string("\xc3\xa9" "7f", 4), "\\303\\2517f");
    CHECK_STRING(c_string("a?b", 3), "a?b");
    CHECK_STRING(c_string(" ?\?=?\?\?/", 8), " ?\\?=?\\?\\?/");
    CHECK_STRING(c_string("", 0), "");
}

static const char *folded(const char *line)
{
    static char copy[4096];
    Text code = {0}, out = {0};
    text_add(&code, line);
    text_add_folded(&out, &code);
    snprintf(copy, sizeof copy, "%s", text_string(&out));
    text_free(&code);
    text_free(&out);
    return copy;
}

TEST(code_is_folded_at_100_columns)
{
    char wide[128], want[160];
    snprintf(wide, sizeof wide, "    f(%093d, b);\n", 1); /* 103 */
    snprintf(want, sizeof want, "    f(%093d,\n        b);\n", 1);
    CHECK_STRING(folded(wide), want);
    snprintf(wide, sizeof wide, "    f(%089d, b);\n", 1); /* 100 */
    CHECK_STRING(folded(wide), wide);
    snprintf(wide, sizeof wide, "int %0100d(int a, int b)\n", 1); /* longer than any line */
    snprintf(want, sizeof want, "int\n    %0100d(\n    int a, int b)\n", 1);
    CHECK_STRING(folded(wide), want);
    snprintf(wide, sizeof wide, "%0120d\n", 1);
    CHECK_STRING(folded(wide), wide);
    CHECK_STRING(folded(""), "");
}

/* Reads a C string as a compiler does; false: not one. */
static bool read_back(const char *text, const char *want, size_t length)
{
    size_t at = 0;
    for (; *text; at++) {
        int c = (unsigned char)*text++;
        if (c == '"' || (c == '?' && *text == '?')) return false;
        if (c == '\\' && *text >= '0' && *text <= '7') {
            c = (text[0] - '0') * 64 + (text[1] - '0') * 8 + text[2] - '0';
            text += 3;
        } else if (c == '\\') {
            char escaped = *text++;
            c = escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
        }
        if (at >= length || (char)c != want[at]) return false;
    }
    return at == length;
}

TEST(any_two_bytes_come_back)
{
    for (int first = 0; first < 256; first++)
        for (int second = 0; second < 256; second++) {
            const char bytes[] = {(char)first, (char)second, (char)first};
            if (read_back(c_string(bytes, 3), bytes, 3)) continue;
            CHECK_STRING(c_string(bytes, 3), "what was written");
            return;
        }
}

static const char *comment(const char *doc)
{
    static char copy[4096];
    Text out = {0};
    text_add_c_comment(&out, "  ", doc);
    snprintf(copy, sizeof copy, "%s", text_string(&out));
    text_free(&out);
    return copy;
}

TEST(comments)
{
    CHECK_STRING(comment(NULL), "");
    CHECK_STRING(comment(""), "");
    CHECK_STRING(comment("\n"), "  /*  */\n");
    CHECK_STRING(comment("one"), "  /* one */\n");
    CHECK_STRING(comment("one\ntwo"), "  /* one\n   * two */\n");
    CHECK_STRING(comment("one\n\nthree\n"), "  /* one\n   * \n   * three */\n");
}

TEST(nothing_ends_a_comment)
{
    CHECK_STRING(comment("a */ b"), "  /* a * / b */\n");
    CHECK_STRING(comment("a /* b"), "  /* a / * b */\n");
    CHECK_STRING(comment("/"), "  /* / */\n");
    CHECK_STRING(comment("a *\n/ b *"), "  /* a * \n   * / b *  */\n");
    CHECK_STRING(comment("?\?/"), "  /* ? ?/ */\n");
    CHECK_STRING(comment("a \\"), "  /* a \\  */\n");
    CHECK_STRING(comment("a\rb\fc"), "  /* a b c */\n");
    CHECK_STRING(comment("\xe2\x80\xae" "evil"), "  /* ?evil */\n");
    CHECK_STRING(comment("\xe2\x80\x93 dash"), "  /* \xe2\x80\x93 dash */\n");
}

TEST(templates)
{
    Text out = {0};
    text_add_template(&out, "@_get(@ *row)", "shop_orders");
    CHECK_STRING(text_string(&out), "shop_orders_get(shop_orders *row)");
    text_clear(&out);
    text_add_template(&out, "nothing", "x");
    CHECK_STRING(text_string(&out), "nothing");
    text_free(&out);
}
