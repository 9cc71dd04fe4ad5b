/* SPDX-License-Identifier: MIT
 * Includes: the declarations of another file in place of the include, each file once. Paths are
 * relative to the file that includes and compared as text, after "." and ".." are resolved. */
#include <string.h>

#include "syntax/build.h"
#include "syntax/grammar.h"

/* Takes "." out, and ".." with the folder before it. */
static const char *tidy_path(Parser *p, char *path)
{
    Text out = {0};
    if (*path == '/') text_add_char(&out, '/');
    size_t root = out.length;
    for (char *part = strtok(path, "/"); part; part = strtok(NULL, "/")) {
        size_t slash = out.length;
        while (slash > root && out.data[slash - 1] != '/') slash--;
        bool is_up = strcmp(part, "..") == 0;
        bool has_folder = out.length > root && strcmp(out.data + slash, "..") != 0;
        if (strcmp(part, ".") == 0) continue;
        if (is_up && has_folder) {
            out.length = slash > root ? slash - 1 : root;
            out.data[out.length] = '\0';
            continue;
        }
        if (out.length > root) text_add_char(&out, '/');
        text_add(&out, part);
    }
    return text_keep(&out, p->cx->arena);
}

static const char *resolve_path(Parser *p, const char *path)
{
    const char *slash = strrchr(p->path, '/');
    if (*path == '/' || !slash) return tidy_path(p, arena_printf(p->cx->arena, "%s", path));
    return tidy_path(p,
                     arena_printf(p->cx->arena, "%.*s/%s", (int)(slash - p->path), p->path, path));
}

static size_t include_depth(const Parser *p)
{
    size_t depth = 0;
    for (; p; p = p->includer) depth++;
    return depth;
}

/* a -> b -> a, from the file that began it. */
static void add_chain(Text *out, const Parser *p, const char *path)
{
    if (strcmp(p->path, path) != 0) add_chain(out, p->includer, path);
    text_printf(out, "%s -> ", p->path);
}

static bool is_being_read(const Parser *p, const char *path)
{
    for (; p; p = p->includer)
        if (strcmp(p->path, path) == 0) return true;
    return false;
}

static void report(Parser *p, const Token *token, const char *id, const char *message)
{
    lexer_error(&p->lexer, token->start, token->end, id, message, NULL);
}

static void report_cycle(Parser *p, const Token *token, const char *path)
{
    Text chain = {0};
    add_chain(&chain, p, path);
    report(p, token, "include-cycle",
           arena_printf(p->cx->arena, "files include each other: %s%s", text_string(&chain), path));
    text_free(&chain);
}

static void read_file(Parser *p, const Token *token, const char *path)
{
    size_t length;
    const char *why = NULL;
    char *text = source_read(p->cx->arena, path, &length, &why);
    if (!text) {
        report(p, token, "include-unreadable",
               arena_printf(p->cx->arena, "cannot read '%s': %s", path, why));
        return;
    }
    Parser inner = {.cx = p->cx,
                    .tree = p->tree,
                    .path = path,
                    .includer = p,
                    .seen = p->seen,
                    .has_includes = true};
    parse_source(&inner, text, length);
}

void include_file(Parser *p, const Token *token)
{
    if (p->skips_includes) return;
    if (!p->has_includes) {
        report(p, token, "include-unreadable", "only a file can include another");
        return;
    }
    const char *file = token->code == QUOTED ? name_text(token->name) : token->text;
    if (*file == '\0' || (token->code == STRING && strlen(file) != token->length)) {
        report(p, token, "include-unreadable", "this is not the name of a file");
        return;
    }
    const char *path = resolve_path(p, file);
    Name key = name_from(p->cx->names, path);
    if (is_being_read(p, path))
        report_cycle(p, token, path);
    else if (include_depth(p) > INCLUDES_MAX)
        report(p, token, "nesting-too-deep", "includes are nested more than 100 files deep");
    else if (!map_set(p->seen, key, NO_NAME, NO_NAME, p->seen))
        read_file(p, token, path);
}
