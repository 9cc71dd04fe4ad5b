/* SPDX-License-Identifier: MIT
 * The centre: what a schema is. One Schema type in two states:
 *
 *   logical   as written: portable types, enums, bool; made by resolve or read from a snapshot
 *   lowered   to one dialect, as that engine stores it: every type is SCALAR_NATIVE, an enum on
 *             SQLite is text and a CHECK, objects of the other dialect are gone, every expression
 *             is in the dialect's own terms; made by dialect->lower or from a live catalog
 *
 * Every object begins with Object. What a kind has besides is listed once, in its Attr table
 * (model/<kind>.c): comparison, printing, snapshot, JSON, catalog text and documentation go
 * through the tables and never name a kind. A schema is built by one stage and const afterwards. */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "base/cx.h"
#include "base/map.h"
#include "base/vec.h"
#include "expr/expr.h"

/* ---- dialects ---- */

typedef enum DialectId { DIALECT_POSTGRES, DIALECT_SQLITE, DIALECT_COUNT } DialectId;
enum { DIALECTS_ALL = (1 << DIALECT_COUNT) - 1 }; /* a mask has bit 1 << DialectId */
const char *dialect_word(DialectId dialect); /* "postgres", "sqlite" */
bool dialect_find(const char *word, DialectId *dialect);

/* ---- kinds and objects ---- */

typedef enum Kind {
#define KIND(ID, word, Struct) KIND_##ID,
#include "model/kinds.def"
#undef KIND
    KIND_COUNT
} Kind;

typedef struct Object Object;
struct Object {
    Name name;   /* every object has one after resolve; implicit ones follow PostgreSQL's naming */
    Name space;  /* namespace of a top-level object; none: the schema's default ("public", "main") */
    Kind kind;
    bool is_settled; /* of a copy, top level: schema_settle has found all that it refers to */
    bool is_named; /* the author wrote the name (SQLite: it stands in the SQL as CONSTRAINT name) */
    uint8_t dialects; /* mask: where it exists */
    Object *parent; /* column -> table; check -> table or domain; NULL: top level */
    VEC(Object *) members; /* in the order of declaration */
    uint32_t position; /* among its siblings, from 0 */
    uint32_t id;       /* unique in its schema, from 0; given by schema_add */
    Span span;
    const char *doc; /* from "///"; NULL: none */
    Name was, was_space; /* declared former name */
    Object *namesake; /* the next object found under the same name, see schema_find */
    const Object *origin; /* what object_copy made it from */
};

/* ---- values of attributes ---- */

/* A default may differ by dialect: default @postgres gen_random_uuid() @sqlite (...). */
typedef struct Marked {
    const Expr *any;
    const Expr *only[DIALECT_COUNT]; /* wins over any */
} Marked;
bool marked_none(const Marked *marked);
const Expr *marked_for(const Marked *marked, DialectId dialect); /* NULL: none */

typedef struct MarkedType {
    const Type *any;
    const Type *only[DIALECT_COUNT]; /* column clause: type @sqlite json */
} MarkedType;

typedef struct NameList {
    const Name *items;
    size_t count;
} NameList;

/* An element of an index or key. */
typedef struct IndexElement {
    const Expr *expr; /* EXPR_NAME with ref to a Column, or any expression */
    Name collation_space, collation;
    Name opclass_space, opclass;
    const char *opclass_args;
    bool is_descending;
    uint8_t nulls; /* NullsOrder: 0 default, 1 first, 2 last */
    Name with_space, with; /* operator of an exclude */
} IndexElement;
typedef struct ElementList {
    const IndexElement *items;
    size_t count;
} ElementList;

/* name = value pairs: storage parameters, function settings. */
typedef struct Option {
    Name name;
    const char *value;
} Option;
typedef struct OptionList {
    const Option *items;
    size_t count;
} OptionList;

typedef struct Parameter {
    Name mode; /* in, out, inout, variadic, table (column of returns table) */
    Name name; /* or none */
    const Type *type;
    const Expr *initial; /* default */
} Parameter;
typedef struct ParameterList {
    const Parameter *items;
    size_t count;
} ParameterList;

