/* SPDX-License-Identifier: MIT
 * Expressions as the grammar's actions build them. What PostgreSQL prints in its own operators
 * and spellings (~~, OPERATOR(pg_catalog.+), POSITION(a IN b)) becomes the form of the language
 * where it means the same. */
#include <string.h>

#include "syntax/build.h"
#include "syntax/grammar.h"

Node node_none(void)
{
    return (Node){0};
}

static Expr *expr_at(Parser *p, ExprKind kind, uint32_t start)
{
    return expr_new(p->cx, kind, parser_span(p, start));
}

/* Deeper trees are cut: every later stage walks them by recursion. */
static Node finish(Parser *p, Expr *expr, uint32_t start, uint32_t depth)
{
    if (depth < NESTING_MAX) return (Node){expr, start, depth + 1, false};
    if (!p->is_too_deep) {
        Span span = parser_span(p, start);
        lexer_error(&p->lexer, span.start, span.end, "nesting-too-deep",
                    "this expression is nested more than 1,000 levels deep", NULL);
    }
    p->is_too_deep = true;
    return (Node){expr_at(p, EXPR_ERROR, start), start, 1, false};
}

static uint32_t deeper(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

void node_push(Parser *p, Node node)
{
    vec_push(p->cx->arena, &p->args, node.expr);
    vec_push(p->cx->arena, &p->depths, node.depth);
}

size_t args_begin(Parser *p, Node first)
{
    node_push(p, first);
    return p->args.count - 1;
}

/* Gives expr the arguments from `list` on and takes them off the scratch array. */
static Node take_args(Parser *p, Expr *expr, uint32_t start, size_t list)
{
    size_t count = p->args.count - list;
    uint32_t depth = 0;
    const Expr **args = arena_array(p->cx->arena, const Expr *, count + 1);
    for (size_t i = 0; i < count; i++) {
        args[i] = p->args.items[list + i];
        depth = deeper(depth, p->depths.items[list + i]);
    }
    p->args.count = p->depths.count = list;
    expr->args = args;
    expr->arg_count = count;
    return finish(p, expr, start, depth);
}

static Node with_args(Parser *p, Expr *expr, uint32_t start, Node first, Node second)
{
    size_t list = args_begin(p, first);
    if (second.expr) node_push(p, second);
    return take_args(p, expr, start, list);
}

Node node_literal(Parser *p, const Token *token)
{
    static const struct {
        int code;
        ExprKind kind;
    } kinds[] = {{NUMBER, EXPR_NUMBER}, {STRING, EXPR_STRING}, {BYTES, EXPR_BYTES},
                 {BITS, EXPR_TYPED},    {NULL_, EXPR_NULL},    {TRUE_, EXPR_TRUE},
                 {FALSE_, EXPR_FALSE},  {BODY, EXPR_RAW}};
    ExprKind kind = EXPR_ERROR;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].code == token->code) kind = kinds[i].kind;
    Expr *expr = expr_new(p->cx, kind, token_span(p, token));
    expr->text = token->text;
    expr->length = token->length;
    if (token->code == BITS) {
        Token bit = *token;
        bit.name = name_from(p->cx->names, "bit");
        expr->type = type_make(p, path_make(p, &bit));
    }
    return finish(p, expr, token->start, 0);
}

/* Functions that SQL calls without parentheses. */
static bool is_bare_call(Path path)
{
    static const char *const words[] = {
        "current_catalog",   "current_date", "current_role", "current_schema", "current_time",
        "current_timestamp", "current_user", "localtime",    "localtimestamp", "session_user"};
    if (path.count > 1 || path.is_quoted) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equals(path.parts[0], words[i])) return true;
    return false;
}

Node node_name(Parser *p, Path path)
{
    Expr *expr = expr_new(p->cx, is_bare_call(path) ? EXPR_CALL : EXPR_NAME,
                          (Span){path.start, path.end, p->lexer.file});
    QName name = path_qname(p, path);
    expr->name = name.name;
    expr->space = name.space;
    if (path.count == 3) expr->outer = path.parts[0];
    if (expr->kind == EXPR_CALL) expr->flags = EXPR_BARE;
    return finish(p, expr, path.start, 0);
}

Node node_typed(Parser *p, Type *type, const Token *string)
{
    Expr *expr = expr_at(p, EXPR_TYPED, type->span.start);
    expr->type = type;
    expr->text = string->text;
    expr->length = string->length;
    return finish(p, expr, type->span.start, 0);
}

