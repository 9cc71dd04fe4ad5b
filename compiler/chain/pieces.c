/* SPDX-License-Identifier: MIT
 * One piece per statement, with its ';'. */
#include "chain/pieces.h"

const char *const *pieces_of_baseline(Cx *cx, const Half *half)
{
    const char **pieces = arena_array(cx->arena, const char *, half->statement_count + 2);
    size_t count = 0;
    if (half->opening) pieces[count++] = arena_printf(cx->arena, "%s;", half->opening);
    for (size_t i = 0; i < half->statement_count; i++)
        pieces[count++] = arena_printf(cx->arena, "%s;", half->statements[i]);
    return pieces;
}

const char *const *pieces_of_script(Cx *cx, const Script *script)
{
    const char **pieces = arena_array(cx->arena, const char *, script->statements.count + 1);
    for (size_t i = 0; i < script->statements.count; i++)
        pieces[i] = arena_printf(cx->arena, "%s;", script->statements.items[i].sql);
    return pieces;
}

const char *const *pieces_of_text(Cx *cx, const char *text)
{
    const char **pieces = arena_array(cx->arena, const char *, 2);
    if (text && *text) pieces[0] = text;
    return pieces;
}

const char *const *pieces_of_names(Cx *cx, const Name *names, size_t count)
{
    const char **texts = arena_array(cx->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) texts[i] = name_text(names[i]);
    return count ? texts : NULL;
}
