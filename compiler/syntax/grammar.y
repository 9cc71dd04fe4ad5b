/* SPDX-License-Identifier: MIT
 * The grammar. Declarations are uniform: a head, clauses in any order, perhaps a block; which
 * clause belongs to which kind is for resolve to say. Every action is one call of build.h.
 *
 * The driver (parse.c) looks one token ahead and passes some tokens under another code, so that
 * one token of lookahead is enough here: NOT_LA is "not" before in, like, between...; WITH_TIME
 * and WITHOUT_TIME stand before "time zone"; VALUE_MARK is a mark with a value behind it;
 * POSITION_IN the "in" of position(a in b); WHAT a word of the kind of a native object;
 * FIELD a word behind the type interval: day to second;
 * COLLATE_CLAUSE is "collate" behind a default, where it speaks of the column. BAD stands for the
 * tokens that were skipped after a mistake. */
%name parser
%token_type { Token }
%extra_context { Parser *p }
%stack_size 0
%include {
#include <stdlib.h>
#include "syntax/build.h"
#define YYNOERRORRECOVERY 1
#ifndef NDEBUG
#define NDEBUG 1
#endif
}

%type native { Token }
%type fields { Token }
%type path { Path }
%type qname { QName }
%type type { const Type * }
%type type_name { Type * }
%type words_type { Type * }
%type type_args { size_t }
%type type_arg { const char * }
%type qualified_operator { QName }
%type expr { Node }
%type parenthesis { Node }
%type field { Node }
%type slice_end { Node }
%type literal { Node }
%type number { Node }
%type call { Node }
%type initial { Node }
%type args { size_t }
%type exprs { size_t }
%type rows { size_t }
%type cases { Cases }

/* Every word may be a name where the grammar does not expect it as a word. */
%fallback NAME ACTION AFTER ALWAYS ASC AT AUTOINCREMENT BACKFILL BEFORE BY CHECK CONFLICT
    CONSTRAINT DATA DEFAULT DEFERRABLE DELETE DEPENDS DESC DOMAIN EACH ENFORCED ENUM ESCAPE EXCLUDE EXECUTE EXTENSION EXTERNAL FIRST
    FOR FORCE FOREIGN FULL FUNCTION GENERATED GRANT IDENTITY INCLUDE INDEX INHERIT INITIALLY INOUT INSERT
    INSTEAD KEY LAST MATERIALIZED MIXIN NAMESPACE NEW NO NOTHING NULLS OF OFF OLD ON OPERATOR OPTION OUT OWNED OWNER
    PARTITION POLICY PRECISION PRIMARY PROCEDURE REFERENCES REFERENCING REPLICA RETURNS REVOKE SCHEMA SECURITY SEQUENCE SET
    SETOF STATEMENT STORED STRICT TABLE TARGET TIME TO TRIGGER TRUNCATE TYPE UNIQUE UNKNOWN UPDATE
    USE USING VALID VALUED VALUES VARIADIC VARYING VIEW VIRTUAL WAS WHERE WITH WITHOUT ZONE
    WITH_TIME WITHOUT_TIME COLLATE_CLAUSE.

/* Precedence as PostgreSQL's, loosest first. CLAUSE ends an expression. That comparisons do not
 * chain is checked in node.c: Lemon keeps the reduction beside the error of %nonassoc. */
%nonassoc CLAUSE.
%nonassoc NAME QUOTED DEFAULT VALUE_MARK LP ON.
%left OR.
%left AND.
%right NOT.
%left IS.
%left LT GT EQ LE GE NE.
%left BETWEEN IN POSITION_IN LIKE ILIKE SIMILAR NOT_LA.
%left ESCAPE.
%left OP QUESTION OPERATOR.
%left PLUS MINUS.
%left STAR SLASH PERCENT.
%left CARET.
%left AT.
%left COLLATE.
%right SIGN.
%left LB.
%left TYPECAST.
%left DOT.

input ::= file.
input ::= START_EXPR expr(E).                      { p->expr = E.expr; }
input ::= START_TYPE type(T).                      { p->type = T; }

file ::= START_FILE.
file ::= file SEMI.
file ::= file declaration.

/* ---- declarations ---- */

declaration ::= head SEMI(E).                      { decl_end(p, &E); }
declaration ::= block RBRACE(E).                   { block_end(p, &E); }
declaration ::= block BAD RBRACE(E).               { block_end(p, &E); }
declaration ::= enum_block RBRACE(E).              { block_end(p, &E); }
declaration ::= values RBRACE(E).                  { block_end(p, &E); }
declaration ::= values COMMA RBRACE(E).            { block_end(p, &E); }
declaration ::= INCLUDE STRING|QUOTED(S) SEMI.     { include_file(p, &S); }
declaration ::= BAD SEMI.
declaration ::= BAD RBRACE.

