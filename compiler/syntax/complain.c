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
    static const int codes[] = {SCHEMA,       TARGET,   EXTENSION, NAMESPACE, ENUM,
                                DOMAIN,       MIXIN,    SEQUENCE,  TABLE,     VIEW,
                                MATERIALIZED, FUNCTION, PROCEDURE, TRIGGER,   CONSTRAINT,
                                POLICY,       INDEX,    UNIQUE,    INCLUDE,   GRANT,
                                REVOKE,       OWNER};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (codes[i] == token->code) return true;
    return false;
}

static bool begins_key(int code)
{
    return code == PRIMARY || code == UNIQUE || code == FOREIGN || code == CHECK || code == INDEX ||
           code == USE;
}

/* index int; reads as an index without its list. */
static bool is_reserved_column(const Parser *p, const Token *found)
{
    if (!p->is_block || !begins_key(p->first.code)) return false;
    bool has_key = p->first.code == PRIMARY || p->first.code == FOREIGN;
    if (p->taken == 1 && has_key && habit_is_near(found->name, "key")) return false;
    if (p->taken == 1) return token_is_word(found);
    bool ends_type = found->code == SEMI || found->code == QUESTION || found->code == LB ||
                     (found->code != NAME && found->code != USING && keyword_word(found->code));
    return p->taken == 2 && token_is_word(&p->previous) && ends_type;
}

static void complain_reserved(Parser *p)
{
    const char *name = name_text(p->first.name);
    const char *message =
        arena_printf(p->cx->arena, "'%s' begins a key, check or index here", name);
    const char *hint = arena_printf(p->cx->arena, "a column of that name is written \"%s\"", name);
    lexer_error(&p->lexer, p->first.start, p->first.end, "reserved-column-name", message, hint);
}

static bool is_column_name(const Parser *p)
{
    return p->is_block && !p->is_enum && p->taken == 1 && token_is_word(&p->first) &&
           !begins_key(p->first.code);
}

static bool expects_type(const Parser *p)
{
    int code = p->previous.code;
    return code == TYPECAST || code == RETURNS || code == SETOF || p->before == DOMAIN ||
           is_column_name(p);
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

/* Words that can stand here and only here; where a clause can, there are too many. */
static void choose_words(Parser *p, Choices *choices)
{
    if (engine_expects(p->engine, DEFERRABLE)) {
        choose(choices, "a clause");
        return;
    }
    if (engine_accepts(p->engine, NAME)) return;
    for (int code = 1; code < BAD && choices->count < 6; code++)
        if (keyword_word(code) && engine_expects(p->engine, code))
            choose(choices, arena_printf(p->cx->arena, "'%s'", keyword_word(code)));
}

static void choose_signs(Parser *p, Choices *choices, bool is_value_named)
{
    static const struct {
        int code;
        bool begins_value; /* an expression's beginning, or a clause's */
    } signs[] = {{STRING, true}, {NUMBER, true},  {BODY, true},   {LP, true},
                 {EQ, true},     {RP, false},     {RB, false},    {COMMA, false},
                 {SEMI, false},  {LBRACE, false}, {RBRACE, false}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (engine_accepts(p->engine, signs[i].code) && !(signs[i].begins_value && is_value_named))
            choose(choices, token_describe(signs[i].code));
}

static Choices choices_of(Parser *p)
{
    Choices choices = {0};
    bool is_name = engine_accepts(p->engine, NAME);
    bool is_expression =
        is_name && engine_accepts(p->engine, CASE) && engine_accepts(p->engine, NUMBER);
    bool is_operator = engine_accepts(p->engine, AND) && engine_accepts(p->engine, OP);
    bool is_clause = engine_expects(p->engine, DEFERRABLE) && engine_accepts(p->engine, SEMI);
    if (is_operator) choose(&choices, "an operator");
    if (is_expression)
        choose(&choices, "an expression");
    else if (expects_type(p))
        choose(&choices, "a type");
    else if (is_name && !is_clause)
        choose(&choices, "a name");
    if (!is_expression && !is_operator) choose_words(p, &choices);
    choose_signs(p, &choices, is_expression || is_clause || is_operator);
    return choices;
}

static const char *expected_text(Parser *p)
{
    if (p->taken == 0 && p->is_enum) return "a value or '}'";
    if (p->taken == 0 && p->is_block) return "a column, key, check or index";
    if (p->taken == 0 && p->tree) return "a declaration";
    if (p->before == ON && (p->previous.code == DELETE || p->previous.code == UPDATE))
        return "cascade, restrict, set null, set default or no action";
    Choices choices = choices_of(p);
    Text text = {0};
    for (size_t i = 0; i < choices.count; i++) {
        if (i) text_add(&text, i + 1 == choices.count ? " or " : ", ");
        text_add(&text, choices.words[i]);
    }
    return text_keep(&text, p->cx->arena);
}

static const char *where(Parser *p)
{
    if (p->taken == 0) return "";
    const char *name = name_text(p->previous.name);
    if (is_column_name(p)) return arena_printf(p->cx->arena, " after the column name '%s'", name);
    return token_is_word(&p->previous) ? arena_printf(p->cx->arena, " after '%s'", name) : "";
}

/* Short ones as they were written. */
static const char *found_text(Parser *p, const Token *found)
{
    if (found->code == TOKEN_END) return "the end of the file";
    size_t length = found->end - found->start;
    const char *text = arena_copy(p->cx->arena, p->lexer.text + found->start, length);
    const char *kind = token_describe(found->code);
    if (length > 40 || strchr(text, '\n')) return kind ? kind : "a long word";
    return arena_printf(p->cx->arena, strchr(text, '\'') ? "%s" : "'%s'", text);
}

static const char *hint_for(Parser *p, const Token *found)
{
    bool is_member = p->is_block && !p->is_enum && !p->parentheses;
    if (found->code == RBRACE && !p->is_block) return "no '{' is open here";
    if (found->code == COMMA && is_member) return "members end with ';'";
    if (p->previous.code == NAME && name_equals(p->previous.name, "select"))
        return "a query can stand only in the body of a view, function or trigger: $$ ... $$";
    if (found->code == STRING && p->previous.code == AS) return "a body stands between $$ and $$";
    if (p->before == OWNER) return "the role comes first: owner ROLE of TABLE";
    if (found->code == LP && p->first.code == TABLE && p->taken < 5 && !p->is_block)
        return "the columns of a table stand between '{' and '}'";
    bool is_operator_word = keyword_word(found->code) && parserFallback(found->code) != NAME;
    if (is_operator_word && engine_accepts(p->engine, NAME))
        return "a column of that name is written in double quotes";
    return habit_hint(p, found);
}

void complain(Parser *p, const Token *found)
{
    if (found->follows_error) { /* what was skipped is the mistake */
        p->lexer.errors++;
    } else if (is_reserved_column(p, found)) {
        complain_reserved(p);
    } else {
        const char *expected = expected_text(p);
        const char *name = found_text(p, found);
        const char *message = *expected ? arena_printf(p->cx->arena, "expected %s%s, found %s",
                                                       expected, where(p), name)
                                        : arena_printf(p->cx->arena, "%s cannot stand here", name);
        lexer_error(&p->lexer, found->start, found->end, "syntax-error", message,
                    hint_for(p, found));
    }
}
