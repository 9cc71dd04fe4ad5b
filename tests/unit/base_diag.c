/* SPDX-License-Identifier: MIT
 * Diagnostics as they are printed: places, carets, order, duplicates, limits, colours, JSON. */
#include <stdlib.h>

#include "base/cx.h"
#include "tests/unit/test.h"

static Arena *arena;
static Sources *sources;
static Diag *diag;

static void begin(void)
{
    arena = arena_new();
    sources = sources_new(arena);
    diag = diag_new(arena, sources);
}

static uint32_t add(const char *path, const char *text)
{
    return source_add(sources, path, text, strlen(text));
}

/* The span of word where it first stands in the file. */
static Span at(uint32_t file, const char *word)
{
    const Source *source = source_get(sources, file);
    const char *found = strstr(source->text, word);
    uint32_t start = (uint32_t)(found - source->text);
    return (Span){start, start + (uint32_t)strlen(word), file};
}

static char *printed(DiagFormat format, size_t limit)
{
    char *buffer = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&buffer, &length);
    diag_print(diag, out, format, limit);
    fclose(out);
    char *copy = arena_copy(arena, buffer, length);
    free(buffer);
    return copy;
}

TEST(nothing_prints_nothing)
{
    begin();
    diag_note(diag, NO_SPAN, "a note of nothing");
    diag_hint(diag, "a hint of nothing");
    CHECK_STRING(printed(DIAG_TEXT, 0), "");
    CHECK_STRING(printed(DIAG_JSON, 0), "");
    arena_free(arena);
}

TEST(an_error_with_note_and_hint)
{
    begin();
    uint32_t file = add("shop.schema", "table orders {\n    id itn;\n}\n");
    diag_error(diag, at(file, "itn"), "unknown-type", "unknown type '%s'", "itn");
    diag_hint(diag, "did you mean '%s'?", "int");
    diag_note(diag, at(file, "orders"), "in table '%s'", "orders");
    diag_note(diag, NO_SPAN, "a note without place");
    CHECK(diag_errors(diag) == 1 && diag_warnings(diag) == 0);
    CHECK_STRING(printed(DIAG_TEXT, 20), "shop.schema:2:8: error: unknown type 'itn' [unknown-type]\n"
                                         "        id itn;\n"
                                         "           ^~~\n"
                                         "shop.schema:1:7: note: in table 'orders'\n"
                                         "    table orders {\n"
                                         "          ^~~~~~\n"
                                         "note: a note without place\n"
                                         "hint: did you mean 'int'?\n"
                                         "1 error\n");
    arena_free(arena);
}

TEST(sorted_by_place_and_counted)
{
    begin();
    uint32_t one = add("one", "a b c"), two = add("two", "x");
    diag_warning(diag, at(two, "x"), "w", "fifth");
    diag_error(diag, at(one, "c"), "e", "fourth");
    diag_error(diag, at(one, "a"), "e", "second");
    diag_warning(diag, at(one, "b"), "w", "third");
    diag_error(diag, NO_SPAN, "e", "first");
    CHECK(diag_errors(diag) == 3 && diag_warnings(diag) == 2);
    CHECK_STRING(printed(DIAG_TEXT, 0), "error: first [e]\n"
                                        "one:1:1: error: second [e]\n    a b c\n    ^\n"
                                        "one:1:3: warning: third [w]\n    a b c\n      ^\n"
                                        "one:1:5: error: fourth [e]\n    a b c\n        ^\n"
                                        "two:1:1: warning: fifth [w]\n    x\n    ^\n"
                                        "3 errors, 2 warnings\n");
    arena_free(arena);
}

