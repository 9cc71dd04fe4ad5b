/* SPDX-License-Identifier: MIT
 * Private to the PostgreSQL dialect: how a database that holds rows is brought from one schema to
 * the next. Tables that are there are changed so that programs go on: what needs a look at every
 * row is done under a lock that lets readers and writers pass, in statements of their own. */
#ifndef DIALECT_POSTGRES_CHANGE_H
#define DIALECT_POSTGRES_CHANGE_H

#include "dialect/postgres/postgres.h"

/* ---- answers: what becomes of a changed attribute ---- */

typedef void AnswerWriter(Alter *alter, const Change *change);
typedef Treatment AnswerJudge(const Changes *changes, const Change *change);

/* Rows of a kind stand in the order in which they are carried out; an attribute may have more
 * than one. */
typedef struct Answer {
    const char *word; /* of the kind's Attr table */
    Treatment how;
    AnswerWriter *write; /* TREAT_ALTER */
    AnswerJudge *judge;  /* decides instead of how */
} Answer;

typedef struct Answers {
    const Answer *rows;
    size_t count;
} Answers;

Answers postgres_answers(Kind kind);
/* Is the attribute of that word among those that change? */
bool postgres_changes(const Change *change, const char *word);
int postgres_version(const Schema *schema); /* the oldest server it must run on: 12 */

Treatment postgres_treat(Cx *cx, const Changes *changes, const Change *change);
bool postgres_blocks(const Changes *changes, const Change *change, Treatment how,
                     const Object *dependent);
void postgres_alter(Alter *alter, const Change *change);
bool postgres_is_kept(const Object *object);
void postgres_keep(const Alter *alter, const Kept *kept, size_t count, Text *before, Text *after);
void postgres_rename(Cx *cx, Text *out, const Schema *schema, const Object *from, Name space,
                     Name name);
const char *postgres_frame(Cx *cx, const Plan *plan, int place);

/* ---- steps ---- */

/* "column orders.note is new", in the arena of the run */
const char *postgres_why(const Alter *alter, const Object *object, const char *words);
/* A step of PHASE_MAIN without effects. */
void postgres_step(Alter *alter, Text *sql, const Object *on, Lock lock, const char *why);
/* A finding about an object that must be allowed; the hint may be NULL. */
void postgres_find(Alter *alter, const char *id, const Object *to, const char *message,
                   const char *hint);
void postgres_alter_table(Text *out, const Schema *schema, const Object *table);
/* A statement behind those that are there: ALTER TABLE public.orders ALTER COLUMN note */
void postgres_alter_column(Text *out, const Schema *schema, const Object *column);
/* A step on the column's table that says of the column what words do. */
void postgres_column_step(Alter *alter, Text *sql, const Object *column, const char *words);
/* A name that no member of the table has, before or after: base, base_1, ... */
Name postgres_free_name(const Alter *alter, const Object *table, const char *base);
/* Of what an ALTER makes anew; one that has changed is the planner's. */
void postgres_comment_again(Alter *alter, const Change *change);
/* base and end, base cut where both are longer than a name can be */
Name postgres_cut_name(Cx *cx, const char *base, const char *end);
/* Is the object what it was before the plan, if it was there at all? */
bool postgres_is_unchanged(const Alter *alter, const Object *to);
/* Behind a new type or collation of a column: PostgreSQL makes the indexes of the table and its heirs
 * over it anew, and forgets their statistics and what they depend on. */
void postgres_statistics_again(const Alter *alter, Text *sql, const Object *table);
void postgres_enable_triggers(const Alter *alter, Text *sql, const Object *table);
/* SET (a = 1), RESET (b) behind what is written already: what turns one list into the other. */
void postgres_set_options(Alter *alter, const Change *change, const OptionList *from,
                          const OptionList *to, const char *subject, const Object *on);

/* ---- types ---- */

typedef enum Retype {
    RETYPE_SAME,    /* the stored rows stay as they are */
    RETYPE_REWRITE, /* every value has its like in the new type */
    RETYPE_NARROW,  /* there is a cast, but values may not survive it */
    RETYPE_ASK      /* no cast, or one that needs a decision: `using` */
} Retype;

/* effects: STEP_REWRITES, STEP_LOSES, STEP_REJECTS */
Retype postgres_retype(const Type *from, const Type *to, unsigned *effects);
/* What two types have in common: what the engine says of values of one, and how it reads that once
 * they are of the other. */
typedef enum Likeness {
    LIKENESS_SAID,          /* it is read as it was said */
    LIKENESS_BUT_CONSTANTS, /* unless values are compared with constants */
    LIKENESS_COMPARED,      /* values of both can be compared */
    LIKENESS_NONE
} Likeness;
Likeness postgres_likeness(const Type *from, const Type *to);
/* The same for every row, and evaluated once. */
bool postgres_is_fixed(const Expr *expr);
/* Does the column get another type, or a type that is made anew under the same name? */
bool postgres_is_retyped(const Changes *changes, const Column *from, const Column *to);
/* Is the enum or domain made anew? */
bool postgres_is_rebuilt(const Changes *changes, const Object *from, const Object *to);
const Object *postgres_table_with(const Schema *schema, const Object *domain); /* NULL: none */
bool postgres_has_constraints(const Type *type); /* a domain that may refuse a value */