Node node_unary(Parser *p, const Token *operator, Node operand)
{
    Expr *expr = expr_at(p, EXPR_UNARY, operator->start);
    expr->name = operator->name;
    return with_args(p, expr, operator->start, operand, node_none());
}

/* PostgreSQL keeps "like" as an operator. */
static bool like_operator(const char *operator, const char ** word, uint8_t *flags)
{
    static const struct {
        const char *operator, * word;
        uint8_t flags;
    } likes[] = {{"~~", "like", 0},
                 {"!~~", "like", EXPR_NEGATED},
                 {"~~*", "ilike", 0},
                 {"!~~*", "ilike", EXPR_NEGATED}};
    for (size_t i = 0; i < sizeof likes / sizeof *likes; i++) {
        if (strcmp(operator, likes[i].operator) != 0) continue;
        *word = likes[i].word;
        *flags = likes[i].flags;
        return true;
    }
    return false;
}

Node node_binary(Parser *p, Node left, const Token *operator, Node right)
{
    const char *like = NULL;
    uint8_t flags = 0;
    bool is_like = like_operator(name_text(operator->name), &like, &flags);
    Expr *expr = expr_at(p, is_like ? EXPR_LIKE : EXPR_BINARY, left.start);
    expr->name = is_like ? name_from(p->cx->names, like) : operator->name;
    expr->flags = flags;
    return with_args(p, expr, left.start, left, right);
}

/* a = 1 && b > 0 was read as a = (1 && b) > 0. */
static bool is_joined(const Expr *left, const char **operator)
{
    const Expr *right = left->kind == EXPR_BINARY ? left->args[1] : NULL;
    if (!right || right->kind != EXPR_BINARY) return false;
    *operator = name_text(right->name);
    return strcmp(*operator, "&&") == 0 || strcmp(*operator, "||") == 0;
}

static void report_joined(Parser *p, const Expr *joined, const char *operator)
{
    uint32_t at = joined->args[0]->span.end;
    const char *found = strstr(p->lexer.text + at, operator);
    if (found) at = (uint32_t)(found - p->lexer.text);
    const char *message = arena_printf(p->cx->arena, "'%s' does not join conditions", operator);
    lexer_error(&p->lexer, at, at + 2, "syntax-error", message,
                *operator == '&' ? "write: and" : "write: or");
}

/* As in PostgreSQL: a < b = c needs parentheses. One report for a chain. */
static Node chained(Parser *p, Node left, const Token *operator, Node right)
{
    const char *sign;
    if (left.expr->kind != EXPR_ERROR && is_joined(left.expr, &sign))
        report_joined(p, left.expr->args[1], sign);
    else if (left.expr->kind != EXPR_ERROR)
        lexer_error(&p->lexer, operator->start, operator->end, "syntax-error",
                    "comparisons do not chain", "put one of them in parentheses");
    Expr *error = expr_at(p, EXPR_ERROR, left.start);
    return (Node){error, left.start, deeper(left.depth, right.depth), true};
}

Node node_comparison(Parser *p, Node left, const Token *operator, Node right)
{
    if (left.is_comparison || right.is_comparison) return chained(p, left, operator, right);
    Node node = node_binary(p, left, operator, right);
    node.is_comparison = true;
    return node;
}

Node node_enclosed(Parser *p, const Token *parenthesis, Node node)
{
    Expr *expr = expr_with_args(p->cx, node.expr, node.expr->arg_count, node.expr->args);
    if (expr->parens < UINT8_MAX) expr->parens++;
    node.expr = expr;
    node.start = parenthesis->start;
    node.is_comparison = false;
    return node;
}

Node node_operator(Parser *p, Node left, QName operator, Node right)
{
    if (name_none(operator.space) || name_equals(operator.space, "pg_catalog")) {
        Token token = {.name = operator.name };
        return node_binary(p, left, &token, right);
    }
    Expr *expr = expr_at(p, EXPR_BINARY, left.start);
    expr->name = operator.name;
    expr->space = operator.space;
    return with_args(p, expr, left.start, left, right);
}

Node node_any(Parser *p, Node left, const Token *operator, const Token * word, Node right)
{
    Expr *expr = expr_at(p, EXPR_ANY, left.start);
    expr->name = operator->name;
    if (word->code == ALL) expr->flags = EXPR_ALL;
    return with_args(p, expr, left.start, left, right);
}