TEST(duplicates_are_dropped)
{
    begin();
    uint32_t file = add("f", "a b");
    diag_error(diag, at(file, "a"), "same", "kept");
    diag_error(diag, at(file, "a"), "other", "kept too");
    diag_error(diag, at(file, "a"), "same", "dropped");
    diag_note(diag, at(file, "b"), "dropped with it");
    diag_error(diag, NO_SPAN, "same", "no place");
    diag_error(diag, NO_SPAN, "same", "no place either");
    diag_error(diag, NO_SPAN, "same", "no place");
    CHECK(diag_errors(diag) == 4);
    CHECK_STRING(printed(DIAG_TEXT, 0), "error: no place [same]\n"
                                        "error: no place either [same]\n"
                                        "f:1:1: error: kept [same]\n    a b\n    ^\n"
                                        "f:1:1: error: kept too [other]\n    a b\n    ^\n"
                                        "4 errors\n");
    arena_free(arena);
}

TEST(the_limit_cuts_and_says_so)
{
    begin();
    uint32_t file = add("f", "abcde");
    for (uint32_t i = 0; i < 5; i++) diag_error(diag, (Span){i, i + 1, file}, "e", "number %u", i);
    diag_warning(diag, (Span){4, 5, file}, "w", "one warning");
    CHECK_STRING(printed(DIAG_TEXT, 1), "f:1:1: error: number 0 [e]\n    abcde\n    ^\n"
                                        "f:1:5: warning: one warning [w]\n    abcde\n        ^\n"
                                        "5 errors, 1 warning (4 not shown)\n");
    const char *all = printed(DIAG_TEXT, 5);
    CHECK(strstr(all, "number 4") && strstr(all, "\n5 errors, 1 warning\n"));
    const char *json = printed(DIAG_JSON, 2);
    CHECK(strstr(json, "number 1") && !strstr(json, "number 2") && strstr(json, "one warning"));
    arena_free(arena);
}

static void check_excerpt(const char *line, const char *word, const char *want)
{
    begin();
    diag_error(diag, at(add("f", line), word), "e", "m");
    const char *text = printed(DIAG_TEXT, 0);
    text = strchr(text, '\n') + 1;
    CHECK_STRING(arena_copy(arena, text, (size_t)(strstr(text, "1 error\n") - text)), want);
    arena_free(arena);
}

TEST(the_caret_stands_right)
{
    check_excerpt("\tab\tcd", "cd", "        ab  cd\n            ^~\n");
    check_excerpt("a\tb", "\t", "    a   b\n     ^~~\n");
    check_excerpt("\xc3\xa4\xe2\x82\xac x", "x", "    \xc3\xa4\xe2\x82\xac x\n       ^\n");
    check_excerpt("\xe6\x97\xa5\xe6\x9c\xac x", "x",
                  "    \xe6\x97\xa5\xe6\x9c\xac x\n         ^\n");
    check_excerpt("\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x9c\xac",
                  "    \xe6\x97\xa5\xe6\x9c\xac\n      ^~\n");
    check_excerpt("e\xcc\x81 x", "x", "    e\xcc\x81 x\n      ^\n");
    check_excerpt("ab cd\r\nnext", "cd\r\nnext", "    ab cd\n       ^~\n");
    check_excerpt("first\nsecond", "second", "    second\n    ^~~~~~\n");
    check_excerpt("first\nsecond", "\n", "    first\n         ^\n");
}

TEST(what_a_terminal_cannot_show_is_replaced)
{
    check_excerpt("a\x1b[31m\xff x", "x",
                  "    a\xef\xbf\xbd[31m\xef\xbf\xbd x\n            ^\n");
    check_excerpt("a\xe2\x80\xae x", "x", "    a\xef\xbf\xbd x\n       ^\n");
    begin();
    diag_error(diag, NO_SPAN, "e", "name '%s'", "a\nb\x1b[1m");
    CHECK_STRING(printed(DIAG_TEXT, 0),
                 "error: name 'a\xef\xbf\xbd" "b\xef\xbf\xbd[1m' [e]\n1 error\n");
    arena_free(arena);
}

