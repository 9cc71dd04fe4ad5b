-- SPDX-License-Identifier: MIT
-- One of each kind of object that PostgreSQL has and that needs no superuser's files.
SELECT current_setting('server_version_num')::int >= 140000 AS has_multiranges,
    current_setting('server_version_num')::int >= 150000 AS has_publication_parts,
    current_setting('server_version_num')::int >= 180000 AS has_virtual_columns \gset
CREATE SCHEMA kb;
CREATE SCHEMA tools;
CREATE EXTENSION pg_trgm SCHEMA tools;

-- types
CREATE TYPE address AS (street text COLLATE "C", zip varchar(10), "Odd part" numeric(10,2));
CREATE TYPE kb."Odd type" AS (home address, "at" timestamptz(3)[]);
COMMENT ON TYPE address IS 'Where someone lives';
COMMENT ON COLUMN address.zip IS 'may be odd';
CREATE TYPE nothing AS ();
CREATE DOMAIN home AS address;
CREATE FUNCTION kb.text_diff(a text, b text) RETURNS double precision LANGUAGE sql IMMUTABLE AS 'SELECT (length(a) - length(b))::float8';
CREATE TYPE kb.texts AS RANGE (SUBTYPE = text, SUBTYPE_DIFF = kb.text_diff, COLLATION = "C");
\if :has_multiranges
CREATE TYPE prices AS RANGE (SUBTYPE = numeric, MULTIRANGE_TYPE_NAME = kb.many_prices);
ALTER TYPE kb.many_prices SET SCHEMA public;
\else
CREATE TYPE prices AS RANGE (SUBTYPE = numeric);
\endif
CREATE TYPE pricerange AS RANGE (SUBTYPE = numeric, SUBTYPE_OPCLASS = numeric_ops);
CREATE TYPE states AS ENUM ('open', 'shut');

-- collations and text search
CREATE COLLATION german (provider = icu, locale = 'de-DE');
CREATE COLLATION kb.loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE COLLATION plain (locale = 'C');
COMMENT ON COLLATION german IS 'umlauts';
CREATE TEXT SEARCH DICTIONARY kb.short (template = simple, stopwords = english, accept = false);
CREATE TEXT SEARCH TEMPLATE mine (init = dsimple_init, lexize = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY own (template = mine);
CREATE TEXT SEARCH PARSER my_parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline);
CREATE TEXT SEARCH CONFIGURATION kb.search (parser = my_parser);
ALTER TEXT SEARCH CONFIGURATION kb.search ADD MAPPING FOR asciiword, word WITH kb.short, english_stem;
ALTER TEXT SEARCH CONFIGURATION kb.search ADD MAPPING FOR int WITH simple;
CREATE CONVERSION kb.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

-- tables that use them
CREATE TABLE shops (
    id bigint PRIMARY KEY,
    home address,
    other home,
    homes address[][],
    odd kb."Odd type",
    texts kb.texts DEFAULT '[a,b)',
    price prices, more pricerange,
    name text COLLATE german, loose text COLLATE kb.loose,
    body text,
    words tsvector GENERATED ALWAYS AS (to_tsvector('kb.search', coalesce(body, ''))) STORED,
    length interval day to second(3), months interval year to month, years interval year, short interval(2),
    clock time(2) with time zone, wall time(1), stamp timestamp(3), bits bit varying(7), "some" bit(3),
    c "char", n name, o oid, r regclass, p regproc, t regtype, bp bpchar, ch char(4)[], x xml,
    CHECK (price && prices(1, 5)), CHECK ((home).zip <> ''),
    EXCLUDE USING gist (texts WITH &&)
);
\if :has_multiranges
ALTER TABLE shops ADD COLUMN many kb.texts_multirange[], ADD COLUMN prices many_prices, ADD COLUMN most pricemultirange;
\endif
CREATE TABLE copies (id int PRIMARY KEY, shop shops, shops shops[]);
CREATE INDEX ON shops USING gin (to_tsvector('kb.search', body));

