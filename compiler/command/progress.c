/* SPDX-License-Identifier: MIT
 * What a command is at while somebody waits: one line on the terminal that the next one takes the
 * place of. Nothing of it reaches a file or a pipe. */
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "command/command.h"

static bool is_shown;

void progress_say(const char *format, ...)
{
    va_list args;
    Text line = {0};
    if (!isatty(STDERR_FILENO)) return;
    va_start(args, format);
    text_vprintf(&line, format, args);
    va_end(args);
    Text safe = {0};
    text_add_line(&safe, text_string(&line));
    fprintf(stderr, "\r\033[K%s", text_string(&safe));
    fflush(stderr);
    text_free(&line);
    text_free(&safe);
    is_shown = true;
}

void progress_end(void)
{
    if (is_shown) fprintf(stderr, "\r\033[K");
    is_shown = false;
}
