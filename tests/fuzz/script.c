/* SPDX-License-Identifier: MIT
 * Any bytes as a script of either dialect: it is split or refused, what it is split into says the
 * same when it is put together again, and layout is no part of its hash. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chain/blocks.h"
#include "chain/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Script *parse(Cx *cx, DialectId dialect, const char *text, size_t length)
{
    return script_parse(cx, dialect, "script.sql", arena_copy(cx->arena, text, length), length);
}

static void fail(const char *what, const char *text)
{
    fprintf(stderr, "%s\n%s\n", what, text);
    abort();
}

/* The statements one by one, each on a line of its own, are the same script but for its head. */
static void check_split(Cx *cx, DialectId dialect, const Script *script)
{
    Text joined = {0};
    text_add(&joined, "\n"); /* a byte order mark means something at the very start only */
    for (size_t i = 0; i < script->statements.count; i++)
        text_printf(&joined, "%s\n;\n", script->statements.items[i].sql);
    const Script *again = parse(cx, dialect, text_string(&joined), joined.length);
    if (!again) fail("what was split is refused", text_string(&joined));
    else if (again->statements.count != script->statements.count)
        fail("what was split splits in another way", text_string(&joined));
    else
        for (size_t i = 0; i < script->statements.count; i++)
            if (strcmp(again->statements.items[i].sql, script->statements.items[i].sql) != 0)
                fail("a statement is another one", again->statements.items[i].sql);
    text_free(&joined);
}

static void check_hash(Cx *cx, DialectId dialect, const Script *script, const char *text)
{
    Text other = {0};
    text_printf(&other, "%s\n-- the end", text);
    const Script *again = parse(cx, dialect, text_string(&other), other.length);
    if (!again) fail("a comment at the end is refused", text);
    else if (strcmp(again->hash, script->hash) != 0) fail("a comment is in the hash", text);
    text_free(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (DialectId dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        Arena *arena = arena_new();
        Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
        cx.diag = diag_new(arena, cx.sources);
        const char *why, *text = arena_copy(arena, (const char *)data, size);
        const Script *script = parse(&cx, dialect, text, size);
        if (script) {
            blocks_wrong(dialect, script, &why);
            check_split(&cx, dialect, script);
            if (strlen(text) == size && !strchr(text, '\r')) check_hash(&cx, dialect, script, text);
        }
        arena_free(arena);
    }
    return 0;
}
