/* SPDX-License-Identifier: MIT
 * Compare, then switch. While `old` is open, `offset` bytes were equal to it and nothing has been
 * written; once `new` is open, it holds everything so far. After a failure both are closed, `why`
 * is set, and the rest of the text is ignored. */
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/reason.h"
#include "base/text.h"

struct Output {
    Arena *arena;
    const char *path;      /* what is replaced: the end of symbolic links */
    const char *temporary; /* NULL: `new` is the file itself, which is not a regular one */
    FILE *old, *new;
    size_t offset;
    mode_t mode; /* of the old file; 0: there is none */
    bool check_only, is_different;
    const char *why; /* not NULL: it failed */
    Text line;       /* of output_printf */
};

enum { CHUNK = 8 * 1024 };

static void close_files(Output *output)
{
    if (output->old) fclose(output->old);
    if (output->new) fclose(output->new);
    output->old = output->new = NULL;
}

static void fail(Output *output, const char *why)
{
    if (output->why) return;
    output->why = why;
    close_files(output);
    if (output->temporary) unlink(output->temporary);
    output->temporary = NULL;
}

static void fail_errno(Output *output)
{
    fail(output, reason_of(output->arena, errno ? errno : EIO));
}

static void write_new(Output *output, const char *bytes, size_t length)
{
    if (!output->new || !length) return;
    if (fwrite(bytes, 1, length, output->new) != length) fail_errno(output);
}

/* Opened by name and not by mkstemp, whose files ignore the umask. */
static void open_temporary(Output *output)
{
    int file = -1;
    for (unsigned attempt = 0; file < 0 && attempt < 100; attempt++) {
        output->temporary = arena_printf(output->arena, "%s.%ld-%u.tmp", output->path,
                                         (long)getpid(), attempt);
        file = open(output->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file < 0 && errno != EEXIST) break;
    }
    if (file < 0) {
        output->temporary = NULL;
        fail_errno(output);
        return;
    }
    if (output->mode) (void)fchmod(file, output->mode & 0777);
    output->new = fdopen(file, "wb");
    if (output->new) return;
    close(file);
    fail_errno(output);
}

/* The first `offset` bytes of the old file are the beginning of the new one. */
static void copy_beginning(Output *output, FILE *old)
{
    char chunk[CHUNK];
    size_t left = output->offset;
    rewind(old);
    while (left && output->new) {
        size_t got = fread(chunk, 1, left < CHUNK ? left : CHUNK, old);
        if (!got) {
            fail(output, "the old file changed while it was read");
            return;
        }
        write_new(output, chunk, got);
        left -= got;
    }
}

static void switch_to_new(Output *output)
{
    FILE *old = output->old;
    output->old = NULL;
    output->is_different = true;
    if (!output->check_only) open_temporary(output);
    if (old) {
        copy_beginning(output, old);
        fclose(old);
    }
}

/* Returns how many bytes are as in the old file. */
static size_t compare(Output *output, const char *bytes, size_t length)
{
    char chunk[CHUNK];
    size_t same = 0;
    while (same < length) {
        size_t part = length - same < CHUNK ? length - same : CHUNK;
        size_t got = fread(chunk, 1, part, output->old);
        if (got != part || memcmp(chunk, bytes + same, part) != 0) break;
        same += part;
    }
    output->offset += same;
    return same;
}

enum { LINK_ROOM = 4096, LINK_LIMIT = 40 };

/* Where links end, whether there is a file or not (realpath wants one). */
static const char *end_of_links(Arena *arena, const char *path)
{
    char target[LINK_ROOM];
    for (int i = 0; i < LINK_LIMIT; i++) {
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length < 0) break;
        target[length] = '\0';
        const char *slash = target[0] == '/' ? NULL : strrchr(path, '/');
        int folder = slash ? (int)(slash - path) + 1 : 0;
        path = arena_printf(arena, "%.*s%s", folder, path, target);
    }
    return path;
}

/* What is there now decides how to write. */
static void open_old(Output *output, const struct stat *status)
{
    if (S_ISDIR(status->st_mode)) errno = EISDIR;
    else if (S_ISREG(status->st_mode)) {
        output->path = end_of_links(output->arena, output->path);
        output->mode = status->st_mode;
        output->old = fopen(output->path, "rb");
    } else if (output->check_only) {
        output->is_different = true;
        return;
    } else {
        output->is_different = true;
        output->new = fopen(output->path, "wb");
    }
    if (!output->old && !output->new) fail_errno(output);
}

Output *output_open(Arena *arena, const char *path, bool check_only)
{
    Output *output = arena_make(arena, Output);
    *output = (Output){.arena = arena, .path = path, .check_only = check_only};
    struct stat status;
    if (stat(path, &status) == 0) open_old(output, &status);
    else if (errno == ENOENT) {
        output->path = end_of_links(arena, path);
        switch_to_new(output);
    } else fail_errno(output);
    return output;
}

void output_bytes(Output *output, const char *bytes, size_t length)
{
    if (output->old) {
        size_t same = compare(output, bytes, length);
        if (same == length) return;
        bytes += same;
        length -= same;
        switch_to_new(output);
    }
    write_new(output, bytes, length);
}

void output_text(Output *output, const char *text)
{
    output_bytes(output, text, strlen(text));
}

void output_printf(Output *output, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_clear(&output->line);
    text_vprintf(&output->line, format, args);
    va_end(args);
    output_bytes(output, output->line.data, output->line.length);
}

static void put_in_place(Output *output)
{
    FILE *new = output->new;
    output->new = NULL;
    if (!new) return;
    bool is_written = !ferror(new);
    if (fclose(new) != 0 || !is_written) fail_errno(output);
    else if (output->temporary && rename(output->temporary, output->path) != 0) fail_errno(output);
}

OutputState output_close(Output *output, const char **why)
{
    if (output->old && fgetc(output->old) != EOF) switch_to_new(output); /* it was longer */
    put_in_place(output);
    close_files(output);
    text_free(&output->line);
    if (why) *why = output->why;
    if (output->why) return OUTPUT_FAILED;
    if (!output->is_different) return OUTPUT_SAME;
    return output->check_only ? OUTPUT_STALE : OUTPUT_WRITTEN;
}

void output_abandon(Output *output)
{
    fail(output, "abandoned");
    text_free(&output->line);
}
