/* SPDX-License-Identifier: MIT
 * Drives lexer and engine: looks one token ahead where the grammar needs it, inserts a forgotten
 * semicolon, and after a mistake goes on behind the next ';' or '}'. Because the engine is asked
 * before it is given a token, it never sees one that it cannot take. */
#include "syntax/parse.h"

#include <stdlib.h>
#include <string.h>

#include "syntax/build.h"
#include "syntax/grammar.h"

/* ---- tokens ---- */

/* A doc comment gathers its lines; one behind something on its own line is misplaced. */
static void add_doc(Parser *p, Text *lines, Span *span, const Token *token)
{
    Span here = token_span(p, token);
    if (!token->starts_line) {
        if (!p->lexer.is_quiet)
            diag_warning(p->cx->diag, here, "doc-comment-misplaced",
                         "a doc comment stands above what it describes");
        return;
    }
    bool is_first = span->file == 0 && span->end == 0;
    if (!is_first) text_add_char(lines, '\n');
    text_add_bytes(lines, token->text, token->length);
    *span = is_first ? here : span_join(*span, here);
}

static Doc *doc_new(Parser *p, Text *lines, Span span)
{
    if (!span.end) return NULL;
    Doc *doc = arena_make(p->cx->arena, Doc);
    *doc = (Doc){text_keep(lines, p->cx->arena), span, false};
    vec_push(p->cx->arena, &p->docs, doc);
    return doc;
}

/* Goes on behind comments and what is no token. */
static void read_behind(Parser *p, Token *token)
{
    Text lines = {0};
    Span span = NO_SPAN;
    bool starts_line = false, follows_error = false;
    for (;; lexer_read(&p->lexer, token)) {
        starts_line = starts_line || token->starts_line;
        if (token->code == TOKEN_DOC) add_doc(p, &lines, &span, token);
        follows_error = follows_error || token->code == TOKEN_ERROR;
        if (token->code < TOKEN_COMMENT) break;
    }
    token->follows_error = follows_error;
    token->doc = doc_new(p, &lines, span);
    token->starts_line = starts_line;
}

static void read_token(Parser *p, Token *token)
{
    lexer_read(&p->lexer, token);
    if (token->code >= TOKEN_COMMENT) read_behind(p, token);
}

const Token *parser_peek(Parser *p)
{
    if (!p->has_ahead) read_token(p, &p->ahead);
    p->has_ahead = true;
    return &p->ahead;
}

/* A mark has a value behind it: default @postgres a @sqlite b. Elsewhere it ends a declaration. */
static bool is_value_mark(Parser *p)
{
    static const int before[] = {DEFAULT, WHERE, WHEN, BACKFILL, USING, TYPE};
    const Token *next = parser_peek(p);
    if (next->code == LP) return true;
    bool is_value = p->is_marked;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (p->previous.code == before[i]) is_value = true;
    if (!is_value) return false;
    bool is_end = next->code == TOKEN_END || next->code == SEMI || next->code == LBRACE ||
                  next->code == RBRACE || next->code == MARK;
    bool is_clause = next->code < BAD && next->code != NAME && keyword_word(next->code) &&
                     parserFallback(next->code) == NAME;
    return !is_end && !is_clause;
}

/* The word behind those of a native object's kind that were read already. */
static const char *native_words(Parser *p, const char *before, const Token *token)
{
    const char *word = name_text(token->name);
    return before ? arena_printf(p->cx->arena, "%s %s", before, word) : word;
}

/* What a grant or an owner is of: of a thing that is called "server" no name stands behind it. */
static bool may_be_of(Parser *p)
{
    bool is_right = p->first.code == GRANT || p->first.code == REVOKE || p->first.code == OWNER;
    int before = p->previous.code, next;
    if (!is_right || (before != ON && before != OF && before != COMMA)) return false;
    next = parser_peek(p)->code;
    return token_is_word(parser_peek(p)) && next != TO && next != FROM;
}

/* At the start of a declaration: "operator", "text search configuration". A word that only begins
 * such a kind is one if the next goes on with it. */
static bool is_native_word(Parser *p, const Token *token)
{
    bool is_first = p->tree && !p->is_block && p->taken == 0, is_next = p->previous.code == WHAT;
    bool is_whole;
    is_first |= p->tree && may_be_of(p);
    if ((!is_first && !is_next) || !token_is_word(token) || token->code == QUOTED) return false;
    const char *words = native_words(p, is_next ? name_text(p->native) : NULL, token);
    if (!keyword_begins_native(words, &is_whole)) return false;
    const Token *next = parser_peek(p);
    bool goes_on = token_is_word(next) &&
                   keyword_begins_native(native_words(p, words, next), &(bool){false});
    p->native = name_from(p->cx->names, words);
    return is_whole || goes_on;
}