Node node_is(Parser *p, Node operand, const Token *word, uint8_t flags)
{
    Expr *expr = expr_at(p, EXPR_IS, operand.start);
    expr->name = word->name;
    expr->flags = flags;
    return with_args(p, expr, operand.start, operand, node_none());
}

Node node_distinct(Parser *p, Node left, Node right, uint8_t flags)
{
    Expr *expr = expr_at(p, EXPR_IS, left.start);
    expr->name = name_from(p->cx->names, "distinct from");
    expr->flags = flags;
    return with_args(p, expr, left.start, left, right);
}

/* Puts a node before the arguments from `list` on. */
static void insert_arg(Parser *p, size_t list, Node node)
{
    node_push(p, node);
    for (size_t i = p->args.count - 1; i > list; i--) {
        p->args.items[i] = p->args.items[i - 1];
        p->depths.items[i] = p->depths.items[i - 1];
    }
    p->args.items[list] = node.expr;
    p->depths.items[list] = node.depth;
}

Node node_in(Parser *p, Node operand, size_t list, uint8_t flags)
{
    Expr *expr = expr_at(p, EXPR_IN, operand.start);
    expr->flags = flags;
    insert_arg(p, list, operand);
    return take_args(p, expr, operand.start, list);
}

Node node_position_in(Parser *p, Node what, Node where)
{
    Expr *expr = expr_at(p, EXPR_IN, what.start);
    size_t list = args_begin(p, what);
    node_push(p, where);
    return take_args(p, expr, what.start, list);
}

Node node_between(Parser *p, Node operand, Node low, Node high, uint8_t flags)
{
    Expr *expr = expr_at(p, EXPR_BETWEEN, operand.start);
    expr->flags = flags;
    size_t list = args_begin(p, operand);
    node_push(p, low);
    node_push(p, high);
    return take_args(p, expr, operand.start, list);
}

Node node_like(Parser *p, Node left, const Token *word, Node right, Node escape, uint8_t flags)
{
    Expr *expr = expr_at(p, EXPR_LIKE, left.start);
    expr->name = word->code == SIMILAR ? name_from(p->cx->names, "similar to") : word->name;
    expr->flags = flags;
    size_t list = args_begin(p, left);
    node_push(p, right);
    if (escape.expr) node_push(p, escape);
    return take_args(p, expr, left.start, list);
}

Node node_cast(Parser *p, uint32_t start, Node operand, const Type *type)
{
    Expr *expr = expr_at(p, EXPR_CAST, start);
    expr->type = type;
    return with_args(p, expr, start, operand, node_none());
}

Node node_collate(Parser *p, Node operand, Path collation)
{
    Expr *expr = expr_at(p, EXPR_COLLATE, operand.start);
    QName name = path_qname(p, collation);
    expr->name = name.name;
    expr->space = name.space;
    return with_args(p, expr, operand.start, operand, node_none());
}

Node node_at_zone(Parser *p, Node operand, Node zone)
{
    return with_args(p, expr_at(p, EXPR_AT_ZONE, operand.start), operand.start, operand, zone);
}

Node node_subscript(Parser *p, Node operand, Node low, Node high, uint8_t flags)
{
    Expr *expr = expr_at(p, EXPR_SUBSCRIPT, operand.start);
    expr->flags = flags;
    size_t list = args_begin(p, operand);
    node_push(p, low);
    if (flags & EXPR_SLICE) node_push(p, high);
    return take_args(p, expr, operand.start, list);
}

Node node_field(Parser *p, Node operand, const Token *name)
{
    Expr *expr = expr_at(p, EXPR_FIELD, operand.start);
    expr->name = name->name;
    return with_args(p, expr, operand.start, operand, node_none());
}

Node node_list(Parser *p, ExprKind kind, const Token *start, size_t list)
{
    return take_args(p, expr_at(p, kind, start->start), start->start, list);
}

Node node_row(Parser *p, const Token *start, Node first, size_t list)
{
    insert_arg(p, list, first);
    return node_list(p, EXPR_ROW, start, list);
}

/* position(a in b) was read as a call of one argument, "a in (b)". */
static Node position_call(Parser *p, Path path, const Expr *in)
{
    Expr *expr = expr_at(p, EXPR_CALL, path.start);
    expr->name = name_from(p->cx->names, "strpos");
    expr->flags = EXPR_WORDS;
    uint32_t depth = p->depths.items[p->depths.count - 1];
    p->args.count--, p->depths.count--;
    return with_args(p, expr, path.start, (Node){in->args[1], 0, depth, false},
                     (Node){in->args[0], 0, depth, false});
}

