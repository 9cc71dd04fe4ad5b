/* SPDX-License-Identifier: MIT
 * The lexer: cuts a text into tokens whose spans are exact bytes of the source. It sees valid
 * UTF-8 without NUL only (see lexer_open), so a NUL is the end. What spans lines or nests
 * (block comments, bodies, operators) is cut by hand below. */
#include "syntax/token.h"

#include <string.h>

#include "base/utf8.h"
#include "syntax/grammar.h"

static const char operator_characters[] = "+-*/<>=~!@#%^&|`?";

void lexer_error(Lexer *lexer, size_t start, size_t end, const char *id, const char *message,
                 const char *hint)
{
    Span span = {(uint32_t)start, (uint32_t)end, lexer->file};
    lexer->errors++;
    if (lexer->is_quiet) return;
    diag_error(lexer->cx->diag, span, id, "%s", message);
    if (hint) diag_hint(lexer->cx->diag, "%s", hint);
}

/* A bad byte becomes a blank; the copy is made at the first one. */
static void blank_byte(Lexer *lexer, char **copy, size_t at, size_t length)
{
    if (!*copy) *copy = arena_copy(lexer->cx->arena, lexer->text, length);
    (*copy)[at] = ' ';
}

/* The bytes up to the first that is a NUL or not ASCII; eight at once as long as none of them is. */
static size_t ascii_run(const char *bytes, size_t length)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    size_t i = 0;
    for (uint64_t eight; i + sizeof eight <= length; i += sizeof eight) {
        memcpy(&eight, bytes + i, sizeof eight);
        if ((eight | (eight - ones)) & tops) break;
    }
    while (i < length && (unsigned char)bytes[i] < 0x80 && bytes[i] != '\0') i++;
    return i;
}

static void check_bytes(Lexer *lexer, size_t length)
{
    char *copy = NULL;
    size_t previous_bad = SIZE_MAX; /* neighbours are reported once */
    for (size_t i = ascii_run(lexer->text, length); i < length;) {
        uint32_t character;
        size_t width = utf8_next(lexer->text + i, length - i, &character);
        if (character == UTF8_INVALID || character == 0) {
            bool is_nul = character == 0;
            if (previous_bad == SIZE_MAX || previous_bad + 1 != i)
                lexer_error(lexer, i, i + 1, is_nul ? "nul-byte" : "invalid-utf8",
                            is_nul ? "a NUL byte cannot stand in a schema"
                                   : "these bytes are not UTF-8",
                            is_nul ? NULL : "save the file as UTF-8");
            blank_byte(lexer, &copy, i, length);
            previous_bad = i;
        }
        i += width;
        i += ascii_run(lexer->text + i, length - i);
    }
    if (copy) lexer->text = copy;
}

void lexer_open(Lexer *lexer, Cx *cx, uint32_t file, const char *text, size_t length, bool quiet)
{
    *lexer = (Lexer){.cx = cx, .file = file, .text = text, .is_quiet = quiet, .is_between = true};
    keywords_enter(cx->names);
    check_bytes(lexer, length);
    lexer->cursor = lexer->text;
    lexer->limit = lexer->text + length;
    if (length >= 3 && memcmp(lexer->text, "\xEF\xBB\xBF", 3) == 0) lexer->cursor += 3;
    lexer->first = lexer->cursor;
}

static size_t offset(const Lexer *lexer, const char *at)
{
    return (size_t)(at - lexer->text);
}

/* Tokens are filled in their place: a copy would have to wait for what has just been written. */
static void make(const Lexer *lexer, Token *token, int code, const char *start)
{
    token->code = (int16_t)code;
    token->start = (uint32_t)offset(lexer, start);
    token->end = (uint32_t)offset(lexer, lexer->cursor);
}

static void error_token(Lexer *lexer, Token *token, const char *start, const char *id,
                        const char *message, const char *hint)
{
    lexer_error(lexer, offset(lexer, start), offset(lexer, lexer->cursor), id, message, hint);
    make(lexer, token, TOKEN_ERROR, start);
}

/* Reported at the opening, because the end is nowhere. */
static void unterminated(Lexer *lexer, Token *token, const char *start, size_t opening,
                         const char *id, const char *message)
{
    lexer_error(lexer, offset(lexer, start), offset(lexer, start) + opening, id, message, NULL);
    lexer->cursor = lexer->limit;
    make(lexer, token, TOKEN_ERROR, start);
}

static void open_name(Lexer *lexer, Token *token, const char *start)
{
    unterminated(lexer, token, start, 1, "unterminated-name", "this name has no closing quote");
}

