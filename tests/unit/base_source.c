/* SPDX-License-Identifier: MIT
 * Places in files, spans, reading of files of every sort; and the decoding of UTF-8. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/source.h"
#include "base/utf8.h"
#include "tests/unit/test.h"

static void check_place(Sources *sources, uint32_t file, uint32_t start, unsigned line,
                        unsigned column, const char *line_text)
{
    Place place = {0};
    CHECK(source_place(sources, (Span){start, start, file}, &place));
    if (place.line != line || place.column != column)
        fprintf(stderr, "offset %u: %u:%u\n", start, place.line, place.column);
    CHECK(place.line == line && place.column == column);
    CHECK(place.line_length == strlen(line_text));
    CHECK(strncmp(place.line_text, line_text, place.line_length) == 0);
}

TEST(places_count_lines_and_characters)
{
    static const char text[] = "ab\r\n\n\xc3\xa4x\ty\nlast";
    Arena *arena = arena_new();
    Sources *sources = sources_new(arena);
    uint32_t file = source_add(sources, "a.schema", text, sizeof text - 1);
    CHECK(file == 1);
    check_place(sources, file, 0, 1, 1, "ab");
    check_place(sources, file, 2, 1, 3, "ab");
    check_place(sources, file, 4, 2, 1, "");
    check_place(sources, file, 5, 3, 1, "\xc3\xa4x\ty");
    check_place(sources, file, 7, 3, 2, "\xc3\xa4x\ty");
    check_place(sources, file, 9, 3, 4, "\xc3\xa4x\ty");
    check_place(sources, file, 11, 4, 1, "last");
    check_place(sources, file, 15, 4, 5, "last");
    check_place(sources, file, 999, 4, 5, "last");
    arena_free(arena);
}

TEST(an_empty_file_has_a_first_line)
{
    Arena *arena = arena_new();
    Sources *sources = sources_new(arena);
    check_place(sources, source_add(sources, "a", "", 0), 0, 1, 1, "");
    check_place(sources, source_add(sources, "b", "x\n", 2), 2, 2, 1, "");
    arena_free(arena);
}

TEST(no_place_without_a_file)
{
    Arena *arena = arena_new();
    Sources *sources = sources_new(arena);
    Place place;
    CHECK(!source_place(sources, NO_SPAN, &place));
    CHECK(!source_place(sources, (Span){0, 1, 7}, &place));
    CHECK(!source_get(sources, 0) && !source_get(sources, 1));
    for (int i = 0; i < 100; i++) source_add(sources, arena_printf(arena, "%d", i), "", 0);
    CHECK_STRING(source_get(sources, 100)->path, "99");
    CHECK_STRING(source_get(sources, 1)->path, "0");
    sources_forget(sources, 1);
    CHECK(source_get(sources, 1) && !source_get(sources, 2));
    CHECK(!source_place(sources, (Span){0, 0, 2}, &place));
    arena_free(arena);
}

static bool same_span(Span a, Span b)
{
    return a.start == b.start && a.end == b.end && a.file == b.file;
}

TEST(spans_join)
{
    Span a = {3, 5, 1}, b = {8, 9, 1}, other = {0, 1, 2};
    CHECK(same_span(span_join(a, b), (Span){3, 9, 1}));
    CHECK(same_span(span_join(b, a), (Span){3, 9, 1}));
    CHECK(same_span(span_join(NO_SPAN, a), a));
    CHECK(same_span(span_join(a, NO_SPAN), a));
    CHECK(same_span(span_join(a, other), a));
}

static char directory[] = "/tmp/schemac-source.XXXXXX";

static const char *file_with(Arena *arena, const char *name, const char *bytes, size_t length)
{
    const char *path = arena_printf(arena, "%s/%s", directory, name);
    FILE *file = fopen(path, "wb");
    fwrite(bytes, 1, length, file);
    fclose(file);
    return path;
}

TEST(files_are_read_to_the_byte)
{
    Arena *arena = arena_new();
    CHECK(mkdtemp(directory) != NULL);
    size_t length = 99;
    const char *why = "";
    char *text = source_read(arena, file_with(arena, "a", "a\0b\n", 4), &length, &why);
    CHECK(text && length == 4 && memcmp(text, "a\0b\n", 5) == 0 && why == NULL);
    text = source_read(arena, file_with(arena, "empty", "", 0), &length, &why);
    CHECK(text && length == 0 && text[0] == '\0');
    enum { LARGE = 300000 };
    char *large = malloc(LARGE);
    for (int i = 0; i < LARGE; i++) large[i] = (char)(i % 251);
    text = source_read(arena, file_with(arena, "large", large, LARGE), &length, &why);
    CHECK(text && length == LARGE && memcmp(text, large, LARGE) == 0);
    free(large);
    arena_free(arena);
}

TEST(what_cannot_be_read_says_why)
{
    Arena *arena = arena_new();
    size_t length;
    const char *why = NULL;
    CHECK(!source_read(arena, "/nonexistent/file", &length, &why));
    CHECK_STRING(why, "no such file or directory");
    CHECK(!source_read(arena, directory, &length, &why));
    CHECK_STRING(why, "is a directory");
    CHECK(!source_read(arena, "", &length, &why));
    CHECK_STRING(why, "no such file or directory");
    arena_free(arena);
}

TEST(too_large_is_refused)
{
    Arena *arena = arena_new();
    size_t length;
    const char *why = NULL, *path = file_with(arena, "sparse", "", 0);
    CHECK(truncate(path, 256L * 1024 * 1024 + 1) == 0);
    CHECK(!source_read(arena, path, &length, &why));
    CHECK_STRING(why, "larger than 256 MiB");
    arena_free(arena);
}

TEST(pipes_and_standard_input_are_read)
{
    Arena *arena = arena_new();
    size_t length = 0;
    const char *why = NULL;
    int ends[2], saved = dup(STDIN_FILENO);
    CHECK(pipe(ends) == 0 && write(ends[1], "from a pipe", 11) == 11);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    CHECK_STRING(source_read(arena, "-", &length, &why), "from a pipe");
    CHECK(length == 11);
    dup2(saved, STDIN_FILENO);
    close(saved);
    arena_free(arena);
    CHECK(chdir(directory) == 0 && !unlink("a") && !unlink("empty") && !unlink("large"));
    CHECK(!unlink("sparse") && !rmdir(directory));
}

static void check_character(const char *bytes, size_t size, uint32_t want)
{
    uint32_t character = 0;
    size_t length = strlen(bytes) ? strlen(bytes) : 1;
    CHECK(utf8_next(bytes, length, &character) == size);
    CHECK(character == want);
}

TEST(utf8_is_decoded_strictly)
{
    check_character("a", 1, 'a');
    check_character("", 1, 0);
    check_character("\xc3\xa4", 2, 0xe4);
    check_character("\xe2\x82\xac!", 3, 0x20ac);
    check_character("\xf0\x9f\x98\x80", 4, 0x1f600);
    check_character("\xf4\x8f\xbf\xbf", 4, 0x10ffff);
    static const char *const invalid[] = {
        "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(", "\xe0\x80\x80", "\xe2\x82",
        "\xe2(\xa1", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf0\x9f\x98", "\xf4\x90\x80\x80",
        "\xf8\x88\x80\x80", "\xff"};
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++)
        check_character(invalid[i], 1, UTF8_INVALID);
}

TEST(widths_of_characters)
{
    CHECK(utf8_width('a') == 1 && utf8_width(0xe4) == 1);
    CHECK(utf8_width(0x301) == 0 && utf8_width(0x200d) == 0);
    CHECK(utf8_width(0x65e5) == 2 && utf8_width(0x1f600) == 2 && utf8_width(0xac00) == 2);
}
