/* SPDX-License-Identifier: MIT
 * The tree: what was written, in the order it was written, before any meaning. It knows neither
 * kinds nor types: declarations and clauses carry their words, resolve looks them up.
 *
 * A Decl is one declaration at the top of a file or one member between braces:
 *
 *     /// doc
 *     [mark words] WORD [name] [: or type] clause* [{ members }] [clauses] [$$ body $$] ;
 *
 * kind is the declaring word(s), lower case: "table", "materialized view", "index", "unique index",
 * "primary key", "foreign key", "unique", "check", "use", and "column" for a member that begins
 * with a plain name, "value" for the members of an enum, "parameter" for what stands between the
 * parentheses of a function. */
#ifndef SYNTAX_AST_H
#define SYNTAX_AST_H

#include "base/cx.h"
#include "base/vec.h"
#include "expr/expr.h"

typedef struct QName {
    Name space; /* none: not qualified */
    Name name;
    Span span;
} QName;

typedef enum NullsOrder { NULLS_DEFAULT, NULLS_FIRST, NULLS_LAST } NullsOrder;

/* One element of a parenthesised list: (a, lower(b) collate "C" text_ops desc nulls last).
 * A plain column name is an expr of kind EXPR_NAME. */
typedef struct Element {
    Span span;
    const Expr *expr;
    QName collation;
    QName opclass;
    const char *opclass_args; /* "siglen=32", or NULL */
    bool is_descending;
    NullsOrder nulls;
    Name with; /* exclusion constraints: the operator after "with"; else none */
} Element;

/* One clause. Which fields are filled depends on how it was written:
 *   default EXPR, check (EXPR), where EXPR, backfill EXPR, using EXPR, when EXPR   -> expr
 *   references T (a, b), include (a, b), primary key (a), on t, execute f('x')     -> name, elements
 *   was NAME, using gin, language sql, collate "C", in NAMESPACE                   -> name
 *   on delete cascade, on update set null (a), nulls not distinct                  -> word holds all
 *        of it: "on delete", value "cascade"
 *   generated always as (EXPR) stored                                              -> expr, value
 *   with (fillfactor = 70)                                                         -> elements
 *   type @sqlite json, returns trigger                                             -> type
 *   as $$ ... $$                                                                   -> body
 * A word the grammar does not know is a clause of its own: `word` or `word(args)`. */
typedef struct Clause {
    Name word;  /* lower case, words joined by one space */
    Span span;
    Name mark;  /* "postgres" or "sqlite" where written right behind the word, else none */
    Span mark_span;
    Name value; /* a further word: cascade, stored, always, by default, ... */
    QName name;
    const Type *type;
    const Expr *expr;
    const Element *elements;
    size_t element_count;
    bool has_elements; /* parentheses were written, maybe empty */
    const char *body;  /* dollar-quoted text to the letter */
    size_t body_length;
    Span body_span;
} Clause;

typedef struct Decl Decl;
struct Decl {
    Name kind;
    Span kind_span;
    Span span; /* from the first word to the ';' or '}' */
    const char *doc; /* joined lines of "///" above it, without the slashes; NULL: none */
    Span doc_span;
    QName name; /* name.name none: not given */
    const Type *type; /* columns, domains, parameters, sequences */
    bool is_nullable; /* '?' behind the type */
    Name mark;        /* "@postgres" behind the whole declaration */
    Span mark_span;
    VEC(Clause) clauses;
    VEC(Decl *) members;
    bool has_members;   /* braces were written, maybe empty */
    VEC(Element) elements; /* index (..), primary key (..), unique (..), foreign key (..) */
    bool has_elements;
    const Expr *expr; /* check (EXPR) */
};

/* A parsed file and everything it includes: includes are replaced by the included declarations,
 * in place, each file once. */
typedef struct Tree {
    VEC(Decl *) decls; /* "schema", "target", "table", ... in order of reading */
    VEC(const char *) files; /* paths read, the entry first, for the depfile */
    bool has_errors;
} Tree;

void tree_dump(Text *out, const Tree *tree); /* --dump=ast */

#endif
