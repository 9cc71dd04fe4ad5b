/* SPDX-License-Identifier: MIT
 * Private to the PostgreSQL dialect: lowering (logical schema -> what PostgreSQL stores) and
 * writing (lowered schema -> SQL). */
#ifndef DIALECT_POSTGRES_POSTGRES_H
#define DIALECT_POSTGRES_POSTGRES_H

#include "dialect/dialect.h"

/* ---- lowering ---- */

const Schema *postgres_lower(Cx *cx, const Schema *logical);

/* What is being lowered. */
typedef struct Lowering {
    Cx *cx;
    Schema *schema; /* being made */
    const Schema *logical;
    int version;        /* the oldest server it must run on: 12 */
    bool is_own;        /* an expression written for PostgreSQL alone: its words are kept */
    const Type **plain; /* by Scalar: types without arguments, made once */
} Lowering;

/* The type as format_type prints it; NULL stays NULL. */
const Type *postgres_lower_type(const Lowering *in, const Type *type);
const Type *postgres_lower_cast(const Lowering *in, const Type *type); /* as in an expression */
/* Of a parameter or result: there the engine keeps no length or precision. */
const Type *postgres_lower_argument(const Lowering *in, const Type *type);
const Expr *postgres_lower_expr(const Lowering *in, const Expr *expr); /* NULL stays NULL */
/* A copy of the elements that may be changed, in the place of the old ones. */
IndexElement *postgres_own_elements(const Lowering *in, ElementList *elements);
/* Reports a collation that only SQLite has, unless the schema declares it. */
Name postgres_collation(const Lowering *in, Span span, Name space, Name collation);
/* What the engine does not store as it was written, or does not store at all. */
void postgres_normalize(const Lowering *in, Object *object);
const char *postgres_sort_statistics(Cx *cx, const char *body); /* columns by name */

/* ---- words ---- */

bool postgres_is_keyword(const char *word);       /* of the kinds that need quotes */
bool postgres_is_usual_opclass(const char *name); /* the engine would choose it itself */

void postgres_identifier(Text *out, Name name);
void postgres_literal(Text *out, const char *text, size_t length);
void postgres_names(Text *out, const NameList *names);     /* a, b */
void postgres_strings(Text *out, const NameList *strings); /* 'a', 'b' */
/* SQL of the author's, as it stands; without a ';' or white space at its end. */
void postgres_body(Text *out, const char *text, size_t length);
void postgres_options(Text *out, const OptionList *options); /* WITH (fillfactor = 70) */
void postgres_option_list(Text *out, const OptionList *options); /* (fillfactor = 70, a) */
/* The name that a top-level object or column has in every session: public.messages.id */
void postgres_path(Text *out, const Schema *schema, const Object *object);
bool postgres_is_own_type(const char *name); /* the engine has a type of that name */
void postgres_scope(Text *out, const Schema *schema); /* see Dialect */
Name postgres_space(const Schema *schema, const Object *object); /* never none */
void postgres_qualified(Text *out, Name space, Name name); /* space none: as it is */
void postgres_type(Text *out, const Schema *schema, const Type *type);
void postgres_expr(Cx *cx, Text *out, const Schema *schema, const Expr *expr);
/* In parentheses unless it may stand without them behind DEFAULT. */
void postgres_default(Cx *cx, Text *out, const Schema *schema, const Expr *expr);
const Expr *postgres_value(const Marked *marked); /* the expression of a lowered attribute */

/* ---- statements ---- */

extern const char *const postgres_rights[]; /* pieces of one query, up to NULL */
extern const char *const postgres_told[]; /* likewise; goes before the last piece of details */
extern const char *const postgres_details[]; /* likewise; first the columns that rights have not */
const char *postgres_word(const Object *object); /* "MATERIALIZED VIEW"; NULL: none of its own */
/* What DROP and COMMENT ON name: touch ON public.orders, public.orders.id, public.add(integer) */
void postgres_subject(Text *out, const Schema *schema, const Object *object);
/* DROP .., or ALTER TABLE .. DROP .. */
void postgres_drop(Cx *cx, Text *out, const Schema *schema, const Object *object);