head ::= SCHEMA|MIXIN|TRIGGER|POLICY(K) word(N).   { decl_word(p, &K, NULL, &N); }
head ::= CONSTRAINT(K) TRIGGER(L) word(N).         { decl_word(p, &K, &L, &N); }
head ::= TABLE(K) qname(N).                        { decl_begin(p, &K, NULL, N); }
head ::= EXTENSION(K) qname(N). [CLAUSE]           { decl_begin(p, &K, NULL, N); }
head ::= EXTERNAL(K) qname(N). [CLAUSE]            { decl_begin(p, &K, NULL, N); }
head ::= VIEW(K) qname(N). [CLAUSE]                { decl_begin(p, &K, NULL, N); }
head ::= MATERIALIZED(K) VIEW(L) qname(N).         { decl_begin(p, &K, &L, N); }
head ::= VIEW(K) qname(N) LP elements RP.          { decl_list(p, &K, NULL, N); }
head ::= MATERIALIZED(K) VIEW(L) qname(N) LP elements RP. { decl_list(p, &K, &L, N); }
head ::= EXTENSION(K) qname(N) IN(I) word(W).      { decl_in(p, &K, N, &I, &W); }
head ::= NAMESPACE(K) word(N). [CLAUSE]            { decl_word(p, &K, NULL, &N); }
head ::= NAMESPACE(K) word(N) DEFAULT(D).          { decl_word(p, &K, NULL, &N); clause(p, &D); }
head ::= DOMAIN(K) qname(N) type(T).               { decl_typed(p, &K, N, T); }
head ::= SEQUENCE(K) qname(N). [CLAUSE]            { decl_begin(p, &K, NULL, N); }
head ::= SEQUENCE(K) qname(N) type(T).             { decl_typed(p, &K, N, T); }
head ::= TYPE(K) qname(N).                         { decl_begin(p, &K, NULL, N); }
head ::= parameter_list RP.
head ::= native(K) qname(N). [CLAUSE]              { decl_begin(p, &K, NULL, N); }
head ::= index_head.
head ::= targets.
head ::= texts.
head ::= grant TO(K) roles.                        { clause_roles(p, &K); }
head ::= revoke FROM(K) roles.                     { clause_roles(p, &K); }
head ::= owner.
head ::= NAME(K) qname(N).                         { decl_begin(p, &K, NULL, N); }
head ::= head clause.
head ::= head MARK(M).                             { decl_mark(p, &M); }

grant ::= grant_head on_objects.
grant_head ::= GRANT(K).                           { decl_word(p, &K, NULL, NULL); }
revoke ::= revoke_head on_objects.
revoke_head ::= REVOKE(K).                         { decl_word(p, &K, NULL, NULL); }
owner ::= owner_head objects.
owner_head ::= OWNER(K) word(N) OF.                { decl_word(p, &K, NULL, &N); }
on_objects ::= privileges ON objects.
privileges ::= privilege.
privileges ::= privileges COMMA privilege.
privilege ::= privilege_word.
privilege ::= privilege_word LP elements RP.       { clause_elements(p); }
privilege_word ::= NAME|ALL|INSERT|UPDATE|DELETE|TRUNCATE|REFERENCES|TRIGGER|EXECUTE(K). { clause(p, &K); }
objects ::= qname(N).                              { clause_object(p, NULL, N); }
objects ::= object_word(K) qname(N).               { clause_object(p, &K, N); }
objects ::= object_types RP.                       { clause_elements(p); }
objects ::= objects COMMA qname(N).                { clause_object(p, NULL, N); }
objects ::= objects COMMA object_word(K) qname(N). { clause_object(p, &K, N); }
objects ::= routine_word(K) qname(N).              { clause_object(p, &K, N); }
objects ::= objects COMMA routine_word(K) qname(N). { clause_object(p, &K, N); }
objects ::= new_objects.
objects ::= objects COMMA new_objects.
new_objects ::= NEW(K) word(W) OF word(R).         { clause_new(p, &K, &W, &R, NULL); }
new_objects ::= NEW(K) word(W) OF word(R) IN word(S). { clause_new(p, &K, &W, &R, &S); }
object_word(A) ::= TABLE|VIEW|SEQUENCE|NAMESPACE|TYPE|ENUM|DOMAIN(K). { A = K; }
routine_word(A) ::= FUNCTION|PROCEDURE(K).         { A = K; }
routine_word(A) ::= native(K).                     { A = K; }
objects ::= objects COMMA object_types RP.         { clause_elements(p); }
object_open ::= routine_word(K) qname(N) LP.       { clause_object(p, &K, N); }
object_types ::= object_open.
object_types ::= object_open type(T).              { element_type(p, T); }
object_types ::= object_types COMMA type(T).       { element_type(p, T); }
roles ::= word(N).                                 { element_name(p, &N); }
roles ::= roles COMMA word(N).                     { element_name(p, &N); }

targets ::= TARGET(K) word(N).                     { decl_target(p, &K); target(p, &N, NULL); }
targets ::= TARGET(K) word(N) NUMBER|VERSION|STRING(V). { decl_target(p, &K); target(p, &N, &V); }
targets ::= targets COMMA word(N).                 { target(p, &N, NULL); }
targets ::= targets COMMA word(N) NUMBER|VERSION|STRING(V). { target(p, &N, &V); }

texts ::= NAME(K) STRING(S).                       { decl_target(p, &K); text_item(p, &S); }
texts ::= texts COMMA STRING(S).                   { text_item(p, &S); }

function_head ::= FUNCTION|PROCEDURE(K) qname(N) LP. { decl_begin(p, &K, NULL, N); }
function_head ::= native(K) qname(N) LP.           { decl_begin(p, &K, NULL, N); }
function_head ::= native(K) LP.                    { decl_word(p, &K, NULL, &K); }
native(A) ::= WHAT(K).                             { A = K; }
native(A) ::= native(A) WHAT(K).                   { token_join(p, &A, &K); }
parameter_list ::= function_head.
parameter_list ::= function_head parameter.
parameter_list ::= parameter_list COMMA parameter.

