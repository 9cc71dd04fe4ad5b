/* SPDX-License-Identifier: MIT
 * A line of the lock: NUMBER NAME PARENT FINGERPRINT SEAL FILE=HASH ... */
#include "chain/lock.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sha256.h"

/* ---- names ---- */

bool migration_name(const char *text, size_t length, int *number, const char **name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    if (length < 6 || text[4] != '_' || strspn(text, "0123456789") != 4) return false;
    if (strspn(text + 5, letters) < length - 5) return false;
    *number = 0;
    for (int i = 0; i < 4; i++) *number = *number * 10 + (text[i] - '0');
    *name = text + 5;
    return *number > 0;
}

const char *migration_file(Cx *cx, int file)
{
    if (file == FILE_SNAPSHOT) return "snapshot.schema";
    return arena_printf(cx->arena, "%s.sql", dialect_word((DialectId)file));
}

static const char *file_key(int file)
{
    return file == FILE_SNAPSHOT ? "snapshot" : dialect_word((DialectId)file);
}

/* ---- seals ---- */

static const char edited[] = "edited"; /* the last word of a line */

static const char *parent_word(const Migration *migration)
{
    if (migration->is_squashed) return "squashed";
    return migration->parent[0] ? migration->parent : "empty";
}

static void sum_word(schemac_sha256 *sum, const char *word)
{
    schemac_sha256_add(sum, word, strlen(word) + 1);
}

void seal_sum(const Migration *migration, const char *const hashes[FILE_COUNT], const char *before,
              char out[HASH_SIZE])
{
    schemac_sha256 sum;
    char number[16];
    snprintf(number, sizeof number, "%04d", migration->number);
    schemac_sha256_init(&sum);
    sum_word(&sum, before);
    sum_word(&sum, number);
    sum_word(&sum, migration->name);
    sum_word(&sum, parent_word(migration));
    sum_word(&sum, migration->fingerprint);
    for (int file = 0; file < FILE_COUNT; file++) {
        if (!hashes[file]) continue;
        sum_word(&sum, file_key(file));
        sum_word(&sum, hashes[file]);
    }
    if (migration->is_edited) sum_word(&sum, edited);
    schemac_sha256_hex(&sum, out);
}

void lock_print(Text *out, const Migration *migration)
{
    text_printf(out, "%04d %s %s %s %s", migration->number, migration->name, parent_word(migration),
                migration->fingerprint, migration->seal);
    for (int file = 0; file < FILE_COUNT; file++)
        if (migration->hashes[file])
            text_printf(out, " %s=%.*s", file_key(file), SHORT_HASH, migration->hashes[file]);
    text_printf(out, "%s%s\n", migration->is_edited ? " " : "", migration->is_edited ? edited : "");
}

/* ---- reading ---- */

typedef struct LockLine {
    const char *at, *end; /* what is left of it */
} LockLine;

/* The next word of a line; false: there is none. */
static bool next_word(LockLine *line, const char **word, size_t *length)
{
    while (line->at < line->end && *line->at == ' ') line->at++;
    *word = line->at;
    while (line->at < line->end && *line->at != ' ') line->at++;
    *length = (size_t)(line->at - *word);
    return *length > 0;
}

static bool is_hex(const char *text, size_t length)
{
    return strspn(text, "0123456789abcdef") >= length;
}

static bool read_hash(LockLine *line, char out[HASH_SIZE])
{
    const char *word;
    size_t length;
    if (!next_word(line, &word, &length)) return false;
    if (length != HASH_SIZE - 1 || !is_hex(word, length)) return false;
    memcpy(out, word, length);
    out[length] = '\0';
    return true;
}

static bool read_parent(LockLine *line, Migration *migration)
{
    const char *word, *start = line->at;
    size_t length;
    if (!next_word(line, &word, &length)) return false;
    migration->is_squashed = length == 8 && memcmp(word, "squashed", 8) == 0;
    if (migration->is_squashed || (length == 5 && memcmp(word, "empty", 5) == 0)) return true;
    line->at = start;
    return read_hash(line, migration->parent);
}

static bool read_number(Cx *cx, LockLine *line, Migration *migration)
{
    const char *word, *name;
    size_t length;
    if (!next_word(line, &word, &length) || length != 4 || strspn(word, "0123456789") != 4)
        return false;
    for (int i = 0; i < 4; i++) migration->number = migration->number * 10 + (word[i] - '0');
    if (!next_word(line, &word, &length)) return false;
    const char *whole = arena_printf(cx->arena, "%04d_%.*s", migration->number, (int)length, word);
    if (!migration_name(whole, strlen(whole), &migration->number, &name)) return false;
    migration->name = name;
    return true;
}

