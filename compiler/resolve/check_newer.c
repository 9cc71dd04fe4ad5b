/* SPDX-License-Identifier: MIT
 * What the oldest server of a target does not have yet, in the words of an object: the text of its
 * attributes, and what is kept to the letter, is cut into tokens and held against newer.def. The
 * calls in expressions are found in their trees. */
#include <stdlib.h>

#include "resolve/resolver.h"
#include "syntax/parse.h"

typedef struct Row {
    DialectId dialect;
    int version, count;
    const char *where, *words, *what;
} Row;

#define NEWER(dialect, version, where, words, what) {DIALECT_##dialect, version, 0, where, words, what},
#define NEWER_CALL(dialect, version, count, names)
static const Row phrases[] = {
#include "resolve/newer.def"
};
#undef NEWER
#undef NEWER_CALL
#define NEWER(dialect, version, where, words, what)
#define NEWER_CALL(dialect, version, count, names) {DIALECT_##dialect, version, count, NULL, names, NULL},
static const Row calls[] = {
#include "resolve/newer.def"
};

typedef struct Token {
    const char *text;
    size_t length;
} Token;

typedef struct Search {
    Resolver *r;
    const Object *object;
    uint8_t dialects;  /* of the text that is looked through, only targets that could be too old */
    const char *where; /* the attribute or kind of native object that it is of */
    bool is_own;       /* it is the engine's text, not the language's */
    VEC(Token) tokens;
} Search;

static bool is_too_old(const Search *search, const Row *row)
{
    if (!(search->dialects & 1u << row->dialect)) return false;
    return search->r->schema->targets[row->dialect].version < row->version;
}

static void need(const Search *search, Span span, const Row *row, const char *what, bool is_certain)
{
    version_need(search->r, &(Need){span, row->dialect, row->version, what, is_certain});
}

/* ---- tokens ---- */

static bool is_word(const Token *token, const char *word, size_t length)
{
    if (token->length != length) return false;
    for (size_t i = 0; i < length; i++) {
        char c = token->text[i];
        bool is_folded = c >= 'A' && c <= 'Z' && c != word[i];
        if ((is_folded ? c - 'A' + 'a' : c) != word[i]) return false;
    }
    return true;
}

static bool is_sign(const Search *search, size_t at, const char *sign)
{
    return at < search->tokens.count && is_word(&search->tokens.items[at], sign, strlen(sign));
}

/* Behind the parenthesis that closes the one at a place; told are the commas and words in between. */
static size_t skip_group(const Search *search, size_t at, size_t *commas, const char *word, size_t length,
                         bool *has_word)
{
    for (size_t depth = 0; at < search->tokens.count; at++) {
        if (is_sign(search, at, "(")) depth++;
        if (is_sign(search, at, ")") && --depth == 0) return at + 1;
        if (depth == 1 && is_sign(search, at, ",")) ++*commas;
        if (depth == 1 && word && is_word(&search->tokens.items[at], word, length)) *has_word = true;
    }
    return at;
}

static bool ends_in(const Token *token, const char *tail, size_t length)
{
    const Token end = {token->text + token->length - length, length};
    return token->length > length && is_word(&end, tail, length);
}

/* One word of a row; moves on. */
static bool meets(const Search *search, size_t *at, const char *word, size_t length)
{
    if (*at >= search->tokens.count) return false;
    const Token *token = &search->tokens.items[*at];
    bool is_group = length > 1 && *word == '(';
    if (is_group) {
        size_t commas = 0;
        bool has_word = length == 2;
        if (!is_sign(search, *at, "(")) return false;
        *at = skip_group(search, *at, &commas, has_word ? NULL : word + 1, length - 2, &has_word);
        return has_word;
    }
    ++*at;
    if (length == 1 && *word == '*') return true;
    if (*word == '%') return ends_in(token, word + 1, length - 1);
    if (length == 2 && memcmp(word, "1_", 2) == 0)
        return *token->text >= '0' && *token->text <= '9' && memchr(token->text, '_', token->length);
    return is_word(token, word, length);
}

static bool meets_all(const Search *search, size_t at, const char *words)
{
    while (*words) {
        size_t length = strcspn(words, " ");
        if (!meets(search, &at, words, length)) return false;
        words += length + (words[length] == ' ');
    }
    return true;
}

/* Is it said of another's namespace or table? Those of the engine may be named. */
static bool is_of_other(const Search *search, size_t at)
{
    static const char *const own[] = {"postgres", "sqlite", "pg_catalog", "toast"};
    if (at < 2 || !is_sign(search, at - 1, ".")) return false;
    for (size_t i = 0; i < rule_count(own); i++)
        if (is_sign(search, at - 2, own[i])) return false;
    return true;
}

static Name folded(const Search *search, const Token *token)
{
    char *text = arena_copy(search->r->arena, token->text, token->length);
    for (size_t i = 0; i < token->length; i++)
        if (text[i] >= 'A' && text[i] <= 'Z') text[i] = (char)(text[i] - 'A' + 'a');
    return name_of(search->r->cx->names, text, token->length);
}