parameter ::= mode(M) type(T) initial(E).          { parameter(p, &M, NULL, T, E); }
parameter ::= mode(M) name(N) type(T) initial(E).  { parameter(p, &M, &N, T, E); }
mode(A) ::= .                                      { A = token_none(); }
mode(A) ::= IN|OUT|INOUT|VARIADIC(K).              { A = K; }
initial(A) ::= .                                   { A = node_none(); }
initial(A) ::= DEFAULT|EQ expr(E).                 { A = E; }

enum_head ::= ENUM(K) qname(N).                    { decl_begin(p, &K, NULL, N); }
enum_head ::= enum_head clause.
enum_head ::= enum_head MARK(M).                   { decl_mark(p, &M); }
enum_block ::= enum_head LBRACE(B).                { block_begin(p, &B); }
values ::= enum_block value.
values ::= values COMMA value.
value ::= value_name(N).                           { enum_value(p, &N, NULL, NULL); }
value ::= value_name(N) WAS(K) value_name(W).      { enum_value(p, &N, &K, &W); }
value ::= BAD.
value_name(A) ::= word(N).                         { A = N; }
value_name(A) ::= STRING(N).                       { A = N; }

/* ---- members ---- */

block ::= head LBRACE(B).                          { block_begin(p, &B); }
block ::= BAD LBRACE(B).                           { block_lost(p, &B); }
block ::= block SEMI.
block ::= block member_head SEMI(E).               { decl_end(p, &E); }
block ::= block word(N) SEMI(E).                   { decl_bare(p, &N, &E); }
block ::= block BAD SEMI.

member_head ::= word(N) type(T).                   { decl_column(p, &N, T, NULL); }
member_head ::= word(N) type(T) QUESTION(Q).       { decl_column(p, &N, T, &Q); }
member_head ::= PRIMARY|FOREIGN(K) KEY(L) key_name(N) LP elements RP. { decl_key(p, &K, &L, &N); }
member_head ::= UNIQUE(K) key_name(N) LP elements RP. { decl_key(p, &K, NULL, &N); }
member_head ::= CHECK(K) key_name(N) LP expr(E) RP. { decl_check(p, &K, &N, E); }
member_head ::= marked_check. [CLAUSE]
member_head ::= USE(K) qname(N).                   { decl_begin(p, &K, NULL, N); }
member_head ::= index_head.
member_head ::= member_head clause.
member_head ::= member_head MARK(M).               { decl_mark(p, &M); }

marked_check ::= CHECK(K) key_name(N) VALUE_MARK(M) LP expr(E) RP.
                                     { decl_word(p, &K, NULL, &N); clause_with_mark(p, &K, &M, E); }
marked_check ::= marked_check VALUE_MARK(M) LP expr(E) RP. { clause_with_mark(p, NULL, &M, E); }

key_name(A) ::= .                                  { A = token_none(); }
key_name(A) ::= word(N).                           { A = N; }

index_head ::= index_start LP elements RP.         { decl_elements(p); }
index_start ::= index_word.
index_start ::= index_word word(N).                { decl_rename(p, &N); }
index_start ::= index_word using.
index_start ::= index_word word(N) using.          { decl_rename(p, &N); }
index_start ::= index_word using word(N).          { decl_rename(p, &N); }
index_start ::= index_on.
index_start ::= index_on using.
index_on ::= index_word ON(K) qname(T).            { clause_qname(p, &K, T); }
index_on ::= index_word word(N) ON(K) qname(T).    { decl_rename(p, &N); clause_qname(p, &K, T); }
using ::= USING(K) word(M).                        { clause_name(p, &K, &M); }
index_word ::= EXCLUDE(K).                         { decl_word(p, &K, NULL, NULL); }
index_word ::= INDEX(K).                           { decl_word(p, &K, NULL, NULL); }
index_word ::= UNIQUE(K) INDEX(L).                 { decl_word(p, &K, &L, NULL); }

/* ---- clauses ---- */

