-- SPDX-License-Identifier: MIT
-- functions that are called as some of the engine's are
create function reverse(a text[]) returns text[] language sql immutable as 'select a';
create function "btrim chr"(a text) returns text[] language sql immutable as 'select array[a]';
create function " array_to_string"(a text) returns text[] language sql immutable as 'select array[a]';
create function upper(a text[], b varchar) returns int language sql immutable as 'select 1';
create function upper(a text[], b text) returns int language sql immutable as 'select 2';
create table called_so (b text, tags text[], v varchar,
    check (cardinality(reverse(tags) || 'x'::text) > 0), check (cardinality("btrim chr"(b) || 'x'::text) > 0),
    check (cardinality(" array_to_string"(b) || 'x'::text) > 0), check (upper(tags, v::text) > 0),
    check (upper(tags, 'a'::text) > 0), check (upper(tags, 'a'::varchar) > 0), check (upper(tags, v) > 0));

-- operators likewise
create function same(varchar, varchar) returns bool language sql immutable as 'select true';
create operator = (leftarg = varchar, rightarg = varchar, function = same);
create function joined(text, varchar) returns int language sql immutable as 'select 1';
create operator || (leftarg = text, rightarg = varchar, function = joined);
create function same(numeric, int) returns bool language sql immutable as 'select true';
create operator = (leftarg = numeric, rightarg = int, function = same);
create function more(numeric, int) returns numeric language sql immutable as 'select 1.0';
create operator + (leftarg = numeric, rightarg = int, function = more);
create table compared_so (v varchar, w varchar, n numeric, x text, check (v::text = 'x'::text), check (v = 'x'), check (v::text = w::text),
    check (v = w), check (n = 1::numeric), check (n = 1), check (n + 2::numeric > 0), check (n + 2 > 0), check (x || v::text <> ''),
    check (x || v > 0), check (v in ('a', 'b')), check (n in (1, 2)));
