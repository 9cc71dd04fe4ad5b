/* SPDX-License-Identifier: MIT
 * The end of a run whose own invariants are broken. */
#include "base/cx.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void bug_at(const char *file, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "schemac: bug at %s:%d: ", file, line);
    vfprintf(stderr, format, args);
    fputs("\nThis is a mistake in schemac, not in your schema. Please report it.\n", stderr);
    va_end(args);
    exit(70);
}
