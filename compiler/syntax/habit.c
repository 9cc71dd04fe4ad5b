/* SPDX-License-Identifier: MIT
 * What the hand writes that has learnt SQL, MySQL or C: it is understood, said once at its place,
 * and read on from as it was meant, so that one habit does not make a page of messages. */
#include <string.h>

#include "base/suggest.h"
#include "syntax/build.h"
#include "syntax/grammar.h"

static bool is_word(const Token *token, const char *word)
{
    return token->code != QUOTED && token->code != STRING && name_equals(token->name, word);
}

static bool is_any_word(const Token *token, const char *const *words)
{
    for (; *words; words++)
        if (is_word(token, *words)) return true;
    return false;
}

static void report(Parser *p, const Token *token, const char *message, const char *hint)
{
    lexer_error(&p->lexer, token->start, token->end, "syntax-error", message, hint);
}

/* ---- signs between members ---- */

static bool begins_round(Parser *p)
{
    bool is_named = p->taken == 2 || (p->taken == 4 && p->before == DOT);
    bool has_block = p->first.code == TABLE || p->first.code == ENUM;
    return p->tree && !p->is_block && !p->is_recovering && has_block && is_named &&
           engine_accepts(p->engine, LBRACE);
}

/* The first of a block is reported, all are read as what is meant. */
static void report_sign(Parser *p, const Token *token, const char *message)
{
    if (!p->is_list) report(p, token, message, NULL);
    p->is_list = true;
}

static int round_brace(Parser *p, const Token *token)
{
    if (token->code == LP && begins_round(p)) {
        if (!p->is_created)
            report(p, token,
                   p->first.code == ENUM ? "the values of an enum stand between '{' and '}'"
                                         : "the members of a table stand between '{' and '}'",
                   NULL);
        return LBRACE;
    }
    if (token->code != RP || !p->is_block || p->parentheses) return 0;
    bool is_end = p->taken == 0 || (token->starts_line && engine_accepts(p->engine, SEMI));
    if (!p->is_round && !is_end) return 0;
    if (!p->is_round) report_sign(p, token, "a '{' is closed by '}'");
    return RBRACE;
}

/* table t (a int, b int); is table t { a int; b int; } */
int habit_sign(Parser *p, const Token *token)
{
    bool is_member = p->is_block && !p->parentheses && (!p->is_recovering || p->is_list);
    int brace = round_brace(p, token);
    if (brace) return brace;
    if (is_member && !p->is_enum && token->code == COMMA && engine_accepts(p->engine, SEMI)) {
        report_sign(p, token, "members end with ';'");
        return SEMI;
    }
    if (is_member && p->is_enum && token->code == SEMI && engine_accepts(p->engine, COMMA)) {
        report_sign(p, token, "the values of an enum are parted by ','");
        return COMMA;
    }
    return token->code;
}

/* What stands behind the ')' of a table: ") engine = x;" */
static bool skips_tail(Parser *p, const Token *token)
{
    if (p->has_tail && (token->code == SEMI || token->starts_line)) p->has_tail = false;
    return p->has_tail;
}

static bool skips_number(Parser *p, const Token *token)
{
    if (!p->is_enum || p->taken || token->code != NUMBER) return false;
    report_sign(p, token, "a value of an enum is a name or a text");
    parser_recover(p);
    return true;
}

/* ---- create ---- */

static const char *create_hint(const Token *next)
{
    if (next->code == TABLE) return "a table is declared: table NAME { ... }";
    if (next->code == TYPE) return "an enum is declared: enum NAME { a, b }";
    if (next->code == INDEX || next->code == UNIQUE)
        return "an index is declared: index NAME on TABLE (...);";
    return "leave it out: a schema says what there is";
}

