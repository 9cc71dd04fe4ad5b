/* SPDX-License-Identifier: MIT
 * Private to this room: the state of one resolve run and what its files offer each other.
 *
 *   header.c     schema, target, default namespace
 *   declare.c    tree -> objects; clause.c and clauses_*.c: the words behind a name
 *   type.c bind.c reference.c uses.c   names -> what they name
 *   name.c       implicit names
 *   infer.c value.c operator.c cast.c call.c, literal.c json.c, function.c immutable.c
 *                                      the class of every expression
 *   check*.c     rules
 *
 * An Item is one declared object and where it was written; every phase is a loop over the items. */
#ifndef RESOLVE_RESOLVER_H
#define RESOLVE_RESOLVER_H

#include "base/suggest.h"
#include "resolve/resolve.h"

typedef struct Item {
    Object *object;
    const Decl *decl;     /* what wrote it; for a key or check of a column: the column */
    const Clause *clause; /* the column clause that made it, else NULL */
    const Decl *use;      /* the "use MIXIN" that brought it in, else NULL */
    const Clause *target; /* "references T", "on T", "owned by T.C" */
    const Clause *was;
    uint32_t walk;         /* of a domain: which walk has met it, see type.c */
    bool has_call;         /* there are calls in its expressions, or they were not looked at */
    bool is_serial;        /* a column: its default is the engine's affair */
    bool has_twin;         /* a column or value: another of its name, in the other dialect */
    const Object *primary; /* of a table: its key, once seen */
    Name key;              /* of tables and enums: tells them apart as keys of maps */
    bool is_broken;        /* something is wrong with it: followers stay silent */
} Item;

/* A version that something at a place needs: the newest is told. */
typedef struct Need {
    Span span;
    DialectId dialect;
    int version;
    const char *what;
    bool is_certain; /* else, without a version stated, it may be that none so old is meant */
} Need;

typedef struct Resolver {
    Cx *cx;
    Arena *arena; /* for what ends with the run: items and maps */
    Schema *schema;
    const Tree *tree;
    VEC(Item *) items;         /* by Object.id: in order of declaration */
    uint8_t targets;           /* mask of the dialects to emit */
    const Decl *default_space; /* the namespace declared as default */
    const Decl *use;           /* the mixin being expanded */
    Map *members;              /* (Item.key of the parent, name) -> Object: columns, enum values */
    Map *attached, *constraints, *folded; /* of check_duplicate.c */
    Map *spelt;                /* (owner, name in C) -> Object whose name C cannot spell */
    Map *heirs;                /* (owner, kind, former name) -> Object */
    Map *taken;  /* (space, name): checks and foreign keys; the model knows the relations */
    Map *passes; /* (space, name without number) -> unsigned *: the number last tried */
    const Item *current;       /* what is being looked at, for the notes of report() */
    Map *mixins;               /* name -> const Decl * */
    Map *functions;            /* name -> const FunctionFact *, made on first use */
    bool has_extensions;       /* functions may come from anywhere */
    bool states_version[DIALECT_COUNT]; /* in the line of targets */
    VEC(Need) needs;           /* of the item that is looked at, see check_version.c */
} Resolver;

/* ---- report.c ---- */

/* Reports under an id of the table of diagnostics, which also says how severe it is. An object that
 * came out of a mixin gets a note that says where the mixin was used. A warning is not given where
 * the author has written "// allow ID" in the line or above it. */
