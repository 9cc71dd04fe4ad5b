/* SPDX-License-Identifier: MIT
 * A script without BEGIN is one transaction. Where there are blocks, what stands between them runs
 * alone and may be run again after a crash, so only what can be is let through. */
#include "chain/blocks.h"

#include <string.h>

#include "chain/scan.h"

/* Words in order; "*" stands for what is left out, up to the next word. */
static const char *const begins[] = {"begin", "start transaction", NULL};
static const char *const ends[] = {"commit", "end", NULL};
static const char *const never[] = {"rollback", "abort", "savepoint", "release", "prepare transaction",
                                    "vacuum", NULL};
static const char *const alone[DIALECT_COUNT][9] = {
    [DIALECT_POSTGRES] = {"set", "reset", "alter type * add value if not exists",
                          "create index concurrently", "create unique index concurrently",
                          "drop index concurrently", "alter table * validate constraint",
                          "alter domain * validate constraint", NULL},
    [DIALECT_SQLITE] = {"pragma", NULL},
};

static bool fits(const Statement *statement, DialectId dialect, const char *form)
{
    Scan scan = scan_begin(scan_sql[dialect], statement->sql, strlen(statement->sql));
    bool may_skip = false;
    while (*form) {
        char word[32] = "";
        size_t length = strcspn(form, " ");
        memcpy(word, form, length);
        form += length + strspn(form + length, " ");
        if (word[0] == '*') {
            may_skip = true;
            continue;
        }
        do
            if (!scan_next(&scan)) return false;
        while (may_skip && !scan_is_word(&scan, word));
        if (!scan_is_word(&scan, word)) return false;
        may_skip = false;
    }
    return true;
}

static bool fits_any(const Statement *statement, DialectId dialect, const char *const *forms)
{
    for (; *forms; forms++)
        if (fits(statement, dialect, *forms)) return true;
    return false;
}

static bool has_blocks(DialectId dialect, const Script *script)
{
    for (size_t i = 0; i < script->statements.count; i++)
        if (fits_any(&script->statements.items[i], dialect, begins)) return true;
    return false;
}

static const char *wrong_here(const Statement *statement, DialectId dialect, bool is_open,
                              bool has_blocks)
{
    if (fits_any(statement, dialect, never)) return "a migration is not undone or cut up from within";
    if (fits_any(statement, dialect, begins))
        return is_open ? "the transaction before it has not ended" : NULL;
    if (fits_any(statement, dialect, ends)) return is_open ? NULL : "no transaction is open";
    if (is_open || !has_blocks || fits_any(statement, dialect, alone[dialect])) return NULL;
    return "between transactions it may be run again after a crash";
}

const Statement *blocks_wrong(DialectId dialect, const Script *script, const char **why)
{
    const Statement *open = NULL;
    bool in_blocks = has_blocks(dialect, script);
    for (size_t i = 0; i < script->statements.count; i++) {
        const Statement *statement = &script->statements.items[i];
        if ((*why = wrong_here(statement, dialect, open != NULL, in_blocks)) != NULL) return statement;
        if (fits_any(statement, dialect, begins)) open = statement;
        if (fits_any(statement, dialect, ends)) open = NULL;
    }
    *why = "this transaction does not end";
    return open;
}

const Statement *blocks_statement(DialectId dialect, const Script *script, int number)
{
    for (size_t i = 0; i < script->statements.count; i++) {
        const Statement *statement = &script->statements.items[i];
        bool is_mark = fits_any(statement, dialect, begins) || fits_any(statement, dialect, ends);
        if (!is_mark && --number == 0) return statement;
    }
    return NULL;
}
