-- SPDX-License-Identifier: MIT
-- Something of everything that the language can say of PostgreSQL 15, and what it cannot.
CREATE SCHEMA kb; COMMENT ON SCHEMA kb IS 'Knowledge';
CREATE TYPE mood AS ENUM ('sad','it''s ok','happy'); COMMENT ON TYPE mood IS E'How one feels\n\nsecond line';
CREATE TYPE kb."Odd Type" AS ENUM ('a');
CREATE DOMAIN kb.email AS varchar(200) COLLATE "C" NOT NULL DEFAULT 'x@y' CHECK (VALUE ~ '@') CONSTRAINT short CHECK (length(VALUE) < 200);
CREATE SEQUENCE kb.numbers AS int INCREMENT 5 START 100 MINVALUE 10 MAXVALUE 10000 CACHE 4 CYCLE;
CREATE FUNCTION kb.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = kb, pg_temp SET statement_timeout = '5s' AS $f$BEGIN NEW.at := now(); RETURN NEW; END$f$;
CREATE FUNCTION add(a int, b int DEFAULT 1, VARIADIC c double precision[] DEFAULT '{}') RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'select a + b';
CREATE FUNCTION pair(OUT x int, OUT y text) LANGUAGE sql AS $$select 1, 'a'$$;
CREATE FUNCTION pairs(n timestamp with time zone, INOUT x int, OUT y text) RETURNS SETOF record LANGUAGE sql ROWS 7 AS $$select 1, 'a'$$;
CREATE FUNCTION tab(n int) RETURNS TABLE (a int, "b c" character varying, d double precision) LANGUAGE sql STABLE AS $$select 1, 'a', 2.0$$;
CREATE PROCEDURE proc(INOUT a int) LANGUAGE sql AS $$select 1$$;
CREATE TABLE kb.people (
  id bigint GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT 2) PRIMARY KEY,
  "Name" text NOT NULL DEFAULT 'it''s' COLLATE "C", mood mood DEFAULT 'sad', odd kb."Odd Type"[], mail kb.email,
  born date CHECK (born > '1900-01-01'), ip inet DEFAULT '127.0.0.1', net cidr[], tags text[] DEFAULT ARRAY['a','b'], n numeric(10,2) DEFAULT -1.5,
  bits bit(3) DEFAULT B'101', vb varbit(5), c "char", t time(3) with time zone, iv interval(2), ts timestamp(3), tz timestamptz DEFAULT now() - interval '1 day',
  j jsonb DEFAULT '{"a": 1}', x xml, r int4range, mac macaddr, pt point DEFAULT '(1,2)', up text GENERATED ALWAYS AS (upper("Name")) STORED,
  v varchar(20) CHECK (v IN ('a','b')), kind text CHECK (kind = ANY (ARRAY['x','y'])), big bigint DEFAULT -3000000000, f float8 DEFAULT 'NaN', seq int DEFAULT nextval('kb.numbers'),
  at timestamptz, s smallint DEFAULT 3, bp bpchar, ch char(4), oid oid, mo money, tsv tsvector, u uuid DEFAULT gen_random_uuid(), by bytea DEFAULT '\x0aff', iy interval year to month,
  CONSTRAINT people_name_key UNIQUE ("Name") INCLUDE (n), UNIQUE NULLS NOT DISTINCT (mood, born), CHECK (n > 0 AND (kind IS NULL OR v LIKE 'a%')) NO INHERIT,
  CHECK (CASE WHEN n > 1 THEN true ELSE false END), CHECK (n BETWEEN 1 AND 5 OR "Name" !~* 'x' OR tags @> '{a}' OR (j->>'a')::int = 3), CHECK (lower("Name") = "Name"), CHECK (at AT TIME ZONE 'UTC' > ts), CHECK (tags[1] = 'a'), CHECK (ROW(n, 1) <> ROW(2, 3)), CHECK (extract(year from born) > 1900), CHECK (n IN (1,2)), CHECK (s IN (1, 2)), CHECK (mood IN ('sad','happy')), CHECK (mood <> 'sad'), CHECK (v <> ALL (ARRAY['q','r'])), CHECK (v = 'q' OR "Name" = 'x'), CHECK (COALESCE(v, '') <> '' OR v IS DISTINCT FROM 'x'), CHECK (f IS NOT NULL AND (f > 0) IS TRUE));