static bool is_field_word(const Token *token)
{
    static const char *const words[] = {"year", "month", "day", "hour", "minute", "second"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token->code == NAME && name_equals(token->name, words[i])) return true;
    return false;
}

/* Behind the type interval, and not behind a column of that name: day, day to second. */
static bool is_field(Parser *p, const Token *token)
{
    const Token *previous = &p->previous;
    if (previous->code == FIELD)
        return token->code == TO ? is_field_word(parser_peek(p))
                                 : name_equals(previous->name, "to") && is_field_word(token);
    bool is_type = previous->code == NAME && (p->taken > 1 || !p->is_block);
    return is_type && is_field_word(token) && name_equals(previous->name, "interval");
}

static int code_of(Parser *p, const Token *token)
{
    if (is_native_word(p, token)) return WHAT;
    if (is_field(p, token)) return FIELD;
    switch (token->code) {
    case NOT: {
        int next = parser_peek(p)->code;
        return next == IN || next == LIKE || next == ILIKE || next == SIMILAR || next == BETWEEN
                   ? NOT_LA
                   : NOT;
    }
    case IN: return p->position && p->position == p->parentheses ? POSITION_IN : IN;
    case WITH: return parser_peek(p)->code == TIME ? WITH_TIME : WITH;
    case WITHOUT: return parser_peek(p)->code == TIME ? WITHOUT_TIME : WITHOUT;
    case MARK: return is_value_mark(p) ? VALUE_MARK : MARK;
    case COLLATE: return p->tree && !p->parentheses && !p->is_predicate ? COLLATE_CLAUSE : COLLATE;
    default: return token->code;
    }
}

static void next_token(Parser *p, Token *token)
{
    if (p->has_ahead) *token = p->ahead;
    else read_token(p, token);
    p->has_ahead = false;
    int code = code_of(p, token);
    if (code != token->code) token->code = (int16_t)code;
}

/* ---- the engine ---- */

static void note_token(Parser *p, const Token *token)
{
    bool is_end = token->code == SEMI || token->code == LBRACE || token->code == RBRACE;
    if (p->taken == 0) p->first = *token;
    p->taken++;
    if (token->code == LP || token->code == LB) p->parentheses++;
    if (token->code == LP && p->previous.code == NAME && name_equals(p->previous.name, "position"))
        p->position = p->parentheses;
    if ((token->code == RP || token->code == RB) && p->parentheses) p->parentheses--;
    if (p->parentheses < p->position) p->position = 0;
    if (token->code == WHERE) p->is_predicate = true;
    if (token->code == VALUE_MARK) p->is_marked = true;
    if (is_end || (token->code == COMMA && p->is_block && !p->parentheses)) {
        p->taken = p->parentheses = p->position = 0;
        p->is_predicate = p->is_marked = p->is_created = false;
    }
    p->before = p->previous.code;
    p->before_name = p->previous.name;
    p->previous = *token;
}

static void push(Parser *p, const Token *token)
{
    if (token->code == LBRACE) {
        p->brace = token_span(p, token);
        p->sound = p->lexer.errors;
    }
    if (token->code == LBRACE || token->code == RBRACE) {
        p->has_tail = p->is_round && p->lexer.text[token->start] == ')';
        p->is_block = token->code == LBRACE;
        p->is_enum = p->is_block && p->first.code == ENUM;
        p->is_list = p->is_round = token->code == LBRACE && p->lexer.text[token->start] == '(';
    }
    parser(p->engine, token->code, *token);
    note_token(p, token);
}

static void push_made(Parser *p, int code)
{
    Token token = {.code = (int16_t)code, .start = p->previous.end, .end = p->previous.end};
    push(p, &token);
}

/* Gives up the declaration or member that is open. */
void parser_recover(Parser *p)
{
    while (engine_depth(p->engine) && !engine_accepts(p->engine, BAD)) engine_pop(p->engine);
    if (!engine_depth(p->engine)) return;
    Token bad = p->previous;
    bad.code = BAD;
    parser(p->engine, BAD, bad);
    p->elements.count = p->args.count = p->depths.count = 0;
    p->texts.count = p->clauses.count = 0;
    p->is_recovering = true;
    p->lost_braces = 0;
}

/* In an enum or in a member braces are skipped with what is in them. */
static bool skip_token(Parser *p, const Token *token)
{
    bool is_block = p->is_block || p->first.code == ENUM;
    if (token->code == LBRACE && is_block) {
        p->lost_braces++;
        return true;
    }
    if (token->code == RBRACE && p->lost_braces) {
        p->lost_braces--;
        return true;
    }
    return p->lost_braces || !engine_accepts(p->engine, token->code);
}

