/* SPDX-License-Identifier: MIT
 * Statements end at a ';' outside of parentheses and of BEGIN ... END. The head is the comment that
 * the file begins with. */
#include "chain/script.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "chain/scan.h"

typedef struct Reader {
    Cx *cx;
    DialectId dialect;
    Script *script;
    Scan scan;
    ScanSum sum;
    size_t count;       /* of tokens in the statement so far */
    size_t start, last; /* its first byte, the end of its last token */
    unsigned depth;     /* of parentheses, BEGIN and CASE */
    bool has_body;      /* it may hold BEGIN ... END with statements */
    bool is_creating;   /* it began with CREATE */
    bool was_begin;     /* the last token is BEGIN */
    bool is_failed;
} Reader;

static Span span_of(const Reader *reader, size_t start, size_t end)
{
    return (Span){.start = (uint32_t)start, .end = (uint32_t)end, .file = reader->script->file};
}

/* ---- the head ---- */

typedef void HeadRead(Reader *reader, HeadLine line);

static void read_depends(Reader *reader, HeadLine line)
{
    vec_push(reader->cx->arena, &reader->script->depends, line);
}

static void read_allow(Reader *reader, HeadLine line)
{
    vec_push(reader->cx->arena, &reader->script->allowed, line);
}

static void read_ability(Reader *reader, HeadLine line, Ability *ability)
{
    for (Ability one = ABILITY_NONE; one <= ABILITY_WRITE; one++)
        if (strcmp(line.text, ability_word(one)) == 0) {
            *ability = one;
            return;
        }
    diag_error(reader->cx->diag, line.span, "script-head",
               "'%s' is none of 'write', 'read', 'none'", line.text);
    reader->is_failed = true;
}

static void read_old_programs(Reader *reader, HeadLine line)
{
    read_ability(reader, line, &reader->script->old_programs);
}

static void read_new_programs(Reader *reader, HeadLine line)
{
    read_ability(reader, line, &reader->script->new_programs);
}

static const struct {
    const char *word;
    HeadRead *read;
} heads[] = {
    {"depends", read_depends},
    {"allow", read_allow},
    {"old programs", read_old_programs},
    {"new programs", read_new_programs},
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* "-- WORD: TEXT" */
static void read_head_line(Reader *reader, size_t start, size_t end)
{
    const char *text = reader->scan.text;
    size_t at = start + 2;
    while (at < end && is_blank(text[at])) at++;
    while (end > at && is_blank(text[end - 1])) end--;
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        size_t length = strlen(heads[i].word);
        if (end - at <= length || memcmp(text + at, heads[i].word, length) != 0) continue;
        if (text[at + length] != ':') continue;
        scan_sum_bytes(&reader->sum, text + at, length + 1);
        at += length + 1;
        while (at < end && is_blank(text[at])) at++;
        HeadLine line = {arena_copy(reader->cx->arena, text + at, end - at), span_of(reader, at, end)};
        scan_sum_bytes(&reader->sum, line.text, end - at + 1);
        heads[i].read(reader, line);
        return;
    }
}

static void read_head(Reader *reader)
{
    const char *text = reader->scan.text;
    for (size_t at = reader->scan.end, length; at < reader->scan.length; at += length + 1) {
        length = strcspn(text + at, "\n");
        size_t blank = at;
        while (blank < at + length && is_blank(text[blank])) blank++;
        if (blank == at + length) continue;
        if (strncmp(text + blank, "--", 2) != 0) return;
        read_head_line(reader, blank, at + length);
    }
}

/* ---- statements ---- */

static void end_statement(Reader *reader)
{
    if (reader->count) {
        size_t length = reader->last - reader->start;
        Statement statement = {arena_copy(reader->cx->arena, reader->scan.text + reader->start, length),
                               span_of(reader, reader->start, reader->last)};
        vec_push(reader->cx->arena, &reader->script->statements, statement);
    }
    reader->count = 0;
    reader->depth = 0;
    reader->has_body = reader->is_creating = false;
}

/* psql and sqlite3 have lines that are no SQL; the runtime could not run them. */
static bool refuse_command(Reader *reader)
{
    char sign = reader->dialect == DIALECT_POSTGRES ? '\\' : '.';
    bool stands_there = reader->dialect == DIALECT_POSTGRES || reader->count == 0;
    if (!stands_there || !scan_is_mark(&reader->scan, sign)) return false;
    diag_error(reader->cx->diag, span_of(reader, reader->scan.start, reader->scan.end),
               "script-command", "a command of %s is not SQL",
               reader->dialect == DIALECT_POSTGRES ? "psql" : "the sqlite3 shell");
    diag_hint(reader->cx->diag, "a program runs this script too: write it in SQL");
    return true;
}

/* A trigger of SQLite has BEGIN ... END, a function of PostgreSQL may have BEGIN ATOMIC ... END; in
 * either CASE ... END may stand. */
