/* SPDX-License-Identifier: MIT
 * JSON text: commas, quoting, invalid UTF-8. "Did you mean" and reasons of failure ride along. */
#include <errno.h>

#include "base/json.h"
#include "base/reason.h"
#include "base/suggest.h"
#include "tests/unit/test.h"

TEST(values_of_every_sort)
{
    Text text = {0};
    Json json = {&text, false};
    json_open(&json, NULL, '{');
    json_string(&json, "s", "text");
    json_string(&json, "n", NULL);
    json_number(&json, "i", INT64_MIN);
    json_bool(&json, "t", true);
    json_bool(&json, "f", false);
    json_open(&json, "list", '[');
    json_number(&json, NULL, 1);
    json_open(&json, NULL, '[');
    json_close(&json, ']');
    json_open(&json, NULL, '{');
    json_close(&json, '}');
    json_string(&json, NULL, "end");
    json_close(&json, ']');
    json_bool(&json, "last", true);
    json_close(&json, '}');
    CHECK_STRING(text.data, "{\"s\":\"text\",\"n\":null,\"i\":-9223372036854775808,\"t\":true,"
                            "\"f\":false,\"list\":[1,[],{},\"end\"],\"last\":true}");
    text_free(&text);
}

static void check_string(const char *value, const char *want)
{
    Text text = {0};
    json_string(&(Json){&text, false}, NULL, value);
    CHECK_STRING(text.data, want);
    text_free(&text);
}

TEST(strings_are_quoted)
{
    check_string("", "\"\"");
    check_string("a\"b\\c/d", "\"a\\\"b\\\\c/d\"");
    check_string("\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"");
    check_string("\x01\x1f\x0b\x7f", "\"\\u0001\\u001f\\u000b\\u007f\"");
    check_string("\xc3\xa4\xf0\x9f\x98\x80", "\"\xc3\xa4\xf0\x9f\x98\x80\"");
}

TEST(invalid_utf8_is_replaced)
{
    check_string("a\xff" "b", "\"a\xef\xbf\xbd" "b\"");
    check_string("\xc3", "\"\xef\xbf\xbd\"");
    check_string("\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

static const char *nearest(const char *wanted, const char *const *words)
{
    Suggest suggest = suggest_for(wanted);
    for (; *words; words++) suggest_try(&suggest, *words);
    return suggest.best ? suggest.best : "nothing";
}

TEST(the_nearest_word_is_suggested)
{
    static const char *const types[] = {"int", "bigint", "text", "timestamp", "timestamptz", NULL};
    CHECK_STRING(nearest("itn", types), "int");
    CHECK_STRING(nearest("inte", types), "int");
    CHECK_STRING(nearest("it", types), "int");
    CHECK_STRING(nearest("txt", types), "text");
    CHECK_STRING(nearest("timestampt", types), "timestamp");
    CHECK_STRING(nearest("tiemstmaptz", types), "timestamptz");
    CHECK_STRING(nearest("bigint", types), "bigint");
    CHECK_STRING(nearest("blob", types), "nothing");
    CHECK_STRING(nearest("", types), "nothing");
}

TEST(only_near_words_are_suggested)
{
    static const char *const words[] = {"a", "b", "ab", NULL};
    CHECK_STRING(nearest("x", words), "nothing");
    CHECK_STRING(nearest("ba", words), "a");
    static const char *const pairs[] = {"aac", "aab", NULL};
    CHECK_STRING(nearest("aaa", pairs), "aac");
    static const char *const six[] = {"abcdefghi", NULL};
    CHECK_STRING(nearest("abcdef", six), "nothing");
    CHECK_STRING(nearest("abcdefg", six), "abcdefghi");
}

TEST(very_long_words_are_left_alone)
{
    char wanted[300], word[300];
    memset(wanted, 'a', sizeof wanted);
    memset(word, 'a', sizeof word);
    for (size_t length = 126; length < 299; length++) {
        wanted[length] = word[length - 1] = '\0';
        Suggest suggest = suggest_for(wanted);
        suggest_try(&suggest, word);
        CHECK((suggest.best != NULL) == (length <= 128));
        wanted[length] = word[length - 1] = 'a';
    }
}

TEST(reasons_begin_lower_case)
{
    Arena *arena = arena_new();
    CHECK_STRING(reason_of(arena, ENOENT), "no such file or directory");
    CHECK_STRING(reason_of(arena, ENOSPC), "no space left on device");
    arena_free(arena);
}
