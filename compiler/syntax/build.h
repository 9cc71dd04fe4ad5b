/* SPDX-License-Identifier: MIT
 * Private to syntax: the parser's state, and what the grammar's actions call to build the tree.
 * One declaration is open at a time (p->decl); its clauses, the elements of a list and the
 * arguments of expressions gather in scratch arrays and are copied out at their exact size. */
#ifndef SYNTAX_BUILD_H
#define SYNTAX_BUILD_H

#include "base/map.h"
#include "syntax/parse.h"
#include "syntax/token.h"

enum {
    NESTING_MAX = 1000,           /* levels of an expression, of parentheses, of includes */
    STACK_MAX = 10 * NESTING_MAX, /* entries of the engine's stack */
    ENGINE_PUSHED = 32,           /* states a simulation may push at once */
    INCLUDES_MAX = 100,
    FILE_SIZE_MAX = 64 << 20,  /* bytes */
    FILE_TOKENS_MAX = 4 << 20, /* some 40,000 tables */
    FILE_ERRORS_MAX = 1000     /* then the rest of a file is not read */
};

/* An expression under construction. start is where it was written, parentheses included. */
typedef struct Node {
    const Expr *expr; /* NULL: none */
    uint32_t start;
    uint32_t depth;
    bool is_comparison; /* a < b, not in parentheses */
} Node;

/* A dotted name in an expression or type. */
typedef struct Path {
    Name parts[3];
    unsigned count;
    bool is_quoted; /* the last part */
    uint32_t start, end;
} Path;

/* A CASE under construction: where its arguments begin, and it. */
typedef struct Cases {
    size_t list;
    uint32_t start;
} Cases;

/* A token that the engine takes in these states, see engine_accepts. */
typedef struct Known {
    uint64_t states;
    int code;
} Known;
enum { KNOWN_BITS = 9 };

typedef struct Parser Parser;
struct Parser {
    Cx *cx;
    Lexer lexer;
    void *engine;
    Tree *tree; /* NULL: an expression or type alone */
    const char *path;
    const Parser *includer; /* NULL: the entry */
    Map *seen;              /* paths read */
    bool has_includes;      /* false: the text is not a file */
    bool skips_includes;    /* one file alone is wanted */
    Token previous;         /* the last one the engine took */

    Name column; /* the word */
    Decl *decl;            /* open */
    Decl *block;           /* open, between its braces; NULL: top level. The engine sets these
                            * one token late: it reduces when it sees what follows */
    VEC(Clause) clauses;   /* of decl */
    VEC(Element) elements; /* of the list being read */
    VEC(const Expr *) args;
    VEC(uint32_t) depths;    /* of args */
    VEC(const char *) texts; /* arguments of a type */
    VEC(Doc *) docs;
    bool is_too_deep; /* reported for this declaration */

    /* What parse.c knows of the tokens. */
    Token ahead; /* looked at already, if has_ahead */
    bool has_ahead;
    Token first;        /* of the declaration, member or value */
    size_t taken;       /* tokens of it that the engine took */
    int before;         /* code of the token before the previous one */
    Name before_name;
    bool is_block;      /* between braces */
    bool is_enum;       /* the braces of an enum */
    bool is_list;       /* commas part the members, or ';' the values: said once */
    bool is_round;      /* '(' stands for the '{' */
    bool has_tail;      /* behind the ')' that stood for a '}' */
    bool is_created;    /* behind "create" */
    bool is_body_lost;  /* between "begin" and "end" without $$ */
    Span brace;         /* the '{' */
    size_t sound;       /* errors before it */
    size_t parentheses; /* open ones, [ too */
    size_t position;    /* of them up to that of "position ("; 0: not inside of one */
    bool is_predicate;  /* behind "where": collate belongs to the expression */
    bool is_marked;     /* in default @postgres A @sqlite B */
    bool is_recovering;
    size_t lost_braces; /* opened while recovering */
    size_t tokens;
    Name native;        /* the kind of a native object, as far as it is read; none: no such */

    const Expr *expr; /* results of parse_expr, parse_type */
    const Type *type;
    Known known[1 << KNOWN_BITS];
};

Span parser_span(const Parser *p, uint32_t start); /* to the end of the last token */
Span token_span(const Parser *p, const Token *token);
Token token_none(void);
void token_join(Parser *p, Token *first, const Token *second); /* one word of two */