static void check_long_line(size_t length, size_t position)
{
    begin();
    char *line = arena_alloc(arena, length + 1);
    memset(line, 'x', length);
    memcpy(line + position, "HERE", 4);
    diag_error(diag, at(add("f", line), "HERE"), "e", "m");
    const char *shown = strchr(printed(DIAG_TEXT, 0), '\n') + 1;
    const char *caret = strchr(shown, '\n') + 1;
    size_t column = strcspn(caret, "^");
    CHECK(strncmp(shown + column, "HERE", 4) == 0);
    CHECK(strncmp(caret + column, "^~~~\n", 5) == 0);
    CHECK((size_t)(caret - shown) < 110);
    CHECK((strncmp(shown, "    ...", 7) == 0) == (length > 96 && position > 32));
    arena_free(arena);
}

TEST(long_lines_are_cut_around_the_span)
{
    check_long_line(96, 92);
    check_long_line(97, 0);
    check_long_line(97, 32);
    check_long_line(200, 33);
    check_long_line(200, 190);
    check_long_line(200, 196);
    check_long_line(100000, 50000);
}

TEST(a_span_longer_than_the_cut_ends_with_it)
{
    begin();
    char *line = arena_alloc(arena, 1001);
    memset(line, 'x', 1000);
    diag_error(diag, at(add("f", line), line), "e", "m");
    const char *text = printed(DIAG_TEXT, 0);
    CHECK(strstr(text, "xxx...\n    ^~~~") != NULL);
    CHECK(strlen(text) < 300);
    arena_free(arena);
}

TEST(colours_end_where_they_began)
{
    begin();
    diag_warning(diag, at(add("f", "ab"), "b"), "w", "message");
    diag_hint(diag, "what to do");
    CHECK_STRING(printed(DIAG_TEXT_COLOUR, 0),
                 "\033[1mf:1:2: \033[0m\033[1;35mwarning: \033[0m\033[1mmessage\033[0m [w]\n"
                 "    ab\n"
                 "     \033[1;32m^\033[0m\n"
                 "\033[1;36mhint: \033[0mwhat to do\n"
                 "1 warning\n");
    arena_free(arena);
}

TEST(json_is_one_object_a_line)
{
    begin();
    uint32_t file = add("a \"b\"", "one\ntwo three");
    diag_error(diag, at(file, "two"), "id-1", "is 'two'\n");
    diag_hint(diag, "hint");
    diag_hint(diag, "and hint");
    diag_note(diag, at(file, "one"), "a note");
    diag_note(diag, NO_SPAN, "no place");
    diag_warning(diag, NO_SPAN, "id-2", "no place");
    CHECK_STRING(
        printed(DIAG_JSON, 0),
        "{\"id\":\"id-2\",\"severity\":\"warning\",\"message\":\"no place\",\"file\":null,"
        "\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null,\"hints\":[],"
        "\"notes\":[]}\n"
        "{\"id\":\"id-1\",\"severity\":\"error\",\"message\":\"is 'two'\\n\","
        "\"file\":\"a \\\"b\\\"\",\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":4,"
        "\"hints\":[\"hint\",\"and hint\"],\"notes\":[{\"message\":\"a note\","
        "\"file\":\"a \\\"b\\\"\",\"line\":1,\"column\":1},{\"message\":\"no place\","
        "\"file\":null,\"line\":null,\"column\":null}]}\n");
    arena_free(arena);
}

TEST(odd_spans_do_no_harm)
{
    begin();
    uint32_t file = add("f", "abc");
    diag_error(diag, (Span){2, 1, file}, "e", "backwards");
    diag_error(diag, (Span){900, 1000, file}, "e", "behind the end");
    diag_error(diag, (Span){0, 1, 77}, "e", "no such file");
    diag_error(diag, (Span){0, 0, add("empty", "")}, "e", "empty file");
    const char *text = printed(DIAG_TEXT, 0);
    CHECK(strstr(text, "f:1:3: error: backwards [e]\n    abc\n      ^\n"));
    CHECK(strstr(text, "f:1:4: error: behind the end [e]\n    abc\n       ^\n"));
    CHECK(strstr(text, "error: no such file [e]\n"));
    CHECK(strstr(text, "empty:1:1: error: empty file [e]\n")); /* no line to show */
    arena_free(arena);
}