/* ---- kinds ---- */

void postgres_bring_column(Alter *alter, const Object *to);
void postgres_bring_own_column(Alter *alter, const Column *column); /* whatever is above */
/* Has it rules that may wait for the end of the transaction? */
bool postgres_has_deferred(const Object *table);
/* How an old row's value is read where the column has another type, or one that is made anew; nothing is
 * written where it is as it is. What may happen to it is found. */
void postgres_read_value(Alter *alter, Text *sql, const Column *from, const Column *to, unsigned *effects);
/* What stands behind "with" of a column that has `before`. */
void postgres_keep_column(Alter *alter, const Column *column, const OptionList *before, bool is_reset);
/* The same in the heirs, of what was done to the column: it is new or has another type (is_reset), or
 * SET STORAGE was said of it (is_given). Does it touch how rows are stored? */
bool postgres_keep_below(Alter *alter, Text *sql, const Column *column, bool is_reset, bool is_given);
AnswerWriter postgres_alter_kept;
void postgres_alter_column_options(Alter *alter, const Change *change);
void postgres_remove_column(Alter *alter, const Object *from);
/* Any name is right where none is said. */
/* The column that was numbered by the database, and is by this new sequence from now on; NULL: none. */
const Object *postgres_numbered_until(const Alter *alter, const Object *sequence);
void postgres_bring_successor(Alter *alter, Text *sql, const Object *sequence, const Object *column);
/* Is the sequence dropped where its column begins to be numbered by the database? */
bool postgres_gives_way(const Alter *alter, const Object *from);
AnswerWriter postgres_name_sequence, postgres_name_null;
AnswerWriter postgres_drop_identity, postgres_alter_identity, postgres_alter_identity_options,
    postgres_alter_open_null;
AnswerWriter postgres_alter_generated;
AnswerJudge postgres_judge_generated, postgres_judge_storage;
extern const Answers postgres_column_answers;

void postgres_bring_key(Alter *alter, const Object *to);
void postgres_bring_exclude(Alter *alter, const Object *to);
void postgres_bring_foreign_key(Alter *alter, const Object *to);
void postgres_bring_check(Alter *alter, const Object *to);
void postgres_remove_member(Alter *alter, const Object *from); /* keys, foreign keys, checks */
/* Does this column of `from` leave a primary key that stays? Then it waits with DROP NOT NULL. */
bool postgres_is_held(const Alter *alter, const Object *from);
extern const Answers postgres_key_answers, postgres_foreign_key_answers, postgres_check_answers,
    postgres_exclude_answers;

/* Of an index or key that is made, and of one that goes. */
void postgres_bring_choices(Alter *alter, const Object *to, Phase phase);
void postgres_release_choices(Alter *alter, const Object *from);
AnswerWriter postgres_alter_statistics, postgres_alter_choices, postgres_alter_index_comment,
    postgres_alter_replica_identity, postgres_alter_key_triggers, postgres_alter_extensions,
    postgres_alter_remarks;
void postgres_key_triggers_again(Alter *alter, const Object *key, Phase phase); /* of one that is made */

void postgres_bring_index(Alter *alter, const Object *to);
void postgres_remove_index(Alter *alter, const Object *from);
extern const Answers postgres_index_answers;

bool postgres_is_divided(const Object *table); /* CONCURRENTLY and NOT VALID are not for it */
/* Is the index or key made while writers wait: offline, or because its table is divided? */
bool postgres_is_at_once(const Alter *alter, const Object *member);
/* Are rules of the table looked at at once: offline, or because a part that comes to it, or that it is of,
 * has let go of another table and belongs to none until they hold, or because one of both is made anew and
 * its rows move over? */
bool postgres_is_awaited(const Alter *alter, const Object *table);
void postgres_bring_part(Alter *alter, const Object *to); /* of an index or key: it is there */
/* A key, check or index that a table has kept of the one that it is no longer a partition of. */
bool postgres_is_taken_along(const Alter *alter, const Object *to);
/* A key, check, foreign key or index of a table that is attached: it becomes one of the table above. */
bool postgres_is_adopted(const Changes *changes, const Object *from);
/* It becomes a part, or is one no more. */
AnswerJudge postgres_judge_part;
/* A table lets go of one that it was made of: what it has had of that is named as the schema has it,
 * or goes. */
void postgres_release_members(Alter *alter, const Object *above, const Object *from,
                              const Object *to);