/* ---- habit.c: what other languages have taught ---- */
int habit_sign(Parser *p, const Token *token); /* its code: commas, semicolons, braces as meant */
/* Reports what is no mistake of the grammar's but cannot be meant; true: the token is not taken. */
bool habit_skips(Parser *p, const Token *token);
bool habit_is_near(Name name, const char *word);
const char *habit_hint(Parser *p, const Token *found); /* NULL: none */

/* ---- include.c ---- */
void include_file(Parser *p, const Token *path);

/* ---- parse.c ---- */
void parser_recover(Parser *p); /* after a mistake: goes on behind the next ';' or '}' */
const Token *parser_peek(Parser *p);
void parse_source(Parser *p, const char *text, size_t length);
Tree *parse_one(Cx *cx, const char *name, const char *text, size_t length); /* includes stay shut */

/* ---- declare.c ---- */
void decl_begin(Parser *p, const Token *first, const Token *second, QName name);
void decl_word(Parser *p, const Token *first, const Token *second, const Token *name);
void decl_list(Parser *p, const Token *first, const Token *second, QName name);
void decl_in(Parser *p, const Token *keyword, QName name, const Token *in, const Token *space);
void decl_typed(Parser *p, const Token *keyword, QName name, const Type *type);
void decl_bare(Parser *p, const Token *name, const Token *end);
void decl_column(Parser *p, const Token *name, const Type *type, const Token *question);
void decl_key(Parser *p, const Token *first, const Token *second, const Token *name);
void decl_check(Parser *p, const Token *keyword, const Token *name, Node expr);
void decl_rename(Parser *p, const Token *name);
void decl_elements(Parser *p);
void decl_mark(Parser *p, const Token *mark);
void decl_end(Parser *p, const Token *end);
void decl_target(Parser *p, const Token *keyword);
void target(Parser *p, const Token *dialect, const Token *version);
void text_item(Parser *p, const Token *text);
void parameter(Parser *p, const Token *mode, const Token *name, const Type *type, Node initial);
void enum_value(Parser *p, const Token *name, const Token *was, const Token *old);
void block_begin(Parser *p, const Token *brace);
void block_lost(Parser *p, const Token *brace); /* its head was not understood */
void block_end(Parser *p, const Token *brace);

/* ---- clause.c: each begins a clause or fills the last one ---- */
void clause(Parser *p, const Token *word);
void clause_words(Parser *p, const Token *first, const Token *last); /* all words from..to */
void clause_value(Parser *p, const Token *value);
void clause_value_words(Parser *p, const Token *first, const Token *second);
void clause_holds(Parser *p, Node expr);
void clause_number(Parser *p, Node number);
void clause_more_value(Parser *p, const Token *value);
void clause_expr(Parser *p, const Token *word, Node expr);
void clause_with_mark(Parser *p, const Token *word, const Token *mark, Node expr); /* NULL: again */
void clause_marked_value(Parser *p, const Token *mark, Node expr);
void clause_with_check(Parser *p, const Token *word, const Token *name, Node expr);
void clause_type(Parser *p, const Token *word, const Token *mark, const Type *type);
void clause_qname(Parser *p, const Token *word, QName name);
void clause_name(Parser *p, const Token *word, const Token *name);
void clause_called(Parser *p, const Token *name);
void clause_of(Parser *p, QName name);
void clause_path(Parser *p, Path path);
/* "on new tables of boss in kb": the role is the name, the elements are the other two. */
void clause_new(Parser *p, const Token *word, const Token *what, const Token *role, const Token *in);
void clause_object(Parser *p, const Token *kind, QName name); /* kind NULL: as the one before */
void clause_roles(Parser *p, const Token *word); /* the list read last */
void clause_body(Parser *p, const Token *word, const Token *body);
void clause_elements(Parser *p);
void clause_no_elements(Parser *p);
void clause_end(Parser *p); /* its span ends here */
void element(Parser *p, Node expr);
void element_name(Parser *p, const Token *name);
void element_type(Parser *p, const Type *type);
void element_setting(Parser *p, const Token *name, Node value);
void element_opclass(Parser *p, Path opclass);
void element_opclass_args(Parser *p, size_t args);
void element_descending(Parser *p);
void element_nulls(Parser *p, const Token *order);
void element_with(Parser *p, QName operator);
void elements_take(Parser *p, Element **elements, size_t *count);