clause ::= DEFAULT|WHERE|WHEN|BACKFILL|USING(K) expr(E). [CLAUSE] { clause_expr(p, &K, E); }
clause ::= marked. [CLAUSE]
clause ::= CHECK(K) key_name(N) LP expr(E) RP.     { clause_with_check(p, &K, &N, E); }
clause ::= WITH(K) CHECK(L) LP expr(E) RP.         { clause_words(p, &K, &L); clause_holds(p, E); }
clause ::= generated. [CLAUSE]
clause ::= generated STORED|VIRTUAL(V).            { clause_value(p, &V); }
clause ::= identity. [CLAUSE]
clause ::= identity LP settings RP.                { clause_elements(p); }
clause ::= TYPE(K) type(T).                        { clause_type(p, &K, NULL, T); }
clause ::= TYPE(K) VALUE_MARK(M) type(T).          { clause_type(p, &K, &M, T); }
clause ::= COLLATE|COLLATE_CLAUSE(K) qname(N).     { clause_qname(p, &K, N); }
clause ::= WAS(K) qname(N).                        { clause_qname(p, &K, N); }
clause ::= WAS(K) STRING(N).                       { clause_name(p, &K, &N); }
clause ::= PRIMARY(K) KEY(L).                      { clause_words(p, &K, &L); }
clause ::= PRIMARY(K) KEY(L) AUTOINCREMENT|DESC(V). { clause_words(p, &K, &L); clause_value(p, &V); }
clause ::= UNIQUE|DEFERRABLE|NULL_(K).             { clause(p, &K); }
clause ::= STRICT(K).                              { clause(p, &K); }
clause ::= STRICT(K) OFF(L).                       { clause_words(p, &K, &L); }
clause ::= NOT(K) NULL_(L). [CLAUSE]               { clause_words(p, &K, &L); }
clause ::= NOT(K) DEFERRABLE|VALID|ENFORCED(L). { clause_words(p, &K, &L); }
clause ::= INITIALLY|SECURITY|WITHOUT(K) word(L).  { clause_words(p, &K, &L); }
clause ::= NO(K) INHERIT(L).                       { clause_words(p, &K, &L); }
clause ::= NULLS(K) NOT DISTINCT(L).               { clause_words(p, &K, &L); }
clause ::= ROW(K) SECURITY(L).                     { clause_words(p, &K, &L); }
clause ::= FORCE(K) ROW SECURITY(L).               { clause_words(p, &K, &L); }
clause ::= WITH(K) GRANT OPTION(L). [CLAUSE]       { clause_words(p, &K, &L); }
clause ::= WITH(K) GRANT OPTION(L) LP elements RP. { clause_words(p, &K, &L); clause_elements(p); }
clause ::= WITH(K) NO DATA(L).                     { clause_words(p, &K, &L); }
clause ::= WITH(K) LP elements RP.                 { clause(p, &K); clause_elements(p); }
clause ::= INCLUDE(K) LP elements RP.              { clause(p, &K); clause_elements(p); }
clause ::= references. [CLAUSE]
clause ::= references LP elements RP.              { clause_elements(p); }
clause ::= on_change. [CLAUSE]
clause ::= on_change LP elements RP.               { clause_elements(p); }
clause ::= ON(K) CONFLICT(L) word(V).              { clause_words(p, &K, &L); clause_value(p, &V); }
clause ::= NOT(K) NULL_ ON CONFLICT(L) word(V).    { clause_words(p, &K, &L); clause_value(p, &V); }
clause ::= NOT(K) NULL_ NOT VALID(L).                  { clause_words(p, &K, &L); }
clause ::= ON(K) qname(N).                         { clause_qname(p, &K, N); }
clause ::= AS(K) BODY(B).                          { clause_body(p, &K, &B); }
clause ::= AS(K) word(V).                          { clause(p, &K); clause_value(p, &V); }
clause ::= FOR(K) word(V).                         { clause(p, &K); clause_value(p, &V); }
clause ::= RETURNS(K) type(T).                     { clause_type(p, &K, NULL, T); }
clause ::= RETURNS(K) SETOF(V) type(T).            { clause_type(p, &K, NULL, T); clause_value(p, &V); }
clause ::= returns_columns RP.                     { clause_end(p); }
clause ::= VALUED(K) word(V). [CLAUSE]             { clause(p, &K); clause_value(p, &V); }
clause ::= VALUED(K) word(V) IN LP elements RP.    { clause(p, &K); clause_value(p, &V); clause_elements(p); }
clause ::= VALUED(K) word(S) DOT word(V).          { clause_qname(p, &K, qname_make(p, &S, &V)); }
clause ::= VALUED(K) number(E).                    { clause(p, &K); clause_number(p, E); }
clause ::= VALUED(K) STRING(V).                    { clause(p, &K); clause_value(p, &V); }
clause ::= OWNED(K) BY(L) path(N).                 { clause_words(p, &K, &L); clause_path(p, N); }
clause ::= FROM(K) qname(N).                       { clause_qname(p, &K, N); }
clause ::= SEQUENCE(K) qname(N).                   { clause_qname(p, &K, N); }
clause ::= CONSTRAINT(K) word(N) NOT NULL_.        { clause_name(p, &K, &N); }
clause ::= REPLICA(K) IDENTITY(L). [CLAUSE]        { clause_words(p, &K, &L); }
clause ::= REPLICA(K) IDENTITY(L) FULL|NOTHING|DEFAULT(V). { clause_words(p, &K, &L); clause_value(p, &V); }
clause ::= PARTITION(K) BY(L) word(V) LP elements RP.
                         { clause_words(p, &K, &L); clause_value(p, &V); clause_elements(p); }
clause ::= partition_of. [CLAUSE]
clause ::= partition_of DEFAULT(V).                { clause_value(p, &V); }
clause ::= bounds_from TO(K) LP elements RP.       { clause(p, &K); clause_elements(p); }
clause ::= FOR(K) VALUES IN(L) LP elements RP.     { clause_words(p, &K, &L); clause_elements(p); }
clause ::= FOR(K) VALUES WITH(L) LP setting COMMA setting RP.
                                                   { clause_words(p, &K, &L); clause_elements(p); }
clause ::= setting_list. [CLAUSE]
clause ::= timing events. [CLAUSE]
clause ::= FOR(K) EACH ROW|STATEMENT(L).           { clause_words(p, &K, &L); }
clause ::= to names. [CLAUSE]                      { clause_elements(p); }
clause ::= depends word(N).                        { element_name(p, &N); clause_elements(p); }
clause ::= depends LP names RP.                    { clause_elements(p); }
clause ::= execute LP RP.                          { clause_no_elements(p); }
clause ::= execute LP elements RP.                 { clause_elements(p); }
clause ::= REFERENCING transitions. [CLAUSE]
clause ::= NAME(K). [CLAUSE]                       { clause(p, &K); }
clause ::= NAME(K) LP RP.                          { clause(p, &K); clause_no_elements(p); }
clause ::= NAME(K) LP elements RP.                 { clause(p, &K); clause_elements(p); }