/* What a body names, found in its text by resolve; only for the order of creation. */
typedef struct ObjectList {
    const Object *const *items;
    size_t count;
} ObjectList;

/* ---- one struct per kind ---- */

typedef struct Namespace { Object object; } Namespace;
typedef struct Extension { Object object; Name in; const char *version; } Extension;
/* part_comments, of these and others: what is said of what comes along with them, model/remark.c */
typedef struct Enum { Object object; OptionList part_comments; } Enum; /* members: EnumValue, in order */
typedef struct EnumValue { Object object; } EnumValue; /* its name is the label, any text */

typedef struct Domain { /* members: Check, with the pseudo column "value" */
    Object object;
    const Type *type;
    bool is_not_null;
    Name collation_space, collation; /* neighbours, in this order: VALUE_QUALIFIED */
    Marked initial; /* default */
    OptionList part_comments;
} Domain;

typedef struct Composite { Object object; OptionList part_comments; } Composite; /* members: Attribute, in order */
typedef struct Attribute {
    Object object;
    const Type *type;
    Name collation_space, collation; /* neighbours */
} Attribute;

typedef struct Range {
    Object object;
    const Type *subtype;
    Name opclass_space, opclass;       /* each two neighbours */
    Name collation_space, collation;
    Name canonical_space, canonical;   /* functions */
    Name difference_space, difference;
    Name multirange; /* none: the name that the engine chooses, range_multirange */
    OptionList part_comments;
    ObjectList uses;
} Range;

typedef struct Sequence {
    Object object;
    const Type *type; /* NULL: bigint */
    const char *start, *increment, *minimum, *maximum, *cache; /* numbers as text, NULL: default */
    bool cycle, is_unlogged; /* the latter from PostgreSQL 15 on */
    bool is_of_identity;     /* it comes with the column that owns it; here because a grant names it */
    const struct Column *owned_by;
} Sequence;

typedef struct Function {
    Object object;
    bool is_procedure;
    ParameterList parameters;
    const Type *returns; /* NULL: procedure or returns table */
    bool returns_set;
    Name language;
    Name volatility; /* "immutable", "stable", "volatile" or none */
    bool is_strict, is_security_definer, is_leakproof, is_window;
    Name parallel; /* "safe", "restricted", "unsafe" or none */
    const char *cost, *rows;
    Name support_space, support; /* a function that plans calls of it */
    OptionList settings;
    NameList extensions; /* @postgres: it is dropped with any of them, see model/extension.h */
    const char *body;
    ObjectList uses; /* of a body that the engine reads at once */
} Function;

/* BEGIN ATOMIC ... END and RETURN x: the engine reads them at once and knows what they use. */
bool function_is_read(const Function *function);

/* An object of a kind that is rare: what stands behind its name in CREATE is kept to the letter. */
typedef struct Native {
    Object object;
    Name what;                /* "aggregate", "text search configuration" */
    ParameterList arguments;  /* what an aggregate, operator, cast or transform is told apart by */
    const Object *on;         /* of a rule: its table; of a user mapping: its server */
    Name method;              /* of an operator class or family */
    const char *body;
    ObjectList uses;
} Native;

typedef struct Table { /* members: columns, keys, checks, indexes */
    Object object;
    bool is_unlogged;      /* @postgres */
    bool is_not_strict;    /* @sqlite: "strict off" */
    bool is_without_rowid; /* @sqlite */
    bool row_security, force_row_security; /* @postgres */
    Name key_triggers; /* @postgres: of its keys: "never", "replica", "always"; none: they are on */
    Name replica_identity; /* @postgres: "full", "nothing"; none: the primary key or what is marked */
    /* @postgres: its columns are its parents', besides those of its own (object_member finds them) */
    const struct Table *partition_of;
    Name bounds;           /* "from ('a') to ('b')", "in (1, 2)", "with (..)", "default" */
    ObjectList inherits;
    Name partition_by;     /* "range", "list", "hash" or none */
    ElementList partition_key;
    OptionList options, part_comments; /* the former: with (fillfactor = 70) */
    OptionList kept;       /* @postgres: how columns of those above are kept here, see View */
    Name access_method;    /* @postgres; none: heap */
    const Type *of_type;   /* @postgres: a composite type whose attributes the columns are; NULL: none */
    const char *virtual_using; /* @sqlite: using fts5(...): "fts5(title, body)" to the letter */
} Table;