static void open_string(Lexer *lexer, Token *token, const char *start)
{
    unterminated(lexer, token, start, 1, "unterminated-string",
                        "this string has no closing quote");
}

static void block_comment(Lexer *lexer, Token *token, const char *start)
{
    size_t depth = 1;
    const char *at = start + 2;
    for (; at < lexer->limit && depth; at++) {
        if (at[0] == '/' && at[1] == '*') depth++, at++;
        else if (at[0] == '*' && at[1] == '/') depth--, at++;
    }
    if (depth) {
        unterminated(lexer, token, start, 2, "unterminated-comment",
                     "this comment has no end '*/'");
        return;
    }
    lexer->cursor = at;
    make(lexer, token, TOKEN_COMMENT, start);
}

/* $tag$ ... $tag$; the cursor stands behind the opening. */
static void body(Lexer *lexer, Token *token, const char *start)
{
    size_t tag = (size_t)(lexer->cursor - start);
    const char *text = lexer->cursor;
    for (const char *at = text; (at = memchr(at, '$', (size_t)(lexer->limit - at))); at++) {
        if ((size_t)(lexer->limit - at) < tag) break;
        if (memcmp(at, start, tag) != 0) continue;
        lexer->cursor = at + tag;
        make(lexer, token, BODY, start);
        token->text = arena_copy(lexer->cx->arena, text, (size_t)(at - text));
        token->length = (uint32_t)(at - text);
        return;
    }
    unterminated(lexer, token, start, tag, "unterminated-body",
                        "this body has no end: the same dollar quote again");
}

static bool is_operator_character(char c)
{
    return c != '\0' && strchr(operator_characters, c) != NULL;
}

/* As PostgreSQL cuts operators: the longest run, which no comment interrupts, and which ends in
 * + or - only if it holds a character that no SQL-standard operator has. */
static size_t operator_length(const char *start)
{
    size_t length = 0;
    bool is_special = false;
    for (; is_operator_character(start[length]); length++) {
        const char *at = start + length;
        if ((at[0] == '/' && (at[1] == '/' || at[1] == '*')) || (at[0] == '-' && at[1] == '-'))
            break;
        if (strchr("~!@#%^&|`?", *at)) is_special = true;
    }
    if (is_special) return length;
    while (length > 1 && (start[length - 1] == '+' || start[length - 1] == '-')) length--;
    return length;
}

static int operator_code(const char *start, size_t length)
{
    static const struct {
        const char *text;
        int code;
    } codes[] = {{"+", PLUS},  {"-", MINUS}, {"*", STAR}, {"/", SLASH}, {"%", PERCENT},
                 {"^", CARET}, {"<", LT},    {">", GT},   {"=", EQ},    {"<=", LE},
                 {">=", GE},   {"<>", NE},   {"!=", NE},  {"=>", ARROW}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strlen(codes[i].text) == length && memcmp(codes[i].text, start, length) == 0)
            return codes[i].code;
    return OP;
}

static void operator_token(Lexer *lexer, Token *token, const char *start)
{
    size_t length = operator_length(start);
    lexer->cursor = start + length;
    make(lexer, token, operator_code(start, length), start);
    token->name = token->code == NE ? name_from(lexer->cx->names, "<>")
                                  : name_of(lexer->cx->names, start, length);
}

static void named(Lexer *lexer, Token *token, int code, const char *start, const char *text,
                  size_t length)
{
    make(lexer, token, code, start);
    token->name = name_of(lexer->cx->names, text, length);
}

/* Cut already. */
static void operator_run(Lexer *lexer, Token *token, const char *start)
{
    named(lexer, token, OP, start, start, (size_t)(lexer->cursor - start));
}

static void folded_word(Lexer *lexer, Token *token, const char *start, const char *folded,
                        size_t length)
{
    named(lexer, token, NAME, start, folded, length);
    int code = name_code(token->name);
    if (code) token->code = (int16_t)code;
}

static void lower_word(Lexer *lexer, Token *token, const char *start)
{
    folded_word(lexer, token, start, start, (size_t)(lexer->cursor - start));
}

static void word(Lexer *lexer, Token *token, const char *start)
{
    char small[64];
    size_t length = (size_t)(lexer->cursor - start);
    char *folded = length <= sizeof small ? small : arena_copy(lexer->cx->arena, start, length);
    for (size_t i = 0; i < length; i++)
        folded[i] = (char)(start[i] >= 'A' && start[i] <= 'Z' ? start[i] - 'A' + 'a' : start[i]);
    folded_word(lexer, token, start, folded, length);
}

static void mark(Lexer *lexer, Token *token, const char *start)
{
    word(lexer, token, start + 1);
    token->code = MARK;
    token->start--;
}

