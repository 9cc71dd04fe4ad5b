/* SPDX-License-Identifier: MIT
 * SHA-256 against the examples of FIPS 180-4 and NIST's byte-oriented test vectors, whole and cut
 * into pieces at every place. */
#include "runtime/sha256.h"
#include "tests/unit/test.h"

#include <stdlib.h>

static void check_sum(const void *bytes, size_t length, const char *want)
{
    char got[65];
    schemac_sha256 sum;
    schemac_sha256_init(&sum);
    schemac_sha256_add(&sum, bytes, length);
    schemac_sha256_hex(&sum, got);
    CHECK_STRING(got, want);
}

TEST(examples_of_the_standard)
{
    check_sum("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_sum("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check_sum("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    check_sum("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
              "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
              112, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

TEST(short_messages)
{
    check_sum("\xd3", 1, "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
    check_sum("\x11\xaf", 2, "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98");
}

TEST(million_letters)
{
    char part[1000], got[65];
    schemac_sha256 sum;
    memset(part, 'a', sizeof part);
    schemac_sha256_init(&sum);
    for (int i = 0; i < 1000; i++) schemac_sha256_add(&sum, part, sizeof part);
    schemac_sha256_hex(&sum, got);
    CHECK_STRING(got, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* Every length up to three blocks, every cut: the same sum as in one piece. */
TEST(cuts_do_not_matter)
{
    unsigned char bytes[192];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (unsigned char)(i * 7 + 3);
    for (size_t length = 0; length <= sizeof bytes; length++) {
        char whole[65], cut[65];
        schemac_sha256 sum;
        schemac_sha256_init(&sum);
        schemac_sha256_add(&sum, bytes, length);
        schemac_sha256_hex(&sum, whole);
        for (size_t at = 0; at <= length; at++) {
            schemac_sha256_init(&sum);
            schemac_sha256_add(&sum, bytes, at);
            schemac_sha256_add(&sum, bytes + at, length - at);
            schemac_sha256_hex(&sum, cut);
            CHECK(!strcmp(whole, cut));
        }
    }
}