marked ::= DEFAULT|WHERE|WHEN|BACKFILL|USING(K) VALUE_MARK(M) expr(E). [CLAUSE]
                                                   { clause_with_mark(p, &K, &M, E); }
marked ::= CHECK(K) key_name(N) VALUE_MARK(M) LP expr(E) RP.
                                           { clause_with_mark(p, &K, &M, E); clause_called(p, &N); }
marked ::= marked VALUE_MARK(M) expr(E). [CLAUSE]  { clause_with_mark(p, NULL, &M, E); }

generated ::= GENERATED(K) ALWAYS AS(L) LP expr(E) RP.
                                                   { clause_words(p, &K, &L); clause_holds(p, E); }
generated ::= GENERATED(K) ALWAYS AS(L) VALUE_MARK(M) LP expr(E) RP.
                                         { clause_words(p, &K, &L); clause_marked_value(p, &M, E); }
generated ::= generated VALUE_MARK(M) LP expr(E) RP. { clause_with_mark(p, NULL, &M, E); }

identity ::= GENERATED(K) ALWAYS AS IDENTITY(L).   { clause_words(p, &K, &L); }
identity ::= GENERATED(K) BY DEFAULT AS IDENTITY(L). { clause_words(p, &K, &L); }
settings ::= setting.
settings ::= settings setting.
setting ::= VALUED(K) number(E).                   { element_setting(p, &K, E); }
setting ::= NAME(K).                               { element_name(p, &K); }

partition_of ::= PARTITION(K) OF(L) qname(N).      { clause_words(p, &K, &L); clause_of(p, N); }
bounds_from ::= FOR(K) VALUES FROM(L) LP elements RP. { clause_words(p, &K, &L); clause_elements(p); }

references ::= REFERENCES(K) qname(N).             { clause_qname(p, &K, N); }
on_change ::= ON(K) DELETE|UPDATE(L) word(V).      { clause_words(p, &K, &L); clause_value(p, &V); }
on_change ::= ON(K) DELETE|UPDATE(L) SET(V) NULL_|DEFAULT(W).
                                         { clause_words(p, &K, &L); clause_value_words(p, &V, &W); }
on_change ::= ON(K) DELETE|UPDATE(L) NO(V) ACTION(W).
                                         { clause_words(p, &K, &L); clause_value_words(p, &V, &W); }

returns_open ::= RETURNS(K) TABLE(V) LP.           { clause(p, &K); clause_value(p, &V); }
returns_columns ::= returns_open returns_column.
returns_columns ::= returns_columns COMMA returns_column.
returns_column ::= word(N) type(T).                { parameter(p, NULL, &N, T, node_none()); }

setting_list ::= SET(K) qname(N) EQ|TO setting_value(V).
                                                   { clause_qname(p, &K, N); clause_value(p, &V); }
setting_list ::= setting_list COMMA setting_value(V). { clause_more_value(p, &V); }
setting_value(A) ::= word(V).                      { A = V; }
setting_value(A) ::= STRING|NUMBER(V).             { A = V; }

timing ::= BEFORE|AFTER(K).                        { clause(p, &K); }
timing ::= INSTEAD(K) OF(L).                       { clause_words(p, &K, &L); }
events ::= event.
events ::= events OR event.
event ::= INSERT|DELETE|TRUNCATE(K).               { clause(p, &K); }
event ::= UPDATE(K).                               { clause(p, &K); }
event ::= update_of names. [CLAUSE]                { clause_elements(p); }
update_of ::= UPDATE(K) OF.                        { clause(p, &K); }
to ::= TO(K).                                      { clause(p, &K); }
depends ::= DEPENDS(K) ON EXTENSION(L).            { clause_words(p, &K, &L); }
names ::= word(N).                                 { element_name(p, &N); }
names ::= names COMMA word(N).                     { element_name(p, &N); }
execute ::= EXECUTE(K) qname(N).                   { clause_qname(p, &K, N); }
execute ::= EXECUTE(K) FUNCTION|PROCEDURE qname(N). { clause_qname(p, &K, N); }
transitions ::= transition.
transitions ::= transitions transition.
transition ::= OLD|NEW(K) TABLE(L) name(N). { clause_words(p, &K, &L); clause_called(p, &N); }
transition ::= OLD|NEW(K) TABLE(L) AS name(N). { clause_words(p, &K, &L); clause_called(p, &N); }

/* ---- lists in parentheses ---- */

elements ::= element.
elements ::= elements COMMA element.
element ::= element_value order nulls with.
element_value ::= expr(E). [CLAUSE]                { element(p, E); }
element_value ::= expr(E) path(C). [CLAUSE]        { element(p, E); element_opclass(p, C); }
element_value ::= expr(E) path(C) LP type_args(A) RP.
                               { element(p, E); element_opclass(p, C); element_opclass_args(p, A); }