void report(Resolver *r, Span span, const char *id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void report_note(Resolver *r, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void report_hint(Resolver *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Looking for the nearest word costs a walk over all candidates: not after many errors. */
bool report_may_suggest(const Resolver *r);
void report_nearest(Resolver *r, const Suggest *suggest); /* a hint, if something is near */
const char *describe(Resolver *r, const Object *object);
const char *article(const char *noun);                /* "a" or "an" */
const char *shortened(Resolver *r, const char *text); /* a long literal, for a message */

bool name_is_one_of(Name name, const char *words); /* value.c; words with one blank between */

/* ---- serial.c ---- */

/* Makes of a column that is `serial` what it stands for; its clauses are read. */
void serial_declare(Resolver *r, Item *item);

/* ---- clause.c ---- */

/* What the words behind a name mean, as data: how to store the clause, or who handles it. */
typedef struct ClauseRun ClauseRun;
typedef void ClauseHandler(ClauseRun *run, const Clause *clause);

typedef enum Take {
    TAKE_FLAG,    /* bool = true */
    TAKE_WORD,    /* Name = the clause's value, one of `values` where given */
    TAKE_NAME,    /* Name = the name behind the word */
    TAKE_QUALIFIED, /* Name space, Name name = the path behind the word */
    TAKE_NUMBER,  /* const char * = digits */
    TAKE_STRING,  /* const char * = text of a string literal */
    TAKE_EXPR,    /* Marked, by the clause's mark */
    TAKE_NAMES,   /* NameList from the parentheses */
    TAKE_OPTIONS, /* OptionList from the parentheses */
    TAKE_BODY,    /* const char * = the dollar-quoted text */
    TAKE_HANDLER
} Take;

typedef struct ClauseRule {
    const char *word;
    Take take;
    size_t offset;             /* of the field */
    ClauseHandler *handler;    /* TAKE_HANDLER */
    const char *const *values; /* TAKE_WORD: NULL-ended; NULL: any */
    bool repeats;              /* may be said more than once */
    bool takes_mark;           /* may differ by dialect (TAKE_EXPR always may) */
} ClauseRule;

/* The start of a row: where a value goes, or who handles it. */
#define STORE(WORD, TAKE, Struct, FIELD) \
    .word = (WORD), .take = TAKE_##TAKE, .offset = offsetof(Struct, FIELD)
#define HANDLE(WORD, HANDLER) .word = (WORD), .take = TAKE_HANDLER, .handler = (HANDLER)
#define rule_count(rules) (sizeof(rules) / sizeof((rules)[0]))

typedef struct ClauseTable {
    const ClauseRule *rules;
    size_t count; /* at most 64 */
} ClauseTable;

struct ClauseRun {
    Resolver *r;
    Item *item; /* whose clause is being applied */
    const Decl *decl;
    Item *constraint; /* of a column: the key, check or reference that later words belong to */
    uint64_t seen[2][DIALECT_COUNT + 1]; /* of the declaration and of the constraint: a bit per
                                            rule, by mark */
    bool has_unknown; /* a word was not understood: what follows it may belong to it */
};

const ClauseTable *clause_table(Kind kind);
void clauses_apply(Resolver *r, Item *item);

/* Pieces that handlers share. */
ClauseHandler clause_was, clause_on, clause_ignored, clause_extensions, clause_add_check;
void clause_store_marked(ClauseRun *run, Marked *marked, const Clause *clause);
void clause_constraint_name(ClauseRun *run, Item *item, const Clause *clause);
void parameters_declare(Resolver *r, const Item *item, ParameterList *parameters); /* clauses_function.c */
bool clause_names(Resolver *r, const Clause *clause, NameList *names);
bool elements_names(Resolver *r, const Element *elements, size_t count, NameList *names);
bool clause_options(Resolver *r, const Clause *clause, OptionList *options);
ElementList elements_convert(Resolver *r, const Element *elements, size_t count);
const char *expr_number(Resolver *r, const Expr *expr); /* digits with sign; NULL: no number */

/* The tables, one or a few kinds per file. */
extern const char *const conflict_words[];
extern const ClauseTable table_clauses, column_clauses, key_clauses, foreign_key_clauses,
    check_clauses, index_clauses, exclude_clauses, view_clauses, enum_clauses, value_clauses, type_clauses, domain_clauses,
    external_clauses, sequence_clauses, extension_clauses, namespace_clauses, function_clauses, trigger_clauses,
    policy_clauses, attribute_clauses, range_clauses, native_clauses,
    grant_clauses;

/* ---- header.c, declare.c ---- */

void header_read(Resolver *r);
void declare_all(Resolver *r);
Item *item_new(Resolver *r, Object *object, const Decl *decl);
Item *declare_object(Resolver *r, Item *parent, Kind kind, const Decl *decl);
/* A key, check or reference that a clause of a column or domain makes. */
Item *declare_part(Resolver *r, const Item *owner, Kind kind, const Clause *clause);
void declare_members(Resolver *r, Item *parent, const Decl *decl);
uint8_t mark_mask(Resolver *r, Name mark, Span span); /* DIALECTS_ALL without a mark */
Name space_of(const Resolver *r, Name space);         /* the default namespace becomes none */
void report_unknown_dialect(Resolver *r, Name word, Span span);

static inline Item *item_of(const Resolver *r, const Object *object)
{
    return r->items.items[object->id];
}

/* ---- grant.c ---- */

void grants_declare(Resolver *r, const Decl *decl, Kind kind);
void grant_bind(Resolver *r, Item *item);
void check_grants(Resolver *r, Item *item);

/* ---- type.c ---- */

void types_bind(Resolver *r, Item *item);
void domains_check(Resolver *r); /* none is made of itself */
const Type *type_bind(Resolver *r, const Type *type, uint8_t dialects);
/* Of what a function or operator takes or gives: it may be what no column is, record, internal, none. */
const Type *type_bind_called(Resolver *r, const Type *type, uint8_t dialects);

/* ---- find.c: what a name names ---- */

/* The clause of the item that begins so; of a part of a column, behind what made it. */
const Clause *item_clause(const Item *item, const char *word);
void members_index(Resolver *r);
Name item_key(Resolver *r, Item *item); /* tells objects apart as keys of maps */
/* Those that exist in one of the dialects are preferred. NULL: none. */
Object *relation_find(const Resolver *r, QName name, uint8_t dialects); /* table or view */
Object *member_find(const Resolver *r, const Object *parent, Name name, uint8_t dialects);
const char *qname_text(Resolver *r, QName name);
void report_unknown_relation(Resolver *r, QName name);
void report_unknown_column(Resolver *r, Span span, const Object *table, Name name);

/* ---- reference.c: keys, foreign keys, "on T", "owned by" ---- */

void references_bind(Resolver *r, Item *item);

/* ---- parent.c: what a table has of other tables ---- */

void parents_bind(Resolver *r, Item *item); /* before all else: columns are found through them */
void parts_bind(Resolver *r, Item *item);   /* indexes of partitions, once all have names */
void check_parents(Resolver *r, Item *item);

/* ---- bind.c: names in expressions ---- */

typedef struct Scope {
    const Object *table;    /* whose columns may be named, NULL: none */
    const Domain *domain;   /* "value" */
    const Trigger *trigger; /* new.column, old.column */
    const char *what;       /* "a default", for messages */
    uint8_t dialects;
} Scope;

void expressions_bind(Resolver *r, Item *item);
void uses_bind(Resolver *r, Item *item);

/* ---- name.c ---- */

void names_choose(Resolver *r, Item *item);
void name_reserve(Resolver *r, Object *object); /* of an author's name: no chosen one will be it */

/* ---- function.c ---- */

typedef enum Volatility { IMMUTABLE, STABLE, VOLATILE, BY_ARGUMENT } Volatility;

typedef struct FunctionFact {
    TypeClass class;
    Volatility volatility;
    uint8_t dialects;
} FunctionFact;

const FunctionFact *function_fact(Resolver *r, Name name);
void function_suggest(Resolver *r, Suggest *suggest, uint8_t dialects);

/* ---- infer.c, literal.c ---- */

/* What is known of the value of an expression. */
typedef struct Value {
    bool is_known;   /* false: could be anything, no rule applies */
    bool is_null;    /* the literal null */
    bool is_literal; /* a string literal, which takes the type that it meets */
    TypeClass class;
    Scalar scalar; /* SCALAR_NONE: known by class only */
    uint8_t dims;
    const Enum *enumeration;
    const Type *type; /* of a column or cast */
} Value;

Value infer(Resolver *r, const Expr *expr, uint8_t dialects); /* reports what does not fit */
void infer_condition(Resolver *r, const Expr *expr, uint8_t dialects); /* it must be a bool */
Value value_of_type(const Type *type);
bool values_meet(const Value *a, const Value *b); /* can be compared */
const char *value_word(Resolver *r, const Value *value);
const char *json_problem(const char *text, size_t length); /* json.c; NULL: it is JSON */
/* NULL: the text is a value of the type; else what is wrong with it. */
const char *literal_problem(Resolver *r, const Type *type, const char *text, size_t length);
/* immutable.c: what may give another value for the same row; NULL: nothing. */
const Expr *mutable_part(Resolver *r, const Expr *expr, uint8_t dialects);

/* ---- rules ---- */

const char *dialect_title(DialectId dialect); /* "PostgreSQL" */
/* What is used must be there wherever its user is. */
void check_reach(Resolver *r, Span span, uint8_t dialects, const Object *used);

/* check_call.c: each variant of an expression, with the dialects that it is for. */
typedef void ExprRule(Resolver *r, const Item *item, const Expr *expr, uint8_t dialects);
void marked_each(Resolver *r, const Item *item, const Marked *marked, ExprRule *rule);
void item_each(Resolver *r, const Item *item, ExprRule *rule);
void check_calls(Resolver *r, Item *item);

void check_expressions(Resolver *r, Item *item); /* check_expression.c: classes, literals, immutability */
void check_value(Resolver *r, const Item *item, const Type *type, const Expr *expr);
bool type_is_integer(const Type *type); /* or not known */
void check_tables(Resolver *r, Item *item);         /* check_table.c: tables, columns, views, enums */
void check_choices(Resolver *r, Item *item);        /* check_choice.c: what a table goes by */
void check_keys(Resolver *r, Item *item);           /* check_key.c: keys and indexes */
void check_apart(Resolver *r, Item *item);          /* unique rules of tables that are divided */
void check_sequences(Resolver *r, Item *item);
void check_functions(Resolver *r, Item *item);
void check_triggers(Resolver *r, Item *item); /* and policies */
void check_options(Resolver *r, Item *item);  /* with (name = value) */
void check_foreign_keys(Resolver *r, Item *item);
void check_duplicates(Resolver *r, Item *item);
void check_names(Resolver *r, Item *item);    /* check_name.c: lengths, reserved, collisions */
void check_dialects(Resolver *r, Item *item); /* check_dialect.c: what a target cannot say */
void check_renames(Resolver *r, Item *item);
void check_versions(Resolver *r, Item *item); /* check_version.c */
/* To be reported if the target is older than that. */
void version_need(Resolver *r, const Need *need);
void check_newer(Resolver *r, Item *item); /* check_newer.c: what stands in newer.def */

#endif
