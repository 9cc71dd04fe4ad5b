/* SPDX-License-Identifier: MIT
 * The arena: zeroed, aligned, apart, and how a run ends without memory. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cx.h"
#include "base/vec.h"
#include "tests/unit/test.h"

static bool is_zero(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i]) return false;
    return true;
}

TEST(an_arena_within_another_ends_before_or_with_it)
{
    Arena *owner = arena_new();
    Arena *first = arena_within(owner), *second = arena_within(owner), *third = arena_within(owner);
    char *kept = arena_copy(arena_within(second), "kept", 4);
    arena_alloc(first, 300000);
    arena_free(third);
    arena_free(first);
    CHECK_STRING(kept, "kept");
    CHECK(arena_used(owner) == 0);
    arena_free(owner); /* second and what is in it go with it: a memory checker would tell */
}

TEST(a_large_piece_can_be_given_back)
{
    Arena *arena = arena_new();
    char *small = arena_copy(arena, "small", 5);
    char *large[3];
    for (size_t i = 0; i < 3; i++) large[i] = arena_alloc(arena, 300000 + i);
    arena_discard(large[1], 300001);
    arena_discard(large[2], 300002);
    arena_discard(NULL, 0);
    large[0][299999] = 1;
    CHECK_STRING(small, "small");
    char *again = arena_alloc(arena, 300001);
    bool is_zero = true;
    for (size_t i = 0; i < 300001; i++) is_zero &= again[i] == 0;
    CHECK(is_zero);
    arena_free(arena);
}

TEST(memory_is_zeroed_aligned_and_apart)
{
    enum { COUNT = 3000 };
    Arena *arena = arena_new();
    char *pieces[COUNT];
    size_t sizes[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        sizes[i] = i % 100 == 99 ? 200000 : i * 7 % 300;
        pieces[i] = arena_alloc(arena, sizes[i]);
        CHECK((uintptr_t)pieces[i] % _Alignof(double) == 0);
        CHECK(is_zero(pieces[i], sizes[i]));
        memset(pieces[i], (int)(i % 255) + 1, sizes[i]);
    }
    size_t overwritten = 0;
    for (size_t i = 0; i < COUNT; i++)
        for (size_t at = 0; at < sizes[i]; at++)
            overwritten += (unsigned char)pieces[i][at] != i % 255 + 1;
    CHECK(overwritten == 0);
    arena_free(arena);
}

TEST(nothing_to_free_is_fine)
{
    arena_free(NULL);
    arena_free(arena_new());
}

TEST(copy_adds_a_nul_and_takes_nuls)
{
    Arena *arena = arena_new();
    char *copy = arena_copy(arena, "a\0bXX", 3);
    CHECK(memcmp(copy, "a\0b", 4) == 0);
    CHECK_STRING(arena_copy(arena, NULL, 0), "");
    arena_free(arena);
}

TEST(printf_of_any_length)
{
    Arena *arena = arena_new();
    CHECK_STRING(arena_printf(arena, "%s-%d", "a", 7), "a-7");
    CHECK_STRING(arena_printf(arena, "%s", ""), "");
    for (int length = 250; length < 262; length++) {
        char *text = arena_printf(arena, "%*s", length, "x");
        CHECK(strlen(text) == (size_t)length && text[length - 1] == 'x');
    }
    CHECK(strlen(arena_printf(arena, "%100000d", 1)) == 100000);
    arena_free(arena);
}

TEST(used_counts_what_was_handed_out)
{
    Arena *arena = arena_new();
    CHECK(arena_used(arena) == 0);
    arena_alloc(arena, 10);
    arena_alloc(arena, 300000);
    CHECK(arena_used(arena) == 300010);
    arena_free(arena);
}

TEST(vectors_grow)
{
    Arena *arena = arena_new();
    VEC(size_t) numbers = {0};
    for (size_t i = 0; i < 1000; i++) vec_push(arena, &numbers, i * i);
    CHECK(numbers.count == 1000 && numbers.room >= 1000);
    for (size_t i = 0; i < 1000; i++) CHECK(numbers.items[i] == i * i);
    arena_free(arena);
}

static void end_without_memory(void)
{
    static Arena *volatile arena; /* a leak checker finds it here */
    arena = arena_new();
    arena_alloc(arena, SIZE_MAX - 8);
}

static void end_by_bug(void)
{
    bug_at("some.c", 12, "a %s is %d", "thing", 3);
}

/* Runs end in a child; returns its exit status and what it wrote to standard error. */
static int status_of(void (*end)(void), char *message, size_t room)
{
    int ends[2], status = 0;
    if (pipe(ends) != 0) return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        end();
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    for (ssize_t got; (got = read(ends[0], message + length, room - 1 - length)) > 0;)
        length += (size_t)got;
    message[length] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(out_of_memory_exits_70)
{
    char message[4096];
    CHECK(status_of(end_without_memory, message, sizeof message) == 70);
    CHECK_STRING(message, "schemac: out of memory\n");
}

TEST(a_bug_exits_70)
{
    char message[4096];
    CHECK(status_of(end_by_bug, message, sizeof message) == 70);
    CHECK(strncmp(message, "schemac: bug at some.c:12: a thing is 3\n", 40) == 0);
}

/* Past some megabytes blocks are mapped; what they hand out is zeroed, aligned and apart. */
TEST(grown_arena_hands_out_zeroed_memory)
{
    enum { PIECES = 3000, SIZE = 5000 };
    static unsigned char *pieces[PIECES];
    Arena *arena = arena_new(), *inner = arena_within(arena);
    bool is_clean = true, is_kept = true;
    for (int i = 0; i < PIECES; i++) {
        pieces[i] = arena_alloc(i % 2 ? inner : arena, SIZE);
        for (int j = 0; j < SIZE; j++) is_clean &= pieces[i][j] == 0;
        memset(pieces[i], i % 251 + 1, SIZE);
    }
    for (int i = 0; i < PIECES; i++)
        is_kept &= pieces[i][0] == i % 251 + 1 && pieces[i][SIZE - 1] == i % 251 + 1;
    CHECK(is_clean && is_kept);
    void *page_sized = arena_alloc(arena, 2 * 1024 * 1024); /* a block of its own all the same */
    memset(page_sized, 1, 2 * 1024 * 1024);
    arena_discard(page_sized, 2 * 1024 * 1024);
    arena_free(arena);
}
