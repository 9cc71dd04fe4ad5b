/* SPDX-License-Identifier: MIT
 * Canonical layout. The text is cut into tokens once more, with its comments; the tree says where
 * clauses and types begin, so that lines break well and types get the language's words. What a
 * token says is never changed: parsing the result gives the same tree. */
#include <string.h>

#include "syntax/build.h"
#include "syntax/grammar.h"
#include "syntax/guide.h"
#include "syntax/layout.h"

typedef struct Format {
    Cx *cx;
    const char *text;
    Layout layout;
    VEC(Token) tokens; /* the last one is the end */
    size_t at;
    Guides guides;
    const Tree *tree;
    size_t decl;   /* the next one of tree */
    Pieces pieces; /* of the statement being read */
    const Token *previous;
    size_t parentheses;
    size_t cases; /* open ones */
    bool has_list; /* the declaration's own list in parentheses is still to come */
} Format;

/* ---- the text of tokens ---- */

static bool is_comment(const Token *token)
{
    return token->code == TOKEN_COMMENT || token->code == TOKEN_DOC;
}

static char *source(Format *f, const Token *token)
{
    return arena_copy(f->cx->arena, f->text + token->start, token->end - token->start);
}

static const char *comment_text(Format *f, const Token *token)
{
    char *text = source(f, token);
    size_t length = strlen(text);
    while (length && strchr(" \t\r", text[length - 1])) text[--length] = '\0';
    return text;
}

/* Quoted only where needed: a word of the language keeps its quotes. */
static const char *quoted_text(Format *f, const Token *token)
{
    const char *name = name_text(token->name);
    bool is_word = name_code(token->name) || scalar_find(name) || serial_find(name);
    Text bare = {0};
    name_print(&bare, token->name);
    bool is_bare = !is_word && strcmp(text_string(&bare), name) == 0;
    text_free(&bare);
    return is_bare ? name : source(f, token);
}

/* include "a.schema": not a name. */
static bool is_path(const Format *f)
{
    return f->previous && f->previous->code == INCLUDE;
}

static const char *token_text(Format *f, const Token *token)
{
    if (is_comment(token)) return comment_text(f, token);
    if (token->code == QUOTED && !is_path(f)) return quoted_text(f, token);
    if (token->code == QUOTED) return source(f, token);
    if (token->code == MARK) return arena_printf(f->cx->arena, "@%s", name_text(token->name));
    if (!name_none(token->name)) return name_text(token->name);
    return source(f, token);
}

/* ---- blanks between tokens ---- */

static bool is_operator(int code)
{
    return code == OP || code == PLUS || code == MINUS || code == STAR || code == SLASH ||
           code == PERCENT || code == CARET || code == LT || code == GT || code == EQ ||
           code == LE || code == GE || code == NE || code == ARROW;
}

static bool is_name(int code)
{
    return code == NAME || code == QUOTED;
}

/* A sign, not an operation: behind an operator, an opening or a word. */
static bool is_sign(const Token *before, const Token *token)
{
    if (token->code != PLUS && token->code != MINUS) return false;
    if (!before) return true;
    return is_operator(before->code) || before->code == LP || before->code == LB ||
           before->code == COMMA || before->code == COLON ||
           (keyword_word(before->code) && before->code != END && before->code != NULL_ &&
            before->code != TRUE_ && before->code != FALSE_);
}

/* A call or a table with its columns, not a list of its own. */
static bool opens_glued(Format *f, const Token *before, const Token *previous)
{
    if (f->parentheses == 0 && (f->has_list || (before && before->code == CHECK))) return false;
    bool is_clause = before && (before->code == BY || name_equals(previous->name, "inherits") ||
                                name_equals(previous->name, "statistics") ||
                                name_equals(previous->name, "kept") || name_equals(previous->name, "comments") ||
                                name_equals(previous->name, "select")); /* a privilege */
    if (f->parentheses == 0 && is_clause) return false;
    if (previous->code == EXTRACT || previous->code == CAST || previous->code == ROW) return true;
    if (is_name(previous->code)) return true;
    return f->parentheses && keyword_word(previous->code) && parserFallback(previous->code) == NAME;
}

static bool closes(int code)
{
    return code == RP || code == RB || code == COMMA || code == SEMI || code == DOT ||
           code == COLON || code == TYPECAST;
}

static bool is_glued(Format *f, const Token *before, const Token *previous, const Token *token)
{
    int code = previous->code;
    if (is_comment(previous) || is_comment(token)) return false;
    if (closes(token->code)) return true;
    if (code == LP || code == LB || code == DOT || code == COLON || code == TYPECAST) return true;
    if (is_sign(before, previous)) return !is_operator(token->code);
    if (token->code == LP) return opens_glued(f, before, previous);
    return token->code == LB && code != COMMA && !is_operator(code);
}

