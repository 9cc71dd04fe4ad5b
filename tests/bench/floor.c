/* SPDX-License-Identifier: MIT
 * floor SCHEMA DIR FILE...: the least that any compiler of SCHEMA must do: read it, cut it into
 * tokens, and write as many bytes as each FILE holds, into DIR. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "syntax/token.h"

static int write_bytes(const char *path, off_t size)
{
    char block[65536];
    memset(block, '\n', sizeof block);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0) return 1;
    for (off_t rest = size; rest > 0; rest -= (off_t)sizeof block)
        if (write(file, block, rest < (off_t)sizeof block ? (size_t)rest : sizeof block) < 0)
            return 1;
    return close(file);
}

int main(int argc, char **argv)
{
    if (argc < 3) return 2;
    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    cx.diag = diag_new(arena, cx.sources);
    size_t length = 0, tokens = 0;
    const char *why = NULL, *text = source_read(arena, argv[1], &length, &why);
    if (!text) return 1;
    Lexer lexer = {0};
    lexer_open(&lexer, &cx, source_add(cx.sources, argv[1], text, length), text, length, false);
    while (lexer_next(&lexer).code != TOKEN_END) tokens++;
    for (int i = 3; i < argc; i++) {
        struct stat info;
        char path[4096];
        snprintf(path, sizeof path, "%s/%d", argv[2], i);
        if (stat(argv[i], &info) != 0 || write_bytes(path, info.st_size) != 0) return 1;
    }
    printf("%zu tokens\n", tokens);
    arena_free(arena);
    return 0;
}
