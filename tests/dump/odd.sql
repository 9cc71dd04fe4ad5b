-- SPDX-License-Identifier: MIT
-- since 15
-- What few write, and other tools' tests do.
create domain zip as text default '1010' constraint digits check (value ~ '^[0-9]+$') constraint short check (length(value) < 8);
comment on constraint digits on domain zip is 'only digits';
create function both_ways(i anyelement, r anyarray) returns table (i anyelement, r anyarray) language sql as $$ select $1, $2 $$;
create function preloading() returns int language sql set local_preload_libraries = "Mixed/Case", 'c:/''a"/path', '', '01234567890123456789012345678901234567890123456789012345678901234567890123456789' set search_path = '' as 'select 1';
create function ordered(int, "A b" text) returns int language sql set work_mem = '1MB' set timezone to 'UTC' set search_path = public, pg_temp set enable_seqscan = off as 'select 1';
create table fractions (a numeric(3, 6), b numeric(3, -2), c numeric(6, 3));
create table twice (id int primary key, a int, b int, unique (id), constraint one unique (a, b), unique (a) include (b));
alter table twice add constraint two unique (a, b), add constraint three unique (a) include (b);
create table computed (a int, b int generated always as (a * 2) stored);
create table computed_heir (b int, c int) inherits (computed);
create view told as select id, a, b as "Mixed Case" from twice;
comment on view told is 'a view';
comment on column told.id is 'the ''number'', id ''x''';
comment on column told."Mixed Case" is E'two\nlines \\ and one';
create materialized view held as select a, count(*) as n from twice group by a;
create unique index held_a on held (a);
comment on column held.n is 'how many';
create table worded (a text, b text,
 check (trim(a) <> ''), check (btrim(a) <> ''), check (trim(leading 'x' from a) <> ''), check (trim(trailing from a) <> ''), check (ltrim(a, 'x') <> ''),
 check (substring(a from 1 for 2) <> ''), check (substring(a, 1, 2) <> ''), check (substring(a from length(b) + 1) <> ''), check (substring(a from '^x') <> ''),
 check (position('x' in a || b) > 0), check (strpos(a, 'x') > 0));
create index worded_idx on worded (lower(trim(both from a)), (position(b in a)));
alter table worded force row level security;
create function own_settings() returns int language sql set "App.Big" = 'y, z=1' set datestyle = 'ISO, DMY' set timezone = 'UTC' set "a.b.c" = '=, =' set "app.user1" = ''
 set app."user" = 'a, b=c,  d=e, f g=h' as 'select 1';
create table picked (a int, b text);
create index on picked using brin (a int4_minmax_multi_ops (values_per_range = 16), b text_bloom_ops (n_distinct_per_range = -0.3, false_positive_rate = 0.02));

-- A check that calls a function of the table's own rows, of lists of them, or of a view of it.
CREATE TABLE caught (id int PRIMARY KEY, label text);
CREATE FUNCTION is_fine(caught) RETURNS bool LANGUAGE sql AS 'SELECT $1.id > 0';
CREATE FUNCTION first_of(caught[]) RETURNS caught LANGUAGE sql AS 'SELECT $1[1]';
CREATE VIEW caught_seen AS SELECT id, is_fine(caught) AS fine FROM caught;
CREATE FUNCTION holder(caught_seen) RETURNS SETOF caught LANGUAGE sql AS 'SELECT * FROM caught';
ALTER TABLE caught ADD CHECK (is_fine(caught)), ADD CONSTRAINT one CHECK (id <> (first_of(array[caught])).id);
COMMENT ON CONSTRAINT one ON caught IS 'one of many';
CREATE TABLE catches (one caught DEFAULT row(1, 'x')::caught, many caught[], CHECK (is_fine(one)));

-- Types of an extension in another namespace, within expressions.
CREATE SCHEMA brought;
CREATE EXTENSION citext SCHEMA brought;
CREATE DOMAIN mail AS brought.citext CHECK (VALUE ~ '^.+@.+$'::brought.citext);
CREATE TABLE mails (a mail DEFAULT 'a@b', b brought.citext DEFAULT 'q' CHECK (b ~ 'x'::brought.citext));

-- Parameters that are called as what parameters are.
CREATE FUNCTION modes("in" int, "out" text, "inout" int, "variadic" int DEFAULT 1, OUT "table" int)
    LANGUAGE sql AS 'SELECT 1';

CREATE TABLE moments (a timestamptz[] DEFAULT ARRAY[now(), current_timestamp(2)]);
CREATE MATERIALIZED VIEW kept (p, "q Q", "r, s=t") AS SELECT 1, 'x'::text, 'y'::text;
ALTER MATERIALIZED VIEW kept ALTER p SET STATISTICS 10, ALTER "q Q" SET STORAGE EXTERNAL,
    ALTER "r, s=t" SET STATISTICS 3;

-- Heirs without the default of those above, and of parents that have several.
CREATE DOMAIN word AS text;
CREATE TABLE first (y text, z int);
CREATE TABLE second (y text, z int, w word DEFAULT 'w');
CREATE TABLE of_one (y text, z int) INHERITS (first);
CREATE TABLE of_other (y text, w word) INHERITS (second);
CREATE TABLE of_both () INHERITS (first, second);
CREATE TABLE of_both_other () INHERITS (second, first);
CREATE TABLE of_both_none () INHERITS (first, second);
CREATE TABLE of_both_own (y text) INHERITS (first, second);
ALTER TABLE second ALTER y SET DEFAULT 'other', ALTER z SET DEFAULT 4;
ALTER TABLE ONLY first ALTER y SET DEFAULT 'one';
ALTER TABLE of_other ALTER y DROP DEFAULT, ALTER w DROP DEFAULT;
ALTER TABLE of_both_none ALTER y DROP DEFAULT, ALTER z DROP DEFAULT;
ALTER TABLE of_both_own ALTER y DROP DEFAULT;