typedef struct Column {
    Object object;
    MarkedType type;
    bool is_nullable;
    bool is_not_valid; /* @postgres: new rows must have a value, those that are there need not */
    bool is_inherited; /* @postgres: a parent's, said again because it differs here */
    Marked initial; /* default */
    Name identity;  /* "always", "by default" or none */
    OptionList identity_options;
    Marked generated; /* generated always as (EXPR) */
    Name storage;     /* of generated: "stored" or "virtual" */
    Name collation_space, collation; /* neighbours, in this order: VALUE_QUALIFIED */
    OptionList options, part_comments; /* @postgres; the former: with (storage = external) */
    Name sequence_space, sequence; /* @postgres: of an identity; neighbours. None: the engine's choice */
    Name null_name; /* @postgres 18: of its NOT NULL; none: the engine's choice */
    Name null_conflict; /* @sqlite: not null on conflict this; "abort" states what goes without */
    bool states_null;   /* lowered to SQLite: "default null" is written, which goes without, too */
    Name meaning; /* lowered to SQLite: the type of its values, "date", where the engine's do not tell */
    Marked backfill, conversion; /* speak of change, not of shape; the latter: using EXPR */
} Column;

typedef struct Key { /* primary key and unique */
    Object object;
    ElementList columns; /* EXPR_NAMEs only; SQLite allows collation and direction */
    NameList include;
    bool is_autoincrement, is_descending; /* @sqlite; PRIMARY KEY DESC of a column never is the rowid */
    bool nulls_not_distinct;
    bool is_deferrable, is_initially_deferred;
    Name on_conflict; /* @sqlite: rollback abort fail ignore replace */
    const Object *partition_of; /* see Index */
    bool is_replica_identity, is_clustered; /* @postgres */
    const char *index_comment;              /* @postgres: of the index behind it */
    OptionList options; /* @postgres: with (fillfactor = 70) */
    NameList extensions; /* @postgres: see Function; of the index behind it */
    bool is_temporal; /* @postgres 18: ranges of the last column may not overlap */
} Key;

/* Is the other one a key, too, and says the same? Within one CREATE TABLE PostgreSQL makes one of both. */
bool key_repeats(const Key *key, const Object *other);

typedef struct ForeignKey {
    Object object;
    NameList columns;
    const struct Table *target;
    NameList target_columns; /* resolved: never empty */
    bool targets_primary; /* the author named no columns */
    bool is_unkeyed; /* @sqlite: what it refers to need not be a key, nor even be there */
    Name on_delete, on_update; /* "cascade", "restrict", "set null", "set default"; none: no action */
    NameList on_delete_columns; /* set null (a, b) */
    Name match; /* "full" or none */
    bool is_deferrable, is_initially_deferred;
    bool is_not_valid, is_not_enforced; /* @postgres */
    bool is_temporal; /* @postgres 18: the last column is a period, which must be covered */
} ForeignKey;

/* PostgreSQL enforces it by triggers of its own on its tables. Which state of the two is the worse? */
bool key_has_triggers(const Object *key);
Name key_state(const Object *key); /* none: they are on */

/* SQLite takes it, and looks at nothing but its own columns until a row is written. */
bool foreign_key_is_loose(const ForeignKey *key);

typedef struct Check {
    Object object;
    Marked expr;
    bool no_inherit, is_not_valid, is_not_enforced; /* @postgres */
} Check;

