/* SPDX-License-Identifier: MIT
 * The clock that the waiting and the durations are told by. */
#include "clock.h"

#include <time.h>

int64_t clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_ms(void)
{
    return clock_us() / 1000;
}

void clock_pause(int64_t most_ms)
{
    int64_t us = most_ms * 500 + clock_us() % (most_ms * 500 + 1);
    struct timespec span = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};
    nanosleep(&span, NULL);
}
