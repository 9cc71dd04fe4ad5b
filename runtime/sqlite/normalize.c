/* SPDX-License-Identifier: MIT
 * catalog_normalize: one form for one SQL text of SQLite, by tokens alone. Two texts that differ
 * in blanks, comments, case, needless quotes or outer parentheses come out the same; two that mean
 * different things never do. Normalizing twice changes nothing. */
#include "catalog.h"
#include "normalize.h"

#include <stdint.h>
#include <string.h>

const char sql_spell_text[] = "", sql_spell_own[] = ""; /* told apart by where they are */

/* Where the form is written: sized beforehand, so that nothing below can fail. */
typedef struct writer {
    char *text;
    size_t length;
    sql_token left; /* the token written last, as it stood in the input */
    bool is_sign;   /* it was a unary operator */
    sql_spell *spell;
    const void *state;
} writer;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_mark_of(const sql_token *token, const char *marks)
{
    return token->kind == SQL_MARK && token->length == 1 && strchr(marks, *token->text);
}

static bool is_reserved(const sql_token *token)
{
    return token->kind == SQL_WORD && sql_is_reserved(token->text, token->length);
}

/* An operand has just ended, so that + and - are binary and "(" begins a call. */
static bool ends_operand(const sql_token *token)
{
    static const char *const constants[] = {"null", "true", "false", "current_date",
                                            "current_time", "current_timestamp"};
    if (token->kind == SQL_END) return false;
    if (token->kind == SQL_MARK) return is_mark_of(token, ")");
    if (!is_reserved(token)) return true;
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (sql_is(token, constants[i])) return true;
    return false;
}

static bool is_unary(const writer *out, const sql_token *token)
{
    return is_mark_of(token, "~") || (is_mark_of(token, "+-") && !ends_operand(&out->left));
}

static bool is_spaced(const writer *out, const sql_token *right)
{
    const sql_token *left = &out->left;
    bool is_dotted = is_mark_of(left, ".") || is_mark_of(right, ".");
    if (is_dotted && (left->kind == SQL_NUMBER || right->kind == SQL_NUMBER)) return true;
    if (left->kind == SQL_END || is_mark_of(left, "(.") || is_mark_of(right, "),;.")) return false;
    if (out->is_sign) return is_mark_of(left, "-") && strchr("->", *right->text); /* never "--" */
    if (is_mark_of(right, "("))
        return left->kind == SQL_MARK || is_reserved(left);
    return true;
}

static void put(writer *out, char c)
{
    out->text[out->length++] = c;
}

static void put_lower(writer *out, const sql_token *token)
{
    for (size_t i = 0; i < token->length; i++) put(out, lower(token->text[i]));
}

static bool is_plain(const char *text, size_t length)
{
    if (length == 0 || (*text >= '0' && *text <= '9')) return false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
    }
    return !sql_is_reserved(text, length);
}

static void put_bytes(writer *out, const char *text, size_t length)
{
    memcpy(out->text + out->length, text, length);
    out->length += length;
}

/* doubled: the quote that stands twice in the text where one is meant; 0: none. */
static void put_within(writer *out, char quote, const char *text, size_t length, char doubled)
{
    put(out, quote);
    for (size_t i = 0; i < length; i++) {
        if (doubled && text[i] == doubled && i + 1 < length && text[i + 1] == doubled) i++;
        if (text[i] == quote) put(out, quote);
        put(out, text[i]);
    }
    put(out, quote);
}

static void put_name(writer *out, const char *text, size_t length, char doubled)
{
    if (is_plain(text, length)) put_bytes(out, text, length);
    else put_within(out, '"', text, length, doubled);
}

static void put_quoted(writer *out, const sql_token *token, bool is_text)
{
    char open = *token->text, close = open == '[' ? ']' : open;
    const char *text = token->text + 1;
    size_t length = token->length - 1;
    if (length > 0 && text[length - 1] == close) length--;
    if (is_text) put_within(out, '\'', text, length, close);
    else put_name(out, text, length, close == ']' ? '\0' : close);
}

static void put_string(writer *out, const sql_token *token)
{
    put_bytes(out, token->text, token->length);
}