typedef struct Index { /* and exclude; parent: its table (or materialized view) */
    Object object;
    bool is_unique;
    Name method; /* none: btree */
    ElementList elements;
    NameList include;
    Marked where;
    bool nulls_not_distinct;
    OptionList options;
    bool is_deferrable, is_initially_deferred; /* exclude */
    const Object *partition_of; /* the index or key of the partitioned table whose part it is */
    bool is_replica_identity, is_clustered; /* @postgres: replication tells rows apart, CLUSTER orders them by it */
    const char *index_comment; /* of an exclude: of the index behind it */
    const char *statistics;   /* @postgres: "2=100": targets of elements; NULL: none */
    NameList extensions;      /* @postgres: see Function */
} Index;

typedef struct View { /* members of a materialized view: indexes */
    Object object;
    bool is_materialized, with_no_data;
    NameList columns, extensions; /* the latter @postgres, if materialized: see Function */
    OptionList options, part_comments, comments; /* the last one by column */
    Name access_method; /* @postgres, if materialized; none: heap */
    OptionList kept;    /* likewise: how its columns are kept, "title.compression" = "pglz" */
    OptionList defaults; /* @postgres: what an INSERT fills in, in the engine's words */
    const char *body;
    ObjectList uses;
} View;

enum { TRIGGER_STATES = 4 };
typedef struct Trigger {
    Object object;
    const Object *on;   /* table or view */
    const Object *from; /* of a constraint trigger: the other table, or NULL */
    Name timing;        /* "before", "after", "instead of" */
    NameList events;  /* "insert", "update", "delete", "truncate", in this order */
    NameList update_of;
    bool for_each_statement; /* PostgreSQL; SQLite has rows only */
    bool is_constraint, is_deferrable, is_initially_deferred;
    Name old_table, new_table; /* referencing */
    Marked when;
    Name function_space, function; /* execute f('x'); neighbours, in this order */
    const Function *function_ref;  /* NULL: not of this schema */
    Name enabled;                  /* "never", "replica", "always"; none: unless replicating */
    ObjectList enabled_in[TRIGGER_STATES]; /* partitions where it is otherwise */
    NameList arguments, extensions; /* the former strings; the latter @postgres: see Function */
    OptionList part_comments;
    const char *body;              /* SQLite: begin ... end to the letter */
    ObjectList uses;
} Trigger;

typedef struct Policy {
    Object object;
    const Table *on;
    Name command; /* "all", "select", "insert", "update", "delete" */
    bool is_restrictive;
    NameList roles; /* empty: public */
    Marked using_, with_check;
    ObjectList uses;
} Policy;

/* Its name is the role. What a schema says nothing of is not looked at. */
typedef struct Ownership {
    Object object;
    const Object *on;
} Ownership;

/* What a role will make: a grant on it is a default privilege. It comes with the first of them. */
typedef struct Future {
    Object object;   /* its name tells all but the namespace, which is its space */
    Name what, role; /* "tables" */
    Name in;         /* the namespace, also where it is the default one; none: any */
} Future;

typedef struct Grant {
    Object object;    /* its name is the role, or "public" */
    const Object *on; /* with a column: the privileges of that column */
    Name column;      /* of a view or foreign table, whose columns are no objects; none: of all */
    NameList privileges; /* in byte order; none: what the engine gives to public is taken back */
    NameList grantable;  /* of them: with grant option */
} Grant;

/* ---- attributes ---- */

typedef enum ValueType {
    VALUE_BOOL,     /* bool */
    VALUE_NAME,     /* Name: an identifier */
    VALUE_WORD,     /* Name: one of a fixed set of words, printed bare */
    VALUE_TEXT,     /* const char *: a literal or number as text */
    VALUE_BODY,     /* const char *: to the letter, dollar-quoted */
    VALUE_TYPE,     /* const Type * */
    VALUE_MARKED_TYPE, /* MarkedType */
    VALUE_EXPR,     /* Marked */
    VALUE_NAMES,    /* NameList */
    VALUE_STRINGS,  /* NameList: texts, not identifiers */
    VALUE_QUALIFIED, /* Name space, Name name: two fields, one behind the other */
    VALUE_ELEMENTS, /* ElementList */
    VALUE_OPTIONS,  /* OptionList */
    VALUE_PARAMETERS, /* ParameterList */
    VALUE_OBJECT,   /* const Object *: a reference; compared by its path */
    VALUE_OBJECTS,  /* ObjectList: references, in their order */
    VALUE_USES      /* ObjectList: always derived */
} ValueType;

