/* SPDX-License-Identifier: MIT
 * Private to this room. A draft is what one object of the catalog becomes, and how plainly it has
 * to be written. Each round builds a schema of all drafts anew, from the plain facts. */
#ifndef PULL_DRAFT_H
#define PULL_DRAFT_H

#include "pull/pull.h"
#include "syntax/ast.h"

typedef enum Plainness {
    PLAIN_NOT,    /* portable types, unmarked expressions, names left out where they can be */
    PLAIN_NAMED,  /* the name stated */
    PLAIN_MARKED, /* expressions the engine's own */
    PLAIN_NATIVE, /* types, too */
    PLAIN_RAW,    /* expressions between dollar quotes */
    PLAIN_LEFT_OUT
} Plainness;

typedef struct Draft {
    const catalog_object *found;
    Kind kind;
    Name space; /* its own, or its owner's */
    size_t rank; /* its place among tables and views; 0: it has none */
    Kind among;   /* the kind in whose order it stands */
    size_t place; /* where that order is of declaration; 0: where it is by name */
    Plainness plainness;
    bool is_blamed;      /* in this round already */
    const char *why;     /* it had to be plainer; NULL: it came out differently */
    struct Draft *owner; /* the table, view or domain it is a member of; NULL: top level */
    Object *object;      /* in the schema of this round; NULL: left out */
} Draft;

typedef struct Drafts {
    Cx *cx; /* of this round */
    const PullOptions *options;
    const catalog *found;
    VEC(Draft) items; /* in the order in which they are written */
    Map *index;       /* (path, kind) -> Draft */
    Names *names;     /* of the index */
    Draft **by_found; /* by the place in found */
    Draft **by_object; /* by the id in schema */
    bool states_version;
    Schema *schema; /* of this round */
} Drafts;

/* ---- pull.c ---- */

/* What the printed schema declares there; NULL: it is of the header. */
const Object *object_declared(const Schema *schema, const Tree *tree, size_t decl);

/* ---- build.c ---- */

void drafts_begin(Drafts *drafts, Cx *cx, const PullOptions *options, const catalog *found);
/* A base type, or a shell of one. NULL: none. */
Draft *draft_of_native_type(const Drafts *drafts, const char *path, size_t length);
/* The draft of a path, a member's among them; kinds: mask of 1 << Kind. NULL: none. */
Draft *draft_find(const Drafts *drafts, uint32_t kinds, const char *path, size_t length);
void drafts_build(Drafts *drafts, Cx *cx);

/* ---- arrange.c ---- */

void drafts_arrange(const Drafts *drafts); /* what is told in an order of its own */

/* ---- order.c ---- */

void drafts_rank(Drafts *drafts); /* stated in each draft; they are not moved */

/* ---- value.c: from the text of an attribute ---- */

/* What a reference names: a table, a view or a column. NULL: it is not there. */
const Draft *reference_find(const Drafts *drafts, const char *path);
void value_set(const Drafts *drafts, const Draft *draft, const Attr *attr, const char *text);

/* ---- function.c ---- */

void function_fill(const Drafts *drafts, const Draft *draft);
void native_fill(const Drafts *drafts, const Draft *draft); /* what its path tells */

/* ---- right.c: owners and privileges ---- */

/* What it is of, a column or what stands by itself; NULL: nothing that has a draft. */
Draft *right_target(const Drafts *drafts, const Draft *draft);
bool right_is_apart(const Draft *draft); /* of the namespace public, of new objects: no draft */
/* Everyone has what is usual, beside others who have more: it goes without saying. */
bool right_is_implied(Cx *cx, const catalog *found, const catalog_object *right);
void right_fill(const Drafts *drafts, const Draft *draft);

/* ---- type.c ---- */

/* NULL: cannot be said. */
const Type *type_read(const Drafts *drafts, const Draft *draft, const char *text, size_t length);

/* ---- expr.c ---- */

/* NULL: cannot be read, which never is so of a draft that is raw. */
const Expr *expr_read(const Drafts *drafts, const Draft *draft, const char *text, size_t length);
/* A default of what has the type. */
const Expr *initial_read(const Drafts *drafts, const Draft *draft, const char *text, const Type *type);
/* As it is to be written, for PostgreSQL to have the same again (query.c). */
const char *query_settled(Cx *cx, const char *text);
const char *nesting_settled(Cx *cx, const char *text); /* of conditions (nested.c) */
/* a is b, which compares in SQLite, in the words of the language: a is not distinct from b */
const char *distinct_said(Cx *cx, const char *text);
Marked marked_read(const Drafts *drafts, const Draft *draft, const Attr *attr, const char *text);

/* ---- spell.c ---- */

/* To the letter; of SQLite with the quotes that columns of the table need. table NULL: as it is. */
const Expr *expr_raw(Cx *cx, const Object *table, const char *text, size_t length);

/* ---- known.c: what PostgreSQL makes of expressions ---- */

bool known_same(const Type *a, const Type *b); /* but for their arguments */
bool known_is(const Type *type, Scalar scalar);
const Type *known_text(Cx *cx);
/* The type that the engine gives it; NULL: not told. */
const Type *known_type(Cx *cx, const Expr *expr);
bool known_is_text(Cx *cx, const Expr *expr);
/* A literal and a varchar, too: they are taken for a text beside one. */
bool known_is_textual(Cx *cx, const Expr *expr);
/* coalesce, greatest and their like: they give what they are given. */
bool known_keeps_type(const Expr *call);
/* A call of a function whose arguments are texts wherever they may be. */
bool known_takes_text(const Expr *call);
/* The argument is a literal with a cast that it would get in its place anyway. */
bool known_argument(Cx *cx, const Expr *call, size_t place);

/* ---- simplify.c: PostgreSQL's own form, as an author would write it ---- */

const Expr *expr_simplify(Cx *cx, const Expr *expr);
/* Of a default that no serial says: that it names a sequence goes without saying. */
const Expr *number_simplify(Cx *cx, const Expr *expr);
/* Of a default: the column's type goes without saying. */
const Expr *initial_simplify(Cx *cx, const Expr *expr, const Type *type);

/* ---- split.c ---- */

/* Bytes up to the ", " that ends a piece; quotes and brackets may hold others. */
size_t piece_length(const char *text, size_t length);
/* The name at the start of *text, quoted or not; *text is behind it. none: no name stands there. */
Name name_take(Cx *cx, const char **text, const char *end);
/* The last name of a path, or the one before it. */
void path_split(Cx *cx, const char *path, size_t length, Name *space, Name *name);
NameList names_read(Cx *cx, const char *text);
NameList strings_read(Cx *cx, const char *text);
OptionList options_read(Cx *cx, const char *text, bool is_sql); /* the values are SQL */
OptionList settings_lower(Cx *cx, const OptionList *settings); /* of a function */

/* ---- loss.c ---- */

typedef void DifferenceVisit(void *state, const catalog_object *found, const catalog_object *made,
                             const char *attribute);
/* Each object that is only in one of the catalogs (the other is NULL), and each attribute that
 * differs. */
void catalogs_compare(const catalog *found, const catalog *made, DifferenceVisit *visit,
                      void *state);

#endif