/* ---- choice.c: the index that a table is told to use ---- */

/* REPLICA IDENTITY USING INDEX, CLUSTER ON: behind what is written, if it is one. */
void postgres_add_choices(Text *out, const Schema *schema, const Object *member);
void postgres_add_replica_identity(Text *out, const Schema *schema, const Table *table);

/* ---- extension.c: ALTER .. DEPENDS ON EXTENSION, behind what is written ---- */

/* Comments of what comes along with it; those that heirs of its table say of their copy of it. */
void postgres_remarks(Text *out, const Schema *schema, const Object *object);
void postgres_remarks_below(Text *out, const Schema *schema, const Object *rule);
void postgres_add_extensions(Text *out, const Schema *schema, const Object *object);
void postgres_extensions_again(Text *out, const Schema *schema, const Object *member); /* if it is there */

/* ---- key_trigger.c: behind what is written, if they are not on ---- */

void postgres_add_key_triggers(Text *out, const Schema *schema, const Table *table);
void postgres_create_foreign_key(Cx *cx, Text *out, const Schema *schema, const Object *key);

/* ---- apart.c: partitions and heirs whose columns have an order of their own ---- */

bool postgres_is_made_apart(Cx *cx, const Object *table);
/* The same as a table that is made of no other, without the parts of indexes and keys. */
const Table *postgres_table_alone(Cx *cx, const Table *table);

/* ---- parent.c: partitions and heirs ---- */

void postgres_partition_of(Text *out, const Schema *schema, const Table *table); /* PARTITION OF m */
/* What stands behind the members: FOR VALUES .., INHERITS (..), PARTITION BY .. */
void postgres_table_parts(Cx *cx, Text *out, const Schema *schema, const Table *table);
/* Words of the language in capitals, as SQL is written here. */
void postgres_words(Text *out, const char *text);
/* FOR VALUES FROM (1) TO (2), or DEFAULT */
void postgres_bounds(Text *out, const Table *table);
/* What makes a column that was as the one above what it is; nothing where nothing differs. */
void postgres_override(Cx *cx, Text *out, const Schema *schema, const Column *column,
                       const Column *above, bool is_for_heirs);
void postgres_add_overrides(Cx *cx, Text *out, const Schema *schema, const Object *table);
/* Has it no default where one above has? Then it says so when it is made. */
bool postgres_drops_default(const Column *column);
void postgres_settle_defaults(Cx *cx, Text *out, const Schema *schema, const Object *table,
                              bool is_before);
/* The index or key of the partitioned table that this one of a partition is a part of; NULL: it
 * stands for itself. */
const Object *postgres_whole_of(const Object *object);
/* How the index is kept; the part of a key is kept as the whole is if it does not say otherwise. */
const OptionList *postgres_part_options(const Object *part);
/* The engine makes the part with its table, under a name of its own choice: it gets this one. */
void postgres_name_part(Text *out, const Schema *schema, const Object *part);

void postgres_elements(Cx *cx, Text *out, const Schema *schema, const ElementList *elements);