order ::= .
order ::= ASC.
order ::= DESC.                                    { element_descending(p); }
nulls ::= .
nulls ::= NULLS FIRST|LAST(K).                     { element_nulls(p, &K); }
with ::= .
with ::= WITH operator(O).                         { element_with(p, qname_make(p, NULL, &O)); }
with ::= WITH OPERATOR LP qualified_operator(O) RP.
                                                   { element_with(p, O); }

/* ---- names and types ---- */

word(A) ::= NAME|QUOTED|ALL|AND|ANY|ARRAY|AS|BETWEEN|CASE|CAST|COLLATE|DISTINCT|ELSE|END|EXTRACT
    |FALSE_|FROM|ILIKE|IN|IS|LIKE|NOT|NULL_|OR|ROW|SIMILAR|THEN|TRUE_|WHEN(N). { A = N; }
qname(A) ::= word(N).                              { A = qname_make(p, NULL, &N); }
qname(A) ::= word(S) DOT word(N).                  { A = qname_make(p, &S, &N); }
name(A) ::= NAME(N).                               { A = N; }
name(A) ::= QUOTED(N).                             { A = N; }
path(A) ::= name(N). [CLAUSE]                      { A = path_make(p, &N); }
path(A) ::= path(A) DOT word(N).                   { path_add(p, &A, &N); }

type(A) ::= type_name(T). [CLAUSE]                 { A = T; }
type(A) ::= type(T) LB RB.                         { A = type_array(p, T); }
type(A) ::= type(T) LB NUMBER RB.                  { A = type_array(p, T); }
type_name(A) ::= path(N). [CLAUSE]                 { A = type_make(p, N); }
type_name(A) ::= path(N) LP type_args(G) RP.       { A = type_with(p, type_make(p, N), G); }
type_name(A) ::= words_type(T). [CLAUSE]           { A = T; }
type_name(A) ::= words_type(T) LP type_args(G) RP. { A = type_with(p, T, G); }
type_name(A) ::= path(N) LP type_args(G) RP WITH_TIME TIME ZONE.
                                                   { A = type_with(p, type_zoned(p, N), G); }
type_name(A) ::= path(N) LP type_args(G) RP WITHOUT_TIME TIME ZONE.
                                                   { A = type_with(p, type_make(p, N), G); }
words_type(A) ::= path(N) PRECISION|VARYING(W).    { A = type_words(p, N, &W); }
words_type(A) ::= path(N) fields(F).               { A = type_fields(p, N, &F); }
words_type(A) ::= path(N) WITH_TIME TIME ZONE.     { A = type_zoned(p, N); }
words_type(A) ::= path(N) WITHOUT_TIME TIME ZONE.  { A = type_make(p, N); }
fields(A) ::= FIELD(K).                            { A = K; }
fields(A) ::= fields(A) FIELD(K).                  { token_join(p, &A, &K); }
type_args(A) ::= type_arg(T).                      { A = texts_begin(p, T); }
type_args(A) ::= type_args(A) COMMA type_arg(T).   { text_push(p, T); }
type_arg(A) ::= QUOTED|STRING|NUMBER(T).           { A = token_source(p, &T); }
type_arg(A) ::= NAME(T).                           { A = token_source(p, &T); }
type_arg(A) ::= MINUS NUMBER(T).                 { A = text_join(p, "", "-", token_source(p, &T)); }
type_arg(A) ::= NAME(N) EQ NAME|QUOTED|STRING|NUMBER(T).
                                { A = text_join(p, token_source(p, &N), "=", token_source(p, &T)); }
type_arg(A) ::= NAME(N) EQ MINUS NUMBER(T).
                                { A = text_join(p, token_source(p, &N), "=-", token_source(p, &T)); }

/* ---- expressions ---- */

expr(A) ::= literal(E).                            { A = E; }
expr(A) ::= call(E).                               { A = E; }
expr(A) ::= field(E).                              { A = E; }
expr(A) ::= parenthesis(E). [CLAUSE]               { A = E; }
expr(A) ::= path(N). [CLAUSE]                      { A = node_name(p, N); }
expr(A) ::= path(N) STRING(S).                     { A = node_typed(p, type_make(p, N), &S); }
expr(A) ::= words_type(T) STRING(S).               { A = node_typed(p, T, &S); }
expr(A) ::= LP(K) expr(E) COMMA exprs(L) RP.       { A = node_row(p, &K, E, L); }
expr(A) ::= ROW(K) LP exprs(L) RP.                 { A = node_list(p, EXPR_ROW, &K, L); }
expr(A) ::= ROW(K) LP RP.
                                                  { A = node_list(p, EXPR_ROW, &K, p->args.count); }
expr(A) ::= ARRAY(K) LB exprs(L) RB.               { A = node_list(p, EXPR_ARRAY, &K, L); }
expr(A) ::= ARRAY(K) LB rows(L) RB.                { A = node_list(p, EXPR_ARRAY, &K, L); }
expr(A) ::= ARRAY(K) LB RB.         { A = node_list(p, EXPR_ARRAY, &K, p->args.count); }
expr(A) ::= CAST(K) LP expr(E) AS type(T) RP.      { A = node_cast(p, K.start, E, T); }
expr(A) ::= expr(E) TYPECAST type(T). [CLAUSE]     { A = node_cast(p, E.start, E, T); }
expr(A) ::= expr(E) LB expr(I) RB.                 { A = node_subscript(p, E, I, node_none(), 0); }
expr(A) ::= expr(E) LB slice_end(I) COLON slice_end(J) RB.
                                                   { A = node_subscript(p, E, I, J, EXPR_SLICE); }