Node node_call(Parser *p, Path path, size_t list, uint8_t flags)
{
    QName name = path_qname(p, path);
    const Expr *first = p->args.count == list + 1 ? p->args.items[list] : NULL;
    if (first && first->kind == EXPR_IN && first->arg_count == 2 && !first->flags &&
        path.count == 1 && !path.is_quoted && name_equals(name.name, "position"))
        return position_call(p, path, first);
    bool is_empty = p->args.count == list && !name_equals(name.name, "current_schema");
    if (is_empty && is_bare_call(path))
        lexer_error(&p->lexer, path.start, path.end, "syntax-error",
                    arena_printf(p->cx->arena, "'%s' is written without parentheses",
                                 name_text(name.name)),
                    NULL);
    Expr *expr = expr_at(p, EXPR_CALL, path.start);
    expr->name = name.name;
    expr->space = name_equals(name.space, "pg_catalog") ? NO_NAME : name.space;
    expr->flags = flags;
    return take_args(p, expr, path.start, list);
}

/* What trim(both 'x' from y) trims: "both 'x'" was read as a typed literal, "both" as a name.
 * NULL: not one of trim's words. */
static const char *trim_function(const Expr *what)
{
    static const struct {
        const char *word, *function;
    } trims[] = {{"both", "btrim"}, {"leading", "ltrim"}, {"trailing", "rtrim"}};
    Name word = what->kind == EXPR_TYPED ? what->type->name : what->name;
    if (what->kind != EXPR_TYPED && what->kind != EXPR_NAME) return NULL;
    for (size_t i = 0; i < sizeof trims / sizeof *trims; i++)
        if (name_equals(word, trims[i].word)) return trims[i].function;
    return NULL;
}

static Node trim_call(Parser *p, Expr *call, uint32_t start, Node first, Node from)
{
    const Expr *what = first.expr;
    const Type *cast = what->kind == EXPR_CAST ? what->type : NULL;
    if (cast) what = what->args[0];
    const char *function = trim_function(what);
    call->name = name_from(p->cx->names, function ? function : "btrim");
    if (!function) return with_args(p, call, start, from, first);
    call->flags = EXPR_WORDS;
    if (what->kind == EXPR_NAME) return with_args(p, call, start, from, node_none());
    Expr *text = expr_text(p->cx, EXPR_STRING, what->span, what->text, what->length);
    Node characters = {text, first.start, 1, false};
    if (cast) characters = node_cast(p, first.start, characters, cast);
    return with_args(p, call, start, from, characters);
}

/* substring(x from a for b), trim(both from x): SQL's calls with words between. */
Node node_call_from(Parser *p, Path path, Node first, Node from, Node length)
{
    Expr *expr = expr_at(p, EXPR_CALL, path.start);
    expr->name = path_qname(p, path).name;
    if (name_equals(expr->name, "trim") && !length.expr)
        return trim_call(p, expr, path.start, first, from);
    if (name_equals(expr->name, "substring")) expr->flags = EXPR_WORDS;
    size_t list = args_begin(p, first);
    node_push(p, from);
    if (length.expr) node_push(p, length);
    return take_args(p, expr, path.start, list);
}

Node node_extract(Parser *p, const Token *start, const Token *field, Node operand)
{
    Expr *expr = expr_at(p, EXPR_EXTRACT, start->start);
    expr->name =
        field->code == STRING ? name_of(p->cx->names, field->text, field->length) : field->name;
    return with_args(p, expr, start->start, operand, node_none());
}

Node node_named_arg(Parser *p, const Token *name, Node value)
{
    Expr *expr = expr_at(p, EXPR_NAMED_ARG, name->start);
    expr->name = name->name;
    return with_args(p, expr, name->start, value, node_none());
}

Cases cases_begin(Parser *p, const Token *start, Node operand, Node when, Node then)
{
    Cases cases = {args_begin(p, operand), start->start};
    node_push(p, when);
    node_push(p, then);
    return cases;
}

Node node_case(Parser *p, Cases cases, Node otherwise)
{
    node_push(p, otherwise);
    return take_args(p, expr_at(p, EXPR_CASE, cases.start), cases.start, cases.list);
}