static void quoted_name(Lexer *lexer, Token *token, const char *start)
{
    size_t length = 0;
    char *text = arena_alloc(lexer->cx->arena, (size_t)(lexer->cursor - start));
    for (const char *at = start + 1; at < lexer->cursor - 1; at++) {
        text[length++] = *at;
        if (*at == '"') at++;
    }
    if (length > 0)
        named(lexer, token, QUOTED, start, text, length);
    else
        error_token(lexer, token, start, "syntax-error", "a name cannot be empty",
                    "an empty text is written with single quotes: ''");
}

/* A string whose text begins `prefix` bytes behind start (the quote, and a letter before it). */
static void string_token(Lexer *lexer, Token *token, const char *start, size_t prefix)
{
    make(lexer, token, STRING, start);
    size_t length;
    token->text =
        string_unescape(lexer, token->start + prefix, token->end - 1, prefix == 2, &length);
    token->length = (uint32_t)length;
}

/* x'0aff' and b'101': digits checked, lower case. */
static void digits_token(Lexer *lexer, Token *token, int code, const char *start)
{
    const char *allowed = code == BYTES ? "0123456789abcdef" : "01";
    size_t length = (size_t)(lexer->cursor - start) - 3;
    char *digits = arena_copy(lexer->cx->arena, start + 2, length);
    bool is_valid = code == BITS || length % 2 == 0;
    for (size_t i = 0; i < length; i++) {
        if (digits[i] >= 'A' && digits[i] <= 'F') digits[i] = (char)(digits[i] - 'A' + 'a');
        if (!digits[i] || !strchr(allowed, digits[i])) is_valid = false;
    }
    if (!is_valid)
        lexer_error(lexer, offset(lexer, start), offset(lexer, lexer->cursor), "bad-number",
                    code == BYTES ? "bytes are written as pairs of hexadecimal digits: x'0aff'"
                                  : "bits are written as zeros and ones: b'101'",
                    NULL);
    make(lexer, token, code, start);
    token->text = digits;
    token->length = (uint32_t)length;
}

static void number(Lexer *lexer, Token *token, int code, const char *start)
{
    make(lexer, token, code, start);
    token->length = (uint32_t)(lexer->cursor - start);
    token->text = arena_copy(lexer->cx->arena, start, token->length);
}