expr(A) ::= cases(L) END.                          { A = node_case(p, L, node_none()); }
expr(A) ::= cases(L) ELSE expr(E) END.             { A = node_case(p, L, E); }
expr(A) ::= NOT(K) expr(E).                        { A = node_unary(p, &K, E); }
expr(A) ::= MINUS|PLUS(K) expr(E). [SIGN]          { A = node_unary(p, &K, E); }
expr(A) ::= OP(K) expr(E).                         { A = node_unary(p, &K, E); }
expr(A) ::= expr(L) OR(K) expr(R).                 { A = node_binary(p, L, &K, R); }
expr(A) ::= expr(L) AND(K) expr(R).                { A = node_binary(p, L, &K, R); }
expr(A) ::= expr(L) LT|GT|EQ|LE|GE|NE(K) expr(R).  { A = node_comparison(p, L, &K, R); }
expr(A) ::= expr(L) OP|QUESTION(K) expr(R).        { A = node_binary(p, L, &K, R); }
expr(A) ::= expr(L) PLUS|MINUS(K) expr(R).         { A = node_binary(p, L, &K, R); }
expr(A) ::= expr(L) STAR|SLASH|PERCENT(K) expr(R). { A = node_binary(p, L, &K, R); }
expr(A) ::= expr(L) CARET(K) expr(R).              { A = node_binary(p, L, &K, R); }
expr(A) ::= expr(L) OPERATOR LP qualified_operator(O) RP expr(R). [OP]
                                                   { A = node_operator(p, L, O, R); }
expr(A) ::= expr(L) LT|GT|EQ|LE|GE|NE(O) ANY|ALL(K) LP expr(R) RP. [OP]
                                                   { A = node_any(p, L, &O, &K, R); }
expr(A) ::= expr(L) OP|QUESTION(O) ANY|ALL(K) LP expr(R) RP. [OP]
                                                   { A = node_any(p, L, &O, &K, R); }
expr(A) ::= expr(E) IS NULL_|TRUE_|FALSE_|UNKNOWN(K). { A = node_is(p, E, &K, 0); }
expr(A) ::= expr(E) IS NOT NULL_|TRUE_|FALSE_|UNKNOWN(K). { A = node_is(p, E, &K, EXPR_NEGATED); }
expr(A) ::= expr(L) IS DISTINCT FROM expr(R). [IS] { A = node_distinct(p, L, R, 0); }
expr(A) ::= expr(L) IS NOT DISTINCT FROM expr(R). [IS] { A = node_distinct(p, L, R, EXPR_NEGATED); }
expr(A) ::= expr(E) POSITION_IN expr(F).           { A = node_position_in(p, E, F); }
expr(A) ::= expr(E) IN LP exprs(L) RP.             { A = node_in(p, E, L, 0); }
expr(A) ::= expr(E) NOT_LA IN LP exprs(L) RP.      { A = node_in(p, E, L, EXPR_NEGATED); }
expr(A) ::= expr(E) BETWEEN expr(L) AND expr(H). [BETWEEN] { A = node_between(p, E, L, H, 0); }
expr(A) ::= expr(E) NOT_LA BETWEEN expr(L) AND expr(H). [BETWEEN]
                                                   { A = node_between(p, E, L, H, EXPR_NEGATED); }
expr(A) ::= expr(L) like(K) expr(R). [LIKE]        { A = node_like(p, L, &K, R, node_none(), 0); }
expr(A) ::= expr(L) like(K) expr(R) ESCAPE expr(S). [LIKE] { A = node_like(p, L, &K, R, S, 0); }
expr(A) ::= expr(L) NOT_LA like(K) expr(R). [LIKE]
                                          { A = node_like(p, L, &K, R, node_none(), EXPR_NEGATED); }
expr(A) ::= expr(L) NOT_LA like(K) expr(R) ESCAPE expr(S). [LIKE]
                                                   { A = node_like(p, L, &K, R, S, EXPR_NEGATED); }
expr(A) ::= expr(E) COLLATE path(N).               { A = node_collate(p, E, N); }
expr(A) ::= expr(E) AT TIME ZONE expr(Z). [AT]     { A = node_at_zone(p, E, Z); }

like(A) ::= LIKE|ILIKE(K).                         { A = K; }
like(A) ::= SIMILAR(K) TO.                         { A = K; }
operator(A) ::= LT|GT|EQ|LE|GE|NE|OP|QUESTION|PLUS|MINUS|STAR|SLASH|PERCENT|CARET(K). { A = K; }
qualified_operator(A) ::= operator(O).             { A = qname_make(p, NULL, &O); }
qualified_operator(A) ::= name(S) DOT operator(O). { A = qname_make(p, &S, &O); }

parenthesis(A) ::= LP(K) expr(E) RP.               { A = node_enclosed(p, &K, E); }
field(A) ::= parenthesis(E) DOT word(N).           { A = node_field(p, E, &N); }
field(A) ::= field(E) DOT word(N).                 { A = node_field(p, E, &N); }
slice_end(A) ::= .                                 { A = node_none(); }
slice_end(A) ::= expr(E).                          { A = E; }
cases(A) ::= CASE(K) WHEN expr(W) THEN expr(T).    { A = cases_begin(p, &K, node_none(), W, T); }
cases(A) ::= CASE(K) expr(E) WHEN expr(W) THEN expr(T). { A = cases_begin(p, &K, E, W, T); }
cases(A) ::= cases(A) WHEN expr(W) THEN expr(T).   { node_push(p, W); node_push(p, T); }