static void put_mark(writer *out, const sql_token *token)
{
    if (token->length == 2 && memcmp(token->text, "==", 2) == 0) put(out, '=');
    else if (token->length == 2 && memcmp(token->text, "!=", 2) == 0) put(out, '<'), put(out, '>');
    else put_string(out, token);
}

/* A name that the caller knows under another spelling. A keyword without quotes, a function, a
 * collation or the type of a cast is no column. */
static const char *known_spelling(const writer *out, const sql_scanner *at)
{
    const sql_token *token = &at->token;
    if (!out->spell || (token->kind != SQL_WORD && token->kind != SQL_QUOTED)) return NULL;
    if (token->kind == SQL_WORD && sql_is_keyword(token->text, token->length)) return NULL;
    if (sql_is(&out->left, "collate") || sql_is(&out->left, "as")) return NULL;
    sql_token next = sql_peek(at);
    bool is_dotted = sql_is_mark(&next, '.');
    bool is_other = is_dotted ? sql_is_mark(&out->left, '.') : sql_is_mark(&next, '(');
    return is_other ? NULL : out->spell(out->state, token, is_dotted);
}

static void put_token(writer *out, const sql_scanner *at, const char *spelling)
{
    const sql_token *token = &at->token;
    bool is_sign = is_unary(out, token);
    if (is_spaced(out, token)) put(out, ' ');
    if (spelling == sql_spell_text) put_quoted(out, token, true);
    else if (spelling) put_name(out, spelling, strlen(spelling), '\0');
    else switch (token->kind) {
    case SQL_WORD:
    case SQL_NUMBER:
    case SQL_BLOB: put_lower(out, token); break;
    case SQL_QUOTED: put_quoted(out, token, false); break;
    case SQL_STRING:
    case SQL_VARIABLE: put_string(out, token); break;
    case SQL_MARK: put_mark(out, token); break;
    case SQL_END: break;
    }
    out->left = *token;
    out->is_sign = is_sign;
}

/* How many pairs of parentheses enclose the whole text: those that open it, close it and are not
 * left in between. *count: its tokens, without semicolons at the end. */
static size_t enclosing_pairs(sql_scanner at, size_t *count)
{
    size_t depth = 0, leading = 0, trailing = 0, lowest = SIZE_MAX;
    bool is_balanced = true;
    *count = 0;
    for (size_t i = 0; at.token.kind != SQL_END; sql_next(&at), i++) {
        if (sql_is_mark(&at.token, ';')) continue;
        if (*count < i) trailing = leading = 0; /* a semicolon within */
        *count = i + 1;
        if (sql_is_mark(&at.token, ')')) {
            is_balanced &= depth-- > 0;
            trailing++;
            continue;
        }
        trailing = 0;
        if (leading == i && sql_is_mark(&at.token, '(')) leading++;
        else if (depth < lowest) lowest = depth;
        depth += sql_is_mark(&at.token, '(');
    }
    if (!is_balanced || depth > 0) return 0;
    size_t pairs = leading < trailing ? leading : trailing;
    return pairs < lowest ? pairs : lowest;
}

char *sql_normalize(memory *pool, const char *sql, size_t length, sql_spell *spell,
                    const void *state)
{
    /* The worst case is one letter that becomes a quoted name behind a blank. */
    writer out = {.text = memory_take(pool, 4 * length + 1), .spell = spell, .state = state};
    if (!out.text) return NULL;
    sql_scanner at = sql_scan(sql, length);
    size_t count, pairs = enclosing_pairs(at, &count);
    for (size_t i = 0; i < count - pairs; i++, sql_next(&at)) {
        const char *spelling = i < pairs ? sql_spell_own : known_spelling(&out, &at);
        if (spelling != sql_spell_own) put_token(&out, &at, spelling);
        else if (i >= pairs) i++, sql_next(&at); /* the dot */
    }
    out.text[out.length] = '\0';
    return out.text;
}

char *catalog_normalize(memory *pool, const char *sql, size_t length)
{
    return sql_normalize(pool, sql, length, NULL, NULL);
}