/* An object of the schema that is called so is meant. */
static bool is_ours(const Search *search, const Token *token)
{
    static const Kind kinds[] = {KIND_FUNCTION, KIND_ENUM, KIND_NATIVE};
    Name name = folded(search, token);
    for (size_t i = 0; i < rule_count(kinds); i++)
        if (schema_find(search->r->schema, kinds[i], NO_NAME, name)) return true;
    return false;
}

/* ---- what is too new ---- */

static void find_phrase(Search *search, size_t at)
{
    for (size_t i = 0; i < rule_count(phrases); i++) {
        const Row *row = &phrases[i];
        bool is_anywhere = !*row->where, is_of_text = strcmp(row->where, "$") == 0;
        bool is_here = is_anywhere || (is_of_text ? search->is_own : strcmp(row->where, search->where) == 0);
        if (!is_here || !is_too_old(search, row) || !meets_all(search, at, row->words)) continue;
        const Token *last = &search->tokens.items[at + (strncmp(row->words, "collate ", 8) == 0)];
        if ((*row->words != '.' && is_of_other(search, at)) || is_ours(search, last)) continue;
        need(search, search->object->span, row, row->what, false);
    }
}

/* The functions of a program or an extension may be called like those of a newer engine. Where a
 * version is stated, or nobody else can have brought it, the author knows. */
static bool may_be_others(const Search *search, const Row *row)
{
    bool may_be = row->dialect == DIALECT_SQLITE || search->r->has_extensions;
    return may_be && search->r->states_version[row->dialect];
}

static void need_call(const Search *search, Span span, const Row *row, Name name, bool is_certain)
{
    const char *what = arena_printf(search->r->cx->arena, "'%s'%s", name_text(name),
                                    row->count ? " of two arguments" : "");
    need(search, span, row, what, is_certain);
}

static void find_call(Search *search, size_t at)
{
    size_t commas = 0;
    if (!is_sign(search, at + 1, "(") || is_of_other(search, at)) return;
    const Token *token = &search->tokens.items[at];
    Name name = folded(search, token);
    for (size_t i = 0; i < rule_count(calls); i++) {
        const Row *row = &calls[i];
        if (!is_too_old(search, row) || !name_is_one_of(name, row->words)) continue;
        commas = 0;
        skip_group(search, at + 1, &commas, NULL, 0, NULL);
        bool is_counted = !row->count || (size_t)row->count == commas + 1;
        if (!is_counted || may_be_others(search, row) || is_ours(search, token)) continue;
        need_call(search, search->object->span, row, name, false);
    }
}

/* numeric(3, 5), numeric(2, -1) */
static void find_scale(Search *search, size_t at)
{
    static const Row row = {.dialect = DIALECT_POSTGRES, .version = 15};
    bool is_numeric = is_sign(search, at, "numeric") || is_sign(search, at, "decimal");
    if (!is_numeric || !is_too_old(search, &row) || !is_sign(search, at + 1, "(") ||
        !is_sign(search, at + 3, ","))
        return;
    bool is_negative = is_sign(search, at + 4, "-");
    bool is_read = at + 4 < search->tokens.count;
    if (is_negative || (is_read && strtol(search->tokens.items[at + 4].text, NULL, 10) >
                                       strtol(search->tokens.items[at + 2].text, NULL, 10)))
        need(search, search->object->span, &row, "a scale below zero or above the precision", false);
}

static void add_token(void *state, const char *text, size_t length)
{
    Search *search = state;
    vec_push(search->r->arena, &search->tokens, ((Token){text, length}));
}

static void look(Search *search, const char *text, size_t length);

/* $$ text $$ of the language is the engine's. */
static void look_inside(const Search *outer, const Token *token)
{
    const char *start = memchr(token->text + 1, '$', token->length - 1);
    Search search = *outer;
    if (!start) return;
    size_t tag = (size_t)(start + 1 - token->text);
    if (token->length < 2 * tag) return;
    search.is_own = true;
    look(&search, token->text + tag, token->length - 2 * tag);
}

static void look(Search *search, const char *text, size_t length)
{
    search->tokens.count = 0;
    search->tokens.items = NULL;
    search->tokens.room = 0;
    body_tokens(text, length, add_token, search);
    for (size_t i = 0; i < search->tokens.count; i++) {
        find_phrase(search, i);
        find_scale(search, i);
        if (search->is_own) find_call(search, i);
        const Token *token = &search->tokens.items[i];
        if (!search->is_own && *token->text == '$') look_inside(search, token);
    }
}

/* Of a range of the schema; those of the engine are words. */
static void check_type(const Search *search, Span span, const Type *type)
{
    static const Row multirange = {.dialect = DIALECT_POSTGRES, .version = 14};
    if (type && type->is_multirange && is_too_old(search, &multirange))
        need(search, span, &multirange, "a multirange", false);
}

/* ---- the trees of expressions ---- */

