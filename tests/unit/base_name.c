/* SPDX-License-Identifier: MIT
 * Interned names: identity, order, hash, plainness; and the map from names. */
#include "base/map.h"
#include "tests/unit/test.h"

static unsigned asked;

static bool begins_with_a(Name name)
{
    asked++;
    return *name_text(name) == 'a';
}

TEST(a_fact_is_found_out_once)
{
    Arena *arena = arena_new();
    Names *names = names_new(arena);
    Name yes = name_from(names, "apple"), no = name_from(names, "pear");
    for (int i = 0; i < 3; i++) {
        CHECK(name_fact(yes, NAME_IS_BARE_IN_SQLITE, begins_with_a));
        CHECK(!name_fact(no, NAME_IS_BARE_IN_SQLITE, begins_with_a));
    }
    CHECK(asked == 2);
    CHECK(name_is_plain(no) && !name_fact(no, NAME_IS_BARE_IN_SQLITE, begins_with_a));
    CHECK(!name_fact(NO_NAME, NAME_IS_BARE_IN_SQLITE, begins_with_a) && asked == 3);
    arena_free(arena);
}

TEST(equal_names_are_one)
{
    Arena *arena = arena_new();
    Names *names = names_new(arena);
    char buffer[] = "orders";
    Name a = name_from(names, "orders"), b = name_from(names, buffer);
    CHECK(name_is(a, b) && a.text != buffer);
    CHECK(name_is(name_of(names, "orders_id", 6), a));
    CHECK(!name_is(name_from(names, "Orders"), a));
    CHECK(!name_is(name_from(names, "order"), a));
    CHECK(name_length(a) == 6);
    CHECK(name_equals(a, "orders") && !name_equals(a, "order") && !name_equals(NO_NAME, ""));
    arena_free(arena);
}

TEST(the_empty_name_is_a_name)
{
    Arena *arena = arena_new();
    Name empty = name_of(names_new(arena), "", 0);
    CHECK(!name_none(empty) && name_none(NO_NAME));
    CHECK(!name_is(empty, NO_NAME));
    CHECK_STRING(name_text(empty), "");
    CHECK_STRING(name_text(NO_NAME), "");
    CHECK(name_length(empty) == 0 && name_length(NO_NAME) == 0);
    CHECK(!name_is_plain(empty) && !name_is_plain(NO_NAME));
    arena_free(arena);
}

TEST(many_names_keep_their_identity)
{
    enum { COUNT = 20000 };
    Arena *arena = arena_new();
    Names *names = names_new(arena);
    Name *all = arena_array(arena, Name, COUNT);
    for (int i = 0; i < COUNT; i++) all[i] = name_from(names, arena_printf(arena, "n%d", i));
    for (int i = 0; i < COUNT; i++) {
        Name again = name_from(names, arena_printf(arena, "n%d", i));
        CHECK(name_is(again, all[i]));
        CHECK_STRING(name_text(again), arena_printf(arena, "n%d", i));
    }
    arena_free(arena);
}

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

TEST(order_is_of_bytes)
{
    static const char *const sorted[] = {"", "A", "a", "a\x01", "aa", "ab", "b", "\x7f", "\xc3\xa4"};
    enum { COUNT = sizeof sorted / sizeof *sorted };
    Arena *arena = arena_new();
    Names *names = names_new(arena);
    for (int i = 0; i < COUNT; i++) {
        Name a = name_from(names, sorted[i]);
        CHECK(name_compare(NO_NAME, a) < 0 && name_compare(a, NO_NAME) > 0);
        for (int j = 0; j < COUNT; j++)
            CHECK(sign(name_compare(a, name_from(names, sorted[j]))) == sign(i - j));
    }
    CHECK(name_compare(NO_NAME, NO_NAME) == 0);
    arena_free(arena);
}

TEST(the_hash_is_of_the_bytes)
{
    Arena *one = arena_new(), *two = arena_new();
    Names *names = names_new(two);
    name_from(names, "something before");
    Name a = name_from(names_new(one), "orders"), b = name_from(names, "orders");
    CHECK(name_hash(a) == name_hash(b) && name_hash(a) != 0);
    CHECK(name_hash(a) != name_hash(name_from(names, "order")));
    CHECK(name_hash(NO_NAME) == 0);
    arena_free(one);
    arena_free(two);
}

TEST(plain_names_need_no_quotes)
{
    static const char *const plain[] = {"a", "_", "a1", "_1", "snake_case", "z9_"};
    static const char *const other[] = {"1a", "A", "aB", "a b", "a-b", "a.b", "ä", "a$", "\"", " a"};
    Arena *arena = arena_new();
    Names *names = names_new(arena);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        CHECK(name_is_plain(name_from(names, plain[i])));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        CHECK(!name_is_plain(name_from(names, other[i])));
    CHECK(!name_is_plain(name_of(names, "a\0b", 3)));
    arena_free(arena);
}

TEST(the_map_sets_gets_and_answers_what_was_before)
{
    Arena *arena = arena_new();
    Names *names = names_new(arena);
    Map *map = map_new(arena);
    Name a = name_from(names, "a"), b = name_from(names, "b");
    int one = 1, two = 2;
    CHECK(map_get(map, a, b, NO_NAME) == NULL && map_count(map) == 0);
    CHECK(map_set(map, a, b, NO_NAME, &one) == NULL);
    CHECK(map_get(map, a, b, NO_NAME) == &one);
    CHECK(map_get(map, b, a, NO_NAME) == NULL);
    CHECK(map_get(map, a, NO_NAME, b) == NULL);
    CHECK(map_get(map, a, b, a) == NULL);
    CHECK(map_set(map, a, b, NO_NAME, &two) == &one);
    CHECK(map_get(map, a, b, NO_NAME) == &two && map_count(map) == 1);
    CHECK(map_set(map, NO_NAME, NO_NAME, NO_NAME, &one) == NULL);
    CHECK(map_get(map, NO_NAME, NO_NAME, NO_NAME) == &one && map_count(map) == 2);
    CHECK(map_set(map, a, b, NO_NAME, NULL) == &two);
    CHECK(map_get(map, a, b, NO_NAME) == NULL && map_count(map) == 2);
    arena_free(arena);
}

TEST(the_map_holds_many)
{
    enum { SIDE = 120 };
    Arena *arena = arena_new();
    Names *names = names_new(arena);
    Map *map = map_new(arena);
    Name all[SIDE];
    static int values[SIDE][SIDE];
    for (int i = 0; i < SIDE; i++) all[i] = name_from(names, arena_printf(arena, "name_%d", i));
    for (int i = 0; i < SIDE; i++)
        for (int j = 0; j < SIDE; j++)
            CHECK(!map_set(map, all[i], all[j], all[i], &values[i][j]));
    CHECK(map_count(map) == SIDE * SIDE);
    for (int i = 0; i < SIDE; i++)
        for (int j = 0; j < SIDE; j++)
            CHECK(map_get(map, all[i], all[j], all[i]) == &values[i][j]);
    arena_free(arena);
}