enum { /* Attr.flags */
    ATTR_CHANGE = 1,   /* speaks of change (backfill, using): not compared, not in the catalog */
    ATTR_IDENTITY = 2, /* part of what tells two unnamed siblings apart; of a top-level kind: part
                          of what tells two objects of one name apart (functions, triggers) */
    ATTR_ENGINE_TEXT = 4, /* PostgreSQL stores it in another form than written */
    ATTR_LOGICAL = 8,  /* meaningful in the logical state only */
    ATTR_DERIVED = 16, /* follows from the others, there for dependencies: never printed, compared */
    ATTR_UNLISTED = 32, /* in no catalog text: part of the path, or how it is made, not what it is */
    ATTR_UNLISTED_POSTGRES = 64,
    ATTR_UNLISTED_SQLITE = 128,
    ATTR_PREFIX = 256, /* written before the kind's word: "unique index" */
    ATTR_KIND = 512,   /* written in place of the kind's word: "procedure"; a VALUE_WORD is the
                          kind's word everywhere: "aggregate" */
    ATTR_COLUMNS = 1024, /* VALUE_NAMES of columns of the table it is in or on; VALUE_OPTIONS of its own */
    ATTR_TARGET_COLUMNS = 2048, /* VALUE_NAMES of columns of the object it refers to */
    ATTR_SPACE = 4096, /* VALUE_NAME of a namespace */
    ATTR_DETAIL = 8192, /* few objects have it: in the catalog text it is on a line of its own */
    ATTR_OPEN = 16384  /* likewise, and any value is right where none is said */
};

typedef struct Attr Attr;
typedef void AttrPrint(Text *out, const Object *object, const Attr *attr);

struct Attr {
    const char *word; /* in JSON, messages and the catalog text */
    ValueType type;
    uint16_t offset;  /* of the field in the kind's struct */
    uint16_t flags;
    uint8_t dialects; /* mask of the dialects that can have it; 0: all */
    const char *clause; /* how the language writes it: "default %", "nulls not distinct"; '%' is the
                           value. NULL: not written, or by print. Rows stand in written order */
    AttrPrint *print; /* writes the whole clause with its leading space, even of a default */
    const char *usual; /* a word that means the same as none: "btree" */
};

/* Objects of one class share one space of names per namespace. */
typedef enum NameClass {
    NAMES_OF_PARENT, /* found by object_member only */
    NAMES_OF_NAMESPACES,
    NAMES_OF_EXTENSIONS,
    NAMES_OF_TYPES,
    NAMES_OF_RELATIONS,
    NAMES_OF_FUNCTIONS,
    NAMES_OF_TRIGGERS,
    NAMES_OF_POLICIES,
    NAMES_OF_NATIVES,
    NAMES_OF_OWNERS,
    NAMES_OF_GRANTS,
    NAMES_OF_FUTURES,
    NAME_CLASS_COUNT
} NameClass;

typedef struct KindInfo {
    const char *word;   /* "foreign key" */
    const char *plural; /* "foreign keys" */
    size_t size;
    uint32_t parents;   /* mask of 1 << Kind; 0: top level */
    bool has_namespace; /* top-level and lives in a namespace */
    uint8_t dialects;   /* mask of the dialects that have this kind natively or by lowering */
    bool is_ordered;    /* the order among its siblings means something */
    bool is_single;     /* its parent has one at most */
    bool is_bare;       /* written without its word: columns, enum values */
    NameClass names;    /* the space of names it is found in */
    void (*print)(Text *out, const Object *object); /* writes it up to the mark; NULL: by attrs */
    const Attr *attrs;
    size_t attr_count;
} KindInfo;

extern const KindInfo *const kind_infos[KIND_COUNT]; /* each stands in the file of its kind */
static inline const KindInfo *kind_info(Kind kind) { return kind_infos[kind]; }