static bool skips_create(Parser *p, const Token *token)
{
    static const char *const noise[] = {"or",       "replace",   "global", "local",
                                        "temp",     "temporary", "if",     "not",
                                        "unlogged", "exists",    NULL};
    if (p->taken == 0 && is_word(token, "create")) {
        const Token *next = parser_peek(p);
        if (!token_is_word(next)) return false;
        report(p, token, "nothing is created by a command here", create_hint(next));
        p->is_created = true;
        if (next->code == TYPE) parser_recover(p);
        return true;
    }
    bool is_if = p->taken == 1 && !p->is_created && is_word(token, "if") && token_is_word(&p->previous);
    if (is_if && is_word(parser_peek(p), "not")) {
        report(p, token, "nothing is created by a command here",
               "leave 'if not exists' out: a schema says what there is");
        p->is_created = true;
    }
    return p->is_created && (p->taken == 0 || p->taken == 1) && is_any_word(token, noise);
}

static const char *command_hint(const Token *token)
{
    if (is_word(token, "comment")) return "a comment stands above what it describes: /// text";
    if (is_word(token, "alter")) return "change the declaration itself: `schemac plan` finds what changed";
    if (is_word(token, "drop")) return "take the declaration out: `schemac plan` says what that drops";
    bool is_data = is_word(token, "insert") || is_word(token, "update") || is_word(token, "delete");
    return is_data ? "rows are changed in a migration: `schemac new ENTRY NAME`" : NULL;
}

static bool skips_command(Parser *p, const Token *token)
{
    static const char *const commands[] = {"alter", "drop",  "insert", "update", "delete",
                                           "set",   "select", "comment",
                                           "begin", "commit", "pragma", NULL};
    if (p->taken || !is_any_word(token, commands)) return false;
    report(p, token, "a schema holds declarations, no commands", command_hint(token));
    parser_recover(p);
    return true;
}

/* ---- bodies without their quotes ---- */

static bool skips_body(Parser *p, const Token *token)
{
    static const char *const starts[] = {"select", "with", "begin", "values", "declare", NULL};
    int kind = p->first.code;
    bool has_body = kind == VIEW || kind == MATERIALIZED || kind == TRIGGER || kind == FUNCTION ||
                    kind == PROCEDURE;
    if (!has_body || p->parentheses) return false;
    bool is_begin = is_word(token, "begin");
    bool is_bare = is_begin && kind != VIEW && p->taken > 2 && engine_accepts(p->engine, SEMI);
    bool is_named = p->before == TABLE; /* old table as NAME */
    bool is_behind = p->previous.code == AS && !is_named &&
                     (is_any_word(token, starts) || token->code == LP);
    if (!is_behind && !is_bare) return false;
    report(p, token, "a body stands between $$ and $$", "write: as $$ ... $$;");
    p->is_body_lost = is_begin;
    parser_recover(p);
    return true;
}

/* ---- constraint NAME check (...) ---- */

static bool skips_constraint(Parser *p, const Token *token)
{
    if (p->first.code != CONSTRAINT || p->taken != 2 || !token_is_word(&p->previous)) return false;
    int code = token->code;
    bool is_known = p->previous.code == QUOTED ||
                    scalar_find(name_text(p->previous.name)) == SCALAR_NONE;
    if (!is_known || (code != CHECK && code != UNIQUE && code != PRIMARY && code != FOREIGN))
        return false;
    const char *words = code == PRIMARY   ? "primary key"
                        : code == FOREIGN ? "foreign key"
                                          : name_text(token->name);
    report(p, &p->first, "'constraint' is left out: the name stands behind the kind",
           arena_printf(p->cx->arena, "write: %s %s (...)", words, name_text(p->previous.name)));
    parser_recover(p);
    return true;
}

bool habit_is_near(Name name, const char *word)
{
    if (name_none(name)) return false;
    Suggest suggest = suggest_for(name_text(name));
    suggest_try(&suggest, word);
    return suggest.best != NULL;
}

/* "forein key (a)" would be a column of the type key(a). */
static bool skips_key(Parser *p, const Token *token)
{
    if (p->taken != 1 || p->first.code != NAME || token->code != KEY) return false;
    bool is_foreign = habit_is_near(p->first.name, "foreign");
    if (!is_foreign && !habit_is_near(p->first.name, "primary")) return false;
    report(p, &p->first, arena_printf(p->cx->arena, "'%s' is no key", name_text(p->first.name)),
           is_foreign ? "did you mean 'foreign key'?" : "did you mean 'primary key'?");
    parser_recover(p);
    return true;
}

