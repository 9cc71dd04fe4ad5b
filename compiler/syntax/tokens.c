/* SPDX-License-Identifier: MIT
 * Prints the tokens of a file for people: one a line, with its place and what it holds. */
#include "syntax/build.h"
#include "syntax/grammar.h"

static const char *kind_of(const Token *token)
{
    if (token->code == TOKEN_COMMENT) return "comment";
    if (token->code == TOKEN_DOC) return "doc comment";
    if (token->code == TOKEN_ERROR) return "mistake";
    if (token->code == QUOTED) return "quoted name";
    if (keyword_word(token->code)) return "word";
    const char *kind = token_describe(token->code);
    return kind ? kind : "operator";
}

static void dump_token(Cx *cx, Text *out, const Lexer *lexer, const Token *token)
{
    text_add(out, kind_of(token));
    if (!name_none(token->name)) {
        text_add_char(out, ' ');
        text_add_bytes(out, name_text(token->name), name_length(token->name));
    } else if (token->text) {
        text_add_char(out, ' ');
        text_add_bytes(out, lexer->text + token->start, token->end - token->start);
    }
    span_dump(out, cx->sources, (Span){token->start, token->end, lexer->file});
    text_add_char(out, '\n');
}

void tokens_dump(Cx *cx, Text *out, const char *path)
{
    size_t length;
    const char *why = NULL;
    char *text = source_read(cx->arena, path, &length, &why);
    if (!text) {
        diag_error(cx->diag, NO_SPAN, "file-unreadable", "cannot read '%s': %s", path, why);
        return;
    }
    Lexer lexer;
    lexer_open(&lexer, cx, source_add(cx->sources, path, text, length), text, length, false);
    for (;;) {
        Token token = lexer_next(&lexer);
        if (token.code == TOKEN_END) return;
        dump_token(cx, out, &lexer, &token);
    }
}