static bool check_node(void *state, const Expr *expr)
{
    Search *search = state;
    bool is_builtin = expr->kind == EXPR_CALL && !expr->ref && name_none(expr->space);
    static const Row subscript = {.dialect = DIALECT_POSTGRES, .version = 14};
    static const Row path = {.dialect = DIALECT_SQLITE, .version = 3038000};
    if (expr->kind == EXPR_SUBSCRIPT && is_too_old(search, &subscript) &&
        infer(search->r, expr->args[0], 0).class == CLASS_JSON)
        need(search, expr->span, &subscript, "a subscript of jsonb", false);
    bool is_path = expr->kind == EXPR_BINARY && (name_equals(expr->name, "->") || name_equals(expr->name, "->>"));
    if (is_path && search->dialects == 1u << DIALECT_SQLITE && is_too_old(search, &path))
        need(search, expr->span, &path, "'->'", false);
    check_type(search, expr->span, expr->type);
    for (size_t i = 0; is_builtin && i < rule_count(calls); i++) {
        const Row *row = &calls[i];
        if (!is_too_old(search, row) || !name_is_one_of(expr->name, row->words)) continue;
        if (row->count && (size_t)row->count != expr->arg_count) continue;
        const FunctionFact *fact = function_fact(search->r, expr->name);
        bool is_portable = row->dialect == DIALECT_SQLITE && search->dialects & 1u << DIALECT_POSTGRES &&
                           (!fact || fact->dialects & 1u << DIALECT_POSTGRES);
        if (is_portable) continue; /* the dialect translates it */
        need_call(search, expr->span, row, expr->name, true);
    }
    return true;
}

static uint8_t old_targets(const Resolver *r)
{
    uint8_t dialects = 0;
    for (size_t i = 0; i < rule_count(phrases); i++)
        if (r->schema->targets[phrases[i].dialect].version < phrases[i].version)
            dialects |= (uint8_t)(1u << phrases[i].dialect);
    for (size_t i = 0; i < rule_count(calls); i++)
        if (r->schema->targets[calls[i].dialect].version < calls[i].version)
            dialects |= (uint8_t)(1u << calls[i].dialect);
    return dialects & r->targets;
}

static void check_tree(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects)
{
    Search search = {.r = r, .object = item->object, .where = "", .dialects = dialects & old_targets(r)};
    Text text = {0};
    if (!search.dialects) return;
    expr_walk(expr, check_node, &search);
    expr_print(&text, expr);
    look(&search, text_string(&text), text.length);
    text_free(&text);
}

/* ---- attributes ---- */

static void look_name(Search *search, const char *where, Name name)
{
    search->where = where;
    if (!name_none(name)) look(search, name_text(name), strlen(name_text(name)));
}

static void look_types(const Search *search, const Attr *attr)
{
    const Object *object = search->object;
    if (attr->type == VALUE_TYPE) check_type(search, object->span, *attr_value(object, attr, const Type *));
    if (attr->type == VALUE_MARKED_TYPE)
        check_type(search, object->span, marked_type_for(attr_value(object, attr, MarkedType), DIALECT_POSTGRES));
    if (attr->type != VALUE_PARAMETERS) return;
    const ParameterList *parameters = attr_value(object, attr, ParameterList);
    for (size_t i = 0; i < parameters->count; i++)
        check_type(search, object->span, parameters->items[i].type);
}

static void look_attr(Search *search, const Attr *attr)
{
    static const uint32_t looked_at = 1u << VALUE_TYPE | 1u << VALUE_MARKED_TYPE | 1u << VALUE_QUALIFIED |
                                      1u << VALUE_OPTIONS | 1u << VALUE_PARAMETERS;
    bool is_of_roles = strcmp(attr->word, "roles") == 0;
    Text text = {0};
    if (!(looked_at & 1u << attr->type) && !is_of_roles) return;
    search->where = attr->word;
    look_types(search, attr);
    attr_print(&text, search->object, attr);
    look(search, text_string(&text), text.length);
    text_free(&text);
}

/* Their expressions are looked at as others are. */
static void look_elements(Search *search, const ElementList *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        look_name(search, "opclass", elements->items[i].opclass);
        look_name(search, "collate", elements->items[i].collation);
    }
}

static void look_body(Search *search, const Attr *attr)
{
    const Object *object = search->object;
    const char *body = *attr_value(object, attr, const char *);
    if (object->kind == KIND_FUNCTION && !function_is_read((const Function *)object)) return;
    Search own = *search;
    own.is_own = true;
    own.where = object->kind == KIND_NATIVE ? name_text(((const Native *)object)->what) : attr->word;
    look(&own, body, strlen(body));
}

void check_newer(Resolver *r, Item *item)
{
    const Object *object = item->object;
    const KindInfo *info = kind_info(object->kind);
    Search search = {.r = r, .object = object, .dialects = object->dialects & old_targets(r)};
    if (!search.dialects) return;
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        if (attr_is_default(object, attr)) continue;
        if (attr->type == VALUE_BODY) look_body(&search, attr);
        else if (attr->type == VALUE_ELEMENTS)
            look_elements(&search, attr_value(object, attr, ElementList));
        else look_attr(&search, attr);
    }
    if (object->kind == KIND_GRANT || object->kind == KIND_OWNER) look_name(&search, "roles", object->name);
    item_each(r, item, check_tree);
}
