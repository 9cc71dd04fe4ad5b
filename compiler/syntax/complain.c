/* SPDX-License-Identifier: MIT
 * Mistakes of syntax in words: what was found, what could have stood there instead. The engine is
 * asked which tokens it would take; many of them together have one word ("an expression"). */
#include <string.h>

#include "syntax/build.h"
#include "syntax/grammar.h"

bool token_is_word(const Token *token)
{
    return token->code == QUOTED || (!name_none(token->name) && keyword_word(token->code)) ||
           token->code == NAME;
}

bool token_begins_declaration(const Token *token)
{
    static const int codes[] = {SCHEMA, TARGET, EXTENSION, NAMESPACE, ENUM, DOMAIN, MIXIN, SEQUENCE,
                                TABLE, VIEW, MATERIALIZED, FUNCTION, PROCEDURE, TRIGGER,
                                CONSTRAINT, POLICY, INDEX, UNIQUE, INCLUDE};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (codes[i] == token->code) return true;
    return false;
}

static bool begins_key(int code)
{
    return code == PRIMARY || code == UNIQUE || code == FOREIGN || code == CHECK ||
           code == INDEX || code == USE;
}

/* index int; reads as an index without its list. */
static bool is_reserved_column(const Parser *p, const Token *found)
{
    if (!p->is_block || !begins_key(p->first.code)) return false;
    if (p->taken == 1) return token_is_word(found);
    bool ends_type = found->code == SEMI || found->code == QUESTION || found->code == LB ||
                     (found->code != NAME && found->code != USING && keyword_word(found->code));
    return p->taken == 2 && token_is_word(&p->previous) && ends_type;
}

static void complain_reserved(Parser *p)
{
    const char *name = name_text(p->first.name);
    const char *message = arena_printf(p->cx->arena, "'%s' begins a key, check or index here", name);
    const char *hint = arena_printf(p->cx->arena, "a column of that name is written \"%s\"", name);
    lexer_error(&p->lexer, p->first.start, p->first.end, "reserved-column-name", message, hint);
}

static bool expects_type(const Parser *p)
{
    int code = p->previous.code;
    if (code == TYPECAST || code == RETURNS || code == SETOF || p->before == DOMAIN) return true;
    return p->is_block && p->taken == 1 && token_is_word(&p->first) && !begins_key(p->first.code);
}

/* One after the other: "a, b or c". */
typedef struct Choices {
    const char *words[8];
    size_t count;
} Choices;

static void choose(Choices *choices, const char *word)
{
    if (choices->count < sizeof choices->words / sizeof *choices->words)
        choices->words[choices->count++] = word;
}

static const char *quote_word(Parser *p, const char *word)
{
    return arena_printf(p->cx->arena, "'%s'", word);
}

/* Words that can stand here and only here; where a clause can, there are too many. */
static void choose_words(Parser *p, Choices *choices, bool is_name)
{
    if (engine_expects(p->engine, WAS)) {
        choose(choices, "a clause");
        return;
    }
    if (is_name) return;
    for (int code = 1; code < BAD && choices->count < 6; code++)
        if (keyword_word(code) && engine_expects(p->engine, code))
            choose(choices, quote_word(p, keyword_word(code)));
}

static Choices choices_of(Parser *p)
{
    static const int marks[] = {STRING, NUMBER, BODY, LP, RP, RB, COMMA, SEMI, LBRACE, RBRACE, EQ};
    Choices choices = {0};
    bool is_name = engine_accepts(p->engine, NAME);
    bool is_expression = is_name && engine_accepts(p->engine, CASE) &&
                         engine_accepts(p->engine, NUMBER);
    bool is_clause = engine_expects(p->engine, WAS) && engine_accepts(p->engine, SEMI);
    bool is_operator = engine_accepts(p->engine, AND) && engine_accepts(p->engine, OP);
    if (is_operator) choose(&choices, "an operator");
    if (is_expression) choose(&choices, "an expression");
    else if (expects_type(p)) choose(&choices, "a type");
    else if (is_name && !is_clause) choose(&choices, "a name");
    if (!is_expression && !is_operator) choose_words(p, &choices, is_name);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        bool is_value = marks[i] == STRING || marks[i] == NUMBER || marks[i] == BODY ||
                        marks[i] == LP || marks[i] == EQ;
        if (is_value && (is_expression || is_clause || is_operator)) continue;
        if (engine_accepts(p->engine, marks[i])) choose(&choices, token_describe(marks[i]));
    }
    return choices;
}

static const char *where(Parser *p)
{
    const char *name = name_text(p->first.name);
    if (p->is_block && p->taken == 1 && token_is_word(&p->first))
        return arena_printf(p->cx->arena, " after the column name '%s'", name);
    if (token_is_word(&p->previous) && p->previous.end)
        return arena_printf(p->cx->arena, " after '%s'", name_text(p->previous.name));
    return "";
}

static const char *found_text(Parser *p, const Token *found)
{
    if (found->code == TOKEN_END) return "the end of the file";
    size_t length = found->end - found->start;
    bool is_long = length > 40;
    char *text = arena_copy(p->cx->arena, p->lexer.text + found->start, is_long ? 0 : length);
    if (is_long || strchr(text, '\n')) {
        const char *what = token_describe(found->code);
        return what ? what : "a long name";
    }
    return arena_printf(p->cx->arena, strchr(text, '\'') ? "%s" : "'%s'", text);
}

static const char *expected_text(Parser *p)
{
    Choices choices = choices_of(p);
    Text text = {0};
    for (size_t i = 0; i < choices.count; i++) {
        if (i) text_add(&text, i + 1 == choices.count ? " or " : ", ");
        text_add(&text, choices.words[i]);
    }
    return text_keep(&text, p->cx->arena);
}

static bool is_operator_word(const Token *token)
{
    return keyword_word(token->code) && token->code >= ALL;
}

void complain(Parser *p, const Token *found)
{
    if (is_reserved_column(p, found)) {
        complain_reserved(p);
        return;
    }
    const char *expected = expected_text(p);
    const char *name = found_text(p, found);
    const char *message = *expected ? arena_printf(p->cx->arena, "expected %s%s, found %s",
                                                   expected, where(p), name)
                                    : arena_printf(p->cx->arena, "%s cannot stand here", name);
    bool is_reserved = is_operator_word(found) && engine_accepts(p->engine, NAME);
    const char *hint = is_reserved ? "a column of that name is written in double quotes" : NULL;
    lexer_error(&p->lexer, found->start, found->end, "syntax-error", message, hint);
}
