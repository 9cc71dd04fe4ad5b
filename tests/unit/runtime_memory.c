/* SPDX-License-Identifier: MIT
 * Memory of one call: alignment, zeroes, large pieces between small ones, and what happens when
 * there is no more. */
#include "runtime/memory.h"
#include "tests/unit/test.h"

#include <stdint.h>

static bool is_zero(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i]) return false;
    return true;
}

TEST(pieces_are_aligned_zeroed_and_apart)
{
    memory pool = {0};
    unsigned char *before = NULL;
    for (size_t size = 0; size < 5000; size += 7) {
        unsigned char *piece = memory_take(&pool, size);
        CHECK(piece && (uintptr_t)piece % 16 == 0 && is_zero(piece, size));
        memset(piece, 0xff, size);
        CHECK(piece != before);
        before = piece;
    }
    CHECK(!pool.failed);
    memory_free(&pool);
    CHECK(!pool.blocks);
}

TEST(text_is_copied_and_printed)
{
    memory pool = {0};
    CHECK_STRING(memory_copy(&pool, "abcdef", 3), "abc");
    CHECK_STRING(memory_copy(&pool, NULL, 0), "");
    CHECK_STRING(memory_printf(&pool, "%s-%d", "x", 42), "x-42");
    char *wide = memory_printf(&pool, "%5000d", 7);
    CHECK(wide && strlen(wide) == 5000 && wide[4999] == '7');
    memory_free(&pool);
}

TEST(impossible_sizes_fail_and_stay_failed)
{
    memory pool = {0};
    CHECK(!memory_take(&pool, SIZE_MAX));
    CHECK(pool.failed);
    CHECK(memory_take(&pool, 1) && pool.failed);
    CHECK(!memory_copy(&pool, "x", SIZE_MAX));
    memory_free(&pool);
    CHECK(!pool.failed);
}