void postgres_create_table(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_add_column(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_column_type(Text *out, const Schema *schema, const Column *column); /* and collation */
/* A column as CREATE TABLE has it, but with another default (NULL: none) and NOT NULL. */
void postgres_column(Cx *cx, Text *out, const Schema *schema, const Column *column,
                     const Expr *initial, bool is_nullable);
/* What stands behind "with" of a column: statements that make of `before` what it has. */
void postgres_column_options(Text *out, const Schema *schema, const Column *column,
                             const OptionList *before);
/* One of them; value NULL: as if nothing had been said. Heirs have the storage of the one above, and
 * nothing else of it; alone: not even that. */
void postgres_column_option(Text *out, const Schema *schema, const Column *column, Name name,
                            const char *value);
void postgres_column_option_alone(Text *out, const Schema *schema, const Column *column, Name name,
                                  const char *value);
/* How a column of a table is kept, be it its own or not. */
OptionList postgres_kept_options(Cx *cx, const Object *table, Name column);
/* What a new heir's has of the table above. */
OptionList postgres_kept_above(Cx *cx, const Object *table, Name column);
void postgres_add_kept(Cx *cx, Text *out, const Schema *schema, const Table *table);
void postgres_settle_kept(Cx *cx, Text *out, const Schema *schema, const Object *table, bool is_before);
/* Where long values of its type go if nothing is said; NULL: a type that is not the engine's own. */
const char *postgres_usual_storage(const Column *column);
/* GENERATED .. AS IDENTITY (..), or nothing */
void postgres_identity(Text *out, const Schema *schema, const Column *column);
void postgres_null_name(Text *out, const Column *column); /* CONSTRAINT name, of its NOT NULL */
void postgres_identity_option(Text *out, const Option *option);
void postgres_add_constraint(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_create_index(Cx *cx, Text *out, const Schema *schema, const Object *object);
/* With what its table uses it for. */
void postgres_make_index(Cx *cx, Text *out, const Schema *schema, const Object *object);
/* From USING to WHERE: what an index and an exclusion have in common. */
void postgres_index_end(Cx *cx, Text *out, const Schema *schema, const Index *index);
/* The same under another name, without making writers wait. */
void postgres_build_index(Cx *cx, Text *out, const Schema *schema, const Index *index, Name name);
/* CONSTRAINT name CHECK (...), as tables and domains hold it */
void postgres_constraint(Cx *cx, Text *out, const Schema *schema, const Object *object);

/* A check that is not valid: CREATE would take it for valid, there being no rows yet, so it is added
 * to what is made. */
bool postgres_is_held_open(const Object *check);
/* The same for the NOT NULL of a column. */
void postgres_add_open_null(Text *out, const Schema *schema, const Object *object);
/* And for a key that says what another one says. */
void postgres_add_held_back(Cx *cx, Text *out, const Schema *schema, const Object *parent);

void postgres_create_domain(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_create_enum(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_add_value(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_create_type(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_add_attribute(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_drop_attribute(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_attribute_type(Text *out, const Schema *schema, const Attribute *attribute);
void postgres_create_range(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_drop_native(Cx *cx, Text *out, const Schema *schema, const Object *object);
/* Does the expression name it, call a function that it may be, or have its name in raw words? */
bool postgres_may_mean(const Expr *expr, const Object *object);
void postgres_make_room(Cx *cx, Text *out, const Schema *schema, const Object *object, Name aside);
void postgres_create_native(Cx *cx, Text *out, const Schema *schema, const Object *object);
const char *postgres_native_word(const Object *object); /* TEXT SEARCH CONFIGURATION */
void postgres_native_subject(Text *out, const Schema *schema, const Object *object);
void postgres_create_sequence(Cx *cx, Text *out, const Schema *schema, const Object *object);

void postgres_create_function(Cx *cx, Text *out, const Schema *schema, const Object *object);
/* public.add(integer, integer): what tells it apart */
void postgres_signature(Text *out, const Schema *schema, const Object *object);
void postgres_define_view(Text *out, const Schema *schema, const Object *object);
/* What is said of its columns and was not before; before: NULL: of no view. */
void postgres_view_comments(Text *out, const Schema *schema, const View *view, const View *before);
/* Statements that make of the defaults `before` those of the view, behind what is written. */
void postgres_view_defaults(Text *out, const Schema *schema, const View *view,
                            const OptionList *before);
void postgres_create_view(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_create_trigger(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_trigger_state(Text *out, const Schema *schema, const Trigger *trigger);
void postgres_create_grant(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_create_owner(Cx *cx, Text *out, const Schema *schema, const Object *object);
void postgres_create_policy(Cx *cx, Text *out, const Schema *schema, const Object *object);

#endif