static bool read_file_hash(Cx *cx, Migration *migration, const char *word, size_t length)
{
    for (int file = 0; file < FILE_COUNT; file++) {
        size_t key = strlen(file_key(file));
        if (length != key + 1 + SHORT_HASH || memcmp(word, file_key(file), key) != 0) continue;
        if (word[key] != '=' || !is_hex(word + key + 1, SHORT_HASH)) return false;
        migration->hashes[file] = arena_copy(cx->arena, word + key + 1, SHORT_HASH);
        return true;
    }
    return false;
}

static bool read_line(Cx *cx, LockLine line, Migration *migration)
{
    const char *word;
    size_t length;
    if (!read_number(cx, &line, migration) || !read_parent(&line, migration)) return false;
    if (!read_hash(&line, migration->fingerprint) || !read_hash(&line, migration->seal)) return false;
    while (next_word(&line, &word, &length))
        if (length == strlen(edited) && memcmp(word, edited, length) == 0) migration->is_edited = true;
        else if (!read_file_hash(cx, migration, word, length)) return false;
    return migration->hashes[FILE_SNAPSHOT] != NULL;
}

static bool is_conflict(const char *line)
{
    static const char *const marks[] = {"<<<<<<<", "=======", ">>>>>>>", "|||||||"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(line, marks[i], 7) == 0) return true;
    return false;
}

static bool refuse_line(Cx *cx, const char *line, Span span)
{
    if (is_conflict(line)) {
        diag_error(cx->diag, span, "lock-conflict", "two branches have sealed a migration each");
        diag_hint(cx->diag, "`schemac seal ENTRY --rebase` keeps one and makes the other anew behind it");
        return false;
    }
    diag_error(cx->diag, span, "lock-line", "this is no line of a lock");
    diag_hint(cx->diag, "`schemac seal` writes the lock: take it back from your version control");
    return false;
}

/* A merge that is not resolved: <<<<<<< ours ||||||| base ======= theirs >>>>>>>. Lines below the
 * first part of it are another branch's. */
static bool is_mark(const char *line, bool *in_other)
{
    if (!is_conflict(line)) return false;
    *in_other = line[0] == '=' || line[0] == '|';
    return true;
}

static bool is_taken(const Chain *chain, int number)
{
    const Migration *last = chain_last(chain);
    return last && number <= last->number;
}

static bool read_lines(Cx *cx, Chain *chain, const char *text, size_t length, bool is_merged)
{
    uint32_t file = source_add(cx->sources, chain->lock, text, length);
    bool in_other = false;
    for (size_t at = 0, size; at < length; at += size + 1) {
        size = strcspn(text + at, "\n");
        if (size == 0 || (is_merged && is_mark(text + at, &in_other))) continue;
        Span span = {.start = (uint32_t)at, .end = (uint32_t)(at + size), .file = file};
        Migration migration = {.span = span};
        if (!read_line(cx, (LockLine){text + at, text + at + size}, &migration))
            return refuse_line(cx, text + at, span);
        bool is_other = in_other || (is_merged && is_taken(chain, migration.number));
        migration.folder = arena_printf(cx->arena, "%s/%04d_%s", chain->folder, migration.number,
                                        migration.name);
        migration.snapshot = arena_printf(cx->arena, "%s/snapshot.schema", migration.folder);
        if (is_other) vec_push(cx->arena, &chain->others, migration);
        else vec_push(cx->arena, &chain->items, migration);
    }
    return true;
}

static bool read_lock(Cx *cx, Chain *chain, bool is_merged)
{
    size_t length = 0;
    const char *why = NULL;
    if (access(chain->lock, F_OK) != 0 && errno == ENOENT) return true;
    char *text = source_read_file(cx->arena, chain->lock, &length, &why);
    if (!text) {
        diag_error(cx->diag, NO_SPAN, "file-unreadable", "cannot read '%s': %s", chain->lock, why);
        return false;
    }
    chain->has_lock = true;
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\r') text[i] = ' '; /* of a checkout with other line ends */
    return read_lines(cx, chain, text, length, is_merged);
}

bool lock_read(Cx *cx, Chain *chain)
{
    return read_lock(cx, chain, false);
}

bool lock_read_merged(Cx *cx, Chain *chain)
{
    return read_lock(cx, chain, true);
}