/* It is divided in another way: the old one makes room for the new one, which takes its rows over. */
void postgres_put_aside(Alter *alter, const Object *from);
void postgres_bury_table(Alter *alter, const Object *from);
/* Is its table, or a part of that, divided by it? Then no type of it can change in place. */
bool postgres_is_key_column(const Schema *schema, const Object *column);
/* A column of a table whose rows are values of a column, too: what writes all of them anew is refused. */
void postgres_refuse_rows(Alter *alter, const Object *column);
/* A column of a table that becomes a partition: it is one of the table above. */
bool postgres_is_left_above(const Changes *changes, const Object *from);
/* The table lets go of the one it is a part of, or is for other values of, and of parents. */
void postgres_leave(Alter *alter, const Change *change);
void postgres_leave_parents(Alter *alter, const Change *change);
AnswerJudge postgres_judge_inherited;
AnswerWriter postgres_refuse_inherited, postgres_alter_partition, postgres_alter_inherits;
/* Of a column that a parent has, or had: what is to be done is done; true: nothing else is. */
bool postgres_bring_inherited(Alter *alter, const Object *to);
void postgres_drop_column(Alter *alter, Text *sql, const Object *column); /* but not of heirs that keep it */
/* What is said of a column counts for all heirs: those that have had a default of their own get it again,
 * but where it calls the function `called` (or NULL); likewise those that take no NULL. */
void postgres_defaults_again(Alter *alter, Text *sql, const Object *column, const Object *called);
void postgres_nulls_again(Alter *alter, Text *sql, const Object *column);
bool postgres_remove_inherited(Alter *alter, const Object *from);

void postgres_remove_table(Alter *alter, const Object *from);
extern const Answers postgres_table_answers;

/* RENAME TO and SET SCHEMA of a range with all that comes with it. */
void postgres_rename_range(Cx *cx, Text *out, const Schema *schema, const Range *from,
                           const Range *to);
void postgres_move_range(Cx *cx, Text *out, const Schema *schema, const Range *from,
                         const Range *to);
void postgres_bring_attribute(Alter *alter, const Object *to);
void postgres_remove_attribute(Alter *alter, const Object *from);
/* Does a column of the schema hold values of the type, itself or within another type? */
bool postgres_is_stored(const Schema *schema, const Object *type);
extern const Answers postgres_attribute_answers, postgres_range_answers, postgres_native_answers;

void postgres_rebuild_collation(Alter *alter, const Object *from, const Object *to);
void postgres_bring_value(Alter *alter, const Object *to);
void postgres_rebuild(Alter *alter, const Object *from, const Object *to);
void postgres_bury(Alter *alter, const Object *from);
void postgres_bury_collation(Alter *alter, const Object *from);
/* A rule of a domain that is looked for in the rows, which the engine does not find within other types. */
void postgres_refuse_within(Alter *alter, const Object *object, const Object *domain);
/* A table of the type would have to change with it. */
void postgres_refuse_typed(Alter *alter, const Object *type);
extern const Answers postgres_domain_answers, postgres_remark_answers; /* the latter: enums, types */

bool postgres_calls(const Object *object, const Object *function); /* the default of a column or domain */
void postgres_remove_function(Alter *alter, const Object *from);
void postgres_restore_function(Alter *alter, const Object *from);
/* Must what uses the function be dropped before it changes? */
bool postgres_is_other_function(const Object *from, const Object *to);
extern const Answers postgres_function_answers;

void postgres_remove_grant(Alter *alter, const Object *from);
extern const Answers postgres_grant_answers, postgres_owner_answers;
void postgres_bring_owner(Alter *alter, const Object *to);
void postgres_remove_owner(Alter *alter, const Object *from);

void postgres_remove_sequence(Alter *alter, const Object *from);
void postgres_bring_sequence(Alter *alter, const Object *to);
void postgres_bring_trigger(Alter *alter, const Object *to);
void postgres_bring_policy(Alter *alter, const Object *to);
void postgres_bring_table(Alter *alter, const Object *to);
void postgres_bring_native(Alter *alter, const Object *to);
void postgres_remove_object(Alter *alter, const Object *from); /* of nobody's rows */
void postgres_remove_last(Alter *alter, const Object *from);   /* after what is dropped with rows */
/* The sequence that the default of a column calls becomes its own, if it was not. */
void postgres_alter_owner(Alter *alter, const Object *column);
/* A column that is numbered from now on is so behind the numbers that it holds. */
void postgres_continue_numbers(const Alter *alter, Text *sql, const Column *column);
void postgres_continue_sequence(const Alter *alter, Text *sql, const Sequence *own); /* of its own sequence */
/* A new sequence begins behind the numbers that its column holds already: adds what sees to it. */
void postgres_begin_numbers(const Alter *alter, Text *sql, const Sequence *own);
/* numbers.c: what a sequence counts through, also that of a column which the database numbers (then
 * only type, start, increment and bounds are looked at). Bounds and RESTART are options of ALTER. */
bool postgres_is_falling(const Sequence *sequence);
long long postgres_first_number(const Sequence *sequence);
void postgres_bound(Text *sql, const Sequence *from, const Sequence *to, bool is_highest);
void postgres_restart(Text *sql, const Sequence *from, const Sequence *to);
/* Statements before the ALTER: NAME is an expression that names the sequence, LAST is behind FROM
 * and ends with its last number. */
void postgres_return_numbers(Text *sql, const Sequence *from, const Sequence *to, const char *name,
                             const char *last);
extern const Answers postgres_sequence_answers, postgres_view_answers, postgres_trigger_answers,
    postgres_policy_answers, postgres_extension_answers;

#endif