/* ---- term.c: names and types ---- */
QName qname_make(Parser *p, const Token *space, const Token *name);
Path path_make(Parser *p, const Token *name);
void path_add(Parser *p, Path *path, const Token *name);
QName path_qname(Parser *p, Path path);
Type *type_make(Parser *p, Path path);
Type *type_words(Parser *p, Path path, const Token *word); /* double precision, .. varying */
Type *type_fields(Parser *p, Path path, const Token *fields); /* interval day to second */
Type *type_zoned(Parser *p, Path path);                    /* .. with time zone */
Type *type_with(Parser *p, Type *type, size_t args);
size_t texts_begin(Parser *p, const char *first); /* a list is the index of its first one */
void text_push(Parser *p, const char *text);
const char *texts_take(Parser *p, size_t list); /* joined with commas */
const Type *type_array(Parser *p, const Type *type);
const char *text_join(Parser *p, const char *left, const char *between, const char *right);
const char *token_source(Parser *p, const Token *token);

/* ---- node.c: expressions ---- */
Node node_none(void);
Node node_literal(Parser *p, const Token *token);
Node node_name(Parser *p, Path path);
Node node_typed(Parser *p, Type *type, const Token *string);
Node node_unary(Parser *p, const Token *operator, Node operand);
Node node_binary(Parser *p, Node left, const Token *operator, Node right);
Node node_comparison(Parser *p, Node left, const Token *operator, Node right);
Node node_enclosed(Parser *p, const Token *parenthesis, Node node);
Node node_operator(Parser *p, Node left, QName operator, Node right);
Node node_any(Parser *p, Node left, const Token *operator, const Token * word, Node right);
Node node_is(Parser *p, Node operand, const Token *word, uint8_t flags);
Node node_distinct(Parser *p, Node left, Node right, uint8_t flags);
Node node_in(Parser *p, Node operand, size_t list, uint8_t flags);
Node node_position_in(Parser *p, Node what, Node where); /* the inside of position(a in b) */
Node node_between(Parser *p, Node operand, Node low, Node high, uint8_t flags);
Node node_like(Parser *p, Node left, const Token *word, Node right, Node escape, uint8_t flags);
Node node_cast(Parser *p, uint32_t start, Node operand, const Type *type);
Node node_collate(Parser *p, Node operand, Path collation);
Node node_at_zone(Parser *p, Node operand, Node zone);
Node node_subscript(Parser *p, Node operand, Node low, Node high, uint8_t flags);
Node node_field(Parser *p, Node operand, const Token *name);
Node node_row(Parser *p, const Token *start, Node first, size_t list);
Node node_list(Parser *p, ExprKind kind, const Token *start, size_t list);
Node node_call(Parser *p, Path path, size_t list, uint8_t flags);
Node node_call_from(Parser *p, Path path, Node first, Node from, Node length);
Node node_extract(Parser *p, const Token *start, const Token *field, Node operand);
Node node_named_arg(Parser *p, const Token *name, Node value);
Cases cases_begin(Parser *p, const Token *start, Node operand, Node when, Node then);
Node node_case(Parser *p, Cases cases, Node otherwise);
/* Arguments: a list is the index of its first one. */
size_t args_begin(Parser *p, Node first);
void node_push(Parser *p, Node node);

/* ---- the engine, made by Lemon from grammar.y ---- */
void *parserAlloc(void *(*allocate)(size_t), Parser *p);
void parserFree(void *engine, void (*release)(void *));
void parser(void *engine, int code, Token token);
int parserFallback(int code);                      /* NAME: the word can stand as a name */
bool engine_accepts(const void *engine, int code); /* would it take this token now? */
bool engine_expects(const void *engine, int code); /* and as this word, not as a name */
void engine_pop(void *engine);
size_t engine_depth(const void *engine);

/* ---- ast.c ---- */
void span_dump(Text *out, Sources *sources, Span span);

/* ---- complain.c: what is wrong, in words ---- */
bool token_is_word(const Token *token);            /* a name or any word of the language */
bool token_begins_declaration(const Token *token); /* table, view, ... */
void complain(Parser *p, const Token *found);

#endif
