/* SPDX-License-Identifier: MIT
 * The whole unit test harness: TEST(name) { ... } registers itself; CHECK and CHECK_STRING report
 * and count. Each program ends with "N passed, N failed" where N counts its tests. */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct Test {
    const char *name;
    void (*run)(void);
    struct Test *next;
} Test;

static Test *test_first, **test_last = &test_first;
static bool test_ok;

#define TEST(NAME)                                                                                 \
    static void test_##NAME(void);                                                                 \
    __attribute__((constructor)) static void register_##NAME(void)                                 \
    {                                                                                              \
        static Test test = {#NAME, test_##NAME, NULL};                                             \
        *test_last = &test;                                                                        \
        test_last = &test.next;                                                                    \
    }                                                                                              \
    static void test_##NAME(void)

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            test_ok = false;                                                                       \
            fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);              \
        }                                                                                          \
    } while (0)

#define CHECK_STRING(got, want)                                                                    \
    do {                                                                                           \
        const char *got_ = (got), *want_ = (want);                                                 \
        if (!got_ || !want_ || strcmp(got_, want_) != 0) {                                         \
            test_ok = false;                                                                       \
            fprintf(stderr, "%s:%d: got  %s\n%*swant %s\n", __FILE__, __LINE__,                    \
                    got_ ? got_ : "(null)", (int)strlen(__FILE__) + 6, "",                         \
                    want_ ? want_ : "(null)");                                                     \
        }                                                                                          \
    } while (0)

int main(void)
{
    size_t passed = 0, failed = 0;
    for (Test *test = test_first; test; test = test->next) {
        test_ok = true;
        test->run();
        if (test_ok) passed++;
        else {
            failed++;
            fprintf(stderr, "FAILED %s\n", test->name);
        }
    }
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed != 0;
}

#endif