static bool is_trailing(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void doc_comment(Lexer *lexer, Token *token, const char *start)
{
    make(lexer, token, TOKEN_DOC, start);
    const char *text = start + 3, *end = lexer->cursor;
    if (text < end && *text == ' ') text++;
    while (end > text && is_trailing(end[-1])) end--;
    /* a backslash at the end keeps the blanks before it, and a backslash */
    if (end - text > 1 && end[-1] == '\\' && (is_trailing(end[-2]) || end[-2] == '\\')) end--;
    token->text = text;
    token->length = (uint32_t)(end - text);
}

/* What is meant is clear: the parser goes on with it. */
static void bad_number(Lexer *lexer, Token *token, const char *start)
{
    error_token(lexer, token, start, "bad-number", "this is not a number",
                "names do not begin with a digit; write such a name in double quotes");
    number(lexer, token, NUMBER, start);
}

static void bad_name(Lexer *lexer, Token *token, const char *start)
{
    error_token(lexer, token, start, "bad-character",
                "an unquoted name has only the letters a to z, digits and _",
                "write the name in double quotes");
    word(lexer, token, start);
}

static void sql_comment(Lexer *lexer, Token *token, const char *start)
{
    error_token(lexer, token, start, "bad-character", "'--' does not begin a comment here",
                       "comments are written // like this, or /* like this */");
}

/* An operator within an expression; where a declaration begins a comment is meant. */
static void hash(Lexer *lexer, Token *token, const char *start)
{
    if (lexer->is_between)
        error_token(lexer, token, start, "bad-character", "'#' does not begin a comment here",
                    "comments are written // like this, or /* like this */");
    else
        operator_token(lexer, token, start);
}

static void bad_character(Lexer *lexer, Token *token, const char *start)
{
    error_token(lexer, token, start, "bad-character",
                       "this character cannot stand outside of quotes", NULL);
}

static void note_between(Lexer *lexer, int code)
{
    if (code < TOKEN_COMMENT) lexer->is_between = code == SEMI || code == LBRACE || code == RBRACE;
}

void lexer_read(Lexer *lexer, Token *token)
{
    *token = (Token){0};
    bool starts_line = lexer->cursor == lexer->first;
    for (;;) {
        const char *start = lexer->cursor;
        const unsigned char *cursor = (const unsigned char *)start, *marker;
        const unsigned char *limit = (const unsigned char *)lexer->limit;
#define TOKEN(fill)                                                                                \
    do {                                                                                           \
        lexer->cursor = (const char *)cursor;                                                      \
        fill;                                                                                      \
        note_between(lexer, token->code);                                                          \
        token->starts_line = starts_line;                                                          \
        return;                                                                                    \
    } while (0)
        /*!re2c
            re2c:define:YYCTYPE = "unsigned char";
            re2c:define:YYCURSOR = cursor;
            re2c:define:YYMARKER = marker;
            re2c:define:YYLIMIT = limit;
            re2c:yyfill:enable = 0;
            re2c:eof = 0;

            letter = [A-Za-z_];
            digit = [0-9];
            name = letter (letter | digit)*;
            lower = [a-z_] ([a-z_] | digit)*;
            wide = [^\x00-\x7F];
            quoted = ["] ([^"] | ["]["])* ["];
            string = ['] ([^'] | ['][']) * ['];
            escaped = ['] ([^'\\] | [\\][^] | ['][']) * ['];
            exponent = [eE] [+-]? digit+;
            decimal = (digit+ | digit+ "." digit* | "." digit+) exponent?;

            $                       { TOKEN(make(lexer, token, TOKEN_END, start)); }
            [ \t\r\f\v]+            { lexer->cursor = (const char *)cursor; continue; }
            "\n"
                             { lexer->cursor = (const char *)cursor; starts_line = true; continue; }
            "///" [^\n/] [^\n]*     { TOKEN(doc_comment(lexer, token, start)); }
            "///"                   { TOKEN(doc_comment(lexer, token, start)); }
            "//" [^\n]*             { TOKEN(make(lexer, token, TOKEN_COMMENT, start)); }
            "/" "*"                 { TOKEN(block_comment(lexer, token, start)); }
            "#" [^\n]*              { TOKEN(hash(lexer, token, start)); }
            "--" [^\n]*             { TOKEN(sql_comment(lexer, token, start)); }

            lower                   { TOKEN(lower_word(lexer, token, start)); }
            name                    { TOKEN(word(lexer, token, start)); }
            (letter | wide) (letter | digit | wide)*
                                    { TOKEN(bad_name(lexer, token, start)); }
            quoted                  { TOKEN(quoted_name(lexer, token, start)); }
            ["] { TOKEN(open_name(lexer, token, start)); }
            string                  { TOKEN(string_token(lexer, token, start, 1)); }
            'e' escaped             { TOKEN(string_token(lexer, token, start, 2)); }
            'x' string              { TOKEN(digits_token(lexer, token, BYTES, start)); }
            'b' string              { TOKEN(digits_token(lexer, token, BITS, start)); }
            [eExXbB]? ['] { TOKEN(open_string(lexer, token, start)); }
            "$" name? "$"           { TOKEN(body(lexer, token, start)); }
            "@" name                { TOKEN(mark(lexer, token, start)); }

            decimal | '0x' [0-9a-fA-F]+
                                    { TOKEN(number(lexer, token, NUMBER, start)); }
            digit+ "." digit+ "." digit+
                                    { TOKEN(number(lexer, token, VERSION, start)); }
            digit (letter | digit | ".")*
                                    { TOKEN(bad_number(lexer, token, start)); }

            "("                     { TOKEN(make(lexer, token, LP, start)); }
            ")"                     { TOKEN(make(lexer, token, RP, start)); }
            "{"                     { TOKEN(make(lexer, token, LBRACE, start)); }
            "}"                     { TOKEN(make(lexer, token, RBRACE, start)); }
            "["                     { TOKEN(make(lexer, token, LB, start)); }
            "]"                     { TOKEN(make(lexer, token, RB, start)); }
            ","                     { TOKEN(make(lexer, token, COMMA, start)); }
            ";"                     { TOKEN(make(lexer, token, SEMI, start)); }
            "."                     { TOKEN(make(lexer, token, DOT, start)); }
            ":"                     { TOKEN(make(lexer, token, COLON, start)); }
            "::"                    { TOKEN(make(lexer, token, TYPECAST, start)); }
            "?"                     { TOKEN(named(lexer, token, QUESTION, start, "?", 1)); }
            "?" ("|" | "&" | "||" | "-" | "#" | "-|")

                                    { TOKEN(operator_run(lexer, token, start)); }
            [-+*/<>=~!@#%^&|`]     { TOKEN(operator_token(lexer, token, start)); }
            *                       { TOKEN(bad_character(lexer, token, start)); }
        */
#undef TOKEN
    }
}

Token lexer_next(Lexer *lexer)
{
    Token token;
    lexer_read(lexer, &token);
    return token;
}