#define attr_field(object, attr, T) ((T *)((char *)(object) + (attr)->offset))
#define attr_value(object, attr, T) ((T const *)((const char *)(object) + (attr)->offset))

extern const uint8_t value_sizes[]; /* of a field, by ValueType */

bool attr_is_default(const Object *object, const Attr *attr); /* absent, false, empty, usual */
bool attr_equal(const Object *a, const Object *b, const Attr *attr);
/* The value in the schema language ("default now()" without the word). */
void attr_print(Text *out, const Object *object, const Attr *attr);
/* The whole clause with a space before it; nothing where the attribute is default. */
void clause_print(Text *out, const Object *object, const Attr *attr);
void names_print(Text *out, const NameList *names); /* with commas between */
/* Does the catalog text of this dialect list it? Others cannot be read back from a database. */
bool attr_is_listed(const Attr *attr, DialectId dialect);
const Type *marked_type_for(const MarkedType *type, DialectId dialect); /* NULL: none */
bool type_same(const Type *a, const Type *b); /* by meaning: "integer" is "int" */
bool parameter_is_input(const Parameter *parameter);

/* ---- schema ---- */

typedef struct Target {
    bool is_target;
    int version; /* postgres: 12..18; sqlite: 3037000...; the oldest server it must work on */
    Span span;
} Target;

typedef struct Schema {
    Name name;
    Span span;
    const char *doc;
    bool is_lowered;
    DialectId dialect; /* of a lowered schema */
    Target targets[DIALECT_COUNT];
    Name default_space; /* PostgreSQL: the namespace of unqualified objects, "public" */
    VEC(Name) ignored;  /* patterns of paths of others' objects; no part of the shape */
    VEC(Object *) objects; /* top level, in order of declaration */
    uint32_t object_count; /* of all levels: every id is below it */
    Names *names; /* of the run */
    VEC(const Object *) copies; /* by the id of what object_copy made them from; NULL: none */
    Map *index[NAME_CLASS_COUNT]; /* (space, name) -> Object, see schema_find */
} Schema;

Schema *schema_new(Cx *cx, Name name);
/* Adds one of a kind to parent (or the top level): of zeroes, but for dialects: the parent's, or all. */
Object *schema_add(Cx *cx, Schema *schema, Object *parent, Kind kind, Name space, Name name);
/* Objects that share one space of names are found together: tables, views, sequences, indexes,
 * primary keys and uniques ("relations"); enums and domains ("types"); functions; and so on. More
 * than one object may bear the name: overloaded functions, triggers and policies of different
 * tables, one of each dialect. The first declared is returned, the others follow as ->namesake.
 * The caller looks at the kind. space: the default namespace and none are the same. NULL: none. */
Object *schema_find(const Schema *schema, Kind kind, Name space, Name name);
/* Names an object that schema_add made without a name. */
void schema_name(Schema *schema, Object *object, Name name);
/* NULL: none. name none: the first of that kind. A table has the columns of its parents, too. */
Object *object_member(const Object *object, Kind kind, Name name);
/* The tables whose columns it has: the one it is a partition of, or those it inherits. */
ObjectList table_parents(const Object *table);
/* The first of the parents' columns of that name (NULL: none); what all are together in PostgreSQL. */
const Column *column_inherited(const Object *table, Name name);
bool column_merge(const Object *table, Name name, Column *merged, bool *has_other_defaults);
bool is_column_passed_on(const Object *from, const Object *to); /* one of a parent's before and after */
/* The partitioned table at the top; itself: it is no partition. */
const Object *table_root(const Object *table);
/* Copies all fields but the members; references still name objects of the other schema. */
Object *object_copy(Cx *cx, Schema *into, Object *parent, const Object *object);
/* Turns every reference to a copied object (attributes, expressions, types) into one to its copy;
 * references to what was not copied become NULL. The last step of lowering. */
void schema_rebind(Cx *cx, Schema *copy);
/* Does so for one object of the top level and its members as soon as they are whole; what refers to
 * objects that are not copied yet is left to schema_rebind. Only for speed. */