call(A) ::= path(N) LP RP.                         { A = node_call(p, N, p->args.count, 0); }
call(A) ::= path(N) LP STAR RP.
                                                  { A = node_call(p, N, p->args.count, EXPR_STAR); }
call(A) ::= path(N) LP args(L) RP.                 { A = node_call(p, N, L, 0); }
call(A) ::= path(N) LP DISTINCT args(L) RP.        { A = node_call(p, N, L, EXPR_DISTINCT); }
call(A) ::= path(N) LP expr(E) FROM expr(F) RP.    { A = node_call_from(p, N, E, F, node_none()); }
call(A) ::= path(N) LP expr(E) FROM expr(F) FOR expr(G) RP. { A = node_call_from(p, N, E, F, G); }
call(A) ::= EXTRACT(K) LP word(N) FROM expr(E) RP. { A = node_extract(p, &K, &N, E); }
call(A) ::= EXTRACT(K) LP STRING(N) FROM expr(E) RP. { A = node_extract(p, &K, &N, E); }
args(A) ::= arg(E).                                { A = args_begin(p, E); }
args(A) ::= args(A) COMMA arg(E).                  { node_push(p, E); }
%type arg { Node }
arg(A) ::= expr(E).                                { A = E; }
arg(A) ::= name(N) ARROW expr(E).                  { A = node_named_arg(p, &N, E); }
exprs(A) ::= expr(E).                              { A = args_begin(p, E); }
exprs(A) ::= exprs(A) COMMA expr(E).               { node_push(p, E); }
rows(A) ::= row(E).                                { A = args_begin(p, E); }
rows(A) ::= rows(A) COMMA row(E).                  { node_push(p, E); }
%type row { Node }
row(A) ::= LB(K) exprs(L) RB.                      { A = node_list(p, EXPR_ARRAY, &K, L); }
row(A) ::= LB(K) rows(L) RB.                       { A = node_list(p, EXPR_ARRAY, &K, L); }

literal(A) ::= NUMBER|STRING|BYTES|BITS|NULL_|TRUE_|FALSE_|BODY(K). { A = node_literal(p, &K); }
number(A) ::= NUMBER(K).                           { A = node_literal(p, &K); }
number(A) ::= MINUS|PLUS(S) NUMBER(K).             { A = node_unary(p, &S, node_literal(p, &K)); }

/* ---- what the driver asks of the engine ---- */

%code {
static bool has_action(YYACTIONTYPE state, int code)
{
    return state > YY_MAX_SHIFT || yy_lookahead[yy_shift_ofst[state] + code] == code;
}

/* The engine is simulated on its stack of states; *below is how many of those it has looked at,
 * beside the topmost. */
static bool simulate(const yyParser *parser, int code, bool is_exact, size_t *below)
{
    YYACTIONTYPE pushed[ENGINE_PUSHED];
    size_t count = 0;                      /* states above `base` */
    const yyStackEntry *base = parser->yytos;
    for (;;) {
        YYACTIONTYPE state = count ? pushed[count - 1] : base->stateno;
        if (is_exact && !has_action(state, code)) return false;
        YYACTIONTYPE action = yy_find_shift_action((YYCODETYPE)code, state);
        if (action <= YY_MAX_SHIFTREDUCE || action == YY_ACCEPT_ACTION) return true;
        if (action < YY_MIN_REDUCE) return false;
        unsigned rule = action - YY_MIN_REDUCE;
        size_t size = (size_t)-yyRuleInfoNRhs[rule], here = size < count ? size : count;
        count -= here;
        base -= size - here;
        *below = (size_t)(parser->yytos - base);
        state = count ? pushed[count - 1] : base->stateno;
        if (count == ENGINE_PUSHED) return false;
        pushed[count++] = yy_find_reduce_action(state, yyRuleInfoLhs[rule]);
    }
}

/* A token that was taken once is taken again where the same states are on top: most lines of a
 * schema are like others. Only what the answer was made from may be remembered. */
bool engine_accepts(const void *engine, int code)
{
    enum { DEPTH = 4 };
    const yyParser *parser = engine;
    const yyStackEntry *top = parser->yytos;
    size_t below = 0;
    if (top - parser->yystack < DEPTH) return simulate(parser, code, false, &below);
    uint64_t states = 0;
    for (int i = 0; i < DEPTH; i++) states = states << 16 | top[-i].stateno;
    uint64_t place = (states ^ (uint64_t)code << 56) * 0x9e3779b97f4a7c15u >> (64 - KNOWN_BITS);
    Known *known = &parser->p->known[place];
    if (known->states == states && known->code == code) return true;
    bool is_taken = simulate(parser, code, false, &below);
    if (is_taken && below < DEPTH) *known = (Known){states, code};
    return is_taken;
}

bool engine_expects(const void *engine, int code)
{
    size_t below = 0;
    return simulate(engine, code, true, &below);
}

void engine_pop(void *engine)
{
    yy_pop_parser_stack(engine);
}

size_t engine_depth(const void *engine)
{
    const yyParser *parser = engine;
    return (size_t)(parser->yytos - parser->yystack);
}
}
