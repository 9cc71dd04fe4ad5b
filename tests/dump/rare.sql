-- SPDX-License-Identifier: MIT
-- since 13
-- What extensions bring elsewhere, what is called as the engine's own, and operators of one's own.
create schema ext;
create schema ns;
create extension ltree schema ext;
create extension pg_trgm schema ext;
create extension btree_gist;
create function ns.same(int, int) returns bool language sql immutable as 'select $1 = $2';
create operator ns.= (function = ns.same, leftarg = int, rightarg = int, commutator = operator(ns.=));
create operator class ns.same_ops for type int using btree as operator 3 ns.= (int, int), function 1 btint4cmp(int, int);
create type point as enum ('a', 'b');
create domain path as text check (value <> '');
create table held (a int, p public.path, v ext.ltree, w text,
 exclude (a ns.same_ops with operator(ns.=)), exclude using gist (a with =));
create index on held using gist (w ext.gist_trgm_ops);
create table called (a public.point default 'a', b pg_catalog.point, c public.point[], d pg_catalog.path, e public.path);
create function calling(public.point, pg_catalog.point) returns pg_catalog.point language sql cost 0.0000001 as 'select $2';
create table apart (a information_schema.sql_identifier, b information_schema.cardinal_number default 1);
create function tables() returns table (name information_schema.sql_identifier) language sql as 'select table_name from information_schema.tables';
create table written (s text default normalize('a'), g text generated always as (normalize(s)) stored, check (normalize(s) <> ''), check (normalize(s, nfc) = s));
create default conversion own for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create foreign data wrapper away;
create server there foreign data wrapper away;
create user mapping for public server there;
create function supported(int) returns int language sql support generate_series_int4_support as 'select 1';
alter table held add primary key (w), add constraint once exclude using gist (w with =);
comment on index held_pkey is 'of the key';
comment on index once is 'of the exclusion';
comment on constraint once on held is 'the exclusion';
create type shell;
comment on type shell is 'to be made';
create type ns.number;
create function ns.number_out(ns.number) returns cstring language internal strict immutable as 'int4out';
create function ns.number_in(cstring) returns ns.number language internal strict immutable as 'int4in';
create type ns.number (input = ns.number_in, output = ns.number_out, internallength = 4, passedbyvalue, default = 42, category = 'X', delimiter = ';');
comment on type ns.number is 'a base type';
create table counted (a ns.number default '7', b ns.number[]);
create type counting as (a int, b ns.number);
create cast (int as ns.number) without function;
create function handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create function inline_handler(internal) returns void language c as '$libdir/plpgsql', 'plpgsql_inline_handler';
create trusted language own handler handler inline inline_handler;
create function speaking() returns int language own as 'begin return 1; end';
comment on extension ltree is 'my trees';
comment on schema public is 'mine';
comment on table written is 'ends with a blank ';
create materialized view shown as select s, g from written;
alter materialized view shown alter s set storage external, alter s set statistics 77, alter g set (n_distinct = 5);
