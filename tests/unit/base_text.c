/* SPDX-License-Identifier: MIT
 * Text: growth, printf across its boundaries, quoting, keeping. */
#include <stdlib.h>

#include "base/text.h"
#include "tests/unit/test.h"

TEST(an_empty_text_is_a_string)
{
    Text text = {0};
    CHECK_STRING(text_string(&text), "");
    text_clear(&text);
    CHECK_STRING(text_string(&text), "");
    text_add(&text, "");
    CHECK_STRING(text.data, "");
    text_free(&text);
    text_free(&text);
}

TEST(bytes_chars_and_strings_follow_each_other)
{
    Text text = {0};
    text_add(&text, "ab");
    text_add_char(&text, 'c');
    text_add_bytes(&text, "d\0e", 3);
    text_add_bytes(&text, NULL, 0);
    CHECK(text.length == 6 && memcmp(text.data, "abcd\0e", 7) == 0);
    text_clear(&text);
    text_add(&text, "x");
    CHECK_STRING(text_string(&text), "x");
    text_free(&text);
}

TEST(every_length_grows_well)
{
    for (size_t length = 0; length < 300; length++) {
        Text text = {0};
        for (size_t i = 0; i < length; i++) text_add_char(&text, 'a');
        CHECK(text.length == length && strlen(text_string(&text)) == length);
        text_free(&text);
    }
}

TEST(printf_at_every_fill)
{
    for (size_t fill = 0; fill < 140; fill++) {
        Text text = {0};
        for (size_t i = 0; i < fill; i++) text_add_char(&text, 'a');
        text_printf(&text, "%d-%s", 12, "0123456789012345678901234567890123456789"
                                        "0123456789012345678901234567890123456789");
        CHECK(text.length == fill + 83);
        CHECK_STRING(text.data + fill + 73, "0123456789");
        CHECK(memcmp(text.data + fill, "12-0", 4) == 0);
        text_free(&text);
    }
}

TEST(large_pieces)
{
    Text text = {0};
    char *piece = malloc(1 << 20);
    memset(piece, 'p', 1 << 20);
    for (int i = 0; i < 5; i++) text_add_bytes(&text, piece, 1 << 20);
    text_printf(&text, "%*d", 100000, 7);
    CHECK(text.length == (5u << 20) + 100000);
    CHECK(text.data[text.length - 1] == '7' && text.data[text.length] == '\0');
    free(piece);
    text_free(&text);
}

static void check_quoted(const char *bytes, size_t length, char quote, const char *want)
{
    Text text = {0};
    text_add_quoted(&text, bytes, length, quote);
    CHECK_STRING(text.data, want);
    text_free(&text);
}

TEST(quotes_are_doubled)
{
    check_quoted("", 0, '\'', "''");
    check_quoted(NULL, 0, '\'', "''");
    check_quoted("it's", 4, '\'', "'it''s'");
    check_quoted("'", 1, '\'', "''''");
    check_quoted("''a''", 5, '\'', "'''''a'''''");
    check_quoted("a\"b'c", 5, '"', "\"a\"\"b'c\"");
    check_quoted("cut here", 3, '\'', "'cut'");
}

TEST(keep_moves_into_the_arena)
{
    Arena *arena = arena_new();
    Text text = {0};
    CHECK_STRING(text_keep(&text, arena), "");
    text_add_bytes(&text, "a\0b", 3);
    char *kept = text_keep(&text, arena);
    CHECK(memcmp(kept, "a\0b", 4) == 0);
    CHECK(text.data == NULL && text.length == 0 && text.room == 0);
    arena_free(arena);
}
