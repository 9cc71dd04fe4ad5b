/* SPDX-License-Identifier: MIT
 * Files that are written only if their content changes, and atomically: text is compared with the
 * existing file while it is produced; at the first difference a temporary file beside it takes
 * over and is renamed into place by output_close. Constant memory. A full disk or any other
 * failure is reported once by output_close and leaves the old file as it was.
 * A new file honours the umask, a replaced one keeps its mode. A symbolic link is followed, also one
 * whose file is not there yet, and stays; what is not a regular file (/dev/stdout, a pipe) is
 * written directly. */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct Output Output;

typedef enum OutputState { OUTPUT_SAME, OUTPUT_WRITTEN, OUTPUT_STALE, OUTPUT_FAILED } OutputState;

/* check_only: never writes; output_close answers OUTPUT_STALE where it would have. */
Output *output_open(Arena *arena, const char *path, bool check_only);
void output_bytes(Output *output, const char *bytes, size_t length);
void output_text(Output *output, const char *text);
void output_printf(Output *output, const char *format, ...) __attribute__((format(printf, 2, 3)));
OutputState output_close(Output *output, const char **why); /* *why: reason of OUTPUT_FAILED */
void output_abandon(Output *output); /* removes the temporary file, keeps the old one */

#endif