/* ---- statements ---- */

static const Token *current(const Format *f)
{
    return &f->tokens.items[f->at];
}

/* Is there an empty line above a token? */
static bool has_blank(const Format *f, size_t index)
{
    uint32_t start = index ? f->tokens.items[index - 1].end : 0;
    unsigned lines = 0;
    for (uint32_t i = start; i < f->tokens.items[index].start; i++)
        if (f->text[i] == '\n') lines++;
    return lines > 1;
}

/* Words that are seen to continue a statement at the beginning of a line. Others would be taken
 * for the next declaration or member, with a semicolon forgotten before it. */
static bool may_begin_line(const Token *token)
{
    static const int words[] = {
        MARK,   DEFAULT,   WHERE,      WHEN,     BACKFILL, USING,    CHECK,       WITH,
        WAS,    GENERATED, COLLATE,    PRIMARY,  NOT,      NULLS,    DEFERRABLE,  STRICT,
        SET,    INITIALLY, REFERENCES, SECURITY, WITHOUT,  OWNED,    REFERENCING, ON,
        BEFORE, AFTER,     INSTEAD,    FOR,      TO,       EXECUTE,  AS,          RETURNS,
        ROW,    FORCE,     NO,         OLD,      NEW,      TRUNCATE, DELETE,      UPDATE};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i] == token->code) return true;
    return token->code == INCLUDE && token[1].code == LP;
}

/* What binds loosest is parted first: of a place within a clause its rank among those of its depth. */
enum { PLACE_NONE, PLACE_WHEN, PLACE_OR, PLACE_AND, PLACE_JOIN, PLACE_OPERATOR, PLACE_COUNT };

static unsigned place_before(const Format *f, const Token *before, const Token *token)
{
    const Token *previous = f->previous;
    if (!previous) return PLACE_NONE;
    if (f->cases && (token->code == WHEN || token->code == ELSE)) return PLACE_WHEN;
    if (token->code == OR || previous->code == COMMA) return PLACE_OR;
    if (token->code == AND) return PLACE_AND;
    if (!is_operator(token->code) || is_operator(previous->code) || is_sign(before, token) ||
        is_sign(before, previous) || token->code == ARROW || previous->code == LP)
        return PLACE_NONE;
    return name_equals(token->name, "||") ? PLACE_JOIN : PLACE_OPERATOR;
}

static Break break_before(Format *f, const Token *before, const Token *token)
{
    const Token *previous = f->previous;
    if (previous && is_comment(previous))
        return f->text[previous->start + 1] == '/' || token->starts_line ? BREAK_ALWAYS
                                                                         : BREAK_NEVER;
    if (is_comment(token)) return token->starts_line ? BREAK_ALWAYS : BREAK_NEVER;
    bool is_clause =
        f->parentheses == 0 && (token->code == MARK || guide_find(&f->guides, token->start, false));
    if (is_clause && may_begin_line(token)) return BREAK_CLAUSE;
    unsigned place = place_before(f, before, token);
    if (!place) return BREAK_NEVER;
    return place < PLACE_JOIN ? BREAK_INNER : BREAK_OPERATOR;
}

static void add_piece(Format *f, const char *text, Break before, bool glued)
{
    Piece piece = {.text = text, .before = before, .is_glued = glued};
    vec_push(f->cx->arena, &f->pieces, piece);
}

/* The type that begins at the current token, if no comment stands within it. */
static const Type *type_here(Format *f, size_t *behind)
{
    const Guide *guide = guide_find(&f->guides, current(f)->start, true);
    if (!guide || current(f)->code == BITS) return NULL;
    for (*behind = f->at; f->tokens.items[*behind].start < guide->end; ++*behind)
        if (is_comment(&f->tokens.items[*behind])) return NULL;
    return guide->type;
}

static const char *type_text(Format *f, const Type *type)
{
    Text text = {0};
    type_print(&text, type);
    return text_keep(&text, f->cx->arena);
}

static void count_parentheses(Format *f, const Token *token)
{
    if (token->code == LP || token->code == LB) {
        f->parentheses++;
        f->has_list = false;
    }
    if ((token->code == RP || token->code == RB) && f->parentheses) f->parentheses--;
    if (token->code == CASE) f->cases++;
    if (token->code == END && f->cases) f->cases--;
}