void schema_settle(Cx *cx, Schema *copy, Object *object);

/* After schema_rebind, in a copy of `from` whose objects were given other names or namespaces than
 * their origins have: what mentions them by name says the new ones, and they are found under them.
 * The text of bodies stays. */
void schema_follow_names(Cx *cx, const Schema *from, Schema *copy);
/* Finds all objects anew, after names were set in a schema that is being built. */
void schema_index(Cx *cx, Schema *schema);
/* What a top-level object stands on: the table of a trigger or policy; NULL: nothing. */
const Object *object_base(const Object *object);
/* What tells it apart from others of its name; NULL: it is not called with arguments. */
const ParameterList *object_arguments(const Object *object);
/* "(bigint, text)": the types of what it is called with. */
void signature_print(Text *out, const ParameterList *parameters);
/* Of two of one kind: are they no overloads, told apart by their arguments? */
bool signature_same(const Object *a, const Object *b);
/* Of two of one kind: do the words agree that tell objects of one name apart? */
bool words_same(const Object *a, const Object *b);
/* Keys and checks of a SQLite table, say: told apart by what they say (ATTR_IDENTITY), and without
 * a name unless the author gave one (is_named). */
bool object_is_told_by_parts(const Schema *schema, const Object *object);

#include "model/native.h"

/* The word of the kind, or what a native object is. */
const char *object_word(const Object *object);
/* Which kind a word of the catalog text means; false: none. */
bool kind_find(const char *word, Kind *kind);

/* The name that the engine gives to the multirange of a range, where none is stated. */
Name range_multirange(Names *names, const Range *range);

/* It is there without being made: an external table, the namespace public. */
bool object_is_given(const Object *object);
bool object_is_public(const Object *object); /* the namespace that every database has */
/* Not so the namespace public that a grant names by the way. Of the top level. */
bool object_is_declared(const Object *object);

/* The path in the catalog text: "kb.projects.name", names quoted where not plain; the default
 * namespace is left out. (SQLite's catalog has other paths for keys and checks.) */
void object_path(Text *out, const Schema *schema, const Object *object);
/* Byte order of the paths: overloads and triggers of two tables are told apart by them. */
int object_compare_paths(const Object *a, const Object *b);
const char *object_describe(Cx *cx, const Object *object); /* "column 'users.email'", for messages */

/* Everything below the schema, parents first, in order of declaration. */
typedef bool ObjectVisit(void *state, const Object *object);
bool schema_walk(const Schema *schema, ObjectVisit *visit, void *state);
/* Everything an object needs to exist before it: types, functions, columns, tables. */
typedef void DependencyVisit(void *state, const Object *needed);
void object_dependencies(const Schema *schema, const Object *object, DependencyVisit *visit,
                         void *state);
bool schema_equal(const Schema *a, const Schema *b); /* order of declaration does not matter */
/* SHA-256 of the canonical snapshot without comments, as 64 hex digits. */
void schema_fingerprint(Cx *cx, const Schema *schema, char out[65]);

/* Prints a logical schema in its own language; reading it back gives an equal schema. What speaks
 * of change (was, backfill, using) is left out: it is no part of the shape. */
void schema_print(Text *out, const Schema *schema);
/* The same, as a person would write it: grants and owners that say the same in one declaration. */
void schema_print_grouped(Text *out, const Schema *schema);
void schema_json(Text *out, const Schema *schema);

/* The catalog text of a lowered schema: what the runtime's inspector reads back from a database
 * made from it. Format: docs/catalog.md. write prints a lowered expression: dialect->expr. */
typedef void CatalogExpr(Cx *cx, Text *out, const Schema *schema, const Expr *expr);
void catalog_print(Cx *cx, Text *out, const Schema *schema, CatalogExpr *write);
/* The same line by line, each with the object that it is of; the text lasts until visit returns. */
typedef void CatalogVisit(void *state, const Object *object, const char *line);
void catalog_walk(Cx *cx, const Schema *schema, CatalogExpr *write, CatalogVisit *visit,
                  void *state);

#endif