-- functions and operators
CREATE FUNCTION same(a address, b address) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a.zip = b.zip';
CREATE FUNCTION other(a address, b address) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a.zip <> b.zip';
CREATE OPERATOR === (FUNCTION = same, LEFTARG = address, RIGHTARG = address, COMMUTATOR = ===, NEGATOR = !==, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR !== (FUNCTION = other, LEFTARG = address, RIGHTARG = address, COMMUTATOR = !==, NEGATOR = ===);
CREATE FUNCTION kb.street(a address) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT a.street';
CREATE OPERATOR kb.## (FUNCTION = kb.street, RIGHTARG = address);
COMMENT ON OPERATOR kb.## (NONE, address) IS 'the street';
CREATE FUNCTION by_size(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT abs(a) - abs(b)';
CREATE FUNCTION by_wide(a int, b bigint) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (abs(a) - abs(b))::int';
CREATE OPERATOR FAMILY sizes USING btree;
CREATE OPERATOR CLASS size_ops FOR TYPE int USING btree FAMILY sizes AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 by_size(int, int);
ALTER OPERATOR FAMILY sizes USING btree ADD OPERATOR 1 < (int, bigint), FUNCTION 1 (int, bigint) by_wide(int, bigint);
CREATE OPERATOR CLASS kb.own_ops FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 by_size(int, int);
CREATE OPERATOR CLASS stored_ops FOR TYPE box USING gist AS STORAGE box, OPERATOR 1 <<, FUNCTION 1 gist_box_consistent(internal, box, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal), FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal);
CREATE TABLE numbers (a int, b int, note text);
CREATE INDEX numbers_a ON numbers (a size_ops);
CREATE INDEX numbers_b ON numbers (b kb.own_ops DESC);
CREATE FUNCTION to_address(t text) RETURNS address LANGUAGE sql IMMUTABLE AS 'SELECT row(t, '''', 0)::address';
CREATE CAST (text AS address) WITH FUNCTION to_address(text) AS ASSIGNMENT;
CREATE CAST (address AS varchar) WITH INOUT;
COMMENT ON CAST (text AS address) IS 'a street alone';
CREATE FUNCTION add_to(a numeric, b address) RETURNS numeric LANGUAGE sql AS 'SELECT a + (b)."Odd part"';
CREATE FUNCTION finish(a numeric) RETURNS numeric LANGUAGE sql AS 'SELECT a / 2';
CREATE AGGREGATE half(address) (SFUNC = add_to, STYPE = numeric, INITCOND = '0', FINALFUNC = finish, FINALFUNC_MODIFY = shareable, PARALLEL = safe);
CREATE AGGREGATE kb.biggest(int) (SFUNC = int4larger, STYPE = int, COMBINEFUNC = int4larger, SORTOP = >);
CREATE AGGREGATE how_many(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE moving(int) (SFUNC = int4pl, STYPE = int, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int);
CREATE AGGREGATE percent(double precision ORDER BY double precision) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_cont_float8_final);
CREATE AGGREGATE of_many(VARIADIC items "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA) ;
COMMENT ON AGGREGATE kb.biggest(int) IS 'the biggest';
CREATE FUNCTION in_window(n int) RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';

-- on tables
CREATE RULE quiet AS ON DELETE TO shops WHERE old.id > 5 DO INSTEAD NOTHING;
CREATE RULE noted AS ON INSERT TO numbers DO ALSO (INSERT INTO copies VALUES (new.a); UPDATE shops SET body = 'it''s' WHERE id = new.a);
ALTER TABLE numbers DISABLE RULE noted;
COMMENT ON RULE quiet ON shops IS 'rows stay';
CREATE STATISTICS kb.likely (dependencies, mcv) ON a, b FROM numbers;
\if :has_multiranges
CREATE STATISTICS sums ON (a + b), (abs(b)) FROM numbers;
\endif
ALTER STATISTICS kb.likely SET STATISTICS 200;
COMMENT ON STATISTICS kb.likely IS 'a and b';
CREATE PUBLICATION every_table FOR ALL TABLES WITH (publish = 'insert, update');
\if :has_publication_parts
CREATE PUBLICATION "some" FOR TABLE numbers (a, b) WHERE (a > 1), copies;
CREATE PUBLICATION of_space FOR TABLES IN SCHEMA kb WITH (publish_via_partition_root = true);
\else
CREATE PUBLICATION "some" FOR TABLE numbers, copies;
\endif
CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER watching ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION watch();
CREATE EVENT TRIGGER off ON sql_drop EXECUTE FUNCTION watch();
ALTER EVENT TRIGGER off DISABLE;

-- elsewhere
CREATE FOREIGN DATA WRAPPER away OPTIONS (debug 'true');
CREATE SERVER files TYPE 'csv' VERSION '1.0' FOREIGN DATA WRAPPER away OPTIONS (host 'it''s', "Odd" 'x');
COMMENT ON SERVER files IS 'far away';
CREATE USER MAPPING FOR public SERVER files OPTIONS ("user" 'bob', password 'secret');
CREATE FOREIGN TABLE kb.remote (id int OPTIONS (name 'ID') NOT NULL, home address DEFAULT row('a', 'b', 1)::address, CONSTRAINT small CHECK (id < 10)) SERVER files OPTIONS (name 'remote.csv');
COMMENT ON FOREIGN TABLE kb.remote IS 'not here';
CREATE VIEW kb.all_remote AS SELECT r.id, half(r.home) AS half FROM kb.remote r GROUP BY r.id;
CREATE ACCESS METHOD my_heap TYPE TABLE HANDLER heap_tableam_handler;
CREATE FUNCTION from_sql(internal) RETURNS internal LANGUAGE internal AS 'xml_in';
CREATE TRANSFORM FOR address LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));

-- what 18 has
\if :has_virtual_columns
CREATE TABLE late (
    id integer PRIMARY KEY,
    twice integer GENERATED ALWAYS AS (id * 2) VIRTUAL,
    thrice integer GENERATED ALWAYS AS (id * 3) STORED,
    four integer GENERATED ALWAYS AS (id * 4) NOT NULL,
    name text,
    other integer CONSTRAINT small CHECK (other < 10) NOT ENFORCED,
    CONSTRAINT of_it FOREIGN KEY (other) REFERENCES late (id) NOT ENFORCED
);
ALTER TABLE late ADD NOT NULL name NOT VALID;
\endif