/* One token, or the tokens of one type, becomes a piece. */
static void take_piece(Format *f, const Token **before)
{
    const Token *token = current(f);
    size_t behind = f->at + 1;
    Break breaks = break_before(f, *before, token);
    size_t depth = f->parentheses + f->cases;
    unsigned level = (unsigned)depth * PLACE_COUNT + place_before(f, *before, token);
    bool glued = f->previous && breaks != BREAK_ALWAYS && is_glued(f, *before, f->previous, token);
    const Type *type = type_here(f, &behind);
    if (!type) behind = f->at + 1;
    if (token->code == QUESTION && f->pieces.count == 2) glued = true; /* NAME TYPE? */
    add_piece(f, type ? type_text(f, type) : token_text(f, token), breaks, glued);
    f->pieces.items[f->pieces.count - 1].level = level;
    if (!type) count_parentheses(f, token);
    *before = f->previous;
    f->previous = &f->tokens.items[behind - 1];
    f->at = behind;
}

static void begin_statement(Format *f, const Decl *decl)
{
    f->pieces.count = 0;
    f->previous = NULL;
    f->parentheses = f->cases = 0;
    f->has_list = decl && !name_equals(decl->kind, "column") &&
                  (decl->has_elements || decl->expr || name_equals(decl->kind, "check"));
}

/* Pieces up to a ';' or '{', which is taken too, or up to a '}'. */
static int read_statement(Format *f, const Decl *decl)
{
    const Token *before = NULL;
    begin_statement(f, decl);
    for (;;) {
        int code = current(f)->code;
        if (code == TOKEN_END || code == RBRACE) return code;
        take_piece(f, &before);
        if (code == SEMI || code == LBRACE) return code;
    }
}

/* Comments on the line that has just ended. */
static void take_trailing(Format *f)
{
    for (; is_comment(current(f)) && !current(f)->starts_line; f->at++) {
        if (f->layout.lines.count)
            layout_comment(&f->layout, comment_text(f, current(f)));
        else
            layout_line(&f->layout, 0, comment_text(f, current(f)), false);
    }
}

static void take_comments(Format *f, size_t indent, bool is_first)
{
    for (; is_comment(current(f)); f->at++, is_first = false)
        layout_line(&f->layout, indent, comment_text(f, current(f)),
                    has_blank(f, f->at) && !is_first);
}

/* ---- members ---- */

typedef struct Columns {
    size_t name, type; /* the widest of each */
} Columns;

static const char *column_name(Format *f, const Decl *column)
{
    bool is_quoted = f->text[column->name.span.start] == '"';
    Token token = {.code = is_quoted ? QUOTED : NAME,
                   .name = column->name.name,
                   .start = column->name.span.start,
                   .end = column->name.span.end};
    return token_text(f, &token);
}

/* A column of a view has a name alone. */
static bool is_in_columns(const Decl *member)
{
    return name_equals(member->kind, "column") && member->type;
}

static Columns measure_columns(Format *f, const Decl *table)
{
    Columns columns = {0};
    for (size_t i = 0; i < table->members.count; i++) {
        const Decl *member = table->members.items[i];
        if (!is_in_columns(member)) continue;
        size_t name = text_columns(column_name(f, member));
        size_t type = text_columns(type_text(f, member->type)) + member->is_nullable;
        if (name > columns.name) columns.name = name;
        if (type > columns.type) columns.type = type;
    }
    return columns;
}

static bool is_note(const Piece *piece)
{
    return piece->text[0] == '/'; /* a comment, no column begins so */
}

/* NAME TYPE? CLAUSES; unless a comment stands between them. */
static void align_column(Format *f, const Decl *column, Columns columns)
{
    size_t clause = column->is_nullable ? 3 : 2;
    Piece *pieces = f->pieces.items;
    if (is_note(&pieces[0]) || is_note(&pieces[1])) return;
    pieces[1].column = columns.name + 2;
    if (is_note(&pieces[2]) || is_note(&pieces[clause]) || pieces[clause].text[0] == ';') return;
    pieces[clause].column = columns.name + columns.type + 4;
}

static const Decl *decl_at(const Format *f, Decl *const *decls, size_t count, size_t *next)
{
    if (*next >= count || decls[*next]->span.start != current(f)->start) return NULL;
    return decls[(*next)++];
}

static void format_members(Format *f, const Decl *table)
{
    Columns columns = measure_columns(f, table);
    size_t next = 0;
    for (bool is_first = true; current(f)->code != RBRACE; is_first = false) {
        take_comments(f, INDENT_WIDTH, is_first);
        is_first = is_first && f->tokens.items[f->at - 1].code == LBRACE;
        if (current(f)->code == RBRACE) break;
        bool blank = has_blank(f, f->at) && !is_first;
        const Decl *member = decl_at(f, table->members.items, table->members.count, &next);
        read_statement(f, member);
        if (!member) continue; /* a ';' alone */
        if (is_in_columns(member)) align_column(f, member, columns);
        layout_statement(&f->layout, INDENT_WIDTH, &f->pieces, blank);
        take_trailing(f);
    }
}