-- An operator class of another namespace, in indexes and in what a table is divided by.
CREATE FUNCTION brought.order_of(text, text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT -1';
CREATE OPERATOR CLASS brought."Backwards" FOR TYPE text USING btree AS
    OPERATOR 1 > (text, text), FUNCTION 1 brought.order_of(text, text);
CREATE TABLE divided (a text, b text) PARTITION BY RANGE (a brought."Backwards", lower(b) brought."Backwards");
CREATE TABLE divided_mail (a brought.citext, b text) PARTITION BY RANGE (a brought.citext_ops, b text_pattern_ops);
CREATE INDEX ON divided (b brought."Backwards");

-- What is kept in order by an operator class that goes without saying.
CREATE TYPE word2;
CREATE FUNCTION word2_in(cstring) RETURNS word2 LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION word2_out(word2) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE word2 (INPUT = word2_in, OUTPUT = word2_out, LIKE = text);
CREATE FUNCTION z_order(word2, word2) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'bttextcmp';
CREATE FUNCTION z_less(word2, word2) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'text_lt';
CREATE OPERATOR < (FUNCTION = z_less, LEFTARG = word2, RIGHTARG = word2);
CREATE OPERATOR CLASS z_words DEFAULT FOR TYPE word2 USING btree AS OPERATOR 1 <, FUNCTION 1 z_order(word2, word2);
CREATE DOMAIN a_word2 AS word2;
CREATE TABLE a_keyed (a word2 PRIMARY KEY, b a_word2 UNIQUE);
CREATE TABLE a_divided (a word2) PARTITION BY RANGE (a);
CREATE TYPE a_words AS RANGE (SUBTYPE = word2);

-- Casts in words that the server reads at once; no other one is waited for.
CREATE TYPE pair AS (a int, b text);
CREATE FUNCTION pair_number(pair) RETURNS int LANGUAGE sql IMMUTABLE RETURN ($1).a;
CREATE CAST (pair AS int) WITH FUNCTION pair_number(pair) AS ASSIGNMENT;
CREATE TABLE pairs (v pair);
CREATE FUNCTION a_sum(pair, pair) RETURNS int LANGUAGE sql RETURN $1::int + $2::int;
CREATE FUNCTION a_list() RETURNS SETOF int LANGUAGE sql BEGIN ATOMIC SELECT v::int FROM pairs; END;
CREATE VIEW pair_view AS SELECT (v).a AS id FROM pairs;
CREATE FUNCTION finds(y pair_view DEFAULT NULL) RETURNS SETOF pair_view LANGUAGE sql BEGIN ATOMIC SELECT * FROM pair_view; END;
CREATE VIEW pair_rows AS SELECT id FROM finds();
CREATE FUNCTION row_number_of(pair_rows) RETURNS int LANGUAGE sql RETURN 1;
CREATE CAST (pair_rows AS int) WITH FUNCTION row_number_of(pair_rows);
create table nested (a int, b int, c text, d varchar(9), check (a between 1 and 2 and b = 3), check ((a, b) = (1, 2) and a = 3), check (a not between 1 and 2 or b = 5), check (c between 'a' and 'b' and d between 'x' and 'y' and c <> 'x'), check (d between 'a' and 'b' and c <> 'x'), check (a between symmetric 1 and 2 and b = 2), g bool generated always as (a between 1 and 2 and b = 3) stored, e bool default (1 between 2 and 3 and 4 = 5));
create index on nested (a) where a between 1 and 2 and b = 3;
create policy p on nested using (a between 1 and 2 and b = 3);
create domain nest as int check (value between 1 and 2 and value <> 7);
create view nested_v1 as select * from nested where a between 1 and 2 and b between 3 and 4 and exists (select 1 from nested x where x.a = nested.b) or a between 2 and 3 and b = 3;
create view nested_v2 as select * from nested where (a, b) = (1, 2) and b = 3 and (c, d) <> ('x', '''((') or a > 7;
create view nested_v3 as select sum(a) over (partition by b order by c rows between 1 preceding and current row) from nested where a not between 1 and 2 or b = 3 or b = any (array[1, 2]) and b = 3;
create view nested_v4 as select case when a between 1 and 2 and b = 3 then 'x AND ((' else 'y' end from nested group by a, b having a between (select 1) and (select 2) and b = 2 and case when b between 1 and 2 and a = 3 then 'a' else 'b' end between 'a' and 'z';
create function nest_f(a int) returns bool language sql begin atomic select a between 1 and 2 and a = 3; end;
create rule nest_r as on update to nested where old.a between 1 and 2 and new.b = 3 do instead nothing;
create domain few as int4range check (upper(value) < 10);
create domain fewer as few check (lower(value) > 1) check (isempty(value) or upper_inc(value));
create table in_bounds (r int4range, m int4multirange, f few, g fewer, check (upper(r) < 10), check (lower(m) < 5), check (upper(f) < 8));
create table z_named (a int);
create type z_state as enum ('a');
create function a_named(x regclass default 'z_named'::regclass, y oid default 'z_state'::regtype::oid) returns int language sql as 'select 1';
create function a_named_too() returns regclass language sql return 'z_named'::regclass;
create table a_naming (a int default ('z_named'::regclass)::oid::int, b regclass default 'z_named', check (b <> 'z_named'::regclass));
create view z_view as select 1 as one;
create view a_view as select 'z_view'::regclass as it;
create table tells (a int primary key);
create table tells_more () inherits (tells);
create publication told_one for table only tells (a) where (a > 1);
create publication told_all for table tells;
