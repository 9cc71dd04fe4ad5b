-- SPDX-License-Identifier: MIT
-- since 15
-- What few write, and other tools' tests do.
create domain zip as text default '1010' constraint digits check (value ~ '^[0-9]+$') constraint short check (length(value) < 8);
comment on constraint digits on domain zip is 'only digits';
create function both_ways(i anyelement, r anyarray) returns table (i anyelement, r anyarray) language sql as $$ select $1, $2 $$;
create function preloading() returns int language sql set local_preload_libraries = "Mixed/Case", 'c:/''a"/path', '' set search_path = '' as 'select 1';
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