/* The '{' is the last piece. */
static void format_block(Format *f, const Decl *decl, bool blank)
{
    bool is_empty = current(f)->code == RBRACE;
    if (is_empty) add_piece(f, "}", BREAK_NEVER, true);
    layout_statement(&f->layout, 0, &f->pieces, blank);
    take_trailing(f);
    if (!is_empty) {
        format_members(f, decl);
        layout_line(&f->layout, 0, "}", false);
    }
    f->at++;
}

/* ---- enums ---- */

static bool is_enum_short(Format *f)
{
    for (size_t i = f->at; f->tokens.items[i].code != RBRACE; i++)
        if (is_comment(&f->tokens.items[i])) return false;
    return true;
}

/* Takes the values behind the pieces there are, and the '}'. */
static void take_values(Format *f)
{
    const Token *before = NULL;
    while (current(f)->code != RBRACE) {
        bool is_last = current(f)->code == COMMA && f->tokens.items[f->at + 1].code == RBRACE;
        if (is_last)
            f->at++;
        else
            take_piece(f, &before);
    }
    add_piece(f, "}", BREAK_NEVER, f->previous->code == LBRACE);
}

static void format_value(Format *f, bool blank)
{
    const Token *before = NULL;
    begin_statement(f, NULL);
    while (current(f)->code != COMMA && current(f)->code != RBRACE && !is_comment(current(f)))
        take_piece(f, &before);
    add_piece(f, ",", BREAK_NEVER, true);
    layout_statement(&f->layout, INDENT_WIDTH, &f->pieces, blank);
    take_trailing(f);
}

static void format_values(Format *f)
{
    for (bool is_first = true; current(f)->code != RBRACE; is_first = false) {
        take_comments(f, INDENT_WIDTH, is_first);
        is_first = is_first && f->tokens.items[f->at - 1].code == LBRACE;
        if (current(f)->code == RBRACE) break;
        if (current(f)->code == COMMA) {
            f->at++;
            take_trailing(f);
        } else {
            format_value(f, has_blank(f, f->at) && !is_first);
        }
    }
    layout_line(&f->layout, 0, "}", false);
}

static void format_enum(Format *f, bool blank)
{
    size_t start = f->at, guide = f->guides.next, pieces = f->pieces.count;
    if (is_enum_short(f)) {
        take_values(f);
        if (pieces_width(&f->pieces) <= LINE_WIDTH) {
            layout_statement(&f->layout, 0, &f->pieces, blank);
            f->at++;
            return;
        }
    }
    f->at = start;
    f->guides.next = guide;
    f->pieces.count = pieces;
    layout_statement(&f->layout, 0, &f->pieces, blank);
    take_trailing(f);
    format_values(f);
    f->at++;
}

/* ---- the file ---- */

static void format_declaration(Format *f)
{
    bool blank = has_blank(f, f->at);
    bool is_lone = current(f)->code == SEMI;
    const Decl *decl = decl_at(f, f->tree->decls.items, f->tree->decls.count, &f->decl);
    int end = read_statement(f, decl);
    if (end != LBRACE) {
        if (!is_lone) layout_statement(&f->layout, 0, &f->pieces, blank);
    } else if (name_equals(decl->kind, "enum")) {
        format_enum(f, blank);
    } else {
        format_block(f, decl, blank);
    }
    take_trailing(f);
}

static void read_tokens(Format *f, Lexer *lexer)
{
    for (;;) {
        Token token = lexer_next(lexer);
        vec_push(f->cx->arena, &f->tokens, token);
        if (token.code == TOKEN_END) return;
    }
}

bool format_text(Cx *cx, const char *path, const char *text, size_t length, Text *out)
{
    const Tree *tree = parse_one(cx, path, text, length);
    if (tree->has_errors) return false;
    Lexer lexer;
    Format f = {.cx = cx, .layout = {.arena = cx->arena}, .tree = tree};
    lexer_open(&lexer, cx, 0, arena_copy(cx->arena, text, length), length, true);
    f.text = lexer.text;
    read_tokens(&f, &lexer);
    f.guides = guides_of(cx->arena, tree);
    for (;;) {
        take_comments(&f, 0, false);
        if (current(&f)->code == TOKEN_END) break;
        format_declaration(&f);
    }
    layout_print(&f.layout, out);
    return true;
}