bool habit_skips(Parser *p, const Token *token)
{
    if (p->is_recovering) return false;
    if (p->is_block)
        return skips_constraint(p, token) || skips_key(p, token) || skips_number(p, token);
    return skips_tail(p, token) || skips_create(p, token) || skips_command(p, token) || skips_body(p, token);
}

/* ---- words that are nearly right ---- */

static const char *nearest(Parser *p, Name name, const char *const *words)
{
    if (name_none(name)) return NULL;
    Suggest suggest = suggest_for(name_text(name));
    for (; *words; words++) suggest_try(&suggest, *words);
    if (!suggest.best || suggest.distance == 0) return NULL;
    return arena_printf(p->cx->arena, "did you mean '%s'?", suggest.best);
}

/* The word that was found, where only certain words can stand. */
static const char *nearest_expected(Parser *p, const Token *found)
{
    if (found->code == QUOTED || !token_is_word(found)) return NULL;
    Suggest suggest = suggest_for(name_text(found->name));
    for (int code = 1; code < BAD; code++)
        if (keyword_word(code) && engine_expects(p->engine, code))
            suggest_try(&suggest, keyword_word(code));
    if (!suggest.best || suggest.distance == 0) return NULL;
    return arena_printf(p->cx->arena, "did you mean '%s'?", suggest.best);
}

/* A misspelt word may pass as a name, and the next one not: the word before is to blame. */
static const char *nearest_before(Parser *p)
{
    static const char *const members[] = {"primary", "unique", "check", "index",
                                          "foreign", "use",    NULL};
    static const char *const clauses[] = {"default",   "where",   "when",    "using", "primary key",
                                          "unique",    "collate", "include", "check", "references",
                                          "generated", NULL};
    if (p->previous.code == NAME && p->is_block && p->taken == 1)
        return nearest(p, p->previous.name, members);
    const char *hint = NULL;
    if (p->previous.code == NAME) hint = nearest(p, p->previous.name, clauses);
    if (!hint && p->before == NAME) hint = nearest(p, p->before_name, clauses);
    return hint;
}

/* ---- hints ---- */

static bool is_type_word(const Token *token)
{
    return token->code == NAME && scalar_find(name_text(token->name)) != SCALAR_NONE;
}

static const char *column_hint(const Parser *p, const Token *found)
{
    bool is_column = p->is_block && !p->is_enum && p->taken == 1;
    if (found->code == QUESTION && is_column) return "'?' stands behind the type: NAME TYPE?";
    if (found->code == LP && is_column && is_type_word(&p->previous))
        return "the name comes first, then the type";
    if (found->code == SEMI && p->previous.code == QUESTION)
        return "'?' stands behind the type: NAME TYPE? default ...";
    if (found->code == LBRACE && p->previous.code == DEFAULT)
        return "a value of json or of an array is a text: '{}'";
    if ((found->code == EQ || found->code == COLON) && p->is_block && p->taken > 1 &&
        !p->parentheses && engine_accepts(p->engine, SEMI))
        return "a default is written: default VALUE";
    if (p->before == CHECK && found->code != LP) return "it stands in parentheses: check (...)";
    if (found->code == STRING && is_word(&p->previous, "comment"))
        return "a comment stands above what it describes: /// text";
    return NULL;
}

static const char *quote_hint(const Token *found)
{
    bool is_backtick = found->code == OP && *name_text(found->name) == '`';
    bool is_bracket = found->code == LB;
    return is_backtick || is_bracket ? "a name that needs quotes stands in double quotes" : NULL;
}

const char *habit_hint(Parser *p, const Token *found)
{
    const char *hint = column_hint(p, found);
    if (!hint && (p->taken < 2 || found->code == OP)) hint = quote_hint(found);
    if (!hint) hint = nearest_expected(p, found);
    return hint ? hint : nearest_before(p);
}