static bool is_flush_left(const Parser *p, const Token *token)
{
    return token->start == 0 || p->lexer.text[token->start - 1] == '\n';
}

static bool is_skipped(Parser *p, const Token *token)
{
    if (token->code == LP) p->parentheses++;
    if (token->code == RP && p->parentheses) p->parentheses--;
    if (p->is_body_lost && !(token->code == TOKEN_END || is_flush_left(p, token))) {
        p->is_body_lost = token->code != END || parser_peek(p)->code != SEMI;
        return true;
    }
    p->is_body_lost = false;
    if (!p->is_block && !p->lost_braces && token_begins_declaration(token) &&
        is_flush_left(p, token))
        push_made(p, SEMI);
    else if (skip_token(p, token))
        return true;
    p->is_recovering = false;
    return false;
}

/* ---- forgotten ends ---- */

static void report_semicolon(Parser *p)
{
    uint32_t at = p->previous.end;
    if (!p->is_list) /* there commas end members */
        lexer_error(&p->lexer, at, at, "missing-semicolon", "missing ';'", NULL);
    push_made(p, SEMI);
}

/* A column, though its name is a word that a clause may begin with: type text; */
static bool is_column(Parser *p, const Token *token)
{
    const Token *next = parser_peek(p);
    if (token->code == TYPE) return next->code != MARK;
    if (token->code == VALUED) return !name_equals(token->name, "match") && token_is_word(next);
    if (token->code != NAME && engine_expects(p->engine, token->code)) return false;
    return token_is_word(token) && token_is_word(next);
}

/* A word at the beginning of a line that would pass as a clause but begins the next declaration
 * or member. */
static bool begins_next(Parser *p, const Token *token)
{
    if (!token->starts_line || p->parentheses || !p->taken) return false;
    if (!engine_accepts(p->engine, SEMI)) return false;
    if (token->code == INCLUDE) return parser_peek(p)->code != LP;
    if (!p->is_block) return token_begins_declaration(token);
    return token->code == INDEX || token->code == FOREIGN || token->code == USE ||
           is_column(p, token);
}

static bool is_semicolon_missing(Parser *p, const Token *token)
{
    bool is_place = token->starts_line || token->code == RBRACE || token->code == TOKEN_END;
    return is_place && p->tree && p->taken && engine_accepts(p->engine, SEMI);
}

static void report_brace(Parser *p, const Token *token)
{
    if (token->follows_error) return; /* what was skipped may have held the '}' */
    lexer_error(&p->lexer, token->start, token->end, "unclosed-brace",
                "a '{' is not closed before this", NULL);
    diag_note(p->cx->diag, p->brace, "it is opened here");
}

/* "table b {" inside of another table. */
static bool is_brace_missing(const Parser *p, const Token *token)
{
    return token->code == LBRACE && p->is_block && token_begins_declaration(&p->first);
}

static void close_block(Parser *p)
{
    parser_recover(p);
    p->is_recovering = false;
    push_made(p, RBRACE);
}

/* ---- one token ---- */

static void report_depth(Parser *p, const Token *token)
{
    lexer_error(&p->lexer, token->start, token->end, "nesting-too-deep",
                "this is nested more than 1,000 levels deep", NULL);
    parser_recover(p);
}

static void mistake(Parser *p, const Token *token)
{
    if (is_brace_missing(p, token)) {
        report_brace(p, &p->first);
        close_block(p);
        parser_recover(p);
    } else {
        complain(p, token);
        parser_recover(p);
    }
    if (p->is_recovering && !is_skipped(p, token)) push(p, token);
}

static void take(Parser *p, Token *token)
{
    int code = habit_sign(p, token);
    if (code != token->code) token->code = (int16_t)code;
    if (p->is_recovering && is_skipped(p, token)) return;
    if (p->tree && habit_skips(p, token)) return;
    if (p->tree && begins_next(p, token)) report_semicolon(p);
    bool is_taken = engine_accepts(p->engine, token->code);
    if (!is_taken && is_semicolon_missing(p, token)) {
        report_semicolon(p);
        is_taken = engine_accepts(p->engine, token->code);
    }
    if (!is_taken) {
        mistake(p, token);
        return;
    }
    push(p, token);
    if (p->parentheses > NESTING_MAX || engine_depth(p->engine) > STACK_MAX) report_depth(p, token);
}

static void finish(Parser *p, const Token *end)
{
    if (p->is_block) {
        report_brace(p, end);
        close_block(p);
    } else if (p->is_recovering) {
        push_made(p, SEMI);
    } else if (is_semicolon_missing(p, end)) {
        report_semicolon(p);
    }
    if (engine_accepts(p->engine, TOKEN_END))
        push(p, end);
    else
        complain(p, end);
}

