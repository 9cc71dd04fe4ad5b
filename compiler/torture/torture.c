/* SPDX-License-Identifier: MIT
 * Which points are tried, and the sums. */
#include "torture/torture.h"

uint64_t torture_mix(uint64_t seed, uint64_t i)
{
    uint64_t x = seed + (i + 1) * 0x9e3779b97f4a7c15U; /* splitmix64 */
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

size_t torture_count(const Torture *torture, size_t points)
{
    return torture->most && torture->most < points ? torture->most : points;
}

/* One out of each of as many equal parts. */
size_t torture_point(const Torture *torture, size_t points, size_t i)
{
    size_t count = torture_count(torture, points);
    size_t first = i * points / count, end = (i + 1) * points / count;
    return first + torture_mix(torture->seed, i) % (end - first);
}

void torture_tell(Torture *torture, const Outcome *outcome)
{
    torture->tried += outcome->tried;
    if (outcome->verdict > torture->worst) torture->worst = outcome->verdict;
    torture->tell(torture->context, outcome);
}
