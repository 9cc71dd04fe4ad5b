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