static bool is_enough(Parser *p, const Token *token)
{
    if (++p->tokens > FILE_TOKENS_MAX)
        lexer_error(&p->lexer, token->start, token->end, "file-too-large",
                    "a file has at most 4 million words and signs", "split it into includes");
    return p->tokens > FILE_TOKENS_MAX || p->lexer.errors > FILE_ERRORS_MAX;
}

static void warn_docs(Parser *p)
{
    if (p->lexer.errors || p->lexer.is_quiet) return;
    for (size_t i = 0; i < p->docs.count; i++)
        if (!p->docs.items[i]->is_used)
            diag_warning(p->cx->diag, p->docs.items[i]->span, "doc-comment-misplaced",
                         "this doc comment stands above nothing that can have one");
}

/* Runs from a start token to the end of the text. */
static void run(Parser *p, int start)
{
    p->engine = parserAlloc(malloc, p);
    if (!p->engine) bug("out of memory");
    parser(p->engine, start, token_none());
    for (;;) {
        Token token;
        next_token(p, &token);
        if (token.code == TOKEN_END) {
            finish(p, &token);
            break;
        }
        if (is_enough(p, &token)) break;
        take(p, &token);
        if (!p->tree && p->lexer.errors) break;
    }
    parserFree(p->engine, free);
    warn_docs(p);
}

/* ---- files ---- */

void parse_source(Parser *p, const char *text, size_t length)
{
    uint32_t file = source_add(p->cx->sources, p->path, text, length);
    vec_push(p->cx->arena, &p->tree->files, p->path);
    if (length > FILE_SIZE_MAX) {
        diag_error(p->cx->diag, (Span){0, 0, file}, "file-too-large",
                   "a schema file is at most 64 MiB long; this one has %zu bytes", length);
        p->tree->has_errors = true;
        return;
    }
    lexer_open(&p->lexer, p->cx, file, text, length, false);
    run(p, START_FILE);
    if (p->lexer.errors) p->tree->has_errors = true;
}

static Tree *tree_new(Cx *cx)
{
    Tree *tree = arena_make(cx->arena, Tree);
    tree->arena = arena_within(cx->arena);
    tree->sources = cx->sources;
    return tree;
}

void tree_release(Tree *tree)
{
    arena_free(tree->arena);
    tree->arena = NULL;
    memset(&tree->decls, 0, sizeof tree->decls);
}

Tree *parse_one(Cx *cx, const char *name, const char *text, size_t length)
{
    Parser p = {.cx = cx, .tree = tree_new(cx), .path = name, .skips_includes = true};
    parse_source(&p, arena_copy(cx->arena, text, length), length);
    return p.tree;
}

Tree *parse_text(Cx *cx, const char *name, const char *text, size_t length)
{
    Parser p = {.cx = cx, .tree = tree_new(cx), .path = name};
    parse_source(&p, arena_copy(cx->arena, text, length), length);
    return p.tree;
}

static bool is_database(const char *text, size_t length)
{
    static const char begins[] = "SQLite format 3";
    return length >= sizeof begins && memcmp(text, begins, sizeof begins) == 0;
}

Tree *parse_file(Cx *cx, const char *path)
{
    Parser p = {.cx = cx,
                .tree = tree_new(cx),
                .path = path,
                .seen = map_new(cx->arena),
                .has_includes = true};
    const char *why = NULL;
    size_t length;
    char *text = source_read(cx->arena, path, &length, &why);
    if (!text) {
        diag_error(cx->diag, NO_SPAN, "file-unreadable", "cannot read '%s': %s", path, why);
        p.tree->has_errors = true;
        return p.tree;
    }
    if (is_database(text, length)) {
        diag_error(cx->diag, NO_SPAN, "file-unreadable", "'%s' is a database of SQLite, no schema", path);
        diag_hint(cx->diag, "`schemac pull sqlite:%s` writes it down as one", path);
        p.tree->has_errors = true;
        return p.tree;
    }
    map_set(p.seen, name_from(cx->names, path), NO_NAME, NO_NAME, &p);
    parse_source(&p, text, length);
    return p.tree;
}

/* ---- expressions and types alone ---- */

static Parser parse_alone(Cx *cx, const char *text, size_t length, int start)
{
    Parser p = {.cx = cx};
    if (length > FILE_SIZE_MAX) return p;
    lexer_open(&p.lexer, cx, 0, arena_copy(cx->arena, text, length), length, true);
    run(&p, start);
    if (p.lexer.errors) p.expr = NULL, p.type = NULL;
    return p;
}

const Expr *parse_expr(Cx *cx, const char *text, size_t length)
{
    return parse_alone(cx, text, length, START_EXPR).expr;
}

const Type *parse_type(Cx *cx, const char *text, size_t length)
{
    return parse_alone(cx, text, length, START_TYPE).type;
}
