/* SPDX-License-Identifier: MIT
 * The tokens of SQL as SQLite cuts them. Every byte above 0x7f belongs to a word, as in SQLite;
 * quoted text that never ends runs to the end of the input. */
#include "token.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r'); /* \v only where SQLite allows it: behind another */
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_word(char c)
{
    return is_word_start(c) || is_digit(c) || c == '$';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static const char *skip_line(const char *at, const char *end)
{
    while (at < end && *at != '\n') at++;
    return at;
}

static const char *skip_block(const char *at, const char *end)
{
    for (at += 2; at + 1 < end; at++)
        if (at[0] == '*' && at[1] == '/') return at + 2;
    return end;
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end) {
        if (is_blank(*at)) at++;
        else if (at + 1 < end && at[0] == '-' && at[1] == '-') at = skip_line(at, end);
        else if (at + 1 < end && at[0] == '/' && at[1] == '*') at = skip_block(at, end);
        else break;
    }
    return at;
}

/* Behind the closing quote; a doubled quote is part of the text, except between brackets. */
static const char *skip_quoted(const char *at, const char *end, char close)
{
    for (at++; at < end; at++) {
        if (*at != close) continue;
        if (close == ']' || at + 1 == end || at[1] != close) return at + 1;
        at++;
    }
    return end;
}

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && (is_digit(*at) || *at == '_')) at++;
    return at;
}

/* Digits, fraction and exponent; letters that stick to a number belong to it, as in SQLite. */
static const char *skip_number(const char *at, const char *end)
{
    at = skip_digits(at, end);
    if (at < end && *at == '.') at = skip_digits(at + 1, end);
    if (at + 1 < end && lower(*at) == 'e') {
        const char *exponent = at + 1;
        if (*exponent == '+' || *exponent == '-') exponent++;
        if (exponent < end && is_digit(*exponent)) at = skip_digits(exponent, end);
    }
    while (at < end && is_word(*at)) at++;
    return at;
}

static const char *skip_word(const char *at, const char *end)
{
    while (at < end && is_word(*at)) at++;
    return at;
}

/* || -> ->> << >> <= >= <> != == */
static size_t mark_length(const char *at, const char *end)
{
    char first = *at, second = end - at > 1 ? at[1] : '\0';
    if (first == '-' && second == '>') return end - at > 2 && at[2] == '>' ? 3 : 2;
    bool is_pair = (first == '|' && second == '|') ||
                   (first == '<' && (second == '<' || second == '=' || second == '>')) ||
                   (first == '>' && (second == '>' || second == '=')) ||
                   ((first == '!' || first == '=') && second == '=');
    return is_pair ? 2 : 1;
}

static sql_token make(sql_kind kind, const char *start, const char *end)
{
    return (sql_token){kind, start, (size_t)(end - start)};
}

static sql_token read_token(const char *at, const char *end)
{
    if (at >= end) return make(SQL_END, end, end);
    bool is_last = at + 1 == end;
    if (!is_last && lower(*at) == 'x' && at[1] == '\'')
        return make(SQL_BLOB, at, skip_quoted(at + 1, end, '\''));
    if (is_word_start(*at)) return make(SQL_WORD, at, skip_word(at, end));
    if (is_digit(*at) || (*at == '.' && !is_last && is_digit(at[1])))
        return make(SQL_NUMBER, at, skip_number(at, end));
    switch (*at) {
    case '\'': return make(SQL_STRING, at, skip_quoted(at, end, '\''));
    case '"':
    case '`': return make(SQL_QUOTED, at, skip_quoted(at, end, *at));
    case '[': return make(SQL_QUOTED, at, skip_quoted(at, end, ']'));
    case '?':
    case ':':
    case '@':
    case '$':
    case '#': return make(SQL_VARIABLE, at, skip_word(at + 1, end));
    default: return make(SQL_MARK, at, at + mark_length(at, end));
    }
}

sql_scanner sql_scan(const char *text, size_t length)
{
    const char *end = text + length;
    return (sql_scanner){read_token(skip_blanks(text, end), end), text, end};
}

void sql_next(sql_scanner *at)
{
    at->previous = at->token.text + at->token.length;
    at->token = read_token(skip_blanks(at->previous, at->end), at->end);
}

sql_token sql_peek(const sql_scanner *at)
{
    return read_token(skip_blanks(at->token.text + at->token.length, at->end), at->end);
}