COMMENT ON TABLE kb.people IS 'People'; COMMENT ON COLUMN kb.people.id IS '  leading blank'; COMMENT ON CONSTRAINT people_name_key ON kb.people IS 'unique name';
CREATE TABLE kb.teams (a bigint, b bigint REFERENCES kb.people ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, c bigint, d bigint, PRIMARY KEY (a, c), FOREIGN KEY (a, b) REFERENCES kb.teams (a, c) MATCH FULL ON DELETE SET NULL (b)) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
CREATE UNLOGGED TABLE "Odd ""table" ("select" int, "ü" text);
CREATE TABLE nothing ();
CREATE TABLE serials (id serial PRIMARY KEY, big bigserial);
CREATE UNIQUE INDEX ON kb.people (lower("Name") text_pattern_ops DESC NULLS LAST, (n + 1), "Name" COLLATE "C") INCLUDE (born) WHERE n > 0;
CREATE INDEX people_tags ON kb.people USING gin (tags, j jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX people_coalesce ON kb.people (COALESCE(v, 'x'), (v || kind)); CREATE INDEX people_brin ON kb.people USING brin (id) WITH (pages_per_range = 16);
CREATE VIEW kb.v WITH (security_barrier = true, check_option = local) AS SELECT id, "Name" FROM kb.people WHERE n > 0; COMMENT ON VIEW kb.v IS 'view';
CREATE VIEW w (a, b) AS SELECT id, "Name" FROM kb.v;
CREATE MATERIALIZED VIEW kb.mv AS SELECT count(*) AS n, mood FROM kb.people GROUP BY mood; CREATE UNIQUE INDEX ON kb.mv (mood);
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF "Name", n ON kb.people FOR EACH ROW WHEN (NEW.n > 0 AND NEW.v = 'a') EXECUTE FUNCTION kb.touch('a', 'it''s');
CREATE CONSTRAINT TRIGGER ct AFTER DELETE ON kb.people DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kb.touch();
CREATE TRIGGER st AFTER UPDATE ON kb.people REFERENCING OLD TABLE AS o NEW TABLE AS "N" FOR EACH STATEMENT EXECUTE FUNCTION kb.touch();
CREATE TRIGGER ins INSTEAD OF INSERT ON kb.v FOR EACH ROW EXECUTE FUNCTION kb.touch();
CREATE TRIGGER tr BEFORE TRUNCATE ON kb.people EXECUTE FUNCTION kb.touch();
ALTER TABLE kb.people DISABLE TRIGGER st, ENABLE ALWAYS TRIGGER tr, ENABLE REPLICA TRIGGER ct;
CREATE EXTENSION btree_gin;
CREATE FUNCTION kb.call_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE INDEX gin_of_number ON kb.people USING gin (n);
ALTER TABLE kb.people ENABLE ROW LEVEL SECURITY; ALTER TABLE kb.people FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON kb.people AS RESTRICTIVE FOR UPDATE TO postgres USING (id IN (SELECT a FROM kb.teams)) WITH CHECK ("Name" = current_user);
CREATE POLICY all_of ON kb.people USING (true);
CREATE FUNCTION atomic(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + 1; END;
CREATE FUNCTION ret(a int) RETURNS int LANGUAGE sql RETURN a + 1;
CREATE FUNCTION people_of(t kb.people) RETURNS SETOF kb.people LANGUAGE sql STABLE AS $$select t.*$$;
CREATE FUNCTION anyf(a anyelement, b anyarray) RETURNS anyelement LANGUAGE sql AS $$select a$$;
CREATE FUNCTION dollars() RETURNS text LANGUAGE sql AS $x$select '$$ $a$ \ '$x$;
CREATE FUNCTION noticing() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE TABLE parted (id int NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE parted_2024 PARTITION OF parted FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE excluding (during tsrange, EXCLUDE USING gist (during WITH &&));
ALTER TABLE kb.teams ADD CONSTRAINT later CHECK (d > 0) NOT VALID;
CREATE RULE nothing_done AS ON DELETE TO kb.teams DO INSTEAD NOTHING;
CREATE TABLE heir (more text) INHERITS (excluding);
CREATE TABLE schema_migrations (version text PRIMARY KEY);
CREATE TYPE address AS (street text, city varchar(20));
CREATE TABLE dwellers (id int PRIMARY KEY, home address, homes address[], UNIQUE (home));
CREATE TYPE textrange AS RANGE (subtype = text, multirange_type_name = text_spans);
COMMENT ON TYPE text_spans IS 'spans, "a b".x=1';
COMMENT ON TYPE textrange[] IS 'it''s';
CREATE AGGREGATE total (int) (sfunc = int4pl, stype = int);
CREATE STATISTICS guesses ON id, n FROM kb.people;
CREATE COLLATION german (provider = libc, locale = 'C');
CREATE TEXT SEARCH CONFIGURATION plain (copy = simple);
CREATE EVENT TRIGGER watching ON ddl_command_end EXECUTE FUNCTION noticing();

-- words that are calls: they must not get quotes
CREATE TABLE clocks (a timestamp(0) DEFAULT localtimestamp(0), b timestamptz DEFAULT current_timestamp(3), c time DEFAULT localtime(2));
ALTER TABLE kb.people CLUSTER ON people_name_key; ALTER TABLE kb.people REPLICA IDENTITY USING INDEX people_name_key;
ALTER TABLE kb.teams REPLICA IDENTITY FULL; ALTER TABLE parted_2024 REPLICA IDENTITY NOTHING; ALTER MATERIALIZED VIEW kb.mv CLUSTER ON mv_mood_idx;
CREATE SEQUENCE letters_id_seq; CREATE UNLOGGED SEQUENCE franks;
CREATE TABLE letters (id int GENERATED ALWAYS AS IDENTITY, n int GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME "The Numbers" START 5), kind text);
CREATE VIEW drafts AS SELECT id, kind AS "The Kind" FROM letters; ALTER VIEW drafts ALTER COLUMN "The Kind" SET DEFAULT 'it''s, id=1', ALTER COLUMN id SET DEFAULT 5;
COMMENT ON COLUMN drafts."The Kind" IS 'it''s, id=1'; COMMENT ON COLUMN kb.mv.mood IS 'how they feel';

-- what few tables have
CREATE TABLE piled (a int, b int, c int UNIQUE WITH (fillfactor = 30), PRIMARY KEY (a) WITH (deduplicate_items = off, fillfactor = 40)) WITH (parallel_workers = 2, fillfactor = 50);
CREATE INDEX piled_sums ON piled ((a + c), b, (c * 2)); ALTER INDEX piled_sums ALTER COLUMN 1 SET STATISTICS 77, ALTER COLUMN 3 SET STATISTICS 100;
CREATE TABLE parted_2025 (day date NOT NULL, id int NOT NULL); ALTER TABLE parted ATTACH PARTITION parted_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE turned (more text, during tsrange); ALTER TABLE turned INHERIT excluding;
CREATE DOMAIN kb.amount AS numeric(12,2);
CREATE TABLE kb.sums (
  id int PRIMARY KEY, a kb.amount CHECK (a > 0), v varchar(9) CHECK (v = ANY (ARRAY['a','b'])), w varchar CHECK (w <> v AND length(w) > 1),
  x text GENERATED ALWAYS AS (v || ' ' || lower(w)) STORED, r float8 CHECK (r > -0.5), b numeric GENERATED ALWAYS AS (-a * a) STORED, c kb.amount CHECK (coalesce(c, 0) > 1));
CREATE INDEX sums_w ON kb.sums (lower(w), v) WHERE upper(w) <> 'X' AND a * 2 > 1;