static void follow_body(Reader *reader)
{
    const Scan *scan = &reader->scan;
    bool in_body = reader->has_body && reader->depth > 0;
    if (reader->count == 0) reader->is_creating = scan_is_word(scan, "create");
    if (reader->is_creating && scan_is_word(scan, "trigger") && reader->dialect == DIALECT_SQLITE)
        reader->has_body = true;
    if (reader->is_creating && reader->dialect == DIALECT_POSTGRES &&
        (scan_is_word(scan, "function") || scan_is_word(scan, "procedure")))
        reader->has_body = true;
    bool begins = reader->dialect == DIALECT_SQLITE ? scan_is_word(scan, "begin")
                                                    : reader->was_begin && scan_is_word(scan, "atomic");
    reader->was_begin = scan_is_word(scan, "begin");
    if (reader->has_body && begins && !in_body) reader->depth++;
    else if (in_body && scan_is_word(scan, "case")) reader->depth++;
    else if (in_body && scan_is_word(scan, "end")) reader->depth--;
    if (scan_is_mark(scan, '(')) reader->depth++;
    if (scan_is_mark(scan, ')') && reader->depth) reader->depth--;
}

static bool read_token(Reader *reader)
{
    if (refuse_command(reader)) return false;
    scan_sum(&reader->scan, &reader->sum);
    if (scan_is_mark(&reader->scan, ';') && reader->depth == 0) {
        end_statement(reader);
        return true;
    }
    follow_body(reader);
    if (reader->count++ == 0) reader->start = reader->scan.start;
    reader->last = reader->scan.end;
    return true;
}

/* No database takes one, and C strings end with it. */
static bool has_nul(Reader *reader)
{
    const char *text = reader->scan.text, *nul = memchr(text, '\0', reader->scan.length);
    if (!nul) return false;
    size_t at = (size_t)(nul - text);
    diag_error(reader->cx->diag, span_of(reader, at, at + 1), "script-unterminated",
               "the script holds a NUL byte");
    return true;
}

static bool read_statements(Reader *reader)
{
    if (has_nul(reader)) return false;
    while (scan_next(&reader->scan))
        if (!read_token(reader)) return false;
    if (reader->scan.kind == SCAN_BAD) {
        diag_error(reader->cx->diag, span_of(reader, reader->scan.start, reader->scan.start + 1),
                   "script-unterminated", "the script holds %s", reader->scan.wrong);
        return false;
    }
    if (reader->count && reader->depth) {
        diag_error(reader->cx->diag, span_of(reader, reader->start, reader->start + 1),
                   "script-unterminated", "this statement does not end: %s",
                   reader->has_body ? "an END is missing" : "a ')' is missing");
        return false;
    }
    if (reader->count) scan_sum_bytes(&reader->sum, ";", 2); /* the last ';' may be left out */
    end_statement(reader);
    return true;
}

const Script *script_parse(Cx *cx, DialectId dialect, const char *path, char *text, size_t length)
{
    Reader reader = {.cx = cx, .dialect = dialect, .script = arena_make(cx->arena, Script)};
    Script *script = reader.script;
    length = scan_unify_lines(text, length);
    script->path = path;
    script->file = source_add(cx->sources, path, text, length);
    script->old_programs = script->new_programs = ABILITY_NONE;
    schemac_sha256_init(&reader.sum.sum);
    reader.scan = scan_begin(scan_sql[dialect], text, length);
    read_head(&reader);
    if (reader.is_failed || !read_statements(&reader)) return NULL;
    scan_sum_end(&reader.sum, script->hash);
    return script;
}

const Script *script_read(Cx *cx, DialectId dialect, const char *path)
{
    size_t length = 0;
    const char *why = NULL;
    char *text = source_read_file(cx->arena, path, &length, &why);
    if (text) return script_parse(cx, dialect, path, text, length);
    diag_error(cx->diag, (Span){.file = source_add(cx->sources, path, "", 0)}, "file-unreadable",
               "cannot read '%s': %s", path, why);
    return NULL;
}

static bool is_token(const Scan *scan, const char *name)
{
    const char *token = scan->text + scan->start;
    size_t length = strlen(name), quotes = scan->kind == SCAN_QUOTED;
    return scan->end - scan->start == length + 2 * quotes &&
           strncasecmp(token + quotes, name, length) == 0;
}

bool script_names(const Script *script, DialectId dialect, const Object *object)
{
    const char *name = name_text(object->name);
    for (size_t i = 0; i < script->statements.count; i++) {
        const char *sql = script->statements.items[i].sql;
        Scan scan = scan_begin(scan_sql[dialect], sql, strlen(sql));
        while (scan_next(&scan))
            if (is_token(&scan, name)) return true;
    }
    return false;
}