bool sql_is(const sql_token *token, const char *word)
{
    if (token->kind != SQL_WORD) return false;
    size_t i = 0;
    while (i < token->length && word[i] && lower(token->text[i]) == word[i]) i++;
    return i == token->length && word[i] == '\0';
}

bool sql_is_mark(const sql_token *token, char mark)
{
    return token->kind == SQL_MARK && token->length == 1 && *token->text == mark;
}

bool sql_is_name(const sql_token *token)
{
    return token->kind == SQL_WORD || token->kind == SQL_QUOTED || token->kind == SQL_STRING;
}

bool sql_take(sql_scanner *at, const char *word)
{
    if (!sql_is(&at->token, word)) return false;
    sql_next(at);
    return true;
}

void sql_skip_group(sql_scanner *at)
{
    size_t depth = 0;
    do {
        if (sql_is_mark(&at->token, '(')) depth++;
        else if (depth > 0 && sql_is_mark(&at->token, ')')) depth--;
        sql_next(at);
    } while (depth > 0 && at->token.kind != SQL_END);
}

/* Is the word in the list of its first letter? Each list begins and ends with a blank. */
static bool is_listed(const char *const lists[26], const char *word, size_t length)
{
    if (length < 2 || length > 17 || lower(*word) < 'a' || lower(*word) > 'z') return false;
    char wanted[20] = " ";
    for (size_t i = 0; i < length; i++) wanted[i + 1] = lower(word[i]);
    wanted[length + 1] = ' ';
    const char *list = lists[wanted[1] - 'a'];
    return list && strstr(list, wanted);
}

/* Besides what the grammar reserves: words that mean a constant when they are not quoted. */
bool sql_is_reserved(const char *word, size_t length)
{
    static const char *const lists[26] = {
        ['a' - 'a'] = " add all alter and as autoincrement ",
        ['b' - 'a'] = " between ",
        ['c' - 'a'] = " case check collate commit constraint create current_date current_time "
                      "current_timestamp ",
        ['d' - 'a'] = " default deferrable delete distinct drop ",
        ['e' - 'a'] = " else escape except exists ",
        ['f' - 'a'] = " false filter foreign from ",
        ['g' - 'a'] = " group ",
        ['h' - 'a'] = " having ",
        ['i' - 'a'] = " in index insert intersect into is isnull ",
        ['j' - 'a'] = " join ",
        ['l' - 'a'] = " limit ",
        ['n' - 'a'] = " not nothing notnull null ",
        ['o' - 'a'] = " on or order over ",
        ['p' - 'a'] = " primary ",
        ['r' - 'a'] = " references returning ",
        ['s' - 'a'] = " select set ",
        ['t' - 'a'] = " table then to transaction true ",
        ['u' - 'a'] = " union unique update using ",
        ['v' - 'a'] = " values ",
        ['w' - 'a'] = " when where window ",
    };
    return is_listed(lists, word, length);
}

bool sql_is_keyword(const char *word, size_t length)
{
    static const char *const lists[26] = {
        ['a' - 'a'] = " abort action after always analyze asc attach ",
        ['b' - 'a'] = " before begin by ",
        ['c' - 'a'] = " cascade cast column conflict cross current ",
        ['d' - 'a'] = " database deferred desc detach do ",
        ['e' - 'a'] = " each end exclude exclusive explain ",
        ['f' - 'a'] = " fail first following for full ",
        ['g' - 'a'] = " generated glob groups ",
        ['i' - 'a'] = " if ignore immediate indexed initially inner instead ",
        ['k' - 'a'] = " key ",
        ['l' - 'a'] = " last left like ",
        ['m' - 'a'] = " match materialized ",
        ['n' - 'a'] = " natural no nulls ",
        ['o' - 'a'] = " of offset others outer ",
        ['p' - 'a'] = " partition plan pragma preceding ",
        ['q' - 'a'] = " query ",
        ['r' - 'a'] = " raise range recursive regexp reindex release rename replace restrict right "
                      "rollback row rows ",
        ['s' - 'a'] = " savepoint ",
        ['t' - 'a'] = " temp temporary ties trigger ",
        ['u' - 'a'] = " unbounded ",
        ['v' - 'a'] = " vacuum view virtual ",
        ['w' - 'a'] = " with within without ",
    };
    return sql_is_reserved(word, length) || is_listed(lists, word, length);
}
