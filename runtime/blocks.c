/* SPDX-License-Identifier: MIT
 * Cuts a script at its BEGIN and COMMIT, and refuses what would end the transaction it runs in or
 * reach beyond the database: that is for the runtime alone. */
#include "blocks.h"
#include "pieces.h"
#include "token.h"

#include <string.h>

typedef enum Role {
    PLAIN,
    INSIDE,  /* of a transaction only */
    OUTSIDE, /* what it changes would outlast the transaction */
    OPENS,
    CLOSES,
    FORBIDDEN
} Role;

static Role role_of_pragma(sql_token name)
{
    static const char *const inside[] = {"defer_foreign_keys", "foreign_key_check",
                                         "legacy_alter_table"};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if (sql_is(&name, inside[i])) return INSIDE;
    return sql_is(&name, "foreign_keys") ? OUTSIDE : FORBIDDEN;
}

static Role role_of_set(sql_token what)
{
    return sql_is(&what, "local") || sql_is(&what, "constraints") ? INSIDE : OUTSIDE;
}

/* The first word tells: on both engines a statement of this kind cannot stand within another. */
static Role role_of(const char *statement)
{
    static const struct {
        const char *word;
        Role role;
    } words[] = {
        {"begin", OPENS},       {"commit", CLOSES},     {"abort", FORBIDDEN},
        {"attach", FORBIDDEN},  {"detach", FORBIDDEN},  {"discard", FORBIDDEN},
        {"end", FORBIDDEN},     {"prepare", FORBIDDEN}, {"release", FORBIDDEN},
        {"reset", OUTSIDE},     {"rollback", FORBIDDEN}, {"savepoint", FORBIDDEN},
        {"start", FORBIDDEN},
    };
    sql_scanner at = sql_scan(statement, strlen(statement));
    if (sql_is(&at.token, "pragma")) return role_of_pragma(sql_peek(&at));
    if (sql_is(&at.token, "set")) return role_of_set(sql_peek(&at));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sql_is(&at.token, words[i].word)) return words[i].role;
    return PLAIN;
}

static size_t count_pieces(const char *const *pieces)
{
    size_t count = 0;
    while (pieces[count]) count++;
    return count;
}

static Part *last_part(Blocks *script, bool is_block)
{
    Part *last = script->part_count ? &script->parts[script->part_count - 1] : NULL;
    if (last && last->is_block == is_block && !is_block) return last;
    last = &script->parts[script->part_count++];
    *last = (Part){script->statement_count, script->statement_count, is_block, !is_block};
    script->block_count += is_block;
    return last;
}

/* Without BEGIN all of it is one transaction. */
static void make_whole(Blocks *script)
{
    script->parts[0] = (Part){0, script->statement_count, true, false};
    script->part_count = script->block_count = 1;
}

/* What was done alone must be checked and recorded too; settings need not be. */
static void close_open_end(Blocks *script)
{
    const Part *last = &script->parts[script->part_count - 1];
    if (!last->is_block && !last->is_setting) last_part(script, true);
}

static void add(Blocks *script, Part *open, const char *statement, Role role)
{
    Part *part = open ? open : last_part(script, false);
    script->statements[script->statement_count++] = statement;
    part->end = script->statement_count;
    if (role != OUTSIDE) part->is_setting = false;
}

/* What must stand inside of a transaction or outside of any, and does not. */
static const char *misplaced(const Blocks *script)
{
    for (size_t i = 0; i < script->part_count; i++) {
        const Part *part = &script->parts[i];
        Role wrong = part->is_block ? OUTSIDE : INSIDE;
        for (size_t at = part->first; at < part->end; at++)
            if (role_of(script->statements[at]) == wrong) return script->statements[at];
    }
    return NULL;
}

const char *blocks_read(Blocks *script, const char *const *pieces, memory *pool)
{
    size_t most = count_pieces(pieces);
    Part *open = NULL;
    const char *statement;
    *script = (Blocks){0};
    script->statements = memory_take(pool, most * sizeof *script->statements);
    script->parts = memory_take(pool, (most + 2) * sizeof *script->parts);
    if (!script->statements || !script->parts) return "";
    while ((statement = pieces_next(&pieces, pool))) {
        Role role = role_of(statement);
        if (role == FORBIDDEN || (role == OPENS && open) || (role == CLOSES && !open))
            return statement;
        if (role == OPENS) open = last_part(script, true);
        else if (role == CLOSES) open = NULL;
        else add(script, open, statement, role);
    }
    if (open) return "BEGIN";
    if (script->block_count) close_open_end(script);
    else make_whole(script);
    return misplaced(script);
}
