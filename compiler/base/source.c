/* SPDX-License-Identifier: MIT
 * Files in memory and where their bytes stand. Lines end with LF; a CR before it is not shown. */
#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/reason.h"
#include "base/text.h"

enum { LARGEST = 256 * 1024 * 1024 };

Sources *sources_new(Arena *arena)
{
    Sources *sources = arena_make(arena, Sources);
    sources->arena = arena;
    return sources;
}

uint32_t source_add(Sources *sources, const char *path, const char *text, size_t length)
{
    if (sources->count == sources->room) {
        size_t room = sources->room ? sources->room * 2 : 8;
        Source *files = arena_array(sources->arena, Source, room);
        if (sources->count) memcpy(files, sources->files, sources->count * sizeof *files);
        sources->files = files;
        sources->room = room;
    }
    sources->files[sources->count++] = (Source){.path = path, .text = text, .length = length};
    return (uint32_t)sources->count;
}

void sources_forget(Sources *sources, size_t count)
{
    sources->count = count;
}

const Source *source_get(const Sources *sources, uint32_t file)
{
    return file && file <= sources->count ? &sources->files[file - 1] : NULL;
}

static void find_lines(Arena *arena, Source *source)
{
    size_t count = 1;
    for (size_t i = 0; i < source->length; i++) count += source->text[i] == '\n';
    source->lines = arena_array(arena, uint32_t, count);
    source->line_count = count;
    size_t line = 1;
    for (size_t i = 0; i < source->length; i++)
        if (source->text[i] == '\n') source->lines[line++] = (uint32_t)(i + 1);
}

/* The last line that starts at or before offset. */
static size_t line_at(const Source *source, size_t offset)
{
    size_t low = 0, high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset) low = middle;
        else high = middle;
    }
    return low;
}

bool source_place(Sources *sources, Span span, Place *place)
{
    if (!source_get(sources, span.file)) return false;
    Source *source = &sources->files[span.file - 1];
    if (!source->lines) find_lines(sources->arena, source);
    size_t offset = span.start < source->length ? span.start : source->length;
    size_t line = line_at(source, offset);
    size_t start = source->lines[line];
    size_t end = line + 1 < source->line_count ? source->lines[line + 1] - 1 : source->length;
    if (end > start && source->text[end - 1] == '\r') end--;
    unsigned column = 1;
    for (size_t i = start; i < offset; i++)
        column += ((unsigned char)source->text[i] & 0xc0) != 0x80; /* not a continuation byte */
    *place = (Place){source->path, (unsigned)line + 1, column, source->text + start, end - start};
    return true;
}

Span span_join(Span first, Span last)
{
    if (!first.file) return last;
    if (last.file != first.file) return first;
    if (last.start < first.start) first.start = last.start;
    if (last.end > first.end) first.end = last.end;
    return first;
}

/* Reads to the end whatever kind of file it is, so that pipes work; returns a reason or NULL. */
static const char *read_all(Arena *arena, int file, Text *text)
{
    char chunk[64 * 1024];
    for (;;) {
        ssize_t got = read(file, chunk, sizeof chunk);
        if (got == 0) return NULL;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return reason_of(arena, errno);
        text_add_bytes(text, chunk, (size_t)got);
        if (text->length > LARGEST) return "larger than 256 MiB";
    }
}

/* *why is set already if there is something against it. Closes the file. */
static char *read_and_close(Arena *arena, int file, size_t *length, const char **why)
{
    Text text = {0};
    if (file < 0) *why = reason_of(arena, errno);
    if (!*why) *why = read_all(arena, file, &text);
    if (file >= 0 && file != STDIN_FILENO) close(file);
    *length = text.length;
    if (!*why) return text_keep(&text, arena);
    text_free(&text);
    return NULL;
}

char *source_read(Arena *arena, const char *path, size_t *length, const char **why)
{
    bool is_standard_input = strcmp(path, "-") == 0;
    int file = is_standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    *why = NULL;
    return read_and_close(arena, file, length, why);
}

/* Opened so that nobody is waited for. */
char *source_read_file(Arena *arena, const char *path, size_t *length, const char **why)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    *why = file >= 0 && fstat(file, &status) == 0 && !S_ISREG(status.st_mode) &&
           !S_ISDIR(status.st_mode) ? "it is no file" : NULL;
    return read_and_close(arena, file, length, why);
}
